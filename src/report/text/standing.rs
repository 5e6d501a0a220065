//! Where the parties stand: what holds, powers, duties, what comes next, what must be judged.

use super::because::{because, presumed};
use super::page::Page;
use crate::engine::outcome::{Obligation, Power, PowerState, Question, Status};
use crate::report::Report;
use crate::report::words::{
    ENDED, NO_DUTY, NO_POWER, asked_once, beginning, cited, duty_state, ended, grounds,
    hangs_on_a_question, holds_now, is_default, may_on_an_answer, may_until_judged,
    may_without_event, must_at_all_times, power_time, stands, stands_open, status_time,
};

/// Who is in default, since when, and what else holds at the day.
pub(super) fn statuses(report: &Report, page: &mut Page) {
    page.heading("WHO IS IN DEFAULT, AND WHAT ELSE HOLDS");
    let now = holds_now(&report.outcome);
    let (defaults, others): (Vec<&Status>, Vec<&Status>) =
        now.into_iter().partition(|status| is_default(status));
    if defaults.is_empty() {
        page.line(2, "Nobody is in default.");
    }
    for status in defaults.into_iter().chain(others) {
        one_status(status, page);
    }
    let over = ended(&report.outcome);
    if !over.is_empty() {
        page.line(2, ENDED);
    }
    for status in over {
        let (time, clause) = (status_time(status), status_clause(status));
        let told = beginning(&status.over);
        let answered = if_answered(status);
        page.line(4, &format!("{told}: {time}{clause}{answered}"));
    }
}

/// ` (18.1)`, with the version where more than one takes part.
fn status_clause(status: &Status) -> String {
    let clause = status.clause.as_ref();
    let clause = clause.map(|clause| format!(" ({})", cited(clause, status.version.as_ref())));
    clause.unwrap_or_default()
}

fn if_answered(status: &Status) -> &'static str {
    if status.conditional && status.end_left_out.is_empty() {
        ", if an open question is answered so"
    } else {
        ""
    }
}

/// One status.
pub(in crate::report) fn one_status(status: &Status, page: &mut Page) {
    let what = beginning(&status.told);
    let (time, clause) = (status_time(status), status_clause(status));
    page.line(2, &format!("{what}, {time}{clause}{}", if_answered(status)));
    presumed(&status.presumed, 4, page);
    because(&status.because, 4, page);
}

/// What each party may do now, and on what ground; what the terms give without any event comes last, in few words.
pub(super) fn powers(report: &Report, page: &mut Page) {
    page.heading("WHAT EACH PARTY MAY DO");
    let powers = || report.outcome.powers.iter().filter(|power| stands(power));
    let mut any = false;
    for power in powers().filter(|power| !power.always && !hangs_on_a_question(power)) {
        any = true;
        one_power(power, page);
    }
    let without_event = may_without_event(report);
    let (until_judged, in_doubt) = may_until_judged(report);
    let on_an_answer = may_on_an_answer(report);
    if !any && without_event.is_empty() && in_doubt.is_empty() && on_an_answer.is_empty() {
        page.line(2, NO_POWER);
    }
    if !without_event.is_empty() {
        page.line(2, "As the terms stand, without any event:");
    }
    for line in without_event {
        page.line(4, &line);
    }
    if !in_doubt.is_empty() {
        page.line(2, &until_judged);
    }
    for line in in_doubt {
        page.line(4, &line);
    }
    if !on_an_answer.is_empty() {
        page.line(2, "If an open question is answered so (see below):");
    }
    for line in on_an_answer {
        page.line(4, &line);
    }
}

/// One power.
pub(in crate::report) fn one_power(power: &Power, page: &mut Page) {
    let when = power_time(power);
    let conditional = match power.state {
        PowerState::Conditional => ", if an open question is answered so",
        PowerState::Available | PowerState::Exercised | PowerState::Ended => "",
    };
    let what = beginning(&power.told);
    page.line(
        2,
        &format!("{what}{when} ({}){conditional}", grounds(power)),
    );
    page.remark_quoting(4, &power.why, &power.because);
    presumed(&power.presumed, 4, page);
    because(&power.because, 4, page);
}

/// Which duties stand open, and when they fall due; those that the terms ask for at all times come last.
pub(super) fn duties(report: &Report, page: &mut Page) {
    page.heading("WHICH DUTIES STAND OPEN");
    let duties = report.outcome.obligations.iter();
    let mut any = false;
    for duty in duties.filter(|duty| stands_open(duty) && !duty.always) {
        any = true;
        one_duty(duty, page);
    }
    let at_all_times = must_at_all_times(report);
    if !any && at_all_times.is_empty() {
        page.line(2, NO_DUTY);
    }
    if !at_all_times.is_empty() {
        page.line(2, "As the terms stand, at all times:");
    }
    for line in at_all_times {
        page.line(4, &line);
    }
}

/// One duty.
pub(in crate::report) fn one_duty(duty: &Obligation, page: &mut Page) {
    let when = duty_state(duty);
    let what = beginning(&duty.told);
    let clause = cited(&duty.clause, duty.version.as_ref());
    page.line(2, &format!("{what}: {when} ({clause})"));
    if duty.because.is_empty() {
        page.remark(4, &duty.ground);
    }
    presumed(&duty.presumed, 4, page);
    because(&duty.because, 4, page);
}

/// What happens next if nobody acts.
pub(super) fn upcoming(report: &Report, page: &mut Page) {
    page.heading("WHAT HAPPENS NEXT IF NOBODY ACTS");
    if report.outcome.upcoming.is_empty() {
        page.line(2, "Nothing that these terms speak of.");
    }
    for next in &report.outcome.upcoming {
        page.hanging(
            2,
            14,
            &format!("{}  {} ({})", next.date, next.what, next.clause),
        );
        because(&next.because, 14, page);
    }
}

/// Which questions a person must answer.
pub(super) fn questions(report: &Report, page: &mut Page) {
    if report.outcome.questions.is_empty() {
        return;
    }
    page.heading("WHICH QUESTIONS A PERSON MUST ANSWER");
    for question in asked_once(&report.outcome.questions) {
        one_question(&question, page);
    }
}

/// One question, on whom it lies, what it decides, and the event that answers it.
pub(in crate::report) fn one_question(question: &Question, page: &mut Page) {
    page.line(
        2,
        &format!("Whether {} ({})", question.told, question.clause),
    );
    page.line(
        4,
        &format!("{}; {}.", beginning(&question.on_whom), question.until_then),
    );
    for decided in &question.decides {
        page.line(4, &format!("It decides {decided}."));
    }
    let other = if question.line.contains("value: holds ") {
        " (or `value: does_not_hold`)"
    } else {
        ""
    };
    page.line(4, &format!("To answer, add to the events{other}:"));
    page.line(4, &question.line);
    because(&question.because, 4, page);
}
