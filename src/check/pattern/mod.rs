//! Declared sentences as patterns of fixed words and slots: finding those that a phrase may match, and proving that no two match the same.

mod compile;
mod element;
mod index;
mod overlap;

pub use compile::{Compiled, compile_noun, compile_sentence};
pub use element::{Element, Form, Pattern, Slot, in_words};
pub use index::PatternIndex;
pub use overlap::overlaps;
