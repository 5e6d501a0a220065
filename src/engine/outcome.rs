//! What a run concludes, as of a day: the lists of the report, in their documented order.
//!
//! Field names and meanings are those of the run contract; a key that does not apply is `None` and is left out of JSON.

use indexmap::IndexMap;
use serde::Serialize;

use crate::value::{ClauseId, Date, Money, Name};

/// Everything a run concludes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The day: the end of it, after all its events.
    pub as_of: Date,
    /// The as-of date was not given: the date of the last event was taken.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_of_assumed: bool,
    /// The terms that govern at that date, and why.
    pub terms: Governing,
    /// Duties, sorted by `arose`, clause, ref.
    pub obligations: Vec<Obligation>,
    /// Powers, sorted by clause, holder, act, ref.
    pub powers: Vec<Power>,
    /// Prohibitions that were violated, sorted by clause, act.
    pub prohibitions: Vec<Prohibition>,
    /// Statuses, sorted by `from`, status, ref.
    pub statuses: Vec<Status>,
    /// Claims, sorted by `arose`, ref, head, name.
    pub claims: Vec<Claim>,
    /// Per debtor and creditor.
    pub balance: Vec<Balance>,
    /// Per payment, in order.
    pub allocations: Vec<Allocation>,
    /// Verdicts, in the order of the acts.
    pub acts: Vec<ActVerdict>,
    /// Open assessments, sorted by clause, concept, subject.
    pub questions: Vec<Question>,
    /// Notes, sorted by clause, kind, text.
    pub notes: Vec<Note>,
    /// What happens next if nobody acts, by date.
    pub upcoming: Vec<Upcoming>,
    /// Readings that the result rests on, with their values.
    pub readings: IndexMap<Name, Name>,
    /// Powers that the terms know and that do not stand, with what is missing; with `--explain`.
    #[serde(skip)]
    pub not_given: Vec<NotGiven>,
    /// What happened, day by day: the chronicle of the text report.
    #[serde(skip)]
    pub chronicle: Vec<Entry>,
}

/// The terms that govern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Governing {
    /// The id.
    pub id: Name,
    /// The version.
    pub version: String,
    /// Why this one.
    pub why: String,
}

/// How a conclusion was reached.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Because {
    /// Provision and Dutch sentence: `5.a sentence 2`.
    pub clause: String,
    /// The words of the rule.
    pub words: String,
    /// Events and dates that it rests on: `invoice_issued I1 on 2024-03-01`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// Conditions, in order, nested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Checked>,
    /// Readings, as `R8=day_after_last_timely_day`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
}

/// Something that counts until somebody assesses it otherwise, on which an entry rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Presumption {
    /// The concept.
    pub concept: Name,
    /// In words, with the names of the parties and things.
    pub words: String,
    /// About what or whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The provision that presumes it.
    pub clause: ClauseId,
    /// The party that must prove that it is not so; absent where that is whoever says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burden: Option<Name>,
    /// Who that is, for people.
    #[serde(skip)]
    pub on_whom: String,
}

/// A condition with its outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Label and words.
    pub words: String,
    /// `holds`, `does not hold`, `undetermined`, and why.
    pub outcome: String,
    /// The parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Checked>,
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Obligation {
    /// The provision.
    pub clause: ClauseId,
    /// The version of the terms that it comes from, where more than one takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Who must.
    pub bearer: Name,
    /// To whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<Name>,
    /// What.
    pub act: Name,
    /// Name of the thing.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Name>,
    /// From when it must be performed.
    pub arose: Date,
    /// The last timely day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Where it stands.
    pub state: ObligationState,
    /// When it was performed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performed_on: Option<Date>,
    /// One sentence.
    pub why: String,
    /// What it rests on that is presumed, unless assessed otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presumed: Vec<Presumption>,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
    /// The words of the rule and the event behind it, for people.
    #[serde(skip)]
    pub ground: String,
    /// The terms ask for it from the start, whatever happens.
    #[serde(skip)]
    pub always: bool,
}

/// Life cycle of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ObligationState {
    /// Owed, not performed, not late.
    Open,
    /// Performed in time.
    Performed,
    /// Performed after its last timely day.
    PerformedLate,
    /// Not performed and its last timely day has passed; or broken.
    Overdue,
    /// Excused while something lasts.
    Suspended,
    /// Ended without performance.
    Discharged,
    /// Lapsed.
    Lapsed,
    /// Rests on an open assessment.
    Conditional,
}

