//! Types of facts, as a vocabulary might declare them: enough of them that each kind of field occurs.

use clausec::check::schema::{
    ConceptType, EventKind, EventType, Field, FieldDefault, FieldRule, FieldType, Needs, Role,
    Schema,
};
use clausec::value::Name;

/// The types of facts of the cases.
pub fn schema() -> Schema {
    let events = [
        offer_sent(),
        acceptance_received(),
        invoice_issued(),
        payment_received(),
        reminder_sent(),
        notice_of_default(),
        set_off_declared(),
        terms_amended(),
        agreement_ended(),
        go_live(),
        violation_started(),
        assessment(),
    ];
    Schema {
        events: events
            .into_iter()
            .map(|event| (event.name.clone(), event))
            .collect(),
        party_attributes: fields([
            defaulted(
                "capacity",
                one_of("business consumer public_body"),
                "business",
            ),
            defaulted("publishes_full_accounts", FieldType::Truth, "no"),
            optional("employees", FieldType::Count),
        ]),
        parties: names("supplier client third_party"),
        forms: names("oral email letter registered_letter"),
        concepts: [
            concept("justified_doubt_creditworthiness", FieldType::Truth),
            concept("mitigation_effective", FieldType::Money),
        ]
        .into_iter()
        .map(|concept| (concept.name.clone(), concept))
        .collect(),
        parameters: [(Name::new("payment_term"), FieldType::Duration)].into(),
        heads: [].into(),
    }
}

fn offer_sent() -> EventType {
    let line = FieldType::Record(fields([
        required("service", FieldType::Service),
        required("item", FieldType::Text),
        required("price_excl_vat", FieldType::Money),
        required("pricing", one_of("fixed hourly")),
        required("vat_rate", FieldType::Percent),
    ]));
    let own = [
        otherwise("offer_date", FieldType::Date, "date"),
        optional("minimum_term", FieldType::Duration),
        optional("accepted_forms", list(FieldType::Form)),
        optional("traffic_limit_gb", FieldType::Decimal),
        optional("lines", list(line)),
    ];
    event(
        "offer_sent",
        EventKind::Declaration,
        Some("supplier"),
        Some("offer"),
        own,
    )
}

fn acceptance_received() -> EventType {
    let own = [
        required("offer", refers_to("offer_sent")),
        defaulted("deviates", FieldType::Truth, "no"),
    ];
    event(
        "acceptance_received",
        EventKind::Declaration,
        Some("client"),
        Some("acceptance"),
        own,
    )
}

fn invoice_issued() -> EventType {
    let line = FieldType::Record(fields([
        defaulted("category", one_of("project hosting other"), "other"),
        optional("service", FieldType::Service),
        required("amount", FieldType::Money),
    ]));
    let own = [
        otherwise("invoice_date", FieldType::Date, "date"),
        defaulted("kind", one_of("price usage repair"), "price"),
        optional("service", FieldType::Service),
        optional("amount_excl_vat", FieldType::Money),
        optional("vat", FieldType::Money),
        optional("amount_incl_vat", FieldType::Money),
        optional("amount", FieldType::Money),
        optional("lines", list(line)),
        optional("payment_term", FieldType::Duration),
    ];
    let rules = vec![
        FieldRule::Sum {
            parts: names("amount_excl_vat vat"),
            whole: Name::new("amount_incl_vat"),
        },
        FieldRule::ExactlyOne(names("amount_incl_vat amount")),
        FieldRule::InOrder {
            first: Name::new("invoice_date"),
            last: Name::new("period_to"),
        },
        FieldRule::ListSum {
            list: Name::new("lines"),
            part: Name::new("amount"),
            whole: names("amount_incl_vat amount"),
        },
    ];
    EventType {
        rules,
        ..event(
            "invoice_issued",
            EventKind::Declaration,
            Some("supplier"),
            Some("invoice"),
            own,
        )
    }
}

fn payment_received() -> EventType {
    let own = [
        required("amount", FieldType::Money),
        optional("designated", list(FieldType::Reference(Vec::new()))),
    ];
    let payment = event(
        "payment_received",
        EventKind::Act,
        Some("client"),
        Some("payment"),
        own,
    );
    EventType {
        role: Some(Role::Payment),
        ..payment
    }
}

