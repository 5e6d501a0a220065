//! Which days are working days, as data says; no law of any country stands here.

use std::collections::BTreeSet;

use chrono::Datelike;
pub use chrono::Weekday;

use super::{Date, Name, NotConfirmed};

/// Knows which days are working days, within the span for which its data is confirmed.
pub trait Calendar {
    /// Whether the day is a working day; an error when the calendar does not know.
    fn is_working_day(&self, date: Date) -> Result<bool, OutsideCalendar>;
}

/// A day for which a calendar has no data: it is never taken for a working day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutsideCalendar {
    /// The day lies before or after the days that the table of the calendar is confirmed for.
    #[error(transparent)]
    NotConfirmed(#[from] NotConfirmed),
    /// Working days are counted where no calendar was named.
    #[error("no calendar says which days are working days")]
    NoCalendar,
}

/// A calendar made from data: the days of the week on which work is done, less the days listed as holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingCalendar {
    name: Name,
    weekdays: [bool; 7],
    holidays: BTreeSet<Date>,
    from: Date,
    until: Date,
}

impl WorkingCalendar {
    /// A calendar that is confirmed from one day until another, both included.
    pub fn new(
        name: Name,
        weekdays: impl IntoIterator<Item = Weekday>,
        holidays: impl IntoIterator<Item = Date>,
        from: Date,
        until: Date,
    ) -> Self {
        let mut working = [false; 7];
        for weekday in weekdays {
            working[weekday.num_days_from_monday() as usize] = true;
        }
        Self {
            name,
            weekdays: working,
            holidays: holidays.into_iter().collect(),
            from,
            until,
        }
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.name
    }
}

impl Calendar for WorkingCalendar {
    fn is_working_day(&self, date: Date) -> Result<bool, OutsideCalendar> {
        if date < self.from || date > self.until {
            let (table, from, until) = (self.name.clone(), self.from, self.until);
            return Err(OutsideCalendar::from(NotConfirmed {
                table,
                date,
                from,
                until,
            }));
        }
        Ok(
            self.weekdays[date.weekday().num_days_from_monday() as usize]
                && !self.holidays.contains(&date),
        )
    }
}

/// The calendar of those who named none: it knows no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoCalendar;

impl Calendar for NoCalendar {
    fn is_working_day(&self, _date: Date) -> Result<bool, OutsideCalendar> {
        Err(OutsideCalendar::NoCalendar)
    }
}
