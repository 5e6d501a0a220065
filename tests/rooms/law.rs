//! The figures of the law library: every row of the published tables of the collection tariff, run through the shipped terms.

use std::fmt::Write as _;
use std::io::Write as _;

use assert_cmd::Command;
use serde_json::Value;

/// Principal, costs by the tariff, costs at 15% with a floor of 150.00.
fn rows() -> Vec<(String, String, String)> {
    include_str!("../figures/collection-costs.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cents(cells[0]), cents(cells[1]), cents(cells[3]))
        })
        .collect()
}

/// An amount with two decimals.
fn cents(cell: &str) -> String {
    if cell.contains('.') {
        cell.to_owned()
    } else {
        format!("{cell}.00")
    }
}

fn report(timeline: &str, as_of: &str) -> Value {
    let mut file = tempfile::Builder::new()
        .suffix(".yaml")
        .tempfile()
        .expect("a temporary file can be made");
    file.write_all(timeline.as_bytes())
        .expect("a temporary file can be written");
    let output = Command::cargo_bin("clausec")
        .expect("the program is built with its tests")
        .args(["run", "--format", "json", "--as-of", as_of])
        .arg(file.path())
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("the report is JSON")
}

fn costs_of<'a>(report: &'a Value, reference: &str) -> Option<&'a str> {
    report["claims"]
        .as_array()
        .expect("claims are a list")
        .iter()
        .find(|claim| claim["ref"] == reference && claim["head"] == "costs")
        .and_then(|claim| claim["amount"].as_str())
}

#[test]
fn every_row_of_the_collection_tariff() {
    let mut timeline =
        String::from("terms: krachtig-online\nclient: { name: Bakkerij Vink B.V. }\nevents:\n");
    for (number, (principal, _, _)) in rows().iter().enumerate() {
        writeln!(timeline, "  - {{ date: 2025-03-01, type: invoice_issued, invoice: I{number}, amount: {principal} }}")
            .expect("a text can be written to");
    }
    let report = report(&timeline, "2025-03-16");
    for (number, (principal, tariff, _)) in rows().iter().enumerate() {
        assert_eq!(
            costs_of(&report, &format!("I{number}")),
            Some(tariff.as_str()),
            "costs on {principal}"
        );
    }
}

#[test]
fn every_row_of_fifteen_percent_with_a_floor() {
    let mut timeline =
        String::from("terms: klantfocus\nclient: { name: Bakkerij Vink B.V. }\nevents:\n");
    for (number, (principal, _, _)) in rows().iter().enumerate() {
        writeln!(timeline, "  - {{ date: 2025-03-01, type: invoice_issued, invoice: I{number}, amount: {principal} }}\n  - {{ date: 2025-04-15, type: collection_started, collection: C{number}, claims: [I{number}] }}")
            .expect("a text can be written to");
    }
    let report = report(&timeline, "2025-04-15");
    for (number, (principal, _, costs)) in rows().iter().enumerate() {
        let found = costs_of(&report, &format!("C{number}"))
            .or_else(|| costs_of(&report, &format!("I{number}")));
        assert_eq!(found, Some(costs.as_str()), "costs on {principal}");
    }
}

#[test]
fn the_table_of_figures_is_whole() {
    assert_eq!(rows().len(), 28);
}
