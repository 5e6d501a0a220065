//! Moments, in order: the start of a day, the parts of the day, its events one by one, its end.
//!
//! At the start of a day deadlines have passed that ended with the day before, and what was fixed to begin or to end begins or
//! ends. Then fines by the day get the part of the day. Then come the events in the order of the file: each is judged before its
//! own effects, then taken. At the end of the day it is noted which powers stand.

use std::rc::Rc;

use crate::check::program::{Body, Expression, Generator, Rule};
use crate::check::schema::Role;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Frozen, Query};
use crate::engine::instances::Kind;
use crate::engine::item::{FactId, Item};
use crate::engine::obligations::Violation;
use crate::engine::parameters::Replacement;
use crate::engine::relation::Relation;
use crate::engine::world::{Fact, Ground, Judgement, TupleId, keys};
use crate::timeline::Event;
use crate::value::{ClauseId, Date, Duration, Money, Name, Percent, Truth};

impl<'p> Relation<'p> {
    /// Walks through all moments up to and including a day.
    pub fn walk(&mut self, events: &'p [Event], through: Date) {
        let mut rest = events
            .iter()
            .filter(|event| event.date <= through)
            .peekable();
        while let Some(day) = self.next_day(rest.peek().map(|event| event.date), through) {
            self.start_day(day);
            while let Some(event) = rest.next_if(|event| event.date == day) {
                self.happen(event);
            }
            self.powers.end_of_day(day);
        }
        self.day = through;
    }

    /// The next day on which something happens.
    fn next_day(&self, event: Option<Date>, through: Date) -> Option<Date> {
        let woken = self.agenda.keys().next().copied();
        let deadline = self.record.deadlines.keys().next().copied();
        let daily = if self.daily.is_empty() {
            None
        } else {
            self.day.succ_opt()
        };
        [event, woken, deadline, daily]
            .into_iter()
            .flatten()
            .min()
            .map(|day| day.max(self.day))
            .filter(|day| *day <= through)
    }

    /// The next day on which something follows without events.
    pub fn coming_day(&self, through: Date) -> Option<Date> {
        let woken = self.agenda.keys().next().copied();
        let deadline = self.record.deadlines.keys().next().copied();
        let daily = if self.daily.is_empty() {
            None
        } else {
            Some(self.day)
        };
        [woken, deadline, daily]
            .into_iter()
            .flatten()
            .min()
            .filter(|day| *day <= through)
    }

    /// The start of a day, and the parts of the day.
    pub fn start_day(&mut self, day: Date) {
        self.day = day;
        self.at_start = true;
        while let Some(entry) = self
            .agenda
            .first_entry()
            .filter(|entry| *entry.key() <= day)
        {
            for id in entry.remove() {
                if self.instances[id].wakes.is_some_and(|wakes| wakes <= day) {
                    self.instances[id].wakes = None;
                    self.wake(id);
                }
            }
        }
        while let Some(entry) = self
            .record
            .deadlines
            .first_entry()
            .filter(|entry| *entry.key() <= day)
        {
            for id in entry.remove() {
                self.tell_overdue(id);
                self.close_what_came_too_late(id);
                self.obligation_changed(id);
            }
        }
        self.settle();
        self.give_daily_parts();
        self.settle();
        self.at_start = false;
    }

    /// An event happens.
    pub fn happen(&mut self, event: &'p Event) {
        let fact = self.facts.add(self.fact_of(event));
        self.tell_event(event, fact);
        let counts = self.judge_act(fact);
        self.facts.get_mut(fact).counts = counts;
        self.tell_verdict(fact);
        self.touch_event(fact);
        if counts.holds() {
            self.take_effects(fact);
        }
        self.instantiate_for_thing(fact);
        self.fire(fact);
        self.settle();
    }

