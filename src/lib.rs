//! A contract as source: clause files that a lawyer reads, evaluated against what really happened.
//!
//! The rooms, lowest first; each uses only rooms below it.

pub mod source;

pub mod value;

pub mod syntax;

pub mod check;

pub mod timeline;

pub mod engine;

pub mod fmt;

pub mod diagnostic;

pub mod report;

pub mod diff;

pub mod cli;
