//! The chronicle, event by event, and the remarks at the end.

use super::page::Page;
use crate::report::Report;

/// What happened, day by day, with the clause that each consequence comes from.
pub(super) fn chronicle(report: &Report, page: &mut Page) {
    page.heading("CHRONICLE");
    for entry in &report.outcome.chronicle {
        let event = entry.event.as_deref().unwrap_or("(time passes)");
        page.line(2, &format!("{}  {event}", entry.date));
        for (clause, words) in &entry.consequences {
            page.line(14, &format!("{clause}: {words}"));
        }
    }
}

/// Notes, readings and the receipt.
pub(super) fn remarks(report: &Report, page: &mut Page) {
    if !report.outcome.notes.is_empty() {
        page.heading("NOTES (they decide nothing)");
    }
    for note in &report.outcome.notes {
        let clause = note
            .clause
            .as_ref()
            .map(|clause| format!("{clause}, "))
            .unwrap_or_default();
        page.line(
            2,
            &format!("{clause}{}: {}", note.kind.in_words(), note.text),
        );
    }
    if !report.outcome.readings.is_empty() {
        page.heading("READINGS THAT THIS RESTS ON");
    }
    for (reading, value) in &report.outcome.readings {
        page.line(2, &format!("{reading}: {}", value.in_words()));
    }
    let (terms, receipt) = (&report.outcome.terms, &report.receipt);
    page.heading("TERMS");
    page.line(
        2,
        &format!("{}, version {}: {}", report.title, terms.version, terms.why),
    );
    page.line(2, &format!("clausec {}", receipt.clausec));
}
