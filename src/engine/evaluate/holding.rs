//! Whether a state or conclusion holds: by what was brought about, or by its definition; and what it holds of.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::check::program::{Argument, Condition, Sort};
use crate::engine::cells::Cell;
use crate::engine::evaluate::search::Place;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::world::TupleId;
use crate::value::{Name, Truth};

impl<'p> Relation<'p> {
    /// Whether a state or conclusion holds.
    pub(super) fn holds(
        &self,
        state: &'p Name,
        arguments: &'p [Argument],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let declared = self.state(state);
        let known: Vec<Option<Item>> = arguments
            .iter()
            .map(|argument| self.argument(argument, env, query))
            .collect();
        if known.iter().flatten().any(|item| *item == Item::NotStated) {
            return Truth::Fails;
        }
        if known
            .iter()
            .flatten()
            .any(|item| *item == Item::Undetermined)
        {
            return Truth::Undetermined;
        }
        let known: Vec<Option<Item>> = known
            .into_iter()
            .enumerate()
            .map(|(position, item)| {
                let sort = declared.and_then(|state| state.arguments.get(position));
                item.map(|item| self.as_sort(item, sort, query))
            })
            .collect();
        let all_known = known.iter().all(Option::is_some);
        if let Some(state_declared) = declared
            && let Some(holds_if) = &state_declared.holds_if
            && (all_known || !state_declared.reported)
        {
            return self.holds_by_definition(
                holds_if,
                &state_declared.arguments,
                known,
                env,
                query,
            );
        }
        self.holds_in_tuples(state, &known, env, query)
    }

    /// What a conclusion of known things means, when it is no more than its definition.
    pub(super) fn definition_of(
        &self,
        state: &'p Name,
        arguments: &'p [Argument],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<(&'p Condition, Env<'p>)> {
        let declared = self.state(state)?;
        let holds_if = declared.holds_if.as_ref().filter(|_| !declared.reported)?;
        let mut known = Vec::new();
        for (argument, sort) in arguments.iter().zip(&declared.arguments) {
            let item = self.argument(argument, env, query)?;
            known.push(self.as_sort(item, Some(sort), query));
        }
        let all_known = known.iter().all(Item::is_known);
        all_known.then(|| (holds_if, env.called(known)))
    }

    fn holds_by_definition(
        &self,
        holds_if: &'p Condition,
        sorts: &'p [Sort],
        known: Vec<Option<Item>>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let Some(missing) = known.iter().position(Option::is_none) else {
            let mut inner = env.called(known.into_iter().flatten().collect());
            return self.truth(holds_if, &mut inner, query);
        };
        let Some(sort) = sorts.get(missing) else {
            return Truth::Fails;
        };
        let mut inner = env.called(
            known
                .iter()
                .map(|item| item.clone().unwrap_or(Item::Unbound))
                .collect(),
        );
        let found = self.narrow(
            Place::Parameter(missing),
            Some(sort),
            holds_if,
            &mut inner,
            query,
        );
        let found = found.unwrap_or_else(|| self.all_of(sort, query));
        let mut truth = Truth::Fails;
        for candidate in found {
            let mut tried = known.clone();
            tried[missing] = Some(candidate);
            truth = truth.or(self.holds_by_definition(holds_if, sorts, tried, env, query));
            if truth.holds() {
                break;
            }
        }
        truth
    }

    fn holds_in_tuples(
        &self,
        state: &Name,
        known: &[Option<Item>],
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let state = self.names.symbol(state);
        if known.iter().all(Option::is_some) {
            let arguments: Rc<[Item]> = known.iter().flatten().cloned().collect();
            let truth = self
                .states
                .find(state, &arguments)
                .map_or(Truth::Fails, |id| self.note_tuple(id, query));
            query.read(Cell::Tuple(state, arguments));
            return truth;
        }
        let confined_to = self.confined_to(env);
        if confined_to.is_none() && known.iter().flatten().count() <= 1 {
            let one = known.iter().position(Option::is_some);
            let one =
                one.map(|position| (position, known[position].as_ref().expect("it is known")));
            query.read(one.map_or(Cell::State(state), |(position, item)| {
                Cell::TuplesWith(state, position, item.clone())
            }));
            return self.states.some_holds(state, one);
        }
        let found = self.tuples_like(state, known.to_vec(), confined_to, query);
        found.fold(Truth::Fails, |truth, id| {
            truth.or(self.states.get(id).truth)
        })
    }

