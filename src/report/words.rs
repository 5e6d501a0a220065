//! Words that the text and the HTML report share: what became of a claim, a duty, a power, an act.

use crate::engine::outcome::{
    Claim, ClaimState, Obligation, ObligationState, Power, PowerInterval, PowerState, Verdict,
};
use crate::value::Name;

/// `statutory interest`, or only the head.
pub(super) fn with_name(name: Option<&Name>, head: &Name) -> String {
    name.map_or_else(
        || head.in_words(),
        |name| format!("{} {}", name.in_words(), head.in_words()),
    )
}

/// What became of a claim.
pub(super) fn claim_state(claim: &Claim) -> &'static str {
    match (claim.state, claim.open) {
        (ClaimState::Open | ClaimState::Due | ClaimState::PartlySettled, None) => {
            "the amount cannot be told"
        }
        (ClaimState::Open, Some(_)) => "not yet due",
        (ClaimState::Due, Some(_)) => "due",
        (ClaimState::PartlySettled, Some(_)) => "what is left",
        (ClaimState::Conditional, _) => "rests on an open question",
        (ClaimState::Settled, _) => "settled",
        (ClaimState::Accrued, _) => "arisen, to be charged by an invoice, not in the balance",
        (ClaimState::WithoutBasis, _) => "not owed",
        (ClaimState::Lapsed, _) => "lapsed",
        (ClaimState::Excluded, _) => "excluded",
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
    let performed = duty
        .performed_on
        .map(|day| format!(" on {day}"))
        .unwrap_or_default();
    match (duty.state, duty.due) {
        (ObligationState::Open, Some(due)) => format!("last timely day {due}"),
        (ObligationState::Open, None) => "no last day is set".to_owned(),
        (ObligationState::Overdue, Some(due)) => format!("overdue, last timely day was {due}"),
        (ObligationState::Overdue, None) => "broken".to_owned(),
        (ObligationState::Conditional, _) => "if an open question is answered so".to_owned(),
        (ObligationState::Suspended, _) => "suspended".to_owned(),
        (ObligationState::Performed, _) => format!("performed in time{performed}"),
        (ObligationState::PerformedLate, _) => format!("performed late{performed}"),
        (ObligationState::Discharged, _) => "ended without performance".to_owned(),
        (ObligationState::Lapsed, _) => "lapsed".to_owned(),
    }
}

/// Whether a power stands, perhaps on an open question.
pub(super) fn stands(power: &Power) -> bool {
    match power.state {
        PowerState::Available | PowerState::Conditional => true,
        PowerState::Exercised | PowerState::Ended => false,
    }
}

/// When a power stood: ` since 2024-03-17`, ` from … to …`, `, exercised`.
pub(super) fn power_time(power: &Power) -> String {
    match (power.state, power.intervals.last()) {
        (PowerState::Available | PowerState::Conditional, Some(last)) => {
            format!(" since {}", last.from)
        }
        (PowerState::Available | PowerState::Conditional, None) => String::new(),
        (PowerState::Exercised, _) => ", exercised".to_owned(),
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

/// `6.e: 6.e.1 and 6.e.2`: the clause, and the grounds of the last interval when they say more.
pub(super) fn grounds(power: &Power) -> String {
    let last = power.intervals.last();
    let grounds = last.map_or(&[][..], |interval| interval.grounds.as_slice());
    match grounds {
        [] => power.clause.to_string(),
        [only] if only == power.clause.as_str() => power.clause.to_string(),
        several => format!("{}: {}", power.clause, several.join(" and ")),
    }
}

/// What an act came to.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Effective => "counts",
        Verdict::WithoutEffect => "has no effect",
        Verdict::WithoutGround => "has no ground",
        Verdict::Conditional => "rests on an open question",
    }
}
