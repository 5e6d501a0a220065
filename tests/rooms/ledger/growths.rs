//! How money grows: rates, anchors, changes of the base, what is not known.

use super::*;
use clausec::value::{Duration, Unit};

fn lone(amount: &str) -> (Book, ClaimId) {
    let mut book = Book::with(vec![tier(&[], None, &[])]);
    let claim = book.owes("principal", "A", "2024-01-01", "2024-01-01", amount);
    (book, claim)
}

fn settle(book: &mut Book, claim: ClaimId, on: &str, amount: &str) -> Money {
    let by = Name::new("P");
    (book.ledger)
        .settle(claim, eur(amount), &Act::new(&by, day(on)))
        .expect("a settlement")
}

fn simple(rate: &str) -> Growth<'static> {
    Growth::Yearly(Yearly {
        rate: Rate::Fixed(percent(rate)),
        days_to_the_year: 365,
        compounding: None,
    })
}

#[test]
fn a_rate_beyond_the_table_is_unknown_and_what_is_known_stands() {
    let (mut book, claim) = lone("10000.00");
    let interest = book.grows(
        claim,
        "statutory",
        statutory(&BUSINESS, day("2026-11-30")),
        day("2026-12-01"),
    );
    let last_known = book.ledger.position(interest, day("2026-12-31"));
    assert_eq!((last_known.open, last_known.missing), (eur("88.33"), None));
    for as_of in ["2027-01-01", "2027-06-30", "2029-01-01"] {
        let position = book.ledger.position(interest, day(as_of));
        assert_eq!(position.open, eur("88.33"), "{as_of}");
        let unknown = RateUnknown {
            table: Name::new("6:119a BW"),
            from: day("2027-01-01"),
        };
        assert_eq!(
            position.missing,
            Some(Missing::RateUnknown(unknown)),
            "{as_of}"
        );
    }
    let other = book.grows(
        claim,
        "contractual",
        monthly("1%", day("2026-12-01")),
        day("2026-12-01"),
    );
    let paid = book.pays("2027-02-01", "400.00", &[]);
    assert_eq!(
        book.parts(&paid),
        ["A principal 400.00"],
        "the principal stands first here"
    );
    assert!(paid.missing.is_empty(), "the interest was not reached");
    assert_eq!(book.open(other, "2027-02-01"), "300.00");
    let balance = book.balance("2027-02-01");
    assert_eq!(balance.total, eur("9988.33"));
    assert_eq!(balance.missing.len(), 1);
    let paid = book.pays("2027-02-02", "9988.33", &[]);
    assert_eq!(paid.missing.len(), 1);
    assert!(paid.left.is_zero());
}

#[test]
fn days_before_a_table_are_unknown_too() {
    let (mut book, claim) = lone("36500.00");
    let rows = vec![(day("2024-01-11"), percent("10%"))];
    let young: &'static RateTable = Box::leak(Box::new(
        RateTable::new(Name::new("young"), rows, day("2024-12-31")).expect("a table"),
    ));
    let interest = book.grows(
        claim,
        "statutory",
        statutory(young, day("2024-01-01")),
        day("2024-01-02"),
    );
    let position = book.ledger.position(interest, day("2024-01-20"));
    assert_eq!(position.open, eur("100.00"), "ten days of 10.00");
    assert!(matches!(
        position.missing,
        Some(Missing::RateUnknown(unknown)) if unknown.from == day("2024-01-02")
    ));
}

#[test]
fn months_are_counted_from_their_anchor() {
    let (mut book, claim) = lone("1000.00");
    let interest = book.grows(
        claim,
        "contractual",
        monthly("1%", day("2024-01-31")),
        day("2024-01-31"),
    );
    for (as_of, months) in [
        ("2024-01-30", 0),
        ("2024-01-31", 1),
        ("2024-02-28", 1),
        ("2024-02-29", 2),
        ("2024-03-30", 2),
        ("2024-03-31", 3),
        ("2024-04-30", 4),
        ("2025-02-27", 13),
        ("2025-02-28", 14),
    ] {
        let amount = format!("{}.00", months * 10);
        assert_eq!(book.arisen(interest, as_of), amount, "{as_of}");
    }
}

#[test]
fn a_part_payment_works_from_the_next_month() {
    let (mut book, claim) = lone("1000.00");
    let interest = book.grows(
        claim,
        "contractual",
        monthly("2%", day("2024-01-16")),
        day("2024-01-16"),
    );
    assert_eq!(
        settle(&mut book, claim, "2024-02-16", "500.00"),
        eur("500.00")
    );
    assert_eq!(
        book.arisen(interest, "2024-02-16"),
        "40.00",
        "the month that starts on the day of payment"
    );
    assert_eq!(book.arisen(interest, "2024-03-15"), "40.00");
    assert_eq!(book.arisen(interest, "2024-03-16"), "50.00");
    settle(&mut book, claim, "2024-04-15", "500.00");
    assert_eq!(book.arisen(interest, "2026-01-01"), "50.00");
}

