//! How a conclusion was reached: clause and words, facts, conditions with their outcome, readings.

use super::page::Page;
use crate::engine::outcome::{Because, Checked, Presumption};
use crate::report::words::{checked_line, presumption};

/// The derivations of one conclusion, `indent` columns deep.
pub(in crate::report) fn because<'b>(
    derivations: impl IntoIterator<Item = &'b Because>,
    indent: usize,
    page: &mut Page,
) {
    for one in derivations {
        let words = match (one.clause.as_str(), one.words.as_str()) {
            ("", words) => format!("because: {words}"),
            (clause, "") => format!("because {clause} gives no power to do so:"),
            (clause, words) => format!("because {clause}: {}", page.quote(words)),
        };
        page.line(indent, &words);
        for fact in &one.facts {
            page.line(indent + 2, &format!("fact: {fact}"));
        }
        if let Some(day) = one.as_of {
            page.line(indent + 2, &format!("as of {day}:"));
        }
        for condition in &one.conditions {
            checked(condition, indent + 2, page);
        }
        if !one.readings.is_empty() {
            page.line(indent + 2, &format!("reading: {}", one.readings.join(", ")));
        }
    }
}

/// What an entry rests on that is presumed.
pub(in crate::report) fn presumed(presumptions: &[Presumption], indent: usize, page: &mut Page) {
    for one in presumptions {
        page.line(indent, &presumption(one));
    }
}

fn checked(condition: &Checked, indent: usize, page: &mut Page) {
    page.line(indent, &checked_line(condition));
    for part in &condition.parts {
        checked(part, indent + 2, page);
    }
}
