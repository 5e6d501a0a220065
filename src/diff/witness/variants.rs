//! Variants of a timeline: other clients, amounts, days and forms; and what can be left out of it.

use crate::check::schema::{EventKind, EventType, FieldRule, Schema};
use crate::value::{Date, Decimal, Duration, NoCalendar};

use super::candidate::Candidate;
use super::written::{
    day_of, is_amount, is_date, is_needed, is_number, key_of, multiplied, number_of, records,
};

/// Clients between whom terms make a difference; the first is what a client is of whom nothing is said.
const CLIENTS: [(bool, &str); 2] = [
    (true, "{ capacity: business, kind: legal_person }"),
    (false, "{ capacity: consumer, kind: natural_person }"),
];

/// So many days a declaration is on its way that is received later than it is sent.
const UNDERWAY: u64 = 20;

impl Candidate {
    /// The same facts with the client as a business and as a consumer; a client of whom nothing is said is a business.
    pub(super) fn with_other_clients(&self) -> Vec<Self> {
        let told = self.header.iter().any(|block| block.starts_with("client:"));
        let others = CLIENTS.iter().filter(|(is_default, _)| told || !is_default);
        let others = others.map(|(_, client)| {
            let mut other = self.clone();
            other.header.retain(|block| !block.starts_with("client:"));
            other.header.push(format!("client: {client}"));
            other
        });
        others.collect()
    }

    /// The same with the other party wherever one is named; none where none is.
    pub(super) fn with_the_other_party(&self) -> Option<Self> {
        let turned = |field: &String| match field.split_once(": ") {
            Some((key @ ("party" | "by" | "against"), "client")) => format!("{key}: supplier"),
            Some((key @ ("party" | "by" | "against"), "supplier")) => format!("{key}: client"),
            Some(_) | None => field.clone(),
        };
        let events = self.events.iter();
        let events = events.map(|fields| fields.iter().map(turned).collect());
        let other = Self {
            events: events.collect(),
            ..self.clone()
        };
        (other != *self).then_some(other)
    }

