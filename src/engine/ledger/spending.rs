//! How a payment is spent: in the order that is kept for such payments, or in one that is made for it.

use crate::value::{Currency, Rounding};

use super::Ledger;
use super::accrual::Missing;
use super::claim::ClaimId;
use super::kept::{Change, KeptOrder};
use super::minor::Minor;
use super::order::{Item, Portion, Queue, ranks_of};
use super::payment::{AllocationOrder, Payment};
use super::settle::Act;

/// A payment while it is spent.
pub(super) struct Spending<'a> {
    pub act: &'a Act<'a>,
    pub rounding: Rounding,
    pub left: Minor,
    pub parts: Vec<(ClaimId, Minor)>,
    pub missing: Vec<(ClaimId, Missing)>,
    /// Whether what grows, and has nothing open any more, may stand aside for the rest of the day.
    pub sets_aside: bool,
}

impl Ledger<'_> {
    /// The order that is kept for such payments, on the day of an act; none when it must be made anew for this one.
    pub(super) fn take_order(
        &mut self,
        account: usize,
        currency: Currency,
        order: &AllocationOrder<'_>,
        act: &Act<'_>,
    ) -> Option<KeptOrder> {
        let changes = std::mem::take(&mut self.accounts[account].changes);
        let mut orders = std::mem::take(&mut self.accounts[account].orders);
        for kept in &mut orders {
            kept.follow(self, &changes);
        }
        let on = act.works_from();
        let known = orders.iter().position(|kept| kept.is(currency, order));
        let kept = match known {
            Some(at) if orders[at].go_on(self, on, act.grown_through()) => {
                Some(orders.swap_remove(at))
            }
            Some(_) => None,
            None => KeptOrder::of(self, account, currency, order, on),
        };
        let account = &mut self.accounts[account];
        account.keeps_orders = kept.is_some() || !orders.is_empty();
        account.orders = orders;
        kept
    }

    /// Settles what a payment reaches in an order that is kept.
    pub(super) fn spend_in_order(
        &mut self,
        kept: &KeptOrder,
        payment: &Payment<'_>,
        spending: &mut Spending<'_>,
    ) {
        let chosen = kept.chosen(self, payment.designated);
        let works_now = spending.act.works_from() == spending.act.on;
        spending.sets_aside = works_now && !kept.is_claim_by_claim();
        for rank in 0..kept.ranks() {
            for item in kept.in_order(rank, &chosen) {
                if spending.left == 0 {
                    return;
                }
                if !kept.is_claim_by_claim() {
                    self.take(&item, spending.left, spending);
                    continue;
                }
                for item in kept.of_one_root(self, item.claim) {
                    self.take(&item, spending.left, spending);
                }
            }
        }
    }

    /// Settles what a payment reaches in an order that is made for it.
    pub(super) fn spend_in_ranks(
        &mut self,
        account: usize,
        payment: &Payment<'_>,
        order: &AllocationOrder<'_>,
        only_due: bool,
        spending: &mut Spending<'_>,
    ) {
        let act = spending.act;
        let currency = payment.amount.currency();
        let mut ranks = ranks_of(&self.sorting(payment, order, act), account, currency);
        if only_due {
            self.leave_out_what_is_not_due(&mut ranks, act.on);
        }
        if order.claim_by_claim {
            let queue = self.sorting(payment, order, act).by_claim(&ranks);
            self.spend_on(&queue, spending);
            return;
        }
        for (rank, claims) in ranks.iter().enumerate() {
            if spending.left > 0 {
                let queue = self.sorting(payment, order, act).in_rank(rank, claims);
                self.spend_on(&queue, spending);
            }
        }
    }

    /// Settles the items of a queue one after the other; items of equal rank that share, in proportion to what is open.
    fn spend_on(&mut self, queue: &Queue, spending: &mut Spending<'_>) {
        for shares in &queue.groups {
            if spending.left == 0 {
                return;
            }
            if let [only] = shares.as_slice() {
                for item in only {
                    self.take(item, spending.left, spending);
                }
            } else {
                self.share(shares, spending);
            }
        }
    }

    /// Each share gets its part of what is left; parts are rounded so that they add up, none above what is open.
    fn share(&mut self, shares: &[Vec<Item>], spending: &mut Spending<'_>) {
        let opens: Vec<Minor> = (shares.iter())
            .map(|items| items.iter().map(|item| self.open_of(item, spending)).sum())
            .collect();
        let all: Minor = opens.iter().sum();
        let to_share = spending.left.min(all);
        if all == 0 {
            return;
        }
        let (mut so_far, mut given) = (0, 0);
        for (items, open) in shares.iter().zip(opens) {
            so_far += open;
            let until_here = spending.rounding.quotient(to_share * so_far, all);
            let mut part = until_here - given;
            given = until_here;
            for item in items {
                let left = spending.left;
                self.take(item, part, spending);
                part -= left - spending.left;
            }
        }
    }

    /// Settles an item with at most an amount.
    fn take(&mut self, item: &Item, most: Minor, spending: &mut Spending<'_>) {
        if most == 0 {
            return;
        }
        let open = self.open_of(item, spending);
        let amount = open.min(most).max(0);
        if amount > 0 {
            self.settle_part(item.claim, amount, spending.act);
            spending.left -= amount;
            match spending.parts.last_mut() {
                Some((claim, sum)) if *claim == item.claim => *sum += amount,
                Some(_) | None => spending.parts.push((item.claim, amount)),
            }
        }
        if amount == open {
            self.set_aside(item, spending);
        }
    }

    /// What grows, and has nothing open any more through the day of an act, need not be looked at again on that day.
    fn set_aside(&mut self, item: &Item, spending: &Spending<'_>) {
        let claim = &self.claims[item.claim.0];
        let is_all = match item.portion {
            Portion::Whole | Portion::Running => claim.accrual.is_some(),
            Portion::Capitalised => false,
        };
        let is_missing = || spending.missing.iter().any(|(id, _)| *id == item.claim);
        if spending.sets_aside && is_all && !is_missing() {
            let through = spending.act.grown_through();
            let changes = &mut self.accounts[claim.account].changes;
            changes.push(Change::Settled(item.claim, through));
        }
    }

    fn open_of(&mut self, item: &Item, spending: &mut Spending<'_>) -> Minor {
        let available = self.available(item.claim, spending.act);
        if let Some(missing) = available.missing
            && !spending.missing.iter().any(|(id, _)| *id == item.claim)
        {
            spending.missing.push((item.claim, missing));
        }
        match item.portion {
            Portion::Whole | Portion::Running => available.open,
            Portion::Capitalised => available.open.min(available.capitalised),
        }
    }
}
