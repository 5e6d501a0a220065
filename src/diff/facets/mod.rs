//! A rule taken apart: when it applies, how much, until when, under which conditions.

mod conditions;
mod listed;
mod literal;
mod phrases;
mod read;

use super::words::comparable;

pub(super) use conditions::{Conditions, Statement};
pub(super) use listed::{Listed, Listing};
pub(super) use literal::Literal;
pub(super) use read::{facets, of_conclusion, of_definition};

/// A part of a rule that may differ from the same part of another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facet {
    /// What kind of part.
    pub(super) kind: FacetKind,
    /// The reading under which it stands, when it is an alternative: `R8 due_day`.
    pub(super) under: Option<String>,
    /// Its words, with those that introduce it: `within the payment term after the invoice date`.
    pub(super) words: String,
    /// A value that can be compared with another.
    pub(super) literal: Option<Literal>,
    /// The statements, when it is a condition.
    pub(super) conditions: Option<Conditions>,
    /// The items, when it is a list of values, ranks or provisions.
    pub(super) listed: Option<Listed>,
    /// Phrases of parameters that may stand in it, in small letters, and whether more of them means more.
    pub(super) phrases: Vec<(String, Sense)>,
}

/// What kind of part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FacetKind {
    /// `When the supplier issues an invoice`
    When,
    /// What is owed; what a claim is limited to.
    Amount,
    /// What is defined.
    Value,
    /// An order, steps, a group of provisions.
    Content,
    /// `within 14 days after M`
    Within,
    /// Other deadlines: `at the latest on M`, `at once`.
    Deadline,
    /// `after lapse of 1 year after M`
    Lapse,
    /// `from M`, `on M`
    From,
    /// `until C`, `through M`
    Until,
    /// `if C`, `while C`
    If,
    /// `unless C`
    Unless,
    /// `even if C`
    EvenIf,
    /// `at least A`
    AtLeast,
    /// `at most A`
    AtMost,
    /// `for all claims on the component`
    Scope,
    /// `unless agreed otherwise in writing`
    Agreed,
    /// `in writing`, `by registered letter`
    InForm,
    /// A manner: `at all times`, `for good`, `without notice`.
    Manner,
    /// `despite 7.8`, `instead of 20.2`
    Precedence,
    /// How something is counted and rounded.
    Counting,
}

/// Whether a larger value of a phrase makes the part that it stands in larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It does.
    More,
    /// It makes it smaller.
    Less,
    /// The words do not tell.
    Unknown,
}

impl Sense {
    /// What makes the part larger makes it smaller.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::More => Self::Less,
            Self::Less => Self::More,
            Self::Unknown => Self::Unknown,
        }
    }

    /// The sense of a phrase in what itself stands somewhere in this sense.
    pub(super) fn within(self, outer: Self) -> Self {
        match outer {
            Self::More => self,
            Self::Less => self.opposite(),
            Self::Unknown => Self::Unknown,
        }
    }
}

impl Facet {
    fn new(kind: FacetKind, words: String) -> Self {
        Self {
            kind,
            under: None,
            words,
            literal: None,
            conditions: None,
            listed: None,
            phrases: Vec::new(),
        }
    }

    /// Whether it says the same: in the same words, or with the same statements in another order.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let conditions = self.conditions.as_ref().zip(other.conditions.as_ref());
        // `while` and `if` behind a main part ask for the same.
        let same_joint = self.words.split(' ').next() == other.words.split(' ').next()
            || (self.kind == FacetKind::If && other.kind == FacetKind::If);
        self.compared() == other.compared()
            || (same_joint && conditions.is_some_and(|(one, other)| one.asks_the_same(other)))
    }

    /// The words as they are compared.
    pub(super) fn compared(&self) -> String {
        comparable(&self.words)
    }
}
