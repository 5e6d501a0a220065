//! Periods of days, working days, weeks, months and years, reckoned from an anchor on the civil calendar.
//!
//! A period is always added to its anchor in one go: 31 January + 2 months is 31 March, though 31 January + 1 month is
//! 28 February. Where the month of arrival is too short, the period ends on its last day (HR 1 September 2017,
//! ECLI:NL:HR:2017:2225; the European Convention on the Calculation of Time-Limits, article 4, has the same rule).
//! The anchor day is not counted.

use borsh::{BorshDeserialize, BorshSerialize};
use std::cmp::Ordering;
use std::fmt;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Serialize, Serializer};

use super::date::last_day_of_month;
use super::{Calendar, Date, DateError, Decimal};

/// The longest period in each unit that a text may give: three centuries of days.
const LONGEST: u32 = 110_000;

/// A period: `14 days`, `2 working days`, `1 month`.
///
/// Two periods are equal when they are written alike: `1 year` and `12 months` lead to the same day, but are not equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// What a period counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Unit {
    /// `14 days`
    Day,
    /// `2 working days`
    WorkingDay,
    /// `2 weeks`: seven days each
    Week,
    /// `1 month`
    Month,
    /// `1 year`: twelve months
    Year,
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// `a fortnight`, `14`
    #[error("`{0}` is not a period such as `14 days`, `2 working days`, `1 month` or `1 year`")]
    NotAPeriod(String),
    /// `1000000 days`
    #[error("`{0}` is longer than {LONGEST} of its unit")]
    TooLong(String),
}

/// Whether a period runs to later or to earlier days.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Back,
}

impl Duration {
    /// So many of a unit.
    pub fn new(count: u32, unit: Unit) -> Self {
        Self { count, unit }
    }

    /// Reads `14 days`, `1 month`, `2 working days`.
    pub fn parse(text: &str) -> Result<Self, DurationError> {
        let not_a_period = || DurationError::NotAPeriod(text.trim().to_owned());
        let (count, words) = text.trim().split_once(' ').ok_or_else(not_a_period)?;
        let unit = Unit::from_words(words.trim()).ok_or_else(not_a_period)?;
        if count.is_empty() || !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(not_a_period());
        }
        let count = count.parse().ok().filter(|count| *count <= LONGEST);
        let count = count.ok_or_else(|| DurationError::TooLong(text.trim().to_owned()))?;
        Ok(Self { count, unit })
    }

    /// Whether both count days, or both count months, or both count working days, so that their lengths compare on every calendar.
    pub fn counts_the_same_as(self, other: Self) -> bool {
        self.in_smallest_unit().1 == other.in_smallest_unit().1
    }

    /// Which of two periods is longer, from whatever day they run; none where that depends on the day (30 days and 1 month).
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.counts_the_same_as(other) {
            return Some(self.in_smallest_unit().0.cmp(&other.in_smallest_unit().0));
        }
        let ((shortest, longest), (least, most)) = (self.bounds(), other.bounds());
        if longest < least {
            Some(Ordering::Less)
        } else if shortest > most {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    /// So many whole units from `first` (not counted) through `second`; with `started` a part of one counts whole. None where `second`
    /// is not later.
    ///
    /// # Errors
    /// The calendar does not know a day between them, or they are further apart than any period.
    pub fn between(
        first: Date,
        second: Date,
        unit: Unit,
        started: bool,
        calendar: &dyn Calendar,
    ) -> Result<Self, DateError> {
        let days = u32::try_from((second - first).num_days()).unwrap_or(0);
        if days > LONGEST {
            return Err(DateError::OutOfRange);
        }
        let count = match unit {
            Unit::Day => days,
            Unit::WorkingDay => {
                let mut count = 0;
                for day in first.iter_days().skip(1).take(days as usize) {
                    count += u32::from(calendar.is_working_day(day)?);
                }
                count
            }
            Unit::Week | Unit::Month | Unit::Year => {
                // As many as there are when each is as long as one can be, and from there on one by one.
                let ends = |count: u32| Self::new(count, unit).shift_forward(first, calendar);
                let longest = u32::try_from(Self::new(1, unit).bounds().1).unwrap_or(u32::MAX);
                let mut whole = days / longest;
                while ends(whole + 1)? <= second && days > 0 {
                    whole += 1;
                }
                let is_part = started && days > 0 && ends(whole)? < second;
                whole + u32::from(is_part)
            }
        };
        Ok(Self { count, unit })
    }

    /// Both together, where both count days, months or working days; in the smaller unit where they differ.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.reckoned(other, u64::checked_add)
    }

    /// What is left of it when the other is taken off: nothing when that is longer.
    pub fn less(self, other: Self) -> Option<Self> {
        self.reckoned(other, |one, other| Some(one.saturating_sub(other)))
    }

    fn reckoned(self, other: Self, reckon: fn(u64, u64) -> Option<u64>) -> Option<Self> {
        if self.unit == other.unit {
            let count = reckon(u64::from(self.count), u64::from(other.count))?;
            return Some(Self::new(u32::try_from(count).ok()?, self.unit));
        }
        let ((one, unit), (two, of)) = (self.in_smallest_unit(), other.in_smallest_unit());
        let count = u32::try_from(reckon(one, two)?).ok()?;
        (unit == of).then(|| Self::new(count, unit))
    }

    /// How many of a unit it is, where that does not depend on the day from which it runs: 10 days are 10/7 week.
    pub fn in_units(self, unit: Unit) -> Option<Decimal> {
        let ((count, of), (one, kind)) = (
            self.in_smallest_unit(),
            Self::new(1, unit).in_smallest_unit(),
        );
        (of == kind).then(|| Decimal::from(count) / Decimal::from(one))
    }

    /// Weeks are days, and years are months.
    fn in_smallest_unit(self) -> (u64, Unit) {
        let count = u64::from(self.count);
        match self.unit {
            Unit::Day => (count, Unit::Day),
            Unit::Week => (count * 7, Unit::Day),
            Unit::Month => (count, Unit::Month),
            Unit::Year => (count * 12, Unit::Month),
            Unit::WorkingDay => (count, Unit::WorkingDay),
        }
    }

    /// At least and at most so many days: a month has 28 to 31, and between working days there may be any number of others.
    fn bounds(self) -> (u64, u64) {
        match self.in_smallest_unit() {
            (months, Unit::Month) => (months * 28, months * 31),
            (days, Unit::WorkingDay) => (days, u64::MAX),
            (days, Unit::Day | Unit::Week | Unit::Year) => (days, days),
        }
    }

    /// The day on which the period ends that begins after `anchor`.
    pub fn shift_forward(self, anchor: Date, calendar: &dyn Calendar) -> Result<Date, DateError> {
        self.shift(anchor, Direction::Forward, calendar)
    }

    /// The day from which the period leads to `anchor`: `anchor` less the period, with the same rule for short months.
    pub fn shift_back(self, anchor: Date, calendar: &dyn Calendar) -> Result<Date, DateError> {
        self.shift(anchor, Direction::Back, calendar)
    }

    fn shift(
        self,
        anchor: Date,
        direction: Direction,
        calendar: &dyn Calendar,
    ) -> Result<Date, DateError> {
        let date = match self.unit {
            Unit::Day => by_days(anchor, u64::from(self.count), direction),
            Unit::Week => by_days(anchor, u64::from(self.count) * 7, direction),
            Unit::Month => by_months(anchor, i64::from(self.count), direction),
            Unit::Year => by_months(anchor, i64::from(self.count) * 12, direction),
            Unit::WorkingDay => return by_working_days(anchor, self.count, direction, calendar),
        };
        date.filter(|date| (1..=9999).contains(&date.year()))
            .ok_or(DateError::OutOfRange)
    }
}

