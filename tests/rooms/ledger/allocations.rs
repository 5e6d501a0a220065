//! Orders of allocation: ranks, keys, sharing in proportion, what is left.

use super::*;
use clausec::check::program::TierOrder::{
    ByDueDay, ByField, ByName, ByOrderOfArising, ByOwnLastTimelyDay, CapitalisedBeforeRunning,
    DesignatedFirst, InProportion, MostOnerousFirst, Oldest,
};
use clausec::engine::ledger::Claim;

/// A and B of one day, C older, D younger; all of 100.00.
fn four(order: &[TierOrder]) -> Book {
    let mut book = Book::with(vec![tier(&[], None, order)]);
    book.owes("principal", "C", "2025-01-01", "2025-03-01", "100.00");
    book.owes("principal", "B", "2025-01-02", "2025-02-01", "100.00");
    book.owes("principal", "A", "2025-01-02", "2025-01-15", "100.00");
    book.owes("principal", "D", "2025-01-03", "2025-01-10", "100.00");
    book
}

fn order_of(book: &mut Book, designated: &[&str]) -> String {
    let paid = book.pays("2025-01-05", "400.00", designated);
    let name = |part: &Part| book.ledger.claim(part.claim).told().reference.to_string();
    paid.parts.iter().map(name).collect()
}

#[test]
fn keys_decide_one_after_the_other() {
    let rows: [(&[TierOrder], &[&str], &str); 10] = [
        (&[], &[], "CBAD"),
        (&[Oldest], &[], "CBAD"),
        (&[Oldest, ByOwnLastTimelyDay], &[], "CABD"),
        (&[Oldest, ByOrderOfArising], &[], "CBAD"),
        (&[ByOrderOfArising], &[], "CBAD"),
        (&[ByDueDay], &[], "DABC"),
        (&[ByOwnLastTimelyDay], &[], "DABC"),
        // A designation names debts, and no order among them.
        (&[DesignatedFirst, Oldest], &["D", "A"], "ADCB"),
        (&[DesignatedFirst, Oldest], &[], "CBAD"),
        (&[Oldest], &["D"], "CBAD"),
    ];
    for (keys, designated, expected) in rows {
        assert_eq!(
            order_of(&mut four(keys), designated),
            expected,
            "{keys:?} {designated:?}"
        );
    }
}

#[test]
fn the_due_day_follows_acceleration_and_the_own_day_does_not() {
    for (key, expected) in [(ByDueDay, "ADBC"), (ByOwnLastTimelyDay, "DABC")] {
        let mut book = four(&[key]);
        let is_a = |claim: &&Claim<'_>| claim.told().reference == *"A";
        let a = book.ledger.claims().find(is_a);
        let a = a.expect("it was opened").id();
        (book.ledger).set_last_timely_day(a, Some(day("2025-01-04")));
        assert_eq!(order_of(&mut book, &[]), expected);
    }
}

#[test]
fn a_field_orders_and_a_claim_without_it_is_as_old_as_it_is() {
    let mut book = Book::with(vec![tier(&[], None, &[ByField(Name::new("invoice_date"))])]);
    for (reference, arose, dated) in [
        ("A", "2025-01-03", Some("2024-12-01")),
        ("B", "2025-01-01", None),
        ("C", "2025-01-02", Some("2024-11-01")),
    ] {
        let dates = dated.map(|date| (Name::new("invoice_date"), day(date)));
        let told = NewClaim {
            dates: dates.into_iter().collect(),
            ..NewClaim::new(
                reference,
                head("principal"),
                [&client(), &supplier()],
                day(arose),
                eur("133.00"),
            )
        };
        book.ledger.open(told).expect("a claim");
    }
    assert_eq!(order_of(&mut book, &[]), "CAB");
}

#[test]
fn ranks_by_head_and_by_being_due() {
    let mut book = Book::with(vec![
        tier(&["costs"], None, &[]),
        tier(&["principal"], Some(true), &[Oldest]),
        tier(&[], None, &[Oldest]),
        tier(&["fine"], None, &[Oldest]),
    ]);
    book.owes("principal", "early", "2025-01-01", "2025-02-01", "10.00");
    book.owes("principal", "due", "2025-01-02", "2025-01-05", "10.00");
    book.owes("fine", "fine", "2024-01-01", "2024-01-01", "10.00");
    book.owes("damages", "damages", "2025-01-03", "2025-01-03", "10.00");
    book.owes("costs", "costs", "2025-01-04", "2025-01-04", "10.00");
    let paid = book.pays("2025-01-05", "60.00", &[]);
    assert_eq!(
        book.parts(&paid),
        [
            "costs costs 10.00",
            "due principal 10.00",
            "early principal 10.00",
            "damages damages 10.00",
            "fine fine 10.00",
            "credit 10.00",
        ],
        "`every other debt` leaves fines to the rank that names them"
    );
}

