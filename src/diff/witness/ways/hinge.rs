//! Ways on which one statement decides whether a rule comes into play: all else is as the rule asks.
//!
//! A condition that a text has lost, or has more, shows nowhere but there.

use crate::check::program::{
    ActPattern, Condition, Expression, FormNeeded, Item, Program, Rule, Trigger,
};
use crate::check::schema::EventKind;
use crate::value::{Date, Name, Value};

use super::{Finder, Scope};
use crate::diff::witness::way::{Filling, Way, both, either, nothing};

/// So many statements of a rule are looked at, those first that the rules of the other text have not.
const MOST_STATEMENTS: usize = 12;

/// A day that no timeline comes to that is made up.
const FAR_OFF: Date = match Date::from_ymd_opt(2040, 1, 1) {
    Some(day) => day,
    None => Date::MAX,
};

/// What one statement does to the condition that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Because {
    /// It holds because the statement does.
    Holds,
    /// It fails because the statement does.
    Fails,
    /// It held, and fails because the statement does no longer hold.
    Ended,
}

impl Because {
    /// The same of a statement of which the contrary is asked.
    fn of_the_contrary(self) -> Self {
        match self {
            Self::Holds => Self::Fails,
            Self::Fails => Self::Holds,
            Self::Ended => Self::Ended,
        }
    }
}

/// Where a statement stands in a condition: its number among those beside it, and so on inwards.
type Place = Vec<usize>;

impl<'p> Finder<'p> {
    /// A rule with all that it asks for but one statement, and with one of several that will do alone.
    pub(super) fn hinges(&mut self, rule: &'p Rule) -> Vec<Vec<Way>> {
        let scope = Scope::of_rule(rule);
        let (lasting, header) = match &rule.trigger {
            Trigger::Onset(condition) | Trigger::While(condition) => (condition, nothing()),
            Trigger::Event(pattern) => (&Condition::Always, self.act(pattern, &scope)),
            Trigger::Standing => (&Condition::Always, nothing()),
            Trigger::Recurring { anchor, .. } => (&Condition::Always, self.value(anchor, &scope)),
        };
        let mut around = header;
        for variable in &rule.variables {
            around = both(&around, &self.variable(variable, &scope));
            around = both(&around, &self.told_in_the_header(rule, variable));
        }
        around = both(&around, &self.body(&rule.body, &scope));
        let mut found = Vec::new();
        for (hinged, other) in [(lasting, &rule.condition), (&rule.condition, lasting)] {
            let beside = both(&around, &self.condition(other, true, &scope));
            let decided = self.decided(hinged, &scope);
            found.extend(decided.iter().map(|ways| both(ways, &beside)));
        }
        found
    }

    /// The same for the definitions of a state or a measure.
    pub(super) fn hinges_of(&mut self, name: &'p Name) -> Vec<Vec<Way>> {
        let program = self.program;
        let mut found = Vec::new();
        if let Some(state) = program.states.get(name)
            && let Some(holds_if) = &state.holds_if
        {
            let scope = Scope::of_parameters(&state.arguments);
            found.extend(self.decided(holds_if, &scope));
        }
        if let Some(measure) = program.measures.get(name) {
            let scope = Scope::of_parameters(&measure.arguments);
            for definition in &measure.definitions {
                let value = self.value(&definition.value, &scope);
                let decided = self.decided(&definition.condition, &scope);
                found.extend(decided.iter().map(|ways| both(ways, &value)));
                if let Expression::Pick { options, .. } = &definition.value {
                    for only_if in options.iter().filter_map(|option| option.only_if.as_ref()) {
                        found.extend(self.decided(only_if, &scope));
                    }
                }
            }
        }
        found
    }

    /// Ways on which one statement of a condition decides, for each of them.
    fn decided(&mut self, condition: &'p Condition, scope: &Scope<'p>) -> Vec<Vec<Way>> {
        let mut places = Vec::new();
        statements(condition, &mut Vec::new(), &mut places);
        places.sort_by_key(|(statement, _)| self.is_of_both(statement));
        let mut found = Vec::new();
        for (_, place) in places.into_iter().take(MOST_STATEMENTS) {
            for because in [Because::Fails, Because::Holds, Because::Ended] {
                found.push(self.hinge(condition, &place, because, scope));
            }
        }
        found
    }

    /// Whether the rules of the other text that differ have this statement too.
    fn is_of_both(&self, statement: &Condition) -> bool {
        self.statements_there.contains(&format!("{statement:?}"))
    }

    /// A form that is not in writing: an act in it may not count.
    fn form_that_may_not_do(&self) -> Option<Value> {
        let version = self.program.versions.first()?;
        let mut forms = self.program.schema.forms.iter();
        let form = forms.find(|form| !version.written_forms.contains(form))?;
        Some(Value::Form(form.clone()))
    }

    /// Forms that are not the one that is asked for: one that is in writing, and one that is not.
    fn forms_that_do_not(&self, asked: &FormNeeded) -> Vec<Value> {
        let Some(version) = self.program.versions.first() else {
            return Vec::new();
        };
        let written = &version.written_forms;
        let does = |form: &Name| match asked {
            FormNeeded::Written { .. } => written.contains(form),
            FormNeeded::OneOf(forms) => forms.contains(form),
        };
        let others = self.program.schema.forms.iter().filter(|form| !does(form));
        let (in_writing, other): (Vec<&Name>, Vec<&Name>) =
            others.partition(|form| written.contains(*form));
        let each = [in_writing.first(), other.first()].into_iter().flatten();
        each.map(|form| Value::Form((*form).clone())).collect()
    }

