//! Amounts: what is read, what is refused and why, how they round and show.

use proptest::prelude::*;

use std::cmp::Ordering;

use super::*;

fn eur(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

#[test]
fn reads_the_way_of_timelines() {
    let rows = [
        ("1000.00", "1000.00", "EUR"),
        ("1000", "1000.00", "EUR"),
        ("0.1", "0.10", "EUR"),
        ("1000.00 EUR", "1000.00", "EUR"),
        ("EUR 1000.00", "1000.00", "EUR"),
        ("12.5 GBP", "12.50", "GBP"),
        ("JPY 500", "500", "JPY"),
        ("KWD 1.005", "1.005", "KWD"),
        ("-5.00", "-5.00", "EUR"),
        ("-0.00", "0.00", "EUR"),
        ("000123.45", "123.45", "EUR"),
        ("999999999999999.99", "999999999999999.99", "EUR"),
    ];
    for (text, shown, code) in rows {
        let money = eur(text);
        assert_eq!(
            (money.to_string().as_str(), money.currency().code()),
            (shown, code),
            "{text}"
        );
    }
}

#[test]
fn says_why_a_text_is_no_amount() {
    let rows = [
        (
            "10.005",
            "`10.005` has 3 decimals; an amount in EUR has at most 2",
        ),
        (
            "10.000 EUR",
            "`10.000` has 3 decimals; an amount in EUR has at most 2",
        ),
        (
            "JPY 1.5",
            "`1.5` has 1 decimals; an amount in JPY has at most 0",
        ),
        ("1e3", "`1e3` is not a number"),
        (".inf", "`.inf` is not a number"),
        ("NaN", "`NaN` is not a number"),
        ("1,000.00", "`1,000.00` is not a number"),
        ("1.", "`1.` is not a number"),
        (".5", "`.5` is not a number"),
        ("+5", "`+5` is not a number"),
        ("0x10", "`0x10` is not a number"),
        ("١٢", "`١٢` is not a number"),
        ("", "`` is not a number"),
        ("-", "`-` is not a number"),
        (
            "10.00 XYZ",
            "`XYZ` is not a currency that amounts can be in",
        ),
        (
            "eur 10.00",
            "`eur` is not a currency that amounts can be in",
        ),
        (
            "1000000000000000",
            "`1000000000000000` has more than 15 digits before the point",
        ),
        (
            "1234567890123456789012345678901234567890",
            "`1234567890123456789012345678901234567890` has more than 15 digits before the point",
        ),
    ];
    for (text, message) in rows {
        assert_eq!(
            Money::parse(text).map_err(|error| error.to_string()),
            Err(message.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn reads_the_way_of_clause_files() {
    let rows = [
        ("EUR 2,500.00", Ok("2500.00")),
        ("EUR 50,000", Ok("50000.00")),
        ("EUR 1,234,567.89", Ok("1234567.89")),
        ("EUR 40.00", Ok("40.00")),
        ("EUR 2500.00", Ok("2500.00")),
        (
            "EUR 25,00.00",
            Err("in `25,00.00` the commas do not stand between groups of three digits"),
        ),
        (
            "EUR ,500.00",
            Err("in `,500.00` the commas do not stand between groups of three digits"),
        ),
        (
            "EUR 2,5000",
            Err("in `2,5000` the commas do not stand between groups of three digits"),
        ),
        (
            "EUR 2500,000.00",
            Err("in `2500,000.00` the commas do not stand between groups of three digits"),
        ),
        ("EUR 2,500.0", Err("`2,500.0` must have 2 decimals or none")),
        (
            "EUR 2,500.005",
            Err("`2500.005` has 3 decimals; an amount in EUR has at most 2"),
        ),
        (
            "EUR 2.500,00",
            Err("`2.50000` has 5 decimals; an amount in EUR has at most 2"),
        ),
        (
            "2,500.00",
            Err("`2,500.00` has no currency before it, as in `EUR 2,500.00`"),
        ),
        (
            "XYZ 5.00",
            Err("`XYZ` is not a currency that amounts can be in"),
        ),
    ];
    for (text, expected) in rows {
        let read = Money::parse_clause_style(text)
            .map(|money| money.to_string())
            .map_err(|error| error.to_string());
        assert_eq!(
            read,
            expected.map(str::to_owned).map_err(str::to_owned),
            "{text}"
        );
    }
}

#[test]
fn shows_the_way_of_clause_files() {
    let rows = [
        ("0", "EUR 0.00"),
        ("999.99", "EUR 999.99"),
        ("1000", "EUR 1,000.00"),
        ("1234567.8", "EUR 1,234,567.80"),
        ("-2500", "-EUR 2,500.00"),
        ("1000 JPY", "JPY 1,000"),
    ];
    for (text, shown) in rows {
        assert_eq!(eur(text).to_clause_style(), shown);
    }
}

#[test]
fn a_half_goes_away_from_zero() {
    let rows = [
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        ("375.015", "375.02"),
    ];
    for (exact, rounded) in rows {
        let money = Money::eur(exact.parse().expect("a decimal"));
        assert_eq!(money.rounded(Rounding::HalfUp), eur(rounded), "{exact}");
        assert!(!money.is_rounded() && money.rounded(Rounding::HalfUp).is_rounded());
    }
    let yen = Money::new(
        Decimal::new(5, 1),
        Currency::from_code("JPY").expect("the yen"),
    );
    assert_eq!(yen.rounded(Rounding::HalfUp).to_string(), "1");
}

#[test]
fn a_tenth_is_exactly_a_tenth() {
    assert_eq!(eur("0.1").checked_add(eur("0.2")), Ok(eur("0.3")));
}

#[test]
fn nothing_is_nothing_in_each_currency() {
    let dollars = Money::parse("1.00 USD").expect("an amount");
    assert_eq!(eur("0").checked_add(dollars), Ok(dollars));
    assert_eq!(dollars.checked_sub(eur("0")), Ok(dollars));
    assert_eq!(eur("0").checked_sub(dollars), Ok(dollars.negated()));
    assert_eq!(dollars.compare(eur("0")), Ok(Ordering::Greater));
    assert_eq!(eur("0").greater(dollars), Ok(dollars));
}

#[test]
fn calculations_without_an_answer_say_so() {
    let dollars = Money::parse("1.00 USD").expect("an amount");
    let differ = MoneyError::CurrenciesDiffer {
        left: Currency::EUR,
        right: Currency::USD,
    };
    assert_eq!(eur("1").checked_add(dollars), Err(differ));
    assert_eq!(eur("1").checked_sub(dollars), Err(differ));
    assert_eq!(eur("1").compare(dollars), Err(differ));
    assert_eq!(
        eur("1").checked_div(Decimal::ZERO),
        Err(MoneyError::DivisionByZero)
    );
    let most = Money::eur(Decimal::MAX);
    assert_eq!(most.checked_add(eur("1")), Err(MoneyError::Overflow));
    assert_eq!(most.checked_mul(Decimal::TEN), Err(MoneyError::Overflow));
    assert_eq!(eur("1").lesser(eur("2")), Ok(eur("1")));
    assert_eq!(eur("1").greater(eur("2")), Ok(eur("2")));
}

#[test]
fn a_plain_number_has_at_most_ten_decimals() {
    assert_eq!(parse_decimal("0.75"), Ok(Decimal::new(75, 2)));
    assert_eq!(parse_decimal("-3"), Ok(Decimal::from(-3)));
    assert!(matches!(
        parse_decimal("0.12345678901"),
        Err(MoneyParseError::TooPrecise(_))
    ));
    let many = format!("0.{}", "3".repeat(5000));
    assert!(matches!(
        parse_decimal(&many),
        Err(MoneyParseError::TooPrecise(_))
    ));
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(cents in -99_999_999_999_999_999_i64..=99_999_999_999_999_999) {
        let money = Money::eur(Decimal::new(cents, 2));
        prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
        if cents >= 0 {
            prop_assert_eq!(Money::parse_clause_style(&money.to_clause_style()), Ok(money));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        if let Ok(money) = Money::parse(&text) {
            prop_assert!(money.is_rounded());
        }
        prop_assert!(Money::parse_clause_style(&text).map_or(true, Money::is_rounded));
    }
}
