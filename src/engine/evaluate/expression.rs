//! What an expression comes to.

use std::rc::Rc;

use crate::check::program::{Choice, Condition, Expression, Pick, Series, VariableId};
use crate::engine::cells::Cell;
use crate::engine::evaluate::arithmetic::Days;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::relation::Relation;
use crate::value::{Decimal, Money, Truth};

impl<'p> Relation<'p> {
    /// The value of an expression now.
    pub fn value(
        &self,
        expression: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        match expression {
            Expression::Literal(value) => self.item_of(value),
            Expression::Variable(id) => env.variable(*id),
            Expression::Parameter(index) => {
                env.parameters.get(*index).cloned().unwrap_or(Item::Unbound)
            }
            Expression::Party(name) => Item::Party(self.names.symbol(name)),
            Expression::OtherParty(of) => {
                let party = self.value(of, env, query);
                self.other_party(&party)
            }
            Expression::Field { of, field } => {
                let of = self.value(of, env, query);
                self.field_of(&of, self.names.symbol(field), query)
            }
            Expression::Attribute { of, attribute } => {
                let of = self.person(of, env, query);
                self.attribute_of(&of, self.names.symbol(attribute))
            }
            Expression::Defined { measure, arguments } => {
                let arguments = self.values(arguments, env, query);
                self.defined(measure, arguments, env, query)
            }
            Expression::Kernel { measure, arguments } => {
                let arguments = self.values(arguments, env, query);
                self.kernel(measure, &arguments, env, query)
            }
            Expression::ObligationFor { conduct, thing } => {
                let thing = self.value(thing, env, query);
                self.obligation_for(Some(self.names.symbol(conduct)), &thing, query)
            }
            Expression::ClaimOf(of) | Expression::ObligationOf(of) => {
                let of = self.value(of, env, query);
                self.obligation_for(None, &of, query)
            }
            Expression::ThingOf(of) => match self.value(of, env, query) {
                Item::Obligation(id) if !self.is_main(id) => Item::NotStated,
                of => self.thing_of(&of),
            },
            Expression::AgreementOf(of) => match self.value(of, env, query) {
                of @ (Item::NotStated | Item::Undetermined | Item::Unbound) => of,
                of => self
                    .agreement_of(&of)
                    .map_or(Item::NotStated, Item::Agreement),
            },
            Expression::Sum {
                each,
                over,
                only_if,
                of,
                of_numbers,
            } => {
                let total = self.sum(*each, over, only_if.as_deref(), of, env, query);
                match total {
                    Item::NotStated if *of_numbers => Item::Number(Decimal::ZERO),
                    Item::NotStated => Item::Money(Money::zero(self.currency)),
                    total => total,
                }
            }
            Expression::Filter {
                each,
                over,
                only_if,
            } => {
                let (kept, _) = self.filtered(*each, over, Some(only_if), env, query);
                Item::List(Rc::from(kept))
            }
            Expression::AllOf { sort } => Item::List(Rc::from(self.all_of(sort, query))),
            Expression::Plus(left, right) => {
                let (left, right) = (self.value(left, env, query), self.value(right, env, query));
                Self::add(&left, &right, query)
            }
            Expression::Minus(left, right) => {
                let (left, right) = (self.value(left, env, query), self.value(right, env, query));
                Self::subtract(&left, &right, query)
            }
            Expression::Times(left, right) => {
                let (left, right) = (self.value(left, env, query), self.value(right, env, query));
                Self::multiply(&left, &right, query)
            }
            Expression::DividedBy { of, by } => {
                let (of, by) = (self.value(of, env, query), self.value(by, env, query));
                Self::divide(&of, &by, query)
            }
            Expression::PercentOf { percent, of } => {
                let (percent, of) = (self.value(percent, env, query), self.value(of, env, query));
                Self::multiply(&of, &percent, query)
            }
            Expression::ForEach {
                amount,
                of,
                started,
                unit,
            } => {
                let (amount, of) = (self.value(amount, env, query), self.value(of, env, query));
                let of = Self::count_of(&of, unit, query);
                Self::for_each_unit(&amount, &of, *started, query)
            }
            Expression::Part { of, from, to } => {
                let of = self.value(of, env, query);
                let from = from.as_ref().map(|from| self.value(from, env, query));
                let to = to.as_ref().map(|to| self.value(to, env, query));
                Self::part_of(&of, from.as_ref(), to.as_ref(), query)
            }
            Expression::Pick { pick, options } => self.pick(*pick, options, env, query),
            Expression::Bounded { of, bound, by } => {
                let (of, by) = (self.value(of, env, query), self.value(by, env, query));
                Self::bounded(&of, *bound, &by, query)
            }
            Expression::OrElse(first, second) => {
                let first = self.value(first, env, query);
                if first.is_known() || first == Item::Undetermined {
                    first
                } else {
                    self.value(second, env, query)
                }
            }
            Expression::Shift {
                anchor,
                by,
                direction,
            } => {
                let (anchor, by) = (self.value(anchor, env, query), self.value(by, env, query));
                self.shift(&anchor, &by, *direction, env, query)
            }
            Expression::FirstOfSeries {
                series,
                back,
                not_before,
            } => {
                let days = self.days_of_series(series, env, query);
                let counted_back = back.as_ref().map(|back| self.value(back, env, query));
                let from = self.value(not_before, env, query);
                let first = self.first_of_series(&days, counted_back.as_ref(), &from, env, query);
                if back.is_none() {
                    self.wake_for_series(not_before, &first, env, query);
                }
                first
            }
            Expression::DaysBetween(first, second) => {
                let (first, second) = (
                    self.value(first, env, query),
                    self.value(second, env, query),
                );
                Self::days_between(&first, &second)
            }
            Expression::Between {
                from,
                to,
                unit,
                started,
            } => {
                let (from, to) = (self.value(from, env, query), self.value(to, env, query));
                self.between(&from, &to, *unit, *started, env, query)
            }
            Expression::TableFigure { table, day } => match self.value(day, env, query) {
                Item::Date(day) => {
                    let table = self.law_of(env).figures.get(table);
                    match table.map(|table| table.figure_of(day)) {
                        Some(Ok(figure)) => Item::Number(figure),
                        Some(Err(missing)) => query.no_figure(missing),
                        None => Item::NotStated,
                    }
                }
                Item::Undetermined => Item::Undetermined,
                _ => Item::NotStated,
            },
            Expression::Rounded { of, way } => match self.value(of, env, query) {
                Item::Money(money) => Item::Money(money.rounded(*way)),
                other => other,
            },
            Expression::Nothing(currency) => Item::Money(Money::zero(*currency)),
        }
    }

