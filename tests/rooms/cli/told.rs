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
pub(super) fn says(scenario: &str, sentence: &str) {
    let report = report(scenario, None);
    assert!(report.contains(sentence), "{sentence}\n{report}");
}

#[track_caller]
pub(super) fn never_says(scenario: &str, words: &str) {
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
    never_says(excluded, "the claim for damage DM1 has lapsed");
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
    let told = "2025-02-01 - the right to dissolve for suspension SU1 has lapsed (20.11)";
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

/// Behind a sum, a state that may have ended, a ceiling that is not known, a table that ends: each is named where something depends on it.
#[test]
fn what_something_depends_on_is_named() {
    let named = [
        (
            "clauses/klantfocus/scenarios/02/2.b-T3-a-signature-that-is-not-told",
            "2024-02-05",
            "It depends on whether acceptance A1 is signed on the last page, which is not stated. KlantFocus may allow another form",
        ),
        (
            "clauses/krachtig-online/scenarios/interactions/a-window-over-two-prices",
            "2025-03-01",
            "EUR 118.00, at the latest on 2025-03-01; it depends on whether a payout is covered, which is not stated (20.1)",
        ),
        (
            "tests/terms/oordelen/scenarios/2-sums-of-what-must-be-judged",
            "2025-01-03",
            "must pay the reimbursement for reinspection R, an amount that waits for a judgement, at the latest on 2025-01-17; it depends on whether inspection A was needed; whether inspection B was needed (2.4)",
        ),
        (
            "tests/terms/tijd/scenarios/between-days-beyond-the-holidays",
            "2031-01-08",
            "It depends on what the table `public holidays` gives for 2031-01-01, which is not known yet.",
        ),
        (
            "tests/terms/kantoorhuur/scenarios/huur",
            "2028-01-01",
            "it depends on the figure of the table `CPI` for 2027-10, which is not known yet (1.1)",
        ),
    ];
    for (timeline, as_of, sentence) in named {
        let ended = call(&["run", &format!("{timeline}.yaml"), "--as-of", as_of]);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        let words: Vec<&str> = ended.output.split_whitespace().collect();
        let report = words.join(" ");
        assert!(
            report.contains(sentence),
            "{timeline}: {sentence}\n{report}"
        );
        assert!(
            !report.contains("what must be judged"),
            "{timeline}\n{report}"
        );
    }
}

/// Two agreements, two changes on two days, a price for three years: what reads alike is told apart.
#[test]
fn what_reads_alike_is_told_apart() {
    let websites = "krachtig-online/scenarios/06/6.1-S8-each-website-has-its-own-specification";
    says(websites, "must provide the content under agreement A1: ");
    says(websites, "must provide the content under agreement A2: ");
    let changes = "krachtig-online/scenarios/07/7.6-S2-two-changes";
    says(changes, "KOL must quote extra work since 2025-04-01: ");
    says(changes, "KOL must quote extra work since 2025-04-10: ");
    let years = "krachtig-online/scenarios/08/8.1-S5-three-years-in-one-invoice";
    says(
        years,
        "principal of invoice H, payable by 2025-01-15, not yet due (8.1) EUR 333.03",
    );
    says(
        years,
        "principal of invoice H, payable by 2026-01-15, not yet due (8.1) EUR 333.03",
    );
}

/// What is judged not to be a violation was not one: the claim that was conditional on it is told as open no longer.
#[test]
fn a_violation_that_must_be_judged_is_open_until_then() {
    let harmless = "krachtig-online/scenarios/03/3.2.4-S1-illegal-but-harmless";
    says(
        harmless,
        "- it is open whether violation V1 is a violation of 3.2.4 (3.2.4)",
    );
    says(
        harmless,
        "- it is no longer open whether violation V1 is a violation of 3.2.4 (3.2.4)",
    );
    never_says(harmless, "rests on an open question");
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

/// 17.3 asks whether the failure justifies dissolution: open while the day was worked out, and settled by its end.
#[test]
fn what_was_open_only_while_a_day_was_worked_out_is_not_told() {
    let stopped = "krachtig-online/scenarios/interactions/I-05-damage-by-a-wrongful-hosting-stop";
    says(
        stopped,
        "Bakkerij Vink B.V. may dissolve the agreement (17.3)",
    );
    // In the chronicle; that it will be open in a year is told under what comes next.
    never_says(
        stopped,
        "- it is open whether Bakkerij Vink B.V. may dissolve",
    );
    never_says(
        stopped,
        "it is no longer open whether the right to dissolve",
    );
}

/// Paid on 2 April to the cent: the last day in default is 1 April.
#[test]
fn a_default_that_has_ended_is_told_with_its_days() {
    let paid = "krachtig-online/scenarios/interactions/I-24-default-ends-with-the-principal";
    says(
        paid,
        "What has ended: Bakkerij Vink B.V. is no longer in default of invoice A: from 2025-03-16 through 2025-04-01 (18.1)",
    );
}

#[test]
fn what_comes_to_light_is_told_without_a_label() {
    says(
        "klantfocus/scenarios/13/13.a-T4-false-pretences",
        "comes to light: the company did not exist",
    );
}

/// What one lacked stands as it is, without the mark of a list that the reader does not see, and under no provision of its own.
#[test]
fn what_a_provision_lacked_is_a_whole_sentence() {
    let stopped = "krachtig-online/scenarios/interactions/I-05-damage-by-a-wrongful-hosting-stop";
    says(
        stopped,
        "(8.5: today is on or before the end of the arrears period after the invoice date of invoice A (2025-03-02); 17.1: its exception applies: the suspension is for hosting; hosting is protected against suspension)",
    );
    never_says(stopped, "8.5: (2)");
    never_says(stopped, "protected against suspension) (8.5)");
}

fn explained(scenario: &str, as_of: Option<&str>) -> serde_json::Value {
    let path = format!("clauses/{scenario}.yaml");
    let mut arguments = vec!["run", path.as_str(), "--explain", "--format", "json"];
    if let Some(day) = as_of {
        arguments.extend(["--as-of", day]);
    }
    let ended = call(&arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    serde_json::from_str(&ended.output).expect("a report is JSON")
}

/// Whether a suspension that is over was without ground stays open: it is told with its end and that it rests on a question.
#[test]
fn a_doubt_that_is_over_is_told_with_its_end() {
    let suspended = "klantfocus/scenarios/assessments/a-suspension-that-ended-before-anyone-judged";
    let report = explained(suspended, Some("2024-04-01"));
    let statuses = report["statuses"].as_array().expect("a list");
    let doubted: Vec<_> = statuses
        .iter()
        .filter(|one| one["status"] == "suspended_without_ground")
        .collect();
    assert_eq!(doubted.len(), 1, "{statuses:?}");
    assert_eq!(doubted[0]["from"], "2024-03-01");
    assert_eq!(doubted[0]["until"], "2024-04-01");
    assert_eq!(doubted[0]["conditional"], true);
}

/// The doubt of 5 September carried the suspension of the 6th; that it ended on the 12th changes nothing about that.
#[test]
fn a_verdict_is_explained_by_how_things_stood_on_its_day() {
    let suspended = "klantfocus/scenarios/interactions/D4-ladder-from-security-to-condition";
    let report = explained(suspended, None);
    let acts = report["acts"].as_array().expect("a list");
    let act = acts
        .iter()
        .find(|act| act["ref"] == "SU1")
        .expect("the suspension is judged");
    let because = &act["because"][0];
    assert_eq!(because["as_of"], "2024-09-06");
    let doubt = &because["conditions"][0];
    assert_eq!(
        doubt["outcome"].as_str().map(|all| &all[..5]),
        Some("holds")
    );
    assert_eq!(
        doubt["parts"][1]["words"],
        "(b) the client is in breach of 5.d"
    );
    assert_eq!(
        doubt["parts"][1]["outcome"],
        "holds: Fietsatelier Noord B.V. is in breach of 5.d"
    );
}

/// Costs that came with a default are explained by that default, also when it is over.
#[test]
fn what_came_about_is_explained_by_the_day_on_which_it_did() {
    let paid = "krachtig-online/scenarios/interactions/I-24-default-ends-with-the-principal";
    let report = explained(paid, None);
    let claims = report["claims"].as_array().expect("a list");
    let costs = claims
        .iter()
        .find(|claim| claim["head"] == "costs")
        .expect("costs were owed");
    let because = &costs["because"][0];
    assert_eq!(because["as_of"], "2025-03-16");
    assert_eq!(because["conditions"][0]["outcome"], "holds");
}

#[test]
fn what_a_provision_lacked_holds_in_the_derivation() {
    let stopped = "krachtig-online/scenarios/interactions/I-05-damage-by-a-wrongful-hosting-stop";
    let report = explained(stopped, None);
    let because = report["acts"][0]["because"].as_array().expect("a list");
    for one in because {
        for condition in one["conditions"].as_array().expect("conditions") {
            assert_eq!(condition["outcome"], "holds", "{condition}");
        }
    }
    assert_eq!(because.len(), 2, "8.5 and 17.1: {because:?}");
}

#[test]
fn a_question_has_all_sentences_of_its_concept() {
    let stopped = "krachtig-online/scenarios/interactions/I-05-damage-by-a-wrongful-hosting-stop";
    let report = explained(stopped, None);
    let questions = report["questions"].as_array().expect("a list");
    let intent = questions
        .iter()
        .find(|one| one["concept"] == "intent_or_conscious_recklessness")
        .expect("it is asked");
    assert_eq!(
        intent["words"],
        "a damage follows from intent or conscious recklessness of the supplier"
    );
    says(
        stopped,
        "It decides whether damage D1 is excluded for want of intent or conscious recklessness (20.5).",
    );
}

#[test]
fn a_duty_that_is_judged_broken_later_is_told_on_the_day_of_the_judgement() {
    let too_slow = "klantfocus/scenarios/06/6.a-T3-judged-too-slow-months-later";
    says(
        too_slow,
        "2024-09-02 it is judged that the delivery of webshop is not as prompt as possible - the delivery of webshop is too slow (6.a) \
         - the duty of KlantFocus to deliver agreement A1 was performed too late (6.a)",
    );
    says(
        too_slow,
        "the duty of KlantFocus to deliver agreement A1 was not performed too late (6.a)",
    );
    says(
        "klantfocus/scenarios/18/18.e-T2-a-new-address-notified-late",
        "the duty of Fietsatelier Noord B.V. to let KlantFocus know in writing of the change of address of 2024-04-01 was performed too late (18.e)",
    );
    says(
        "klantfocus/scenarios/18/18.f-T2-notified-but-not-without-delay",
        "the duty of Fietsatelier Noord B.V. to let KlantFocus know of insolvency event B1 was performed too late (18.f)",
    );
}

#[test]
fn who_is_to_get_something_is_named() {
    says(
        "klantfocus/scenarios/18/18.g-T3-asked-for-by-a-third-party",
        "KlantFocus must send the terms to the third party (18.g)",
    );
}

#[test]
fn what_waits_for_an_invoice_is_not_told_as_nothing() {
    let costs = report(
        "klantfocus/scenarios/14/14.b-T10-costs-stated-before-the-dissolution",
        Some("2024-02-26"),
    );
    let told = "Fietsatelier Noord B.V. owes KlantFocus nothing yet: an invoice must first charge what arose.";
    assert!(costs.contains(told), "{costs}");
}

#[test]
fn a_remark_on_what_happened_is_told_whatever_else_comes_of_it() {
    let marketing = "klantfocus/scenarios/09/9.c-T5-marketing";
    says(
        marketing,
        "16.a, lapse: the right to see one's own data (9.b) is no claim in this sense: it does not lapse",
    );
    says(
        marketing,
        "use personal data for marketing or make personal offers from personal data (9.c)",
    );
    says(
        marketing,
        "disclose data of Fietsatelier Noord B.V. to a shareholder or disclose data of Fietsatelier Noord B.V. to an affiliate (9.c)",
    );
}
