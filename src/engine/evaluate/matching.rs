//! Which events a statement speaks of.

use std::borrow::Cow;

use crate::check::program::{ActPattern, Expression, FormNeeded, KernelMeasure};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::verdict::form_not_stated;
use crate::value::Truth;

impl<'p> Relation<'p> {
    /// Whether some event so far is one that the statement speaks of.
    pub(super) fn happened(
        &self,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let mut truth = Truth::Fails;
        let confined_to = self.confined_to(env);
        let found = self.possible(pattern, env, query);
        let meant = |fact: &&FactId| !self.is_of_another(confined_to, &Item::Thing(**fact));
        for &fact in found.iter().rev().filter(meant) {
            let one = self.matches(pattern, fact, &mut env.clone(), query);
            if one.holds() {
                query.facts.push(fact);
                return one;
            }
            truth = truth.or(one);
        }
        truth
    }

    /// The events that the statement may speak of, in order: those about what it names, on or after the day that it names.
    pub fn possible<'r>(
        &'r self,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Cow<'r, [FactId]> {
        let found = self.about_what_is_named(pattern, env, query);
        let since = pattern.since.as_ref();
        let Some(Item::Date(since)) = since.map(|since| self.value(since, env, query)) else {
            return found;
        };
        let before = found.partition_point(|fact| self.facts.get(*fact).date < since);
        match found {
            Cow::Borrowed(all) => Cow::Borrowed(&all[before..]),
            Cow::Owned(all) => Cow::Owned(all[before..].to_vec()),
        }
    }

    fn about_what_is_named<'r>(
        &'r self,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Cow<'r, [FactId]> {
        let ty = self.names.symbol(&pattern.event);
        for (field, expected) in &pattern.fields {
            let expected = self.value(expected, env, query);
            let field = self.names.symbol(field);
            if field == self.known.by || field == self.known.form {
                continue;
            }
            match &expected {
                Item::Thing(fact) if self.is_reference_field(ty, field) => {
                    let fits = self.facts.get(*fact).ty == ty;
                    return Cow::Owned(fits.then_some(*fact).into_iter().collect());
                }
                Item::Thing(_) | Item::Obligation(_) | Item::Word(_) | Item::Party(_) => {
                    let key = self.thing_of(&expected);
                    query.read(Cell::EventsWith(ty, field, key.clone()));
                    return Cow::Borrowed(self.facts.with(ty, field, &key));
                }
                _ => {}
            }
        }
        query.read(Cell::Events(ty));
        Cow::Borrowed(self.facts.of_type(ty))
    }

