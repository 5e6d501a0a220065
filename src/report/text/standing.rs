//! Where the parties stand: default, powers, duties, breaches, what comes next, what must be judged.

use super::page::Page;
use crate::engine::outcome::{Obligation, ObligationState, Power, PowerState, Verdict};
use crate::report::Report;

/// Who is in default, since when.
pub(super) fn defaults(report: &Report, page: &mut Page) {
    page.heading("WHAT HOLDS NOW");
    let mut any = false;
    for status in report.outcome.statuses.iter().filter(|status| {
        status
            .until
            .is_none_or(|until| until > report.outcome.as_of)
    }) {
        any = true;
        let subject = status.subject.as_deref().unwrap_or_default();
        let subject = report
            .parties
            .iter()
            .find(|(role, _)| role.as_str() == subject)
            .map_or(subject, |(_, name)| name.as_str());
        let reference = status
            .reference
            .as_ref()
            .map(|reference| format!(" ({reference})"))
            .unwrap_or_default();
        let clause = status
            .clause
            .as_ref()
            .map(|clause| format!(", {clause}"))
            .unwrap_or_default();
        let until = status
            .until
            .map(|until| format!(" until {until}"))
            .unwrap_or_default();
        let conditional = if status.conditional {
            ", rests on an open question"
        } else {
            ""
        };
        let who = if subject.is_empty() {
            String::new()
        } else {
            format!("{subject}: ")
        };
        page.line(
            2,
            &format!(
                "{who}{}{reference} since {}{until}{clause}{conditional}",
                status.status.in_words(),
                status.from
            ),
        );
    }
    if !any {
        page.line(2, "Nobody is in default, and nothing else of note holds.");
    }
}

/// What each party may do now, and on what ground.
pub(super) fn powers(report: &Report, page: &mut Page) {
    page.heading("WHAT EACH PARTY MAY DO");
    let standing: Vec<&Power> = report
        .outcome
        .powers
        .iter()
        .filter(|power| matches!(power.state, PowerState::Available | PowerState::Conditional))
        .collect();
    if standing.is_empty() {
        page.line(2, "No power that the terms give stands at this day.");
    }
    for power in standing {
        let since = power
            .intervals
            .last()
            .map(|interval| format!(" since {}", interval.from))
            .unwrap_or_default();
        let conditional = if power.state == PowerState::Conditional {
            ", if an open question is answered so"
        } else {
            ""
        };
        let reference = power
            .reference
            .as_ref()
            .map(|reference| format!(" ({reference})"))
            .unwrap_or_default();
        page.line(
            2,
            &format!(
                "{} may {}{reference}{since}, {}{conditional}",
                report.party(&power.holder),
                power.act.in_words(),
                power.clause
            ),
        );
        page.line(4, &power.why);
    }
}

/// Which duties stand open, and when they fall due.
pub(super) fn duties(report: &Report, page: &mut Page) {
    page.heading("WHICH DUTIES STAND OPEN");
    let open: Vec<&Obligation> = report
        .outcome
        .obligations
        .iter()
        .filter(|duty| {
            matches!(
                duty.state,
                ObligationState::Open | ObligationState::Overdue | ObligationState::Conditional
            )
        })
        .collect();
    if open.is_empty() {
        page.line(2, "No duty stands open.");
    }
    for duty in open {
        let reference = duty
            .reference
            .as_ref()
            .map(|reference| format!(" ({reference})"))
            .unwrap_or_default();
        let when = match (duty.state, duty.due) {
            (ObligationState::Overdue, Some(due)) => format!("overdue, last timely day was {due}"),
            (ObligationState::Overdue, None) => "broken".to_owned(),
            (ObligationState::Conditional, _) => "if an open question is answered so".to_owned(),
            (_, Some(due)) => format!("last timely day {due}"),
            (_, None) => "no last day is set".to_owned(),
        };
        page.line(
            2,
            &format!(
                "{} must {}{reference}: {when}, {}",
                report.party(&duty.bearer),
                duty.act.in_words(),
                duty.clause
            ),
        );
    }
}

/// Prohibitions that were violated, and acts that did not count.
pub(super) fn breaches(report: &Report, page: &mut Page) {
    if !report.outcome.prohibitions.is_empty() {
        page.heading("WHAT WAS VIOLATED");
    }
    for prohibition in &report.outcome.prohibitions {
        for violation in &prohibition.violations {
            let until = violation.until.map_or_else(
                || " and lasts".to_owned(),
                |until| format!(" until {until}"),
            );
            page.line(
                2,
                &format!(
                    "{} must not {}: {} from {}{until}, {}",
                    report.party(&prohibition.bearer),
                    prohibition.act.in_words(),
                    violation.reference,
                    violation.from,
                    prohibition.clause
                ),
            );
        }
    }
    if !report.outcome.acts.is_empty() {
        page.heading("WHAT ACTS CAME TO");
    }
    for act in &report.outcome.acts {
        let verdict = match act.verdict {
            Verdict::Effective => "counts",
            Verdict::WithoutEffect => "has no effect",
            Verdict::WithoutGround => "has no ground",
            Verdict::Conditional => "rests on an open question",
        };
        page.line(
            2,
            &format!(
                "{} {} of {} {verdict}: {}",
                act.ty.in_words(),
                act.reference,
                act.date,
                act.reason
            ),
        );
    }
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
        let subject = question
            .subject
            .as_ref()
            .map(|subject| format!(" ({subject})"))
            .unwrap_or_default();
        page.line(
            2,
            &format!(
                "Whether {}{subject}: {}, {}",
                question.words, question.concept, question.clause
            ),
        );
        for affected in &question.affects {
            page.line(4, &format!("decides {affected}"));
        }
    }
}
