//! For some, for any: finding the things of which a statement may be true without trying them all.

use crate::check::program::{
    Argument, Comparison, Condition, Expression, Generator, Sort, Variable, VariableId,
};
use crate::engine::cells::Cell;
use crate::engine::evaluate::rests::Rests;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::Truth;

/// The place whose values are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
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
        let mut rests = Rests::of_list(query);
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
                rests.after_part(truth.holds(), query);
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
                rests.after_part(truth.holds(), query);
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
        let mut rests = Rests::of_list(query);
        for member in members {
            env.bind(each, member);
            truth = truth.or(self.truth(holds, env, query));
            rests.after_part(truth.holds(), query);
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
    pub(super) fn narrow(
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
            let members = members
                .into_iter()
                .flat_map(|member| self.debts_meant(member, sort));
            let members: Vec<Item> = members.collect();
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

    /// Each of the debts that a thing stands for where a claim is looked for: it may bear several, of both parties.
    fn debts_meant(&self, item: Item, sort: Option<&'p Sort>) -> Vec<Item> {
        if !matches!(
            (sort, &item),
            (Some(Sort::Claim | Sort::Obligation), Item::Thing(_))
        ) {
            return vec![item];
        }
        let about = self.obligations.about(&item).iter().copied();
        let main: Vec<Item> = (about.filter(|id| self.is_main(*id)))
            .map(Item::Obligation)
            .collect();
        if main.is_empty() { vec![item] } else { main }
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
