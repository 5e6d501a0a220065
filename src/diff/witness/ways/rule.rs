//! Ways to a rule that comes into play, and to what rules bring about: claims, obligations, powers, grounds.

use crate::check::program::{
    ActPattern, Argument, Body, Condition, Expression, Generator, Performance, Rule, Sort, Trigger,
    Variable, VariableId,
};
use crate::check::schema::Role;
use crate::value::{ClauseId, Name};

use super::{Finder, Scope, Sought};
use crate::diff::witness::way::{Filling, Way, both, either, nothing};

impl<'p> Scope<'p> {
    pub(super) fn of_rule(rule: &'p Rule) -> Self {
        let variables = rule.variables.iter().enumerate();
        let variables = variables.map(|(at, one)| (VariableId(at), one));
        let forbidden = match &rule.body {
            Body::Ban { acts, .. } => acts.iter().map(|act| act.event.clone()).collect(),
            _ => Vec::new(),
        };
        Self {
            variables: variables.collect(),
            forbidden,
            ..Self::default()
        }
    }
}

impl<'p> Finder<'p> {
    /// Ways to a rule: what it speaks of is there, its condition holds, its header comes last.
    pub(super) fn rule(&mut self, rule: &'p Rule) -> Vec<Way> {
        self.seek(Sought::Rule(rule.id), |finder| {
            let scope = Scope::of_rule(rule);
            let mut ways = nothing();
            for variable in &rule.variables {
                ways = both(&ways, &finder.variable(variable, &scope));
            }
            ways = both(&ways, &finder.condition(&rule.condition, true, &scope));
            ways = both(&ways, &finder.header(&rule.trigger, &scope));
            for variable in &rule.variables {
                ways = both(&ways, &finder.told_in_the_header(rule, variable));
            }
            both(&ways, &finder.body(&rule.body, &scope))
        })
    }

    fn header(&mut self, trigger: &'p Trigger, scope: &Scope<'p>) -> Vec<Way> {
        match trigger {
            Trigger::Standing => nothing(),
            Trigger::Event(pattern) => self.act(pattern, scope),
            Trigger::Onset(condition) | Trigger::While(condition) => {
                self.condition(condition, true, scope)
            }
            Trigger::Recurring { anchor, .. } => self.value(anchor, scope),
        }
    }

    /// What the event of the header tells that it may also leave out, and that the rule speaks of: the violation that a claim comes
    /// from.
    pub(super) fn told_in_the_header(&mut self, rule: &Rule, variable: &Variable) -> Vec<Way> {
        let (Trigger::Event(pattern), Generator::Trigger { field }) =
            (&rule.trigger, &variable.generator)
        else {
            return nothing();
        };
        let ty = self.program.schema.events.get(&pattern.event);
        let told = ty.and_then(|ty| ty.fields.get(field));
        if told.is_none_or(|told| told.required || told.default.is_some()) {
            return nothing();
        }
        let there = match &variable.sort {
            sort @ Sort::Thing(_) => self.sort(sort),
            _ => nothing(),
        };
        let tells = Way::of(&pattern.event, vec![(field.clone(), Filling::Something)]);
        both(&there, &[tells])
    }

    /// What a rule needs for its conclusion to be about something.
    pub(super) fn body(&mut self, body: &'p Body, scope: &Scope<'p>) -> Vec<Way> {
        match body {
            Body::Debt(debt) => {
                let amount = self.value(&debt.amount, scope);
                match &debt.daily {
                    Some(daily) => both(&amount, &self.condition(&daily.while_, true, scope)),
                    None => amount,
                }
            }
            Body::Accrual(accrual) => self.value(&accrual.on, scope),
            Body::BecomeDue { .. } | Body::Allocation(_) | Body::Lapse { claim: None, .. } => {
                self.claims()
            }
            Body::Limit(limit) => {
                let ceiling = self.value(&limit.amount, scope);
                let ceiling = both(&ceiling, &self.other_ceilings(limit.claim, scope));
                let cut = Way {
                    large: self.types(&Expression::Variable(limit.claim), scope),
                    ..Way::default()
                };
                let claim = both(&self.claim_that_passes(limit.claim, scope), &[cut]);
                both(&ceiling, &claim)
            }
            Body::Refuse(gate) => self.claim_that_passes(gate.claim, scope),
            Body::WithoutBasis { claim } => self.value(claim, scope),
            Body::Becomes { value: of, .. }
            | Body::TakesEffect { thing: of, .. }
            | Body::Ends { what: of, .. } => self.value(of, scope),
            Body::Duty(_)
            | Body::Power(_)
            | Body::Ban { .. }
            | Body::Status(_)
            | Body::NoEffect { .. }
            | Body::SetOff
            | Body::DesignationIgnored { .. }
            | Body::Lapse { claim: Some(_), .. }
            | Body::Order(_)
            | Body::Ground { .. }
            | Body::SwitchOff { .. }
            | Body::Governs(_)
            | Body::Note { .. } => nothing(),
        }
    }

