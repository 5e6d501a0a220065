//! Questions that persons must answer, and remarks.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::program::{Body, Rule};
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::instances::Kind;
use crate::engine::item::Item;
use crate::engine::outcome::{Note, Question};
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Name};

type Asked = (ClauseId, Name, Option<String>);

/// Open assessments, sorted by provision, concept, subject, with what they affect.
pub fn questions(relation: &Relation<'_>) -> Vec<Question> {
    let mut asked: BTreeMap<Asked, Vec<String>> = BTreeMap::new();
    for (id, instance) in relation.instances.iter().enumerate() {
        let performed = match &instance.kind {
            Kind::Performance(obligation, _, _) => Some(relation.obligations.get(*obligation).rule),
            _ => None,
        };
        let Some(rule) = instance.rule().or(performed) else {
            continue;
        };
        let waiting = if instance.truth.is_undetermined() {
            &instance.open
        } else {
            &instance.unproved
        };
        let affects = affected(relation, rule, id);
        for open in waiting {
            ask(relation, &mut asked, &rule.at.clause, open, affects.clone());
        }
    }
    for (fact, verdict) in &relation.verdicts {
        let name = relation.names.name(relation.facts.get(*fact).name);
        let clause = verdict
            .carriers
            .iter()
            .chain(&verdict.bars)
            .map(|carrier| carrier.rule.at.clause.clone())
            .next();
        for open in &verdict.open {
            if let Some(clause) = &clause {
                ask(
                    relation,
                    &mut asked,
                    clause,
                    open,
                    format!("the verdict on {name}"),
                );
            }
        }
    }
    let question = |((clause, concept, subject), affects): (Asked, Vec<String>)| Question {
        words: relation
            .program
            .concepts
            .get(&concept)
            .map_or_else(|| concept.in_words(), |concept| concept.words.clone()),
        concept,
        subject,
        clause,
        affects,
    };
    asked.into_iter().map(question).collect()
}

fn ask(
    relation: &Relation<'_>,
    asked: &mut BTreeMap<Asked, Vec<String>>,
    clause: &ClauseId,
    open: &Open,
    affects: String,
) {
    let Open::Concept { concept, subject } = open else {
        return;
    };
    let subject = relation.shown(subject).map(|name| name.to_string());
    let list = asked
        .entry((clause.clone(), relation.names.name(*concept), subject))
        .or_default();
    if !list.contains(&affects) {
        list.push(affects);
    }
}

/// What a rule would give: `power suspend of supplier (6.d)`.
fn affected(relation: &Relation<'_>, rule: &Rule, id: usize) -> String {
    let clause = &rule.at.clause;
    match &rule.body {
        Body::Power(power) => {
            let acts: Vec<String> = power
                .acts
                .iter()
                .map(|act| act.called.as_ref().unwrap_or(&act.event).in_words())
                .collect();
            let mut env = relation.scope(id);
            let holder = relation.value(&power.holder, &mut env, &mut Query::default());
            format!(
                "power {} of {} ({clause})",
                acts.join(" or "),
                relation.thing_in_words(&holder)
            )
        }
        Body::Status(status) => format!("status {} ({clause})", status.state.in_words()),
        Body::Duty(duty) => {
            let acts: Vec<String> = duty
                .steps
                .iter()
                .map(|step| step.called.in_words())
                .collect();
            format!("obligation {} ({clause})", acts.join(", "))
        }
        Body::Debt(debt) => format!("claim {} ({clause})", debt.head.head.in_words()),
        Body::Accrual(accrual) => format!("claim {} ({clause})", accrual.head.head.in_words()),
        Body::Ground { provision, .. } => format!("ground for {provision} ({clause})"),
        Body::Refuse(_) | Body::Limit(_) => format!("the claim for damage ({clause})"),
        Body::Ban { called, .. } => format!("prohibition {} ({clause})", called.in_words()),
        Body::Allocation(_)
        | Body::NoEffect { .. }
        | Body::DesignationIgnored { .. }
        | Body::BecomeDue { .. }
        | Body::TakesEffect { .. }
        | Body::Ends { .. }
        | Body::Lapse { .. }
        | Body::Order(_)
        | Body::SwitchOff { .. }
        | Body::WithoutBasis { .. }
        | Body::Governs { .. }
        | Body::Note { .. } => format!("{clause}"),
    }
}

/// Remarks, sorted by provision, kind, text.
pub fn list(relation: &Relation<'_>) -> Vec<Note> {
    let mut notes: BTreeSet<(Option<ClauseId>, Name, String)> = BTreeSet::new();
    let mut add = |clause: Option<ClauseId>, kind: &str, text: String| {
        notes.insert((clause, Name::new(kind), text));
    };
    for rule in &relation.catalogue.notes {
        if let Body::Note { kind, text } = &rule.body
            && applies(relation, rule)
        {
            add(Some(rule.at.clause.clone()), kind.0.as_str(), text.clone());
        }
    }
    for instance in relation
        .instances
        .iter()
        .filter(|instance| instance.truth.holds())
    {
        if let Some(rule) = instance.rule()
            && let Body::Note { kind, text } = &rule.body
        {
            add(Some(rule.at.clause.clone()), kind.0.as_str(), text.clone());
        }
    }
    for instance in relation
        .instances
        .iter()
        .filter(|instance| instance.truth.is_undetermined())
    {
        for open in &instance.open {
            if let (Open::NotStated(what), Some(rule)) = (open, instance.rule()) {
                add(
                    Some(rule.at.clause.clone()),
                    "not_stated",
                    format!(
                        "{what} is not stated; on it depends what {} brings",
                        rule.at.clause
                    ),
                );
            }
        }
    }
    if relation.agreements == [relation.known.the_agreement] {
        let text = "no event forms an agreement; one is taken to stand from before the first event, on these terms";
        add(None, "assumption", text.to_owned());
    }
    for (id, fact) in relation
        .facts
        .iter()
        .filter(|(id, _)| !relation.facts.is_used(*id))
    {
        let text = format!(
            "{} {}: no rule of these terms says anything about it",
            relation.names.name(fact.ty).in_words(),
            relation.names.name(fact.name)
        );
        debug_assert!(!relation.facts.is_used(id));
        add(None, "unregulated", text);
    }
    for payment in &relation.record.without_order {
        add(
            None,
            "unregulated",
            format!("no rule says what the payment {payment} settles"),
        );
    }
    for claim in relation.ledger.claims() {
        if relation
            .ledger
            .position(claim.id(), relation.as_of)
            .missing
            .is_some()
        {
            let told = claim.told();
            let text = format!(
                "the rate of {} on {} is not confirmed for all days; the amount is left out",
                told.head.head.in_words(),
                told.reference
            );
            add(told.clause.clone(), "not_confirmed", text);
        }
    }
    for text in &relation.record.unconfirmed {
        add(None, "not_confirmed", text.clone());
    }
    let note = |(clause, kind, text)| Note { clause, kind, text };
    notes.into_iter().map(note).collect()
}

/// Whether a remark that hangs on no event applies to anything.
fn applies<'p>(relation: &Relation<'p>, rule: &'p Rule) -> bool {
    let clause = Some(&rule.at.clause);
    let mut env = Env::of(vec![Item::Unbound; rule.variables.len()], clause, None);
    let mut found = Vec::new();
    relation.bindings(rule, 0, &mut env, &mut found);
    found.into_iter().any(|variables| {
        let mut env = Env::of(variables, clause, None);
        relation
            .standing_truth(rule, &mut env, &mut Query::default())
            .holds()
    })
}
