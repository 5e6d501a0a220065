//! Duties, powers and states: what must be done by when, what may be done in which time, what holds for how long.

use crate::check::program::{ActPattern, Condition, Expression};
use crate::value::{Name, Unit};
use borsh::{BorshDeserialize, BorshSerialize};

/// `the client must pay the invoice to the supplier within the payment term after the invoice date`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Duty {
    /// Who must.
    pub bearer: Expression,
    /// To whom.
    pub counterparty: Option<Expression>,
    /// What: conducts in order; more than one for `do the following in this order`.
    pub steps: Vec<Step>,
    /// By when.
    pub deadline: Deadline,
    /// In what form.
    pub form: Option<FormNeeded>,
}

/// A step of a duty.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Step {
    /// The conduct (`pay`) or the act (`provide_security`), by its name in reports.
    pub called: Name,
    /// The conduct that it is, when it is no act: how it is performed, broken and suspended.
    pub conduct: Option<Name>,
    /// The thing it concerns; names the obligation.
    pub thing: Option<Expression>,
    /// Events that perform it, when it is an act.
    pub performed_by: Option<ActPattern>,
    /// `if …`
    pub only_if: Condition,
}

/// The last day on which something is in time.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Deadline {
    /// None: open until performed (`as soon as possible` included) or standing.
    Open(Option<Promptness>),
    /// This day.
    On(Expression),
    /// `within that week`: the last day of the week that begins with the duty; what is done later does not perform it.
    WithinThat(Unit),
}

/// Words of speed that fix no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Promptness {
    /// `as soon as possible`, `without delay`, `forthwith`
    Soon,
    /// `at all times`
    Always,
}

/// A form that a declaration needs.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum FormNeeded {
    /// `in writing`; `expressly` asks that the event says so when it has such a field.
    Written {
        /// `expressly`
        expressly: bool,
    },
    /// `by registered letter or bailiff`
    OneOf(Vec<Name>),
}

/// `the supplier may suspend the services while …`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Power {
    /// Who may.
    pub holder: Expression,
    /// What; joined by `or`.
    pub acts: Vec<ActPattern>,
    /// In what form it must be used to count.
    pub form: Option<FormNeeded>,
    /// `within D after M`, `until C`
    pub window: Window,
    /// `for good`: once given it stays.
    pub for_good: bool,
    /// Using it once ends it (a dissolution), or not (a suspension; an amendment `at all times`).
    pub ends_when_used: bool,
}

/// When a power stands besides its condition.
#[derive(Debug, Clone, PartialEq, Default, BorshSerialize, BorshDeserialize)]
pub struct Window {
    /// First day.
    pub from: Option<Expression>,
    /// Last day (inclusive).
    pub through: Option<Expression>,
    /// Ends when this holds.
    pub until: Option<Condition>,
}

/// `the client is in default of the invoice, from the day after the last timely day, until …`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Status {
    /// The state or conclusion.
    pub state: Name,
    /// Its arguments.
    pub arguments: Vec<Expression>,
    /// `from M`: the first day, when it is not the day on which the rule began to apply.
    pub from: Option<Expression>,
    /// `until C`: ends when this holds.
    pub until: Option<Condition>,
    /// `through M`: the last day.
    pub through: Option<Expression>,
}
