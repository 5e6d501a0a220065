//! What was violated, and what acts came to.

use super::because::{because, presumed};
use super::page::Page;
use crate::engine::outcome::{ActVerdict, Prohibition};
use crate::report::Report;
use crate::report::words::{beginning, verdict, violated};

/// Prohibitions that were violated.
pub(super) fn violations(report: &Report, page: &mut Page) {
    if report.outcome.prohibitions.is_empty() {
        return;
    }
    page.heading("WHAT WAS VIOLATED");
    for prohibition in &report.outcome.prohibitions {
        one_prohibition(prohibition, page);
    }
}

/// One prohibition with its violations.
pub(in crate::report) fn one_prohibition(prohibition: &Prohibition, page: &mut Page) {
    let what = beginning(&prohibition.told);
    page.line(2, &format!("{what} ({})", prohibition.clause));
    for violation in &prohibition.violations {
        page.line(4, &violated(violation));
        presumed(&violation.presumed, 6, page);
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
    page.hanging(2, 14, &format!("{}  {}", act.date, act.told));
    let under = act.version.as_ref();
    let under = under.map_or_else(String::new, |version| format!(" under version {version}"));
    page.line(14, &format!("{verdict}{under}: {}", act.reason));
    presumed(&act.presumed, 14, page);
    because(&act.because, 14, page);
}
