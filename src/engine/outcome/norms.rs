//! What each party must and may do, what it must not have done, what holds, and the verdicts on acts.

use serde::Serialize;

use crate::engine::outcome::{Because, Presumption};
use crate::value::{ClauseId, Date, Name};

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
    /// An earlier last timely day, or one where `due` is none, if what waits for a judgement comes out so: for people.
    #[serde(skip)]
    pub due_perhaps: Option<Date>,
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
    /// What leaves it to be judged whether its provision still applies, where nobody has judged that.
    #[serde(skip)]
    pub doubted_by: Option<ClauseId>,
    /// The same in the first words that the vocabulary has for the act: to know it again where other terms call it otherwise.
    #[serde(skip)]
    pub plainly: String,
    /// What it is about, as the vocabulary says: `stopping the service`.
    #[serde(skip)]
    pub matter: Option<String>,
    /// The event that the act is, by whatever name the power calls it.
    #[serde(skip)]
    pub event: Name,
    /// What it depends on, where it rests on an open assessment.
    #[serde(skip)]
    pub waits_for: Vec<String>,
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
    /// The event that the act is, by whatever name the power calls it.
    pub event: Name,
    /// What it is about, as the vocabulary says.
    pub matter: Option<String>,
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
/// The status of a claim that is due before its own day.
pub const ACCELERATED: &str = "accelerated";
/// How the status of a ceiling that is reached ends; before it stands the head.
pub const CAP_REACHED: &str = "_cap_reached";
/// The head of what a payment leaves when everything due is settled.
pub const CREDIT: &str = "credit";
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
    /// The head of the claim that it is told of, where that is not what the thing itself is owed for: the costs of an invoice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<Name>,
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
    /// The day from which it held for certain, until it became open whether it has ended: for people.
    #[serde(skip)]
    pub held_since: Option<Date>,
    /// What the timeline leaves out of the day on which it ends: for people; a note says it too.
    #[serde(skip)]
    pub end_left_out: Vec<String>,
    /// What it rests on that is presumed, unless assessed otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presumed: Vec<Presumption>,
    /// Derivation, with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
    /// In the words of the vocabulary, with the names of the parties and things: for people.
    #[serde(skip)]
    pub told: String,
    /// On what ground a provision is set aside: for people; what is told says it too.
    #[serde(skip)]
    pub ground: Option<Name>,
    /// That it has ended, of a default and of what rests on no power: `the client is no longer in default of invoice I1`.
    #[serde(skip)]
    pub over: String,
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