#[test]
fn what_no_rank_names_stays_open_and_the_rest_is_credit() {
    let mut book = Book::with(vec![tier(&["principal"], None, &[])]);
    let fine = book.owes("fine", "V", "2025-01-01", "2025-01-01", "10.00");
    book.owes("principal", "A", "2025-01-01", "2025-01-15", "10.00");
    let paid = book.pays("2025-01-05", "25.00", &[]);
    assert_eq!(book.parts(&paid), ["A principal 10.00", "credit 15.00"]);
    assert_eq!(book.open(fine, "2025-01-05"), "10.00");
    let balance = book.balance("2025-01-05");
    assert_eq!(
        (balance.credit, balance.total),
        (eur("15.00"), eur("10.00"))
    );
    // Credit stays credit: a later claim is not paid from it.
    book.owes("principal", "B", "2025-01-06", "2025-01-20", "10.00");
    let balance = book.balance("2025-01-06");
    assert_eq!(
        (balance.credit, balance.total),
        (eur("15.00"), eur("20.00"))
    );
}

#[test]
fn equal_claims_share_in_proportion_to_the_cent() {
    let keys = [DesignatedFirst, Oldest, InProportion];
    let mut book = Book::with(vec![tier(&[], None, &keys)]);
    for (reference, amount) in [
        ("A", "100.00"),
        ("B", "100.00"),
        ("C", "100.00"),
        ("D", "0.01"),
    ] {
        book.owes("principal", reference, "2025-01-01", "2025-01-15", amount);
    }
    book.owes("principal", "E", "2025-01-02", "2025-01-15", "50.00");
    let mut designated = book.clone();
    let paid = book.pays("2025-01-05", "100.00", &[]);
    assert_eq!(
        book.parts(&paid),
        [
            "A principal 33.33",
            "B principal 33.33",
            "C principal 33.34"
        ]
    );
    let paid = book.pays("2025-01-06", "210.00", &[]);
    assert_eq!(
        book.parts(&paid),
        [
            "A principal 66.67",
            "B principal 66.67",
            "C principal 66.66",
            "D principal 0.01",
            "E principal 9.99",
        ]
    );
    let paid = designated.pays("2025-01-05", "100.01", &["E"]);
    assert_eq!(
        designated.parts(&paid),
        [
            "E principal 50.00",
            "A principal 16.67",
            "B principal 16.67",
            "C principal 16.67",
        ]
    );
}

#[test]
fn the_claim_that_bears_more_interest_is_more_onerous() {
    let mut book = Book::with(vec![tier(
        &["principal"],
        None,
        &[MostOnerousFirst, Oldest],
    )]);
    let claims = ["A", "B", "C"]
        .map(|reference| book.owes("principal", reference, "2025-01-01", "2025-01-10", "10.00"));
    let from = day("2025-01-11");
    let last = day("2025-01-10");
    book.grows(claims[1], "statutory", statutory(&BUSINESS, last), from);
    book.grows(claims[2], "contractual", monthly("1%", from), from);
    let paid = book.clone().pays("2025-01-10", "30.00", &[]);
    assert_eq!(
        book.parts(&paid)[0],
        "A principal 10.00",
        "no interest runs yet"
    );
    let paid = book.pays("2025-01-11", "30.00", &[]);
    assert_eq!(
        book.parts(&paid),
        [
            "C principal 10.00",
            "B principal 10.00",
            "A principal 10.00"
        ],
        "12% a year, 11.15% a year, none"
    );
}

