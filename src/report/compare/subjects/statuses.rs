//! What holds, and which version governs.

use indexmap::IndexMap;

use super::{entry, sides};
use crate::engine::outcome::{CAP_REACHED, VERSION_IN_FORCE};
use crate::report::Report;
use crate::report::compare::rows::Rows;
use crate::report::compare::{Entry, Row};
use crate::report::words::{beginning, holds_now, status_time};
use crate::value::Name;

/// What holds at the day.
pub(super) fn now(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut named: IndexMap<String, &Name> = IndexMap::new();
    for (side, report) in sides(reports) {
        for status in holds_now(&report.outcome) {
            if status.status == *VERSION_IN_FORCE {
                continue;
            }
            let name = |name: Option<&Name>| name.map_or("", |name| name.as_str()).to_owned();
            let subject = status.subject.clone().unwrap_or_default();
            let key = format!(
                "{} {subject} {}",
                status.status,
                name(status.reference.as_ref())
            );
            let clauses = status.clause.iter().map(ToString::to_string).collect();
            let words = status_time(status);
            named.insert(key.clone(), &status.status);
            rows.add(side, key, &beginning(&status.told), entry(words, clauses));
        }
    }
    for (key, name) in named {
        for (side, report) in sides(reports) {
            // What has a ceiling is told by the arithmetic of the claim.
            let is_known = report.outcome.speaks_of.statuses.contains(name)
                || name.as_str().ends_with(CAP_REACHED);
            if !is_known {
                rows.unknown_to(side, &key);
            }
        }
    }
    let mut rows = rows.finish();
    rows.extend(versions(reports));
    rows
}

/// Which version governs: for some terms the relation as a whole, for others each agreement.
fn versions(reports: [&Report; 2]) -> Option<Row> {
    let of_side = |report: &Report| -> Vec<Entry> {
        let statuses = report.outcome.statuses.iter();
        let now = statuses.filter(|status| {
            status.status == *VERSION_IN_FORCE
                && status
                    .until
                    .is_none_or(|until| until > report.outcome.as_of)
        });
        let told = now.map(|status| {
            let clauses = status.clause.iter().map(ToString::to_string).collect();
            entry(format!("{}, {}", status.told, status_time(status)), clauses)
        });
        told.collect()
    };
    let sides = reports.map(of_side);
    sides.iter().any(|side| !side.is_empty()).then(|| Row {
        what: "Which version governs".to_owned(),
        sides,
        only: None,
    })
}
