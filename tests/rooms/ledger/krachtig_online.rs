//! Figures of the Krachtig Online inventory: 5.2, 8.7, 8.8, 18.3, 18.5, 18.6 and interactions I-1 to I-4, I-7 and I-8.

use super::*;
use clausec::check::program::TierOrder::{ByName, ByOrderOfArising, ByOwnLastTimelyDay, Oldest};

/// Articles 8.7 and 8.8: costs, interest, everything else; the oldest first.
fn article_8_7() -> Vec<Tier> {
    let by_name = ByName(vec![Name::new("contractual"), Name::new("statutory")]);
    vec![
        tier(&["costs"], None, &[Oldest]),
        tier(&["interest"], None, &[Oldest, by_name]),
        tier(&[], None, &[Oldest, ByOwnLastTimelyDay, ByOrderOfArising]),
    ]
}

fn book() -> Book {
    Book::with(article_8_7())
}

/// Both interests of 18.5 on a claim whose last timely day this is.
fn late(book: &mut Book, claim: ClaimId, last: &str, table: &'static RateTable) -> [ClaimId; 2] {
    let last = day(last);
    let from = last.succ_opt().expect("a day");
    [
        book.grows(claim, "contractual", monthly("2%", from), from),
        book.grows(claim, "statutory", statutory(table, last), from),
    ]
}

/// An invoice, late, with its costs by the tariff.
fn late_invoice(
    book: &mut Book,
    [reference, date, last]: [&str; 3],
    [amount, costs]: [&str; 2],
) -> [ClaimId; 4] {
    let principal = book.owes("principal", reference, date, last, amount);
    let [contractual, statutory] = late(book, principal, last, &BUSINESS);
    let first = day(last).succ_opt().expect("a day").to_string();
    let costs = book.costs_of(principal, &first, costs);
    [principal, contractual, statutory, costs]
}

/// A of 1 March 2025 in default since 16 March, B of 10 March due on 16 March by acceleration.
fn a_and_b() -> (Book, ClaimId, ClaimId) {
    let mut book = book();
    let [a, ..] = late_invoice(
        &mut book,
        ["A", "2025-03-01", "2025-03-15"],
        ["1210.00", "181.50"],
    );
    let b = book.owes("principal", "B", "2025-03-10", "2025-03-24", "605.00");
    let due = (book.ledger).accelerate(&client(), &supplier(), &[], day("2025-03-16"));
    assert_eq!(due, [b]);
    late(&mut book, b, "2025-03-16", &BUSINESS);
    book.costs_of(b, "2025-03-17", "90.75");
    (book, a, b)
}

#[test]
fn a_payment_settles_costs_then_interest_then_the_oldest_debt() {
    let (mut book, a, b) = a_and_b();
    let paid = book.pays("2025-04-30", "500.00", &["B"]);
    assert_eq!(
        book.parts(&paid),
        [
            "A costs 181.50",
            "B costs 90.75",
            "A contractual 48.40",
            "A statutory 17.00",
            "B contractual 24.20",
            "B statutory 8.32",
            "A principal 129.83",
        ]
    );
    assert_eq!(book.open(a, "2025-04-30"), "1080.17");
    assert_eq!(book.open(b, "2025-04-30"), "605.00");
}

#[test]
fn claim_by_claim_all_of_the_oldest_comes_first() {
    let (mut book, ..) = a_and_b();
    book.claim_by_claim = true;
    let paid = book.pays("2025-04-30", "500.00", &["B"]);
    assert_eq!(
        book.parts(&paid),
        [
            "A costs 181.50",
            "A contractual 48.40",
            "A statutory 17.00",
            "A principal 253.10",
        ]
    );
}

#[test]
fn costs_and_part_of_the_interest() {
    let mut book = book();
    let invoice = book.owes("principal", "A", "2025-03-01", "2025-03-15", "302.50");
    book.costs_of(invoice, "2025-03-16", "45.38");
    book.owes("interest", "A", "2025-03-16", "2025-03-16", "6.11");
    let paid = book.pays("2025-03-16", "50.00", &[]);
    assert_eq!(book.parts(&paid), ["A costs 45.38", "A interest 4.62"]);
    assert_eq!(book.open(invoice, "2025-03-16"), "302.50");
}

#[test]
fn what_is_left_of_a_payment_reaches_invoices_not_yet_due() {
    let mut book = book();
    book.owes("principal", "A", "2025-03-01", "2025-03-15", "80.00");
    book.owes("principal", "B", "2025-04-01", "2025-04-15", "50.00");
    let paid = book.pays("2025-04-02", "100.00", &[]);
    assert_eq!(
        book.parts(&paid),
        ["A principal 80.00", "B principal 20.00"]
    );
}

#[test]
fn damages_bear_both_interests() {
    let mut book = book();
    let damages = book.owes("damages", "S1", "2025-03-10", "2025-03-10", "800.00");
    let [contractual, statutory] = late(&mut book, damages, "2025-03-10", &CONSUMER);
    assert_eq!(book.open(contractual, "2025-03-31"), "16.00");
    assert_eq!(book.open(statutory, "2025-03-31"), "2.76");
    assert_eq!(book.total("2025-03-31"), "818.76");
}

