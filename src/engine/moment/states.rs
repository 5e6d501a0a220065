//! States that events begin and end.

use crate::check::program::{ActPattern, Sort, State};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::world::{Ground, TupleId};

impl<'p> Relation<'p> {
    /// States of which the timeline tells only the end: they have stood from the start.
    pub fn begin_what_stood_before(&mut self) {
        let program = self.program;
        for (key, state) in program
            .states
            .iter()
            .filter(|(_, state)| state.stood_before)
        {
            let ends = state.events.iter().flat_map(|events| &events.ends);
            let is_told = ends.into_iter().any(|pattern| {
                // What happens after the day of the report is not known yet.
                let mut known = self.timeline.events.iter();
                known.any(|event| event.ty == pattern.event && event.date <= self.as_of)
            });
            if !is_told || !state.arguments.is_empty() {
                continue;
            }
            let ground = Ground {
                by: None,
                event: None,
                from: self.day,
                fixed_end: None,
            };
            let symbol = self.names.symbol(key);
            self.follow_end(key, &[]);
            if let Some(change) = self.states.begin(symbol, &[], ground, self.day) {
                self.tuple_changed(change);
            }
        }
    }

    /// What an event tells of the arguments of a state that it begins or ends; none where it does not fit.
    fn told_by(&self, fact: FactId, pattern: &'p ActPattern, state: &State) -> Option<Env<'p>> {
        let mut env = Env {
            parameters: vec![Item::Unbound; state.arguments.len()],
            event: Some(fact),
            ..Env::default()
        };
        let fits = self.fits_pattern(pattern, fact, &mut env, &mut Query::default());
        fits.holds().then_some(env)
    }

    /// Begins the states that an event begins; which of them began. That alone is no use of the event: it counts where a rule asks for
    /// the state.
    pub(super) fn begin_states(&mut self, fact: FactId) -> Vec<TupleId> {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        let mut begun = Vec::new();
        for entry in catalogue.begins.get(&ty).into_iter().flatten() {
            let Some(declared) = self.state(entry.state) else {
                continue;
            };
            let Some(env) = self.told_by(fact, entry.pattern, declared) else {
                continue;
            };
            let mut query = Query::default();
            let arguments: Vec<Item> = env
                .parameters
                .iter()
                .zip(&declared.arguments)
                .map(|(item, sort)| {
                    let item = if *item == Item::Unbound {
                        self.only_of(sort, fact)
                    } else {
                        item.clone()
                    };
                    self.as_sort(item, Some(sort), &mut query)
                })
                .collect();
            let ground = Ground {
                by: None,
                event: Some(fact),
                from: self.day,
                fixed_end: None,
            };
            self.follow_end(entry.state, &arguments);
            if let Some(change) = self
                .states
                .begin(entry.symbol, &arguments, ground, self.day)
            {
                begun.push(change.tuple);
                self.tuple_changed(change);
            }
        }
        begun
    }

    /// What an argument that a statement leaves out can only be: the thing itself, its agreement.
    fn only_of(&self, sort: &Sort, fact: FactId) -> Item {
        let thing = Item::Thing(fact);
        if self.fits(&thing, sort) {
            return thing;
        }
        let agreement = self
            .agreement_of(&thing)
            .map_or(Item::NotStated, Item::Agreement);
        if self.fits(&agreement, sort) {
            return agreement;
        }
        self.facts
            .get(fact)
            .fields
            .iter()
            .map(|(_, item)| item)
            .find(|item| self.fits(item, sort))
            .cloned()
            .unwrap_or(Item::NotStated)
    }

    /// Ends the states that an event ends. That is a use of the event where a rule brought the state about, or forbids what it tells of;
    /// a state of the vocabulary that no rule asks for is none.
    pub(super) fn end_states(&mut self, fact: FactId) {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        for entry in catalogue.ends.get(&ty).into_iter().flatten() {
            let Some(declared) = self.state(entry.state) else {
                continue;
            };
            let told = self.told_by(fact, entry.pattern, declared);
            let Some(env) = told.filter(|env| !self.is_about_something_else(env, fact)) else {
                continue;
            };
            let mut known: Vec<Option<Item>> = env
                .parameters
                .iter()
                .map(|item| Some(item.clone()).filter(Item::is_known))
                .collect();
            known.resize(declared.arguments.len(), None);
            for id in self.ended_by(entry.symbol, &known, fact) {
                let by_rule = !self.states.get(id).supporters().is_empty();
                if by_rule || self.violations.some_lasts_with(id) {
                    self.facts.mark_used(fact);
                }
                let begun = self.states.get(id).intervals.last();
                if let Some(begun) = begun.and_then(|interval| interval.event) {
                    self.record.ends_what_began.insert((fact, begun));
                }
                self.end_by_act(id, fact);
            }
        }
    }

    /// An event that does not say what it ends may end whatever it can; not one that says what else it is about: a consent
    /// to a publication ends no violation.
    fn is_about_something_else(&self, env: &Env<'_>, fact: FactId) -> bool {
        let event = self.facts.get(fact);
        let its_own = [event.reference, Some(self.known.by)];
        let mut told = event.fields.iter().filter(|(_, item)| item.is_known());
        env.parameters.contains(&Item::NotStated)
            && told.any(|(field, _)| !its_own.contains(&Some(*field)))
    }

    /// The tuples that an event ends: those that fit what it says, and that it refers to, if it refers to any.
    fn ended_by(&self, state: Symbol, known: &[Option<Item>], fact: FactId) -> Vec<TupleId> {
        let one = known
            .iter()
            .position(Option::is_some)
            .map(|place| (place, known[place].as_ref().expect("it is known")));
        let fits = |id: &TupleId| {
            let arguments = &self.states.get(*id).arguments;
            known.iter().zip(arguments.iter()).all(|(known, argument)| {
                known
                    .as_ref()
                    .is_none_or(|known| self.same(known, argument))
            })
        };
        let all: Vec<TupleId> = self.states.active(state, one).filter(fits).collect();
        let named: Vec<Item> = self
            .facts
            .get(fact)
            .fields
            .iter()
            .flat_map(|(_, item)| self.keys_of(item))
            .collect();
        let referred: Vec<TupleId> = all
            .iter()
            .copied()
            .filter(|id| {
                self.states
                    .get(*id)
                    .arguments
                    .iter()
                    .any(|one| matches!(one, Item::Thing(_)) && named.contains(one))
            })
            .collect();
        if referred.is_empty() { all } else { referred }
    }
}
