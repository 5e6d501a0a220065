//! Reading the outcome off the relation, list by list, each in its documented order.

mod acts;
mod arithmetic;
mod because;
mod claims;
mod in_play;
mod notes;
mod obligations;
mod powers;
mod presumed;
mod questions;
mod special;
mod spoken;
mod statuses;
mod upcoming;
mod versions;
mod which_agreement;

pub use notes::sort as sort_notes;

use crate::engine::outcome::Outcome;
use crate::engine::relation::Relation;
use crate::engine::run::Options;

/// The outcome as of the day that the relation has reached; what comes next is told by walking on.
pub fn outcome(mut relation: Relation<'_>, options: &Options) -> Outcome {
    let readings = relation.record.readings.iter().filter_map(|id| {
        let reading = relation.program.readings.get(*id)?;
        Some(((*id).clone(), reading.chosen.clone()))
    });
    Outcome {
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
        not_given: if options.explain {
            powers::not_given(&relation)
        } else {
            Vec::new()
        },
        chronicle: std::mem::take(&mut relation.record.chronicle),
        upcoming: upcoming::list(relation, options.horizon, options.explain),
    }
}
