//! Outcomes put into words: JSON for programs, text for a terminal, HTML for a file; and what a scenario expects of them.
//!
//! Every form shows the same facts. Nothing here decides anything.

mod compare;
mod expect;
mod explanation;
mod html;
mod json;
mod slips;
mod text;
mod words;

use crate::engine::outcome::Outcome;
use crate::value::Name;

pub use compare::{Comparison, Run as ComparedRun, compare};
pub use expect::{Difference, differences, expected};
pub use explanation::{Known, explanation};
pub use html::html;
pub use json::{json, tree};
pub use slips::slips;
pub use text::{Look, text};

/// A report: an outcome with the names that a reader knows things by.
#[derive(Debug, Clone)]
pub struct Report {
    /// What the run concluded.
    pub outcome: Outcome,
    /// The title of the terms, in their own language.
    pub title: String,
    /// What the parties of the header are called: role and name.
    pub parties: Vec<(Name, String)>,
    /// What the result was made with.
    pub receipt: Receipt,
}

/// What a result was made with, so that it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Receipt {
    /// The version of clausec.
    pub clausec: String,
    /// SHA-256 of the clause files that were read, in order of their paths.
    pub terms: String,
    /// SHA-256 of the timeline.
    pub timeline: String,
}

impl Report {
    /// The name of a party, or its role when nothing gives a name.
    pub fn party(&self, role: &Name) -> String {
        let known = self.parties.iter().find(|(known, _)| known == role);
        known.map_or_else(
            || format!("the {}", role.in_words()),
            |(_, name)| name.clone(),
        )
    }

    /// The name of a party at the head of a sentence.
    pub fn beginning_with(&self, role: &Name) -> String {
        words::beginning(&self.party(role))
    }
}