impl Unit {
    /// The unit of `days`, `working day`, …
    pub fn from_words(words: &str) -> Option<Self> {
        match words.strip_suffix('s').unwrap_or(words) {
            "day" => Some(Self::Day),
            "working day" => Some(Self::WorkingDay),
            "week" => Some(Self::Week),
            "month" => Some(Self::Month),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    /// All units, by the length of one.
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::WorkingDay,
        Self::Week,
        Self::Month,
        Self::Year,
    ];

    /// The word for one: `working day`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::WorkingDay => "working day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

fn by_days(anchor: Date, days: u64, direction: Direction) -> Option<Date> {
    match direction {
        Direction::Forward => anchor.checked_add_days(Days::new(days)),
        Direction::Back => anchor.checked_sub_days(Days::new(days)),
    }
}

fn by_months(anchor: Date, months: i64, direction: Direction) -> Option<Date> {
    let months = if direction == Direction::Forward {
        months
    } else {
        -months
    };
    let since_year_zero = i64::from(anchor.year()) * 12 + i64::from(anchor.month0()) + months;
    let year = i32::try_from(since_year_zero.div_euclid(12)).ok()?;
    let month = u32::try_from(since_year_zero.rem_euclid(12)).ok()? + 1;
    NaiveDate::from_ymd_opt(
        year,
        month,
        anchor.day().min(last_day_of_month(year, month)),
    )
}

fn by_working_days(
    anchor: Date,
    count: u32,
    direction: Direction,
    calendar: &dyn Calendar,
) -> Result<Date, DateError> {
    let mut date = anchor;
    let mut left = count;
    while left > 0 {
        date = by_days(date, 1, direction).ok_or(DateError::OutOfRange)?;
        if calendar.is_working_day(date)? {
            left -= 1;
        }
    }
    Ok(date)
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        f.pad(&format!("{} {}{plural}", self.count, self.unit.word()))
    }
}

/// As text: `"14 days"`.
impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
