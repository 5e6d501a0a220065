//! A change that shows under a reading which nobody chose.

use std::borrow::Cow;

use serde::Serialize;

use crate::check;
use crate::check::program::Program;
use crate::diff::outcome::{Decided, Only, Origin};
use crate::diff::{Place, Side, Text};
use crate::syntax::ast::Entry;
use crate::value::{ClauseId, Name};

use super::Witness;
use super::search::Run;
use super::texts::Texts;

/// A reading that nobody chose: `R3=future_only`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unchosen {
    /// The reading.
    pub id: Name,
    /// Its value.
    pub value: Name,
    /// The text that alone can be read so; the other one then stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Only>,
}

impl Unchosen {
    /// Whether the text on this side is read so.
    fn is_of(&self, side: Only) -> bool {
        self.only.is_none_or(|only| only == side)
    }
}

/// Looks under each of these readings of a provision, one at a time; says under which it looked.
pub(super) fn look(
    clause: &ClauseId,
    others: Vec<Unchosen>,
    (old, new): (&Decided<'_>, &Decided<'_>),
    run: &mut Run<'_>,
) -> (Option<Witness>, Vec<Unchosen>) {
    let mut looked = Vec::new();
    for other in others {
        if run.is_over() {
            break;
        }
        let (Some(before), Some(after)) =
            (under(old, &other, Only::Old), under(new, &other, Only::New))
        else {
            continue;
        };
        let old = read(old, &before, &other, Only::Old);
        let new = read(new, &after, &other, Only::New);
        let texts = Texts::between(&old, &new);
        let origin = Origin::At(Place::Clause(clause.clone()));
        if !texts.differ(&origin) {
            continue;
        }
        looked.push(other.clone());
        run.under(&other);
        let found = texts.begin(&origin, run);
        if let Some(witness) = found.and_then(|mut look| look.go_on(0, run)) {
            let under = Some(other);
            return (Some(Witness { under, ..witness }), looked);
        }
    }
    (None, looked)
}

/// The readings that stand at a provision, or that it shares, each with every value that is not chosen: those of both texts, then
/// those that only the new one has, then those that only the old one has.
pub(super) fn others(clause: &ClauseId, old: &Decided<'_>, new: &Decided<'_>) -> Vec<Unchosen> {
    let mut ids = at(clause, new.side);
    ids.extend(at(clause, old.side));
    let mut all: Vec<Unchosen> = Vec::new();
    for id in ids {
        if old.readings.0.contains_key(&id) || new.readings.0.contains_key(&id) {
            continue;
        }
        let (before, after) = (old.program.readings.get(&id), new.program.readings.get(&id));
        let values = [after, before].into_iter().flatten();
        for value in values.clone().flat_map(check::program::Reading::values) {
            let has = |reading: &&check::program::Reading| reading.has(value);
            let only = match (before.filter(has), after.filter(has)) {
                (None, _) => Some(Only::New),
                (_, None) => Some(Only::Old),
                (Some(_), Some(_)) => None,
            };
            let other = Unchosen {
                id: id.clone(),
                value: value.clone(),
                only,
            };
            let chosen = match only {
                Some(Only::Old) => before,
                Some(Only::New) | None => after,
            };
            let is_chosen = chosen.is_some_and(|reading| reading.chosen == *value);
            if !is_chosen && !all.contains(&other) {
                all.push(other);
            }
        }
    }
    all.sort_by_key(|other| match other.only {
        None => 0,
        Some(Only::New) => 1,
        Some(Only::Old) => 2,
    });
    all
}

fn at(clause: &ClauseId, side: Side<'_>) -> Vec<Name> {
    let text = Text::of(side);
    let entries = text.provision(clause).map(|one| &one.clause.entries);
    let ids = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| match entry {
            Entry::Reading(reading) => Some(reading.id.name.clone()),
            Entry::Shared(shared) => Some(shared.id.name.clone()),
            Entry::Mark(_)
            | Entry::Rule(_)
            | Entry::Note(_)
            | Entry::Declared(_)
            | Entry::See(_) => None,
        });
    ids.collect()
}

/// The program of a text under one more reading; as it is, where it cannot be read so.
fn under<'d>(decided: &'d Decided<'_>, other: &Unchosen, side: Only) -> Option<Cow<'d, Program>> {
    if !other.is_of(side) {
        return Some(Cow::Borrowed(decided.program));
    }
    let mut readings = decided.readings.clone();
    readings.0.insert(other.id.clone(), other.value.clone());
    let program = check::compile(decided.library, &readings).program?;
    Some(Cow::Owned(program))
}

fn read<'a>(
    decided: &Decided<'a>,
    program: &'a Program,
    other: &Unchosen,
    side: Only,
) -> Decided<'a> {
    let mut read = Decided {
        program,
        ..decided.clone()
    };
    if other.is_of(side) {
        let chosen = (other.id.clone(), other.value.clone());
        read.readings.0.extend([chosen]);
    }
    read
}
