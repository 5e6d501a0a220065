//! What follows: a timeline is walked moment by moment under a program, and the outcome is read off.

/// Money over time.
pub mod ledger;
pub mod outcome;
