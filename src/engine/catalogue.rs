//! The rules of a program by what wakes them, made once before the walk.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::program::{
    AboutAct, ActPattern, Body, Generator, KernelState, Measure, Program, Rule, RuleId, Sort,
    State, Trigger,
};
use crate::check::schema::{Needs, Role};
use crate::engine::dated;
use crate::engine::evaluate::tells_today;
use crate::engine::instantiation::is_bound_with_another;
use crate::engine::names::{Names, Symbol};
use crate::engine::sentences::Sayings;
use crate::engine::strata::strata_of;
use crate::value::{ClauseId, Name};

/// Where a state begins or ends with an event.
#[derive(Debug, Clone, Copy)]
pub struct StateEvent<'p> {
    /// The key of the state.
    pub state: &'p Name,
    /// Its number.
    pub symbol: Symbol,
    /// The events.
    pub pattern: &'p ActPattern,
}

/// The rules of a program, by what wakes them.
#[derive(Debug, Default)]
pub struct Catalogue<'p> {
    /// Rules that an event of a type triggers.
    pub triggered: FxHashMap<Symbol, Vec<&'p Rule>>,
    /// Rules without an event, for which instances are made as their things arise.
    pub standing: Vec<&'p Rule>,
    /// Standing rules whose variables range over things of a type: rule and place of the variable.
    pub by_thing: FxHashMap<Symbol, Vec<(&'p Rule, usize)>>,
    /// Standing rules whose variables range over obligations.
    pub by_obligation: Vec<(&'p Rule, usize)>,
    /// Standing rules whose variables range over agreements.
    pub by_agreement: Vec<(&'p Rule, usize)>,
    /// Standing rules whose variables range over tuples of a state.
    pub by_state: FxHashMap<Symbol, Vec<(&'p Rule, usize)>>,
    /// Powers to do an act of a type.
    pub powers: FxHashMap<Symbol, Vec<&'p Rule>>,
    /// Prohibitions of an act of a type.
    pub bans: FxHashMap<Symbol, Vec<&'p Rule>>,
    /// Rules that deny an act of a type its effect.
    pub bars: FxHashMap<Symbol, Vec<&'p Rule>>,
    /// Rules of allocation: those of the terms first.
    pub allocations: Vec<&'p Rule>,
    /// Rules that set off what is due both ways.
    pub set_offs: Vec<&'p Rule>,
    /// Sentences that give a debt for a number of times: instalments.
    pub instalments: FxHashSet<RuleId>,
    /// Remarks that hang on no event: looked at once, at the end.
    pub notes: Vec<&'p Rule>,
    /// States that an event of a type begins.
    pub begins: FxHashMap<Symbol, Vec<StateEvent<'p>>>,
    /// States that an event of a type ends.
    pub ends: FxHashMap<Symbol, Vec<StateEvent<'p>>>,
    /// States that hold by definition and are reported, and conclusions of which a sentence asks for days.
    pub defined: Vec<&'p Name>,
    /// What an event type is to the kernel.
    pub roles: FxHashMap<Symbol, Role>,
    /// What forms an agreement by its type, but not where this field is given.
    pub forms_unless: FxHashMap<Symbol, Name>,
    /// What an event type needs.
    pub needs: FxHashMap<Symbol, Needs>,
    /// Acts that an act of a type is a way to do.
    pub ways: FxHashMap<Symbol, Symbol>,
    /// The reference field of an event type.
    pub references: FxHashMap<Symbol, Symbol>,
    /// The declared sentences.
    pub sayings: Sayings<'p>,
    /// States by name.
    pub states: FxHashMap<&'p Name, &'p State>,
    /// The state that holds of a party and an obligation of it while that is broken.
    pub breach: Option<Symbol>,
    /// The state of standing in the place of the supplier.
    pub replacement: Option<Symbol>,
    /// Measures by name.
    pub measures: FxHashMap<&'p Name, &'p Measure>,
    /// Measures into which today goes.
    pub measures_of_today: FxHashSet<&'p Name>,
    /// What acts presuppose, by event type.
    pub presupposed: FxHashMap<&'p Name, &'p AboutAct>,
    /// When acts come too late, by event type.
    pub too_late: FxHashMap<&'p Name, &'p AboutAct>,
    /// The stratum of each rule.
    pub strata: Vec<u32>,
    /// The stratum of states held by definition, or ended by a condition.
    pub defined_stratum: FxHashMap<Symbol, u32>,
    /// All provisions.
    pub provisions: Vec<&'p ClauseId>,
    /// The provisions within a provision, itself included.
    pub within: FxHashMap<Symbol, Vec<Symbol>>,
    /// A provision, and those that it is a part of.
    pub wholes: FxHashMap<Symbol, Vec<Symbol>>,
    /// Provisions that some rule can switch off.
    pub switchable: FxHashSet<Symbol>,
    /// The rules of the terms that take the place of a gap rule where they are in force.
    pub in_place_of: FxHashMap<RuleId, Vec<&'p Rule>>,
}

impl<'p> Catalogue<'p> {
    /// Sorts the rules of a program.
    pub fn of(program: &'p Program, names: &Names) -> Self {
        let (strata, defined_stratum) = strata_of(program, names);
        let mut catalogue = Self {
            strata,
            defined_stratum,
            provisions: program.provisions.keys().collect(),
            sayings: Sayings::of(program),
            states: program.states.iter().collect(),
            measures: program.measures.iter().collect(),
            measures_of_today: measures_of_today(program),
            presupposed: program.presupposed.iter().collect(),
            too_late: program.too_late.iter().collect(),
            ..Self::default()
        };
        for clause in program.provisions.keys() {
            catalogue.add_provision(clause, names);
        }
        for rule in &program.rules {
            catalogue.add_switchable(rule, names);
            catalogue.add_rule(rule, program, names);
        }
        for gap in program.rules.iter().filter(|rule| rule.fallback) {
            let of_the_terms = program.rules.iter().filter(|rule| !rule.fallback);
            let same_place = of_the_terms.filter(|rule| has_the_same_place(&rule.body, &gap.body));
            catalogue.in_place_of.insert(gap.id, same_place.collect());
        }
        catalogue.allocations.sort_by_key(|rule| rule.fallback);
        let dated = dated::asked_for(program);
        for (key, state) in &program.states {
            match state.kernel {
                Some(KernelState::Breach) => catalogue.breach = Some(names.symbol(key)),
                Some(KernelState::Replacement) => catalogue.replacement = Some(names.symbol(key)),
                None => {}
            }
            if let Some(events) = &state.events {
                let symbol = names.symbol(key);
                let entry = |pattern| StateEvent {
                    state: key,
                    symbol,
                    pattern,
                };
                for pattern in &events.begins {
                    catalogue
                        .begins
                        .entry(names.symbol(&pattern.event))
                        .or_default()
                        .push(entry(pattern));
                }
                for pattern in &events.ends {
                    catalogue
                        .ends
                        .entry(names.symbol(&pattern.event))
                        .or_default()
                        .push(entry(pattern));
                }
            }
            if state.holds_if.is_some() && (state.reported || dated.contains(key)) {
                catalogue.defined.push(key);
            }
        }
        for (name, event) in &program.schema.events {
            let ty = names.symbol(name);
            catalogue.needs.insert(ty, event.needs);
            let way_to = event.way_to.as_ref();
            catalogue
                .ways
                .extend(way_to.map(|act| (ty, names.symbol(act))));
            catalogue.roles.extend(event.role.map(|role| (ty, role)));
            let unless = event.forms_unless.clone();
            catalogue
                .forms_unless
                .extend(unless.map(|field| (ty, field)));
            catalogue.references.extend(
                event
                    .reference
                    .as_ref()
                    .map(|field| (ty, names.symbol(field))),
            );
        }
        catalogue
    }

    fn add_provision(&mut self, clause: &ClauseId, names: &Names) {
        let own = names.text(clause.as_str());
        let wholes = std::iter::successors(Some(clause.clone()), ClauseId::parent);
        for whole in wholes {
            let whole = names.text(whole.as_str());
            self.within.entry(whole).or_default().push(own);
            self.wholes.entry(own).or_default().push(whole);
        }
    }

    fn add_switchable(&mut self, rule: &Rule, names: &Names) {
        let switched = match &rule.body {
            Body::SwitchOff { provisions, .. } => provisions.as_slice(),
            _ => &[],
        };
        for whole in switched.iter().chain(&rule.instead_of) {
            let within = self.within.get(&names.text(whole.as_str()));
            self.switchable.extend(within.into_iter().flatten());
        }
    }

    fn add_rule(&mut self, rule: &'p Rule, program: &'p Program, names: &Names) {
        match &rule.body {
            Body::Power(power) => add_patterns(&mut self.powers, rule, &power.acts, names),
            Body::Ban { acts, .. } => {
                add_patterns(&mut self.bans, rule, acts, names);
                return;
            }
            Body::NoEffect { act } => {
                add_patterns(&mut self.bars, rule, std::slice::from_ref(act), names);
                return;
            }
            Body::Allocation(_) => {
                self.allocations.push(rule);
                return;
            }
            Body::SetOff => self.set_offs.push(rule),
            _ => {}
        }
        if let Trigger::Event(pattern) = &rule.trigger {
            self.triggered
                .entry(names.symbol(&pattern.event))
                .or_default()
                .push(rule);
            return;
        }
        if matches!(rule.body, Body::Note { .. }) {
            self.notes.push(rule);
            return;
        }
        if let (Trigger::Recurring { times: Some(_), .. }, Body::Debt(_)) =
            (&rule.trigger, &rule.body)
        {
            self.instalments.insert(rule.id);
        }
        self.standing.push(rule);
        for (place, variable) in rule.variables.iter().enumerate() {
            match &variable.generator {
                Generator::Each => self.add_by_sort(rule, place, &variable.sort, names),
                Generator::Tuple { state, .. } => {
                    // A conclusion that holds by definition keeps no tuples: whatever it may hold of is tried.
                    let is_concluded = program
                        .states
                        .get(state)
                        .is_some_and(|state| state.holds_if.is_some() && !state.reported);
                    if is_concluded {
                        self.add_by_sort(rule, place, &variable.sort, names);
                    }
                    if !is_bound_with_another(rule, place) {
                        self.add_by_state(rule, place, state, names);
                    }
                }
                Generator::Trigger { .. }
                | Generator::Members(_)
                | Generator::EachParty
                | Generator::Is(_)
                | Generator::ActItself
                | Generator::Local => {}
            }
        }
    }

    fn add_by_sort(&mut self, rule: &'p Rule, place: usize, sort: &'p Sort, names: &Names) {
        match sort {
            Sort::Thing(types) => {
                for ty in types {
                    self.by_thing
                        .entry(names.symbol(ty))
                        .or_default()
                        .push((rule, place));
                }
            }
            Sort::Obligation | Sort::Claim => self.by_obligation.push((rule, place)),
            Sort::Agreement => self.by_agreement.push((rule, place)),
            Sort::Party | Sort::Provision | Sort::Service | Sort::Record(_) | Sort::Value(_) => {}
        }
    }

    fn add_by_state(&mut self, rule: &'p Rule, place: usize, state: &'p Name, names: &Names) {
        self.by_state
            .entry(names.symbol(state))
            .or_default()
            .push((rule, place));
    }

    /// The stratum of a rule.
    pub fn stratum(&self, rule: &Rule) -> u32 {
        self.strata.get(rule.id.0).copied().unwrap_or(0)
    }
}

/// Whether a rule of the terms speaks of what a gap rule speaks of, whoever the debtor is.
fn has_the_same_place(rule: &Body, gap: &Body) -> bool {
    match (rule, gap) {
        (Body::Status(one), Body::Status(other)) => one.state == other.state,
        (Body::Allocation(one), Body::Allocation(other)) => one.payer == other.payer,
        (Body::NoEffect { act: one }, Body::NoEffect { act: other }) => {
            one.event == other.event && one.by == other.by
        }
        (Body::Debt(one), Body::Debt(other)) => one.head == other.head,
        // Agreed interest, whatever its name, takes the place of that of the law.
        (Body::Accrual(one), Body::Accrual(other)) => one.head.head == other.head.head,
        (Body::Duty(one), Body::Duty(other)) => {
            one.steps.first().map(|step| &step.called)
                == other.steps.first().map(|step| &step.called)
        }
        _ => false,
    }
}

fn add_patterns<'p>(
    map: &mut FxHashMap<Symbol, Vec<&'p Rule>>,
    rule: &'p Rule,
    patterns: &'p [ActPattern],
    names: &Names,
) {
    for pattern in patterns {
        let rules = map.entry(names.symbol(&pattern.event)).or_default();
        if !rules.iter().any(|known| known.id == rule.id) {
            rules.push(rule);
        }
    }
}

/// The measures into which today goes, by themselves or through others.
fn measures_of_today(program: &Program) -> FxHashSet<&Name> {
    let mut found = FxHashSet::default();
    loop {
        let known = found.len();
        for (name, measure) in &program.measures {
            let values = measure.definitions.iter().map(|one| &one.value);
            if values
                .into_iter()
                .any(|value| tells_today(value, &|other| found.contains(other)))
            {
                found.insert(name);
            }
        }
        if found.len() == known {
            return found;
        }
    }
}
