//! How states end before what brought them about falls away: with an act that ends them, while something holds that ends them, and with the
//! provision whose violation they are.

use std::rc::Rc;

use crate::check::program::Sort;
use crate::check::program::walk::{self, Visitor};
use crate::engine::evaluate::{Env, Query};
use crate::engine::instances::{InstanceKey, Kind};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::world::{Change, Ground, TupleId};
use crate::value::{Name, Truth};

impl Relation<'_> {
    /// When a state is first spoken of, of certain things: whether what ends it (`It ends when the agreement is over`) holds already. From
    /// then on that is followed.
    pub fn follow_end(&mut self, state: &Name, arguments: &[Item]) {
        let Some((name, declared)) = self.catalogue.states.get_key_value(state) else {
            return;
        };
        let (name, declared) = (*name, *declared);
        let Some(ends_if) = &declared.ends_if else {
            return;
        };
        let symbol = self.names.symbol(state);
        let arguments: Rc<[Item]> = arguments.into();
        if self.states.find(symbol, &arguments).is_some() {
            return;
        }
        let mut env = Env::default().called(arguments.to_vec());
        let ended = self.truth(ends_if, &mut env, &mut Query::default());
        self.states.expect(symbol, &arguments, ended);
        let key = InstanceKey::Ends(symbol, arguments.clone());
        self.add_instance(key, Kind::Ends(name, ends_if), arguments, None);
    }

    /// What ends a state begins to hold, or holds no longer.
    pub(super) fn apply_end_of_state(&mut self, id: usize, state: &Name, now: Truth) {
        let arguments = self.instances[id].variables.clone();
        let symbol = self.names.symbol(state);
        let ground = self.end_today(None);
        let change = self.states.bar(symbol, &arguments, now, ground, self.day);
        let Some(change) = change else { return };
        // That the agreement has ended is told already, and says as much.
        if !self.ends_with_its_agreement(state) {
            self.tell_end_of_state(change);
        }
        self.tuple_changed(change);
    }

    /// Whether a state ends, as it is declared, when its agreement does: all that its end depends on is said of an agreement alone.
    fn ends_with_its_agreement(&self, state: &Name) -> bool {
        let program = self.program;
        let ends_if = program
            .states
            .get(state)
            .and_then(|one| one.ends_if.as_ref());
        let mut asked = Asked::default();
        walk::all(ends_if, &mut asked, walk::condition);
        let of_agreement = |name: &&Name| {
            let declared = program.states.get(*name);
            declared.is_some_and(|one| one.arguments == [Sort::Agreement])
        };
        !asked.states.is_empty() && asked.states.iter().all(of_agreement)
    }

    /// An act ends a state of certain things, whatever began it: a sentence that still holds begins it again only when it has ceased to hold
    /// and holds anew.
    pub fn end_by_act(&mut self, tuple: TupleId, fact: FactId) {
        for by in self.states.get(tuple).supporters() {
            let progress = &mut self.instances[by].progress;
            progress.latched = false;
            progress.cut = true;
            progress.spells.clear();
        }
        let ground = self.end_today(Some(fact));
        let change = self.states.end(tuple, ground, self.day);
        self.note_end(change);
    }

    /// A provision that no longer applies is not violated any more: violations of it that last end.
    pub fn end_violations_of(&mut self, provision: Symbol) {
        let lasting: Vec<usize> = self.violations.numbers_of_lasting(provision).collect();
        for id in lasting {
            let violation = self.violations.get(id);
            let (rule, fact, tuple) = (violation.rule, violation.fact, violation.lasts_with);
            let env = Env::of(vec![Item::Thing(fact)], Some(&rule.at.clause), Some(fact));
            if self.rule_counts(rule, &env, &mut Query::default()) {
                continue;
            }
            let clause = self.violations.end(id, self.day);
            self.touch_breach(clause);
            if let Some(tuple) = tuple.filter(|tuple| !self.violations.some_lasts_with(*tuple)) {
                let ground = self.end_today(None);
                let change = self.states.end(tuple, ground, self.day);
                self.note_end(change);
            }
        }
    }

    fn end_today(&self, event: Option<FactId>) -> Ground {
        Ground {
            by: None,
            event,
            from: self.day,
            fixed_end: None,
        }
    }

    fn note_end(&mut self, change: Option<Change>) {
        if let Some(change) = change {
            self.tell_end_of_state(change);
            self.tuple_changed(change);
        }
    }
}

/// The states that a condition asks for.
#[derive(Default)]
struct Asked<'p> {
    states: Vec<&'p Name>,
}

impl<'p> Visitor<'p> for Asked<'p> {
    fn state(&mut self, name: &'p Name) {
        self.states.push(name);
    }
}
