//! What is not owed: a state takes away the claim for its thing, or a part of it, and gives it back when a later judgement ends it.

use std::rc::Rc;

use crate::check::program::State;
use crate::engine::bodies::duty::standing_of;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::{Act, Adjusted, ClaimId, EntryKind};
use crate::engine::obligations::End;
use crate::engine::relation::Relation;
use crate::engine::world::TupleId;
use crate::value::{ClauseId, Date, Money, Name, Truth};

/// What a state took away of a claim.
#[derive(Debug, Clone)]
pub enum Taken {
    /// The claim, with everything that rested on it.
    All(Adjusted),
    /// A part of it.
    Part(Adjusted),
}

impl<'p> Relation<'p> {
    /// A state that takes something away of the claim for its thing holds, holds no more, or leaves open whether it does.
    pub(super) fn follow_taking(
        &mut self,
        clause: &ClauseId,
        state: &Name,
        (tuple, truth): (TupleId, Truth),
    ) {
        let arguments = self.states.get(tuple).arguments.clone();
        let declared = self
            .state(state)
            .and_then(|state| state.takes_away.as_ref());
        if declared.is_some_and(|taken| !taken.owed_until_then) {
            self.doubt(tuple, state, &arguments, truth.is_undetermined());
        }
        if truth.holds() {
            self.take_away(clause, state, &arguments);
        } else {
            self.give_back(clause, state, &arguments);
        }
    }

    /// While it is open whether a state holds that takes all of a claim away, the claim waits with it; a part in doubt leaves it as it is.
    fn doubt(&mut self, tuple: TupleId, state: &Name, arguments: &[Item], doubted: bool) {
        let Some((id, claim, Portion::Whole)) = self.what_it_takes(state, arguments) else {
            return;
        };
        let obligation = self.obligations.get_mut(id);
        let known = obligation.doubted_by.contains(&tuple);
        if known == doubted {
            return;
        }
        obligation.doubted_by.retain(|one| *one != tuple);
        if doubted {
            obligation.doubted_by.push(tuple);
        }
        obligation.stand(obligation.ground);
        let standing = standing_of(obligation.ground, obligation.beyond_doubt());
        self.ledger.set_standing(claim, standing, self.day);
        self.obligation_changed(id);
    }

    /// Which claim a state takes away, and how much of it.
    fn what_it_takes(
        &self,
        state: &Name,
        arguments: &[Item],
    ) -> Option<(ObligationId, ClaimId, Portion)> {
        let declared = self.state(state)?;
        let amount = &declared.takes_away.as_ref()?.amount;
        let mut query = Query::default();
        let mut env = Env {
            parameters: arguments.to_vec(),
            ..Env::default()
        };
        let amount = self.value(amount, &mut env, &mut query).money()?;
        let thing = arguments.get(whose_claim(declared))?;
        let Item::Obligation(id) = self.obligation_for(None, thing, &mut query) else {
            return None;
        };
        let claim = self.obligations.get(id).claim?;
        let all = self.arisen_of(id).money();
        let portion = if all.is_some_and(|all| amount.amount() >= all.amount()) {
            Portion::Whole
        } else {
            Portion::Part(amount)
        };
        Some((id, claim, portion))
    }

    /// A state takes away what is not owed of the claim for its thing: all of it, or a part, as from the start.
    fn take_away(&mut self, clause: &ClauseId, state: &Name, arguments: &[Item]) {
        let Some((id, claim, portion)) = self.what_it_takes(state, arguments) else {
            return;
        };
        let key = (self.names.symbol(state), Rc::from(arguments));
        let Portion::Part(amount) = portion else {
            let before = self.ledger.position(claim, self.day);
            self.lose_basis(clause, &Item::Obligation(id), &mut Query::default());
            let lost = before.open.checked_add(before.settled);
            if let Ok(lowered) = lost {
                let credit = before.settled;
                let taken = Taken::All(Adjusted { lowered, credit });
                self.record.taken.insert(key, (id, taken));
            }
            return;
        };
        let by = Name::new(clause.as_str());
        let act = Act::new(&by, self.day);
        match self.ledger.credit_note(claim, amount, &act, true) {
            Ok(taken) => {
                self.record.taken.insert(key, (id, Taken::Part(taken)));
            }
            Err(error) => self.ledger_problem(&error),
        }
        if let Some((on, by)) = self.settled_by(claim) {
            self.perform_as_of(id, on, self.facts.named(self.names.symbol(&by)));
        }
        self.obligation_changed(id);
    }

