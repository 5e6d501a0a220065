//! Words that the text and the HTML report share: what became of a claim, a duty, a power, an act.

use std::collections::BTreeSet;

use crate::engine::outcome::{
    Allocation, Balance, Because, Checked, Claim, ClaimState, Entry, IN_DEFAULT, Note, Obligation,
    ObligationState, Outcome, Power, PowerInterval, PowerState, Presumption, Question, ReadingTold,
    Status, VERSION_IN_FORCE, Verdict, Violation,
};
use crate::report::Report;
use crate::value::{ClauseId, Date, Money, Name};

/// `Presumed: the term of notice N1 is reasonable (13.a); Bakkerij Vink must prove otherwise`
pub(super) fn presumption(one: &Presumption) -> String {
    let (words, clause, on_whom) = (&one.words, &one.clause, &one.on_whom);
    format!("Presumed: {words} ({clause}); {on_whom}")
}

/// What became of a claim.
pub(super) fn claim_state(claim: &Claim) -> &'static str {
    match (claim.state, claim.open) {
        (ClaimState::Open | ClaimState::Due | ClaimState::PartlySettled, None) => {
            "the amount cannot be told"
        }
        (ClaimState::Open, Some(_)) => "not yet due",
        (ClaimState::Due, Some(_)) => "due",
        (ClaimState::PartlySettled, Some(_)) => "in part",
        (ClaimState::Conditional, _) => "rests on an open question",
        (ClaimState::Settled, _) => "settled",
        (ClaimState::Accrued, _) => "arisen, to be charged by an invoice, not in the balance",
        (ClaimState::WithoutBasis, _) => "not owed",
        (ClaimState::Lapsed, _) => "lapsed",
        (ClaimState::Waived, _) if claim.settled.is_some_and(Money::is_positive) => {
            "settled, the rest waived"
        }
        (ClaimState::Waived, _) => "waived",
        (ClaimState::Excluded, _) => "excluded",
    }
}

/// What stands beside a balance in which an amount is missing.
pub(super) const NOT_FIRM: &str =
    "These amounts are not firm: an amount cannot be told (see the notes and the questions).";

/// What a balance of nothing says: that what arose must still be charged by an invoice is something else than that nothing is owed.
pub(super) fn nothing_owed(outcome: &Outcome, balance: &Balance) -> String {
    let between =
        |debtor: &Name, creditor: &Name| *debtor == balance.debtor && *creditor == balance.creditor;
    let waits = |claim: &Claim| {
        between(&claim.debtor, &claim.creditor) && claim.state == ClaimState::Accrued
    };
    if outcome.claims.iter().any(waits) {
        return "nothing yet: an invoice must first charge what arose".to_owned();
    }
    let of_both = |one: &&Balance| between(&one.debtor, &one.creditor);
    if outcome.balance.iter().filter(of_both).count() > 1 {
        format!("nothing in {}", balance.currency)
    } else {
        "nothing".to_owned()
    }
}

/// Whether something of the claim is owed, and how much can be told.
pub(super) fn is_open(claim: &Claim) -> bool {
    match claim.state {
        ClaimState::Open | ClaimState::Due | ClaimState::PartlySettled => claim.open.is_some(),
        ClaimState::Accrued
        | ClaimState::Settled
        | ClaimState::Lapsed
        | ClaimState::WithoutBasis
        | ClaimState::Waived
        | ClaimState::Excluded
        | ClaimState::Conditional => false,
    }
}

/// Whether a duty stands open.
pub(super) fn stands_open(duty: &Obligation) -> bool {
    match duty.state {
        ObligationState::Open
        | ObligationState::Overdue
        | ObligationState::Suspended
        | ObligationState::Conditional => true,
        ObligationState::Performed
        | ObligationState::PerformedLate
        | ObligationState::Discharged
        | ObligationState::Lapsed => false,
    }
}

