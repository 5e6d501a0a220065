//! A small program: invoices, default, interest, allocation, a demand for security and a suspension that rests on doubt.

use indexmap::IndexMap;

use crate::check::Program;
use crate::check::program::{
    Accrual, ActPattern, Address, Allocation, Argument, Body, Concept, ConceptDefault, Condition,
    Conduct, Deadline, Definition, Direction, Duty, Expression, Generator, Growth, Head, Item,
    KernelMeasure, Measure, Performance, Power, Proof, Rounded, Rule, RuleId, Sort, StandsIn,
    State, StateEvents, Status, Step, Tables, TellsOf, Terms, Tier, TierOrder, Trigger, Variable,
    VariableId, Version, Window,
};
use crate::check::schema::{EventKind, EventType, Needs, Role, Schema};
use crate::source::Span;
use crate::timeline::{Event, PartyFacts, Timeline};
use crate::value::{
    ClauseId, Date, Duration, Money, Name, Percent, RateTable, Rounding, Value, parse_date,
};

fn name(text: &str) -> Name {
    Name::new(text)
}

fn party(text: &str) -> Expression {
    Expression::Party(name(text))
}

fn variable(index: usize) -> Expression {
    Expression::Variable(VariableId(index))
}

fn field(of: Expression, text: &str) -> Expression {
    Expression::Field {
        of: Box::new(of),
        field: name(text),
    }
}

fn kernel(measure: KernelMeasure, of: Expression) -> Expression {
    Expression::Kernel {
        measure,
        arguments: vec![of],
    }
}

fn act(event: &str, called: Option<&str>) -> ActPattern {
    ActPattern {
        event: name(event),
        called: called.map(name),
        by: None,
        fields: Vec::new(),
        form: None,
        since: None,
        before: None,
    }
}

fn obligation_to_pay(thing: Expression) -> Expression {
    Expression::ObligationFor {
        conduct: name("pay"),
        thing: Box::new(thing),
    }
}

fn day_after(of: Expression) -> Expression {
    let by = Expression::Literal(Value::Duration(Duration::parse("1 day").expect("a period")));
    Expression::Shift {
        anchor: Box::new(of),
        by: Box::new(by),
        direction: Direction::After,
    }
}

fn things(event: &str) -> Sort {
    Sort::Thing(vec![name(event)])
}

fn each(noun: &str, sort: Sort, generator: Generator) -> Variable {
    Variable {
        noun: noun.to_owned(),
        sort,
        generator,
    }
}

fn item(label: &str, condition: Condition) -> Item {
    Item {
        label: label.to_owned(),
        words: "the statement".to_owned(),
        condition,
    }
}

fn rule(
    number: usize,
    clause: &str,
    variables: Vec<Variable>,
    trigger: Trigger,
    condition: Condition,
    body: Body,
) -> Rule {
    Rule {
        id: RuleId(number),
        at: Address {
            clause: ClauseId::new(clause).expect("a number"),
            sentence: None,
            file: 0,
            span: Span::default(),
        },
        words: format!("the rule of {clause}"),
        readings: Vec::new(),
        variables,
        trigger,
        condition,
        body,
        fallback: false,
        instead_of: Vec::new(),
        relations: Vec::new(),
        stands_in: StandsIn::Every,
        renumbered: Vec::new(),
    }
}

fn interest() -> Head {
    Head {
        head: name("interest"),
        name: Some(name("statutory")),
    }
}

