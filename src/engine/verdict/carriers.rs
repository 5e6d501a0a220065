//! The provisions that may carry an act, or deny it effect, as they stand at its moment.

use crate::check::program::{ActPattern, Body, Generator, Rule, Trigger, VariableId};
use crate::engine::bodies::Turn;
use crate::engine::evaluate::{Env, Frozen, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::record::Stood;
use crate::engine::relation::Relation;
use crate::engine::verdict::Carrier;
use crate::value::{ClauseId, Truth};

impl<'p> Relation<'p> {
    /// The powers that carry an act.
    pub(super) fn carriers(&mut self, fact: FactId) -> Vec<Carrier<'p>> {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        let mut carriers = Vec::new();
        for rule in catalogue.powers.get(&ty).into_iter().flatten() {
            for id in self.power_instances(rule) {
                if let Some(carrier) = self.carrier(fact, rule, id) {
                    carriers.push(carrier);
                }
            }
        }
        let Some(way) = catalogue.ways.get(&ty) else {
            return carriers;
        };
        for rule in &catalogue.standing {
            let Body::Power(power) = &rule.body else {
                continue;
            };
            let carries = power.acts.iter().any(|pattern| {
                self.names
                    .symbol(pattern.called.as_ref().unwrap_or(&pattern.event))
                    == *way
            });
            if carries && !carriers.iter().any(|one| one.rule.id == rule.id) {
                for id in self.power_instances(rule) {
                    carriers.extend(self.carrier(fact, rule, id));
                }
            }
        }
        carriers
    }

    /// The instances of a power that stand; all of them, when the power speaks of the act itself.
    fn power_instances(&self, rule: &'p Rule) -> Vec<usize> {
        let found = if speaks_of_act(rule) {
            &self.record.power_instances
        } else {
            &self.record.standing_powers
        };
        let found = found.get(&rule.id.0).into_iter().flatten();
        found.copied().collect()
    }

    fn carrier(&mut self, fact: FactId, rule: &'p Rule, id: usize) -> Option<Carrier<'p>> {
        let Body::Power(power) = &rule.body else {
            return None;
        };
        let mut query = Query::default();
        let mut env = self.scope_of_act(rule, id, fact);
        let by = self.facts.get(fact).by.map_or(Item::NotStated, Item::Party);
        if self.value(&power.holder, &mut env, &mut query) != by
            || !self.rule_stands(rule, &env, &mut query)
        {
            return None;
        }
        let is_left = |pattern: &&'p ActPattern| {
            let act = self
                .names
                .symbol(pattern.called.as_ref().unwrap_or(&pattern.event));
            !self.record.used_powers.contains(&(id, act))
        };
        let mut asked = Query::default();
        let fits = power
            .acts
            .iter()
            .filter(is_left)
            .fold(Truth::Fails, |truth, pattern| {
                let act = self
                    .names
                    .symbol(pattern.called.as_ref().unwrap_or(&pattern.event));
                if self.catalogue.ways.get(&self.facts.get(fact).ty) == Some(&act) {
                    return Truth::Holds;
                }
                truth.or(self.fits_pattern(pattern, fact, &mut env.clone(), &mut asked))
            });
        if fits.fails() {
            return None;
        }
        let in_form = power
            .form
            .as_ref()
            .map_or(Truth::Holds, |form| self.in_form(fact, form, &mut asked));
        if in_form.fails() {
            return None;
        }
        let window = if speaks_of_act(rule) {
            Truth::Holds
        } else {
            self.power_stands(id)
        };
        if window.fails() {
            return None;
        }
        let mut parts = vec![Frozen::of(fits.and(in_form), asked.open)];
        if self.instances[id].progress.latched {
            parts.push(Frozen::Was(Truth::Holds));
        } else {
            if let Trigger::While(condition) | Trigger::Onset(condition) = &rule.trigger {
                parts.push(self.freeze(condition, &mut env, &mut query));
            }
            parts.push(self.freeze(&rule.condition, &mut env, &mut query));
        }
        parts.extend(self.freeze_presupposed(fact, &mut query));
        let frozen = Frozen::All(parts).once();
        let now = self.thaw(&frozen, &mut query);
        if now.fails() {
            return None;
        }
        let turn = Turn {
            rule,
            id,
            before: now,
            now,
        };
        let mut clauses: Vec<&'p ClauseId> = self
            .told_under(turn, &mut env, &mut query)
            .into_iter()
            .map(|(clause, _)| clause)
            .collect();
        clauses.sort();
        clauses.dedup();
        let stood = self.record.derives.then(|| {
            let header = match &rule.trigger {
                Trigger::While(condition) | Trigger::Onset(condition) => Some(condition),
                Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
            };
            let asked = header.into_iter().chain([&rule.condition]);
            let conditions = asked.flat_map(|condition| self.checked(condition, &mut env));
            let conditions = conditions.collect();
            let day = self.day;
            (now, Stood { day, conditions })
        });
        // What has latched asks for nothing any more: how it arose is told.
        let latched = self.instances[id].progress.latched;
        Some(Carrier {
            clauses,
            rule,
            frozen,
            header: None,
            instance: Some(id),
            met: None,
            stood: stood.filter(|_| !latched),
        })
    }

    /// The scope of a power for the act under judgement: words that speak of the act itself are bound to it.
    pub fn scope_of_act(&self, rule: &'p Rule, id: usize, fact: FactId) -> Env<'p> {
        let mut env = Env::of(
            self.instances[id].variables.to_vec(),
            Some(&rule.at.clause),
            Some(fact),
        );
        for (place, variable) in rule.variables.iter().enumerate() {
            let place = VariableId(place);
            match &variable.generator {
                Generator::ActItself => {
                    env.bind(place, Item::Thing(fact));
                }
                Generator::Trigger { field } => {
                    let item = self.field_of(
                        &Item::Thing(fact),
                        self.names.symbol(field),
                        &mut Query::default(),
                    );
                    env.bind(place, item);
                }
                Generator::Each
                | Generator::Tuple { .. }
                | Generator::Members(_)
                | Generator::EachParty
                | Generator::Is(_)
                | Generator::Local => {}
            }
        }
        env
    }

    /// The rules that deny an act its effect.
    pub(super) fn bars(&mut self, fact: FactId) -> Vec<Carrier<'p>> {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        let mut bars = Vec::new();
        for rule in catalogue.bars.get(&ty).into_iter().flatten() {
            let Body::NoEffect { act } = &rule.body else {
                continue;
            };
            let mut query = Query::default();
            let mut env = Env::of(
                vec![Item::Unbound; rule.variables.len()],
                Some(&rule.at.clause),
                Some(fact),
            );
            let fits = self.fits_pattern(act, fact, &mut env, &mut query);
            if fits.fails() {
                continue;
            }
            for (place, variable) in rule.variables.iter().enumerate() {
                if matches!(variable.generator, Generator::ActItself) {
                    env.bind(VariableId(place), Item::Thing(fact));
                }
            }
            let mut found = Vec::new();
            self.bindings(rule, 0, &mut env, &mut found);
            for variables in found {
                if let Some(bar) = self.bar(fact, rule, fits, variables) {
                    bars.push(bar);
                }
            }
        }
        bars
    }

    fn bar(
        &mut self,
        fact: FactId,
        rule: &'p Rule,
        fits: Truth,
        variables: Vec<Item>,
    ) -> Option<Carrier<'p>> {
        let mut query = Query::default();
        let mut env = Env::of(variables, Some(&rule.at.clause), Some(fact));
        if !self.rule_stands(rule, &env, &mut query) {
            return None;
        }
        let mut parts = vec![Frozen::Was(fits)];
        let mut met = Vec::new();
        let mut header = None;
        if let Trigger::While(condition) | Trigger::Onset(condition) = &rule.trigger {
            let frozen = self.freeze(condition, &mut env, &mut query).once();
            header = Some(frozen.clone());
            parts.push(frozen);
            met.extend(self.what_holds(condition, &mut env));
        }
        parts.push(self.freeze(&rule.condition, &mut env, &mut query));
        met.extend(self.what_holds(&rule.condition, &mut env));
        Some(Carrier {
            clauses: vec![&rule.at.clause],
            rule,
            frozen: Frozen::All(parts).once(),
            header,
            instance: None,
            met: (!met.is_empty()).then(|| met.join("; ")),
            stood: None,
        })
    }
}

/// Whether a power speaks of the act under judgement itself.
pub fn speaks_of_act(rule: &Rule) -> bool {
    rule.variables.iter().any(|variable| {
        matches!(
            variable.generator,
            Generator::ActItself | Generator::Trigger { .. }
        )
    })
}
