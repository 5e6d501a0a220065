//! Claims: fixed amounts, what grows with time, the order of payments, and the gates and ceilings of liability.

use crate::check::program::{Condition, Deadline, Expression, Head, VariableId};
use crate::value::{Anchor, ClauseId, Duration, Name, Rounding};
use borsh::{BorshDeserialize, BorshSerialize};

/// `the client owes the supplier, as costs, …`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Debt {
    /// Who owes.
    pub debtor: Expression,
    /// To whom.
    pub creditor: Expression,
    /// Under what head.
    pub head: Head,
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
    /// `except days on which there is frost`: a day on which this holds, at its beginning or with what happened on it, does not count.
    pub except: Option<Condition>,
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
    pub head: Head,
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
    /// `what is due` or `principal, due` (last timely day reached), `what is not yet due`; absent: both.
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
