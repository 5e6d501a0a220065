//! Violations: acts that a prohibition forbids, and events that name what was violated.

use std::rc::Rc;

use crate::check::program::{
    ActPattern, Body, Expression, Generator, Rule, Sort, Trigger, VariableId,
};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Frozen, Query};
use crate::engine::instances::Kind;
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::obligations::Violation;
use crate::engine::relation::Relation;
use crate::engine::world::TupleId;
use crate::value::{ClauseId, Name, Truth};

impl<'p> Relation<'p> {
    /// An event that is a violation of the provision, or of whatever forbids the conduct, that it names.
    pub(super) fn violate_named(&mut self, fact: FactId, begun: &[TupleId]) {
        let event = self.facts.get(fact);
        let word = |field| {
            let Item::Word(word) = event.field(field) else {
                return None;
            };
            Some(self.names.name(word))
        };
        let provision = word(self.known.provision);
        let provision = provision.and_then(|number| ClauseId::new(number.as_str()).ok());
        let conduct = word(self.known.conduct);
        let violator = event.by.unwrap_or(self.known.client);
        let broken: Vec<(&'p Rule, &'p Expression, &'p Name)> = self
            .program
            .rules
            .iter()
            .filter_map(|rule| named_by(rule, provision.as_ref(), conduct.as_ref()))
            .collect();
        for (rule, bound, called) in broken {
            let mut env = self.scope_of_violation(rule, fact);
            let mut query = Query::default();
            let bound = self.value(bound, &mut env, &mut query);
            if bound.is_known() && bound != Item::Party(violator)
                || !self.rule_stands(rule, &env, &mut query)
            {
                continue;
            }
            let frozen = match rule.body {
                Body::Ban { .. } => self.what_forbids(rule, None, fact),
                _ => self.freeze(&rule.condition, &mut env, &mut query),
            };
            let called = self.names.symbol(called);
            self.keep_violation(rule, called, violator, fact, frozen, begun);
        }
        self.facts.mark_used(fact);
    }

    /// Prohibitions that an act breaks.
    pub(super) fn violate(&mut self, fact: FactId, begun: &[TupleId]) {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        for rule in catalogue.bans.get(&ty).into_iter().flatten() {
            let Body::Ban {
                bearer,
                acts,
                called,
            } = &rule.body
            else {
                continue;
            };
            for pattern in acts {
                let mut env = self.scope_of_violation(rule, fact);
                let mut query = Query::default();
                let fits = self.fits_pattern(pattern, fact, &mut env, &mut query);
                let by = self.facts.get(fact).by;
                let bound = self.value(bearer, &mut env, &mut query);
                if fits.fails()
                    || by.map(Item::Party) != Some(bound)
                    || !self.rule_stands(rule, &env, &mut query)
                {
                    continue;
                }
                let frozen = self.what_forbids(rule, Some(pattern), fact);
                if let Some(by) = by {
                    let called = self.names.symbol(called);
                    self.keep_violation(rule, called, by, fact, frozen, begun);
                }
            }
        }
    }

    /// What a prohibition rests on for an act: its header, that the act is one that it forbids, and its conditions on the day of
    /// the act. Under `When …` it stands from each such event on.
    fn what_forbids(
        &self,
        rule: &'p Rule,
        act: Option<&'p ActPattern>,
        fact: FactId,
    ) -> Frozen<'p> {
        let mut query = Query::default();
        let Trigger::Event(trigger) = &rule.trigger else {
            let env = self.scope_of_violation(rule, fact);
            let scopes = self.of_each_thing(rule, 0, env).into_iter();
            return any_of(scopes.map(|env| self.forbidden_in(rule, act, fact, env)));
        };
        let ty = self.names.symbol(&trigger.event);
        let mut any = Vec::new();
        for event in self.facts.of_type(ty).iter().filter(|event| **event < fact) {
            let mut env = self.scope_of_violation(rule, fact);
            env.event = Some(*event);
            let mut asked = Query::default();
            let met = self.matches(trigger, *event, &mut env, &mut asked);
            if met.fails() {
                continue;
            }
            for (place, variable) in rule.variables.iter().enumerate() {
                let place = VariableId(place);
                let told = match &variable.generator {
                    Generator::Trigger { field } => {
                        let field = self.names.symbol(field);
                        self.field_of(&Item::Thing(*event), field, &mut query)
                    }
                    Generator::Is(value) => self.value(value, &mut env, &mut query),
                    Generator::Each
                    | Generator::Tuple { .. }
                    | Generator::Members(_)
                    | Generator::EachParty
                    | Generator::ActItself
                    | Generator::Local => continue,
                };
                env.bind(place, told);
            }
            env.event = Some(fact);
            let forbidden = self.forbidden_in(rule, act, fact, env);
            any.push(Frozen::All(vec![Frozen::of(met, asked.open), forbidden]));
        }
        any_of(any.into_iter())
    }

