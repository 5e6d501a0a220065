//! Rules: one norm per sentence, with what triggers it, what it needs and what it does.

use crate::check::program::{
    Accrual, ActPattern, Allocation, Condition, Debt, Duty, Expression, Gate, Limit, Order, Power,
    StandsIn, Status, VariableId, VersionId,
};
use crate::source::Span;
use crate::value::{ClauseId, Duration, Name};
use borsh::{BorshDeserialize, BorshSerialize};

/// Index into `Program::rules`; rules stand in the order of the files.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct RuleId(pub usize);

/// Where a rule stands.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Address {
    /// The provision.
    pub clause: ClauseId,
    /// The Dutch sentence it belongs to, when the clause marks it.
    pub sentence: Option<u32>,
    /// The file (index into `Program::sources`) and the place in it.
    pub file: usize,
    /// The place in the file.
    pub span: Span,
}

/// A norm. It has one instance for each binding of its variables; each instance has a life of its own.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// Where it stands.
    pub at: Address,
    /// Its words, on one line, as the clause file has them (alternatives that were not chosen left out).
    pub words: String,
    /// Readings that it rests on.
    pub readings: Vec<Name>,
    /// The things it speaks of, in the order in which they are found.
    pub variables: Vec<Variable>,
    /// When it applies.
    pub trigger: Trigger,
    /// What must hold besides: `if`, `while`, not `unless`.
    pub condition: Condition,
    /// What it does.
    pub body: Body,
    /// It counts only where no rule of the terms fills the place (`Where the terms are silent, …`).
    pub fallback: bool,
    /// `instead of 20.2`: these do not count where this one does.
    pub instead_of: Vec<ClauseId>,
    /// `despite 7.8`, `subject to 6.d`, `in addition to …`: said, so that `check` is content; shown in explanations. A power that stands
    /// `despite` a provision carries an act that the provision would deny effect.
    pub relations: Vec<(String, ClauseId)>,
    /// In which of the versions that take part it stands.
    pub stands_in: StandsIn,
    /// The Dutch sentence that it belongs to in later versions, where that has another number there.
    pub renumbered: Vec<(VersionId, Option<u32>)>,
}

impl Rule {
    /// The Dutch sentence that it belongs to in a version.
    pub fn sentence_in(&self, version: Option<VersionId>) -> Option<u32> {
        let there = self
            .renumbered
            .iter()
            .find(|(known, _)| Some(*known) == version);
        there.map_or(self.at.sentence, |(_, sentence)| *sentence)
    }

    /// Whether another rule of the clause reads and means the same. That a sentence before it came or went does not matter.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.at.clause == other.at.clause
            && self.words == other.words
            && Self {
                id: self.id,
                at: self.at.clone(),
                stands_in: self.stands_in.clone(),
                renumbered: self.renumbered.clone(),
                ..other.clone()
            } == *self
    }
}

/// A variable of a rule.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Variable {
    /// Its noun: `invoice`.
    pub noun: String,
    /// What it ranges over.
    pub sort: super::Sort,
    /// Where its values come from.
    pub generator: Generator,
}

/// Where the values of a variable come from.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Generator {
    /// The triggering event: this field of it (its reference field: the thing itself).
    Trigger { field: Name },
    /// Every thing of the sort, as it comes into being.
    Each,
    /// Every tuple of a state as it comes to hold (or may hold): the argument at `position` is the value. Variables earlier in the list that stand among `arguments` must fit.
    Tuple {
        state: Name,
        position: usize,
        arguments: Vec<super::Argument>,
    },
    /// The members of a list: `each invoice in the letter`.
    Members(Expression),
    /// Both parties in turn (`each party may …`).
    EachParty,
    /// Computed from the variables before it.
    Is(Expression),
    /// In a power: the thing that the act under judgement itself brings about (`the supplier may set a condition … if … whether the condition fits
    /// the agreement`). Outside a judgement it is unbound, and statements about it do not hold.
    ActItself,
    /// Bound inside a `Sum`, `Filter` or `Some_` only.
    Local,
}