    fn note_tuple(&self, id: TupleId, query: &mut Query<'p>) -> Truth {
        let tuple = self.states.get(id);
        if let Some(event) = tuple.intervals.last().and_then(|interval| interval.event) {
            query.facts.push(event);
        }
        tuple.truth
    }

    fn tuples_like<'r>(
        &'r self,
        state: Symbol,
        known: Vec<Option<Item>>,
        confined_to: Option<Symbol>,
        query: &mut Query<'p>,
    ) -> impl Iterator<Item = TupleId> + use<'r, 'p> {
        let one = known.iter().position(Option::is_some);
        let one = one.map(|position| (position, known[position].as_ref().expect("it is known")));
        query.read(one.map_or(Cell::State(state), |(position, item)| {
            Cell::TuplesWith(state, position, item.clone())
        }));
        let found = self.states.active(state, one);
        found.filter(move |id| {
            let arguments = &self.states.get(*id).arguments;
            known
                .iter()
                .zip(arguments.iter())
                .all(|(known, argument)| match known {
                    Some(known) => known == argument,
                    None => !self.is_of_another(confined_to, argument),
                })
        })
    }

    /// The tuples of a state that fit and hold or may hold, one after the other.
    pub fn matching_tuples<'r>(
        &'r self,
        state: &'p Name,
        arguments: &'p [Argument],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> impl Iterator<Item = TupleId> + use<'r, 'p> {
        let declared = self.state(state);
        let known: Vec<Option<Item>> = arguments
            .iter()
            .enumerate()
            .map(|(position, argument)| {
                let sort = declared.and_then(|state| state.arguments.get(position));
                self.argument(argument, env, query)
                    .map(|item| self.as_sort(item, sort, query))
            })
            .collect();
        let confined_to = self.confined_to(env);
        self.tuples_like(self.names.symbol(state), known, confined_to, query)
    }

    /// The values that stand at a position of the tuples that fit, each once, one after the other: whoever looks for some of them need not
    /// see them all.
    pub fn tuple_values<'r>(
        &'r self,
        state: &'p Name,
        arguments: &'p [Argument],
        position: usize,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Box<dyn Iterator<Item = Item> + 'r> {
        if self.keeps_history(state) {
            let mut met = FxHashSet::default();
            let found = self.matching_tuples(state, arguments, env, query);
            let values = found.map(move |id| &self.states.get(id).arguments[position]);
            return Box::new(values.filter(move |value| met.insert(*value)).cloned());
        }
        Box::new(
            self.values_by_definition(state, arguments, position, env, query)
                .into_iter(),
        )
    }

    /// The values at a position for which a state may hold by its definition.
    fn values_by_definition(
        &self,
        state: &'p Name,
        arguments: &'p [Argument],
        position: usize,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<Item> {
        let Some(declared) = self.state(state) else {
            return Vec::new();
        };
        let (Some(sort), Some(holds_if)) = (declared.arguments.get(position), &declared.holds_if)
        else {
            return Vec::new();
        };
        let known = arguments
            .iter()
            .map(|argument| self.argument(argument, env, query).unwrap_or(Item::Unbound))
            .collect();
        let mut inner = env.called(known);
        inner.bind_parameter(position, Item::Unbound);
        let found = self.narrow(
            Place::Parameter(position),
            Some(sort),
            holds_if,
            &mut inner,
            query,
        );
        found.unwrap_or_else(|| self.all_of(sort, query))
    }

    /// What an argument stands for; nothing when any will do.
    pub(in crate::engine) fn argument(
        &self,
        argument: &'p Argument,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Item> {
        let item = match argument {
            Argument::Is(expression) => self.value(expression, env, query),
            Argument::Variable(id) => env.variable(*id),
            Argument::Any => return None,
        };
        (item != Item::Unbound).then_some(item)
    }
}
