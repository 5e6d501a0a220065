//! What was violated, what acts came to, the chronicle, remarks.

use maud::{Markup, html as markup};

use super::{because, presumed};
use crate::report::Report;
use crate::report::words::{
    beginning, chronicle as chronicle_rows, is_of_what_happened, says_more, touched, verdict,
    violated,
};

/// Prohibitions that were violated.
pub(super) fn violations(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.prohibitions.is_empty() {
            h2 { "What was violated" }
            table {
                @for prohibition in &report.outcome.prohibitions {
                    tr {
                        td {
                            (beginning(&prohibition.told))
                            (because(&prohibition.because))
                        }
                        td {
                            @for violation in &prohibition.violations { (violated(violation)) (presumed(&violation.presumed)) br; }
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
                        td.day { (act.date) }
                        td { (beginning(&act.told)) ": " (verdict(act.verdict)) }
                        td { (act.reason) (presumed(&act.presumed)) (because(&act.because)) }
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
            @for row in chronicle_rows(&report.outcome) {
                @let entry = row.entry;
                @if let Some(event) = &entry.event {
                    tr { td.day { (entry.date) } td { (beginning(event)) } td {} }
                }
                @for (number, (clause, words)) in entry.consequences.iter().enumerate() {
                    tr {
                        td.day { @if entry.event.is_none() && number == 0 { (entry.date) } }
                        td.why { (beginning(words)) }
                        td.clause { @if let Some(clause) = clause { (clause) } }
                    }
                }
                @if let Some(through) = row.through {
                    tr { td {} td.why { "and the same on each day through " (through) } td {} }
                }
            }
        }
    }
}

/// Remarks that decide nothing, on what played a part.
pub(super) fn notes(report: &Report) -> Markup {
    let played = touched(&report.outcome);
    let notes = report.outcome.notes.iter();
    let shown: Vec<_> = notes
        .filter(|note| is_of_what_happened(note, &played))
        .collect();
    markup! {
        @if !shown.is_empty() {
            h2 { "Notes (they decide nothing)" }
            table {
                @for note in shown {
                    tr { td { (note.kind.in_words()) } td { (note.text) (because(note.because.iter().filter(|one| says_more(one, &note.text)))) } td.clause { @if let Some(clause) = &note.clause { (clause) } } }
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
                @for reading in &report.outcome.readings_told {
                    tr {
                        td { (reading.id) }
                        td {
                            (reading.value.in_words())
                            @if let Some(reason) = &reading.reason { br; span.why { (reason) } }
                            @for other in &reading.others { br; span.why { "or: " (other.in_words()) } }
                        }
                        td.clause { (reading.clause) }
                    }
                }
            }
        }
    }
}
