//! The text report of timelines of both suppliers, held to snapshots that are read as a judge would read them.

use insta::assert_snapshot;

use super::call;

fn report(timeline: &str, more: &[&str]) -> String {
    let path = format!("clauses/{timeline}.yaml");
    let mut arguments = vec!["run", path.as_str()];
    arguments.extend(more);
    let ended = call(&arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    ended.output
}

#[test]
fn a_month_late() {
    assert_snapshot!(report(
        "klantfocus/scenarios/05/5.a-S1-default-the-day-after-the-last-timely-day",
        &["--as-of", "2024-04-15"],
    ));
}

#[test]
fn one_day_late_two_months_on() {
    assert_snapshot!(report(
        "krachtig-online/scenarios/interactions/I-02-one-day-late",
        &["--as-of", "2025-05-20"],
    ));
}

#[test]
fn from_insolvency_to_erasure() {
    assert_snapshot!(report(
        "klantfocus/scenarios/interactions/D16-from-insolvency-to-erasure",
        &[],
    ));
}

#[test]
fn a_cause_that_must_be_judged() {
    assert_snapshot!(report(
        "klantfocus/scenarios/14/14.a-S2a-an-unlisted-cause-must-be-assessed",
        &[],
    ));
}

#[test]
fn a_fine_by_the_day() {
    assert_snapshot!(report(
        "krachtig-online/scenarios/05/5.2-S3-one-maximum-for-all-violations",
        &[],
    ));
}

#[test]
fn everything_back() {
    assert_snapshot!(report(
        "klantfocus/scenarios/interactions/D10a-dissolved-under-6.b-everything-back",
        &[],
    ));
}

#[test]
fn the_same_facts_under_one_set_of_terms() {
    assert_snapshot!(report("klantfocus/scenarios/both/same-facts", &[]));
}

/// Why, and why not: a power that stands on an open question, and one that does not stand.
#[test]
fn why_and_why_not() {
    let timeline =
        "clauses/klantfocus/scenarios/05/5.a-S1-default-the-day-after-the-last-timely-day.yaml";
    let explained = |what: &str| {
        let ended = call(&["explain", timeline, what, "--as-of", "2024-04-15"]);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        ended.output
    };
    assert_snapshot!(format!(
        "{}\n{}\n{}",
        explained("I1"),
        explained("demand_security"),
        explained("suspend")
    ));
}
