//! A contract as source: clause files that a lawyer reads, evaluated against what really happened.
//!
//! The rooms, lowest first; each uses only rooms below it.

/// Texts, places in them, and problems as data.
pub mod source;

/// Money, percentages, dates, periods, tables and truth.
pub mod value;

/// What a clause file says: the grammar and the tree as written.
pub mod syntax;

/// What the clause files mean.
pub mod check;

/// Clause files in the one style.
pub mod fmt;

/// Problems put on a screen.
pub mod diagnostic;

/// What follows from facts under rules.
pub mod engine;

/// Versions of terms, and what differs between two.
pub mod diff;

/// Outcomes put into words.
pub mod report;
/// What really happened: timelines, read strictly.
pub mod timeline;

/// Files, the terminal and the clock; one file per subcommand.
pub mod cli;
