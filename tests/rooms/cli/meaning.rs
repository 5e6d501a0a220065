//! Changes of rules between two folders: what is none, and what a witness shows.

use super::{call_in, folder};

const HEAD: &str = "Terms mine, version 1.
  The title is \"Mine\".
  The rounding is half up to the cent.
  The law is \"nl\".
  E-mail is in writing.

Article 1. Betaling

Clause 1.1
> De klant betaalt binnen de termijn.

";

/// What `diff` says of two texts that have these rules.
fn diff(old: &str, new: &str, arguments: &[&str]) -> String {
    let [old, new] = [old, new].map(|rules| format!("{HEAD}{rules}"));
    let folder = folder(&[
        ("old/1.clause", old.as_bytes()),
        ("new/1.clause", new.as_bytes()),
    ]);
    let call = [&["diff", "./old", "./new"], arguments].concat();
    let answer = call_in(folder.path(), &call);
    assert_eq!((answer.status, answer.messages.as_str()), (0, ""));
    answer.output
}

const EXCLUDED: &str = "  When damage arises to the client,
    the damage is excluded,
    if all of the following hold:
    (1) the cause of the damage is delay
    (2) the kind of the damage is stated.
";

#[test]
fn statements_in_another_order_are_the_same_rule() {
    let turned = EXCLUDED
        .replace(
            "(1) the cause of the damage is delay",
            "(1) the kind of the damage is stated",
        )
        .replace(
            "(2) the kind of the damage is stated",
            "(2) the cause of the damage is delay",
        );
    assert_ne!(turned, EXCLUDED);
    let output = diff(EXCLUDED, &turned, &[]);
    assert!(
        output.contains("Nothing differs in wording or in rules."),
        "{output}"
    );
    // One statement of two that must hold is another rule.
    let any = turned.replace("all of the following hold", "any of the following holds");
    assert!(diff(EXCLUDED, &any, &[]).contains("The rules changed"));
}

/// A witness of a change between two texts.
fn witness(old: &str, new: &str) -> String {
    let output = diff(old, new, &["--witness"]);
    assert!(!output.contains("no timeline found"), "{output}");
    output
        .split("Witnesses")
        .nth(1)
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn a_form_that_no_longer_suffices_has_a_witness() {
    let old = "  The payment term is 10 days, unless agreed otherwise in writing.
  When the supplier issues an invoice,
    the client must pay the invoice to the supplier,
    within the payment term after the invoice date.
";
    let found = witness(old, &old.replace("otherwise in", "otherwise expressly in"));
    assert!(found.contains("express: no"), "{found}");
}

#[test]
fn a_condition_that_was_deleted_has_a_witness() {
    let old = "  The reasonable term of a notice is over
    if any of the following holds:
    (1) the deadline of the notice is stated and the deadline of the notice has passed
    (2) the deadline of the notice is not stated and it must be judged whether the reasonable term of the notice has lapsed.
  The supplier may dissolve the agreement
    while all of the following hold:
    (1) a notice by the supplier counts
    (2) the reasonable term of the notice is over.
";
    let found = witness(
        old,
        &old.replace("the deadline of the notice is not stated and it", "it"),
    );
    for words in [
        "type: notice_of_default",
        "deadline: 2025-01-01",
        "dissolve (1.1) (only under the new text)",
    ] {
        assert!(found.contains(words), "{found}");
    }
}

#[test]
fn a_ceiling_beside_another_has_a_witness() {
    let old = "  When damage arises to the client,
    the supplier owes the client, as damages, the whole amount of the damage,
    at once,
    if the party held liable of the damage is the supplier.
  A claim of the client for damage is limited to the amount paid for the component of the damage,
    for all claims on the component of the damage.
";
    let ceiling = "  A claim of the client for damage is limited to EUR 10,000.00,
    for each claim.
";
    let found = witness(old, &format!("{old}{ceiling}"));
    assert!(
        found.contains("EUR 100,000.00 → EUR 10,000.00"),
        "{}",
        found.replace("\n    ", " ")
    );
}

#[test]
fn a_timeline_of_other_terms_is_remarked() {
    let facts = |terms| {
        format!(
            "terms: {terms}
as-of: 2026-03-01
events:
  - {{ date: 2026-01-01, type: invoice_issued, invoice: I1, amount: 100.00 }}
"
        )
    };
    let timelines = folder(&[
        ("other.yaml", facts("krachtig-online@2").as_bytes()),
        ("own.yaml", facts("klantfocus@2").as_bytes()),
    ]);
    let call = |file| {
        let arguments = ["diff", "klantfocus", "klantfocus@2", "--timeline", file];
        call_in(timelines.path(), &arguments)
    };
    let other = call("other.yaml");
    let code = other.messages.lines().next();
    assert_eq!((other.status, code), (0, Some("timeline-of-other-terms")));
    assert!(
        other
            .output
            .contains("The timeline is about krachtig-online@2"),
        "{}",
        other.output
    );
    let own = call("own.yaml");
    assert_eq!((own.status, own.messages.as_str()), (0, ""));
    assert!(
        !own.output.contains("The timeline is about"),
        "{}",
        own.output
    );
}
