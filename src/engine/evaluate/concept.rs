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
        proof: &Proof,
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
        self.concept_about(self.names.symbol(name), subject.as_ref(), proof, query)
    }

    /// What is judged about a concept, or what counts while no one has judged it.
    pub fn concept_about(
        &self,
        concept: Symbol,
        subject: Option<&Item>,
        proof: &Proof,
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
        self.while_unjudged(concept, key, proof, query)
    }

    /// What was judged about a concept, as far as it counts for a day.
    pub(super) fn judged_on(
        &self,
        concept: Symbol,
        subject: Option<&Item>,
        day: Date,
        query: &mut Query<'p>,
    ) -> Option<Truth> {
        let subject = self.subject_of(subject);
        let judged = self.assessments.about(concept, &subject, day);
        if judged.is_none()
            && let Some(later) = self.assessments.after(concept, &subject, day)
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
        let subject = self.subject_of(subject);
        let judged = self.assessments.after(concept, &subject, day)?;
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
        proof: &Proof,
        query: &mut Query<'p>,
    ) -> Truth {
        let asked_of = |burden: &Burden| match burden {
            Burden::Party(name) => Some(self.names.symbol(name)),
            Burden::Anyone => None,
        };
        match proof {
            Proof::Presumed { burden } => {
                query.unproved.push(Open::Concept {
                    concept,
                    subject,
                    asked: Asked::Presumed(asked_of(burden)),
                });
                Truth::Holds
            }
            Proof::MustBeProved { by } => {
                query.unproved.push(Open::Concept {
                    concept,
                    subject,
                    asked: Asked::Proved(asked_of(by)),
                });
                Truth::Fails
            }
            Proof::MustBeJudged { assessor } => {
                let declared = || {
                    let word = self.program.concepts.get(&self.names.name(concept))?;
                    word.assessor.clone()
                };
                let assessor = assessor.clone().or_else(declared);
                query.open.push(Open::Concept {
                    concept,
                    subject,
                    asked: Asked::Judged(assessor.map(|party| self.names.symbol(&party))),
                });
                Truth::Undetermined
            }
        }
    }
}
