//! The smallest timeline found on which a change makes a difference.
//!
//! The search is bounded: it starts from timelines that are known to be told well (the scenarios beside the clauses), takes the
//! client as it is, as a business and as a consumer, and looks at the days before, on and after each date that either outcome
//! names. What differs is made smaller by leaving out events, fields and facts about the parties, as long as it differs.

mod candidate;
mod search;

use serde::Serialize;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Expression, Program};
use crate::source::Source;
use crate::value::{ClauseId, Money, Value};

use super::outcome::{Decided, Difference, variants};

/// What was found for a changed provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Search {
    /// The provision.
    pub clause: ClauseId,
    /// How many timelines were decided under both texts.
    pub tried: usize,
    /// How many timelines the search could start from.
    pub seeds: usize,
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
    seeds: &[Source],
    terms: &str,
) -> Vec<Search> {
    let variants = variants(old, new);
    let wanted = variants
        .into_iter()
        .filter(|variant| clauses.contains(&variant.clause));
    wanted
        .map(|variant| {
            let thresholds = thresholds(&variant.clause, &[old.program, new.program]);
            let mut search = search::Run::new(&variant.clause, &thresholds, seeds, terms);
            let mut witness = variant
                .alone
                .as_ref()
                .and_then(|alone| search.look(old.program, alone, false));
            if witness.is_none() {
                let without: Option<&Program> = variant.without.as_ref();
                witness = without.and_then(|without| search.look(without, new.program, true));
            }
            Search {
                clause: variant.clause,
                tried: search.tried(),
                seeds: seeds.len(),
                witness,
            }
        })
        .collect()
}

/// The amounts that the rules and parameters of a provision name, lowest first.
fn thresholds(clause: &ClauseId, programs: &[&Program]) -> Vec<Money> {
    let mut amounts = Amounts::default();
    for program in programs {
        for rule in program
            .rules
            .iter()
            .filter(|rule| rule.at.clause == *clause)
        {
            walk::rule(rule, &mut amounts);
        }
        let definitions = program.measures.values().flat_map(|one| &one.definitions);
        let own = definitions.filter(|one| {
            let at = one.at.as_ref();
            at.is_some_and(|at| at.clause == *clause)
        });
        for definition in own {
            walk::expression(&definition.value, &mut amounts);
        }
    }
    amounts.0.sort_by_key(|money| money.amount());
    amounts.0.dedup();
    amounts.0
}

#[derive(Default)]
struct Amounts(Vec<Money>);

impl<'p> Visitor<'p> for Amounts {
    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Literal(Value::Money(money)) = value {
            self.0.push(*money);
        }
    }
}
