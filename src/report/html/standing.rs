//! What holds, powers, duties, what comes next, what must be judged.

use maud::{Markup, html as markup};

use super::{because, presumed};
use crate::engine::outcome::PowerState;
use crate::report::Report;
use crate::report::words::{
    ENDED, NO_DUTY, NO_POWER, asked_once, beginning, cited, duty_state, ended, grounds,
    hangs_on_a_question, holds_now, is_default, may_on_an_answer, may_until_judged,
    may_without_event, must_at_all_times, power_time, stands, stands_open, status_time,
};

/// Who is in default, and what else holds.
pub(super) fn statuses(report: &Report) -> Markup {
    let (defaults, others): (Vec<_>, Vec<_>) = holds_now(&report.outcome)
        .into_iter()
        .partition(|status| is_default(status));
    markup! {
        h2 { "Who is in default, and what else holds" }
        @if defaults.is_empty() { p { "Nobody is in default." } }
        @let now: Vec<_> = defaults.into_iter().chain(others).collect();
        @if !now.is_empty() {
        table {
            @for status in now {
                tr {
                    td {
                        (beginning(&status.told))
                        @if status.conditional && status.end_left_out.is_empty() { ", if an open question is answered so" }
                        (presumed(&status.presumed))
                        (because(&status.because))
                    }
                    td.day { (status_time(status)) }
                    td.clause { @if let Some(clause) = &status.clause { (cited(clause, status.version.as_ref())) } }
                }
            }
        }
        }
        @let over = ended(&report.outcome);
        @if !over.is_empty() {
            p.few { (ENDED) }
            table {
                @for status in over {
                    tr {
                        td { (beginning(&status.over)) }
                        td.day { (status_time(status)) }
                        td.clause { @if let Some(clause) = &status.clause { (cited(clause, status.version.as_ref())) } }
                    }
                }
            }
        }
    }
}

/// Powers that stand; what the terms give without any event comes last, in few words.
pub(super) fn powers(report: &Report) -> Markup {
    let powers = report.outcome.powers.iter();
    let powers: Vec<_> = powers
        .filter(|power| stands(power) && !power.always && !hangs_on_a_question(power))
        .collect();
    let without_event = may_without_event(report);
    let (until_judged, in_doubt) = may_until_judged(report);
    let on_an_answer = may_on_an_answer(report);
    markup! {
        h2 { "What each party may do" }
        @if powers.is_empty() && without_event.is_empty() && in_doubt.is_empty() && on_an_answer.is_empty() { p { (NO_POWER) } }
        @if !powers.is_empty() {
        table {
            @for power in powers {
                tr {
                    td {
                        (beginning(&power.told)) (power_time(power))
                        @if power.state == PowerState::Conditional { ", if an open question is answered so" }
                        @if !power.why.is_empty() { br; span.why { (power.why) } }
                        (presumed(&power.presumed))
                        (because(&power.because))
                    }
                    td.clause { (grounds(power)) }
                }
            }
        }
        }
        (in_few_words("As the terms stand, without any event:", &without_event))
        (in_few_words(&until_judged, &in_doubt))
        (in_few_words("If an open question is answered so (see below):", &on_an_answer))
    }
}

/// Duties that stand open; those that the terms ask for at all times come last.
pub(super) fn duties(report: &Report) -> Markup {
    let duties = report.outcome.obligations.iter();
    let duties: Vec<_> = duties
        .filter(|duty| stands_open(duty) && !duty.always)
        .collect();
    let at_all_times = must_at_all_times(report);
    markup! {
        h2 { "Which duties stand open" }
        @if duties.is_empty() && at_all_times.is_empty() { p { (NO_DUTY) } }
        @if !duties.is_empty() {
        table {
            @for duty in duties {
                tr {
                    td {
                        (beginning(&duty.told))
                        br; span.why { (duty.ground) }
                        (presumed(&duty.presumed))
                        (because(&duty.because))
                    }
                    td { (duty_state(duty)) }
                    td.clause { (cited(&duty.clause, duty.version.as_ref())) }
                }
            }
        }
        }
        (in_few_words("As the terms stand, at all times:", &at_all_times))
    }
}

fn in_few_words(lead: &str, lines: &[String]) -> Markup {
    markup! {
        @if !lines.is_empty() {
            p.few { (lead) @for line in lines { br; (line) } }
        }
    }
}

/// What happens next.
pub(super) fn upcoming(report: &Report) -> Markup {
    markup! {
        h2 { "What happens next if nobody acts" }
        @if report.outcome.upcoming.is_empty() {
            p { "Nothing that these terms speak of." }
        } @else {
            table {
                @for next in &report.outcome.upcoming {
                    tr { td.day { (next.date) } td { (beginning(&next.what)) (because(&next.because)) } td.clause { (next.clause) } }
                }
            }
        }
    }
}

/// Open questions, with the event that answers each.
pub(super) fn questions(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.questions.is_empty() {
            h2 { "Which questions a person must answer" }
            table {
                @for question in &asked_once(&report.outcome.questions) {
                    tr {
                        td {
                            "Whether " (question.told)
                            br; span.why { (beginning(&question.on_whom)) "; " (question.until_then) "." }
                            @for decided in &question.decides { br; span.why { "It decides " (decided) "." } }
                            br; code { (question.line) }
                            (because(&question.because))
                        }
                        td.clause { (question.clause) }
                    }
                }
            }
        }
    }
}
