//! Clause files that cannot be used: `check` answers no (1) or cannot look at them (2), `run` stops with 2; always with a
//! message, a place and help, never a panic, never a wait without end.

use super::{ONE_INVOICE, call_in, folder};
use insta::assert_snapshot;

const HEAD: &str = "Terms mine, version 1.
  The title is \"Mine\".
  The rounding is half up to the cent.

Article 1. Een

Clause 1.1
> Woorden.

";

/// What `check` and `run` say of these bytes as the only clause file of terms.
fn said_of(bytes: &[u8]) -> (i32, String) {
    let timeline = ONE_INVOICE.replace("klantfocus", "./mine");
    let folder = folder(&[
        ("mine/1.clause", bytes),
        ("timeline.yaml", timeline.as_bytes()),
    ]);
    let check = call_in(folder.path(), &["check", "mine/1.clause"]);
    let run = call_in(folder.path(), &["run", "timeline.yaml"]);
    assert_eq!(run.status, 2, "{}", run.messages);
    assert_eq!(
        run.output, "",
        "nothing is concluded from terms that cannot be used"
    );
    assert!(
        run.messages.contains("1.clause"),
        "a place: {}",
        run.messages
    );
    for messages in [&check.messages, &run.messages] {
        assert!(!messages.contains("panicked"), "{messages}");
        let each = messages.len() / messages.matches("╭─[").count().max(1);
        assert!(each < 20_000, "one message is as long as a file: {each}");
    }
    (check.status, check.messages)
}

/// What `check` says of a file of slips, and how many messages that are.
fn told_of_slips(file: &str, slips: &[u8]) -> (usize, String) {
    let settings = include_bytes!("../../cases/cli/slips/00-slips.clause");
    let folder = folder(&[("slips/00.clause", settings), (file, slips)]);
    let ended = call_in(folder.path(), &["check", "slips"]);
    assert_eq!(ended.status, 1, "{}", ended.messages);
    let lines = ended.messages.lines();
    let told = lines.filter(|line| line.starts_with("  × ")).count();
    (told, ended.messages)
}

/// Slips that have nothing to do with each other are all told in one run, and nothing besides.
#[test]
fn twenty_five_slips_are_twenty_five_messages() {
    let (told, messages) = told_of_slips(
        "slips/01.clause",
        include_bytes!("../../cases/cli/slips/01-slips.clause"),
    );
    assert_eq!(told, 25, "{messages}");
    assert_snapshot!(messages);
}

/// What a drafter who thinks in Dutch writes wrong: each slip costs one message, and each message says what is expected.
#[test]
fn thirty_slips_of_a_drafter_are_thirty_messages() {
    let (told, messages) = told_of_slips(
        "slips/02.clause",
        include_bytes!("../../cases/cli/slips/02-slips.clause"),
    );
    assert_eq!(told, 30, "{messages}");
    assert_snapshot!(messages);
}

fn rule(rule: &str) -> Vec<u8> {
    format!("{HEAD}  {rule}\n").into_bytes()
}

#[test]
fn figures_that_are_none() {
    let forty = "1".repeat(40);
    let rows = [
        (
            "The late day is 2025-02-30.",
            "no-such-date",
            "its last day is 28",
        ),
        ("The fee is EUR 10.005.", "amount-misread", "3 decimals"),
        (
            "The fee is EUR NaN.",
            "amount-misread",
            "`EUR NaN` is not an amount",
        ),
        (
            &format!("The fee is EUR {forty}.00."),
            "amount-misread",
            "more than 15 digits",
        ),
        (
            &format!("The term is {forty} days."),
            "period-misread",
            "longer than",
        ),
    ];
    for (text, code, words) in rows {
        let (status, messages) = said_of(&rule(text));
        assert_eq!(status, 1, "{text}: {messages}");
        for part in [code, words, "help:", "› 1.1"] {
            let flat = messages.replace("\n  │ ", " ");
            assert!(
                flat.contains(part) || part == "› 1.1" && flat.contains("Clause 1.1"),
                "{text}: no {part} in\n{messages}"
            );
        }
    }
}

#[test]
fn a_truncated_file_costs_one_message() {
    let whole = format!(
        "{HEAD}  The payment term is 15 days.\n  When the supplier issues an invoice,\n    the client must pay the invoice to the supplier,\n    within the payment term after the invoice date.\n"
    );
    let cut = whole.len() - 40;
    let (status, messages) = said_of(&whole.as_bytes()[..cut]);
    assert_eq!(status, 1);
    assert!(messages.contains("the sentence breaks off"), "{messages}");
    assert_eq!(messages.matches("╭─[").count(), 1, "{messages}");
}

#[test]
fn lines_in_another_order() {
    let text = include_str!("../../../clauses/klantfocus/05-betaling.clause");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.reverse();
    let (status, messages) = said_of(lines.join("\n").as_bytes());
    assert_eq!(status, 1);
    assert!(messages.contains("text-before-heading"), "{messages}");
}

#[test]
fn brackets_and_lists_without_end() {
    let (status, messages) = said_of(&rule(&format!("The fee is {}.", "(".repeat(20_000))));
    assert_eq!(status, 1);
    assert!(
        messages.contains("a bracket opens an item of a list"),
        "{messages}"
    );
    let nested = "any of the following holds: (1) ".repeat(800);
    let (status, messages) = said_of(&rule(&format!("The client must pay, if {nested}x.")));
    assert_eq!(status, 1);
    assert!(messages.contains("help:"), "{messages}");
    let long = "any of the following holds: (1) ".repeat(3_000);
    let (_, messages) = said_of(&rule(&format!("The client must pay, if {long}x.")));
    assert!(messages.contains("sentence-too-long"), "{messages}");
}

#[test]
fn files_that_hold_no_text() {
    for (bytes, code) in [
        (b"".as_slice(), "file-is-empty"),
        (b"  \n\n", "file-is-empty"),
        (b"Clause 1.1\n> Caf\xe9.\n", "file-not-text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file-not-text"),
    ] {
        let (status, messages) = said_of(bytes);
        assert_eq!(status, 2, "{messages}");
        assert!(messages.starts_with(code), "{messages}");
        assert!(messages.contains("help:"), "{messages}");
    }
}

#[test]
fn folders_and_files_that_are_not_there() {
    let folder = folder(&[("full/1.clause", HEAD.as_bytes())]);
    std::fs::create_dir(folder.path().join("empty")).expect("a folder can be made");
    for (path, code) in [
        ("missing.clause", "file-missing"),
        ("empty", "folder-holds-nothing"),
    ] {
        let ended = call_in(folder.path(), &["check", path]);
        assert_eq!(ended.status, 2, "{}", ended.messages);
        assert!(ended.messages.starts_with(code), "{}", ended.messages);
        assert!(ended.messages.contains("help:"), "{}", ended.messages);
    }
}
