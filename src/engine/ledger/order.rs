//! The order of claims under an allocation: ranks, and keys inside a rank.
//!
//! Age is that of the claim at the bottom: interest and costs of an invoice are as old as the invoice. What a clause leaves open is the
//! order of the file: after the keys that it names, and before a key that looks inside a claim (`contractual before statutory`,
//! `capitalised before running`), the claim that was told first goes first, so that the order is always complete.

use std::collections::BTreeMap;

use crate::check::program::{Tier, TierOrder};
use crate::value::{Currency, Date};

use super::Ledger;
use super::claim::{Claim, ClaimId};
use super::payment::Designated;

/// About as many keys as an order gives an item.
const USUAL_KEYS: usize = 6;

/// A claim, or a portion of one, in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Item {
    pub claim: ClaimId,
    pub portion: Portion,
}

/// What of a claim is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Portion {
    /// All of it.
    Whole,
    /// Interest that joined the base.
    Capitalised,
    /// The rest: what joined the base was settled before it.
    Running,
}

/// Items that are settled one group after the other. The shares of a group are settled side by side, in proportion; the items of
/// a share one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Queue {
    pub groups: Vec<Vec<Vec<Item>>>,
}

/// The place of an item: where its keys stand in the list of all keys. Those before `split` tie what shares in proportion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    start: usize,
    split: usize,
    end: usize,
    shares: bool,
}

/// Items with their places. The keys of all of them stand in one list, so that sorting many asks for memory once.
struct Placed<T> {
    keys: Vec<i128>,
    items: Vec<(Place, T)>,
}

impl<T: Ord> Placed<T> {
    fn with_room_for(items: usize) -> Self {
        Self {
            keys: Vec::with_capacity(items * USUAL_KEYS),
            items: Vec::with_capacity(items),
        }
    }

    fn sort(&mut self) {
        let keys = &self.keys;
        let of = |place: &Place| {
            let before_sharing = &keys[place.start..place.split];
            (before_sharing, &keys[place.split..place.end], place.shares)
        };
        self.items
            .sort_by(|(one, first), (other, second)| (of(one), first).cmp(&(of(other), second)));
    }

    /// The items in order, those that share in proportion together.
    fn into_groups<U>(mut self, of: impl Fn(T) -> U) -> Vec<Vec<U>> {
        self.sort();
        let keys = self.keys;
        let before_sharing = |place: Place| &keys[place.start..place.split];
        let mut groups: Vec<Vec<U>> = Vec::new();
        let mut last: Option<Place> = None;
        for (place, item) in self.items {
            let ties = |last: Place| {
                last.shares && place.shares && before_sharing(last) == before_sharing(place)
            };
            match groups.last_mut().filter(|_| last.is_some_and(ties)) {
                Some(group) => group.push(of(item)),
                None => groups.push(vec![of(item)]),
            }
            last = Some(place);
        }
        groups
    }
}

/// What a payment may reach, by rank.
pub(super) fn ranks_of(
    sorting: &Sorting<'_, '_>,
    account: usize,
    currency: Currency,
) -> Vec<Vec<ClaimId>> {
    let ledger = sorting.ledger;
    let mut ranks: Vec<Vec<ClaimId>> = vec![Vec::new(); sorting.tiers.len()];
    for id in &ledger.accounts[account].active {
        let claim = &ledger.claims[id.0];
        let counts = claim.currency() == currency && claim.latest_standing().can_be_settled();
        if let Some(rank) = sorting.rank(claim).filter(|_| counts) {
            ranks[rank].push(*id);
        }
    }
    ranks
}

/// What decides the order of claims under one payment.
pub(super) struct Sorting<'a, 't> {
    pub ledger: &'a Ledger<'t>,
    pub designated: &'a [Designated],
    pub tiers: &'a [Tier],
    /// The day on which something is due or not.
    pub on: Date,
}

