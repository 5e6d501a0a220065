//! A timeline in parts that can be left out.

use std::cell::OnceCell;

use crate::check::schema::{FieldRule, Schema};
use crate::source::Source;
use crate::timeline::OpenedTimeline;
use crate::value::{ClauseId, Date, Decimal, Name, parse_date};

/// A timeline in parts: facts about the parties, and events with their fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Blocks of the header, without terms, date and expectations: `client: { capacity: consumer }`.
    pub(super) header: Vec<String>,
    /// Each event by its fields: `date: 2025-01-01`, `type: …`.
    pub(super) events: Vec<Vec<String>>,
    /// As of which day it is read.
    pub(super) as_of: Date,
}

/// What every timeline of a search begins with.
#[derive(Debug, Clone, Default)]
pub(super) struct Heading {
    /// The terms.
    pub(super) terms: String,
    /// A reading that nobody chose.
    pub(super) reading: Option<(Name, Name)>,
}

/// The scenarios beside the clauses, taken apart when they are needed, and once.
pub(super) struct Seeds<'s> {
    scenarios: &'s [Source],
    read: OnceCell<Vec<(&'s Source, Candidate)>>,
}

impl<'s> Seeds<'s> {
    pub(super) fn of(scenarios: &'s [Source]) -> Self {
        Self {
            scenarios,
            read: OnceCell::new(),
        }
    }

    /// The scenarios in the order of a search: those whose path names the provision, its article, the others; of those that lie
    /// equally near the shortest first, since there is less to leave out.
    pub(super) fn nearest_first(&self, clause: &ClauseId, schema: &Schema) -> Vec<Candidate> {
        let article = clause.as_str().split('.').next().unwrap_or_default();
        let folder = format!("/{article:0>2}/");
        let own = format!("/{clause}-");
        let far = |seed: &Source| {
            if seed.name.contains(&own) {
                0
            } else if seed.name.contains(&folder) {
                1
            } else {
                2
            }
        };
        let mut sorted: Vec<&(&Source, Candidate)> = self.read(schema).iter().collect();
        sorted.sort_by_key(|(seed, _)| (far(seed), seed.text.len()));
        sorted.into_iter().map(|(_, one)| one.clone()).collect()
    }

    fn read(&self, schema: &Schema) -> &[(&'s Source, Candidate)] {
        self.read.get_or_init(|| {
            let scenarios = self.scenarios.iter();
            let read = scenarios.filter_map(|one| Some((one, Candidate::of(one, schema)?)));
            read.collect()
        })
    }
}

/// So many days after the last event things have come to pass that a change of terms is about.
const DAYS_AFTER: u64 = 120;
/// So many days after the last event the periods of years that clauses name are over.
const DAYS_OF_LONG_PERIODS: u64 = 6 * 366;

/// Clients between whom terms make a difference; the first is what a client is of whom nothing is said.
const CLIENTS: [(bool, &str); 2] = [
    (true, "{ capacity: business, kind: legal_person }"),
    (false, "{ capacity: consumer, kind: natural_person }"),
];

impl Candidate {
    /// Whether it can be read as a timeline of terms with these words.
    pub(super) fn can_be_read(&self, schema: &Schema) -> bool {
        let heading = Heading {
            terms: "terms".to_owned(),
            reading: None,
        };
        let source = Source::new("witness", self.text(&heading));
        OpenedTimeline::open(&source).is_ok_and(|opened| opened.read(schema).is_ok())
    }

    /// Takes a timeline apart; none when it cannot be read, or its events are not written in one pair of braces each.
    pub(super) fn of(source: &Source, schema: &Schema) -> Option<Self> {
        let timeline = OpenedTimeline::open(source).ok()?.read(schema).ok()?;
        let mut events = timeline.events.clone();
        events.sort_by_key(|event| event.seq);
        let fields: Option<Vec<Vec<String>>> = events
            .iter()
            .map(|event| fields(event.span.of(&source.text)))
            .collect();
        let mut candidate = Self {
            header: header(&source.text),
            events: fields?,
            as_of: events.iter().map(|event| event.date).max()?,
        };
        candidate.look_from_later();
        Some(candidate)
    }

    /// Looks from a day on which what follows from the last event has come to pass.
    pub(super) fn look_from_later(&mut self) {
        self.as_of = self.last_event() + chrono::Days::new(DAYS_AFTER);
    }

    /// The same looked at on the day of the last event.
    pub(super) fn on_the_day(&self) -> Self {
        Self {
            as_of: self.last_event(),
            ..self.clone()
        }
    }

    /// The same looked at when even long periods are over.
    pub(super) fn years_later(&self) -> Self {
        Self {
            as_of: self.last_event() + chrono::Days::new(DAYS_OF_LONG_PERIODS),
            ..self.clone()
        }
    }

    /// The timeline as a file, its events by date.
    pub(super) fn text(&self, heading: &Heading) -> String {
        let mut lines = vec![format!("terms: {}", heading.terms)];
        lines.push(format!("as-of: {}", self.as_of));
        if let Some((id, value)) = &heading.reading {
            lines.push(format!("readings: {{ {id}: {value} }}"));
        }
        lines.extend(self.header.iter().cloned());
        lines.push("events:".to_owned());
        let mut events: Vec<&Vec<String>> = self.events.iter().collect();
        events.sort_by_key(|fields| day_of(fields));
        let events = events.into_iter();
        lines.extend(events.map(|fields| format!("  - {{ {} }}", fields.join(", "))));
        lines.join("\n") + "\n"
    }

