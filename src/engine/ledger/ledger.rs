//! The ledger itself: opening claims and letting money grow on them.

use std::collections::BTreeMap;

use crate::check::program::{Head, RuleId};
use crate::engine::pages::Pages;
use crate::value::{ClauseId, Currency, Date, Duration, Money, Name, Percent, Rounding};

use super::account::{Account, Relation};
use super::accrual::{Accrual, Component, Reached, Spell, before_first};
use super::claim::{Claim, ClaimId, NewClaim, Standing, Sums};
use super::growth::{Growth, laws_of};
use super::minor::{Minor, minor_of, money_of};

/// All claims between all parties of a run.
#[derive(Debug, Clone, Default)]
pub struct Ledger<'t> {
    pub(super) claims: Pages<Claim<'t>>,
    pub(super) accounts: Vec<Account>,
    pub(super) relations: Vec<Relation>,
    pub(super) account_of: BTreeMap<(Name, Name), usize>,
    pub(super) groups: BTreeMap<Name, BTreeMap<Currency, Minor>>,
}

/// What is told of money that grows on a claim. It bears the reference, the parties and the agreement of that claim.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAccrual<'t> {
    /// The claim that it grows on.
    pub on: ClaimId,
    /// Head and name: `interest`, `statutory`.
    pub head: Head,
    /// How it grows.
    pub growth: Growth<'t>,
    /// How what runs comes to whole units.
    pub rounding: Rounding,
    /// Whether it does on each day on which something is paid between the two parties; otherwise when it is paid, joins the base, or stops.
    pub rounds_on_payment: bool,
    /// The most that it can come to.
    pub ceiling: Option<Money>,
    /// The first day that counts.
    pub from: Date,
    /// The rule that gave it; the ledger only keeps it.
    pub rule: Option<RuleId>,
    /// The provision that gave it; the ledger only keeps it.
    pub clause: Option<ClauseId>,
}

/// What the ledger cannot do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// More than 10^17 of the smallest unit: a quadrillion euros.
    #[error("{0} is too large an amount to reckon with")]
    TooLarge(Money),
    /// A part of the smallest unit.
    #[error("{0} is no whole amount")]
    NotWhole(Money),
    /// A claim, a payment or a credit note of less than nothing.
    #[error("{0} is less than nothing")]
    Negative(Money),
    /// An amount in one currency for a claim in another.
    #[error("an amount in {given} has no effect on a claim in {wanted}")]
    CurrenciesDiffer {
        /// The currency given.
        given: Currency,
        /// The currency of the claim.
        wanted: Currency,
    },
    /// A percentage that cannot be reckoned with exactly.
    #[error("{0} has more than 6 decimals or is too large a rate")]
    RateTooFine(Percent),
    /// `0 days to the year`
    #[error("a year cannot be counted as 0 days")]
    NoDaysToTheYear,
    /// `each 0 months`, `each working day`
    #[error("{0} is no period in which money can grow")]
    NoPeriod(Duration),
    /// `the highest of` nothing.
    #[error("the highest of no growths is no growth")]
    NothingToChooseFrom,
    /// Interest on interest that runs; what was capitalised grows by itself.
    #[error("money cannot grow on a claim that grows itself")]
    BaseGrows,
    /// A claim of a fixed amount where one that grows was meant.
    #[error("the claim has a fixed amount; it does not grow")]
    DoesNotGrow,
    /// A growth of another form than before; only rates change while it runs.
    #[error("only the rate of a growth can change while it runs")]
    AnotherGrowth,
    /// Something that happened before what was told already.
    #[error("{on} lies before {latest}, the day of what the ledger was told last")]
    OutOfOrder {
        /// The day.
        on: Date,
        /// The day of the latest thing that happened between the parties.
        latest: Date,
    },
}

impl<'t> Ledger<'t> {
    /// A ledger without claims.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a claim of a fixed amount.
    pub fn open(&mut self, told: NewClaim) -> Result<ClaimId, LedgerError> {
        let original = positive(told.amount)?;
        let id = ClaimId(self.claims.len());
        let account = self.account_between(&told.debtor, &told.creditor);
        let rounded = money_of(original, told.amount.currency());
        let claim = Claim {
            id,
            root: told
                .underlying
                .map_or(id, |below| self.claims[below.0].root),
            account,
            original,
            left: original,
            resting: 0,
            sums: Sums::default(),
            last_timely_day: told.last_timely_day,
            entries: Vec::new(),
            standings: Vec::new(),
            rest_on_it: Vec::new(),
            accrual: None,
            told: NewClaim {
                amount: rounded,
                ..told
            },
        };
        self.add_to_group(&claim.told, original);
        self.keep(claim);
        self.activate(id);
        Ok(id)
    }

