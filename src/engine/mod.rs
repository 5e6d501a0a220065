//! What follows: a timeline is walked moment by moment under a program, and the outcome is read off.

pub mod outcome;
