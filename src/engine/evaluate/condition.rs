//! Whether a condition holds: with three values, by Kleene's tables.

use std::cmp::Ordering;

use chrono::Datelike;

use crate::check::program::{Argument, Comparison, Condition, Expression, Item as Part, Proof};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Asked, Env, Open, Query, Watched};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Date, Duration, Name, Truth};

impl<'p> Relation<'p> {
    /// Whether a condition holds now.
    pub fn truth(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let waiting = query.open.len();
        let truth = self.judge(condition, env, query);
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
                for item in items {
                    truth = truth.and(self.negation(&item.condition, env, query));
                    if truth.fails() {
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
            Condition::Performed { obligation } => {
                let obligation = self.value(obligation, env, query);
                self.each_obligation(&obligation, query, |relation, id| {
                    relation.obligations.get(id).is_performed()
                })
            }
            Condition::Late { obligation } => {
                let obligation = self.value(obligation, env, query);
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
                Item::Date(day) => {
                    let weekday = day.weekday().number_from_monday();
                    Truth::from(one_of.iter().any(|one| u32::from(*one) == weekday))
                }
                other => unknown(&other),
            },
            Condition::Listed { table, day, labels } => match self.value(day, env, query) {
                Item::Date(day) => Truth::from(self.listed(table, day, labels)),
                other => unknown(&other),
            },
            Condition::Truth(expression) => match self.value(expression, env, query) {
                Item::Truth(truth) => Truth::from(truth),
                other => self.not_stated(&other, expression, env, query),
            },
            Condition::Governed(versions) => Truth::from(self.is_governed_by(versions, env, query)),
        }
    }

    fn any(&self, items: &'p [Part], env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        let mut truth = Truth::Fails;
        for item in items {
            truth = truth.or(self.truth(&item.condition, env, query));
            if truth.holds() {
                break;
            }
        }
        truth
    }

    /// The contrary of a statement. Of `P may …` it is that no power is shown: a power that waits for a judgement carries nothing yet.
    fn negation(&self, of: &'p Condition, env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        let truth = self.truth(of, env, query);
        match of {
            Condition::May { .. } => Truth::from(!truth.holds()),
            Condition::Performed { obligation } | Condition::Late { obligation } => {
                let found = self.value(obligation, env, query);
                if found == Item::NotStated {
                    Truth::Fails
                } else {
                    !truth
                }
            }
            _ => !truth,
        }
    }

    fn passed(&self, date: Date, query: &mut Query<'p>) -> Truth {
        if self.day > date {
            return Truth::Holds;
        }
        if let Some(next) = date.succ_opt() {
            query.wake(next);
        }
        Truth::Fails
    }

    fn not_stated(
        &self,
        found: &Item,
        expression: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        match found {
            Item::NotStated => {
                query
                    .open
                    .push(Open::NotStated(self.expression_in_words(expression, env)));
                Truth::Undetermined
            }
            other => unknown(other),
        }
    }

    fn each_obligation(
        &self,
        found: &Item,
        query: &mut Query<'p>,
        is: fn(&Self, crate::engine::item::ObligationId) -> bool,
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

    fn late(&self, found: &Item, query: &mut Query<'p>) -> Truth {
        let found = self.obligation_for(None, found, query);
        let Item::Obligation(id) = found else {
            return unknown_or(&found, Truth::Fails);
        };
        query.read(Cell::Obligation(id));
        let obligation = self.obligations.get(id);
        if let (Some(due), None) = (obligation.due, obligation.performed_on)
            && due >= self.day
            && let Some(next) = due.succ_opt()
        {
            query.wake(next);
        }
        obligation.late(self.day)
    }

    fn in_breach(
        &self,
        party: &Item,
        provisions: &'p [ClauseId],
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let confined_to = self.confined_to(env);
        let mut truth = self.violates(party, provisions, env, query);
        for clause in self.clauses_within(provisions) {
            for (id, broken) in self.obligations.broken_under(clause) {
                let obligation = self.obligations.get(id);
                let is_meant = !self.is_of_another(confined_to, &obligation.thing);
                if is_meant && Item::Party(obligation.bearer) == *party {
                    truth = truth.or(broken);
                }
            }
        }
        truth
    }

    /// Whether an act breaks, or broke, one of some provisions.
    fn breaks(&self, item: &Item, provisions: &'p [ClauseId], query: &mut Query<'p>) -> Truth {
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

    fn violates(
        &self,
        party: &Item,
        provisions: &'p [ClauseId],
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let confined_to = self.confined_to(env);
        self.read_breaches(provisions, query);
        let mut truth = Truth::Fails;
        for clause in self.clauses_within(provisions) {
            for violation in self.violations.lasting(clause) {
                let is_meant = !self.is_of_another(confined_to, &Item::Thing(violation.fact));
                if is_meant && Item::Party(violation.bearer) == *party {
                    truth = truth.or(violation.truth);
                }
            }
        }
        truth
    }

    fn read_breaches(&self, provisions: &'p [ClauseId], query: &mut Query<'p>) {
        for whole in provisions {
            query.read(Cell::Breach(self.names.text(whole.as_str())));
        }
    }

    fn concept(
        &self,
        name: &Name,
        subject: Option<&'p Expression>,
        proof: &Proof,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let subject = subject.map(|subject| self.value(subject, env, query));
        if subject
            .as_ref()
            .is_some_and(|subject| matches!(subject, Item::Unbound))
        {
            // Of an act to come what is presumed of each such act is presumed; the rest is asked once there is one.
            let presumed = matches!(proof, Proof::Presumed { .. }) && env.event.is_none();
            return Truth::from(presumed);
        }
        self.concept_about(self.names.symbol(name), subject.as_ref(), proof, query)
    }

    /// What is judged about a concept, or what counts while no one has judged it.
    pub fn concept_about(
        &self,
        concept: Symbol,
        subject: Option<&Item>,
        proof: &Proof,
        query: &mut Query<'p>,
    ) -> Truth {
        let subject = subject.map(|subject| self.thing_of(subject));
        let subject = subject.as_ref();
        let key = subject.cloned().unwrap_or(Item::NotStated);
        query.read(Cell::Concept(concept, key.clone()));
        if key != Item::NotStated {
            query.read(Cell::Concept(concept, Item::NotStated));
        }
        let judged = self.assessments.about(concept, subject);
        if let Some(judgement) = judged {
            query.facts.push(judgement.fact);
            if let Item::Truth(truth) = judgement.value {
                return Truth::from(truth);
            }
        }
        match proof {
            Proof::Presumed { .. } => Truth::Holds,
            Proof::MustBeProved { by } => {
                query.unproved.push(Open::Concept {
                    concept,
                    subject: key,
                    asked: Asked::Proved(self.names.symbol(by)),
                });
                Truth::Fails
            }
            Proof::MustBeJudged { assessor } => {
                let declared = || {
                    let word = self.program.concepts.get(&self.names.name(concept))?;
                    word.assessor.clone()
                };
                let assessor = assessor.clone().or_else(declared);
                query.open.push(Open::Concept {
                    concept,
                    subject: key,
                    asked: Asked::Judged(assessor.map(|party| self.names.symbol(&party))),
                });
                Truth::Undetermined
            }
        }
    }

    fn compare(
        &self,
        left: &'p Expression,
        comparison: Comparison,
        right: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let (first, second) = (self.value(left, env, query), self.value(right, env, query));
        if !first.is_known() {
            return self.not_stated(&first, left, env, query);
        }
        if !second.is_known() {
            return self.not_stated(&second, right, env, query);
        }
        self.wake_for_today(left, &second, query);
        self.wake_for_today(right, &first, query);
        match comparison {
            Comparison::Equal => return Truth::from(self.same(&first, &second)),
            Comparison::NotEqual => return Truth::from(!self.same(&first, &second)),
            Comparison::More | Comparison::AtLeast | Comparison::Less | Comparison::AtMost => {}
        }
        let Some(Ok(ordering)) = Self::ordering(&first, &second) else {
            return Truth::Undetermined;
        };
        Truth::from(match comparison {
            Comparison::More => ordering.is_gt(),
            Comparison::AtLeast => ordering.is_ge(),
            Comparison::Less => ordering.is_lt(),
            Comparison::AtMost => ordering.is_le(),
            Comparison::Equal | Comparison::NotEqual => unreachable!("answered above"),
        })
    }

    /// A comparison with today changes at the other day, and on the day after it.
    fn wake_for_today(&self, expression: &Expression, other: &Item, query: &mut Query<'p>) {
        let is_today = matches!(
            expression,
            Expression::Kernel {
                measure: crate::check::program::KernelMeasure::Today,
                ..
            }
        );
        if let (true, Item::Date(date)) = (is_today, other) {
            let next = if *date > self.day {
                Some(*date)
            } else {
                date.succ_opt().filter(|next| *next > self.day)
            };
            if let Some(next) = next {
                query.wake(next);
            }
        }
    }

    fn one_of(
        &self,
        value: &'p Expression,
        options: &'p [Expression],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let found = self.value(value, env, query);
        if !found.is_known() {
            return self.not_stated(&found, value, env, query);
        }
        let mut truth = Truth::Fails;
        for option in options {
            let option = self.value(option, env, query);
            truth = truth.or(match option {
                Item::Undetermined => Truth::Undetermined,
                other => Truth::from(
                    other
                        .members()
                        .iter()
                        .any(|member| self.same(&found, member)),
                ),
            });
        }
        truth
    }

    /// Whether two values are the same; a list is the same as any of its members, a claim as its obligation and the thing it is for.
    pub fn same(&self, left: &Item, right: &Item) -> bool {
        match (left, right) {
            (Item::List(items), other) | (other, Item::List(items)) => {
                items.iter().any(|item| self.same(item, other))
            }
            (Item::Obligation(id), other) | (other, Item::Obligation(id))
                if !matches!(other, Item::Obligation(_)) =>
            {
                self.obligations.get(*id).thing == *other && self.is_main(*id)
            }
            (Item::Agreement(name), Item::Thing(fact))
            | (Item::Thing(fact), Item::Agreement(name)) => self.facts.get(*fact).name == *name,
            (Item::Duration(left), Item::Duration(right)) => {
                left.compare(*right) == Some(Ordering::Equal)
            }
            (left, right) => left == right,
        }
    }

    fn longer_than(
        &self,
        of: &'p Condition,
        duration: &'p Expression,
        after: Option<&'p Expression>,
        in_total: bool,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let duration = match self.value(duration, env, query) {
            Item::Duration(duration) => duration,
            other => return unknown(&other),
        };
        let holds = self.truth(of, env, query);
        if holds.fails() && !in_total {
            return holds;
        }
        let since = match after {
            Some(after) => self.value(after, env, query).date(),
            None => self.held_since(of, in_total, env, query),
        };
        let Some(since) = since else {
            return holds.and(Truth::Fails);
        };
        holds_longer(self, since, duration, query).and(if in_total { Truth::Holds } else { holds })
    }

    /// The first day since which a condition has held; with `in_total`, the day it would be had it held all the time it held.
    fn held_since(
        &self,
        of: &'p Condition,
        in_total: bool,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let intervals = match of {
            Condition::Holds { state, arguments } if self.keeps_history(state) => {
                let found = self.matching_tuples(state, arguments, env, query);
                let since = |id: &crate::engine::world::TupleId| self.states.get(*id).since();
                if !in_total {
                    return found.filter_map(|id| since(&id)).min();
                }
                found
                    .flat_map(|id| {
                        self.states
                            .get(id)
                            .intervals
                            .iter()
                            .map(|one| (one.from, one.until))
                    })
                    .collect()
            }
            _ => {
                if let Some(watch) = self
                    .instance_ids
                    .get(&crate::engine::instances::watch_key(of, env))
                {
                    query.read(Cell::Watched(*watch));
                }
                query.watched.push(Watched {
                    condition: of,
                    env: env.clone(),
                });
                self.watched_intervals(of, env)
            }
        };
        if !in_total {
            return intervals
                .last()
                .filter(|(_, until)| until.is_none())
                .map(|(from, _)| *from);
        }
        let days: i64 = intervals
            .iter()
            .map(|(from, until)| (until.unwrap_or(self.day) - *from).num_days())
            .sum();
        self.day.checked_sub_signed(chrono::TimeDelta::days(days))
    }

    fn all(&self, items: &'p [Part], env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        if let Some((state, arguments, unbound)) = first_to_bind(items, env) {
            return self.all_for_some(items, state, arguments, unbound, env, query);
        }
        let mut truth = Truth::Holds;
        for item in items {
            truth = truth.and(self.truth(&item.condition, env, query));
            if truth.fails() {
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
        unbound: crate::check::program::VariableId,
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
        for value in found {
            env.bind(unbound, value);
            truth = truth.or(self.all(items, env, query));
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
) -> Option<(&'p Name, &'p [Argument], crate::check::program::VariableId)> {
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

fn holds_longer<'p>(
    relation: &Relation<'p>,
    since: Date,
    duration: Duration,
    query: &mut Query<'p>,
) -> Truth {
    let calendar = super::arithmetic::WorkingDays(relation);
    match duration.shift_forward(since, &calendar) {
        Ok(last) => relation.passed(last, query),
        Err(error) => {
            query.fail(crate::source::Problem::error(
                "period-without-end",
                error.to_string(),
            ));
            Truth::Undetermined
        }
    }
}

fn unknown(item: &Item) -> Truth {
    unknown_or(item, Truth::Undetermined)
}

fn unknown_or(item: &Item, otherwise: Truth) -> Truth {
    match item {
        Item::Undetermined => Truth::Undetermined,
        Item::Unbound => Truth::Fails,
        _ => otherwise,
    }
}
