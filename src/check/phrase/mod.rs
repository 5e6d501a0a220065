//! What a phrase means: its words are matched against the declared sentences, slots are filled with noun phrases. No phrase has a free meaning.

mod chart;
mod days;
mod latest;
mod manner;
mod nearest;
mod noun_phrase;
mod relation;
mod statement;
mod token;
mod tree;

pub use chart::{Chart, LONGEST_PHRASE};
pub use nearest::{Nearest, has_all_words, nearest_sentences};
pub use noun_phrase::type_of_value;
pub use token::{Token, TokenKind, name_of, tokens_of_phrase, tokens_of_words};
pub use tree::{Article, DayOf, FieldOf, Manner, Matched, Np, NpKind, PartyWord};
