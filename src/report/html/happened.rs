//! What was violated, what acts came to, the chronicle, remarks.

use maud::{Markup, html as markup};

use super::because;
use crate::report::Report;
use crate::report::words::verdict;

/// Prohibitions that were violated.
pub(super) fn violations(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.prohibitions.is_empty() {
            h2 { "What was violated" }
            table {
                @for prohibition in &report.outcome.prohibitions {
                    tr {
                        td {
                            (report.party(&prohibition.bearer)) " must not " (prohibition.act.in_words())
                            (because(&prohibition.because))
                        }
                        td {
                            @for violation in &prohibition.violations {
                                (violation.reference) " from " (violation.from)
                                @if let Some(until) = violation.until { " until " (until) } @else { " and lasts" }
                                @if violation.conditional { ", rests on an open question" }
                                br;
                            }
                        }
                        td.clause { (prohibition.clause) }
                    }
                }
            }
        }
    }
}

/// Acts with their verdicts.
pub(super) fn acts(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.acts.is_empty() {
            h2 { "What acts came to" }
            table {
                @for act in &report.outcome.acts {
                    tr {
                        td { (act.date) }
                        td { (act.ty.in_words()) " " (act.reference) " " (verdict(act.verdict)) }
                        td { (act.reason) (because(&act.because)) }
                    }
                }
            }
        }
    }
}

/// What happened, day by day.
pub(super) fn chronicle(report: &Report) -> Markup {
    markup! {
        h2 { "Chronicle" }
        table {
            @for entry in &report.outcome.chronicle {
                tr {
                    td { (entry.date) }
                    td {
                        (entry.event.as_deref().unwrap_or("(time passes)"))
                        @for (clause, words) in &entry.consequences { br; span.why { (clause) ": " (words) } }
                    }
                }
            }
        }
    }
}

/// Remarks that decide nothing.
pub(super) fn notes(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.notes.is_empty() {
            h2 { "Notes (they decide nothing)" }
            table {
                @for note in &report.outcome.notes {
                    tr { td { (note.kind.in_words()) } td { (note.text) } td.clause { @if let Some(clause) = &note.clause { (clause) } } }
                }
            }
        }
    }
}

/// The readings that the result rests on.
pub(super) fn readings(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.readings.is_empty() {
            h2 { "Readings that this rests on" }
            table {
                @for (reading, value) in &report.outcome.readings { tr { td { (reading) } td { (value.in_words()) } } }
            }
        }
    }
}
