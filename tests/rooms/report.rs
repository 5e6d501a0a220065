//! One outcome with something of everything, in each form of the report.

use clausec::engine::outcome::{
    ActVerdict, Allocation, AllocationPart, Balance, Because, Checked, Claim, ClaimState, Entry,
    Governing, Note, Obligation, ObligationState, Outcome, Power, PowerInterval, PowerState,
    Prohibition, Question, ReadingTold, Reckoned, SpeaksOf, Status, Upcoming, Verdict, Violation,
};
use clausec::report::{Look, Receipt, Report, html, json, text};
use clausec::value::{ClauseId, Date, Money, Name, parse_date};
use indexmap::IndexMap;
use insta::assert_snapshot;

const LOOK: Look = Look {
    width: 80,
    bold: false,
};

fn day(text: &str) -> Date {
    parse_date(text).expect("a date of this test")
}

fn clause(number: &str) -> ClauseId {
    ClauseId::new(number).expect("a number of this test")
}

fn euro(text: &str) -> Money {
    Money::parse(text).expect("an amount of this test")
}

fn because(explain: bool) -> Vec<Because> {
    if !explain {
        return Vec::new();
    }
    vec![Because {
        clause: "5.a sentence 2".to_owned(),
        words: "As soon as the client has not paid an invoice in time, the client is in default of the invoice".to_owned(),
        as_of: Some(day("2024-03-17")),
        facts: vec!["invoice_issued I1 on 2024-03-01".to_owned()],
        conditions: vec![Checked {
            words: "the client has not paid an invoice in time".to_owned(),
            outcome: "holds".to_owned(),
            parts: vec![Checked {
                words: "the last timely day of the invoice has passed".to_owned(),
                outcome: "holds: 2024-03-16".to_owned(),
                parts: Vec::new(),
            }],
        }],
        readings: vec!["R8=day_after_last_timely_day".to_owned()],
    }]
}

fn claims(explain: bool) -> Vec<Claim> {
    let claim = |head: &str, name: Option<&str>, open: Option<&str>, state| Claim {
        presumed: Vec::new(),
        version: None,
        reference: Name::new("I1"),
        head: Name::new(head),
        name: name.map(Name::new),
        called: name.map_or_else(|| head.to_owned(), |name| format!("{name} {head}")),
        debtor: Name::new("client"),
        joint_debtors: Vec::new(),
        creditor: Name::new("supplier"),
        clause: clause("5.a"),
        amount: open.map(euro),
        settled: open.map(|_| euro("0.00")),
        open: open.map(euro),
        arose: day("2024-03-01"),
        due: Some(day("2024-03-16")),
        in_default_since: Some(day("2024-03-17")),
        state,
        conditional: false,
        why: String::new(),
        because: Vec::new(),
        thing: "of invoice I1".to_owned(),
        source: "5.a sentence 1, KlantFocus issued invoice I1 on 2024-03-01".to_owned(),
        steps: Vec::new(),
    };
    let mut interest = claim(
        "interest",
        Some("statutory"),
        Some("10.27"),
        ClaimState::Due,
    );
    "12.50% a year on 1,000.00 over 30 days at 365 days to the year".clone_into(&mut interest.why);
    "on invoice I1".clone_into(&mut interest.thing);
    interest.steps = vec![
        Reckoned {
            words: "2024-03-17 to 2024-04-15: EUR 1,000.00 x 12.5% x 30/365".to_owned(),
            amount: None,
        },
        Reckoned {
            words: "together, rounded as of 2024-04-15".to_owned(),
            amount: Some(euro("10.27")),
        },
    ];
    interest.because = because(explain);
    vec![
        claim("principal", None, Some("1000.00"), ClaimState::Due),
        interest,
        claim("damages", None, None, ClaimState::Conditional),
    ]
}

/// A power that the terms give without any event.
fn always() -> Power {
    Power {
        presumed: Vec::new(),
        version: None,
        clause: clause("1.e"),
        holder: Name::new("supplier"),
        act: Name::new("amend_terms"),
        reference: None,
        intervals: vec![PowerInterval {
            from: day("2024-03-01"),
            until: None,
            grounds: vec!["1.e".to_owned()],
        }],
        state: PowerState::Available,
        why: String::new(),
        because: Vec::new(),
        told: "KlantFocus may amend the terms".to_owned(),
        plainly: "KlantFocus may amend the terms".to_owned(),
        always: true,
        doubted_by: None,
        matter: None,
        event: Name::new("act"),
        waits_for: Vec::new(),
    }
}

