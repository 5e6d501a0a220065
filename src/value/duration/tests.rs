//! Periods: every row of the tables in `rules.md`, section 4 (computing rules for Dutch law), with the reason of each.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::value::{
    DayTable, Name, NoCalendar, NotConfirmed, OutsideCalendar, Weekday, WorkingCalendar, parse_date,
};

/// The holidays of the Algemene termijnenwet of 2025 to 2027, as far as they are listed.
const HOLIDAYS: &str = "\
date,name_en,basis
2025-01-01,New Year's Day,atw-3-1
2025-04-18,Good Friday,atw-3-2
2025-04-20,Easter Sunday,sunday
2025-04-21,Easter Monday,atw-3-1
2025-04-26,King's Day,atw-3-1
2025-05-05,Liberation Day,atw-3-1
2025-05-29,Ascension Day,atw-3-1
2025-05-30,Day equated by decree,atw-3-3
2025-06-08,Whit Sunday,sunday
2025-06-09,Whit Monday,atw-3-1
2025-12-25,Christmas Day,atw-3-1
2025-12-26,Boxing Day,atw-3-1
2026-01-01,New Year's Day,atw-3-1
2026-01-02,Day equated by decree,atw-3-3
2026-04-03,Good Friday,atw-3-2
2026-04-05,Easter Sunday,sunday
2026-04-06,Easter Monday,atw-3-1
2026-04-27,King's Day,atw-3-1
2026-05-05,Liberation Day,atw-3-1
2026-05-14,Ascension Day,atw-3-1
2026-05-15,Day equated by decree,atw-3-3
2026-05-24,Whit Sunday,sunday
2026-05-25,Whit Monday,atw-3-1
2026-12-25,Christmas Day,atw-3-1
2026-12-26,Boxing Day,atw-3-1
2027-01-01,New Year's Day,atw-3-1
2027-03-26,Good Friday,atw-3-2
2027-03-28,Easter Sunday,sunday
2027-03-29,Easter Monday,atw-3-1
2027-04-27,King's Day,atw-3-1
2027-05-05,Liberation Day,atw-3-1
2027-05-06,Ascension Day,atw-3-1
2027-05-07,Day equated by decree,atw-3-3
2027-05-16,Whit Sunday,sunday
2027-05-17,Whit Monday,atw-3-1
2027-12-25,Christmas Day,atw-3-1
2027-12-26,Boxing Day,atw-3-1
";

fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

fn period(text: &str) -> Duration {
    Duration::parse(text).expect("a period")
}

/// Monday to Friday, less the days of article 3 paragraphs 1 and 2; days equated by decree are working days.
fn working_days() -> WorkingCalendar {
    let table = DayTable::from_csv(
        Name::new("holidays"),
        HOLIDAYS,
        "date",
        "basis",
        day("2027-12-31"),
    )
    .expect("a table");
    let labels = [Name::new("atw-3-1"), Name::new("atw-3-2")];
    let weekdays = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
    ];
    let name = Name::new("working days");
    WorkingCalendar::new(
        name,
        weekdays,
        table.days_labelled(&labels),
        day("2025-01-01"),
        day("2027-12-31"),
    )
}

