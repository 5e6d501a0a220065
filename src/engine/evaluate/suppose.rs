//! What a value may come to, whichever way the questions that it rests on are answered.
//!
//! A value that waits for a judgement is computed once for each set of answers. A question that is met twice has one answer, so `30 days
//! if the order is large` and `60 days if it is not` never apply together. Of what a sum is made of, either all members count about
//! which it is open, or none: between the two lies whatever the sum can come to.

use crate::check::program::{Condition, Expression};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{Money, Truth};

/// What rests on more questions than this has no answer here: it is left open.
const QUESTIONS: usize = 6;

/// A question that a value rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    /// The judgement of a concept about a subject.
    Concept(Symbol, Item),
    /// Whether a state holds of things.
    State(Symbol, Vec<Item>),
    /// Whether an event counts.
    Counts(FactId),
    /// Whether the last timely day of an obligation is the earlier one that it may be.
    LastDay(ObligationId),
    /// Anything else, by its place in the program and the things that it is asked of.
    Place(usize, Vec<Item>, Vec<Item>),
}

impl Question {
    fn at(condition: &Condition, env: &Env<'_>) -> Self {
        let place = std::ptr::from_ref(condition) as usize;
        Self::Place(place, env.variables.clone(), env.parameters.clone())
    }
}

/// Answers to open questions, taken as given while a value is computed.
#[derive(Debug, Default)]
pub struct Supposed {
    script: Vec<bool>,
    answered: Vec<(Question, bool)>,
    /// Members of a sum are among them: what it comes to may also lie between what it comes to with all and with none.
    of_members: bool,
}

impl Supposed {
    fn with(script: Vec<bool>) -> Self {
        Self {
            script,
            answered: Vec::new(),
            of_members: false,
        }
    }

    /// Whether a value may also lie between those of two rounds.
    pub fn is_of_members(&self) -> bool {
        self.of_members
    }

    /// The answer to a question: first yes, in a later round no.
    fn answer(&mut self, question: Question) -> Truth {
        let known = self.answered.iter().find(|(one, _)| *one == question);
        if let Some((_, known)) = known {
            return Truth::from(*known);
        }
        let answer = self
            .script
            .get(self.answered.len())
            .copied()
            .unwrap_or(true);
        self.answered.push((question, answer));
        Truth::from(answer)
    }

    /// The answers of the next round: the last yes becomes a no; none when every answer was a no.
    fn next(self) -> Option<Vec<bool>> {
        let answers = self.answered.into_iter().map(|(_, answer)| answer);
        let mut script: Vec<bool> = answers.collect();
        let last_yes = script.iter().rposition(|answer| *answer)?;
        script.truncate(last_yes);
        script.push(false);
        Some(script)
    }
}

impl Query<'_> {
    /// The answer to an open question that is taken as given; none where nothing is.
    fn suppose(&mut self, question: impl FnOnce() -> Question) -> Truth {
        let supposed = self.supposed.as_mut();
        supposed.map_or(Truth::Undetermined, |one| one.answer(question()))
    }
}

