//! A claim: money that one party owes another, and everything that happened to it.

use crate::check::program::{Head, RuleId};
use crate::value::{ClauseId, Currency, Date, Money, Name};

use super::accrual::Accrual;
use super::minor::{Minor, money_of};

/// A claim of a ledger: its number in the order in which claims were opened. An id is only good for the ledger that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(pub(super) usize);

impl ClaimId {
    /// Its place in the order of opening.
    pub fn place(self) -> usize {
        self.0
    }
}

/// What is told of a claim of a fixed amount when it is opened.
#[derive(Debug, Clone, PartialEq)]
pub struct NewClaim {
    /// The name of what brought it about: `I1`.
    pub reference: Name,
    /// Head and name: `principal`; `interest`, `statutory`.
    pub head: Head,
    /// Who owes.
    pub debtor: Name,
    /// To whom.
    pub creditor: Name,
    /// The agreement it belongs to; the ledger only keeps it.
    pub agreement: Option<Name>,
    /// The claim it rests on: the invoice of which these are the costs.
    pub underlying: Option<ClaimId>,
    /// The rule that gave it; the ledger only keeps it.
    pub rule: Option<RuleId>,
    /// The provision that gave it; the ledger only keeps it.
    pub clause: Option<ClauseId>,
    /// The day it arose. Claims of one day arose in the order in which they are opened.
    pub arose: Date,
    /// Its own last timely day; none: it is not due.
    pub last_timely_day: Option<Date>,
    /// How much, in whole units.
    pub amount: Money,
    /// Whether it counts.
    pub standing: Standing,
    /// Claims that share a ceiling bear one name.
    pub group: Option<Name>,
    /// Days by which an allocation may order it: `invoice_date`.
    pub dates: Vec<(Name, Date)>,
}

impl NewClaim {
    /// A claim that is owed, with nothing optional said.
    pub fn new(
        reference: &str,
        head: Head,
        [debtor, creditor]: [&Name; 2],
        arose: Date,
        amount: Money,
    ) -> Self {
        Self {
            reference: Name::new(reference),
            head,
            debtor: debtor.clone(),
            creditor: creditor.clone(),
            agreement: None,
            underlying: None,
            rule: None,
            clause: None,
            arose,
            last_timely_day: None,
            amount,
            standing: Standing::Owed,
            group: None,
            dates: Vec::new(),
        }
    }
}

/// Whether a claim counts: only what is owed stands in a balance; what may be owed, too, is settled by a payment and becomes due at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Owed,
    /// An entitlement that is payable only through an invoice.
    AccruedNotInvoiced,
    /// It is open whether it is owed, and a payment settles it all the same: what is then not owed of it becomes credit.
    InDoubt,
    /// It rests on an open assessment.
    Conditional,
    /// Refused or limited to nothing.
    Excluded,
}

impl Standing {
    /// Whether a payment settles it, and it becomes due at once with others.
    pub fn can_be_settled(self) -> bool {
        match self {
            Self::Owed | Self::InDoubt => true,
            Self::AccruedNotInvoiced | Self::Conditional | Self::Excluded => false,
        }
    }
}

/// A claim as the ledger keeps it.
#[derive(Debug, Clone)]
pub struct Claim<'t> {
    pub(super) told: NewClaim,
    pub(super) id: ClaimId,
    pub(super) root: ClaimId,
    pub(super) account: usize,
    /// The amount when it was opened; nothing for money that grows.
    pub(super) original: Minor,
    pub(super) last_timely_day: Option<Date>,
    /// In the order of the days from which they count.
    pub(super) entries: Vec<Entry>,
    /// What of it rests: it is open, and nothing grows on it.
    pub(super) resting: Minor,
    /// What the entries leave open of the original amount.
    pub(super) left: Minor,
    /// What the entries come to by kind, and the day of the latest.
    pub(super) sums: Sums,
    pub(super) standings: Vec<(Date, Standing)>,
    pub(super) rest_on_it: Vec<ClaimId>,
    pub(super) accrual: Option<Box<Accrual<'t>>>,
}

/// Something that happened to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The day on which it happened.
    pub on: Date,
    /// The first day whose base it changes.
    pub counts_from: Date,
    /// By how much it lowers what is open.
    pub amount: Minor,
    pub kind: EntryKind,
    /// The payment or act.
    pub by: Name,
}

/// Entries added up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub settled: Minor,
    /// By how much credit notes, less what was raised, lowered the claim.
    pub lowered: Minor,
    pub lapsed: Minor,
    pub lost: Minor,
    pub waived: Minor,
    /// The day of the latest entry.
    pub latest: Option<Date>,
}

