//! Which versions of the terms the events of a timeline speak of.

use std::collections::BTreeSet;

use crate::check::schema::{Role, Schema};
use crate::timeline::{Event, Timeline};
use crate::value::{Name, Value};

impl Timeline {
    /// The names of versions of the terms that its events bring about or refer to. An amendment that tells its changes itself brings
    /// about these and nothing else: a text of the library that happens to have its name is another one.
    pub fn versions_told(&self, schema: &Schema) -> BTreeSet<Name> {
        let makers = makers_of_versions(schema);
        let mut told = BTreeSet::new();
        for event in &self.events {
            if makers.contains(&event.ty) && !tells_its_changes(event) {
                told.insert(event.reference.clone());
            }
            told.extend(versions_in_fields(event, schema, &makers));
        }
        told
    }
}

fn tells_its_changes(event: &Event) -> bool {
    let changes = event.fields.get(&Name::new("changes"));
    matches!(changes, Some(Value::List(changes)) if !changes.is_empty())
}

/// The event types that bring about what an amendment of the terms brings about.
fn makers_of_versions(schema: &Schema) -> BTreeSet<Name> {
    let amendments = schema
        .events
        .values()
        .filter(|ty| ty.role == Some(Role::Amendment));
    let made: BTreeSet<&Name> = amendments.filter_map(|ty| ty.reference.as_ref()).collect();
    let makes = |ty: &&crate::check::schema::EventType| {
        ty.reference
            .as_ref()
            .is_some_and(|made_by| made.contains(made_by))
    };
    let makers = schema.events.values().filter(makes);
    makers.map(|ty| ty.name.clone()).collect()
}

fn versions_in_fields(event: &Event, schema: &Schema, makers: &BTreeSet<Name>) -> Vec<Name> {
    let Some(ty) = schema.events.get(&event.ty) else {
        return Vec::new();
    };
    let holds_version = |name: &Name| {
        ty.fields.get(name).is_some_and(|field| {
            let mut types = field.ty.referred_to().into_iter();
            types.any(|one| makers.contains(one))
        })
    };
    let fields = event.fields.iter().filter(|(name, _)| holds_version(name));
    fields.filter_map(|(_, value)| name_of(value)).collect()
}

fn name_of(value: &Value) -> Option<Name> {
    match value {
        Value::Reference(name) => Some(name.clone()),
        Value::Text(text) => Some(Name::new(text)),
        _ => None,
    }
}
