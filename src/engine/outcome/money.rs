//! What is owed, how it was reckoned, and what payments settled.

use indexmap::IndexMap;
use serde::Serialize;

use crate::engine::outcome::{Because, Presumption};
use crate::value::{ClauseId, Date, Money, Name};

/// A claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claim {
    /// Name of what brought it about.
    #[serde(rename = "ref")]
    pub reference: Name,
    /// The head.
    pub head: Name,
    /// Tells claims of one head apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// Head and name in the words of the vocabulary: for people.
    #[serde(skip)]
    pub called: String,
    /// Who owes.
    pub debtor: Name,
    /// Who is bound beside the debtor, for the whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joint_debtors: Vec<Name>,
    /// To whom.
    pub creditor: Name,
    /// The provision.
    pub clause: ClauseId,
    /// The version of the terms that it comes from, where more than one takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What has arisen, rounded for show; absent when it is conditional or a rate is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What was settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Money>,
    /// What is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<Money>,
    /// The day it arose.
    pub arose: Date,
    /// The last timely day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// First day of default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_default_since: Option<Date>,
    /// Where it stands.
    pub state: ClaimState,
    /// Whether the amounts are not firm: more grows on it, or not, according to how an open question is answered.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// One sentence with the arithmetic.
    pub why: String,
    /// What it rests on that is presumed, unless assessed otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presumed: Vec<Presumption>,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
    /// What brought it about, for people: `invoice I1`.
    #[serde(skip)]
    pub thing: String,
    /// Where it comes from, for people: the provision with its sentence, and the event.
    #[serde(skip)]
    pub source: String,
    /// The arithmetic, line by line: amounts and days with which it can be reckoned again.
    #[serde(skip)]
    pub steps: Vec<Reckoned>,
}

/// A line of the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned {
    /// `2024-03-17 to 2024-04-15: EUR 1,000.00 x 12.5% x 30/365`
    pub words: String,
    /// What the lines since the last amount come to, where that was rounded.
    pub amount: Option<Money>,
}

impl Reckoned {
    /// In one line.
    pub fn in_words(&self) -> String {
        match self.amount {
            Some(amount) => format!("{} = {}", self.words, amount.to_clause_style()),
            None => self.words.clone(),
        }
    }
}

/// Life cycle of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// Arisen, to be charged by an invoice; not in the balance.
    Accrued,
    /// Arisen, not yet due.
    Open,
    /// Due.
    Due,
    /// Settled in part.
    PartlySettled,
    /// Settled.
    Settled,
    /// Lapsed.
    Lapsed,
    /// Not owed.
    WithoutBasis,
    /// Waived by the creditor, as far as it was not settled.
    Waived,
    /// Excluded, barred or limited to nothing.
    Excluded,
    /// Rests on an open assessment.
    Conditional,
}

/// What one party owes another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Balance {
    /// Who owes.
    pub debtor: Name,
    /// Who is bound beside the debtor, for the whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joint_debtors: Vec<Name>,
    /// To whom.
    pub creditor: Name,
    /// The currency.
    pub currency: String,
    /// Open amounts by head, in the order principal, interest, costs, fine, damages, …
    #[serde(flatten)]
    pub heads: IndexMap<Name, Money>,
    /// The heads in the words of the vocabulary: for people.
    #[serde(skip)]
    pub called: IndexMap<Name, String>,
    /// Money received that nothing claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Money>,
    /// Sum over the heads.
    pub total: Money,
    /// Whether the amounts are not firm: an amount among them cannot be told, or waits in part for an answer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

impl Balance {
    /// A head in words.
    pub fn head_in_words(&self, head: &Name) -> String {
        let called = self.called.get(head).cloned();
        called.unwrap_or_else(|| head.in_words())
    }
}

/// What a payment settled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Allocation {
    /// The payment.
    #[serde(rename = "ref")]
    pub reference: Name,
    /// Its day.
    pub date: Date,
    /// Its amount.
    pub amount: Money,
    /// The provision that orders it; absent where none does, and all of it is credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseId>,
    /// The version of the terms that it comes from, where more than one takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// In order of settlement; they add up to the amount.
    pub parts: Vec<AllocationPart>,
    /// Whether the parts are not firm: of what was reached an amount could not be told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// A designation that is not followed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllocationPart {
    /// Name of the claim; absent for credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<Name>,
    /// The head, or `credit`.
    pub head: Name,
    /// Tells claims of one head apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// The amount.
    pub amount: Money,
    /// What brought the claim about, for people: `invoice I1`.
    #[serde(skip)]
    pub thing: String,
    /// Head and name in the words of the vocabulary: for people.
    #[serde(skip)]
    pub called: String,
}
