//! What was violated, and what acts came to.

use super::because::because;
use super::page::Page;
use crate::engine::outcome::{ActVerdict, Prohibition};
use crate::report::Report;
use crate::report::words::verdict;

/// Prohibitions that were violated.
pub(super) fn violations(report: &Report, page: &mut Page) {
    if report.outcome.prohibitions.is_empty() {
        return;
    }
    page.heading("WHAT WAS VIOLATED");
    for prohibition in &report.outcome.prohibitions {
        one_prohibition(report, prohibition, page);
    }
}

/// One prohibition with its violations.
pub(in crate::report) fn one_prohibition(
    report: &Report,
    prohibition: &Prohibition,
    page: &mut Page,
) {
    let (who, what) = (
        report.party(&prohibition.bearer),
        prohibition.act.in_words(),
    );
    for violation in &prohibition.violations {
        let until = violation.until.map_or_else(
            || " and lasts".to_owned(),
            |until| format!(" until {until}"),
        );
        let conditional = if violation.conditional {
            ", rests on an open question"
        } else {
            ""
        };
        page.line(
            2,
            &format!(
                "{who} must not {what}: {} from {}{until} ({}){conditional}",
                violation.reference, violation.from, prohibition.clause
            ),
        );
    }
    because(&prohibition.because, 4, page);
}

/// Acts, and whether they counted.
pub(super) fn verdicts(report: &Report, page: &mut Page) {
    if report.outcome.acts.is_empty() {
        return;
    }
    page.heading("WHAT ACTS CAME TO");
    for act in &report.outcome.acts {
        one_act(act, page);
    }
}

/// One act with its verdict.
pub(in crate::report) fn one_act(act: &ActVerdict, page: &mut Page) {
    let verdict = verdict(act.verdict);
    let (what, which, day) = (act.ty.in_words(), &act.reference, act.date);
    page.line(
        2,
        &format!("{what} {which} of {day} {verdict}: {}", act.reason),
    );
    because(&act.because, 4, page);
}
