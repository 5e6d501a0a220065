//! Which things and services a file names, and when: known before the events are read, because any of them may refer
//! to any other.

use rustc_hash::FxHashMap;

use crate::check::schema::{EventType, Field, FieldDefault, FieldType, Schema};
use crate::source::Span;
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::text::Node;
use crate::value::{Date, Name, parse_date};

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

/// The names of a file.
#[derive(Debug, Default)]
pub(super) struct Register {
    names: FxHashMap<Name, Origin>,
    in_order: Vec<Name>,
    made: Vec<Option<Name>>,
    services: FxHashMap<String, Moment>,
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
                continue;
            };
            let at = date_of(event).map(|date| (date, seq));
            let named = register.note_name(event, ty, at, problems);
            if let Some(at) = at {
                register.note_services(event, &ty.fields, at);
                known.push((at, event, ty, named));
            }
        }
        known.sort_by_key(|(at, ..)| *at);
        register.make_names(&known, problems);
        register
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

    /// Whether an event before this moment speaks of the service.
    pub fn service_before(&self, label: &str, moment: Moment) -> bool {
        self.services
            .get(label)
            .is_some_and(|first| *first < moment)
    }

    /// The day of the first event that speaks of the service.
    pub fn first_day_of_service(&self, label: &str) -> Option<Date> {
        self.services.get(label).map(|(date, _)| *date)
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
        at: Moment,
    ) {
        for (key, field) in fields {
            match (node.get(key.as_str()), &field.default, &field.ty) {
                (Some(value), _, ty) => self.note_service(value, ty, at),
                (None, Some(FieldDefault::Literal(label)), FieldType::Service) => {
                    self.note_label(label, at);
                }
                (None, _, _) => {}
            }
        }
    }

    fn note_service(&mut self, node: &Node<'_>, ty: &FieldType, at: Moment) {
        match ty {
            FieldType::Service => {
                if let Some(label) = node.text() {
                    self.note_label(label, at);
                }
            }
            FieldType::List(item) => {
                for node in node.items() {
                    self.note_service(node, item, at);
                }
            }
            FieldType::Record(fields) => self.note_services(node, fields, at),
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

    fn note_label(&mut self, label: &str, at: Moment) {
        let first = self.services.entry(label.to_owned()).or_insert(at);
        *first = at.min(*first);
    }
}

fn type_of<'s>(event: &Node<'_>, schema: &'s Schema) -> Option<&'s EventType> {
    schema.events.get(event.get("type")?.text()?)
}

fn date_of(event: &Node<'_>) -> Option<Date> {
    parse_date(event.get("date")?.text()?).ok()
}
