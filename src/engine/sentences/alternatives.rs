//! Sentences that are declared for one thing beside each other: `a damage follows from intent …` or `… from conscious recklessness …`.
//!
//! A clause may use any of them; a report says the whole of what was judged.

use crate::check::program::{Said, Saying, Sort, either};
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::engine::sentences::filling::Filling;

impl Relation<'_> {
    /// The sentence that fits best, with those that are said of the same in other words: `damage D1 follows from intent or conscious
    /// recklessness of KOL`.
    pub(super) fn said_with_alternatives(
        &self,
        all: &[&Saying],
        tense: Tense,
        filling: &Filling<'_>,
    ) -> Option<String> {
        let best = self.best(all, filling)?;
        let alike = all.iter().filter(|one| sorts(one).eq(sorts(best)));
        let mut said = alike.map(|one| self.said(one, tense, filling));
        let first = said.next()?;
        Some(said.fold(first, |whole, other| either(&whole, &other)))
    }
}

fn sorts(saying: &Saying) -> impl Iterator<Item = &Sort> {
    saying.places().filter_map(|place| match place {
        Said::Place { sort, .. } => Some(sort),
        Said::Word(_) | Said::Party { .. } => None,
    })
}
