//! Reading the outcome off the relation, list by list, each in its documented order.

mod acts;
mod apart;
mod arithmetic;
mod because;
mod claims;
mod in_play;
mod notes;
mod obligations;
mod of_nothing_asked;
mod powers;
mod presumed;
mod questions;
mod special;
mod spoken;
mod statuses;
mod upcoming;
mod versions;
mod which_agreement;
mod which_subject;

pub use notes::sort as sort_notes;

use crate::check::program::{Body, Program};
use crate::engine::outcome::{ACCELERATED, Outcome, ReadingTold, SpeaksOf};
use crate::engine::relation::Relation;
use crate::engine::run::Options;
use crate::value::Name;

/// The outcome as of the day that the relation has reached; what comes next is told by walking on.
pub fn outcome(mut relation: Relation<'_>, options: &Options) -> Outcome {
    let readings = relation.record.readings.iter().filter_map(|id| {
        let reading = relation.program.readings.get(*id)?;
        Some(((*id).clone(), reading.chosen.clone()))
    });
    let told = relation.record.readings.iter().filter_map(|id| {
        let reading = relation.program.readings.get(*id)?;
        let usual = reading.chosen == reading.default;
        let others = reading.values().filter(|value| **value != reading.chosen);
        Some(ReadingTold {
            id: (*id).clone(),
            clause: reading.clause.clone(),
            value: reading.chosen.clone(),
            reason: usual.then(|| reading.reason.clone()),
            others: others.cloned().collect(),
        })
    });
    let readings_told = told.collect();
    Outcome {
        judged: relation.judged.get(),
        as_of: relation.as_of,
        as_of_assumed: false,
        terms: versions::governing(&relation),
        obligations: obligations::list(&relation, options.explain),
        powers: powers::list(&relation, options.explain),
        prohibitions: acts::prohibitions(&relation, options.explain),
        statuses: statuses::list(&relation, options.explain),
        claims: claims::list(&relation, options.explain),
        balance: claims::balance(&relation, options.explain),
        allocations: claims::allocations(&relation, options.explain),
        acts: acts::verdicts(&relation, options.explain),
        questions: questions::list(&relation, options.explain),
        notes: notes::list(&relation, options.explain),
        readings: readings.collect(),
        explained: options.explain,
        readings_told,
        not_given: if options.explain {
            powers::not_given(&relation)
        } else {
            Vec::new()
        },
        speaks_of: if options.explain {
            speaks_of(relation.program)
        } else {
            SpeaksOf::default()
        },
        chronicle: std::mem::take(&mut relation.record.chronicle),
        upcoming: upcoming::list(relation, options.horizon, options.explain),
    }
}

/// What a program can bring about at all. A state that the vocabulary defines, or that an event begins, is known to every program.
fn speaks_of(program: &Program) -> SpeaksOf {
    let mut all = SpeaksOf::default();
    let defined = program.states.values();
    let defined = defined.filter(|state| state.holds_if.is_some() || state.events.is_some());
    all.statuses.extend(defined.map(|state| state.name.clone()));
    for rule in &program.rules {
        match &rule.body {
            Body::Status(status) => {
                let state = program.states.get(&status.state);
                all.statuses.extend(state.map(|state| state.name.clone()));
            }
            Body::Power(power) => {
                let acts = power.acts.iter();
                all.powers.extend(acts.map(|act| act.event.clone()));
            }
            Body::Ban { called, .. } => {
                all.prohibitions.insert(called.clone());
            }
            Body::BecomeDue { .. } => {
                all.statuses.insert(Name::new(ACCELERATED));
            }
            _ => {}
        }
    }
    all
}
