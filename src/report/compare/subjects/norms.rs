//! Duties, violations, verdicts, what comes next, questions.

use indexmap::IndexMap;

use super::{entry, sides};
use crate::engine::outcome::Verdict;
use crate::report::Report;
use crate::report::compare::Row;
use crate::report::compare::rows::Rows;
use crate::report::words::{beginning, cited, duty_state, stands_open, verdict, violated};
use crate::value::Name;

/// Duties that stand open.
pub(super) fn duties(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        let open = report.outcome.obligations.iter();
        for duty in open.filter(|duty| stands_open(duty)) {
            let words = if duty.always {
                "at all times".to_owned()
            } else {
                duty_state(duty)
            };
            let clauses = vec![cited(&duty.clause, duty.version.as_ref())];
            rows.add(
                side,
                duty.told.clone(),
                &beginning(&duty.told),
                entry(words, clauses),
            );
        }
    }
    rows.finish()
}

/// Prohibitions that were violated.
pub(super) fn violations(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut named: IndexMap<String, &Name> = IndexMap::new();
    for (side, report) in sides(reports) {
        for prohibition in &report.outcome.prohibitions {
            let what = beginning(&prohibition.told);
            named.insert(prohibition.told.clone(), &prohibition.act);
            for violation in &prohibition.violations {
                let clauses = vec![prohibition.clause.to_string()];
                rows.add(
                    side,
                    prohibition.told.clone(),
                    &what,
                    entry(violated(violation), clauses),
                );
            }
        }
    }
    for (key, act) in named {
        for (side, report) in sides(reports) {
            if !report.outcome.speaks_of.prohibitions.contains(act) {
                rows.unknown_to(side, &key);
            }
        }
    }
    rows.finish()
}

/// Verdicts on acts.
pub(super) fn acts(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for act in &report.outcome.acts {
            let key = format!("{} {} {}", act.date, act.ty, act.reference);
            let what = format!("{}: {}", act.date, act.told);
            let clauses = act.clauses.iter().map(ToString::to_string).collect();
            let words = match act.verdict {
                Verdict::Effective => verdict(act.verdict).to_owned(),
                Verdict::WithoutEffect | Verdict::WithoutGround | Verdict::Conditional => {
                    format!("{}: {}", verdict(act.verdict), act.reason)
                }
            };
            rows.add(side, key, &what, entry(words, clauses));
        }
    }
    rows.sorted()
}

/// What comes next, by date.
pub(super) fn upcoming(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for next in &report.outcome.upcoming {
            let date = next.date.to_string();
            let clauses = vec![next.clause.to_string()];
            rows.add(side, date.clone(), &date, entry(next.what.clone(), clauses));
        }
    }
    rows.sorted()
}

/// What a person must answer.
pub(super) fn questions(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for question in &report.outcome.questions {
            let subject = question.subject.clone().unwrap_or_default();
            let key = format!("{} {subject}", question.concept);
            let what = format!("Whether {}", question.told);
            let asked_by = format!(" ({})", question.clause);
            let decided = question
                .decides
                .iter()
                .map(|one| one.trim_end_matches(&asked_by));
            let words = format!("decides {}", decided.collect::<Vec<_>>().join("; "));
            rows.add(
                side,
                key,
                &what,
                entry(words, vec![question.clause.to_string()]),
            );
        }
    }
    rows.finish()
}
