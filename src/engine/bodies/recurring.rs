//! What a sentence gives again and again: the days that have come, and those that are brought forward.

use crate::check::program::{Body, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::bodies::debt::Portion;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::relation::Relation;
use crate::value::{Date, Decimal, Duration, Name, Truth};

impl<'p> Relation<'p> {
    /// The days of a recurring rule that have come; the next one wakes it.
    pub(super) fn recurrences(
        &mut self,
        turn: Turn<'p>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<Date> {
        let mut days = Vec::new();
        while let Some(next) = self.next_recurrence(turn, env, query) {
            if next > self.day {
                query.wake(next);
                break;
            }
            self.instances[turn.id].progress.times += 1;
            if turn.now.holds() {
                days.push(next);
            }
        }
        days
    }

    /// The first day of a recurring rule on which it has given nothing yet; none when its number of times is over.
    fn next_recurrence(
        &self,
        turn: Turn<'p>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let Trigger::Recurring {
            every,
            anchor,
            first,
            times,
        } = &turn.rule.trigger
        else {
            return None;
        };
        let anchor = self.value(anchor, env, query).date()?;
        let most = times.as_ref().map(|times| self.value(times, env, query));
        let count = self.instances[turn.id].progress.times + 1;
        if let Some(Item::Number(most)) = &most
            && Decimal::from(count) > *most
        {
            return None;
        }
        let periods = every.count.saturating_mul(count - 1 + first);
        self.value_of_shift(anchor, Duration::new(periods, every.unit), env, query)
    }

    /// Gives now what sentences `for … times` would give later between two parties, and returns it. What comes without end is no
    /// debt before its day, so nothing of it is brought forward.
    pub(super) fn bring_forward(
        &mut self,
        [debtor, creditor]: &[Item; 2],
        heads: &[Name],
    ) -> Vec<ObligationId> {
        let rules = self.catalogue.clone().instalments.clone();
        let mut given = Vec::new();
        for id in 0..self.instances.len() {
            let Some(rule) = self.instances[id].rule() else {
                continue;
            };
            let holds = self.instances[id].truth.holds();
            let Body::Debt(debt) = &rule.body else {
                continue;
            };
            let meant = heads.is_empty() || heads.contains(&debt.head.head);
            if !holds || !meant || !rules.contains(&rule.id) {
                continue;
            }
            let (mut env, mut query) = (self.scope(id), Query::default());
            let turn = Turn {
                rule,
                id,
                before: Truth::Holds,
                now: Truth::Holds,
            };
            let between = [&debt.debtor, &debt.creditor];
            let between = between.map(|party| self.value(party, &mut env, &mut query));
            if between != [debtor.clone(), creditor.clone()] {
                continue;
            }
            while self.next_recurrence(turn, &mut env, &mut query).is_some() {
                self.instances[id].progress.times += 1;
                let whole = Portion::Whole;
                given.extend(self.give(turn, debt, Truth::Holds, whole, &mut env, &mut query));
            }
        }
        given
    }
}
