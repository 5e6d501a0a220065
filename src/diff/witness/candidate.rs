//! A timeline in parts that can be left out.

use std::cell::OnceCell;

use crate::check::schema::Schema;
use crate::source::Source;
use crate::timeline::OpenedTimeline;
use crate::value::{ClauseId, Date, Name};

use super::written::{day_of, fields, header};

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
}
