//! Which event types were meant by a name that the vocabulary does not declare.

use std::collections::BTreeMap;

use crate::check::schema::{EventType, FieldType, Schema};
use crate::source::{is_akin, likely, words_of};
use crate::value::Name;

/// So many suggestions are made in all.
const MOST: usize = 3;
/// A value that more event types share tells nothing about which of them was meant.
const MOST_WITH_A_VALUE: usize = 2;
/// Shorter words (`all`, `work`) stand in names of many matters.
const LEAST_LETTERS: usize = 5;

/// The event types that `given` may stand for, as one would write them: where its first word is of no event type, by a value that
/// they tell apart (`bankruptcy_declared`: `` `insolvency_event` with `kind: bankruptcy` ``); else by their names.
pub(super) fn event_types_meant(given: &str, schema: &Schema) -> Vec<String> {
    let names = || schema.events.keys().map(Name::as_str);
    let is_known =
        |word: &str| names().any(|name| words_of(name).any(|other| is_akin(word, other)));
    let mut meant = Vec::new();
    if words_of(given).next().is_some_and(|first| !is_known(first)) {
        meant = by_value(given, schema);
        meant.truncate(MOST);
    }
    if meant.is_empty() {
        meant = quoted(likely(given, names()));
    }
    meant
}

/// Names between the marks in which messages quote.
pub(super) fn quoted(names: Vec<&str>) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

fn by_value(given: &str, schema: &Schema) -> Vec<String> {
    let mut found: BTreeMap<&Name, Vec<String>> = BTreeMap::new();
    for event in schema.events.values() {
        for (field, value) in values(event) {
            if is_named_in(value, given) {
                let way = format!("`{}` with `{field}: {value}`", event.name);
                found.entry(value).or_default().push(way);
            }
        }
    }
    // `suspension_of_payments` tells more than `payments` does.
    let mut ways: Vec<(&Name, Vec<String>)> = found.into_iter().collect();
    ways.retain(|(_, ways)| ways.len() <= MOST_WITH_A_VALUE);
    ways.sort_by_key(|(value, _)| std::cmp::Reverse(words_of(value.as_str()).count()));
    ways.into_iter().flat_map(|(_, ways)| ways).collect()
}

fn values(event: &EventType) -> impl Iterator<Item = (&Name, &Name)> {
    event.fields.iter().flat_map(|(name, field)| {
        let values = match &field.ty {
            FieldType::OneOf(values) => values.as_slice(),
            FieldType::Date
            | FieldType::Money
            | FieldType::Decimal
            | FieldType::Count
            | FieldType::Percent
            | FieldType::Duration
            | FieldType::Truth
            | FieldType::Text
            | FieldType::Reference(_)
            | FieldType::List(_)
            | FieldType::Party
            | FieldType::Form
            | FieldType::Provision
            | FieldType::Service
            | FieldType::Concept
            | FieldType::Record(_)
            | FieldType::Any
            | FieldType::Either(_) => &[],
        };
        values.iter().map(move |value| (name, value))
    })
}

fn is_named_in(value: &Name, given: &str) -> bool {
    let mut words = words_of(value.as_str());
    let tells = words_of(value.as_str()).any(|word| word.len() >= LEAST_LETTERS);
    tells && words.all(|word| words_of(given).any(|said| is_akin(word, said)))
}
