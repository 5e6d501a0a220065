//! What differs in what follows: the same facts under both texts, and which provisions each difference comes from.
//!
//! An outcome is read as entries (a claim, a power, an obligation, a verdict), each with its fields; two outcomes are compared
//! entry by entry, field by field. A difference is put down to provisions by running the facts under the old text with each
//! changed provision alone, and with all but each of them.

mod attribution;
mod entries;
mod hybrid;

use serde::Serialize;

use crate::check::program::Program;
use crate::check::{self, ReadingChoice};
use crate::engine::{self, Outcome};
use crate::source::{Problem, Source};
use crate::timeline::OpenedTimeline;
use crate::value::{ClauseId, Date};

use super::terms::{Side, Text};

pub use attribution::Cause;
pub use hybrid::Changed;

/// What follows from the same facts under two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeComparison {
    /// The timeline.
    pub timeline: String,
    /// As of this day.
    pub as_of: Date,
    /// The entries that differ.
    pub differences: Vec<Difference>,
    /// Changed provisions that could not be tried by themselves, since the text is not whole without another change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_alone: Vec<ClauseId>,
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
    let tried = tried(timeline, before.as_of, old, new, &differences);
    attribution::attribute(&mut differences, &before, &after, &tried);
    Ok(OutcomeComparison {
        timeline: timeline.name.clone(),
        as_of: after.as_of,
        differences,
        not_alone: tried.not_alone,
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

/// A changed provision by itself.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The provision.
    pub clause: ClauseId,
    /// The old text with this change only; none where the text is then not whole.
    pub alone: Option<Program>,
    /// The new text without this change; likewise.
    pub without: Option<Program>,
}

/// The programs of the old text with each change alone, and of the new text without each.
pub fn variants(old: &Decided<'_>, new: &Decided<'_>) -> Vec<Variant> {
    let (before, after) = (Text::of(old.side), Text::of(new.side));
    let changed = hybrid::changed(&before, &after);
    if changed.len() > MOST_CHANGES {
        return Vec::new();
    }
    let program = |taken: &[&Changed<'_>]| {
        let library = hybrid::library(old.library, &before, &after, taken);
        check::compile(&library, &both_readings(old, new)).program
    };
    let made = changed.iter().enumerate().map(|(number, one)| Variant {
        clause: one.id.clone(),
        alone: program(&[one]),
        without: program(&others(&changed, number)),
    });
    made.collect()
}

fn others<'c, 'a>(changed: &'c [Changed<'a>], number: usize) -> Vec<&'c Changed<'a>> {
    let others = changed
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != number);
    others.map(|(_, other)| other).collect()
}

fn both_readings(old: &Decided<'_>, new: &Decided<'_>) -> ReadingChoice {
    let mut readings = old.readings.clone();
    readings.0.extend(new.readings.0.clone());
    readings
}

/// What followed under the old text with some of the changed provisions.
pub(super) struct Tried {
    /// With one of them; none where the text is then not whole.
    pub(super) alone: Vec<(ClauseId, Option<Outcome>)>,
    /// With all but one of them.
    pub(super) without: Vec<(ClauseId, Option<Outcome>)>,
    /// Those that could not be tried by themselves.
    pub(super) not_alone: Vec<ClauseId>,
    /// The readings that differ, where no provision does: `R8=due_day`.
    pub(super) readings: Vec<String>,
}

/// Beyond so many changed provisions nothing is tried: whole new terms have no causes one by one.
const MOST_CHANGES: usize = 12;

fn tried(
    timeline: &Source,
    as_of: Date,
    old: &Decided<'_>,
    new: &Decided<'_>,
    differences: &[Difference],
) -> Tried {
    let (before, after) = (Text::of(old.side), Text::of(new.side));
    let changed = hybrid::changed(&before, &after);
    let mut tried = Tried {
        alone: Vec::new(),
        without: Vec::new(),
        not_alone: Vec::new(),
        readings: Vec::new(),
    };
    if changed.is_empty() {
        let chosen = new.readings.0.iter();
        let differing = chosen.filter(|(id, value)| old.readings.0.get(*id) != Some(*value));
        tried.readings = differing
            .map(|(id, value)| format!("{id}={value}"))
            .collect();
    }
    if let [only] = changed.as_slice() {
        tried.alone.push((only.id.clone(), None));
    }
    if differences.is_empty() || changed.len() < 2 || changed.len() > MOST_CHANGES {
        return tried;
    }
    let decide = |taken: &[&Changed<'_>]| -> Option<Outcome> {
        let library = hybrid::library(old.library, &before, &after, taken);
        let program = check::compile(&library, &both_readings(old, new)).program?;
        follows(timeline, &program, Some(as_of)).ok()
    };
    for (number, one) in changed.iter().enumerate() {
        let alone = decide(&[one]);
        if alone.is_none() {
            tried.not_alone.push(one.id.clone());
        }
        tried.alone.push((one.id.clone(), alone));
        // Of two changes, all but one is the other one alone.
        if changed.len() > 2 {
            tried
                .without
                .push((one.id.clone(), decide(&others(&changed, number))));
        }
    }
    tried
}