/// A power.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Power {
    /// The provision that carries it.
    pub clause: ClauseId,
    /// The version of the terms that it comes from, where more than one takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Who may.
    pub holder: Name,
    /// What.
    pub act: Name,
    /// The thing it concerns.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Name>,
    /// When it stood.
    pub intervals: Vec<PowerInterval>,
    /// Where it stands.
    pub state: PowerState,
    /// One sentence; also why not before.
    pub why: String,
    /// What it rests on that is presumed, unless assessed otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presumed: Vec<Presumption>,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
    /// The terms give it from the start, whatever happens.
    #[serde(skip)]
    pub always: bool,
    /// The same in the first words that the vocabulary has for the act: to know it again where other terms call it otherwise.
    #[serde(skip)]
    pub plainly: String,
    /// What it is about, as the vocabulary says: `stopping the service`.
    #[serde(skip)]
    pub matter: Option<String>,
}

/// A power that does not stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotGiven {
    /// The provision that would carry it.
    pub clause: ClauseId,
    /// What.
    pub act: Name,
    /// The words of the rule.
    pub words: String,
    /// In the words of the vocabulary: who may what.
    pub told: String,
    /// The same in the first words that the vocabulary has for the act.
    pub plainly: String,
    /// What is missing.
    pub missing: String,
}

/// When a power stood, on what grounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PowerInterval {
    /// First day.
    pub from: Date,
    /// Last day at whose end it stood; absent while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The grounds: provisions, or labelled items (`6.e.2`, `6.d (1)`).
    pub grounds: Vec<String>,
}

/// Life cycle of a power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerState {
    /// Stands.
    Available,
    /// Was used, and is gone with it.
    Exercised,
    /// Is gone.
    Ended,
    /// Rests on an open assessment.
    Conditional,
}

/// A prohibition that was violated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Prohibition {
    /// The provision.
    pub clause: ClauseId,
    /// Whom it binds.
    pub bearer: Name,
    /// What it forbids.
    pub act: Name,
    /// Its violations, in order.
    pub violations: Vec<Violation>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// One violation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The name of the violation or act.
    #[serde(rename = "ref")]
    pub reference: Name,
    /// First day.
    pub from: Date,
    /// Exclusive; absent while it lasts; the next day for an act of one day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The version of the terms that it comes from, where more than one takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// It rests on an open assessment.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// What it rests on that is presumed, unless assessed otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presumed: Vec<Presumption>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
}

/// The status of the version of the terms that governs.
pub const VERSION_IN_FORCE: &str = "version_in_force";
/// The status of a debtor who did not perform in time.
pub const IN_DEFAULT: &str = "in_default";

/// A status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// Its name.
    pub status: Name,
    /// A party, service, provision, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Name of the thing.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Name>,
    /// First day.
    pub from: Date,
    /// Exclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The provision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseId>,
    /// The version of the terms that it comes from, where more than one takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// It rests on an open assessment.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// What it rests on that is presumed, unless assessed otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presumed: Vec<Presumption>,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
}

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

/// A verdict on an act.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActVerdict {
    /// The name of the act.
    #[serde(rename = "ref")]
    pub reference: Name,
    /// Its day.
    pub date: Date,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Name,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// The verdict.
    pub verdict: Verdict,
    /// Provisions that carry it or deny it effect.
    pub clauses: Vec<ClauseId>,
    /// The version of the terms that it comes from, where more than one takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// One sentence: why, or which condition failed.
    pub reason: String,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
    /// What it rests on that is presumed, unless assessed otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presumed: Vec<Presumption>,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// Verdict on an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It counts.
    Effective,
    /// It does not count.
    WithoutEffect,
    /// A fact, but not justified.
    WithoutGround,
    /// Rests on an open assessment.
    Conditional,
}

/// What a person still has to assess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The concept.
    pub concept: Name,
    /// Its sentence.
    pub words: String,
    /// About what or whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The provision that asks.
    pub clause: ClauseId,
    /// What its answer would change: `power suspend of supplier (6.d)`.
    pub affects: Vec<String>,
    /// The party that must prove it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burden: Option<Name>,
    /// The party that judges it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judge: Option<Name>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
    /// On whom the answer lies.
    #[serde(skip)]
    pub on_whom: String,
    /// What counts until it is given.
    #[serde(skip)]
    pub until_then: String,
    /// What its answer would change, for people.
    #[serde(skip)]
    pub decides: Vec<String>,
    /// The line of a timeline that answers it.
    #[serde(skip)]
    pub line: String,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// A remark that never decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The provision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<ClauseId>,
    /// `mandatory_law`, `unregulated`, `declaration`, `drafting`, …
    pub kind: Name,
    /// The remark.
    pub text: String,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// Something that happens if nobody acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Upcoming {
    /// When.
    pub date: Date,
    /// The provision.
    pub clause: ClauseId,
    /// One sentence.
    pub what: String,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// One line of the chronicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The day.
    pub date: Date,
    /// The event at the head of it; absent for what the passage of time brings.
    pub event: Option<String>,
    /// Consequences: one sentence each, with its provision; none where the vocabulary alone says so.
    pub consequences: Vec<(Option<ClauseId>, String)>,
}
