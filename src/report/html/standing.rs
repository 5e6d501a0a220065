//! What holds, powers, duties, what comes next, what must be judged.

use maud::{Markup, html as markup};

use super::because;
use crate::report::Report;
use crate::report::words::{duty_state, grounds, power_time};

/// Statuses, also those that have ended.
pub(super) fn statuses(report: &Report) -> Markup {
    markup! {
        h2 { "What held, and from when" }
        table {
            @for status in &report.outcome.statuses {
                tr {
                    td {
                        @if let Some(subject) = &status.subject { (report.called(subject)) ": " }
                        (status.status.in_words())
                        @if let Some(reference) = &status.reference { " for " (reference) }
                        @if status.conditional { ", rests on an open question" }
                        (because(&status.because))
                    }
                    td { "from " (status.from) @if let Some(until) = status.until { " until " (until) } }
                    td.clause { @if let Some(clause) = &status.clause { (clause) } }
                }
            }
        }
    }
}

/// Powers, also those that have ended.
pub(super) fn powers(report: &Report) -> Markup {
    markup! {
        h2 { "What each party may do" }
        table {
            @for power in &report.outcome.powers {
                tr {
                    td {
                        (report.party(&power.holder)) " may " (power.act.in_words())
                        @if let Some(reference) = &power.reference { " for " (reference) }
                        (power_time(power))
                        @if !power.why.is_empty() { br; span.why { (power.why) } }
                        (because(&power.because))
                    }
                    td.clause { (grounds(power)) }
                }
            }
        }
    }
}

/// Duties, also those that were performed.
pub(super) fn duties(report: &Report) -> Markup {
    markup! {
        h2 { "Duties" }
        table {
            @for duty in &report.outcome.obligations {
                tr {
                    td {
                        (report.party(&duty.bearer)) " must " (duty.act.in_words())
                        @if let Some(reference) = &duty.reference { " for " (reference) }
                        @if !duty.why.is_empty() { br; span.why { (duty.why) } }
                        (because(&duty.because))
                    }
                    td { (duty_state(duty)) }
                    td.clause { (duty.clause) }
                }
            }
        }
    }
}

/// What happens next.
pub(super) fn upcoming(report: &Report) -> Markup {
    markup! {
        h2 { "What happens next if nobody acts" }
        table {
            @for next in &report.outcome.upcoming {
                tr { td { (next.date) } td { (next.what) } td.clause { (next.clause) } }
            }
        }
        @if report.outcome.upcoming.is_empty() { p { "Nothing that these terms speak of." } }
    }
}

/// Open questions.
pub(super) fn questions(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.questions.is_empty() {
            h2 { "What a person must judge" }
            table {
                @for question in &report.outcome.questions {
                    tr {
                        td {
                            "Whether " (question.words) ": assess " (question.concept)
                            @if let Some(subject) = &question.subject { " of " (subject) }
                        }
                        td { @for affected in &question.affects { "decides " (affected) br; } }
                        td.clause { (question.clause) }
                    }
                }
            }
        }
    }
}
