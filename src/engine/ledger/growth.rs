//! How money grows, resolved to values: the ledger's side of `check::program::Growth`.

use crate::value::{Anchor, Date, Duration, NoCalendar, Percent, RateTable, Unit};

use super::LedgerError;

/// How money grows on a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Growth<'t> {
    /// `R a year on X, counted by the day at 365 days to the year, compounding every year after M`
    Yearly(Yearly<'t>),
    /// `R for each started month on X, counted from M`
    PerPeriod(PerPeriod),
    /// `the highest of the following`: each grows as if it were alone; what has arisen is what the highest of them has reached.
    HighestOf(Vec<Growth<'t>>),
}

/// Growth by the day.
#[derive(Debug, Clone, PartialEq)]
pub struct Yearly<'t> {
    /// The rate of a year.
    pub rate: Rate<'t>,
    /// Days to the year, also in leap years.
    pub days_to_the_year: u32,
    /// Unpaid interest of past years joins the base.
    pub compounding: Option<Compounding>,
}

/// A yearly rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rate<'t> {
    /// The same on every day.
    Fixed(Percent),
    /// By a table; days that it does not know bear an unknown amount.
    Table(&'t RateTable),
}

/// What is unpaid at the end of a period joins the base on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compounding {
    /// The period.
    pub every: Period,
    /// From which day the periods are counted.
    pub counted: Anchor<Date>,
}

/// Growth by the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerPeriod {
    /// The rate of a period.
    pub rate: Percent,
    /// The period.
    pub every: Period,
    /// A started period counts whole, at its start; otherwise a period counts when it is complete.
    pub started: bool,
    /// The first period starts on this day; period k starts on this day + k periods.
    pub counted_from: Date,
}

impl PerPeriod {
    /// The first start of a period on or after a day.
    pub fn first_start_from(&self, day: Date) -> Option<Date> {
        (0..=MOST_PERIODS)
            .map_while(|number| self.every.after(self.counted_from, number))
            .find(|start| *start >= day)
    }
}

/// Rates are weighed in so many parts of a millionth of a percent.
const WEIGHED_BY: i128 = 1_000_000;

/// More periods than this pass in no relation.
const MOST_PERIODS: u32 = 100_000;

/// A period that can be repeated: longer than nothing, and not in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period(Duration);

impl Period {
    /// A period of days, weeks, months or years.
    pub fn new(duration: Duration) -> Result<Self, LedgerError> {
        if duration.count == 0 || duration.unit == Unit::WorkingDay {
            Err(LedgerError::NoPeriod(duration))
        } else {
            Ok(Self(duration))
        }
    }

    /// One year.
    pub fn year() -> Self {
        Self(Duration::new(1, Unit::Year))
    }

    /// One month.
    pub fn month() -> Self {
        Self(Duration::new(1, Unit::Month))
    }

    /// The day `count` periods after a day, reckoned from that day in one go; none beyond the calendar.
    pub(super) fn after(self, anchor: Date, count: u32) -> Option<Date> {
        self.times(count)?.shift_forward(anchor, &NoCalendar).ok()
    }

    /// The last day of period `count`.
    pub(super) fn last_day(self, counted: Anchor<Date>, count: u32) -> Option<Date> {
        counted.last_day_of(self.times(count)?)
    }

    fn times(self, count: u32) -> Option<Duration> {
        Some(Duration::new(self.0.count.checked_mul(count)?, self.0.unit))
    }

    /// What grows in a year when so much grows in a period: a year has 12 months, and else 365 days.
    fn in_a_year(self, of_a_period: i128) -> i128 {
        let count = i128::from(self.0.count);
        match self.0.unit {
            Unit::Day | Unit::WorkingDay => of_a_period * 365 / count,
            Unit::Week => of_a_period * 365 / (7 * count),
            Unit::Month => of_a_period * 12 / count,
            Unit::Year => of_a_period / count,
        }
    }
}

/// One growth that is not made of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Law<'t> {
    Daily {
        rate: Rate<'t>,
        days_to_the_year: u32,
        compounding: Option<Compounding>,
    },
    ByPeriod(PerPeriod),
}

