//! The JSON report of every scenario, key by key as the run contract has it: keys, closed lists, dates, amounts, order, sums.

use std::collections::BTreeMap;

use clausec::value::{ClauseId, parse_date};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::call;
use super::reports::scenarios;

type Entry = Map<String, Value>;

/// A key of an entry: its name, whether it must be there, and what stands there.
type Key = (&'static str, bool, Kind);

/// What stands at a key.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Date,
    Amount,
    Clause,
    Yes,
    OneOf(&'static [&'static str]),
    Texts,
    Clauses,
    Entries(&'static [Key]),
}

const STATES_OF_OBLIGATIONS: &[&str] = &[
    "open",
    "performed",
    "performed_late",
    "overdue",
    "suspended",
    "discharged",
    "lapsed",
    "conditional",
];
const STATES_OF_POWERS: &[&str] = &["available", "exercised", "ended", "conditional"];
const STATES_OF_CLAIMS: &[&str] = &[
    "accrued",
    "open",
    "due",
    "partly_settled",
    "settled",
    "lapsed",
    "without_basis",
    "waived",
    "excluded",
    "conditional",
];
const VERDICTS: &[&str] = &[
    "effective",
    "without_effect",
    "without_ground",
    "conditional",
];

const INTERVAL: &[Key] = &[
    ("from", true, Kind::Date),
    ("until", false, Kind::Date),
    ("grounds", true, Kind::Texts),
];
const PRESUMPTION: &[Key] = &[
    ("concept", true, Kind::Text),
    ("words", true, Kind::Text),
    ("subject", false, Kind::Text),
    ("clause", true, Kind::Clause),
    ("burden", false, Kind::Text),
];
const VIOLATION: &[Key] = &[
    ("ref", true, Kind::Text),
    ("from", true, Kind::Date),
    ("until", false, Kind::Date),
    ("conditional", false, Kind::Yes),
    ("presumed", false, Kind::Entries(PRESUMPTION)),
    ("version", false, Kind::Text),
];
const PART: &[Key] = &[
    ("claim", false, Kind::Text),
    ("head", true, Kind::Text),
    ("name", false, Kind::Text),
    ("amount", true, Kind::Amount),
];