fn rules() -> Vec<Rule> {
    let invoice = || each("invoice", things("invoice_issued"), Generator::Each);
    let in_default = || Condition::Holds {
        state: name("in_default"),
        arguments: vec![
            Argument::Is(party("client")),
            Argument::Is(obligation_to_pay(variable(0))),
        ],
    };
    let due = || kernel(KernelMeasure::LastTimelyDay, obligation_to_pay(variable(0)));
    let tier = |heads: &[&str], order: Vec<TierOrder>| Tier {
        heads: heads.iter().map(|head| name(head)).collect(),
        due: None,
        order,
    };
    vec![
        rule(
            0,
            "5.a",
            vec![each(
                "invoice",
                things("invoice_issued"),
                Generator::Trigger {
                    field: name("invoice"),
                },
            )],
            Trigger::Event(act("invoice_issued", None)),
            Condition::Always,
            Body::Duty(Duty {
                bearer: party("client"),
                counterparty: Some(party("supplier")),
                steps: vec![Step {
                    called: name("pay"),
                    conduct: Some(name("pay")),
                    thing: Some(variable(0)),
                    performed_by: None,
                    only_if: Condition::Always,
                }],
                deadline: Deadline::On(Expression::Shift {
                    anchor: Box::new(field(variable(0), "date")),
                    by: Box::new(Expression::Defined {
                        measure: name("payment_term"),
                        arguments: Vec::new(),
                    }),
                    direction: Direction::After,
                }),
                form: None,
            }),
        ),
        rule(
            1,
            "5.a",
            vec![invoice()],
            Trigger::Onset(Condition::Late {
                obligation: obligation_to_pay(variable(0)),
                by: Some(party("client")),
            }),
            Condition::Always,
            Body::Status(Status {
                state: name("in_default"),
                arguments: vec![party("client"), obligation_to_pay(variable(0))],
                from: Some(day_after(due())),
                until: Some(Condition::Performed {
                    obligation: obligation_to_pay(variable(0)),
                    by: Some(party("client")),
                }),
                through: None,
            }),
        ),
        rule(
            2,
            "5.a",
            vec![invoice()],
            Trigger::While(in_default()),
            Condition::Always,
            Body::Accrual(Accrual {
                bearing: None,
                debtor: party("client"),
                creditor: party("supplier"),
                head: interest(),
                on: Expression::ClaimOf(Box::new(variable(0))),
                law: Growth::Yearly {
                    rate: Expression::Literal(Value::Text("Rates of the test".to_owned())),
                    days_to_the_year: 365,
                    compounding: None,
                },
                rounded: Some(Rounded {
                    way: Rounding::HalfUp,
                    on_payment: true,
                }),
                ceiling: None,
                from: Some(day_after(due())),
                once_under: Vec::new(),
            }),
        ),
        rule(
            3,
            "5.c",
            Vec::new(),
            Trigger::Standing,
            Condition::Always,
            Body::Allocation(Allocation {
                payer: party("client"),
                tiers: vec![
                    tier(&["interest"], vec![TierOrder::Oldest]),
                    tier(&[], vec![TierOrder::Oldest]),
                ],
                residue_is_credit: true,
                claim_by_claim: false,
                any: false,
            }),
        ),
        rule(
            4,
            "5.d",
            vec![each(
                "demand",
                things("security_demanded"),
                Generator::Trigger {
                    field: name("demand"),
                },
            )],
            Trigger::Event(act("security_demanded", None)),
            Condition::Always,
            Body::Duty(Duty {
                bearer: party("client"),
                counterparty: Some(party("supplier")),
                steps: vec![Step {
                    called: name("provide_security"),
                    conduct: None,
                    thing: Some(variable(0)),
                    performed_by: Some(ActPattern {
                        fields: vec![(name("demand"), variable(0))],
                        ..act("security_provided", None)
                    }),
                    only_if: Condition::Always,
                }],
                deadline: Deadline::On(field(variable(0), "date")),
                form: None,
            }),
        ),
        rule(
            5,
            "6.d",
            Vec::new(),
            Trigger::Standing,
            Condition::All(vec![
                item(
                    "(a)",
                    Condition::Concept {
                        concept: name("doubt"),
                        subject: Some(party("client")),
                        proof: Proof::MustBeJudged { assessor: None },
                    },
                ),
                item(
                    "(b)",
                    Condition::InBreach {
                        party: party("client"),
                        provisions: vec![ClauseId::new("5.d").expect("a number")],
                    },
                ),
            ]),
            Body::Power(Power {
                holder: party("supplier"),
                acts: vec![act("service_suspended", Some("suspend"))],
                form: None,
                window: Window::default(),
                for_good: false,
                ends_when_used: false,
            }),
        ),
    ]
}

