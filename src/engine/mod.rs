//! What follows: a timeline is walked moment by moment under a program, and the outcome is read off.
//!
//! A rule has an *instance* for each binding of its variables, made when its things come about. Evaluating an instance notes which
//! *cells* of the state it read and on which day time alone may change it; a cell that changes wakes only its readers, and what is
//! woken settles in the order of *strata*, conclusions before what uses them. So an event costs what it touches, however long the
//! relation has lasted.
//!
//! - [`run()`] is the front door; [`outcome`] holds what it returns.
//! - `moment` is the walk: the start of a day, the parts of the day, events one by one, the end of the day.
//! - `evaluate` says what conditions and expressions come to; it changes nothing.
//! - `bodies` are the consequences: duties, powers, claims, states, and what else rules bring.
//! - `verdict` judges acts before their own effects.
//! - `report` reads the outcome off.

mod agreements;
mod amounts;
mod backdated;
mod belonging;
mod bodies;
mod catalogue;
mod cells;
mod checked;
mod dated;
mod doubts;
mod endings;
mod evaluate;
mod fell_away;
mod gaps;
mod grounds;
mod instances;
mod instantiation;
mod item;
mod judged;
mod known;
pub mod ledger;
mod lookup;
mod moment;
mod names;
mod obligations;
pub mod outcome;
mod pages;
mod parameters;
mod powers;
mod presupposed;
mod reasons;
mod reckoning;
mod record;
mod relation;
mod report;
mod run;
mod sentences;
mod settle;
mod shelves;
mod strata;
mod tell;
mod verdict;
mod versions;
mod words;
mod world;

pub use outcome::Outcome;
pub use run::{Options, run};
pub use sentences::name_of_party;

#[cfg(test)]
mod tests;
