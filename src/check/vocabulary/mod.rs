//! The words that clause files declare: nouns, verbs, fields, sentences, and the types of facts.
//!
//! Declarations are read in two passes: first the words themselves (nouns, fields, then sentences, whose slots are nouns),
//! afterwards, in the room `lower`, what conclusions, measures and conducts mean.

mod concepts;
mod declare;
mod events;
mod field_types;
mod nouns;
mod sayings;
mod sentence;
mod slots;
mod table;
mod types;

pub use declare::declare;
pub use nouns::{Noun, Nouns, Verbs, plural, without_article};
pub use sayings::{nearest_name, value_of};
pub use sentence::{Owner, Sentence, SentenceKind, SentenceVerb, Verb};
pub use table::{
    About, ConceptWord, ConductWord, HeadWord, Label, Meaning, MeantName, MeasureWord, Parameter,
    ReadingWord, StateWord, Vocabulary, with_article,
};
pub use types::Type;