/// Two invoices of one day with interest of both names, a year old.
fn two_with_interest(keys: &[TierOrder]) -> Book {
    let mut book = Book::with(vec![tier(&["interest"], None, keys)]);
    for reference in ["A", "B"] {
        let claim = book.owes(
            "principal",
            reference,
            "2024-01-01",
            "2024-01-15",
            "1000.00",
        );
        let from = day("2024-01-16");
        book.grows(
            claim,
            "statutory",
            statutory(&CONSUMER, day("2024-01-15")),
            from,
        );
        book.grows(claim, "contractual", monthly("1%", from), from);
    }
    book
}

#[test]
fn a_key_inside_a_claim_comes_after_the_claim_itself() {
    let by_name = ByName(vec![Name::new("contractual"), Name::new("statutory")]);
    for (keys, expected) in [
        (
            vec![Oldest, by_name.clone()],
            [
                "A contractual",
                "A statutory",
                "B contractual",
                "B statutory",
            ],
        ),
        (
            vec![by_name, Oldest],
            [
                "A contractual",
                "B contractual",
                "A statutory",
                "B statutory",
            ],
        ),
    ] {
        let mut book = two_with_interest(&keys);
        let paid = book.pays("2024-06-01", "400.00", &[]);
        let named: Vec<String> = (book.parts(&paid).iter())
            .map(|part| {
                part.rsplit_once(' ')
                    .map_or(part.clone(), |(name, _)| name.to_owned())
            })
            .collect();
        assert_eq!(named[..4], expected);
    }
}

#[test]
fn capitalised_before_running_over_all_claims_or_within_each() {
    let mut within = two_with_interest(&[Oldest, CapitalisedBeforeRunning]);
    let mut over_all = two_with_interest(&[CapitalisedBeforeRunning, Oldest]);
    // Of each joined the base on 16 January 2025: 351 days at 7% and 15 at 6%, 69.78; since then 90 days at 6% of 1069.78, 15.83.
    let paid = within.pays("2025-04-15", "100.00", &[]);
    assert_eq!(
        within.parts(&paid),
        ["A statutory 85.61", "A contractual 14.39"]
    );
    let paid = over_all.pays("2025-04-15", "150.00", &[]);
    assert_eq!(
        over_all.parts(&paid),
        [
            "A statutory 69.78",
            "B statutory 69.78",
            "A statutory 10.44"
        ]
    );
}

#[test]
fn claim_by_claim_equal_claims_share_with_what_rests_on_them() {
    let keys = [DesignatedFirst, Oldest, InProportion];
    let mut book = Book::with(vec![tier(&["costs"], None, &keys), tier(&[], None, &keys)]);
    book.claim_by_claim = true;
    for (reference, amount, costs) in [("A", "100.00", "20.00"), ("B", "40.00", "20.00")] {
        let claim = book.owes("principal", reference, "2025-01-01", "2025-01-01", amount);
        book.costs_of(claim, "2025-01-02", costs);
    }
    let paid = book.pays("2025-01-05", "90.00", &[]);
    assert_eq!(
        book.parts(&paid),
        [
            "A costs 20.00",
            "A principal 40.00",
            "B costs 20.00",
            "B principal 10.00",
        ],
        "120.00 and 60.00 share 90.00"
    );
}

#[test]
fn money_in_another_currency_settles_nothing() {
    let mut book = Book::with(vec![tier(&[], None, &[Oldest])]);
    let claim = book.owes("principal", "A", "2025-01-01", "2025-01-15", "10.00");
    let dollars = Money::parse("10.00 USD").expect("an amount");
    let by = Name::new("P");
    let payment = Payment {
        debtor: &client(),
        creditor: &supplier(),
        amount: dollars,
        designated: &[],
    };
    let act = Act::new(&by, day("2025-01-05"));
    let paid = book.ledger.pay(&payment, &in_order(&book.tiers), &act);
    assert_eq!(paid.map(|paid| paid.left), Ok(dollars));
    let balances = book.ledger.balances(day("2025-01-05"));
    let shown: Vec<String> = (balances.iter())
        .map(|balance| format!("{} {} {}", balance.currency, balance.total, balance.credit))
        .collect();
    assert_eq!(shown, ["EUR 10.00 0.00", "USD 0.00 10.00"]);
    assert!(matches!(
        book.ledger.settle(claim, dollars, &act),
        Err(LedgerError::CurrenciesDiffer { .. })
    ));
    let refused = book.ledger.settle(claim, eur("-1.00"), &act);
    assert_eq!(refused, Err(LedgerError::Negative(eur("-1.00"))));
}
