//! What a result waits for, by itself or behind what it rests on.

use crate::check::program::{Argument, Body, Condition, KernelState, Trigger};
use crate::engine::bodies::Course;
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::instances::Kind;
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::relation::Relation;
use crate::engine::world::{Tuple, TupleId};
use crate::value::Name;

impl<'p> Relation<'p> {
    /// What a result waits for.
    pub fn open_in_words(&self, open: &Open) -> String {
        match open {
            Open::Concept {
                concept, subject, ..
            } => {
                let name = self.names.name(*concept);
                format!("whether {}", self.concept_in_words(&name, subject))
            }
            Open::NotStated(what) => format!("{what}, which is not stated"),
            Open::NotInTable(what) => format!("{what}, which is not known yet"),
        }
    }

    /// What an instance waits for; where it waits for a state, a ground or another power, what that waits for.
    pub fn open_behind(&self, instance: usize) -> Vec<Open> {
        let mut waiting = Waiting::default();
        waiting.seen.push(instance);
        self.collect_open(instance, &mut waiting);
        waiting.found
    }

    /// What a condition waits for: what it asks itself, and what is asked behind its conclusions.
    pub fn open_in(&self, condition: &'p Condition, env: &Env<'p>) -> Vec<Open> {
        let mut waiting = Waiting::default();
        self.collect_in(condition, env, &mut waiting);
        waiting.found
    }

    fn collect_open(&self, instance: usize, waiting: &mut Waiting) {
        let own = &self.instances[instance];
        waiting.add(&own.open);
        if !own.open.is_empty() {
            return;
        }
        let env = self.scope(instance);
        if let Kind::Defined(_, condition)
        | Kind::Ends(_, condition)
        | Kind::Performance(_, condition, _) = &own.kind
        {
            self.collect_in(condition, &env, waiting);
        }
        let Some(rule) = own.rule() else { return };
        let header = match &rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => Some(condition),
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        for condition in header.into_iter().chain([&rule.condition]) {
            self.collect_in(condition, &env, waiting);
        }
        let (until, values) = match &rule.body {
            Body::Power(power) => {
                let window = &power.window;
                let days = window.from.iter().chain(&window.through);
                (window.until.as_ref(), days.collect())
            }
            Body::Status(status) => {
                let days = status.from.iter().chain(&status.through);
                (status.until.as_ref(), days.collect())
            }
            Body::Debt(debt) => (debt.until.as_ref(), vec![&debt.amount]),
            Body::Limit(limit) => (None, vec![&limit.amount]),
            _ => (None, Vec::new()),
        };
        if let Some(until) = until {
            self.collect_in(until, &env, waiting);
        }
        for value in values {
            let mut query = Query::default();
            match self.value(value, &mut env.clone(), &mut query) {
                Item::Undetermined => self.collect_read(&query, waiting),
                Item::NotStated if matches!(rule.body, Body::Limit(_)) => {
                    let what = self.expression_in_words(value, &env);
                    waiting.add(&[Open::NotStated(what)]);
                }
                _ => {}
            }
        }
        if let Body::Power(power) = &rule.body {
            for (condition, inner) in self.presupposed_by(power, &env) {
                self.collect_in(condition, &inner, waiting);
            }
        }
    }

    fn collect_in(&self, condition: &'p Condition, env: &Env<'p>, waiting: &mut Waiting) {
        match condition {
            Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => {
                for item in items {
                    self.collect_in(&item.condition, env, waiting);
                }
                return;
            }
            Condition::Not(holds) => {
                self.collect_in(holds, env, waiting);
                return;
            }
            Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => {
                self.collect_in_value(condition, env, waiting);
                // Of which things it is asked is not said inside: what compares their values is read as a whole, above.
                let before = std::mem::replace(&mut waiting.of_some, true);
                self.collect_in(holds, env, waiting);
                waiting.of_some = before;
                return;
            }
            Condition::Counts(thing) => {
                let thing = self.value(thing, &mut env.clone(), &mut Query::default());
                if let Item::Thing(fact) = thing {
                    self.collect_of_act(fact, waiting);
                }
            }
            Condition::Happened(pattern) => {
                let possible = self.possible(pattern, &mut env.clone(), &mut Query::default());
                for fact in possible.iter() {
                    self.collect_of_act(*fact, waiting);
                }
            }
            Condition::Holds { state, arguments } => {
                self.collect_in_definition(state, arguments, env, waiting);
            }
            Condition::Compare { .. }
            | Condition::SamePeriod { .. }
            | Condition::OneOf { .. }
            | Condition::Stated(_)
            | Condition::Passed(_)
            | Condition::LongerThan { .. }
            | Condition::InForm { .. }
            | Condition::Weekday { .. }
            | Condition::Listed { .. }
            | Condition::Truth(_) => {
                if !waiting.of_some {
                    self.collect_in_value(condition, env, waiting);
                }
            }
            Condition::Always
            | Condition::Performed { .. }
            | Condition::Late { .. }
            | Condition::InBreach { .. }
            | Condition::Violates { .. }
            | Condition::Breaks { .. }
            | Condition::Concept { .. }
            | Condition::May { .. }
            | Condition::GroundGiven { .. }
            | Condition::Governed(_) => {}
        }
        self.collect_behind(self.instances_behind(condition, env), waiting);
    }