#[test]
fn contractual_interest_by_the_month_beside_statutory_by_the_day() {
    let mut book = book();
    let invoice = book.owes("principal", "A", "2025-03-01", "2025-03-15", "1210.00");
    let [contractual, statutory] = late(&mut book, invoice, "2025-03-15", &BUSINESS);
    assert_eq!(book.total("2025-03-15"), "1210.00");
    book.costs_of(invoice, "2025-03-16", "181.50");
    for (as_of, by_month, by_day, total) in [
        ("2025-03-16", "24.20", "0.37", "1416.07"),
        ("2025-04-15", "24.20", "11.46", "1427.16"),
        ("2025-04-16", "48.40", "11.83", "1451.73"),
        ("2025-04-30", "48.40", "17.00", "1456.90"),
        ("2026-03-31", "314.60", "132.31", "1838.41"),
    ] {
        assert_eq!(book.open(contractual, as_of), by_month, "{as_of}");
        assert_eq!(book.open(statutory, as_of), by_day, "{as_of}");
        assert_eq!(book.total(as_of), total, "{as_of}");
    }
    let after_a_year = book.ledger.position(statutory, day("2026-03-31"));
    assert_eq!(after_a_year.capitalised, eur("126.36"));
}

#[test]
fn default_makes_other_claims_due() {
    let (book, a, b) = a_and_b();
    let [a, b] = [a, b].map(|claim| book.ledger.claim(claim));
    assert!(!a.is_accelerated() && b.is_accelerated());
    assert_eq!(b.last_timely_day(), Some(day("2025-03-16")));
    assert_eq!(b.own_last_timely_day(), Some(day("2025-03-24")));
    assert_eq!(book.under("principal", "2025-03-17"), "1815.00");
    assert_eq!(book.under("costs", "2025-03-17"), "272.25");
    assert_eq!(book.under("interest", "2025-03-17"), "37.22");
    assert_eq!(book.total("2025-03-17"), "2124.47");
}

#[test]
fn a_fine_of_one_day_makes_an_invoice_due() {
    let mut book = book();
    let hosting = book.owes("principal", "H", "2025-05-01", "2025-05-15", "605.00");
    let fine = book.owes("fine", "V", "2025-05-05", "2025-05-05", "500.00");
    let on_fine = late(&mut book, fine, "2025-05-05", &CONSUMER);
    assert_eq!(
        on_fine.map(|claim| book.open(claim, "2025-05-06")),
        ["10.00", "0.08"]
    );
    let due = (book.ledger).accelerate(&client(), &supplier(), &[], day("2025-05-06"));
    assert_eq!(due, [hosting]);
    let on_hosting = late(&mut book, hosting, "2025-05-06", &BUSINESS);
    book.costs_of(hosting, "2025-05-07", "90.75");
    assert_eq!(
        on_hosting.map(|claim| book.open(claim, "2025-05-07")),
        ["12.10", "0.18"]
    );
    assert_eq!(book.total("2025-05-07"), "1218.19");
    assert_eq!(book.total("2025-05-15"), "1220.33");
}

#[test]
fn one_day_late_leaves_principal_open() {
    let mut book = book();
    let [principal, _, statutory, _] = late_invoice(
        &mut book,
        ["A", "2025-03-01", "2025-03-15"],
        ["1210.00", "181.50"],
    );
    let paid = book.pays("2025-03-16", "1210.00", &[]);
    assert_eq!(
        book.parts(&paid),
        [
            "A costs 181.50",
            "A contractual 24.20",
            "A statutory 0.37",
            "A principal 1003.93",
        ]
    );
    assert_eq!(book.open(principal, "2025-03-16"), "206.07");
    assert_eq!(book.open(statutory, "2025-03-17"), "0.06");
    assert_eq!(book.total("2025-03-17"), "206.13");
}

#[test]
fn a_timely_payment_is_eaten_by_older_debt() {
    let mut book = book();
    late_invoice(
        &mut book,
        ["A", "2025-03-01", "2025-03-15"],
        ["1210.00", "181.50"],
    );
    let c = book.owes("principal", "C", "2025-05-02", "2025-05-16", "302.50");
    let paid = book.pays("2025-05-10", "302.50", &["C"]);
    assert_eq!(
        book.parts(&paid),
        [
            "A costs 181.50",
            "A contractual 48.40",
            "A statutory 20.70",
            "A principal 51.90",
        ]
    );
    let on_c = late(&mut book, c, "2025-05-16", &BUSINESS);
    book.costs_of(c, "2025-05-17", "45.38");
    assert_eq!(
        on_c.map(|claim| book.open(claim, "2025-05-17")),
        ["6.05", "0.09"]
    );
    assert_eq!(book.under("principal", "2025-05-17"), "1460.60");
    assert_eq!(book.under("costs", "2025-05-17"), "45.38");
    assert_eq!(book.under("interest", "2025-05-17"), "31.78");
    assert_eq!(book.total("2025-05-17"), "1537.76");
}