    fn fact_of(&self, event: &Event) -> Fact {
        let by = event
            .by
            .as_ref()
            .map(|by| self.party_named(self.names.symbol(by)));
        let fields: Vec<_> = event
            .fields
            .iter()
            .map(|(name, value)| (self.names.symbol(name), self.item_of(value)))
            .collect();
        let by = by.or_else(|| {
            fields
                .iter()
                .find(|(name, _)| *name == self.known.by)
                .and_then(|(_, item)| item.party())
        });
        let ty = self.names.symbol(&event.ty);
        Fact {
            date: event.date,
            ty,
            name: self.names.symbol(&event.reference),
            reference: self.catalogue.references.get(&ty).copied(),
            by,
            form: event.form.as_ref().map(|form| self.names.symbol(form)),
            sent: event.sent_on,
            received: event.received_on,
            acknowledged: event.receipt_acknowledged_on,
            agreement: event
                .agreement
                .as_ref()
                .map(|agreement| self.names.symbol(agreement)),
            fields,
            counts: Truth::Fails,
        }
    }

    /// Who reads events like this one is evaluated again.
    pub fn touch_event(&mut self, fact: FactId) {
        let event = self.facts.get(fact);
        let ty = event.ty;
        let cells: Vec<Cell> = event
            .fields
            .iter()
            .flat_map(|(field, item)| {
                keys(item)
                    .into_iter()
                    .map(|key| Cell::EventsWith(ty, *field, key))
            })
            .chain([Cell::Events(ty), Cell::Counts(fact)])
            .collect();
        for cell in &cells {
            self.touch(cell);
        }
    }

    /// What an event that counts does by itself: for the kernel, for states, for obligations and prohibitions.
    pub fn take_effects(&mut self, fact: FactId) {
        if let Some(verdict) = self.verdicts.get_mut(&fact) {
            verdict.took_effect = true;
        }
        let begun = self.begin_states(fact);
        match self.catalogue.roles.get(&self.facts.get(fact).ty).copied() {
            Some(Role::Payment) => self.receive_payment(fact),
            Some(Role::SetOff) => self.set_off(fact),
            Some(Role::CreditNote) => self.credit(fact),
            Some(Role::Assessment) => self.assess(fact),
            Some(Role::Replacement | Role::Amendment) => self.replace(fact),
            Some(Role::Disapplication) => self.facts.mark_used(fact),
            Some(Role::Formation) => self.form_agreement(fact),
            Some(Role::Violation) => self.violate_named(fact, &begun),
            Some(Role::Waiver) => self.waive(fact),
            Some(Role::EndOfViolation) | None => {}
        }
        self.end_states(fact);
        self.perform_by(fact);
        self.violate(fact, &begun);
    }

    /// States of which the timeline tells only the end: they have stood from the start.
    pub fn begin_what_stood_before(&mut self) {
        let program = self.program;
        for (key, state) in program
            .states
            .iter()
            .filter(|(_, state)| state.stood_before)
        {
            let ends = state.events.iter().flat_map(|events| &events.ends);
            let is_told = ends.into_iter().any(|pattern| {
                let events = &self.timeline.events;
                events.iter().any(|event| event.ty == pattern.event)
            });
            if !is_told || !state.arguments.is_empty() {
                continue;
            }
            let ground = Ground {
                by: None,
                event: None,
                from: self.day,
                at_start: true,
                fixed_end: None,
            };
            let symbol = self.names.symbol(key);
            if let Some(change) = self.states.begin(symbol, &[], ground, self.day) {
                self.tuple_changed(change);
            }
        }
    }

