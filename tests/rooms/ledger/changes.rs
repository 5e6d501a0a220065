//! Credit notes, loss of basis, lapse, acceleration, assessment, set-off.

use super::*;
use clausec::check::program::TierOrder::Oldest;

fn invoice_with_interest() -> (Book, ClaimId, ClaimId) {
    let mut book = Book::with(vec![
        tier(&["costs"], None, &[Oldest]),
        tier(&["interest"], None, &[Oldest]),
        tier(&[], None, &[Oldest]),
    ]);
    let claim = book.owes("principal", "A", "2024-12-18", "2025-01-01", "1000.00");
    let growth = Growth::Yearly(Yearly {
        rate: Rate::Fixed(percent("36.5%")),
        days_to_the_year: 365,
        compounding: None,
    });
    let interest = book.grows(claim, "statutory", growth, day("2025-01-02"));
    (book, claim, interest)
}

fn credit_note(
    book: &mut Book,
    claim: ClaimId,
    on: &str,
    amount: &str,
    retroactive: bool,
) -> Adjusted {
    let by = Name::new("N1");
    (book.ledger)
        .credit_note(claim, eur(amount), &Act::new(&by, day(on)), retroactive)
        .expect("a credit note")
}

#[test]
fn a_credit_note_lowers_the_base_from_its_day() {
    let (mut book, claim, interest) = invoice_with_interest();
    let adjusted = credit_note(&mut book, claim, "2025-01-11", "400.00", false);
    assert_eq!(
        (adjusted.lowered, adjusted.credit),
        (eur("400.00"), eur("0.00"))
    );
    assert_eq!(book.open(claim, "2025-01-10"), "1000.00");
    assert_eq!(book.open(claim, "2025-01-11"), "600.00");
    assert_eq!(book.arisen(interest, "2025-01-11"), "10.00");
    assert_eq!(book.arisen(interest, "2025-01-12"), "10.60");
}

#[test]
fn a_retroactive_credit_note_lowers_it_from_the_start() {
    let (mut book, claim, interest) = invoice_with_interest();
    credit_note(&mut book, claim, "2025-01-11", "400.00", true);
    assert_eq!(
        book.arisen(interest, "2025-01-10"),
        "9.00",
        "as was known then"
    );
    assert_eq!(book.arisen(interest, "2025-01-11"), "6.00");
    assert_eq!(book.open(claim, "2025-01-11"), "600.00");
}

#[test]
fn a_credit_note_turns_what_was_paid_into_credit() {
    let (mut book, claim, interest) = invoice_with_interest();
    let paid = book.pays("2025-01-11", "910.00", &[]);
    assert_eq!(
        book.parts(&paid),
        ["A statutory 10.00", "A principal 900.00"]
    );
    let mut retroactive = book.clone();
    let adjusted = credit_note(&mut book, claim, "2025-01-21", "400.00", false);
    assert_eq!(adjusted.credit, eur("300.00"));
    assert_eq!(book.open(claim, "2025-01-21"), "0.00");
    assert_eq!(
        book.open(interest, "2025-02-01"),
        "1.00",
        "ten days of 0.10"
    );
    assert_eq!(book.balance("2025-01-20").credit, eur("0.00"));
    assert_eq!(book.balance("2025-01-21").credit, eur("300.00"));

    let adjusted = credit_note(&mut retroactive, claim, "2025-01-21", "400.00", true);
    assert_eq!(adjusted.credit, eur("304.00"), "and 4.00 of the interest");
    assert_eq!(retroactive.arisen(interest, "2025-02-01"), "6.00");
    assert_eq!(retroactive.total("2025-02-01"), "0.00");
    assert!(
        retroactive
            .ledger
            .active_claims(&client(), &supplier())
            .is_empty()
    );
}

#[test]
fn a_credit_note_never_lowers_a_claim_below_nothing() {
    let (mut book, claim, _) = invoice_with_interest();
    let adjusted = credit_note(&mut book, claim, "2024-12-20", "5000.00", false);
    assert_eq!(adjusted.lowered, eur("1000.00"));
    assert_eq!(book.total("2025-12-31"), "0.00");
}

