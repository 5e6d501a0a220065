//! Gaps: where a rule of the law steps in because no rule of the terms speaks of the matter.
//!
//! What the terms regulate is asked of each claim, each state and each act by itself: an interest on prices says nothing of fines.
//! A rule of the terms speaks of what its header ranges over. What it says besides, behind `if` and `unless`, it says *of* that, so
//! that the terms are not silent where such a condition fails.

use crate::check::program::{
    Body, Condition, Expression, KernelMeasure, Rule, Trigger, VariableId,
};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::parameters::Place;
use crate::engine::relation::Relation;
use crate::value::Date;

impl<'p> Relation<'p> {
    /// Whether a rule of the terms fills the place of a gap rule. What an event brings about is asked of the day of that event: a provision
    /// that is set aside later has spoken of it already.
    pub(super) fn is_filled(&self, gap: &'p Rule, env: &Env<'p>, query: &mut Query<'p>) -> bool {
        let catalogue = self.catalogue.clone();
        let candidates = catalogue.in_place_of.get(&gap.id);
        let candidates = candidates.map_or(&[][..], Vec::as_slice);
        let day = match (&gap.trigger, env.event) {
            (Trigger::Event(_), Some(event)) => self.facts.get(event).date,
            _ => self.day,
        };
        candidates.iter().any(|rule| {
            self.in_force_on(day, &Place::of_rule(rule), query)
                && self.stands(&rule.stands_in, &Env::default(), query)
                && self.speaks_of_the_same(rule, gap, env, query)
        })
    }

    /// The day from which the terms are silent about what a gap rule has in hand, where a provision that spoke of it was set aside.
    pub(super) fn silent_since(
        &self,
        gap: &'p Rule,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let catalogue = self.catalogue.clone();
        let candidates = catalogue.in_place_of.get(&gap.id)?;
        let spoke = candidates.iter().filter_map(|rule| {
            let since = self.set_aside_since(self.day, &Place::of_rule(rule), query)?;
            let meant = self.stands(&rule.stands_in, &Env::default(), query)
                && self.speaks_of_the_same(rule, gap, env, query);
            meant.then_some(since)
        });
        spoke.max()
    }

    /// Whether a rule of the terms speaks of what the gap rule has in hand.
    fn speaks_of_the_same(
        &self,
        rule: &'p Rule,
        gap: &'p Rule,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        match (&rule.body, &gap.body) {
            // A claim against one party leaves open what the other owes.
            (Body::Debt(one), Body::Debt(other)) => {
                self.is_the_party(&one.debtor, &other.debtor, env, query)
            }
            (Body::Accrual(one), Body::Accrual(other)) => {
                self.is_the_party(&one.debtor, &other.debtor, env, query)
                    && self.ranges_over(rule, &one.on, &other.on, env, query)
            }
            (Body::Status(one), Body::Status(other)) => {
                let mut pairs = one.arguments.iter().zip(&other.arguments);
                pairs.all(|(one, other)| {
                    self.is_the_party(one, other, env, query)
                        && self.ranges_over(rule, one, other, env, query)
                })
            }
            _ => true,
        }
    }

    /// Whether the party that a rule of the terms names is the one that the gap rule has in hand: what it says of one party leaves open
    /// what holds of the other.
    fn is_the_party(
        &self,
        own: &Expression,
        in_hand: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let Expression::Party(role) = own else {
            return true;
        };
        match self.value(in_hand, &mut env.clone(), query) {
            Item::Party(party) => self.names.symbol(role) == party,
            _ => true,
        }
    }

    /// Whether what a rule of the terms says of its thing is said of the thing that the gap rule has in hand.
    fn ranges_over(
        &self,
        rule: &'p Rule,
        own: &'p Expression,
        in_hand: &'p Expression,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let Some(id) = variable_behind(own) else {
            return true;
        };
        let Some(variable) = rule.variables.get(id.0) else {
            return true;
        };
        let thing = self.value(in_hand, &mut env.clone(), query);
        let thing = self.as_sort(thing, Some(&variable.sort), query);
        if !self.fits(&thing, &variable.sort) {
            return false;
        }
        let mut bound = Env::of(Vec::new(), Some(&rule.at.clause), env.event);
        bound.bind(id, thing);
        let header = match &rule.trigger {
            Trigger::Onset(header) | Trigger::While(header) => header,
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => return true,
        };
        let mut kinds = Vec::new();
        kinds_asked(header, id, &mut kinds);
        kinds
            .into_iter()
            .all(|kind| !self.truth(kind, &mut bound, query).fails())
    }
}

/// The variable that an expression speaks of: `the invoice` in what becomes the claim of the invoice.
fn variable_behind(expression: &Expression) -> Option<VariableId> {
    match expression {
        Expression::Variable(id) => Some(*id),
        Expression::ClaimOf(of)
        | Expression::ObligationOf(of)
        | Expression::ThingOf(of)
        | Expression::ObligationFor { thing: of, .. } => variable_behind(of),
        _ => None,
    }
}

/// What a header asks of the kind of a thing: `a price claim`, `a claim of the supplier`.
fn kinds_asked<'c>(header: &'c Condition, id: VariableId, found: &mut Vec<&'c Condition>) {
    match header {
        Condition::All(items) => {
            for item in items {
                kinds_asked(&item.condition, id, found);
            }
        }
        Condition::Compare { left, .. } | Condition::OneOf { value: left, .. }
            if is_its_kind(left, id) =>
        {
            found.push(header);
        }
        Condition::Not(of) => {
            let known = found.len();
            kinds_asked(of, id, found);
            if found.len() > known {
                found.truncate(known);
                found.push(header);
            }
        }
        _ => {}
    }
}

/// Whether an expression is the head or the bearer of a thing: what never changes of it.
fn is_its_kind(expression: &Expression, id: VariableId) -> bool {
    match expression {
        Expression::OtherParty(of) => is_its_kind(of, id),
        Expression::Kernel { measure, arguments } => {
            matches!(measure, KernelMeasure::HeadOf | KernelMeasure::Bearer)
                && arguments.first().and_then(variable_behind) == Some(id)
        }
        _ => false,
    }
}
