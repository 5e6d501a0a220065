//! Problems put on a screen: each with its message, its place in the source, and what to do next.
//!
//! [`render`] shows all problems of a run, sorted by place; a warning never hides an error, and nothing is left out.

mod render;
mod report;
mod snippet;
mod summary;
mod window;

pub use render::{Style, render};
pub use summary::{in_words, summary};
