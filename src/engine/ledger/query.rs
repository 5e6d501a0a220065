//! What the ledger answers: claims and balances at the end of a day.

use crate::value::{Currency, Date, Money, Name};

use super::Ledger;
use super::accrual::Missing;
use super::claim::{ClaimId, Standing};
use super::minor::{Minor, money_of};

/// How a claim stands at the end of a day: `open = arisen - settled - lapsed - without_basis - waived`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// What has arisen, credit notes taken off; of money that grows, the running part rounded for show.
    pub arisen: Money,
    /// What was paid or set off.
    pub settled: Money,
    /// What lapsed.
    pub lapsed: Money,
    /// What lost its basis.
    pub without_basis: Money,
    /// What the creditor waived.
    pub waived: Money,
    /// What is open.
    pub open: Money,
    /// Of what is open, interest that joined the base.
    pub capitalised: Money,
    /// Days that are not in the amount.
    pub missing: Option<Missing>,
}

/// What one party owes another at the end of a day, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// Who owes.
    pub debtor: Name,
    /// To whom.
    pub creditor: Name,
    /// The currency.
    pub currency: Currency,
    /// What is open and owed by head, heads in alphabetical order; every head under which there was a claim.
    pub heads: Vec<(Name, Money)>,
    /// The sum of the heads.
    pub total: Money,
    /// Money that nothing claimed; not taken off the total.
    pub credit: Money,
    /// Claims of which days are not in the amount.
    pub missing: Vec<(ClaimId, Missing)>,
}

/// A position in whole units.
pub(super) struct Tally {
    pub arisen: Minor,
    pub settled: Minor,
    pub lapsed: Minor,
    pub lost: Minor,
    pub waived: Minor,
    pub open: Minor,
    pub capitalised: Minor,
    pub missing: Option<Missing>,
}

impl Ledger<'_> {
    /// How a claim stands at the end of a day, with everything that happened through that day.
    pub fn position(&self, id: ClaimId, as_of: Date) -> Position {
        let tally = self.tally(id, as_of);
        let money = |minor| money_of(minor, self.claims[id.0].currency());
        Position {
            arisen: money(tally.arisen),
            settled: money(tally.settled),
            lapsed: money(tally.lapsed),
            without_basis: money(tally.lost),
            waived: money(tally.waived),
            open: money(tally.open),
            capitalised: money(tally.capitalised),
            missing: tally.missing,
        }
    }

    /// What every party owes every other at the end of a day: by debtor, creditor and currency, in alphabetical order.
    /// Only what is owed counts: not what is conditional, excluded or still to be invoiced.
    pub fn balances(&self, as_of: Date) -> Vec<Balance> {
        let mut balances = Vec::new();
        for account in 0..self.accounts.len() {
            let heads = &self.accounts[account].heads;
            let mut currencies: Vec<Currency> =
                heads.iter().map(|(currency, _)| *currency).collect();
            let credits = &self.accounts[account].credits;
            currencies.extend(credits.keys());
            currencies.sort_unstable();
            currencies.dedup();
            balances.extend(
                currencies
                    .into_iter()
                    .map(|currency| self.balance_of(account, currency, as_of)),
            );
        }
        balances.sort_by(|one, other| {
            let key = |balance: &Balance| (balance.debtor.clone(), balance.creditor.clone());
            (key(one), one.currency).cmp(&(key(other), other.currency))
        });
        balances
    }

    /// What a debtor owes a creditor at the end of a day in a currency.
    pub fn balance(
        &self,
        debtor: &Name,
        creditor: &Name,
        currency: Currency,
        as_of: Date,
    ) -> Option<Balance> {
        let known = self
            .accounts
            .iter()
            .position(|account| account.debtor == *debtor && account.creditor == *creditor)?;
        Some(self.balance_of(known, currency, as_of))
    }

    /// The day on which money that grows came to the most that it can come to.
    pub fn full_since(&self, id: ClaimId, as_of: Date) -> Option<Date> {
        let claim = &self.claims[id.0];
        let ceiling = claim.accrual.as_ref()?.ceiling?;
        let is_full = |day: Date| self.tally(id, day).arisen >= ceiling;
        if !is_full(as_of) {
            return None;
        }
        let (mut before, mut full) = (claim.told.arose.pred_opt()?, as_of);
        while (full - before).num_days() > 1 {
            let between = before.checked_add_signed((full - before) / 2)?;
            if is_full(between) {
                full = between;
            } else {
                before = between;
            }
        }
        Some(full)
    }

    fn balance_of(&self, account: usize, currency: Currency, as_of: Date) -> Balance {
        let account = &self.accounts[account];
        let heads = account.heads.iter().filter(|(of, _)| *of == currency);
        let mut open: Vec<(Name, Minor)> = heads.map(|(_, head)| (head.clone(), 0)).collect();
        let mut missing = Vec::new();
        for id in self.that_may_be_open(account, as_of) {
            let claim = &self.claims[id.0];
            if claim.currency() != currency || claim.standing(as_of) != Standing::Owed {
                continue;
            }
            let tally = self.tally(id, as_of);
            missing.extend(tally.missing.map(|missing| (id, missing)));
            let head = open
                .iter_mut()
                .find(|(head, _)| *head == claim.told.head.head);
            if let Some((_, sum)) = head {
                *sum += tally.open;
            }
        }
        Balance {
            debtor: account.debtor.clone(),
            creditor: account.creditor.clone(),
            currency,
            total: money_of(open.iter().map(|(_, sum)| sum).sum(), currency),
            heads: (open.into_iter())
                .map(|(head, sum)| (head, money_of(sum, currency)))
                .collect(),
            credit: money_of(account.credit(currency, as_of), currency),
            missing,
        }
    }

    /// Looking back, a claim that is closed now may have been open.
    fn that_may_be_open(&self, account: &super::account::Account, as_of: Date) -> Vec<ClaimId> {
        if as_of < self.relations[account.relation].latest {
            account.claims.clone()
        } else {
            account.active.iter().copied().collect()
        }
    }

    pub(super) fn tally(&self, id: ClaimId, as_of: Date) -> Tally {
        let claim = &self.claims[id.0];
        let mut tally = Tally {
            arisen: claim.original,
            settled: 0,
            lapsed: 0,
            lost: 0,
            waived: 0,
            open: 0,
            capitalised: 0,
            missing: None,
        };
        if as_of < claim.told.arose {
            tally.arisen = 0;
            return tally;
        }
        if claim.accrual.is_some() {
            self.tally_growth(id, as_of, &mut tally);
        }
        let sums = claim.sums(as_of);
        tally.arisen -= sums.lowered;
        tally.settled = sums.settled;
        tally.lapsed = sums.lapsed;
        tally.lost = sums.lost;
        tally.waived = sums.waived;
        tally.open = tally.arisen - tally.settled - tally.lapsed - tally.lost - tally.waived;
        tally
    }

    /// The highest growth gives the amount; the first of those that are equal.
    fn tally_growth(&self, id: ClaimId, as_of: Date, tally: &mut Tally) {
        let mut highest = None;
        for (reached, whole) in self.counted(id, as_of) {
            let shown = reached.shown(whole);
            if tally.missing.is_none() {
                tally.missing.clone_from(&reached.missing);
            }
            if highest.is_none_or(|highest| shown > highest) {
                highest = Some(shown);
                tally.capitalised = reached.capitalised;
            }
        }
        tally.arisen = highest.unwrap_or(0);
    }
}
