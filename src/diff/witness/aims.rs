//! The rules that a change makes different: those that came, went or changed, and those that use what changed.

use std::collections::BTreeSet;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Body, Definition, Expression, Program, Rule};
use crate::diff::uses::{Uses, used_by};
use crate::value::{ClauseId, Name, Value};

use super::ways::beside;

/// So many rules that use what changed are looked at, and so many steps from one to the next.
const MOST_USERS: usize = 16;
const MOST_STEPS: usize = 2;

/// The rules that a change makes different.
#[derive(Debug, Default)]
pub(super) struct Aimed<'p> {
    /// Those that themselves mean something else.
    pub(super) own: Vec<&'p Rule>,
    /// Those that use a value, a state or a conclusion that is another now, the nearest first.
    pub(super) users: Vec<&'p Rule>,
    /// The states and measures that are defined otherwise.
    pub(super) words: Vec<&'p Name>,
}

impl<'p> Aimed<'p> {
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.users.is_empty()
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &&'p Rule> {
        self.own.iter().chain(&self.users)
    }
}

/// What a search is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum About<'a> {
    /// The rules and figures of a provision.
    Clause(&'a ClauseId),
    /// Words that the terms declare, by their name.
    Word(&'a Name),
    /// Whatever differs.
    Anything,
}

impl About<'_> {
    /// Whether the rules of a provision are among it.
    fn holds(self, clause: &ClauseId) -> bool {
        match self {
            Self::Clause(own) => own == clause,
            Self::Word(_) => false,
            Self::Anything => true,
        }
    }

    /// Whether a definition is.
    fn has(self, name: &Name, definition: &Definition) -> bool {
        match (self, &definition.at) {
            (Self::Clause(own), Some(at)) => at.clause == *own,
            (Self::Clause(_), None) => false,
            (Self::Word(own), at) => at.is_none() && own == name,
            (Self::Anything, _) => true,
        }
    }
}

/// The rules of what a search is about that mean something else in the other program, and the rules that use a value, a state or a
/// conclusion that is another there.
pub(super) fn rules<'p>(about: About<'_>, program: &'p Program, other: &Program) -> Aimed<'p> {
    let differs = |rule: &&Rule| {
        about.holds(&rule.at.clause) && !other.rules.iter().any(|one| means_the_same(one, rule))
    };
    let own: Vec<&Rule> = program.rules.iter().filter(differs).collect();
    let mut users: Vec<&Rule> = Vec::new();
    let defined = words(about, program, other);
    let mut changed = defined.clone();
    let used = used_by(program, &changed);
    changed.extend(used);
    // A state that rules of the other text bring about otherwise changed too.
    let there = other.rules.iter().filter(|rule| {
        about.holds(&rule.at.clause) && !program.rules.iter().any(|one| means_the_same(one, rule))
    });
    let states: BTreeSet<&Name> = own
        .iter()
        .copied()
        .chain(there)
        .filter_map(concluded)
        .collect();
    changed.extend(program.states.keys().filter(|name| states.contains(name)));
    for _ in 0..MOST_STEPS {
        let changed_too = used_by(program, &changed);
        changed.extend(changed_too);
        let mut next: Vec<&Rule> = Vec::new();
        for rule in &program.rules {
            let mut uses = Uses::default();
            walk::rule(rule, &mut uses);
            let concludes = concluded(rule);
            let uses = uses
                .0
                .iter()
                .any(|name| changed.contains(*name) && concludes != Some(*name));
            if uses && !own.contains(&rule) && !users.contains(&rule) {
                next.push(rule);
            }
        }
        changed = next.iter().filter_map(|rule| concluded(rule)).collect();
        users.extend(next);
        if changed.is_empty() || users.len() >= MOST_USERS {
            break;
        }
    }
    users.truncate(MOST_USERS);
    Aimed {
        own,
        users,
        words: defined.into_iter().collect(),
    }
}

/// The state that a rule brings about.
fn concluded(rule: &Rule) -> Option<&Name> {
    match &rule.body {
        Body::Status(status) => Some(&status.state),
        _ => None,
    }
}

/// Whether the same follows from two rules, whatever their words, and whatever readings they could have.
fn means_the_same(one: &Rule, other: &Rule) -> bool {
    one.at.clause == other.at.clause
        && one.says_the_same(&Rule {
            words: one.words.clone(),
            readings: one.readings.clone(),
            ..other.clone()
        })
}

/// The measures that are defined otherwise, and the states that begin, hold or end otherwise.
fn words<'p>(about: About<'_>, program: &'p Program, other: &Program) -> BTreeSet<&'p Name> {
    let mut changed: BTreeSet<&Name> = BTreeSet::new();
    for name in program.measures.keys() {
        if !are_same(&own(about, program, name), &own(about, other, name)) {
            changed.insert(name);
        }
    }
    for (name, state) in &program.states {
        let is_another_word = matches!(about, About::Word(own) if own != name);
        if !is_another_word && other.states.get(name) != Some(state) {
            changed.insert(name);
        }
    }
    changed
}

