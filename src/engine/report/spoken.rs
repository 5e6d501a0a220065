//! Which types of events the rules speak of: in their headers, their conditions and amounts, and in what those ask for.
//!
//! An event of such a type may have changed nothing; yet it would be wrong to say that no rule says anything about it.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{
    ActPattern, Body, Condition, Conduct, Expression, KernelMeasure, Performance, Program, Sort,
    Trigger, Variable, VariableId,
};
use crate::value::Name;

/// The measures that a payment asks for, whatever the rules say.
const ASKED_BY_THE_KERNEL: [&str; 2] = ["paid_for", "interest_free_from"];

/// The types of events that the rules of a program speak of.
pub fn event_types(program: &Program) -> BTreeSet<&Name> {
    of(program).types
}

/// The concepts that they ask somebody to judge, each with what it is asked of.
pub fn concepts(program: &Program) -> BTreeMap<&Name, AskedOf<'_>> {
    of(program).concepts
}

/// What a concept is asked of.
#[derive(Debug, Default)]
pub struct AskedOf<'p> {
    /// The types of the events that it is asked of.
    pub types: BTreeSet<&'p Name>,
    /// It is asked of duties, of which what they are for tells.
    pub duties: bool,
    /// It is asked of something else as well, or of nothing in particular: a party, a service, a provision.
    pub more: bool,
}

/// The events that they speak of, with the fields that these must have.
pub fn patterns(program: &Program) -> Vec<&ActPattern> {
    of(program).patterns
}

fn of(program: &Program) -> Spoken<'_> {
    let mut found = Spoken::default();
    for rule in &program.rules {
        for variable in &rule.variables {
            found.sort(&variable.sort);
        }
        found.begin(&rule.variables, &[]);
        if let Trigger::Event(pattern) = &rule.trigger {
            found.act(pattern);
        }
        walk::rule(rule, &mut found);
        found.begin(&[], &[]);
        if let Body::Duty(duty) = &rule.body {
            for step in &duty.steps {
                found
                    .types
                    .extend(step.performed_by.iter().map(|act| &act.event));
                let conduct = step
                    .conduct
                    .as_ref()
                    .and_then(|name| program.conducts.get(name));
                if let Some(conduct) = conduct {
                    found.conduct(conduct);
                }
                let acts = step.performed_by.iter().map(|act| &act.event);
                let resting = acts.filter_map(|act| program.resting.get(act));
                walk::all(resting, &mut found, walk::condition);
                let acts = step.performed_by.iter().map(|act| &act.event);
                let too_late = acts.filter_map(|act| program.too_late.get(act));
                walk::all(
                    too_late.map(|one| &one.condition),
                    &mut found,
                    walk::condition,
                );
            }
        }
        if let Body::Debt(debt) = &rule.body {
            let paying = program.paying.get(&debt.head);
            let conduct = paying.and_then(|name| program.conducts.get(name));
            conduct.into_iter().for_each(|one| found.conduct(one));
        }
        if let Body::Power(power) = &rule.body {
            let acts = power.acts.iter().map(|act| &act.event);
            let presupposed = acts.filter_map(|act| program.presupposed.get(act));
            walk::all(presupposed, &mut found, |one, found| {
                walk::condition(&one.condition, found);
            });
        }
    }
    for (name, state) in &program.states {
        if state.kernel.is_some() || state.takes_away.is_some() || state.refuses.is_some() {
            found.ask(name);
        }
    }
    for name in ASKED_BY_THE_KERNEL {
        let known = program.measures.get_key_value(&Name::new(name));
        known.into_iter().for_each(|(name, _)| found.ask(name));
    }
    found.follow(program);
    found
}

/// What has been met so far; states and measures are looked into one after the other.
#[derive(Default)]
struct Spoken<'p> {
    types: BTreeSet<&'p Name>,
    patterns: Vec<&'p ActPattern>,
    concepts: BTreeMap<&'p Name, AskedOf<'p>>,
    asked: BTreeSet<&'p Name>,
    waiting: Vec<&'p Name>,
    /// The variables of the rule in hand, and those that its conditions bind.
    variables: BTreeMap<VariableId, &'p Sort>,
    /// What the state or measure in hand is said of.
    arguments: &'p [Sort],
}

