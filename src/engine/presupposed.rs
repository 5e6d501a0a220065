//! What acts presuppose (`It presupposes that the agreement is not over`): without it no power to do them stands.

use crate::check::program::{AboutAct, ActPattern, Condition, Power};
use crate::engine::evaluate::{Env, Frozen, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::relation::Relation;
use crate::value::{Name, Truth};

impl<'p> Relation<'p> {
    /// Whether what some act of a power presupposes holds.
    pub fn some_act_is_possible(
        &self,
        power: &'p Power,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let mut truth = Truth::Fails;
        for pattern in &power.acts {
            truth = truth.or(self.is_possible(power, pattern, env, query));
        }
        truth
    }

    /// Whether what an act of a power presupposes holds.
    pub fn is_possible(
        &self,
        power: &'p Power,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let Some(presupposed) = self.catalogue.presupposed.get(&pattern.event) else {
            return Truth::Holds;
        };
        let mut inner = self.presupposing(power, pattern, env);
        self.truth(&presupposed.condition, &mut inner, query)
    }

    /// What the acts of a power presuppose, each in its scope.
    pub fn presupposed_by(&self, power: &'p Power, env: &Env<'p>) -> Vec<(&'p Condition, Env<'p>)> {
        let acts = power.acts.iter();
        let presupposed = acts.filter_map(|pattern| {
            let presupposed = self.catalogue.presupposed.get(&pattern.event)?;
            let inner = self.presupposing(power, pattern, &mut env.clone());
            Some((&presupposed.condition, inner))
        });
        presupposed.collect()
    }

    /// What an act of a power presupposes and what does not hold, in words.
    pub fn what_makes_impossible(
        &self,
        power: &'p Power,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
    ) -> Option<String> {
        let presupposed = self.catalogue.presupposed.get(&pattern.event)?;
        let mut inner = self.presupposing(power, pattern, env);
        let condition = self.first_that_fails(&presupposed.condition, &mut inner)?;
        Some(match condition {
            Condition::Not(of) => self.condition_in_words(of, &inner),
            other => self.what_fails(other, &mut inner)?,
        })
    }

    /// Of several things that an act presupposes the first that does not hold.
    fn first_that_fails(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
    ) -> Option<&'p Condition> {
        let parts = match condition {
            Condition::All(items) => items.iter().map(|item| &item.condition).collect(),
            other => vec![other],
        };
        let mut parts = parts.into_iter();
        parts.find(|part| !self.truth(part, env, &mut Query::default()).holds())
    }

    /// Whether what an act that has happened presupposes held, as far as it is known.
    pub fn freeze_presupposed(&self, fact: FactId, query: &mut Query<'p>) -> Option<Frozen<'p>> {
        let ty = self.names.name(self.facts.get(fact).ty);
        let presupposed = self.catalogue.presupposed.get(&ty)?;
        let mut env = Env::default().called(self.arguments_of(presupposed, fact));
        env.event = Some(fact);
        Some(self.freeze(&presupposed.condition, &mut env, query))
    }

    /// What an act that has happened tells, for the arguments of a condition about such acts.
    pub fn arguments_of(&self, about: &AboutAct, fact: FactId) -> Vec<Item> {
        let fields = about.fields.iter();
        fields.map(|field| self.told_of(fact, field)).collect()
    }

    fn told_of(&self, fact: FactId, field: &Name) -> Item {
        let field = self.names.symbol(field);
        self.field_of(&Item::Thing(fact), field, &mut Query::default())
    }

    /// The scope of what an act of a power presupposes: what the power says the act is about.
    fn presupposing(
        &self,
        power: &'p Power,
        pattern: &'p ActPattern,
        env: &mut Env<'p>,
    ) -> Env<'p> {
        let query = &mut Query::default();
        let presupposed = self.catalogue.presupposed.get(&pattern.event);
        let mut arguments = Vec::new();
        for field in presupposed.into_iter().flat_map(|one| &one.fields) {
            let said = pattern.fields.iter().find(|(name, _)| name == field);
            arguments.push(match said {
                Some((_, value)) => self.value(value, env, query),
                None if field.as_str() == "by" => self.value(&power.holder, env, query),
                None => Item::NotStated,
            });
        }
        env.called(arguments)
    }
}
