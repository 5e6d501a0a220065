//! What differs in what follows: the same facts under both texts, and which provisions each difference comes from.
//!
//! An outcome is read as entries (a claim, a power, an obligation, a verdict), each with its fields; two outcomes are compared
//! entry by entry, field by field. A difference is put down to provisions by running the facts under the old text with each
//! changed provision alone and, where that does not tell, with all but each of them and with ever fewer of them.

mod attribution;
mod entries;
mod hybrid;
mod trials;

use std::fmt;

use serde::{Serialize, Serializer};

use crate::check::program::Program;
use crate::check::{self, ReadingChoice};
use crate::engine::{self, Outcome};
use crate::source::{Problem, Source};
use crate::timeline::OpenedTimeline;
use crate::value::{Date, Duration, Name, Unit};

use super::beside::Place;
use super::terms::{Side, Text};

pub use attribution::Cause;
pub(in crate::diff) use entries::PRESUMES;
use hybrid::Changed;
use trials::Trials;

/// What follows from the same facts under two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeComparison {
    /// The timeline.
    pub timeline: String,
    /// The terms that the timeline names, where they are neither of the two texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_named: Option<String>,
    /// As of this day.
    pub as_of: Date,
    /// The entries that differ.
    pub differences: Vec<Difference>,
    /// What could not be tried by itself, since the text is not whole without another change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_alone: Vec<Origin>,
    /// So many provisions changed that the differences are not put down to them one by one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub too_many_changes: bool,
}

/// An entry of the outcome that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `claim`, `power`, `obligation`, …
    pub kind: &'static str,
    /// What it is: `contractual interest on W1, client to supplier`.
    pub what: String,
    /// Whether only one of the outcomes has it.
    pub only: Option<Only>,
    /// The fields that differ.
    pub fields: Vec<FieldDifference>,
}

/// The outcome that alone has an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// The old text's.
    Old,
    /// The new text's.
    New,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldDifference {
    /// `amount`, `due`, `state`, …
    pub field: &'static str,
    /// Under the old text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Under the new text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// How much more or less, how much earlier or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// The provisions that it comes from.
    pub cause: Cause,
}

/// A text that facts can be decided under.
#[derive(Debug, Clone)]
pub struct Decided<'a> {
    /// As it is compared.
    pub side: Side<'a>,
    /// Its clause files with the vocabulary and the law.
    pub library: &'a check::Library,
    /// The readings chosen.
    pub readings: ReadingChoice,
    /// The program.
    pub program: &'a Program,
}

/// Decides the same facts under both texts and compares what follows; as of the day given, or the one of the timeline.
///
/// # Errors
/// The problems of the timeline under one of the texts, with the name of that text.
pub fn outcomes(
    timeline: &Source,
    as_of: Option<Date>,
    old: &Decided<'_>,
    new: &Decided<'_>,
) -> Result<OutcomeComparison, (String, Vec<Problem>)> {
    let run = |decided: &Decided<'_>| {
        follows(timeline, decided.program, as_of)
            .map_err(|problems| (decided.side.name.to_owned(), problems))
    };
    let (before, after) = (run(old)?, run(new)?);
    let mut differences = entries::differences(&before, &after);
    let changes = Changes::between(old, new);
    let mut trials = Trials::of(&changes, timeline, before.as_of);
    attribution::attribute(&mut differences, &before, &after, &mut trials);
    let several = changes.origins().len() > 1 && !trials.too_many();
    Ok(OutcomeComparison {
        timeline: timeline.name.clone(),
        terms_named: None,
        as_of: after.as_of,
        not_alone: if several && !differences.is_empty() {
            trials.not_alone()
        } else {
            Vec::new()
        },
        differences,
        too_many_changes: trials.too_many(),
    })
}

/// What follows from a timeline under a program: as of the day given, or that of the timeline, or the last one that it expects
/// something of, or its last event.
///
/// # Errors
/// The problems of the timeline.
pub fn follows(
    timeline: &Source,
    program: &Program,
    as_of: Option<Date>,
) -> Result<Outcome, Vec<Problem>> {
    let facts = OpenedTimeline::open(timeline)?.read(&program.schema)?;
    let expected = facts.expectations.iter().filter_map(|one| one.as_of).max();
    let options = engine::Options {
        as_of: as_of.or(facts.as_of).or(expected),
        ..engine::Options::default()
    };
    engine::run(program, &facts, &options)
}

/// What differs between two outcomes, not yet put down to provisions.
pub fn differences_of(old: &Outcome, new: &Outcome) -> Vec<Difference> {
    entries::differences(old, new)
}

