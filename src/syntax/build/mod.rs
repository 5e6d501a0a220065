//! From the pairs of the grammar to the tree as written.
//!
//! The grammar has already decided what every part is; this module gives it a type and a place. A figure that the grammar
//! lets through and that is none (`EUR 500.0`) refuses its sentence with a message of its own.

mod condition;
mod cursor;
mod expression;
mod figure;
mod heading;
mod line;
mod main_part;
mod order;
mod phrase;
mod sentence;
mod tail;
mod vocabulary;

use std::cell::RefCell;

use pest::iterators::Pair;

use crate::source::{Problem, SourceId, Span};
use crate::syntax::grammar::Rule;

pub(super) use cursor::Cursor;
pub(super) use heading::Heading;

/// A sentence that cannot be used, with the reason.
pub(super) type Built<T> = Result<T, Box<Problem>>;

/// What the parts of one sentence are built with.
#[derive(Debug)]
pub(super) struct Builder {
    source: SourceId,
    /// Where the sentence begins in its source.
    offset: usize,
    /// Problems that leave the sentence usable.
    problems: RefCell<Vec<Problem>>,
}

impl Builder {
    /// A builder for the sentence that begins at `offset`.
    pub fn new(source: SourceId, offset: usize) -> Self {
        Self {
            source,
            offset,
            problems: RefCell::default(),
        }
    }

    /// The problems found that leave the sentence usable.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// The span of a pair, from its first to its last token.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let start = self.offset + pair.as_span().start();
        Span::new(self.source, start, self.offset + last_token_end(pair))
    }

    fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    fn cursor<'i>(&self, pair: Pair<'i, Rule>) -> Cursor<'i> {
        Cursor::new(self, pair)
    }
}

/// Where the last token of a pair ends: the span of the pair itself may run over blanks and comments behind it.
fn last_token_end(pair: &Pair<'_, Rule>) -> usize {
    let mut last = pair.clone();
    while let Some(inner) = last.clone().into_inner().next_back() {
        last = inner;
    }
    last.as_span().end()
}