#[test]
fn only_complete_periods_count_where_started_ones_do_not() {
    let (mut book, claim) = lone("1000.00");
    let growth = Growth::PerPeriod(PerPeriod {
        rate: percent("2%"),
        every: Period::month(),
        started: false,
        counted_from: day("2024-01-16"),
    });
    let interest = book.grows(claim, "contractual", growth, day("2024-01-16"));
    for (as_of, amount) in [
        ("2024-02-14", "0.00"),
        ("2024-02-15", "20.00"),
        ("2024-03-14", "20.00"),
        ("2024-03-15", "40.00"),
    ] {
        assert_eq!(book.arisen(interest, as_of), amount, "{as_of}");
    }
    book.ledger
        .stop(interest, day("2024-04-10"))
        .expect("it grows");
    assert_eq!(book.arisen(interest, "2025-01-01"), "40.00");
}

#[test]
fn days_between_two_spells_do_not_count() {
    let (mut book, claim) = lone("36500.00");
    let daily = book.grows(claim, "statutory", simple("10%"), day("2024-01-02"));
    let by_month = book.grows(
        claim,
        "contractual",
        monthly("1%", day("2024-01-02")),
        day("2024-01-02"),
    );
    assert_eq!(book.arisen(daily, "2024-06-30"), "1810.00");
    for growth in [daily, by_month] {
        book.ledger
            .stop(growth, day("2024-01-11"))
            .expect("it grows");
        assert!(book.ledger.resume(growth, day("2024-03-12")).is_ok());
    }
    for (as_of, by_day, months) in [
        ("2024-01-11", "100.00", "365.00"),
        ("2024-03-11", "100.00", "365.00"),
        ("2024-03-12", "110.00", "730.00"),
        ("2024-04-01", "310.00", "730.00"),
        ("2024-04-02", "320.00", "1095.00"),
    ] {
        assert_eq!(book.arisen(daily, as_of), by_day, "{as_of}");
        assert_eq!(book.arisen(by_month, as_of), months, "{as_of}");
    }
    // A gap of no days is none, and a month that was charged is not charged again.
    for growth in [daily, by_month] {
        book.ledger
            .stop(growth, day("2024-04-02"))
            .expect("it grows");
        book.ledger
            .resume(growth, day("2024-04-03"))
            .expect("it grows");
    }
    assert_eq!(book.arisen(daily, "2024-04-04"), "340.00");
    assert_eq!(book.arisen(by_month, "2024-04-04"), "1095.00");
}

#[test]
fn a_month_that_was_charged_before_a_gap_is_not_charged_again_after_it() {
    let (mut book, claim) = lone("1000.00");
    let interest = book.grows(
        claim,
        "contractual",
        monthly("2%", day("2024-01-16")),
        day("2024-01-16"),
    );
    book.ledger
        .stop(interest, day("2024-01-20"))
        .expect("it grows");
    book.ledger.bring_up_to(day("2024-01-31"));
    book.ledger
        .resume(interest, day("2024-02-10"))
        .expect("it grows");
    assert_eq!(book.arisen(interest, "2024-02-15"), "20.00");
    assert_eq!(book.arisen(interest, "2024-02-16"), "40.00");
}

#[test]
fn a_month_in_which_growth_begins_again_counts_whole() {
    let (mut book, claim) = lone("1000.00");
    let interest = book.grows(
        claim,
        "contractual",
        monthly("2%", day("2024-01-16")),
        day("2024-01-16"),
    );
    book.ledger
        .stop(interest, day("2024-02-15"))
        .expect("it grows");
    book.ledger.bring_up_to(day("2024-03-01"));
    assert_eq!(book.arisen(interest, "2024-03-01"), "20.00");
    book.ledger
        .resume(interest, day("2024-03-10"))
        .expect("it grows");
    assert_eq!(book.arisen(interest, "2024-03-09"), "20.00");
    assert_eq!(book.arisen(interest, "2024-03-10"), "40.00");
    assert_eq!(book.arisen(interest, "2024-03-16"), "60.00");
}

#[test]
fn a_year_that_ends_on_28_february_capitalises_on_1_march() {
    let (mut book, claim) = lone("10000.00");
    let interest = book.grows(
        claim,
        "statutory",
        statutory(&CONSUMER, day("2024-02-28")),
        day("2024-02-29"),
    );
    let capitalised = |as_of: &str| book.ledger.position(interest, day(as_of)).capitalised;
    assert_eq!(capitalised("2025-02-28"), eur("0.00"));
    assert_eq!(
        capitalised("2025-03-01"),
        book.ledger.position(interest, day("2025-02-28")).open
    );
}

