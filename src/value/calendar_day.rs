//! Days that return on the calendar, whatever a contract counts from: each day, each Monday, the end of each month.

use borsh::{BorshDeserialize, BorshSerialize};
use chrono::Datelike;

use super::{Calendar, Date, DateError, Duration, Unit};

/// A day that returns on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum CalendarDay {
    /// `day`
    Any,
    /// `working day`
    Working,
    /// `Monday`, 1, to `Sunday`, 7
    Weekday(u8),
    /// `month end`, `quarter start`
    Of {
        /// Of what.
        period: CalendarPeriod,
        /// Its last day, or else its first.
        last: bool,
    },
}

/// A period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum CalendarPeriod {
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
    /// Three months, from 1 January, 1 April, 1 July and 1 October.
    Quarter,
    /// From 1 January to 31 December.
    Year,
}

impl CalendarPeriod {
    /// Its word: `quarter`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// How long it is.
    pub fn length(self) -> Duration {
        match self {
            Self::Week => Duration::new(1, Unit::Week),
            Self::Month => Duration::new(1, Unit::Month),
            Self::Quarter => Duration::new(3, Unit::Month),
            Self::Year => Duration::new(1, Unit::Year),
        }
    }
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// No day that returns is further away; among working days there may be fewer for want of data.
const FURTHEST: u32 = 400;

impl CalendarDay {
    /// The day with these words, in small letters; `calendar` may stand before them.
    pub fn with_words(words: &str) -> Option<Self> {
        let words = words.strip_prefix("calendar ").unwrap_or(words);
        match words {
            "day" => return Some(Self::Any),
            "working day" => return Some(Self::Working),
            _ => {}
        }
        let weekday = WEEKDAYS.iter().zip(1..).find(|(name, _)| **name == words);
        if let Some((_, number)) = weekday {
            return Some(Self::Weekday(number));
        }
        let (period, day) = words.split_once(' ')?;
        let period = match period {
            "week" => CalendarPeriod::Week,
            "month" => CalendarPeriod::Month,
            "quarter" => CalendarPeriod::Quarter,
            "year" => CalendarPeriod::Year,
            _ => return None,
        };
        let last = match day {
            "end" => true,
            "start" => false,
            _ => return None,
        };
        Some(Self::Of { period, last })
    }

    /// Its words.
    pub fn in_words(self) -> String {
        match self {
            Self::Any => "day".to_owned(),
            Self::Working => "working day".to_owned(),
            Self::Weekday(number) => {
                let name = WEEKDAYS[usize::from(number - 1) % 7];
                format!("{}{}", name[..1].to_uppercase(), &name[1..])
            }
            Self::Of { period, last } => {
                let period = period.word();
                format!("{period} {}", if last { "end" } else { "start" })
            }
        }
    }

    /// The first such day on or after a day.
    pub fn on_or_after(self, day: Date, calendar: &impl Calendar) -> Result<Date, DateError> {
        let mut day = day;
        for _ in 0..FURTHEST {
            if self.is(day, calendar)? {
                return Ok(day);
            }
            day = day.succ_opt().ok_or(DateError::OutOfRange)?;
        }
        Err(DateError::OutOfRange)
    }

    fn is(self, day: Date, calendar: &impl Calendar) -> Result<bool, DateError> {
        Ok(match self {
            Self::Any => true,
            Self::Working => calendar.is_working_day(day)?,
            Self::Weekday(number) => day.weekday().number_from_monday() == u32::from(number),
            Self::Of {
                period,
                last: false,
            } => begins(period, day),
            Self::Of { period, last: true } => {
                let next = day.succ_opt().ok_or(DateError::OutOfRange)?;
                begins(period, next)
            }
        })
    }
}

/// Whether a period of the calendar begins on a day.
fn begins(period: CalendarPeriod, day: Date) -> bool {
    match period {
        CalendarPeriod::Week => day.weekday().number_from_monday() == 1,
        CalendarPeriod::Month => day.day() == 1,
        CalendarPeriod::Quarter => day.day() == 1 && day.month() % 3 == 1,
        CalendarPeriod::Year => day.day() == 1 && day.month() == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::CalendarDay;
    use crate::value::{NoCalendar, parse_date};

    #[test]
    fn the_first_day_on_or_after_a_day() {
        // 2025-01-11 is a Saturday; 2024 is a leap year.
        let rows = [
            ("day", "2025-01-11", "2025-01-11"),
            ("monday", "2025-01-11", "2025-01-13"),
            ("saturday", "2025-01-11", "2025-01-11"),
            ("week end", "2025-01-11", "2025-01-12"),
            ("week start", "2025-01-14", "2025-01-20"),
            ("month end", "2024-02-01", "2024-02-29"),
            ("month end", "2025-01-31", "2025-01-31"),
            ("calendar month end", "2025-02-01", "2025-02-28"),
            ("month start", "2025-01-02", "2025-02-01"),
            ("quarter end", "2025-04-01", "2025-06-30"),
            ("quarter start", "2025-10-02", "2026-01-01"),
            ("year end", "2025-01-01", "2025-12-31"),
            ("year start", "2025-01-02", "2026-01-01"),
        ];
        for (words, from, first) in rows {
            let day = CalendarDay::with_words(words).expect(words);
            let from = parse_date(from).expect("a date");
            let found = day.on_or_after(from, &NoCalendar);
            assert_eq!(found, Ok(parse_date(first).expect("a date")), "{words}");
        }
    }

    #[test]
    fn other_words_are_no_day() {
        for words in ["banana", "month", "calendar month", "birthday", "end", ""] {
            assert_eq!(CalendarDay::with_words(words), None, "{words}");
        }
    }
}