    fn begin_states(&mut self, fact: FactId) -> Vec<TupleId> {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        let mut begun = Vec::new();
        for entry in catalogue.begins.get(&ty).into_iter().flatten() {
            let Some(declared) = self.state(entry.state) else {
                continue;
            };
            let mut env = Env {
                parameters: vec![Item::Unbound; declared.arguments.len()],
                event: Some(fact),
                ..Env::default()
            };
            let mut query = Query::default();
            if !self
                .fits_pattern(entry.pattern, fact, &mut env, &mut query)
                .holds()
            {
                continue;
            }
            let arguments: Vec<Item> = env
                .parameters
                .iter()
                .zip(&declared.arguments)
                .map(|(item, sort)| {
                    let item = if *item == Item::Unbound {
                        self.only_of(sort, fact)
                    } else {
                        item.clone()
                    };
                    self.as_sort(item, Some(sort), &mut query)
                })
                .collect();
            self.facts.mark_used(fact);
            let ground = Ground {
                by: None,
                event: Some(fact),
                from: self.day,
                at_start: false,
                fixed_end: None,
            };
            if let Some(change) = self
                .states
                .begin(entry.symbol, &arguments, ground, self.day)
            {
                begun.push(change.tuple);
                self.tuple_changed(change);
            }
        }
        begun
    }

    /// What an argument that a statement leaves out can only be: the thing itself, its agreement.
    fn only_of(&self, sort: &crate::check::program::Sort, fact: FactId) -> Item {
        let thing = Item::Thing(fact);
        if self.fits(&thing, sort) {
            return thing;
        }
        let agreement = self
            .agreement_of(&thing)
            .map_or(Item::NotStated, Item::Agreement);
        if self.fits(&agreement, sort) {
            return agreement;
        }
        self.facts
            .get(fact)
            .fields
            .iter()
            .map(|(_, item)| item)
            .find(|item| self.fits(item, sort))
            .cloned()
            .unwrap_or(Item::NotStated)
    }

    fn end_states(&mut self, fact: FactId) {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        for entry in catalogue.ends.get(&ty).into_iter().flatten() {
            let Some(declared) = self.state(entry.state) else {
                continue;
            };
            let mut env = Env {
                parameters: vec![Item::Unbound; declared.arguments.len()],
                event: Some(fact),
                ..Env::default()
            };
            let mut query = Query::default();
            if !self
                .fits_pattern(entry.pattern, fact, &mut env, &mut query)
                .holds()
            {
                continue;
            }
            let mut known: Vec<Option<Item>> = env
                .parameters
                .iter()
                .map(|item| Some(item.clone()).filter(Item::is_known))
                .collect();
            known.resize(declared.arguments.len(), None);
            self.facts.mark_used(fact);
            for id in self.ended_by(entry.symbol, &known, fact) {
                let ground = Ground {
                    by: None,
                    event: Some(fact),
                    from: self.day,
                    at_start: false,
                    fixed_end: None,
                };
                if let Some(change) = self.states.end(id, ground, self.day) {
                    self.tuple_changed(change);
                }
            }
        }
    }

    /// The tuples that an event ends: those that fit what it says, and that it refers to, if it refers to any.
    fn ended_by(
        &self,
        state: crate::engine::names::Symbol,
        known: &[Option<Item>],
        fact: FactId,
    ) -> Vec<TupleId> {
        let one = known
            .iter()
            .position(Option::is_some)
            .map(|place| (place, known[place].as_ref().expect("it is known")));
        let fits = |id: &TupleId| {
            let arguments = &self.states.get(*id).arguments;
            self.states.runs_by_event(*id)
                && known.iter().zip(arguments).all(|(known, argument)| {
                    known
                        .as_ref()
                        .is_none_or(|known| self.same(known, argument))
                })
        };
        let all: Vec<TupleId> = self.states.active(state, one).filter(fits).collect();
        let named: Vec<Item> = self
            .facts
            .get(fact)
            .fields
            .iter()
            .flat_map(|(_, item)| keys(item))
            .collect();
        let referred: Vec<TupleId> = all
            .iter()
            .copied()
            .filter(|id| {
                self.states
                    .get(*id)
                    .arguments
                    .iter()
                    .any(|one| matches!(one, Item::Thing(_)) && named.contains(one))
            })
            .collect();
        if referred.is_empty() { all } else { referred }
    }

