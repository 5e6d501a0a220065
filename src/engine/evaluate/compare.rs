//! Comparisons of values.

use std::cmp::Ordering;

use crate::check::program::{Comparison, Direction, Expression, KernelMeasure, Series};
use crate::engine::evaluate::arithmetic::Days;
use crate::engine::evaluate::suppose::Supposed;
use crate::engine::evaluate::today::is_today;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::{Date, Truth};

impl<'p> Relation<'p> {
    /// How two values compare; what is not known leaves it open.
    pub(super) fn compare(
        &self,
        left: &'p Expression,
        comparison: Comparison,
        right: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let (first, second) = (self.value(left, env, query), self.value(right, env, query));
        let sides = ((left, &first), (right, &second));
        if let Some(truth) = self.against_a_day_to_come(sides, comparison, env, query) {
            return truth;
        }
        let waits = [&first, &second].contains(&&Item::Undetermined);
        if waits
            && query.supposed.is_none()
            && let Some(truth) = self.alike_either_way(left, comparison, right, env, query)
        {
            return truth;
        }
        if !first.is_known() {
            return self.not_stated(&first, left, env, query);
        }
        if !second.is_known() {
            return self.not_stated(&second, right, env, query);
        }
        self.wake_for_today(left, &second, env, query);
        self.wake_for_today(right, &first, env, query);
        match comparison {
            Comparison::Equal => return Truth::from(self.same(&first, &second)),
            Comparison::NotEqual => return Truth::from(!self.same(&first, &second)),
            Comparison::More | Comparison::AtLeast | Comparison::Less | Comparison::AtMost => {}
        }
        let Some(Ok(ordering)) = Self::ordering(&first, &second) else {
            return Truth::Undetermined;
        };
        Truth::from(match comparison {
            Comparison::More => ordering.is_gt(),
            Comparison::AtLeast => ordering.is_ge(),
            Comparison::Less => ordering.is_lt(),
            Comparison::AtMost => ordering.is_le(),
            Comparison::Equal | Comparison::NotEqual => unreachable!("answered above"),
        })
    }

    /// How two values compare of which one waits for a judgement, where it comes out alike whichever way that is judged.
    fn alike_either_way(
        &self,
        left: &'p Expression,
        comparison: Comparison,
        right: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Truth> {
        let found = self.whichever_way(query, |round| {
            let truth = self.compare(left, comparison, right, &mut env.clone(), round);
            // A sum that is less with none and more with all of its members may be just as much with some.
            let is_of_members = round.supposed.as_ref().is_some_and(Supposed::is_of_members);
            let mut value = |of| self.value(of, &mut env.clone(), round);
            let order = is_of_members.then(|| Self::ordering(&value(left), &value(right)));
            (truth, order.flatten().and_then(Result::ok))
        })?;
        let first = *found.first()?;
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let same = |one: &(Truth, _)| one.0 == first.0 && (!is_equality || one.1 == first.1);
        (found.iter().all(same) && !first.0.is_undetermined()).then_some(first.0)
    }

    /// Today lies before a day that is reckoned from what has not come yet: `through 1 year after the end of the agreement`, while
    /// the agreement runs.
    fn against_a_day_to_come(
        &self,
        ((left, first), (right, second)): ((&'p Expression, &Item), (&'p Expression, &Item)),
        comparison: Comparison,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Truth> {
        let mut to_come = |expression: &'p Expression, found: &Item| {
            matches!(found, Item::NotStated)
                && self.is_day_of_a_beginning(expression)
                && (of_what(expression).iter()).all(|of| self.value(of, env, query).is_known())
        };
        let today_is_earlier = if is_today(left) && to_come(right, second) {
            Truth::Holds
        } else if is_today(right) && to_come(left, first) {
            Truth::Fails
        } else {
            return None;
        };
        match comparison {
            Comparison::Less | Comparison::AtMost => Some(today_is_earlier),
            Comparison::More | Comparison::AtLeast => Some(!today_is_earlier),
            Comparison::Equal => Some(Truth::Fails),
            Comparison::NotEqual => Some(Truth::Holds),
        }
    }

    /// Whether a day is reckoned from the first day of a state, and from nothing else.
    fn is_day_of_a_beginning(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Kernel { measure, .. } => matches!(measure, KernelMeasure::FirstDay(_)),
            Expression::Shift { anchor, .. }
            | Expression::FirstOfSeries {
                not_before: anchor, ..
            } => self.is_day_of_a_beginning(anchor),
            Expression::Pick { options, .. } => {
                (options.iter()).all(|option| self.is_day_of_a_beginning(&option.value))
            }
            Expression::Defined { measure, .. } => {
                let measure = self.catalogue.measures.get(measure);
                let definitions = measure.map_or(&[][..], |known| known.definitions.as_slice());
                let mut definitions = definitions.iter().peekable();
                definitions.peek().is_some()
                    && definitions.all(|one| self.is_day_of_a_beginning(&one.value))
            }
            _ => false,
        }
    }

