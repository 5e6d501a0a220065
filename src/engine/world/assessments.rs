//! What persons have judged about open concepts, in the run that is told.
//!
//! What was judged of an event says what was so from the event on, whenever the judgement was given: the first judgement of a
//! concept and an event counts from the start. What is judged of a party, of a service or of nothing in particular, and whatever
//! is judged from day to day, holds from the day of the judgement, or from an earlier day that it names while no one had judged
//! before. Each later judgement of the same holds from its own day. Where nobody judged an event itself, what was judged of a
//! service that it names counts for it, if it was judged once the event had happened. See `docs/decisions.md`.

use rustc_hash::FxHashMap;

use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::value::Date;

/// About what something was judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A thing of the timeline, by its name.
    Thing(Symbol),
    /// A party, a service, a provision.
    Other(Item),
    /// Nothing in particular.
    Any,
    /// One of several things, of which the timeline does not say which one: it counts for none of them.
    Untold,
}

/// One judgement.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The first day for which it counts.
    pub from: Date,
    /// The day on which it is given.
    pub given: Date,
    /// The event, once it has happened.
    pub fact: Option<FactId>,
    /// `holds` and `does_not_hold` as truth, or an amount or a day.
    pub value: Item,
}

impl Judgement {
    /// Whether it counts for a day, as far as the walk has come: one that reaches back is known from its first day on.
    pub fn counts_on(&self, day: Date) -> bool {
        self.from <= day && (self.fact.is_some() || self.from < self.given)
    }
}

/// All judgements up to the day as of which the run is asked for.
#[derive(Debug, Clone, Default)]
pub struct Assessments {
    given: Vec<Judgement>,
    by_subject: FxHashMap<(Symbol, Subject), Vec<usize>>,
    of_concept: FxHashMap<Symbol, Vec<usize>>,
}

impl Assessments {
    /// Whether anyone judges a concept of a subject in this run.
    pub fn is_judged(&self, concept: Symbol, subject: &Subject) -> bool {
        self.by_subject.contains_key(&(concept, subject.clone()))
    }

    /// Adds a judgement that the timeline holds, in the order of its events.
    pub fn expect(&mut self, concept: Symbol, subject: Subject, judgement: Judgement) {
        let place = self.given.len();
        self.given.push(judgement);
        self.of_concept.entry(concept).or_default().push(place);
        let of_it = self.by_subject.entry((concept, subject)).or_default();
        of_it.push(place);
    }

    /// The next judgement of a concept and subject is given.
    pub fn give(&mut self, concept: Symbol, subject: &Subject, fact: FactId) {
        let of_it = self.by_subject.get(&(concept, subject.clone()));
        let mut places = of_it.into_iter().flatten();
        if let Some(place) = places.find(|place| self.given[**place].fact.is_none()) {
            self.given[*place].fact = Some(fact);
        }
    }

    /// The judgements about this subject and no other.
    pub fn of<'s>(
        &'s self,
        concept: Symbol,
        subject: &Subject,
    ) -> impl Iterator<Item = &'s Judgement> + use<'s> {
        let places = self.by_subject.get(&(concept, subject.clone()));
        let places = places.into_iter().flatten();
        places.map(|place| &self.given[*place])
    }

    /// The judgements about a subject; where there are none, those about no subject in particular; without a subject all of them.
    pub fn all_about(
        &self,
        concept: Symbol,
        subject: &Subject,
    ) -> impl Iterator<Item = &Judgement> {
        let of = |subject: &Subject| self.by_subject.get(&(concept, subject.clone()));
        let places = match subject {
            Subject::Any => self.of_concept.get(&concept),
            Subject::Thing(_) | Subject::Other(_) | Subject::Untold => {
                of(subject).or_else(|| of(&Subject::Any))
            }
        };
        let places = places.into_iter().flatten();
        places.map(|place| &self.given[*place])
    }
}
