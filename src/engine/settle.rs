//! Settling: instances that something changed for are evaluated again, in the order of their strata, until nothing changes.

use std::rc::Rc;

use crate::check::program::{Body, Condition, Rule, StandsIn, Trigger};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Frozen, Open, Query, Watched};
use crate::engine::instances::{Follows, History, Kind, speaks_of_parties_only, watch_key};
use crate::engine::item::{FactId, Item};
use crate::engine::parameters::Place;
use crate::engine::record::Stood;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::source::Problem;
use crate::value::Truth;

/// More often than this an instance is evaluated at one moment only in a circle.
const MOST_ROUNDS: u32 = 5_000;

impl<'p> Relation<'p> {
    /// Evaluates what must be evaluated until nothing changes.
    pub fn settle(&mut self) {
        let mut seen: Vec<usize> = Vec::new();
        while let Some((_, id)) = self.worklist.pop_first() {
            let instance = &mut self.instances[id];
            if instance.rounds == 0 {
                seen.push(id);
            }
            instance.rounds += 1;
            if instance.rounds > MOST_ROUNDS {
                let clause = instance
                    .rule()
                    .map_or_else(String::new, |rule| format!(" at {}", rule.at.clause));
                self.problem(Problem::error(
                    "conclusions-do-not-settle",
                    format!(
                        "on {} conclusions change each other without end{clause}",
                        self.day
                    ),
                ));
                self.worklist.clear();
                break;
            }
            self.settle_one(id);
        }
        for id in seen {
            self.instances[id].rounds = 0;
        }
        self.tell_what_was_vague();
    }

    fn settle_one(&mut self, id: usize) {
        self.record.telling = Some(id);
        let mut query = Query::default();
        let mut env = self.scope(id);
        let truth = self.instance_truth(id, &mut env, &mut query);
        let before = std::mem::replace(&mut self.instances[id].truth, truth);
        self.instances[id].unproved = if truth.holds() {
            deduplicated(&query.unproved)
        } else {
            Box::default()
        };
        self.instances[id].open = if truth.is_undetermined() {
            deduplicated(&query.open)
        } else {
            Box::default()
        };
        if self.record.derives && truth != before && !truth.fails() {
            let (day, conditions) = (self.day, self.conditions_behind(id));
            let stood = self.record.stood.entry(id).or_default();
            stood.push(Stood { day, conditions });
        }
        self.apply(id, before, truth, &mut env, &mut query);
        if truth.holds() {
            // What the amount of a consequence waits for is asked too.
            self.instances[id].open = deduplicated(&query.open);
        }
        // A judgement that was asked for has been used, whichever way it came out.
        for fact in std::mem::take(&mut query.facts) {
            if !truth.fails() || truth != before || self.is_assessment(fact) {
                self.facts.mark_used(fact);
            }
        }
        for fact in std::mem::take(&mut query.counted) {
            self.facts.mark_used(fact);
        }
        if !truth.fails() {
            for item in self.instances[id].variables.iter() {
                if let Item::Thing(fact) = item {
                    self.facts.mark_used(*fact);
                }
            }
        }
        self.take_notes(id, truth, query);
    }

    /// `, in 1.2, on 2025-01-06: KlantFocus measured reading M1 on 2025-01-06`
    fn where_it_fails(&self, id: usize) -> String {
        let instance = &self.instances[id];
        let clause = instance
            .rule()
            .map(|rule| format!(", in {}", rule.at.clause));
        let event = instance.event.map(|fact| {
            let day = self.facts.get(fact).date;
            format!(": {} on {day}", self.fact_in_words(fact, Tense::Past))
        });
        let on = event.unwrap_or_else(|| format!(", on {}", self.day));
        format!("{}{on}", clause.unwrap_or_default())
    }

