//! Reading the outcome off the relation, list by list, each in its documented order.

mod acts;
mod arithmetic;
mod because;
mod claims;
mod notes;
mod obligations;
mod powers;
mod questions;
mod statuses;
mod upcoming;

use crate::engine::outcome::{Governing, Outcome};
use crate::engine::relation::Relation;
use crate::engine::run::Options;

/// The outcome as of the day that the relation has reached.
pub fn outcome(relation: &Relation<'_>, options: &Options) -> Outcome {
    let readings = relation.record.readings.iter().filter_map(|id| {
        let reading = relation.program.readings.get(*id)?;
        Some(((*id).clone(), reading.chosen.clone()))
    });
    Outcome {
        as_of: relation.as_of,
        as_of_assumed: false,
        terms: governing(relation),
        obligations: obligations::list(relation, options.explain),
        powers: powers::list(relation, options.explain),
        prohibitions: acts::prohibitions(relation, options.explain),
        statuses: statuses::list(relation, options.explain),
        claims: claims::list(relation, options.explain),
        balance: claims::balance(relation),
        allocations: claims::allocations(relation),
        acts: acts::verdicts(relation, options.explain),
        questions: questions::list(relation),
        notes: notes::list(relation),
        upcoming: upcoming::list(relation, options.horizon),
        readings: readings.collect(),
        not_given: if options.explain {
            powers::not_given(relation)
        } else {
            Vec::new()
        },
        chronicle: relation.record.chronicle.clone(),
    }
}

fn governing(relation: &Relation<'_>) -> Governing {
    let terms = &relation.program.terms;
    let latest = relation
        .record
        .versions
        .iter()
        .filter(|(from, _, _)| *from <= relation.as_of)
        .max_by_key(|(from, _, _)| *from);
    match latest {
        Some((from, version, clause)) => Governing {
            id: terms.id.clone(),
            version: version.to_string(),
            why: format!("version {version} governs from {from} ({clause})"),
        },
        None => Governing {
            id: terms.id.clone(),
            version: terms.version.clone(),
            why: "no other version governs on that day".to_owned(),
        },
    }
}
