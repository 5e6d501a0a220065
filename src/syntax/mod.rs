//! What a clause file says: its grammar and the tree as written.
//!
//! The grammar (`grammar/*.pest`) cuts a sentence at reserved joints; what lies between two joints is a phrase, whose
//! meaning the room `check` finds in the vocabulary.

pub mod ast;
