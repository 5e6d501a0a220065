//! What one party owes another: the claims that still count, those not yet due, the credit; and what two parties share.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::{Currency, Date, Name};

use super::claim::ClaimId;
use super::kept::{Change, KeptOrder};
use super::minor::Minor;

/// Debts of one party to another.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub debtor: Name,
    pub creditor: Name,
    /// The two parties, in either direction.
    pub relation: usize,
    /// All claims, in the order of opening.
    pub claims: Vec<ClaimId>,
    /// Claims of which something is open or may still grow.
    pub active: BTreeSet<ClaimId>,
    /// The active claims of a fixed amount by last timely day; the last of days for those that have none.
    pub by_last_timely_day: BTreeSet<(Date, ClaimId)>,
    /// The orders in which payments have settled them so far.
    pub orders: Vec<KeptOrder>,
    /// What may have changed the place of a claim since the last payment; nothing as long as no order is kept.
    pub changes: Vec<Change>,
    pub keeps_orders: bool,
    /// Every head under which there was a claim.
    pub heads: BTreeSet<(Currency, Name)>,
    /// Money that nothing claimed, in each currency: what it came to by the end of each day on which some came in.
    pub credits: BTreeMap<Currency, Vec<(Date, Minor)>>,
}

/// What two parties share, whoever owes.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// Days on which everything that grows between them was rounded, in order.
    pub fixings: Vec<Date>,
    /// The day of the latest thing that happened between them.
    pub latest: Date,
}

impl Account {
    pub fn new(debtor: Name, creditor: Name, relation: usize) -> Self {
        Self {
            debtor,
            creditor,
            relation,
            claims: Vec::new(),
            active: BTreeSet::new(),
            by_last_timely_day: BTreeSet::new(),
            orders: Vec::new(),
            changes: Vec::new(),
            keeps_orders: false,
            heads: BTreeSet::new(),
            credits: BTreeMap::new(),
        }
    }

    /// The credit in a currency at the end of a day.
    pub fn credit(&self, currency: Currency, as_of: Date) -> Minor {
        let days = self.credits.get(&currency).map_or(&[][..], Vec::as_slice);
        let known = days.partition_point(|(day, _)| *day <= as_of);
        known.checked_sub(1).map_or(0, |last| days[last].1)
    }

    /// Takes so much of the credit, or all that there is; days come in order.
    pub fn take_credit(&mut self, currency: Currency, at_most: Minor, on: Date) -> Minor {
        let all = self.credit(currency, Date::MAX);
        let taken = all.min(at_most);
        if taken > 0 {
            let days = self.credits.entry(currency).or_default();
            days.push((on, all - taken));
        }
        taken
    }

    /// Money that nothing claims; days come in order.
    pub fn add_credit(&mut self, currency: Currency, amount: Minor, on: Date) {
        if amount > 0 {
            let all = self.credit(currency, Date::MAX) + amount;
            self.credits.entry(currency).or_default().push((on, all));
        }
    }
}