impl<'t> Sorting<'_, 't> {
    /// The first rank that a claim fits. `Every other debt` leaves what a later rank names to that rank.
    pub fn rank(&self, claim: &Claim<'t>) -> Option<usize> {
        let fits = |tier: &Tier| tier.due.is_none_or(|due| due == claim.is_due(self.on));
        let named = |tier: &Tier| tier.heads.contains(&claim.told.head.head) && fits(tier);
        (0..self.tiers.len()).find(|rank| {
            let tier = &self.tiers[*rank];
            named(tier)
                || (tier.heads.is_empty()
                    && fits(tier)
                    && !self.tiers[rank + 1..].iter().any(named))
        })
    }

    /// The claims of one rank, by its keys.
    pub fn in_rank(&self, rank: usize, claims: &[ClaimId]) -> Queue {
        let mut placed = Placed::with_room_for(claims.len());
        for item in claims.iter().flat_map(|id| self.items(rank, *id)) {
            let place = self.place(&[], rank, item, &mut placed.keys);
            placed.items.push((place, item));
        }
        Queue {
            groups: placed.into_groups(|item| vec![item]),
        }
    }

    /// Claims in the order of the claims at their bottom; those designated first, if the order heeds designation at all.
    pub fn by_claim(&self, ranks: &[Vec<ClaimId>]) -> Queue {
        let mut of_root: BTreeMap<ClaimId, Vec<(usize, ClaimId)>> = BTreeMap::new();
        for (rank, id) in ranks
            .iter()
            .enumerate()
            .flat_map(|(rank, claims)| claims.iter().map(move |id| (rank, *id)))
        {
            let root = self.ledger.claims[id.0].root;
            of_root.entry(root).or_default().push((rank, id));
        }
        let mut placed = Placed::with_room_for(of_root.len());
        for (root, members) in &of_root {
            let place = self.place_of_root(*root, members, &mut placed.keys);
            placed.items.push((place, *root));
        }
        Queue {
            groups: placed.into_groups(|root| self.of_one_root(&of_root[&root])),
        }
    }

    pub fn of_one_root(&self, members: &[(usize, ClaimId)]) -> Vec<Item> {
        let mut placed = Placed::with_room_for(members.len());
        for (rank, id) in members {
            for item in self.items(*rank, *id) {
                let place = self.place(&[index(*rank)], *rank, item, &mut placed.keys);
                placed.items.push((place, item));
            }
        }
        placed.sort();
        placed.items.into_iter().map(|(_, item)| item).collect()
    }

    pub fn place_of_root(
        &self,
        root: ClaimId,
        members: &[(usize, ClaimId)],
        keys: &mut Vec<i128>,
    ) -> Place {
        let of_itself = self.rank(&self.ledger.claims[root.0]);
        let rank = of_itself
            .or_else(|| members.first().map(|(rank, _)| *rank))
            .unwrap_or(0);
        let whole = Item {
            claim: root,
            portion: Portion::Whole,
        };
        let heeds = self.tiers[rank].order.contains(&TierOrder::DesignatedFirst);
        let designated = if heeds { self.designation(root) } else { 0 };
        self.place(&[designated, index(rank)], rank, whole, keys)
    }

    pub fn items(&self, rank: usize, claim: ClaimId) -> impl Iterator<Item = Item> + use<'t> {
        let splits = (self.tiers[rank].order).contains(&TierOrder::CapitalisedBeforeRunning);
        let portions: &[Portion] = if splits && self.ledger.claims[claim.0].accrual.is_some() {
            &[Portion::Capitalised, Portion::Running]
        } else {
            &[Portion::Whole]
        };
        (portions.iter()).map(move |portion| Item {
            claim,
            portion: *portion,
        })
    }

    /// Writes down the keys of an item, after some that go before all others.
    pub fn place(&self, first: &[i128], rank: usize, item: Item, keys: &mut Vec<i128>) -> Place {
        let claim = &self.ledger.claims[item.claim.0];
        let root = &self.ledger.claims[claim.root.0];
        let start = keys.len();
        keys.extend(first);
        let tied_from_here = keys.len();
        let mut split = None;
        let mut by_age = false;
        for order in &self.tiers[rank].order {
            if looks_inside(order) && by_age {
                keys.push(place_in_order(root.id));
                by_age = false;
            }
            by_age |= looks_at_age(order);
            if *order == TierOrder::InProportion {
                split.get_or_insert(keys.len());
            }
            keys.extend(self.key(order, item, root));
        }
        keys.push(place_in_order(root.id));
        keys.push(place_in_order(claim.id));
        keys.push(i128::from(item.portion == Portion::Running));
        Place {
            start,
            split: split.unwrap_or(tied_from_here),
            end: keys.len(),
            shares: split.is_some(),
        }
    }

    fn key(&self, order: &TierOrder, item: Item, root: &Claim<'t>) -> Option<i128> {
        let claim = &self.ledger.claims[item.claim.0];
        match order {
            TierOrder::Oldest => Some(day(Some(root.told.arose))),
            TierOrder::ByField(field) => {
                let dates = &root.told.dates;
                let known = dates.iter().find(|(name, _)| name == field);
                Some(day(Some(known.map_or(root.told.arose, |(_, date)| *date))))
            }
            TierOrder::ByDueDay => Some(day(root.last_timely_day)),
            TierOrder::ByOwnLastTimelyDay => Some(day(root.told.last_timely_day)),
            TierOrder::ByOrderOfArising => Some(place_in_order(root.id)),
            TierOrder::ByName(names) => {
                let name = claim.told.head.name.as_ref();
                let at = names.iter().position(|known| Some(known) == name);
                Some(index(at.unwrap_or(names.len())))
            }
            TierOrder::CapitalisedBeforeRunning => {
                Some(i128::from(item.portion != Portion::Capitalised))
            }
            TierOrder::DesignatedFirst => Some(self.designation(root.id)),
            TierOrder::MostOnerousFirst => Some(-self.onerousness(root)),
            TierOrder::InProportion => None,
        }
    }

    /// Whether what a claim is for is designated: those that are come first. A designation names debts, and no order among them; but where one
    /// of several debts for a thing is named apart, the others for that thing come behind it.
    fn designation(&self, root: ClaimId) -> i128 {
        let reference = &self.ledger.claims[root.0].told.reference;
        let named_apart = |designated: &Designated| match designated {
            Designated::Thing(_) => None,
            Designated::Claim(claim) => Some(self.ledger.claims[claim.0].root),
        };
        let apart = || self.designated.iter().filter_map(named_apart);
        let is_thing =
            |one: &Designated| matches!(one, Designated::Thing(name) if name == reference);
        if apart().any(|one| one == root) {
            0
        } else if self.designated.iter().any(is_thing) {
            let mut others = apart();
            let same_thing = |one: ClaimId| self.ledger.claims[one.0].told.reference == *reference;
            i128::from(others.any(same_thing))
        } else {
            2
        }
    }

    /// The more interest runs on a claim in a year, the more onerous it is.
    fn onerousness(&self, root: &Claim<'t>) -> i128 {
        let growths = root.rest_on_it.iter().filter_map(|id| {
            let accrual = self.ledger.claims[id.0].accrual.as_ref()?;
            let full = accrual
                .ceiling
                .is_some_and(|ceiling| self.ledger.tally(*id, self.on).arisen >= ceiling);
            let runs = accrual.spells.iter().any(|spell| {
                spell.from <= self.on && spell.through.is_none_or(|through| self.on <= through)
            });
            let weights = accrual
                .components
                .iter()
                .map(|component| super::accrual::law_on(&component.laws, self.on).weight(self.on));
            weights.max().filter(|_| runs && !full)
        });
        growths.sum()
    }
}

