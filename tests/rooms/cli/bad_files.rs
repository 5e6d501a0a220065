//! Files that cannot be used: a message with place and help, status 2, nothing on the standard output.

use super::{ONE_INVOICE, call, call_in, folder};
use insta::assert_snapshot;

/// Runs a file with these bytes and gives the messages.
fn message_for(name: &str, bytes: &[u8]) -> String {
    let folder = folder(&[(name, bytes)]);
    let ended = call_in(folder.path(), &["run", name]);
    assert_eq!(ended.status, 2, "{}", ended.messages);
    assert_eq!(
        ended.output, "",
        "nothing is concluded from a file that cannot be used"
    );
    assert!(ended.messages.contains("help:"), "{}", ended.messages);
    ended.messages
}

#[test]
fn a_missing_file() {
    let folder = folder(&[("timeline.yaml", ONE_INVOICE.as_bytes())]);
    let ended = call_in(folder.path(), &["run", "timline.yaml"]);
    assert_eq!(ended.status, 2);
    assert_snapshot!(ended.messages);
}

#[test]
fn a_file_in_a_missing_folder() {
    let ended = call(&["run", "clauses/klantfoccus/scenarios/x.yaml"]);
    assert_eq!(ended.status, 2);
    assert_snapshot!(ended.messages);
}

#[test]
fn a_folder() {
    let ended = call(&["run", "clauses"]);
    assert_eq!(ended.status, 2);
    assert_snapshot!(ended.messages);
}

#[test]
fn thirty_mistakes_are_thirty_messages() {
    let case = include_bytes!("../../cases/cli/thirty-mistakes.yaml");
    let messages = message_for("thirty.yaml", case);
    let told = messages.lines().filter(|line| line.starts_with("  × "));
    assert_eq!(told.count(), 30, "{messages}");
    let helps = messages.lines().filter(|line| line.starts_with("  help: "));
    assert_eq!(helps.count(), 30, "{messages}");
    assert_snapshot!(messages);
}

#[test]
fn an_empty_file() {
    assert_snapshot!(message_for("empty.yaml", b"\n  \n"));
}

#[test]
fn an_older_encoding() {
    assert_snapshot!(message_for(
        "old.yaml",
        b"terms: klantfocus\nclient: { name: Caf\xe9 Noord }\nevents: []\n"
    ));
}

#[test]
fn a_picture() {
    assert_snapshot!(message_for(
        "picture.yaml",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"
    ));
}

#[test]
fn terms_that_the_library_does_not_hold() {
    assert_snapshot!(message_for(
        "timeline.yaml",
        ONE_INVOICE.replace("klantfocus", "klantfokus").as_bytes()
    ));
}

#[test]
fn terms_that_are_not_named() {
    assert_snapshot!(message_for(
        "timeline.yaml",
        ONE_INVOICE.replace("terms: klantfocus\n", "").as_bytes()
    ));
}

#[test]
fn a_reading_that_the_terms_do_not_have() {
    let text = ONE_INVOICE.replace("events:", "readings: { R8: due_dya, R99: x }\nevents:");
    assert_snapshot!(message_for("timeline.yaml", text.as_bytes()));
}

#[test]
fn no_day_to_look_from() {
    assert_snapshot!(message_for(
        "timeline.yaml",
        b"terms: klantfocus\nevents: []\n"
    ));
}

#[test]
fn brackets_without_end() {
    let text = format!("terms: klantfocus\nevents: {}\n", "[".repeat(20_000));
    let messages = message_for("timeline.yaml", text.as_bytes());
    assert!(
        messages.len() < 2_000,
        "a message is not as long as the file: {}",
        messages.len()
    );
}

#[test]
fn anchors_that_multiply() {
    let mut text = String::from("a0: &a0 [x, x]\n");
    for level in 1..40 {
        text.push_str(&format!(
            "a{level}: &a{level} [*a{}, *a{}]\n",
            level - 1,
            level - 1
        ));
    }
    message_for("timeline.yaml", text.as_bytes());
}

#[test]
fn a_number_of_forty_digits() {
    let digits = "1".repeat(40);
    message_for(
        "timeline.yaml",
        ONE_INVOICE.replace("1000.00", &digits).as_bytes(),
    );
}

