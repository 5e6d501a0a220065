//! What is owed for each day on which something lasts.

use crate::check::program::{Body, Condition, Debt, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::bodies::debt::Portion;
use crate::engine::evaluate::{Env, Query};
use crate::engine::relation::Relation;
use crate::value::Truth;

impl<'p> Relation<'p> {
    /// What is added for each day on which something lasts, from the header on: the part of today where it does, and of each day to come
    /// until it does not.
    pub(super) fn follow_days(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let Some(law) = &debt.daily else { return };
        let lasts = turn.now.and(self.truth(&law.while_, env, query));
        if lasts.fails() || self.daily.contains(&turn.id) {
            return;
        }
        let progress = &self.instances[turn.id].progress;
        let has_begun = progress.last_day.is_some() || !progress.obligations.is_empty();
        if turn.now.is_undetermined()
            && !has_begun
            && matches!(turn.rule.trigger, Trigger::Onset(_))
        {
            return;
        }
        let counted = progress.last_day == Some(self.day);
        if !counted {
            self.instances[turn.id].progress.last_day = Some(self.day);
            if !self.give_day(turn, debt, lasts, env, query) {
                return;
            }
        }
        self.daily.insert(turn.id);
    }

    /// The part of the day of every fine that runs.
    pub fn give_daily_parts(&mut self) {
        for id in self.daily.clone() {
            let Some(rule) = self.instances[id].rule() else {
                continue;
            };
            let Body::Debt(debt) = &rule.body else {
                continue;
            };
            let Some(law) = &debt.daily else { continue };
            if self.instances[id].progress.last_day == Some(self.day) {
                continue;
            }
            let mut env = self.scope(id);
            let mut query = Query::default();
            let lasts = self.truth(&law.while_, &mut env, &mut query);
            let truth = if self.is_set_aside(rule, &mut query) {
                Truth::Fails
            } else {
                self.instances[id].truth.and(lasts)
            };
            let turn = Turn {
                rule,
                id,
                before: truth,
                now: truth,
            };
            let goes_on = !truth.fails() && self.give_day(turn, debt, truth, &mut env, &mut query);
            if !goes_on {
                self.daily.remove(&id);
            }
            self.instances[id].progress.last_day = Some(self.day);
        }
    }

    /// Gives the part of a day, or takes the day in hand where some days are excepted: what happens on it may do that. False where
    /// nothing is given any more.
    fn give_day(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        truth: Truth,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let Some(law) = &debt.daily else { return false };
        let Some(except) = &law.except else {
            let given = self.give(turn, debt, truth, Portion::Day(law), env, query);
            return given.is_some();
        };
        let excepted = self.is_so_today(except, env, query);
        self.days_in_hand.insert(turn.id, (truth, excepted));
        true
    }

    /// At the end of the day: the part of each day in hand that is not excepted.
    pub fn give_days_in_hand(&mut self) {
        for (id, (truth, excepted)) in std::mem::take(&mut self.days_in_hand) {
            let Some(rule) = self.instances[id].rule() else {
                continue;
            };
            let Body::Debt(debt) = &rule.body else {
                continue;
            };
            let Some(law) = &debt.daily else { continue };
            let (mut env, mut query) = (self.scope(id), Query::default());
            let except = law.except.as_ref();
            let at_its_end = except.map_or(Truth::Fails, |except| {
                self.is_so_today(except, &mut env, &mut query)
            });
            let truth = truth.and(!excepted.or(at_its_end));
            if truth.fails() {
                continue;
            }
            let turn = Turn {
                rule,
                id,
                before: truth,
                now: truth,
            };
            let given = self.give(turn, debt, truth, Portion::Day(law), &mut env, &mut query);
            if given.is_none() {
                self.daily.remove(&id);
            }
        }
        self.settle();
    }

    /// Whether something is so on this day; of an act or occurrence, whether it has happened on it.
    fn is_so_today(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let Condition::Happened(pattern) = condition else {
            return self.truth(condition, env, query);
        };
        let possible = self.possible(pattern, env, query).into_owned();
        let today = possible
            .into_iter()
            .filter(|fact| self.facts.get(*fact).date == self.day);
        today.fold(Truth::Fails, |truth, fact| {
            truth.or(self.matches(pattern, fact, &mut env.clone(), query))
        })
    }
}
