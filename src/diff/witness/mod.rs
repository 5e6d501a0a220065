//! The smallest timeline found on which a change makes a difference.
//!
//! The search is bounded. `aims` finds the rules that differ and those that use what differs, `ways` reads off the program what
//! must happen for them to come into play, `story` tells it as timelines. Where these show nothing, the scenarios beside the
//! clauses are tried, which lawyers have told. `search` decides each under both texts, varies it (the client, amounts around each
//! threshold, days around each date that an outcome names), and makes what differs smaller as long as it differs.

mod aims;
mod candidate;
mod search;
mod story;
mod way;
mod ways;

use serde::Serialize;

use crate::check::program::Program;
use crate::source::Source;
use crate::value::ClauseId;

use super::outcome::{Changes, Decided, Difference, Origin};
use candidate::Candidate;
use search::{Beginnings, Both};

/// So many timelines at most are made up for one provision.
const MOST_MADE_UP: usize = 60;

/// What was found for a changed provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Search {
    /// The provision.
    pub clause: ClauseId,
    /// How many timelines were decided under both texts.
    pub tried: usize,
    /// How many timelines the search could start from that it made up itself.
    pub made_up: usize,
    /// How many scenarios it could start from.
    pub scenarios: usize,
    /// The smallest timeline found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
}

/// A timeline on which the change makes a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// The timeline, as a file.
    pub timeline: String,
    /// What it differs in; the old text against the new one.
    pub differences: Vec<Difference>,
    /// Whether the change makes the difference only beside the other changes of the new text.
    pub beside_others: bool,
}

/// Looks for a witness of each of these changed provisions. `terms` is what the timelines say they are about.
pub fn witnesses(
    old: &Decided<'_>,
    new: &Decided<'_>,
    clauses: &[ClauseId],
    scenarios: &[Source],
    terms: &str,
) -> Vec<Search> {
    let changes = Changes::between(old, new);
    let with_new_words = changes.old_with_new_words();
    let (before, after) = (with_new_words.as_ref().unwrap_or(old.program), new.program);
    let origins = changes.origins().iter().enumerate();
    let wanted = origins.filter_map(|(number, origin)| match origin {
        Origin::Provision(clause) if clauses.contains(clause) => Some((number, clause)),
        Origin::Provision(_) | Origin::Readings(_) => None,
    });
    wanted
        .map(|(number, clause)| {
            let beginnings = Beginnings {
                made_up: made_up(clause, before, after),
                scenarios: search::nearest_first(clause, scenarios),
                thresholds: aims::thresholds(clause, &[before, after]),
            };
            let made_up = beginnings.made_up.len();
            let mut search = search::Run::new(beginnings, terms);
            let alone = changes.alone(number);
            let mut without = None;
            let mut witness = None;
            for step in search::STEPS {
                witness = witness.or_else(|| {
                    let both = Both {
                        old: before,
                        new: alone.as_ref()?,
                    };
                    search.look(step, both, false)
                });
                if witness.is_none() && changes.origins().len() > 1 {
                    let without = without.get_or_insert_with(|| changes.without(number));
                    witness = without.as_ref().and_then(|without| {
                        let both = Both {
                            old: without,
                            new: after,
                        };
                        search.look(step, both, true)
                    });
                }
            }
            Search {
                clause: clause.clone(),
                tried: search.tried(),
                made_up,
                scenarios: scenarios.len(),
                witness,
            }
        })
        .collect()
}

/// Timelines on which the rules of a provision that differ come into play, the plainest first.
fn made_up(clause: &ClauseId, old: &Program, new: &Program) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for (program, other) in [(new, old), (old, new)] {
        let rules = aims::rules(clause, program, other);
        for way in ways::ways(program, &rules) {
            for told in story::told(&way, &program.schema, clause) {
                if !all.contains(&told) {
                    all.push(told);
                }
            }
        }
    }
    all.sort_by_key(|one| one.events.len());
    all.truncate(MOST_MADE_UP);
    all
}
