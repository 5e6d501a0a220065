//! Terms of other suppliers and contracts of other kinds (`tests/terms/`), and what a lawyer does with a text of his own.

use std::fs;
use std::path::{Component, Path, PathBuf};

use assert_cmd::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Status, output and messages of a call.
fn call(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_clausec"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("it writes UTF-8");
    (
        output.status.code().expect("it ends by itself"),
        text(output.stdout),
        text(output.stderr),
    )
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files_below(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn contracts_of_other_kinds_check_and_come_out_as_computed_by_hand() {
    let mut terms: Vec<String> = fs::read_dir(root().join("tests/terms"))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    terms.sort();
    let kinds = [
        "aandelenkoop",
        "aanneming",
        "abonnement",
        "afbetaling",
        "agentuur",
        "bedrijfsruimte",
        "betwiste-uren",
        "boete-zolang",
        "brondepot",
        "dienstniveau",
        "distributie",
        "geldschuld",
        "kantoorhuur",
        "koop",
        "krediet",
        "lening",
        "makelaardij",
        "noordwind-verhuur",
        "onderaanneming",
        "oordelen",
        "overname",
        "polis",
        "raamcontract",
        "rekening-courant",
        "samenwerking",
        "servicecontract",
        "sleutelbeheer",
        "stilstand",
        "termijnlening",
        "tijd",
        "uitzending",
    ];
    assert_eq!(
        terms, kinds,
        "shares, a building contract, a subscription, a sale on instalments, an agency, a lease, a fine while a default lasts, a deposit of source code, service levels, a distribution, debts of both parties under heads of their own, an office let, a sale, goods on credit, a loan, a mandate, a rental, a subcontract, a takeover, an insurance, a framework of orders, a current account, two parties that work together, a contract for maintenance, the keeping of keys, a standstill, a loan that becomes due at once, what time alone changes, temporary staffing"
    );
    for one in &terms {
        let folder = format!("tests/terms/{one}");
        let (status, output, messages) = call(root(), &["check", &folder]);
        assert_eq!((status, messages.as_str()), (0, ""), "{one}");
        assert!(output.ends_with(": nothing wrong\n"), "{output}");
        let (status, output, messages) = call(root(), &["test", &folder]);
        assert_eq!(status, 0, "{one}:\n{output}{messages}");
        assert!(!output.starts_with("0 passed"), "{one} has scenarios");
    }
}

/// Apart from the contracts, as `check` remarks on a currency that the terms do not reckon in.
#[test]
fn debts_in_two_currencies_are_not_set_off_against_each_other() {
    let scenario = "tests/cases/cli/set-off-in-two-currencies.yaml";
    let (status, output, messages) = call(root(), &["test", scenario]);
    assert_eq!(
        (status, output.as_str()),
        (0, "1 passed, 0 failed\n"),
        "{messages}"
    );
    let (_, output, _) = call(root(), &["run", scenario, "--as-of", "2025-04-03"]);
    assert!(
        output.contains("owes Winkel Zuid B.V. nothing in GBP."),
        "{output}"
    );
}

/// A head is called as its declaration reads, in the balance, the claims and the duties alike.
#[test]
fn a_head_is_called_by_its_words() {
    let scenario = "tests/terms/overname/scenarios/form-not-told.yaml";
    let (status, output, messages) = call(root(), &["run", scenario]);
    assert_eq!(status, 0, "{messages}");
    for words in [
        "    earn-out  ",
        "  earn-out for set of accounts J1, not yet due (1.2)",
        "must pay the earn-out for set of accounts J1",
    ] {
        assert!(output.contains(words), "{words}\n{output}");
    }
    assert!(!output.contains("earn out"), "{output}");
}

/// The engine knows time, money, norms and events: no supplier, no statute.
#[test]
fn no_name_of_a_supplier_and_no_number_of_a_statute_stands_in_the_source() {
    let names = ["klantfocus", "krachtig", "wederpartij", "opdrachtgever"];
    let mut found = Vec::new();
    for path in files_below(&root().join("src"), "rs") {
        // Unit tests may quote clauses, and comments may give examples of what clause files say.
        let is_test = |part: Component<'_>| {
            ["tests", "tests.rs"]
                .iter()
                .any(|name| part.as_os_str() == *name)
        };
        if path.components().any(is_test) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source is a text");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let small = line.split("//").next().unwrap_or_default().to_lowercase();
            if names.iter().any(|name| small.contains(name)) || names_an_article(&small) {
                found.push(format!(
                    "{}:{}: {}",
                    path.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// `6:119`: a book and an article of two digits or more.
fn names_an_article(line: &str) -> bool {
    let digits = |text: &str, from_end: bool| {
        let is_digit = |letter: &char| letter.is_ascii_digit();
        if from_end {
            text.chars().rev().take_while(is_digit).count()
        } else {
            text.chars().take_while(is_digit).count()
        }
    };
    line.match_indices(':').any(|(at, _)| {
        !line[..at].ends_with("{0")
            && digits(&line[..at], true) == 1
            && digits(&line[at + 1..], false) >= 2
    })
}

/// A folder of its own with the clause library, changed by `change`.
fn library(change: impl Fn(&str, String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for path in files_below(&root().join("clauses/klantfocus"), "clause") {
        let inside = path.strip_prefix(root()).expect("it lies in the project");
        let name = inside.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).expect("a clause file is a text");
        let copy = folder.path().join(inside);
        fs::create_dir_all(copy.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(copy, change(&name, text)).expect("it can be written");
    }
    folder
}

const ONE_INVOICE: &str = "terms: klantfocus
client: { name: Fietsatelier Noord B.V. }
events:
  - { date: 2024-03-01, type: invoice_issued, invoice: I1, amount: 1000.00 }
";

fn run(folder: &Path, timeline: &str, as_of: &str) -> serde_json::Value {
    fs::write(folder.join("timeline.yaml"), timeline).expect("it can be written");
    let call = call(
        folder,
        &["run", "timeline.yaml", "--as-of", as_of, "--format", "json"],
    );
    assert_eq!(call.0, 0, "{}", call.2);
    serde_json::from_str(&call.1).expect("the report is JSON")
}

/// 1 March + 15 days is 16 March, + 30 days is 31 March; nothing else is touched.
#[test]
fn changing_15_days_to_30_days_in_the_clause_changes_the_result() {
    let due = |folder: &tempfile::TempDir| {
        let report = run(folder.path(), ONE_INVOICE, "2024-03-20");
        let due = report["obligations"][0]["due"].as_str().map(str::to_owned);
        let in_default = report["statuses"]
            .as_array()
            .is_some_and(|all| all.iter().any(|status| status["status"] == "in_default"));
        (due.expect("the invoice is to be paid"), in_default)
    };
    let as_shipped = library(|_, text| text);
    assert_eq!(due(&as_shipped), ("2024-03-16".to_owned(), true));
    let changed = library(|name, text| {
        if name.ends_with("05-betaling.clause") {
            assert_eq!(text.matches("The payment term is 15 days").count(), 1);
            text.replace("The payment term is 15 days", "The payment term is 30 days")
        } else {
            text
        }
    });
    assert_eq!(due(&changed), ("2024-03-31".to_owned(), false));
}

/// A fact that no vocabulary has: one sentence in the terms' own file, and it can be a trigger and stand in timelines.
#[test]
fn a_lawyer_adds_a_fact_with_one_sentence() {
    const WANTED: &str = "  When the client moves its seat abroad,
    the client owes the supplier, as damages, EUR 250.00,
    at once.
";
    const FACT: &str = "Act seat_moved reads \"the client moves its seat abroad\".\n  It is an act of the client.\nVerb \"move\", \"moves\", \"moved\".\n\n";
    let with = |fact: &'static str| {
        library(move |name, text| {
            if name.ends_with("18-slotbepalingen.clause") {
                format!(
                    "{fact}{text}\nClause 18.z\n> Verhuist de opdrachtgever naar het buitenland, dan is hij € 250,- verschuldigd.\n\n{WANTED}"
                )
            } else {
                text
            }
        })
    };
    let without = with("");
    let (status, _, messages) = call(
        without.path(),
        &["check", "clauses/klantfocus/18-slotbepalingen.clause"],
    );
    assert_eq!(status, 1, "{messages}");
    for part in [
        "no declared sentence reads `the client moves its seat abroad`",
        "`abroad` stands in no declared sentence",
        "reads \"the client moves its seat abroad\".",
    ] {
        let flat = messages
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace("│ ", "");
        assert!(flat.contains(part), "{part}\n{messages}");
    }
    let declared = with(FACT);
    let (status, output, messages) = call(
        declared.path(),
        &["check", "clauses/klantfocus/18-slotbepalingen.clause"],
    );
    assert_eq!(status, 0, "{output}{messages}");
    let moved = format!("{ONE_INVOICE}  - {{ date: 2024-03-05, type: seat_moved }}\n");
    let report = run(declared.path(), &moved, "2024-03-05");
    let damages = report["claims"].as_array().expect("claims are a list");
    assert!(
        damages
            .iter()
            .any(|claim| claim["head"] == "damages" && claim["amount"] == "250.00"),
        "{report}"
    );
}

/// Every file of the page is written, checked, formatted and run, as its reader would.
#[test]
fn the_page_for_a_first_clause_holds() {
    const NAMED: &str = "`:\n\n```";
    let page = fs::read_to_string(root().join("docs/first-clause.md")).expect("the page is there");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut written = 0;
    for (at, _) in page.match_indices(NAMED) {
        let (_, name) = page[..at].rsplit_once('`').expect("a name begins");
        let (_, text) = page[at + NAMED.len()..]
            .split_once('\n')
            .expect("a block has lines");
        let (text, _) = text.split_once("```").expect("a block ends");
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
        written += 1;
    }
    assert_eq!(written, 3, "the terms, a clause file and a scenario");
    for (arguments, ends) in [
        (["check", "bakkerij"].as_slice(), ": nothing wrong\n"),
        (&["fmt", "--check", "bakkerij"], ""),
        (&["test", "bakkerij"], "1 passed, 0 failed\n"),
    ] {
        let (status, output, messages) = call(folder.path(), arguments);
        assert_eq!(
            (status, messages.as_str()),
            (0, ""),
            "{arguments:?}: {output}"
        );
        assert!(output.ends_with(ends), "{arguments:?}: {output}");
    }
}

/// The last row of a table of rates does not go on: the figure is missing, and the report says which one.
#[test]
fn a_rate_after_the_confirmed_end_of_its_table_is_missing_and_not_guessed() {
    let folder = library(|_, text| text);
    let timeline = ONE_INVOICE.replace("2024-03-01", "2026-11-30");
    let known = run(folder.path(), &timeline, "2026-12-31");
    // In default since 16 December 2026: 16 days x 10.4% x 1,000.00 / 365 = 4.56
    assert_eq!(known["balance"][0]["interest"], "4.56", "{known}");
    let unknown = run(folder.path(), &timeline, "2027-02-01");
    let claims = unknown["claims"].as_array().expect("claims are a list");
    let interest = claims.iter().find(|claim| claim["head"] == "interest");
    assert!(
        interest.expect("it runs").get("amount").is_none(),
        "{unknown}"
    );
    let notes = unknown["notes"].to_string();
    assert!(
        notes.contains("gives no rate for 2027-01-01, so from that day on"),
        "{notes}"
    );
    assert_eq!(
        unknown["balance"][0]["interest"], "4.56",
        "up to the last known day"
    );
}