    /// The days of a series, with the value of the one that they are counted from.
    pub(super) fn days_of_series(
        &self,
        series: &'p Series,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Days {
        match series {
            Series::Calendar(day) => Days::Calendar(*day),
            Series::Counted {
                start,
                every,
                minus_a_day,
            } => Days::Counted {
                start: self.value(start, env, query),
                every: *every,
                minus_a_day: *minus_a_day,
            },
        }
    }

    /// The values of several expressions.
    pub fn values(
        &self,
        expressions: &'p [Expression],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<Item> {
        expressions
            .iter()
            .map(|expression| self.value(expression, env, query))
            .collect()
    }

    /// The members of a list for which a condition holds, and whether there are some of which that waits for a judgement.
    pub fn filtered(
        &self,
        each: VariableId,
        over: &'p Expression,
        only_if: Option<&'p Condition>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> (Vec<Item>, bool) {
        let members = self.candidates(each, over, only_if, env, query);
        let before = env.bind(each, Item::Unbound);
        let mut kept = Vec::new();
        let mut unsure = false;
        let mut supposed = None;
        for member in members {
            env.bind(each, member.clone());
            let counts = match only_if {
                None => Truth::Holds,
                Some(only_if) => {
                    let counts = self.truth_unsupposed(only_if, env, query);
                    if counts.is_undetermined() {
                        *supposed
                            .get_or_insert_with(|| Self::supposing_members(only_if, env, query))
                    } else {
                        counts
                    }
                }
            };
            match counts {
                Truth::Holds => kept.push(member),
                Truth::Undetermined => unsure = true,
                Truth::Fails => {}
            }
        }
        env.bind(each, before);
        (kept, unsure)
    }

    fn sum(
        &self,
        each: VariableId,
        over: &'p Expression,
        only_if: Option<&'p Condition>,
        of: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let (members, unsure) = self.filtered(each, over, only_if, env, query);
        if unsure {
            return Item::Undetermined;
        }
        let before = env.bind(each, Item::Unbound);
        let mut total = Item::NotStated;
        for member in members {
            if let Item::Thing(fact) = member {
                query.counted.push(fact);
            }
            env.bind(each, member);
            let value = self.value(of, env, query);
            if value.is_known() {
                total = if total.is_known() {
                    Self::add(&total, &value, query)
                } else {
                    value
                };
            }
        }
        env.bind(each, before);
        total
    }

