//! What is owed for each day on which something lasts.

use crate::check::program::{Body, Debt, Trigger};
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
            let given = self.give(turn, debt, lasts, Portion::Day(law), env, query);
            if given.is_none() {
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
            let given = if truth.fails() {
                None
            } else {
                self.give(turn, debt, truth, Portion::Day(law), &mut env, &mut query)
            };
            if given.is_none() {
                self.daily.remove(&id);
            }
            self.instances[id].progress.last_day = Some(self.day);
        }
    }
}
