//! What the inputs mean: names, types and units, and the program that the engine evaluates.

pub mod program;
pub mod schema;

mod alternatives;
mod assemble;
mod follows;
mod front;
pub(crate) mod laws;
mod library;
mod lower;
mod pattern;
mod phrase;
mod problems;
mod vocabulary;
mod words;

pub use assemble::with_versions;
pub use front::{Groundwork, check, compile};
pub use library::{Checked, Library, LibraryFile, ReadingChoice};
pub use program::Program;
pub use schema::Schema;
pub use words::{DeclaredSentence, GlossaryEntry, Words};
