//! What entries rest on that is presumed, unless assessed otherwise.

use crate::check::program::{Condition, Item, Trigger};
use crate::engine::evaluate::{Asked, Env, Open, Query};
use crate::engine::item::FactId;
use crate::engine::outcome::Presumption;
use crate::engine::relation::Relation;
use crate::engine::report::questions;
use crate::engine::verdict::Verdict;
use crate::value::{ClauseId, Truth};

/// What an instance of a rule presumes itself.
pub fn of_own(relation: &Relation<'_>, instance: Option<usize>) -> Vec<Presumption> {
    let mut found = Vec::new();
    if let Some(instance) = instance {
        own(relation, instance, &mut found);
    }
    found
}

/// What instances of rules presume, and what the grounds and states presume on which they rest.
pub fn behind(relation: &Relation<'_>, instances: &[usize]) -> Vec<Presumption> {
    let mut found = Vec::new();
    let mut seen = instances.to_vec();
    let mut next = 0;
    while let Some(instance) = seen.get(next).copied() {
        next += 1;
        own(relation, instance, &mut found);
        let Some(rule) = relation.instances[instance].rule() else {
            continue;
        };
        let env = relation.scope(instance);
        let header = header_of(&rule.trigger);
        for condition in header.into_iter().chain([&rule.condition]) {
            grounds(relation, condition, &env, &mut seen, &mut found);
        }
    }
    found
}

/// What the verdict on an act presumes.
pub fn of_verdict(
    relation: &Relation<'_>,
    fact: FactId,
    verdict: &Verdict<'_>,
) -> Vec<Presumption> {
    let mut found = Vec::new();
    for carrier in verdict.carriers.iter().chain(&verdict.bars) {
        let query = &mut Query::default();
        if relation.carrier_truth(fact, carrier, query) != Truth::Holds {
            continue;
        }
        let clause = match carrier.clauses.as_slice() {
            [only] => *only,
            _ => &carrier.rule.at.clause,
        };
        for open in &query.unproved {
            add(relation, clause, open, &mut found);
        }
        if let Some(instance) = carrier.instance {
            let env = relation.scope_of_act(carrier.rule, instance, fact);
            let header = header_of(&carrier.rule.trigger);
            for condition in header.into_iter().chain([&carrier.rule.condition]) {
                grounds(relation, condition, &env, &mut vec![instance], &mut found);
            }
        }
    }
    found
}

fn header_of(trigger: &Trigger) -> Option<&Condition> {
    match trigger {
        Trigger::While(condition) | Trigger::Onset(condition) => Some(condition),
        Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
    }
}

fn own(relation: &Relation<'_>, instance: usize, found: &mut Vec<Presumption>) {
    let own = &relation.instances[instance];
    if own.unproved.is_empty() {
        return;
    }
    if let Some(rule) = own.rule() {
        for open in &own.unproved {
            add(relation, &rule.at.clause, open, found);
        }
    }
}

fn add(relation: &Relation<'_>, clause: &ClauseId, open: &Open, found: &mut Vec<Presumption>) {
    let Open::Concept {
        concept,
        subject,
        asked: asked @ Asked::Presumed(burden),
    } = open
    else {
        return;
    };
    let concept = relation.names.name(*concept);
    let presumption = Presumption {
        words: relation.concept_in_words(&concept, subject),
        subject: relation.shown(subject).map(|name| name.to_string()),
        concept,
        clause: clause.clone(),
        burden: burden.map(|party| relation.names.name(party)),
        on_whom: questions::on_whom(relation, *asked),
    };
    if !found.contains(&presumption) {
        found.push(presumption);
    }
}

/// The instances that give the grounds on which a condition rests, and what those presume that bring about its states.
fn grounds<'p>(
    relation: &Relation<'p>,
    condition: &'p Condition,
    env: &Env<'p>,
    given_by: &mut Vec<usize>,
    found: &mut Vec<Presumption>,
) {
    match condition {
        Condition::All(items) => {
            for item in items {
                grounds(relation, &item.condition, env, given_by, found);
            }
        }
        Condition::Any(items) => {
            let holds = |item: &&Item| {
                let now = relation.truth(&item.condition, &mut env.clone(), &mut Query::default());
                now.holds()
            };
            for item in items.iter().filter(holds) {
                grounds(relation, &item.condition, env, given_by, found);
            }
        }
        Condition::GroundGiven { provision, against } => {
            let query = &mut Query::default();
            let against = against.as_ref();
            let against = against.map(|of| relation.value(of, &mut env.clone(), query));
            let given = relation.grounds_given(provision, against.as_ref(), env, query);
            for (id, truth) in given {
                if truth.holds() && !given_by.contains(&id) {
                    given_by.push(id);
                }
            }
        }
        Condition::Holds { state, arguments } => {
            for id in relation.supporters_of(state, arguments, env) {
                if relation.instances[id].truth.holds() {
                    own(relation, id, found);
                }
            }
        }
        _ => {}
    }
}
