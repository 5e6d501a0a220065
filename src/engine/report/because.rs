//! Derivations: the rule, its words, what happened, each condition with its outcome.

use crate::check::program::{Rule, VersionId};
use crate::engine::instances::Kind;
use crate::engine::item::FactId;
use crate::engine::outcome::{Because, Checked};
use crate::engine::record::Stood;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::value::Date;

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
    let open = open_words(relation, instances);
    sentence(&format!("it depends on {}", open.join("; ")))
}

/// The same, each thing in words: `whether there are good grounds to fear non-performance by the client`
pub fn open_words(relation: &Relation<'_>, instances: &[usize]) -> Vec<String> {
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
    words
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
    of_any_on(relation, instance, None)
}

/// How it came to the conclusion that it reached by a day; without one, to the latest.
pub fn of_any_on(relation: &Relation<'_>, instance: usize, day: Option<Date>) -> Vec<Because> {
    let own = &relation.instances[instance];
    let by_definition = |words: &str| in_words(words, Vec::new());
    let because = match &own.kind {
        Kind::Standing(rule) | Kind::Fired(rule, _, _) | Kind::Violation(rule, _, _) => {
            under_rule(relation, rule, instance)
        }
        Kind::Defined(..) => by_definition("it holds by its definition"),
        Kind::Ends(..) => by_definition("it ends by its definition"),
        Kind::Performance(obligation, ..) => {
            let duty = relation.obligations.get(*obligation);
            of_rule(duty.rule, duty.version, Vec::new())
        }
        Kind::Watch(..) | Kind::Verdict(_) => return Vec::new(),
    };
    let (as_of, conditions) = conditions(relation, instance, day);
    vec![Because {
        as_of,
        conditions,
        ..because
    }]
}

/// How an instance of a rule came to its conclusion.
pub fn of_instance<'p>(relation: &Relation<'p>, rule: &'p Rule, instance: usize) -> Because {
    let (as_of, conditions) = conditions(relation, instance, None);
    Because {
        as_of,
        conditions,
        ..under_rule(relation, rule, instance)
    }
}

/// The conditions as they are today, unless they do not hold any more: then as they were when the conclusion was reached, and the day.
fn conditions(
    relation: &Relation<'_>,
    instance: usize,
    day: Option<Date>,
) -> (Option<Date>, Vec<Checked>) {
    let today = || (None, relation.conditions_behind(instance));
    if day.is_none() && !relation.stand_today(instance).fails() {
        return today();
    }
    let stood = relation.record.stood.get(&instance);
    let reached = |stood: &&Stood| day.is_none_or(|day| stood.day <= day);
    let stood = stood.and_then(|all| all.iter().rev().find(reached));
    stood.map_or_else(today, |stood| (Some(stood.day), stood.conditions.clone()))
}

/// The rule of an instance, its words, its event and its readings.
fn under_rule(relation: &Relation<'_>, rule: &Rule, instance: usize) -> Because {
    let event = relation.instances[instance].event.into_iter();
    let readings = rule.readings.iter().filter_map(|id| {
        let reading = relation.program.readings.get(id)?;
        Some(format!("{id}={}", reading.chosen))
    });
    Because {
        readings: readings.collect(),
        ..of_rule(
            rule,
            relation.scope(instance).version,
            event.map(|fact| self::event(relation, fact)).collect(),
        )
    }
}
