//! Puts a program together: the document, the readings, each clause, the meanings of declared words, the tables.

mod choices;
mod clauses;
mod document;
mod event_patterns;
mod figures;
mod known;
mod meanings;
mod meant;
mod program;
mod sayings;
mod select;
mod tables;
mod versions;

pub use choices::{Readings, single_alternatives};
pub use clauses::Said;
pub use document::Document;
pub use meant::verbs_meant;
pub use program::{Assembled, assemble, read_alternative};
pub use tables::read_tables;
pub use versions::with_versions;