    /// What a condition waits for that is told by values: if it is open at all.
    fn collect_in_value(&self, condition: &'p Condition, env: &Env<'p>, waiting: &mut Waiting) {
        let mut query = Query::default();
        let truth = self.truth(condition, &mut env.clone(), &mut query);
        if truth.is_undetermined() {
            self.collect_read(&query, waiting);
        }
    }

    /// What an evaluation waits for that came out open: what it asked itself, and what stands behind what it read.
    fn collect_read(&self, query: &Query<'p>, waiting: &mut Waiting) {
        waiting.add(&query.open);
        for fact in self.open_events_read(query) {
            self.collect_of_act(fact, waiting);
        }
        self.collect_behind(self.open_instances_read(query), waiting);
    }

    fn collect_behind(&self, instances: Vec<usize>, waiting: &mut Waiting) {
        for behind in instances {
            if !waiting.seen.contains(&behind) {
                waiting.seen.push(behind);
                self.collect_open(behind, waiting);
            }
        }
    }

    /// What a conclusion waits for that holds by its definition.
    fn collect_in_definition(
        &self,
        state: &'p Name,
        arguments: &'p [Argument],
        env: &Env<'p>,
        waiting: &mut Waiting,
    ) {
        let definition = self.state(state).and_then(|state| state.holds_if.as_ref());
        let Some(definition) = definition else { return };
        let known = self.wanted(arguments, env);
        let inner = env.called(known);
        let mut query = Query::default();
        if self
            .truth(definition, &mut inner.clone(), &mut query)
            .is_undetermined()
        {
            waiting.add(&query.open);
            self.collect_in(definition, &inner, waiting);
        }
    }

    /// What it waits for whether an act counts.
    fn collect_of_act(&self, fact: FactId, waiting: &mut Waiting) {
        if self.facts.get(fact).counts.is_undetermined()
            && let Some(verdict) = self.verdicts.get(&fact)
        {
            waiting.add(&verdict.open);
        }
    }

    /// The instances that leave a condition undetermined.
    fn instances_behind(&self, condition: &'p Condition, env: &Env<'p>) -> Vec<usize> {
        let waits = |id: &usize| self.is_open(*id);
        match condition {
            Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => items
                .iter()
                .flat_map(|item| self.instances_behind(&item.condition, env))
                .collect(),
            Condition::Not(of) => self.instances_behind(of, env),
            Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => {
                self.instances_behind(holds, env)
            }
            Condition::Holds { state, arguments } => {
                let meant = self.tuples_meant(state, arguments, env).into_iter();
                let behind = meant.flat_map(|tuple| self.open_behind_tuple(tuple));
                let duties = self.duties_in_doubt(state, arguments, env);
                behind.chain(duties).collect()
            }
            Condition::InBreach { provisions, .. } | Condition::Violates { provisions, .. } => {
                let violations = self
                    .clauses_within(provisions)
                    .flat_map(|clause| self.violations.lasting(clause));
                let instances = violations.map(|violation| violation.instance);
                instances.filter(waits).collect()
            }
            Condition::Late { obligation, .. } | Condition::Performed { obligation, .. } => {
                let query = &mut Query::default();
                let found = self.value(obligation, &mut env.clone(), query);
                let Item::Obligation(id) = self.obligation_for(None, &found, query) else {
                    return Vec::new();
                };
                let obligation = self.obligations.get(id);
                let waits_for_its_day = obligation.due_perhaps.is_some();
                let own = waits_for_its_day.then_some(obligation.instance);
                let behind = self.behind_obligation(id).into_iter();
                own.into_iter().chain(behind).collect()
            }
            Condition::Breaks { act, .. } => {
                let query = &mut Query::default();
                let Item::Thing(fact) = self.value(act, &mut env.clone(), query) else {
                    return Vec::new();
                };
                let violations = self.violations.by_act(fact);
                let instances = violations.map(|violation| violation.instance);
                instances.filter(waits).collect()
            }
            Condition::GroundGiven { provision, against } => {
                let query = &mut Query::default();
                let against = against.as_ref();
                let against = against.map(|of| self.value(of, &mut env.clone(), query));
                let grounds = self.grounds_given(provision, against.as_ref(), env, query);
                let grounds = grounds.into_iter().map(|(id, _)| id);
                grounds.filter(waits).collect()
            }
            Condition::May { act, .. } => {
                let histories = self.powers.to_do(self.names.symbol(act));
                histories
                    .flat_map(crate::engine::powers::PowerHistory::instances)
                    .filter(waits)
                    .collect()
            }
            Condition::Always
            | Condition::Happened(_)
            | Condition::Counts(_)
            | Condition::Concept { .. }
            | Condition::Compare { .. }
            | Condition::SamePeriod { .. }
            | Condition::OneOf { .. }
            | Condition::Stated(_)
            | Condition::Passed(_)
            | Condition::LongerThan { .. }
            | Condition::InForm { .. }
            | Condition::Weekday { .. }
            | Condition::Listed { .. }
            | Condition::Truth(_)
            | Condition::Governed(_) => Vec::new(),
        }
    }