/// What follows from a timeline under a program, as of the day that it names, without looking ahead.
///
/// # Errors
/// The problems of the timeline.
pub fn follows_soon(timeline: &Source, program: &Program) -> Result<Outcome, Vec<Problem>> {
    let facts = OpenedTimeline::open(timeline)?.read(&program.schema)?;
    let options = engine::Options {
        horizon: Duration::new(0, Unit::Day),
        ..engine::Options::default()
    };
    engine::run(program, &facts, &options)
}

/// Something that differs between two texts and may be tried by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A provision, a setting, or words that the terms declare.
    At(Place),
    /// Readings that are others for the new text than for the old one: `R8=due_day`.
    Readings(Vec<String>),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(place) => place.fmt(f),
            Self::Readings(readings) => {
                let noun = if readings.len() == 1 {
                    "reading"
                } else {
                    "readings"
                };
                write!(f, "the {noun} {}", readings.join(", "))
            }
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What differs between two texts, and the texts with some of that only.
pub struct Changes<'a> {
    old: &'a Decided<'a>,
    new: &'a Decided<'a>,
    before: Text<'a>,
    after: Text<'a>,
    changed: Vec<Changed<'a>>,
    /// The provisions that changed, what is declared otherwise, then the readings.
    origins: Vec<Origin>,
}

impl<'a> Changes<'a> {
    /// What differs between these.
    pub fn between(old: &'a Decided<'a>, new: &'a Decided<'a>) -> Self {
        let (before, after) = (Text::of(old.side), Text::of(new.side));
        let changed = hybrid::changed(&before, &after);
        let places = changed.iter().map(|one| Origin::At(one.place()));
        let readings = other_readings(old, new);
        let readings = (!readings.is_empty()).then_some(Origin::Readings(readings));
        Self {
            origins: places.chain(readings).collect(),
            old,
            new,
            before,
            after,
            changed,
        }
    }

    /// What differs, by its number here.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// The old text with this only; none where the text is then not whole.
    pub fn alone(&self, number: usize) -> Option<Program> {
        self.with(|one| one == number)
    }

    /// The new text without this; likewise.
    pub fn without(&self, number: usize) -> Option<Program> {
        self.with(|one| one != number)
    }

    /// The old text where facts can be told that only the new text has words for; none where it has none.
    pub fn old_with_new_words(&self) -> Option<Program> {
        let known = &self.old.program.schema.events;
        let mut words = self.new.program.schema.events.keys();
        words
            .any(|word| !known.contains_key(word))
            .then(|| self.with(|_| false))?
    }

    fn with(&self, takes: impl Fn(usize) -> bool) -> Option<Program> {
        let changed = self.changed.iter().enumerate();
        let taken: Vec<&Changed<'_>> = changed
            .filter(|(number, _)| takes(*number))
            .map(|(_, one)| one)
            .collect();
        if taken.iter().any(|one| one.is_of_the_law()) {
            return None;
        }
        let library = hybrid::library(self.old.library, &self.before, &self.after, &taken);
        let readings = self.readings(takes(self.changed.len()));
        check::compile(&library, &readings).program
    }

    /// The readings of the new text, or of the old one. What only the other text can be read by counts wherever its words are taken.
    fn readings(&self, of_new: bool) -> ReadingChoice {
        let (own, other) = if of_new {
            (self.new, self.old)
        } else {
            (self.old, self.new)
        };
        let mut readings = other.readings.clone();
        let known = |id: &Name, value: &Name| {
            let reading = own.program.readings.get(id);
            reading.is_some_and(|reading| reading.has(value))
        };
        readings.0.retain(|id, value| !known(id, value));
        readings.0.extend(own.readings.0.clone());
        readings
    }
}

/// The readings that were chosen for one of the texts and by which both can be read, but are not the same: with their values for
/// the new text. Where nobody chose, another reading is a change of the provision that says so.
fn other_readings(old: &Decided<'_>, new: &Decided<'_>) -> Vec<String> {
    let chosen = |id: &Name| [old, new].iter().any(|one| one.readings.0.contains_key(id));
    let differing = new.program.readings.iter().filter(|(id, reading)| {
        let there = old.program.readings.get(*id);
        let another =
            there.is_some_and(|there| there.chosen != reading.chosen && there.has(&reading.chosen));
        another && chosen(id)
    });
    differing
        .map(|(id, reading)| format!("{id}={}", reading.chosen))
        .collect()
}