    fn assess(&mut self, fact: FactId) {
        let event = self.facts.get(fact);
        let Item::Word(concept) = event.field(self.known.concept) else {
            return;
        };
        let subject = event.field(self.known.subject);
        let value = match event.field(self.known.value) {
            Item::Word(word) if word == self.known.holds => Item::Truth(true),
            Item::Word(word) if word == self.known.does_not_hold => Item::Truth(false),
            other => other,
        };
        self.assessments.add(
            concept,
            subject.clone(),
            Judgement {
                fact,
                date: self.day,
                value,
            },
        );
        self.touch(&Cell::Concept(concept, subject));
        self.touch(&Cell::Concept(concept, Item::NotStated));
    }

    /// Another value for a parameter, agreed or announced.
    fn replace(&mut self, fact: FactId) {
        let special =
            self.catalogue.roles.get(&self.facts.get(fact).ty) == Some(&Role::Replacement);
        let waits = !special
            && self
                .program
                .rules
                .iter()
                .any(|rule| matches!(rule.body, Body::TakesEffect { .. }));
        let from = if waits { Date::MAX } else { self.day };
        let changes = self.facts.get(fact).field(self.known.changes).members();
        let all = if changes.is_empty() {
            vec![Item::Thing(fact)]
        } else {
            changes
        };
        for change in all {
            let of = |field| self.field_of(&change, field, &mut Query::default());
            let (provision, parameter, value) = (
                of(self.known.provision),
                of(self.known.parameter),
                of(self.known.value),
            );
            let (Item::Word(provision), Item::Word(parameter)) = (provision, parameter) else {
                continue;
            };
            let value = self.read_value(value);
            let one = Replacement {
                provision,
                value,
                from,
                until: None,
                fact,
                special,
                agreement: self.facts.get(fact).agreement.filter(|_| special),
            };
            self.replacements.entry(parameter).or_default().push(one);
            self.facts.mark_used(fact);
            self.touch(&Cell::Measure(parameter));
        }
    }

    /// A value that a timeline gives as text.
    fn read_value(&self, value: Item) -> Item {
        let Item::Word(word) = value else {
            return value;
        };
        let text = self.names.name(word);
        let text = text.as_str();
        let duration = Duration::parse(text).ok().map(Item::Duration);
        let percent = || Percent::parse(text).ok().map(Item::Percent);
        let money = || Money::parse(text).ok().map(Item::Money);
        duration.or_else(percent).or_else(money).unwrap_or(value)
    }

    fn form_agreement(&mut self, fact: FactId) {
        let name = self.facts.get(fact).name;
        self.agreements.push(name);
        self.touch(&Cell::Agreements);
        self.instantiate_for_agreement(name);
    }