#[test]
fn only_unpaid_interest_joins_the_base_and_it_is_paid_first() {
    let (mut book, claim) = lone("10000.00");
    let growth = Growth::Yearly(Yearly {
        rate: Rate::Fixed(percent("10%")),
        days_to_the_year: 365,
        compounding: Some(Compounding {
            every: Period::year(),
            counted: Anchor::After(day("2024-12-31")),
        }),
    });
    let interest = book.grows(claim, "statutory", growth, day("2025-01-01"));
    assert_eq!(
        settle(&mut book, interest, "2025-12-31", "400.00"),
        eur("400.00")
    );
    assert_eq!(book.open(interest, "2025-12-31"), "600.00");
    let position = book.ledger.position(interest, day("2026-01-01"));
    assert_eq!(
        (position.capitalised, position.open),
        (eur("600.00"), eur("602.90"))
    );
    // Of 700.00 on the next day 600.00 is what joined the base.
    settle(&mut book, interest, "2026-01-02", "603.00");
    let position = book.ledger.position(interest, day("2026-01-02"));
    assert_eq!(
        (position.capitalised, position.open),
        (eur("0.00"), eur("2.81"))
    );
    assert_eq!(book.open(interest, "2026-01-03"), "5.55");
}

#[test]
fn the_highest_of_two_growths_counts() {
    let (mut book, claim) = lone("1000.00");
    let both = Growth::HighestOf(vec![
        monthly("1%", day("2024-01-02")),
        statutory(&BUSINESS, day("2024-01-01")),
    ]);
    let interest = book.grows(claim, "interest", both, day("2024-01-02"));
    for (as_of, amount) in [
        ("2024-01-02", "10.00"),
        ("2024-01-30", "10.00"),
        ("2024-01-31", "10.27"),
        ("2024-02-02", "20.00"),
        // 181 days at 12.50% and 184 at 12.25%; twelve months are 120.00.
        ("2024-12-31", "123.74"),
    ] {
        assert_eq!(book.arisen(interest, as_of), amount, "{as_of}");
    }
    assert_eq!(
        settle(&mut book, interest, "2024-01-02", "50.00"),
        eur("10.00")
    );
    assert_eq!(book.open(interest, "2024-01-31"), "0.27");
}

#[test]
fn a_rate_changes_from_its_day() {
    let (mut book, claim) = lone("36500.00");
    let interest = book.grows(claim, "statutory", simple("10%"), day("2024-01-02"));
    settle(&mut book, interest, "2024-01-20", "50.00");
    (book.ledger)
        .change_rate(interest, day("2024-01-12"), &simple("20%"))
        .expect("the same form");
    for (as_of, amount) in [
        ("2024-01-11", "100.00"),
        ("2024-01-12", "120.00"),
        ("2024-01-31", "500.00"),
    ] {
        assert_eq!(book.arisen(interest, as_of), amount, "{as_of}");
    }
    let other = monthly("1%", day("2024-01-02"));
    assert_eq!(
        book.ledger.change_rate(interest, day("2024-02-01"), &other),
        Err(LedgerError::AnotherGrowth)
    );
}

#[test]
fn a_lower_rate_told_too_late_turns_what_was_paid_into_credit() {
    let (mut book, claim) = lone("36500.00");
    let interest = book.grows(claim, "statutory", simple("10%"), day("2024-01-02"));
    assert_eq!(
        settle(&mut book, interest, "2024-01-11", "100.00"),
        eur("100.00")
    );
    (book.ledger)
        .change_rate(interest, day("2024-01-02"), &simple("5%"))
        .expect("the same form");
    assert_eq!(book.open(interest, "2024-01-11"), "0.00");
    assert_eq!(book.balance("2024-01-11").credit, eur("50.00"));
    book.ledger
        .stop(interest, day("2024-01-06"))
        .expect("it grows");
    assert_eq!(book.arisen(interest, "2024-01-11"), "25.00");
    assert_eq!(book.balance("2024-01-11").credit, eur("75.00"));
}

#[test]
fn amounts_without_bounds_are_missing_instead_of_wrong() {
    let (mut book, claim) = lone("999999999999999.99");
    let growth = Growth::Yearly(Yearly {
        rate: Rate::Fixed(percent("10000%")),
        days_to_the_year: 1,
        compounding: Some(Compounding {
            every: Period::month(),
            counted: Anchor::After(day("2024-01-01")),
        }),
    });
    let interest = book.grows(claim, "statutory", growth, day("2024-01-02"));
    let position = book.ledger.position(interest, day("2034-01-01"));
    assert!(matches!(position.missing, Some(Missing::TooLarge { .. })));
    assert!(book.balance("2034-01-01").total.is_positive());
}

