//! One test binary, one module for each room; the cases lie in `tests/cases/<room>/`.

#![allow(
    clippy::disallowed_methods,
    reason = "tests read their cases; only the tool itself keeps to `cli`"
)]

mod check;
mod cli;
mod decidable;
mod diagnostic;
mod diff;
mod fmt;
mod invariants;
mod inventory;
mod language;
mod lasting;
mod law;
mod ledger;
mod mutants;
mod one_word;
mod readme;
mod report;
mod second_versions;
mod single_changes;
mod spoilt_bytes;
mod syntax;
mod tables;
mod terms;
mod timeline;