    /// What an evaluation noted: who reads what, when to look again, what went wrong.
    fn take_notes(&mut self, id: usize, truth: Truth, mut query: Query<'p>) {
        self.cells.register(id, &mut query.reads);
        if let Some(next) = query.next
            && next > self.day
        {
            self.wake_on(id, next);
        }
        if let Some(mut problem) = query.problem.take() {
            problem.message = format!("{}{}", problem.message, self.where_it_fails(id));
            self.problem(problem);
        }
        if let Some(words) = query.divides_by_nothing.take()
            && let Some(rule) = self.instances[id].rule()
        {
            let told = format!("{words} has no answer{}", self.where_it_fails(id));
            self.record
                .no_answers
                .insert((rule.at.clause.clone(), told));
        }
        if let Some(unknown) = query.unconfirmed.take() {
            let text = format!("{unknown}; what depends on that day is left open");
            self.record.unconfirmed.insert(text);
        }
        if let Some(missing) = query.no_figure.take() {
            let text = format!("{missing}; what depends on that figure is left open");
            self.record.unconfirmed.insert(text);
        }
        if !truth.fails() {
            let rule = self.instances[id].rule();
            self.record.readings.extend(
                rule.into_iter()
                    .flat_map(|rule| rule.readings.iter())
                    .chain(query.readings.drain(..)),
            );
        }
        for Watched { condition, env } in query.watched {
            let key = watch_key(condition, &env);
            let history = History {
                parameters: env.parameters,
                intervals: Vec::new(),
            };
            let kind = Kind::Watch(condition, Box::new(history));
            if self.instance_ids.get(&key).is_none() {
                let watch = self.add_instance(key, kind, env.variables.into(), env.event);
                self.instances[watch].stratum = self.instances[id].stratum;
                self.wake(id);
            }
        }
    }

    fn instance_truth(&mut self, id: usize, env: &mut Env<'p>, query: &mut Query<'p>) -> Truth {
        match &self.instances[id].kind {
            Kind::Standing(rule) => {
                let rule = *rule;
                match &rule.trigger {
                    Trigger::Onset(header) => self.onset_truth(id, rule, header, env, query),
                    Trigger::Standing
                    | Trigger::Event(_)
                    | Trigger::While(_)
                    | Trigger::Recurring { .. } => self.truth_under_versions(id, rule, env, query),
                }
            }
            Kind::Fired(rule, fits, None) => {
                let (rule, fits) = (*rule, *fits);
                let frozen = Rc::new(self.freeze_rule(rule, fits, env, query));
                let truth = self.fired_truth(id, rule, &frozen, env, query);
                self.instances[id].kind = Kind::Fired(rule, fits, Some(frozen));
                truth
            }
            Kind::Fired(rule, _, Some(frozen)) => self.fired_truth(id, rule, frozen, env, query),
            Kind::Watch(condition, _) | Kind::Defined(_, condition) | Kind::Ends(_, condition) => {
                self.truth(condition, env, query)
            }
            Kind::Performance(obligation, condition, Follows::TooLate) => {
                self.scope_of_performance(*obligation, env);
                self.truth(condition, env, query)
            }
            Kind::Performance(obligation, condition, _) => {
                let duty = self.obligations.get(*obligation);
                // Of several claims for one thing, such as the parts of an invoice, each rests by itself.
                env.parameters = vec![match duty.claim {
                    Some(_) => Item::Obligation(*obligation),
                    None => duty.thing.clone(),
                }];
                self.truth(condition, env, query)
            }
            Kind::Verdict(fact) => self.verdict_truth(*fact, query),
            Kind::Violation(_, _, frozen) => self.thaw(frozen, query),
        }
    }

