//! Why no power carries an act, and why a power does not stand.

use std::collections::BTreeSet;

use crate::check::program::{Body, Power, Rule, Trigger};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::verdict::speaks_of_act;
use crate::value::ClauseId;

impl<'p> Relation<'p> {
    /// Why no power carries an act: for each provision that speaks of such an act, what is missing.
    pub fn why_not(&self, fact: FactId) -> Vec<(ClauseId, String)> {
        let ty = self.facts.get(fact).ty;
        let rules = self.catalogue.powers.get(&ty).into_iter().flatten();
        rules
            .filter_map(|rule| Some((rule.at.clause.clone(), self.why_not_under(rule, fact)?)))
            .collect()
    }

    /// What a power lacks to carry an act; nothing when the power is about something else.
    fn why_not_under(&self, rule: &'p Rule, fact: FactId) -> Option<String> {
        let Body::Power(power) = &rule.body else {
            return None;
        };
        let by = self.facts.get(fact).by.map_or(Item::NotStated, Item::Party);
        let ids = self.record.power_instances.get(&rule.id.0)?;
        let query = &mut Query::default();
        let (id, mut env) = ids.iter().rev().find_map(|id| {
            let mut env = if speaks_of_act(rule) {
                self.scope_of_act(rule, *id, fact)
            } else {
                self.scope(*id)
            };
            let is_holder = self.value(&power.holder, &mut env, query) == by;
            let mut fits = power.acts.iter().map(|pattern| {
                let fits = self.fits_pattern(pattern, fact, &mut env.clone(), query);
                !fits.fails()
            });
            (is_holder && fits.any(|fits| fits)).then_some((*id, env))
        })?;
        let acts = || {
            let acts = power.acts.iter();
            acts.filter(|act| self.names.symbol(&act.event) == self.facts.get(fact).ty)
        };
        for act in acts() {
            if self.is_possible(power, act, &mut env, query).fails() {
                return self.what_makes_impossible(power, act, &mut env);
            }
        }
        let named = acts().map(|act| self.names.symbol(act.called.as_ref().unwrap_or(&act.event)));
        if let Some(missing) = self.stands_for_another(ids, id, &named.collect::<Vec<_>>()) {
            return Some(missing);
        }
        if self.instances[id].progress.latched {
            return self.outside_window(power, &mut env);
        }
        let header = match &rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => {
                self.what_fails(condition, &mut env)
            }
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        let in_form = |form| self.in_form(fact, form, query).holds();
        header
            .or_else(|| self.what_fails(&rule.condition, &mut env))
            .or_else(|| self.outside_window(power, &mut env))
            .or_else(|| {
                let missing = !power.form.as_ref().is_none_or(in_form);
                missing.then(|| "it was not done in the form that is asked for".to_owned())
            })
    }

    /// That a power stands for other agreements than the one for which it was used.
    fn stands_for_another(
        &self,
        instances: &BTreeSet<usize>,
        used: usize,
        acts: &[Symbol],
    ) -> Option<String> {
        let variables = |id: usize| self.instances[id].variables.iter();
        let agreement = |id: usize| variables(id).find(|item| matches!(item, Item::Agreement(_)));
        let holder = |id: usize| variables(id).find(|item| matches!(item, Item::Party(_)));
        let meant = agreement(used)?;
        let stands =
            |id: &&usize| holder(**id) == holder(used) && self.powers.stands(**id, acts).holds();
        let others: Vec<String> = instances
            .iter()
            .filter(stands)
            .filter_map(|id| agreement(*id).filter(|other| *other != meant))
            .map(|other| self.thing_in_words(other))
            .collect();
        let (others, meant) = (others.join(" and "), self.thing_in_words(meant));
        (!others.is_empty()).then(|| format!("the power stands for {others}, not for {meant}"))
    }

    /// Why a power does not stand today although its conditions hold.
    fn outside_window(&self, power: &'p Power, env: &mut Env<'p>) -> Option<String> {
        let query = &mut Query::default();
        let mut day = |moment: &'p Option<_>, env: &mut Env<'p>| {
            let moment = moment.as_ref()?;
            self.value(moment, env, query).date()
        };
        let from = day(&power.window.from, env).filter(|from| *from > self.day);
        if let Some(from) = from {
            return Some(format!("the first day for it is {from}"));
        }
        let through = day(&power.window.through, env).filter(|through| *through < self.day);
        if let Some(through) = through {
            return Some(format!("the last day for it was {through}"));
        }
        let until = power.window.until.as_ref()?;
        let ended = self.truth(until, env, query).holds();
        ended.then(|| "the power has ended".to_owned())
    }

    /// What keeps an instance of a rule from applying: its header first, then its conditions.
    pub fn what_keeps(&self, rule: &'p Rule, instance: usize) -> Option<String> {
        let mut env = self.scope(instance);
        if let Body::Power(power) = &rule.body
            && let Some(missing) = self.what_keeps_acts(power, &mut env)
        {
            return Some(missing);
        }
        let header = match &rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => {
                self.what_fails(condition, &mut env)
            }
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        header.or_else(|| self.what_fails(&rule.condition, &mut env))
    }

    /// What all acts of a power presuppose and what does not hold.
    fn what_keeps_acts(&self, power: &'p Power, env: &mut Env<'p>) -> Option<String> {
        let possible = self.some_act_is_possible(power, env, &mut Query::default());
        let mut acts = power.acts.iter().filter(|_| possible.fails());
        acts.find_map(|pattern| self.what_makes_impossible(power, pattern, env))
    }
}
