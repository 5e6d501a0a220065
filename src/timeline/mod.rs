//! What really happened: timelines, read strictly.
//!
//! A timeline is a file in YAML, JSON or JSON lines (one event a line). [`read_timeline`] checks it against the
//! types of facts that the vocabulary declares and reports everything that is wrong with it at once, sorted by place.
//! What it returns is complete: defaults are filled in, references lead to things that exist, amounts are exact.
//!
//! Reading goes in three steps: `text` turns the file into a tree of nodes that know their places (the only modules
//! that know YAML and JSON), `register` notes which things the file names and when, `read` turns each node into what
//! it means.

mod debts;
mod error;
mod meant;
mod model;
mod read;
mod register;
mod text;
mod versions;

pub use debts::NamedDebt;
pub use model::{Event, Expectation, HeaderPlaces, PartyFacts, Timeline};
pub use read::{OpenedTimeline, read_timeline};
pub use text::{Content, Entry, Node};
