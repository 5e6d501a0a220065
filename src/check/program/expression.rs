//! Values that a clause speaks of: amounts, dates, periods, things, in terms of the things in scope.

use crate::check::program::Condition;
use crate::value::{CalendarDay, Currency, Duration, Name, Rounding, Unit, Value};
use borsh::{BorshDeserialize, BorshSerialize};

/// A variable of a rule: the place of a thing that the rule speaks of (`an invoice … the invoice`). Index into `Rule::variables`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct VariableId(pub usize);

/// A value, computed when it is asked for. Evaluation gives a value, *not stated*, or *undetermined* (rests on an open concept).
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Expression {
    /// `EUR 150.00`, `15 days`, `2025-01-01`, `deposit`
    Literal(Value),
    /// `the invoice`
    Variable(VariableId),
    /// `the client`, `the supplier`: a party of the header by role.
    Party(Name),
    /// `the other party`: the one of supplier and client that the given party is not.
    OtherParty(Box<Expression>),
    /// `the invoice date of the invoice`: a field of a thing or a record.
    Field { of: Box<Expression>, field: Name },
    /// `the capacity of the client`: an attribute of a party.
    Attribute {
        of: Box<Expression>,
        attribute: Name,
    },
    /// `the payment term`, `the collection tariff of X`, `the interest table of the claim`: a measure defined by a rule or the vocabulary.
    Defined {
        measure: Name,
        arguments: Vec<Expression>,
    },
    /// A parameter of a definition (`an amount` in `the collection tariff of an amount`): index into the arguments.
    Parameter(usize),
    /// A measure the kernel knows.
    Kernel {
        measure: KernelMeasure,
        arguments: Vec<Expression>,
    },
    /// `the open principal of the obligation to pay X`: from a thing to the obligation to do `conduct` with it (the latest one).
    ObligationFor {
        conduct: Name,
        thing: Box<Expression>,
    },
    /// The claim of an obligation, the obligation of a claim, the thing that either is for.
    ClaimOf(Box<Expression>),
    /// See [`Expression::ClaimOf`].
    ObligationOf(Box<Expression>),
    /// See [`Expression::ClaimOf`].
    ThingOf(Box<Expression>),
    /// `the agreement`: the agreement that a thing, claim or obligation belongs to.
    AgreementOf(Box<Expression>),
    /// `the sum of X of each invoice in the claims of the collection that is overdue`
    Sum {
        each: VariableId,
        over: Box<Expression>,
        only_if: Option<Box<Condition>>,
        of: Box<Expression>,
        /// Of numbers: of no member it comes to 0, otherwise to no money.
        of_numbers: bool,
    },
    /// The members of a list for which a condition holds.
    Filter {
        each: VariableId,
        over: Box<Expression>,
        only_if: Box<Condition>,
    },
    /// All things of a sort in the relation (`every invoice`), for sums; kept in the order in which they arose.
    AllOf { sort: super::Sort },
    /// `A plus B`
    Plus(Box<Expression>, Box<Expression>),
    /// `A minus B`
    Minus(Box<Expression>, Box<Expression>),
    /// `3 times X`, `the price per GB times the excess`; one side is a number or a percentage.
    Times(Box<Expression>, Box<Expression>),
    /// `A divided by B`; by zero there is no answer.
    DividedBy {
        of: Box<Expression>,
        by: Box<Expression>,
    },
    /// `15% of X`
    PercentOf {
        percent: Box<Expression>,
        of: Box<Expression>,
    },
    /// `A for each [started] GB of X`: A times X, X rounded up to whole units when `started`, down when not.
    ForEach {
        amount: Box<Expression>,
        of: Box<Expression>,
        started: bool,
        /// `GB`: what the unit is called.
        unit: String,
    },
    /// `15% of the part up to EUR 2,500.00`: the part of an amount between two limits.
    Part {
        of: Box<Expression>,
        from: Option<Box<Expression>>,
        to: Option<Box<Expression>>,
    },
    /// `the sum / lowest / highest / first / later / earlier of the following`
    Pick { pick: Pick, options: Vec<Choice> },
    /// `X, at least A` / `X, at most A`
    Bounded {
        of: Box<Expression>,
        bound: Bound,
        by: Box<Expression>,
    },
    /// `M, or else M`: the second when the first is not stated.
    OrElse(Box<Expression>, Box<Expression>),
    /// `14 days after M`, `2 months before M`, `the day after M`
    Shift {
        anchor: Box<Expression>,
        by: Box<Expression>,
        direction: Direction,
    },
    /// `the first month end at least 2 months after M`: the first of days that return on or after a date.
    /// With `counted back` the first from which 2 months back lead to that date or a later one.
    FirstOfSeries {
        series: Series,
        back: Option<Box<Expression>>,
        not_before: Box<Expression>,
    },
    /// The days from one date to another (first excluded, last included), as a count.
    DaysBetween(Box<Expression>, Box<Expression>),
    /// `the working days between M and N`: a period of so many of the unit, the first day excluded, the last included; none where the
    /// second day is not the later one.
    Between {
        from: Box<Expression>,
        to: Box<Expression>,
        unit: Unit,
        /// A part of a unit counts whole.
        started: bool,
    },
    /// `the figure of the table "CPI" for the month of M`: a number.
    TableFigure { table: String, day: Box<Expression> },
    /// `rounded half up to the cent`
    Rounded { of: Box<Expression>, way: Rounding },
    /// No money: `EUR 0.00`.
    Nothing(Currency),
}

