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
        let holds = self.truth(of, env, query);
        if holds.fails() && !in_total {
            return holds;
        }
        let since = match after {
            Some(after) => {
                let after = self.value(after, env, query).date();
                let counted =
                    after.map(|after| self.counted_after(of, after, in_total, env, query));
                counted.map(Lasted::since)
            }
            None => self.held_since(of, in_total, env, query),
        };
        let in_doubt = || self.in_doubt_since(of, env, query).map(Lasted::since);
        let since = since.or_else(|| holds.is_undetermined().then(in_doubt).flatten());
        let Some(lasted) = since else {
            return holds.and(Truth::Fails);
        };
        let duration = match self.running_since(lasted.began, duration, env, query) {
            Item::Duration(duration) => duration,
            other => return unknown(&other),
        };
        holds_longer(self, lasted.counted_from, duration, env, query).and(if in_total {
            Truth::Holds
        } else {
            holds
        })
    }

    /// The length of a period that runs since a day: where an amendment is for later events only, the one that governed on that day.
    fn running_since(
        &self,
        since: Date,
        duration: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let mut then = env.clone();
        self.put_back_to(since, &mut then);
        self.value(duration, &mut then, query)
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
        let first = held.flatten().map(|held| held.began);
        let began_later = first.filter(|first| {
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

    /// Since when a condition has held; with `in_total`, since when it would have, had it held all the time it held.
    fn held_since(
        &self,
        of: &'p Condition,
        in_total: bool,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Lasted> {
        let intervals = match of {
            Condition::Holds { state, arguments } if self.keeps_history(state) => {
                let found = self.matching_tuples(state, arguments, env, query);
                let spells = |id: TupleId| {
                    let spells = self.states.get(id).intervals.iter();
                    spells.map(|one| (one.from, one.until))
                };
                if !in_total {
                    let since = found.filter_map(|id| without_a_break(spells(id))).min();
                    return since.map(Lasted::since);
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
            return without_a_break(intervals.iter().copied()).map(Lasted::since);
        }
        let days: i64 = intervals
            .iter()
            .map(|(from, until)| (until.unwrap_or(self.day) - *from).num_days())
            .sum();
        Some(Lasted {
            counted_from: self.day.checked_sub_signed(chrono::TimeDelta::days(days))?,
            began: intervals.iter().map(|(from, _)| *from).min()?,
        })
    }
}

/// How long something has held.
struct Lasted {
    /// The day from which a period counts that it must have held.
    counted_from: Date,
    /// The first day on which it held.
    began: Date,
}

impl Lasted {
    fn since(day: Date) -> Self {
        Self {
            counted_from: day,
            began: day,
        }
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
