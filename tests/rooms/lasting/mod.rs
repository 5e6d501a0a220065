//! Relations that last: timelines without end in sight, and programs to run them under. The benchmark shares this folder.

mod course;
mod terms;

pub use course::{Course, relation};
pub use terms::Terms;
