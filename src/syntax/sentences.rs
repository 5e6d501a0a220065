//! Reads the sentences of a piece one by one; where one is broken, the next one is found again.

use std::ops::Range;

use pest::iterators::Pair;

use crate::source::Problem;
use crate::syntax::build::{Builder, Built};
use crate::syntax::cut::{RawPiece, next_token};
use crate::syntax::grammar::{self, Rule};
use crate::syntax::message::Refusal;
use crate::syntax::parse::Reader;

/// The longest sentence that is read, in bytes.
const LONGEST_SENTENCE: usize = 30_000;
/// How many words of a sentence may nest one moment or amount in another.
const DEEPEST: usize = 128;
/// Words that put one moment or amount into another.
const NESTING: [&str; 6] = ["after", "before", "later", "earlier", "times", "else"];
impl<'s> Reader<'s> {
    /// The sentences of a piece; each that is refused costs one message. The first of `forms` is the form they should have.
    pub(super) fn sentences<T>(
        &mut self,
        raw: &RawPiece,
        forms: &[Rule],
        build: impl Fn(&Builder, Pair<'_, Rule>) -> Built<T>,
    ) -> Vec<T> {
        let mut read = Vec::new();
        for range in &raw.sentences {
            let mut rest = Some(range.clone());
            while let Some(range) = rest.take() {
                match self.first_form(forms, &range, &build) {
                    Ok(sentence) => read.push(sentence),
                    Err(Refused::ByValue(problem)) => {
                        self.lost.push(self.span(&range));
                        self.push(*problem);
                    }
                    Err(Refused::ByGrammar(refusal)) => {
                        rest = self.refused(&refusal, forms[0], &range, &build, &mut read);
                    }
                }
            }
        }
        read
    }

    /// Reads a sentence by the first of these forms that it has; what the first form says counts when it has none.
    fn first_form<T>(
        &mut self,
        forms: &[Rule],
        range: &Range<usize>,
        build: impl Fn(&Builder, Pair<'_, Rule>) -> Built<T>,
    ) -> Result<T, Refused<'s>> {
        let first = self.sentence(forms[0], range.clone(), &build);
        if let Err(Refused::ByGrammar(_)) = first {
            for other in &forms[1..] {
                if let Ok(sentence) = self.sentence(*other, range.clone(), &build) {
                    return Ok(sentence);
                }
            }
        }
        first
    }

    /// Reports a refused sentence. Where a full stop is missing, two sentences stand in one: the first line inside it that
    /// begins like a sentence is where reading goes on.
    fn refused<T>(
        &mut self,
        refusal: &Refusal<'_>,
        form: Rule,
        range: &Range<usize>,
        build: impl Fn(&Builder, Pair<'_, Rule>) -> Built<T>,
        read: &mut Vec<T>,
    ) -> Option<Range<usize>> {
        let Some(next) = sentence_line(&self.source.text, range) else {
            self.lost.push(self.span(range));
            self.push(refusal.problem());
            return None;
        };
        let end = range.start + self.source.text[range.start..next].trim_end().len();
        let lost = self.span(&(range.start..end));
        if refusal.offset_in_source() < end {
            self.lost.push(lost);
            self.push(refusal.problem());
        } else {
            match self.sentence(form, range.start..end, build) {
                Ok(sentence) => read.push(sentence),
                Err(Refused::ByValue(problem)) => {
                    self.lost.push(lost);
                    self.push(*problem);
                }
                Err(Refused::ByGrammar(refusal)) => {
                    self.lost.push(lost);
                    self.push(refusal.problem());
                }
            }
        }
        Some(next..range.end)
    }

    /// Reads one sentence.
    pub(super) fn sentence<T>(
        &mut self,
        form: Rule,
        range: Range<usize>,
        build: impl FnOnce(&Builder, Pair<'_, Rule>) -> Built<T>,
    ) -> Result<T, Refused<'s>> {
        let text = &self.source.text[range.clone()];
        if let Some(problem) = self.out_of_bounds(text, &range) {
            return Err(Refused::ByValue(Box::new(problem)));
        }
        let pair = grammar::parse(form, text).map_err(|error| {
            Refused::ByGrammar(Refusal::new(self.source.id, range.start, text, *error))
        })?;
        let builder = Builder::new(self.source.id, range.start);
        let result = build(&builder, pair).map_err(Refused::ByValue);
        for problem in builder.into_problems() {
            self.push(problem);
        }
        result
    }

    /// A sentence that is not read at all, because it is too long or too deep.
    fn out_of_bounds(&self, text: &str, range: &Range<usize>) -> Option<Problem> {
        if text.len() > LONGEST_SENTENCE {
            let message =
                format!("a sentence of more than {LONGEST_SENTENCE} characters is not read");
            let problem = Problem::error("sentence-too-long", message);
            return Some(
                problem
                    .at(self.first_line(range), "it begins here")
                    .help("a full stop may be missing"),
            );
        }
        let nesting = text
            .split_ascii_whitespace()
            .filter(|word| NESTING.contains(word));
        if nesting.count() > DEEPEST {
            let message = "moments and amounts are nested too deep in this sentence";
            let problem = Problem::error("sentence-too-deep", message);
            return Some(
                problem
                    .at(self.first_line(range), "it begins here")
                    .help("give a part of it a name in a sentence of its own"),
            );
        }
        None
    }
}

/// Why a sentence was not read.
pub(super) enum Refused<'t> {
    /// It has not the form of a sentence.
    ByGrammar(Refusal<'t>),
    /// A figure in it is none, or it is out of bounds.
    ByValue(Box<Problem>),
}

/// The first line inside a sentence, behind its own first line, that begins like a sentence.
fn sentence_line(text: &str, range: &Range<usize>) -> Option<usize> {
    const STARTERS: [&str; 31] = [
        "The",
        "A",
        "An",
        "Each",
        "Every",
        "Any",
        "All",
        "No",
        "Either",
        "When",
        "While",
        "As",
        "Under",
        "In",
        "On",
        "This",
        "These",
        "Claims",
        "Clause",
        "Clauses",
        "Note",
        "Reading",
        "Sentence",
        "See",
        "What",
        "Where",
        "It",
        "From",
        "Paying",
        "Note:",
        "Sentence:",
    ];
    let mut at = range.start + text[range.clone()].find('\n')? + 1;
    while let Some(start) = next_token(text, at, range.end) {
        let line_end = text[start..range.end]
            .find('\n')
            .map_or(range.end, |len| start + len);
        let word = text[start..line_end]
            .split(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        if STARTERS.contains(&word) {
            return Some(start);
        }
        at = line_end;
    }
    None
}
