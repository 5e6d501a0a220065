//! Claims in the order in which payments settle them, kept from one payment to the next.
//!
//! A claim enters the order when it counts, leaves it when nothing of it is open, and changes its place when it falls due or another
//! last timely day is told: what changed is written down ([`Change`]) and looked at when the next payment comes. So a payment costs
//! what it touches, not what is open. Money that grows, and of which nothing is open on a day, stands aside until the next
//! day on which a payment comes (`aside`).
//!
//! What a payer designates is found by its name, and takes its place among the others for that payment alone. An order that weighs
//! claims by what runs on them that day, or shares in proportion, is not kept: such a payment sorts all that is open.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::program::{Tier, TierOrder};
use crate::value::{Currency, Date, Name};

use super::Ledger;
use super::aside::{Aside, Placed};
use super::claim::{Claim, ClaimId};
use super::order::{Item, Portion, Sorting};
use super::payment::{AllocationOrder, Designated};

/// Something that may change the place of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It has another place now, or none.
    Moved(ClaimId),
    /// Of what grew through a day nothing is open any more.
    Settled(ClaimId, Date),
}

/// The order of the claims of one account in one currency under one rule.
#[derive(Debug, Clone)]
pub(super) struct KeptOrder {
    account: usize,
    currency: Currency,
    tiers: Rc<[Tier]>,
    claim_by_claim: bool,
    heeds_designation: bool,
    /// The day as of which something is due in it.
    on: Date,
    /// The items of each rank; claim by claim the claims at the bottom, all in the first.
    ranks: Vec<BTreeSet<Placed>>,
    places: FxHashMap<ClaimId, Vec<(usize, Placed)>>,
    /// Claim by claim: what counts of each claim at the bottom, by rank.
    members: FxHashMap<ClaimId, Vec<(usize, ClaimId)>>,
    /// What has a place, by the name that a designation would call it.
    by_reference: FxHashMap<Name, Vec<ClaimId>>,
    /// Days after `on` on which a claim falls due, as they were when it was placed.
    falls_due: BTreeSet<(Date, ClaimId)>,
    /// What grows, and has nothing open on a day.
    aside: Aside,
}

impl KeptOrder {
    /// The order of what is open now; none if it is of a kind that is not kept.
    pub fn of(
        ledger: &Ledger<'_>,
        account: usize,
        currency: Currency,
        order: &AllocationOrder<'_>,
        on: Date,
    ) -> Option<Self> {
        let mut orders = order.tiers.iter().flat_map(|tier| &tier.order);
        let is_of_the_day = orders
            .any(|order| matches!(order, TierOrder::MostOnerousFirst | TierOrder::InProportion));
        let heeds = |tier: &Tier| tier.order.contains(&TierOrder::DesignatedFirst);
        // Claim by claim a designation goes before the rank: the order of all others would not be one for all payments.
        let is_mixed = order.claim_by_claim && !order.tiers.is_sorted_by_key(heeds);
        if is_of_the_day || is_mixed {
            return None;
        }
        let ranks = order.tiers.len().max(1);
        let mut kept = Self {
            account,
            currency,
            tiers: order.tiers.into(),
            claim_by_claim: order.claim_by_claim,
            heeds_designation: order.tiers.iter().any(heeds),
            on,
            ranks: vec![BTreeSet::new(); ranks],
            places: FxHashMap::default(),
            members: FxHashMap::default(),
            by_reference: FxHashMap::default(),
            falls_due: BTreeSet::new(),
            aside: Aside::nothing(ranks),
        };
        for id in &ledger.accounts[account].active {
            kept.put(ledger, *id);
        }
        Some(kept)
    }

    /// Whether it is the order of payments in this currency under this rule.
    pub fn is(&self, currency: Currency, order: &AllocationOrder<'_>) -> bool {
        self.currency == currency
            && self.claim_by_claim == order.claim_by_claim
            && *self.tiers == *order.tiers
    }

    /// Follows what happened since the last payment.
    pub fn follow(&mut self, ledger: &Ledger<'_>, changes: &[Change]) {
        let mut settled = Vec::new();
        for change in changes {
            match change {
                Change::Moved(id) => self.put(ledger, *id),
                Change::Settled(id, through) => {
                    if self.puts_aside(*id, *through) {
                        settled.push(*id);
                    }
                }
            }
        }
        self.clear(&settled);
    }

