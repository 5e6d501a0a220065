//! The order of claims under an allocation: ranks, and keys inside a rank.
//!
//! Age is that of the claim at the bottom: interest and costs of an invoice are as old as the invoice. After the keys that a
//! clause names, and before a key that looks inside a claim (`contractual before statutory`, `capitalised before running`), the
//! claim that became due first by itself and then the one that arose first goes first, so that the order is always complete.

use std::collections::BTreeMap;

use crate::check::program::{Tier, TierOrder};
use crate::value::{Currency, Date, Name};

use super::Ledger;
use super::claim::{Claim, ClaimId, Standing};

/// Room for the keys of an order, so that sorting many claims does not ask for memory again and again.
const MOST_KEYS: usize = 12;

/// A claim, or a portion of one, in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub claim: ClaimId,
    pub portion: Portion,
}

/// What of a claim is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// The place of an item: rank, keys that tie what shares in proportion, keys beyond them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    before_sharing: Vec<i128>,
    beyond: Vec<i128>,
    shares: bool,
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
        let counts = claim.currency() == currency && claim.latest_standing() == Standing::Owed;
        if let Some(rank) = sorting.rank(claim).filter(|_| counts) {
            ranks[rank].push(*id);
        }
    }
    ranks
}

/// What decides the order of claims under one payment.
pub(super) struct Sorting<'a, 't> {
    pub ledger: &'a Ledger<'t>,
    pub designated: &'a [Name],
    pub tiers: &'a [Tier],
    /// The day on which something is due or not.
    pub on: Date,
}

impl<'t> Sorting<'_, 't> {
    /// The first rank that a claim fits. `Every other debt` leaves what a later rank names to that rank.
    fn rank(&self, claim: &Claim<'t>) -> Option<usize> {
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
        let mut places: Vec<(Place, Item)> = claims
            .iter()
            .flat_map(|id| self.items(rank, *id))
            .map(|item| (self.place(rank, item), item))
            .collect();
        places.sort();
        let mut groups: Vec<Vec<Vec<Item>>> = Vec::new();
        let mut last: Option<Place> = None;
        for (place, item) in places {
            let ties = last.is_some_and(|last| last.ties(&place));
            match groups.last_mut().filter(|_| ties) {
                Some(group) => group.push(vec![item]),
                None => groups.push(vec![vec![item]]),
            }
            last = Some(place);
        }
        Queue { groups }
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
        let mut places: Vec<(Place, ClaimId)> = of_root
            .iter()
            .map(|(root, members)| (self.place_of_root(*root, members), *root))
            .collect();
        places.sort();
        let mut groups: Vec<Vec<Vec<Item>>> = Vec::new();
        let mut last: Option<Place> = None;
        for (place, root) in places {
            let items = self.of_one_root(&of_root[&root]);
            let ties = last.is_some_and(|last| last.ties(&place));
            match groups.last_mut().filter(|_| ties) {
                Some(group) => group.push(items),
                None => groups.push(vec![items]),
            }
            last = Some(place);
        }
        Queue { groups }
    }

    fn of_one_root(&self, members: &[(usize, ClaimId)]) -> Vec<Item> {
        let mut places: Vec<((usize, Place), Item)> = members
            .iter()
            .flat_map(|(rank, id)| {
                self.items(*rank, *id)
                    .into_iter()
                    .map(move |item| (*rank, item))
            })
            .map(|(rank, item)| ((rank, self.place(rank, item)), item))
            .collect();
        places.sort();
        places.into_iter().map(|(_, item)| item).collect()
    }

    fn place_of_root(&self, root: ClaimId, members: &[(usize, ClaimId)]) -> Place {
        let of_itself = self.rank(&self.ledger.claims[root.0]);
        let rank = of_itself
            .or_else(|| members.first().map(|(rank, _)| *rank))
            .unwrap_or(0);
        let whole = Item {
            claim: root,
            portion: Portion::Whole,
        };
        let mut place = self.place(rank, whole);
        let heeds = self.tiers[rank].order.contains(&TierOrder::DesignatedFirst);
        let designated = if heeds { self.designation(root) } else { 0 };
        let rank = i128::try_from(rank).unwrap_or(i128::MAX);
        place.before_sharing.splice(0..0, [designated, rank]);
        place
    }

    fn items(&self, rank: usize, claim: ClaimId) -> Vec<Item> {
        let item = |portion| Item { claim, portion };
        let splits = (self.tiers[rank].order).contains(&TierOrder::CapitalisedBeforeRunning);
        if splits && self.ledger.claims[claim.0].accrual.is_some() {
            vec![item(Portion::Capitalised), item(Portion::Running)]
        } else {
            vec![item(Portion::Whole)]
        }
    }

    fn place(&self, rank: usize, item: Item) -> Place {
        let claim = &self.ledger.claims[item.claim.0];
        let root = &self.ledger.claims[claim.root.0];
        let mut keys = Vec::with_capacity(MOST_KEYS);
        let mut before_sharing = None;
        let mut by_age = false;
        for order in &self.tiers[rank].order {
            if looks_inside(order) && by_age {
                keys.extend(completing(root));
                by_age = false;
            }
            by_age |= looks_at_age(order);
            if *order == TierOrder::InProportion && before_sharing.is_none() {
                before_sharing = Some(std::mem::take(&mut keys));
            }
            keys.extend(self.key(order, item, root));
        }
        keys.extend(completing(root));
        keys.push(place_in_order(claim.id));
        keys.push(i128::from(item.portion == Portion::Running));
        let shares = before_sharing.is_some();
        Place {
            before_sharing: before_sharing.unwrap_or_default(),
            beyond: keys,
            shares,
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

    /// The place in the designation of what a claim is for; those not designated come last.
    fn designation(&self, root: ClaimId) -> i128 {
        let reference = &self.ledger.claims[root.0].told.reference;
        let at = self.designated.iter().position(|name| name == reference);
        index(at.unwrap_or(self.designated.len()))
    }

    /// The more interest runs on a claim in a year, the more onerous it is.
    fn onerousness(&self, root: &Claim<'t>) -> i128 {
        let growths = root.rest_on_it.iter().filter_map(|id| {
            let accrual = self.ledger.claims[id.0].accrual.as_ref()?;
            let runs = accrual.spells.iter().any(|spell| {
                spell.from <= self.on && spell.through.is_none_or(|through| self.on <= through)
            });
            let weights = accrual
                .components
                .iter()
                .map(|component| super::accrual::law_on(&component.laws, self.on).weight(self.on));
            weights.max().filter(|_| runs)
        });
        growths.sum()
    }
}

impl Place {
    fn ties(&self, other: &Self) -> bool {
        self.shares && other.shares && self.before_sharing == other.before_sharing
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

/// Completes an order by age: the own last timely day, then the order of arising.
fn completing(root: &Claim<'_>) -> [i128; 2] {
    [day(root.told.last_timely_day), place_in_order(root.id)]
}

fn place_in_order(id: ClaimId) -> i128 {
    index(id.0)
}

fn index(at: usize) -> i128 {
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
