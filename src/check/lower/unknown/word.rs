//! A word that no declared sentence has: what it was probably meant to be, and the sentence with that word in its place.

use crate::check::lower::noun::list_in_words;
use crate::check::lower::unknown::near::inside_a_sentence;
use crate::check::pattern::{Element, Form};
use crate::check::phrase::{Chart, Token};

/// The verb of conduct with an ending that it does not have there: `must pays`, `may suspended`.
pub(super) fn inflected(chart: &Chart<'_>, forms: &[Form]) -> Option<(String, String)> {
    if !forms.contains(&Form::Bare) {
        return None;
    }
    let word = chart.words.first()?;
    let verb = chart.vocabulary.verbs.iter().find(|verb| {
        verb.base != *word && (verb.third_person == *word || verb.participle == *word)
    })?;
    Some((word.clone(), verb.base.clone()))
}

/// A word that no declared sentence and no name has, and what it was probably meant to be.
pub(super) struct UnknownWord {
    /// Its place among the words.
    at: usize,
    /// Words that are spelt like it.
    near: Vec<String>,
    /// The English word of the glossary, when it is Dutch.
    english: Option<String>,
}

/// The first word that no declared sentence and no name has.
pub(super) fn unknown_word(chart: &Chart<'_>) -> Option<UnknownWord> {
    let known = known_words(chart);
    let is_word = |word: &str| {
        let letters = |letter: char| letter.is_alphabetic() || letter == '\'';
        word.len() > 2 && word.chars().all(letters)
    };
    let at = chart
        .words
        .iter()
        .position(|word| is_word(word) && known.binary_search(&word.as_str()).is_err())?;
    let word = &chart.words[at];
    let most = if word.len() > 4 { 2 } else { 1 };
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .map(|other| (strsim::damerau_levenshtein(word, other), *other))
        .filter(|(far, _)| *far <= most)
        .collect();
    near.sort_unstable();
    let english = chart.vocabulary.glossary.iter().find_map(|term| {
        let is_it = term.dutch.text.eq_ignore_ascii_case(word);
        is_it.then(|| term.word.text.clone())
    });
    Some(UnknownWord {
        at,
        near: near.into_iter().map(|(_, word)| word.to_owned()).collect(),
        english,
    })
}

/// What is said of an unknown word before the nearest sentences.
pub(super) fn told_of(chart: &Chart<'_>, unknown: &UnknownWord) -> String {
    let word = &chart.words[unknown.at];
    if let Some(verb) = word.strip_suffix("n't") {
        return format!("write `{verb} not` in full; ");
    }
    if let Some(english) = &unknown.english {
        return format!("`{word}` is Dutch; the word for it here is `{english}`; ");
    }
    // Short words lie near to many.
    let most = match word.len() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    let is_alike = |other: &&String| {
        other.chars().next() == word.chars().next()
            && strsim::damerau_levenshtein(word, other) <= most
    };
    let near: Vec<String> = unknown
        .near
        .iter()
        .filter(is_alike)
        .take(2)
        .map(|other| format!("`{other}`"))
        .collect();
    if near.is_empty() {
        return format!("`{word}` stands in no declared sentence; ");
    }
    let near = list_in_words(&near).replace(" and ", " or ");
    format!("`{word}` stands in no declared sentence; did you mean {near}? ")
}

/// The words with an unknown one spelt as it was meant, where they then are understood.
pub(super) fn corrected(
    chart: &Chart<'_>,
    unknown: &UnknownWord,
    forms: &[Form],
) -> Option<String> {
    const MOST_TRIED: usize = 4;
    let english = unknown.english.iter();
    let words = english.chain(&unknown.near).take(MOST_TRIED);
    words.into_iter().find_map(|word| {
        let mut tokens: Vec<Token> = chart.tokens.to_vec();
        tokens[unknown.at].text.clone_from(word);
        // `De opdrachtgever` is `the client`.
        if let Some(article) = unknown.at.checked_sub(1).map(|at| &mut tokens[at])
            && article.is("de")
        {
            "the".clone_into(&mut article.text);
        }
        understood(chart, &tokens, forms)
    })
}

/// The words with another word for the same thing, where they then are understood: `dissolve the contract`.
pub(super) fn in_other_words(chart: &Chart<'_>, forms: &[Form]) -> Option<String> {
    const SAME: [(&str, &str); 12] = [
        ("contract", "agreement"),
        ("customer", "client"),
        ("buyer", "client"),
        ("purchaser", "client"),
        ("vendor", "supplier"),
        ("seller", "supplier"),
        ("provider", "supplier"),
        ("contractor", "supplier"),
        ("bill", "invoice"),
        ("penalty", "fine"),
        ("his", "the"),
        ("its", "the"),
    ];
    (0..chart.words.len()).find_map(|at| {
        let (_, other) = SAME.iter().find(|(word, _)| *word == chart.words[at])?;
        let mut tokens: Vec<Token> = chart.tokens.to_vec();
        (*other).clone_into(&mut tokens[at].text);
        understood(chart, &tokens, forms)
    })
}

/// The words as a sentence, if they are understood in one of these forms; whether something was done `in time` is asked of any duty.
fn understood(chart: &Chart<'_>, tokens: &[Token], forms: &[Form]) -> Option<String> {
    let asked = match tokens {
        [asked @ .., before, last] if before.is("in") && last.is("time") => asked,
        all => all,
    };
    let meant = Chart::new(chart.vocabulary, asked);
    let is_understood = if forms.contains(&Form::Noun) {
        !meant.whole_noun_phrase().is_empty()
    } else if forms.contains(&Form::Bare) {
        !meant.conducts().is_empty()
    } else {
        !meant.statements().is_empty()
    };
    let whole = Chart::new(chart.vocabulary, tokens);
    is_understood.then(|| inside_a_sentence(&whole.text(0, tokens.len())))
}

/// The words of all declared sentences and names, sorted.
fn known_words<'v>(chart: &Chart<'v>) -> Vec<&'v str> {
    let vocabulary = chart.vocabulary;
    let mut known: Vec<&str> = vec![
        "the", "a", "an", "of", "in", "breach", "violates", "ground", "given", "counts", "may",
        "not", "has", "is", "does", "to", "by", "with",
    ];
    for pattern in vocabulary.patterns.all() {
        for element in &pattern.elements {
            match element {
                Element::Word(word) => known.push(word),
                Element::OneOf(words) => known.extend(words.iter().map(String::as_str)),
                Element::Slot(_) => {}
            }
        }
    }
    let nouns = vocabulary.nouns.iter().flat_map(|(_, noun)| &noun.words);
    let labels = vocabulary.labels.iter().flat_map(|label| &label.words);
    let parameters = vocabulary.parameters.values().flat_map(|own| &own.words);
    known.extend(nouns.chain(labels).chain(parameters).map(String::as_str));
    known.sort_unstable();
    known.dedup();
    known
}
