//! The head of a timeline: terms, date, parties, readings.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::party;
use super::scalar::{self, Quoted};
use crate::check::schema::Schema;
use crate::source::Span;
use crate::timeline::error::{EVENTS, Problems, THE_FILE, TimelineError};
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
    pub events: Cow<'n, [Node<'t>]>,
    pub expect: Cow<'n, [Node<'t>]>,
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
    let entries = scalar::entries(node, &THE_FILE, problems).unwrap_or_default();
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
    let is_list = matches!(node.content, Content::List(_));
    if !events_follow && !is_list && given("events").is_none() {
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
        events: if is_list {
            Cow::Borrowed(node.items())
        } else {
            entries_of(given("events"), EVENTS, problems)
        },
        expect: entries_of(given("expect"), "`expect`", problems),
    })
}

/// The entries of a list; where a group of keys stands in its place, that group, or the groups in it: they can be checked as well.
fn entries_of<'n, 't>(
    node: Option<&'n Node<'t>>,
    what: &str,
    problems: &mut Problems,
) -> Cow<'n, [Node<'t>]> {
    let Some(node) = node else {
        return Cow::default();
    };
    if let Some(items) = scalar::items(node, &what, problems) {
        return Cow::Borrowed(items);
    }
    let inner: Vec<&Node<'t>> = node
        .entries()
        .unwrap_or_default()
        .iter()
        .map(|one| &one.value)
        .collect();
    let are_groups = inner
        .iter()
        .all(|one| matches!(one.content, Content::Map(_)));
    if are_groups {
        Cow::Owned(inner.into_iter().cloned().collect())
    } else {
        Cow::Borrowed(std::slice::from_ref(node))
    }
}

fn missing_events() -> TimelineError {
    TimelineError::Missing {
        field: Name::new("events"),
        of: THE_FILE.to_owned(),
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
