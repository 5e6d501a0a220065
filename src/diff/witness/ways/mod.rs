//! What must happen for a rule to come into play, read off the program backwards.
//!
//! A header asks for its event, a condition for what makes it hold, a state for the events or the rules that bring it about, a
//! claim for the rules that it arises from. What only passing time brings about (a deadline) asks for nothing. Of the many
//! ways there may be, the shortest are kept.

mod condition;
mod hinge;
mod part;
mod rule;
mod value;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{
    ActPattern, Argument, Comparison, Condition, Expression, KernelMeasure, Program, RuleId, Sort,
    Variable, VariableId,
};
use crate::check::schema::Role;
use crate::value::{Name, Value};

pub(super) use condition::beside;
pub(super) use part::{Sides, agreements, ways};

use super::way::{Filling, Way, both, either, nothing};

/// What is being looked for, so that nothing is looked for within itself.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sought {
    Rule(RuleId),
    State(Name),
    Measure(Name),
    Claims,
    Obligations,
}

/// Finds ways in one program.
pub(super) struct Finder<'p> {
    program: &'p Program,
    /// Values that the rules name in this text only: where one of several will do, these come first.
    only_here: Vec<Value>,
    /// The statements of the rules of the other text that differ.
    statements_there: Vec<String>,
    seeking: Vec<Sought>,
    found: Vec<(Sought, Vec<Way>)>,
}

/// The variables and parameters that a part of a program may speak of.
#[derive(Debug, Clone, Default)]
struct Scope<'p> {
    variables: Vec<(VariableId, &'p Variable)>,
    /// Each member of a list, while a sum or a condition goes through it.
    members: Vec<(VariableId, &'p Expression)>,
    parameters: &'p [Sort],
    /// The event types that bring about the thing of a conduct, its only parameter.
    conduct_with: Vec<Name>,
    /// The event types of the acts that a rule forbids.
    forbidden: Vec<Name>,
}

impl<'p> Scope<'p> {
    fn of_parameters(parameters: &'p [Sort]) -> Self {
        Self {
            parameters,
            ..Self::default()
        }
    }

    fn of_conduct(with: Vec<Name>) -> Self {
        Self {
            conduct_with: with,
            ..Self::default()
        }
    }

    fn with_member(&self, each: VariableId, over: &'p Expression) -> Self {
        let mut inner = self.clone();
        inner.members.push((each, over));
        inner
    }

    /// The list that a variable goes through.
    fn list(&self, id: VariableId) -> Option<&'p Expression> {
        let mut known = self.members.iter().rev();
        known.find(|(one, _)| *one == id).map(|(_, over)| *over)
    }

    fn variable(&self, id: VariableId) -> Option<&'p Variable> {
        let mut known = self.variables.iter().rev();
        known.find(|(one, _)| *one == id).map(|(_, one)| *one)
    }
}

/// The acts of which a condition asks that a party did them, each with the number of the parameter that is the party.
#[derive(Default)]
struct Actors<'p>(Vec<(&'p Expression, usize)>);

impl<'p> Visitor<'p> for Actors<'p> {
    fn condition(&mut self, condition: &'p Condition) {
        if let Condition::Compare {
            left:
                Expression::Kernel {
                    measure: KernelMeasure::ActorOf,
                    arguments,
                },
            comparison: Comparison::Equal,
            right: Expression::Parameter(party),
        } = condition
            && let [act] = arguments.as_slice()
        {
            self.0.push((act, *party));
        }
    }
}

