//! Outcomes put into words: JSON for programs, text for a terminal, HTML for a file; and what a scenario expects of them.
//!
//! Every form shows the same facts. Nothing here decides anything.

mod expect;
mod explanation;
mod html;
mod json;
mod text;
mod words;

use crate::engine::outcome::Outcome;
use crate::value::Name;

pub use expect::{Difference, differences, expected};
pub use explanation::explanation;
pub use html::html;
pub use json::{json, tree};
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
    /// The name of a party, or its role when the header gives none.
    pub fn party<'a>(&'a self, role: &'a Name) -> &'a str {
        self.parties
            .iter()
            .find(|(known, _)| known == role)
            .map_or(role.as_str(), |(_, name)| name.as_str())
    }

    /// The name of a party when the text is its role; otherwise the text.
    pub fn called<'a>(&'a self, subject: &'a str) -> &'a str {
        let known = self.parties.iter().find(|(role, _)| *role == *subject);
        known.map_or(subject, |(_, name)| name.as_str())
    }
}
