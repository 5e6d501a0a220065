//! Writing down what happened to a claim, and keeping apart the claims that still count.

use crate::value::{Currency, Date, Money, Name};

use super::accrual::Missing;
use super::claim::{ClaimId, Entry, EntryKind};
use super::kept::Change;
use super::ledger::positive;
use super::minor::{Minor, money_of};
use super::{Ledger, LedgerError};

/// When something happened, who did it, and from what day it works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act<'a> {
    /// The name of the payment, set-off, credit note or other act.
    pub by: &'a Name,
    /// The day on which it happened.
    pub on: Date,
    /// An earlier day as of which it works: a set-off works back to the day on which both debts could be set off.
    pub effective: Option<Date>,
    /// The first day on which nothing grows on what is settled; none: the day after that from which it works.
    pub free_from: Option<Date>,
}

impl<'a> Act<'a> {
    /// An act that works from its own day.
    pub fn new(by: &'a Name, on: Date) -> Self {
        Self {
            by,
            on,
            effective: None,
            free_from: None,
        }
    }

    /// The day as of which it works.
    pub(super) fn works_from(&self) -> Date {
        self.effective.map_or(self.on, |day| day.min(self.on))
    }

    /// The first day on which nothing grows on what is settled.
    pub(super) fn free_from(&self) -> Option<Date> {
        let works_from = self.works_from();
        let told = self.free_from.map(|day| day.max(works_from));
        told.or_else(|| works_from.succ_opt())
    }

    /// The last day of which the growth can be settled: growth of later days, and of a day on which what is settled bears nothing
    /// any more, is reckoned on what is left.
    pub(super) fn grown_through(&self) -> Date {
        match self.free_from {
            Some(day) if day <= self.on => self.on.pred_opt().unwrap_or(self.on),
            Some(_) | None => self.on,
        }
    }
}

/// What an act can settle of a claim.
#[derive(Debug, Default)]
pub(super) struct Available {
    pub open: Minor,
    /// Interest that joined the base, whether or not it is still open.
    pub capitalised: Minor,
    pub missing: Option<Missing>,
}

