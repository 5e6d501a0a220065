//! A condition as it stood at a moment, of which only what persons judge can still change.
//!
//! A rule that an event triggers looks at its conditions once, on that event. What it found about facts stays so; a concept
//! that no one had judged then may be judged later, about the thing itself, and the result follows.

use crate::check::program::{Condition, Trigger, Variable, VariableId};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Asked, Env, Open, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Date, Truth};

/// So far a conclusion is followed into those that it rests on.
const DEEPEST: usize = 12;

/// A condition as it stood.
#[derive(Debug, Clone)]
pub enum Frozen<'p> {
    /// It came to this, and stays so.
    Was(Truth),
    /// It could not be said, for want of this, and stays so.
    Waits(Vec<Open>),
    /// It rests on a concept.
    Concept {
        /// The concept.
        concept: Symbol,
        /// About what.
        subject: Option<Item>,
        /// On whom the answer lies, and what counts while no one has judged it.
        asked: Asked,
        /// The day on which it was asked.
        on: Date,
        /// It counts as it was on that day: the verdict on an act is given once.
        once: bool,
    },
    /// It rests on whether an act counts.
    Counts(FactId),
    /// It rests on whether an act is effective.
    Effective(FactId),
    /// It rests on whether a power carries an act: one under these provisions, if any are named.
    Carried(FactId, &'p [ClauseId]),
    /// All of these.
    All(Vec<Frozen<'p>>),
    /// One of these.
    Any(Vec<Frozen<'p>>),
    /// Not this.
    Not(Box<Frozen<'p>>),
}

impl Frozen<'_> {
    /// The same in fewer words where nothing can change it any more, so that it need not be kept.
    pub fn settled(self) -> Self {
        if self.rests_on_a_concept() {
            return self;
        }
        let was = |part: &Self, truth| matches!(part, Frozen::Was(known) if *known == truth);
        match self {
            Frozen::All(parts) => {
                let mut parts: Vec<Self> = parts.into_iter().map(Self::settled).collect();
                if parts.iter().any(|part| was(part, Truth::Fails)) {
                    return Frozen::Was(Truth::Fails);
                }
                parts.retain(|part| !was(part, Truth::Holds));
                parts.shrink_to_fit();
                if parts.is_empty() {
                    Frozen::Was(Truth::Holds)
                } else {
                    Frozen::All(parts)
                }
            }
            Frozen::Any(parts) => {
                let mut parts: Vec<Self> = parts.into_iter().map(Self::settled).collect();
                if parts.iter().any(|part| was(part, Truth::Holds)) {
                    return Frozen::Was(Truth::Holds);
                }
                parts.retain(|part| !was(part, Truth::Fails));
                parts.shrink_to_fit();
                if parts.is_empty() {
                    Frozen::Was(Truth::Fails)
                } else {
                    Frozen::Any(parts)
                }
            }
            Frozen::Not(part) => match part.settled() {
                Frozen::Was(truth) => Frozen::Was(!truth),
                part => Frozen::Not(Box::new(part)),
            },
            Frozen::Was(_)
            | Frozen::Waits(_)
            | Frozen::Concept { .. }
            | Frozen::Counts(_)
            | Frozen::Effective(_)
            | Frozen::Carried(..) => self,
        }
    }

    /// The same, for a verdict: each concept counts as it was on the day on which it was asked.
    pub fn once(self) -> Self {
        let all = |parts: Vec<Self>| parts.into_iter().map(Self::once).collect();
        match self {
            Frozen::Concept {
                concept,
                subject,
                asked,
                on,
                once: _,
            } => Frozen::Concept {
                concept,
                subject,
                asked,
                on,
                once: true,
            },
            Frozen::All(parts) => Frozen::All(all(parts)),
            Frozen::Any(parts) => Frozen::Any(all(parts)),
            Frozen::Not(part) => Frozen::Not(Box::new(part.once())),
            Frozen::Was(_)
            | Frozen::Waits(_)
            | Frozen::Counts(_)
            | Frozen::Effective(_)
            | Frozen::Carried(..) => self,
        }
    }

    /// Whether it rests on a concept: that is asked or proved whatever the whole comes to. What it waits for otherwise is told only
    /// where the whole waits for it.
    fn rests_on_a_concept(&self) -> bool {
        match self {
            Frozen::Concept { .. } => true,
            Frozen::All(parts) | Frozen::Any(parts) => parts.iter().any(Self::rests_on_a_concept),
            Frozen::Not(part) => part.rests_on_a_concept(),
            Frozen::Was(_)
            | Frozen::Waits(_)
            | Frozen::Counts(_)
            | Frozen::Effective(_)
            | Frozen::Carried(..) => false,
        }
    }
}

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
                    asked: self.asked(concept, proof, env),
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
                for part in parts {
                    truth = truth.and(self.thaw(part, query));
                }
                truth
            }
            Frozen::Any(parts) => {
                let mut truth = Truth::Fails;
                for part in parts {
                    truth = truth.or(self.thaw(part, query));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a condition comes to, when each act counts as this says.
    fn comes_to(frozen: &Frozen<'_>, counts: [Truth; 2]) -> Truth {
        let each = |parts: &[Frozen<'_>]| -> Vec<Truth> {
            parts.iter().map(|part| comes_to(part, counts)).collect()
        };
        match frozen {
            Frozen::Was(truth) => *truth,
            Frozen::Waits(_) | Frozen::Concept { .. } => Truth::Undetermined,
            Frozen::Counts(fact) | Frozen::Effective(fact) | Frozen::Carried(fact, _) => {
                counts[fact.place()]
            }
            Frozen::All(parts) => each(parts).into_iter().fold(Truth::Holds, Truth::and),
            Frozen::Any(parts) => each(parts).into_iter().fold(Truth::Fails, Truth::or),
            Frozen::Not(part) => !comes_to(part, counts),
        }
    }

    const TRUTHS: [Truth; 3] = [Truth::Holds, Truth::Fails, Truth::Undetermined];

    /// Everything that can be said with one word more than these.
    fn one_deeper(parts: &[Frozen<'static>]) -> Vec<Frozen<'static>> {
        let mut all = parts.to_vec();
        for one in parts {
            all.push(Frozen::Not(Box::new(one.clone())));
            for other in parts {
                let both = vec![one.clone(), other.clone()];
                all.push(Frozen::All(both.clone()));
                all.push(Frozen::Any(both));
            }
        }
        all.extend([Frozen::All(Vec::new()), Frozen::Any(Vec::new())]);
        all
    }

    #[test]
    fn what_is_settled_comes_to_the_same_whatever_counts_later() {
        let mut words: Vec<Frozen<'static>> = TRUTHS.map(Frozen::Was).into();
        words.push(Frozen::Waits(Vec::new()));
        words.extend([0, 1].map(|place| Frozen::Counts(FactId::at(place))));
        for frozen in one_deeper(&one_deeper(&words)) {
            let settled = frozen.clone().settled();
            for counts in TRUTHS
                .map(|one| TRUTHS.map(|other| [one, other]))
                .as_flattened()
            {
                let (before, after) = (comes_to(&frozen, *counts), comes_to(&settled, *counts));
                assert_eq!(before, after, "{frozen:?} became {settled:?}");
            }
        }
    }

    #[test]
    fn what_nothing_can_change_is_one_word() {
        let counts = || Frozen::Counts(FactId::at(0));
        let was = Frozen::Was;
        let rows = [
            (
                Frozen::All(vec![was(Truth::Holds), was(Truth::Holds)]),
                "Was(Holds)",
            ),
            (Frozen::All(vec![counts(), was(Truth::Fails)]), "Was(Fails)"),
            (Frozen::Any(vec![counts(), was(Truth::Holds)]), "Was(Holds)"),
            (
                Frozen::Not(Box::new(Frozen::Any(vec![was(Truth::Fails)]))),
                "Was(Holds)",
            ),
            (
                Frozen::All(vec![was(Truth::Holds), counts()]),
                "All([Counts(FactId(0))])",
            ),
            (
                Frozen::Any(vec![was(Truth::Undetermined), was(Truth::Fails)]),
                "Any([Was(Undetermined)])",
            ),
        ];
        for (frozen, expected) in rows {
            assert_eq!(format!("{:?}", frozen.settled()), expected);
        }
    }

    #[test]
    fn what_it_waits_for_is_kept_where_it_decides() {
        let waits = || Frozen::Waits(vec![Open::NotStated("the form of N1".to_owned())]);
        let was = Frozen::Was;
        let all = |first, second| format!("{:?}", Frozen::All(vec![first, second]).settled());
        assert_eq!(all(was(Truth::Fails), waits()), "Was(Fails)");
        let kept = format!("{:?}", Frozen::All(vec![waits()]));
        assert_eq!(all(was(Truth::Holds), waits()), kept);
    }

    #[test]
    fn a_concept_is_asked_though_its_answer_decides_nothing() {
        let concept = Frozen::Concept {
            concept: crate::engine::names::Names::default().text("unreasonable"),
            subject: None,
            asked: Asked::Judged(None),
            on: Date::MIN,
            once: false,
        };
        let frozen = Frozen::All(vec![Frozen::Was(Truth::Fails), concept]);
        let before = format!("{frozen:?}");
        assert_eq!(format!("{:?}", frozen.settled()), before);
    }
}
