//! Whether a condition holds: with three values, by Kleene's tables.

use chrono::Datelike;

use crate::check::program::{Argument, Condition, Expression, Item as Part, VariableId};
use crate::engine::cells::Cell;
use crate::engine::evaluate::rests::Rests;
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::value::{Date, Name, Truth};

impl<'p> Relation<'p> {
    /// Whether a condition holds now.
    pub fn truth(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        self.judged.set(self.judged.get() + 1);
        let waiting = query.open.len();
        let mut truth = self.judge(condition, env, query);
        if truth.is_undetermined() {
            truth = self.supposing(condition, env, query);
        }
        if !truth.is_undetermined() {
            query.open.truncate(waiting);
        }
        truth
    }

    fn judge(&self, condition: &'p Condition, env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        match condition {
            Condition::Always => Truth::Holds,
            Condition::All(items) => self.all(items, env, query),
            Condition::Any(items) => self.any(items, env, query),
            Condition::NoneOf(items) => {
                let mut truth = Truth::Holds;
                let mut rests = Rests::of_list(query);
                for item in items {
                    let one = self.negation(&item.condition, env, query);
                    truth = truth.and(one);
                    if rests.after_part(one.fails(), query) {
                        break;
                    }
                }
                truth
            }
            Condition::Not(of) => self.negation(of, env, query),
            Condition::Happened(pattern) => self.happened(pattern, env, query),
            Condition::Counts(thing) => match self.value(thing, env, query) {
                Item::Thing(fact) => {
                    query.read(Cell::Counts(fact));
                    self.is_effective(fact)
                }
                other => unknown(&other),
            },
            Condition::Holds { state, arguments } => self.holds(state, arguments, env, query),
            Condition::Performed { obligation, by } => {
                let obligation = self.obligation_of_party(obligation, by.as_ref(), env, query);
                self.each_obligation(&obligation, query, |relation, id| {
                    relation.obligations.get(id).is_performed()
                })
            }
            Condition::Late { obligation, by } => {
                let obligation = self.obligation_of_party(obligation, by.as_ref(), env, query);
                self.late(&obligation, query)
            }
            Condition::InBreach { party, provisions } => {
                let party = self.value(party, env, query);
                self.in_breach(&party, provisions, env, query)
            }
            Condition::Violates { party, provisions } => {
                let party = self.value(party, env, query);
                self.violates(&party, provisions, env, query)
            }
            Condition::Breaks { act, provisions } => {
                let act = self.value(act, env, query);
                self.breaks(&act, provisions, query)
            }
            Condition::Concept {
                concept,
                subject,
                proof,
            } => self.concept(concept, subject.as_ref(), proof, env, query),
            Condition::Compare {
                left,
                comparison,
                right,
            } => self.compare(left, *comparison, right, env, query),
            Condition::SamePeriod { series, day, other } => {
                self.same_period(series, day, other, env, query)
            }
            Condition::OneOf { value, options } => self.one_of(value, options, env, query),
            Condition::Stated(expression) => {
                Truth::from(self.value(expression, env, query).is_known())
            }
            Condition::Passed(expression) => match self.value(expression, env, query) {
                Item::Date(date) => self.passed(date, query),
                other => self.not_stated(&other, expression, env, query),
            },
            Condition::LongerThan {
                of,
                duration,
                after,
                in_total,
            } => self.longer_than(of, duration, after.as_ref(), *in_total, env, query),
            Condition::May { holder, act, under } => {
                let holder = self.value(holder, env, query);
                self.may(&holder, act, under, env, query)
            }
            Condition::GroundGiven { provision, against } => {
                let against = against.as_ref().map(|of| self.value(of, env, query));
                self.ground_given(provision, against.as_ref(), env, query)
            }
            Condition::Exists { variables, holds } => self.exists(variables, holds, env, query),
            Condition::Some_ { each, over, holds } => self.some(*each, over, holds, env, query),
            Condition::InForm { thing, form } => match self.value(thing, env, query) {
                Item::Thing(fact) => self.in_form(fact, form, query),
                other => unknown(&other),
            },
            Condition::Weekday { day, one_of } => match self.value(day, env, query) {
                Item::Date(found) => {
                    self.wake_tomorrow_for(day, query);
                    let weekday = found.weekday().number_from_monday();
                    Truth::from(one_of.iter().any(|one| u32::from(*one) == weekday))
                }
                other => unknown(&other),
            },
            Condition::Listed { table, day, labels } => match self.value(day, env, query) {
                Item::Date(found) => {
                    self.wake_tomorrow_for(day, query);
                    match self.listed(table, found, labels, env) {
                        Ok(listed) => Truth::from(listed),
                        Err(unknown) => {
                            query.not_confirmed(unknown);
                            Truth::Undetermined
                        }
                    }
                }
                other => unknown(&other),
            },
            Condition::Truth(expression) => match self.value(expression, env, query) {
                Item::Truth(truth) => Truth::from(truth),
                Item::NotStated if self.cannot_be_told(expression, env, query) => Truth::Fails,
                other => self.not_stated(&other, expression, env, query),
            },
            Condition::Governed(versions) => Truth::from(self.is_governed_by(versions, env, query)),
        }
    }

    /// Whether a truth is asked of an event that has no such field: a violation that names its provision does not tell how the act was
    /// done, and nobody can add it.
    fn cannot_be_told(
        &self,
        expression: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let Expression::Field { of, field } = expression else {
            return false;
        };
        let Item::Thing(fact) = self.value(of, env, query) else {
            return false;
        };
        let ty = self.names.name(self.facts.get(fact).ty);
        let told = self.program.schema.events.get(&ty);
        told.is_some_and(|event| !event.fields.contains_key(field))
    }

    fn any(&self, items: &'p [Part], env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        let mut truth = Truth::Fails;
        let mut rests = Rests::of_list(query);
        for item in items {
            let one = self.truth(&item.condition, env, query);
            truth = truth.or(one);
            if rests.after_part(one.holds(), query) {
                break;
            }
        }
        truth
    }

    /// The contrary of a statement.
    fn negation(&self, of: &'p Condition, env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        let truth = self.truth(of, env, query);
        match of {
            Condition::Performed { obligation, by } | Condition::Late { obligation, by } => {
                let found = self.obligation_of_party(obligation, by.as_ref(), env, query);
                if found == Item::NotStated {
                    Truth::Fails
                } else {
                    !truth
                }
            }
            _ => !truth,
        }
    }

    pub(super) fn passed(&self, date: Date, query: &mut Query<'p>) -> Truth {
        if self.day > date {
            return Truth::Holds;
        }
        if let Some(next) = date.succ_opt() {
            query.wake(next);
        }
        Truth::Fails
    }

    pub(super) fn not_stated(
        &self,
        found: &Item,
        expression: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        match found {
            Item::NotStated => {
                let truth = self.truth_said(expression, env, Tense::Present);
                let what = truth.map_or_else(
                    || self.expression_in_words(expression, env),
                    |said| format!("whether {said}"),
                );
                query.open.push(Open::NotStated(what));
                Truth::Undetermined
            }
            other => unknown(other),
        }
    }

    fn all(&self, items: &'p [Part], env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        if let Some((state, arguments, unbound)) = first_to_bind(items, env) {
            return self.all_for_some(items, state, arguments, unbound, env, query);
        }
        let mut truth = Truth::Holds;
        let mut rests = Rests::of_list(query);
        for item in items {
            let one = self.truth(&item.condition, env, query);
            truth = truth.and(one);
            if rests.after_part(one.fails(), query) {
                break;
            }
        }
        truth
    }

    /// `a notice covers an obligation of the client … and the client has not performed the obligation`: for some.
    fn all_for_some(
        &self,
        items: &'p [Part],
        state: &'p Name,
        arguments: &'p [Argument],
        unbound: VariableId,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let position = arguments
            .iter()
            .position(|argument| *argument == Argument::Variable(unbound));
        let found = self.tuple_values(
            state,
            arguments,
            position.expect("the variable stands there"),
            env,
            query,
        );
        let mut truth = Truth::Fails;
        let mut rests = Rests::of_list(query);
        for value in found {
            env.bind(unbound, value);
            truth = truth.or(self.all(items, env, query));
            rests.after_part(truth.holds(), query);
            if truth.holds() {
                break;
            }
        }
        env.bind(unbound, Item::Unbound);
        truth
    }
}

fn first_to_bind<'p>(
    items: &'p [Part],
    env: &Env<'p>,
) -> Option<(&'p Name, &'p [Argument], VariableId)> {
    items.iter().find_map(|item| {
        let Condition::Holds { state, arguments } = &item.condition else {
            return None;
        };
        arguments.iter().find_map(|argument| match argument {
            Argument::Variable(id) if env.variable(*id) == Item::Unbound => {
                Some((state, arguments.as_slice(), *id))
            }
            Argument::Variable(_) | Argument::Is(_) | Argument::Any => None,
        })
    })
}

pub(super) fn unknown(item: &Item) -> Truth {
    unknown_or(item, Truth::Undetermined)
}

pub(super) fn unknown_or(item: &Item, otherwise: Truth) -> Truth {
    match item {
        Item::Undetermined => Truth::Undetermined,
        Item::Unbound => Truth::Fails,
        _ => otherwise,
    }
}
