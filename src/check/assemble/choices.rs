//! Readings: which are declared, which value each has, and the choices under which the files are checked.

use indexmap::IndexMap;

use crate::check::assemble::Document;
use crate::check::library::ReadingChoice;
use crate::check::program::Reading;
use crate::syntax::ast::Entry;
use crate::value::{ClauseId, Name};

/// The declared readings.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// By id, with the value chosen.
    pub all: IndexMap<Name, Reading>,
    /// The value of each.
    pub chosen: IndexMap<Name, Name>,
}

impl Readings {
    /// Reads the declarations of the document; values that are not chosen are the defaults.
    pub fn read(document: &Document, choice: &ReadingChoice) -> Self {
        let mut readings = Self::default();
        for clause in &document.clauses {
            for entry in &clause.clause.entries {
                let Entry::Reading(reading) = entry else {
                    continue;
                };
                let id = reading.id.name.clone();
                let default = reading.default.label.name.clone();
                let others: Vec<Name> = reading
                    .others
                    .iter()
                    .map(|value| value.label.name.clone())
                    .collect();
                let chosen = choice
                    .0
                    .get(&id)
                    .filter(|value| others.contains(value) || **value == default);
                let chosen = chosen.cloned().unwrap_or_else(|| default.clone());
                readings.chosen.insert(id.clone(), chosen.clone());
                readings.all.insert(
                    id.clone(),
                    Reading {
                        id,
                        clause: clause.id().clone(),
                        reason: reading
                            .default
                            .because
                            .as_ref()
                            .map_or_else(String::new, |text| text.text.clone()),
                        default,
                        others,
                        chosen,
                    },
                );
            }
        }
        readings
    }
}

/// The choices besides the given one under which every sentence is read once: each other value alone.
/// With the clause whose sentences they change.
pub fn single_alternatives(
    document: &Document,
    readings: &Readings,
    choice: &ReadingChoice,
) -> Vec<(ClauseId, ReadingChoice)> {
    let mut choices = Vec::new();
    for reading in readings.all.values() {
        let clauses: Vec<ClauseId> = governed_by(document, reading).collect();
        for value in reading.others.iter().chain([&reading.default]) {
            if *value != reading.chosen {
                let mut other = choice.clone();
                other.0.insert(reading.id.clone(), value.clone());
                choices.extend(clauses.iter().map(|clause| (clause.clone(), other.clone())));
            }
        }
    }
    choices
}

/// The clause that declares a reading, and those that share it: `Reading R29 is that of 6.b.`
fn governed_by(document: &Document, reading: &Reading) -> impl Iterator<Item = ClauseId> {
    let shares =
        |entry: &Entry| matches!(entry, Entry::Shared(shared) if shared.id.name == reading.id);
    let clauses = document.clauses.iter();
    let sharing = clauses.filter(move |clause| clause.clause.entries.iter().any(shares));
    std::iter::once(reading.clause.clone()).chain(sharing.map(|clause| clause.id().clone()))
}
