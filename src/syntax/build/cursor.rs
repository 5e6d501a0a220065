//! Walks over the parts of a pair in order.

use std::iter::Peekable;

use pest::iterators::{Pair, Pairs};

use crate::source::Span;
use crate::syntax::build::Builder;
use crate::syntax::grammar::Rule;

/// The parts of a pair that are still to be read.
pub(in crate::syntax) struct Cursor<'i> {
    pairs: Peekable<Pairs<'i, Rule>>,
    /// The span of the whole pair.
    pub span: Span,
}

impl<'i> Cursor<'i> {
    pub(super) fn new(builder: &Builder, pair: Pair<'i, Rule>) -> Self {
        Self {
            span: builder.span(&pair),
            pairs: pair.into_inner().peekable(),
        }
    }

    /// The next part, if it is one of this kind.
    pub fn take(&mut self, kind: Rule) -> Option<Pair<'i, Rule>> {
        self.pairs.next_if(|pair| pair.as_rule() == kind)
    }

    /// Whether the next part is one of this kind; it is read then.
    pub fn skip(&mut self, kind: Rule) -> bool {
        self.take(kind).is_some()
    }

    /// The next part, which the grammar puts here.
    pub fn need(&mut self, kind: Rule) -> Pair<'i, Rule> {
        let found = self.next();
        debug_assert_eq!(
            found.as_rule(),
            kind,
            "the grammar puts another part here: {found}"
        );
        found
    }

    /// The next part, whatever it is.
    pub fn next(&mut self) -> Pair<'i, Rule> {
        self.pairs.next().expect("the grammar puts a part here")
    }

    /// The kind of the next part.
    pub fn peek(&mut self) -> Option<Rule> {
        self.pairs.peek().map(Pair::as_rule)
    }

    /// The next part of this kind, behind parts that say nothing more: commas, brackets, joints.
    pub fn find(&mut self, kind: Rule) -> Option<Pair<'i, Rule>> {
        self.pairs.by_ref().find(|pair| pair.as_rule() == kind)
    }

    /// All further parts of this kind, behind parts that say nothing more.
    pub fn all(self, kind: Rule) -> impl Iterator<Item = Pair<'i, Rule>> {
        self.pairs.filter(move |pair| pair.as_rule() == kind)
    }
}