    /// Lets money grow on a claim of a fixed amount, as a claim of its own.
    pub fn accrue(&mut self, told: NewAccrual<'t>) -> Result<ClaimId, LedgerError> {
        let laws = laws_of(&told.growth)?;
        let ceiling = told.ceiling.map(positive).transpose()?;
        let base = &self.claims[told.on.0];
        if base.accrual.is_some() {
            return Err(LedgerError::BaseGrows);
        }
        let id = ClaimId(self.claims.len());
        let spells = vec![Spell {
            from: told.from,
            through: None,
        }];
        let reached = Reached::nothing(before_first(&spells), base.original);
        let component = |law| Component {
            laws: vec![(Date::MIN, law)],
            reached: reached.clone(),
        };
        let accrual = Accrual {
            base: told.on,
            components: laws.into_iter().map(component).collect(),
            spells,
            own_fixings: Vec::new(),
            rounding: told.rounding,
            rounds_on_payment: told.rounds_on_payment,
            ceiling,
        };
        let claim = Claim {
            id,
            root: base.root,
            account: base.account,
            original: 0,
            left: 0,
            resting: 0,
            sums: Sums::default(),
            last_timely_day: None,
            entries: Vec::new(),
            standings: Vec::new(),
            rest_on_it: Vec::new(),
            accrual: Some(Box::new(accrual)),
            told: NewClaim {
                head: told.head,
                underlying: Some(told.on),
                rule: told.rule,
                clause: told.clause,
                arose: told.from,
                last_timely_day: None,
                amount: Money::zero(base.currency()),
                standing: Standing::Owed,
                group: None,
                dates: Vec::new(),
                ..base.told.clone()
            },
        };
        let base_is_active = self.is_active(told.on);
        self.keep(claim);
        if base_is_active {
            self.activate(id);
        }
        Ok(id)
    }

    /// Money stops growing: `through` is the last day that counts. What was paid for later days becomes credit.
    pub fn stop(&mut self, id: ClaimId, through: Date) -> Result<(), LedgerError> {
        let original = self.original_of_base(id)?;
        let accrual = self.accrual_mut(id)?;
        accrual.end(through);
        accrual.forget_from(through.succ_opt(), original);
        self.correct(id);
        Ok(())
    }

    /// Money grows again: `from` is the first day that counts. Periods and years go on counting from their anchors.
    pub fn resume(&mut self, id: ClaimId, from: Date) -> Result<(), LedgerError> {
        let original = self.original_of_base(id)?;
        let accrual = self.accrual_mut(id)?;
        let stopped_on = accrual.spells.last().and_then(|spell| spell.through);
        accrual.begin_again(from);
        accrual.forget_from(stopped_on.map(|day| day.min(from)), original);
        Ok(())
    }

    /// Whether a claim grows, as far as is known: nothing has stopped it, and something is open of what it grows on.
    pub fn grows_now(&self, id: ClaimId) -> bool {
        let accrual = self.claims[id.0].accrual.as_ref();
        accrual.is_some_and(|accrual| {
            let runs = accrual
                .spells
                .last()
                .is_some_and(|spell| spell.through.is_none());
            runs && self.is_active(accrual.base)
        })
    }

    /// Whether a growth has the form of a claim's own, at another rate than it has now.
    pub fn grows_at_another_rate(&self, id: ClaimId, growth: &Growth<'t>) -> bool {
        let Some(accrual) = &self.claims[id.0].accrual else {
            return false;
        };
        let Ok(laws) = laws_of(growth) else {
            return false;
        };
        let latest = |component: &Component<'t>| component.laws.last().map(|(_, law)| *law);
        let pairs = || laws.iter().zip(&accrual.components);
        laws.len() == accrual.components.len()
            && pairs().all(|(law, component)| law.has_the_form_of(component.laws[0].1))
            && pairs().any(|(law, component)| !latest(component).is_some_and(|known| law.is(known)))
    }