#[test]
fn what_rests_on_a_claim_loses_its_basis_with_it() {
    let (mut book, claim, interest) = invoice_with_interest();
    let costs = book.costs_of(claim, "2025-01-02", "40.00");
    let paid = book.pays("2025-01-11", "60.00", &[]);
    assert_eq!(
        book.parts(&paid),
        ["A costs 40.00", "A statutory 10.00", "A principal 10.00"]
    );
    let by = Name::new("D1");
    let adjusted = (book.ledger)
        .lose_basis(claim, &Act::new(&by, day("2025-01-13")))
        .expect("it is known");
    assert_eq!(adjusted.credit, eur("60.00"));
    // 1000.00, 40.00, 10.00 and two days of 0.99.
    assert_eq!(adjusted.lowered, eur("1051.98"));
    for id in [claim, interest, costs] {
        let position = book.ledger.position(id, day("2025-03-01"));
        assert_eq!(position.open, eur("0.00"));
        assert_eq!(position.without_basis, position.arisen);
    }
    assert_eq!(book.total("2025-01-12"), "990.99");
    assert_eq!(book.total("2025-01-13"), "0.00");
}

#[test]
fn what_lapses_grows_no_more() {
    let (mut book, claim, interest) = invoice_with_interest();
    let by = Name::new("lapse");
    let lapsed = (book.ledger).lapse(claim, &Act::new(&by, day("2025-01-12")));
    assert_eq!(lapsed, Ok(eur("1000.00")));
    assert_eq!(book.open(claim, "2025-01-11"), "1000.00");
    assert_eq!(book.open(claim, "2025-01-12"), "0.00");
    assert_eq!(book.open(interest, "2025-06-01"), "10.00");
    let lapsed = (book.ledger).lapse(interest, &Act::new(&by, day("2025-01-14")));
    assert_eq!(lapsed, Ok(eur("10.00")));
    assert_eq!(book.total("2025-01-14"), "0.00");
    let paid = book.pays("2025-01-14", "5.00", &[]);
    assert_eq!(book.parts(&paid), ["credit 5.00"]);
}

#[test]
fn acceleration_reaches_only_what_arose_before_and_is_not_due_yet() {
    let (mut book, due, _) = invoice_with_interest();
    let later = book.owes("principal", "B", "2025-01-05", "2025-02-01", "10.00");
    let fine = book.owes("fine", "V", "2025-01-05", "2025-01-20", "10.00");
    let same_day = book.owes("principal", "C", "2025-01-06", "2025-01-20", "10.00");
    let no_term = {
        let told = NewClaim::new(
            "D",
            head("principal"),
            [&client(), &supplier()],
            day("2025-01-05"),
            eur("10.00"),
        );
        book.ledger.open(told).expect("a claim")
    };
    let accrued = {
        let told = NewClaim {
            standing: Standing::AccruedNotInvoiced,
            last_timely_day: Some(day("2025-02-01")),
            ..NewClaim::new(
                "T",
                head("principal"),
                [&client(), &supplier()],
                day("2025-01-05"),
                eur("10.00"),
            )
        };
        book.ledger.open(told).expect("a claim")
    };
    let accelerate = |book: &mut Book, heads: &[Name], on: &str| {
        (book.ledger).accelerate(&client(), &supplier(), heads, day(on))
    };
    let principal = [Name::new("principal")];
    assert_eq!(
        accelerate(&mut book, &principal, "2025-01-06"),
        [later, no_term]
    );
    assert_eq!(accelerate(&mut book, &[], "2025-01-06"), [fine]);
    assert_eq!(accelerate(&mut book, &[], "2025-01-07"), [same_day]);
    assert!(!book.ledger.claim(due).is_accelerated());
    // A charge that is not invoiced is not made due; once invoiced it has its own term.
    assert_eq!(book.under("principal", "2025-01-07"), "1030.00");
    (book.ledger).set_standing(accrued, Standing::Owed, day("2025-01-08"));
    assert_eq!(book.under("principal", "2025-01-07"), "1030.00");
    assert_eq!(book.under("principal", "2025-01-08"), "1040.00");
    assert_eq!(accelerate(&mut book, &[], "2025-01-09"), [accrued]);
}

