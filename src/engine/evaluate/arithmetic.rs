//! Sums, products, bounds, periods: exact, and an error where there is no answer.

use crate::check::program::{Bound, Direction, VersionId};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::source::Problem;
use crate::value::{
    Calendar, CalendarDay, Date, DateError, Decimal, Duration, Money, MoneyError, OutsideCalendar,
    Unit,
};

impl<'p> Relation<'p> {
    /// Amounts, numbers, or periods of one kind: what ten days and a month come to depends on the day from which they run.
    pub(super) fn add(left: &Item, right: &Item, query: &mut Query<'p>) -> Item {
        if let (Item::Duration(left), Item::Duration(right)) = (left, right)
            && let Some(together) = left.checked_add(*right)
        {
            return Item::Duration(together);
        }
        Self::reckon(left, right, query, Money::checked_add, Decimal::checked_add)
    }

    /// Likewise; a period less a longer one is none.
    pub(super) fn subtract(left: &Item, right: &Item, query: &mut Query<'p>) -> Item {
        if let (Item::Duration(left), Item::Duration(right)) = (left, right)
            && let Some(rest) = left.less(*right)
        {
            return Item::Duration(rest);
        }
        Self::reckon(left, right, query, Money::checked_sub, Decimal::checked_sub)
    }

    fn reckon(
        left: &Item,
        right: &Item,
        query: &mut Query<'p>,
        of_money: fn(Money, Money) -> Result<Money, MoneyError>,
        of_numbers: fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Item {
        match (left, right) {
            (Item::Undetermined, _) | (_, Item::Undetermined) => Item::Undetermined,
            (Item::Money(left), Item::Money(right)) => Self::amount(of_money(*left, *right), query),
            (Item::Number(left), Item::Number(right)) => {
                Self::number(of_numbers(*left, *right), query)
            }
            _ => Item::NotStated,
        }
    }

    pub(super) fn multiply(left: &Item, right: &Item, query: &mut Query<'p>) -> Item {
        match (left, right) {
            (Item::Undetermined, _) | (_, Item::Undetermined) => Item::Undetermined,
            (Item::Money(money), Item::Number(number))
            | (Item::Number(number), Item::Money(money)) => {
                Self::amount(money.checked_mul(*number), query)
            }
            (Item::Money(money), Item::Duration(period))
            | (Item::Duration(period), Item::Money(money)) => {
                Self::amount(money.checked_mul(Decimal::from(period.count)), query)
            }
            (Item::Money(money), Item::Percent(percent))
            | (Item::Percent(percent), Item::Money(money)) => {
                Self::amount(percent.of(*money), query)
            }
            (Item::Number(left), Item::Number(right)) => {
                Self::number(left.checked_mul(*right), query)
            }
            (Item::Number(number), Item::Percent(percent))
            | (Item::Percent(percent), Item::Number(number)) => {
                Self::number(number.checked_mul(percent.factor()), query)
            }
            _ => Item::NotStated,
        }
    }

    pub(super) fn divide(of: &Item, by: &Item, query: &mut Query<'p>) -> Item {
        match (of, by) {
            (Item::Undetermined, _) | (_, Item::Undetermined) => Item::Undetermined,
            (Item::Money(_) | Item::Number(_), Item::Number(number)) if number.is_zero() => {
                let of = match of {
                    Item::Money(money) => money.to_clause_style(),
                    Item::Number(number) => number.to_string(),
                    _ => String::new(),
                };
                let words = format!("{of} divided by 0");
                query.divides_by_nothing.get_or_insert(words);
                Item::NotStated
            }
            (Item::Money(money), Item::Number(number)) => {
                Self::amount(money.checked_div(*number), query)
            }
            (Item::Number(left), Item::Number(right)) => {
                Self::number(left.checked_div(*right), query)
            }
            _ => Item::NotStated,
        }
    }

    pub(super) fn for_each_unit(
        amount: &Item,
        of: &Item,
        started: bool,
        query: &mut Query<'p>,
    ) -> Item {
        let units = match of {
            Item::Number(number) => *number,
            Item::Undetermined => return Item::Undetermined,
            _ => return Item::NotStated,
        };
        Self::multiply(amount, &Item::Number(whole_units(units, started)), query)
    }

    pub(super) fn part_of(
        of: &Item,
        from: Option<&Item>,
        to: Option<&Item>,
        query: &mut Query<'p>,
    ) -> Item {
        let mut top = of.clone();
        if let Some(to) = to {
            top = Self::extreme(top, to.clone(), true, query);
        }
        let Some(from) = from else { return top };
        let part = Self::subtract(&top, from, query);
        match part {
            Item::Money(money) if money.is_negative() => Item::Money(Money::zero(money.currency())),
            other => other,
        }
    }

    pub(super) fn bounded(of: &Item, bound: Bound, by: &Item, query: &mut Query<'p>) -> Item {
        if !of.is_known() {
            return of.clone();
        }
        if !by.is_known() {
            return of.clone();
        }
        Self::extreme(of.clone(), by.clone(), bound == Bound::AtMost, query)
    }

    /// The lower (or the higher) of two values of one type.
    pub(super) fn extreme(left: Item, right: Item, lower: bool, query: &mut Query<'p>) -> Item {
        match Self::ordering(&left, &right) {
            Some(Ok(ordering)) => {
                if ordering.is_le() == lower {
                    left
                } else {
                    right
                }
            }
            Some(Err(error)) => query.fail(no_answer(error)),
            None if left == Item::Undetermined || right == Item::Undetermined => Item::Undetermined,
            None => Item::NotStated,
        }
    }

    /// How two values of one type compare; none when they have no order or are not known.
    pub(super) fn ordering(
        left: &Item,
        right: &Item,
    ) -> Option<Result<std::cmp::Ordering, MoneyError>> {
        match (left, right) {
            (Item::Money(left), Item::Money(right)) => Some(left.compare(*right)),
            (Item::Number(left), Item::Number(right)) => Some(Ok(left.cmp(right))),
            (Item::Percent(left), Item::Percent(right)) => Some(Ok(left.cmp(right))),
            (Item::Date(left), Item::Date(right)) => Some(Ok(left.cmp(right))),
            (Item::Duration(left), Item::Duration(right)) => left.compare(*right).map(Ok),
            _ => None,
        }
    }

    pub(super) fn shift(
        &self,
        anchor: &Item,
        by: &Item,
        direction: Direction,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let (anchor, by) = match (anchor, by) {
            (Item::Date(anchor), Item::Duration(by)) => (*anchor, *by),
            (Item::Undetermined, _) | (_, Item::Undetermined) => return Item::Undetermined,
            _ => return Item::NotStated,
        };
        let calendar = self.working_days(env);
        let shifted = match direction {
            Direction::After => by.shift_forward(anchor, &calendar),
            Direction::Before => by.shift_back(anchor, &calendar),
        };
        match shifted {
            Ok(date) => Item::Date(date),
            Err(error) => query.no_day(error),
        }
    }

    /// The first of days that return on or after a day; with a period, the first from which that period back leads to it or later.
    pub(super) fn first_of_series(
        &self,
        days: &Days,
        back: Option<&Item>,
        not_before: &Item,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let start = match days {
            Days::Calendar(_) => not_before,
            Days::Counted { start, .. } => start,
        };
        let (Item::Date(start), Item::Date(not_before)) = (start, not_before) else {
            return if *start == Item::Undetermined || *not_before == Item::Undetermined {
                Item::Undetermined
            } else {
                Item::NotStated
            };
        };
        let calendar = self.working_days(env);
        let mut next = *start;
        for count in 0..=LONGEST_SERIES {
            let found = match days {
                Days::Calendar(day) => day.on_or_after(next, &calendar),
                Days::Counted {
                    every, minus_a_day, ..
                } => member(*start, *every, *minus_a_day, count, &calendar),
            };
            let found = match found {
                Ok(found) => found,
                Err(error) => return query.no_day(error),
            };
            next = found.succ_opt().unwrap_or(found);
            let reached = match back {
                None => found,
                Some(back) => {
                    match self.shift(&Item::Date(found), back, Direction::Before, env, query) {
                        Item::Date(reached) => reached,
                        other => return other,
                    }
                }
            };
            if reached >= *not_before {
                return Item::Date(found);
            }
        }
        query.fail(Problem::error(
            "series-without-end",
            "the series has no member that late",
        ))
    }

    /// So many of a unit between two days.
    pub(super) fn between(
        &self,
        from: &Item,
        to: &Item,
        unit: Unit,
        started: bool,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let (from, to) = match (from, to) {
            (Item::Date(from), Item::Date(to)) => (*from, *to),
            (Item::Undetermined, _) | (_, Item::Undetermined) => return Item::Undetermined,
            _ => return Item::NotStated,
        };
        match Duration::between(from, to, unit, started, &self.working_days(env)) {
            Ok(period) => Item::Duration(period),
            Err(error) => query.no_day(error),
        }
    }

    /// How many of a unit a period is; a number is itself.
    pub(in crate::engine) fn count_of(of: &Item, unit: &str, query: &mut Query<'p>) -> Item {
        let Item::Duration(period) = of else {
            return of.clone();
        };
        match Unit::from_words(unit).and_then(|unit| period.in_units(unit)) {
            Some(count) => Item::Number(count),
            None => query.fail(Problem::error(
                "months-with-days",
                format!("{period} cannot be counted in {unit}s"),
            )),
        }
    }

    pub(super) fn days_between(first: &Item, second: &Item) -> Item {
        match (first, second) {
            (Item::Date(first), Item::Date(second)) => {
                Item::Number(Decimal::from((*second - *first).num_days()))
            }
            (Item::Undetermined, _) | (_, Item::Undetermined) => Item::Undetermined,
            _ => Item::NotStated,
        }
    }

    fn amount(result: Result<Money, MoneyError>, query: &mut Query<'p>) -> Item {
        match result {
            Ok(money) => Item::Money(money),
            Err(error) => query.fail(no_answer(error)),
        }
    }

    fn number(result: Option<Decimal>, query: &mut Query<'p>) -> Item {
        match result {
            Some(number) => Item::Number(number),
            None => query.fail(no_answer(MoneyError::Overflow)),
        }
    }
}

/// Days that return.
pub enum Days {
    /// On the calendar.
    Calendar(CalendarDay),
    /// `start + k periods`, or the day before each.
    Counted {
        /// The anchor.
        start: Item,
        /// From one to the next.
        every: Duration,
        /// The last day of each period.
        minus_a_day: bool,
    },
}

impl Days {
    /// How long it is from one to the next: what has no period of its own is a day.
    pub fn period(&self) -> Duration {
        match self {
            Self::Calendar(CalendarDay::Of { period, .. }) => period.length(),
            Self::Calendar(CalendarDay::Weekday(_)) => Duration::new(1, Unit::Week),
            Self::Calendar(CalendarDay::Any | CalendarDay::Working) => Duration::new(1, Unit::Day),
            Self::Counted { every, .. } => *every,
        }
    }
}

/// A member of a series that is counted from a day: its first is that day, or the last day of the first period.
fn member(
    start: Date,
    every: Duration,
    minus_a_day: bool,
    count: u32,
    calendar: &impl Calendar,
) -> Result<Date, DateError> {
    let periods = count.saturating_add(u32::from(minus_a_day));
    let whole = Duration::new(every.count.saturating_mul(periods), every.unit);
    let day = whole.shift_forward(start, calendar)?;
    Ok(if minus_a_day {
        day.pred_opt().unwrap_or(day)
    } else {
        day
    })
}

/// More members of a series than any contract has.
const LONGEST_SERIES: u32 = 4_000;

fn no_answer(error: MoneyError) -> Problem {
    Problem::error("amount-without-answer", error.to_string())
}

/// Working days as the clause files define them, or the law of the version that governs.
pub struct WorkingDays<'r, 'p> {
    relation: &'r Relation<'p>,
    version: VersionId,
}

impl<'p> Relation<'p> {
    /// The working days of the version that governs an evaluation.
    pub fn working_days(&self, env: &Env<'p>) -> WorkingDays<'_, 'p> {
        WorkingDays {
            relation: self,
            version: self.version_of(env),
        }
    }
}

impl Calendar for WorkingDays<'_, '_> {
    fn is_working_day(&self, date: Date) -> Result<bool, OutsideCalendar> {
        self.relation.is_working_day(date, self.version)
    }
}

/// How many whole units an amount is owed for: a started one counts whole, or not at all; of less than none there are none.
pub fn whole_units(units: Decimal, started: bool) -> Decimal {
    let whole = if started { units.ceil() } else { units.floor() };
    whole.max(Decimal::ZERO)
}
