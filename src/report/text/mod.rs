//! The report as text for people, at most 80 columns wide.
//!
//! It answers in this order: what is owed and why; who is in default since when; what each party may do now, and on what
//! ground; which duties stand open and when they fall due; what happens next if nobody acts; which questions a person must
//! answer; what was violated and what acts came to; then the chronicle, event by event, with the clause that each consequence comes from.

mod acts;
mod because;
mod chronicle;
mod money;
mod page;
mod standing;

use super::Report;

pub(super) use acts::{one_act, one_prohibition};
pub(super) use money::one_claim;
pub use page::Look;
pub(super) use page::Page;
pub(super) use standing::{one_duty, one_power, one_question, one_status};

/// The report as text.
pub fn text(report: &Report, look: Look) -> String {
    let mut page = Page::new(look);
    head(report, &mut page);
    money::owed(report, &mut page);
    money::settled(report, &mut page);
    standing::statuses(report, &mut page);
    standing::powers(report, &mut page);
    standing::duties(report, &mut page);
    standing::upcoming(report, &mut page);
    standing::questions(report, &mut page);
    acts::violations(report, &mut page);
    acts::verdicts(report, &mut page);
    chronicle::chronicle(report, &mut page);
    chronicle::remarks(report, &mut page);
    page.finish()
}

fn head(report: &Report, page: &mut Page) {
    let outcome = &report.outcome;
    let names: Vec<&str> = report
        .parties
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    page.line(0, &names.join(" and "));
    page.line(
        0,
        &format!("{}, version {}", report.title, outcome.terms.version),
    );
    let assumed = if outcome.as_of_assumed {
        " (the day of the last event)"
    } else {
        ""
    };
    page.line(0, &format!("As of {}{assumed}", outcome.as_of));
}