#[test]
fn what_waits_for_an_assessment_is_not_paid() {
    let mut book = Book::with(vec![tier(&[], None, &[Oldest])]);
    let told = NewClaim {
        standing: Standing::Conditional,
        ..NewClaim::new(
            "S1",
            head("damages"),
            [&client(), &supplier()],
            day("2025-01-01"),
            eur("0.00"),
        )
    };
    let damages = book.ledger.open(told).expect("a claim");
    let paid = book.pays("2025-01-02", "10.00", &[]);
    assert_eq!(book.parts(&paid), ["credit 10.00"]);
    let by = Name::new("assessment#1");
    (book.ledger)
        .raise(damages, eur("25.00"), &Act::new(&by, day("2025-01-03")))
        .expect("an amount");
    assert_eq!(book.total("2025-01-03"), "0.00");
    (book.ledger).set_standing(damages, Standing::Owed, day("2025-01-03"));
    assert_eq!(book.total("2025-01-03"), "25.00");
    let paid = book.pays("2025-01-04", "10.00", &[]);
    assert_eq!(book.parts(&paid), ["S1 damages 10.00"]);
    (book.ledger).set_standing(damages, Standing::Excluded, day("2025-01-05"));
    assert_eq!(book.total("2025-01-05"), "0.00");
    assert_eq!(book.total("2025-01-04"), "15.00");
}

#[test]
fn set_off_works_back_and_what_was_paid_since_becomes_credit() {
    let (mut book, claim, interest) = invoice_with_interest();
    let told = NewClaim::new(
        "R1",
        head("restitution"),
        [&supplier(), &client()],
        day("2024-12-20"),
        eur("300.00"),
    );
    let restitution = book.ledger.open(told).expect("a claim");
    book.pays("2025-01-21", "720.00", &[]);
    assert_eq!(book.open(claim, "2025-01-21"), "300.00");
    let by = Name::new("set_off_declared#1");
    let act = Act {
        by: &by,
        on: day("2025-01-31"),
        effective: Some(day("2025-01-11")),
        free_from: None,
    };
    let settled = (book.ledger).set_off([claim, restitution], eur("500.00"), &act);
    assert_eq!(settled, Ok(eur("300.00")));
    // 10 days of 1.00, 10 of 0.70: 17.00 instead of 20.00; nothing from 22 January on.
    assert_eq!(book.arisen(interest, "2025-01-31"), "17.00");
    assert_eq!(book.balance("2025-01-31").credit, eur("3.00"));
    assert_eq!(book.total("2025-01-31"), "0.00");
    assert_eq!(
        book.arisen(interest, "2025-01-30"),
        "22.70",
        "as was known then"
    );
    let late = Act::new(&by, day("2025-01-30"));
    assert!(matches!(
        book.ledger.settle(claim, eur("1.00"), &late),
        Err(LedgerError::OutOfOrder { .. })
    ));
}

#[test]
fn what_happened_can_be_read_back() {
    let (mut book, claim, _) = invoice_with_interest();
    book.pays("2025-01-11", "110.00", &[]);
    credit_note(&mut book, claim, "2025-01-12", "950.00", true);
    let movements = book.ledger.claim(claim).movements(day("2025-01-12"));
    let shown: Vec<String> = (movements.iter())
        .map(|it| format!("{} {:?} {} {}", it.on, it.kind, it.amount, it.by))
        .collect();
    assert_eq!(
        shown,
        [
            "2025-01-11 Settled 100.00 P",
            "2025-01-12 CreditNote 950.00 N1",
            "2025-01-12 Released 50.00 N1",
        ]
    );
}

#[test]
fn what_rests_is_open_and_bears_nothing() {
    let (mut book, claim, interest) = invoice_with_interest();
    let by = Name::new("W");
    let rest = |book: &mut Book, on: &str, amount: &str, from: &str| {
        let act = Act::new(&by, day(on));
        let rested = (book.ledger).rest(claim, eur(amount), &act, Some(day(from)));
        assert_eq!(rested, Ok(()));
    };
    // 10 days of 1.00, then 10 of 0.60.
    rest(&mut book, "2025-01-11", "400.00", "2025-01-12");
    assert_eq!(book.open(claim, "2025-01-21"), "1000.00");
    assert_eq!(book.arisen(interest, "2025-01-21"), "16.00");
    // What rests more than is open bears no less than nothing.
    book.pays("2025-01-21", "716.00", &[]);
    assert_eq!(book.open(claim, "2025-01-21"), "300.00");
    assert_eq!(book.arisen(interest, "2025-01-31"), "16.00");
    // It goes on: 300.00 bears again, 0.30 a day.
    rest(&mut book, "2025-01-31", "0.00", "2025-02-01");
    assert_eq!(book.arisen(interest, "2025-02-10"), "19.00");
}