    /// The instances that bring about a state, or may, of what it is said of.
    pub fn supporters_of(
        &self,
        state: &'p Name,
        arguments: &'p [Argument],
        env: &Env<'p>,
    ) -> Vec<usize> {
        let meant = self.tuples_meant(state, arguments, env);
        meant.into_iter().flat_map(Tuple::supporters).collect()
    }

    /// Where a breach is asked for, which the duties themselves tell: what the duties wait for that may be broken.
    fn duties_in_doubt(
        &self,
        state: &'p Name,
        arguments: &'p [Argument],
        env: &Env<'p>,
    ) -> Vec<usize> {
        let declared = self.state(state);
        if declared.and_then(|state| state.kernel) != Some(KernelState::Breach) {
            return Vec::new();
        }
        let wanted = self.wanted(arguments, env);
        let doubtful = self.obligations.iter().filter(|(id, duty)| {
            let own = [Item::Party(duty.bearer), Item::Obligation(*id)];
            self.obligations.is_broken(*id).is_undetermined() && self.fits_wanted(&own, &wanted)
        });
        let doubtful: Vec<ObligationId> = doubtful.map(|(id, _)| id).collect();
        let instances = self.instances.iter().enumerate();
        let seen = instances.filter(|(_, one)| {
            matches!(one.kind, Kind::Performance(id, _, _) if doubtful.contains(&id))
                && one.truth.is_undetermined()
        });
        let seen = seen.map(|(id, _)| id);
        let own = doubtful.iter().flat_map(|id| self.behind_obligation(*id));
        own.chain(seen).collect()
    }

    /// The instances that an obligation may wait for: its own, and those of the clauses that its claim passes.
    pub fn behind_obligation(&self, id: ObligationId) -> Vec<usize> {
        let obligation = self.obligations.get(id);
        let own = obligation.instance;
        let course = self.record.courses.get(&id);
        let passed = course.into_iter().flat_map(Course::open);
        let without_amount = |claim| self.record.without_amount.contains_key(&claim);
        let is_without_amount = obligation.claim.is_some_and(without_amount);
        let own = Some(own).filter(|own| self.is_open(*own) || is_without_amount);
        let doubts = obligation.doubted_by.iter();
        let doubting = doubts.flat_map(|tuple| self.states.get(*tuple).supporters());
        let doubting = doubting.filter(|instance| self.is_open(*instance));
        own.into_iter().chain(passed).chain(doubting).collect()
    }

    fn tuples_meant(
        &self,
        state: &'p Name,
        arguments: &'p [Argument],
        env: &Env<'p>,
    ) -> Vec<&Tuple> {
        let wanted = self.wanted(arguments, env);
        let state = self.names.symbol(state);
        let of_obligation = wanted.iter().enumerate().find_map(|(place, item)| {
            let is_one = matches!(item, Item::Obligation(_));
            is_one.then_some((place, item))
        });
        let mut tuples: Vec<TupleId> = match of_obligation {
            None => self.states.active(state, None).collect(),
            Some((place, item)) => {
                let about = self.obligations.about(item).iter().copied();
                let said_of = about.map(Item::Obligation).chain([item.clone()]);
                said_of
                    .flat_map(|item| self.states.active(state, Some((place, &item))))
                    .collect()
            }
        };
        tuples.sort_unstable();
        let tuples = tuples.into_iter().map(|id| self.states.get(id));
        tuples
            .filter(|tuple| self.fits_wanted(&tuple.arguments, &wanted))
            .collect()
    }

    fn wanted(&self, arguments: &'p [Argument], env: &Env<'p>) -> Vec<Item> {
        let items = arguments.iter();
        items
            .map(|argument| self.what_stands_for(argument, env))
            .collect()
    }

    fn fits_wanted(&self, own: &[Item], wanted: &[Item]) -> bool {
        own.iter().zip(wanted).all(|(own, wanted)| {
            !wanted.is_known() || own == wanted || self.thing_of(own) == *wanted
        })
    }
}

/// What is found to be open, and where it was looked for.
#[derive(Default)]
struct Waiting {
    found: Vec<Open>,
    seen: Vec<usize>,
    /// The things that a condition speaks of are some that it does not name.
    of_some: bool,
}

impl Waiting {
    fn add(&mut self, open: &[Open]) {
        for one in open {
            if !self.found.contains(one) {
                self.found.push(one.clone());
            }
        }
    }
}
