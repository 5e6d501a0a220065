//! Derivations: the rule, its words, what happened, each condition with its outcome.

use crate::check::program::{Rule, Trigger, VersionId};
use crate::engine::instances::Kind;
use crate::engine::item::FactId;
use crate::engine::outcome::Because;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;

/// The provision with the number of the Dutch sentence.
pub fn address(rule: &Rule, version: Option<VersionId>) -> String {
    match rule.sentence_in(version) {
        Some(sentence) => format!("{} sentence {sentence}", rule.at.clause),
        None => rule.at.clause.to_string(),
    }
}

/// An event, in words: `KlantFocus issued invoice I1 on 2024-03-01`.
pub fn event(relation: &Relation<'_>, fact: FactId) -> String {
    let day = relation.facts.get(fact).date;
    format!("{} on {day}", relation.fact_in_words(fact, Tense::Past))
}

/// The words of a rule in quotation marks, with its provision: a whole sentence.
pub fn quoted(rule: &Rule, version: Option<VersionId>) -> String {
    format!(
        "\u{201c}{}\u{201d} ({}).",
        rule.words.trim_end_matches('.'),
        address(rule, version)
    )
}

/// What some instances wait for.
pub fn waits_for(relation: &Relation<'_>, instances: &[usize]) -> String {
    let open = instances.iter().flat_map(|id| relation.open_behind(*id));
    let mut words: Vec<String> = Vec::new();
    for one in open.map(|open| relation.open_in_words(&open)) {
        if !words.contains(&one) {
            words.push(one);
        }
    }
    if words.is_empty() {
        words.push("what must be judged".to_owned());
    }
    sentence(&format!("it depends on {}", words.join("; ")))
}

/// Words as a sentence of their own: a capital letter, and one full stop.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    let begun: String = first.into_iter().flatten().chain(letters).collect();
    let stop = if begun.ends_with('.') { "" } else { "." };
    format!("{begun}{stop}")
}

/// A rule whose words alone carry the conclusion, and the events that they speak of.
pub fn of_rule(rule: &Rule, version: Option<VersionId>, facts: Vec<String>) -> Because {
    Because {
        clause: address(rule, version),
        words: rule.words.clone(),
        facts,
        ..Because::default()
    }
}

/// A conclusion that no provision of the terms carries: what it comes from, and the events.
pub fn in_words(words: &str, facts: Vec<String>) -> Because {
    Because {
        words: words.to_owned(),
        facts,
        ..Because::default()
    }
}

/// How any instance came to its conclusion.
pub fn of_any(relation: &Relation<'_>, instance: usize) -> Vec<Because> {
    let own = &relation.instances[instance];
    match &own.kind {
        Kind::Standing(rule) | Kind::Fired(rule, _, _) | Kind::Violation(rule, _, _) => {
            vec![of_instance(relation, rule, instance)]
        }
        Kind::Defined(state, condition) => vec![Because {
            words: format!("{} holds by its definition", state.in_words()),
            conditions: relation.checked(condition, &mut relation.scope(instance)),
            ..Because::default()
        }],
        Kind::Performance(obligation, condition, _) => {
            let duty = relation.obligations.get(*obligation);
            vec![Because {
                clause: address(duty.rule, duty.version),
                words: duty.rule.words.clone(),
                conditions: relation.checked(condition, &mut relation.scope(instance)),
                ..Because::default()
            }]
        }
        Kind::Ends(state, condition) => vec![Because {
            words: format!("{} ends by its definition", state.in_words()),
            conditions: relation.checked(condition, &mut relation.scope(instance)),
            ..Because::default()
        }],
        Kind::Watch(..) | Kind::Verdict(_) => Vec::new(),
    }
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
        clause: address(rule, env.version),
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