    /// Goes on to the day of a payment, on which something is due as of `on`, and what grew through another day can be settled. No
    /// if the day lies before one that it went on to: a set-off may work back.
    pub fn go_on(&mut self, ledger: &Ledger<'_>, on: Date, grown_through: Date) -> bool {
        if on < self.on {
            return false;
        }
        self.on = on;
        while let Some((day, id)) = self.falls_due.first().copied()
            && day <= on
        {
            self.falls_due.pop_first();
            self.put(ledger, id);
        }
        if self.aside.through < grown_through {
            self.bring_back();
        }
        true
    }

    /// How many ranks there are to go through.
    pub fn ranks(&self) -> usize {
        self.ranks.len()
    }

    /// The items of a rank in their order, those chosen by a designation at the places that it gives them.
    pub fn in_order<'a>(
        &'a self,
        rank: usize,
        chosen: &'a Chosen,
    ) -> impl Iterator<Item = Item> + 'a {
        let others = self.ranks[rank].iter();
        let mut others = others
            .filter(|(_, item)| !chosen.items.contains(item))
            .peekable();
        let mut first = chosen.ranks.get(rank).into_iter().flatten().peekable();
        std::iter::from_fn(move || {
            let next = match (first.peek(), others.peek()) {
                (Some(one), Some(other)) if one < other => first.next(),
                (Some(_), None) => first.next(),
                (_, Some(_)) => others.next(),
                (None, None) => None,
            };
            next.map(|(_, item)| *item)
        })
    }

    /// What a payer designated, with the places that it has for this payment.
    pub fn chosen(&self, ledger: &Ledger<'_>, designated: &[Designated]) -> Chosen {
        let mut chosen = Chosen::default();
        if !self.heeds_designation || designated.is_empty() {
            return chosen;
        }
        chosen.ranks = vec![Vec::new(); self.ranks.len()];
        let sorting = self.sorting(ledger, designated);
        let reference = |one: &Designated| match one {
            Designated::Thing(name) => name.clone(),
            Designated::Claim(claim) => {
                let root = ledger.claims[claim.0].root;
                ledger.claims[root.0].told.reference.clone()
            }
        };
        for one in designated {
            let called = self.by_reference.get(&reference(one)).into_iter().flatten();
            for id in called.filter(|id| !self.aside.contains(**id)) {
                for (rank, (_, item)) in &self.places[id] {
                    if chosen.items.insert(*item) {
                        let keys = self.keys(&sorting, *rank, *item);
                        chosen.ranks[*rank].push((keys, *item));
                    }
                }
            }
        }
        for rank in &mut chosen.ranks {
            rank.sort();
        }
        chosen
    }

    /// Claim by claim: what counts of the claim at the bottom, in its order.
    pub fn of_one_root(&self, ledger: &Ledger<'_>, root: ClaimId) -> Vec<Item> {
        let members = self.members.get(&root).map_or(&[][..], Vec::as_slice);
        self.sorting(ledger, &[]).of_one_root(members)
    }

    /// Whether it goes claim by claim.
    pub fn is_claim_by_claim(&self) -> bool {
        self.claim_by_claim
    }

    fn sorting<'a, 't>(
        &'a self,
        ledger: &'a Ledger<'t>,
        designated: &'a [Designated],
    ) -> Sorting<'a, 't> {
        Sorting {
            ledger,
            designated,
            tiers: &self.tiers,
            on: self.on,
        }
    }

    fn keys(&self, sorting: &Sorting<'_, '_>, rank: usize, item: Item) -> Rc<[i64]> {
        let mut keys = Vec::new();
        if self.claim_by_claim {
            let members = self.members.get(&item.claim).map_or(&[][..], Vec::as_slice);
            sorting.place_of_root(item.claim, members, &mut keys);
        } else {
            sorting.place(&[], rank, item, &mut keys);
        }
        // Days and places in the order of opening; what comes last is beyond them all.
        let short = keys
            .into_iter()
            .map(|key| i64::try_from(key).unwrap_or(i64::MAX));
        short.collect()
    }

    /// Puts a claim at the place that it has now, or at none.
    fn put(&mut self, ledger: &Ledger<'_>, id: ClaimId) {
        let claim = &ledger.claims[id.0];
        let counts = claim.account == self.account
            && claim.currency() == self.currency
            && claim.latest_standing().can_be_settled()
            && ledger.is_active(id);
        let rank = if counts {
            self.note_when_due(claim);
            self.sorting(ledger, &[]).rank(claim)
        } else {
            None
        };
        if self.claim_by_claim {
            let members = self.members.entry(claim.root).or_default();
            members.retain(|(_, known)| *known != id);
            if let Some(rank) = rank {
                let at = members.partition_point(|known| *known < (rank, id));
                members.insert(at, (rank, id));
            }
            self.put_root(ledger, &ledger.claims[claim.root.0]);
        } else {
            let sorting = self.sorting(ledger, &[]);
            let items = rank.map(|rank| (rank, sorting.items(rank, id)));
            let placed = items.map(|(rank, items)| {
                items
                    .map(|item| (rank, (self.keys(&sorting, rank, item), item)))
                    .collect()
            });
            self.stand(ledger, claim, placed.unwrap_or_default());
        }
    }

    fn put_root(&mut self, ledger: &Ledger<'_>, root: &Claim<'_>) {
        let mut placed = Vec::new();
        if self.members.get(&root.id).is_some_and(Vec::is_empty) {
            self.members.remove(&root.id);
        } else {
            self.note_when_due(root);
            let item = Item {
                claim: root.id,
                portion: Portion::Whole,
            };
            let keys = self.keys(&self.sorting(ledger, &[]), 0, item);
            placed.push((0, (keys, item)));
        }
        self.stand(ledger, root, placed);
    }

    /// Gives a claim, or what stands for all that rests on it, its place instead of the one that it had.
    fn stand(&mut self, ledger: &Ledger<'_>, claim: &Claim<'_>, placed: Vec<(usize, Placed)>) {
        let stood_aside = self.aside.remove(claim.id);
        let known = self.places.get(&claim.id).map_or(&[][..], Vec::as_slice);
        if *known == placed[..] && !stood_aside {
            return;
        }
        for (rank, one) in known {
            self.ranks[*rank].remove(one);
        }
        for (rank, one) in &placed {
            self.ranks[*rank].insert(one.clone());
        }
        let is_new = !placed.is_empty();
        let was_there = if is_new {
            self.places.insert(claim.id, placed).is_some()
        } else {
            self.places.remove(&claim.id).is_some()
        };
        self.call(ledger, claim, was_there, is_new);
    }

    /// Keeps the names by which a designation finds what has a place.
    fn call(&mut self, ledger: &Ledger<'_>, claim: &Claim<'_>, was_there: bool, is_there: bool) {
        if !self.heeds_designation || was_there == is_there {
            return;
        }
        let name = &ledger.claims[claim.root.0].told.reference;
        if is_there {
            let called = self.by_reference.entry(name.clone()).or_default();
            called.push(claim.id);
        } else if let Some(called) = self.by_reference.get_mut(name) {
            called.retain(|known| *known != claim.id);
            if called.is_empty() {
                self.by_reference.remove(name);
            }
        }
    }

    fn note_when_due(&mut self, claim: &Claim<'_>) {
        if let Some(day) = claim.last_timely_day
            && day > self.on
        {
            self.falls_due.insert((day, claim.id));
        }
    }

    /// Whether a claim now stands aside that did not.
    fn puts_aside(&mut self, id: ClaimId, through: Date) -> bool {
        if through > self.aside.through {
            self.bring_back();
            self.aside.through = through;
        }
        through == self.aside.through && self.places.contains_key(&id) && self.aside.add(id)
    }

    /// Takes the places of claims that now stand aside out of the ranks.
    fn clear(&mut self, settled: &[ClaimId]) {
        let mut gone: Vec<Vec<Placed>> = vec![Vec::new(); self.ranks.len()];
        for id in settled.iter().filter(|id| self.aside.contains(**id)) {
            for (rank, placed) in &self.places[id] {
                gone[*rank].push(placed.clone());
            }
        }
        for (rank, gone) in gone.into_iter().enumerate() {
            if !gone.is_empty() {
                self.aside.clear(rank, &mut self.ranks[rank], gone);
            }
        }
    }

    fn bring_back(&mut self) {
        let places = &self.places;
        self.aside
            .bring_back(&mut self.ranks, |rank, (keys, item)| {
                let known = places.get(&item.claim).into_iter().flatten();
                let mut at_rank = known.filter(|(at, _)| *at == rank);
                at_rank.any(|(_, placed)| placed.1 == *item && placed.0 == *keys)
            });
    }
}

/// What a payer designated, as far as it has a place.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    items: FxHashSet<Item>,
    ranks: Vec<Vec<Placed>>,
}
