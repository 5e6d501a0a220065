//! What a clause file says: its grammar and the tree as written.
//!
//! The grammar (`grammar/*.pest`) cuts a sentence at reserved joints; what lies between two joints is a phrase, whose
//! meaning the room `check` finds in the vocabulary. Parsing never fails: a file is cut into pieces at headings in column 0
//! and pieces into sentences at full stops, so that a broken sentence costs one message and everything else still stands.

pub mod ast;
mod build;
mod cut;
mod expected;
mod fit;
mod grammar;
mod habits;
mod header;
mod heading;
mod hint;
mod message;
mod parse;
mod place;
mod sentences;
mod trivia;

pub use habits::Habit;
pub use parse::{Parsed, parse};
pub use trivia::Comment;
