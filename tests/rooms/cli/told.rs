//! Sentences of a report that a judge reads: each says what is so, once, and in words that are right of what they speak of.

use super::call;

/// The report on one of the scenarios of the clause library, in one line, so that no break falls into a sentence.
fn report(scenario: &str, as_of: Option<&str>) -> String {
    let path = format!("clauses/{scenario}.yaml");
    let mut arguments = vec!["run", path.as_str()];
    if let Some(day) = as_of {
        arguments.extend(["--as-of", day]);
    }
    let ended = call(&arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    ended
        .output
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[track_caller]
fn says(scenario: &str, sentence: &str) {
    let report = report(scenario, None);
    assert!(report.contains(sentence), "{sentence}\n{report}");
}

#[track_caller]
fn never_says(scenario: &str, words: &str) {
    let report = report(scenario, None);
    assert!(!report.contains(words), "{words}\n{report}");
}

#[test]
fn a_debt_is_named_and_not_the_thing_that_it_is_for() {
    let fine = "krachtig-online/scenarios/03/3.5-S1-one-attempt";
    says(
        fine,
        "Snelpost Media B.V. is in default of the duty to pay the fine for violation V1",
    );
    never_says(fine, "in default of violation V1");
    let restitution = "klantfocus/scenarios/interactions/D10a-dissolved-under-6.b-everything-back";
    says(
        restitution,
        "KlantFocus must pay the restitution for dissolution X1",
    );
    let damages = "krachtig-online/scenarios/20/20.5-S1-direct-damage";
    says(
        damages,
        "KOL fails to perform the duty to pay the damages for damage D1",
    );
    never_says(damages, "fails to perform damage D1");
}

#[test]
fn what_ends_with_the_agreement_is_not_told_beside_its_end() {
    let revoked = "klantfocus/scenarios/interactions/D14-paid-and-then-revoked";
    says(revoked, "agreement A1 is revoked (2.c)");
    says(revoked, "agreement A1 is no longer running (2.b)");
    never_says(revoked, "no longer formed");
    never_says(revoked, "no longer the price of");
}

#[test]
fn the_end_of_a_power_that_was_never_told_is_not_told() {
    let dissolved = "klantfocus/scenarios/interactions/D10a-dissolved-under-6.b-everything-back";
    says(
        dissolved,
        "Fietsatelier Noord B.V. may no longer dissolve the agreement (6.b)",
    );
    never_says(dissolved, "may no longer suspend the services");
}

/// After the end 1.d leaves it to be judged whether 9.b and 12.a go on; 15.e goes on with the rest of article 15.
#[test]
fn a_power_of_which_it_may_be_judged_that_it_has_ended_does_not_stand_without_any_event() {
    let dissolved = "klantfocus/scenarios/interactions/D16-from-insolvency-to-erasure";
    let told = report(dissolved, None);
    let (_, powers) = told
        .split_once("without any event:")
        .expect("there are such");
    let (standing, in_doubt) = powers
        .split_once("As long as nobody judges that the provision no longer applies (1.d):")
        .expect("there are some in doubt");
    let (in_doubt, _) = in_doubt.split_once("WHICH DUTIES").expect("a heading");
    assert!(
        standing.contains("(15.e)") && !standing.contains("(12.a)"),
        "{standing}"
    );
    assert!(
        in_doubt.contains("(9.b)") && in_doubt.contains("(12.a)"),
        "{in_doubt}"
    );
    let before = report(dissolved, Some("2024-10-22"));
    assert!(!before.contains("As long as nobody judges"), "{before}");
}

#[test]
fn a_claim_of_which_nothing_is_left_is_neither_late_nor_lapsed() {
    let excluded = "klantfocus/scenarios/15/15.a-S1-damage-from-non-delivery";
    says(
        excluded,
        "KlantFocus need not pay the damages for damage DM1",
    );
    never_says(excluded, "the last timely day to pay the damages");
    never_says(excluded, "the claim for damage DM1 is lapsed");
}

#[test]
fn a_price_by_the_unit_tells_that_a_started_one_counts() {
    let traffic = "krachtig-online/scenarios/04/4.2-S1-three-started-gigabytes";
    let report = report(traffic, Some("2025-03-31"));
    assert!(
        report.contains("EUR 3.00 for each started GB of 12.3 - 10, so 3 x"),
        "{report}"
    );
}

/// From 1 to 3 March: 3 - 1 = 2 days after it arose, and the days that it touches are 1, 2 and 3 March.
#[test]
fn the_days_that_an_outage_touches_are_counted() {
    let outage = "krachtig-online/scenarios/11/11.1.4-S1-outage-repaired-on-the-third-day";
    says(
        outage,
        "is performed, 2 days after it arose (3 calendar days)",
    );
}

/// From 2024-01-31 a year, the last day being 2025-01-31.
#[test]
fn a_right_that_lapsed_is_told_once() {
    let lapsed = "krachtig-online/scenarios/interactions/I-15-each-failure-has-its-year";
    let report = report(lapsed, Some("2025-02-01"));
    let told = "2025-02-01 - the right to dissolve for suspension SU1 is lapsed (20.11)";
    assert_eq!(report.matches(told).count(), 1, "{report}");
}

#[test]
fn the_price_before_a_rise_that_is_withdrawn_stands_again() {
    let withdrawn = "krachtig-online/scenarios/07/7.8-S4-a-rise-withdrawn-and-a-rise-overtaken";
    says(
        withdrawn,
        "the price of agreement AC1 is changed to EUR 1,010.00 (7.9.1)",
    );
}

#[test]
fn what_is_judged_is_told_whole() {
    let damages = "krachtig-online/scenarios/20/20.5-S1-direct-damage";
    says(
        damages,
        "it is judged that damage D1 follows from intent or conscious recklessness of KOL",
    );
}

#[test]
fn what_is_presumed_is_named() {
    let arrears = "krachtig-online/scenarios/17/17.3-S1-dissolved-for-arrears";
    says(
        arrears,
        "Presumed: the failure to perform the duty to pay invoice A to KOL justifies dissolution (17.3.4); Bakkerij Vink B.V. must prove otherwise",
    );
}

#[test]
fn a_suspension_is_told_from_the_day_on_which_its_ground_is_in_doubt() {
    let suspended = "klantfocus/scenarios/06/6.d-S2-the-power-ends-when-security-is-given";
    says(
        suspended,
        "it is open whether suspension SU1 is without ground",
    );
}
