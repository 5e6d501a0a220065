//! Figures of the `KlantFocus` inventory: articles 5.a and 5.c, M5, D1, D8, D11, D14, D15 and D22.

use super::*;
use clausec::check::program::TierOrder::{
    ByDueDay, ByField, ByOrderOfArising, CapitalisedBeforeRunning, DesignatedFirst, InProportion,
    MostOnerousFirst, Oldest,
};

/// Article 5.c: costs, interest, due principal by invoice date, then what is not yet due.
fn article_5c() -> Vec<Tier> {
    let by_invoice_date = ByField(Name::new("invoice_date"));
    vec![
        tier(&["costs"], None, &[Oldest]),
        tier(&["interest"], None, &[Oldest, CapitalisedBeforeRunning]),
        tier(
            &["principal"],
            Some(true),
            &[by_invoice_date.clone(), ByDueDay, ByOrderOfArising],
        ),
        tier(
            &["principal"],
            Some(false),
            &[DesignatedFirst, by_invoice_date],
        ),
    ]
}

/// 6:43 and 6:44 BW: claim by claim, the designated first.
fn the_law() -> Vec<Tier> {
    let keys = [DesignatedFirst, MostOnerousFirst, Oldest, InProportion];
    vec![
        tier(&["costs"], None, &keys),
        tier(&["interest"], None, &keys),
        tier(&[], Some(true), &keys),
        tier(&[], Some(false), &keys),
    ]
}

/// An invoice with a term of 15 days or another, and the interest on it: from the day after the last timely day.
fn invoice(book: &mut Book, reference: &str, date: &str, last: &str, amount: &str) -> [ClaimId; 2] {
    let principal = book.owes("principal", reference, date, last, amount);
    let last = day(last);
    let from = last.succ_opt().expect("a day");
    let interest = book.grows(principal, "statutory", statutory(&BUSINESS, last), from);
    [principal, interest]
}

#[test]
fn interest_runs_from_the_day_after_the_last_timely_day() {
    let mut book = Book::with(article_5c());
    let [_, interest] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "1000.00");
    for (as_of, amount) in [
        ("2024-03-16", "0.00"),
        ("2024-03-17", "0.34"),
        ("2024-04-15", "10.27"),
    ] {
        assert_eq!(book.open(interest, as_of), amount, "{as_of}");
    }
    assert_eq!(book.total("2024-03-16"), "1000.00");
}

#[test]
fn costs_have_a_floor_and_interest_stands_beside_them() {
    let mut book = Book::with(article_5c());
    let [principal, interest] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "800.00");
    book.costs_of(principal, "2024-04-15", "150.00");
    assert_eq!(book.open(interest, "2024-04-15"), "8.22");
    assert_eq!(book.total("2024-04-15"), "958.22");
}

#[test]
fn the_bare_amount_paid_late_leaves_principal_open() {
    let mut book = Book::with(article_5c());
    let [principal, interest] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "1000.00");
    let paid = book.pays("2024-04-15", "1000.00", &[]);
    assert_eq!(
        book.parts(&paid),
        ["I1 statutory 10.27", "I1 principal 989.73"]
    );
    assert_eq!(book.open(principal, "2024-05-15"), "10.27");
    assert_eq!(book.open(interest, "2024-05-15"), "0.11");
    assert_eq!(book.total("2024-05-15"), "10.38");
    // D1: a collection that starts on that day costs the minimum.
    let told = NewClaim {
        last_timely_day: Some(day("2024-05-15")),
        ..NewClaim::new(
            "C1",
            head("costs"),
            [&client(), &supplier()],
            day("2024-05-15"),
            eur("150.00"),
        )
    };
    book.ledger.open(told).expect("a claim");
    assert_eq!(book.total("2024-05-15"), "160.38");
}

#[test]
fn unpaid_interest_joins_the_base_after_a_year() {
    let mut book = Book::with(article_5c());
    let [_, interest] = invoice(&mut book, "I1", "2024-01-01", "2024-01-16", "10000.00");
    assert_eq!(book.open(interest, "2025-01-16"), "1234.90");
    let next = book.ledger.position(interest, day("2025-01-17"));
    assert_eq!(next.capitalised, eur("1234.90"));
    assert_eq!(next.open, eur("1238.33"));
    assert!(
        book.ledger
            .position(interest, day("2025-01-16"))
            .capitalised
            .is_zero()
    );
}

#[test]
fn a_payment_fixes_interest_that_it_does_not_reach() {
    let mut book = Book::with(article_5c());
    let [principal, interest] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "1010.00");
    book.costs_of(principal, "2024-04-15", "151.50");
    assert_eq!(book.open(interest, "2024-05-15"), "20.75", "without it");
    let paid = book.pays("2024-04-20", "50.00", &[]);
    assert_eq!(book.parts(&paid), ["I1 costs 50.00"]);
    assert_eq!(book.open(interest, "2024-05-15"), "20.76");
    assert_eq!(book.total("2024-05-15"), "1132.26");
}

#[test]
fn the_oldest_due_invoice_comes_first() {
    let mut book = Book::with(article_5c());
    let [one, _] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "1000.00");
    let [two, _] = invoice(&mut book, "I2", "2024-04-02", "2024-04-17", "500.00");
    let paid = book.pays("2024-04-15", "500.00", &["I2"]);
    assert_eq!(
        book.parts(&paid),
        ["I1 statutory 10.27", "I1 principal 489.73"]
    );
    assert_eq!(book.open(one, "2024-04-15"), "510.27");
    assert_eq!(book.open(two, "2024-04-15"), "500.00");
}