/// Days that return.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Series {
    /// `month end`: on the calendar.
    Calendar(CalendarDay),
    /// `contract-year end of the start of the agreement`: `start + k periods`, or the day before each.
    Counted {
        start: Box<Expression>,
        every: Duration,
        minus_a_day: bool,
    },
}

impl Series {
    /// The period from one of its days to the next: `calendar year`, `contract year`.
    pub fn period_in_words(&self) -> String {
        match self {
            Self::Calendar(CalendarDay::Of { period, .. }) => {
                format!("calendar {}", period.word())
            }
            Self::Calendar(day) => day.in_words(),
            Self::Counted { every, .. } => format!("contract period of {every}"),
        }
    }
}

/// One option of a [`Expression::Pick`]; skipped when its condition fails.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Choice {
    /// The value.
    pub value: Expression,
    /// `if …`
    pub only_if: Option<Condition>,
}

/// How one value is made of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Pick {
    /// `the sum of the following`
    Sum,
    /// `the lowest of the following`
    Lowest,
    /// `the highest of the following`
    Highest,
    /// `the first of the following that applies` / `that is stated`
    First,
    /// `the later of the following`
    Later,
    /// `the earlier of the following`
    Earlier,
}

/// A floor or a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Bound {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
}

/// Which way a period runs from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Direction {
    /// `after`
    After,
    /// `before`
    Before,
}

