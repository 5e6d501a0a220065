//! Questions that persons must answer: what is asked, of whom, what counts until then, and what the answer decides.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::program::{Body, Rule};
use crate::check::schema::{FieldType, Role};
use crate::engine::evaluate::{Asked, Open, Query};
use crate::engine::instances::Kind;
use crate::engine::item::{Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::outcome::{Because, Question};
use crate::engine::relation::Relation;
use crate::engine::report::{because, in_play};
use crate::engine::sentences::Tense;
use crate::engine::words::listed;
use crate::value::{ClauseId, Name};

/// Provision, concept and subject.
type Key = (ClauseId, Name, Option<String>);

/// A question under way.
struct Found {
    subject: Item,
    asked: Asked,
    affects: Vec<Affected>,
    because: Vec<Because>,
}

/// What an answer would change.
#[derive(PartialEq, Eq)]
struct Affected {
    /// `power suspend of supplier (6.d)`
    named: String,
    /// `whether KlantFocus may suspend the services (6.d)`
    told: String,
}

/// Open assessments, sorted by provision, concept, subject, with what they affect.
pub fn list(relation: &Relation<'_>, explain: bool) -> Vec<Question> {
    let mut found: BTreeMap<Key, Found> = BTreeMap::new();
    let idle = in_play::idle(relation);
    for (id, instance) in relation.instances.iter().enumerate() {
        if idle.contains(&id) {
            continue;
        }
        let performed = match &instance.kind {
            Kind::Performance(obligation, _, _) => Some(relation.obligations.get(*obligation).rule),
            _ => None,
        };
        let Some(rule) = instance.rule().or(performed) else {
            continue;
        };
        let unproved = instance.unproved.iter();
        let unproved = unproved.filter(|open| !open.is_presumed());
        for open in instance.open.iter().chain(unproved) {
            let of = |relation: &Relation<'_>| because::of_any(relation, id);
            let of = explain.then_some(&of as &dyn Fn(&Relation<'_>) -> Vec<Because>);
            ask(
                relation,
                &mut found,
                &rule.at.clause,
                open,
                of,
                || match instance.kind {
                    Kind::Performance(obligation, _, _) => kept(relation, rule, id, obligation),
                    _ => affected(relation, rule, id),
                },
            );
        }
    }
    hanging_on_proof(relation, &mut found, &idle, explain);
    for (fact, verdict) in &relation.verdicts {
        let name = relation.names.name(relation.facts.get(*fact).name);
        let carriers = verdict.carriers.iter().chain(&verdict.bars);
        let Some(carrier) = carriers.into_iter().next() else {
            continue;
        };
        for open in &verdict.open {
            let of = |relation: &Relation<'_>| match carrier.instance {
                Some(id) => because::of_any(relation, id),
                None => vec![because::of_rule(carrier.rule, None, Vec::new())],
            };
            let of = explain.then_some(&of as &dyn Fn(&Relation<'_>) -> Vec<Because>);
            ask(
                relation,
                &mut found,
                &carrier.rule.at.clause,
                open,
                of,
                || Affected {
                    named: format!("the verdict on {name}"),
                    told: format!(
                        "whether it counts that {}",
                        relation.fact_in_words(*fact, Tense::Perfect)
                    ),
                },
            );
            for id in relation.waits_in_part_for(*fact) {
                if let Some(rule) = relation.instances[id].rule() {
                    ask(
                        relation,
                        &mut found,
                        &carrier.rule.at.clause,
                        open,
                        None,
                        || affected(relation, rule, id),
                    );
                }
            }
        }
    }
    found
        .into_iter()
        .map(|(key, found)| question(relation, key, found))
        .collect()
}

/// What stands in the way of a consequence only because nobody has proved something, or has proved otherwise.
fn hanging_on_proof(
    relation: &Relation<'_>,
    found: &mut BTreeMap<Key, Found>,
    idle: &BTreeSet<usize>,
    explain: bool,
) {
    let of_proof = relation.rules_of_proof();
    for (id, instance) in relation.instances.iter().enumerate() {
        let rule = instance.rule().filter(|rule| of_proof.contains(&rule.id));
        let Some(rule) = rule.filter(|_| !idle.contains(&id)) else {
            continue;
        };
        for open in relation.hangs_on_proof(id) {
            let of = |relation: &Relation<'_>| because::of_any(relation, id);
            let of = explain.then_some(&of as &dyn Fn(&Relation<'_>) -> Vec<Because>);
            ask(relation, found, &rule.at.clause, &open, of, || {
                affected(relation, rule, id)
            });
        }
    }
}

fn ask(
    relation: &Relation<'_>,
    found: &mut BTreeMap<Key, Found>,
    clause: &ClauseId,
    open: &Open,
    because: Option<&dyn Fn(&Relation<'_>) -> Vec<Because>>,
    affected: impl FnOnce() -> Affected,
) {
    let Open::Concept {
        concept,
        subject,
        asked,
    } = open
    else {
        return;
    };
    let shown = relation.shown(subject).map(|name| name.to_string());
    let key = (clause.clone(), relation.names.name(*concept), shown);
    let entry = found.entry(key).or_insert_with(|| Found {
        subject: subject.clone(),
        asked: *asked,
        affects: Vec::new(),
        because: Vec::new(),
    });
    for one in because.map(|of| of(relation)).into_iter().flatten() {
        if !entry.because.contains(&one) {
            entry.because.push(one);
        }
    }
    let affected = affected();
    if !entry.affects.contains(&affected) {
        entry.affects.push(affected);
    }
}

fn question(relation: &Relation<'_>, key: Key, found: Found) -> Question {
    let (clause, concept, subject) = key;
    let declared = relation.program.concepts.get(&concept);
    let words = declared.map_or_else(|| concept.in_words(), |concept| concept.words.clone());
    let party = |party: Option<Symbol>| party.map(|party| relation.names.name(party));
    let (burden, judge, until_then) = match found.asked {
        Asked::Judged(judge) => (None, party(judge), "until then it stays open"),
        Asked::Proved(by) => (party(by), None, "until then it does not count as so"),
        Asked::Presumed(by) => (party(by), None, "until then it counts as so"),
    };
    let (affects, decides) = found
        .affects
        .into_iter()
        .map(|affected| (affected.named, affected.told))
        .unzip();
    Question {
        line: line(relation, &concept, subject.as_deref()),
        told: relation.concept_in_words(&concept, &found.subject),
        words,
        concept,
        subject,
        clause,
        affects,
        burden,
        judge,
        on_whom: on_whom(relation, found.asked),
        until_then: until_then.to_owned(),
        decides,
        because: found.because,
    }
}

/// Who judges or must prove it, in words.
pub(super) fn on_whom(relation: &Relation<'_>, asked: Asked) -> String {
    let named = |party: Symbol| relation.party_in_words(party);
    match asked {
        Asked::Judged(Some(party)) => format!("{} judges it", named(party)),
        Asked::Judged(None) => "the parties judge it, and in the end the court".to_owned(),
        Asked::Proved(Some(party)) => format!("{} must prove it", named(party)),
        Asked::Proved(None) => "whoever says so must prove it".to_owned(),
        Asked::Presumed(Some(party)) => format!("{} must prove otherwise", named(party)),
        Asked::Presumed(None) => "whoever says otherwise must prove it".to_owned(),
    }
}

/// The event of a timeline that answers, as one writes it: of the type that the vocabulary declares for judgements.
fn line(relation: &Relation<'_>, concept: &Name, subject: Option<&str>) -> String {
    let schema = &relation.program.schema;
    let mut events = schema.events.values();
    let Some(event) = events.find(|event| event.role == Some(Role::Assessment)) else {
        return String::new();
    };
    let value = match schema.concepts.get(concept).map(|concept| &concept.value) {
        Some(FieldType::Money) => "0.00",
        Some(FieldType::Date) => "2024-01-31",
        Some(FieldType::Percent) => "50%",
        _ => "holds",
    };
    let value = match value {
        "2024-01-31" => relation.as_of.to_string(),
        other => other.to_owned(),
    };
    let subject = subject.map_or_else(String::new, |subject| format!(" subject: {subject},"));
    format!(
        "- {{ date: {}, type: {}, concept: {concept},{subject} value: {value} }}",
        relation.as_of, event.name
    )
}

/// What a rule would give.
fn affected(relation: &Relation<'_>, rule: &Rule, id: usize) -> Affected {
    let clause = &rule.at.clause;
    match &rule.body {
        Body::Power(power) => {
            let called = power
                .acts
                .iter()
                .map(|act| act.called.as_ref().unwrap_or(&act.event));
            let acts: Vec<String> = called.clone().map(Name::in_words).collect();
            let mut env = relation.scope(id);
            let holder = relation.value(&power.holder, &mut env, &mut Query::default());
            let name = relation.shown(&holder).map(|name| name.to_string());
            let told = holder.party().map_or_else(String::new, |holder| {
                let said: Vec<String> = called
                    .map(|act| {
                        let act = relation.names.symbol(act);
                        relation.acts_in_words(&power.acts, act, holder, &Item::NotStated)
                    })
                    .collect();
                format!(
                    "{} may {}",
                    relation.party_in_words(holder),
                    said.join(" or ")
                )
            });
            Affected {
                named: format!(
                    "power {} of {} ({clause})",
                    acts.join(" or "),
                    name.unwrap_or_default()
                ),
                told: format!("whether {told} ({clause})"),
            }
        }
        Body::Status(status) => {
            let mut env = relation.scope(id);
            let arguments = relation.values(&status.arguments, &mut env, &mut Query::default());
            let said = relation.state_in_words(&status.state, &arguments, Tense::Present);
            Affected {
                named: format!("status {} ({clause})", status.state.in_words()),
                told: format!("whether {said} ({clause})"),
            }
        }
        Body::Duty(duty) => {
            let steps: Vec<String> = duty
                .steps
                .iter()
                .map(|step| step.called.in_words())
                .collect();
            let mut env = relation.scope(id);
            let bearer = relation.value(&duty.bearer, &mut env, &mut Query::default());
            let said: Vec<String> = duty
                .steps
                .iter()
                .filter_map(|step| {
                    let query = &mut Query::default();
                    let thing = step
                        .thing
                        .as_ref()
                        .map(|thing| relation.value(thing, &mut env, query));
                    let act = relation.names.symbol(&step.called);
                    let thing = thing.unwrap_or(Item::NotStated);
                    Some(relation.conduct_in_words(act, bearer.party()?, &thing))
                })
                .collect();
            let who = relation.told(&bearer).unwrap_or_default();
            Affected {
                named: format!("obligation {} ({clause})", steps.join(", ")),
                told: format!("whether {who} must {} ({clause})", said.join(" and ")),
            }
        }
        Body::Debt(debt) => of_claim(&debt.head.head, clause),
        Body::Accrual(accrual) => of_claim(&accrual.head.head, clause),
        Body::Ground { provision, .. } => Affected {
            named: format!("ground for {provision} ({clause})"),
            told: format!("whether there is a ground for {provision} ({clause})"),
        },
        Body::Refuse(_) | Body::Limit(_) => Affected {
            named: format!("the claim for damage ({clause})"),
            told: format!("what is owed of the claim for damage ({clause})"),
        },
        Body::SwitchOff {
            provisions, each, ..
        } => {
            let provisions = relation.provisions_in_hand(provisions, *each, &relation.scope(id));
            let verb = if provisions.len() == 1 {
                "applies"
            } else {
                "apply"
            };
            same(format!(
                "whether {} still {verb} ({clause})",
                listed(&provisions)
            ))
        }
        Body::NoEffect { .. } => Affected {
            named: clause.to_string(),
            told: format!("whether the act counts ({clause})"),
        },
        Body::Ban { called, .. } => Affected {
            named: format!("prohibition {} ({clause})", called.in_words()),
            told: format!("whether {clause} is violated"),
        },
        Body::Allocation(_)
        | Body::SetOff
        | Body::DesignationIgnored { .. }
        | Body::BecomeDue { .. }
        | Body::TakesEffect { .. }
        | Body::Becomes { .. }
        | Body::Ends { .. }
        | Body::Lapse { .. }
        | Body::Order(_)
        | Body::WithoutBasis { .. }
        | Body::Governs { .. }
        | Body::Note { .. } => Affected {
            named: clause.to_string(),
            told: format!("what {clause} brings"),
        },
    }
}

/// Whether a duty is performed, or broken, is open; that it is owed is not.
fn kept(relation: &Relation<'_>, rule: &Rule, id: usize, duty: ObligationId) -> Affected {
    let duty = relation.obligations.get(duty);
    let asked = relation.duty_asks_for(duty);
    let bearer = relation.party_in_words(duty.bearer);
    Affected {
        told: format!(
            "whether the duty of {bearer} to {asked} is kept ({})",
            rule.at.clause
        ),
        ..affected(relation, rule, id)
    }
}

fn of_claim(head: &Name, clause: &ClauseId) -> Affected {
    let told = head.in_words();
    let are = if told.ends_with('s') { "are" } else { "is" };
    Affected {
        named: format!("claim {told} ({clause})"),
        told: format!("whether the {told} {are} owed ({clause})"),
    }
}

fn same(words: String) -> Affected {
    Affected {
        named: words.clone(),
        told: words,
    }
}
