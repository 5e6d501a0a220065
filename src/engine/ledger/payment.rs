//! A payment: what it settles, in the order that a rule gives; the parts add up to it exactly.

use std::collections::BTreeSet;
use std::ops::Bound;

use crate::check::program::{Allocation, Tier};
use crate::value::{Currency, Date, Money, Name, Rounding};

use super::accrual::Missing;
use super::claim::{Claim, ClaimId, Standing};
use super::ledger::positive;
use super::minor::money_of;
use super::order::{Sorting, ranks_of};
use super::settle::Act;
use super::spending::Spending;
use super::{Ledger, LedgerError};

/// The order in which a payment settles claims, as a clause gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AllocationOrder<'a> {
    /// Ranks, first to last.
    pub tiers: &'a [Tier],
    /// What is left is credit; otherwise nothing is said of it.
    pub residue_is_credit: bool,
    /// All ranks of the first claim, with what rests on it, before the next claim.
    pub claim_by_claim: bool,
    /// How shares in proportion come to whole units.
    pub rounding: Rounding,
}

impl<'a> AllocationOrder<'a> {
    /// The order of a rule.
    pub fn of(rule: &'a Allocation, rounding: Rounding) -> Self {
        Self {
            rounding,
            tiers: &rule.tiers,
            residue_is_credit: rule.residue_is_credit,
            claim_by_claim: rule.claim_by_claim,
        }
    }
}

/// A payment that is to be allocated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment<'a> {
    /// Whose debts it settles.
    pub debtor: &'a Name,
    /// To whom.
    pub creditor: &'a Name,
    /// How much.
    pub amount: Money,
    /// What it is for, in the order of the designation; only an order that says so looks at it.
    pub designated: &'a [Designated],
}

/// What a payer says that a payment is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Designated {
    /// All claims for a thing, by its reference.
    Thing(Name),
    /// One claim, where several are for one thing.
    Claim(ClaimId),
}

/// What a payment settled: the parts and what is left add up to the payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocated {
    /// In the order in which they were settled; none of nothing.
    pub parts: Vec<Part>,
    /// What nothing claimed; it stands in the balance as credit.
    pub left: Money,
    /// Whether the order says that what is left is credit.
    pub left_is_credit: bool,
    /// Claims that were reached, but of which days are not in the amount.
    pub missing: Vec<(ClaimId, Missing)>,
}

/// A part of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What it settled.
    pub claim: ClaimId,
    /// How much, more than nothing.
    pub amount: Money,
}

impl<'t> Ledger<'t> {
    /// Allocates a payment. Everything that grows between the two parties is fixed first, whether or not the payment reaches it.
    pub fn pay(
        &mut self,
        payment: &Payment<'_>,
        order: &AllocationOrder<'_>,
        act: &Act<'_>,
    ) -> Result<Allocated, LedgerError> {
        self.allocate(payment, order, act, false)
    }

    /// Likewise, of what is due alone.
    pub fn pay_what_is_due(
        &mut self,
        payment: &Payment<'_>,
        order: &AllocationOrder<'_>,
        act: &Act<'_>,
    ) -> Result<Allocated, LedgerError> {
        self.allocate(payment, order, act, true)
    }

    /// How much a payment could settle of what is due, in the currency of its amount.
    pub fn reach_of_what_is_due(
        &mut self,
        payment: &Payment<'_>,
        order: &AllocationOrder<'_>,
        act: &Act<'_>,
    ) -> Money {
        let account = self.account_between(payment.debtor, payment.creditor);
        let currency = payment.amount.currency();
        let mut ranks = ranks_of(&self.sorting(payment, order, act), account, currency);
        self.leave_out_what_is_not_due(&mut ranks, act.on);
        let mut reach = 0;
        for id in ranks.into_iter().flatten() {
            reach += self.available(id, act).open;
        }
        money_of(reach, currency)
    }

    /// Whether something that a party owes another is due.
    pub fn has_due(&self, debtor: &Name, creditor: &Name, on: Date) -> bool {
        self.due_between(debtor, creditor, on).next().is_some()
    }

    /// The currencies in which something that a party owes another is due.
    pub fn currencies_due(&self, debtor: &Name, creditor: &Name, on: Date) -> BTreeSet<Currency> {
        let due = self.due_between(debtor, creditor, on);
        due.map(Claim::currency).collect()
    }

