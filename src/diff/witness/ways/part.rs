//! Ways to what a changed rule makes different: it comes into play, is kept from it, is used, comes into play twice.

use crate::check::program::{Body, Condition, Program, Rule, Step, Trigger};
use crate::check::schema::Role;
use crate::value::{ClauseId, Name, Value};

use super::{Finder, Scope};
use crate::diff::witness::aims::Figure;
use crate::diff::witness::way::{Filling, Way, both, either, nothing};

/// So many ways at most for one change.
const MOST_WAYS: usize = 32;

/// Ways to these rules of a program, the plainest first.
/// Of several values that will do, those come first that the rules name in this text only.
pub(in crate::diff::witness) fn ways(
    program: &Program,
    rules: &[&Rule],
    only_here: Vec<Value>,
) -> Vec<Way> {
    let mut finder = Finder::new(program, only_here);
    let mut all: Vec<Way> = Vec::new();
    let found: Vec<[Vec<Way>; 4]> = rules
        .iter()
        .filter_map(|rule| program.rules.iter().find(|known| known.id == rule.id))
        .map(|rule| finder.around(rule))
        .collect();
    // One way of each kind for each rule, then the next of each.
    let kinds = || (0..4).flat_map(|kind| found.iter().map(move |of_rule| &of_rule[kind]));
    let longest = kinds().map(Vec::len).max().unwrap_or_default();
    for turn in 0..longest {
        for way in kinds().filter_map(|ways| ways.get(turn)) {
            if !way.events.is_empty() && !all.contains(way) {
                all.push(way.clone());
            }
        }
    }
    all.truncate(MOST_WAYS);
    all
}

/// Agreements in the place of these figures, each in every form.
pub(in crate::diff::witness) fn agreements(program: &Program, figures: &[Figure<'_>]) -> Vec<Way> {
    let finder = Finder::new(program, Vec::new());
    let agreed = figures.iter().map(|figure| {
        let fields = [
            ("provision", Value::Provision(figure.clause.clone())),
            ("parameter", Value::Text(figure.name.to_string())),
            ("value", figure.other_value.clone()),
        ];
        let fields = fields.map(|(name, value)| (Name::new(name), Filling::Is(value)));
        finder.in_each_form(&finder.events_of_role(Role::Replacement, &fields))
    });
    one_of_each(agreed.collect())
}

impl<'p> Finder<'p> {
    /// In play; used; kept from it; twice.
    fn around(&mut self, rule: &'p Rule) -> [Vec<Way>; 4] {
        let scope = Scope::of_rule(rule);
        let plain = self.rule(rule);
        let used = self.used(rule, &scope);
        let used = both(&plain, &used);
        let mut kept = vec![self.header_alone(rule, &scope)];
        kept.extend(self.exceptions(&rule.condition, &scope));
        kept.extend(self.ends(rule, &scope));
        // What keeps a rule away comes before what the rule is about, or behind it.
        let kept = kept
            .iter()
            .flat_map(|way| [both(way, &used), both(&plain, way), both(&used, way)]);
        let in_place = both(&self.set_aside(rule), &plain);
        let kept = one_of_each([in_place].into_iter().chain(kept).collect());
        let twice = plain.iter().map(Way::twice).collect();
        [plain, used, kept, twice]
    }

    /// The event of the header, whatever else the rule asks for: an act that does not count, for want of a power or a form.
    fn header_alone(&mut self, rule: &'p Rule, scope: &Scope<'p>) -> Vec<Way> {
        match (&rule.trigger, &rule.condition) {
            (Trigger::Event(_), Condition::Always) => Vec::new(),
            (Trigger::Event(pattern), _) => self.act(pattern, scope),
            (
                Trigger::Standing
                | Trigger::Onset(_)
                | Trigger::While(_)
                | Trigger::Recurring { .. },
                _,
            ) => Vec::new(),
        }
    }

    /// The provisions set aside under which the same is owed once: what they give hides what the rule gives.
    fn set_aside(&self, rule: &Rule) -> Vec<Way> {
        let once_under = match &rule.body {
            Body::Debt(debt) => &debt.once_under,
            Body::Accrual(accrual) => &accrual.once_under,
            _ => return Vec::new(),
        };
        let others: Vec<&ClauseId> = once_under
            .iter()
            .filter(|one| **one != rule.at.clause)
            .collect();
        if others.is_empty() {
            return Vec::new();
        }
        others.into_iter().fold(nothing(), |ways, other| {
            let provision = Filling::Is(Value::Provision(other.clone()));
            let fields = [(Name::new("provision"), provision)];
            both(&ways, &self.events_of_role(Role::Disapplication, &fields))
        })
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
                let broken = self.breaking(&rule.at.clause);
                let ended = self.events_of_role(Role::EndOfViolation, &[]);
                let ended = both(&broken, &ended);
                either([acts, broken, self.done(called, Vec::new()), ended])
            }
            Body::NoEffect { act } => {
                let acts = self.act(act, scope);
                self.in_each_form(&acts)
            }
            Body::Duty(duty) => {
                let done = duty.steps.iter().map(|step| match &step.performed_by {
                    Some(act) => self.act(act, scope),
                    None => {
                        let with = self.types_of_step(step, scope);
                        self.done(step.conduct.as_ref().unwrap_or(&step.called), with)
                    }
                });
                let done: Vec<Vec<Way>> = done.collect();
                either(done)
            }
            Body::Allocation(_) => {
                let owed = self.under_two_heads();
                both(&owed, &self.events_of_role(Role::Payment, &[]))
            }
            Body::Debt(_)
            | Body::Accrual(_)
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
            | Body::Becomes { .. }
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

    pub(super) fn breaking(&self, clause: &ClauseId) -> Vec<Way> {
        let provision = Filling::Is(Value::Provision(clause.clone()));
        self.events_of_role(Role::Violation, &[(Name::new("provision"), provision)])
    }

    /// The event types that bring about what a duty is about.
    fn types_of_step(&self, step: &Step, scope: &Scope<'p>) -> Vec<Name> {
        let thing = step.thing.as_ref();
        thing.map_or_else(Vec::new, |thing| self.types(thing, scope))
    }

    /// What ends it, or lets it rest.
    fn ends(&mut self, rule: &'p Rule, scope: &Scope<'p>) -> Vec<Vec<Way>> {
        let until = match &rule.body {
            Body::Status(status) => status.until.as_ref(),
            Body::Power(power) => power.window.until.as_ref(),
            Body::Debt(debt) => debt.until.as_ref(),
            _ => None,
        };
        let mut ways: Vec<Vec<Way>> = Vec::new();
        if let Some(until) = until {
            ways.push(self.condition(until, true, scope));
        }
        if let Body::Duty(duty) = &rule.body {
            for step in &duty.steps {
                let with = self.types_of_step(step, scope);
                ways.extend(self.not_owed(step.conduct.as_ref().unwrap_or(&step.called), with));
            }
        }
        if let Trigger::While(condition) = &rule.trigger {
            ways.extend(self.stops(condition));
        }
        ways.extend(self.stops(&rule.condition));
        ways
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

/// The first of each of these ways, then the second of each.
fn one_of_each(all: Vec<Vec<Way>>) -> Vec<Way> {
    let longest = all.iter().map(Vec::len).max().unwrap_or_default();
    let turns = (0..longest).flat_map(|turn| all.iter().filter_map(move |ways| ways.get(turn)));
    turns.cloned().collect()
}
