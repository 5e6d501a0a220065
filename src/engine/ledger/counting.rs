//! Counting what grows, and remembering how far it was counted.

use crate::value::Date;

use super::Ledger;
use super::accrual::{Around, Component, Reached, Whole, before_first};
use super::claim::ClaimId;

impl Ledger<'_> {
    /// Counts what grows through a day. It changes no amount; later questions are answered faster, and nothing can happen
    /// before that day any more.
    pub fn bring_up_to(&mut self, day: Date) {
        for relation in &mut self.relations {
            relation.latest = relation.latest.max(day);
        }
        let active: Vec<ClaimId> = (self.accounts.iter())
            .flat_map(|account| account.active.iter().copied())
            .collect();
        for id in active {
            self.remember(id, day);
        }
    }

    /// How far a growth has come at the end of a day, each with how it comes to whole units; nothing is remembered.
    pub(super) fn counted(&self, id: ClaimId, as_of: Date) -> Vec<(Reached, Whole)> {
        self.counted_from(id, as_of, |component, nothing| {
            if component.reached.through > as_of {
                nothing
            } else {
                component.reached.clone()
            }
        })
    }

    /// As [`Self::counted`], from where `start` says; it is given each growth, and how it stood before its first day.
    pub(super) fn counted_from(
        &self,
        id: ClaimId,
        as_of: Date,
        start: impl Fn(&Component<'_>, Reached) -> Reached,
    ) -> Vec<(Reached, Whole)> {
        let claim = &self.claims[id.0];
        let Some(accrual) = &claim.accrual else {
            return Vec::new();
        };
        let base = &self.claims[accrual.base.0];
        let own_fixings = accrual.own_fixings(as_of);
        let around = Around {
            base: &base.entries,
            own: &claim.entries,
            fixings: if accrual.rounds_on_payment {
                &self.relations[self.relation_of(id)].fixings
            } else {
                &[]
            },
            own_fixings: &own_fixings,
            spells: &accrual.spells,
            as_of,
        };
        let count = |component: &Component<'_>| {
            let nothing = Reached::nothing(before_first(&accrual.spells), base.original);
            let mut reached = start(component, nothing);
            let whole = accrual.whole(component);
            component.count(&mut reached, &around, whole, as_of);
            (reached, whole)
        };
        accrual.components.iter().map(count).collect()
    }

    /// Counts a growth through a day, and goes on from there the next time.
    pub(super) fn remember(&mut self, id: ClaimId, day: Date) {
        let counts = self.claims[id.0].accrual.as_ref();
        if counts.is_none_or(|accrual| accrual.has_counted(day)) {
            return;
        }
        let counted = self.counted(id, day);
        if let Some(accrual) = &mut self.claims[id.0].accrual {
            for (component, (reached, _)) in accrual.components.iter_mut().zip(counted) {
                component.reached = reached;
            }
        }
    }
}