fn are_same(one: &[&Definition], other: &[&Definition]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(one, other)| one.says_the_same(other))
}

/// The definitions of a measure that a search is about.
fn own<'p>(about: About<'_>, program: &'p Program, name: &Name) -> Vec<&'p Definition> {
    let measure = program.measures.get(name);
    let definitions = measure.into_iter().flat_map(|one| &one.definitions);
    definitions.filter(|one| about.has(name, one)).collect()
}

/// A figure of a provision, and another value that parties may agree in its place.
pub(super) struct Figure<'p> {
    pub(super) clause: &'p ClauseId,
    pub(super) name: &'p Name,
    pub(super) other_value: Value,
}

/// The figures in whose place parties may agree others in another form than in the other program.
pub(super) fn agreed_otherwise<'p>(
    about: About<'_>,
    program: &'p Program,
    other: &Program,
) -> Vec<Figure<'p>> {
    let mut figures = Vec::new();
    for (name, measure) in &program.measures {
        for definition in &measure.definitions {
            let (Some(at), Expression::Literal(value)) = (&definition.at, &definition.value) else {
                continue;
            };
            let in_other = own(About::Clause(&at.clause), other, name);
            let is_own = about.holds(&at.clause);
            let differs = in_other.iter().any(|one| one.agreed != definition.agreed);
            if let (true, true, Some(other_value)) = (is_own, differs, beside(value, 1)) {
                figures.push(Figure {
                    clause: &at.clause,
                    name,
                    other_value,
                });
            }
        }
    }
    figures
}

/// The values that the rules and definitions of what a search is about name: amounts, numbers, shares and periods around which
/// something may change.
pub(super) fn thresholds(about: About<'_>, programs: &[&Program]) -> Vec<Value> {
    let mut values = Values::default();
    for program in programs {
        let rules = program.rules.iter();
        for rule in rules.filter(|rule| about.holds(&rule.at.clause)) {
            walk::rule(rule, &mut values);
        }
        for (name, measure) in &program.measures {
            let definitions = measure.definitions.iter();
            for definition in definitions.filter(|one| about.has(name, one)) {
                walk::expression(&definition.value, &mut values);
                walk::condition(&definition.condition, &mut values);
            }
        }
        for (name, state) in &program.states {
            if let (About::Word(own), Some(holds_if)) = (about, &state.holds_if)
                && own == name
            {
                walk::condition(holds_if, &mut values);
            }
        }
    }
    values.0
}

/// A service that the rules of a provision name, or else any rule or definition; where none does, one that nobody knows.
pub(super) fn service(clause: &ClauseId, program: &Program) -> String {
    const ANY: &str = "a service";
    let (mut own, mut others) = (Services::default(), Services::default());
    for rule in &program.rules {
        let of_clause = rule.at.clause == *clause;
        walk::rule(rule, if of_clause { &mut own } else { &mut others });
    }
    for definition in program.measures.values().flat_map(|one| &one.definitions) {
        walk::expression(&definition.value, &mut others);
        walk::condition(&definition.condition, &mut others);
    }
    let services = [own, others].map(|services| services.0);
    let mut known = services.into_iter().flatten();
    known.next().map_or_else(|| ANY.to_owned(), str::to_owned)
}

/// The services that parts name.
#[derive(Default)]
struct Services<'p>(Vec<&'p str>);

impl<'p> Visitor<'p> for Services<'p> {
    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Literal(Value::Service(service)) = value {
            self.0.push(service);
        }
    }
}

/// The values of any kind that these rules name and those do not: the item that a list has lost, or has more.
pub(super) fn only_named_by(rules: &[&Rule], others: &[&Rule]) -> Vec<Value> {
    let named = |rules: &[&Rule]| {
        let mut literals = Literals::default();
        for rule in rules {
            walk::rule(rule, &mut literals);
        }
        literals.0.into_iter().cloned().collect::<Vec<Value>>()
    };
    let theirs = named(others);
    let mut own = named(rules);
    own.retain(|value| !theirs.contains(value));
    own
}

#[derive(Default)]
struct Literals<'p>(Vec<&'p Value>);

impl<'p> Visitor<'p> for Literals<'p> {
    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Literal(value) = value {
            self.0.push(value);
        }
    }
}

/// The values that these rules name.
pub(super) fn values_of<'p>(rules: impl IntoIterator<Item = &'p &'p Rule>) -> Vec<Value> {
    let mut values = Values::default();
    for rule in rules {
        walk::rule(rule, &mut values);
    }
    values.0
}

#[derive(Default)]
struct Values(Vec<Value>);

impl<'p> Visitor<'p> for Values {
    fn expression(&mut self, value: &'p Expression) {
        let Expression::Literal(value) = value else {
            return;
        };
        let is_threshold = matches!(
            value,
            Value::Money(_) | Value::Number(_) | Value::Percent(_) | Value::Duration(_)
        );
        if is_threshold && !self.0.contains(value) {
            self.0.push(value.clone());
        }
    }
}
