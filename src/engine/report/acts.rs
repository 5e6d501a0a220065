//! Verdicts on acts, and prohibitions that were violated.

use std::collections::BTreeMap;

use crate::check::program::{ActPattern, Body, Performance, Rule};
use crate::check::schema::{Needs, Role};
use crate::engine::evaluate::Query;
use crate::engine::item::{FactId, Item};
use crate::engine::outcome::{
    ActVerdict, Because, Checked, Prohibition, Verdict as Shown, Violation,
};
use crate::engine::relation::Relation;
use crate::engine::report::{because, presumed};
use crate::engine::sentences::Tense;
use crate::engine::verdict::Verdict;
use crate::value::Truth;

/// Verdicts, in the order of the acts.
pub fn verdicts(relation: &Relation<'_>, explain: bool) -> Vec<ActVerdict> {
    let mut all = Vec::new();
    for (fact, verdict) in &relation.verdicts {
        if verdict.needs == Needs::Nothing && verdict.effective().holds() {
            continue;
        }
        let event = relation.facts.get(*fact);
        let (reason, clauses) = relation.verdict_in_words(*fact, verdict);
        all.push(ActVerdict {
            reference: relation.names.name(event.name),
            date: event.date,
            ty: relation.names.name(event.ty),
            by: event.by.map(|by| relation.names.name(by)),
            verdict: shown(verdict),
            clauses,
            version: relation.version_of_event(*fact),
            reason,
            told: relation.fact_in_words(*fact, Tense::Present),
            presumed: presumed::of_verdict(relation, *fact, verdict),
            because: if explain {
                derivation(relation, *fact, verdict)
            } else {
                Vec::new()
            },
        });
    }
    all
}

fn shown(verdict: &Verdict<'_>) -> Shown {
    match verdict.effective() {
        Truth::Holds => Shown::Effective,
        Truth::Undetermined => Shown::Conditional,
        Truth::Fails if verdict.needs == Needs::Ground && !verdict.barred.holds() => {
            Shown::WithoutGround
        }
        Truth::Fails => Shown::WithoutEffect,
    }
}

/// How a verdict was reached: what carries the act or denies it effect, and what each provision lacked; without any of these, that
/// nothing speaks against it.
pub fn derivation<'p>(
    relation: &Relation<'p>,
    fact: FactId,
    verdict: &Verdict<'p>,
) -> Vec<Because> {
    let carriers = verdict.carriers.iter().chain(&verdict.bars);
    let mut all: Vec<Because> = carriers
        .map(|carrier| match carrier.instance {
            Some(id) => {
                let because = because::of_instance(relation, carrier.rule, id);
                let now = relation.carrier_truth(fact, carrier, &mut Query::default());
                let then = carrier.stood.as_ref();
                match then.filter(|(truth, _)| *truth == now) {
                    None => because,
                    Some((_, stood)) => Because {
                        as_of: Some(stood.day).filter(|day| *day != relation.as_of),
                        conditions: stood.conditions.clone(),
                        ..because
                    },
                }
            }
            None => Because {
                conditions: carrier.met.iter().map(|met| so(met)).collect(),
                ..because::of_rule(carrier.rule, None, Vec::new())
            },
        })
        .collect();
    for (clause, missing) in &verdict.why_not {
        all.push(Because {
            clause: clause.to_string(),
            conditions: vec![so(missing)],
            ..Because::default()
        });
    }
    if all.is_empty() {
        let (words, _) = relation.verdict_in_words(fact, verdict);
        all.push(because::in_words(&words, Vec::new()));
    }
    let event = because::event(relation, fact);
    for one in &mut all {
        if !one.facts.contains(&event) {
            one.facts.push(event.clone());
        }
    }
    all
}

/// What is so: met by a carrier, or in the way of one.
fn so(met: &str) -> Checked {
    Checked {
        words: met.to_owned(),
        outcome: Truth::Holds.to_string(),
        parts: Vec::new(),
    }
}

/// Prohibitions that were violated, sorted by provision and act. A violation that names a debt shows as a status alone: what is
/// not paid is told by the claim.
pub fn prohibitions(relation: &Relation<'_>, explain: bool) -> Vec<Prohibition> {
    let mut all: BTreeMap<_, Prohibition> = BTreeMap::new();
    let broken = relation
        .violations
        .iter()
        .filter(|violation| !violation.truth.fails())
        .filter(|violation| !is_debt(relation, violation.rule));
    for violation in broken {
        let act = relation.names.name(violation.called);
        let bearer = relation.names.name(violation.bearer);
        let key = (
            violation.rule.at.clause.clone(),
            act.clone(),
            bearer.clone(),
        );
        let must = if matches!(violation.rule.body, Body::Duty(_)) {
            "must"
        } else {
            "must not"
        };
        let what = relation.acts_in_words(
            acts_of(violation.rule),
            violation.called,
            violation.bearer,
            &Item::NotStated,
        );
        let entry = all.entry(key).or_insert_with(|| Prohibition {
            clause: violation.rule.at.clause.clone(),
            told: format!(
                "{} {must} {what}",
                relation.party_in_words(violation.bearer)
            ),
            bearer,
            act,
            violations: Vec::new(),
            because: Vec::new(),
        });
        // Several sentences of one provision may forbid what a violation of the provision was: it is one violation.
        if !entry.told.contains(&what) {
            entry.told = format!("{} or {what}", entry.told);
        }
        let told = Violation {
            reference: relation.names.name(relation.facts.get(violation.fact).name),
            from: violation.from,
            until: violation.until,
            version: relation.version_of_event(violation.fact),
            conditional: violation.truth.is_undetermined(),
            presumed: presumed::of_own(relation, Some(violation.instance)),
            told: told(relation, violation.fact),
        };
        if !entry.violations.contains(&told) {
            entry.violations.push(told);
        }
        if explain {
            let facts = vec![because::event(relation, violation.fact)];
            let rule = because::of_rule(violation.rule, None, facts);
            entry.because.push(rule);
        }
    }
    all.into_values().collect()
}

/// A violation that is told as such by its name, an act by its sentence.
fn told(relation: &Relation<'_>, fact: FactId) -> String {
    let ty = relation.facts.get(fact).ty;
    if relation.catalogue.roles.get(&ty) == Some(&Role::Violation) {
        relation.thing_in_words(&Item::Thing(fact))
    } else {
        relation.fact_in_words(fact, Tense::Present)
    }
}

fn is_debt(relation: &Relation<'_>, rule: &Rule) -> bool {
    let Body::Duty(duty) = &rule.body else {
        return false;
    };
    let conducts = duty.steps.iter().filter_map(|step| step.conduct.as_ref());
    conducts
        .filter_map(|conduct| relation.program.conducts.get(conduct))
        .any(|conduct| matches!(conduct.performance, Performance::Money { .. }))
}

fn acts_of(rule: &Rule) -> &[ActPattern] {
    match &rule.body {
        Body::Ban { acts, .. } => acts,
        _ => &[],
    }
}
