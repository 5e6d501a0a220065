//! Names that refer to things, and values that may be one thing or another.

use super::fields::Fields;
use super::party::Parties;
use super::scalar::{self, Quoted};
use super::value::simple;
use crate::check::schema::{FieldType, referred_to};
use crate::source::{Span, nearest};
use crate::timeline::debts::NamedDebt;
use crate::timeline::error::TimelineError;
use crate::timeline::register::{Origin, Register};
use crate::timeline::text::{Content, Node};
use crate::value::{ClauseId, Name, Value};

impl<'a> Fields<'a> {
    /// A reference to a thing that one of these event types brings about, or to any thing.
    pub fn reference(&mut self, kinds: &[Name], node: &Node<'_>, field: &Name) -> Option<Value> {
        self.thing(kinds, &[], node, field)
    }

    /// The same where other words than names of things may stand; they are suggested, too.
    fn thing(
        &mut self,
        kinds: &[Name],
        others: &[&str],
        node: &Node<'_>,
        field: &Name,
    ) -> Option<Value> {
        let name = scalar::name(node, &Quoted(field), self.problems)?;
        let Some(register) = self.register else {
            return Some(Value::Reference(name));
        };
        match register.origin(name.as_str()) {
            Some(origin) if kinds.is_empty() || kinds.contains(&origin.ty) => {
                self.check_order(&name, origin, node.span);
                Some(Value::Reference(name))
            }
            Some(origin) => {
                let (is, defined) = (origin.ty.clone(), origin.span);
                let error = TimelineError::RefersToWrongKind {
                    name,
                    field: field.clone(),
                    is,
                    wanted: kinds.to_vec(),
                    defined,
                };
                self.problems.add(node.span, error);
                None
            }
            None if register.is_loose(name.as_str()) => Some(Value::Reference(name)),
            None if let Some(origin) = self.thing_of_debt(name.as_str(), kinds) => {
                self.check_order(&name, origin, node.span);
                Some(Value::Reference(name))
            }
            None => {
                let few = self.problems.are_few();
                let known = register
                    .names_of(kinds)
                    .chain(others.iter().copied())
                    .take_while(|_| few);
                let meant = nearest(name.as_str(), known).map(str::to_owned);
                self.problems.add(
                    node.span,
                    TimelineError::RefersToNothing {
                        name,
                        meant,
                        wanted: kinds.to_vec(),
                    },
                );
                None
            }
        }
    }

    /// What gave its name to the thing of a debt that is told by its day or its head: `S1 of 2025-02-15`.
    fn thing_of_debt(&self, text: &str, kinds: &[Name]) -> Option<&'a Origin> {
        let register = self.register?;
        let debt = NamedDebt::read(text, self.schema, |name| register.origin(name).is_some())?;
        let origin = register.origin(debt.thing);
        origin.filter(|origin| kinds.is_empty() || kinds.contains(&origin.ty))
    }

    fn check_order(&mut self, name: &Name, origin: &Origin, span: Span) {
        let (Some((date, seq)), Some((came_about, other))) = (self.moment, origin.at) else {
            return;
        };
        let (name, defined) = (name.clone(), origin.span);
        if date < came_about {
            self.problems.add(
                span,
                TimelineError::BeforeItsThing {
                    name,
                    date,
                    came_about,
                    defined,
                },
            );
        } else if date == came_about && seq < other {
            self.problems
                .add(span, TimelineError::AboveItsThing { name, defined });
        }
    }

    /// `an invoice, a service or text`: the first that fits.
    pub fn either(&mut self, types: &[FieldType], node: &Node<'_>, field: &Name) -> Option<Value> {
        let shaped = match &node.content {
            Content::List(_) => types.iter().find(|ty| matches!(ty, FieldType::List(_))),
            Content::Map(_) => types.iter().find(|ty| matches!(ty, FieldType::Record(_))),
            Content::Nothing { .. } | Content::Text { .. } | Content::Refused => None,
        };
        if let Some(ty) = shaped {
            return self.value(ty, node, field);
        }
        let text = scalar::words(node, &Quoted(field), self.problems)?;
        if self
            .register
            .is_some_and(|register| register.is_loose(text.trim()))
        {
            return Some(Value::Text(text.to_owned()));
        }
        if let Some(ty) = types.iter().find(|ty| self.fits(ty, text, field)) {
            return self.value(ty, node, field);
        }
        self.fits_nothing(types, node, text, field)
    }

    /// Whether a text is a value of the type, as far as names decide it.
    fn fits(&self, ty: &FieldType, text: &str, field: &Name) -> bool {
        let text = text.trim();
        match ty {
            FieldType::Reference(kinds) => {
                let origin = self.register.and_then(|register| register.origin(text));
                let origin = origin.or_else(|| self.thing_of_debt(text, kinds));
                origin.is_some_and(|origin| kinds.is_empty() || kinds.contains(&origin.ty))
            }
            FieldType::Service => self
                .register
                .is_some_and(|register| register.service_before(text, self.moment)),
            FieldType::Party => self
                .parties
                .is_some_and(|parties| parties.find(text).is_some()),
            FieldType::Form => self.schema.forms.iter().any(|form| *form == text),
            FieldType::Concept => self.schema.concepts.contains_key(text),
            FieldType::Any => true,
            FieldType::Either(types) => types.iter().any(|ty| self.fits(ty, text, field)),
            FieldType::Provision => {
                text.starts_with(|c: char| c.is_ascii_digit()) && ClauseId::new(text).is_ok()
            }
            FieldType::List(_) | FieldType::Record(_) => false,
            FieldType::Date
            | FieldType::Money
            | FieldType::Decimal
            | FieldType::Count
            | FieldType::Percent
            | FieldType::Duration
            | FieldType::Truth
            | FieldType::Text
            | FieldType::OneOf(_) => simple(ty, text, field).is_some_and(|read| read.is_ok()),
        }
    }

    fn fits_nothing(
        &mut self,
        types: &[FieldType],
        node: &Node<'_>,
        text: &str,
        field: &Name,
    ) -> Option<Value> {
        let has = |wanted: fn(&FieldType) -> bool| types.iter().any(wanted);
        let service = has(|ty| matches!(ty, FieldType::Service));
        let others = self.other_words(service, has(|ty| matches!(ty, FieldType::Party)));
        let first = self
            .register
            .and_then(|register| register.first_day_of_service(text))
            .filter(|_| service);
        let thing = has(|ty| matches!(ty, FieldType::Reference(_)));
        if thing && first.is_none() {
            let kinds: Vec<Name> = referred_to(types).into_iter().cloned().collect();
            return self.thing(&kinds, &others, node, field);
        }
        if service {
            let meant = nearest(text, others).map(str::to_owned);
            self.problems.add(
                node.span,
                TimelineError::ServiceNotMentioned {
                    label: text.to_owned(),
                    first,
                    meant,
                },
            );
            return None;
        }
        types.first().and_then(|ty| self.value(ty, node, field))
    }

    /// What may stand where a thing is not meant, to be suggested.
    fn other_words(&self, service: bool, party: bool) -> Vec<&'a str> {
        let few = self.problems.are_few();
        let services = self
            .register
            .filter(|_| few && service)
            .map(Register::services);
        let parties = self.parties.filter(|_| few && party).map(Parties::names);
        [services, parties]
            .into_iter()
            .flatten()
            .flatten()
            .collect()
    }
}
