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

/// About as many bytes as an entry takes, without the sentences of claims and the parts of payments.
const USUAL_ENTRY: usize = 600;
/// As many bytes as a part of a payment may take.
const PART: usize = 200;

/// About as many bytes as an outcome takes, rather more than less: a long text that need not be moved while it grows stands in
/// memory once.
fn room_for(outcome: &Outcome) -> usize {
    let entries = outcome.obligations.len()
        + outcome.statuses.len()
        + outcome.claims.len()
        + outcome.allocations.len()
        + outcome.acts.len();
    let why: usize = outcome.claims.iter().map(|claim| claim.why.len()).sum();
    let payments = outcome.allocations.iter();
    let parts: usize = payments.map(|payment| payment.parts.len()).sum();
    (entries + 10) * USUAL_ENTRY + why + parts * PART
}
