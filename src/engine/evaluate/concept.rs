//! Open concepts: what has been judged, and what counts while nobody has judged.

use crate::check::program::{Burden, Expression, Proof};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Asked, Env, Open, Query};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{Date, Name, Truth};

impl<'p> Relation<'p> {
    /// What an open concept comes to.
    pub(super) fn concept(
        &self,
        name: &Name,
        subject: Option<&'p Expression>,
        proof: &'p Proof,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let subject = subject.map(|subject| self.value(subject, env, query));
        if subject
            .as_ref()
            .is_some_and(|subject| matches!(subject, Item::Unbound))
        {
            // Of an act to come what is presumed of each such act is presumed; the rest is asked once there is one.
            let presumed = matches!(proof, Proof::Presumed { .. }) && env.event.is_none();
            return Truth::from(presumed);
        }
        let concept = self.names.symbol(name);
        let asked = || self.asked(proof, env);
        self.concept_about(concept, subject.as_ref(), asked, query)
    }

    /// On whom the answer lies, and what counts until it is given.
    pub(super) fn asked(&self, proof: &'p Proof, env: &mut Env<'p>) -> Asked {
        let mut party = |burden: &'p Burden| match burden {
            Burden::Party(name) => Some(self.names.symbol(name)),
            Burden::InHand(party) => self.value(party, env, &mut Query::default()).party(),
            Burden::Anyone => None,
        };
        match proof {
            Proof::Presumed { burden } => Asked::Presumed(party(burden)),
            Proof::MustBeProved { by } => Asked::Proved(party(by)),
            Proof::MustBeJudged { assessor } => {
                let assessor = assessor.as_ref();
                Asked::Judged(assessor.map(|party| self.names.symbol(party)))
            }
        }
    }

    /// What is judged about a concept, or what counts while no one has judged it.
    pub fn concept_about(
        &self,
        concept: Symbol,
        subject: Option<&Item>,
        asked: impl FnOnce() -> Asked,
        query: &mut Query<'p>,
    ) -> Truth {
        let subject = subject.map(|subject| self.thing_of(subject));
        let subject = subject.as_ref();
        let key = subject.cloned().unwrap_or(Item::NotStated);
        query.read(Cell::Concept(concept, key.clone()));
        if key != Item::NotStated {
            query.read(Cell::Concept(concept, Item::NotStated));
        }
        if let Some(truth) = self.judged_on(concept, subject, self.day, query) {
            return truth;
        }
        self.while_unjudged(concept, key, asked(), query)
    }

    /// What was judged about a concept, as far as it counts for a day.
    pub(super) fn judged_on(
        &self,
        concept: Symbol,
        subject: Option<&Item>,
        day: Date,
        query: &mut Query<'p>,
    ) -> Option<Truth> {
        if let Some(Item::Thing(fact)) = subject
            && self.is_about_services_too(concept)
        {
            for service in self.services_named_by(*fact) {
                query.read(Cell::Concept(concept, service));
            }
        }
        let judged = self.judgement_for(concept, subject, day);
        if judged.is_none()
            && let Some(later) = self.judgement_after(concept, subject, day)
        {
            query.wake(later.from);
        }
        let judged = judged?;
        query.facts.extend(judged.fact);
        match judged.value {
            Item::Truth(truth) => Some(Truth::from(truth)),
            _ => None,
        }
    }

    /// What was first judged about a concept after a day.
    pub(super) fn judged_after(
        &self,
        concept: Symbol,
        subject: Option<&Item>,
        day: Date,
    ) -> Option<Truth> {
        let judged = self.judgement_after(concept, subject, day)?;
        match judged.value {
            Item::Truth(truth) if judged.fact.is_some() => Some(Truth::from(truth)),
            _ => None,
        }
    }

    /// What counts while no one has judged a concept.
    pub(super) fn while_unjudged(
        &self,
        concept: Symbol,
        subject: Item,
        asked: Asked,
        query: &mut Query<'p>,
    ) -> Truth {
        let open = Open::Concept {
            concept,
            subject,
            asked,
        };
        match asked {
            Asked::Judged(_) | Asked::Proved(_) | Asked::Presumed(_) if query.doubting => {
                query.open.push(open);
                Truth::Undetermined
            }
            Asked::Presumed(_) => {
                query.unproved.push(open);
                Truth::Holds
            }
            Asked::Proved(_) => {
                query.unproved.push(open);
                Truth::Fails
            }
            Asked::Judged(_) => {
                query.open.push(open);
                Truth::Undetermined
            }
        }
    }
}
