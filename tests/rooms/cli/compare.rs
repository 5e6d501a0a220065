//! `clausec compare`: one timeline under two sets of terms, in each form; and calls that cannot be used.

use insta::assert_snapshot;

use super::{ONE_INVOICE, call, call_in, folder};

const SAME_FACTS: &str = "clauses/klantfocus/scenarios/both/same-facts.yaml";

/// An invoice that is paid two months late, in part.
const LATE: &str = "terms: klantfocus
as-of: 2025-05-20
client: { name: Bakkerij Vink B.V. }
events:
  - { date: 2025-03-01, type: invoice_issued, invoice: A, amount: 1210.00 }
  - { date: 2025-04-30, type: payment_received, payment: P1, amount: 1000.00 }
";

fn compared(text: &str, more: &[&str]) -> String {
    let folder = folder(&[("late.yaml", text.as_bytes())]);
    let mut arguments = vec!["compare", "late.yaml", "klantfocus", "krachtig-online"];
    arguments.extend(more);
    let ended = call_in(folder.path(), &arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    ended.output
}

#[test]
fn the_same_facts_side_by_side() {
    let ended = call(&["compare", SAME_FACTS, "klantfocus", "krachtig-online"]);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    for line in ended.output.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
    assert_snapshot!(ended.output);
}

#[test]
fn as_markdown() {
    assert_snapshot!(compared(LATE, &["--format", "markdown"]));
}

#[test]
fn as_json() {
    assert_snapshot!(compared(LATE, &["--format", "json"]));
}

/// What is compared is what each run says: the totals are those of two separate runs.
#[test]
fn the_amounts_are_those_of_two_runs() {
    let compared = call(&[
        "compare",
        SAME_FACTS,
        "klantfocus",
        "krachtig-online",
        "--format",
        "json",
    ]);
    let compared: serde_json::Value =
        serde_json::from_str(&compared.output).expect("a comparison is JSON");
    for (side, terms) in ["klantfocus", "krachtig-online"].into_iter().enumerate() {
        let run = call(&["run", SAME_FACTS, "--terms", terms, "--format", "json"]);
        let run: serde_json::Value = serde_json::from_str(&run.output).expect("a report is JSON");
        let mut totals: Vec<&str> = run["balance"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|balance| balance["total"].as_str())
            .filter(|total| *total != "0.00")
            .collect();
        let rows = compared["subjects"][0]["rows"].as_array().expect("rows");
        let mut shown: Vec<&str> = rows
            .iter()
            .filter(|row| {
                row["what"]
                    .as_str()
                    .is_some_and(|what| what.ends_with(", in all"))
            })
            .filter_map(|row| row["sides"][side][0]["amount"].as_str())
            .filter(|total| *total != "0.00")
            .collect();
        totals.sort_unstable();
        shown.sort_unstable();
        assert!(!totals.is_empty());
        assert_eq!(shown, totals, "{terms}");
    }
}

/// What lateness has cost is the sum of the interest, costs and fines of each run, whether they were paid or not.
#[test]
fn what_was_added_is_that_of_two_runs() {
    let compared = compared(LATE, &["--format", "json"]);
    let compared: serde_json::Value = serde_json::from_str(&compared).expect("it is JSON");
    let subjects = compared["subjects"].as_array().expect("subjects");
    let cost = subjects
        .iter()
        .find(|subject| subject["kind"] == "cost_so_far")
        .expect("what was added is a subject");
    for (side, terms) in ["klantfocus", "krachtig-online"].into_iter().enumerate() {
        let folder = folder(&[("late.yaml", LATE.as_bytes())]);
        let arguments = ["run", "late.yaml", "--terms", terms, "--format", "json"];
        let run = call_in(folder.path(), &arguments).output;
        let run: serde_json::Value = serde_json::from_str(&run).expect("a report is JSON");
        let claims = run["claims"].as_array().expect("a list").iter();
        let added = claims.filter(|claim| claim["head"] != "principal");
        let cents = |amount: &serde_json::Value| -> i64 {
            let amount = amount.as_str().expect("an amount");
            amount.replace('.', "").parse().expect("cents")
        };
        let sum: i64 = added.map(|claim| cents(&claim["amount"])).sum();
        assert!(sum > 0, "{terms}");
        assert_eq!(cents(&cost["rows"][0]["sides"][side][0]["amount"]), sum);
    }
}

/// What a set of terms does not know is told apart from what is not so.
#[test]
fn what_one_text_alone_speaks_of_is_told_apart() {
    let path = "clauses/klantfocus/scenarios/both/a-month-late.yaml";
    let ended = call(&[
        "compare",
        path,
        "klantfocus",
        "krachtig-online",
        "--format",
        "markdown",
    ]);
    for part in [
        "\nOnly krachtig-online speaks of this:\n\n- The relation with the client is confidential: since 2025-01-13 (16.1)\n",
        "\nOnly klantfocus speaks of this:\n\n- The client may request access to its personal data: at all times (9.b)\n",
        "| The supplier may stop the work | - | since 2025-02-18 (8.5) |",
        "| Which version governs | version 1 of the terms is in force, since 2025-01-06 | version 1 of the terms governs agreement A1, since 2025-01-13 (23.1) |",
    ] {
        assert!(ended.output.contains(part), "{part}\n{}", ended.output);
    }
}

/// What a late month costs, who may stop, how a party gets out and what damage is paid come first, each with its provision, on any facts.
#[test]
fn what_one_asks_of_a_contract_comes_first_with_its_provisions() {
    const FIRST: [&str; 6] = [
        "balance",
        "cost_so_far",
        "another_month",
        "powers: getting out of an agreement",
        "powers: stopping the service",
        "damages",
    ];
    let folder = std::fs::read_dir("clauses/klantfocus/scenarios/both").expect("a folder");
    let mut timelines = 0;
    for file in folder {
        let path = file.expect("a file").path();
        let path = path.to_str().expect("a name").to_owned();
        timelines += 1;
        let call_as = |format: &str| {
            let arguments = [
                "compare",
                &path,
                "klantfocus",
                "krachtig-online",
                "--format",
            ];
            let ended = call(&[arguments.as_slice(), &[format]].concat());
            assert_eq!(ended.status, 0, "{path}: {}", ended.messages);
            ended.output
        };
        for line in call_as("text").lines() {
            assert!(
                unicode_width::UnicodeWidthStr::width(line) <= 80,
                "{path}: {line}"
            );
        }
        let told: serde_json::Value = serde_json::from_str(&call_as("json")).expect("JSON");
        let subjects = told["subjects"].as_array().expect("subjects");
        let name = |subject: &serde_json::Value| {
            let kind = subject["kind"].as_str().expect("a kind").to_owned();
            match subject["matter"].as_str() {
                Some(matter) => format!("{kind}: {matter}"),
                None => kind,
            }
        };
        let names: Vec<String> = subjects.iter().map(name).collect();
        let known: Vec<&str> = FIRST
            .into_iter()
            .filter(|first| names.iter().any(|name| name == first))
            .collect();
        assert_eq!(names[..known.len()], known, "{path}");
        assert!(
            names
                .iter()
                .any(|name| name.starts_with("powers: getting out"))
        );
        for subject in &subjects[..known.len()] {
            for row in subject["rows"].as_array().expect("rows") {
                for entry in row["sides"].as_array().into_iter().flatten() {
                    for said in entry.as_array().into_iter().flatten() {
                        let nothing = said["amount"] == "0.00" || said["words"] == "nothing";
                        assert!(nothing || said["clauses"].is_array(), "{path}: {row}");
                    }
                }
            }
        }
    }
    assert!(timelines >= 8, "{timelines}");
}

#[test]
fn two_versions_are_told_apart() {
    let folder = folder(&[("one.yaml", ONE_INVOICE.as_bytes())]);
    let arguments = ["compare", "one.yaml", "klantfocus", "klantfocus@2"];
    let ended = call_in(folder.path(), &arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    assert!(
        ended.output.contains("klantfocus@1") && ended.output.contains("klantfocus@2"),
        "{}",
        ended.output
    );
}

#[test]
fn calls_that_cannot_be_used() {
    let one_side_only = "terms: klantfocus
readings: { R8: due_day }
events:
  - { date: 2024-03-01, type: invoice_issued, invoice: I1, amount: 1000.00 }
";
    let no_event = "terms: klantfocus
events:
  - { date: 2024-03-01, type: invoice_isued, invoice: I1, amount: 1000.00 }
";
    let folder = folder(&[
        ("one.yaml", ONE_INVOICE.as_bytes()),
        ("one-side.yaml", one_side_only.as_bytes()),
        ("slip.yaml", no_event.as_bytes()),
    ]);
    let calls: [&[&str]; 6] = [
        &["compare", "one.yaml", "klantfocus", "klantfokus"],
        &["compare", "one.yaml", "klantfocus@9", "krachtig-online"],
        &["compare", "one-side.yaml", "klantfocus", "krachtig-online"],
        &["compare", "slip.yaml", "klantfocus", "krachtig-online"],
        &["compare", "none.yaml", "klantfocus", "krachtig-online"],
        &[
            "compare",
            "one.yaml",
            "klantfocus",
            "krachtig-online",
            "--reading",
            "R99=x",
        ],
    ];
    let mut shown = String::new();
    for arguments in calls {
        let ended = call_in(folder.path(), arguments);
        assert_eq!(
            (ended.status, ended.output.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        shown.push_str(&format!(
            "$ clausec {}\n{}\n",
            arguments.join(" "),
            ended.messages
        ));
    }
    assert_snapshot!(shown);
}

#[test]
fn one_act_that_two_sets_of_terms_call_otherwise_is_one_row() {
    let ended = call(&[
        "compare",
        SAME_FACTS,
        "klantfocus",
        "krachtig-online",
        "--format",
        "markdown",
    ]);
    let rows: Vec<&str> = ended
        .output
        .lines()
        .filter(|line| line.contains("close the account") || line.contains("disable the access"))
        .collect();
    let [row] = rows.as_slice() else {
        panic!("{rows:?}");
    };
    assert!(row.contains("(8.f)") && row.contains("(5.2)"), "{row}");
}

/// 1,000.00 in each currency, late since 17 January: 74 days at 11.15% are 22.61 of interest, which neither sum may swallow.
#[test]
fn what_was_added_is_told_in_each_currency() {
    let invoice = |name, amount| {
        format!(
            "  - {{ date: 2025-01-01, type: invoice_issued, invoice: {name}, amount: {amount} }}\n"
        )
    };
    let two = [invoice("A", "1000.00"), invoice("B", "1000.00 USD")].concat();
    let text = format!("client: {{ name: Bakkerij Vink B.V. }}\nas-of: 2025-03-31\nevents:\n{two}");
    let folder = folder(&[("two.yaml", text.as_bytes())]);
    let ended = call_in(
        folder.path(),
        &["compare", "two.yaml", "klantfocus", "klantfocus@2"],
    );
    assert_eq!(ended.status, 0, "{}", ended.messages);
    let told = ended.output.split("WHAT INTEREST, COSTS AND FINES").nth(1);
    let told = told.and_then(|rest| rest.split("WHAT ANOTHER MONTH").next());
    let told = told.expect("it tells what was added");
    assert!(told.contains("EUR 22.61"), "{told}");
    assert!(told.contains("USD 22.61"), "{told}");
}
