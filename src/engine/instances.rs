//! Instances of rules: one for each binding of a rule's variables, made when its things come about.

use std::rc::Rc;

use crate::check::program::{Argument, Body, Condition, Expression, Rule, VersionId};
use crate::engine::evaluate::{Env, Frozen, Open};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::shelves::{Dated, Time};
use crate::value::{Date, Name, Truth};

/// What tells instances apart that may be called for more than once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum InstanceKey {
    /// Of a rule that hangs on no event: its number, its variables.
    Rule(usize, Rc<[Item]>),
    /// A condition whose history is kept: its place in memory, which is looked up and never shown, and its scope.
    Watch(usize, Rc<[Item]>, Rc<[Item]>),
    /// A state that holds by definition, of certain things.
    Defined(Symbol, Rc<[Item]>),
    /// What ends a state, of certain things.
    Ends(Symbol, Rc<[Item]>),
}

impl Dated for InstanceKey {
    fn time(&self) -> Time {
        match self {
            Self::Rule(_, items) | Self::Defined(_, items) | Self::Ends(_, items) => {
                Time::of_all(items)
            }
            Self::Watch(_, variables, parameters) => match Time::of_all(variables) {
                Time::Always => Time::of_all(parameters),
                time => time,
            },
        }
    }
}

/// What a condition does to an obligation as it comes to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Follows {
    /// It is performed.
    Performed,
    /// It is broken as long as the condition holds.
    Broken,
    /// What performed it came too late as long as the condition holds, which speaks of that act.
    TooLate,
    /// It rests as long as the condition holds.
    Suspended,
}

/// What an instance is of.
#[derive(Debug, Clone)]
pub enum Kind<'p> {
    /// A rule that applies as long as, or as soon as, its conditions hold.
    Standing(&'p Rule),
    /// A rule that an event triggered: to what extent the event fits, and its conditions as they stood.
    Fired(&'p Rule, Truth, Option<Rc<Frozen<'p>>>),
    /// A condition whose history is kept.
    Watch(&'p Condition, Box<History>),
    /// A state that holds by definition.
    Defined(&'p Name, &'p Condition),
    /// A state, and what ends it while it holds.
    Ends(&'p Name, &'p Condition),
    /// An obligation that follows a condition.
    Performance(ObligationId, &'p Condition, Follows),
    /// A verdict that waits for judgements.
    Verdict(FactId),
    /// A violation of a prohibition, and what it rests on.
    Violation(&'p Rule, usize, Rc<Frozen<'p>>),
}

/// When a condition has held, of certain things.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The arguments of the definition that it stands in.
    pub parameters: Vec<Item>,
    /// First days, and the days on which it no longer held.
    pub intervals: Vec<(Date, Option<Date>)>,
}

/// How far an instance has come.
/// A status that a recurring rule brought about: of what, from when, through when.
#[derive(Debug, Clone)]
pub struct Spell {
    /// What it is of.
    pub arguments: Vec<Item>,
    /// The first day.
    pub from: Item,
    /// The last day, where one is fixed.
    pub through: Option<Item>,
}

#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// It has fired and stays until something ends it.
    pub latched: bool,
    /// Whether its header held when it was last looked at.
    pub header: Option<Truth>,
    /// It has ended for good.
    pub over: bool,
    /// An act ended the state that it brought about: it brings it about again only after its condition has ceased to hold.
    pub cut: bool,
    /// What it gave.
    pub obligations: Vec<ObligationId>,
    /// What it gives if what it waits for is judged so.
    pub waiting: Vec<ObligationId>,
    /// It gave nothing, because another clause gave the same without an amount as yet.
    pub held_back: bool,
    /// How often it has recurred.
    pub times: u32,
    /// The version of the terms under which it gave what it gave.
    pub version: Option<VersionId>,
    /// The last day for which it gave a fine.
    pub last_day: Option<Date>,
    /// The statuses that it brought about each time it recurred.
    pub spells: Vec<Spell>,
}

/// An instance.
#[derive(Debug, Clone)]
pub struct Instance<'p> {
    /// What it is of.
    pub kind: Kind<'p>,
    /// Its variables.
    pub variables: Rc<[Item]>,
    /// The event that triggered it.
    pub event: Option<FactId>,
    /// When it settles.
    pub stratum: u32,
    /// Whether it holds, as last evaluated.
    pub truth: Truth,
    /// What it waits for.
    pub open: Box<[Open]>,
    /// What a party has not proved, so that it holds.
    pub unproved: Box<[Open]>,
    /// The day on which it wakes by itself.
    pub wakes: Option<Date>,
    /// How far it has come.
    pub progress: Progress,
    /// How often it was evaluated at this moment.
    pub rounds: u32,
}

