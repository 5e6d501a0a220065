//! Tails: what a sentence adds to its main part, each introduced by its own fixed words.

use crate::source::Span;
use crate::syntax::ast::{
    Bound, Condition, Expression, Phrase, Provisions, Scope, WithAlternatives,
};
use crate::value::{Anchor, Rounding, Unit};

/// `from the day after the last timely day (under R8 due_day: from the last timely day)`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// What it says, with its alternatives.
    pub content: WithAlternatives<TailKind>,
    /// From its first word (not the comma) to the last alternative.
    pub span: Span,
}

/// What a tail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TailKind {
    /// What stands in the main text where only an alternative adds a tail: `, (under R8 lasting: for good)`
    Nothing,
    /// `within 14 days after M`
    Within {
        /// `14 days`, `the payment term`
        period: Phrase,
        /// From where.
        after: Expression,
    },
    /// `within that week`: in the week that begins on the day on which the duty arises, and not after it
    WithinThat(Unit),
    /// `at the latest on M`
    AtTheLatestOn(Expression),
    /// `at the earliest on M`
    AtTheEarliestOn(Expression),
    /// `on M`; behind `takes effect`, `ends`, `lapses` also `D after M`
    On(Expression),
    /// `from M`
    From(Expression),
    /// `until C`
    Until(Condition),
    /// `through M`
    Through(Expression),
    /// `after lapse of D after M`
    AfterLapseOf {
        /// `1 year`, `the lapse term`
        period: Phrase,
        /// From where.
        after: Expression,
    },
    /// `if C`, `if all of the following hold: …`
    If(Condition),
    /// `while C`
    While(Condition),
    /// `unless C`
    Unless(Condition),
    /// `even if C`
    EvenIf(Condition),
    /// `unless agreed otherwise expressly in writing`
    UnlessAgreedOtherwise {
        /// `expressly`
        expressly: bool,
        /// `in writing`
        in_writing: bool,
    },
    /// `unless the offer states otherwise`
    UnlessStatedOtherwise(Phrase),
    /// `at once`, `as soon as possible`
    Promptly(Promptness),
    /// `in writing`, `expressly in writing`
    InWriting {
        /// `expressly`
        expressly: bool,
    },
    /// `by registered letter or bailiff's writ`
    By(Vec<Phrase>),
    /// `without notice of default`
    Without(Phrase),
    /// `at least EUR 40.00 for each invoice`, `at most the fine maximum for all violations under the agreement`
    Bound(Bound),
    /// `for all claims on the component`
    Scope(Scope),
    /// `once for each invoice`
    OnceForEach(Phrase),
    /// `once invoiced`
    OnceInvoiced,
    /// `for good`
    ForGood,
    /// `despite 7.8 and 17.4`
    Despite(Provisions),
    /// `subject to 6.d`
    SubjectTo(Provisions),
    /// `instead of 20.2`
    InsteadOf(Provisions),
    /// `in addition to 6:265 BW`
    InAdditionTo(Provisions),
    /// `under 7.9`
    Under(Provisions),
    /// `counted from M`
    CountedFrom(Expression),
    /// `counted by the day at 365 days to the year`
    CountedByTheDay {
        /// 365
        days_to_the_year: u32,
    },
    /// `compounding every year after M`, `compounding every year from M`
    Compounding {
        /// `year`
        every: Unit,
        /// The day from which the years are counted.
        counted: Anchor<Expression>,
    },
    /// `rounded half up to the cent`, `rounded half up to the cent each month`
    Rounded {
        /// `half up`
        way: Rounding,
        /// `on each day of payment`
        on_payment: bool,
        /// `each month`
        each: Option<Unit>,
    },
}

impl TailKind {
    /// Its condition, when it is one.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Self::If(condition)
            | Self::While(condition)
            | Self::Unless(condition)
            | Self::Until(condition)
            | Self::EvenIf(condition) => Some(condition),
            Self::Within { .. }
            | Self::WithinThat(_)
            | Self::AtTheLatestOn(_)
            | Self::AtTheEarliestOn(_)
            | Self::On(_)
            | Self::From(_)
            | Self::Through(_)
            | Self::AfterLapseOf { .. }
            | Self::UnlessAgreedOtherwise { .. }
            | Self::UnlessStatedOtherwise(_)
            | Self::Promptly(_)
            | Self::InWriting { .. }
            | Self::By(_)
            | Self::Without(_)
            | Self::Bound(_)
            | Self::Scope(_)
            | Self::OnceForEach(_)
            | Self::OnceInvoiced
            | Self::ForGood
            | Self::Nothing
            | Self::Despite(_)
            | Self::SubjectTo(_)
            | Self::InsteadOf(_)
            | Self::InAdditionTo(_)
            | Self::Under(_)
            | Self::CountedFrom(_)
            | Self::CountedByTheDay { .. }
            | Self::Compounding { .. }
            | Self::Rounded { .. } => None,
        }
    }
}

/// Words of speed that fix no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promptness {
    /// `at once`
    AtOnce,
    /// `forthwith`
    Forthwith,
    /// `as soon as possible`
    AsSoonAsPossible,
    /// `without delay`
    WithoutDelay,
    /// `at all times`
    AtAllTimes,
    /// `on first request`
    OnFirstRequest,
}
