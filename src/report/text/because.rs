//! How a conclusion was reached: clause and words, facts, conditions with their outcome, readings.

use super::page::Page;
use crate::engine::outcome::{Because, Checked};

/// The derivations of one conclusion, `indent` columns deep.
pub(in crate::report) fn because(derivations: &[Because], indent: usize, page: &mut Page) {
    for one in derivations {
        page.line(
            indent,
            &format!("because {}: \u{201c}{}\u{201d}", one.clause, one.words),
        );
        for fact in &one.facts {
            page.line(indent + 2, &format!("fact: {fact}"));
        }
        for condition in &one.conditions {
            checked(condition, indent + 2, page);
        }
        if !one.readings.is_empty() {
            page.line(indent + 2, &format!("reading: {}", one.readings.join(", ")));
        }
    }
}

fn checked(condition: &Checked, indent: usize, page: &mut Page) {
    page.line(
        indent,
        &format!("{}: {}", condition.words, condition.outcome),
    );
    for part in &condition.parts {
        checked(part, indent + 2, page);
    }
}
