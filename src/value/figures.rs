//! Tables of figures by period of the calendar: an index for each month, quarter or year.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use borsh::{BorshDeserialize, BorshSerialize};
use chrono::Datelike;

use super::{CalendarPeriod, CsvError, CsvTable, Date, Decimal, Name, parse_decimal};

/// A period of the calendar by its name: `2024`, `2024-Q3`, `2024-10`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct NamedPeriod {
    year: i32,
    part: Part,
}

/// Which part of the year it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
enum Part {
    Whole,
    Quarter(u32),
    Month(u32),
}

impl NamedPeriod {
    /// The period of this kind in which a day lies; none for weeks, which have no name here.
    pub fn of(day: Date, every: CalendarPeriod) -> Option<Self> {
        let part = match every {
            CalendarPeriod::Year => Part::Whole,
            CalendarPeriod::Quarter => Part::Quarter(day.month0() / 3 + 1),
            CalendarPeriod::Month => Part::Month(day.month()),
            CalendarPeriod::Week => return None,
        };
        let year = day.year();
        Some(Self { year, part })
    }

    /// What it is one of.
    pub fn every(self) -> CalendarPeriod {
        match self.part {
            Part::Whole => CalendarPeriod::Year,
            Part::Quarter(_) => CalendarPeriod::Quarter,
            Part::Month(_) => CalendarPeriod::Month,
        }
    }
}

impl FromStr for NamedPeriod {
    type Err = FigureError;

    fn from_str(text: &str) -> Result<Self, FigureError> {
        let refused = || FigureError::NotAPeriod(text.to_owned());
        let digits = |text: &str, count: usize| {
            let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
            all.then(|| text.parse::<u32>().ok()).flatten()
        };
        let (year, part) = match text.split_once('-') {
            None => (text, Part::Whole),
            Some((year, part)) => match part.strip_prefix('Q') {
                Some(quarter) => {
                    let quarter = digits(quarter, 1).filter(|one| (1..=4).contains(one));
                    (year, Part::Quarter(quarter.ok_or_else(refused)?))
                }
                None => {
                    let month = digits(part, 2).filter(|one| (1..=12).contains(one));
                    (year, Part::Month(month.ok_or_else(refused)?))
                }
            },
        };
        let year = digits(year, 4).and_then(|year| i32::try_from(year).ok());
        let year = year.ok_or_else(refused)?;
        Ok(Self { year, part })
    }
}

impl fmt::Display for NamedPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Whole => write!(f, "{:04}", self.year),
            Part::Quarter(quarter) => write!(f, "{:04}-Q{quarter}", self.year),
            Part::Month(month) => write!(f, "{:04}-{month:02}", self.year),
        }
    }
}

/// Figures, each of one period; all periods are of one kind. A period without a row has no figure: the last one is never taken to go on.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FigureTable {
    name: Name,
    every: CalendarPeriod,
    rows: BTreeMap<NamedPeriod, Decimal>,
}

/// A period of which a table has no figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the table `{table}` has no figure for {period}; it has {count}, from {from} until {until}"
)]
pub struct NoFigure {
    /// The table.
    pub table: Name,
    /// The period asked for.
    pub period: NamedPeriod,
    /// How many it has.
    pub count: usize,
    /// The first period that it has a figure for.
    pub from: NamedPeriod,
    /// The last one.
    pub until: NamedPeriod,
}

/// Why rows are no table of figures.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// The text cannot be read.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// `2024-13`, `October`
    #[error("`{0}` is no period: a month is written `2024-10`, a quarter `2024-Q3`, a year `2024`")]
    NotAPeriod(String),
    /// No rows.
    #[error("it has no rows")]
    NoRows,
    /// A month among years.
    #[error("{other} stands among figures for each {}, such as {first}; a table has one kind of period", .first.every().word())]
    TwoKinds {
        /// The first period of the table.
        first: NamedPeriod,
        /// The one of another kind.
        other: NamedPeriod,
    },
    /// A period that stands there twice.
    #[error("{0} stands there twice")]
    Twice(NamedPeriod),
    /// An index of nothing, or below it: what is divided by it has no answer.
    #[error("the figure for {0} is not above 0")]
    NotPositive(NamedPeriod),
    /// A figure of a period later than the day until which the table is confirmed.
    #[error("it has a figure for {period} but says that it is confirmed until {until}")]
    AfterConfirmed {
        /// The period.
        period: NamedPeriod,
        /// The day.
        until: Date,
    },
}

impl FigureTable {
    /// A table of rows in any order; with a day until which it is confirmed none is of a later period.
    pub fn new(
        name: Name,
        rows: Vec<(NamedPeriod, Decimal)>,
        confirmed_until: Option<Date>,
    ) -> Result<Self, FigureError> {
        let first = rows.first().ok_or(FigureError::NoRows)?.0;
        let every = first.every();
        let last = confirmed_until.and_then(|day| NamedPeriod::of(day, every));
        let mut known = BTreeMap::new();
        for (period, figure) in rows {
            if period.every() != every {
                let other = period;
                return Err(FigureError::TwoKinds { first, other });
            }
            if figure <= Decimal::ZERO {
                return Err(FigureError::NotPositive(period));
            }
            if let (Some(last), Some(until)) = (last, confirmed_until)
                && period > last
            {
                return Err(FigureError::AfterConfirmed { period, until });
            }
            if known.insert(period, figure).is_some() {
                return Err(FigureError::Twice(period));
            }
        }
        Ok(Self {
            name,
            every,
            rows: known,
        })
    }

