//! Several agreements beside each other: which one is in hand, and what belongs to another.
//!
//! A sentence about an agreement (`the supplier may dissolve the agreement while the client is in default of an obligation`) does not
//! mean what belongs to another one. What names no agreement belongs to the relation, and is meant by all sentences.

use crate::check::program::{Generator, Rule, Trigger};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Truth};

impl<'p> Relation<'p> {
    /// The agreement in hand, where there are several: the one that the sentence speaks of, or the one that its things belong to.
    pub fn agreement_in_hand(&self, env: &Env<'p>) -> Option<Symbol> {
        if !self.has_several_agreements() {
            return None;
        }
        env.agreement
            .or_else(|| env.agreement_said())
            .or_else(|| self.agreement_of_matter(env))
    }

    /// The agreement to which a sentence is confined, where there are several.
    pub fn confined_to(&self, env: &Env<'p>) -> Option<Symbol> {
        self.has_several_agreements()
            .then(|| env.agreement_said())
            .flatten()
    }

    /// Whether something belongs to another agreement than the one that a sentence is confined to. Another agreement itself does not: a
    /// sentence that speaks of it means it.
    pub fn is_of_another(&self, agreement: Option<Symbol>, item: &Item) -> bool {
        let Some(meant) = agreement else {
            return false;
        };
        match item {
            Item::Thing(_) | Item::Obligation(_) => {
                self.own_agreement(item).is_some_and(|own| own != meant)
            }
            _ => false,
        }
    }

    /// Whether a rule about each agreement would speak of something that belongs to another one.
    pub fn mixes_agreements(&self, rule: &Rule, variables: &[Item]) -> bool {
        let each = rule
            .variables
            .iter()
            .zip(variables)
            .find_map(|(variable, item)| match (&variable.generator, item) {
                (Generator::Each, Item::Agreement(name)) => Some(*name),
                _ => None,
            });
        let meant = each.filter(|_| self.has_several_agreements());
        variables.iter().any(|item| self.is_of_another(meant, item))
    }

    /// The agreement that something names or formed; none for what belongs to the relation.
    pub fn own_agreement(&self, item: &Item) -> Option<Symbol> {
        match item {
            Item::Agreement(name) => Some(*name),
            Item::Obligation(id) => self.own_agreement(&self.obligations.get(*id).thing),
            Item::Thing(fact) => {
                let fact = self.facts.get(*fact);
                let formed = self.agreements.contains(&fact.name).then_some(fact.name);
                fact.agreement.or(formed)
            }
            _ => None,
        }
    }

    /// To what extent a ground that an instance of a rule gives is one in an agreement.
    pub fn ground_within(
        &self,
        instance: usize,
        agreement: Symbol,
        query: &mut Query<'p>,
    ) -> Truth {
        let given = self.instances[instance].truth;
        let Some(rule) = self.instances[instance].rule() else {
            return given;
        };
        let mut env = self.scope_of_ground(instance, Some(agreement));
        let event = env.event.map(Item::Thing);
        let mut known = env.variables.iter().chain(&event);
        if known.any(|item| self.is_of_another(Some(agreement), item)) {
            return Truth::Fails;
        }
        match &rule.trigger {
            Trigger::While(header) => {
                let holds = self.truth(header, &mut env, query);
                holds.and(self.truth(&rule.condition, &mut env, query))
            }
            Trigger::Standing => self.truth(&rule.condition, &mut env, query),
            Trigger::Event(_) | Trigger::Onset(_) | Trigger::Recurring { .. } => given,
        }
    }

    /// What the words of a ground stand for, where it is asked for in an agreement.
    pub fn scope_of_ground(&self, instance: usize, agreement: Option<Symbol>) -> Env<'p> {
        let mut env = self.scope(instance);
        env.within = agreement;
        env
    }

    /// The instances that give a ground for a provision, or may give one; in the agreement to which the sentence that asks is confined.
    /// A ground that names nobody is given against everybody.
    pub fn grounds_given(
        &self,
        provision: &ClauseId,
        against: Option<&Item>,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<(usize, Truth)> {
        let provision = self.names.text(provision.as_str());
        query.read(Cell::Ground(provision));
        let Some(given) = self.grounds.get(&provision) else {
            return Vec::new();
        };
        let confined_to = self.confined_to(env);
        let all = given.instances(against).into_iter();
        let extent = |id: usize| match confined_to {
            Some(agreement) => (id, self.ground_within(id, agreement, query)),
            None => (id, self.instances[id].truth),
        };
        all.map(extent)
            .filter(|(_, truth)| !truth.fails())
            .collect()
    }

    /// The rules that give a ground to at least some extent, each once, in the order of their first instances.
    pub fn rules_given(
        &self,
        least: Truth,
        provision: &ClauseId,
        against: Option<&Item>,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<&'p Rule> {
        if self.confined_to(env).is_none() {
            let provision = self.names.text(provision.as_str());
            let given = self.grounds.get(&provision);
            return given.map_or_else(Vec::new, |given| given.rules(least, against));
        }
        let mut rules: Vec<&'p Rule> = Vec::new();
        for (id, truth) in self.grounds_given(provision, against, env, query) {
            let rule = self.instances[id].rule().filter(|_| truth >= least);
            let is_new = |rule: &&Rule| !rules.iter().any(|known| known.id == rule.id);
            rules.extend(rule.filter(is_new));
        }
        rules
    }

    fn has_several_agreements(&self) -> bool {
        self.agreements.len() > 1
    }
}
