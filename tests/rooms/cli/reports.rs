//! The reports of all shipped scenarios: within 80 columns, the same facts in each form.

use std::path::{Path, PathBuf};

use super::{call, call_in, folder};

/// All scenarios of the clause library, sorted.
pub fn scenarios() -> Vec<String> {
    let mut found = Vec::new();
    below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("clauses"),
        &mut found,
    );
    found.sort();
    let names = found.iter().map(|path| {
        path.to_str()
            .expect("paths of the project are UTF-8")
            .to_owned()
    });
    names.collect()
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn no_line_is_wider_than_80_columns() {
    let scenarios = scenarios();
    assert!(scenarios.len() > 100, "the library has scenarios");
    for explain in [&[][..], &["--explain"]] {
        let mut arguments = vec!["run"];
        arguments.extend(scenarios.iter().map(String::as_str));
        arguments.extend(explain);
        let ended = call(&arguments);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        for line in ended.output.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
        for heading in [
            "WHAT IS OWED",
            "WHO IS IN DEFAULT, AND WHAT ELSE HOLDS",
            "WHAT EACH PARTY MAY DO",
            "CHRONICLE",
        ] {
            assert_eq!(
                ended.output.matches(heading).count(),
                scenarios.len(),
                "{heading}"
            );
        }
    }
}

#[test]
fn every_scenario_of_the_library_passes() {
    let ended = call(&["test"]);
    assert_eq!(ended.status, 0, "{}{}", ended.output, ended.messages);
    assert_eq!(
        ended.output,
        format!("{} passed, 0 failed\n", scenarios().len())
    );
}

#[test]
fn a_difference_is_shown_and_fails() {
    let scenario = "terms: klantfocus
events:
  - { date: 2024-03-01, type: invoice_issued, invoice: I1, amount: 1000.00 }
expect:
  - as-of: 2024-03-17
    title: the first day of default
    balance: [ { debtor: client, creditor: supplier, total: 1000.35 } ]
";
    let folder = folder(&[("wrong.yaml", scenario.as_bytes())]);
    let ended = call_in(folder.path(), &["test", "wrong.yaml"]);
    assert_eq!(ended.status, 1, "{}", ended.messages);
    insta::assert_snapshot!(ended.output);
}

#[test]
fn the_library_is_without_fault() {
    let ended = call(&["check"]);
    assert_eq!(
        (ended.status, ended.messages.as_str()),
        (0, ""),
        "{}",
        ended.output
    );
    assert!(
        ended.output.ends_with(": nothing wrong\n"),
        "{}",
        ended.output
    );
}

#[test]
fn a_fault_is_found_once_and_is_a_no() {
    let clauses: &[u8] = b"Terms mine, version 1.\n  The title is \"Mine\".\n  The rounding is half up to the cent.\n\nClause 1\n> Woorden.\n\n  The client is in defalt of an invoice.\n";
    let folder = folder(&[("mine/1.clause", clauses)]);
    let ended = call_in(folder.path(), &["check", "mine/1.clause"]);
    assert_eq!(ended.status, 1, "{}", ended.messages);
    assert_eq!(
        ended.messages.matches("mine/1.clause").count(),
        1,
        "{}",
        ended.messages
    );
    assert!(ended.output.contains("1 error"), "{}", ended.output);
}

/// Fields and days are told in the words that clauses use for them, not by the key of a timeline.
#[test]
fn an_explanation_names_fields_as_clauses_do() {
    let scenarios = scenarios();
    let of = |name: &str| {
        let found = scenarios.iter().find(|path| path.contains(name));
        let path = found.expect("the scenario is shipped");
        let ended = call(&["run", path, "--explain"]);
        let words: Vec<&str> = ended.output.split_whitespace().collect();
        words.join(" ")
    };
    let price = of("/7.5-S7-");
    assert!(
        price.contains("12 months after the day of price change PC1"),
        "{price}"
    );
    let raised = of("/17.4-S4-");
    assert!(!raised.contains("who did it"), "{raised}");
    for words in [&price, &raised] {
        assert!(!words.contains("effective on of") && !words.contains("the day of it"));
    }
}

#[test]
fn a_set_off_that_works_back_is_told_on_the_day_of_its_declaration() {
    let scenario = "clauses/klantfocus/scenarios/05/5.b-T6-a-counterclaim-told-in-words.yaml";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(scenario);
    let ended = call(&[
        "run",
        path.to_str().expect("paths of the project are UTF-8"),
    ]);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    let (_, chronicle) = (ended.output.split_once("CHRONICLE")).expect("a chronicle is told");
    let declared = "\n  2025-01-10  KlantFocus declares set-off: EUR 250.00";
    assert!(chronicle.contains(declared), "{chronicle}");
    assert!(!chronicle.contains("\n  2024-12-25"), "{chronicle}");
    assert!(
        ended
            .output
            .contains("the set-off of 2025-01-10, on 2024-12-25"),
        "{}",
        ended.output
    );
}
