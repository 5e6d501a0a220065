//! Sentences of a report that name the party, the form or the fact that they are about.

use super::told::{never_says, says};

#[test]
fn of_several_debtors_the_one_who_acts_or_is_struck_is_named() {
    let bound = "krachtig-online/scenarios/17/17.3.3-U2-debt-restructuring-of-a-joint-debtor";
    says(bound, "2025-01-12 Els Vink accepts offer O1 (A1)");
    says(bound, "a petition asks for debt restructuring of Els Vink");
    says(bound, "control of Els Vink passes to others");
    says(
        bound,
        "Since 2025-02-11 and not before: insolvency event IN1 of Els Vink lasts",
    );
    says(
        "krachtig-online/scenarios/interactions/I-18-joint-debtors",
        "2025-03-14 Vink Holding B.V. makes payment P1",
    );
}

#[test]
fn what_no_rule_speaks_of_is_told_though_the_rule_for_gaps_brings_nothing_about() {
    says(
        "krachtig-online/scenarios/01/1.8-S2-an-event-that-no-rule-speaks-of",
        "1.8, unregulated: KOL connected the services on 2025-03-10: no rule of these terms says anything about it",
    );
}

#[test]
fn a_party_without_a_name_is_called_as_the_terms_call_it() {
    let lease = "../tests/terms/kantoorhuur/scenarios/boete";
    says(lease, "verhuurder and huurder");
    says(lease, "Huurder owes verhuurder");
    never_says(lease, "The client");
}

#[test]
fn a_right_is_told_with_the_form_in_which_it_is_used() {
    says(
        "../tests/terms/kantoorhuur/scenarios/boete",
        "Huurder may terminate agreement L1 by registered letter or bailiff",
    );
}

#[test]
fn a_status_without_a_last_day_says_what_the_timeline_leaves_out() {
    let rest = "../tests/terms/servicecontract/scenarios/last-day-not-told";
    let why = "since 2025-01-01, until a day that is not stated: the last day charged of invoice H1 (2.1)";
    says(rest, &format!("The work of invoice H1 is resting, {why}"));
    says(rest, &format!("The work of invoice H1 is halted, {why}"));
}

#[test]
fn what_waits_for_a_question_names_it() {
    let term = "krachtig-online/scenarios/08/8.4-U3-costs-while-the-term-is-open";
    says(term, "it depends on the form of T1, which is not stated");
    let judged = "krachtig-online/scenarios/19/19.1-S4-nobody-has-judged-the-cause";
    for scenario in [term, judged] {
        never_says(scenario, "depends on what must be judged");
    }
}