    /// Whether a rule that an event triggered still applies.
    pub fn fired_truth(
        &self,
        id: usize,
        rule: &'p Rule,
        frozen: &Frozen<'p>,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        if self.still_counts(id, rule, env, query) {
            self.thaw(frozen, query)
        } else {
            Truth::Fails
        }
    }

    /// Whether `As soon as …` has come: the header begins to hold while the rest holds; it stays so until the header ends.
    fn onset_truth(
        &mut self,
        id: usize,
        rule: &'p Rule,
        header: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        if !self.still_counts(id, rule, env, query) {
            return Truth::Fails;
        }
        let now = self.truth(header, env, query);
        let before = self.instances[id].progress.header.unwrap_or_else(|| {
            let began = self.watched_intervals(header, &Env::default()).pop();
            let long = began.is_some_and(|(from, until)| until.is_none() && from < self.day);
            Truth::from(long && speaks_of_parties_only(header))
        });
        self.instances[id].progress.header = Some(now);
        let fired = self.instances[id].truth;
        if !now.holds() {
            return now;
        }
        if before.holds() && !fired.is_undetermined() {
            return fired;
        }
        if !self.stands(&rule.stands_in, env, query) {
            return Truth::Fails;
        }
        self.truth(&rule.condition, env, query)
    }

    /// Whether a rule that hangs on no event applies now, under the version that governs. A duty or a claim arises only where its
    /// conditions come to be met under that version; and what has arisen stays when another version comes.
    fn truth_under_versions(
        &mut self,
        id: usize,
        rule: &'p Rule,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let truth = if self.still_counts(id, rule, env, query) {
            self.truth_of_its_words(rule, env, query)
        } else {
            Truth::Fails
        };
        if rule.stands_in == StandsIn::Every {
            return truth;
        }
        let stands = self.stands(&rule.stands_in, env, query);
        let recurs = matches!(rule.trigger, Trigger::Recurring { .. });
        if recurs || !matches!(rule.body, Body::Duty(_) | Body::Debt(_)) {
            return if stands { truth } else { Truth::Fails };
        }
        let instance = &mut self.instances[id];
        let was_met = instance.progress.header.replace(truth);
        let met_before = was_met.is_some_and(|truth| !truth.fails());
        let has_begun = !instance.truth.fails();
        if has_begun || (stands && !met_before) {
            truth
        } else {
            Truth::Fails
        }
    }

    /// Whether a rule that hangs on no event applies now.
    pub fn standing_truth(
        &self,
        rule: &'p Rule,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        if !self.rule_counts(rule, env, query) {
            return Truth::Fails;
        }
        self.truth_of_its_words(rule, env, query)
    }

    /// How the header and the conditions of a rule that hangs on no event come out now.
    fn truth_of_its_words(
        &self,
        rule: &'p Rule,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let presupposed = match &rule.body {
            Body::Power(power) => self.some_act_is_possible(power, env, query),
            _ => Truth::Holds,
        };
        if presupposed.fails() {
            return presupposed;
        }
        let header = match &rule.trigger {
            Trigger::Onset(condition) | Trigger::While(condition) => {
                self.truth(condition, env, query)
            }
            Trigger::Standing | Trigger::Recurring { .. } | Trigger::Event(_) => Truth::Holds,
        };
        if header.fails() {
            header
        } else {
            let rest = self.truth(&rule.condition, env, query);
            presupposed.and(header).and(rest)
        }
    }

    fn freeze_rule(
        &self,
        rule: &'p Rule,
        fits: Truth,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Frozen<'p> {
        let fact = env.event.expect("an event triggered it");
        if !self.rule_stands(rule, env, query) {
            return Frozen::Was(Truth::Fails);
        }
        let condition = self.freeze(&rule.condition, env, query);
        let fits = self.as_it_fits(rule, fits, fact, env);
        Frozen::All(vec![fits, Frozen::Counts(fact), condition]).settled()
    }

    /// How an event fits the header of a rule; where that cannot be said, for want of what: its form, a field.
    fn as_it_fits(&self, rule: &'p Rule, fits: Truth, fact: FactId, env: &Env<'p>) -> Frozen<'p> {
        let Trigger::Event(pattern) = &rule.trigger else {
            return Frozen::Was(fits);
        };
        if !fits.is_undetermined() {
            return Frozen::Was(fits);
        }
        let mut query = Query::default();
        self.fits_pattern(pattern, fact, &mut env.clone(), &mut query);
        Frozen::of(fits, query.open)
    }

    /// Whether a rule counts: its provision is in force, and no other rule takes its place.
    pub fn rule_counts(&self, rule: &'p Rule, env: &Env<'p>, query: &mut Query<'p>) -> bool {
        !self.is_set_aside(rule, query) && self.counts_unless_set_aside(rule, env, query)
    }

    /// Whether a rule counts, apart from whether the timeline sets its provision aside: no clause puts it out of force, and no other
    /// rule takes its place.
    pub(super) fn counts_unless_set_aside(
        &self,
        rule: &'p Rule,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let clause = &rule.at.clause;
        let is_off =
            self.is_switched_off(clause, query) || self.switched_off_for(clause, env, query);
        !(is_off || rule.fallback && self.is_filled(rule, env, query))
    }

    /// Whether the timeline sets the provision of a rule aside today.
    pub(super) fn is_set_aside(&self, rule: &Rule, query: &mut Query<'p>) -> bool {
        let place = Place::of_rule(rule);
        self.set_aside_since(self.day, &place, query).is_some()
    }

    /// Whether a rule counts for what it concluded: a provision that is set aside from a day concludes nothing from then on, and
    /// what arose before that day stays.
    fn still_counts(
        &self,
        id: usize,
        rule: &'p Rule,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let has_arisen = !self.instances[id].truth.fails() && arises_once(rule);
        (has_arisen || !self.is_set_aside(rule, query))
            && self.counts_unless_set_aside(rule, env, query)
    }

    /// A tuple has changed: who reads it is evaluated again, and rules that range over it get their instance.
    pub fn tuple_changed(&mut self, change: crate::engine::world::Change) {
        let tuple = self.states.get(change.tuple);
        let (state, arguments, truth) = (tuple.state, tuple.arguments.clone(), tuple.truth);
        self.touch(&Cell::Tuple(state, arguments.clone()));
        self.touch(&Cell::State(state));
        for (position, argument) in arguments.iter().enumerate() {
            self.touch(&Cell::TuplesWith(state, position, argument.clone()));
        }
        if truth.fails() {
            for clause in self.violations.end_with(change.tuple, self.day) {
                self.touch_breach(clause);
            }
        } else if change.is_new {
            self.instantiate_for_tuple(state, &arguments);
        }
    }
}