    /// An act that happens, and not in the form that a statement asks for; nothing, where it asks for none.
    fn act_in_other_forms(&mut self, pattern: &'p ActPattern, scope: &Scope<'p>) -> Vec<Way> {
        let Some(asked) = &pattern.form else {
            return nothing();
        };
        let others = self.forms_that_do_not(asked);
        let mut found = Vec::new();
        for mut way in self.act(pattern, scope) {
            for other in &others {
                if let Some(told) = way.events.iter_mut().find(|told| told.ty == pattern.event) {
                    told.fields.retain(|(name, _)| *name != *"form");
                    told.fields
                        .push((Name::new("form"), Filling::Is(other.clone())));
                }
                found.push(way.clone());
            }
        }
        either([found])
    }

    /// The condition holds, or fails, because of the statement at this place.
    fn hinge(
        &mut self,
        condition: &'p Condition,
        place: &[usize],
        because: Because,
        scope: &Scope<'p>,
    ) -> Vec<Way> {
        let Some((at, inwards)) = place.split_first() else {
            return match because {
                Because::Holds => self.condition(condition, true, scope),
                Because::Fails => self.failing(condition, scope),
                Because::Ended => self.no_longer(condition, scope),
            };
        };
        let (items, others_hold, within): (&'p [Item], bool, Because) = match condition {
            Condition::All(items) => (items, true, because),
            Condition::Any(items) => (items, false, because),
            Condition::NoneOf(items) => (items, false, because.of_the_contrary()),
            Condition::Not(of) => {
                return self.hinge(of, inwards, because.of_the_contrary(), scope);
            }
            Condition::Exists {
                variables,
                holds: of,
            } => {
                let (inner, ways) = self.with_each(variables, scope);
                return both(&ways, &self.hinge(of, inwards, because, &inner));
            }
            _ => return Vec::new(),
        };
        let mut ways = nothing();
        for (number, item) in items.iter().enumerate() {
            let way = if number == *at {
                self.hinge(&item.condition, inwards, within, scope)
            } else {
                self.condition(&item.condition, others_hold, scope)
            };
            ways = both(&ways, &way);
        }
        ways
    }

    /// What a statement is about is there, and it does not hold.
    fn failing(&mut self, statement: &'p Condition, scope: &Scope<'p>) -> Vec<Way> {
        let there = match statement {
            Condition::Counts(value) => match self.form_that_may_not_do() {
                Some(form) => self.told(value, &Name::new("form"), Filling::Is(form), scope),
                None => self.value(value, scope),
            },
            Condition::Passed(Expression::Field { of, field }) => {
                let later = Filling::Is(Value::Date(FAR_OFF));
                self.told(of, field, later, scope)
            }
            Condition::Holds { arguments, .. } => self.arguments(arguments, scope),
            Condition::InForm { thing, form } => {
                let others = self.forms_that_do_not(form).into_iter();
                let told = others
                    .map(|other| self.told(thing, &Name::new("form"), Filling::Is(other), scope));
                let told: Vec<Vec<Way>> = told.collect();
                either(told.into_iter().chain([self.value(thing, scope)]))
            }
            Condition::Happened(pattern) => self.act_in_other_forms(pattern, scope),
            _ => nothing(),
        };
        let fails = self.condition(statement, false, scope);
        either([both(&there, &fails), fails])
    }

    /// A state that has begun comes to its end: by what just happens, where that ends it; an act may be without effect.
    fn no_longer(&mut self, statement: &'p Condition, scope: &Scope<'p>) -> Vec<Way> {
        let Condition::Holds { .. } = statement else {
            return Vec::new();
        };
        let begun = self.condition(statement, true, scope);
        let mut ended = either(self.stops(statement, scope));
        // Something must happen.
        ended.retain(|way| !way.events.is_empty());
        let (for_certain, by_acts): (Vec<Way>, Vec<Way>) =
            ended.into_iter().partition(|way| self.just_happens(way));
        both(
            &begun,
            if for_certain.is_empty() {
                &by_acts
            } else {
                &for_certain
            },
        )
    }

    /// Whether nobody does what a way tells.
    fn just_happens(&self, way: &Way) -> bool {
        let is_of_nobody = |ty: &Name| {
            let ty = self.program.schema.events.get(ty);
            ty.is_some_and(|ty| ty.kind == EventKind::Occurrence)
        };
        way.events.iter().all(|told| is_of_nobody(&told.ty))
    }
}

/// The statements of a condition, each with its place.
fn statements<'p>(
    condition: &'p Condition,
    place: &mut Place,
    found: &mut Vec<(&'p Condition, Place)>,
) {
    match condition {
        Condition::Always => {}
        Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => {
            for (number, item) in items.iter().enumerate() {
                place.push(number);
                statements(&item.condition, place, found);
                place.pop();
            }
        }
        Condition::Not(of) | Condition::Exists { holds: of, .. } => {
            place.push(0);
            statements(of, place, found);
            place.pop();
        }
        statement => found.push((statement, place.clone())),
    }
}

/// The statements of the conditions of rules and of the definitions of states, as they are compared.
pub(super) fn told_by(rules: &[&Rule], states: &[&Name], program: &Program) -> Vec<String> {
    let mut found = Vec::new();
    for rule in rules {
        statements(&rule.condition, &mut Vec::new(), &mut found);
        if let Trigger::Onset(condition) | Trigger::While(condition) = &rule.trigger {
            statements(condition, &mut Vec::new(), &mut found);
        }
    }
    let states = states.iter().filter_map(|name| program.states.get(*name));
    for holds_if in states.filter_map(|state| state.holds_if.as_ref()) {
        statements(holds_if, &mut Vec::new(), &mut found);
    }
    let found = found.iter();
    found
        .map(|(statement, _)| format!("{statement:?}"))
        .collect()
}
