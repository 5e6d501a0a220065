//! Which things and services a file names, and when: known before the events are read, because any of them may refer
//! to any other.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::schema::{EventType, Field, FieldDefault, FieldType, Schema};
use crate::source::{Span, nearest};
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::meant::event_types_meant;
use crate::timeline::text::Node;
use crate::value::{Date, Name, parse_date};

/// So many event types are sought that were meant by others.
const MOST_MEANT: usize = 200;

/// The place of an event in time: its day, and its place in the file.
pub(super) type Moment = (Date, usize);

/// The event that gave a thing its name.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// Its type.
    pub ty: Name,
    /// When it happened; absent when its date cannot be read.
    pub at: Option<Moment>,
    /// Where the name, or the event without a name, stands.
    pub span: Span,
}

/// What was meant by an event type that is not declared.
#[derive(Debug, Clone)]
pub(super) struct Meant {
    /// Event types, as one would write them.
    pub suggestions: Vec<String>,
    /// The only one that was probably meant.
    pub clear: Option<Name>,
}

/// The names of a file.
#[derive(Debug, Default)]
pub(super) struct Register {
    names: FxHashMap<Name, Origin>,
    in_order: Vec<Name>,
    made: Vec<Option<Name>>,
    services: FxHashMap<String, Moment>,
    /// Each service by its letters alone: the label that it has in this file, however it is written elsewhere.
    labels: FxHashMap<String, String>,
    /// What was meant by the event at that place in the file.
    meant: FxHashMap<usize, Meant>,
    /// Names and services of events with a slip in their type, their date or the key of the name: nobody knows from which day on.
    loose: FxHashSet<String>,
    /// Whether events stand in the file that have no number among those of their type.
    unnumbered: bool,
}