impl<'t> Law<'t> {
    /// What grows in a year of 365 days on an amount of one, in millionths of a millionth of a percent; nothing where the rate is not
    /// known. Different rates that texts can say differ by more than what the division leaves out.
    pub(super) fn weight(self, on: Date) -> i128 {
        match self {
            Self::Daily {
                rate,
                days_to_the_year,
                ..
            } => {
                let rate = match rate {
                    Rate::Fixed(percent) => micro(percent),
                    Rate::Table(table) => table.rate_on(on).map_or(0, micro),
                };
                rate * WEIGHED_BY * 365 / i128::from(days_to_the_year)
            }
            Self::ByPeriod(law) => law.every.in_a_year(micro(law.rate) * WEIGHED_BY),
        }
    }

    /// Whether the other law is this one. Tables are compared as places, not row by row.
    pub(super) fn is(self, other: Law<'t>) -> bool {
        let same_rate = match (self, other) {
            (Self::Daily { rate, .. }, Self::Daily { rate: known, .. }) => match (rate, known) {
                (Rate::Table(one), Rate::Table(other)) => std::ptr::eq(one, other),
                (Rate::Fixed(one), Rate::Fixed(other)) => one == other,
                (Rate::Table(_), Rate::Fixed(_)) | (Rate::Fixed(_), Rate::Table(_)) => false,
            },
            (Self::ByPeriod(one), Self::ByPeriod(other)) => one.rate == other.rate,
            (Self::Daily { .. }, Self::ByPeriod(_)) | (Self::ByPeriod(_), Self::Daily { .. }) => {
                false
            }
        };
        same_rate && self.has_the_form_of(other)
    }

    /// Whether the other law is this one at another rate.
    pub(super) fn has_the_form_of(self, other: Law<'t>) -> bool {
        match (self, other) {
            (
                Self::Daily {
                    days_to_the_year: year,
                    compounding,
                    ..
                },
                Self::Daily {
                    days_to_the_year: other_year,
                    compounding: other_compounding,
                    ..
                },
            ) => year == other_year && compounding == other_compounding,
            (Self::ByPeriod(this), Self::ByPeriod(that)) => {
                this.every == that.every
                    && this.counted_from == that.counted_from
                    && this.started == that.started
            }
            (Self::Daily { .. }, Self::ByPeriod(_)) | (Self::ByPeriod(_), Self::Daily { .. }) => {
                false
            }
        }
    }
}

/// The single growths that a growth is made of, each checked.
pub(super) fn laws_of<'t>(growth: &Growth<'t>) -> Result<Vec<Law<'t>>, LedgerError> {
    match growth {
        Growth::Yearly(yearly) => {
            if let Rate::Fixed(percent) = yearly.rate {
                whole_millionths(percent)?;
            }
            if yearly.days_to_the_year == 0 {
                return Err(LedgerError::NoDaysToTheYear);
            }
            Ok(vec![Law::Daily {
                rate: yearly.rate,
                days_to_the_year: yearly.days_to_the_year,
                compounding: yearly.compounding,
            }])
        }
        Growth::PerPeriod(law) => {
            whole_millionths(law.rate)?;
            Ok(vec![Law::ByPeriod(*law)])
        }
        Growth::HighestOf(growths) if growths.is_empty() => Err(LedgerError::NothingToChooseFrom),
        Growth::HighestOf(growths) => {
            let laws: Result<Vec<_>, _> = growths.iter().map(laws_of).collect();
            Ok(laws?.concat())
        }
    }
}

/// A percentage in millionths of a percent, exact for what texts and tables can say.
pub(super) fn micro(percent: Percent) -> i128 {
    let mut hundredths = percent.hundredths();
    hundredths.rescale(6);
    hundredths.mantissa()
}

fn whole_millionths(percent: Percent) -> Result<(), LedgerError> {
    let hundredths = percent.hundredths().normalize();
    let fits = hundredths.scale() <= 6 && hundredths.abs().trunc().mantissa() <= 1_000_000_000;
    if fits {
        Ok(())
    } else {
        Err(LedgerError::RateTooFine(percent))
    }
}