impl<'p> Spoken<'p> {
    fn sort(&mut self, sort: &'p Sort) {
        if let Sort::Thing(events) = sort {
            self.types.extend(events);
        }
    }

    /// Turns to another part of the program, with its variables or with what it is said of.
    fn begin(&mut self, variables: &'p [Variable], arguments: &'p [Sort]) {
        let sorts = variables.iter().map(|variable| &variable.sort);
        let places = sorts.enumerate().map(|(at, sort)| (VariableId(at), sort));
        self.variables = places.collect();
        self.arguments = arguments;
    }

    /// A concept is asked of something, or of nothing in particular.
    fn judge(&mut self, concept: &'p Name, subject: Option<&Expression>) {
        let sort = match subject {
            Some(Expression::Variable(id)) => self.variables.get(id).copied(),
            Some(Expression::Parameter(at)) => self.arguments.get(*at),
            _ => None,
        };
        let asked = self.concepts.entry(concept).or_default();
        match sort {
            Some(Sort::Thing(types)) => asked.types.extend(types),
            Some(Sort::Party | Sort::Service | Sort::Provision) => asked.more = true,
            Some(Sort::Claim | Sort::Obligation | Sort::Agreement) => asked.duties = true,
            Some(Sort::Record(_) | Sort::Value(_)) | None => {
                asked.duties = true;
                asked.more = true;
            }
        }
    }

    fn act(&mut self, pattern: &'p ActPattern) {
        self.types.insert(&pattern.event);
        self.patterns.push(pattern);
    }

    fn ask(&mut self, name: &'p Name) {
        if self.asked.insert(name) {
            self.waiting.push(name);
        }
    }

    fn conduct(&mut self, conduct: &'p Conduct) {
        if let Performance::Conduct {
            performed_when,
            breached_if,
        } = &conduct.performance
        {
            walk::all(performed_when, self, walk::condition);
            walk::all(breached_if, self, walk::condition);
        }
        walk::all(&conduct.not_owed_if, self, walk::condition);
        walk::all(&conduct.suspended_while, self, walk::condition);
    }

    fn follow(&mut self, program: &'p Program) {
        while let Some(name) = self.waiting.pop() {
            if let Some(state) = program.states.get(name) {
                for sort in &state.arguments {
                    self.sort(sort);
                }
                self.begin(&[], &state.arguments);
                walk::all(&state.holds_if, self, walk::condition);
                walk::all(&state.ends_if, self, walk::condition);
                let events = state.events.iter();
                for pattern in events.flat_map(|one| one.begins.iter().chain(&one.ends)) {
                    self.act(pattern);
                }
            }
            if let Some(measure) = program.measures.get(name) {
                for sort in &measure.arguments {
                    self.sort(sort);
                }
                self.begin(&[], &measure.arguments);
                for one in &measure.definitions {
                    walk::expression(&one.value, self);
                    walk::condition(&one.condition, self);
                }
            }
        }
    }
}

impl<'p> Visitor<'p> for Spoken<'p> {
    fn state(&mut self, name: &'p Name) {
        self.ask(name);
    }

    fn condition(&mut self, condition: &'p Condition) {
        if let Condition::Happened(pattern) = condition {
            self.act(pattern);
        }
        if let Condition::Concept {
            concept, subject, ..
        } = condition
        {
            self.judge(concept, subject.as_ref());
        }
        if let Condition::Exists { variables, .. } = condition {
            for (id, variable) in variables {
                self.sort(&variable.sort);
                self.variables.insert(*id, &variable.sort);
            }
        }
    }

    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Kernel {
            measure:
                KernelMeasure::Latest(pattern)
                | KernelMeasure::LatestThing(pattern)
                | KernelMeasure::Count(pattern),
            ..
        } = value
        {
            self.act(pattern);
        }
        if let Expression::Kernel {
            measure: KernelMeasure::Assessed(concept),
            arguments,
        } = value
        {
            self.judge(concept, arguments.first());
        }
        if let Expression::Defined { measure, .. } = value {
            self.ask(measure);
        }
        if let Expression::AllOf { sort } = value {
            self.sort(sort);
        }
    }
}