/// What became of a duty, with its days.
pub(super) fn duty_state(duty: &Obligation) -> String {
    let performed = duty.performed_on.unwrap_or(duty.arose);
    match (duty.state, duty.due) {
        (ObligationState::Open | ObligationState::Conditional, due)
            if let Some(perhaps) = duty.due_perhaps =>
        {
            let otherwise = due.map_or_else(|| "none".to_owned(), |due| due.to_string());
            format!("last timely day {perhaps} or {otherwise}, which is open")
        }
        (ObligationState::Open, Some(due)) => format!("last timely day {due}"),
        (ObligationState::Open, None) => "no last day is set".to_owned(),
        (ObligationState::Overdue, Some(due)) => format!("overdue, last timely day was {due}"),
        (ObligationState::Overdue, None) => "broken".to_owned(),
        (ObligationState::Conditional, _) => "if an open question is answered so".to_owned(),
        (ObligationState::Suspended, _) => "suspended".to_owned(),
        (ObligationState::Performed, Some(_)) => format!("performed in time on {performed}"),
        (ObligationState::PerformedLate, Some(due)) => {
            format!("performed on {performed}, {} late", days(due, performed))
        }
        (ObligationState::Performed | ObligationState::PerformedLate, None) => {
            format!(
                "performed on {performed}{}",
                after_arising(duty.arose, performed)
            )
        }
        (ObligationState::Discharged, _) => "ended without performance".to_owned(),
        (ObligationState::Lapsed, _) => "lapsed".to_owned(),
    }
}

/// How long it took, where the terms set no last day: a person judges whether that was soon enough.
fn after_arising(arose: Date, performed: Date) -> String {
    if performed == arose {
        ", on the day it arose".to_owned()
    } else {
        let touched = (performed - arose).num_days() + 1;
        format!(
            ", {} after it arose ({touched} calendar days)",
            days(arose, performed)
        )
    }
}

/// `1 day`, `12 days`
fn days(from: Date, to: Date) -> String {
    match (to - from).num_days() {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    }
}

/// Whether a power stands, perhaps on an open question.
pub(super) fn stands(power: &Power) -> bool {
    match power.state {
        PowerState::Available | PowerState::Conditional => true,
        PowerState::Exercised | PowerState::Ended => false,
    }
}

/// When a power stood: `, since 2024-03-17`, ` from … to …`, ` from … to …, and after that` (if a question is answered so), `, exercised`.
pub(super) fn power_time(power: &Power) -> String {
    match (power.state, power.intervals.last()) {
        (PowerState::Conditional, Some(last)) if last.until.is_some() => {
            format!("{}, and after that", interval(last))
        }
        (PowerState::Available | PowerState::Conditional, Some(last)) => {
            format!(", since {}", last.from)
        }
        (PowerState::Available | PowerState::Conditional, None) => String::new(),
        (PowerState::Exercised, Some(last)) => format!("{}, then used", interval(last)),
        (PowerState::Exercised, None) => ", used".to_owned(),
        (PowerState::Ended, Some(last)) => interval(last),
        (PowerState::Ended, None) => ", ended".to_owned(),
    }
}

/// ` from 2024-03-17 to 2024-04-02`
fn interval(interval: &PowerInterval) -> String {
    match interval.until {
        Some(until) => format!(" from {} to {until}", interval.from),
        None => format!(" from {}", interval.from),
    }
}

/// `6.e.1 and 6.e.2`: the grounds of the last interval, or the clause where they lie within it: the derivation tells which of its
/// alternatives holds.
pub(super) fn grounds(power: &Power) -> String {
    let clause = cited(&power.clause, power.version.as_ref());
    let is_past =
        |last: &&PowerInterval| power.state == PowerState::Conditional && last.until.is_some();
    let last = power.intervals.last().filter(|last| !is_past(last));
    let grounds = last.map_or(&[][..], |interval| interval.grounds.as_slice());
    let is_within = |ground: &String| {
        let rest = ground.strip_prefix(power.clause.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if grounds.iter().all(is_within) {
        return clause;
    }
    match &power.version {
        None => grounds.join(" and "),
        Some(_) => format!("{clause}: {}", grounds.join(" and ")),
    }
}

/// `5.a`, with the version where more than one takes part: `5.a, version 2`.
pub(super) fn cited(clause: impl std::fmt::Display, version: Option<&String>) -> String {
    version.map_or_else(
        || clause.to_string(),
        |version| format!("{clause}, version {version}"),
    )
}

/// What an act came to.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Effective => "has effect",
        Verdict::WithoutEffect => "has no effect",
        Verdict::WithoutGround => "has no ground",
        Verdict::Conditional => "rests on an open question",
    }
}

