//! The figures of the inventories, to the cent, and the laws that hold for every ledger.

mod allocations;
mod changes;
mod growths;
mod klantfocus;
mod krachtig_online;
mod laws;

use std::sync::LazyLock;

use clausec::check::program::{Head, Tier, TierOrder};
use clausec::engine::ledger::*;
use clausec::value::{
    Anchor, Currency, Date, Money, Name, Percent, RateTable, Rounding, parse_date,
};

static BUSINESS: LazyLock<RateTable> = LazyLock::new(|| {
    let text = include_str!("../../../clauses/law/nl/tables/statutory-interest-6-119a.csv");
    table("6:119a BW", text)
});

static CONSUMER: LazyLock<RateTable> = LazyLock::new(|| {
    let text = include_str!("../../../clauses/law/nl/tables/statutory-interest-6-119.csv");
    table("6:119 BW", text)
});

fn table(name: &str, text: &str) -> RateTable {
    let until = day("2026-12-31");
    RateTable::from_csv(Name::new(name), text, "valid_from", "rate_percent", until)
        .expect("the tables of the law can be read")
}

fn day(text: &str) -> Date {
    parse_date(text).expect("a date")
}

fn eur(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

fn percent(text: &str) -> Percent {
    Percent::parse(text).expect("a percentage")
}

fn head(head: &str) -> Head {
    Head {
        head: Name::new(head),
        name: None,
    }
}

fn interest(name: &str) -> Head {
    Head {
        head: Name::new("interest"),
        name: Some(Name::new(name)),
    }
}

fn client() -> Name {
    Name::new("client")
}

fn supplier() -> Name {
    Name::new("supplier")
}

/// By the day over 365, compounding every year after the last timely day.
fn statutory(table: &'static RateTable, last_timely_day: Date) -> Growth<'static> {
    Growth::Yearly(Yearly {
        rate: Rate::Table(table),
        days_to_the_year: 365,
        compounding: Some(Compounding {
            every: Period::year(),
            counted: Anchor::After(last_timely_day),
        }),
    })
}

/// For each started month, counted from the first day of default.
fn monthly(rate: &str, counted_from: Date) -> Growth<'static> {
    Growth::PerPeriod(PerPeriod {
        rate: percent(rate),
        every: Period::month(),
        started: true,
        counted_from,
    })
}

fn tier(heads: &[&str], due: Option<bool>, order: &[TierOrder]) -> Tier {
    Tier {
        heads: heads.iter().map(|head| Name::new(head)).collect(),
        due,
        order: order.to_vec(),
    }
}

fn in_order(tiers: &[Tier]) -> AllocationOrder<'_> {
    AllocationOrder {
        tiers,
        residue_is_credit: true,
        rounding: Rounding::HalfUp,
        claim_by_claim: false,
    }
}

/// A ledger between a client and a supplier, spoken to in short words.
#[derive(Clone)]
struct Book {
    ledger: Ledger<'static>,
    tiers: Vec<Tier>,
    claim_by_claim: bool,
}

impl Book {
    fn with(tiers: Vec<Tier>) -> Self {
        Self {
            ledger: Ledger::new(),
            tiers,
            claim_by_claim: false,
        }
    }

    fn owes(
        &mut self,
        head_name: &str,
        reference: &str,
        arose: &str,
        last: &str,
        amount: &str,
    ) -> ClaimId {
        let told = NewClaim {
            last_timely_day: Some(day(last)),
            ..NewClaim::new(
                reference,
                head(head_name),
                [&client(), &supplier()],
                day(arose),
                eur(amount),
            )
        };
        self.ledger.open(told).expect("a claim")
    }

    /// Costs of a claim, owed at once.
    fn costs_of(&mut self, claim: ClaimId, arose: &str, amount: &str) -> ClaimId {
        let reference = self.ledger.claim(claim).told().reference.clone();
        let told = NewClaim {
            underlying: Some(claim),
            last_timely_day: Some(day(arose)),
            ..NewClaim::new(
                reference.as_str(),
                head("costs"),
                [&client(), &supplier()],
                day(arose),
                eur(amount),
            )
        };
        self.ledger.open(told).expect("a claim")
    }

    fn grows(&mut self, on: ClaimId, name: &str, growth: Growth<'static>, from: Date) -> ClaimId {
        let told = NewAccrual {
            on,
            head: interest(name),
            growth,
            rounding: Rounding::HalfUp,
            rounds_on_payment: true,
            ceiling: None,
            from,
            rule: None,
            clause: None,
        };
        self.ledger.accrue(told).expect("a growth")
    }

    fn pays(&mut self, on: &str, amount: &str, designated: &[&str]) -> Allocated {
        let designated = designated
            .iter()
            .map(|name| Designated::Thing(Name::new(name)));
        let designated: Vec<Designated> = designated.collect();
        let payment = Payment {
            debtor: &client(),
            creditor: &supplier(),
            amount: eur(amount),
            designated: &designated,
        };
        let order = AllocationOrder {
            claim_by_claim: self.claim_by_claim,
            ..in_order(&self.tiers)
        };
        let paid = self
            .ledger
            .pay(&payment, &order, &Act::new(&Name::new("P"), day(on)))
            .expect("a payment");
        let sum = paid.parts.iter().fold(paid.left, |sum, part| {
            sum.checked_add(part.amount).expect("one currency")
        });
        assert_eq!(sum, eur(amount), "the parts add up to the payment");
        paid
    }

    /// The parts as `I1 costs 45.38`, and what is left as `credit 1.00`.
    fn parts(&self, paid: &Allocated) -> Vec<String> {
        let part = |part: &Part| {
            let told = self.ledger.claim(part.claim).told();
            let name = told
                .head
                .name
                .as_ref()
                .map_or(told.head.head.clone(), Name::clone);
            format!("{} {name} {}", told.reference, part.amount)
        };
        let left = paid
            .left
            .is_positive()
            .then(|| format!("credit {}", paid.left));
        paid.parts.iter().map(part).chain(left).collect()
    }

    fn open(&self, claim: ClaimId, as_of: &str) -> String {
        self.ledger.position(claim, day(as_of)).open.to_string()
    }

    fn arisen(&self, claim: ClaimId, as_of: &str) -> String {
        self.ledger.position(claim, day(as_of)).arisen.to_string()
    }

    fn balance(&self, as_of: &str) -> Balance {
        (self.ledger)
            .balance(&client(), &supplier(), Currency::EUR, day(as_of))
            .expect("something was owed")
    }

    fn total(&self, as_of: &str) -> String {
        self.balance(as_of).total.to_string()
    }

    fn under(&self, head: &str, as_of: &str) -> String {
        let balance = self.balance(as_of);
        let found = balance.heads.iter().find(|(name, _)| *name == head);
        found.map_or_else(|| "-".to_owned(), |(_, sum)| sum.to_string())
    }
}
