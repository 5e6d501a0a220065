//! The making of instances: of the rules that range over what has come about, of those that an event triggers, of conclusions.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::check::program::{Argument, Generator, Rule, Sort, Trigger, VariableId};
use crate::engine::evaluate::{Env, Query};
use crate::engine::instances::{InstanceKey, Kind, speaks_of_parties_only, watch_key};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::Name;

impl<'p> Relation<'p> {
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

    /// Instances for a tuple that has come to hold, or may hold: of the rules with a variable that stands for it.
    pub fn instantiate_for_tuple(&mut self, state: Symbol, arguments: &[Item]) {
        let catalogue = self.catalogue.clone();
        for (rule, place) in catalogue.by_state.get(&state).into_iter().flatten() {
            let mut variables = vec![Item::Unbound; rule.variables.len()];
            let of_one_tuple = of_one_tuple(rule, *place);
            for (place, position) in &of_one_tuple {
                if let Some(value) = arguments.get(*position) {
                    let sort = Some(&rule.variables[*place].sort);
                    let value = self.as_sort(value.clone(), sort, &mut Query::default());
                    variables[*place] = value;
                }
            }
            let fits = of_one_tuple.iter().all(|(place, _)| {
                let sort = &rule.variables[*place].sort;
                self.fits(&variables[*place], sort)
            });
            if fits {
                self.instantiate(rule, variables);
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
        let id = VariableId(place);
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
        one.bind(VariableId(place), member);
        one
    };
    members.into_iter().map(of_member).collect()
}

/// The variables of a rule that one tuple binds at once, with the places where it has their values: `a party is in default of a claim`.
/// Together they are the party and the claim of the tuple, so that no other claim of the party need be looked at.
pub fn of_one_tuple(rule: &Rule, place: usize) -> Vec<(usize, usize)> {
    let Generator::Tuple {
        state,
        position,
        arguments,
    } = &rule.variables[place].generator
    else {
        return Vec::new();
    };
    let mut bound = vec![(place, *position)];
    for (at, argument) in arguments.iter().enumerate() {
        if let Argument::Variable(other) = argument
            && stands_at(rule, *other, state, at)
        {
            bound.push((other.0, at));
        }
    }
    bound
}

/// Whether a variable stands for what a tuple of a state has at a place.
fn stands_at(rule: &Rule, variable: VariableId, of: &Name, at: usize) -> bool {
    matches!(
        rule.variables.get(variable.0).map(|variable| &variable.generator),
        Some(Generator::Tuple { state, position, .. }) if state == of && *position == at
    )
}

/// Whether another variable stands for the rest of the same tuple, so that this one is bound with it.
pub fn is_bound_with_another(rule: &Rule, place: usize) -> bool {
    (0..rule.variables.len()).any(|other| {
        other != place
            && of_one_tuple(rule, other)
                .iter()
                .any(|(bound, _)| *bound == place)
    })
}
