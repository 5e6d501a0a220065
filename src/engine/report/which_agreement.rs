//! Events that do not say which agreement they are about, where it decided something and there was more than one.

use std::collections::BTreeMap;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Expression, Rule};
use crate::engine::evaluate::Query;
use crate::engine::item::{FactId, Item};
use crate::engine::relation::Relation;
use crate::engine::report::because;

/// The events for which an agreement was taken, and that in words.
pub fn taken(relation: &Relation<'_>) -> BTreeMap<FactId, String> {
    let mut found = BTreeMap::new();
    if relation.agreements.len() < 2 {
        return found;
    }
    for fact in &relation.record.agreement_taken {
        found.extend(in_words(relation, *fact).map(|text| (*fact, text)));
    }
    for (id, instance) in relation.instances.iter().enumerate() {
        let (Some(rule), Some(fact)) = (instance.rule(), instance.event) else {
            continue;
        };
        if !instance.truth.fails()
            && !found.contains_key(&fact)
            && asks_for_agreement(relation, rule, id, fact)
        {
            found.extend(in_words(relation, fact).map(|text| (fact, text)));
        }
    }
    found
}

/// Whether a rule speaks of the agreement of the event that triggered it.
fn asks_for_agreement<'p>(
    relation: &Relation<'p>,
    rule: &'p Rule,
    instance: usize,
    fact: FactId,
) -> bool {
    let mut asked = Asked::default();
    walk::rule(rule, &mut asked);
    let mut env = relation.scope(instance);
    asked.of.into_iter().any(|of| {
        let item = relation.value(of, &mut env, &mut Query::default());
        item == Item::Thing(fact)
    })
}

/// Whose agreement a rule asks for.
#[derive(Default)]
struct Asked<'p> {
    of: Vec<&'p Expression>,
}

impl<'p> Visitor<'p> for Asked<'p> {
    fn expression(&mut self, value: &'p Expression) {
        if let Expression::AgreementOf(of) = value {
            self.of.push(of);
        }
    }
}

fn in_words(relation: &Relation<'_>, fact: FactId) -> Option<String> {
    let possible = relation.possible_agreements(fact);
    let (latest, others) = possible.split_last()?;
    let others: Vec<String> = others
        .iter()
        .map(|other| relation.names.name(*other).to_string())
        .collect();
    if others.is_empty() {
        return None;
    }
    let (latest, event) = (relation.names.name(*latest), because::event(relation, fact));
    Some(format!(
        "{event}: it is not said under which agreement; {latest} is taken, the latest, and not {} (`agreement: {latest}` says so)",
        others.join(" or ")
    ))
}
