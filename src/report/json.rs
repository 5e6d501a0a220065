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
    let mut text = serde_json::to_string_pretty(&document(report))
        .expect("an outcome holds no map with keys that are not texts");
    text.push('\n');
    text
}
