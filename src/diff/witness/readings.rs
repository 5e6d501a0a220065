//! A change that shows under a reading which nobody chose.

use crate::check;
use crate::check::program::Program;
use crate::diff::outcome::{Decided, Origin};
use crate::diff::{Side, Text};
use crate::syntax::ast::Entry;
use crate::value::{ClauseId, Name};

use super::Witness;
use super::search::Run;
use super::texts::Texts;

/// Looks under each of these readings of a provision, one at a time; says under which it looked.
pub(super) fn look(
    clause: &ClauseId,
    others: &[(Name, Name)],
    (old, new): (&Decided<'_>, &Decided<'_>),
    run: &mut Run<'_>,
) -> (Option<Witness>, Vec<String>) {
    let mut looked = Vec::new();
    for (id, value) in others {
        if run.is_over() {
            break;
        }
        let (Some(before), Some(after)) = (under(old, id, value), under(new, id, value)) else {
            continue;
        };
        let (old, new) = (read(old, &before, id, value), read(new, &after, id, value));
        let texts = Texts::between(&old, &new);
        let origin = Origin::Provision(clause.clone());
        if !texts.differ(&origin) {
            continue;
        }
        let chosen = format!("{id}={value}");
        looked.push(chosen.clone());
        run.under(id, value);
        if let Some(witness) = texts.look(&origin, run) {
            let under = Some(chosen);
            return (Some(Witness { under, ..witness }), looked);
        }
    }
    (None, looked)
}

/// The readings that stand at a provision, or that it shares, and that both texts have: each with every value that is not chosen.
pub(super) fn others(clause: &ClauseId, old: &Decided<'_>, new: &Decided<'_>) -> Vec<(Name, Name)> {
    let mut all = Vec::new();
    for id in at(clause, new.side).into_iter().chain(at(clause, old.side)) {
        let (Some(before), Some(after)) =
            (old.program.readings.get(&id), new.program.readings.get(&id))
        else {
            continue;
        };
        let asked = old.readings.0.contains_key(&id) || new.readings.0.contains_key(&id);
        for value in std::iter::once(&after.default).chain(&after.others) {
            let known = before.default == *value || before.others.contains(value);
            let choice = (id.clone(), value.clone());
            if known && !asked && *value != after.chosen && !all.contains(&choice) {
                all.push(choice);
            }
        }
    }
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

/// The program of a text under one more reading.
fn under(decided: &Decided<'_>, id: &Name, value: &Name) -> Option<Program> {
    let mut readings = decided.readings.clone();
    readings.0.insert(id.clone(), value.clone());
    check::compile(decided.library, &readings).program
}

fn read<'a>(decided: &Decided<'a>, program: &'a Program, id: &Name, value: &Name) -> Decided<'a> {
    let mut read = Decided {
        program,
        ..decided.clone()
    };
    read.readings.0.insert(id.clone(), value.clone());
    read
}