/// A sentence as it stands at the head of a line.
pub(super) fn beginning(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `since 2025-01-16`, or with its last day: `from 2025-01-20 through 2026-01-19`; where it is open whether it has ended, also the days on
/// which it held for certain: `since 2025-01-20, and since 2026-01-20`.
pub(super) fn status_time(status: &Status) -> String {
    let own = own_time(status);
    match status.held_since {
        Some(held) => format!("since {held}, and {own}"),
        None => own,
    }
}

fn own_time(status: &Status) -> String {
    let from = status.from;
    match status.until.and_then(|until| until.pred_opt()) {
        None if !status.end_left_out.is_empty() => {
            let what = status.end_left_out.join(", ");
            format!("since {from}, until a day that is not stated: {what}")
        }
        None => format!("since {from}"),
        Some(last) if last == from => format!("on {from} only"),
        Some(last) => format!("from {from} through {last}"),
    }
}

/// `payment P1, on 2025-03-11`; what has no name is told by its day already.
pub(super) fn told_with_day(allocation: &Allocation) -> String {
    let (told, date) = (&allocation.told, allocation.date);
    if told.ends_with(&date.to_string()) {
        told.clone()
    } else {
        format!("{told}, on {date}")
    }
}

/// Defaults, and what rested on no power, that have ended by the day, in the order in which they began. Of a default each debt is told.
pub(super) fn ended(outcome: &Outcome) -> Vec<&Status> {
    let statuses = outcome.statuses.iter();
    let over = statuses.filter(|status| {
        !status.over.is_empty() && status.until.is_some_and(|until| until <= outcome.as_of)
    });
    over.filter(|status| !is_default(status) || status.reference.is_some())
        .collect()
}

/// Where no party may do anything.
pub(super) const NO_POWER: &str = "No power that the terms give stands at this day.";
/// Where no party must do anything.
pub(super) const NO_DUTY: &str = "No duty stands open.";

/// What introduces them.
pub(super) const ENDED: &str = "What has ended:";

/// A condition of a derivation, in one line with its outcome. Where its parts follow, they are not told twice, and what a person has
/// judged is told as what was judged.
pub(super) fn checked_line(checked: &Checked) -> String {
    let outcome = checked.outcome.as_str();
    let whole = checked.words.replacen("it must be judged whether ", "", 1);
    let lists = [": (1) ", ": (a) "]
        .iter()
        .filter_map(|mark| whole.find(mark))
        .min();
    match lists.filter(|_| !checked.parts.is_empty()) {
        None => format!("{whole} \u{2014} {outcome}"),
        Some(end) => {
            let head = &whole[..end];
            let head = head
                .strip_suffix(" holds")
                .or_else(|| head.strip_suffix(" hold"));
            let truth = outcome.split(": ").next().unwrap_or(outcome);
            format!("{} \u{2014} {truth}", head.unwrap_or(&whole[..end]))
        }
    }
}

/// `R1=excludes_offer_date (2.a)`; explained, with what else it could be and why it is not.
pub(super) fn reading_told(reading: &ReadingTold, explained: bool) -> String {
    let (id, value, clause) = (&reading.id, &reading.value, &reading.clause);
    let mut told = format!("{id}={value} ({clause})");
    if explained {
        let others: Vec<&str> = reading.others.iter().map(Name::as_str).collect();
        if !others.is_empty() {
            told.push_str(&format!(", instead of {}", others.join(", ")));
        }
        if let Some(reason) = &reading.reason {
            told.push_str(&format!(": {reason}"));
        }
    }
    told
}

/// Whether a derivation says more than the words of a remark.
pub(super) fn says_more(because: &Because, text: &str) -> bool {
    !because.words.contains(text) || !because.facts.is_empty() || !because.conditions.is_empty()
}

/// Whether a status is a default.
pub(super) fn is_default(status: &Status) -> bool {
    status.status == *IN_DEFAULT
}

/// The statuses that hold at the day. What is said of a thing is not said once more without it, and the only version of the
/// terms stands in the head of the report.
pub(super) fn holds_now(outcome: &Outcome) -> Vec<&Status> {
    let day = outcome.as_of;
    let now: Vec<&Status> = outcome
        .statuses
        .iter()
        .filter(|status| status.until.is_none_or(|until| until > day))
        .collect();
    let is_told_of_a_thing = |status: &Status| {
        status.reference.is_none()
            && now.iter().any(|other| {
                other.reference.is_some()
                    && other.status == status.status
                    && other.subject == status.subject
            })
    };
    let is_the_only_version =
        |status: &Status| status.status == *VERSION_IN_FORCE && status.clause.is_none();
    now.iter()
        .copied()
        .filter(|status| !is_told_of_a_thing(status) && !is_the_only_version(status))
        .collect()
}

/// `V1 from 2024-04-01 until 2024-04-03`
pub(super) fn violated(violation: &Violation) -> String {
    let until = violation.until.map_or_else(
        || " and lasts".to_owned(),
        |until| {
            if violation.from.succ_opt() == Some(until) {
                String::new()
            } else {
                format!(" until {until}")
            }
        },
    );
    let from = if until.is_empty() { "on" } else { "from" };
    let conditional = if violation.conditional {
        ", if an open question is answered so"
    } else {
        ""
    };
    format!(
        "{}, {from} {}{until}{conditional}",
        violation.told, violation.from
    )
}

/// What each party may do without any event, a line for each: `KlantFocus may amend the terms (1.e); …`.
pub(super) fn may_without_event(report: &Report) -> Vec<String> {
    let powers = report.outcome.powers.iter();
    let always = powers.filter(|power| stands(power) && power.always && power.doubted_by.is_none());
    in_a_row(
        report,
        "may",
        always.map(|power| (&power.holder, power.told.as_str(), &power.clause)),
    )
}

/// What each party may do without any event as long as nobody judges that the provision no longer applies, a line for each; first the
/// line that says so.
pub(super) fn may_until_judged(report: &Report) -> (String, Vec<String>) {
    let powers = || {
        let powers = report.outcome.powers.iter();
        powers.filter(|power| stands(power) && power.always && power.doubted_by.is_some())
    };
    let doubted_by: BTreeSet<&ClauseId> = powers()
        .filter_map(|power| power.doubted_by.as_ref())
        .collect();
    let doubted_by: Vec<&str> = doubted_by.iter().map(|clause| clause.as_str()).collect();
    let lines = in_a_row(
        report,
        "may",
        powers().map(|power| (&power.holder, power.told.as_str(), &power.clause)),
    );
    let lead = format!(
        "As long as nobody judges that the provision no longer applies ({}):",
        doubted_by.join(", ")
    );
    (lead, lines)
}

/// Whether a power has never stood and hangs on a question alone; how is told where its derivation is asked for.
pub(super) fn hangs_on_a_question(power: &Power) -> bool {
    power.state == PowerState::Conditional && power.intervals.is_empty() && power.because.is_empty()
}

/// What each party may do if an open question is answered so, a line for each.
pub(super) fn may_on_an_answer(report: &Report) -> Vec<String> {
    let powers = report.outcome.powers.iter();
    let open = powers.filter(|power| stands(power) && hangs_on_a_question(power));
    in_a_row(
        report,
        "may",
        open.map(|power| (&power.holder, power.told.as_str(), &power.clause)),
    )
}

/// What each party must do at all times, a line for each.
pub(super) fn must_at_all_times(report: &Report) -> Vec<String> {
    let duties = report.outcome.obligations.iter();
    let always = duties.filter(|duty| stands_open(duty) && duty.always);
    in_a_row(
        report,
        "must",
        always.map(|duty| (&duty.bearer, duty.told.as_str(), &duty.clause)),
    )
}

fn in_a_row<'o>(
    report: &Report,
    verb: &str,
    told: impl Iterator<Item = (&'o Name, &'o str, &'o ClauseId)>,
) -> Vec<String> {
    let mut rows: Vec<(&Name, Vec<String>)> = Vec::new();
    for (party, sentence, clause) in told {
        let begins = format!("{} {verb} ", report.party(party));
        let what = sentence.strip_prefix(begins.as_str()).unwrap_or(sentence);
        let item = format!("{what} ({clause})");
        match rows.iter_mut().find(|(known, _)| *known == party) {
            Some((_, items)) => items.push(item),
            None => rows.push((party, vec![item])),
        }
    }
    let row = |(party, items): &(&Name, Vec<String>)| {
        format!(
            "{} {verb} {}.",
            report.beginning_with(party),
            items.join("; ")
        )
    };
    rows.iter().map(row).collect()
}

/// The provisions that played a part: what follows from them, beyond what the terms give without any event.
pub(super) fn touched(outcome: &Outcome) -> BTreeSet<&ClauseId> {
    let mut all: BTreeSet<&ClauseId> = BTreeSet::new();
    let powers = outcome.powers.iter().filter(|power| !power.always);
    all.extend(powers.map(|power| &power.clause));
    let duties = outcome.obligations.iter().filter(|duty| !duty.always);
    all.extend(duties.map(|duty| &duty.clause));
    all.extend(outcome.prohibitions.iter().map(|one| &one.clause));
    all.extend(
        outcome
            .statuses
            .iter()
            .filter_map(|one| one.clause.as_ref()),
    );
    all.extend(outcome.claims.iter().map(|one| &one.clause));
    all.extend(
        outcome
            .allocations
            .iter()
            .filter_map(|one| one.clause.as_ref()),
    );
    all.extend(outcome.acts.iter().flat_map(|one| &one.clauses));
    all.extend(outcome.questions.iter().map(|one| &one.clause));
    let consequences = outcome
        .chronicle
        .iter()
        .flat_map(|entry| &entry.consequences);
    all.extend(consequences.filter_map(|(clause, _)| clause.as_ref()));
    all
}

/// Whether a note is on an event, on a provision that played a part, or on none.
pub(super) fn is_of_what_happened(note: &Note, played: &BTreeSet<&ClauseId>) -> bool {
    let clause = note.clause.as_ref();
    note.of_an_event || clause.is_none_or(|clause| played.contains(clause))
}

/// The questions, each once: what several provisions ask stands under the first that asks, with all that it decides.
pub(super) fn asked_once(questions: &[Question]) -> Vec<Question> {
    let mut once: Vec<Question> = Vec::new();
    for question in questions {
        let known = once
            .iter_mut()
            .find(|one| one.concept == question.concept && one.subject == question.subject);
        match known {
            Some(known) => {
                let new = question
                    .decides
                    .iter()
                    .filter(|one| !known.decides.contains(one));
                let new: Vec<String> = new.cloned().collect();
                known.decides.extend(new);
            }
            None => once.push(question.clone()),
        }
    }
    once
}

/// A line of the chronicle; with a last day where each day until then brought the same.
pub(super) struct Row<'o> {
    pub(super) entry: &'o Entry,
    pub(super) through: Option<Date>,
}

/// The chronicle, days on which nothing happened and the same followed as the day before in one line.
pub(super) fn chronicle(outcome: &Outcome) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let told = |entry: &&Entry| entry.event.is_some() || !entry.consequences.is_empty();
    for entry in outcome.chronicle.iter().filter(told) {
        match rows.last_mut() {
            Some(last) if entry.event.is_none() && same_but_for_days(last, entry) => {
                last.through = Some(entry.date);
            }
            Some(_) | None => rows.push(Row {
                entry,
                through: None,
            }),
        }
    }
    rows
}

/// Whether the next day brings the same consequences, its date apart.
fn same_but_for_days(last: &Row<'_>, next: &Entry) -> bool {
    let reached = last.through.unwrap_or(last.entry.date);
    let of = |entry: &Entry| -> Vec<(Option<ClauseId>, String)> {
        let date = entry.date.to_string();
        let consequences = entry.consequences.iter();
        consequences
            .map(|(clause, words)| (clause.clone(), words.replace(&date, "")))
            .collect()
    };
    last.entry.event.is_none()
        && reached.succ_opt() == Some(next.date)
        && of(last.entry) == of(next)
}