impl Ledger<'_> {
    /// Settles one claim, as far as it is open; what is left of the amount is not booked anywhere. Everything of the relation is fixed.
    pub fn settle(
        &mut self,
        id: ClaimId,
        amount: Money,
        act: &Act<'_>,
    ) -> Result<Money, LedgerError> {
        let currency = self.same_currency(id, amount)?;
        let amount = positive(amount)?;
        self.fix_relation(self.relation_of(id), act.on)?;
        let settled = amount.min(self.available(id, act).open);
        self.settle_part(id, settled, act);
        Ok(money_of(settled, currency))
    }

    /// Sets two claims off against each other, as far as both are open: each is settled by the other.
    pub fn set_off(
        &mut self,
        [one, other]: [ClaimId; 2],
        most: Money,
        act: &Act<'_>,
    ) -> Result<Money, LedgerError> {
        let currency = self.same_currency(one, most)?;
        self.same_currency(other, most)?;
        self.fix_relation(self.relation_of(one), act.on)?;
        self.fix_relation(self.relation_of(other), act.on)?;
        let both = (self.available(one, act).open).min(self.available(other, act).open);
        let settled = positive(most)?.min(both);
        self.settle_part(one, settled, act);
        self.settle_part(other, settled, act);
        Ok(money_of(settled, currency))
    }

    /// A day on which everything that grows between two parties is rounded, for good.
    pub fn fix(&mut self, debtor: &Name, creditor: &Name, on: Date) -> Result<(), LedgerError> {
        let account = self.account_between(debtor, creditor);
        self.fix_relation(self.accounts[account].relation, on)
    }

    /// A day on which everything that grows between any two parties is rounded, for good.
    pub fn fix_all(&mut self, on: Date) -> Result<(), LedgerError> {
        (0..self.relations.len()).try_for_each(|relation| self.fix_relation(relation, on))
    }

    pub(super) fn relation_of(&self, id: ClaimId) -> usize {
        self.accounts[self.claims[id.0].account].relation
    }

    pub(super) fn same_currency(
        &self,
        id: ClaimId,
        amount: Money,
    ) -> Result<Currency, LedgerError> {
        let (given, wanted) = (amount.currency(), self.claims[id.0].currency());
        if given == wanted {
            Ok(wanted)
        } else {
            Err(LedgerError::CurrenciesDiffer { given, wanted })
        }
    }

    pub(super) fn fix_relation(&mut self, relation: usize, on: Date) -> Result<(), LedgerError> {
        self.reach(relation, on)?;
        let fixings = &mut self.relations[relation].fixings;
        if fixings.last() != Some(&on) {
            fixings.push(on);
        }
        Ok(())
    }

    /// Nothing of this relation can happen before that day any more.
    pub(super) fn reach(&mut self, relation: usize, on: Date) -> Result<(), LedgerError> {
        let latest = self.relations[relation].latest;
        if on < latest {
            return Err(LedgerError::OutOfOrder { on, latest });
        }
        self.relations[relation].latest = on;
        Ok(())
    }

    /// What an act can settle of a claim: what is open, and was open already on the day as of which the act works.
    pub(super) fn available(&mut self, id: ClaimId, act: &Act<'_>) -> Available {
        let claim = &self.claims[id.0];
        if !claim.latest_standing().can_be_settled() || claim.told.arose > act.works_from() {
            return Available::default();
        }
        let mut available = Available {
            open: claim.left,
            ..Available::default()
        };
        if claim.accrual.is_some() {
            let through = act.grown_through();
            self.remember(id, through);
            let grown = self.tally(id, through);
            (available.open, available.capitalised) = (grown.open, grown.capitalised);
            available.missing = grown.missing;
            if through < act.on {
                let tally = self.tally(id, act.on);
                available.open = tally.open - (tally.arisen - grown.arisen).max(0);
                available.capitalised -= (tally.settled - grown.settled).max(0);
            }
        }
        if act.works_from() < act.on {
            let then = self.tally(id, act.works_from()).open;
            available.open = available.open.min(then);
        }
        available.open = available.open.max(0);
        available
    }

    /// Books a part of a payment on a claim that has it open.
    pub(super) fn settle_part(&mut self, id: ClaimId, amount: Minor, act: &Act<'_>) {
        if amount > 0 {
            self.enter(id, EntryKind::Settled, amount, act);
            if act.works_from() < act.on {
                self.correct_what_grows_on(id, act);
            }
            self.close_if_done(id);
        }
    }

    /// Writes down what happened: from the day after it, the base of what grows on the claim is another.
    pub(super) fn enter(&mut self, id: ClaimId, kind: EntryKind, amount: Minor, act: &Act<'_>) {
        let claim = &mut self.claims[id.0];
        let counts_from = if claim.accrual.is_some() {
            Some(act.on)
        } else {
            act.free_from()
        };
        let entry = Entry {
            on: act.on,
            counts_from: counts_from.unwrap_or(Date::MAX),
            amount,
            kind,
            by: act.by.clone(),
        };
        self.enter_from(id, entry);
    }

    /// As [`Self::enter`], with the first day whose base it changes.
    pub(super) fn enter_from(&mut self, id: ClaimId, entry: Entry) {
        let counts_from = entry.counts_from;
        // What is settled of a claim changes its place only when nothing is left.
        if entry.amount < 0 {
            self.moved(id);
        }
        self.claims[id.0].enter(entry);
        let original = self.claims[id.0].original;
        for above in self.claims[id.0].rest_on_it.clone() {
            if let Some(accrual) = &mut self.claims[above.0].accrual
                && accrual.forget_from(Some(counts_from), original)
            {
                self.moved(above);
            }
        }
    }

    /// Rounds what grows on a claim as of the day from which an act works, and lets go what was paid of it and is not owed any more.
    pub(super) fn correct_what_grows_on(&mut self, id: ClaimId, act: &Act<'_>) {
        let original = self.claims[id.0].original;
        for above in self.claims[id.0].rest_on_it.clone() {
            let Some(accrual) = &mut self.claims[above.0].accrual else {
                continue;
            };
            if let Some(day) = act.effective {
                accrual.fix_on(day, act.on, original);
            }
            accrual.forget(original);
            self.moved(above);
            self.release_excess(above, act);
            self.close_if_done(above);
        }
    }

    /// After a change of how a claim grew: what was paid beyond what it came to becomes credit.
    pub(super) fn correct(&mut self, id: ClaimId) {
        let on = self.relations[self.relation_of(id)].latest;
        let by = self.claims[id.0].told.reference.clone();
        self.release_excess(id, &Act::new(&by, on));
    }

    /// What was settled of a claim beyond what it came to becomes credit; what lapsed, was lost or was waived of it beyond that was not.
    pub(super) fn release_excess(&mut self, id: ClaimId, act: &Act<'_>) {
        let tally = self.tally(id, act.on);
        let mut excess = (-tally.open).max(0);
        let act = Act::new(act.by, act.on);
        for (kind, booked) in [
            (EntryKind::Released, tally.settled),
            (EntryKind::Lapsed, tally.lapsed),
            (EntryKind::WithoutBasis, tally.lost),
            (EntryKind::Waived, tally.waived),
        ] {
            let back = excess.min(booked);
            if back > 0 {
                self.enter(id, kind, -back, &act);
                excess -= back;
            }
            if kind == EntryKind::Released {
                let claim = &self.claims[id.0];
                let (account, currency) = (claim.account, claim.currency());
                self.accounts[account].add_credit(currency, back, act.on);
            }
        }
    }

    /// The place of a claim in the orders that are kept may be another now.
    pub(super) fn moved(&mut self, id: ClaimId) {
        let account = &mut self.accounts[self.claims[id.0].account];
        let change = Change::Moved(id);
        if account.keeps_orders && account.changes.last() != Some(&change) {
            account.changes.push(change);
        }
    }

    /// Whether something of a claim is open or may still grow.
    pub fn is_active(&self, id: ClaimId) -> bool {
        let account = self.claims[id.0].account;
        self.accounts[account].active.contains(&id)
    }

    /// Puts a claim among those that count, with what grows on it.
    pub(super) fn activate(&mut self, id: ClaimId) {
        let claim = &self.claims[id.0];
        let fixed = claim.accrual.is_none();
        if fixed && claim.left <= 0 {
            return;
        }
        let day = claim.last_timely_day.unwrap_or(Date::MAX);
        let owed = claim.latest_standing().can_be_settled();
        let account = &mut self.accounts[claim.account];
        account.active.insert(id);
        if fixed && owed {
            account.by_last_timely_day.insert((day, id));
        }
        self.moved(id);
        for above in self.claims[id.0].rest_on_it.clone() {
            if self.claims[above.0].accrual.is_some() {
                self.activate(above);
            }
        }
    }

    /// Takes a claim that is settled, and what grew on it, from those that count.
    pub(super) fn close_if_done(&mut self, id: ClaimId) {
        let claim = &self.claims[id.0];
        let done = match claim.grows_on() {
            None => claim.left <= 0,
            Some(base) => {
                !self.is_active(base) && {
                    let latest = self.relations[self.relation_of(id)].latest;
                    self.tally(id, latest).open <= 0
                }
            }
        };
        if !done {
            return;
        }
        let claim = &self.claims[id.0];
        let day = claim.last_timely_day.unwrap_or(Date::MAX);
        let account = &mut self.accounts[claim.account];
        account.active.remove(&id);
        account.by_last_timely_day.remove(&(day, id));
        self.moved(id);
        for above in self.claims[id.0].rest_on_it.clone() {
            if self.claims[above.0].accrual.is_some() {
                self.close_if_done(above);
            }
        }
    }
}
