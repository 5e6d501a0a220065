//! Reasons: what an act came to and why; why a power stands since a day; why it does not stand.

use std::collections::BTreeSet;

use crate::check::program::{Body, Condition, Power, Rule, Trigger};
use crate::check::schema::EventKind;
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::engine::verdict::{Carrier, Verdict, speaks_of_act};
use crate::engine::words::listed;
use crate::value::{ClauseId, Date, Truth};

impl<'p> Relation<'p> {
    /// Why no power carries an act: for each provision that speaks of such an act, what is missing.
    pub fn why_not(&self, fact: FactId) -> Vec<(ClauseId, String)> {
        let ty = self.facts.get(fact).ty;
        let rules = self.catalogue.powers.get(&ty).into_iter().flatten();
        rules
            .filter_map(|rule| Some((rule.at.clause.clone(), self.why_not_under(rule, fact)?)))
            .collect()
    }

    /// What a power lacks to carry an act; nothing when the power is about something else.
    fn why_not_under(&self, rule: &'p Rule, fact: FactId) -> Option<String> {
        let Body::Power(power) = &rule.body else {
            return None;
        };
        let by = self.facts.get(fact).by.map_or(Item::NotStated, Item::Party);
        let ids = self.record.power_instances.get(&rule.id.0)?;
        let query = &mut Query::default();
        let (id, mut env) = ids.iter().rev().find_map(|id| {
            let mut env = if speaks_of_act(rule) {
                self.scope_of_act(rule, *id, fact)
            } else {
                self.scope(*id)
            };
            let is_holder = self.value(&power.holder, &mut env, query) == by;
            let mut fits = power.acts.iter().map(|pattern| {
                let fits = self.fits_pattern(pattern, fact, &mut env.clone(), query);
                !fits.fails()
            });
            (is_holder && fits.any(|fits| fits)).then_some((*id, env))
        })?;
        let acts = || {
            let acts = power.acts.iter();
            acts.filter(|act| self.names.symbol(&act.event) == self.facts.get(fact).ty)
        };
        for act in acts() {
            if self.is_possible(power, act, &mut env, query).fails() {
                return self.what_makes_impossible(power, act, &mut env);
            }
        }
        let named = acts().map(|act| self.names.symbol(act.called.as_ref().unwrap_or(&act.event)));
        if let Some(missing) = self.stands_for_another(ids, id, &named.collect::<Vec<_>>()) {
            return Some(missing);
        }
        if self.instances[id].progress.latched {
            return self.outside_window(power, &mut env);
        }
        let header = match &rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => {
                self.what_fails(condition, &mut env)
            }
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        let in_form = |form| self.in_form(fact, form, query).holds();
        header
            .or_else(|| self.what_fails(&rule.condition, &mut env))
            .or_else(|| self.outside_window(power, &mut env))
            .or_else(|| {
                let missing = !power.form.as_ref().is_none_or(in_form);
                missing.then(|| "it was not done in the form that is asked for".to_owned())
            })
    }

    /// That a power stands for other agreements than the one for which it was used.
    fn stands_for_another(
        &self,
        instances: &BTreeSet<usize>,
        used: usize,
        acts: &[Symbol],
    ) -> Option<String> {
        let variables = |id: usize| self.instances[id].variables.iter();
        let agreement = |id: usize| variables(id).find(|item| matches!(item, Item::Agreement(_)));
        let holder = |id: usize| variables(id).find(|item| matches!(item, Item::Party(_)));
        let meant = agreement(used)?;
        let stands =
            |id: &&usize| holder(**id) == holder(used) && self.powers.stands(**id, acts).holds();
        let others: Vec<String> = instances
            .iter()
            .filter(stands)
            .filter_map(|id| agreement(*id).filter(|other| *other != meant))
            .map(|other| self.thing_in_words(other))
            .collect();
        let (others, meant) = (others.join(" and "), self.thing_in_words(meant));
        (!others.is_empty()).then(|| format!("the power stands for {others}, not for {meant}"))
    }

    /// Why a power does not stand today although its conditions hold.
    fn outside_window(&self, power: &'p Power, env: &mut Env<'p>) -> Option<String> {
        let query = &mut Query::default();
        let mut day = |moment: &'p Option<_>, env: &mut Env<'p>| {
            let moment = moment.as_ref()?;
            self.value(moment, env, query).date()
        };
        let from = day(&power.window.from, env).filter(|from| *from > self.day);
        if let Some(from) = from {
            return Some(format!("the first day for it is {from}"));
        }
        let through = day(&power.window.through, env).filter(|through| *through < self.day);
        if let Some(through) = through {
            return Some(format!("the last day for it was {through}"));
        }
        let until = power.window.until.as_ref()?;
        let ended = self.truth(until, env, query).holds();
        ended.then(|| "the power has ended".to_owned())
    }

