//! The day from which periods that follow one another are counted.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::value::{Date, Duration, NoCalendar};

/// From which day periods are counted, each from that day in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Anchor<T> {
    /// `after M`: the first period begins on the day after M; period k ends with M + k periods.
    After(T),
    /// `from M`: the first period begins on M; period k ends with the day before M + k periods.
    From(T),
}

impl<T> Anchor<T> {
    /// What stands for the day.
    pub fn moment(&self) -> &T {
        match self {
            Self::After(moment) | Self::From(moment) => moment,
        }
    }

    /// The same with something else in the place of the day, if there is one.
    pub fn with<U>(&self, moment: Option<U>) -> Option<Anchor<U>> {
        moment.map(|moment| match self {
            Self::After(_) => Anchor::After(moment),
            Self::From(_) => Anchor::From(moment),
        })
    }
}

impl Anchor<Date> {
    /// The last day of the periods that together last this long; none beyond the calendar.
    pub fn last_day_of(self, periods: Duration) -> Option<Date> {
        let shifted = periods.shift_forward(*self.moment(), &NoCalendar).ok()?;
        match self {
            Self::After(_) => Some(shifted),
            Self::From(_) => shifted.pred_opt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Anchor;
    use crate::value::{Date, Duration, Unit, parse_date};

    fn day(text: &str) -> Date {
        parse_date(text).expect("a date")
    }

    #[test]
    fn a_year_after_a_day_and_a_year_from_the_next_day_end_together_except_at_the_end_of_february()
    {
        // Last timely day, first interest day, end of the year by each; they part where one of the days is a 29 February.
        for (after, from, by_one, by_other) in [
            ("2024-01-16", "2024-01-17", "2025-01-16", "2025-01-16"),
            ("2024-02-28", "2024-02-29", "2025-02-28", "2025-02-27"),
            ("2024-02-29", "2024-03-01", "2025-02-28", "2025-02-28"),
            ("2023-02-28", "2023-03-01", "2024-02-28", "2024-02-29"),
            ("2024-12-31", "2025-01-01", "2025-12-31", "2025-12-31"),
        ] {
            let year = Duration::new(1, Unit::Year);
            let ends = [Anchor::After(day(after)), Anchor::From(day(from))]
                .map(|anchor| anchor.last_day_of(year));
            assert_eq!(
                ends,
                [by_one, by_other].map(|end| Some(day(end))),
                "{after}"
            );
        }
    }
}