impl PartialOrd for Item {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Item {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.claim, self.portion).cmp(&(other.claim, other.portion))
    }
}

fn place_in_order(id: ClaimId) -> i128 {
    index(id.0)
}

pub(super) fn index(at: usize) -> i128 {
    i128::try_from(at).unwrap_or(i128::MAX)
}

/// A day as a key; what has none comes last.
fn day(date: Option<Date>) -> i128 {
    date.map_or(i128::MAX, |date| {
        i128::from(date.signed_duration_since(Date::MIN).num_days())
    })
}

fn looks_inside(order: &TierOrder) -> bool {
    match order {
        TierOrder::ByName(_) | TierOrder::CapitalisedBeforeRunning => true,
        TierOrder::Oldest
        | TierOrder::ByField(_)
        | TierOrder::ByDueDay
        | TierOrder::ByOwnLastTimelyDay
        | TierOrder::ByOrderOfArising
        | TierOrder::DesignatedFirst
        | TierOrder::MostOnerousFirst
        | TierOrder::InProportion => false,
    }
}

fn looks_at_age(order: &TierOrder) -> bool {
    match order {
        TierOrder::Oldest
        | TierOrder::ByField(_)
        | TierOrder::ByDueDay
        | TierOrder::ByOwnLastTimelyDay
        | TierOrder::ByOrderOfArising => true,
        TierOrder::ByName(_)
        | TierOrder::CapitalisedBeforeRunning
        | TierOrder::DesignatedFirst
        | TierOrder::MostOnerousFirst
        | TierOrder::InProportion => false,
    }
}