    /// From a day on the rate of a growth is that of another growth of the same form. A period that started before keeps its rate.
    pub fn change_rate(
        &mut self,
        id: ClaimId,
        from: Date,
        growth: &Growth<'t>,
    ) -> Result<(), LedgerError> {
        let laws = laws_of(growth)?;
        let original = self.original_of_base(id)?;
        let accrual = self.accrual_mut(id)?;
        let same_form = laws.len() == accrual.components.len()
            && (laws.iter().zip(&accrual.components))
                .all(|(law, component)| law.has_the_form_of(component.laws[0].1));
        if !same_form {
            return Err(LedgerError::AnotherGrowth);
        }
        for (law, component) in laws.into_iter().zip(&mut accrual.components) {
            component.laws.retain(|(day, _)| *day < from);
            component.laws.push((from, law));
        }
        accrual.forget_from(Some(from), original);
        self.correct(id);
        Ok(())
    }

    /// A claim of this ledger.
    pub fn claim(&self, id: ClaimId) -> &Claim<'t> {
        &self.claims[id.0]
    }

    /// All claims, in the order of opening.
    pub fn claims(&self) -> impl Iterator<Item = &Claim<'t>> {
        self.claims.iter()
    }

    /// What a debtor owes a creditor and is open or may still grow, in the order of opening.
    pub fn active_claims(&self, debtor: &Name, creditor: &Name) -> Vec<ClaimId> {
        let account = self.account_of.get(&(debtor.clone(), creditor.clone()));
        account.map_or_else(Vec::new, |account| {
            self.accounts[*account].active.iter().copied().collect()
        })
    }

    /// What is left of a ceiling over the claims of a group: the ceiling less what they came to, credit notes taken off.
    pub fn room_under(&self, group: &Name, ceiling: Money) -> Result<Money, LedgerError> {
        let currency = ceiling.currency();
        let used = self
            .groups
            .get(group)
            .and_then(|totals| totals.get(&currency))
            .copied()
            .unwrap_or(0);
        Ok(money_of((positive(ceiling)? - used).max(0), currency))
    }

    pub(super) fn account_between(&mut self, debtor: &Name, creditor: &Name) -> usize {
        let known = self.account_of.get(&(debtor.clone(), creditor.clone()));
        known.copied().unwrap_or_else(|| {
            let mirrored = self.account_of.get(&(creditor.clone(), debtor.clone()));
            let relation = mirrored.map(|account| self.accounts[*account].relation);
            let relation = relation.unwrap_or_else(|| {
                self.relations.push(Relation {
                    fixings: Vec::new(),
                    latest: Date::MIN,
                });
                self.relations.len() - 1
            });
            let account = self.accounts.len();
            self.accounts
                .push(Account::new(debtor.clone(), creditor.clone(), relation));
            self.account_of
                .insert((debtor.clone(), creditor.clone()), account);
            account
        })
    }

    pub(super) fn add_to_group(&mut self, told: &NewClaim, amount: Minor) {
        if let Some(group) = &told.group {
            let totals = self.groups.entry(group.clone()).or_default();
            *totals.entry(told.amount.currency()).or_default() += amount;
        }
    }

    pub(super) fn original_of_base(&self, id: ClaimId) -> Result<Minor, LedgerError> {
        let base = self.claims[id.0].grows_on();
        base.map(|base| self.claims[base.0].original)
            .ok_or(LedgerError::DoesNotGrow)
    }

    pub(super) fn accrual_mut(&mut self, id: ClaimId) -> Result<&mut Accrual<'t>, LedgerError> {
        self.moved(id);
        let accrual = self.claims[id.0].accrual.as_deref_mut();
        accrual.ok_or(LedgerError::DoesNotGrow)
    }

    fn keep(&mut self, claim: Claim<'t>) {
        let head = (claim.currency(), claim.told.head.head.clone());
        let account = &mut self.accounts[claim.account];
        account.claims.push(claim.id);
        account.heads.insert(head);
        if let Some(below) = claim.told.underlying {
            self.claims[below.0].rest_on_it.push(claim.id);
        }
        self.claims.push(claim);
    }
}

/// An amount of at least nothing, in whole units.
pub(super) fn positive(money: Money) -> Result<Minor, LedgerError> {
    let minor = minor_of(money)?;
    if minor < 0 {
        Err(LedgerError::Negative(money))
    } else {
        Ok(minor)
    }
}