#[test]
fn costs_come_before_interest() {
    let mut book = Book::with(article_5c());
    let [principal, interest] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "1000.00");
    book.costs_of(principal, "2024-04-15", "150.00");
    let paid = book.pays("2024-04-15", "155.00", &[]);
    assert_eq!(book.parts(&paid), ["I1 costs 150.00", "I1 statutory 5.00"]);
    assert_eq!(book.open(interest, "2024-04-15"), "5.27");
    assert_eq!(book.open(principal, "2024-04-15"), "1000.00");
}

#[test]
fn the_designated_invoice_comes_first_when_nothing_is_due() {
    let mut book = Book::with(article_5c());
    let [one, _] = invoice(&mut book, "I1", "2024-05-01", "2024-05-16", "200.00");
    let [two, _] = invoice(&mut book, "I2", "2024-05-03", "2024-05-18", "300.00");
    let paid = book.pays("2024-05-06", "300.00", &["I2"]);
    assert_eq!(book.parts(&paid), ["I2 principal 300.00"]);
    assert_eq!(book.open(one, "2024-05-06"), "200.00");
    assert_eq!(book.open(two, "2024-05-06"), "0.00");
}

#[test]
fn force_majeure_of_the_supplier_stops_no_interest() {
    let mut book = Book::with(article_5c());
    let [_, interest] = invoice(&mut book, "I1", "2024-01-22", "2024-02-06", "3000.00");
    assert_eq!(book.open(interest, "2024-03-20"), "44.18");
}

#[test]
fn payments_feed_the_cap_of_a_component() {
    let mut book = Book::with(article_5c());
    let [one, _] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "1000.00");
    let [two, _] = invoice(&mut book, "I2", "2024-04-01", "2024-04-16", "2000.00");
    let paid = book.pays("2024-05-16", "2000.00", &["I2"]);
    assert_eq!(
        book.parts(&paid),
        [
            "I1 statutory 20.89",
            "I2 statutory 20.55",
            "I1 principal 1000.00",
            "I2 principal 958.56",
        ]
    );
    assert_eq!(book.open(one, "2024-05-16"), "0.00");
    let settled = book.ledger.position(two, day("2024-05-16")).settled;
    assert_eq!(settled, eur("958.56"));
}

#[test]
fn an_invoice_without_basis_turns_its_payment_into_credit() {
    let mut book = Book::with(article_5c());
    let [invoice, _] = invoice(&mut book, "I1", "2024-04-15", "2024-04-30", "500.00");
    book.pays("2024-04-17", "500.00", &[]);
    let act = Name::new("revocation");
    let adjusted = book
        .ledger
        .lose_basis(invoice, &Act::new(&act, day("2024-04-18")));
    assert_eq!(adjusted.map(|adjusted| adjusted.credit), Ok(eur("500.00")));
    assert_eq!(book.balance("2024-04-17").credit, eur("0.00"));
    assert_eq!(book.balance("2024-04-18").credit, eur("500.00"));
    assert_eq!(book.total("2024-12-31"), "0.00");
}

#[test]
fn invoices_of_two_terms_are_paid_by_invoice_date() {
    let mut book = Book::with(article_5c());
    invoice(&mut book, "I1", "2024-09-27", "2024-10-12", "400.00");
    invoice(&mut book, "I2", "2024-09-30", "2024-10-08", "200.00");
    let mut sooner = book.clone();
    let paid = book.pays("2024-10-14", "200.00", &["I2"]);
    assert_eq!(
        book.parts(&paid),
        [
            "I1 statutory 0.27",
            "I2 statutory 0.40",
            "I1 principal 199.33",
        ]
    );
    let paid = sooner.pays("2024-10-10", "200.00", &["I2"]);
    assert_eq!(
        sooner.parts(&paid),
        ["I2 statutory 0.13", "I2 principal 199.87"]
    );
}

#[test]
fn without_the_provision_the_law_heeds_the_designation() {
    let mut book = Book::with(the_law());
    book.claim_by_claim = true;
    let [one, interest] = invoice(&mut book, "I1", "2024-03-01", "2024-03-16", "1000.00");
    let [two, _] = invoice(&mut book, "I2", "2024-04-02", "2024-04-17", "500.00");
    let paid = book.pays("2024-04-15", "500.00", &["I2"]);
    assert_eq!(book.parts(&paid), ["I2 principal 500.00"]);
    assert_eq!(book.open(two, "2024-04-15"), "0.00");
    assert_eq!(book.open(one, "2024-04-15"), "1000.00");
    assert_eq!(book.open(interest, "2024-04-15"), "10.27");
}

#[test]
fn set_off_works_back_to_the_day_on_which_it_could_be_declared() {
    let mut book = Book::with(article_5c());
    let [principal, interest] = invoice(&mut book, "I1", "2024-12-03", "2024-12-18", "600.00");
    let told = NewClaim::new(
        "D1",
        head("restitution"),
        [&supplier(), &client()],
        day("2024-12-02"),
        eur("5000.00"),
    );
    let restitution = book.ledger.open(told).expect("a claim");
    // 13 days at 12.25% and 9 at 11.15%.
    assert_eq!(book.open(interest, "2025-01-09"), "4.27");
    let name = Name::new("set_off_declared#1");
    let act = Act {
        by: &name,
        on: day("2025-01-10"),
        effective: Some(day("2024-12-18")),
        free_from: None,
    };
    let settled = book
        .ledger
        .set_off([principal, restitution], eur("600.00"), &act);
    assert_eq!(settled, Ok(eur("600.00")));
    assert_eq!(book.open(principal, "2025-01-10"), "0.00");
    assert_eq!(book.arisen(interest, "2025-01-10"), "0.00");
    assert_eq!(book.open(restitution, "2025-01-10"), "4400.00");
}
