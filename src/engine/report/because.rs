//! Derivations: the rule, its words, what happened, each condition with its outcome.

use crate::check::program::{Rule, Trigger};
use crate::engine::item::FactId;
use crate::engine::outcome::Because;
use crate::engine::relation::Relation;

/// The provision with the number of the Dutch sentence.
pub fn address(rule: &Rule) -> String {
    match rule.at.sentence {
        Some(sentence) => format!("{} sentence {sentence}", rule.at.clause),
        None => rule.at.clause.to_string(),
    }
}

/// An event, in words: `invoice_issued I1 on 2024-03-01`.
pub fn event(relation: &Relation<'_>, fact: FactId) -> String {
    let fact = relation.facts.get(fact);
    format!(
        "{} {} on {}",
        relation.names.name(fact.ty),
        relation.names.name(fact.name),
        fact.date
    )
}

/// How an instance of a rule came to its conclusion.
pub fn of_instance<'p>(relation: &Relation<'p>, rule: &'p Rule, instance: usize) -> Because {
    let mut env = relation.scope(instance);
    let mut conditions = match &rule.trigger {
        Trigger::Onset(condition) | Trigger::While(condition) => {
            relation.checked(condition, &mut env)
        }
        Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => Vec::new(),
    };
    conditions.extend(relation.checked(&rule.condition, &mut env));
    let readings = rule.readings.iter().filter_map(|id| {
        let reading = relation.program.readings.get(id)?;
        Some(format!("{id}={}", reading.chosen))
    });
    Because {
        clause: address(rule),
        words: rule.words.clone(),
        facts: relation.instances[instance]
            .event
            .into_iter()
            .map(|fact| event(relation, fact))
            .collect(),
        conditions,
        readings: readings.collect(),
    }
}
