//! Rules: one norm per sentence, with what triggers it, what it needs and what it does.

use crate::check::program::{ActPattern, Condition, Expression, StandsIn, VariableId, VersionId};
use crate::source::Span;
use crate::value::{Anchor, ClauseId, Duration, Name, Rounding, Unit};
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

/// `the client owes the supplier, as costs, …`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Debt {
    /// Who owes.
    pub debtor: Expression,
    /// To whom.
    pub creditor: Expression,
    /// Under what head.
    pub head: super::Head,
    /// How much.
    pub amount: Expression,
    /// A ceiling over several claims.
    pub cap: Option<Cap>,
    /// The last timely day; `at once`: the day it arises.
    pub deadline: Deadline,
    /// `for each later day on which the violation lasts`: a further part of the claim each day.
    pub daily: Option<DayLaw>,
    /// `once for each invoice`: nothing arises again for a thing that had it.
    pub once_for_each: Option<Expression>,
    /// `These costs are owed once, under 8.4, 18.5 or 21.2`: what arose under these for the same thing is taken off.
    pub once_under: Vec<ClauseId>,
    /// `once invoiced`: an entitlement that is payable only through an invoice (state `accrued`).
    pub once_invoiced: bool,
    /// `until the supplier has charged traffic since …`: the entitlement ends when this holds (an invoice has taken its place).
    pub until: Option<Condition>,
    /// The thing whose name the claim bears.
    pub named_after: Expression,
}

/// `EUR 500.00 for each later day on which the violation lasts`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct DayLaw {
    /// The amount of a day.
    pub amount: Expression,
    /// Whether the first day counts too.
    pub first_day_counts: bool,
    /// As long as this holds; the day it ends counts.
    pub while_: Condition,
}

/// `at most the fine maximum for all violations under the agreement`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Cap {
    /// The ceiling.
    pub amount: Expression,
    /// What it is counted over.
    pub scope: Scope,
}

/// What a floor, ceiling or limit is counted over.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Scope {
    /// Each claim by itself.
    Each,
    /// All claims of the rule under one agreement.
    Agreement,
    /// All claims that share the value (the project component).
    SameValue(Expression),
}

/// Money that grows with time.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Accrual {
    /// Who owes.
    pub debtor: Expression,
    /// To whom.
    pub creditor: Expression,
    /// Head and name (`interest`, `contractual`).
    pub head: super::Head,
    /// The claim it grows on.
    pub on: Expression,
    /// What bears it, when that is not simply what is open of the claim: the rest of what is open rests.
    pub bearing: Option<Expression>,
    /// How it grows.
    pub law: Growth,
    /// How what grows is rounded.
    pub rounded: Option<Rounded>,
    /// The most that it can come to, on each claim.
    pub ceiling: Option<Expression>,
    /// First day that counts.
    pub from: Option<Expression>,
    /// Other clauses that grant the same (`owed once, under …`).
    pub once_under: Vec<ClauseId>,
}

/// `rounded half up to the cent on each day of payment`
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Rounded {
    /// How.
    pub way: Rounding,
    /// On each day on which something is paid between the parties; otherwise what runs stays exact until it is paid or joins the base.
    pub on_payment: bool,
}

/// How money grows.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Growth {
    /// `R a year on X, counted by the day at 365 days to the year, compounding every year after M`
    Yearly {
        /// The rate: a percentage, or a rate table by its name (a text).
        rate: Expression,
        /// Days to the year, also in leap years.
        days_to_the_year: u32,
        /// Unpaid interest of past years joins the base.
        compounding: Option<Compounding>,
    },
    /// `R for each started month on X, counted from M`
    PerPeriod {
        /// The rate of a period.
        rate: Expression,
        /// The period.
        every: Duration,
        /// A started period counts whole.
        started: bool,
        /// The first period starts on this day.
        counted_from: Expression,
    },
    /// `the highest of the following` over several growths on one claim: at each fixing point the highest counts.
    HighestOf(Vec<Growth>),
}

/// Capitalisation: `compounding every year after the last timely day`.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Compounding {
    /// The period.
    pub every: Duration,
    /// From which day; what is unpaid at the end of a period joins the base on the next day.
    pub counted: Anchor<Expression>,
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

/// The order in which a payment settles claims.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Allocation {
    /// Whose payments.
    pub payer: Expression,
    /// `any payment`: also one that by its kind is for one claim, as an indemnity paid.
    pub any: bool,
    /// Ranks, first to last.
    pub tiers: Vec<Tier>,
    /// What is left is credit (otherwise: nothing is said, and the report says so).
    pub residue_is_credit: bool,
    /// `claim by claim`: all ranks of the first claim before the next claim.
    pub claim_by_claim: bool,
}

/// One rank.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Tier {
    /// Heads; empty: every other debt.
    pub heads: Vec<Name>,
    /// `of due invoices` (last timely day reached), `of invoices not yet due`; absent: both.
    pub due: Option<bool>,
    /// Sort keys, most important first.
    pub order: Vec<TierOrder>,
}

/// A sort key inside a rank.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum TierOrder {
    /// `the oldest first`: by the day the (underlying) claim arose.
    Oldest,
    /// `by <date field>` of the thing, e.g. the invoice date.
    ByField(Name),
    /// `by due day`
    ByDueDay,
    /// `by own last timely day` (without acceleration)
    ByOwnLastTimelyDay,
    /// `by order of arising`
    ByOrderOfArising,
    /// `contractual before statutory`: interest by name, in this order.
    ByName(Vec<Name>),
    /// `capitalised before running`
    CapitalisedBeforeRunning,
    /// `the designated first`
    DesignatedFirst,
    /// `the most onerous first`
    MostOnerousFirst,
    /// `in proportion`
    InProportion,
}

/// A gate on the way of a claim for damage.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Gate {
    /// The claim (damage) or, with `head`, one head of it.
    pub claim: VariableId,
    /// It speaks of heads of damage.
    pub by_head: Option<VariableId>,
}

/// `limited to AMOUNT for all claims on the component`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Limit {
    /// The claim (damage) it limits.
    pub claim: VariableId,
    /// Only this head.
    pub by_head: Option<VariableId>,
    /// The ceiling.
    pub amount: Expression,
    /// What it is counted over.
    pub scope: Scope,
}

/// The order of gates and limits: groups of provisions.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Order {
    /// Whose claims.
    pub creditor: Expression,
    /// Groups, first to last.
    pub groups: Vec<Vec<ClauseId>>,
}

/// The kind of a note; a note never decides.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct NoteKind(pub Name);
