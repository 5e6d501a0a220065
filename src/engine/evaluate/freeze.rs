//! Looking at a condition once, and what becomes of it as persons judge: see [`Frozen`].

use crate::check::program::{Condition, Trigger, Variable, VariableId};
use crate::engine::cells::Cell;
use crate::engine::evaluate::rests::Rests;
use crate::engine::evaluate::{Asked, Env, Frozen, Query};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::Truth;

/// So far a conclusion is followed into those that it rests on.
const DEEPEST: usize = 12;

impl<'p> Relation<'p> {
    /// The condition as it stands now.
    pub fn freeze(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Frozen<'p> {
        match condition {
            Condition::All(items) => Frozen::All(
                items
                    .iter()
                    .map(|item| self.freeze(&item.condition, env, query))
                    .collect(),
            ),
            Condition::Any(items) => Frozen::Any(
                items
                    .iter()
                    .map(|item| self.freeze(&item.condition, env, query))
                    .collect(),
            ),
            Condition::NoneOf(items) => {
                let any = items
                    .iter()
                    .map(|item| self.freeze(&item.condition, env, query))
                    .collect();
                Frozen::Not(Box::new(Frozen::Any(any)))
            }
            Condition::Not(of)
                if !matches!(
                    **of,
                    Condition::May { .. } | Condition::Performed { .. } | Condition::Late { .. }
                ) =>
            {
                Frozen::Not(Box::new(self.freeze(of, env, query)))
            }
            Condition::Concept {
                concept,
                subject,
                proof,
            } => {
                let subject = subject
                    .as_ref()
                    .map(|subject| self.value(subject, env, query));
                if subject == Some(Item::Unbound) {
                    return Frozen::Was(Truth::Fails);
                }
                let concept = self.names.symbol(concept);
                Frozen::Concept {
                    concept,
                    subject,
                    asked: self.asked(proof, env),
                    on: self.day,
                    once: false,
                }
            }
            Condition::Counts(thing) => match self.value(thing, env, query) {
                Item::Thing(fact) => Frozen::Effective(fact),
                _ => self.as_it_stands(condition, env, query),
            },
            Condition::May { act, under, .. } if self.is_act_of_trigger(act, env) => {
                Frozen::Carried(env.event.expect("there is a trigger"), under)
            }
            Condition::GroundGiven { provision, against } => {
                let against = against.as_ref().map(|of| self.value(of, env, query));
                let given = self.grounds_given(provision, against.as_ref(), env, query);
                let confined_to = self.confined_to(env);
                let frozen = given
                    .into_iter()
                    .map(|(id, _)| self.freeze_ground(id, confined_to, query));
                Frozen::Any(frozen.collect())
            }
            Condition::Exists { variables, holds } if self.rests_on_a_concept(holds, DEEPEST) => {
                let mut found = Vec::new();
                self.freeze_each(variables, holds, env, query, &mut found);
                Frozen::Any(found)
            }
            Condition::Holds { state, arguments } => {
                match self.definition_of(state, arguments, env, query) {
                    Some((holds_if, mut inner)) => self.freeze(holds_if, &mut inner, query),
                    None => self.as_it_stands(condition, env, query),
                }
            }
            _ => self.as_it_stands(condition, env, query),
        }
    }

    /// The condition for each thing of which it may be true.
    fn freeze_each(
        &self,
        variables: &'p [(VariableId, Variable)],
        holds: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
        found: &mut Vec<Frozen<'p>>,
    ) {
        let Some(((id, variable), rest)) = variables.split_first() else {
            found.push(self.freeze(holds, env, query));
            return;
        };
        let before = env.bind(*id, Item::Unbound);
        let confined_to = self.confined_to(env);
        for value in self.values_for(*id, variable, holds, env, query) {
            if self.is_of_another(confined_to, &value) {
                continue;
            }
            env.bind(*id, value);
            self.freeze_each(rest, holds, env, query, found);
        }
        env.bind(*id, before);
    }

