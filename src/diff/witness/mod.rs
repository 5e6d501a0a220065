//! The smallest timeline found on which a change makes a difference.
//!
//! The search is bounded. `aims` finds the rules that differ and those that use what differs, `ways` reads off the program what
//! must happen for them to come into play, `story` tells it as timelines. Where these show nothing, the scenarios beside the
//! clauses are tried, which lawyers have told. `search` decides each under both texts, varies it (the client, amounts around each
//! threshold, days around each date that an outcome names), and makes what differs smaller as long as it differs. What shows
//! nothing under the readings chosen is looked for once more under each other reading of the provision (`readings`).

mod ahead;
mod aims;
mod candidate;
mod readings;
mod search;
mod story;
mod texts;
mod thresholds;
mod variants;
mod way;
mod ways;
mod weight;
mod written;

use serde::Serialize;

use crate::source::Source;
use crate::value::ClauseId;

use super::Place;
use super::outcome::{Decided, Difference, Origin};
use candidate::Seeds;
use search::Run;
use texts::Texts;

pub use readings::Unchosen;

/// So many timelines at most are tried for one change, and for all changes together. They are counted, not timed: the same search finds
/// the same on every machine.
const MOST_TRIES: usize = 1_000;
const MOST_OF_ALL: usize = 6_000;
/// However many changes there are, so many are tried for each.
const LEAST_TRIES: usize = 200;

/// What was found for a changed provision, or for readings that are others for the new text than for the old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Search {
    /// What changed: a provision (that of the first reading, where readings are the change), a setting, or words that the terms
    /// declare.
    #[serde(flatten)]
    pub place: Place,
    /// The readings that are the change: `R8=due_day`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed_readings: Vec<String>,
    /// How many timelines were decided under both texts.
    pub tried: usize,
    /// How many would be tried at most.
    pub most: usize,
    /// How many timelines the search could start from that it made up itself.
    pub made_up: usize,
    /// How many scenarios it could start from.
    pub scenarios: usize,
    /// Whether a run has the same rules of both texts, under each reading: then there is nothing to look for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_rules: bool,
    /// Readings that nobody chose and under which it looked, since those chosen showed nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_under: Vec<Unchosen>,
    /// The smallest timeline found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
}

/// A timeline on which the change makes a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// The timeline, as a file.
    pub timeline: String,
    /// The reading that nobody chose and without which the change makes no difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<Unchosen>,
    /// What it differs in; the old text against the new one.
    pub differences: Vec<Difference>,
    /// Whether the change makes the difference only beside the other changes of the new text.
    pub beside_others: bool,
}

/// Looks for a witness of one change: for a while under the readings chosen, then under each other reading of the provision, then on
/// under those chosen. What comes first does not depend on how many timelines may be tried; so a search that may try more finds all
/// that one finds that may try less.
fn look(
    clause: &ClauseId,
    origin: &Origin,
    others: Vec<Unchosen>,
    (texts, old, new): (&Texts<'_>, &Decided<'_>, &Decided<'_>),
    run: &mut Run<'_>,
) -> (Option<Witness>, Vec<Unchosen>) {
    // What is set or declared may make a difference where no rule is another.
    let is_of_a_clause = matches!(origin, Origin::At(Place::Clause(_)));
    let differs = texts.differ(origin) || !is_of_a_clause;
    let mut chosen = differs.then(|| texts.begin(origin, run)).flatten();
    if let Some(witness) = chosen.as_mut().and_then(|look| look.go_on(0, run)) {
        return (Some(witness), Vec::new());
    }
    let (witness, also_under) = readings::look(clause, others, (old, new), run);
    if witness.is_some() {
        return (witness, also_under);
    }
    run.under_those_chosen();
    let Some(mut chosen) = chosen else {
        return (None, also_under);
    };
    for turn in 1.. {
        if run.is_over() || chosen.is_exhausted() {
            break;
        }
        if let Some(witness) = chosen.go_on(turn, run) {
            return (Some(witness), Vec::new());
        }
    }
    (None, also_under)
}

/// Looks for a witness of what changed in each of these places, and of readings that differ. `terms` is what the timelines say they
/// are about.
pub fn witnesses(
    old: &Decided<'_>,
    new: &Decided<'_>,
    places: &[Place],
    scenarios: &[Source],
    terms: &str,
) -> Vec<Search> {
    let texts = Texts::between(old, new);
    let origins = texts.changes().origins().iter();
    let wanted: Vec<&Origin> = origins
        .filter(|origin| match origin {
            Origin::At(place) => places.contains(place),
            Origin::Readings(_) => true,
        })
        .collect();
    let most = MOST_OF_ALL / wanted.len().max(1);
    let most = most.clamp(LEAST_TRIES, MOST_TRIES);
    let seeds = Seeds::of(scenarios);
    let searches = wanted.into_iter().filter_map(|origin| {
        let mut run = Run::new(&seeds, terms, most);
        let clause = texts.clause_of(origin)?;
        let others = match origin {
            Origin::At(Place::Clause(clause)) => readings::others(clause, old, new),
            Origin::At(Place::Word(_) | Place::Setting(_)) | Origin::Readings(_) => Vec::new(),
        };
        let (witness, also_under) = look(&clause, origin, others, (&texts, old, new), &mut run);
        let same_rules = run.tried() == 0 && !texts.differ(origin) && also_under.is_empty();
        Some(Search {
            same_rules: same_rules && matches!(origin, Origin::At(Place::Clause(_))),
            place: match origin {
                Origin::At(place) => place.clone(),
                Origin::Readings(_) => Place::Clause(clause),
            },
            changed_readings: match origin {
                Origin::At(_) => Vec::new(),
                Origin::Readings(readings) => readings.clone(),
            },
            tried: run.tried(),
            most,
            made_up: run.made_up(),
            scenarios: scenarios.len(),
            also_under,
            witness,
        })
    });
    searches.collect()
}
