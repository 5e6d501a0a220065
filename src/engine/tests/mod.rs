//! Runs of small programs made by hand, with what must come out.

mod program;

use crate::engine::outcome::{ClaimState, ObligationState, PowerState, Verdict};
use crate::engine::{Options, Outcome, run};
use crate::value::{Date, Money, Name, Rounding, parse_date};
use program::{event, timeline};

fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

fn as_of(events: Vec<crate::timeline::Event>, text: &str) -> Outcome {
    let program = program::terms();
    let options = Options {
        as_of: Some(day(text)),
        explain: true,
        ..Options::default()
    };
    run(&program, &timeline(events), &options).expect("a run without problems")
}

fn eur(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

fn amount_of(outcome: &Outcome, reference: &str, head: &str) -> Option<Money> {
    let found = outcome
        .claims
        .iter()
        .find(|claim| claim.reference == *reference && claim.head == *head);
    found
        .and_then(|claim| claim.amount)
        .map(|money| money.rounded(Rounding::HalfUp))
}

fn total(outcome: &Outcome) -> Money {
    outcome.balance[0].total
}

#[test]
fn the_last_timely_day_and_the_day_after() {
    let events = || {
        vec![event(
            "2024-03-01",
            "invoice_issued",
            "I1",
            &[("amount", "1000.00")],
        )]
    };
    let before = as_of(events(), "2024-03-16");
    assert_eq!(before.obligations[0].state, ObligationState::Open);
    assert_eq!(before.obligations[0].due, Some(day("2024-03-16")));
    let default = |status: &crate::engine::outcome::Status| status.status == "in_default";
    assert!(!before.statuses.iter().any(default));
    assert_eq!(total(&before), eur("1000.00"));
    let after = as_of(events(), "2024-03-17");
    assert_eq!(after.obligations[0].state, ObligationState::Overdue);
    let since = after.statuses.iter().find(|status| default(status));
    let since = since.map(|status| (status.from, status.until));
    assert_eq!(since, Some((day("2024-03-17"), None)));
    assert_eq!(amount_of(&after, "I1", "interest"), Some(eur("0.34")));
    assert_eq!(
        amount_of(&as_of(events(), "2024-04-15"), "I1", "interest"),
        Some(eur("10.27"))
    );
}

#[test]
fn paying_the_bare_amount_too_late_leaves_a_residue() {
    let events = vec![
        event(
            "2024-03-01",
            "invoice_issued",
            "I1",
            &[("amount", "1000.00")],
        ),
        event(
            "2024-04-15",
            "payment_received",
            "P1",
            &[("amount", "1000.00")],
        ),
    ];
    let outcome = as_of(events, "2024-05-15");
    let parts: Vec<Money> = outcome.allocations[0]
        .parts
        .iter()
        .map(|part| part.amount)
        .collect();
    assert_eq!(parts, [eur("10.27"), eur("989.73")]);
    assert_eq!(total(&outcome), eur("10.38"));
    assert_eq!(outcome.statuses[0].until, None);
}

#[test]
fn payment_in_full_ends_the_default_on_its_day() {
    let events = vec![
        event(
            "2024-03-01",
            "invoice_issued",
            "I1",
            &[("amount", "1000.00")],
        ),
        event(
            "2024-04-15",
            "payment_received",
            "P1",
            &[("amount", "1010.27")],
        ),
    ];
    let outcome = as_of(events, "2024-05-15");
    assert_eq!(outcome.obligations[0].state, ObligationState::PerformedLate);
    assert_eq!(outcome.obligations[0].performed_on, Some(day("2024-04-15")));
    let default = outcome
        .statuses
        .iter()
        .find(|one| one.status == "in_default");
    assert_eq!(default.and_then(|one| one.until), Some(day("2024-04-15")));
    assert!(
        outcome
            .claims
            .iter()
            .all(|claim| claim.state == ClaimState::Settled)
    );
}

#[test]
fn a_power_waits_for_its_judgement_and_begins_with_it() {
    let demand = event("2024-05-28", "security_demanded", "D1", &[]);
    let suspended = event("2024-05-29", "service_suspended", "S1", &[]);
    let judged = event(
        "2024-05-31",
        "assessment",
        "assessment#1",
        &[
            ("concept", "doubt"),
            ("subject", "client"),
            ("value", "holds"),
        ],
    );
    let given = event(
        "2024-06-03",
        "security_provided",
        "security_provided#1",
        &[("demand", "D1")],
    );
    let before = as_of(vec![demand.clone(), suspended.clone()], "2024-05-30");
    let power = before
        .powers
        .iter()
        .find(|power| power.act == *"suspend")
        .expect("a power");
    assert_eq!(power.state, PowerState::Conditional);
    assert!(power.intervals.is_empty());
    assert_eq!(before.questions[0].concept, Name::new("doubt"));
    assert_eq!(before.questions[0].subject.as_deref(), Some("client"));
    assert_eq!(before.acts[0].verdict, Verdict::Conditional);
    let without_ground = before
        .statuses
        .iter()
        .find(|status| status.status == *"suspended_without_ground");
    assert_eq!(
        without_ground.map(|status| status.from),
        Some(day("2024-05-29"))
    );
    let after = as_of(vec![demand, suspended, judged, given], "2024-06-03");
    let power = after
        .powers
        .iter()
        .find(|power| power.act == *"suspend")
        .expect("a power");
    assert_eq!(power.state, PowerState::Ended);
    assert_eq!(power.intervals.len(), 1);
    assert_eq!(power.intervals[0].from, day("2024-05-31"));
    assert_eq!(power.intervals[0].until, Some(day("2024-06-02")));
    let days: Vec<(Date, Option<Date>)> = after
        .statuses
        .iter()
        .filter(|status| status.status == *"suspended_without_ground")
        .map(|status| (status.from, status.until))
        .collect();
    assert_eq!(
        days,
        [
            (day("2024-05-29"), Some(day("2024-05-31"))),
            (day("2024-06-03"), None)
        ]
    );
}

#[test]
fn what_happens_next_is_told() {
    let events = vec![event(
        "2024-03-01",
        "invoice_issued",
        "I1",
        &[("amount", "1000.00")],
    )];
    let outcome = as_of(events, "2024-03-10");
    assert_eq!(outcome.upcoming[0].date, day("2024-03-17"));
    assert!(
        outcome
            .upcoming
            .iter()
            .any(|one| one.what.contains("in default"))
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let events = || {
        vec![
            event(
                "2024-03-01",
                "invoice_issued",
                "I1",
                &[("amount", "1000.00")],
            ),
            event("2024-03-01", "invoice_issued", "I2", &[("amount", "10.00")]),
            event(
                "2024-04-15",
                "payment_received",
                "P1",
                &[("amount", "500.00")],
            ),
        ]
    };
    let shown = |outcome: &Outcome| serde_json::to_string(outcome).expect("an outcome");
    assert_eq!(
        shown(&as_of(events(), "2025-01-01")),
        shown(&as_of(events(), "2025-01-01"))
    );
}