    /// The day of the last event; the day of the timeline when no event has a date that can be read.
    pub(super) fn last_event(&self) -> Date {
        self.days().into_iter().max().unwrap_or(self.as_of)
    }

    /// The days on which something happens.
    pub(super) fn days(&self) -> Vec<Date> {
        let days = self.events.iter().filter_map(|fields| day_of(fields));
        days.collect()
    }

    /// How large it is: events first, then letters.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.events.len(), self.text(&Heading::default()).len())
    }

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
        let ty = fields.iter().find_map(|field| field.strip_prefix("type: "));
        let rules = ty.and_then(|ty| schema.events.get(ty)).map(|ty| &ty.rules);
        let sum = rules.into_iter().flatten().find_map(|rule| match rule {
            FieldRule::ListSum { list, part, whole } if list.as_str() == key => Some((part, whole)),
            FieldRule::ListSum { .. } | FieldRule::ExactlyOne(_) | FieldRule::Sum { .. } => None,
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

/// The day of an event, when it can be read.
fn day_of(fields: &[String]) -> Option<Date> {
    let date = fields
        .iter()
        .find_map(|field| field.strip_prefix("date:"))?;
    parse_date(date.trim()).ok()
}

/// `amount` of `amount: 1000.00`
fn key_of(field: &str) -> &str {
    field.split(':').next().unwrap_or_default()
}

/// The number behind `amount: `, its currency aside.
fn number_of(field: &str) -> Option<Decimal> {
    let (_, value) = field.split_once(": ")?;
    value.split(' ').next()?.parse().ok()
}

/// Whether a field holds a date.
fn is_date(field: &str) -> bool {
    field
        .split_once(": ")
        .is_some_and(|(_, value)| parse_date(value).is_ok())
}

/// Whether a field holds an amount: digits with two decimals, and perhaps a currency.
fn is_amount(field: &str) -> bool {
    let value = field.split_once(": ").map_or("", |(_, value)| value);
    let digits = value.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
    let whole = digits.split_once('.');
    whole.is_some_and(|(whole, cents)| {
        let all_digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
        !whole.is_empty() && cents.len() == 2 && all_digits(whole) && all_digits(cents)
    })
}

/// Whether a field holds a number that is no amount.
fn is_number(field: &str) -> bool {
    let value = field.split_once(": ").map_or("", |(_, value)| value);
    !is_amount(field) && value.parse::<Decimal>().is_ok()
}

fn is_needed(field: &str) -> bool {
    field.starts_with("date:") || field.starts_with("type:") || is_amount(field)
}

/// The blocks of the header that are facts.
fn header(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut kept = false;
    for line in text.lines() {
        let begins = line.starts_with(|letter: char| letter.is_alphabetic());
        if begins {
            let key = line.split(':').next().unwrap_or_default();
            kept = !["terms", "as-of", "readings", "events", "expect", "title"].contains(&key);
            if kept {
                blocks.push(line.to_owned());
            }
        } else if let (true, Some(block)) = (kept && line.starts_with(' '), blocks.last_mut()) {
            block.push('\n');
            block.push_str(line);
        }
    }
    blocks
}

/// The records of `lines: [ { amount: 1.00 }, { amount: 2.00 } ]`, each by its fields; none when it is no list of records.
fn records(field: &str) -> Option<Vec<Vec<String>>> {
    let (_, list) = field.split_once(": ")?;
    let inside = list.trim().strip_prefix('[')?.strip_suffix(']')?;
    at_commas(inside).iter().map(|one| fields(one)).collect()
}

/// The fields of `{ date: 2025-01-01, type: …, lines: [ … ] }`.
fn fields(event: &str) -> Option<Vec<String>> {
    let inside = event.trim().strip_prefix('{')?.strip_suffix('}')?;
    Some(at_commas(inside))
}

/// What stands between the commas that stand in no bracket and in no quotation.
fn at_commas(inside: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted) = (0_u32, false);
    for letter in inside.chars() {
        match letter {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let tidy = |part: &String| part.split_whitespace().collect::<Vec<_>>().join(" ");
    let tidied = parts.iter().map(tidy);
    tidied.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_cut_at_its_own_commas() {
        assert_eq!(
            fields("{ date: 2025-01-01, lines: [ { a: 1, b: 2 } ],\n note: \"a, b\" }"),
            Some(vec![
                "date: 2025-01-01".to_owned(),
                "lines: [ { a: 1, b: 2 } ]".to_owned(),
                "note: \"a, b\"".to_owned(),
            ])
        );
    }

    #[test]
    fn amounts_are_told_from_dates_and_names() {
        assert!(is_amount("amount: 1000.00"));
        assert!(is_amount("amount: 1000.00 EUR"));
        assert!(!is_amount("date: 2025-01-01"));
        assert!(!is_amount("provision: \"3.4\""));
        assert!(!is_amount("users: 2"));
    }

    #[test]
    fn records_of_a_list() {
        let record = |fields: &[&str]| fields.iter().map(ToString::to_string).collect();
        assert_eq!(
            records("lines: [ { amount: 1.00, item: \"a, b\" }, { amount: 2.00 } ]"),
            Some(vec![
                record(&["amount: 1.00", "item: \"a, b\""]),
                record(&["amount: 2.00"])
            ])
        );
        assert_eq!(records("covers: [ I1, I2 ]"), None);
    }

    #[test]
    fn the_header_keeps_facts() {
        let text = "# title\nterms: x\nclient:\n  capacity: consumer\nas-of: 2025-01-01\nevents:\n  - { a: 1 }\nexpect:\n  - as-of: 2025-01-01\n";
        assert_eq!(header(text), ["client:\n  capacity: consumer"]);
    }
}
