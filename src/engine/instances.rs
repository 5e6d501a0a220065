//! Instances of rules: one for each binding of a rule's variables, made when its things come about.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::check::program::{
    Argument, Body, Condition, Expression, Generator, Rule, Sort, Trigger, VersionId,
};
use crate::engine::evaluate::{Env, Frozen, Open, Query};
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

    /// Instances of rules that speak of nothing, or of the parties only.
    pub fn begin_standing(&mut self) {
        let catalogue = self.catalogue.clone();
        for rule in &catalogue.standing {
            let needs_nothing = rule.variables.iter().all(|variable| {
                !matches!(
                    variable.generator,
                    Generator::Each | Generator::Tuple { .. }
                ) || matches!(variable.sort, Sort::Party)
            });
            if needs_nothing {
                self.instantiate(rule, vec![Item::Unbound; rule.variables.len()]);
            }
        }
        for rule in &catalogue.standing {
            if let Trigger::Onset(header) = &rule.trigger
                && !rule.variables.is_empty()
                && speaks_of_parties_only(header)
            {
                let env = Env::default();
                let kind = Kind::Watch(header, Box::default());
                self.add_instance(watch_key(header, &env), kind, Rc::default(), None);
            }
        }
        for state in &catalogue.defined {
            self.define(state, None);
        }
    }

    /// Instances for a thing that has come about.
    pub fn instantiate_for_thing(&mut self, fact: FactId) {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        for (rule, place) in catalogue.by_thing.get(&ty).into_iter().flatten() {
            self.instantiate_with(rule, *place, Item::Thing(fact));
        }
        self.define_for(&Item::Thing(fact));
    }

    /// Instances for an obligation that has arisen.
    pub fn instantiate_for_obligation(&mut self, id: ObligationId) {
        let catalogue = self.catalogue.clone();
        for (rule, place) in &catalogue.by_obligation {
            if self.fits(&Item::Obligation(id), &rule.variables[*place].sort) {
                self.instantiate_with(rule, *place, Item::Obligation(id));
            }
        }
        self.define_for(&Item::Obligation(id));
    }

    /// Instances for an agreement that was formed.
    pub fn instantiate_for_agreement(&mut self, name: Symbol) {
        let catalogue = self.catalogue.clone();
        for (rule, place) in &catalogue.by_agreement {
            self.instantiate_with(rule, *place, Item::Agreement(name));
        }
        self.define_for(&Item::Agreement(name));
    }

    /// Instances for a tuple that has come to hold, or may hold.
    pub fn instantiate_for_tuple(&mut self, state: Symbol, arguments: &[Item]) {
        let catalogue = self.catalogue.clone();
        for (rule, place) in catalogue.by_state.get(&state).into_iter().flatten() {
            if let Generator::Tuple { position, .. } = &rule.variables[*place].generator
                && let Some(value) = arguments.get(*position)
            {
                let sort = &rule.variables[*place].sort;
                let value = self.as_sort(value.clone(), Some(sort), &mut Query::default());
                self.instantiate_with(rule, *place, value);
            }
        }
    }

    fn instantiate_with(&mut self, rule: &'p Rule, place: usize, value: Item) {
        if !self.fits(&value, &rule.variables[place].sort) {
            return;
        }
        let mut variables = vec![Item::Unbound; rule.variables.len()];
        variables[place] = value;
        self.instantiate(rule, variables);
    }

    /// These variables, in one place for all the rules that have them in a row: many speak of one new thing and no other.
    fn as_before(&mut self, variables: Vec<Item>) -> Rc<[Item]> {
        let latest = self.latest_variables.entry(variables.len()).or_default();
        if **latest != *variables {
            *latest = variables.into();
        }
        latest.clone()
    }

    fn instantiate(&mut self, rule: &'p Rule, variables: Vec<Item>) {
        let mut env = Env::of(variables, Some(&rule.at.clause), None);
        let mut found = Vec::new();
        self.bindings(rule, 0, &mut env, &mut found);
        for variables in found {
            let variables = self.as_before(variables);
            let key = InstanceKey::Rule(rule.id.0, variables.clone());
            self.add_instance(key, Kind::Standing(rule), variables, None);
        }
    }

    /// All bindings of the variables that are not bound yet.
    pub fn bindings(
        &self,
        rule: &'p Rule,
        place: usize,
        env: &mut Env<'p>,
        found: &mut Vec<Vec<Item>>,
    ) {
        let Some(variable) = rule.variables.get(place) else {
            if self.mixes_agreements(rule, &env.variables) {
                return;
            }
            let mut variables = env.variables.clone();
            variables.resize(rule.variables.len(), Item::Unbound);
            found.push(variables);
            return;
        };
        let id = crate::check::program::VariableId(place);
        if env.variable(id) != Item::Unbound {
            self.bindings(rule, place + 1, env, found);
            return;
        }
        let leaves_unbound = match &variable.generator {
            Generator::ActItself | Generator::Local => true,
            Generator::Trigger { .. } => env.event.is_none(),
            Generator::Each
            | Generator::Tuple { .. }
            | Generator::Members(_)
            | Generator::EachParty
            | Generator::Is(_) => false,
        };
        if leaves_unbound {
            self.bindings(rule, place + 1, env, found);
            return;
        }
        for value in self.generated(variable, env, &mut Query::default()) {
            let value = if value == Item::Unbound {
                Item::NotStated
            } else {
                value
            };
            env.bind(id, value);
            self.bindings(rule, place + 1, env, found);
        }
        env.bind(id, Item::Unbound);
    }

    /// States that hold by definition: an instance for each tuple that the new thing makes possible.
    fn define_for(&mut self, item: &Item) {
        let catalogue = self.catalogue.clone();
        for state in &catalogue.defined {
            self.define(state, Some(item));
        }
    }

    fn define(&mut self, state: &'p Name, with: Option<&Item>) {
        let Some(declared) = self.state(state) else {
            return;
        };
        let Some(holds_if) = &declared.holds_if else {
            return;
        };
        for arguments in self.tuples_possible(&declared.arguments, with) {
            let arguments: Rc<[Item]> = arguments.into();
            let key = InstanceKey::Defined(self.names.symbol(state), arguments.clone());
            self.add_instance(key, Kind::Defined(state, holds_if), arguments, None);
        }
    }

    /// The tuples of these sorts; with a thing, those that it is in.
    fn tuples_possible(&self, sorts: &'p [Sort], with: Option<&Item>) -> Vec<Vec<Item>> {
        let mut all = Vec::new();
        let places: Vec<Option<usize>> = match with {
            None => vec![None],
            Some(item) => (0..sorts.len())
                .filter(|place| self.fits(item, &sorts[*place]))
                .map(Some)
                .collect(),
        };
        for place in places {
            let mut tuples: Vec<Vec<Item>> = vec![Vec::new()];
            for (index, sort) in sorts.iter().enumerate() {
                let values = match (place, with) {
                    (Some(place), Some(item)) if place == index => vec![item.clone()],
                    _ => self.all_of(sort, &mut Query::default()),
                };
                tuples = tuples
                    .iter()
                    .flat_map(|tuple| {
                        values
                            .iter()
                            .map(|value| tuple.iter().cloned().chain([value.clone()]).collect())
                    })
                    .collect();
            }
            all.extend(tuples);
        }
        all
    }

    /// Rules that an event triggers: their instances.
    pub fn fire(&mut self, fact: FactId) {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        for rule in catalogue.triggered.get(&ty).into_iter().flatten() {
            let Trigger::Event(pattern) = &rule.trigger else {
                continue;
            };
            let mut env = Env::of(
                vec![Item::Unbound; rule.variables.len()],
                Some(&rule.at.clause),
                Some(fact),
            );
            let fits = self.fits_pattern(pattern, fact, &mut env, &mut Query::default());
            if fits.fails() {
                continue;
            }
            let mut found = Vec::new();
            for mut env in each_service(rule, env) {
                self.bindings(rule, 0, &mut env, &mut found);
            }
            let mut met = FxHashSet::default();
            for variables in found {
                let variables: Rc<[Item]> = variables.into();
                if met.insert(variables.clone()) {
                    let kind = Kind::Fired(rule, fits, None);
                    let id = self.add_new_instance(kind, variables, Some(fact));
                    if self.verdicts.contains_key(&fact) {
                        self.record.triggered.entry(fact).or_default().push(id);
                    }
                    self.facts.mark_used(fact);
                }
            }
        }
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

/// An event that names several services is one of each of them: `When the client gives notice of default for a service`.
fn each_service<'p>(rule: &Rule, env: Env<'p>) -> Vec<Env<'p>> {
    let several = rule
        .variables
        .iter()
        .zip(&env.variables)
        .position(|(variable, item)| {
            matches!((&variable.sort, item), (Sort::Service, Item::List(_)))
        });
    let Some(place) = several else {
        return vec![env];
    };
    let members = env.variables[place].members();
    let of_member = |member| {
        let mut one = env.clone();
        one.bind(crate::check::program::VariableId(place), member);
        one
    };
    members.into_iter().map(of_member).collect()
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
