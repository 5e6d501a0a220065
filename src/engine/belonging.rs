//! Which agreements an event belongs to, as the timeline tells it: by name, by its services, by the offer that it is about.

use std::collections::BTreeMap;

use crate::check::schema::Role;
use crate::engine::catalogue::Catalogue;
use crate::engine::names::{Names, Symbol};
use crate::engine::relation::Relation;
use crate::timeline::Event;
use crate::value::{Name, Value};

impl Catalogue<'_> {
    /// Whether an event forms an agreement of its own: it is of such a type, and not for an agreement that stands, as one that names
    /// the agreement it is for, or tells what the vocabulary says (`unless its work is stated`).
    pub(super) fn forms_agreement(&self, event: &Event, names: &Names) -> bool {
        let ty = names.symbol(&event.ty);
        let is_beside = || {
            let field = self.forms_unless.get(&ty);
            field.is_some_and(|field| event.fields.contains_key(field))
        };
        self.roles.get(&ty) == Some(&Role::Formation) && event.agreement.is_none() && !is_beside()
    }
}

impl Relation<'_> {
    /// The agreements that an event belongs to: the one that it names or forms, those that it lists, those that its services are for, or
    /// those concluded on what it refers to.
    pub(super) fn agreements_of_event(&self, event: &Event, forms: bool) -> Vec<Symbol> {
        if let Some(agreement) = &event.agreement {
            return self.agreements_named(agreement);
        }
        if forms {
            return vec![self.names.symbol(&event.reference)];
        }
        let listed = event.fields.iter().find_map(|(name, value)| match value {
            Value::List(listed) if self.names.symbol(name) == self.known.agreements => Some(listed),
            _ => None,
        });
        if let Some(listed) = listed {
            let names = listed.iter().filter_map(|one| match one {
                Value::Reference(name) => Some(self.names.symbol(name)),
                _ => None,
            });
            return names.collect();
        }
        let mut of_services = event
            .fields
            .values()
            .filter(|value| speaks_of_service(value))
            .peekable();
        if of_services.peek().is_none() {
            return self.agreements_concluded_on(event);
        }
        let all = of_services.map(|value| self.agreements_of_value(value));
        let all: Option<Vec<Vec<Symbol>>> = all.collect();
        joined(all.unwrap_or_default())
    }

    /// The agreement of that name; of an order for work beside an agreement, the one that it is for.
    pub(super) fn agreements_named(&self, agreement: &Name) -> Vec<Symbol> {
        let name = self.names.symbol(agreement);
        let own = self.facts.named(name).map(|fact| self.facts.get(fact));
        own.map_or_else(|| vec![name], |own| own.agreements.to_vec())
    }

    /// The agreements that all services and things of a value are for; none when some of them are for no certain agreement.
    fn agreements_of_value(&self, value: &Value) -> Option<Vec<Symbol>> {
        match value {
            Value::Service(label) => self.services.get(&self.names.text(label)).cloned(),
            Value::Reference(name) => {
                let fact = self.facts.named(self.names.symbol(name))?;
                let own = self.facts.get(fact).agreements.to_vec();
                (!own.is_empty()).then_some(own)
            }
            Value::List(members) => {
                let all: Option<Vec<_>> = members
                    .iter()
                    .map(|member| self.agreements_of_value(member))
                    .collect();
                all.map(joined)
            }
            Value::Record(fields) => {
                let services = fields.values().filter(|value| speaks_of_service(value));
                let all: Option<Vec<_>> = services
                    .map(|value| self.agreements_of_value(value))
                    .collect();
                all.map(joined).filter(|all| !all.is_empty())
            }
            _ => None,
        }
    }

    fn agreements_concluded_on(&self, event: &Event) -> Vec<Symbol> {
        let references = event.fields.values().filter_map(|value| match value {
            Value::Reference(name) => Some(self.names.symbol(name)),
            _ => None,
        });
        let concluded = references.filter_map(|name| self.concluded_on.get(&name).cloned());
        joined(concluded.collect())
    }
}

/// The services that events name together with an agreement, or offers with what is concluded upon them: which agreements each is for. What
/// a service is for does not change with time, so the whole file counts.
pub fn services_of_agreements<'t>(
    events: impl Iterator<Item = &'t Event> + Clone,
    forms: impl Fn(&Event) -> bool,
    names: &Names,
) -> BTreeMap<Symbol, Vec<Symbol>> {
    let mut all: BTreeMap<Symbol, Vec<Symbol>> = BTreeMap::new();
    let mut note = |event: &Event, agreement: Symbol| {
        let mut labels = Vec::new();
        for value in event.fields.values() {
            labels_in(value, &mut labels);
        }
        for label in labels {
            let known = all.entry(names.text(label)).or_default();
            if !known.contains(&agreement) {
                known.push(agreement);
            }
        }
    };
    for event in events.clone() {
        if let Some(agreement) = &event.agreement {
            note(event, names.symbol(agreement));
        }
        if forms(event) {
            let agreement = names.symbol(&event.reference);
            note(event, agreement);
            let meant = |other: &&Event| {
                let mut fields = event.fields.values();
                fields.any(|value| *value == Value::Reference(other.reference.clone()))
            };
            for concluded in events.clone().filter(meant) {
                note(concluded, agreement);
            }
        }
    }
    all
}

fn labels_in<'v>(value: &'v Value, labels: &mut Vec<&'v str>) {
    match value {
        Value::Service(label) => labels.push(label),
        Value::List(members) => members.iter().for_each(|one| labels_in(one, labels)),
        Value::Record(fields) => fields.values().for_each(|one| labels_in(one, labels)),
        _ => {}
    }
}

fn speaks_of_service(value: &Value) -> bool {
    let mut labels = Vec::new();
    labels_in(value, &mut labels);
    !labels.is_empty()
}

fn joined(all: Vec<Vec<Symbol>>) -> Vec<Symbol> {
    let mut joined: Vec<Symbol> = Vec::new();
    for one in all.into_iter().flatten() {
        if !joined.contains(&one) {
            joined.push(one);
        }
    }
    joined
}

/// What agreements were concluded on (an offer), by its name, and which agreements these are. The whole file counts here too.
pub fn agreements_concluded<'t>(
    forming: impl Iterator<Item = &'t Event>,
    names: &Names,
) -> BTreeMap<Symbol, Vec<Symbol>> {
    let mut all: BTreeMap<Symbol, Vec<Symbol>> = BTreeMap::new();
    for event in forming {
        for value in event.fields.values() {
            if let Value::Reference(name) = value {
                let known = all.entry(names.symbol(name)).or_default();
                known.push(names.symbol(&event.reference));
            }
        }
    }
    all
}
