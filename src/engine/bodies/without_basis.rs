//! What is not owed: a state takes away the claim for its thing, or a part of it, and gives it back when a later judgement ends it.

use std::rc::Rc;

use crate::check::program::State;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::ledger::{Act, Adjusted, ClaimId, EntryKind};
use crate::engine::obligations::End;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Date, Money, Name};

/// What a state took away of a claim.
#[derive(Debug, Clone)]
pub enum Taken {
    /// The claim, with everything that rested on it.
    All(Adjusted),
    /// A part of it.
    Part(Adjusted),
}

impl<'p> Relation<'p> {
    /// A state takes away what is not owed of the claim for its thing: all of it, or a part, as from the start.
    pub(super) fn take_away(&mut self, clause: &ClauseId, state: &Name, arguments: &[Item]) {
        let declared = self.state(state);
        let Some(amount) = declared.and_then(|state| state.takes_away.as_ref()) else {
            return;
        };
        let mut query = Query::default();
        let mut env = Env {
            parameters: arguments.to_vec(),
            ..Env::default()
        };
        let Some(amount) = self.value(amount, &mut env, &mut query).money() else {
            return;
        };
        let Some(thing) = arguments.get(declared.map_or(0, whose_claim)) else {
            return;
        };
        let Item::Obligation(id) = self.obligation_for(None, thing, &mut query) else {
            return;
        };
        let Some(claim) = self.obligations.get(id).claim else {
            return;
        };
        let key = (self.names.symbol(state), Rc::from(arguments));
        if self
            .arisen_of(id)
            .money()
            .is_some_and(|all| amount.amount() >= all.amount())
        {
            let before = self.ledger.position(claim, self.day);
            self.lose_basis(clause, thing, &mut query);
            let lost = before.open.checked_add(before.settled);
            if let Ok(lowered) = lost {
                let credit = before.settled;
                let taken = Taken::All(Adjusted { lowered, credit });
                self.record.taken.insert(key, (id, taken));
            }
            return;
        }
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
    pub(super) fn give_back(&mut self, clause: &ClauseId, state: &Name, arguments: &[Item]) {
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
                let tuple = self.states.get(tuple);
                let since = tuple.intervals.last().and_then(|interval| interval.by);
                if let (true, Some(by)) = (tuple.truth.holds(), since) {
                    let arguments = tuple.arguments.clone();
                    if let Some(rule) = self.instances[by].rule() {
                        self.take_away(&rule.at.clause, key, &arguments);
                    }
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

/// Which argument of a state is the thing of whose claim it speaks: the one that reports name as `ref`, otherwise the first.
fn whose_claim(state: &State) -> usize {
    state.reference.unwrap_or(0)
}