fn outcome(explain: bool) -> Outcome {
    Outcome {
        as_of: day("2024-04-15"),
        judged: 0,
        as_of_assumed: true,
        terms: Governing {
            id: Name::new("klantfocus"),
            version: "1".to_owned(),
            why: "the only version".to_owned(),
        },
        obligations: vec![Obligation {
            presumed: Vec::new(),
            version: None,
            clause: clause("5.a"),
            bearer: Name::new("client"),
            counterparty: Some(Name::new("supplier")),
            act: Name::new("pay"),
            reference: Some(Name::new("I1")),
            arose: day("2024-03-01"),
            due: Some(day("2024-03-16")),
            due_perhaps: None,
            state: ObligationState::Overdue,
            performed_on: None,
            why: "15 days after the invoice date".to_owned(),
            because: Vec::new(),
            told: "Fietsatelier Noord B.V. must pay invoice I1 to KlantFocus".to_owned(),
            ground: "\u{201c}The client must pay\u{201d} (5.a).".to_owned(),
            always: false,
        }],
        powers: vec![always(), Power {
            presumed: Vec::new(),
            version: None,
            clause: clause("6.e"),
            holder: Name::new("supplier"),
            act: Name::new("suspend"),
            reference: None,
            intervals: vec![PowerInterval {
                from: day("2024-03-17"),
                until: None,
                grounds: vec!["6.e.1".to_owned(), "6.e.2".to_owned()],
            }],
            state: PowerState::Conditional,
            why: "not before 2024-03-17: until then the client was not in default".to_owned(),
            because: because(explain),
            told: "KlantFocus may suspend the services".to_owned(),
            plainly: "KlantFocus may suspend the services".to_owned(),
            always: false,
            doubted_by: None,
            matter: None,
            event: Name::new("act"),
            waits_for: Vec::new(),
        }],
        prohibitions: vec![Prohibition {
            clause: clause("3.5"),
            bearer: Name::new("client"),
            act: Name::new("endanger_the_server"),
            violations: vec![Violation {
                presumed: Vec::new(),
                version: None,
                reference: Name::new("V1"),
                from: day("2024-04-01"),
                until: Some(day("2024-04-03")),
                conditional: true,
                told: "Fietsatelier Noord B.V. violates 3.5 (V1)".to_owned(),
            }],
            because: Vec::new(),
            told: "Fietsatelier Noord B.V. must not endanger the server".to_owned(),
        }],
        statuses: vec![Status {
            presumed: Vec::new(),
            version: None,
            status: Name::new("in_default"),
            subject: Some("client".to_owned()),
            reference: Some(Name::new("I1")),
            head: None,
            from: day("2024-03-17"),
            until: None,
            clause: Some(clause("5.a")),
            conditional: false,
            held_since: None,
            end_left_out: Vec::new(),
            because: Vec::new(),
            told: "Fietsatelier Noord B.V. is in default of invoice I1".to_owned(),
            ground: None,
            over: String::new(),
        }, Status {
            presumed: Vec::new(),
            version: None,
            status: Name::new("in_default"),
            subject: Some("client".to_owned()),
            reference: Some(Name::new("I0")),
            head: None,
            from: day("2024-03-01"),
            until: Some(day("2024-03-04")),
            clause: Some(clause("5.a")),
            conditional: false,
            held_since: None,
            end_left_out: Vec::new(),
            because: Vec::new(),
            told: "Fietsatelier Noord B.V. is in default of invoice I0".to_owned(),
            ground: None,
            over: "Fietsatelier Noord B.V. is no longer in default of invoice I0".to_owned(),
        }],
        claims: claims(explain),
        balance: vec![Balance {
            because: Vec::new(),
            debtor: Name::new("client"),
            joint_debtors: Vec::new(),
            creditor: Name::new("supplier"),
            currency: "EUR".to_owned(),
            heads: IndexMap::from([
                (Name::new("principal"), euro("1000.00")),
                (Name::new("interest"), euro("10.27")),
                (Name::new("costs"), euro("0.00")),
            ]),
            called: IndexMap::new(),
            credit: Some(euro("5.00")),
            total: euro("1010.27"),
            conditional: false,
        }],
        allocations: vec![Allocation {
            because: Vec::new(),
            version: None,
            reference: Name::new("P1"),
            date: day("2024-04-10"),
            amount: euro("25.00"),
            clause: Some(clause("5.c")),
            conditional: false,
            parts: vec![
                AllocationPart {
                    claim: Some(Name::new("I0")),
                    head: Name::new("costs"),
                    name: None,
                    amount: euro("20.00"),
                    thing: "of invoice I0".to_owned(),
                    called: "costs".to_owned(),
                },
                AllocationPart {
                    claim: None,
                    head: Name::new("credit"),
                    name: None,
                    amount: euro("5.00"),
                    thing: String::new(),
                    called: "credit".to_owned(),
                },
            ],
            remarks: vec!["the designation of I9 is not followed".to_owned()],
            told: "payment P1".to_owned(),
        }],
        acts: vec![ActVerdict {
            presumed: Vec::new(),
            version: None,
            reference: Name::new("S1"),
            date: day("2024-04-12"),
            ty: Name::new("set_off_declared"),
            by: Some(Name::new("client")),
            verdict: Verdict::WithoutEffect,
            clauses: vec![clause("5.b")],
            reason: "5.b: the client cannot declare set-off".to_owned(),
            told: "Fietsatelier Noord B.V. declares set-off (S1)".to_owned(),
            because: Vec::new(),
        }],
        questions: vec![Question {
            because: Vec::new(),
            concept: Name::new("justified_doubt"),
            words: "there is justified doubt about the creditworthiness of the client".to_owned(),
            subject: Some("client".to_owned()),
            clause: clause("6.d"),
            burden: None,
            judge: None,
            affects: vec!["power suspend of supplier (6.d)".to_owned()],
            told: "there is justified doubt about the creditworthiness of Fietsatelier Noord B.V.".to_owned(),
            on_whom: "KlantFocus judges it".to_owned(),
            until_then: "until then it stays open".to_owned(),
            decides: vec!["whether KlantFocus may suspend the services (6.d)".to_owned()],
            line: "- { date: 2024-04-15, type: assessment, concept: justified_doubt, subject: client, value: holds }".to_owned(),
        }],
        notes: vec![Note {
            because: Vec::new(),
            clause: Some(clause("8.c")),
            kind: Name::new("drafting"),
            text: "a provision that played no part".to_owned(),
            of_an_event: false,
        }, Note {
            because: Vec::new(),
            clause: Some(clause("5.a")),
            kind: Name::new("mandatory_law"),
            text: "the statutory scale and a letter come before the costs of a consumer".to_owned(),
            of_an_event: false,
        }],
        upcoming: vec![Upcoming {
            because: Vec::new(),
            date: day("2025-03-17"),
            clause: clause("5.a"),
            what: "a year of unpaid interest joins the amount that bears interest".to_owned(),
        }],
        readings: IndexMap::from([(Name::new("R8"), Name::new("day_after_last_timely_day"))]),
        explained: explain,
        readings_told: vec![ReadingTold {
            id: Name::new("R8"),
            clause: clause("5.a"),
            value: Name::new("day_after_last_timely_day"),
            reason: Some("the client is in default only after that day".to_owned()),
            others: vec![Name::new("due_day")],
        }],
        not_given: Vec::new(),
        speaks_of: SpeaksOf::default(),
        chronicle: vec![Entry {
            date: day("2024-03-01"),
            event: Some("the supplier issues an invoice: I1, EUR 1,000.00".to_owned()),
            about: Some(Name::new("I1")),
            consequences: vec![(
                Some(clause("5.a")),
                "the client must pay I1 by 2024-03-16".to_owned(),
            )],
        }],
    }
}