impl<'p> Instance<'p> {
    /// The rule, if it is of one.
    pub fn rule(&self) -> Option<&'p Rule> {
        match &self.kind {
            Kind::Standing(rule) | Kind::Fired(rule, _, _) | Kind::Violation(rule, _, _) => {
                Some(rule)
            }
            Kind::Watch(..)
            | Kind::Defined(..)
            | Kind::Ends(..)
            | Kind::Performance(..)
            | Kind::Verdict(_) => None,
        }
    }
}

impl<'p> Relation<'p> {
    /// The scope of an instance.
    pub fn scope(&self, instance: usize) -> Env<'p> {
        let mut env = self.scope_without_version(instance);
        env.version = self.version_of_instance(instance, &env);
        env
    }

    fn scope_without_version(&self, instance: usize) -> Env<'p> {
        let instance = &self.instances[instance];
        let clause = instance.rule().map(|rule| &rule.at.clause);
        match &instance.kind {
            Kind::Watch(_, history) => {
                let mut env = Env::of(instance.variables.to_vec(), clause, instance.event);
                env.parameters.clone_from(&history.parameters);
                env
            }
            Kind::Defined(..) | Kind::Ends(..) => Env {
                parameters: instance.variables.to_vec(),
                ..Env::default()
            },
            Kind::Standing(_)
            | Kind::Fired(..)
            | Kind::Performance(..)
            | Kind::Verdict(_)
            | Kind::Violation(..) => Env::of(instance.variables.to_vec(), clause, instance.event),
        }
    }

    /// Adds an instance, unless it is there; it will be evaluated.
    pub fn add_instance(
        &mut self,
        key: InstanceKey,
        kind: Kind<'p>,
        variables: Rc<[Item]>,
        event: Option<FactId>,
    ) -> usize {
        if let Some(id) = self.instance_ids.get(&key) {
            return *id;
        }
        let id = self.add_new_instance(kind, variables, event);
        self.instance_ids.shelf(&key).insert(key, id);
        id
    }

    /// Adds an instance that is called for only once; it will be evaluated.
    pub fn add_new_instance(
        &mut self,
        kind: Kind<'p>,
        variables: Rc<[Item]>,
        event: Option<FactId>,
    ) -> usize {
        let id = self.instances.len();
        let stratum = match &kind {
            Kind::Standing(rule) | Kind::Fired(rule, _, _) => self.catalogue.stratum(rule),
            Kind::Defined(state, _) | Kind::Ends(state, _) => {
                let state = self.names.symbol(state);
                self.catalogue
                    .defined_stratum
                    .get(&state)
                    .copied()
                    .unwrap_or(0)
            }
            Kind::Watch(..) | Kind::Performance(..) | Kind::Verdict(_) | Kind::Violation(..) => 0,
        };
        if let Kind::Standing(rule) | Kind::Fired(rule, _, _) = &kind
            && matches!(rule.body, Body::Power(_))
        {
            self.record
                .power_instances
                .entry(rule.id.0)
                .or_default()
                .insert(id);
        }
        self.instances.push(Instance {
            kind,
            variables,
            event,
            stratum,
            truth: Truth::Fails,
            open: Box::default(),
            unproved: Box::default(),
            wakes: None,
            progress: Progress::default(),
            rounds: 0,
        });
        self.wake(id);
        id
    }

    /// The days on which a condition whose history is kept has held.
    pub fn watched_intervals(
        &self,
        condition: &Condition,
        env: &Env<'p>,
    ) -> Vec<(Date, Option<Date>)> {
        let key = watch_key(condition, env);
        let found = self
            .instance_ids
            .get(&key)
            .map(|id| &self.instances[*id].kind);
        match found {
            Some(Kind::Watch(_, history)) => history.intervals.clone(),
            _ => Vec::new(),
        }
    }
}

/// Whether a header speaks of no thing of its rule, so that it begins to hold for all its instances at once.
pub fn speaks_of_parties_only(header: &Condition) -> bool {
    match header {
        Condition::Holds { arguments, .. } => arguments.iter().all(|argument| match argument {
            Argument::Is(expression) => {
                matches!(expression, Expression::Party(_) | Expression::Literal(_))
            }
            Argument::Any => true,
            Argument::Variable(_) => false,
        }),
        _ => false,
    }
}

/// What tells a watched condition apart.
pub fn watch_key(condition: &Condition, env: &Env<'_>) -> InstanceKey {
    InstanceKey::Watch(
        std::ptr::from_ref(condition) as usize,
        env.variables.as_slice().into(),
        env.parameters.as_slice().into(),
    )
}