#[test]
fn everything_wrong_at_once() {
    let text = "terms: klantfocus
events:
  - { date: 2025-02-30, type: invoice_issued, invoice: I1, amount: 1000.00 }
  - { date: 2025-03-01, type: invoice_isued, invoice: I2, amount: 1000.00 }
  - { date: 2025-03-01, type: invoice_issued, invoice: I3, amount: 10.005 }
  - { date: 2025-03-01, type: invoice_issued, invoice: I4, amount: .nan }
  - { date: 2025-03-02, type: payment_received, payment: P1, amount: 1000.00, amount: 2000.00 }
";
    assert_snapshot!(message_for("timeline.yaml", text.as_bytes()));
}

#[test]
fn a_broken_clause_file_of_the_terms() {
    let clauses: &[u8] = b"Terms mine, version 1.\n  The title is \"Mine\".\n  The rounding is half up to the cent.\n\nClause 1\n> Woorden.\n\n  The payment term is 15 days, unless\n";
    let timeline = ONE_INVOICE.replace("klantfocus", "./mine");
    let folder = folder(&[
        ("mine/1.clause", clauses),
        ("timeline.yaml", timeline.as_bytes()),
    ]);
    let ended = call_in(folder.path(), &["run", "timeline.yaml"]);
    assert_eq!(ended.status, 2, "{}", ended.messages);
    assert!(
        ended.messages.contains("mine/1.clause"),
        "{}",
        ended.messages
    );
}

/// A scenario whose expectations no report could fail: each slip is an error with what was meant, and nothing else is.
#[test]
fn expectations_with_slips() {
    let text = ONE_INVOICE.to_owned()
        + "expect:
  - absent: { statuses: [ { statu: in_default }, { status: in_defalt }, { status: in_default } ] }
  - absent: { powers: [ { act: suspnd }, { act: suspend, intervals: [ { form: 2024-03-01 } ] } ] }
  - absent: { obligations: [ { act: pay, clause: 5.aa } ], notes: [ { kind: unregulatd } ] }
  - claims: [ { ref: I1, head: principal, stat: due } ]
    absent: { claims: [ { ref: I1, head: principle } ], balance: [ { debtor: client, cots: 1.00 } ] }
";
    let folder = folder(&[("slips.yaml", text.as_bytes())]);
    for (command, status) in [("test", 1), ("check", 1), ("run", 2)] {
        let ended = call_in(folder.path(), &[command, "slips.yaml"]);
        assert_eq!(ended.status, status, "{command}: {}", ended.messages);
        let words: Vec<&str> = ended.messages.split_whitespace().collect();
        let words = words.join(" ");
        for meant in [
            "status",
            "in_default",
            "suspend",
            "from",
            "5.a",
            "unregulated",
            "state",
            "principal",
            "costs",
        ] {
            let help = format!("did you mean `{meant}`?");
            assert_eq!(
                words.matches(&help).count(),
                1,
                "{meant}: {}",
                ended.messages
            );
        }
        assert_eq!(words.matches("help:").count(), 9, "{}", ended.messages);
    }
}

/// A provision that the terms do not have, in each kind of event that names one.
#[test]
fn provisions_that_the_terms_do_not_have() {
    let text = ONE_INVOICE.to_owned()
        + "  - { date: 2024-03-06, type: provision_disapplied, by: client, provision: 99.z }
  - { date: 2024-03-07, type: violation_started, provision: 8.z }
  - { date: 2024-03-08, type: violation_started, provision: 8.a }
  - { date: 2024-03-09, type: service_suspended, invoked: 6.z }
";
    let folder = folder(&[("provisions.yaml", text.as_bytes())]);
    let ended = call_in(folder.path(), &["run", "provisions.yaml"]);
    assert_eq!(ended.status, 2, "{}", ended.messages);
    let words: Vec<&str> = ended.messages.split_whitespace().collect();
    let words = words.join(" ");
    for provision in ["99.z", "8.z", "6.z"] {
        let message = format!("these terms have no provision `{provision}`");
        assert!(words.contains(&message), "{}", ended.messages);
    }
    assert_eq!(words.matches("these terms have no provision").count(), 3);
    assert!(
        words.contains("of that article there are `8.a`, `8.b`"),
        "{words}"
    );
    // The same facts under other terms number otherwise.
    let other = call_in(
        folder.path(),
        &["run", "provisions.yaml", "--terms", "krachtig-online"],
    );
    assert_eq!(other.status, 0, "{}", other.messages);
}