fn states() -> IndexMap<Name, State> {
    let state = |text: &str, arguments: Vec<Sort>, subject, reference| State {
        name: name(text),
        arguments,
        reported: true,
        subject,
        reference,
        events: None,
        stood_before: false,
        kernel: None,
        takes_away: None,
        refuses: None,
        holds_if: None,
        ends_if: None,
    };
    let suspension = || vec![things("service_suspended")];
    let mut suspended = state("suspended", suspension(), Vec::new(), None);
    suspended.events = Some(StateEvents {
        begins: vec![ActPattern {
            fields: vec![(name("suspension"), Expression::Parameter(0))],
            ..act("service_suspended", None)
        }],
        ends: Vec::new(),
    });
    let mut without = state("suspended_without_ground", suspension(), Vec::new(), None);
    without.holds_if = Some(Condition::All(vec![
        item(
            "(1)",
            Condition::Holds {
                state: name("suspended"),
                arguments: vec![Argument::Is(Expression::Parameter(0))],
            },
        ),
        item(
            "(2)",
            Condition::Not(Box::new(Condition::May {
                holder: party("supplier"),
                act: name("suspend"),
                under: Vec::new(),
            })),
        ),
    ]));
    let all = [
        state(
            "in_default",
            vec![Sort::Party, Sort::Obligation],
            vec![Expression::Parameter(0)],
            Some(1),
        ),
        suspended,
        without,
    ];
    all.into_iter()
        .map(|state| (state.name.clone(), state))
        .collect()
}

fn schema() -> Schema {
    let mut schema = Schema::default();
    let mut add =
        |ty: &str, reference: Option<&str>, actor: &str, needs: Needs, role: Option<Role>| {
            schema.events.insert(
                name(ty),
                EventType {
                    name: name(ty),
                    kind: EventKind::Act,
                    actor: Some(name(actor)),
                    reference: reference.map(name),
                    fields: IndexMap::new(),
                    needs,
                    told_by: None,
                    way_to: None,
                    matter: None,
                    role,
                    forms_unless: None,
                    rules: Vec::new(),
                },
            );
        };
    add(
        "invoice_issued",
        Some("invoice"),
        "supplier",
        Needs::Nothing,
        None,
    );
    add(
        "payment_received",
        Some("payment"),
        "client",
        Needs::Nothing,
        Some(Role::Payment),
    );
    add(
        "security_demanded",
        Some("demand"),
        "supplier",
        Needs::Nothing,
        None,
    );
    add("security_provided", None, "client", Needs::Nothing, None);
    add(
        "service_suspended",
        Some("suspension"),
        "supplier",
        Needs::Ground,
        None,
    );
    add(
        "assessment",
        None,
        "supplier",
        Needs::Nothing,
        Some(Role::Assessment),
    );
    schema
}

