//! The list of powers.

use crate::engine::outcome::{Power, PowerInterval, PowerState};
use crate::engine::powers::PowerHistory;
use crate::engine::relation::Relation;
use crate::engine::report::because;
use crate::value::Truth;

/// Powers that stood, stand or may stand, sorted by provision, holder, act, reference.
pub fn list(relation: &Relation<'_>, explain: bool) -> Vec<Power> {
    let mut all: Vec<Power> = relation
        .powers
        .iter()
        .filter(|history| is_shown(history))
        .map(|history| show(relation, history, explain))
        .collect();
    all.sort_by(|one, other| {
        (&one.clause, &one.holder, &one.act, &one.reference).cmp(&(
            &other.clause,
            &other.holder,
            &other.act,
            &other.reference,
        ))
    });
    all
}

fn is_shown(history: &PowerHistory<'_>) -> bool {
    !history.stood.is_empty() || history.truth().is_undetermined() || history.exercised.is_some()
}

fn show<'p>(relation: &Relation<'p>, history: &PowerHistory<'p>, explain: bool) -> Power {
    let state = match history.truth() {
        Truth::Holds => PowerState::Available,
        Truth::Undetermined => PowerState::Conditional,
        Truth::Fails if history.exercised.is_some() => PowerState::Exercised,
        Truth::Fails => PowerState::Ended,
    };
    let interval = |stood: &crate::engine::powers::Stood| PowerInterval {
        from: stood.from,
        until: stood.until.or(stood.fixed_end),
        grounds: stood.grounds.iter().cloned().collect(),
    };
    let instances: Vec<usize> = history.instances().collect();
    let because = if explain {
        instances
            .iter()
            .map(|id| because::of_instance(relation, history.rule, *id))
            .collect()
    } else {
        Vec::new()
    };
    Power {
        clause: history.key.clause.clone(),
        holder: relation.names.name(history.key.holder),
        act: relation.names.name(history.key.act),
        reference: relation.shown(&history.key.thing),
        intervals: history.stood.iter().map(interval).collect(),
        state,
        why: why(relation, history, state, &instances),
        because,
    }
}

fn why<'p>(
    relation: &Relation<'p>,
    history: &PowerHistory<'p>,
    state: PowerState,
    instances: &[usize],
) -> String {
    let rule = history.rule;
    let since = history.stood.last().map(|stood| stood.from);
    let tail = match state {
        PowerState::Available => since.map_or_else(String::new, |from| {
            format!(
                "; since {from}: not before, because not all its conditions held on the day before"
            )
        }),
        PowerState::Conditional => {
            let open: Vec<String> = instances
                .iter()
                .flat_map(|id| &relation.instances[*id].open)
                .map(|open| relation.open_in_words(open))
                .collect();
            format!(
                "; it depends on {}",
                if open.is_empty() {
                    "what must be judged".to_owned()
                } else {
                    open.join("; ")
                }
            )
        }
        PowerState::Exercised => history
            .exercised
            .map_or_else(String::new, |day| format!("; used on {day}")),
        PowerState::Ended => {
            let missing = relation
                .record
                .power_instances
                .get(&rule.id.0)
                .and_then(|ids| ids.last())
                .and_then(|id| {
                    let mut env = relation.scope(*id);
                    let header = match &rule.trigger {
                        crate::check::program::Trigger::While(condition)
                        | crate::check::program::Trigger::Onset(condition) => {
                            relation.what_fails(condition, &mut env)
                        }
                        crate::check::program::Trigger::Standing
                        | crate::check::program::Trigger::Event(_)
                        | crate::check::program::Trigger::Recurring { .. } => None,
                    };
                    header.or_else(|| relation.what_fails(&rule.condition, &mut env))
                });
            missing.map_or_else(
                || "; it has ended".to_owned(),
                |missing| format!("; it has ended: {missing}"),
            )
        }
    };
    format!("{}: {}{tail}", because::address(rule), rule.words)
}