    /// A prohibition that speaks of `a takeover` without a header stands for each: the scope with each thing that there is. As long
    /// as there is none, it stays open what is meant.
    fn of_each_thing(&self, rule: &'p Rule, place: usize, env: Env<'p>) -> Vec<Env<'p>> {
        let Some(variable) = rule.variables.get(place) else {
            return vec![env];
        };
        let id = VariableId(place);
        let is_open = env.variable(id) == Item::Unbound
            && matches!(
                (&variable.generator, &variable.sort),
                (Generator::Each, Sort::Thing(_))
            );
        let mut things = Vec::new();
        if is_open {
            things = self.generated(variable, &mut env.clone(), &mut Query::default());
        }
        if things.is_empty() {
            return self.of_each_thing(rule, place + 1, env);
        }
        let scopes = things.into_iter().map(|thing| {
            let mut scope = env.clone();
            scope.bind(id, thing);
            scope
        });
        scopes
            .flat_map(|scope| self.of_each_thing(rule, place + 1, scope))
            .collect()
    }

    fn forbidden_in(
        &self,
        rule: &'p Rule,
        act: Option<&'p ActPattern>,
        fact: FactId,
        mut env: Env<'p>,
    ) -> Frozen<'p> {
        let mut query = Query::default();
        let mut parts = Vec::new();
        if let Some(act) = act {
            let mut asked = Query::default();
            let fits = self.fits_pattern(act, fact, &mut env, &mut asked);
            parts.push(Frozen::of(fits, asked.open));
        }
        if let Trigger::While(header) | Trigger::Onset(header) = &rule.trigger {
            parts.push(self.freeze(header, &mut env, &mut query));
        }
        parts.push(self.freeze(&rule.condition, &mut env, &mut query));
        Frozen::All(parts)
    }

    /// The scope of a prohibition that an act may break: the act is what the prohibition speaks of, and its agreement the agreement.
    fn scope_of_violation(&self, rule: &'p Rule, fact: FactId) -> Env<'p> {
        let variables = vec![Item::Unbound; rule.variables.len()];
        let mut env = Env::of(variables, Some(&rule.at.clause), Some(fact));
        for (place, variable) in rule.variables.iter().enumerate() {
            let item = match (&variable.generator, &variable.sort) {
                (Generator::ActItself, _) => Some(Item::Thing(fact)),
                (Generator::Each, Sort::Agreement) => {
                    self.agreement_of(&Item::Thing(fact)).map(Item::Agreement)
                }
                _ => None,
            };
            if let Some(item) = item {
                env.bind(VariableId(place), item);
            }
        }
        env
    }

    /// Keeps a violation; what it rests on may be judged later.
    fn keep_violation(
        &mut self,
        rule: &'p Rule,
        called: Symbol,
        bearer: Symbol,
        fact: FactId,
        frozen: Frozen<'p>,
        begun: &[TupleId],
    ) {
        let truth = self.thaw(&frozen, &mut Query::default());
        self.facts.mark_used(fact);
        if truth.fails() && matches!(frozen.clone().settled(), Frozen::Was(_)) {
            return;
        }
        if self
            .violations
            .by_act(fact)
            .any(|one| one.rule.id == rule.id)
        {
            return;
        }
        let lasts_with = begun.first().copied();
        let until = if lasts_with.is_some() {
            None
        } else {
            self.day.succ_opt()
        };
        let clause = self.names.text(rule.at.clause.as_str());
        let violation = self.violations.add(Violation {
            rule,
            called,
            clause,
            bearer,
            fact,
            from: self.day,
            until,
            truth,
            lasts_with,
            instance: self.instances.len(),
        });
        self.tell_violation(rule, fact, Truth::Fails, truth);
        self.touch_breach(clause);
        self.touch(&Cell::BreachBy(fact));
        let instance = self.instances.len();
        self.add_new_instance(
            Kind::Violation(rule, violation, Rc::new(frozen)),
            Rc::default(),
            Some(fact),
        );
        if let Some(until) = until {
            self.wake_on(instance, until);
        }
    }
}

/// What a violation breaks of a rule when it names its provision, or the conduct that it forbids: whom the rule binds, to what.
fn named_by<'p>(
    rule: &'p Rule,
    provision: Option<&ClauseId>,
    conduct: Option<&Name>,
) -> Option<(&'p Rule, &'p Expression, &'p Name)> {
    let stands_there = provision.is_some_and(|provision| {
        rule.at.clause.is_within(provision) || provision.is_within(&rule.at.clause)
    });
    if let Body::Ban {
        bearer,
        acts,
        called,
    } = &rule.body
    {
        let forbids = conduct.is_some_and(|named| acts.iter().any(|act| act.event == *named));
        return (stands_there || forbids).then_some((rule, bearer, called));
    }
    if let Body::Duty(duty) = &rule.body
        && let [step] = duty.steps.as_slice()
        && stands_there
    {
        return Some((rule, &duty.bearer, &step.called));
    }
    None
}

/// One of these.
fn any_of<'p>(all: impl Iterator<Item = Frozen<'p>>) -> Frozen<'p> {
    let mut all: Vec<Frozen<'p>> = all.collect();
    match all.len() {
        0 => Frozen::Was(Truth::Fails),
        1 => all.remove(0),
        _several => Frozen::Any(all),
    }
}
