//! For some, for any: finding the things of which a statement may be true without trying them all.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::check::program::{
    Argument, Comparison, Condition, Expression, Generator, Sort, Variable, VariableId,
};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::world::TupleId;
use crate::value::{Name, Truth};

/// The place whose values are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Variable(VariableId),
    Parameter(usize),
}

impl Place {
    fn is(self, expression: &Expression) -> bool {
        match (self, expression) {
            (Self::Variable(id), Expression::Variable(other)) => id == *other,
            (Self::Parameter(index), Expression::Parameter(other)) => index == *other,
            _ => false,
        }
    }

    fn is_argument(self, argument: &Argument) -> bool {
        match argument {
            Argument::Is(expression) => self.is(expression),
            Argument::Variable(other) => self == Self::Variable(*other),
            Argument::Any => false,
        }
    }
}

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

    /// Some binding of the variables satisfies the condition.
    pub(super) fn exists(
        &self,
        variables: &'p [(VariableId, Variable)],
        holds: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let Some(((id, variable), rest)) = variables.split_first() else {
            return self.truth(holds, env, query);
        };
        let before = env.bind(*id, Item::Unbound);
        let mut truth = Truth::Fails;
        let confined_to = self.confined_to(env);
        if let Generator::Tuple {
            state,
            position,
            arguments,
        } = &variable.generator
        {
            for value in self.tuple_values(state, arguments, *position, env, query) {
                let value = self.as_sort(value, Some(&variable.sort), query);
                if !self.fits(&value, &variable.sort) || self.is_of_another(confined_to, &value) {
                    continue;
                }
                env.bind(*id, value);
                truth = truth.or(self.exists(rest, holds, env, query));
                if truth.holds() {
                    break;
                }
            }
        } else {
            for value in self.values_for(*id, variable, holds, env, query) {
                if self.is_of_another(confined_to, &value) {
                    continue;
                }
                env.bind(*id, value);
                truth = truth.or(self.exists(rest, holds, env, query));
                if truth.holds() {
                    break;
                }
            }
        }
        env.bind(*id, before);
        truth
    }

    /// The values of a variable for which a condition may be true.
    pub(super) fn values_for(
        &self,
        id: VariableId,
        variable: &'p Variable,
        holds: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<Item> {
        let found = match &variable.generator {
            Generator::Each => {
                self.narrow(Place::Variable(id), Some(&variable.sort), holds, env, query)
            }
            _ => None,
        };
        found.unwrap_or_else(|| self.generated(variable, env, query))
    }

    /// The values that a variable may have, given the variables before it.
    pub fn generated(
        &self,
        variable: &'p Variable,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<Item> {
        let found = match &variable.generator {
            Generator::Trigger { field } => {
                let field = self.names.symbol(field);
                env.event.map_or_else(Vec::new, |event| {
                    vec![self.field_of(&Item::Thing(event), field, query)]
                })
            }
            Generator::ActItself => vec![env.event.map_or(Item::Unbound, Item::Thing)],
            Generator::Each => self.all_of(&variable.sort, query),
            Generator::Tuple {
                state,
                position,
                arguments,
            } => {
                let found = self.tuple_values(state, arguments, *position, env, query);
                found.collect()
            }
            Generator::Members(list) => self.value(list, env, query).members(),
            Generator::EachParty => self.both_parties(),
            Generator::Is(expression) => vec![self.value(expression, env, query)],
            Generator::Local => Vec::new(),
        };
        let sort = Some(&variable.sort);
        found
            .into_iter()
            .map(|value| self.as_sort(value, sort, query))
            .filter(|value| self.fits(value, &variable.sort))
            .collect()
    }

    /// For some member of a list the condition holds.
    pub(super) fn some(
        &self,
        each: VariableId,
        over: &'p Expression,
        holds: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let members = self.candidates(each, over, Some(holds), env, query);
        let before = env.bind(each, Item::Unbound);
        let mut truth = Truth::Fails;
        for member in members {
            env.bind(each, member);
            truth = truth.or(self.truth(holds, env, query));
            if truth.holds() {
                break;
            }
        }
        env.bind(each, before);
        truth
    }

    /// The members of a list of which a condition may hold; what belongs to another agreement than the one in hand is not meant.
    pub(super) fn candidates(
        &self,
        each: VariableId,
        over: &'p Expression,
        condition: Option<&'p Condition>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<Item> {
        let confined_to = self.confined_to(env);
        let mut members = match over {
            Expression::AllOf { sort } => {
                let before = env.bind(each, Item::Unbound);
                let found = condition.and_then(|condition| {
                    self.narrow(Place::Variable(each), Some(sort), condition, env, query)
                });
                env.bind(each, before);
                found.unwrap_or_else(|| self.all_of(sort, query))
            }
            over => self.value(over, env, query).members(),
        };
        members.retain(|member| !self.is_of_another(confined_to, member));
        members
    }

    /// The values of a place for which a condition may hold, when the condition itself tells them.
    fn narrow(
        &self,
        place: Place,
        sort: Option<&'p Sort>,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Vec<Item>> {
        match condition {
            Condition::All(items) => items
                .iter()
                .find_map(|item| self.narrow(place, sort, &item.condition, env, query)),
            Condition::Some_ { holds, .. } => self.narrow(place, sort, holds, env, query),
            Condition::Compare {
                left,
                comparison: Comparison::Equal,
                right,
            } => self
                .narrow_by(place, sort, left, right, env, query)
                .or_else(|| self.narrow_by(place, sort, right, left, env, query)),
            Condition::OneOf { value, options } if place.is(value) => {
                let mut found = Vec::new();
                for option in options {
                    let option = self.value(option, env, query);
                    if !option.is_known() {
                        return None;
                    }
                    let members = option.members().into_iter();
                    found.extend(members.filter_map(|one| self.fitting(one, sort, query)));
                }
                Some(found)
            }
            Condition::Holds { state, arguments } => {
                let position = arguments
                    .iter()
                    .position(|argument| place.is_argument(argument))?;
                let values = if self.keeps_history(state) {
                    let found = self.tuple_values(state, arguments, position, env, query);
                    found.collect()
                } else {
                    let declared = self.state(state)?;
                    let known = arguments
                        .iter()
                        .map(|argument| {
                            self.argument(argument, env, query).unwrap_or(Item::Unbound)
                        })
                        .collect();
                    let mut inner = env.called(known);
                    let holds_if = declared.holds_if.as_ref()?;
                    self.narrow(
                        Place::Parameter(position),
                        declared.arguments.get(position),
                        holds_if,
                        &mut inner,
                        query,
                    )?
                };
                Some(
                    values
                        .into_iter()
                        .filter_map(|value| self.fitting(value, sort, query))
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// `X is the obligation`, `the invoice of X is the invoice`: the values that make it true.
    fn narrow_by(
        &self,
        place: Place,
        sort: Option<&'p Sort>,
        side: &'p Expression,
        other: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Vec<Item>> {
        if place.is(side) {
            let value = self.value(other, env, query);
            let members = value.is_known().then(|| value.members())?;
            return Some(
                members
                    .into_iter()
                    .filter_map(|member| self.fitting(member, sort, query))
                    .collect(),
            );
        }
        if let (Expression::Field { of, field }, Some(Sort::Thing(types))) = (side, sort)
            && place.is(of)
        {
            let value = self.value(other, env, query);
            let value = match value {
                Item::Obligation(id) => self.obligations.get(id).thing.clone(),
                other => other,
            };
            if !matches!(value, Item::Thing(_) | Item::Party(_) | Item::Word(_)) {
                return None;
            }
            let field = self.names.symbol(field);
            let mut found = Vec::new();
            for ty in types {
                let ty = self.names.symbol(ty);
                if self.is_reference_field(ty, field) {
                    return None;
                }
                query.read(Cell::EventsWith(ty, field, value.clone()));
                found.extend(
                    self.facts
                        .with(ty, field, &value)
                        .iter()
                        .map(|id| Item::Thing(*id)),
                );
            }
            return Some(found);
        }
        None
    }

    fn fitting(&self, value: Item, sort: Option<&'p Sort>, query: &mut Query<'p>) -> Option<Item> {
        let value = self.as_sort(value, sort, query);
        let fits = value.is_known() && sort.is_none_or(|sort| self.fits(&value, sort));
        fits.then_some(value)
    }

    /// The value as a sort asks for it: an obligation where a thing is given, and the other way round.
    pub fn as_sort(&self, item: Item, sort: Option<&Sort>, query: &mut Query<'p>) -> Item {
        match (sort, &item) {
            (Some(Sort::Obligation | Sort::Claim), Item::Thing(_)) => {
                self.obligation_for(None, &item, query)
            }
            (Some(Sort::Thing(_)), Item::Obligation(_)) => self.thing_of(&item),
            (Some(Sort::Agreement), Item::Thing(_)) => self
                .agreement_of(&item)
                .map_or(Item::NotStated, Item::Agreement),
            _ => item,
        }
    }
}
