//! What changes claims otherwise than by payment: credit notes, loss of basis, lapse, acceleration, assessment.

use std::ops::Bound;

use crate::value::{Date, Money, Name};

use super::claim::{ClaimId, Entry, EntryKind, Standing};
use super::ledger::positive;
use super::minor::{Minor, money_of};
use super::settle::Act;
use super::{Ledger, LedgerError};

/// What a credit note or a loss of basis did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjusted {
    /// By how much the claim was lowered.
    pub lowered: Money,
    /// What had been settled and became credit, on the claim and on what rests on it.
    pub credit: Money,
}

impl Ledger<'_> {
    /// A credit note lowers a claim of a fixed amount: from its day on, so that interest through that day stands; or, when it
    /// is retroactive, as if the claim had been lower from the start. It never lowers a claim below nothing. What was
    /// settled beyond what is left becomes credit; payments are not allocated anew.
    pub fn credit_note(
        &mut self,
        id: ClaimId,
        amount: Money,
        act: &Act<'_>,
        retroactive: bool,
    ) -> Result<Adjusted, LedgerError> {
        let currency = self.same_currency(id, amount)?;
        let amount = positive(amount)?;
        self.refuse_growth(id)?;
        self.reach(self.relation_of(id), act.on)?;
        let tally = self.tally(id, act.on);
        let lowered = amount.min(tally.arisen - tally.lapsed - tally.lost - tally.waived);
        if retroactive {
            let entry = Entry {
                on: act.on,
                counts_from: Date::MIN,
                amount: lowered,
                kind: EntryKind::CreditNote,
                by: act.by.clone(),
            };
            self.enter_from(id, entry);
        } else {
            self.enter(id, EntryKind::CreditNote, lowered, act);
        }
        let told = self.claims[id.0].told.clone();
        self.add_to_group(&told, -lowered);
        let before = self.credit_of(id);
        self.release_excess(id, act);
        if retroactive {
            self.correct_what_grows_on(id, act);
        }
        self.close_if_done(id);
        Ok(Adjusted {
            lowered: money_of(lowered, currency),
            credit: money_of(self.credit_of(id) - before, currency),
        })
    }

    /// A later assessment raises a claim of a fixed amount; interest counts it from the next day.
    pub fn raise(&mut self, id: ClaimId, by: Money, act: &Act<'_>) -> Result<(), LedgerError> {
        self.same_currency(id, by)?;
        let amount = positive(by)?;
        self.refuse_growth(id)?;
        self.reach(self.relation_of(id), act.on)?;
        self.enter(id, EntryKind::Raised, -amount, act);
        let told = self.claims[id.0].told.clone();
        self.add_to_group(&told, amount);
        self.activate(id);
        Ok(())
    }

    /// What an adjustment took away of a claim is owed again, and as much of what it released as is still credit settles it again.
    /// `kind` says what is undone: a lowering ([`EntryKind::Raised`]) or the loss of the basis ([`EntryKind::WithoutBasis`]).
    pub fn give_back(
        &mut self,
        id: ClaimId,
        kind: EntryKind,
        taken: &Adjusted,
        act: &Act<'_>,
    ) -> Result<(), LedgerError> {
        let currency = self.same_currency(id, taken.lowered)?;
        let (lowered, released) = (positive(taken.lowered)?, positive(taken.credit)?);
        self.refuse_growth(id)?;
        self.reach(self.relation_of(id), act.on)?;
        self.enter(id, kind, -lowered, act);
        let account = self.claims[id.0].account;
        let open = self.tally(id, act.on).open.max(0);
        let settled = self.accounts[account].take_credit(currency, released.min(open), act.on);
        if settled > 0 {
            self.enter(id, EntryKind::Released, settled, act);
        }
        let told = self.claims[id.0].told.clone();
        self.add_to_group(&told, lowered);
        self.activate(id);
        self.close_if_done(id);
        Ok(())
    }

    /// So much of a claim rests from a day on: it stays open, and nothing grows on it. None: from the beginning.
    pub fn rest(
        &mut self,
        id: ClaimId,
        amount: Money,
        act: &Act<'_>,
        from: Option<Date>,
    ) -> Result<(), LedgerError> {
        self.same_currency(id, amount)?;
        let more = positive(amount)? - self.claims[id.0].resting;
        self.refuse_growth(id)?;
        self.reach(self.relation_of(id), act.on)?;
        if more != 0 {
            let entry = Entry {
                on: act.on,
                counts_from: from.unwrap_or(Date::MIN),
                amount: more,
                kind: EntryKind::Rests,
                by: act.by.clone(),
            };
            self.enter_from(id, entry);
        }
        Ok(())
    }

    /// A claim loses its basis, with everything that rests on it: nothing of it is open, and what was settled becomes credit.
    pub fn lose_basis(&mut self, id: ClaimId, act: &Act<'_>) -> Result<Adjusted, LedgerError> {
        let currency = self.claims[id.0].currency();
        self.reach(self.relation_of(id), act.on)?;
        let before = self.credit_of(id);
        let mut lowered = 0;
        for above in self.all_that_rest_on(id) {
            lowered += self.lose_basis_alone(above, act);
        }
        Ok(Adjusted {
            lowered: money_of(lowered, currency),
            credit: money_of(self.credit_of(id) - before, currency),
        })
    }

    /// The creditor waives what is open of a claim, and of everything that rests on it. What was settled stays settled.
    pub fn waive(&mut self, id: ClaimId, act: &Act<'_>) -> Result<Money, LedgerError> {
        let currency = self.claims[id.0].currency();
        self.reach(self.relation_of(id), act.on)?;
        let mut waived = 0;
        for above in self.all_that_rest_on(id) {
            self.end_growth(above, act.on, act.on);
            waived += self.give_up_what_is_open(above, EntryKind::Waived, act);
        }
        Ok(money_of(waived, currency))
    }

    /// What is open of a claim lapses at the start of a day, so that nothing grows on it on that day any more; at the end of the
    /// day if what grows was fixed on it already. What had grown on it before is a claim of its own, and does not lapse with it.
    pub fn lapse(&mut self, id: ClaimId, act: &Act<'_>) -> Result<Money, LedgerError> {
        self.reach(self.relation_of(id), act.on)?;
        let fixed = self.relations[self.relation_of(id)].fixings.last() == Some(&act.on);
        let last = if fixed {
            Some(act.on)
        } else {
            act.on.pred_opt()
        };
        self.end_growth(id, last.unwrap_or(act.on), act.on);
        self.release_excess(id, act);
        let open = self.tally(id, act.on).open.max(0);
        if open > 0 {
            let counts_from = last.and_then(|day| day.succ_opt()).unwrap_or(act.on);
            let entry = Entry {
                on: act.on,
                counts_from,
                amount: open,
                kind: EntryKind::Lapsed,
                by: act.by.clone(),
            };
            self.enter_from(id, entry);
            // What grew on it and lost its basis on this very day has not grown on this day after all.
            self.correct_what_grows_on(id, act);
        }
        self.close_if_done(id);
        Ok(money_of(open, self.claims[id.0].currency()))
    }

    /// Makes due on a day the claims that arose before it, count, and are not due yet; under some heads only, unless there are
    /// none. Returns them by their last timely day so far, those without one last.
    pub fn accelerate(
        &mut self,
        debtor: &Name,
        creditor: &Name,
        heads: &[Name],
        on: Date,
    ) -> Vec<ClaimId> {
        let account = self.account_between(debtor, creditor);
        let later = (Bound::Excluded((on, ClaimId(usize::MAX))), Bound::Unbounded);
        let meant = |(_, id): &&(Date, ClaimId)| {
            let told = &self.claims[id.0].told;
            told.arose < on && (heads.is_empty() || heads.contains(&told.head.head))
        };
        let due: Vec<ClaimId> = (self.accounts[account].by_last_timely_day)
            .range(later)
            .filter(meant)
            .map(|(_, id)| *id)
            .collect();
        for id in &due {
            self.set_last_timely_day(*id, Some(on));
        }
        due
    }

    /// Gives a claim another last timely day; its own stays what it was.
    pub fn set_last_timely_day(&mut self, id: ClaimId, day: Option<Date>) {
        let claim = &mut self.claims[id.0];
        let before = (claim.last_timely_day.unwrap_or(Date::MAX), id);
        claim.last_timely_day = day;
        let account = &mut self.accounts[claim.account];
        if account.by_last_timely_day.remove(&before) {
            let after = (day.unwrap_or(Date::MAX), id);
            account.by_last_timely_day.insert(after);
        }
        if self.accounts.iter().any(|account| account.keeps_orders) {
            // What rests on it is as old as it is.
            for above in self.all_that_rest_on(id) {
                self.moved(above);
            }
        }
    }

    /// From a day on a claim counts, or does not: it was invoiced, assessed, refused.
    pub fn set_standing(&mut self, id: ClaimId, standing: Standing, from: Date) {
        let claim = &mut self.claims[id.0];
        if claim.latest_standing() == standing {
            return;
        }
        claim.standings.push((from, standing));
        let key = (claim.last_timely_day.unwrap_or(Date::MAX), id);
        self.accounts[claim.account].by_last_timely_day.remove(&key);
        self.moved(id);
        self.activate(id);
    }

    fn refuse_growth(&self, id: ClaimId) -> Result<(), LedgerError> {
        if self.claims[id.0].accrual.is_some() {
            Err(LedgerError::BaseGrows)
        } else {
            Ok(())
        }
    }

    fn all_that_rest_on(&self, id: ClaimId) -> Vec<ClaimId> {
        let mut found = vec![id];
        let mut at = 0;
        while let Some(below) = found.get(at) {
            found.extend(&self.claims[below.0].rest_on_it);
            at += 1;
        }
        found
    }

    fn lose_basis_alone(&mut self, id: ClaimId, act: &Act<'_>) -> Minor {
        self.end_growth(id, act.on, act.on);
        let settled = self.tally(id, act.on).settled;
        if settled > 0 {
            self.enter(id, EntryKind::Released, -settled, act);
            let (account, currency) = (self.claims[id.0].account, self.claims[id.0].currency());
            self.accounts[account].add_credit(currency, settled, act.on);
        }
        self.give_up_what_is_open(id, EntryKind::WithoutBasis, act)
    }

    /// Nothing of a claim is open any more.
    fn give_up_what_is_open(&mut self, id: ClaimId, kind: EntryKind, act: &Act<'_>) -> Minor {
        let open = self.tally(id, act.on).open.max(0);
        if open > 0 {
            self.enter(id, kind, open, act);
        }
        let told = self.claims[id.0].told.clone();
        self.add_to_group(&told, -open);
        self.close_if_done(id);
        open
    }

    /// What grows stops, and is rounded, at the end of a day.
    fn end_growth(&mut self, id: ClaimId, through: Date, told_on: Date) {
        let Some(base) = self.claims[id.0].grows_on() else {
            return;
        };
        let original = self.claims[base.0].original;
        if let Some(accrual) = &mut self.claims[id.0].accrual {
            accrual.end(through);
            accrual.fix_on(through, told_on, original);
            self.moved(id);
        }
    }

    fn credit_of(&self, id: ClaimId) -> Minor {
        let claim = &self.claims[id.0];
        self.accounts[claim.account].credit(claim.currency(), Date::MAX)
    }
}
