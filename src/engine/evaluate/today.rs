//! Today in a comparison: on which day time alone changes what it comes to.

use crate::check::program::{Direction, Expression, KernelMeasure};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::{Calendar, Date, Duration, Name};

/// The days that are looked at beyond the one that a first guess gives, before the guess is doubled.
const FIRST_STEP: u64 = 32;

/// A day that is reckoned from today: `today`, `10 days before today`, `the day after 2 months after today`.
struct FromToday<'a> {
    /// From today outwards.
    steps: Vec<(Duration, Direction)>,
    calendar: &'a dyn Calendar,
}

impl FromToday<'_> {
    /// What it is where today is `today`; none beyond the calendar.
    fn on(&self, today: Date) -> Option<Date> {
        self.steps.iter().try_fold(today, |day, (by, direction)| {
            let shifted = match direction {
                Direction::After => by.shift_forward(day, self.calendar),
                Direction::Before => by.shift_back(day, self.calendar),
            };
            shifted.ok()
        })
    }

    /// The first day after `today` of which it holds. A later today never makes an earlier day, so that it goes on holding.
    fn first_day(&self, today: Date, holds: impl Fn(Date) -> bool) -> Option<Date> {
        let holds_on = |day: Date| self.on(day).map(&holds);
        let mut before = today;
        let mut step = FIRST_STEP;
        let mut until = today.succ_opt()?;
        while !holds_on(until)? {
            before = until;
            until = until.checked_add_days(chrono::Days::new(step))?;
            step *= 2;
        }
        while before.succ_opt()? < until {
            let half = until.signed_duration_since(before).num_days() / 2;
            let middle = before.checked_add_days(chrono::Days::new(half.unsigned_abs()))?;
            if holds_on(middle)? {
                until = middle;
            } else {
                before = middle;
            }
        }
        Some(until)
    }
}

impl<'p> Relation<'p> {
    /// A comparison of a day reckoned from today with another changes when it comes to the other, and when it passes it. What else is
    /// made of today may change every day.
    pub(super) fn wake_for_today(
        &self,
        expression: &'p Expression,
        other: &Item,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let Some(steps) = self.steps_from_today(expression, env) else {
            self.wake_tomorrow_for(expression, query);
            return;
        };
        let Item::Date(other) = other else { return };
        if steps.is_empty() {
            let tomorrow = self.day.succ_opt().filter(|_| self.day <= *other);
            tomorrow
                .into_iter()
                .for_each(|tomorrow| query.wake(tomorrow.max(*other)));
            return;
        }
        let calendar = self.working_days(env);
        let reckoned = FromToday {
            steps,
            calendar: &calendar,
        };
        let next = match reckoned.on(self.day) {
            Some(now) if now < *other => reckoned.first_day(self.day, |day| day >= *other),
            Some(now) if now == *other => reckoned.first_day(self.day, |day| day > *other),
            Some(_) | None => None,
        };
        next.into_iter().for_each(|next| query.wake(next));
    }

    /// What is made of today may be another thing tomorrow.
    pub(super) fn wake_tomorrow_for(&self, expression: &'p Expression, query: &mut Query<'p>) {
        if self.tells_today(expression)
            && let Some(tomorrow) = self.day.succ_opt()
        {
            query.wake(tomorrow);
        }
    }

    /// The first of days that return, at least so long after today, is another one when today has come past it.
    pub(super) fn wake_for_series(
        &self,
        not_before: &'p Expression,
        first: &Item,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        if let (Some(steps), Item::Date(first)) = (self.steps_from_today(not_before, env), first) {
            let calendar = self.working_days(env);
            let reckoned = FromToday {
                steps,
                calendar: &calendar,
            };
            let next = reckoned.first_day(self.day, |day| day > *first);
            next.into_iter().for_each(|next| query.wake(next));
        }
    }

    /// How a day is reckoned from today, where it is so by fixed periods.
    fn steps_from_today(
        &self,
        expression: &'p Expression,
        env: &mut Env<'p>,
    ) -> Option<Vec<(Duration, Direction)>> {
        match expression {
            Expression::Kernel {
                measure: KernelMeasure::Today,
                ..
            } => Some(Vec::new()),
            Expression::Shift {
                anchor,
                by,
                direction,
            } => {
                let mut steps = self.steps_from_today(anchor, env)?;
                let Item::Duration(by) = self.value(by, env, &mut Query::default()) else {
                    return None;
                };
                steps.push((by, *direction));
                Some(steps)
            }
            _ => None,
        }
    }

    fn tells_today(&self, expression: &'p Expression) -> bool {
        tells_today(expression, &|measure| {
            self.catalogue.measures_of_today.contains(measure)
        })
    }
}

pub(super) fn is_today(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Kernel {
            measure: KernelMeasure::Today,
            ..
        }
    )
}

/// Whether today goes into a value, other than through the first of days that return, which tells itself when it changes. Of a defined
/// measure the caller says it.
pub fn tells_today<'p>(value: &'p Expression, measure_does: &impl Fn(&'p Name) -> bool) -> bool {
    let does = |value: &'p Expression| tells_today(value, measure_does);
    match value {
        Expression::Variable(_) | Expression::Parameter(_) | Expression::Literal(_) => false,
        Expression::Field { of, .. } | Expression::Attribute { of, .. } => does(of),
        Expression::FirstOfSeries {
            back: None,
            not_before,
            ..
        } if is_reckoned_from_today(not_before) => false,
        Expression::Defined { measure, arguments } => {
            measure_does(measure) || arguments.iter().any(does)
        }
        Expression::Pick { options, .. } => options.iter().any(|option| does(&option.value)),
        Expression::Sum { of, .. } => does(of),
        other => is_today(other) || other.operands().into_iter().any(does),
    }
}

fn is_reckoned_from_today(day: &Expression) -> bool {
    match day {
        Expression::Shift { anchor, .. } => is_reckoned_from_today(anchor),
        other => is_today(other),
    }
}
