//! The report as JSON, key by key as the run contract has it.

use serde::Serialize;
use serde_json::Value;

use super::{Receipt, Report};
use crate::engine::outcome::Outcome;

/// The whole report: the outcome and, last, the receipt.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    outcome: &'a Outcome,
    receipt: &'a Receipt,
}

/// The report as a tree of JSON values.
pub fn tree(report: &Report) -> Value {
    serde_json::to_value(document(report))
        .expect("an outcome holds no map with keys that are not texts")
}

fn document(report: &Report) -> Document<'_> {
    Document {
        outcome: &report.outcome,
        receipt: &report.receipt,
    }
}

/// The report as JSON text, two spaces deep, ended by a newline.
pub fn json(report: &Report) -> String {
    let mut text = Vec::with_capacity(room_for(&report.outcome));
    serde_json::to_writer_pretty(&mut text, &document(report))
        .expect("an outcome holds no map with keys that are not texts");
    text.push(b'\n');
    String::from_utf8(text).expect("JSON is a text")
}

/// About as many bytes as an entry takes.
const USUAL_ENTRY: usize = 600;

/// About as many bytes as an outcome takes, so that a long text need not be moved while it grows.
fn room_for(outcome: &Outcome) -> usize {
    let entries = outcome.obligations.len()
        + outcome.statuses.len()
        + outcome.claims.len()
        + outcome.allocations.len()
        + outcome.acts.len();
    (entries + 10) * USUAL_ENTRY
}
