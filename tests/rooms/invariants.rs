//! What holds of every report on every timeline, under the terms of both suppliers and of the tests: the money adds up, and the
//! same facts give the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use clausec::engine::Options;
use clausec::report::tree;
use clausec::value::{Date, parse_date};
use proptest::prelude::*;
use serde_json::Value;

use crate::lasting::{Course, Terms, relation};

/// Terms, and what happens under them alone.
struct Kind {
    terms: LazyLock<Terms>,
    /// A provision that can be violated.
    provision: Option<&'static str>,
    /// Further events: a thing comes about, and something happens to it.
    own: fn(&mut Made, u8, u32),
}

static KINDS: [Kind; 5] = [
    Kind {
        terms: LazyLock::new(|| Terms::read("clauses/klantfocus", &[])),
        provision: Some("8.d"),
        own: |_, _, _| {},
    },
    Kind {
        terms: LazyLock::new(|| Terms::read("clauses/krachtig-online", &[])),
        provision: Some("3.1"),
        own: |_, _, _| {},
    },
    Kind {
        terms: LazyLock::new(|| Terms::read("tests/terms/noordwind-verhuur", &[])),
        provision: Some("2.1"),
        own: |_, _, _| {},
    },
    Kind {
        terms: LazyLock::new(|| Terms::read("tests/terms/lening", &[])),
        provision: None,
        own: |made, _, cents| {
            let loan = made.new_name('L');
            let sum = euros(cents * 3);
            let instalment = euros(cents);
            made.tell(&format!(
                r#""type": "loan_paid_out", "loan": "{loan}", "sum": "{sum}", "instalment": "{instalment}", "instalments": 3"#
            ));
        },
    },
    Kind {
        terms: LazyLock::new(|| Terms::read("tests/terms/koop", &[])),
        provision: None,
        own: |made, which, cents| {
            if let Some(purchase) = made.known('M', which).filter(|_| which % 3 == 0) {
                made.tell(&format!(
                    r#""type": "machine_delivered", "purchase": "{purchase}""#
                ));
            } else {
                let purchase = made.new_name('M');
                let price = euros(cents);
                made.tell(&format!(
                    r#""type": "machine_ordered", "purchase": "{purchase}", "price": "{price}""#
                ));
            }
        },
    },
];

/// One thing that happens: how many days after the one before, of what kind, to which thing, for how much.
type Step = (u8, u8, u8, u32);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let gap = prop_oneof![3 => Just(0_u8), 5 => 1..20_u8, 1 => 20..120_u8];
    prop::collection::vec((gap, 0..16_u8, any::<u8>(), 1..400_000_u32), 1..28)
}

/// A timeline while it is made.
struct Made {
    day: Date,
    lines: Vec<(Date, String)>,
    names: BTreeMap<char, usize>,
}

impl Made {
    fn new_name(&mut self, letter: char) -> String {
        let count = self.names.entry(letter).or_default();
        *count += 1;
        format!("{letter}{count}")
    }

    /// One of the things that came about under a letter.
    fn known(&self, letter: char, which: u8) -> Option<String> {
        let count = *self.names.get(&letter)?;
        Some(format!("{letter}{}", usize::from(which) % count + 1))
    }

    fn tell(&mut self, event: &str) {
        self.lines.push((self.day, event.to_owned()));
    }

    /// The text, the days in the order of time or turned round; the events of a day stay in their order.
    fn text(&self, turned: bool) -> String {
        let mut lines: Vec<&(Date, String)> = self.lines.iter().collect();
        if turned {
            lines.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        }
        let mut text = "{\"client\": {\"capacity\": \"business\"}}\n".to_owned();
        for (day, event) in lines {
            writeln!(text, "{{\"date\": \"{day}\", {event}}}").expect("a text takes everything");
        }
        text
    }
}

fn made(kind: &Kind, steps: &[Step]) -> Made {
    let mut made = Made {
        day: parse_date("2023-01-02").expect("a date"),
        lines: Vec::new(),
        names: BTreeMap::new(),
    };
    for (gap, what, which, cents) in steps {
        made.day = made.day + chrono::Days::new(u64::from(*gap));
        happen(&mut made, kind, *what, *which, *cents);
    }
    made
}