/// A text that is wrong fails its scenario (1); a path without a text is told (2), and the others are run all the same.
#[test]
fn a_scenario_that_breaks_off_fails_and_one_without_a_text_cannot_be_used() {
    let whole = format!("{ONE_INVOICE}expect:\n  - as-of: 2024-03-10\n");
    let broken = &whole[..whole.len() - 8];
    let folder = folder(&[
        ("whole.yaml", whole.as_bytes()),
        ("broken/one.yaml", broken.as_bytes()),
        ("empty/one.yaml", b""),
    ]);
    for (paths, status, output) in [
        (vec!["whole.yaml"], 0, "1 passed, 0 failed"),
        (vec!["broken", "whole.yaml"], 1, "1 passed, 1 failed"),
        (
            vec!["empty", "broken", "whole.yaml"],
            2,
            "1 passed, 1 failed, 1 could not be read",
        ),
        (
            vec!["missing.yaml", "whole.yaml"],
            2,
            "1 passed, 0 failed, 1 could not be read",
        ),
    ] {
        let arguments: Vec<&str> = std::iter::once("test").chain(paths).collect();
        let ended = call_in(folder.path(), &arguments);
        assert_eq!(ended.status, status, "{}{}", ended.output, ended.messages);
        assert!(ended.output.contains(output), "{}", ended.output);
    }
}

/// A value of a million letters is named, not printed.
#[test]
fn what_nobody_reads_to_the_end_is_cut() {
    let long = "x".repeat(1_000_000);
    for from in ["invoice_issued", "I1", "2024-03-01", "klantfocus", "amount"] {
        let text = ONE_INVOICE.replacen(from, &long, 1);
        let folder = folder(&[("long.yaml", text.as_bytes())]);
        let ended = call_in(folder.path(), &["check", "long.yaml"]);
        let messages = &ended.messages;
        assert!(
            ended.status <= 1,
            "{from}: {}",
            &messages[..messages.len().min(2_000)]
        );
        assert!(messages.len() < 10_000, "{from}: {} bytes", messages.len());
    }
}

/// A slip in what is expected is told beside a slip in the events.
#[test]
fn slips_in_expectations_do_not_wait_for_the_rest() {
    let text = ONE_INVOICE.replace("invoice_issued", "invoise_issued")
        + "expect:\n  - statuses: [ { status: in_defalt } ]\n";
    let folder = folder(&[("slips.yaml", text.as_bytes())]);
    let ended = call_in(folder.path(), &["check", "slips.yaml"]);
    for words in [
        "did you mean `invoice_issued`?",
        "did you mean `in_default`?",
    ] {
        assert!(ended.messages.contains(words), "{}", ended.messages);
    }
}

/// An amount in another currency is remarked on before a run finds no answer, which then tells where it stands.
#[test]
fn another_currency_is_remarked_on() {
    let text = ONE_INVOICE.replacen("1000.00", "1000.00 USD", 1)
        + "  - { date: 2024-05-01, type: collection_started, collection: C1, claims: [I1] }\n";
    let folder = folder(&[("dollars.yaml", text.as_bytes())]);
    let check = call_in(folder.path(), &["check", "dollars.yaml"]);
    assert_eq!(check.status, 0, "{}", check.messages);
    assert!(
        check.messages.contains("other-currency"),
        "{}",
        check.messages
    );
    let run = call_in(folder.path(), &["run", "dollars.yaml"]);
    assert_eq!(run.status, 2, "{}", run.messages);
    for words in ["amount-without-answer", "told in USD", "help:"] {
        assert!(run.messages.contains(words), "{}", run.messages);
    }
}

/// Debts in two currencies stand beside each other: a payment in one settles what is owed in it, with its interest, and nothing else.
#[test]
fn debts_in_two_currencies_stand_side_by_side() {
    let text = ONE_INVOICE.replacen("1000.00", "1000.00 USD", 1)
        + "  - { date: 2024-03-01, type: invoice_issued, invoice: I2, amount: 500.00 }\n"
        + "  - { date: 2024-03-05, type: payment_received, amount: 400.00 USD }\n"
        + "expect:\n  - as-of: 2024-03-10\n    balance:\n      - { currency: EUR, principal: 500.00, total: 500.00 }\n"
        + "      - { currency: USD, principal: 600.00 }\n";
    let folder = folder(&[("two.yaml", text.as_bytes())]);
    let tested = call_in(folder.path(), &["test", "two.yaml"]);
    assert_eq!(tested.status, 0, "{}{}", tested.output, tested.messages);
    let run = call_in(folder.path(), &["run", "two.yaml"]);
    let words: Vec<&str> = run.output.split_whitespace().collect();
    let note = "4.a, basis: invoices are to be in euros; this one is reckoned in its own currency";
    assert!(words.join(" ").contains(note), "{}", run.output);
}