    /// The latest event that the statement speaks of.
    pub(super) fn latest(
        &self,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<FactId> {
        let confined_to = self.confined_to(env);
        let found = self.possible(pattern, env, query);
        found.iter().rev().copied().find(|fact| {
            !self.is_of_another(confined_to, &Item::Thing(*fact))
                && self
                    .matches(pattern, *fact, &mut env.clone(), query)
                    .holds()
        })
    }

    /// How many events the statement speaks of.
    pub(super) fn count(
        &self,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> usize {
        let confined_to = self.confined_to(env);
        let found = self.possible(pattern, env, query);
        found
            .iter()
            .filter(|fact| {
                !self.is_of_another(confined_to, &Item::Thing(**fact))
                    && self
                        .matches(pattern, **fact, &mut env.clone(), query)
                        .holds()
            })
            .count()
    }

    /// Whether the statement speaks of this event, and whether the event counts. Variables that stand for nothing yet are bound.
    pub fn matches(
        &self,
        pattern: &'p ActPattern,
        fact: FactId,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        query.read(Cell::Counts(fact));
        self.facts
            .get(fact)
            .counts
            .and(self.fits_pattern(pattern, fact, env, query))
    }

    /// Whether the statement speaks of this event, leaving aside whether it counts.
    pub fn fits_pattern(
        &self,
        pattern: &'p ActPattern,
        fact: FactId,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let event = self.facts.get(fact);
        if event.ty != self.names.symbol(&pattern.event) {
            return Truth::Fails;
        }
        let mut truth = Truth::Holds;
        if let Some(by) = &pattern.by {
            truth = truth.and(self.unify(
                by,
                &event.by.map_or(Item::NotStated, Item::Party),
                env,
                query,
            ));
        }
        for (field, expected) in &pattern.fields {
            if truth.fails() {
                return truth;
            }
            let found = self.field_of(&Item::Thing(fact), self.names.symbol(field), query);
            truth = truth.and(self.unify(expected, &found, env, query));
        }
        if let Some(form) = &pattern.form {
            truth = truth.and(self.in_form(fact, form, query));
        }
        if let Some(since) = &pattern.since {
            truth = truth.and(self.since(since, fact, env, query));
        }
        if let Some(before) = &pattern.before {
            truth = truth.and(self.before(before, fact, env, query));
        }
        truth
    }

    fn unify(
        &self,
        expected: &'p Expression,
        found: &Item,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let value = self.value(expected, env, query);
        if value == Item::Unbound {
            match expected {
                Expression::Variable(id) => {
                    env.bind(*id, found.clone());
                }
                Expression::Parameter(index) => env.bind_parameter(*index, found.clone()),
                _ => {}
            }
            return Truth::Holds;
        }
        match (&value, found) {
            (Item::Undetermined, _) | (_, Item::Undetermined) => Truth::Undetermined,
            (Item::NotStated, _) => Truth::Fails,
            // An act that does not say what it is about is about the only thing it can be about.
            (Item::Thing(_) | Item::Obligation(_) | Item::Agreement(_), Item::NotStated) => {
                Truth::Holds
            }
            (_, Item::NotStated) => Truth::Fails,
            (value, found) => Truth::from(self.same(value, found)),
        }
    }

    fn since(
        &self,
        since: &'p Expression,
        fact: FactId,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        match self.value(since, env, query) {
            Item::Date(date) => {
                let own = self.facts.get(fact).date;
                self.wake_for_today(since, &Item::Date(own), env, query);
                Truth::from(own >= date)
            }
            Item::Thing(earlier) => Truth::from(fact > earlier),
            Item::Undetermined => Truth::Undetermined,
            // Nothing has happened since what never was; since a day that nobody has told, it may have.
            Item::NotStated if self.never_was(since, env, query) => Truth::Fails,
            Item::NotStated => Truth::Undetermined,
            _ => Truth::Holds,
        }
    }

    /// Whether an expression speaks of the latest of events none of which has happened.
    fn never_was(
        &self,
        expression: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        match expression {
            Expression::Kernel {
                measure: KernelMeasure::Latest(_) | KernelMeasure::LatestThing(_),
                ..
            } => self.value(expression, env, query) == Item::NotStated,
            Expression::Kernel { arguments, .. } => arguments
                .iter()
                .any(|argument| self.never_was(argument, env, query)),
            Expression::Field { of, .. } => self.never_was(of, env, query),
            Expression::Shift { anchor, .. } => self.never_was(anchor, env, query),
            _ => false,
        }
    }

    fn before(
        &self,
        before: &'p Expression,
        fact: FactId,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        match self.value(before, env, query) {
            Item::Date(date) => {
                let own = self.facts.get(fact).date;
                self.wake_for_today(before, &Item::Date(own), env, query);
                if let (true, Some(next)) = (own == self.day, own.succ_opt()) {
                    query.wake(next);
                }
                Truth::from(own < date)
            }
            Item::Thing(later) => Truth::from(fact < later),
            Item::Undetermined => Truth::Undetermined,
            // Nothing has happened before what never was; before a day that nobody has told, it may have.
            Item::NotStated if self.never_was(before, env, query) => Truth::Fails,
            Item::NotStated => Truth::Undetermined,
            _ => Truth::Holds,
        }
    }

    /// Whether a declaration was made in the form that is asked for.
    pub fn in_form(&self, fact: FactId, form: &FormNeeded, query: &mut Query<'p>) -> Truth {
        let event = self.facts.get(fact);
        // What is not express is not expressly in writing, in whatever form it was.
        let express = event.field(self.known.express) != Item::Truth(false);
        if matches!(form, FormNeeded::Written { expressly: true }) && !express {
            return Truth::Fails;
        }
        let Some(given) = event.form else {
            query
                .open
                .push(form_not_stated(self.names.name(event.name).as_str()));
            return Truth::Undetermined;
        };
        match form {
            FormNeeded::Written { .. } => Truth::from(self.is_written(fact, given)),
            FormNeeded::OneOf(forms) => {
                Truth::from(forms.iter().any(|form| self.names.symbol(form) == given))
            }
        }
    }

    /// Whether a form is in writing under the version of the terms that governs the declaration.
    fn is_written(&self, fact: FactId, form: Symbol) -> bool {
        self.version_over(fact)
            .written_forms
            .iter()
            .any(|written| self.names.symbol(written) == form)
    }
}
