//! Which types of events the rules speak of: in their headers, their conditions and amounts, and in what those ask for.
//!
//! An event of such a type may have changed nothing; yet it would be wrong to say that no rule says anything about it.

use std::collections::BTreeSet;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{
    ActPattern, Body, Condition, Conduct, Expression, KernelMeasure, Performance, Program, Sort,
    Trigger,
};
use crate::value::Name;

/// The measures that a payment asks for, whatever the rules say.
const ASKED_BY_THE_KERNEL: [&str; 2] = ["paid_for", "interest_free_from"];

/// The types of events that the rules of a program speak of.
pub fn event_types(program: &Program) -> BTreeSet<&Name> {
    of(program).types
}

/// The concepts that they ask somebody to judge.
pub fn concepts(program: &Program) -> BTreeSet<&Name> {
    of(program).concepts
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
        if let Trigger::Event(pattern) = &rule.trigger {
            found.act(pattern);
        }
        walk::rule(rule, &mut found);
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
    concepts: BTreeSet<&'p Name>,
    asked: BTreeSet<&'p Name>,
    waiting: Vec<&'p Name>,
}

impl<'p> Spoken<'p> {
    fn sort(&mut self, sort: &'p Sort) {
        if let Sort::Thing(events) = sort {
            self.types.extend(events);
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
        if let Condition::Concept { concept, .. } = condition {
            self.concepts.insert(concept);
        }
        if let Condition::Exists { variables, .. } = condition {
            for (_, variable) in variables {
                self.sort(&variable.sort);
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
            ..
        } = value
        {
            self.concepts.insert(concept);
        }
        if let Expression::Defined { measure, .. } = value {
            self.ask(measure);
        }
        if let Expression::AllOf { sort } = value {
            self.sort(sort);
        }
    }
}
