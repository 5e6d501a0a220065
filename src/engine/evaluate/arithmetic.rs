//! Sums, products, bounds, periods: exact, and an error where there is no answer.

use crate::check::program::{Bound, Direction, VersionId};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::source::Problem;
use crate::value::{Calendar, Date, Decimal, Duration, Money, MoneyError, OutsideCalendar};

impl<'p> Relation<'p> {
    /// Amounts, numbers, or periods of one kind: what ten days and a month come to depends on the day from which they run.
    pub(super) fn add(left: &Item, right: &Item, query: &mut Query<'p>) -> Item {
        if let (Item::Duration(left), Item::Duration(right)) = (left, right)
            && left.unit == right.unit
            && let Some(count) = left.count.checked_add(right.count)
        {
            return Item::Duration(Duration::new(count, left.unit));
        }
        Self::reckon(left, right, query, Money::checked_add, Decimal::checked_add)
    }

    pub(super) fn subtract(left: &Item, right: &Item, query: &mut Query<'p>) -> Item {
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
            (Item::Money(money), Item::Number(number)) => {
                Self::amount(money.checked_div(*number), query)
            }
            (Item::Number(_), Item::Number(number)) if number.is_zero() => {
                query.fail(no_answer(MoneyError::DivisionByZero))
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
        let units = if started { units.ceil() } else { units.floor() };
        Self::multiply(amount, &Item::Number(units.max(Decimal::ZERO)), query)
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
            Err(error) => query.fail(Problem::error("period-without-end", error.to_string())),
        }
    }

    pub(super) fn first_of_series(
        &self,
        series: &Series,
        not_before: &Item,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let (Item::Date(start), Item::Date(not_before)) = (&series.start, not_before) else {
            return if series.start == Item::Undetermined || *not_before == Item::Undetermined {
                Item::Undetermined
            } else {
                Item::NotStated
            };
        };
        let every = series.every;
        let calendar = self.working_days(env);
        for count in u32::from(series.minus_a_day)..=LONGEST_SERIES {
            let whole = Duration::new(every.count.saturating_mul(count), every.unit);
            let end = match whole.shift_forward(*start, &calendar) {
                Ok(end) => end,
                Err(error) => {
                    return query.fail(Problem::error("period-without-end", error.to_string()));
                }
            };
            let end = if series.minus_a_day {
                end.pred_opt().unwrap_or(end)
            } else {
                end
            };
            let reached = match &series.back {
                None => end,
                Some(back) => {
                    match self.shift(&Item::Date(end), back, Direction::Before, env, query) {
                        Item::Date(reached) => reached,
                        other => return other,
                    }
                }
            };
            if reached >= *not_before {
                return Item::Date(end);
            }
        }
        query.fail(Problem::error(
            "series-without-end",
            "the series has no member that late",
        ))
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

/// Days that return: `start + k periods`, or the day before each.
pub struct Series {
    /// The anchor.
    pub start: Item,
    /// From one to the next.
    pub every: Duration,
    /// The last day of each period.
    pub minus_a_day: bool,
    /// What is counted back from a member before it is compared.
    pub back: Option<Item>,
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
        self.relation
            .is_working_day(date, self.version)
            .ok_or(OutsideCalendar::NoCalendar)
    }
}