fn table(
    rows: &[(&str, &str, &str, &str)],
    shift: impl Fn(Duration, Date) -> Result<Date, DateError>,
) {
    let mut wrong = String::new();
    for (anchor, text, expected, reason) in rows {
        let found = shift(period(text), day(anchor));
        if found != Ok(day(expected)) {
            let _ = writeln!(
                wrong,
                "{text} from {anchor}: {found:?}, not {expected} ({reason})"
            );
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn months_and_years_end_on_the_same_day_or_the_last_one() {
    let rows = [
        ("2026-01-31", "1 month", "2026-02-28", "February is shorter"),
        ("2024-01-31", "1 month", "2024-02-29", "a leap year"),
        (
            "2026-01-30",
            "1 month",
            "2026-02-28",
            "February has no 30th",
        ),
        ("2026-01-29", "1 month", "2026-02-28", "nor a 29th"),
        (
            "2024-02-29",
            "12 months",
            "2025-02-28",
            "the year after has no 29th",
        ),
        (
            "2024-02-29",
            "1 year",
            "2025-02-28",
            "a year is twelve months",
        ),
        (
            "2024-02-29",
            "48 months",
            "2028-02-29",
            "the next leap year, from the anchor",
        ),
        ("2024-02-29", "4 years", "2028-02-29", "the same in years"),
        (
            "2024-02-29",
            "3 months",
            "2024-05-29",
            "the last day does not stick to the last day",
        ),
        ("2026-02-28", "1 month", "2026-03-28", "nor here"),
        ("2026-03-31", "1 month", "2026-04-30", "April has 30 days"),
        ("2026-05-31", "1 month", "2026-06-30", "June has 30 days"),
        (
            "2026-12-31",
            "2 months",
            "2027-02-28",
            "over the end of the year",
        ),
        (
            "2026-08-31",
            "6 months",
            "2027-02-28",
            "over the end of the year",
        ),
        (
            "2016-02-29",
            "3 months",
            "2016-05-29",
            "HR 1 September 2017",
        ),
        (
            "2026-01-31",
            "2 months",
            "2026-03-31",
            "from the anchor, not step by step",
        ),
        (
            "2096-02-29",
            "4 years",
            "2100-02-28",
            "2100 is no leap year",
        ),
        ("2026-03-15", "0 months", "2026-03-15", "nothing"),
    ];
    table(&rows, |duration, date| {
        duration.shift_forward(date, &NoCalendar)
    });
}

#[test]
fn days_and_weeks_do_not_count_the_anchor() {
    let rows = [
        (
            "2026-01-10",
            "15 days",
            "2026-01-25",
            "within 15 days after",
        ),
        (
            "2026-02-14",
            "14 days",
            "2026-02-28",
            "within 14 days after",
        ),
        ("2024-02-15", "14 days", "2024-02-29", "over the leap day"),
        (
            "2026-12-20",
            "14 days",
            "2027-01-03",
            "over the end of the year",
        ),
        (
            "2026-12-20",
            "2 weeks",
            "2027-01-03",
            "a week is seven days",
        ),
        (
            "2024-03-01",
            "60 days",
            "2024-04-30",
            "a last day on any day of the week",
        ),
    ];
    table(&rows, |duration, date| {
        duration.shift_forward(date, &NoCalendar)
    });
}

#[test]
fn working_days_pass_over_weekends_and_holidays() {
    let rows = [
        (
            "2026-04-02",
            "2 working days",
            "2026-04-08",
            "Good Friday, Easter and Easter Monday",
        ),
        (
            "2026-05-13",
            "2 working days",
            "2026-05-18",
            "Ascension; the decree day after it is a working day",
        ),
        (
            "2026-12-24",
            "2 working days",
            "2026-12-29",
            "Christmas Day, Boxing Day on a Saturday, a Sunday",
        ),
        (
            "2025-04-25",
            "2 working days",
            "2025-04-29",
            "King's Day on a Saturday, a Sunday",
        ),
        ("2026-07-03", "2 working days", "2026-07-07", "a weekend"),
        (
            "2026-07-04",
            "2 working days",
            "2026-07-07",
            "from a Saturday",
        ),
        (
            "2026-07-05",
            "0 working days",
            "2026-07-05",
            "nothing, from a Sunday",
        ),
    ];
    let calendar = working_days();
    table(&rows, |duration, date| {
        duration.shift_forward(date, &calendar)
    });
}

#[test]
fn periods_backwards_follow_the_same_rules() {
    let rows = [
        (
            "2026-12-31",
            "2 months",
            "2026-10-31",
            "two months before the end of the year",
        ),
        (
            "2026-02-28",
            "2 months",
            "2025-12-28",
            "end 28 February: 28 December",
        ),
        ("2026-03-31", "1 month", "2026-02-28", "February is shorter"),
        (
            "2025-02-28",
            "1 year",
            "2024-02-28",
            "the last day does not stick to the last day",
        ),
        ("2026-03-01", "14 days", "2026-02-15", "days"),
        ("2026-03-01", "1 week", "2026-02-22", "a week"),
        ("2026-04-08", "2 working days", "2026-04-02", "over Easter"),
    ];
    let calendar = working_days();
    table(&rows, |duration, date| duration.shift_back(date, &calendar));
}

#[test]
fn a_calendar_does_not_guess() {
    let calendar = working_days();
    let beyond = period("2 working days").shift_forward(day("2027-12-30"), &calendar);
    let not_confirmed = OutsideCalendar::NotConfirmed(NotConfirmed {
        table: Name::new("working days"),
        date: day("2028-01-01"),
        from: day("2025-01-01"),
        until: day("2027-12-31"),
    });
    assert_eq!(beyond, Err(DateError::OutsideCalendar(not_confirmed)));
    let without = period("1 working day").shift_forward(day("2026-01-01"), &NoCalendar);
    assert_eq!(
        without,
        Err(DateError::OutsideCalendar(OutsideCalendar::NoCalendar))
    );
}

#[test]
fn days_that_cannot_be_reckoned_with_are_an_error() {
    let farthest = period("110000 years");
    assert_eq!(
        farthest.shift_forward(day("2200-12-31"), &NoCalendar),
        Err(DateError::OutOfRange)
    );
    assert_eq!(
        farthest.shift_back(day("1900-01-01"), &NoCalendar),
        Err(DateError::OutOfRange)
    );
    let most = Duration::new(u32::MAX, Unit::Week);
    assert_eq!(
        most.shift_forward(day("2200-12-31"), &NoCalendar),
        Err(DateError::OutOfRange)
    );
}

#[test]
fn reads_and_shows() {
    let rows = [
        ("14 days", "14 days"),
        ("1 month", "1 month"),
        ("2 working days", "2 working days"),
        ("1 year", "1 year"),
        ("1 days", "1 day"),
        ("0 days", "0 days"),
        ("3 weeks", "3 weeks"),
    ];
    for (text, shown) in rows {
        assert_eq!(period(text).to_string(), shown);
    }
    for text in [
        "",
        "14",
        "days",
        "a month",
        "-1 days",
        "1.5 months",
        "14 dayss",
        "14days",
        "2 workingdays",
        "1e3 days",
    ] {
        assert_eq!(
            Duration::parse(text),
            Err(DurationError::NotAPeriod(text.to_owned()))
        );
    }
    for text in ["110001 days", "99999999999 years"] {
        assert_eq!(
            Duration::parse(text),
            Err(DurationError::TooLong(text.to_owned()))
        );
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_u64..100_000)
        .prop_map(|days| by_days(day("1900-01-01"), days, Direction::Forward).expect("before 2200"))
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::Day),
        Just(Unit::Week),
        Just(Unit::Month),
        Just(Unit::Year)
    ]
}

proptest! {
    #[test]
    fn a_longer_period_never_ends_earlier(anchor in any_day(), unit in any_unit(), count in 0_u32..500, more in 0_u32..50) {
        let end = |count| Duration::new(count, unit).shift_forward(anchor, &NoCalendar);
        prop_assert!(end(count)? <= end(count + more)?);
        prop_assert!(end(count)? >= anchor);
    }

    #[test]
    fn a_later_anchor_never_ends_earlier(anchor in any_day(), later in 0_u64..60, unit in any_unit(), count in 0_u32..500) {
        let other = by_days(anchor, later, Direction::Forward).expect("before 2300");
        let duration = Duration::new(count, unit);
        prop_assert!(duration.shift_forward(anchor, &NoCalendar)? <= duration.shift_forward(other, &NoCalendar)?);
        prop_assert!(duration.shift_back(anchor, &NoCalendar)? <= duration.shift_back(other, &NoCalendar)?);
    }

    #[test]
    fn a_year_is_twelve_months(anchor in any_day(), years in 0_u32..200) {
        let in_years = Duration::new(years, Unit::Year).shift_forward(anchor, &NoCalendar)?;
        prop_assert_eq!(in_years, Duration::new(years * 12, Unit::Month).shift_forward(anchor, &NoCalendar)?);
    }

    #[test]
    fn a_month_later_keeps_the_day_unless_there_is_none(anchor in any_day(), months in 0_u32..600) {
        let end = Duration::new(months, Unit::Month).shift_forward(anchor, &NoCalendar)?;
        let last = last_day_of_month(end.year(), end.month());
        prop_assert_eq!(end.day(), anchor.day().min(last));
    }

    #[test]
    fn what_compares_as_longer_never_ends_earlier(
        anchor in any_day(), one in any_unit(), other in any_unit(), count in 0_u32..60, others in 0_u32..60,
    ) {
        let (one, other) = (Duration::new(count, one), Duration::new(others, other));
        let ends = one.shift_forward(anchor, &NoCalendar)?.cmp(&other.shift_forward(anchor, &NoCalendar)?);
        match one.compare(other) {
            Some(Ordering::Equal) => prop_assert_eq!(ends, Ordering::Equal),
            Some(Ordering::Less) => prop_assert!(ends.is_le()),
            Some(Ordering::Greater) => prop_assert!(ends.is_ge()),
            None => prop_assert!(!one.counts_the_same_as(other)),
        }
    }
}

#[test]
fn periods_compare_as_far_as_every_calendar_agrees() {
    let compared = |one: &str, other: &str| {
        let period = |text| Duration::parse(text).expect("it is a period");
        period(one).compare(period(other))
    };
    assert_eq!(compared("2 weeks", "14 days"), Some(Ordering::Equal));
    assert_eq!(compared("1 year", "13 months"), Some(Ordering::Less));
    assert_eq!(compared("27 days", "1 month"), Some(Ordering::Less));
    assert_eq!(compared("28 days", "1 month"), None);
    assert_eq!(compared("30 days", "1 month"), None);
    assert_eq!(compared("32 days", "1 month"), Some(Ordering::Greater));
    assert_eq!(
        compared("5 working days", "4 days"),
        Some(Ordering::Greater)
    );
    assert_eq!(compared("5 working days", "1 week"), None);
}

#[test]
fn units_between_two_days_leave_out_the_first_and_count_the_last() {
    let rows = [
        ("2025-04-11", "2025-04-30", Unit::WorkingDay, false, 11),
        ("2025-04-11", "2025-04-14", Unit::WorkingDay, false, 1),
        ("2025-04-11", "2025-04-13", Unit::WorkingDay, false, 0),
        ("2025-04-14", "2025-04-11", Unit::WorkingDay, false, 0),
        ("2025-04-11", "2025-04-11", Unit::Day, true, 0),
        ("2025-04-11", "2025-04-30", Unit::Day, false, 19),
        ("2025-04-11", "2025-04-25", Unit::Week, false, 2),
        ("2025-04-11", "2025-04-25", Unit::Week, true, 2),
        ("2025-04-11", "2025-04-26", Unit::Week, false, 2),
        ("2025-04-11", "2025-04-26", Unit::Week, true, 3),
        ("2025-01-31", "2025-02-27", Unit::Month, false, 0),
        ("2025-01-31", "2025-02-28", Unit::Month, false, 1),
        ("2025-01-31", "2025-03-01", Unit::Month, true, 2),
        ("2024-02-29", "2028-02-28", Unit::Year, false, 3),
        ("2024-02-29", "2028-02-29", Unit::Year, false, 4),
        ("2024-02-29", "2025-02-28", Unit::Year, true, 1),
    ];
    let calendar = working_days();
    for (from, to, unit, started, count) in rows {
        let day = |text| parse_date(text).expect("it is a date");
        let found = Duration::between(day(from), day(to), unit, started, &calendar);
        assert_eq!(found, Ok(Duration::new(count, unit)), "{from} to {to}");
    }
}
