//! Tables: which rate holds on which day, and what is refused.

use proptest::prelude::*;

use super::*;

const RATES: &str = "valid_from,rate_percent,status\n2024-01-01,12.50,official\n2024-07-01,12.25,official\n2025-01-01,11.15,x\n";

fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

fn percent(text: &str) -> Percent {
    Percent::parse(text).expect("a percentage")
}

fn rates(text: &str) -> Result<RateTable, TableError> {
    RateTable::from_csv(
        Name::new("base rate"),
        text,
        "valid_from",
        "rate_percent",
        day("2025-06-30"),
    )
}

fn table() -> RateTable {
    rates(RATES).expect("a table")
}

#[test]
fn a_rate_holds_until_the_day_before_the_next() {
    let rows = [
        ("2024-01-01", "12.5%"),
        ("2024-06-30", "12.5%"),
        ("2024-07-01", "12.25%"),
        ("2024-12-31", "12.25%"),
        ("2025-01-01", "11.15%"),
        ("2025-06-30", "11.15%"),
    ];
    for (date, rate) in rows {
        assert_eq!(table().rate_on(day(date)), Ok(percent(rate)), "{date}");
    }
}

#[test]
fn the_last_row_does_not_go_on() {
    let message = |date: &str| {
        table()
            .rate_on(day(date))
            .map_err(|error| error.to_string())
    };
    let span = "it is confirmed from 2024-01-01 until 2025-06-30";
    assert_eq!(
        message("2025-07-01"),
        Err(format!(
            "the table `base rate` gives nothing for 2025-07-01: {span}"
        ))
    );
    assert_eq!(
        message("2023-12-31"),
        Err(format!(
            "the table `base rate` gives nothing for 2023-12-31: {span}"
        ))
    );
    let beyond = table()
        .segments(day("2025-06-01"), day("2026-06-01"))
        .map_err(|error| error.date);
    assert_eq!(
        beyond,
        Err(day("2025-07-01")),
        "the first day that is not known"
    );
}

#[test]
fn segments_cut_at_each_change() {
    let found = table()
        .segments(day("2024-06-29"), day("2025-01-01"))
        .expect("known days");
    let expected = [
        ("2024-06-29", "2024-06-30", "12.5%"),
        ("2024-07-01", "2024-12-31", "12.25%"),
        ("2025-01-01", "2025-01-01", "11.15%"),
    ];
    let expected = expected.map(|(from, through, rate)| RateSegment {
        from: day(from),
        through: day(through),
        rate: percent(rate),
    });
    assert_eq!(found, expected);
    assert_eq!(
        table().segments(day("2024-06-29"), day("2024-06-28")),
        Ok(Vec::new())
    );
}

#[test]
fn tables_that_cannot_be_read_say_where() {
    let rows = [
        (
            "",
            "the table is empty: its first line must name the columns",
        ),
        (
            "valid_from,rate_percent\n",
            "the table `base rate` has no rows",
        ),
        (
            "from,rate_percent\n2024-01-01,1\n",
            "the table has no column `valid_from`; its columns are `from`, `rate_percent`",
        ),
        (
            "valid_from,rate_percent,valid_from\n",
            "the table has two columns `valid_from`",
        ),
        (
            "valid_from,rate_percent\n2024-01-01,1,2\n",
            "line 2: 3 cells, but the table has 2 columns",
        ),
        (
            "valid_from,rate_percent\n\n2024-01-01,\"1\"\n",
            "line 3: cells are written without quotes, and hold no comma",
        ),
        (
            "valid_from,rate_percent\n2024-02-30,1\n",
            "line 2, column `valid_from`: February 2024 has no day 30; its last day is 29",
        ),
        (
            "valid_from,rate_percent\n2024-02-29,1.x\n",
            "line 2, column `rate_percent`: `1.x` is not a percentage such as `10.5%`",
        ),
        (
            "valid_from,rate_percent\n2024-02-02,1\n2024-02-01,2\n",
            "in the table `base rate` the row of 2024-02-01 stands after the row of 2024-02-02; rows follow each other in time",
        ),
        (
            "valid_from,rate_percent\n2026-01-01,1\n",
            "the table `base rate` has a row of 2026-01-01 but says that it is confirmed until 2025-06-30",
        ),
    ];
    for (text, message) in rows {
        assert_eq!(
            rates(text).map_err(|error| error.to_string()),
            Err(message.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn a_listed_day_bears_its_labels() {
    let text = "date,name,basis\n2026-12-25,Christmas Day,atw-3-1\n2026-04-03,Good Friday,atw-3-2\n2026-04-03,Other,decree\n";
    let table = DayTable::from_csv(
        Name::new("holidays"),
        text,
        "date",
        "basis",
        day("2030-12-31"),
    )
    .expect("a table");
    assert_eq!(
        table.labels(day("2026-04-03")),
        [Name::new("atw-3-2"), Name::new("decree")]
    );
    assert!(table.labels(day("2026-04-04")).is_empty());
    let labels = [Name::new("atw-3-1"), Name::new("atw-3-2")];
    assert_eq!(
        table.days_labelled(&labels).collect::<Vec<_>>(),
        [day("2026-04-03"), day("2026-12-25")]
    );
}

proptest! {
    #[test]
    fn each_day_stands_in_one_segment(start in 0_u64..540, length in 0_u64..300) {
        let from = day("2024-01-01") + chrono::Days::new(start);
        let through = (from + chrono::Days::new(length)).min(day("2025-06-30"));
        let table = table();
        let days = table.segments(from, through)?.into_iter().flat_map(|segment| {
            segment.from.iter_days().take_while(move |date| *date <= segment.through).map(move |date| (date, segment.rate))
        });
        let mut expected = from;
        for (date, rate) in days {
            prop_assert_eq!(date, expected);
            prop_assert_eq!(Ok(rate), table.rate_on(date));
            expected = date.succ_opt().expect("not the end of time");
        }
        prop_assert_eq!(expected, through.succ_opt().expect("not the end of time"));
    }
}