    fn pick(
        &self,
        pick: Pick,
        options: &'p [Choice],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let mut found: Vec<Item> = Vec::new();
        // Where it is open whether an option applies, the options after it are asked about as well: all that it waits for is told.
        let mut unsure = false;
        for option in options {
            let applies = option
                .only_if
                .as_ref()
                .map_or(Truth::Holds, |condition| self.truth(condition, env, query));
            if applies.fails() {
                continue;
            }
            let value = self.value(&option.value, env, query);
            unsure |= applies.is_undetermined() || value == Item::Undetermined;
            if value.is_known() && applies.holds() {
                if pick == Pick::First {
                    return if unsure { Item::Undetermined } else { value };
                }
                found.push(value);
            }
        }
        if unsure {
            return Item::Undetermined;
        }
        let mut rest = found.into_iter();
        let Some(first) = rest.next() else {
            return Item::NotStated;
        };
        rest.fold(first, |best, value| match pick {
            Pick::Sum => Self::add(&best, &value, query),
            Pick::Lowest | Pick::Earlier => Self::extreme(best, value, true, query),
            Pick::Highest | Pick::Later => Self::extreme(best, value, false, query),
            Pick::First => best,
        })
    }

    /// Whose attribute is asked for. Of several who are bound together as one party, an event tells which of them it struck, or who did
    /// it: `the kind of the party concerned of the insolvency event`.
    fn person(&self, expression: &'p Expression, env: &mut Env<'p>, query: &mut Query<'p>) -> Item {
        let told = self.value(expression, env, query);
        let event = match expression {
            Expression::Field { of, .. } => self.value(of, env, query),
            _ => Item::NotStated,
        };
        match event {
            Item::Thing(fact) => self.facts.get(fact).person_told(told),
            _ => told,
        }
    }

    /// The obligation that a statement of a party is about: `the client has not paid the claim in time` speaks of no claim on the supplier.
    pub(super) fn obligation_of_party(
        &self,
        obligation: &'p Expression,
        by: Option<&'p Expression>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let by = by.and_then(|by| self.value(by, env, query).party());
        let Some(by) = by else {
            return self.value(obligation, env, query);
        };
        let is_borne = |id: &ObligationId| self.obligations.get(*id).bearer == by;
        if let Expression::ObligationFor { conduct, thing } = obligation {
            let thing = self.value(thing, env, query);
            let conduct = self.names.symbol(conduct);
            let is_meant =
                |id: &&ObligationId| self.obligations.get(**id).act == conduct && is_borne(id);
            return self.chosen_obligation(&thing, query, &|found| {
                found.iter().rfind(is_meant).copied()
            });
        }
        let found = self.value(obligation, env, query);
        match &found {
            Item::Obligation(id) if !is_borne(id) => Item::NotStated,
            Item::List(items) => {
                let borne = |item: &&Item| !matches!(item, Item::Obligation(id) if !is_borne(id));
                Item::List(items.iter().filter(borne).cloned().collect())
            }
            _ => found,
        }
    }

    /// The obligation that something stands for: itself, or the latest one about a thing (to do `conduct` with it).
    pub fn obligation_for(
        &self,
        conduct: Option<crate::engine::names::Symbol>,
        of: &Item,
        query: &mut Query<'p>,
    ) -> Item {
        self.chosen_obligation(of, query, &|found| match conduct {
            Some(conduct) => found
                .iter()
                .rfind(|id| self.obligations.get(**id).act == conduct)
                .copied(),
            None => found.first().copied(),
        })
    }

    /// The obligation that something is, or that `choose` finds among those about it, in the order of arising.
    fn chosen_obligation(
        &self,
        of: &Item,
        query: &mut Query<'p>,
        choose: &dyn Fn(&[ObligationId]) -> Option<ObligationId>,
    ) -> Item {
        match of {
            Item::Obligation(_) | Item::Undetermined | Item::Unbound => of.clone(),
            Item::Thing(_) | Item::Word(_) | Item::Agreement(_) | Item::Party(_) => {
                query.read(Cell::ObligationsOf(of.clone()));
                choose(self.obligations.about(of)).map_or(Item::NotStated, Item::Obligation)
            }
            Item::List(items) => {
                let all: Vec<Item> = items
                    .iter()
                    .map(|item| self.chosen_obligation(item, query, choose))
                    .collect();
                Item::List(Rc::from(all))
            }
            Item::NotStated
            | Item::Truth(_)
            | Item::Money(_)
            | Item::Percent(_)
            | Item::Number(_)
            | Item::Date(_)
            | Item::Duration(_)
            | Item::Record(_) => Item::NotStated,
        }
    }
}
