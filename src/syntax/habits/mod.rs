//! What drafters are used to write, and how the language says it: `shall` for `must`, `EUR 1.500,00`, `fourteen days`.
//!
//! Looked for only in words that were not understood, so that no word of the vocabulary is forbidden by this list.

mod figures;
mod rows;
mod time;

pub(super) use figures::amount_as_written;

use std::ops::Range;

use crate::source::{Problem, SourceId, Span};
use crate::syntax::habits::figures::{clause_reference, figure};
use crate::syntax::habits::rows::{ANYWHERE, AT_THE_HEAD, BAN, Row};
use crate::syntax::habits::time::{returning, time};

/// Words as a drafter is used to write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// Where in the text.
    pub at: Range<usize>,
    /// What stands there instead in the language.
    instead: String,
    /// The next action.
    help: String,
    /// What is said to be written otherwise, when that is more than the words at the place.
    said: Option<&'static str>,
}

/// A word with its place.
struct Word<'t> {
    text: &'t str,
    /// In small letters; of a word of another language, what it is called here.
    small: String,
    is_translated: bool,
    at: Range<usize>,
}

/// What a word of another language is called here, if a glossary has it.
pub type Glossary<'g> = &'g dyn Fn(&str) -> Option<String>;

impl Habit {
    /// The first habit in the words of a sentence.
    pub fn of_sentence(text: &str) -> Option<Self> {
        let words = words(text, &|_| None);
        let all = [
            at_the_head(&words),
            returning(&words),
            may_not(&words),
            Self::first_of(text, &words),
        ];
        all.into_iter().flatten().min_by_key(|habit| habit.at.start)
    }

    /// The first habit in a part of a sentence.
    pub fn of_part(text: &str, glossary: Glossary<'_>) -> Option<Self> {
        Self::first_of(text, &words(text, glossary))
    }

    /// The same, when only what stands outside these places is looked at.
    pub fn of_part_outside(
        text: &str,
        glossary: Glossary<'_>,
        understood: &[Range<usize>],
    ) -> Option<Self> {
        let words = words(text, glossary);
        let all = (0..words.len()).filter_map(|at| Self::here(text, &words, at));
        let mut all = all.filter(|habit| {
            let inside =
                |place: &Range<usize>| place.start <= habit.at.start && habit.at.end <= place.end;
            !understood.iter().any(inside)
        });
        all.next()
    }

    /// What follows `may`: `not set off` forbids, or denies effect.
    pub fn of_conduct(text: &str, glossary: Glossary<'_>) -> Option<Self> {
        let words = words(text, glossary);
        let first = words.first().filter(|first| first.small == "not");
        let not = first.map(|first| Self::may_not(first.at.clone()));
        not.or_else(|| Self::first_of(text, &words))
    }

    fn may_not(at: Range<usize>) -> Self {
        Self {
            at,
            instead: "`must not` or `cannot`".to_owned(),
            help: BAN.to_owned(),
            said: Some("may not"),
        }
    }

    fn first_of(text: &str, words: &[Word<'_>]) -> Option<Self> {
        (0..words.len()).find_map(|at| Self::here(text, words, at))
    }

    fn here(text: &str, words: &[Word<'_>], at: usize) -> Option<Self> {
        let here = &words[at..];
        let found = figure(text, here)
            .or_else(|| clause_reference(here))
            .or_else(|| time(words, at))
            .or_else(|| row(ANYWHERE, here, false))?;
        // `the monthly fee` is the name of something, and no word for when it is paid.
        let behind_article = at > 0 && ["a", "an", "the"].contains(&words[at - 1].small.as_str());
        let is_part_of_a_name = behind_article && words[at].small.ends_with("ly");
        (!is_part_of_a_name).then_some(found)
    }

    /// The message; the text begins at `offset` in the source.
    pub fn problem(self, source: SourceId, offset: usize, text: &str) -> Problem {
        let said = self.said.unwrap_or(&text[self.at.clone()]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let span = Span::new(source, offset + self.at.start, offset + self.at.end);
        Problem::error(
            "written-otherwise",
            format!("`{said}` is written otherwise"),
        )
        .at(span, format!("write {}", self.instead))
        .help(self.help)
    }
}

fn at_the_head(words: &[Word<'_>]) -> Option<Habit> {
    let silent = ["where", "the", "terms", "are", "silent"];
    let is_gap = words.len() >= silent.len()
        && silent
            .iter()
            .zip(words)
            .all(|(one, word)| *one == word.small);
    if is_gap {
        return None;
    }
    row(&AT_THE_HEAD, words, true)
}

/// `may not` of a main part; as a condition it says that a power does not stand.
fn may_not(words: &[Word<'_>]) -> Option<Habit> {
    const CONDITIONS: [&str; 5] = ["if", "while", "when", "unless", "until"];
    let main = words
        .iter()
        .take_while(|word| !CONDITIONS.contains(&word.small.as_str()))
        .count();
    let at = (1..main).find(|at| words[at - 1].small == "may" && words[*at].small == "not")?;
    Some(Habit::may_not(words[at - 1].at.start..words[at].at.end))
}

fn row(rows: &[Row], here: &[Word<'_>], is_shown_bare: bool) -> Option<Habit> {
    rows.iter().find_map(|(said, instead, help)| {
        let said: Vec<&str> = said.split(' ').collect();
        let all =
            here.len() >= said.len() && said.iter().zip(here).all(|(one, word)| *one == word.small);
        all.then(|| Habit {
            at: here[0].at.start..here[said.len() - 1].at.end,
            instead: if is_shown_bare {
                (*instead).to_owned()
            } else {
                format!("`{instead}`")
            },
            help: (*help).to_owned(),
            said: None,
        })
    })
}

/// The words outside quotations and comments, without the commas and brackets around them.
fn words<'t>(text: &'t str, glossary: Glossary<'_>) -> Vec<Word<'t>> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let end = line.find("-- ").unwrap_or(line.len());
        let mut quoted = false;
        let mut at = 0;
        for part in line[..end].split_inclusive(|c: char| c.is_whitespace()) {
            let is_quoted = quoted || part.starts_with('"');
            quoted ^= part.matches('"').count() % 2 == 1;
            let word = part.trim_end();
            let bare = word
                .trim_start_matches('(')
                .trim_end_matches([')', ':', ','])
                .trim_end_matches('.');
            let start = offset + at + (word.len() - word.trim_start_matches('(').len());
            if !bare.is_empty() && !is_quoted {
                let small = bare.to_lowercase().replace('\u{2019}', "'");
                let here = glossary(&small);
                found.push(Word {
                    text: bare,
                    is_translated: here.is_some(),
                    small: here.unwrap_or(small),
                    at: start..start + bare.len(),
                });
            }
            at += part.len();
        }
        offset += line.len();
    }
    found
}
