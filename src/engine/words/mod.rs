//! Conditions and expressions in words, with the names of the things in scope, for the sentences of the outcome.

mod conditions;
mod missing;
mod values;

pub use values::listed;