    /// Whether two days lie in one period: between one first day of the series and the next.
    pub(super) fn same_period(
        &self,
        series: &'p Series,
        day: &'p Expression,
        other: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let (first, second) = (self.value(day, env, query), self.value(other, env, query));
        if !first.is_known() {
            return self.not_stated(&first, day, env, query);
        }
        if !second.is_known() {
            return self.not_stated(&second, other, env, query);
        }
        let days = self.days_of_series(series, env, query);
        let (from, to) = if is_today(day) {
            self.period_around(&days, &second, env, query)
        } else {
            self.period_around(&days, &first, env, query)
        };
        let (Some(from), Some(to)) = (from, to) else {
            return Truth::Undetermined;
        };
        if is_today(day) || is_today(other) {
            let next = [from, to].into_iter().find(|next| *next > self.day);
            next.into_iter().for_each(|next| query.wake(next));
        } else {
            let (from, to) = (Item::Date(from), Item::Date(to));
            for (expression, bound) in [(day, &from), (day, &to), (other, &from), (other, &to)] {
                self.wake_for_today(expression, bound, env, query);
            }
        }
        let is_within = |item: &Item| item.date().is_some_and(|date| from <= date && date < to);
        Truth::from(is_within(&first) && is_within(&second))
    }

    /// The first day of the period of a day, and that of the next. So long before the next first day as a period lasts is never later than
    /// the first one.
    fn period_around(
        &self,
        days: &Days,
        day: &Item,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> (Option<Date>, Option<Date>) {
        let Some(behind) = day.date().and_then(|day| day.succ_opt()) else {
            return (None, None);
        };
        let next = self.first_of_series(days, None, &Item::Date(behind), env, query);
        let length = Item::Duration(days.period());
        let before = self.shift(&next, &length, Direction::Before, env, query);
        let first = self.first_of_series(days, None, &before, env, query);
        (first.date(), next.date())
    }

    /// Whether a value is one of some others.
    pub(super) fn one_of(
        &self,
        value: &'p Expression,
        options: &'p [Expression],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let found = self.value(value, env, query);
        if !found.is_known() {
            return self.not_stated(&found, value, env, query);
        }
        let mut truth = Truth::Fails;
        for option in options {
            let expression = option;
            let option = self.value(option, env, query);
            self.wake_for_today(value, &option, env, query);
            self.wake_for_today(expression, &found, env, query);
            truth = truth.or(match option {
                Item::Undetermined => Truth::Undetermined,
                other => Truth::from(
                    other
                        .members()
                        .iter()
                        .any(|member| self.same(&found, member)),
                ),
            });
        }
        truth
    }

    /// Whether two values are the same; a list is the same as any of its members, a claim as its obligation and the thing it is for.
    pub fn same(&self, left: &Item, right: &Item) -> bool {
        match (left, right) {
            (Item::List(items), other) | (other, Item::List(items)) => {
                items.iter().any(|item| self.same(item, other))
            }
            (Item::Obligation(id), other) | (other, Item::Obligation(id))
                if !matches!(other, Item::Obligation(_)) =>
            {
                self.obligations.get(*id).thing == *other && self.is_main(*id)
            }
            (Item::Agreement(name), Item::Thing(fact))
            | (Item::Thing(fact), Item::Agreement(name)) => self.facts.get(*fact).name == *name,
            (Item::Duration(left), Item::Duration(right)) => {
                left.compare(*right) == Some(Ordering::Equal)
            }
            (Item::Word(left), Item::Word(right)) => self.names.are_alike(*left, *right),
            (left, right) => left == right,
        }
    }
}

/// The things of which a day is the day of something.
fn of_what(day: &Expression) -> &[Expression] {
    match day {
        Expression::Shift { anchor, .. }
        | Expression::FirstOfSeries {
            not_before: anchor, ..
        } => of_what(anchor),
        Expression::Kernel { arguments, .. } | Expression::Defined { arguments, .. } => arguments,
        _ => &[],
    }
}
