//! Tables of law and market: rates that change on a day, and listed days, each confirmed until a day.

use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

use super::{CsvError, CsvTable, Date, Name, Percent, parse_date, stored};

/// Rates, each valid from a day until the day before the next one.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RateTable {
    name: Name,
    #[borsh(
        serialize_with = "stored::write_days",
        deserialize_with = "stored::read_days"
    )]
    rows: Vec<(Date, Percent)>,
    #[borsh(
        serialize_with = "stored::write_date",
        deserialize_with = "stored::read_date"
    )]
    confirmed_until: Date,
}

/// Days of one rate: both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateSegment {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub through: Date,
    /// The rate that holds on them.
    pub rate: Percent,
}

/// A day for which a table is not confirmed: the last row is never taken to go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the table `{table}` gives nothing for {date}: it is confirmed from {from} until {until}")]
pub struct NotConfirmed {
    /// The table.
    pub table: Name,
    /// The first day asked for that it does not know.
    pub date: Date,
    /// The first day it knows.
    pub from: Date,
    /// The last day it knows.
    pub until: Date,
}

/// Why rows are no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The text cannot be read.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// No rows.
    #[error("the table `{0}` has no rows")]
    NoRows(Name),
    /// Rows that do not follow each other in time.
    #[error(
        "in the table `{table}` the row of {later} stands after the row of {earlier}; rows follow each other in time"
    )]
    NotInOrder {
        /// The table.
        table: Name,
        /// The day of the row above.
        earlier: Date,
        /// The day of the row below, not later than that.
        later: Date,
    },
    /// Rows after the day until which the table is confirmed.
    #[error("the table `{table}` has a row of {row} but says that it is confirmed until {until}")]
    RowAfterConfirmed {
        /// The table.
        table: Name,
        /// The day of the row.
        row: Date,
        /// The day until which it is confirmed.
        until: Date,
    },
}

impl RateTable {
    /// A table of rows in order of time, confirmed until a day (included).
    pub fn new(
        name: Name,
        rows: Vec<(Date, Percent)>,
        confirmed_until: Date,
    ) -> Result<Self, TableError> {
        let Some((last, _)) = rows.last().copied() else {
            return Err(TableError::NoRows(name));
        };
        if let Some(pair) = rows.windows(2).find(|pair| pair[1].0 <= pair[0].0) {
            return Err(TableError::NotInOrder {
                table: name,
                earlier: pair[0].0,
                later: pair[1].0,
            });
        }
        if last > confirmed_until {
            return Err(TableError::RowAfterConfirmed {
                table: name,
                row: last,
                until: confirmed_until,
            });
        }
        Ok(Self {
            name,
            rows,
            confirmed_until,
        })
    }

