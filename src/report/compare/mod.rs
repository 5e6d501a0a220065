//! The same facts under two sets of terms: both outcomes side by side, subject by subject, with the provision of each.
//!
//! Subjects are those of the kernel: balances and claims by head, statuses, powers and duties by act, prohibitions, verdicts, what comes
//! next, questions. What the shared vocabulary names alike stands in one row; nothing here knows what any of it means in law.

mod markdown;
mod rows;
mod subjects;
mod table;

use serde::Serialize;

use crate::report::{Look, Report};
use crate::value::{Date, Money};

/// Two outcomes side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The day as of which both are told.
    pub as_of: Date,
    /// The sets of terms, in the order of the call.
    pub sides: [Side; 2],
    /// The subjects, in a fixed order; those of which neither outcome says anything are left out.
    pub subjects: Vec<Subject>,
}

/// A set of terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its id; with the version where both ids are the same.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
}

/// One subject with its rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Subject {
    /// Its name for programs: `powers`.
    pub kind: &'static str,
    /// What it is about, for people.
    #[serde(skip)]
    pub title: String,
    /// The matter, where the vocabulary names one: `stopping the service`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One matter, under each set of terms.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// `The supplier may suspend the services`
    pub what: String,
    /// What each set of terms brings; empty: nothing.
    pub sides: [Vec<Entry>; 2],
    /// Which of the two alone speaks of it at all: 0 or 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<usize>,
}

/// What one set of terms brings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// In words.
    pub words: String,
    /// The amount, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The provisions that it comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
}

/// One run of the timeline under a set of terms.
#[derive(Debug, Clone, Copy)]
pub struct Run<'r> {
    /// As of the day.
    pub now: &'r Report,
    /// A month later, if nobody acts; absent where that cannot be told.
    pub later: Option<&'r Report>,
}

/// Both runs, side by side.
pub fn compare(runs: [Run<'_>; 2]) -> Comparison {
    let [one, other] = runs.map(|run| run.now);
    let same_id = one.outcome.terms.id == other.outcome.terms.id;
    let side = |report: &Report| {
        let terms = &report.outcome.terms;
        let id = if same_id {
            format!("{}@{}", terms.id, terms.version)
        } else {
            terms.id.to_string()
        };
        Side {
            id,
            version: terms.version.clone(),
            title: report.title.clone(),
        }
    };
    let mut subjects = subjects::all(runs);
    subjects.retain(|subject| !subject.rows.is_empty());
    Comparison {
        as_of: one.outcome.as_of,
        sides: [side(one), side(other)],
        subjects,
    }
}

impl Subject {
    /// The rows of which both sets of terms speak.
    fn of_both(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.only.is_none())
    }

    /// What one set of terms alone speaks of, each with what it brings.
    fn of_one(&self, side: usize) -> Vec<(&str, &[Entry])> {
        let rows = self.rows.iter().filter(|row| row.only == Some(side));
        rows.map(|row| (row.what.as_str(), row.sides[side].as_slice()))
            .collect()
    }
}

impl Comparison {
    /// As text, in columns.
    pub fn text(&self, look: Look) -> String {
        table::text(self, look)
    }

    /// As Markdown, a table for each subject.
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// As JSON, two spaces deep, ended by a newline.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self)
            .expect("a comparison holds no map with keys that are not texts");
        text.push('\n');
        text
    }
}