    fn due_between(
        &self,
        debtor: &Name,
        creditor: &Name,
        on: Date,
    ) -> impl Iterator<Item = &Claim<'t>> {
        let account = self.account_of.get(&(debtor.clone(), creditor.clone()));
        let active = account.map(|account| self.accounts[*account].active.iter());
        let due = active.into_iter().flatten().filter(move |id| {
            let claim = &self.claims[id.0];
            claim.latest_standing() == Standing::Owed
                && claim.is_due(on)
                && self.tally(**id, on).open > 0
        });
        due.map(|id| &self.claims[id.0])
    }

    /// The next day on which something falls due that a party owes another.
    pub fn next_due_day(&self, debtor: &Name, creditor: &Name, after: Date) -> Option<Date> {
        let account = self.account_of.get(&(debtor.clone(), creditor.clone()))?;
        let later = (
            Bound::Excluded((after, ClaimId(usize::MAX))),
            Bound::Unbounded,
        );
        let days = self.accounts[*account].by_last_timely_day.range(later);
        let mut days = days.map(|(day, _)| *day);
        days.find(|day| *day < Date::MAX)
    }

    pub(super) fn leave_out_what_is_not_due(&self, ranks: &mut [Vec<ClaimId>], on: Date) {
        for rank in ranks {
            rank.retain(|id| self.claims[id.0].is_due(on));
        }
    }

    fn allocate(
        &mut self,
        payment: &Payment<'_>,
        order: &AllocationOrder<'_>,
        act: &Act<'_>,
        only_due: bool,
    ) -> Result<Allocated, LedgerError> {
        let amount = positive(payment.amount)?;
        let account = self.account_between(payment.debtor, payment.creditor);
        self.fix_relation(self.accounts[account].relation, act.on)?;
        let mut spending = Spending {
            act,
            rounding: order.rounding,
            left: amount,
            parts: Vec::new(),
            missing: Vec::new(),
            sets_aside: false,
        };
        let currency = payment.amount.currency();
        let kept = if only_due {
            None
        } else {
            self.take_order(account, currency, order, act)
        };
        match kept {
            Some(kept) => {
                self.spend_in_order(&kept, payment, &mut spending);
                self.accounts[account].orders.push(kept);
            }
            None => self.spend_in_ranks(account, payment, order, only_due, &mut spending),
        }
        self.accounts[account].add_credit(currency, spending.left, act.on);
        Ok(Allocated {
            parts: (spending.parts.into_iter())
                .map(|(claim, amount)| Part {
                    claim,
                    amount: money_of(amount, currency),
                })
                .collect(),
            left: money_of(spending.left, currency),
            left_is_credit: order.residue_is_credit,
            missing: spending.missing,
        })
    }

    /// Money that nobody says the use of: it stands in the balance as credit of who paid it.
    pub fn keep_credit(
        &mut self,
        debtor: &Name,
        creditor: &Name,
        amount: Money,
        on: Date,
    ) -> Result<(), LedgerError> {
        let paid = positive(amount)?;
        let account = self.account_between(debtor, creditor);
        self.reach(self.accounts[account].relation, on)?;
        self.accounts[account].add_credit(amount.currency(), paid, on);
        Ok(())
    }

    /// Uses credit of a party, at most so much of it, and returns how much there was.
    pub fn take_credit(
        &mut self,
        debtor: &Name,
        creditor: &Name,
        at_most: Money,
        on: Date,
    ) -> Result<Money, LedgerError> {
        let wanted = positive(at_most)?;
        let account = self.account_between(debtor, creditor);
        self.reach(self.accounts[account].relation, on)?;
        let taken = self.accounts[account].take_credit(at_most.currency(), wanted, on);
        Ok(money_of(taken, at_most.currency()))
    }

    pub(super) fn sorting<'a>(
        &'a self,
        payment: &Payment<'a>,
        order: &AllocationOrder<'a>,
        act: &Act<'_>,
    ) -> Sorting<'a, 't> {
        Sorting {
            ledger: self,
            designated: payment.designated,
            tiers: order.tiers,
            on: act.works_from(),
        }
    }
}