    /// Reads a table from text: the days in one column, the rates (numbers without a sign) in another.
    pub fn from_csv(
        name: Name,
        text: &str,
        day_column: &str,
        rate_column: &str,
        confirmed_until: Date,
    ) -> Result<Self, TableError> {
        let rows = CsvTable::parse(text)?.read([day_column, rate_column], |[day, rate]| {
            let from = parse_date(day.text).map_err(|error| day.refused(error))?;
            let percent = Percent::parse_number(rate.text).map_err(|error| rate.refused(error))?;
            Ok((from, percent))
        })?;
        Self::new(name, rows, confirmed_until)
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The last day it knows.
    pub fn confirmed_until(&self) -> Date {
        self.confirmed_until
    }

    /// The first day it knows.
    pub fn confirmed_from(&self) -> Date {
        self.rows[0].0
    }

    /// The rows: from which day, which rate.
    pub fn rows(&self) -> &[(Date, Percent)] {
        &self.rows
    }

    /// The rate of a day.
    pub fn rate_on(&self, date: Date) -> Result<Percent, NotConfirmed> {
        let row = self.row_on(date)?;
        Ok(self.rows[row].1)
    }

    /// The days from `from` through `through`, each in one segment, a segment for each row of the table that they touch;
    /// none when `through` is before `from`.
    pub fn segments(&self, from: Date, through: Date) -> Result<Vec<RateSegment>, NotConfirmed> {
        if through < from {
            return Ok(Vec::new());
        }
        let (first, last) = (self.row_on(from)?, self.row_on(through)?);
        let segment = |row: usize| RateSegment {
            from: from.max(self.rows[row].0),
            through: self.last_day_of(row).min(through),
            rate: self.rows[row].1,
        };
        Ok((first..=last).map(segment).collect())
    }

    fn row_on(&self, date: Date) -> Result<usize, NotConfirmed> {
        let rows_until = self.rows.partition_point(|(from, _)| *from <= date);
        if rows_until > 0 && date <= self.confirmed_until {
            return Ok(rows_until - 1);
        }
        let (from, until) = (self.confirmed_from(), self.confirmed_until);
        let date = if rows_until == 0 {
            date
        } else {
            until.succ_opt().map_or(date, |first| first.min(date))
        };
        Err(NotConfirmed {
            table: self.name.clone(),
            date,
            from,
            until,
        })
    }

    fn last_day_of(&self, row: usize) -> Date {
        let next = self.rows.get(row + 1).and_then(|(from, _)| from.pred_opt());
        next.unwrap_or(self.confirmed_until)
    }
}

/// Days with labels: holidays with the rule each rests on.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct DayTable {
    name: Name,
    #[borsh(
        serialize_with = "stored::write_days",
        deserialize_with = "stored::read_days"
    )]
    days: BTreeMap<Date, Vec<Name>>,
    #[borsh(
        serialize_with = "stored::write_date",
        deserialize_with = "stored::read_date"
    )]
    confirmed_until: Date,
}

impl DayTable {
    /// A table of days, confirmed from the first of them until a day (included); a day may stand in several rows.
    pub fn new(
        name: Name,
        rows: impl IntoIterator<Item = (Date, Name)>,
        confirmed_until: Date,
    ) -> Self {
        let mut days: BTreeMap<Date, Vec<Name>> = BTreeMap::new();
        for (day, label) in rows {
            days.entry(day).or_default().push(label);
        }
        Self {
            name,
            days,
            confirmed_until,
        }
    }

    /// Reads a table from text: the days in one column, their labels in another.
    pub fn from_csv(
        name: Name,
        text: &str,
        day_column: &str,
        label_column: &str,
        confirmed_until: Date,
    ) -> Result<Self, TableError> {
        let rows = CsvTable::parse(text)?.read([day_column, label_column], |[day, label]| {
            let date = parse_date(day.text).map_err(|error| day.refused(error))?;
            Ok((date, Name::new(label.text)))
        })?;
        if rows.is_empty() {
            Err(TableError::NoRows(name))
        } else {
            Ok(Self::new(name, rows, confirmed_until))
        }
    }

    /// Its name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The labels of a day; none when it is not listed, an error when the table does not know the day.
    pub fn labels_on(&self, date: Date) -> Result<&[Name], NotConfirmed> {
        let first = self.days.keys().next().copied();
        let from = first.unwrap_or(self.confirmed_until);
        if from <= date && date <= self.confirmed_until {
            return Ok(self.labels(date));
        }
        Err(NotConfirmed {
            table: self.name.clone(),
            date,
            from,
            until: self.confirmed_until,
        })
    }

    /// The labels of a day; none when it is not listed.
    pub fn labels(&self, date: Date) -> &[Name] {
        self.days.get(&date).map_or(&[], Vec::as_slice)
    }

    /// The days that bear one of these labels, in order.
    pub fn days_labelled<'a>(&'a self, labels: &'a [Name]) -> impl Iterator<Item = Date> + 'a {
        self.iter()
            .filter(|(_, given)| given.iter().any(|label| labels.contains(label)))
            .map(|(day, _)| day)
    }

    /// All days with their labels, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Date, &[Name])> {
        self.days
            .iter()
            .map(|(day, labels)| (*day, labels.as_slice()))
    }
}

#[cfg(test)]
mod tests;
