//! What comes into play in a run: the provisions from which anything follows, and the rules that have nothing left to decide.

use std::collections::BTreeSet;

use crate::check::program::{Body, Deadline, Promptness, Rule};
use crate::engine::instances::Instance;
use crate::engine::obligations::End;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Date};

/// The provisions from which anything follows in this run: duties and money, statuses that are shown, verdicts on acts, violations. A
/// power that merely stands brings nothing into play.
/// A provision that holds nothing but remarks is always in play.
pub fn provisions<'p>(relation: &Relation<'p>) -> BTreeSet<&'p ClauseId> {
    let is_remark = |rule: &Rule| matches!(rule.body, Body::Note { .. });
    let rules = relation.program.rules.iter();
    let with_rules: BTreeSet<&ClauseId> = rules
        .filter(|rule| !is_remark(rule))
        .map(|rule| &rule.at.clause)
        .collect();
    let provisions = relation.program.provisions.values();
    let mere_remarks = provisions
        .filter(|one| one.declared.is_empty() && !with_rules.contains(&one.id))
        .map(|one| &one.id);
    let holding = relation.instances.iter().filter(|one| one.truth.holds());
    let brought = holding
        .filter_map(Instance::rule)
        .filter(|rule| is_shown(relation, rule));
    let duties = relation.obligations.iter().map(|(_, duty)| duty.rule);
    let broken = relation.violations.iter().map(|violation| violation.rule);
    let verdicts = relation.verdicts.values();
    let judged = verdicts.flat_map(|verdict| verdict.carriers.iter().chain(&verdict.bars));
    let judged = judged.map(|carrier| carrier.rule);
    let rules = brought.chain(duties).chain(broken).chain(judged);
    rules
        .map(|rule| &rule.at.clause)
        .chain(mere_remarks)
        .collect()
}

/// Whether what a rule brings about is seen in the report by itself.
fn is_shown(relation: &Relation<'_>, rule: &Rule) -> bool {
    match &rule.body {
        Body::Status(status) => {
            let state = relation.state(&status.state);
            state.is_some_and(|state| state.reported)
        }
        Body::Duty(_)
        | Body::Debt(_)
        | Body::Accrual(_)
        | Body::BecomeDue { .. }
        | Body::TakesEffect { .. }
        | Body::Becomes { .. }
        | Body::Ends { .. }
        | Body::Lapse { .. }
        | Body::Refuse(_)
        | Body::Limit(_)
        | Body::WithoutBasis { .. }
        | Body::Governs { .. } => true,
        Body::Power(_)
        | Body::Ban { .. }
        | Body::NoEffect { .. }
        | Body::Allocation(_)
        | Body::SetOff
        | Body::DesignationIgnored { .. }
        | Body::Ground { .. }
        | Body::Order(_)
        | Body::SwitchOff { .. }
        | Body::Note { .. } => false,
    }
}

/// The instances of which an answer would decide nothing: clauses that stand after one that leaves nothing of a claim, those that stop or
/// limit a claim that has lapsed, and a doubt whether a provision still applies from which nothing has followed since the doubt arose.
pub fn idle(relation: &Relation<'_>) -> BTreeSet<usize> {
    let mut idle = BTreeSet::new();
    for (id, course) in &relation.record.courses {
        idle.extend(&course.idle);
        if matches!(relation.obligations.get(*id).ended, Some((_, End::Lapsed))) {
            idle.extend(course.deciding());
        }
    }
    for (id, instance) in relation.instances.iter().enumerate() {
        if let Some(rule) = instance.rule()
            && instance.truth.is_undetermined()
            && let Body::SwitchOff {
                provisions,
                each: Some(each),
                ..
            } = &rule.body
            && let Some(since) = relation.record.switched_on.get(&id)
        {
            let scope = relation.scope(id);
            let doubted = relation.provisions_in_hand(provisions, Some(*each), &scope);
            if !doubted
                .iter()
                .any(|one| follows_since(relation, one, *since))
            {
                idle.insert(id);
            }
        }
    }
    idle
}

/// Whether something has followed from a provision since a day: a duty that is open or arose, a violation that lasted, a power that
/// began or may have begun, a status that began or may have begun, an act that was judged by it. What stands at all times does not count.
fn follows_since(relation: &Relation<'_>, clause: &ClauseId, since: Date) -> bool {
    let stands_always = |rule: &Rule| match &rule.body {
        Body::Duty(duty) => matches!(duty.deadline, Deadline::Open(Some(Promptness::Always))),
        _ => false,
    };
    let duty = relation.obligations.iter().any(|(_, duty)| {
        let ended = duty.performed_on.or(duty.ended.map(|(day, _)| day));
        duty.rule.at.clause == *clause
            && !stands_always(duty.rule)
            && (ended.is_none() || duty.arose >= since)
    });
    let violation = relation.violations.iter().any(|violation| {
        violation.rule.at.clause == *clause
            && !violation.truth.fails()
            && violation.until.is_none_or(|until| until > since)
    });
    let power = relation.powers.iter().any(|power| {
        power.rule.at.clause == *clause
            && !power.from_the_start
            && (power.stood.iter().any(|stood| stood.from >= since)
                || (power.stood.is_empty() && power.truth().is_undetermined()))
    });
    let status = relation.states.iter().any(|(_, tuple)| {
        let declared = relation.state(&relation.names.name(tuple.state));
        let begun = tuple
            .intervals
            .iter()
            .map(|interval| (interval.from, interval.by));
        let begun = begun.chain(tuple.in_doubt);
        declared.is_some_and(|state| state.reported)
            && begun.into_iter().any(|(from, by)| {
                let by = by.and_then(|by| relation.instances[by].rule());
                from >= since && by.is_some_and(|rule| rule.at.clause == *clause)
            })
    });
    let act = relation.verdicts.iter().any(|(fact, verdict)| {
        let carriers = verdict.carriers.iter().chain(&verdict.bars);
        relation.facts.get(*fact).date >= since
            && carriers
                .into_iter()
                .any(|carrier| carrier.rule.at.clause == *clause)
    });
    duty || violation || power || status || act
}
