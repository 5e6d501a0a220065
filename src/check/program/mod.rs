//! What clause files mean: the program that the engine evaluates.
//!
//! `check` turns clause files and a choice of readings into a [`Program`]; nothing in it is a word of a text any more, and
//! nothing in it is filled in later. One tree per choice of readings: alternatives that were not chosen are not in it.
//!
//! The kernel knows things, parties, claims, obligations, time and money. Everything else is a name that a clause file declared.

#![allow(
    missing_docs,
    reason = "the sentence above a variant says what its fields are"
)]

mod claim;
mod condition;
mod expression;
mod norm;
mod rule;
mod saying;
mod terms;
mod version;
pub mod walk;

pub use claim::{
    Accrual, Allocation, Cap, Compounding, DayLaw, Debt, Gate, Growth, Limit, Order, Rounded,
    Scope, Tier, TierOrder,
};
pub use condition::{ActPattern, Argument, Burden, Comparison, Condition, Item, Proof};
pub use expression::{
    Bound, Choice, Direction, Expression, KernelMeasure, Pick, Series, VariableId,
};
pub use norm::{Deadline, Duty, FormNeeded, Power, Promptness, Status, Step, Window};
pub use rule::{Address, Body, Generator, Governs, NoteKind, Rule, RuleId, Trigger, Variable};
pub use saying::{Said, SaidOf, SaidVerb, Saying, either};
pub use terms::{
    AboutAct, ActReading, AgreedForm, Concept, ConceptDefault, Conduct, Definition, Group, Head,
    KernelState, Measure, Performance, Program, Provision, Reading, Sort, State, StateEvents,
    TakesAway, TellsOf, Terms,
};
pub use version::{StandsIn, Tables, Version, VersionId};