const LISTS: &[(&str, &[Key])] = &[
    (
        "obligations",
        &[
            ("clause", true, Kind::Clause),
            ("bearer", true, Kind::Text),
            ("counterparty", false, Kind::Text),
            ("act", true, Kind::Text),
            ("ref", false, Kind::Text),
            ("arose", true, Kind::Date),
            ("due", false, Kind::Date),
            ("state", true, Kind::OneOf(STATES_OF_OBLIGATIONS)),
            ("performed_on", false, Kind::Date),
            ("why", true, Kind::Text),
            ("presumed", false, Kind::Entries(PRESUMPTION)),
            ("version", false, Kind::Text),
        ],
    ),
    (
        "powers",
        &[
            ("clause", true, Kind::Clause),
            ("holder", true, Kind::Text),
            ("act", true, Kind::Text),
            ("ref", false, Kind::Text),
            ("intervals", true, Kind::Entries(INTERVAL)),
            ("state", true, Kind::OneOf(STATES_OF_POWERS)),
            ("why", true, Kind::Text),
            ("presumed", false, Kind::Entries(PRESUMPTION)),
            ("version", false, Kind::Text),
        ],
    ),
    (
        "prohibitions",
        &[
            ("clause", true, Kind::Clause),
            ("bearer", true, Kind::Text),
            ("act", true, Kind::Text),
            ("violations", true, Kind::Entries(VIOLATION)),
        ],
    ),
    (
        "statuses",
        &[
            ("status", true, Kind::Text),
            ("subject", false, Kind::Text),
            ("ref", false, Kind::Text),
            ("head", false, Kind::Text),
            ("from", true, Kind::Date),
            ("until", false, Kind::Date),
            ("clause", false, Kind::Clause),
            ("conditional", false, Kind::Yes),
            ("presumed", false, Kind::Entries(PRESUMPTION)),
            ("version", false, Kind::Text),
        ],
    ),
    (
        "claims",
        &[
            ("ref", true, Kind::Text),
            ("head", true, Kind::Text),
            ("name", false, Kind::Text),
            ("debtor", true, Kind::Text),
            ("joint_debtors", false, Kind::Texts),
            ("creditor", true, Kind::Text),
            ("clause", true, Kind::Clause),
            ("amount", false, Kind::Amount),
            ("settled", false, Kind::Amount),
            ("open", false, Kind::Amount),
            ("arose", true, Kind::Date),
            ("due", false, Kind::Date),
            ("in_default_since", false, Kind::Date),
            ("state", true, Kind::OneOf(STATES_OF_CLAIMS)),
            ("conditional", false, Kind::Yes),
            ("why", true, Kind::Text),
            ("presumed", false, Kind::Entries(PRESUMPTION)),
            ("version", false, Kind::Text),
        ],
    ),
    (
        "allocations",
        &[
            ("ref", true, Kind::Text),
            ("date", true, Kind::Date),
            ("amount", true, Kind::Amount),
            ("clause", true, Kind::Clause),
            ("parts", true, Kind::Entries(PART)),
            ("conditional", false, Kind::Yes),
            ("remarks", false, Kind::Texts),
            ("version", false, Kind::Text),
        ],
    ),
    (
        "acts",
        &[
            ("ref", true, Kind::Text),
            ("date", true, Kind::Date),
            ("type", true, Kind::Text),
            ("by", false, Kind::Text),
            ("verdict", true, Kind::OneOf(VERDICTS)),
            ("clauses", true, Kind::Clauses),
            ("reason", true, Kind::Text),
            ("presumed", false, Kind::Entries(PRESUMPTION)),
            ("version", false, Kind::Text),
        ],
    ),
    (
        "questions",
        &[
            ("concept", true, Kind::Text),
            ("words", true, Kind::Text),
            ("subject", false, Kind::Text),
            ("clause", true, Kind::Clause),
            ("burden", false, Kind::Text),
            ("judge", false, Kind::Text),
            ("affects", true, Kind::Texts),
        ],
    ),
    (
        "notes",
        &[
            ("clause", false, Kind::Clause),
            ("kind", true, Kind::Text),
            ("text", true, Kind::Text),
        ],
    ),
    (
        "upcoming",
        &[
            ("date", true, Kind::Date),
            ("clause", true, Kind::Clause),
            ("what", true, Kind::Text),
        ],
    ),
];

fn reports() -> Vec<(String, Value)> {
    let scenarios = scenarios();
    let mut arguments = vec!["run", "--format", "json"];
    arguments.extend(scenarios.iter().map(String::as_str));
    let ended = call(&arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    let reports: Vec<Value> =
        serde_json::from_str(&ended.output).expect("several reports are one array");
    assert_eq!(reports.len(), scenarios.len());
    scenarios.into_iter().zip(reports).collect()
}

#[test]
fn every_scenario_keeps_to_the_contract() {
    for (scenario, report) in reports() {
        let report = report.as_object().expect("a report is one object");
        let own = [
            "as_of",
            "as_of_assumed",
            "terms",
            "balance",
            "readings",
            "receipt",
        ];
        for key in report.keys() {
            let known = own.contains(&key.as_str()) || LISTS.iter().any(|(list, _)| list == key);
            assert!(known, "{scenario}: `{key}` is no key of a report");
        }
        no_nulls(&scenario, &Value::Object(report.clone()));
        for (list, keys) in LISTS {
            let entries = entries(&scenario, report, list);
            for entry in &entries {
                checked(&format!("{scenario}: {list}"), entry, keys);
            }
        }
        head(&scenario, report);
        in_order(&scenario, report);
        sums(&scenario, report);
    }
}

/// Every fourth scenario: each list has entries of all kinds among them.
#[test]
fn every_entry_of_every_list_is_derived_with_explain() {
    let mut scenarios = scenarios();
    scenarios.sort();
    let mut arguments = vec!["run", "--explain", "--format", "json"];
    arguments.extend(scenarios.iter().step_by(4).map(String::as_str));
    let ended = call(&arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    let reports: Vec<Value> =
        serde_json::from_str(&ended.output).expect("several reports are one array");
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for (report, scenario) in reports.iter().zip(scenarios.iter().step_by(4)) {
        let report = report.as_object().expect("a report is one object");
        let lists = LISTS.iter().map(|(list, _)| *list).chain(["balance"]);
        for list in lists {
            for entry in entries(scenario, report, list) {
                let because = entry.get("because").and_then(Value::as_array);
                let derived = because.is_some_and(|all| !all.is_empty());
                assert!(derived, "{scenario}: {list}: {entry:?}");
                *met.entry(list).or_default() += 1;
            }
        }
    }
    assert_eq!(met.len(), LISTS.len() + 1, "each list has entries: {met:?}");
}

fn entries<'r>(scenario: &str, report: &'r Entry, list: &str) -> Vec<&'r Entry> {
    let all = report.get(list).and_then(Value::as_array);
    let all = all.unwrap_or_else(|| panic!("{scenario}: `{list}` is no list"));
    let object = |entry: &'r Value| entry.as_object();
    all.iter()
        .map(|entry| object(entry).unwrap_or_else(|| panic!("{scenario}: {list}: {entry}")))
        .collect()
}

