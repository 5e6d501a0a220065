//! Words that terms of one's own declare beside those of the library.

use super::{call_in, folder};

const TERMS: &str = "Terms mine, version 1.
  The title is \"Mine\".
  The rounding is half up to the cent.

Article 1. Levering

Clause 1.1
> De leverancier levert binnen 10 dagen na de bestelling van goederen.

  The delivery period is 10 days.
  When the client wants goods,
    the supplier must deliver the goods of the wish, within the delivery period after the day of the wish.

Verb \"want\", \"wants\", \"wanted\".
Thing wish reads \"a wish\".
Act goods_wanted reads \"the client wants goods\".
  It is a declaration of the client.
  It brings about a wish.
";

/// What `check` says of these terms with further words.
fn said_of(words: &str) -> (i32, String) {
    let text = format!("{TERMS}{words}");
    let folder = folder(&[("mine/1.clause", text.as_bytes())]);
    let check = call_in(folder.path(), &["check", "mine/1.clause"]);
    (check.status, check.messages)
}

/// The library says `the delivery of a service is a failure of the supplier`; a thing of one's own changes nothing there.
#[test]
fn a_noun_of_ones_own_changes_no_sentence_of_the_library() {
    let words = "
Thing delivery reads \"a delivery\".
Act goods_brought reads \"the supplier delivers the goods of a wish\".
  It is an act of the supplier.
  It brings about a delivery.
  It tells the wish (wish: a wish).
";
    assert_eq!(said_of(words), (0, String::new()));
}

/// A noun that the library has already is refused where the terms declare it.
#[test]
fn a_noun_that_the_library_has() {
    let words = "
Thing bill reads \"an invoice\".
Act goods_brought reads \"the supplier delivers the goods of a wish\".
  It is an act of the supplier.
  It brings about an invoice.
  It tells the wish (wish: a wish).
";
    let (status, messages) = said_of(words);
    assert_eq!(status, 1);
    insta::assert_snapshot!(messages);
}

/// A ban that asks for a breach since the latest warning, in a relation without any warning, and in one with a warning before the breach.
#[test]
fn since_the_latest_of_what_never_was() {
    let terms = "Terms mine, version 1.
  The title is \"Mine\".
  The rounding is half up to the cent.

Article 1. Uitsluiting

Clause 1.1
> De leverancier mag de klant uitsluiten als deze na de laatste waarschuwing de huisregels heeft overtreden.

  The supplier may ban the client
    if the client has broken the house rules since the day of the latest warning.

Verb \"break\", \"breaks\", \"broken\".
Verb \"warn\", \"warns\", \"warned\".
Verb \"ban\", \"bans\", \"banned\".
Thing rule_breach reads \"a breach of the house rules\".
Act rules_broken reads \"the client breaks the house rules\".
  It is an act of the client.
  It brings about a breach of the house rules.
Thing warning reads \"a warning\".
Act client_warned reads \"the supplier warns the client\".
  It is a declaration of the supplier.
  It brings about a warning.
Thing ban reads \"a ban\".
Act client_banned reads \"the supplier bans the client\".
  It is called ban.
  It is a declaration of the supplier.
  It brings about a ban.
  It needs a power.
";
    let events = |warning: &str| {
        format!(
            "terms: mine\nclient: {{ name: Piet }}\nevents:\n{warning}  \
             - {{ date: 2025-03-12, type: rules_broken, rule_breach: RB1 }}\n  \
             - {{ date: 2025-03-13, type: client_banned, ban: BA }}\n"
        )
    };
    let never = events("");
    let warned = events("  - { date: 2025-03-11, type: client_warned, warning: W1 }\n");
    let folder = folder(&[
        ("clauses/mine/1.clause", terms.as_bytes()),
        ("never.yaml", never.as_bytes()),
        ("warned.yaml", warned.as_bytes()),
    ]);
    let run = |file: &str| {
        let ended = call_in(folder.path(), &["run", file, "--explain"]);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        ended
            .output
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let never = run("never.yaml");
    assert!(
        never.contains("has no effect: no provision carries it"),
        "{never}"
    );
    assert!(
        never.contains("has not broken the house rules since the day of the latest warning"),
        "{never}"
    );
    let warned = run("warned.yaml");
    assert!(
        warned.contains("has effect: 1.1 gives the power to do so"),
        "{warned}"
    );
    assert!(warned.contains("since the day of warning W1"), "{warned}");
}

/// A policy that is to be shown on the day before the work begins, at the latest: what was shown before performs the duty that arises when
/// the work begins; what is shown on that day is late.
#[test]
fn a_last_day_before_the_duty_arises() {
    let terms = "Terms mine, version 1.
  The title is \"Mine\".
  The rounding is half up to the cent.

Article 1. Verzekering

Clause 1.1
> De aannemer toont uiterlijk de dag voor aanvang de polis.

  When the supplier begins the work,
    the supplier must show a policy,
    at the latest on the day before the day of the start of the work.

Verb \"begin\", \"begins\", \"begun\".
Thing site_start reads \"a start of the work\".
Act building_begun reads \"the supplier begins the work\".
  It is an act of the supplier.
  It brings about a start of the work.
Thing policy_shown reads \"a policy\".
Act policy_handed reads \"the supplier shows a policy\".
  It is called show_policy.
  It is an act of the supplier.
  It brings about a policy.
";
    let shown_on = |day: &str, performed: &str| {
        let timeline = format!(
            "terms: mine\nclient: {{ name: Piet }}\nevents:\n  \
             - {{ date: {day}, type: policy_handed, policy_shown: PO }}\n  \
             - {{ date: 2025-01-06, type: building_begun, site_start: S }}\n\
             expect:\n  - as-of: 2025-01-07\n    \
             obligations: [ {{ act: show_policy, due: 2025-01-05, {performed} }} ]\n"
        );
        let folder = folder(&[
            ("clauses/mine/1.clause", terms.as_bytes()),
            ("shown.yaml", timeline.as_bytes()),
        ]);
        let ended = call_in(folder.path(), &["test", "shown.yaml"]);
        assert_eq!(ended.status, 0, "{}{}", ended.output, ended.messages);
    };
    shown_on("2025-01-04", "state: performed, performed_on: 2025-01-04");
    shown_on("2025-01-05", "state: performed, performed_on: 2025-01-05");
    shown_on(
        "2025-01-06",
        "state: performed_late, performed_on: 2025-01-06",
    );
    shown_on(
        "2025-01-07",
        "state: performed_late, performed_on: 2025-01-07",
    );
}
