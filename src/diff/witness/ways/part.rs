//! Ways to what a changed rule makes different: it comes into play, is kept from it, is used, comes into play twice.

use crate::check::program::{Body, Program, Rule};
use crate::check::schema::Role;
use crate::value::{ClauseId, Name, Value};

use super::{Finder, Scope};
use crate::diff::witness::way::{Filling, Way, both, either};

/// So many ways at most for one change.
const MOST_WAYS: usize = 32;

/// Ways to these rules of a program, the plainest first.
pub(in crate::diff::witness) fn ways(program: &Program, rules: &[&Rule]) -> Vec<Way> {
    let mut finder = Finder::new(program);
    let mut all: Vec<Way> = Vec::new();
    let found: Vec<[Vec<Way>; 4]> = rules
        .iter()
        .filter_map(|rule| program.rules.iter().find(|known| known.id == rule.id))
        .map(|rule| finder.around(rule))
        .collect();
    for depth in 0..4 {
        for of_rule in &found {
            for way in &of_rule[depth] {
                if !way.events.is_empty() && !all.contains(way) {
                    all.push(way.clone());
                }
            }
        }
    }
    all.truncate(MOST_WAYS);
    all
}

impl<'p> Finder<'p> {
    /// In play; used; kept from it; twice.
    fn around(&mut self, rule: &'p Rule) -> [Vec<Way>; 4] {
        let scope = Scope::of_rule(rule);
        let plain = self.rule(rule);
        let used = self.used(rule, &scope);
        let used = both(&plain, &used);
        let kept: Vec<Vec<Way>> = self
            .exceptions(&rule.condition, &scope)
            .into_iter()
            .chain(self.ends(rule, &scope))
            .map(|way| both(&plain, &way))
            .collect();
        let twice = plain.iter().map(Way::twice).collect();
        [plain, used, either(kept), twice]
    }

    /// What is done with what the rule gives: a power is used, a duty performed, a ban broken, a claim paid.
    fn used(&mut self, rule: &'p Rule, scope: &Scope<'p>) -> Vec<Way> {
        match &rule.body {
            Body::Power(power) => {
                let acts = self.acts(&power.acts, scope);
                self.in_each_form(&acts)
            }
            Body::Ban { acts, called, .. } => {
                let acts = self.acts(acts, scope);
                either([
                    acts,
                    self.breaking(&rule.at.clause),
                    self.done(called, scope),
                ])
            }
            Body::NoEffect { act } => {
                let acts = self.act(act, scope);
                self.in_each_form(&acts)
            }
            Body::Duty(duty) => {
                let done = duty.steps.iter().map(|step| match &step.performed_by {
                    Some(act) => self.act(act, scope),
                    None => self.done(step.conduct.as_ref().unwrap_or(&step.called), scope),
                });
                let done: Vec<Vec<Way>> = done.collect();
                either(done)
            }
            Body::Debt(_)
            | Body::Accrual(_)
            | Body::Allocation(_)
            | Body::DesignationIgnored { .. }
            | Body::BecomeDue { .. }
            | Body::Lapse { .. } => self.events_of_role(Role::Payment, &[]),
            Body::Ground { provision, .. } => {
                let program = self.program;
                let rules = program.rules.iter();
                let served = rules.filter(|one| one.at.clause == *provision);
                either(served.map(|one| self.rule(one)).collect::<Vec<_>>())
            }
            Body::SwitchOff { provisions, .. } => self.of_provisions(provisions),
            Body::Order(order) => self.of_provisions(&order.groups.concat()),
            Body::Status(_)
            | Body::TakesEffect { .. }
            | Body::Ends { .. }
            | Body::Refuse(_)
            | Body::Limit(_)
            | Body::WithoutBasis { .. }
            | Body::Governs(_)
            | Body::Note { .. } => Vec::new(),
        }
    }

    fn of_provisions(&mut self, provisions: &[ClauseId]) -> Vec<Way> {
        let program = self.program;
        let within = |rule: &&Rule| provisions.iter().any(|one| rule.at.clause.is_within(one));
        let rules = program.rules.iter().filter(within);
        either(rules.map(|rule| self.rule(rule)).collect::<Vec<_>>())
    }

    fn breaking(&self, clause: &ClauseId) -> Vec<Way> {
        let provision = Filling::Is(Value::Provision(clause.clone()));
        self.events_of_role(Role::Violation, &[(Name::new("provision"), provision)])
    }

    /// What ends it.
    fn ends(&mut self, rule: &'p Rule, scope: &Scope<'p>) -> Vec<Vec<Way>> {
        let until = match &rule.body {
            Body::Status(status) => status.until.as_ref(),
            Body::Power(power) => power.window.until.as_ref(),
            Body::Debt(debt) => debt.until.as_ref(),
            _ => None,
        };
        let ways = until.map(|until| self.condition(until, true, scope));
        ways.into_iter().collect()
    }

    /// The same acts in no form that is told, in writing, and by word of mouth.
    fn in_each_form(&self, ways: &[Way]) -> Vec<Way> {
        let forms = &self.program.schema.forms;
        let told = forms.iter().map(|form| {
            let form = Filling::Is(Value::Form(form.clone()));
            let ways = ways.iter().filter_map(|way| {
                let mut way = way.clone();
                let last = way.events.last_mut()?;
                last.fields.retain(|(name, _)| *name != *"form");
                last.fields.push((Name::new("form"), form.clone()));
                Some(way)
            });
            ways.collect::<Vec<_>>()
        });
        let told: Vec<Vec<Way>> = told.collect();
        either([ways.to_vec()].into_iter().chain(told))
    }
}