impl Register {
    /// Notes what the events name; a name given twice is a problem.
    pub fn new(events: &[Node<'_>], schema: &Schema, problems: &mut Problems) -> Self {
        let mut register = Self {
            made: vec![None; events.len()],
            ..Self::default()
        };
        let mut known: Vec<(Moment, &Node<'_>, &EventType, bool)> = Vec::new();
        for (seq, event) in events.iter().enumerate() {
            let Some(ty) = type_of(event, schema) else {
                register.note_untyped(seq, event, schema);
                continue;
            };
            let at = date_of(event).map(|date| (date, seq));
            let named = register.note_name(event, ty, at, problems);
            register.note_services(event, &ty.fields, at, schema);
            match at {
                Some(at) => known.push((at, event, ty, named)),
                None => register.unnumbered = true,
            }
        }
        known.sort_by_key(|(at, ..)| *at);
        register.make_names(&known, problems);
        register
    }

    /// What was meant by the type of the event at that place in the file, which is not declared.
    pub fn meant(&self, seq: usize) -> Option<&Meant> {
        self.meant.get(&seq)
    }

    /// Whether an event with a slip probably gave that name, or would have had that number.
    pub fn is_loose(&self, name: &str) -> bool {
        self.loose.contains(name) || (self.unnumbered && name.contains('#'))
    }

    /// The event that gave a name.
    pub fn origin(&self, name: &str) -> Option<&Origin> {
        self.names.get(name)
    }

    /// The name made for the event at that place in the file, when the file gives none.
    pub fn made_name(&self, seq: usize) -> Option<&Name> {
        self.made.get(seq)?.as_ref()
    }

    /// The names given in the file to things of these kinds (to any things when there are none), in its order.
    pub fn names_of<'r>(&'r self, kinds: &'r [Name]) -> impl Iterator<Item = &'r str> {
        let fits = |name: &&Name| {
            kinds.is_empty()
                || self
                    .names
                    .get(*name)
                    .is_some_and(|one| kinds.contains(&one.ty))
        };
        self.in_order.iter().filter(fits).map(Name::as_str)
    }

    /// Whether an event before this moment speaks of the service; any event where no day is known.
    pub fn service_before(&self, label: &str, moment: Option<Moment>) -> bool {
        let label = self.service(label);
        let first = self.services.get(&label);
        let before = |first: &Moment| moment.is_none_or(|moment| *first < moment);
        first.is_some_and(before) || self.loose.contains(&label)
    }

    /// The label of a service: one that is written otherwise (`Web shop`, `web_shop`) is the same service.
    pub fn service(&self, label: &str) -> String {
        let label = Name::new(label);
        let known = self.labels.get(&letters(&label));
        known.map_or_else(|| label.as_str().to_owned(), Clone::clone)
    }

    /// The day of the first event that speaks of the service.
    pub fn first_day_of_service(&self, label: &str) -> Option<Date> {
        self.services
            .get(&self.service(label))
            .map(|(date, _)| *date)
    }

    /// The services that are spoken of, in the order of the alphabet.
    pub fn services(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = self.services.keys().map(String::as_str).collect();
        labels.sort_unstable();
        labels
    }

    fn note_name(
        &mut self,
        event: &Node<'_>,
        ty: &EventType,
        at: Option<Moment>,
        problems: &mut Problems,
    ) -> bool {
        let given = ty
            .reference
            .as_ref()
            .and_then(|key| event.get(key.as_str()));
        let Some((node, text)) = given.and_then(|node| Some((node, node.text()?))) else {
            self.note_name_under_a_slip(event, ty);
            return false;
        };
        let name = Name::new(text);
        let origin = Origin {
            ty: ty.name.clone(),
            at,
            span: node.span,
        };
        self.add(name, origin, problems);
        true
    }

    /// A name behind a key that was meant to be the one of the name: `invioce: W1`.
    fn note_name_under_a_slip(&mut self, event: &Node<'_>, ty: &EventType) {
        let Some(key) = ty
            .reference
            .as_ref()
            .filter(|key| event.get(key.as_str()).is_none())
        else {
            return;
        };
        let entries = event.entries().unwrap_or_default().iter();
        for entry in entries.filter(|entry| !ty.fields.contains_key(&*entry.key)) {
            let is_meant = nearest(&entry.key, [key.as_str()]).is_some();
            if let Some(name) = entry.value.text().filter(|_| is_meant) {
                self.loose.insert(name.to_owned());
            }
        }
    }

    /// Notes what an event of no declared type names.
    fn note_untyped(&mut self, seq: usize, event: &Node<'_>, schema: &Schema) {
        self.unnumbered = true;
        let given = event.get("type").and_then(Node::text);
        if let Some(given) = given.filter(|_| self.meant.len() < MOST_MEANT) {
            self.meant.insert(seq, event_types_meant(given, schema));
        }
        let guess = self.meant.get(&seq).and_then(|meant| meant.clear.as_ref());
        let guess = guess.and_then(|name| schema.events.get(name));
        let types: Vec<&EventType> =
            guess.map_or_else(|| schema.events.values().collect(), |ty| vec![ty]);
        for ty in types {
            let named = ty
                .reference
                .as_ref()
                .and_then(|key| event.get(key.as_str()));
            if let Some(name) = named.and_then(Node::text) {
                self.loose.insert(name.to_owned());
            }
            self.note_services(event, &ty.fields, None, schema);
        }
    }

    fn add(&mut self, name: Name, origin: Origin, problems: &mut Problems) {
        if let Some(first) = self.names.get(&name) {
            problems.add(
                origin.span,
                TimelineError::NameTwice {
                    name,
                    first: first.span,
                },
            );
        } else {
            self.in_order.push(name.clone());
            self.names.insert(name, origin);
        }
    }

    /// `payment_received#2`: the second of its type by date, named or not.
    fn make_names(
        &mut self,
        in_time: &[(Moment, &Node<'_>, &EventType, bool)],
        problems: &mut Problems,
    ) {
        let mut counts: FxHashMap<&Name, usize> = FxHashMap::default();
        for (at, event, ty, named) in in_time {
            let count = counts.entry(&ty.name).or_default();
            *count += 1;
            if !named {
                let name = Name::new(&format!("{}#{count}", ty.name));
                let origin = Origin {
                    ty: ty.name.clone(),
                    at: Some(*at),
                    span: event.span,
                };
                self.made[at.1] = Some(name.clone());
                self.add(name, origin, problems);
            }
        }
    }

    fn note_services<'f>(
        &mut self,
        node: &Node<'_>,
        fields: impl IntoIterator<Item = (&'f Name, &'f Field)>,
        at: Option<Moment>,
        schema: &Schema,
    ) {
        for (key, field) in fields {
            match (node.get(key.as_str()), &field.default, &field.ty) {
                (Some(value), _, ty) => self.note_service(value, ty, at, schema),
                (None, Some(FieldDefault::Literal(label)), FieldType::Service) => {
                    self.note_label(label, at, schema);
                }
                (None, _, _) => {}
            }
        }
    }

    fn note_service(
        &mut self,
        node: &Node<'_>,
        ty: &FieldType,
        at: Option<Moment>,
        schema: &Schema,
    ) {
        match ty {
            FieldType::Service => {
                if let Some(label) = node.text() {
                    self.note_label(label, at, schema);
                }
            }
            FieldType::List(item) => {
                for node in node.items() {
                    self.note_service(node, item, at, schema);
                }
            }
            FieldType::Record(fields) => self.note_services(node, fields, at, schema),
            FieldType::Date
            | FieldType::Money
            | FieldType::Decimal
            | FieldType::Count
            | FieldType::Percent
            | FieldType::Duration
            | FieldType::Truth
            | FieldType::Text
            | FieldType::OneOf(_)
            | FieldType::Reference(_)
            | FieldType::Party
            | FieldType::Form
            | FieldType::Provision
            | FieldType::Concept
            | FieldType::Any
            | FieldType::Either(_) => {}
        }
    }

    fn note_label(&mut self, label: &str, at: Option<Moment>, schema: &Schema) {
        let label = Name::new(label);
        let alike = self.labels.entry(letters(&label));
        let label = alike
            .or_insert_with_key(|letters| {
                let known = known_word(letters, label.as_str(), schema);
                known.unwrap_or(label.as_str()).to_owned()
            })
            .clone();
        let Some(at) = at else {
            self.loose.insert(label);
            return;
        };
        let first = self.services.entry(label).or_insert(at);
        *first = at.min(*first);
    }
}

/// A label by its letters alone: without capitals, with spaces for underscores.
fn letters(label: &Name) -> String {
    label.in_words().to_lowercase()
}

/// The word of the vocabulary with these letters, for a label that is written otherwise: clauses that speak of hosting mean `Hosting` too.
fn known_word<'s>(letters: &str, label: &str, schema: &'s Schema) -> Option<&'s str> {
    if letters == label {
        return None;
    }
    let fields = schema
        .events
        .values()
        .flat_map(|event| event.fields.values());
    let words = fields.flat_map(|field| {
        let of_service = field.ty == FieldType::Service;
        let default = field.default.as_ref().filter(|_| of_service);
        let default = default.and_then(|default| {
            if let FieldDefault::Literal(label) = default {
                Some(label.as_str())
            } else {
                None
            }
        });
        let values = if let FieldType::OneOf(values) = &field.ty {
            values.as_slice()
        } else {
            &[]
        };
        values.iter().map(Name::as_str).chain(default)
    });
    let mut alike = words.filter(|word| Name::new(word).in_words() == letters);
    alike.next()
}

fn type_of<'s>(event: &Node<'_>, schema: &'s Schema) -> Option<&'s EventType> {
    schema.events.get(event.get("type")?.text()?)
}

fn date_of(event: &Node<'_>) -> Option<Date> {
    parse_date(event.get("date")?.text()?).ok()
}