    /// What other ceilings over such claims are made of: one of nothing would hide this one.
    fn other_ceilings(&mut self, claim: VariableId, scope: &Scope<'p>) -> Vec<Way> {
        let program = self.program;
        let types = self.types(&Expression::Variable(claim), scope);
        let mut ways = nothing();
        for rule in &program.rules {
            let scope = Scope::of_rule(rule);
            if let Body::Limit(limit) = &rule.body
                && self.types(&Expression::Variable(limit.claim), &scope) == types
            {
                let there = self.value(&limit.amount, &scope);
                let with = both(&ways, &there);
                if !with.is_empty() {
                    ways = with;
                }
            }
        }
        ways
    }

    /// A claim that a gate or a ceiling is about: it arises, and no gate refuses it.
    fn claim_that_passes(&mut self, claim: VariableId, scope: &Scope<'p>) -> Vec<Way> {
        let program = self.program;
        let types = self.types(&Expression::Variable(claim), scope);
        let mut ways = self.of_rules(|finder, rule| {
            let scope = Scope::of_rule(rule);
            match &rule.body {
                Body::Debt(debt) => {
                    let about = finder.types(&debt.named_after, &scope);
                    about.iter().any(|ty| types.contains(ty))
                }
                _ => false,
            }
        });
        for rule in &program.rules {
            let scope = Scope::of_rule(rule);
            if let Body::Refuse(gate) = &rule.body
                && self.types(&Expression::Variable(gate.claim), &scope) == types
            {
                let passed = either(self.exceptions(&rule.condition, &scope));
                if !passed.is_empty() {
                    ways = both(&ways, &passed);
                }
            }
        }
        ways
    }

    pub(super) fn variable(&mut self, variable: &'p Variable, scope: &Scope<'p>) -> Vec<Way> {
        match &variable.generator {
            Generator::Each => self.sort(&variable.sort),
            Generator::Tuple {
                state, arguments, ..
            } => {
                let there = self.state(state, arguments, scope);
                match &variable.sort {
                    sort @ Sort::Thing(_) => both(&there, &self.sort(sort)),
                    _ => there,
                }
            }
            Generator::Members(of) | Generator::Is(of) => self.value(of, scope),
            Generator::Trigger { .. }
            | Generator::EachParty
            | Generator::ActItself
            | Generator::Local => nothing(),
        }
    }