/// What the kernel can tell of the things it keeps itself. The list is closed; everything else is defined in clause files.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum KernelMeasure {
    /// What is open of a claim (arisen less settled), in money.
    Open,
    /// What has arisen of a claim, in money.
    Arisen,
    /// What has been settled of a claim, in money.
    Settled,
    /// What an amount leaves for a claim, in money, after what is open of the earlier claims for its thing under its head: amount, claim.
    LeftFor,
    /// The code of the currency of an amount: `EUR`.
    Currency,
    /// The head of a claim.
    HeadOf,
    /// The bearer (debtor) of an obligation or claim.
    Bearer,
    /// The claims of a thing under a head (or all): a list.
    ClaimsOf(Option<Name>),
    /// The last timely day of an obligation (after acceleration); not stated when it has none.
    LastTimelyDay,
    /// The last timely day of an obligation without acceleration.
    OwnLastTimelyDay,
    /// The day on which an obligation ended without performance; not stated while it has not.
    DayOfDischarge,
    /// The day on which an obligation, claim or thing arose.
    Arose,
    /// The first day of the interval of a state that runs now: arguments are those of the state.
    FirstDay(Name),
    /// On how many days a state has held, from a day on: the arguments of the state, then the day. Today counts while it holds.
    DaysOf(Name),
    /// The day of the event that brought a thing about.
    DayOf,
    /// The day on which the declaration that brought a thing about was received; its day when not stated.
    DayOfReceipt,
    /// The day on which it was sent; its day when not stated.
    DayOfSending,
    /// The day on which the addressee acknowledged receipt of the declaration; not stated when nobody did.
    DayOfAcknowledgement,
    /// The form of the declaration that brought a thing about.
    FormOf,
    /// Who did the act that brought a thing about.
    ActorOf,
    /// The day of the latest event that a pattern matches.
    Latest(Box<super::ActPattern>),
    /// `the latest offer`, `the latest reminder of the invoice`: the thing that the latest matching event brought about.
    LatestThing(Box<super::ActPattern>),
    /// How many events match a pattern.
    Count(Box<super::ActPattern>),
    /// The value given by an assessment of a concept that is money or a date: argument is the subject.
    Assessed(Name),
    /// The act under judgement; not stated where none is.
    ActUnderJudgement,
    /// The day of the moment that is being evaluated.
    Today,
    /// The version of the terms that the timeline names, or else the first.
    VersionOfTerms,
    /// An amount divided over years by their days: amount, first day, last day; each part with its first and last day.
    YearlyParts,
    /// Every line of every invoice; an invoice without lines is one line.
    LinesCharged,
    /// The principal settled on a line charged; a mixed invoice pro rata.
    SettledOnLine,
}

impl Expression {
    /// The values that it is reckoned from, where nothing but values goes into it.
    pub fn operands(&self) -> Vec<&Self> {
        match self {
            Self::OtherParty(of)
            | Self::Field { of, .. }
            | Self::Attribute { of, .. }
            | Self::ObligationFor { thing: of, .. }
            | Self::ClaimOf(of)
            | Self::ObligationOf(of)
            | Self::ThingOf(of)
            | Self::AgreementOf(of)
            | Self::TableFigure { day: of, .. }
            | Self::Rounded { of, .. } => vec![of],
            Self::Defined { arguments, .. } | Self::Kernel { arguments, .. } => {
                arguments.iter().collect()
            }
            Self::Plus(one, other)
            | Self::Minus(one, other)
            | Self::Times(one, other)
            | Self::OrElse(one, other)
            | Self::DaysBetween(one, other)
            | Self::Between {
                from: one,
                to: other,
                ..
            }
            | Self::DividedBy { of: one, by: other }
            | Self::PercentOf {
                percent: one,
                of: other,
            }
            | Self::ForEach {
                amount: one,
                of: other,
                ..
            }
            | Self::Bounded {
                of: one, by: other, ..
            }
            | Self::Shift {
                anchor: one,
                by: other,
                ..
            } => vec![one, other],
            Self::FirstOfSeries {
                series,
                back,
                not_before,
            } => {
                let start = match series {
                    Series::Counted { start, .. } => Some(start.as_ref()),
                    Series::Calendar(_) => None,
                };
                let back = back.iter().map(Box::as_ref);
                let first = start.into_iter().chain(back);
                first.chain([not_before.as_ref()]).collect()
            }
            Self::Part { of, from, to } => {
                let limits = from.iter().chain(to).map(Box::as_ref);
                std::iter::once(of.as_ref()).chain(limits).collect()
            }
            Self::Literal(_)
            | Self::Variable(_)
            | Self::Party(_)
            | Self::Parameter(_)
            | Self::AllOf { .. }
            | Self::Nothing(_)
            | Self::Sum { .. }
            | Self::Filter { .. }
            | Self::Pick { .. } => Vec::new(),
        }
    }
}