impl<'p> Finder<'p> {
    /// A finder that has found nothing yet, for rules that name these values in this text only.
    pub(super) fn new(program: &'p Program, only_here: Vec<Value>) -> Self {
        Self {
            program,
            only_here,
            statements_there: Vec::new(),
            seeking: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Looks for something once; there is no way to a thing that leads through itself.
    fn seek(&mut self, sought: Sought, look: impl FnOnce(&mut Self) -> Vec<Way>) -> Vec<Way> {
        if let Some((_, ways)) = self.found.iter().find(|(known, _)| *known == sought) {
            return ways.clone();
        }
        if self.seeking.contains(&sought) {
            return Vec::new();
        }
        self.seeking.push(sought.clone());
        let ways = look(self);
        self.seeking.pop();
        // What was found on the way to something else may lack the ways that lead through it.
        if self.seeking.is_empty() || !ways.is_empty() {
            self.found.push((sought, ways.clone()));
        }
        ways
    }

    /// An event that a statement speaks of.
    fn act(&mut self, pattern: &'p ActPattern, scope: &Scope<'p>) -> Vec<Way> {
        let mut fields: Vec<(Name, Filling)> = Vec::new();
        let mut needed = nothing();
        let ty = self.program.schema.events.get(&pattern.event);
        let is_reference = |name: &Name| ty.is_some_and(|ty| ty.reference.as_ref() == Some(name));
        for (name, value) in &pattern.fields {
            needed = both(&needed, &self.value(value, scope));
            if !is_reference(name) {
                fields.push((name.clone(), self.filling(value)));
            }
        }
        let acts_of_others =
            ty.is_none_or(|ty| ty.actor.is_none() && !ty.fields.contains_key("by"));
        if let (Some(Expression::Party(party)), true) = (&pattern.by, acts_of_others) {
            let party = Filling::Is(Value::Party(party.clone()));
            fields.push((Name::new("by"), party));
        }
        if let Some(form) = &pattern.form {
            fields.push((Name::new("form"), self.form(form)));
        }
        both(&needed, &[Way::of(&pattern.event, fields)])
    }

    /// What a field holds when it must have this value.
    fn filling(&self, value: &Expression) -> Filling {
        self.literal(value).map_or(Filling::Something, Filling::Is)
    }

    /// Events that are this to the kernel.
    fn events_of_role(&self, role: Role, fields: &[(Name, Filling)]) -> Vec<Way> {
        let events = self.program.schema.events.values();
        let playing = events.filter(|event| event.role == Some(role));
        either(playing.map(|event| vec![Way::of(&event.name, fields.to_vec())]))
    }

    /// Something of a sort.
    fn sort(&mut self, sort: &Sort) -> Vec<Way> {
        match sort {
            Sort::Thing(types) => either(types.iter().map(|ty| vec![Way::of(ty, Vec::new())])),
            Sort::Claim => self.claims(),
            Sort::Obligation => self.obligations(),
            // A relation has an agreement, a provision and parties from the start.
            Sort::Party
            | Sort::Agreement
            | Sort::Provision
            | Sort::Service
            | Sort::Record(_)
            | Sort::Value(_) => nothing(),
        }
    }

    /// A state or a conclusion holds for these arguments.
    fn state(&mut self, name: &'p Name, arguments: &'p [Argument], scope: &Scope<'p>) -> Vec<Way> {
        let needed = self.arguments(arguments, scope);
        let ways = self.seek(Sought::State(name.clone()), |finder| {
            finder.ways_to_state(name)
        });
        let ways = both(&ways, &self.acts_that_it_names(name, arguments));
        let of_party = self.rules_for_the_party(name, arguments);
        match of_party {
            Some(rules) => {
                let ways = either(rules.into_iter().map(|rule| self.rule(rule)));
                both(&needed, &ways)
            }
            None => both(&needed, &ways),
        }
    }

    /// The acts of a party that a state is about, where the statement names the party: `a notice by the supplier covers a violation`.
    fn acts_that_it_names(&mut self, name: &'p Name, arguments: &'p [Argument]) -> Vec<Way> {
        let mut ways = nothing();
        let Some(state) = self.program.states.get(name) else {
            return ways;
        };
        let mut actors = Actors::default();
        if let Some(holds_if) = &state.holds_if {
            walk::condition(holds_if, &mut actors);
        }
        let scope = Scope::of_parameters(&state.arguments);
        for (act, party) in actors.0 {
            if let Some(Argument::Is(Expression::Party(party))) = arguments.get(party) {
                let of_party = self.acts_of(&Value::Party(party.clone()), act, &scope);
                ways = both(&ways, &of_party);
            }
        }
        ways
    }

    /// What a statement is about is there.
    fn arguments(&mut self, arguments: &'p [Argument], scope: &Scope<'p>) -> Vec<Way> {
        let mut needed = nothing();
        for argument in arguments {
            if let Argument::Is(value) = argument {
                needed = both(&needed, &self.value(value, scope));
            }
        }
        needed
    }

    fn ways_to_state(&mut self, name: &'p Name) -> Vec<Way> {
        let Some(state) = self.program.states.get(name) else {
            return Vec::new();
        };
        let scope = Scope::of_parameters(&state.arguments);
        let mut all = Vec::new();
        if let Some(events) = &state.events {
            all.extend(events.begins.iter().map(|begins| self.act(begins, &scope)));
        }
        if let Some(holds_if) = &state.holds_if {
            all.push(self.condition(holds_if, true, &scope));
        }
        let rules: Vec<_> = self.rules_of_state(name).collect();
        all.extend(rules.into_iter().map(|rule| self.rule(rule)));
        either(all)
    }

    /// A measure has a value.
    fn measure(&mut self, name: &'p Name) -> Vec<Way> {
        self.seek(Sought::Measure(name.clone()), |finder| {
            let Some(measure) = finder.program.measures.get(name) else {
                return nothing();
            };
            let scope = Scope::of_parameters(&measure.arguments);
            let all = measure.definitions.iter().map(|definition| {
                let holds = finder.condition(&definition.condition, true, &scope);
                both(&finder.value(&definition.value, &scope), &holds)
            });
            let all: Vec<_> = all.collect();
            if all.is_empty() {
                nothing()
            } else {
                either(all)
            }
        })
    }
}
