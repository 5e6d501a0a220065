//! What grows, and has nothing open on a day: it stands aside in the order of payments until the next day on which one comes.
//!
//! The first payment of a day may settle the interest of that day on every claim in default. So many places leave the order
//! together and come back together: both are done in one pass over the order, not place by place.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::value::Date;

use super::claim::ClaimId;
use super::order::Item;

/// The keys of an item, and the item.
pub(super) type Placed = (Rc<[i64]>, Item);

/// One place in so many is found by itself; more are found in one pass.
const FEW: usize = 8;

/// The claims that stand aside, with the places that they had.
#[derive(Debug, Clone)]
pub(super) struct Aside {
    /// The day through which nothing is open of them.
    pub through: Date,
    claims: FxHashSet<ClaimId>,
    /// Their items by rank; also some of claims that came back alone since.
    items: Vec<Vec<Placed>>,
}

impl Aside {
    /// Nothing stands aside in an order of so many ranks.
    pub fn nothing(ranks: usize) -> Self {
        Self {
            through: Date::MIN,
            claims: FxHashSet::default(),
            items: vec![Vec::new(); ranks],
        }
    }

    pub fn contains(&self, id: ClaimId) -> bool {
        self.claims.contains(&id)
    }

    /// Whether a claim did not stand aside yet. Its items stay where they are until [`Self::clear`].
    pub fn add(&mut self, id: ClaimId) -> bool {
        self.claims.insert(id)
    }

    /// A claim gets a place by itself; whether it stood aside.
    pub fn remove(&mut self, id: ClaimId) -> bool {
        self.claims.remove(&id)
    }

    /// Takes out of a rank these items of claims that stand aside, all that it has of them.
    pub fn clear(&mut self, rank: usize, standing: &mut BTreeSet<Placed>, gone: Vec<Placed>) {
        if gone.len() * FEW < standing.len() {
            for placed in &gone {
                standing.remove(placed);
            }
            self.items[rank].extend(gone);
            return;
        }
        let all = std::mem::take(standing).into_iter();
        let (gone, left): (Vec<Placed>, Vec<Placed>) =
            all.partition(|(_, item)| self.claims.contains(&item.claim));
        *standing = left.into_iter().collect();
        self.items[rank].extend(gone);
    }

    /// Puts everything back into the ranks, where it still has that place.
    pub fn bring_back(
        &mut self,
        ranks: &mut [BTreeSet<Placed>],
        has_place: impl Fn(usize, &Placed) -> bool,
    ) {
        let claims = std::mem::take(&mut self.claims);
        for (rank, standing) in ranks.iter_mut().enumerate() {
            let mut back = std::mem::take(&mut self.items[rank]);
            back.retain(|one| claims.contains(&one.1.claim) && has_place(rank, one));
            if back.len() * FEW < standing.len() {
                standing.extend(back);
            } else {
                standing.append(&mut back.into_iter().collect());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ledger::order::Portion;

    fn placed(number: usize) -> Placed {
        let claim = ClaimId(number);
        let portion = Portion::Whole;
        let key = i64::try_from(number).expect("a small number");
        (Rc::from([key]), Item { claim, portion })
    }

    /// A hundred claims of one rank, of which those up to a number stand aside.
    fn with_aside(up_to: usize) -> (Aside, BTreeSet<Placed>) {
        let mut aside = Aside::nothing(1);
        let mut standing: BTreeSet<Placed> = (0..100).map(placed).collect();
        let gone: Vec<Placed> = (0..up_to).map(placed).collect();
        for (_, item) in &gone {
            assert!(aside.add(item.claim), "it did not stand aside");
        }
        aside.clear(0, &mut standing, gone);
        (aside, standing)
    }

    #[test]
    fn few_and_many_leave_the_order_and_come_back() {
        for up_to in [1, 3, 50, 99, 100] {
            let (mut aside, standing) = with_aside(up_to);
            assert!(standing.iter().cloned().eq((up_to..100).map(placed)));
            let mut ranks = [standing];
            aside.bring_back(&mut ranks, |_, _| true);
            assert!(ranks[0].iter().cloned().eq((0..100).map(placed)));
            assert!(!aside.contains(ClaimId(0)));
        }
    }

    #[test]
    fn what_got_another_place_or_none_does_not_come_back_to_the_old_one() {
        for up_to in [3, 50] {
            let (mut aside, standing) = with_aside(up_to);
            assert!(aside.remove(ClaimId(0)), "it stood aside");
            let mut ranks = [standing];
            aside.bring_back(&mut ranks, |_, (_, item)| item.claim != ClaimId(1));
            assert!(ranks[0].iter().cloned().eq((2..100).map(placed)));
        }
    }
}