    /// The same with another amount in one field that is an amount, or another number in one that is a number, for each of these.
    pub(super) fn with_values<'s>(
        &'s self,
        amounts: &'s [String],
        numbers: &'s [String],
    ) -> impl Iterator<Item = Self> + 's {
        let in_places = |places: Vec<(usize, usize)>, values: &'s [String]| {
            places.into_iter().flat_map(move |(event, field)| {
                let values = values.iter();
                values.map(move |value| self.with(event, field, value))
            })
        };
        in_places(self.places(is_amount), amounts).chain(in_places(self.places(is_number), numbers))
    }

    /// The same with one event on another day, for each of these days, then with another date that an event tells; an event keeps
    /// its place among those of its day.
    pub(super) fn with_days<'s>(&'s self, days: &'s [Date]) -> impl Iterator<Item = Self> + 's {
        let is_told = |field: &str| is_date(field) && !field.starts_with("date:");
        let mut places = self.places(|field| field.starts_with("date:"));
        places.extend(self.places(is_told));
        places.into_iter().flat_map(move |(event, field)| {
            days.iter().map(move |day| {
                let mut other = self.with(event, field, &day.to_string());
                if other.last_event() > other.as_of {
                    other.look_from_later();
                }
                other
            })
        })
    }

    /// The same with one act in another form, for each form that there is.
    pub(super) fn with_forms<'s>(&'s self, schema: &'s Schema) -> impl Iterator<Item = Self> + 's {
        let acts = self.events.iter().enumerate().filter(|(_, fields)| {
            let ty = type_of(fields).and_then(|ty| schema.events.get(ty));
            ty.is_some_and(|ty| ty.kind != EventKind::Occurrence)
        });
        acts.flat_map(move |(event, fields)| {
            let told = fields.iter().position(|field| field.starts_with("form:"));
            let forms = schema.forms.iter();
            forms.map(move |form| {
                let mut other = self.clone();
                match told {
                    Some(at) => other.events[event][at] = format!("form: {form}"),
                    None => other.events[event].push(format!("form: {form}")),
                }
                other
            })
        })
    }

    /// The same with another amount in one record of a list, for each of these, alone and with one more record beside it: what the
    /// records add up to follows.
    pub(super) fn with_parts<'s>(
        &'s self,
        amounts: &'s [String],
        schema: &'s Schema,
    ) -> impl Iterator<Item = Self> + 's {
        let lists = self.places(|field| records(field).is_some());
        let lists = lists.into_iter().filter_map(move |(event, field)| {
            let list = records(&self.events[event][field])?;
            Some((event, field, list))
        });
        let parts = lists.flat_map(|(event, field, list)| {
            let parts = list.iter().enumerate().flat_map(|(at, record)| {
                let parts = record.iter().enumerate();
                let amounts = parts.filter(|(_, part)| is_amount(part));
                amounts.map(move |(part, _)| (at, part)).collect::<Vec<_>>()
            });
            let parts: Vec<(usize, usize)> = parts.collect();
            parts
                .into_iter()
                .map(move |place| (event, field, list.clone(), place))
        });
        parts.flat_map(move |(event, field, list, (at, part))| {
            let changed = amounts.iter().flat_map(move |amount| {
                let key = key_of(&list[at][part]).to_owned();
                let mut alone = list.clone();
                alone[at][part] = format!("{key}: {amount}");
                let mut beside = alone.clone();
                beside.push(vec![format!("{key}: {amount}")]);
                [alone, beside]
            });
            changed.map(move |list| self.with_records(event, field, &list, schema))
        })
    }

    /// The same with these records in a list, and the sum of them where the event must tell it.
    fn with_records(
        &self,
        event: usize,
        field: usize,
        list: &[Vec<String>],
        schema: &Schema,
    ) -> Self {
        let mut other = self.clone();
        let fields = &mut other.events[event];
        let key = key_of(&fields[field]).to_owned();
        let records = list.iter();
        let records: Vec<String> = records
            .map(|record| format!("{{ {} }}", record.join(", ")))
            .collect();
        fields[field] = format!("{key}: [ {} ]", records.join(", "));
        let ty: Option<&EventType> = type_of(fields).and_then(|ty| schema.events.get(ty));
        let rules = ty.map(|ty| &ty.rules);
        let sum = rules.into_iter().flatten().find_map(|rule| match rule {
            FieldRule::ListSum { list, part, whole } if list.as_str() == key => Some((part, whole)),
            FieldRule::ListSum { .. }
            | FieldRule::ExactlyOne(_)
            | FieldRule::Sum { .. }
            | FieldRule::InOrder { .. } => None,
        });
        if let Some((part, whole)) = sum {
            let parts = list
                .iter()
                .flatten()
                .filter(|one| key_of(one) == part.as_str());
            let sum: Decimal = parts.filter_map(|one| number_of(one)).sum();
            let is_whole = |field: &&mut String| {
                let key = key_of(field);
                whole.iter().any(|name| name.as_str() == key)
            };
            if let Some(told) = fields.iter_mut().find(is_whole) {
                *told = format!("{}: {sum:.2}", key_of(told));
            }
        }
        other
    }

    /// The same with everything in it a hundred times as large, and a tenth of that.
    pub(super) fn with_larger_amounts(&self) -> Vec<Self> {
        let times = [Decimal::ONE_HUNDRED, Decimal::TEN];
        let larger = times.into_iter().map(|times| {
            let events = self.events.iter();
            let events =
                events.map(|fields| fields.iter().map(|one| multiplied(one, times)).collect());
            Self {
                events: events.collect(),
                ..self.clone()
            }
        });
        larger.filter(|larger| larger != self).collect()
    }

    /// The same with each of these periods between one event and the next, a day more, and a day less.
    pub(super) fn with_periods_between(&self, periods: &[Duration]) -> Vec<Self> {
        if self.events.len() < 2 {
            return Vec::new();
        }
        let each = [1, 0, -1].into_iter();
        let each = each.flat_map(|more| periods.iter().map(move |period| (period, more)));
        let apart = each.filter_map(|(period, more)| {
            let mut other = self.clone();
            let mut day = self.days().into_iter().min()?;
            for fields in &mut other.events {
                let date = fields.iter_mut().find(|field| field.starts_with("date:"))?;
                *date = format!("date: {day}");
                let next = period.shift_forward(day, &NoCalendar).ok()?;
                day = next + chrono::Duration::days(more);
            }
            other.look_from_later();
            Some(other)
        });
        apart.filter(|one| one != self).collect()
    }

    /// The same with one event received some weeks after it was sent, one at a time.
    pub(super) fn with_receipt_later(&self) -> impl Iterator<Item = Self> + '_ {
        let open = self.events.iter().enumerate().filter(|(_, fields)| {
            let told = fields.iter().any(|field| field.starts_with("received_on:"));
            !told
        });
        open.filter_map(|(at, fields)| {
            let received = day_of(fields)? + chrono::Days::new(UNDERWAY);
            let mut other = self.clone();
            other.events[at].push(format!("received_on: {received}"));
            other.look_from_later();
            Some(other)
        })
    }

    fn places(&self, wanted: fn(&str) -> bool) -> Vec<(usize, usize)> {
        let all = self.events.iter().enumerate();
        let all = all.flat_map(|(event, fields)| {
            let fields = fields.iter().enumerate();
            let wanted = fields.filter(move |(_, field)| wanted(field));
            wanted.map(move |(field, _)| (event, field))
        });
        all.collect()
    }

    fn with(&self, event: usize, field: usize, value: &str) -> Self {
        let mut other = self.clone();
        let key = key_of(&self.events[event][field]);
        other.events[event][field] = format!("{key}: {value}");
        other
    }

    /// The same without one event, one at a time.
    pub(super) fn without_an_event(&self) -> impl Iterator<Item = Self> + '_ {
        (0..self.events.len()).rev().map(|at| {
            let mut other = self.clone();
            other.events.remove(at);
            other
        })
    }

    /// The same without one block of the header.
    pub(super) fn without_a_block(&self) -> impl Iterator<Item = Self> + '_ {
        (0..self.header.len()).rev().map(|at| {
            let mut other = self.clone();
            other.header.remove(at);
            other
        })
    }

    /// The same without one field of one event.
    pub(super) fn without_a_field(&self) -> impl Iterator<Item = Self> + '_ {
        let places = self.events.iter().enumerate().flat_map(|(event, fields)| {
            (0..fields.len())
                .rev()
                .filter(|field| !is_needed(&fields[*field]))
                .map(move |field| (event, field))
        });
        places.map(|(event, field)| {
            let mut other = self.clone();
            other.events[event].remove(field);
            other
        })
    }
}

/// The type of an event.
fn type_of(fields: &[String]) -> Option<&str> {
    fields.iter().find_map(|field| field.strip_prefix("type: "))
}
