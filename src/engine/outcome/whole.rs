//! The outcome as a whole, and what explains its entries: derivations, questions, remarks, what comes next, the chronicle.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::Serialize;

use crate::engine::outcome::{
    ActVerdict, Allocation, Balance, Claim, NotGiven, Obligation, Power, Prohibition, Status,
};
use crate::value::{ClauseId, Date, Name};

/// Everything a run concludes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The day: the end of it, after all its events.
    pub as_of: Date,
    /// How many conditions were judged until then: what the run took, on whatever machine.
    #[serde(skip)]
    pub judged: u64,
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
    /// Whether derivations were asked for.
    #[serde(skip)]
    pub explained: bool,
    /// The readings for people.
    #[serde(skip)]
    pub readings_told: Vec<ReadingTold>,
    /// Powers that the terms know and that do not stand, with what is missing; with `--explain`.
    #[serde(skip)]
    pub not_given: Vec<NotGiven>,
    /// What the terms can bring about at all; with `--explain`.
    #[serde(skip)]
    pub speaks_of: SpeaksOf,
    /// What happened, day by day: the chronicle of the text report.
    #[serde(skip)]
    pub chronicle: Vec<Entry>,
}

/// A reading that the result rests on, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingTold {
    /// The id, as a call names it.
    pub id: Name,
    /// The provision that it reads.
    pub clause: ClauseId,
    /// The value that was chosen.
    pub value: Name,
    /// Why that is the usual one; absent where another was chosen.
    pub reason: Option<String>,
    /// The values that could be chosen instead.
    pub others: Vec<Name>,
}

/// What a set of terms speaks of, whatever has happened: to tell what it does not know from what is not so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpeaksOf {
    /// Statuses.
    pub statuses: BTreeSet<Name>,
    /// Acts that it gives a power to.
    pub powers: BTreeSet<Name>,
    /// Acts that it forbids.
    pub prohibitions: BTreeSet<Name>,
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
    /// The day as of which the conditions are told, where it is not that of the report: what came about under conditions that no longer
    /// hold is told as it was then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
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
    /// Whether it is on an event or on what one brought about, and not on the terms at large.
    #[serde(skip)]
    pub of_an_event: bool,
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
    /// The name of that event.
    pub about: Option<Name>,
    /// Consequences: one sentence each, with its provision; none where the vocabulary alone says so.
    pub consequences: Vec<(Option<ClauseId>, String)>,
}
