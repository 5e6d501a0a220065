//! Duties and claims that read alike, told apart for people: under which agreement, since when, payable by when.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::item::Item;
use crate::engine::obligations::Obligation;
use crate::engine::outcome::{Claim, Obligation as Shown};
use crate::engine::relation::Relation;
use crate::value::ClauseId;

/// Of duties that read alike each says under which agreement it is, where these differ, or else since which day.
pub fn tell_duties_apart<'r, 'p: 'r>(
    relation: &Relation<'p>,
    all: &mut [Shown],
    duties: impl Iterator<Item = &'r Obligation<'p>>,
) {
    let mut alike: BTreeMap<(String, ClauseId), Vec<(usize, &Obligation<'p>)>> = BTreeMap::new();
    for (place, (one, duty)) in all.iter().zip(duties).enumerate() {
        let words = (one.told.clone(), one.clause.clone());
        alike.entry(words).or_default().push((place, duty));
    }
    for ((words, _), group) in alike {
        if words.is_empty() || group.len() < 2 {
            continue;
        }
        let under = |duty| agreement_of(relation, duty).map(|one| format!("under {one}"));
        let since = |duty: &Obligation<'p>| Some(format!("since {}", duty.arose));
        let agreements: Vec<_> = group.iter().map(|(_, duty)| under(duty)).collect();
        let days: Vec<_> = group.iter().map(|(_, duty)| since(duty)).collect();
        let Some(apart) = [agreements, days].into_iter().find(|said| all_differ(said)) else {
            continue;
        };
        for ((place, _), words) in group.iter().zip(apart.into_iter().flatten()) {
            all[*place].told = format!("{} {words}", all[*place].told);
        }
    }
}

/// Parts of one claim that read alike say each by when it is to be paid.
pub fn tell_claims_apart(all: &mut [Claim]) {
    let mut alike: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (place, claim) in all.iter().enumerate() {
        let words = (claim.called.clone(), claim.thing.clone());
        alike.entry(words).or_default().push(place);
    }
    for ((called, _), places) in alike {
        let days: Vec<_> = places.iter().map(|place| all[*place].due).collect();
        if called.is_empty() || places.len() < 2 || !all_differ(&days) {
            continue;
        }
        for (place, due) in places.into_iter().zip(days.into_iter().flatten()) {
            all[place].thing = format!("{}, payable by {due}", all[place].thing);
        }
    }
}

fn agreement_of<'p>(relation: &Relation<'p>, duty: &Obligation<'p>) -> Option<String> {
    let in_hand = relation.agreement_in_hand(&relation.scope(duty.instance));
    let found = in_hand.or_else(|| relation.agreement_of(&duty.thing))?;
    Some(relation.thing_in_words(&Item::Agreement(found)))
}

/// Whether there is something for each, and no two are the same.
fn all_differ<T: Ord>(said: &[Option<T>]) -> bool {
    let different: BTreeSet<_> = said.iter().flatten().collect();
    different.len() == said.len()
}
