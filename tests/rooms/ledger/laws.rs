//! Laws that hold for every ledger, tried on random histories; and a second ledger that counts day by day.

use proptest::prelude::*;

use super::*;
use clausec::check::program::TierOrder::{
    ByDueDay, ByField, ByName, ByOrderOfArising, ByOwnLastTimelyDay, CapitalisedBeforeRunning,
    DesignatedFirst, InProportion, Oldest,
};

/// Something that happens, on a day counted from the first of 2024.
#[derive(Debug, Clone)]
enum Event {
    Opens {
        days_to_pay: u64,
        cents: i64,
    },
    Pays {
        cents: i64,
        claim_by_claim: bool,
    },
    Settles {
        claim: usize,
        cents: i64,
        back: u64,
    },
    Notes {
        claim: usize,
        cents: i64,
        retroactive: bool,
    },
    Raises {
        claim: usize,
        cents: i64,
    },
    Lapses {
        claim: usize,
    },
    LosesBasis {
        claim: usize,
    },
    Accelerates,
    Stops {
        claim: usize,
    },
    Resumes {
        claim: usize,
    },
}

fn cents() -> impl Strategy<Value = i64> {
    prop_oneof![1..300_i64, 1..200_000_i64]
}

fn event() -> impl Strategy<Value = Event> {
    let claim = 0..40_usize;
    prop_oneof![
        4 => (0..40_u64, cents()).prop_map(|(days_to_pay, cents)| Event::Opens { days_to_pay, cents }),
        5 => (cents(), any::<bool>())
            .prop_map(|(cents, claim_by_claim)| Event::Pays { cents, claim_by_claim }),
        3 => (claim.clone(), cents(), 0..60_u64)
            .prop_map(|(claim, cents, back)| Event::Settles { claim, cents, back }),
        2 => (claim.clone(), cents(), any::<bool>())
            .prop_map(|(claim, cents, retroactive)| Event::Notes { claim, cents, retroactive }),
        1 => (claim.clone(), cents()).prop_map(|(claim, cents)| Event::Raises { claim, cents }),
        1 => claim.clone().prop_map(|claim| Event::Lapses { claim }),
        1 => claim.clone().prop_map(|claim| Event::LosesBasis { claim }),
        1 => Just(Event::Accelerates),
        1 => claim.clone().prop_map(|claim| Event::Stops { claim }),
        1 => claim.prop_map(|claim| Event::Resumes { claim }),
    ]
}

/// Events with the days between them.
fn history(length: usize) -> impl Strategy<Value = Vec<(u64, Event)>> {
    let gap = prop_oneof![2 => Just(0_u64), 3 => 0..30_u64, 1 => 100..500_u64];
    prop::collection::vec((gap, event()), 1..length)
}

fn from_cents(cents: i64) -> Money {
    Money::eur(clausec::value::Decimal::new(cents, 2))
}

fn tiers() -> Vec<Tier> {
    let by_name = ByName(vec![Name::new("contractual"), Name::new("statutory")]);
    vec![
        tier(&["costs"], None, &[Oldest]),
        tier(
            &["interest"],
            None,
            &[Oldest, by_name, CapitalisedBeforeRunning],
        ),
        tier(&[], None, &[Oldest]),
    ]
}

/// Orders that a ledger keeps from one payment to the next.
fn kept_orders() -> [Vec<Tier>; 4] {
    let field = || ByField(Name::new("invoice_date"));
    let costs = tier(&["costs"], None, &[field(), ByOwnLastTimelyDay]);
    let interest = tier(
        &["interest"],
        None,
        &[field(), ByOwnLastTimelyDay, CapitalisedBeforeRunning],
    );
    let by_due_day = vec![
        costs.clone(),
        interest.clone(),
        tier(&["principal"], Some(true), &[ByDueDay, ByOrderOfArising]),
        tier(&[], Some(true), &[ByDueDay, ByOrderOfArising]),
        tier(&[], Some(false), &[DesignatedFirst, Oldest]),
    ];
    let designated_first = vec![
        tier(&["interest"], None, &[DesignatedFirst, Oldest]),
        tier(&[], None, &[DesignatedFirst, Oldest]),
    ];
    let oldest_first = vec![interest, costs, tier(&[], None, &[Oldest, DesignatedFirst])];
    [tiers(), by_due_day, designated_first, oldest_first]
}