/// When a rule applies.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Trigger {
    /// No header: as long as its condition holds.
    Standing,
    /// `When <act>`: once, at the event, if the condition holds then.
    Event(ActPattern),
    /// `As soon as C`: once each time C begins to hold.
    Onset(Condition),
    /// `While C`: as long as C holds.
    While(Condition),
    /// `Every month after the day of a loan, for 36 times,`: on anchor + k periods, computed from the anchor; k begins with `first`
    /// (1 for `after`, 0 for `from`); `times` bounds how many there are.
    Recurring {
        every: Duration,
        anchor: Expression,
        first: u32,
        times: Option<Expression>,
    },
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Body {
    /// `must`
    Duty(Duty),
    /// `may`
    Power(Power),
    /// `must not`: violated by an event that matches (the condition of the rule lifts or restricts it).
    Ban {
        bearer: Expression,
        acts: Vec<ActPattern>,
        called: Name,
    },
    /// `owes`, with a fixed amount.
    Debt(Debt),
    /// `owes`, growing with time.
    Accrual(Accrual),
    /// A state or conclusion.
    Status(Status),
    /// `a payment settles the following in this order`
    Allocation(Allocation),
    /// `What one party owes is set off against what the other party owes as soon as both are due`
    SetOff,
    /// `has no effect`: the verdict on matching acts; they count for nothing.
    NoEffect { act: ActPattern },
    /// `the designation of a payment has no effect`
    DesignationIgnored { payer: Expression },
    /// `all claims of P on Q become due on M`; `with all later instalments`: also what a sentence gives for a number of times and has
    /// not given yet.
    BecomeDue {
        creditor: Expression,
        debtor: Expression,
        heads: Vec<Name>,
        with_later: bool,
        on: Expression,
    },
    /// `takes effect on M`: a thing (a version, a special term) counts from a day.
    TakesEffect { thing: Expression, on: Expression },
    /// `the rent becomes 103% of the rent`: from the day on which the rule speaks, a figure has another value, reckoned with what it was.
    Becomes { figure: Name, value: Expression },
    /// `ends on M` / `is undone`: an agreement, a service or a right.
    Ends {
        what: Expression,
        service: Option<Expression>,
        status: Name,
        on: Expression,
        retroactive: bool,
    },
    /// `lapses after lapse of D after M`
    Lapse {
        creditor: Expression,
        debtor: Expression,
        heads: Vec<Name>,
        claim: Option<VariableId>,
        after: Expression,
        period: Expression,
    },
    /// `is refused`: a gate that a claim for damage does not pass.
    Refuse(Gate),
    /// `is limited to`
    Limit(Limit),
    /// `pass these clauses in this order`
    Order(Order),
    /// `It is a ground for 6.e`
    Ground {
        provision: ClauseId,
        against: Option<Expression>,
    },
    /// `Clause 17.1 does not apply [to X]`, `Clauses 6.a and 6.c do not apply`, `Each of clauses 8.k and 12.a does not apply`
    SwitchOff {
        provisions: Vec<ClauseId>,
        /// `each of clauses …`: the one of them in hand.
        each: Option<VariableId>,
        to: Option<Expression>,
    },
    /// `the principal of I loses its basis`, `is reduced by`
    WithoutBasis { claim: Expression },
    /// `the new version governs every agreement and every later event, from M`
    Governs(Governs),
    /// `Note on …, if …: "…"`
    Note { kind: NoteKind, text: String },
}

/// `the new version governs every agreement and every later event, from M`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Governs {
    /// The version: a thing, or the name of one.
    pub version: Expression,
    /// `governs the agreement of the acceptance`; absent for `every agreement`.
    pub agreement: Option<Expression>,
    /// `and every later event`: only what happens from that day on and what follows from it; what follows from earlier events goes on
    /// under the version that governed then. Otherwise whatever a rule concludes from that day on.
    pub later_events: bool,
    /// `and every running term`: last timely days that have not passed are reckoned anew.
    pub running_terms: bool,
    /// The first day.
    pub from: Expression,
}

/// The kind of a note; a note never decides.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct NoteKind(pub Name);