fn report(explain: bool) -> Report {
    Report {
        outcome: outcome(explain),
        title: "Algemene Voorwaarden KlantFocus".to_owned(),
        parties: vec![
            (Name::new("supplier"), "KlantFocus".to_owned()),
            (Name::new("client"), "Fietsatelier Noord B.V.".to_owned()),
        ],
        receipt: Receipt {
            clausec: "0.1.0".to_owned(),
            terms: "aa".repeat(32),
            timeline: "bb".repeat(32),
        },
    }
}

#[test]
fn as_text() {
    let report = report(false);
    assert_snapshot!(text(&report, LOOK));
}

#[test]
fn as_text_with_derivations_on_a_narrow_screen() {
    let shown = text(&report(true), Look { width: 50, ..LOOK });
    assert!(
        shown.lines().all(|line| line.chars().count() <= 50),
        "{shown}"
    );
    assert_snapshot!(shown);
}

#[test]
fn headings_are_bold_on_a_terminal() {
    let shown = text(&report(true), Look { bold: true, ..LOOK });
    assert!(
        shown.contains("\n\u{1b}[1mWHAT IS OWED\u{1b}[0m\n"),
        "{shown}"
    );
    let plain = shown.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
    assert_eq!(plain, text(&report(true), LOOK), "nothing else differs");
}

#[test]
fn as_json() {
    let report = report(false);
    assert_snapshot!(json(&report));
}

#[test]
fn as_html_without_scripts() {
    let page = html(&report(true));
    assert!(!page.contains("<script"));
    for words in [
        "Fietsatelier Noord B.V.",
        "1,010.27",
        "5.b: the client cannot declare set-off",
        "justified doubt",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn letters_of_a_timeline_cannot_break_the_page() {
    let mut report = report(true);
    report.parties = vec![(Name::new("client"), "<b>Noord & Zuid</b>".to_owned())];
    let page = html(&report);
    assert!(
        !page.contains("<b>") && page.contains("&lt;b&gt;Noord &amp; Zuid"),
        "{page}"
    );
}