    /// Whether an act speaks to the other party, so that it works by being received.
    fn is_declaration(&self, fact: FactId) -> bool {
        let ty = self.names.name(self.facts.get(fact).ty);
        let event = self.program.schema.events.get(&ty);
        event.is_some_and(|event| event.kind == EventKind::Declaration)
    }

    /// A verdict in one sentence, with the provisions to be named.
    pub fn verdict_in_words(&self, fact: FactId, verdict: &Verdict<'p>) -> (String, Vec<ClauseId>) {
        let query = &mut Query::default();
        let mut holding = |carriers: &[Carrier<'p>], least: Truth| -> Vec<ClauseId> {
            let mut clauses: Vec<ClauseId> = carriers
                .iter()
                .filter(|carrier| self.thaw(&carrier.frozen, query) >= least)
                .flat_map(|carrier| carrier.clauses.iter().map(|clause| (*clause).clone()))
                .collect();
            clauses.sort();
            clauses.dedup();
            clauses
        };
        if verdict.barred.holds() {
            let clauses = holding(&verdict.bars, Truth::Holds);
            let mut met: Vec<String> = verdict
                .bars
                .iter()
                .filter(|bar| self.thaw(&bar.frozen, &mut Query::default()).holds())
                .filter_map(|bar| bar.met.clone())
                .collect();
            met.dedup();
            let met = if met.is_empty() {
                String::new()
            } else {
                format!(": {}", met.join("; "))
            };
            return (format!("{} effect{met}", denying(&clauses)), clauses);
        }
        if let Some((clause, truth)) = &verdict.form
            && truth.fails()
        {
            return (
                format!("{clause} asks for another form"),
                vec![clause.clone()],
            );
        }
        let effective = verdict.effective();
        if effective.holds() {
            let clauses = holding(&verdict.carriers, Truth::Holds);
            if !clauses.is_empty() {
                return (format!("{} the power to do so", giving(&clauses)), clauses);
            }
            let looked_at = holding(&verdict.bars, Truth::Fails);
            let words = if looked_at.is_empty() {
                "no clause denies it effect".to_owned()
            } else {
                format!("{} denies it effect", none_of(&looked_at))
            };
            let words = if self.is_declaration(fact) {
                format!("it has been received, and {words}")
            } else {
                words
            };
            return (words, looked_at);
        }
        if effective.is_undetermined() {
            let mut clauses = holding(&verdict.carriers, Truth::Undetermined);
            clauses.extend(holding(&verdict.bars, Truth::Undetermined));
            let open: Vec<String> = verdict
                .open
                .iter()
                .map(|open| self.open_in_words(open))
                .collect();
            return (
                format!(
                    "it depends on {}",
                    if open.is_empty() {
                        "what must be judged".to_owned()
                    } else {
                        open.join("; ")
                    }
                ),
                clauses,
            );
        }
        let why: Vec<String> = verdict
            .why_not
            .iter()
            .map(|(clause, missing)| format!("{clause}: {missing}"))
            .collect();
        let words = if why.is_empty() {
            "no provision carries it".to_owned()
        } else {
            format!("no provision carries it ({})", why.join("; "))
        };
        let mut clauses: Vec<ClauseId> = verdict
            .why_not
            .iter()
            .map(|(clause, _)| clause.clone())
            .collect();
        clauses.sort();
        clauses.dedup();
        (words, clauses)
    }

    /// What a result waits for.
    pub fn open_in_words(&self, open: &Open) -> String {
        match open {
            Open::Concept {
                concept, subject, ..
            } => {
                let name = self.names.name(*concept);
                format!("whether {}", self.concept_in_words(&name, subject))
            }
            Open::NotStated(what) => {
                format!("{what}, which is not stated")
            }
        }
    }

    /// What an instance waits for; where it waits for a state, a ground or another power, what that waits for.
    pub fn open_behind(&self, instance: usize) -> Vec<Open> {
        let mut found = Vec::new();
        self.collect_open(instance, &mut vec![instance], &mut found);
        found
    }

    fn collect_open(&self, instance: usize, seen: &mut Vec<usize>, found: &mut Vec<Open>) {
        let own = &self.instances[instance];
        for open in &own.open {
            if !found.contains(open) {
                found.push(open.clone());
            }
        }
        if !own.open.is_empty() {
            return;
        }
        let Some(rule) = own.rule() else { return };
        let env = self.scope(instance);
        let header = match &rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => Some(condition),
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        for condition in header.into_iter().chain([&rule.condition]) {
            for behind in self.instances_behind(condition, &env) {
                if !seen.contains(&behind) {
                    seen.push(behind);
                    self.collect_open(behind, seen, found);
                }
            }
        }
    }