impl<'p> Relation<'p> {
    /// What comes of something for each set of answers to the open questions that it meets; none where these are too many.
    pub(super) fn whichever_way<T>(
        &self,
        query: &mut Query<'p>,
        mut compute: impl FnMut(&mut Query<'p>) -> T,
    ) -> Option<Vec<T>> {
        let mut found = Vec::new();
        let mut script = Some(Vec::new());
        while let Some(answers) = script {
            let mut round = Query {
                supposed: Some(Supposed::with(answers)),
                ..Query::default()
            };
            found.push(compute(&mut round));
            query.reads.append(&mut round.reads);
            query.watched.append(&mut round.watched);
            if let Some(next) = round.next {
                query.wake(next);
            }
            let supposed = round.supposed.unwrap_or_default();
            if supposed.answered.len() > QUESTIONS {
                return None;
            }
            script = supposed.next();
        }
        Some(found)
    }

    /// The values that an expression may have; none where it rests on too many questions.
    pub fn values_either_way(
        &self,
        expression: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Vec<Item>> {
        self.whichever_way(query, |round| {
            self.value(expression, &mut env.clone(), round)
        })
    }

    /// The least and the most that an amount can come to; none where it has no answer one way.
    pub fn bounds(
        &self,
        expression: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<(Money, Money)> {
        let found = self.values_either_way(expression, env, query)?;
        let mut amounts = found.iter().map(Item::money);
        let first = amounts.next()??;
        amounts.try_fold((first, first), |(least, most), one| {
            let one = one?;
            let is_least = one.lesser(least).ok()? == one;
            let is_most = most.lesser(one).ok()? == most;
            Some((
                if is_least { one } else { least },
                if is_most { one } else { most },
            ))
        })
    }

    /// Whether a condition holds, with nothing taken as given.
    pub(super) fn truth_unsupposed(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let supposed = query.supposed.take();
        let truth = self.truth(condition, env, query);
        query.supposed = supposed;
        truth
    }

    /// The answer that is taken as given to a condition that is open.
    pub(super) fn supposing(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        query.suppose(|| self.question(condition, env))
    }

    /// Likewise to whether the members of a list count about which that is open: all of them, or none.
    pub(super) fn supposing_members(
        only_if: &'p Condition,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        if let Some(supposed) = &mut query.supposed {
            supposed.of_members = true;
        }
        query.suppose(|| Question::at(only_if, env))
    }

    /// Likewise to whether an event counts.
    pub fn supposing_event(fact: FactId, query: &mut Query<'p>) -> Truth {
        query.suppose(|| Question::Counts(fact))
    }

    /// Likewise to what the last timely day of an obligation is.
    pub(super) fn supposing_last_day(&self, of: &Item, query: &mut Query<'p>) -> Item {
        let Item::Obligation(id) = self.obligation_for(None, of, query) else {
            return Item::Undetermined;
        };
        let obligation = self.obligations.get(id);
        let due = obligation.due.map_or(Item::NotStated, Item::Date);
        match query.suppose(|| Question::LastDay(id)) {
            Truth::Holds => obligation.due_perhaps.map_or(due, Item::Date),
            Truth::Fails => due,
            Truth::Undetermined => Item::Undetermined,
        }
    }

    fn question(&self, condition: &'p Condition, env: &mut Env<'p>) -> Question {
        match condition {
            Condition::Concept {
                concept, subject, ..
            } => {
                let subject = subject.as_ref();
                let about = subject.map(|of| self.value(of, env, &mut Query::default()));
                Question::Concept(self.names.symbol(concept), about.unwrap_or(Item::Unbound))
            }
            Condition::Holds { state, arguments } => {
                let of = arguments.iter();
                let of = of.map(|argument| self.what_stands_for(argument, env));
                Question::State(self.names.symbol(state), of.collect())
            }
            Condition::Counts(thing) => match self.value(thing, env, &mut Query::default()) {
                Item::Thing(fact) => Question::Counts(fact),
                _ => Question::at(condition, env),
            },
            Condition::Always
            | Condition::All(_)
            | Condition::Any(_)
            | Condition::NoneOf(_)
            | Condition::Not(_)
            | Condition::Happened(_)
            | Condition::Performed { .. }
            | Condition::Late { .. }
            | Condition::InBreach { .. }
            | Condition::Violates { .. }
            | Condition::Breaks { .. }
            | Condition::Compare { .. }
            | Condition::SamePeriod { .. }
            | Condition::OneOf { .. }
            | Condition::Stated(_)
            | Condition::Passed(_)
            | Condition::LongerThan { .. }
            | Condition::May { .. }
            | Condition::GroundGiven { .. }
            | Condition::Exists { .. }
            | Condition::Some_ { .. }
            | Condition::InForm { .. }
            | Condition::Weekday { .. }
            | Condition::Listed { .. }
            | Condition::Truth(_)
            | Condition::Governed(_) => Question::at(condition, env),
        }
    }
}