    /// The first things of which a condition is true.
    pub fn example(
        &self,
        variables: &'p [(VariableId, Variable)],
        holds: &'p Condition,
        env: &Env<'p>,
    ) -> Option<Env<'p>> {
        let query = &mut Query::default();
        let mut env = env.clone();
        let Some(((id, variable), rest)) = variables.split_first() else {
            return self.truth(holds, &mut env, query).holds().then_some(env);
        };
        env.bind(*id, Item::Unbound);
        let confined_to = self.confined_to(&env);
        let values = self.values_for(*id, variable, holds, &mut env, query);
        let mut values = values.into_iter();
        values.find_map(|value| {
            if self.is_of_another(confined_to, &value) {
                return None;
            }
            env.bind(*id, value);
            self.example(rest, holds, &env)
        })
    }

    /// A ground that another provision gives: what is judged of it later counts for the act that rested on it.
    fn freeze_ground(
        &self,
        instance: usize,
        agreement: Option<Symbol>,
        query: &mut Query<'p>,
    ) -> Frozen<'p> {
        let Some(rule) = self.instances[instance].rule() else {
            return Frozen::Was(self.instances[instance].truth);
        };
        let mut env = self.scope_of_ground(instance, agreement);
        let mut parts = Vec::new();
        if let Trigger::While(header) = &rule.trigger {
            parts.push(self.freeze(header, &mut env, query));
        }
        parts.push(self.freeze(&rule.condition, &mut env, query));
        Frozen::All(parts)
    }

    /// Whether something that persons judge takes part in a condition, by itself or behind a conclusion.
    fn rests_on_a_concept(&self, condition: &'p Condition, deeper: usize) -> bool {
        let Some(deeper) = deeper.checked_sub(1) else {
            return false;
        };
        match condition {
            Condition::Concept { .. } => true,
            Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => items
                .iter()
                .any(|item| self.rests_on_a_concept(&item.condition, deeper)),
            Condition::Not(holds) | Condition::Exists { holds, .. } => {
                self.rests_on_a_concept(holds, deeper)
            }
            Condition::Holds { state, .. } => {
                let defined = self.program.states.get(state);
                let holds_if = defined.and_then(|state| state.holds_if.as_ref());
                holds_if.is_some_and(|holds| self.rests_on_a_concept(holds, deeper))
            }
            _ => false,
        }
    }

    fn as_it_stands(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Frozen<'p> {
        let known = query.open.len();
        let truth = self.truth(condition, env, query);
        if truth.is_undetermined() {
            let mut open = query.open.split_off(known);
            if open.is_empty() {
                open = self.open_in(condition, env);
            }
            Frozen::Waits(open)
        } else {
            Frozen::Was(truth)
        }
    }

    /// What a frozen condition comes to now.
    pub fn thaw(&self, frozen: &Frozen<'p>, query: &mut Query<'p>) -> Truth {
        let waiting = query.open.len();
        let truth = self.thaw_part(frozen, query);
        if !truth.is_undetermined() {
            query.open.truncate(waiting);
        }
        truth
    }

    fn thaw_part(&self, frozen: &Frozen<'p>, query: &mut Query<'p>) -> Truth {
        match frozen {
            Frozen::Was(truth) => *truth,
            Frozen::Waits(open) => {
                query.open.extend(open.iter().cloned());
                Truth::Undetermined
            }
            Frozen::Concept {
                concept,
                subject,
                asked,
                on,
                once,
            } => {
                if !once && self.is_about_a_thing(subject.as_ref()) {
                    return self.concept_about(*concept, subject.as_ref(), || *asked, query);
                }
                let subject = subject.as_ref().map(|subject| self.thing_of(subject));
                let subject = subject.as_ref();
                let key = subject.cloned().unwrap_or(Item::NotStated);
                query.read(Cell::Concept(*concept, key.clone()));
                let judged = self.judged_on(*concept, subject, *on, query);
                let judged = judged.or_else(|| {
                    let later = !once && !matches!(asked, Asked::Presumed(_));
                    later
                        .then(|| self.judged_after(*concept, subject, *on))
                        .flatten()
                });
                judged.unwrap_or_else(|| self.while_unjudged(*concept, key, *asked, query))
            }
            Frozen::Counts(fact) => {
                query.read(Cell::Counts(*fact));
                self.facts.get(*fact).counts
            }
            Frozen::Effective(fact) => {
                query.read(Cell::Counts(*fact));
                self.is_effective(*fact)
            }
            Frozen::Carried(fact, under) => self.carried_under(*fact, under, query),
            Frozen::All(parts) => {
                let mut truth = Truth::Holds;
                let mut rests = Rests::of_list(query);
                for part in parts {
                    let one = self.thaw(part, query);
                    truth = truth.and(one);
                    rests.after_part(one.fails(), query);
                }
                truth
            }
            Frozen::Any(parts) => {
                let mut truth = Truth::Fails;
                let mut rests = Rests::of_list(query);
                for part in parts {
                    let one = self.thaw(part, query);
                    truth = truth.or(one);
                    rests.after_part(one.holds(), query);
                }
                truth
            }
            Frozen::Not(part) => !self.thaw(part, query),
        }
    }

    /// Whether a judgement is about something that stays what it was, so that a later one tells how it was: a thing, a provision.
    /// What is judged of a party or a service is judged as of its day.
    fn is_about_a_thing(&self, subject: Option<&Item>) -> bool {
        let thing = |subject| matches!(subject, &(Item::Thing(_) | Item::Obligation(_)));
        subject.is_some_and(|subject| thing(subject) || self.is_a_provision(subject))
    }
}
