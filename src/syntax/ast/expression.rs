//! Amounts, accruals and moments.

use crate::source::Span;
use crate::syntax::ast::{Condition, Mark, Phrase, Statement, Token, WithAlternatives};
use crate::value::Unit;

/// An amount, an accrual or a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// How it is made.
    pub kind: ExpressionKind,
    /// From the first to the last token.
    pub span: Span,
}

/// How an expression is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `the open principal of the invoice`, `EUR 150.00`, `2024-01-01`, `the day of receipt`: one phrase.
    /// Amounts may hold `after` and `before` as words; in moments these are joints.
    Phrase(Phrase),
    /// `the fine per violation plus the fine per day minus EUR 10.00`
    Sum {
        /// The first one.
        first: Box<Expression>,
        /// The others with their signs. Never empty.
        rest: Vec<(Sign, Expression)>,
    },
    /// `3 times X`, `the price per GB times the excess`
    Times {
        /// The left side.
        factor: Box<Expression>,
        /// The right side.
        of: Box<Expression>,
    },
    /// `the starting rent times the index divided by the starting index`
    DividedBy {
        /// What is divided.
        of: Box<Expression>,
        /// By how much.
        by: Box<Expression>,
    },
    /// `15% of the open principal of the invoice`
    PercentOf {
        /// `15%`
        percent: Token,
        /// What it is taken of.
        of: Box<Expression>,
    },
    /// `the part from EUR 2,500.00 up to EUR 5,000.00` (of the amount that the sentence is about); `the part up to EUR 2,500.00 of X`
    Part {
        /// `from`
        from: Option<Token>,
        /// `up to`
        to: Option<Token>,
        /// `of X`
        of: Option<Phrase>,
    },
    /// `the price per GB for each started GB of the excess`
    ForEach {
        /// The amount of one.
        amount: Box<Expression>,
        /// `started`: a part counts whole.
        started: bool,
        /// `GB`, `month`: what is counted.
        unit: Phrase,
        /// `of Y`: in what.
        of: Option<Phrase>,
    },
    /// `EUR 50.00 for each working day between M and M`
    ForEachBetween {
        /// The amount of one.
        amount: Box<Expression>,
        /// What is counted: [`ExpressionKind::Between`].
        between: Box<Expression>,
    },
    /// `EUR 500.00 for each later day on which the violation lasts`
    ForEachDay {
        /// The amount of a day.
        amount: Box<Expression>,
        /// `later`: the first day does not count.
        later: bool,
        /// `on which …`
        on_which: Box<Statement>,
        /// `except days on which …`
        except: Option<Box<Statement>>,
    },
    /// `2% for each started month on the open principal of the claim`
    PerPeriod {
        /// The rate of a period.
        rate: Box<Expression>,
        /// `started`: a part counts whole.
        started: bool,
        /// `month`
        unit: Unit,
        /// `on X`
        on: Phrase,
    },
    /// `the rate in the interest table a year on the open principal of the invoice`
    AYear {
        /// The rate of a year.
        rate: Box<Expression>,
        /// `on X`
        on: Phrase,
    },
    /// `15% of the part up to EUR 2,500.00, at least EUR 40.00`: only in brackets; elsewhere bounds are tails
    Bounded {
        /// The amount.
        of: Box<Expression>,
        /// Floor and ceiling. Never empty.
        bounds: Vec<Bound>,
    },
    /// `the sum of the following, at least EUR 40.00: (1) … (2) … if …`
    Pick {
        /// How one is made of several.
        pick: Pick,
        /// `that applies`, `that is stated`
        which: Option<WhichApplies>,
        /// Floor and ceiling.
        bounds: Vec<Bound>,
        /// The items. Never empty.
        items: Vec<PickItem>,
    },
    /// `14 days after M`, `the payment term after M`, `2 months before M`
    Shifted {
        /// `14 days`, `the payment term`; `the day` is [`ExpressionKind::NextDay`].
        period: Phrase,
        /// `after` or `before`
        direction: Direction,
        /// From where.
        anchor: Box<Expression>,
    },
    /// `the day after M`, `the day before M`
    NextDay {
        /// `after` or `before`
        direction: Direction,
        /// From where.
        anchor: Box<Expression>,
    },
    /// `the later of M and M`, `the earlier of M and M`
    OfTwo {
        /// [`Pick::Later`] or [`Pick::Earlier`].
        pick: Pick,
        /// The one.
        first: Box<Expression>,
        /// The other.
        second: Box<Expression>,
    },
    /// `the working days between M and M`, `the started months between M and M`; behind `for each`, `working day between M and M`
    Between {
        /// `started`: a part counts whole.
        started: bool,
        /// `working days`
        unit: Unit,
        /// From this day, which is not counted.
        from: Box<Expression>,
        /// Through this one, which is.
        to: Box<Expression>,
    },
    /// `M, or else M`
    OrElse {
        /// The first, when it is stated.
        first: Box<Expression>,
        /// Otherwise this one.
        second: Box<Expression>,
    },
    /// `the first contract-year end at least the notice period after the notice`
    FirstOfSeries {
        /// `contract-year end`
        series: Phrase,
        /// `the notice period`
        at_least: Phrase,
        /// `, counted back,`: from each end of a year, not forward from the notice
        counted_back: bool,
        /// `after M`
        after: Box<Expression>,
    },
}

/// Plus or minus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `plus`
    Plus,
    /// `minus`
    Minus,
}

/// Which way a period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `after`
    After,
    /// `before`
    Before,
}

/// How one value is made of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// `the sum of the following`
    Sum,
    /// `the lowest of the following`
    Lowest,
    /// `the highest of the following`
    Highest,
    /// `the first of the following`
    First,
    /// `the later of the following`
    Later,
    /// `the earlier of the following`
    Earlier,
}

/// Which items count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichApplies {
    /// `that applies`
    Applies,
    /// `that is stated`
    Stated,
}

/// `at least EUR 40.00 for the collection as a whole`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Floor or ceiling.
    pub kind: BoundKind,
    /// How much.
    pub amount: Box<Expression>,
    /// What it is counted over.
    pub scope: Option<Scope>,
    /// From `at` to the scope.
    pub span: Span,
}

/// Floor or ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundKind {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
}

/// What a floor, a ceiling or a limit is counted over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Together or each.
    pub kind: ScopeKind,
    /// The words after `for all`, `for each`, `for the` (without `as a whole`).
    pub what: Phrase,
    /// From `for` to the last word.
    pub span: Span,
}

/// Together or each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// `for all violations under the agreement`
    All,
    /// `for each violation`
    Each,
    /// `for the collection as a whole`
    AsAWhole,
}

/// `(1) the table of 6:119 BW if the client is a consumer`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickItem {
    /// `(1)`
    pub mark: Mark,
    /// The value, with its alternatives.
    pub value: WithAlternatives<PickValue>,
    /// From the mark to the last alternative.
    pub span: Span,
}

/// The value of an item and when it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickValue {
    /// The value.
    pub value: Expression,
    /// `if …`
    pub only_if: Option<Condition>,
}