fn happen(made: &mut Made, kind: &Kind, what: u8, which: u8, cents: u32) {
    let amount = euros(cents);
    let invoice = made.known('I', which);
    let event = match what {
        0..=3 => {
            let name = made.new_name('I');
            Some(format!(
                r#""type": "invoice_issued", "invoice": "{name}", "amount": "{amount}""#
            ))
        }
        4..=7 => {
            let designated = invoice
                .filter(|_| which.is_multiple_of(4))
                .map_or_else(String::new, |name| format!(r#", "designated": ["{name}"]"#));
            Some(format!(
                r#""type": "payment_received", "amount": "{amount}"{designated}"#
            ))
        }
        8 => invoice.map(|name| {
            let back = if which > 127 { "yes" } else { "no" };
            format!(
                r#""type": "credit_note_issued", "invoice": "{name}", "amount": "{}", "retroactive": "{back}""#,
                euros(cents / 10 + 1)
            )
        }),
        9 => invoice.map(|name| {
            format!(r#""type": "claim_waived", "by": "supplier", "form": "email", "claim": "{name}""#)
        }),
        10 => invoice.map(|name| {
            let collection = made.new_name('C');
            format!(r#""type": "collection_started", "collection": "{collection}", "claims": ["{name}"]"#)
        }),
        11 => {
            let by = if which > 127 { "client" } else { "supplier" };
            let damage = made.new_name('D');
            Some(format!(
                r#""type": "damage_arose", "damage": "{damage}", "party": "{by}", "against": "{}", "amount": "{amount}""#,
                if which > 127 { "supplier" } else { "client" }
            ))
        }
        12 => kind.provision.map(|provision| {
            let violation = made.new_name('V');
            format!(r#""type": "violation_started", "violation": "{violation}", "provision": "{provision}""#)
        }),
        13 => kind.provision.and_then(|_| made.known('V', which)).map(|violation| {
            format!(r#""type": "violation_ended", "violation": "{violation}""#)
        }),
        14 => Some(format!(
            r#""type": "set_off_declared", "by": "supplier", "form": "email", "amount": "{amount}""#
        )),
        _ => {
            (kind.own)(made, which, cents);
            None
        }
    };
    if let Some(event) = event {
        made.tell(&event);
    }
}

fn euros(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// `"12.34"` as 1234.
fn cents(amount: &Value) -> i64 {
    let text = amount.as_str().expect("an amount is a text");
    text.replace('.', "").parse().expect("two decimals")
}

fn list<'r>(report: &'r Value, name: &str) -> &'r [Value] {
    report[name].as_array().map_or(&[], Vec::as_slice)
}

fn word(of: &Value) -> String {
    of.as_str().unwrap_or_default().to_owned()
}

/// Holds a report against everything that must be true of its money.
fn money_adds_up(report: &Value) {
    for paid in list(report, "allocations") {
        let parts: i64 = list(paid, "parts")
            .iter()
            .map(|part| cents(&part["amount"]))
            .sum();
        assert_eq!(
            parts,
            cents(&paid["amount"]),
            "the parts add up to the payment: {paid:#}"
        );
        for part in list(paid, "parts") {
            assert!(cents(&part["amount"]) > 0, "no part is nothing: {paid:#}");
        }
    }
    let mut open: BTreeMap<[String; 3], i64> = BTreeMap::new();
    let mut settled_in_all = 0;
    for claim in list(report, "claims")
        .iter()
        .filter(|claim| claim["amount"].is_string())
    {
        let [amount, settled, left] = ["amount", "settled", "open"].map(|name| cents(&claim[name]));
        assert_eq!(
            left,
            amount - settled,
            "open is what arose less what was settled: {claim:#}"
        );
        assert!(
            (0..=amount).contains(&settled),
            "settled at most what arose: {claim:#}"
        );
        settled_in_all += settled;
        if !["accrued", "conditional", "excluded"].contains(&word(&claim["state"]).as_str()) {
            let key = ["debtor", "creditor", "head"].map(|name| word(&claim[name]));
            *open.entry(key).or_default() += left;
        }
    }
    let mut credit_in_all = 0;
    for balance in list(report, "balance") {
        let mut total = 0;
        for (head, amount) in balance.as_object().expect("a balance has heads") {
            if [
                "debtor",
                "creditor",
                "currency",
                "credit",
                "total",
                "conditional",
            ]
            .contains(&head.as_str())
            {
                continue;
            }
            total += cents(amount);
            let key = [
                word(&balance["debtor"]),
                word(&balance["creditor"]),
                head.clone(),
            ];
            let claimed = open.remove(&key).unwrap_or_default();
            assert_eq!(
                cents(amount),
                claimed,
                "the claims under {head} come to the balance: {report:#}"
            );
        }
        assert_eq!(
            total,
            cents(&balance["total"]),
            "the heads come to the total: {balance:#}"
        );
        if balance["credit"].is_string() {
            credit_in_all += cents(&balance["credit"]);
        }
    }
    open.retain(|_, left| *left != 0);
    assert!(
        open.is_empty(),
        "every open claim stands in a balance: {open:?}"
    );
    let paid: i64 = list(report, "allocations")
        .iter()
        .map(|paid| cents(&paid["amount"]))
        .sum();
    assert_eq!(
        paid - credit_used(report),
        settled_in_all + credit_in_all,
        "what was paid is settled or credit: {report:#}"
    );
}

/// What set-offs took from credit: it was told with the payment that left it already. A set-off of what both owe is told twice
/// before that, once for the debts of each; what it settles with credit is told once.
fn credit_used(report: &Value) -> i64 {
    let mut of_set_offs: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for told in list(report, "allocations") {
        let by = word(&told["ref"]);
        if by.starts_with("set_off_declared") {
            of_set_offs
                .entry(by)
                .or_default()
                .push(cents(&told["amount"]));
        }
    }
    let mut used = 0;
    for told in of_set_offs.values() {
        let mutual = if let [one, other, ..] = told[..] {
            assert_eq!(one, other, "both sides settle alike: {report:#}");
            2
        } else {
            0
        };
        used += told[mutual..].iter().sum::<i64>();
    }
    used
}

fn report(terms: &Terms, text: &str, as_of: Date) -> Value {
    let options = Options {
        as_of: Some(as_of),
        ..Options::default()
    };
    let report = terms.report(&terms.timeline(text), &options);
    tree(&report.unwrap_or_else(|problems| panic!("{problems:#?}\n{text}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn money_adds_up_and_the_same_facts_give_the_same_bytes(
        kind in 0..KINDS.len(),
        steps in steps(),
        later in 0..400_u64,
    ) {
        let kind = &KINDS[kind];
        let made = made(kind, &steps);
        let as_of = made.day + chrono::Days::new(later);
        let text = made.text(false);
        let first = report(&kind.terms, &text, as_of);
        money_adds_up(&first);
        let again = report(&kind.terms, &text, as_of);
        prop_assert_eq!(first.to_string(), again.to_string(), "twice the same\n{}", text);
        let turned = report(&kind.terms, &made.text(true), as_of);
        prop_assert_eq!(first.to_string(), turned.to_string(), "whatever the order of the days\n{}", text);
    }
}

#[test]
fn money_adds_up_in_relations_that_last() {
    let courses = [
        Course::SettledSoon,
        Course::WithViolations,
        Course::ForHosting,
        Course::ManyOpen,
        Course::GrowingArrears,
        Course::BusyYear,
        Course::BusyLateYear,
    ];
    for kind in &KINDS[..3] {
        for course in courses {
            let text = relation(kind.provision.expect("it has one"), course, 500);
            let timeline = kind.terms.timeline(&text);
            let report = kind.terms.report(&timeline, &Options::default());
            money_adds_up(&tree(&report.expect("the relation can be reckoned")));
        }
    }
}

/// A payment that settles a part of the interest on each claim in default changes no one's rights: no condition is judged again for
/// each of these parts.
#[test]
fn a_part_that_is_settled_is_not_judged_about() {
    let kind = &KINDS[1];
    let provision = kind.provision.expect("it has one");
    let [few, many] = [600, 1_200].map(|events| {
        let timeline = kind
            .terms
            .timeline(&relation(provision, Course::BusyLateYear, events));
        let report = kind.terms.report(&timeline, &Options::default());
        let outcome = report.expect("the relation can be reckoned").outcome;
        let payments = outcome.allocations.iter();
        let parts: usize = payments.map(|payment| payment.parts.len()).sum();
        (outcome.judged, parts as u64)
    });
    let (judged, parts) = (many.0 - few.0, many.1 - few.1);
    assert!(
        judged < 5 * parts,
        "{judged} judgements beside {parts} parts"
    );
}

/// How many conditions are judged for each event, times a hundred.
fn judged_for_each_event(terms: &Terms, provision: &str, course: Course, events: usize) -> u64 {
    let timeline = terms.timeline(&relation(provision, course, events));
    let report = terms.report(&timeline, &Options::default());
    let judged = report.expect("the relation can be reckoned").outcome.judged;
    judged * 100 / events as u64
}

/// No event looks again at all that happened before: three times as many events take three times as many judgements, in a relation that
/// lasts longer and in one that is busier.
#[test]
fn work_grows_in_a_straight_line() {
    for kind in &KINDS[..2] {
        let provision = kind.provision.expect("it has one");
        for course in [
            Course::SettledSoon,
            Course::WithViolations,
            Course::ForHosting,
            Course::BusyYear,
        ] {
            let [few, many] = [800, 2_400]
                .map(|events| judged_for_each_event(&kind.terms, provision, course, events));
            assert!(
                many * 10 <= few * 13,
                "{provision}, {course:?}: {few} and {many} hundredths of a judgement for each event"
            );
        }
    }
}