/// The terms.
pub fn terms() -> Program {
    let provision = |clause: &str| {
        let id = ClauseId::new(clause).expect("a number");
        let at = Address {
            clause: id.clone(),
            sentence: None,
            file: 0,
            span: Span::default(),
        };
        let provision = crate::check::program::Provision {
            id: id.clone(),
            article: String::new(),
            heading: String::new(),
            wording: Vec::new(),
            is_law: false,
            declared: Vec::new(),
            at,
        };
        (id, provision)
    };
    let definition = Definition {
        at: None,
        value: Expression::Literal(Value::Duration(
            Duration::parse("15 days").expect("a period"),
        )),
        condition: Condition::Always,
        agreed: None,
        stated_in: None,
        fallback: false,
        readings: Vec::new(),
        stands_in: StandsIn::Every,
        renumbered: Vec::new(),
    };
    let principal = Head {
        head: name("principal"),
        name: None,
    };
    let amount = field(Expression::Parameter(0), "amount");
    let pay = Conduct {
        name: name("pay"),
        not_owed_if: None,
        suspended_while: None,
        matter: None,
        performance: Performance::Money {
            head: principal,
            amount,
        },
    };
    let rate = |text: &str| Percent::parse(text).expect("a rate");
    let rows = [
        ("2024-01-01", "12.5%"),
        ("2024-07-01", "12.25%"),
        ("2025-01-01", "11.15%"),
    ];
    let rows = rows
        .map(|(from, percent)| (parse_date(from).expect("a date"), rate(percent)))
        .to_vec();
    let table = RateTable::new(
        name("Rates of the test"),
        rows,
        parse_date("2026-12-31").expect("a date"),
    )
    .expect("a table");
    let doubt = Concept {
        name: name("doubt"),
        words: "there is doubt about the client".to_owned(),
        default: ConceptDefault::MustBeAssessed,
        about: Vec::new(),
        tells_of: TellsOf::EachDay,
    };
    Program {
        terms: Terms {
            id: name("small"),
            version: "1".to_owned(),
            title: "Small".to_owned(),
        },
        versions: vec![Version {
            name: "1".to_owned(),
            title: "Small".to_owned(),
            written_forms: Vec::new(),
            called: Vec::new(),
            rounding: Rounding::HalfUp,
            reworded: IndexMap::new(),
            law: Tables {
                rates: [("Rates of the test".to_owned(), table)]
                    .into_iter()
                    .collect(),
                ..Tables::default()
            },
        }],
        schema: schema(),
        provisions: ["5.a", "5.c", "5.d", "6.d"]
            .map(provision)
            .into_iter()
            .collect(),
        readings: IndexMap::new(),
        states: states(),
        conducts: [(name("pay"), pay)].into_iter().collect(),
        concepts: [(name("doubt"), doubt)].into_iter().collect(),
        heads: IndexMap::new(),
        head_words: IndexMap::new(),
        paying: IndexMap::new(),
        measures: [(
            name("payment_term"),
            Measure {
                name: name("payment_term"),
                arguments: Vec::new(),
                definitions: vec![definition],
            },
        )]
        .into_iter()
        .collect(),
        act_readings: Vec::new(),
        presupposed: IndexMap::new(),
        too_late: IndexMap::new(),
        resting: IndexMap::new(),
        sayings: Vec::new(),
        nouns: IndexMap::new(),
        groups: IndexMap::new(),
        rules: rules(),
        sources: Vec::new(),
    }
}

/// An event; amounts, days, parties and references are told by their look.
pub fn event(date: &str, ty: &str, reference: &str, fields: &[(&str, &str)]) -> Event {
    let by = match ty {
        "payment_received" | "security_provided" => "client",
        _ => "supplier",
    };
    let value = |key: &str, text: &str| match key {
        "amount" => Value::Money(Money::parse(text).expect("an amount")),
        "subject" => Value::Party(name(text)),
        "demand" => Value::Reference(name(text)),
        _ => Value::Symbol(name(text)),
    };
    Event {
        seq: 0,
        ty: name(ty),
        date: day(date),
        sent_on: None,
        received_on: None,
        by: Some(name(by)),
        form: None,
        receipt_acknowledged_on: None,
        agreement: None,
        note: None,
        reference: name(reference),
        named: true,
        fields: fields
            .iter()
            .map(|(key, text)| (name(key), value(key, text)))
            .collect(),
        span: Span::default(),
        line: 1,
    }
}

fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

/// A timeline of these events.
pub fn timeline(events: Vec<Event>) -> Timeline {
    Timeline {
        terms: None,
        as_of: None,
        supplier: PartyFacts::default(),
        client: PartyFacts::default(),
        others: IndexMap::new(),
        readings: IndexMap::new(),
        events,
        expectations: Vec::new(),
        places: crate::timeline::HeaderPlaces::default(),
        warnings: Vec::new(),
    }
}
