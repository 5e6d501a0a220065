//! Where the parties stand: what holds, powers, duties, what comes next, what must be judged.

use super::because::because;
use super::page::Page;
use crate::engine::outcome::{Obligation, Power, PowerState, Question, Status};
use crate::report::Report;
use crate::report::words::{duty_state, grounds, power_time, stands, stands_open};
use crate::value::Name;

/// Who is in default, since when, and what else holds at the day.
pub(super) fn statuses(report: &Report, page: &mut Page) {
    page.heading("WHAT HOLDS NOW");
    let day = report.outcome.as_of;
    let now = report
        .outcome
        .statuses
        .iter()
        .filter(|status| status.until.is_none_or(|until| until > day));
    let mut any = false;
    for status in now {
        any = true;
        one_status(report, status, page);
    }
    if !any {
        page.line(2, "Nobody is in default, and nothing else of note holds.");
    }
}

/// One status.
pub(in crate::report) fn one_status(report: &Report, status: &Status, page: &mut Page) {
    let who = status
        .subject
        .as_ref()
        .map(|subject| format!("{}: ", report.called(subject)))
        .unwrap_or_default();
    let until = status
        .until
        .map(|until| format!(" until {until}"))
        .unwrap_or_default();
    let clause = status
        .clause
        .as_ref()
        .map(|clause| format!(" ({clause})"))
        .unwrap_or_default();
    let conditional = if status.conditional {
        ", rests on an open question"
    } else {
        ""
    };
    let what = status.status.in_words();
    let of = for_it(status.reference.as_ref());
    page.line(
        2,
        &format!(
            "{who}{what}{of} since {}{until}{clause}{conditional}",
            status.from
        ),
    );
    because(&status.because, 4, page);
}

/// What each party may do now, and on what ground.
pub(super) fn powers(report: &Report, page: &mut Page) {
    page.heading("WHAT EACH PARTY MAY DO");
    let mut any = false;
    for power in report.outcome.powers.iter().filter(|power| stands(power)) {
        any = true;
        one_power(report, power, page);
    }
    if !any {
        page.line(2, "No power that the terms give stands at this day.");
    }
}

/// One power.
pub(in crate::report) fn one_power(report: &Report, power: &Power, page: &mut Page) {
    let when = power_time(power);
    let conditional = match power.state {
        PowerState::Conditional => ", if an open question is answered so",
        PowerState::Available | PowerState::Exercised | PowerState::Ended => "",
    };
    let may = if stands(power) { "may" } else { "could" };
    let (who, what, of) = (
        report.party(&power.holder),
        power.act.in_words(),
        for_it(power.reference.as_ref()),
    );
    page.line(
        2,
        &format!(
            "{who} {may} {what}{of}{when} ({}){conditional}",
            grounds(power)
        ),
    );
    page.remark(4, &power.why);
    because(&power.because, 4, page);
}

/// Which duties stand open, and when they fall due.
pub(super) fn duties(report: &Report, page: &mut Page) {
    page.heading("WHICH DUTIES STAND OPEN");
    let mut any = false;
    for duty in report
        .outcome
        .obligations
        .iter()
        .filter(|duty| stands_open(duty))
    {
        any = true;
        one_duty(report, duty, page);
    }
    if !any {
        page.line(2, "No duty stands open.");
    }
}

/// One duty.
pub(in crate::report) fn one_duty(report: &Report, duty: &Obligation, page: &mut Page) {
    let when = duty_state(duty);
    let (who, what, of) = (
        report.party(&duty.bearer),
        duty.act.in_words(),
        for_it(duty.reference.as_ref()),
    );
    page.line(
        2,
        &format!("{who} must {what}{of}: {when} ({})", duty.clause),
    );
    page.remark(4, &duty.why);
    because(&duty.because, 4, page);
}

/// What happens next if nobody acts.
pub(super) fn upcoming(report: &Report, page: &mut Page) {
    page.heading("WHAT HAPPENS NEXT IF NOBODY ACTS");
    if report.outcome.upcoming.is_empty() {
        page.line(2, "Nothing that these terms speak of.");
    }
    for next in &report.outcome.upcoming {
        page.line(
            2,
            &format!("{}  {} ({})", next.date, next.what, next.clause),
        );
    }
}

/// Which questions a person must answer.
pub(super) fn questions(report: &Report, page: &mut Page) {
    if report.outcome.questions.is_empty() {
        return;
    }
    page.heading("WHAT A PERSON MUST JUDGE");
    for question in &report.outcome.questions {
        one_question(question, page);
    }
}

/// One question, with what its answer decides.
pub(in crate::report) fn one_question(question: &Question, page: &mut Page) {
    let subject = question
        .subject
        .as_ref()
        .map(|subject| format!(" of {subject}"))
        .unwrap_or_default();
    page.line(
        2,
        &format!(
            "Whether {}: assess {}{subject} ({})",
            question.words, question.concept, question.clause
        ),
    );
    for affected in &question.affects {
        page.line(4, &format!("decides {affected}"));
    }
}

/// ` for I1`
fn for_it(reference: Option<&Name>) -> String {
    reference
        .map(|reference| format!(" for {reference}"))
        .unwrap_or_default()
}
