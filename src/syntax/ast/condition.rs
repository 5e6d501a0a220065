//! Conditions: one statement, several joined by one joint, or a numbered list.

use crate::source::Span;
use crate::syntax::ast::{Expression, Mark, Phrase, Quoted, WithAlternatives};

/// What must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// How its statements are joined.
    pub kind: ConditionKind,
    /// From the first to the last token.
    pub span: Span,
}

/// How the statements of a condition are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionKind {
    /// `the client is a consumer`
    One(Statement),
    /// `the party is a legal person and the party has been dissolved`
    And(Vec<Statement>),
    /// `the client is a consumer or the client is a natural person`
    Or(Vec<Statement>),
    /// `all of the following hold: (1) … (2) …`
    List(ConditionList),
}

/// `any of the following holds: (1) … (2) …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionList {
    /// How many must hold.
    pub quantifier: Quantifier,
    /// The items, numbers as written (the parser reports a number out of sequence). Never empty.
    pub items: Vec<ConditionItem>,
    /// From `all` to the last item.
    pub span: Span,
}

/// How many of the items must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// `all of the following hold`
    All,
    /// `any of the following holds`
    Any,
    /// `none of the following hold`
    None,
}

/// `(1) "doubt": it must be judged whether … (under R14 doubt_required: …)`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionItem {
    /// `(1)`
    pub mark: Mark,
    /// `"doubt":`
    pub name: Option<Quoted>,
    /// What it says, with its alternatives.
    pub content: WithAlternatives<ItemContent>,
    /// From the mark to the last alternative.
    pub span: Span,
}

/// What an item says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemContent {
    /// Statements (never a list).
    Statements(Condition),
    /// `all of the following hold: (a) … (b) …`
    List(ConditionList),
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it says.
    pub kind: StatementKind,
    /// From the first to the last token.
    pub span: Span,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementKind {
    /// `the client has not paid the invoice in time`, `the due date is stated`, `X is Y`: everything that `check` reads by itself.
    Says(Phrase),
    /// `it must be judged whether <concept>`; `it is for the supplier to judge whether <concept>`
    Judged {
        /// The party, when it is for a party.
        by: Option<Phrase>,
        /// The concept.
        concept: Phrase,
    },
    /// `<concept>, unless the supplier proves otherwise`
    Presumed {
        /// The concept.
        concept: Phrase,
        /// Who must show the contrary.
        burden: Burden,
    },
    /// `the client proves that <concept>`
    Proved {
        /// Who must prove it.
        by: Phrase,
        /// The concept.
        concept: Phrase,
    },
    /// `the amount of the claim is more than EUR 500.00`
    Compares {
        /// The left side: a phrase, or [`ExpressionKind::Between`](crate::syntax::ast::ExpressionKind::Between).
        left: Box<Expression>,
        /// `is not`
        negated: bool,
        /// `more than`
        comparator: Comparator,
        /// The right side.
        right: Box<Expression>,
    },
    /// `the form of the acceptance is one of letter or registered letter`
    OneOf {
        /// The left side.
        left: Phrase,
        /// `is not one of`
        negated: bool,
        /// The options.
        options: Vec<Phrase>,
    },
    /// `the day of the purchase is in the same calendar year as today`
    SamePeriod {
        /// The day.
        left: Phrase,
        /// `is not`
        negated: bool,
        /// `calendar year`, `contract-year of the day of the start`
        period: Phrase,
        /// The other day.
        right: Box<Expression>,
    },
    /// `the supplier may suspend the services`, `may not`
    May {
        /// Who.
        holder: Phrase,
        /// `may not`
        negated: bool,
        /// What.
        conduct: Phrase,
    },
    /// `the invoice is unpaid for longer than 60 days after the invoice date`
    LongerThan {
        /// What lasts.
        statement: Phrase,
        /// `in total`: interruptions do not begin it anew.
        in_total: bool,
        /// How long: a duration, or the words of a parameter.
        period: Phrase,
        /// Counted from this day instead of the day on which it began.
        after: Option<Box<Expression>>,
    },
}

/// Who must show that a presumption does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Burden {
    /// `unless the supplier proves otherwise`
    Party(Phrase),
    /// `unless shown otherwise`
    Anyone,
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `more than`
    MoreThan,
    /// `less than`
    LessThan,
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `on or before`
    OnOrBefore,
    /// `on or after`
    OnOrAfter,
    /// `later than`
    LaterThan,
    /// `earlier than`
    EarlierThan,
    /// The same day: `today is the first working day at least 5 days after …`
    On,
    /// `before`
    Before,
    /// `after`
    After,
}