#[test]
fn growth_that_cannot_be_reckoned_is_refused() {
    let (mut book, claim) = lone("100.00");
    let interest = book.grows(claim, "statutory", simple("10%"), day("2024-01-02"));
    let told = |on, growth| NewAccrual {
        on,
        head: interest_head(),
        growth,
        rounding: Rounding::HalfUp,
        rounds_on_payment: true,
        ceiling: None,
        from: day("2024-01-02"),
        rule: None,
        clause: None,
    };
    let refused = |ledger: &mut Ledger<'static>, told| ledger.accrue(told).err();
    let ledger = &mut book.ledger;
    assert_eq!(
        refused(ledger, told(interest, simple("1%"))),
        Some(LedgerError::BaseGrows)
    );
    let fine = Percent::new(clausec::value::Decimal::new(1, 7));
    let growth = Growth::Yearly(Yearly {
        rate: Rate::Fixed(fine),
        days_to_the_year: 365,
        compounding: None,
    });
    assert_eq!(
        refused(ledger, told(claim, growth)),
        Some(LedgerError::RateTooFine(fine))
    );
    let growth = Growth::Yearly(Yearly {
        rate: Rate::Fixed(percent("1%")),
        days_to_the_year: 0,
        compounding: None,
    });
    assert_eq!(
        refused(ledger, told(claim, growth)),
        Some(LedgerError::NoDaysToTheYear)
    );
    let growth = Growth::HighestOf(Vec::new());
    assert_eq!(
        refused(ledger, told(claim, growth)),
        Some(LedgerError::NothingToChooseFrom)
    );
    for duration in [
        Duration::new(0, Unit::Month),
        Duration::new(2, Unit::WorkingDay),
    ] {
        assert_eq!(Period::new(duration), Err(LedgerError::NoPeriod(duration)));
    }
    assert_eq!(
        ledger.stop(claim, day("2024-01-02")),
        Err(LedgerError::DoesNotGrow)
    );
}

fn interest_head() -> Head {
    interest("statutory")
}

#[test]
fn the_arithmetic_can_be_shown_step_by_step() {
    let (mut book, claim) = lone("10000.00");
    let by_day = book.grows(
        claim,
        "statutory",
        statutory(&CONSUMER, day("2024-06-30")),
        day("2024-07-01"),
    );
    let by_month = book.grows(
        claim,
        "contractual",
        monthly("2%", day("2025-06-16")),
        day("2025-06-16"),
    );
    settle(&mut book, claim, "2025-07-01", "4000.00");
    let days = |from: &str, through: &str, base: &str, rate: &str| Step::Days {
        from: day(from),
        through: day(through),
        base: eur(base),
        rate: percent(rate),
    };
    let rounded = |on: &str, amount: &str| Step::Rounded {
        on: day(on),
        amount: eur(amount),
    };
    // 184 days at 7% and 181 at 6%: 352.88 and 297.53. One day on 10,650.41 at 6% is 1.75; four on 6,650.41 are 4.37.
    (book.ledger)
        .fix(&client(), &supplier(), day("2025-07-05"))
        .expect("a day");
    assert_eq!(
        book.ledger.steps(by_day, day("2025-07-10")),
        [
            days("2024-07-01", "2024-12-31", "10000.00", "7%"),
            days("2025-01-01", "2025-06-30", "10000.00", "6%"),
            rounded("2025-06-30", "650.41"),
            Step::JoinedBase {
                on: day("2025-06-30"),
                amount: eur("650.41"),
            },
            days("2025-07-01", "2025-07-01", "10650.41", "6%"),
            rounded("2025-07-01", "1.75"),
            days("2025-07-02", "2025-07-05", "6650.41", "6%"),
            rounded("2025-07-05", "4.37"),
            days("2025-07-06", "2025-07-10", "6650.41", "6%"),
        ]
    );
    let period = |on: &str, base: &str, amount: &str| Step::Period {
        on: day(on),
        base: eur(base),
        rate: percent("2%"),
        amount: eur(amount),
    };
    assert_eq!(
        book.ledger.steps(by_month, day("2025-07-16")),
        [
            period("2025-06-16", "10000.00", "200.00"),
            period("2025-07-16", "6000.00", "120.00"),
        ]
    );
    assert!(book.ledger.steps(claim, day("2025-07-16")).is_empty());
}

#[test]
fn the_largest_amount_that_a_text_can_say_bears_interest() {
    let (mut book, claim) = lone("999999999999999.99");
    let interest = book.grows(claim, "statutory", simple("12.345678%"), day("2024-01-02"));
    let position = book.ledger.position(interest, day("2024-12-31"));
    // 365 days of a year of 365.
    assert_eq!(
        (position.open, position.missing),
        (eur("123456780000000.00"), None)
    );
}
