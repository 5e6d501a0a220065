//! Which event types were meant by a name that the vocabulary does not declare.

use std::collections::BTreeMap;

use crate::check::schema::{EventType, FieldType, Schema};
use crate::source::{is_akin, likely, words_of};
use crate::timeline::register::Meant;
use crate::value::Name;

/// Longer names, in bytes, are no slips.
const LONGEST_NAME: usize = 200;
/// So many suggestions are made in all.
const MOST: usize = 3;
/// A value that more event types share tells nothing about which of them was meant.
const MOST_WITH_A_VALUE: usize = 2;
/// Shorter words (`all`, `work`) stand in names of many matters.
const LEAST_LETTERS: usize = 5;

/// The event types that `given` may stand for, as one would write them: where its first word is of no event type, by a value that
/// they tell apart (`bankruptcy_declared`: `` `insolvency_event` with `kind: bankruptcy` ``); else by their names.
pub(super) fn event_types_meant(given: &str, schema: &Schema) -> Meant {
    // What is longer than any name was meant to be none of them.
    if given.len() > LONGEST_NAME {
        return Meant {
            clear: None,
            suggestions: Vec::new(),
        };
    }
    let names = || schema.events.keys().map(Name::as_str);
    let is_known =
        |word: &str| names().any(|name| words_of(name).any(|other| is_akin(word, other)));
    if words_of(given).next().is_some_and(|first| !is_known(first)) {
        let mut ways = by_value(given, schema);
        ways.truncate(MOST);
        if !ways.is_empty() {
            let only = |ways: &[(&Name, String)]| (ways.len() == 1).then(|| ways[0].0.clone());
            return Meant {
                clear: only(&ways),
                suggestions: ways.into_iter().map(|(_, way)| way).collect(),
            };
        }
    }
    let names = likely(given, names());
    Meant {
        clear: (names.len() == 1).then(|| Name::new(names[0])),
        suggestions: quoted(names),
    }
}

/// Names between the marks in which messages quote.
pub(super) fn quoted(names: Vec<&str>) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

/// Event types with a value that is named, each with the way to write it.
fn by_value<'s>(given: &str, schema: &'s Schema) -> Vec<(&'s Name, String)> {
    let mut found: BTreeMap<&Name, Vec<(&Name, String)>> = BTreeMap::new();
    for event in schema.events.values() {
        for (field, value) in values(event) {
            if is_named_in(value, given) {
                let way = format!("`{}` with `{field}: {value}`", event.name);
                found.entry(value).or_default().push((&event.name, way));
            }
        }
    }
    // `suspension_of_payments` tells more than `payments` does.
    let mut ways: Vec<(&Name, Vec<(&Name, String)>)> = found.into_iter().collect();
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
