//! Versions of terms, and what differs between two: in wording, in rules, in what follows from the same facts.
//!
//! [`versions`] consolidates a version from a full text and its amendments.

pub mod versions;