    /// An event that is a violation of the provision, or of whatever forbids the conduct, that it names.
    fn violate_named(&mut self, fact: FactId, begun: &[TupleId]) {
        let event = self.facts.get(fact);
        let word = |field| {
            let Item::Word(word) = event.field(field) else {
                return None;
            };
            Some(self.names.name(word))
        };
        let provision = word(self.known.provision);
        let provision = provision.and_then(|number| ClauseId::new(number.as_str()).ok());
        let conduct = word(self.known.conduct);
        let violator = event.by.unwrap_or(self.known.client);
        let broken: Vec<(&'p Rule, &'p Expression, &'p Name)> = self
            .program
            .rules
            .iter()
            .filter_map(|rule| named_by(rule, provision.as_ref(), conduct.as_ref()))
            .collect();
        for (rule, bound, called) in broken {
            let mut env = self.scope_of_violation(rule, fact);
            let mut query = Query::default();
            let bound = self.value(bound, &mut env, &mut query);
            if bound.is_known() && bound != Item::Party(violator)
                || !self.rule_stands(rule, &env, &mut query)
            {
                continue;
            }
            let frozen = self.freeze(&rule.condition, &mut env, &mut query);
            let called = self.names.symbol(called);
            self.keep_violation(rule, called, violator, fact, frozen, begun);
        }
        self.facts.mark_used(fact);
    }

    /// Prohibitions that an act breaks.
    fn violate(&mut self, fact: FactId, begun: &[TupleId]) {
        let ty = self.facts.get(fact).ty;
        let catalogue = self.catalogue.clone();
        for rule in catalogue.bans.get(&ty).into_iter().flatten() {
            let Body::Ban {
                bearer,
                acts,
                called,
            } = &rule.body
            else {
                continue;
            };
            for pattern in acts {
                let mut env = self.scope_of_violation(rule, fact);
                let mut query = Query::default();
                let fits = self.fits_pattern(pattern, fact, &mut env, &mut query);
                let by = self.facts.get(fact).by;
                let bound = self.value(bearer, &mut env, &mut query);
                if fits.fails()
                    || by.map(Item::Party) != Some(bound)
                    || !self.rule_stands(rule, &env, &mut query)
                {
                    continue;
                }
                let condition = self.freeze(&rule.condition, &mut env, &mut query);
                let frozen = Frozen::All(vec![Frozen::Was(fits), condition]);
                if let Some(by) = by {
                    let called = self.names.symbol(called);
                    self.keep_violation(rule, called, by, fact, frozen, begun);
                }
            }
        }
    }

    /// The scope of a prohibition that an act may break: the act is what the prohibition speaks of.
    fn scope_of_violation(&self, rule: &'p Rule, fact: FactId) -> Env<'p> {
        let variables = vec![Item::Unbound; rule.variables.len()];
        let mut env = Env::of(variables, Some(&rule.at.clause), Some(fact));
        for (place, variable) in rule.variables.iter().enumerate() {
            if matches!(variable.generator, Generator::ActItself) {
                env.bind(crate::check::program::VariableId(place), Item::Thing(fact));
            }
        }
        env
    }

    /// Keeps a violation; what it rests on may be judged later.
    fn keep_violation(
        &mut self,
        rule: &'p Rule,
        called: crate::engine::names::Symbol,
        bearer: crate::engine::names::Symbol,
        fact: FactId,
        frozen: Frozen<'p>,
        begun: &[TupleId],
    ) {
        let truth = self.thaw(&frozen, &mut Query::default());
        if truth.fails() && matches!(frozen, Frozen::Was(_)) {
            return;
        }
        if self
            .violations
            .by_act(fact)
            .any(|one| one.rule.id == rule.id)
        {
            return;
        }
        let lasts_with = begun.first().copied();
        let until = if lasts_with.is_some() {
            None
        } else {
            self.day.succ_opt()
        };
        let clause = self.names.text(rule.at.clause.as_str());
        let violation = self.violations.add(Violation {
            rule,
            called,
            clause,
            bearer,
            fact,
            from: self.day,
            until,
            truth,
            lasts_with,
        });
        self.facts.mark_used(fact);
        if !truth.fails() {
            self.tell_violation(rule, fact);
        }
        self.touch_breach(clause);
        self.touch(&Cell::BreachBy(fact));
        self.add_new_instance(
            Kind::Violation(rule, violation, Rc::new(frozen)),
            Rc::default(),
            Some(fact),
        );
    }
}

/// What a violation breaks of a rule when it names its provision, or the conduct that it forbids: whom the rule binds, to what.
fn named_by<'p>(
    rule: &'p Rule,
    provision: Option<&ClauseId>,
    conduct: Option<&Name>,
) -> Option<(&'p Rule, &'p Expression, &'p Name)> {
    let stands_there = provision.is_some_and(|provision| {
        rule.at.clause.is_within(provision) || provision.is_within(&rule.at.clause)
    });
    if let Body::Ban {
        bearer,
        acts,
        called,
    } = &rule.body
    {
        let forbids = conduct.is_some_and(|named| acts.iter().any(|act| act.event == *named));
        return (stands_there || forbids).then_some((rule, bearer, called));
    }
    if let Body::Duty(duty) = &rule.body
        && let [step] = duty.steps.as_slice()
        && stands_there
    {
        return Some((rule, &duty.bearer, &step.called));
    }
    None
}
