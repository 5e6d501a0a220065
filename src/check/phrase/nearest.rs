//! The declared sentences nearest to words that match none: by how far they fit, then by how many words differ.

use crate::check::pattern::{Element, Form, in_words};
use crate::check::phrase::Chart;
use crate::check::vocabulary::Sentence;

/// What comes nearest to a phrase that matches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// How many words at the start fit some sentence.
    pub fits: usize,
    /// What may stand behind them: words, or slots as declared (`an invoice`).
    pub expected: Vec<String>,
    /// The nearest declared sentences, nearest first.
    pub sentences: Vec<String>,
    /// The nearest differs in a word or two only.
    pub is_slip: bool,
}

/// The nearest sentences in these forms; at most `count`.
pub fn nearest_sentences(chart: &Chart<'_>, forms: &[Form], count: usize) -> Nearest {
    let mut fits = 0;
    let mut expected: Vec<String> = Vec::new();
    let mut ranked: Vec<(usize, String)> = Vec::new();
    let mut slips: Vec<usize> = Vec::new();
    for pattern in chart.vocabulary.patterns.all() {
        if !forms.contains(&pattern.form) {
            continue;
        }
        let sentence = &chart.vocabulary.sentences[pattern.sentence];
        let (reached, next) = prefix(chart, &pattern.elements, sentence);
        if reached > fits {
            fits = reached;
            expected.clear();
        }
        if reached == fits
            && let Some(next) = next
            && !expected.contains(&next)
        {
            expected.push(next);
        }
        let words = in_words(&pattern.elements, &sentence.slots);
        let (far, lacks) = (
            distance(&chart.words, &words),
            missing(&chart.words, &words),
        );
        if !speaks_of_the_same(&chart.words, &words) {
            continue;
        }
        if far <= 2 && lacks <= 1 {
            slips.push(reached);
        }
        ranked.push((far + 2 * lacks, words));
    }
    ranked.sort();
    ranked.dedup();
    if let Some(said) = chart.words.get(fits) {
        expected.sort_by_key(|word| (strsim::damerau_levenshtein(word, said), word.clone()));
    }
    // Only those nearly as near as the nearest: what is far off helps nobody.
    let best = ranked.first().map_or(0, |(far, _)| *far);
    let near = if chart.words.len() <= 2 {
        best + 3
    } else {
        (3 * chart.words.len()).max(4).min(best + 3)
    };
    Nearest {
        fits,
        expected,
        // A sentence with another first word, where that word fits, says something else.
        is_slip: slips.iter().any(|reached| *reached > 0 || fits == 0),
        sentences: ranked
            .into_iter()
            .filter(|(far, _)| *far < near)
            .map(|(_, words)| words)
            .take(count)
            .collect(),
    }
}

/// How many words from the start fit the elements, and what is expected next.
fn prefix(chart: &Chart<'_>, elements: &[Element], sentence: &Sentence) -> (usize, Option<String>) {
    let mut at = 0;
    for element in elements {
        match element {
            Element::Slot(slot) => {
                let wanted = &sentence.slots[*slot];
                let longest = (at + 1..=chart.words.len()).rev().find(|end| {
                    let phrases = chart.noun_phrases(at, *end);
                    phrases.iter().any(|np| np.ty.fits(&wanted.ty))
                });
                match longest {
                    Some(end) => at = end,
                    None => return (at, Some(wanted.words.clone())),
                }
            }
            Element::Word(word) if chart.words.get(at) != Some(word) => {
                return (at, Some(word.clone()));
            }
            Element::OneOf(words)
                if !chart.words.get(at).is_some_and(|one| words.contains(one)) =>
            {
                return (at, words.first().cloned());
            }
            Element::Word(_) | Element::OneOf(_) => at += 1,
        }
    }
    (at, None)
}

/// The number of words that must be put in, left out or changed; words that differ in a few letters count half.
fn distance(phrase: &[String], sentence: &str) -> usize {
    let theirs: Vec<&str> = sentence.split(' ').collect();
    let mut row: Vec<usize> = (0..=theirs.len()).map(|n| n * 2).collect();
    for (at, word) in phrase.iter().enumerate() {
        let mut previous = row[0];
        row[0] = (at + 1) * 2;
        for (other, their) in theirs.iter().enumerate() {
            let change = previous + word_distance(word, their);
            previous = row[other + 1];
            row[other + 1] = change.min(row[other] + 2).min(previous + 2);
        }
    }
    row.last().map_or(0, |far| far.div_ceil(2))
}

/// Whether a sentence has all words of some weight that a phrase has.
pub fn has_all_words(phrase: &[String], sentence: &str) -> bool {
    missing(phrase, sentence) == 0
}

/// Words that say nothing of what a sentence is about.
const LIGHT: [&str; 18] = [
    "a", "an", "the", "of", "to", "in", "by", "on", "for", "is", "are", "has", "have", "not",
    "does", "with", "under", "from",
];

/// Words for who does something: nearly every sentence has one of them.
const PARTIES: [&str; 5] = ["client", "supplier", "party", "other", "each"];

/// How many words of some weight a sentence does not have: what speaks of something else is not near.
fn missing(phrase: &[String], sentence: &str) -> usize {
    let theirs: Vec<&str> = sentence.split(' ').collect();
    let is_there = |word: &String| theirs.iter().any(|their| word_distance(word, their) < 2);
    let heavy = phrase.iter().filter(|word| !LIGHT.contains(&word.as_str()));
    heavy.filter(|word| !is_there(word)).count()
}

/// Whether a sentence has at least half of the words of weight, besides the parties, that a phrase has.
fn speaks_of_the_same(phrase: &[String], sentence: &str) -> bool {
    let theirs: Vec<&str> = sentence.split(' ').collect();
    let is_there = |word: &str| theirs.iter().any(|their| word_distance(word, their) < 2);
    let heavy = phrase
        .iter()
        .map(String::as_str)
        .filter(|word| !LIGHT.contains(word) && !PARTIES.contains(word));
    let (shared, others): (Vec<&str>, Vec<&str>) = heavy.partition(|word| is_there(word));
    !shared.is_empty() && shared.len() >= others.len()
}

fn word_distance(ours: &str, theirs: &str) -> usize {
    let articles = ["a", "an", "the"];
    if ours == theirs {
        0
    } else if strsim::damerau_levenshtein(ours, theirs) <= most_slips(ours)
        || (articles.contains(&ours) && articles.contains(&theirs))
    {
        1
    } else {
        2
    }
}

/// How many letters of a word may be wrong: in a short one another letter makes another word.
fn most_slips(word: &str) -> usize {
    match word.len() {
        0..4 => 0,
        4 => 1,
        _ => 2,
    }
}
