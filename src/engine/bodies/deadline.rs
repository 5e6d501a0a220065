//! The last day to do what is owed, and what of it the timeline leaves out.

use crate::check::program::{Expression, walk};
use crate::engine::bodies::Turn;
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::Date;

/// The fields that a value reads.
#[derive(Default)]
struct Fields<'p>(Vec<&'p Expression>);

impl<'p> walk::Visitor<'p> for Fields<'p> {
    fn expression(&mut self, value: &'p Expression) {
        if matches!(value, Expression::Field { .. }) {
            self.0.push(value);
        }
    }
}

/// The last day to do what is owed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LastDay {
    /// The day; of those that wait for a judgement the latest, none where there may be no last day.
    pub due: Option<Date>,
    /// The earliest of those that wait for a judgement.
    pub perhaps: Option<Date>,
}

impl LastDay {
    /// A day that waits for nothing.
    pub fn of(due: Option<Date>) -> Self {
        Self { due, perhaps: None }
    }

    /// The same, but not before a day.
    pub fn not_before(self, first: Date) -> Self {
        let due = self.due.map(|due| due.max(first));
        let perhaps = self.perhaps.map(|perhaps| perhaps.max(first));
        Self {
            due,
            perhaps: perhaps.filter(|perhaps| Some(*perhaps) != due),
        }
    }
}

impl<'p> Relation<'p> {
    /// The last day that a sentence names. Where it rests on a fact that the timeline leaves out (`the payment term of the
    /// invoice`) there is none, and the report says which fact that is; where it waits for a judgement (on whether the parties agreed
    /// on another term) it is the later or the earlier of two.
    pub(super) fn last_day(
        &mut self,
        turn: Turn<'p>,
        day: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> LastDay {
        let known = query.open.len();
        let found = self.value(day, env, query);
        let clause = &turn.rule.at.clause;
        if matches!(found, Item::NotStated) {
            for what in self.left_out_of(day, env, query) {
                self.record.without_day.insert((clause.clone(), what));
            }
        }
        if found != Item::Undetermined {
            return LastDay::of(found.date());
        }
        for open in &query.open[known..] {
            if let Open::NotStated(what) = open {
                self.record
                    .without_day
                    .insert((clause.clone(), what.clone()));
            }
        }
        let found = self.values_either_way(day, env, query).unwrap_or_default();
        let days = found.iter().map(Item::date);
        let (Some(earliest), Some(latest)) =
            (days.clone().flatten().min(), days.clone().flatten().max())
        else {
            return LastDay::default();
        };
        let due = days.clone().all(|day| day.is_some()).then_some(latest);
        LastDay {
            due,
            perhaps: (due != Some(earliest)).then_some(earliest),
        }
    }

    /// What a day rests on and the timeline leaves out.
    pub(super) fn left_out_of(
        &self,
        day: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<String> {
        let mut fields = Fields::default();
        walk::expression(day, &mut fields);
        let left_out = fields.0.into_iter().filter(|field| {
            let found = self.value(field, env, query);
            matches!(found, Item::NotStated)
        });
        let left_out: Vec<_> = left_out.collect();
        let words = left_out.into_iter();
        words
            .map(|field| self.expression_in_words(field, env))
            .collect()
    }

    /// Last days that waited for a judgement are what it makes them.
    pub(super) fn settle_last_days(
        &mut self,
        turn: Turn<'p>,
        day: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        for id in self.instances[turn.id].progress.obligations.clone() {
            let obligation = self.obligations.get(id);
            if obligation.due_perhaps.is_none() || obligation.accelerated.is_some() {
                continue;
            }
            let LastDay { due, perhaps } = self.last_day(turn, day, env, query);
            if perhaps.is_some() {
                continue;
            }
            self.obligations.get_mut(id).due_perhaps = None;
            match due {
                Some(due) => self.put_last_timely_day(id, due),
                None => self.obligation_changed(id),
            }
        }
    }
}