/// The same order with a rank that nothing reaches, and that no order can be kept for.
fn sorted_each_time(tiers: &[Tier]) -> Vec<Tier> {
    let never = tier(&["nothing"], None, &[InProportion]);
    [tiers, &[never]].concat()
}

/// A claim with its last timely day, costs and both interests, all told on the day it arises.
fn open_all(
    book: &mut Book,
    reference: usize,
    on: Date,
    days_to_pay: u64,
    amount: Money,
) -> [ClaimId; 4] {
    let last = on + chrono::Days::new(days_to_pay);
    let from = last.succ_opt().expect("a day");
    let reference = format!("C{reference}");
    let (on, last_text) = (on.to_string(), last.to_string());
    let claim = book.owes(
        "principal",
        &reference,
        &on,
        &last_text,
        &amount.to_string(),
    );
    let costs = book.costs_of(claim, &on, "7.77");
    let by_day = book.grows(claim, "statutory", statutory(&BUSINESS, last), from);
    let by_month = book.grows(claim, "contractual", monthly("1.37%", from), from);
    [claim, costs, by_day, by_month]
}

/// Tells an event; those that the ledger refuses do not happen.
fn tell(book: &mut Book, on: Date, event: &Event) {
    let by = Name::new("act");
    let act = Act::new(&by, on);
    let known: Vec<ClaimId> = book.ledger.claims().map(Claim::id).collect();
    let nth = |claim: &usize| (!known.is_empty()).then(|| known[claim % known.len()]);
    let before = on.pred_opt().expect("a day");
    match event {
        Event::Opens { days_to_pay, cents } => {
            open_all(book, known.len(), on, *days_to_pay, from_cents(*cents));
        }
        Event::Pays {
            cents,
            claim_by_claim,
        } => {
            book.claim_by_claim = *claim_by_claim;
            book.pays(&on.to_string(), &from_cents(*cents).to_string(), &[]);
        }
        Event::Settles { claim, cents, back } => {
            if let Some(claim) = nth(claim) {
                let effective = Some(on - chrono::Days::new(*back));
                let act = Act { effective, ..act };
                let settled = book.ledger.settle(claim, from_cents(*cents), &act);
                assert!(settled.is_ok());
            }
        }
        Event::Notes {
            claim,
            cents,
            retroactive,
        } => {
            if let Some(claim) = nth(claim) {
                let note = book
                    .ledger
                    .credit_note(claim, from_cents(*cents), &act, *retroactive);
                assert_eq!(note.is_ok(), book.ledger.claim(claim).grows_on().is_none());
            }
        }
        Event::Raises { claim, cents } => {
            if let Some(claim) = nth(claim) {
                let raised = book.ledger.raise(claim, from_cents(*cents), &act);
                assert_eq!(
                    raised.is_ok(),
                    book.ledger.claim(claim).grows_on().is_none()
                );
            }
        }
        Event::Lapses { claim } => {
            if let Some(claim) = nth(claim) {
                assert!(book.ledger.lapse(claim, &act).is_ok());
            }
        }
        Event::LosesBasis { claim } => {
            if let Some(claim) = nth(claim) {
                assert!(book.ledger.lose_basis(claim, &act).is_ok());
            }
        }
        Event::Accelerates => {
            (book.ledger).accelerate(&client(), &supplier(), &[], on);
        }
        Event::Stops { claim } => {
            if let Some(claim) = nth(claim) {
                let stopped = book.ledger.stop(claim, before);
                assert_eq!(
                    stopped.is_ok(),
                    book.ledger.claim(claim).grows_on().is_some()
                );
            }
        }
        Event::Resumes { claim } => {
            if let Some(claim) = nth(claim) {
                let resumed = book.ledger.resume(claim, on);
                assert_eq!(
                    resumed.is_ok(),
                    book.ledger.claim(claim).grows_on().is_some()
                );
            }
        }
    }
}

fn days_of(history: &[(u64, Event)]) -> impl Iterator<Item = (Date, &Event)> {
    let mut on = day("2024-01-01");
    history.iter().map(move |(gap, event)| {
        on = on + chrono::Days::new(*gap);
        (on, event)
    })
}

