//! The tables of the law as shipped: they can be read, and the days and rates in them are the published ones.

use clausec::value::{
    Date, DayTable, Duration, Name, NoCalendar, Percent, RateTable, Unit, Weekday, date_from_parts,
    parse_date,
};

const COMMERCIAL: &str = include_str!("../../clauses/law/nl/tables/statutory-interest-6-119a.csv");
const CIVIL: &str = include_str!("../../clauses/law/nl/tables/statutory-interest-6-119.csv");
const HOLIDAYS: &str = include_str!("../../clauses/law/nl/tables/public-holidays-nl.csv");

fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

fn rates(text: &str) -> RateTable {
    RateTable::from_csv(
        Name::new("rates"),
        text,
        "valid_from",
        "rate_percent",
        day("2026-12-31"),
    )
    .expect("a table")
}

#[test]
fn rates_are_the_published_ones() {
    let rows = [
        (COMMERCIAL, "2024-01-01", "12.5%"),
        (COMMERCIAL, "2024-06-30", "12.5%"),
        (COMMERCIAL, "2024-07-01", "12.25%"),
        (COMMERCIAL, "2025-01-01", "11.15%"),
        (COMMERCIAL, "2025-07-01", "10.15%"),
        (COMMERCIAL, "2026-12-31", "10.4%"),
        (CIVIL, "2007-01-01", "6%"),
        (CIVIL, "2022-12-31", "2%"),
        (CIVIL, "2023-01-01", "4%"),
        (CIVIL, "2025-07-01", "6%"),
        (CIVIL, "2026-01-01", "4%"),
    ];
    for (text, date, rate) in rows {
        let rate = Percent::parse(rate).expect("a percentage");
        assert_eq!(rates(text).rate_on(day(date)), Ok(rate), "{date}");
    }
    for text in [COMMERCIAL, CIVIL] {
        assert!(
            rates(text).rate_on(day("2027-01-01")).is_err(),
            "the last row does not go on"
        );
    }
}

/// Easter Sunday by the rule of Gauss, in the form of Butcher.
#[expect(
    clippy::many_single_char_names,
    reason = "the published form of the rule has these letters"
)]
fn easter(year: i32) -> Date {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    let unsigned = |number: i32| u32::try_from(number).expect("months and days are positive");
    date_from_parts(year, unsigned(month), unsigned(day)).expect("Easter is a day")
}

fn kings_day(year: i32) -> Date {
    let date = date_from_parts(year, 4, 27).expect("a date");
    let is_sunday = chrono::Datelike::weekday(&date) == Weekday::Sun;
    if is_sunday {
        date_from_parts(year, 4, 26).expect("a date")
    } else {
        date
    }
}

#[test]
fn holidays_follow_their_rules() {
    let table = DayTable::from_csv(
        Name::new("holidays"),
        HOLIDAYS,
        "date",
        "basis",
        day("2030-12-31"),
    )
    .expect("a table");
    let labels = [Name::new("atw-3-1"), Name::new("atw-3-2")];
    let listed: Vec<Date> = table.days_labelled(&labels).collect();
    let after_easter =
        |year, days| Duration::new(days, Unit::Day).shift_forward(easter(year), &NoCalendar);
    let mut expected: Vec<Date> = Vec::new();
    for year in 2020..=2030 {
        let fixed = [(1, 1), (5, 5), (12, 25), (12, 26)];
        expected
            .extend(fixed.map(|(month, day)| date_from_parts(year, month, day).expect("a date")));
        expected.push(kings_day(year));
        expected.push(
            Duration::new(2, Unit::Day)
                .shift_back(easter(year), &NoCalendar)
                .expect("Good Friday"),
        );
        expected.extend([1, 39, 50].map(|days| after_easter(year, days).expect("a date")));
    }
    expected.sort();
    assert_eq!(listed, expected);
}

/// The published tables, byte for byte: a figure in them is changed knowingly, with its source.
#[test]
fn tables_are_the_published_ones() {
    use sha2::{Digest, Sha256};
    const TARIFF: &str = include_str!("../../clauses/law/nl/tables/bik-tiers.csv");
    let published = [
        (
            TARIFF,
            "f5ebf78a3aab84e12b0f3e98e415f34b919173ce591c4e64d5422472a7f0575a",
        ),
        (
            HOLIDAYS,
            "04f1229b267246700cff37f82c59315db1dc042efaba2dd4c6bbb59bc3d28464",
        ),
        (
            CIVIL,
            "36699d5f5ba0e165dcb409e5dfcddb7413cf359001adf138b616065606ff1206",
        ),
        (
            COMMERCIAL,
            "a2f3affcd8d3fef94723804635cdf9f879d0b4f6550cbbce31bd6398a2ae4ba5",
        ),
    ];
    for (text, hash) in published {
        let found = format!("{:x}", Sha256::digest(text.as_bytes()));
        assert_eq!(found, hash, "{}", text.lines().next().unwrap_or_default());
    }
}

/// The clause of the tariff says what its published table says.
#[test]
fn the_clause_of_the_tariff_follows_its_table() {
    let clause = include_str!("../../clauses/law/nl/collection-costs.clause");
    let rows = include_str!("../../clauses/law/nl/tables/bik-tiers.csv")
        .lines()
        .skip(1);
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let rate = cells[3].trim_end_matches(".0");
        let amount = |cell: &str| {
            let whole = cell.trim_end_matches(".00");
            let (head, tail) = whole.split_at(whole.len() - 3);
            format!("EUR {head},{tail}.00")
        };
        let from = if cells[1] == "0.00" {
            String::new()
        } else {
            format!(" from {}", amount(cells[1]))
        };
        let to = if cells[2].is_empty() {
            String::new()
        } else {
            format!(" up to {}", amount(cells[2]))
        };
        let words = format!("{rate}% of the part{from}{to}");
        assert!(clause.contains(&words), "the clause does not say `{words}`");
    }
}

/// Algemene termijnenwet, article 1: a period set in a statute that ends on a Saturday, a Sunday or a holiday runs to the
/// next other day. No terms use it; the days it needs stand in the table, those equated by decree among them.
#[test]
fn statutory_periods_would_end_on_the_next_other_day() {
    let rows = [
        ("2026-04-03", "2026-04-07"),
        ("2026-05-14", "2026-05-18"),
        ("2026-05-15", "2026-05-18"),
        ("2026-12-25", "2026-12-28"),
        ("2026-01-01", "2026-01-05"),
        ("2027-05-06", "2027-05-10"),
        ("2026-11-20", "2026-11-20"),
    ];
    let table = DayTable::from_csv(
        Name::new("holidays"),
        HOLIDAYS,
        "date",
        "basis",
        day("2030-12-31"),
    )
    .expect("a table");
    let labels = ["atw-3-1", "atw-3-2", "atw-3-3"].map(Name::new);
    let holidays: Vec<Date> = table.days_labelled(&labels).collect();
    for (nominal, end) in rows {
        let mut last = day(nominal);
        while matches!(
            chrono::Datelike::weekday(&last),
            Weekday::Sat | Weekday::Sun
        ) || holidays.contains(&last)
        {
            last = last.succ_opt().expect("there is a next day");
        }
        assert_eq!(last, day(end), "{nominal}");
    }
}