    /// A state holds no more, since it was judged otherwise: what it took away is owed again, from this day on, and what was paid of
    /// it is taken back from what became credit. What had grown on it before stays away: nobody was late with it in the meantime.
    fn give_back(&mut self, clause: &ClauseId, state: &Name, arguments: &[Item]) {
        let key = (self.names.symbol(state), Rc::from(arguments));
        let Some((id, taken)) = self.record.taken.remove(&key) else {
            return;
        };
        let Some(claim) = self.obligations.get(id).claim else {
            return;
        };
        let by = Name::new(clause.as_str());
        let (kind, adjusted) = match &taken {
            Taken::All(adjusted) => (EntryKind::WithoutBasis, adjusted),
            Taken::Part(adjusted) => (EntryKind::Raised, adjusted),
        };
        let act = Act::new(&by, self.day);
        if let Err(error) = self.ledger.give_back(claim, kind, adjusted, &act) {
            self.ledger_problem(&error);
        }
        self.record.without_basis.remove(&claim);
        let is_open = self.ledger.position(claim, self.day).open.is_positive();
        let obligation = self.obligations.get_mut(id);
        if matches!(obligation.ended, Some((_, End::Discharged))) {
            obligation.ended = None;
        }
        if is_open {
            obligation.performed_on = None;
            obligation.performed_by = None;
        } else if let Some((on, by)) = self.settled_by(claim) {
            self.perform_as_of(id, on, self.facts.named(self.names.symbol(&by)));
        }
        self.obligation_changed(id);
    }

    /// The day on which what was settled of a claim reached what is owed of it by now, and the act that settled the last of it:
    /// what was never owed did not have to be paid.
    fn settled_by(&self, claim: ClaimId) -> Option<(Date, Name)> {
        let owed = self.ledger.position(claim, self.day).arisen;
        let mut settled = Money::zero(owed.currency());
        for movement in self.ledger.claim(claim).movements(self.day) {
            if movement.kind == EntryKind::Settled {
                settled = settled.checked_add(movement.amount).ok()?;
                if settled.amount() >= owed.amount() {
                    return Some((movement.on, movement.by));
                }
            }
        }
        None
    }

    /// What states that already hold take away of the claim of a thing that arises only now.
    pub(super) fn take_away_from(&mut self, thing: &Item) {
        let program = self.program;
        for (key, state) in program
            .states
            .iter()
            .filter(|(_, state)| state.takes_away.is_some())
        {
            let symbol = self.names.symbol(key);
            let known = Some((whose_claim(state), thing));
            let active: Vec<_> = self.states.active(symbol, known).collect();
            for tuple in active {
                let told = self.states.get(tuple);
                let (truth, by) = (told.truth, told.supporters().first().copied());
                if let Some(rule) = by.and_then(|by| self.instances[by].rule()) {
                    self.follow_taking(&rule.at.clause, key, (tuple, truth));
                }
            }
        }
    }

    /// A claim loses its basis.
    pub(super) fn lose_basis(&mut self, clause: &ClauseId, claim: &Item, query: &mut Query<'p>) {
        let Item::Obligation(id) = self.obligation_for(None, claim, query) else {
            return;
        };
        let Some(claim) = self.obligations.get(id).claim else {
            return;
        };
        let by = Name::new(clause.as_str());
        if let Err(error) = self.ledger.lose_basis(claim, &Act::new(&by, self.day)) {
            self.ledger_problem(&error);
        }
        self.record.without_basis.insert(claim);
        let day = self.day;
        self.obligations.get_mut(id).ended = Some((day, End::Discharged));
        self.obligation_changed(id);
    }
}

/// How much of a claim a state takes away.
enum Portion {
    /// All of it.
    Whole,
    /// So much of it.
    Part(Money),
}

/// Which argument of a state is the thing of whose claim it speaks: the one that reports name as `ref`, otherwise the first.
fn whose_claim(state: &State) -> usize {
    state.reference.unwrap_or(0)
}