#[test]
fn acceleration_is_not_undone_when_the_first_claim_is_paid() {
    let mut book = book();
    late_invoice(
        &mut book,
        ["A", "2025-03-01", "2025-03-15"],
        ["100.00", "40.00"],
    );
    let b = book.owes("principal", "B", "2025-03-10", "2025-03-24", "200.00");
    (book.ledger).accelerate(&client(), &supplier(), &[], day("2025-03-16"));
    let paid = book.pays("2025-03-16", "142.03", &[]);
    assert_eq!(
        book.parts(&paid),
        [
            "A costs 40.00",
            "A contractual 2.00",
            "A statutory 0.03",
            "A principal 100.00",
        ]
    );
    assert_eq!(book.ledger.active_claims(&client(), &supplier()), [b]);
    late(&mut book, b, "2025-03-16", &BUSINESS);
    book.costs_of(b, "2025-03-17", "40.00");
    assert_eq!(book.total("2025-03-17"), "244.06");
}

#[test]
fn a_new_version_changes_the_rate_of_months_that_start_later() {
    let mut book = book();
    let invoice = book.owes("principal", "A", "2025-03-01", "2025-03-15", "1210.00");
    let [contractual, _] = late(&mut book, invoice, "2025-03-15", &BUSINESS);
    let lower = monthly("1%", day("2025-03-16"));
    (book.ledger)
        .change_rate(contractual, day("2025-06-17"), &lower)
        .expect("the same form");
    for (as_of, amount) in [
        ("2025-06-15", "72.60"),
        ("2025-06-16", "96.80"),
        ("2025-07-15", "96.80"),
        ("2025-07-16", "108.90"),
    ] {
        assert_eq!(book.open(contractual, as_of), amount, "{as_of}");
    }
}

#[test]
fn annulment_of_the_contractual_interest_told_to_a_new_ledger() {
    let mut with = book();
    let [a, ..] = late_invoice(
        &mut with,
        ["A", "2025-03-01", "2025-03-15"],
        ["1210.00", "181.50"],
    );
    with.pays("2025-04-30", "500.00", &[]);
    assert_eq!(with.open(a, "2025-04-30"), "956.90");
    assert_eq!(with.under("interest", "2025-05-31"), "28.20");
    assert_eq!(with.total("2025-05-31"), "985.10");

    let mut without = book();
    let a = without.owes("principal", "A", "2025-03-01", "2025-03-15", "1210.00");
    let last = day("2025-03-15");
    without.grows(
        a,
        "statutory",
        statutory(&BUSINESS, last),
        day("2025-03-16"),
    );
    without.costs_of(a, "2025-03-16", "181.50");
    without.pays("2025-04-30", "500.00", &[]);
    assert_eq!(without.open(a, "2025-04-30"), "908.50");
    assert_eq!(without.under("interest", "2025-05-31"), "8.60");
    assert_eq!(without.total("2025-05-31"), "917.10");
}

/// A fine of 500 a day from a first day through another, each day a claim of one group, up to what is left under the maximum.
fn fines(book: &mut Book, reference: &str, first: &str, days: usize) -> Vec<Date> {
    let (group, maximum) = (Name::new("fines"), eur("50000.00"));
    let mut charged = Vec::new();
    for date in day(first).iter_days().take(days) {
        let room = book.ledger.room_under(&group, maximum).expect("room");
        let amount = room.lesser(eur("500.00")).expect("one currency");
        if amount.is_positive() {
            let told = NewClaim {
                last_timely_day: Some(date),
                group: Some(group.clone()),
                ..NewClaim::new(
                    reference,
                    head("fine"),
                    [&client(), &supplier()],
                    date,
                    amount,
                )
            };
            book.ledger.open(told).expect("a claim");
            charged.push(date);
        }
    }
    charged
}

#[test]
fn fines_by_the_day_stop_at_the_maximum_for_all_violations() {
    let mut alone = book();
    let charged = fines(&mut alone, "V1", "2025-01-01", 365);
    assert_eq!(charged.last(), Some(&day("2025-04-10")));
    assert_eq!(alone.under("fine", "2025-12-31"), "50000.00");

    let mut second = book();
    fines(&mut second, "V1", "2025-01-01", 87);
    assert_eq!(second.under("fine", "2025-05-11"), "43500.00");
    let charged = fines(&mut second, "V2", "2025-05-12", 365);
    assert_eq!(charged.last(), Some(&day("2025-05-24")));
    let of_second = second.ledger.claims();
    let of_second = of_second.filter(|claim| claim.told().reference == *"V2");
    let of_second = of_second.count();
    assert_eq!(of_second, 13, "13 days of 500.00 are 6,500.00");

    let mut short = book();
    fines(&mut short, "V1", "2025-03-01", 4);
    assert_eq!(short.under("fine", "2025-03-04"), "2000.00");
}