    pub(super) fn rules_of_state(&self, name: &Name) -> impl Iterator<Item = &'p Rule> {
        let rules = self.program.rules.iter();
        rules
            .filter(move |rule| matches!(&rule.body, Body::Status(status) if status.state == *name))
    }

    /// Where a statement names a party and rules bring the state about for one party or the other: those for this party.
    pub(super) fn rules_for_the_party(
        &self,
        name: &Name,
        arguments: &[Argument],
    ) -> Option<Vec<&'p Rule>> {
        let party = |argument: &Argument| match argument {
            Argument::Is(Expression::Party(party)) => Some(party.clone()),
            Argument::Is(_) | Argument::Any | Argument::Variable(_) => None,
        };
        let (at, wanted) = arguments
            .iter()
            .enumerate()
            .find_map(|(at, argument)| Some((at, party(argument)?)))?;
        let named = |rule: &&Rule| match &rule.body {
            Body::Status(status) => match status.arguments.get(at) {
                Some(Expression::Party(party)) => Some(*party == wanted),
                Some(_) | None => None,
            },
            _ => None,
        };
        let all: Vec<&'p Rule> = self.rules_of_state(name).collect();
        if all.is_empty() || all.iter().all(|rule| named(rule) != Some(false)) {
            return None;
        }
        let kept = all.into_iter().filter(|rule| named(rule) != Some(false));
        Some(kept.collect())
    }

    /// Ways to some claim.
    pub(super) fn claims(&mut self) -> Vec<Way> {
        self.seek(Sought::Claims, |finder| {
            finder.of_rules(|finder, rule| match &rule.body {
                Body::Debt(_) | Body::Accrual(_) => true,
                Body::Duty(duty) => duty.steps.iter().any(|step| {
                    let conduct = step.conduct.as_ref();
                    conduct.is_some_and(|conduct| finder.is_paid(conduct))
                }),
                _ => false,
            })
        })
    }

    /// Ways to claims under two heads at once.
    pub(super) fn under_two_heads(&mut self) -> Vec<Way> {
        let program = self.program;
        let mut first_of: Vec<(&Name, Way)> = Vec::new();
        for rule in program.rules.iter().filter(|rule| !rule.fallback) {
            let head = match &rule.body {
                Body::Debt(debt) => &debt.head.head,
                Body::Accrual(accrual) => &accrual.head.head,
                _ => continue,
            };
            for way in self.rule(rule) {
                match first_of.iter_mut().find(|(known, _)| *known == head) {
                    Some((_, known)) if known.events.len() > way.events.len() => *known = way,
                    Some(_) => {}
                    None => first_of.push((head, way)),
                }
            }
        }
        let pairs = first_of.iter().enumerate().flat_map(|(at, (_, one))| {
            let others = first_of[at + 1..].iter();
            others.filter_map(move |(_, other)| one.and(other))
        });
        either([pairs.collect()])
    }

    /// Ways to some obligation.
    pub(super) fn obligations(&mut self) -> Vec<Way> {
        self.seek(Sought::Obligations, |finder| {
            finder.of_rules(|_, rule| matches!(rule.body, Body::Duty(_)))
        })
    }

    /// Ways to an obligation to do this with a thing of one of these types; of any type, where none is given.
    pub(super) fn duties(&mut self, conduct: &Name, types: &[Name]) -> Vec<Way> {
        let ways = self.of_rules(|finder, rule| {
            let Body::Duty(duty) = &rule.body else {
                return false;
            };
            let scope = Scope::of_rule(rule);
            duty.steps.iter().any(|step| {
                let is_it = step.conduct.as_ref() == Some(conduct) || step.called == *conduct;
                let thing = step.thing.as_ref();
                let about = thing.map_or_else(Vec::new, |thing| finder.types(thing, &scope));
                let fits = about.iter().any(|ty| types.contains(ty));
                is_it && (fits || about.is_empty() || types.is_empty())
            })
        });
        either_or_nothing(vec![ways])
    }

    /// Ways to what performs an obligation.
    pub(super) fn performing(&mut self, obligation: &'p Expression, scope: &Scope<'p>) -> Vec<Way> {
        match obligation {
            Expression::ObligationFor { conduct, thing } => {
                let with = self.types(thing, scope);
                self.done(conduct, with)
            }
            _ => self.events_of_role(Role::Payment, &[]),
        }
    }

    /// Somebody does it with a thing of one of these types, or fails to: pays, or does the act that performs or breaks it.
    pub(super) fn done(&mut self, conduct: &Name, with: Vec<Name>) -> Vec<Way> {
        let program = self.program;
        if let Some(known) = program.conducts.get(conduct) {
            return match &known.performance {
                Performance::Money { .. } => self.events_of_role(Role::Payment, &[]),
                Performance::Conduct {
                    performed_when,
                    breached_if,
                } => {
                    let scope = Scope::of_conduct(with);
                    let told = [performed_when, breached_if].into_iter().flatten();
                    let ways = told.map(|condition| self.condition(condition, true, &scope));
                    either_or_nothing(ways.collect())
                }
            };
        }
        let events = program.schema.events.values();
        let called = events.filter(|event| event.name == *conduct);
        let called = called.map(|event| vec![Way::of(&event.name, Vec::new())]);
        let read = program.act_readings.iter();
        let read = read.filter(|reading| reading.called.as_ref() == Some(conduct));
        let read = read.map(|reading| vec![Way::of(&reading.event, Vec::new())]);
        either_or_nothing(called.chain(read).collect())
    }

    /// What keeps a conduct from being owed, or lets it rest.
    pub(super) fn not_owed(&mut self, conduct: &Name, with: Vec<Name>) -> Vec<Vec<Way>> {
        let program = self.program;
        let Some(known) = program.conducts.get(conduct) else {
            return Vec::new();
        };
        let scope = Scope::of_conduct(with);
        let kept = [&known.not_owed_if, &known.suspended_while];
        let kept = kept.into_iter().flatten();
        kept.map(|condition| self.condition(condition, true, &scope))
            .collect()
    }

    fn is_paid(&self, conduct: &Name) -> bool {
        let known = self.program.conducts.get(conduct);
        known.is_some_and(|known| matches!(known.performance, Performance::Money { .. }))
    }

    /// Ways to a duty or a prohibition of these provisions that is broken.
    pub(super) fn breach(&mut self, provisions: &[ClauseId]) -> Vec<Way> {
        let within = |rule: &Rule| provisions.iter().any(|one| rule.at.clause.is_within(one));
        let duties = self.of_rules(|_, rule| matches!(rule.body, Body::Duty(_)) && within(rule));
        let rules = self.program.rules.iter().filter(|rule| within(rule));
        let bans: Vec<Vec<Way>> = rules
            .filter_map(|rule| match &rule.body {
                Body::Ban { acts, .. } => Some(self.acts(acts, &Scope::of_rule(rule))),
                _ => None,
            })
            .collect();
        either(bans.into_iter().chain([duties]))
    }

    /// Any of these acts.
    pub(super) fn acts(&mut self, acts: &'p [ActPattern], scope: &Scope<'p>) -> Vec<Way> {
        let ways: Vec<Vec<Way>> = acts.iter().map(|act| self.act(act, scope)).collect();
        either(ways)
    }

    /// Ways to a power to do this, of these provisions if any are named.
    pub(super) fn power(&mut self, act: &Name, under: &[ClauseId]) -> Vec<Way> {
        self.of_rules(|_, rule| match &rule.body {
            Body::Power(power) => {
                let carries = power
                    .acts
                    .iter()
                    .any(|one| one.called.as_ref() == Some(act));
                let there = under.iter().any(|one| rule.at.clause.is_within(one));
                carries && (under.is_empty() || there)
            }
            _ => false,
        })
    }

    /// Ways to a ground that rules give for a provision.
    pub(super) fn ground(&mut self, provision: &ClauseId) -> Vec<Way> {
        self.of_rules(
            |_, rule| matches!(&rule.body, Body::Ground { provision: of, .. } if of == provision),
        )
    }

    fn of_rules(&mut self, wanted: impl Fn(&Self, &Rule) -> bool) -> Vec<Way> {
        let program = self.program;
        let rules = program.rules.iter().filter(|rule| !rule.fallback);
        let rules: Vec<&Rule> = rules.filter(|rule| wanted(self, rule)).collect();
        either(
            rules
                .into_iter()
                .map(|rule| self.rule(rule))
                .collect::<Vec<_>>(),
        )
    }

    /// What ends what a condition asks for: the events that end a state, the end of a violation.
    pub(super) fn stops(&mut self, condition: &'p Condition, scope: &Scope<'p>) -> Vec<Vec<Way>> {
        let program = self.program;
        match condition {
            Condition::All(items) | Condition::Any(items) => items
                .iter()
                .flat_map(|item| self.stops(&item.condition, scope))
                .collect(),
            Condition::Exists { variables, holds } => {
                let (inner, _) = self.with_each(variables, scope);
                self.stops(holds, &inner)
            }
            Condition::LongerThan { of, .. } => self.stops(of, scope),
            Condition::Holds { state, .. } => {
                let Some(state) = program.states.get(state) else {
                    return Vec::new();
                };
                let scope = Scope::of_parameters(&state.arguments);
                let events = state.events.iter().flat_map(|events| &events.ends);
                let mut ways: Vec<Vec<Way>> = events.map(|end| self.act(end, &scope)).collect();
                let ended = state.ends_if.iter();
                ways.extend(ended.map(|ends_if| self.condition(ends_if, true, &scope)));
                let held = state.holds_if.iter();
                ways.extend(held.flat_map(|holds_if| self.stops(holds_if, &scope)));
                ways
            }
            Condition::NoneOf(items) => items
                .iter()
                .map(|item| self.condition(&item.condition, true, scope))
                .collect(),
            Condition::Not(of) => vec![self.condition(of, true, scope)],
            Condition::Violates { .. } => {
                vec![self.events_of_role(Role::EndOfViolation, &[])]
            }
            // It is judged again, and otherwise.
            Condition::Concept { concept, .. } => vec![self.judged(concept, false)],
            _ => Vec::new(),
        }
    }

    /// What the condition of a rule keeps away, brought about: `unless …`, `none of the following`.
    pub(super) fn exceptions(
        &mut self,
        condition: &'p Condition,
        scope: &Scope<'p>,
    ) -> Vec<Vec<Way>> {
        match condition {
            Condition::All(items) => items
                .iter()
                .flat_map(|item| self.exceptions(&item.condition, scope))
                .collect(),
            Condition::NoneOf(items) => items
                .iter()
                .map(|item| self.condition(&item.condition, true, scope))
                .collect(),
            Condition::Not(of) => vec![self.condition(of, true, scope)],
            _ => Vec::new(),
        }
    }
}

/// Any of these ways; where there are none, nothing need happen.
fn either_or_nothing(ways: Vec<Vec<Way>>) -> Vec<Way> {
    let ways = either(ways);
    if ways.is_empty() { nothing() } else { ways }
}