fn reminder_sent() -> EventType {
    let own = [required("invoices", list(refers_to("invoice_issued")))];
    event(
        "reminder_sent",
        EventKind::Declaration,
        Some("supplier"),
        None,
        own,
    )
}

fn notice_of_default() -> EventType {
    let covered = FieldType::Either(vec![
        FieldType::Reference(Vec::new()),
        FieldType::Service,
        FieldType::Text,
    ]);
    let own = [
        required("to", FieldType::Party),
        required("covers", list(covered)),
        optional("deadline", FieldType::Date),
    ];
    event(
        "notice_of_default",
        EventKind::Declaration,
        None,
        Some("notice"),
        own,
    )
}

fn set_off_declared() -> EventType {
    let own = [
        required("amount", FieldType::Money),
        optional(
            "against",
            FieldType::Either(vec![
                refers_to("invoice_issued"),
                refers_to("payment_received"),
            ]),
        ),
    ];
    event("set_off_declared", EventKind::Declaration, None, None, own)
}

fn terms_amended() -> EventType {
    let change = FieldType::Record(fields([
        required("provision", FieldType::Provision),
        required("parameter", FieldType::Text),
        required("value", FieldType::Any),
    ]));
    let own = [optional("changes", list(change))];
    event(
        "terms_amended",
        EventKind::Declaration,
        Some("supplier"),
        Some("version"),
        own,
    )
}

fn agreement_ended() -> EventType {
    event(
        "agreement_ended",
        EventKind::Occurrence,
        None,
        None,
        [
            optional("agreement", refers_to("acceptance_received")),
            required("kind", one_of("expiry mutual")),
        ],
    )
}

fn go_live() -> EventType {
    event(
        "go_live",
        EventKind::Occurrence,
        None,
        None,
        [defaulted("service", FieldType::Service, "website")],
    )
}

fn violation_started() -> EventType {
    let own = [
        required("provision", FieldType::Provision),
        defaulted("by", FieldType::Party, "client"),
    ];
    event(
        "violation_started",
        EventKind::Occurrence,
        None,
        Some("violation"),
        own,
    )
}

fn assessment() -> EventType {
    let subject = FieldType::Either(vec![
        FieldType::Reference(Vec::new()),
        FieldType::Party,
        FieldType::Service,
    ]);
    let own = [
        required("concept", FieldType::Concept),
        optional("subject", subject),
        required("value", FieldType::Any),
    ];
    event("assessment", EventKind::Occurrence, None, None, own)
}

fn event<const N: usize>(
    name: &str,
    kind: EventKind,
    actor: Option<&str>,
    reference: Option<&str>,
    own: [Field; N],
) -> EventType {
    EventType {
        name: Name::new(name),
        kind,
        actor: actor.map(Name::new),
        reference: reference.map(Name::new),
        fields: fields(own),
        needs: Needs::Nothing,
        role: None,
        forms_unless: None,
        rules: Vec::new(),
        told_by: None,
        way_to: None,
        matter: None,
    }
}

fn fields<const N: usize>(fields: [Field; N]) -> indexmap::IndexMap<Name, Field> {
    fields
        .into_iter()
        .map(|field| (field.name.clone(), field))
        .collect()
}

fn required(name: &str, ty: FieldType) -> Field {
    Field {
        name: Name::new(name),
        ty,
        required: true,
        default: None,
        words: None,
    }
}

fn optional(name: &str, ty: FieldType) -> Field {
    Field {
        required: false,
        ..required(name, ty)
    }
}

fn defaulted(name: &str, ty: FieldType, literal: &str) -> Field {
    Field {
        default: Some(FieldDefault::Literal(literal.to_owned())),
        ..optional(name, ty)
    }
}

fn otherwise(name: &str, ty: FieldType, other: &str) -> Field {
    Field {
        default: Some(FieldDefault::Field(Name::new(other))),
        ..optional(name, ty)
    }
}

fn concept(name: &str, value: FieldType) -> ConceptType {
    ConceptType {
        name: Name::new(name),
        value,
    }
}

fn refers_to(event: &str) -> FieldType {
    FieldType::Reference(names(event))
}

fn list(item: FieldType) -> FieldType {
    FieldType::List(Box::new(item))
}

fn one_of(values: &str) -> FieldType {
    FieldType::OneOf(names(values))
}

fn names(words: &str) -> Vec<Name> {
    words.split(' ').map(Name::new).collect()
}