    /// Reads a table from text: the periods in one column, the figures in another; none when the first row has no period.
    pub fn from_csv(
        name: Name,
        text: &str,
        period_column: &str,
        figure_column: &str,
        confirmed_until: Option<Date>,
    ) -> Option<Result<Self, FigureError>> {
        let table = CsvTable::parse(text).ok()?;
        let keys = table.read([period_column], |[key]| Ok(key.text)).ok()?;
        NamedPeriod::from_str(keys.first()?).ok()?;
        let rows = table.read([period_column, figure_column], |[period, figure]| {
            let of = NamedPeriod::from_str(period.text).map_err(|error| period.refused(error))?;
            let value = parse_decimal(figure.text).map_err(|error| figure.refused(error))?;
            Ok((of, value))
        });
        Some(
            rows.map_err(FigureError::from)
                .and_then(|rows| Self::new(name, rows, confirmed_until)),
        )
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// For each what it has a figure.
    pub fn every(&self) -> CalendarPeriod {
        self.every
    }

    /// The figure of the period in which a day lies.
    ///
    /// # Errors
    /// It has none for that period.
    pub fn figure_of(&self, day: Date) -> Result<Decimal, NoFigure> {
        let period = NamedPeriod::of(day, self.every).expect("a table has no figures by the week");
        let ends = (self.rows.keys().next(), self.rows.keys().next_back());
        let (Some(from), Some(until)) = ends else {
            unreachable!("a table has rows");
        };
        self.rows.get(&period).copied().ok_or_else(|| NoFigure {
            table: self.name.clone(),
            period,
            count: self.rows.len(),
            from: *from,
            until: *until,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{FigureError, FigureTable, NamedPeriod};
    use crate::value::{Name, parse_date};

    fn table(rows: &str) -> Option<Result<FigureTable, FigureError>> {
        let text = format!("period,index\n{rows}");
        FigureTable::from_csv(Name::new("CPI"), &text, "period", "index", None)
    }

    #[test]
    fn a_day_has_the_figure_of_its_period() {
        let rows = [
            ("2024-10,130.30\n2025-10,134.61", "2024-10-01", "130.30"),
            ("2024-10,130.30\n2025-10,134.61", "2025-10-31", "134.61"),
            ("2024-Q3,118.2\n2024-Q4,119.0", "2024-09-30", "118.2"),
            ("2024-Q3,118.2\n2024-Q4,119.0", "2024-10-01", "119.0"),
            ("2025,120\n2024,116.4", "2024-12-31", "116.4"),
        ];
        for (rows, date, figure) in rows {
            let table = table(rows).expect("periods").expect("a table");
            let found = table.figure_of(parse_date(date).expect("a date"));
            assert_eq!(found.map(|one| one.to_string()).as_deref(), Ok(figure));
        }
    }

    #[test]
    fn a_period_without_a_row_has_no_figure() {
        let table = table("2024-10,130.3\n2025-10,134.6").expect("periods");
        let table = table.expect("a table");
        let told = |date| {
            let found = table.figure_of(parse_date(date).expect("a date"));
            found.expect_err("no such row").to_string()
        };
        let expected =
            "the table `CPI` has no figure for 2025-11; it has 2, from 2024-10 until 2025-10";
        assert_eq!(told("2025-11-01"), expected);
        assert!(told("2025-01-15").contains("no figure for 2025-01;"));
    }

    #[test]
    fn rows_that_cannot_be_meant_are_refused() {
        let rows = [
            ("2024-10,1\n2024-10,2", "2024-10 stands there twice"),
            (
                "2024-10,1\n2024,2",
                "2024 stands among figures for each month, such as 2024-10; a table has one kind of period",
            ),
            ("2024-10,0", "the figure for 2024-10 is not above 0"),
            (
                "2024-10,1\n2024-13,2",
                "line 3, column `period`: `2024-13` is no period: a month is written `2024-10`, a quarter `2024-Q3`, a year `2024`",
            ),
        ];
        for (rows, why) in rows {
            let refused = table(rows).expect("periods").expect_err(rows);
            assert_eq!(refused.to_string(), why);
        }
        assert!(table("2024-10-01,12.5").is_none(), "days are no periods");
    }

    #[test]
    fn periods_are_written_as_they_are_read() {
        for text in ["2024", "2024-Q4", "2024-01"] {
            let period: NamedPeriod = text.parse().expect(text);
            assert_eq!(period.to_string(), text);
        }
        for text in ["24", "2024-Q5", "2024-1", "2024-13", "2024-Q", "", "2024-"] {
            assert!(text.parse::<NamedPeriod>().is_err(), "{text}");
        }
    }
}