/// Whether what a rule gives arises on a day and is there from then on: a debt; a duty or a state that one event brings about. What
/// somebody may do, must not do, or owes as long as something lasts is concluded anew each day.
fn arises_once(rule: &Rule) -> bool {
    match &rule.body {
        Body::Debt(_) => true,
        Body::Duty(_) | Body::Status(_) => Relation::speaks_once(rule),
        Body::Power(_)
        | Body::Accrual(_)
        | Body::BecomeDue { .. }
        | Body::Becomes { .. }
        | Body::TakesEffect { .. }
        | Body::Ends { .. }
        | Body::Lapse { .. }
        | Body::Refuse(_)
        | Body::Limit(_)
        | Body::Ground { .. }
        | Body::SwitchOff { .. }
        | Body::WithoutBasis { .. }
        | Body::Governs(_)
        | Body::Ban { .. }
        | Body::Allocation(_)
        | Body::NoEffect { .. }
        | Body::SetOff
        | Body::DesignationIgnored { .. }
        | Body::Order(_)
        | Body::Note { .. } => false,
    }
}

fn deduplicated(open: &[Open]) -> Box<[Open]> {
    let mut kept: Vec<Open> = Vec::new();
    for one in open {
        if !kept.contains(one) {
            kept.push(one.clone());
        }
    }
    kept.into()
}
