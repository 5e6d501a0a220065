//! Versions of terms, and what differs between two: in wording and in rules.
//!
//! [`versions`] consolidates a version from a full text and its amendments. [`compare`] sets two texts side by side:
//! [`wording`] provision by provision and word by word, [`substance`] rule by rule, in sentences a negotiator reads. [`outcome`]
//! decides the same facts under both, [`witness`] looks for facts on which they differ. [`show`] puts the result on a page.

mod align;
mod beside;
mod compare;
mod facets;
pub mod outcome;
mod parties;
mod rules;
pub mod show;
pub mod substance;
mod terms;
mod uses;
pub mod versions;
pub mod witness;
pub mod wording;
mod words;

pub use beside::{Place, Word};
pub use compare::{Comparison, compare};
pub use parties::Parties;
pub use terms::{Provision, Side, Text};
