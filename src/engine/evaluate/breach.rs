//! Whether an obligation is performed or late, and whether a party is in breach.

use std::borrow::Cow;

use crate::engine::cells::Cell;
use crate::engine::evaluate::condition::unknown_or;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Truth};

impl<'p> Relation<'p> {
    /// Whether something is so of an obligation, or of the obligation for each member of a list.
    pub(super) fn each_obligation(
        &self,
        found: &Item,
        query: &mut Query<'p>,
        is: fn(&Self, ObligationId) -> bool,
    ) -> Truth {
        match found {
            Item::Obligation(id) => {
                query.read(Cell::Obligation(*id));
                Truth::from(is(self, *id))
            }
            Item::Undetermined => Truth::Undetermined,
            other => {
                let mut truth = Truth::Fails;
                for member in other.members() {
                    if let obligation @ Item::Obligation(_) =
                        self.obligation_for(None, &member, query)
                    {
                        let one = self.each_obligation(&obligation, query, is);
                        if one.fails() {
                            return one;
                        }
                        truth = one;
                    }
                }
                truth
            }
        }
    }

    /// Whether an obligation is late today.
    pub(super) fn late(&self, found: &Item, query: &mut Query<'p>) -> Truth {
        let found = self.obligation_for(None, found, query);
        let Item::Obligation(id) = found else {
            return unknown_or(&found, Truth::Fails);
        };
        query.read(Cell::Obligation(id));
        let obligation = self.obligations.get(id);
        if obligation.performed_on.is_none() {
            let last_days = [obligation.due_perhaps, obligation.due]
                .into_iter()
                .flatten();
            for due in last_days.filter(|due| *due >= self.day) {
                if let Some(next) = due.succ_opt() {
                    query.wake(next);
                }
            }
        }
        obligation.late(self.day)
    }

    /// Whether a party is in breach of some provisions: by a violation that lasts, or by a duty not performed.
    pub(super) fn in_breach(
        &self,
        party: &Item,
        provisions: &'p [ClauseId],
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let duties = self
            .clauses_within(provisions)
            .flat_map(|clause| self.obligations.broken_under(clause))
            .map(|(id, truth)| {
                let duty = self.obligations.get(id);
                (duty.bearer, Cow::Borrowed(&duty.thing), truth)
            });
        self.violates(party, provisions, env, query)
            .or(self.is_any_by(party, duties, env))
    }

    /// Whether a party's violation of some provisions lasts.
    pub(super) fn violates(
        &self,
        party: &Item,
        provisions: &'p [ClauseId],
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        for whole in provisions {
            query.read(Cell::Breach(self.names.text(whole.as_str())));
        }
        let violations = self
            .clauses_within(provisions)
            .flat_map(|clause| self.violations.lasting(clause))
            .map(|one| (one.bearer, Cow::Owned(Item::Thing(one.fact)), one.truth));
        self.is_any_by(party, violations, env)
    }

    /// Whether any of what is broken is a party's, and belongs to the agreement that the sentence is about.
    fn is_any_by<'i>(
        &self,
        party: &Item,
        broken: impl Iterator<Item = (Symbol, Cow<'i, Item>, Truth)>,
        env: &Env<'p>,
    ) -> Truth {
        let confined_to = self.confined_to(env);
        broken
            .filter(|(bearer, thing, _)| {
                Item::Party(*bearer) == *party && !self.is_of_another(confined_to, thing)
            })
            .fold(Truth::Fails, |truth, (_, _, one)| truth.or(one))
    }

    /// Whether an act breaks, or broke, one of some provisions.
    pub(super) fn breaks(
        &self,
        item: &Item,
        provisions: &'p [ClauseId],
        query: &mut Query<'p>,
    ) -> Truth {
        let Item::Thing(fact) = item else {
            return unknown_or(item, Truth::Fails);
        };
        query.read(Cell::BreachBy(*fact));
        let is_meant = |clause: Symbol| self.clauses_within(provisions).any(|one| one == clause);
        let broken = self.violations.by_act(*fact);
        broken
            .filter(|violation| is_meant(violation.clause))
            .fold(Truth::Fails, |truth, violation| truth.or(violation.truth))
    }
}
