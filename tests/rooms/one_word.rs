//! One place changed in one sentence of the shipped clause files, in thousands of ways: the sentence has its own message or two, and no
//! other sentence of the file has any.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use clausec::source::{Problem, Source};
use clausec::syntax::ast::{Entry, Piece};
use clausec::syntax::parse;
use proptest::prelude::*;
use proptest::sample::Index;

/// A shipped file with the places of its sentences.
struct Shipped {
    text: String,
    sentences: Vec<Range<usize>>,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let mut files = Vec::new();
    below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("clauses"),
        &mut files,
    );
    files.sort();
    let shipped = files.into_iter().map(|text| Shipped {
        sentences: sentences(&text),
        text,
    });
    shipped.filter(|file| !file.sentences.is_empty()).collect()
});

fn below(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|own| own == "clause") {
            found.push(fs::read_to_string(&path).expect("it is a text"));
        }
    }
}

/// The rules of a file that have no text in quotes: a quotation mark more or less ends elsewhere.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let parsed = parse(&Source::new("shipped.clause", text));
    assert_eq!(parsed.problems, [], "{text}");
    let clauses = parsed.file.pieces.iter().filter_map(|piece| match piece {
        Piece::Clause(clause) => Some(clause),
        _ => None,
    });
    let rules = clauses.flat_map(|clause| &clause.entries);
    rules
        .filter_map(|entry| match entry {
            Entry::Rule(rule) => Some(rule.span.start..rule.span.end),
            _ => None,
        })
        .filter(|place| !text[place.clone()].contains('"'))
        .collect()
}

/// Words that a drafter puts in the place of others.
const WORDS: [&str; 24] = [
    "shall", "the", "a", "invoice", "within", "14 days", "unless", "if", "and", "or", "must",
    "not", "factuur", "€ 5,00", "5%", "clause", ",", ";", ":", "(", ")", "(1)", "then", "is",
];

/// A sentence with one place changed: a word left out, said twice, exchanged with another, misspelt, or another one in its place; a sign
/// less or more.
fn changed(sentence: &str, way: usize, one: Index, other: Index) -> String {
    let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
    let (at, with) = (one.index(words.len()), other.index(words.len()));
    match way {
        0 => {
            words.remove(at);
        }
        1 => words.insert(at, words[at].clone()),
        2 => words.swap(at, with),
        3 => WORDS[other.index(WORDS.len())].clone_into(&mut words[at]),
        4 => words[at].push_str(WORDS[other.index(WORDS.len())]),
        5 => {
            let letters: Vec<char> = words[at].chars().collect();
            if let Some(last) = letters.len().checked_sub(1).filter(|last| *last > 0) {
                let mut letters = letters;
                let letter = other.index(last);
                letters.swap(letter, letter + 1);
                words[at] = letters.into_iter().collect();
            }
        }
        6 => words[at] = words[at].replace([',', ':', '(', ')'], ""),
        _ => words.truncate(at + 1),
    }
    words.join(" ")
}

fn places_lie_in(problems: &[Problem], text: &str) {
    for problem in problems {
        assert!(!problem.labels.is_empty(), "{problem:?}");
        assert!(problem.help.is_some(), "{problem:?}");
        for (span, _) in &problem.labels {
            assert!(text.get(span.start..span.end).is_some(), "{problem:?}");
        }
    }
}

/// The most messages about one changed place.
const MOST: usize = 2;

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_slip_in_a_sentence_is_told_there_and_nowhere_else(
        file: Index, sentence: Index, way in 0..8_usize, one: Index, other: Index,
    ) {
        let file = &SHIPPED[file.index(SHIPPED.len())];
        let place = file.sentences[sentence.index(file.sentences.len())].clone();
        let sentence = changed(&file.text[place.clone()], way, one, other);
        let text = [&file.text[..place.start], &sentence, &file.text[place.end..]].concat();
        let parsed = parse(&Source::new("slip.clause", text.as_str()));
        places_lie_in(&parsed.problems, &text);
        prop_assert!(parsed.file.lost.is_empty() || !parsed.problems.is_empty(), "lost without a message: {}", sentence);
        // Where the full stop is lost the next sentence goes on from this one; a heading in the way ends both.
        let end = if sentence.ends_with('.') { place.start + sentence.len() } else { next_end(&text, place.start + sentence.len()) };
        let (here, elsewhere): (Vec<_>, Vec<_>) = parsed
            .problems
            .iter()
            .partition(|problem| problem.span().is_some_and(|at| place.start <= at.start && at.start <= end));
        prop_assert!(here.len() <= MOST, "{}\n{:#?}", sentence, here);
        prop_assert!(elsewhere.is_empty(), "{}\n{:#?}", sentence, elsewhere);
    }
}

/// The end of the sentence in which a text goes on.
fn next_end(text: &str, at: usize) -> usize {
    text[at..]
        .find(".\n")
        .map_or(text.len(), |end| at + end + 1)
}