/// Keys that do not apply are absent.
fn no_nulls(scenario: &str, value: &Value) {
    match value {
        Value::Null => panic!("{scenario}: a key that does not apply is there"),
        Value::Array(all) => all.iter().for_each(|one| no_nulls(scenario, one)),
        Value::Object(all) => all.values().for_each(|one| no_nulls(scenario, one)),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn checked(place: &str, entry: &Entry, keys: &[Key]) {
    for key in entry.keys() {
        let known = keys.iter().any(|(name, _, _)| name == key);
        assert!(known, "{place}: `{key}` is not in the contract");
    }
    for (name, required, kind) in keys {
        match entry.get(*name) {
            Some(value) => of_kind(&format!("{place}: {name}: {value}"), value, *kind),
            None => assert!(!required, "{place}: `{name}` is missing in {entry:?}"),
        }
    }
}

fn of_kind(place: &str, value: &Value, kind: Kind) {
    let texts = || {
        let all = value
            .as_array()
            .unwrap_or_else(|| panic!("{place}: no list"));
        let text = |one: &Value| {
            one.as_str()
                .unwrap_or_else(|| panic!("{place}: no text"))
                .to_owned()
        };
        all.iter().map(text).collect::<Vec<String>>()
    };
    let text = || value.as_str().unwrap_or_else(|| panic!("{place}: no text"));
    match kind {
        Kind::Text => {
            text();
        }
        Kind::Date => {
            parse_date(text()).unwrap_or_else(|error| panic!("{place}: {error}"));
        }
        Kind::Amount => {
            decimal(place, value);
        }
        Kind::Clause => {
            ClauseId::new(text()).unwrap_or_else(|error| panic!("{place}: {error}"));
        }
        Kind::Yes => assert_eq!(value, &Value::Bool(true), "{place}"),
        Kind::OneOf(known) => assert!(known.contains(&text()), "{place}: not in the list"),
        Kind::Texts => {
            texts();
        }
        Kind::Clauses => {
            for clause in texts() {
                ClauseId::new(&clause).unwrap_or_else(|error| panic!("{place}: {error}"));
            }
        }
        Kind::Entries(keys) => {
            for entry in value
                .as_array()
                .unwrap_or_else(|| panic!("{place}: no list"))
            {
                let entry = entry
                    .as_object()
                    .unwrap_or_else(|| panic!("{place}: no object"));
                checked(place, entry, keys);
            }
        }
    }
}

/// An amount is a text with two decimals.
fn decimal(place: &str, value: &Value) -> Decimal {
    let text = value.as_str().unwrap_or_else(|| panic!("{place}: no text"));
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(decimals, 2, "{place}");
    text.parse()
        .unwrap_or_else(|error| panic!("{place}: {error}"))
}

fn head(scenario: &str, report: &Entry) {
    of_kind(scenario, &report["as_of"], Kind::Date);
    let terms = report["terms"]
        .as_object()
        .expect("the terms are an object");
    checked(
        scenario,
        terms,
        &[
            ("id", true, Kind::Text),
            ("version", true, Kind::Text),
            ("why", true, Kind::Text),
        ],
    );
    let receipt = report["receipt"]
        .as_object()
        .expect("the receipt is an object");
    checked(
        scenario,
        receipt,
        &[
            ("clausec", true, Kind::Text),
            ("terms", true, Kind::Text),
            ("timeline", true, Kind::Text),
        ],
    );
}

/// Each list stands in its documented order.
fn in_order(scenario: &str, report: &Entry) {
    let text = |entry: &Entry, key: &str| {
        entry
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let clause = |entry: &Entry| {
        entry
            .get("clause")
            .and_then(Value::as_str)
            .and_then(|clause| ClauseId::new(clause).ok())
    };
    let sorted = |list: &str, key: &dyn Fn(&Entry) -> (String, Option<ClauseId>, Vec<String>)| {
        let keys: Vec<_> = entries(scenario, report, list)
            .into_iter()
            .map(key)
            .collect();
        assert!(
            keys.is_sorted(),
            "{scenario}: {list} is not in its order: {keys:?}"
        );
    };
    let all = |entry: &Entry, keys: &[&str]| keys.iter().map(|key| text(entry, key)).collect();
    sorted("obligations", &|one| {
        (text(one, "arose"), clause(one), all(one, &["ref"]))
    });
    sorted("powers", &|one| {
        (
            String::new(),
            clause(one),
            all(one, &["holder", "act", "ref"]),
        )
    });
    sorted("prohibitions", &|one| {
        (String::new(), clause(one), all(one, &["act"]))
    });
    sorted("statuses", &|one| {
        (
            text(one, "from"),
            None,
            all(one, &["status", "ref", "head"]),
        )
    });
    sorted("claims", &|one| {
        (text(one, "arose"), None, all(one, &["ref", "head", "name"]))
    });
    sorted("questions", &|one| {
        (
            String::new(),
            clause(one),
            all(one, &["concept", "subject"]),
        )
    });
    sorted("notes", &|one| {
        (String::new(), clause(one), all(one, &["kind", "text"]))
    });
    sorted("upcoming", &|one| (text(one, "date"), None, Vec::new()));
}

/// Parts add up to their payment, heads to their total, and what is open of the claims to the heads.
fn sums(scenario: &str, report: &Entry) {
    for allocation in entries(scenario, report, "allocations") {
        let parts = allocation["parts"].as_array().expect("parts are a list");
        let sum: Decimal = parts
            .iter()
            .map(|part| decimal(scenario, &part["amount"]))
            .sum();
        assert_eq!(
            sum,
            decimal(scenario, &allocation["amount"]),
            "{scenario}: {allocation:?}"
        );
    }
    let mut open: BTreeMap<(String, String, String), Decimal> = BTreeMap::new();
    let counted = ["open", "due", "partly_settled"];
    for claim in entries(scenario, report, "claims") {
        let text = |key: &str| claim[key].as_str().expect("a text").to_owned();
        if counted.contains(&text("state").as_str())
            && let Some(amount) = claim.get("open")
        {
            let key = (text("debtor"), text("creditor"), text("head"));
            *open.entry(key).or_default() += decimal(scenario, amount);
        }
    }
    let own = [
        "debtor",
        "joint_debtors",
        "creditor",
        "currency",
        "credit",
        "total",
        "conditional",
    ];
    for balance in entries(scenario, report, "balance") {
        let heads = balance
            .iter()
            .filter(|(key, _)| !own.contains(&key.as_str()));
        let mut sum = Decimal::ZERO;
        for (head, amount) in heads {
            let amount = decimal(scenario, amount);
            sum += amount;
            let text = |key: &str| balance[key].as_str().expect("a text").to_owned();
            let claims = open.remove(&(text("debtor"), text("creditor"), head.clone()));
            assert_eq!(
                claims.unwrap_or_default(),
                amount,
                "{scenario}: {head} of {balance:?}"
            );
        }
        assert_eq!(
            sum,
            decimal(scenario, &balance["total"]),
            "{scenario}: {balance:?}"
        );
    }
    open.retain(|_, amount| !amount.is_zero());
    assert!(
        open.is_empty(),
        "{scenario}: claims that are in no balance: {open:?}"
    );
}