/// Every position, every balance, at the end of a day.
fn everything(book: &Book, as_of: Date) -> (Vec<Position>, Vec<Balance>) {
    let positions = book
        .ledger
        .claims()
        .map(|claim| book.ledger.position(claim.id(), as_of));
    (positions.collect(), book.ledger.balances(as_of))
}

fn assert_adds_up(book: &Book, as_of: Date) {
    for claim in book.ledger.claims() {
        let position = book.ledger.position(claim.id(), as_of);
        let parts = [
            position.settled,
            position.lapsed,
            position.without_basis,
            position.open,
        ];
        let sum = parts.into_iter().try_fold(eur("0.00"), Money::checked_add);
        assert_eq!(sum, Ok(position.arisen), "{:?} as of {as_of}", claim.told());
        for part in parts {
            assert!(
                !part.is_negative(),
                "{position:?} of {:?} as of {as_of}",
                claim.told()
            );
        }
        let within = position.capitalised.compare(position.open);
        assert!(
            within.is_ok_and(std::cmp::Ordering::is_le),
            "{position:?} {as_of}"
        );
    }
}

/// What lapses at the start of a day bears nothing on that day: interest that lost its basis at the end of the same day loses a day
/// less.
#[test]
fn interest_loses_its_basis_on_the_day_its_claim_lapses() {
    let opened = Event::Opens {
        days_to_pay: 0,
        cents: 1841,
    };
    let history = vec![
        (0, opened),
        (8, Event::LosesBasis { claim: 2 }),
        (0, Event::Lapses { claim: 0 }),
    ];
    let mut book = Book::with(tiers());
    for (on, event) in days_of(&history) {
        tell(&mut book, on, event);
        assert_adds_up(&book, on);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Nothing is settled beyond its amount; what is open is what arose less what was settled, lapsed or lost; on every day.
    #[test]
    fn claims_add_up(history in history(30)) {
        let mut book = Book::with(tiers());
        for (on, event) in days_of(&history) {
            tell(&mut book, on, event);
            assert_adds_up(&book, on);
        }
        let (first, last) = (day("2024-01-01"), days_of(&history).last().map_or(day("2024-01-01"), |(on, _)| on));
        for as_of in first.iter_days().take_while(|day| *day <= last).step_by(37) {
            let told_in_time = history.iter().all(|(_, event)| !matches!(event, Event::Stops { .. }));
            if told_in_time {
                assert_adds_up(&book, as_of);
            }
        }
        assert_adds_up(&book, last + chrono::Days::new(400));
    }

    /// Counting up to every day, or asking about it, changes no cent.
    #[test]
    fn lazily_is_eagerly(history in history(25), later in 0..500_u64) {
        let mut lazy = Book::with(tiers());
        let mut eager = Book::with(tiers());
        let mut asked = Book::with(tiers());
        let mut last = day("2024-01-01");
        for (on, event) in days_of(&history) {
            for until in last.iter_days().take_while(|until| *until <= on).step_by(3) {
                eager.ledger.bring_up_to(until);
            }
            eager.ledger.bring_up_to(on);
            let _ = everything(&asked, on + chrono::Days::new(later));
            for book in [&mut lazy, &mut eager, &mut asked] {
                tell(book, on, event);
            }
            last = on;
        }
        let as_of = last + chrono::Days::new(later);
        prop_assert_eq!(everything(&lazy, as_of), everything(&eager, as_of));
        prop_assert_eq!(everything(&lazy, last), everything(&asked, last));
        prop_assert_eq!(everything(&lazy, last), everything(&eager, last));
    }

    /// An order that is kept from one payment to the next is that of sorting all that is open again for each.
    #[test]
    fn a_kept_order_is_that_of_sorting_again(
        history in history(40),
        which in 0..4_usize,
        designations in prop::collection::vec((prop::collection::vec(0..8_usize, 0..3), 0..4_u64), 1..8),
    ) {
        let tiers = kept_orders()[which].clone();
        let mut kept = Book::with(tiers.clone());
        let mut sorted = Book::with(sorted_each_time(&tiers));
        let mut designations = designations.iter().cycle();
        for (on, event) in days_of(&history) {
            let Event::Pays { cents, claim_by_claim } = event else {
                tell(&mut kept, on, event);
                tell(&mut sorted, on, event);
                continue;
            };
            let (designated, back) = designations.next().expect("they go round");
            // Claims are opened four at a time, under the number of the first.
            let designated: Vec<Designated> = designated
                .iter()
                .map(|number| Designated::Thing(Name::new(&format!("C{}", number * 4))))
                .collect();
            let by = Name::new("P");
            let effective = Some(on - chrono::Days::new(*back)).filter(|_| *back > 1);
            let free_from = Some(on).filter(|_| *back == 1);
            let act = Act { effective, free_from, ..Act::new(&by, on) };
            let (debtor, creditor) = (client(), supplier());
            let pay = |book: &mut Book| {
                let payment = Payment {
                    debtor: &debtor,
                    creditor: &creditor,
                    amount: from_cents(*cents),
                    designated: &designated,
                };
                let order = AllocationOrder {
                    claim_by_claim: *claim_by_claim,
                    ..in_order(&book.tiers)
                };
                book.ledger.pay(&payment, &order, &act)
            };
            prop_assert_eq!(pay(&mut kept), pay(&mut sorted));
        }
        let last = days_of(&history).last().map(|(on, _)| on).expect("something happens");
        prop_assert_eq!(everything(&kept, last), everything(&sorted, last));
    }

    /// Of what happens on one day to different claims, the order does not matter.
    #[test]
    fn the_order_on_different_claims_does_not_matter(
        history in history(15),
        cents in prop::collection::vec(cents(), 4),
        turned in any::<bool>(),
    ) {
        let mut book = Book::with(tiers());
        let mut last = day("2024-01-01");
        let set = [Event::Opens { days_to_pay: 3, cents: 50_000 }, Event::Opens { days_to_pay: 9, cents: 70_000 }];
        for event in &set {
            tell(&mut book, last, event);
        }
        for (on, event) in days_of(&history) {
            tell(&mut book, on, event);
            last = on;
        }
        let mut other = book.clone();
        // Claims 0 to 3 are the first claim, its costs and its interests; 4 is the second claim.
        let mut acts = vec![
            Event::Settles { claim: 2, cents: cents[0], back: 0 },
            Event::Settles { claim: 0, cents: cents[1], back: 0 },
            Event::Settles { claim: 1, cents: cents[2], back: 0 },
            Event::Notes { claim: 4, cents: cents[3], retroactive: turned },
        ];
        let tell_all = |book: &mut Book, acts: &[Event]| {
            for act in acts {
                let count = book.ledger.claims().count();
                let fits = |claim: usize| claim < count;
                assert!(fits(4));
                tell_exactly(book, last, act);
            }
        };
        tell_all(&mut book, &acts);
        if turned { acts.reverse() } else { acts.rotate_left(2) }
        tell_all(&mut other, &acts);
        let as_of = last + chrono::Days::new(200);
        prop_assert_eq!(everything(&book, as_of), everything(&other, as_of));
        prop_assert_eq!(everything(&book, last), everything(&other, last));
    }

    /// A second ledger that goes through every day, claim by claim, comes to the same cents.
    #[test]
    fn day_by_day_comes_to_the_same(
        claims in prop::collection::vec((0..200_u64, 0..40_u64, 1..300_000_i64), 1..5),
        payments in prop::collection::vec((0..900_u64, 1..100_000_i64), 0..12),
        as_of in 0..1090_u64,
    ) {
        let start = day("2024-01-01");
        let at = |days: u64| start + chrono::Days::new(days);
        let mut opened = claims;
        opened.sort_unstable();
        let mut payments = payments;
        payments.sort_unstable();
        let mut book = Book::with(tiers());
        let mut ids = Vec::new();
        let mut plain = day_by_day::Plain::default();
        let (mut to_open, mut to_pay) = (opened.iter().peekable(), payments.iter().peekable());
        for days in 0..=as_of {
            let on = at(days);
            plain.start(on);
            while let Some((_, term, cents)) = to_open.next_if(|(from, ..)| *from == days) {
                ids.push(open_all(&mut book, ids.len(), on, *term, from_cents(*cents)));
                plain.open(on + chrono::Days::new(*term), *cents);
            }
            while let Some((_, cents)) = to_pay.next_if(|(from, _)| *from == days) {
                book.claim_by_claim = false;
                book.pays(&on.to_string(), &from_cents(*cents).to_string(), &[]);
                plain.pay(*cents);
            }
        }
        for (claims, expected) in ids.iter().zip(plain.open_amounts()) {
            let open = claims.map(|id| book.open(id, &at(as_of).to_string()));
            prop_assert_eq!(open, expected.map(|cents| from_cents(cents).to_string()));
        }
    }
}

/// As [`tell`], on the very claim that is named.
fn tell_exactly(book: &mut Book, on: Date, event: &Event) {
    let by = Name::new("act");
    let act = Act::new(&by, on);
    let id = |at: usize| {
        book.ledger
            .claims()
            .nth(at)
            .map(Claim::id)
            .expect("it is there")
    };
    match event {
        Event::Settles { claim, cents, .. } => {
            let claim = id(*claim);
            let settled = book.ledger.settle(claim, from_cents(*cents), &act);
            assert!(settled.is_ok());
        }
        Event::Notes {
            claim,
            cents,
            retroactive,
        } => {
            let claim = id(*claim);
            let note = book
                .ledger
                .credit_note(claim, from_cents(*cents), &act, *retroactive);
            assert!(note.is_ok());
        }
        Event::Opens { .. }
        | Event::Pays { .. }
        | Event::Raises { .. }
        | Event::Lapses { .. }
        | Event::LosesBasis { .. }
        | Event::Accelerates
        | Event::Stops { .. }
        | Event::Resumes { .. } => tell(book, on, event),
    }
}

mod day_by_day {
    //! The plainest ledger for claims with costs, statutory and contractual interest: one step a day.

    use super::*;

    /// A claim, its interests in exact fractions.
    struct Plainly {
        last: Date,
        principal: i64,
        costs: i64,
        capitalised: i64,
        fixed: i64,
        /// Over 365 x 10,000.
        running: i128,
        by_month: i64,
    }

    #[derive(Default)]
    pub struct Plain {
        claims: Vec<Plainly>,
    }

    const OVER: i128 = 365 * 10_000;

    fn rounded(numerator: i128, denominator: i128) -> i64 {
        i64::try_from((2 * numerator + denominator) / (2 * denominator)).expect("small amounts")
    }

    fn months_after(anchor: Date, months: u32) -> Date {
        anchor + chrono::Months::new(months)
    }

    impl Plain {
        pub fn open(&mut self, last: Date, principal: i64) {
            self.claims.push(Plainly {
                last,
                principal,
                costs: 777,
                capitalised: 0,
                fixed: 0,
                running: 0,
                by_month: 0,
            });
        }

        /// What the passing of a day brings, before anything happens on it.
        pub fn start(&mut self, on: Date) {
            for claim in self.claims.iter_mut().filter(|claim| on > claim.last) {
                let yesterday = on.pred_opt().expect("a day");
                if (1..4).any(|years| months_after(claim.last, 12 * years) == yesterday) {
                    claim.fix();
                    claim.capitalised += claim.fixed;
                    claim.fixed = 0;
                }
                let hundredths = BUSINESS.rate_on(on).expect("a rate").hundredths();
                let rate = hundredths * clausec::value::Decimal::from(100);
                let rate: i128 = rate.trunc().mantissa();
                claim.running += i128::from(claim.principal + claim.capitalised) * rate;
                let first = claim.last.succ_opt().expect("a day");
                if (0..40).any(|months| months_after(first, months) == on) {
                    claim.by_month += rounded(i128::from(claim.principal) * 137, 10_000);
                }
            }
        }

        pub fn pay(&mut self, amount: i64) {
            let mut left = amount;
            let mut take = |open: &mut i64| {
                let part = left.min(*open);
                *open -= part;
                left -= part;
            };
            for claim in &mut self.claims {
                claim.fix();
                take(&mut claim.costs);
            }
            for claim in &mut self.claims {
                take(&mut claim.by_month);
                take(&mut claim.capitalised);
                take(&mut claim.fixed);
            }
            for claim in &mut self.claims {
                take(&mut claim.principal);
            }
        }

        /// Principal, costs, statutory and contractual interest of each claim.
        pub fn open_amounts(&self) -> Vec<[i64; 4]> {
            let amounts = |claim: &Plainly| {
                let by_day = claim.capitalised + claim.fixed + rounded(claim.running, OVER);
                [claim.principal, claim.costs, by_day, claim.by_month]
            };
            self.claims.iter().map(amounts).collect()
        }
    }

    impl Plainly {
        fn fix(&mut self) {
            self.fixed += rounded(self.running, OVER);
            self.running = 0;
        }
    }
}
