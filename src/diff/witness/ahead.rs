//! Timelines decided ahead of a search that takes them one after the other, several at once.
//!
//! The search sees the same as if it decided each when it takes it: what was decided ahead and is not taken counts for nothing.

use std::collections::VecDeque;
use std::thread;

use crate::check::Program;
use crate::diff::outcome::{differences_of, follows_soon};
use crate::engine::Outcome;
use crate::source::Source;

use super::candidate::{Candidate, Heading};
use super::weight::{Weight, weight};

/// So many timelines are decided at once.
const AT_ONCE: usize = 4;

/// Two programs that may differ.
#[derive(Clone, Copy)]
pub(super) struct Both<'p> {
    pub(super) old: &'p Program,
    pub(super) new: &'p Program,
}

impl Both<'_> {
    /// What follows from a timeline under the one and the other; none where it cannot be decided.
    pub(super) fn outcomes(
        self,
        candidate: &Candidate,
        heading: &Heading,
    ) -> Option<(Outcome, Outcome)> {
        let source = Source::new("witness", candidate.text(heading));
        let run = |program| follows_soon(&source, program).ok();
        Some((run(self.old)?, run(self.new)?))
    }

    /// What the two differ in on a timeline, if they do.
    pub(super) fn weight(self, candidate: &Candidate, heading: &Heading) -> Option<Weight> {
        let (before, after) = self.outcomes(candidate, heading)?;
        weight(&differences_of(&before, &after))
    }
}

/// Timelines with what the two programs differ in on each.
pub(super) struct Ahead<'p, I> {
    left: I,
    decided: VecDeque<(Candidate, Option<Weight>)>,
    both: Both<'p>,
    heading: Heading,
}

impl<'p, I: Iterator<Item = Candidate>> Ahead<'p, I> {
    /// Nothing is decided before the first is asked for.
    pub(super) fn of(left: I, both: Both<'p>, heading: &Heading) -> Self {
        Self {
            left,
            decided: VecDeque::new(),
            both,
            heading: heading.clone(),
        }
    }

    fn decide_some(&mut self) {
        let some: Vec<Candidate> = self.left.by_ref().take(AT_ONCE).collect();
        let (both, heading) = (self.both, &self.heading);
        let weights: Vec<Option<Weight>> = thread::scope(|scope| {
            let running: Vec<_> = some
                .iter()
                .map(|one| scope.spawn(move || both.weight(one, heading)))
                .collect();
            let decided = running.into_iter();
            decided
                .map(|one| one.join().expect("deciding a timeline never panics"))
                .collect()
        });
        self.decided.extend(some.into_iter().zip(weights));
    }
}

impl<I: Iterator<Item = Candidate>> Iterator for Ahead<'_, I> {
    type Item = (Candidate, Option<Weight>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.decided.is_empty() {
            self.decide_some();
        }
        self.decided.pop_front()
    }
}
