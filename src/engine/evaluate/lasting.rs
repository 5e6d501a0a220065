//! How long a condition has held.

use crate::check::program::{Condition, Expression};
use crate::engine::cells::Cell;
use crate::engine::evaluate::condition::unknown;
use crate::engine::evaluate::{Env, Query, Watched};
use crate::engine::instances::watch_key;
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::engine::world::TupleId;
use crate::value::{Date, Duration, Truth};

impl<'p> Relation<'p> {
    /// Whether a condition holds, or held in total, for longer than a period.
    pub(super) fn longer_than(
        &self,
        of: &'p Condition,
        duration: &'p Expression,
        after: Option<&'p Expression>,
        in_total: bool,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let duration = match self.value(duration, env, query) {
            Item::Duration(duration) => duration,
            other => return unknown(&other),
        };
        let holds = self.truth(of, env, query);
        if holds.fails() && !in_total {
            return holds;
        }
        let since = match after {
            Some(after) => {
                let after = self.value(after, env, query).date();
                after.map(|after| self.counted_after(of, after, in_total, env, query))
            }
            None => self.held_since(of, in_total, env, query),
        };
        let in_doubt = || self.in_doubt_since(of, env, query);
        let since = since.or_else(|| holds.is_undetermined().then(in_doubt).flatten());
        let Some(since) = since else {
            return holds.and(Truth::Fails);
        };
        holds_longer(self, since, duration, env, query).and(if in_total {
            Truth::Holds
        } else {
            holds
        })
    }

    /// What began only later than the day after a day has not lasted since that day: it counts from its own first day.
    fn counted_after(
        &self,
        of: &'p Condition,
        after: Date,
        in_total: bool,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Date {
        let held = (!in_total).then(|| self.held_since(of, false, env, query));
        let began_later = held.flatten().filter(|first| {
            let next = after.succ_opt();
            next.is_some_and(|next| *first > next)
        });
        began_later.unwrap_or(after)
    }

    /// The first day since which it has been open whether a state holds.
    fn in_doubt_since(
        &self,
        of: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let Condition::Holds { state, arguments } = of else {
            return None;
        };
        let found = self.matching_tuples(state, arguments, env, query);
        let open = found.filter_map(|id| self.states.get(id).in_doubt);
        open.map(|(from, _)| from).min()
    }

    /// The first day since which a condition has held; with `in_total`, the day it would be had it held all the time it held.
    fn held_since(
        &self,
        of: &'p Condition,
        in_total: bool,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let intervals = match of {
            Condition::Holds { state, arguments } if self.keeps_history(state) => {
                let found = self.matching_tuples(state, arguments, env, query);
                let spells = |id: TupleId| {
                    let spells = self.states.get(id).intervals.iter();
                    spells.map(|one| (one.from, one.until))
                };
                if !in_total {
                    return found.filter_map(|id| without_a_break(spells(id))).min();
                }
                found.flat_map(spells).collect()
            }
            _ => {
                if let Some(watch) = self.instance_ids.get(&watch_key(of, env)) {
                    query.read(Cell::Watched(*watch));
                }
                query.watched.push(Watched {
                    condition: of,
                    env: env.clone(),
                });
                self.watched_intervals(of, env)
            }
        };
        if !in_total {
            return without_a_break(intervals.iter().copied());
        }
        let days: i64 = intervals
            .iter()
            .map(|(from, until)| (until.unwrap_or(self.day) - *from).num_days())
            .sum();
        self.day.checked_sub_signed(chrono::TimeDelta::days(days))
    }
}

/// The first day since which something has held on each day, if it still does: what ends and begins anew on one day holds on that day.
fn without_a_break(spells: impl DoubleEndedIterator<Item = (Date, Option<Date>)>) -> Option<Date> {
    let mut spells = spells.rev();
    let (mut since, _) = spells.next().filter(|(_, until)| until.is_none())?;
    for (from, until) in spells {
        if until != Some(since) {
            break;
        }
        since = from;
    }
    Some(since)
}

/// Whether more than a period has passed since a day.
fn holds_longer<'p>(
    relation: &Relation<'p>,
    since: Date,
    duration: Duration,
    env: &Env<'p>,
    query: &mut Query<'p>,
) -> Truth {
    match duration.shift_forward(since, &relation.working_days(env)) {
        Ok(last) => relation.passed(last, query),
        Err(error) => {
            query.no_day(error);
            Truth::Undetermined
        }
    }
}