    /// The instances that leave a condition undetermined.
    fn instances_behind(&self, condition: &'p Condition, env: &Env<'p>) -> Vec<usize> {
        let waits = |id: &usize| self.instances[*id].truth.is_undetermined();
        match condition {
            Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => items
                .iter()
                .flat_map(|item| self.instances_behind(&item.condition, env))
                .collect(),
            Condition::Not(of) => self.instances_behind(of, env),
            Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => {
                self.instances_behind(holds, env)
            }
            Condition::Holds { state, .. } => {
                let tuples = self.states.active(self.names.symbol(state), None);
                tuples
                    .flat_map(|id| self.states.get(id).supporters())
                    .filter(waits)
                    .collect()
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
            | Condition::Performed { .. }
            | Condition::Late { .. }
            | Condition::InBreach { .. }
            | Condition::Violates { .. }
            | Condition::Breaks { .. }
            | Condition::Concept { .. }
            | Condition::Compare { .. }
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

    /// What keeps an instance of a rule from applying: its header first, then its conditions.
    pub fn what_keeps(&self, rule: &'p Rule, instance: usize) -> Option<String> {
        let mut env = self.scope(instance);
        if let Body::Power(power) = &rule.body
            && let Some(missing) = self.what_keeps_acts(power, &mut env)
        {
            return Some(missing);
        }
        let header = match &rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => {
                self.what_fails(condition, &mut env)
            }
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        header.or_else(|| self.what_fails(&rule.condition, &mut env))
    }

    /// What all acts of a power presuppose and what does not hold.
    fn what_keeps_acts(&self, power: &'p Power, env: &mut Env<'p>) -> Option<String> {
        let possible = self.some_act_is_possible(power, env, &mut Query::default());
        let mut acts = power.acts.iter().filter(|_| possible.fails());
        acts.find_map(|pattern| self.what_makes_impossible(power, pattern, env))
    }

    /// What began on a day and made the rule apply from it: a state, an act, a last timely day that had passed.
    pub fn what_began(&self, rule: &'p Rule, instance: usize, day: Date) -> Vec<String> {
        self.what_began_in(rule, &self.scope(instance), day)
    }

    fn what_began_in(&self, rule: &'p Rule, env: &Env<'p>, day: Date) -> Vec<String> {
        let mut found = Vec::new();
        if let Trigger::While(condition) | Trigger::Onset(condition) = &rule.trigger {
            self.began(condition, env, day, &mut found);
        }
        if let (Trigger::Event(_), Some(fact)) = (&rule.trigger, env.event)
            && self.facts.get(fact).date == day
        {
            found.push(self.fact_in_words(fact, Tense::Perfect));
        }
        self.began(&rule.condition, env, day, &mut found);
        found.dedup();
        found
    }

    fn began(&self, condition: &'p Condition, env: &Env<'p>, day: Date, found: &mut Vec<String>) {
        let mut query = Query::default();
        if !self.truth(condition, &mut env.clone(), &mut query).holds() {
            return;
        }
        match condition {
            Condition::All(items) | Condition::Any(items) => {
                for item in items {
                    self.began(&item.condition, env, day, found);
                }
            }
            Condition::Holds { state, arguments } => {
                let arguments: Vec<Item> = arguments
                    .iter()
                    .map(|argument| self.what_stands_for(argument, env))
                    .collect();
                self.state_began(state, &arguments, env, day, found);
            }
            Condition::GroundGiven { provision, against } => {
                let against = against.as_ref();
                let against = against.map(|of| self.value(of, &mut env.clone(), &mut query));
                let confined_to = self.confined_to(env);
                let given = self.grounds_given(provision, against.as_ref(), env, &mut query);
                for (id, _) in given.into_iter().filter(|(_, truth)| truth.holds()) {
                    if let Some(rule) = self.instances[id].rule() {
                        let env = self.scope_of_ground(id, confined_to);
                        found.extend(self.what_began_in(rule, &env, day));
                    }
                }
            }
            Condition::Happened(_) => {
                let facts = query.facts.iter().rev();
                let of_day = facts
                    .copied()
                    .find(|fact| self.facts.get(*fact).date == day);
                found.extend(of_day.map(|fact| self.fact_in_words(fact, Tense::Perfect)));
            }
            Condition::Late { obligation } => {
                let item = self.value(obligation, &mut env.clone(), &mut query);
                if let Item::Obligation(id) = item
                    && let Some(due) = self.obligations.get(id).due
                    && due.succ_opt() == Some(day)
                {
                    found.push(format!(
                        "the last timely day of {} was {due}",
                        self.duty_in_words(id)
                    ));
                }
            }
            Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => {
                self.began(holds, env, day, found);
            }
            Condition::Violates { party, provisions }
            | Condition::InBreach { party, provisions } => {
                let party = self.value(party, &mut env.clone(), &mut query);
                self.violations_began(provisions, Some(&party), day, found);
            }
            Condition::Breaks { provisions, .. } => {
                self.violations_began(provisions, None, day, found);
            }
            Condition::Always
            | Condition::NoneOf(_)
            | Condition::Not(_)
            | Condition::Counts(_)
            | Condition::Performed { .. }
            | Condition::Concept { .. }
            | Condition::Compare { .. }
            | Condition::OneOf { .. }
            | Condition::Stated(_)
            | Condition::Passed(_)
            | Condition::LongerThan { .. }
            | Condition::May { .. }
            | Condition::InForm { .. }
            | Condition::Weekday { .. }
            | Condition::Listed { .. }
            | Condition::Truth(_)
            | Condition::Governed(_) => {}
        }
    }

    /// Violations of provisions that began on a day; those of a party, if it is asked of one.
    fn violations_began(
        &self,
        provisions: &'p [ClauseId],
        party: Option<&Item>,
        day: Date,
        found: &mut Vec<String>,
    ) {
        let broken = self.clauses_within(provisions);
        let lasting = broken.flat_map(|clause| self.violations.lasting(clause));
        let meant = lasting.filter(|violation| {
            violation.from == day
                && party.is_none_or(|party| Item::Party(violation.bearer) == *party)
        });
        found.extend(meant.map(|violation| {
            let clause = self.names.name(violation.clause);
            let what = self.fact_in_words(violation.fact, Tense::Perfect);
            format!("{what}, against {clause}")
        }));
    }

    /// A state that began on a day; one that holds by its definition began with what it rests on.
    fn state_began(
        &self,
        state: &'p crate::value::Name,
        arguments: &[Item],
        env: &Env<'p>,
        day: Date,
        found: &mut Vec<String>,
    ) {
        let symbol = self.names.symbol(state);
        let known = arguments
            .iter()
            .enumerate()
            .find(|(_, item)| item.is_known());
        let fits = |own: &[Item]| {
            own.iter().zip(arguments).all(|(own, wanted)| {
                !wanted.is_known() || own == wanted || self.thing_of(own) == *wanted
            })
        };
        let some_fit = self.states.active(symbol, known).next().is_some();
        let all = self.states.active(symbol, known.filter(|_| some_fit));
        let begun = all.map(|id| self.states.get(id)).find(|tuple| {
            tuple.truth.holds() && tuple.since() == Some(day) && fits(&tuple.arguments)
        });
        if let Some(tuple) = begun {
            let said = self.state_in_words(state, &tuple.arguments, Tense::Present);
            let due = tuple.arguments.iter().find_map(|item| match item {
                Item::Obligation(id) => self.obligations.get(*id).due,
                _ => None,
            });
            let due = due.filter(|due| due.succ_opt() == Some(day));
            found.push(due.map_or(said.clone(), |due| {
                format!("{said}, the last timely day being {due}")
            }));
            return;
        }
        let definition = self.program.states.get(state);
        if let Some(condition) = definition.and_then(|state| state.holds_if.as_ref())
            && found.len() < MOST_REASONS
        {
            self.began(condition, &env.called(arguments.to_vec()), day, found);
        }
    }
}

/// `13.a gives`, `6.e.1 and 13.a give`
fn giving(clauses: &[ClauseId]) -> String {
    match clauses {
        [one] => format!("{one} gives"),
        [others @ .., last] => format!("{} and {last} give", listed(others)),
        [] => "something gives".to_owned(),
    }
}

/// `5.b denies it`, `5.b and 8.3 deny it`
fn denying(clauses: &[ClauseId]) -> String {
    match clauses {
        [one] => format!("{one} denies it"),
        [others @ .., last] => format!("{} and {last} deny it", listed(others)),
        [] => "something denies it".to_owned(),
    }
}

/// `neither 6.b nor 14.a`, `nothing in 6.b`
fn none_of(clauses: &[ClauseId]) -> String {
    match clauses {
        [one] => format!("nothing in {one}"),
        [one, other] => format!("neither {one} nor {other}"),
        _ => format!("none of {}", listed(clauses)),
    }
}

/// The most reasons that are told of one thing.
const MOST_REASONS: usize = 3;
