//! Texts and places in them: what a message points at.
//!
//! A [`Source`] is a named text (a clause file, a timeline). A [`Span`] is a range of bytes in one of the sources of a
//! run; a [`LineIndex`] turns an offset into the line and column that people and editors count. A [`Problem`] is
//! something wrong with a text, as data: the room `diagnostic` puts it into words on a screen.

mod line_index;
mod nearest;
mod problem;
mod span;
mod text;

pub use line_index::{LineIndex, Position};
pub use nearest::{is_akin, likely, nearest, words_of};
pub use problem::{Problem, Severity, shortened, sort_by_place};
pub use span::{SourceId, Span};
pub use text::{Source, Sources};
