//! The chronicle, event by event, and the remarks at the end.

use super::because::because;
use super::page::Page;
use crate::report::Report;
use crate::report::words::{
    chronicle as chronicle_rows, is_of_what_happened, reading_told, says_more, touched,
};

/// What happened, day by day, with the clause that each consequence comes from.
pub(super) fn chronicle(report: &Report, page: &mut Page) {
    page.heading("CHRONICLE");
    for row in chronicle_rows(&report.outcome) {
        let entry = row.entry;
        let mut consequences = entry
            .consequences
            .iter()
            .map(|(clause, words)| match clause {
                Some(clause) => format!("- {words} ({clause})"),
                None => format!("- {words}"),
            });
        let first = entry.event.clone().or_else(|| consequences.next());
        let first = first.unwrap_or_default();
        page.hanging(2, 14, &format!("{}  {first}", entry.date));
        for consequence in consequences {
            page.line(14, &consequence);
        }
        if let Some(through) = row.through {
            page.line(14, &format!("and the same on each day through {through}"));
        }
    }
}

/// Notes, readings and the receipt.
pub(super) fn remarks(report: &Report, page: &mut Page) {
    notes(report, page);
    if !report.outcome.readings.is_empty() {
        page.heading("READINGS THAT THIS RESTS ON (--reading ID=VALUE CHOOSES ANOTHER)");
    }
    for reading in &report.outcome.readings_told {
        page.line(2, &reading_told(reading, report.outcome.explained));
    }
    let (terms, receipt) = (&report.outcome.terms, &report.receipt);
    page.heading("TERMS");
    page.line(
        2,
        &format!("{}, version {}: {}", report.title, terms.version, terms.why),
    );
    page.line(2, &format!("clausec {}", receipt.clausec));
}

/// Notes of the provisions that played a part; how many others there are is said.
fn notes(report: &Report, page: &mut Page) {
    let played = touched(&report.outcome);
    let (shown, left_out): (Vec<_>, Vec<_>) = report
        .outcome
        .notes
        .iter()
        .partition(|note| is_of_what_happened(note, &played));
    if !report.outcome.notes.is_empty() {
        page.heading("NOTES (THEY DECIDE NOTHING)");
    }
    for note in shown {
        let clause = note
            .clause
            .as_ref()
            .map(|clause| format!("{clause}, "))
            .unwrap_or_default();
        page.line(
            2,
            &format!("{clause}{}: {}", note.kind.in_words(), note.text),
        );
        let more = note.because.iter().filter(|one| says_more(one, &note.text));
        because(more, 4, page);
    }
    match left_out.len() {
        0 => {}
        1 => page.line(
            2,
            "One more, on a provision that played no part, is left out.",
        ),
        more => page.line(
            2,
            &format!("{more} more, on provisions that played no part, are left out."),
        ),
    }
}
