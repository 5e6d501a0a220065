//! The head of a timeline: terms, date, parties, readings.

use indexmap::IndexMap;

use super::party;
use super::scalar::{self, Quoted};
use crate::check::schema::Schema;
use crate::source::Span;
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::text::{Content, Node};
use crate::timeline::{HeaderPlaces, PartyFacts};
use crate::value::{Date, Name};

const KEYS: [&str; 5] = ["terms", "as-of", "readings", "events", "expect"];

/// What the head of a file says, with its events and expectations still to be read.
pub(super) struct Header<'n, 't> {
    pub terms: Option<String>,
    pub as_of: Option<Date>,
    pub supplier: PartyFacts,
    pub client: PartyFacts,
    pub others: IndexMap<Name, PartyFacts>,
    pub readings: IndexMap<Name, Name>,
    pub places: HeaderPlaces,
    pub events: Option<&'n [Node<'t>]>,
    pub expect: &'n [Node<'t>],
}

/// Reads the head; `events_follow` when the events stand on lines of their own. Nothing when it is no head at all.
pub(super) fn read<'n, 't>(
    node: &'n Node<'t>,
    schema: &Schema,
    events_follow: bool,
    problems: &mut Problems,
) -> Option<Header<'n, 't>> {
    if matches!(node.content, Content::Nothing { .. }) {
        problems.add(node.span, TimelineError::Empty);
        return None;
    }
    let entries = scalar::entries(node, &"the file", problems)?;
    let roles = roles(schema);
    for entry in entries {
        let key = &*entry.key;
        let known = KEYS.contains(&key) || roles.iter().any(|role| *role == key);
        if events_follow && key == "events" {
            problems.add(entry.key_span, TimelineError::EventsAboveLines);
        } else if !known {
            let known = KEYS.into_iter().chain(roles.iter().map(Name::as_str));
            scalar::unknown_key((&entry.key, entry.key_span), "the header", known, problems);
        }
    }
    let given = |key: &str| node.get(key).filter(|value| !value.is_absent());
    let terms = given("terms");
    let facts = |role: &Name, problems: &mut Problems| {
        given(role.as_str())
            .map(|node| party::read(node, &format!("the {}", role.in_words()), schema, problems))
    };
    let mut others = IndexMap::new();
    for role in &roles {
        if let Some(Some(facts)) = facts(role, problems) {
            others.insert(role.clone(), facts);
        }
    }
    let supplier = others
        .shift_remove("supplier")
        .unwrap_or_else(|| party::untold(schema));
    let client = others
        .shift_remove("client")
        .unwrap_or_else(|| party::untold(schema));
    let (readings, reading_places) = readings(given("readings"), problems);
    if !events_follow && given("events").is_none() {
        problems.add(
            Span::at(node.span.source, node.span.start),
            missing_events(),
        );
    }
    Some(Header {
        terms: terms
            .and_then(|node| scalar::words(node, &"`terms`", problems))
            .map(str::to_owned),
        as_of: given("as-of").and_then(|node| scalar::date(node, &"`as-of`", problems)),
        supplier,
        client,
        others,
        places: HeaderPlaces {
            terms: terms.map(|node| node.span),
            readings: reading_places,
        },
        readings,
        events: given("events").and_then(|node| scalar::items(node, &"`events`", problems)),
        expect: given("expect")
            .and_then(|node| scalar::items(node, &"`expect`", problems))
            .unwrap_or_default(),
    })
}

fn missing_events() -> TimelineError {
    TimelineError::Missing {
        field: Name::new("events"),
        of: "the file".to_owned(),
    }
}

fn roles(schema: &Schema) -> Vec<Name> {
    let always = ["supplier", "client"].map(Name::new).into_iter();
    let declared = schema
        .parties
        .iter()
        .filter(|role| **role != "supplier" && **role != "client")
        .cloned();
    always.chain(declared).collect()
}

/// Readings by id, with their places.
pub(super) fn readings(
    node: Option<&Node<'_>>,
    problems: &mut Problems,
) -> (IndexMap<Name, Name>, IndexMap<Name, Span>) {
    let (mut chosen, mut places) = (IndexMap::new(), IndexMap::new());
    let entries = node
        .and_then(|node| scalar::entries(node, &"`readings`", problems))
        .unwrap_or_default();
    for entry in entries {
        let id = Name::new(&entry.key);
        if let Some(value) = scalar::words(&entry.value, &Quoted(&id), problems) {
            places.insert(id.clone(), entry.key_span.to(entry.value.span));
            chosen.insert(id, Name::new(value));
        }
    }
    (chosen, places)
}