impl Sums {
    pub fn add(&mut self, entry: &Entry) {
        match entry.kind {
            EntryKind::Settled | EntryKind::Released => self.settled += entry.amount,
            EntryKind::CreditNote | EntryKind::Raised => self.lowered += entry.amount,
            EntryKind::Lapsed => self.lapsed += entry.amount,
            EntryKind::WithoutBasis => self.lost += entry.amount,
            EntryKind::Waived => self.waived += entry.amount,
            EntryKind::Rests => return,
        }
        self.latest = self.latest.max(Some(entry.on));
    }
}

/// What happened to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Paid or set off.
    Settled,
    /// Settlement that found nothing to settle any more, and became credit.
    Released,
    /// Lowered by a credit note.
    CreditNote,
    /// Raised: an amount that was assessed later.
    Raised,
    /// Lapsed.
    Lapsed,
    /// Lost its basis.
    WithoutBasis,
    /// Waived by the creditor.
    Waived,
    /// Nothing grows on a part that stays open; less than nothing: it grows again.
    Rests,
}

/// Something that happened to a claim, for those who explain it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The day on which it happened.
    pub on: Date,
    /// What happened.
    pub kind: EntryKind,
    /// How much, more than nothing.
    pub amount: Money,
    /// The payment or act.
    pub by: Name,
}

impl Claim<'_> {
    /// Its id.
    pub fn id(&self) -> ClaimId {
        self.id
    }

    /// What was told when it was opened; for money that grows the amount is nothing.
    pub fn told(&self) -> &NewClaim {
        &self.told
    }

    /// The claim at the bottom of it: of interest on the costs of an invoice, the invoice. Itself when it rests on none.
    pub fn root(&self) -> ClaimId {
        self.root
    }

    /// The last timely day, after it was made due early.
    pub fn last_timely_day(&self) -> Option<Date> {
        self.last_timely_day
    }

    /// Whether it was made due before its own last timely day.
    pub fn is_accelerated(&self) -> bool {
        self.last_timely_day != self.told.last_timely_day
    }

    /// Its own last timely day, as if it had not been made due early.
    pub fn own_last_timely_day(&self) -> Option<Date> {
        self.told.last_timely_day
    }

    /// The claim that it grows on, when it is money that grows.
    pub fn grows_on(&self) -> Option<ClaimId> {
        self.accrual.as_ref().map(|accrual| accrual.base)
    }

    /// Claims that rest on it: costs and interest, in the order of opening.
    pub fn rest_on_it(&self) -> &[ClaimId] {
        &self.rest_on_it
    }

    /// Whether it counts at the end of a day.
    pub fn standing(&self, as_of: Date) -> Standing {
        let known = self.standings.iter().rev().find(|(from, _)| *from <= as_of);
        known.map_or(self.told.standing, |(_, standing)| *standing)
    }

    /// What happened to it through the end of a day, in order of time.
    pub fn movements(&self, as_of: Date) -> Vec<Movement> {
        let mut entries: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.on <= as_of && entry.kind != EntryKind::Rests)
            .collect();
        entries.sort_by_key(|entry| entry.on);
        let movement = |entry: &Entry| Movement {
            on: entry.on,
            kind: entry.kind,
            amount: money_of(entry.amount.abs(), self.currency()),
            by: entry.by.clone(),
        };
        entries.into_iter().map(movement).collect()
    }

    /// The currency it is in.
    pub fn currency(&self) -> Currency {
        self.told.amount.currency()
    }

    /// Whether it can be paid: what grows falls due as it arises, what is fixed on its last timely day.
    pub(super) fn is_due(&self, on: Date) -> bool {
        self.accrual.is_some() || self.last_timely_day.is_some_and(|day| day <= on)
    }

    /// The standing after everything that was told so far.
    pub(super) fn latest_standing(&self) -> Standing {
        self.standings
            .last()
            .map_or(self.told.standing, |(_, standing)| *standing)
    }

    /// What the entries come to that were there at the end of a day.
    pub(super) fn sums(&self, as_of: Date) -> Sums {
        if self.sums.latest <= Some(as_of) {
            return self.sums;
        }
        let mut sums = Sums::default();
        let known = self.entries.iter().filter(|entry| entry.on <= as_of);
        known.for_each(|entry| sums.add(entry));
        sums
    }

    /// Writes down what happened; entries that count from one day stay in the order in which they came.
    pub(super) fn enter(&mut self, entry: Entry) {
        let at = self
            .entries
            .partition_point(|known| known.counts_from <= entry.counts_from);
        if entry.kind == EntryKind::Rests {
            self.resting += entry.amount;
        } else {
            self.left -= entry.amount;
        }
        self.sums.add(&entry);
        if self.entries.is_empty() {
            // Most claims are settled at once.
            self.entries.reserve_exact(1);
        }
        self.entries.insert(at, entry);
    }
}
