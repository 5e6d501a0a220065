//! Days of the civil calendar, read strictly.

use chrono::{Datelike, NaiveDate};

use super::OutsideCalendar;

/// A day; contracts here know no times of day.
pub use chrono::NaiveDate as Date;

/// The years a date in a text may lie in: a typing error in the year is then found.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Why there is no such day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// `1-2-2025`, `2025-2-1`, `tomorrow`
    #[error("`{0}` is not a date such as 2025-01-31")]
    NotADate(String),
    /// `2025-02-30`
    #[error("{} {year} has no day {day}; its last day is {last}", MONTHS[*month as usize - 1])]
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
        /// The day that does not exist.
        day: u32,
        /// The last day of that month.
        last: u32,
    },
    /// `2025-13-01`
    #[error("there is no month {0}")]
    NoSuchMonth(u32),
    /// `0205-01-01`
    #[error("the year {0:04} lies outside 1900 to 2200")]
    YearOutOfRange(i32),
    /// A period leads beyond the days that can be reckoned with.
    #[error("the period leads to a day outside the calendar of years 1 to 9999")]
    OutOfRange,
    /// A period in working days asks for a day that the calendar does not know.
    #[error(transparent)]
    OutsideCalendar(#[from] OutsideCalendar),
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads `2025-01-31`: four, two and two digits. The year is between 1900 and 2200.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let not_a_date = || DateError::NotADate(text.to_owned());
    let text = text.trim();
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return Err(not_a_date());
    };
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return Err(not_a_date());
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| not_a_date());
    date_from_parts(
        year.parse().map_err(|_| not_a_date())?,
        number(month)?,
        number(day)?,
    )
}

/// The day with that year, month (1 to 12) and day of the month.
pub fn date_from_parts(year: i32, month: u32, day: u32) -> Result<Date, DateError> {
    if !YEARS.contains(&year) {
        return Err(DateError::YearOutOfRange(year));
    }
    if !(1..=12).contains(&month) {
        return Err(DateError::NoSuchMonth(month));
    }
    let last = last_day_of_month(year, month);
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay {
        year,
        month,
        day,
        last,
    })
}

/// As prose writes it: `31 January 2025`.
pub fn date_in_words(date: Date) -> String {
    format!(
        "{} {} {}",
        date.day(),
        MONTHS[date.month0() as usize],
        date.year()
    )
}

pub(super) fn last_day_of_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_day_does_not_exist() {
        let message = |text: &str| parse_date(text).map_err(|error| error.to_string());
        let rows = [
            (
                "2025-02-30",
                "February 2025 has no day 30; its last day is 28",
            ),
            (
                "2024-02-30",
                "February 2024 has no day 30; its last day is 29",
            ),
            (
                "2100-02-29",
                "February 2100 has no day 29; its last day is 28",
            ),
            ("2025-06-31", "June 2025 has no day 31; its last day is 30"),
            (
                "2025-01-00",
                "January 2025 has no day 00; its last day is 31",
            ),
            ("2025-13-01", "there is no month 13"),
            ("2025-00-01", "there is no month 0"),
            ("1899-12-31", "the year 1899 lies outside 1900 to 2200"),
            ("2201-01-01", "the year 2201 lies outside 1900 to 2200"),
            ("2025-1-31", "`2025-1-31` is not a date such as 2025-01-31"),
            (
                "31-01-2025",
                "`31-01-2025` is not a date such as 2025-01-31",
            ),
            (
                "2025-01-31T00:00",
                "`2025-01-31T00:00` is not a date such as 2025-01-31",
            ),
            (
                "+025-01-31",
                "`+025-01-31` is not a date such as 2025-01-31",
            ),
            ("", "`` is not a date such as 2025-01-31"),
        ];
        for (text, expected) in rows {
            assert_eq!(
                message(text),
                Err(expected.replace("day 00", "day 0")),
                "{text}"
            );
        }
    }

    #[test]
    fn reads_and_shows_the_same_day() {
        for text in ["1900-01-01", "2024-02-29", "2000-02-29", "2200-12-31"] {
            assert_eq!(
                parse_date(text).map(|date| date.to_string()).as_deref(),
                Ok(text)
            );
        }
        let date = parse_date("2025-01-31").expect("a date");
        assert_eq!(date_in_words(date), "31 January 2025");
    }
}
