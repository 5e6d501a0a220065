//! What contracts count in: money, percentages, dates, periods, truth; exact and on the civil calendar.
//!
//! Nothing here knows a contract, a statute or a supplier. Amounts are decimals, never binary floats; a period is
//! always computed from its anchor, never step by step; truth has three values. Tables (rates, listed days) are data
//! with the day until which they are confirmed; asking beyond it is an error, not the last row again.

mod anchor;
mod calendar;
mod calendar_day;
mod csv;
mod currency;
mod date;
mod duration;
mod figures;
mod money;
mod name;
mod percent;
mod rounding;
pub(crate) mod stored;
mod table;
mod truth;
#[expect(
    clippy::module_inception,
    reason = "the type `Value` gives the room its name"
)]
mod value;

pub use anchor::Anchor;
pub use calendar::{Calendar, NoCalendar, OutsideCalendar, Weekday, WorkingCalendar};
pub use calendar_day::{CalendarDay, CalendarPeriod};
pub use csv::{CsvError, CsvTable};
pub use currency::Currency;
pub use date::{Date, DateError, date_from_parts, date_in_words, parse_date};
pub use duration::{Duration, DurationError, Unit};
pub use figures::{FigureError, FigureTable, NamedPeriod, NoFigure};
pub use money::{Money, MoneyError, MoneyParseError, parse_decimal};
pub use name::{ClauseId, Name, NotAClauseId, is_code};
pub use percent::{Percent, PercentError};
pub use rounding::Rounding;
pub use rust_decimal::Decimal;
pub use table::{DayTable, NotConfirmed, RateSegment, RateTable, TableError};
pub use truth::Truth;
pub use value::Value;
