//! Duties: opened, performed in time or late, overdue, discharged.

use crate::check::program::{Deadline, Duty, Performance, Step, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::bodies::deadline::LastDay;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::instances::Follows;
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::{NewClaim, Standing};
use crate::engine::obligations::{End, Obligation};
use crate::engine::relation::Relation;
use crate::value::{Date, Truth};

impl<'p> Relation<'p> {
    pub(super) fn apply_duty(
        &mut self,
        turn: Turn<'p>,
        duty: &'p Duty,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        if matches!(turn.rule.trigger, Trigger::Recurring { .. }) {
            for day in self.recurrences(turn, env, query) {
                let mut opened = self.open_duty(turn, duty, Truth::Holds, Some(day), env, query);
                self.instances[turn.id]
                    .progress
                    .obligations
                    .append(&mut opened);
            }
            return;
        }
        if self.begins_to_wait(turn) {
            let opened = self.open_duty(turn, duty, turn.now, None, env, query);
            self.instances[turn.id].progress.waiting = opened;
            return;
        }
        let fires = match turn.rule.trigger {
            Trigger::Onset(_) => turn.now.holds() && !turn.before.holds(),
            _ => !turn.now.fails() && self.instances[turn.id].progress.obligations.is_empty(),
        };
        if fires {
            let opened = self.open_duty(turn, duty, turn.now, None, env, query);
            self.instances[turn.id].progress.obligations = opened;
        } else if turn.before != turn.now {
            // What `As soon as …` brought about stays when the header ends, not when a clause puts its provision out of force.
            let stays =
                turn.outlives_its_header() && self.counts_unless_set_aside(turn.rule, env, query);
            if !stays {
                self.follow_duty(turn);
            }
        }
        if let Deadline::On(day) = &duty.deadline {
            self.settle_last_days(turn, day, env, query);
        }
    }

    /// An obligation whose ground is judged, or falls away, follows.
    fn follow_duty(&mut self, turn: Turn<'p>) {
        for id in self.instances[turn.id].progress.obligations.clone() {
            let day = self.day;
            let obligation = self.obligations.get_mut(id);
            obligation.stand(turn.now);
            if turn.now.fails() && obligation.is_open_but_for_truth() {
                obligation.stand(turn.before);
                obligation.ended = Some((day, End::Discharged));
            } else if !turn.now.fails() && matches!(obligation.ended, Some((_, End::Discharged))) {
                obligation.ended = None;
            }
            let claim = obligation.claim;
            if let Some(claim) = claim {
                let standing = standing_of(turn.now, obligation.beyond_doubt());
                self.ledger.set_standing(claim, standing, day);
            }
            self.obligation_changed(id);
        }
    }

    fn open_duty(
        &mut self,
        turn: Turn<'p>,
        duty: &'p Duty,
        truth: Truth,
        on: Option<Date>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<ObligationId> {
        let mut opened = Vec::new();
        for step in &duty.steps {
            let applies = self.truth(&step.only_if, env, query);
            if applies.fails() {
                continue;
            }
            let after = opened.last().copied();
            if let Some(id) = self.open_step(
                turn,
                duty,
                step,
                (truth.and(applies), on, after),
                env,
                query,
            ) {
                opened.push(id);
            }
        }
        opened
    }

    fn open_step(
        &mut self,
        turn: Turn<'p>,
        duty: &'p Duty,
        step: &'p Step,
        (truth, on, after): (Truth, Option<Date>, Option<ObligationId>),
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<ObligationId> {
        let Item::Party(bearer) = self.value(&duty.bearer, env, query) else {
            return None;
        };
        let counterparty = duty
            .counterparty
            .as_ref()
            .and_then(|other| self.value(other, env, query).party());
        let counterparty = counterparty.or_else(|| self.other_party(&Item::Party(bearer)).party());
        let thing = step
            .thing
            .as_ref()
            .map(|thing| self.value(thing, env, query));
        let thing = thing.map_or(Item::NotStated, |thing| self.thing_of(&thing));
        let thing = if thing.is_known() {
            thing
        } else {
            self.instances[turn.id]
                .event
                .map_or(Item::NotStated, Item::Thing)
        };
        let arose = on.unwrap_or(self.day);
        let LastDay { due, perhaps } = match &duty.deadline {
            Deadline::Open(_) => LastDay::default(),
            Deadline::On(day) => self.last_day(turn, day, env, query),
            Deadline::WithinThat(unit) => {
                LastDay::of(self.last_day_within(*unit, arose, env, query))
            }
        };
        let conduct = step
            .conduct
            .as_ref()
            .and_then(|conduct| self.program.conducts.get(conduct));
        if let Some(exception) = conduct.and_then(|conduct| conduct.not_owed_if.as_ref()) {
            let mut inner = env.called(vec![thing.clone()]);
            if self.truth(exception, &mut inner, query).holds() {
                return None;
            }
        }
        let mut obligation = self.new_obligation(turn, bearer, counterparty, &thing, arose, due);
        obligation.act = self.names.symbol(&step.called);
        obligation.due_perhaps = perhaps;
        obligation.only_in_time = matches!(duty.deadline, Deadline::WithinThat(_));
        obligation.stand(truth);
        obligation.after = after;
        obligation.listed = true;
        obligation.pattern = step.performed_by.as_ref();
        obligation.speaks_of_no_thing = step.thing.is_none();
        if let Some(Performance::Money { head, amount }) =
            conduct.map(|conduct| &conduct.performance)
        {
            let mut inner = env.called(vec![thing.clone()]);
            let amount = self.value(amount, &mut inner, query);
            let amount = match amount {
                Item::Money(money) => Item::Money(money.rounded(self.rounding_of(env))),
                other => other,
            };
            obligation.head = Some(head.clone());
            if amount == Item::Undetermined {
                obligation.stand(truth.and(Truth::Undetermined));
            }
            obligation.claim = self.open_claim(
                &obligation,
                &amount,
                None,
                standing_of(obligation.truth, Truth::Holds),
                None,
            );
            if let Some(claim) = obligation.claim {
                self.credit_from_start(&thing, claim);
            }
        }
        let ty = step
            .performed_by
            .as_ref()
            .map(|pattern| self.names.symbol(&pattern.event));
        let claim = obligation.claim.filter(|_| truth.holds());
        let done = self.done_before(&obligation);
        obligation.performed_on = done.map(|fact| self.facts.get(fact).date);
        obligation.performed_by = done;
        let id = self.keep_obligation(obligation, ty);
        if let (Some(_), Some(ty)) = (done, ty) {
            self.obligations.close_act(id, ty);
            self.tell_performance(id);
        }
        if claim.is_some_and(|claim| self.nothing_is_open_of(claim)) {
            self.perform(id, None);
        }
        match conduct.map(|conduct| &conduct.performance) {
            Some(Performance::Conduct {
                performed_when,
                breached_if,
            }) => {
                if let Some(condition) = performed_when {
                    self.watch_performance(id, condition, Follows::Performed);
                }
                if let Some(condition) = breached_if {
                    self.watch_performance(id, condition, Follows::Broken);
                }
            }
            Some(Performance::Money { .. }) => self.take_away_from(&thing),
            None => {}
        }
        let rests = conduct.and_then(|conduct| conduct.suspended_while.as_ref());
        let act = step.performed_by.as_ref();
        let rests = rests.or_else(|| self.program.resting.get(&act?.event));
        if let Some(condition) = rests {
            self.watch_performance(id, condition, Follows::Suspended);
        }
        Some(id)
    }

    /// An obligation with nothing special about it.
    pub(super) fn new_obligation(
        &self,
        turn: Turn<'p>,
        bearer: crate::engine::names::Symbol,
        counterparty: Option<crate::engine::names::Symbol>,
        thing: &Item,
        arose: Date,
        due: Option<Date>,
    ) -> Obligation<'p> {
        Obligation {
            rule: turn.rule,
            instance: turn.id,
            version: self.scope(turn.id).version,
            clause: self.names.text(turn.rule.at.clause.as_str()),
            bearer,
            counterparty,
            act: self.known.claim,
            thing: thing.clone(),
            arose,
            own_due: due,
            due,
            due_perhaps: None,
            accelerated: None,
            performed_on: None,
            performed_by: None,
            speaks_of_no_thing: false,
            pattern: None,
            truth: Truth::Holds,
            ground: Truth::Holds,
            doubted_by: Vec::new(),
            ended: None,
            breached: false,
            suspended: Truth::Fails,
            only_in_time: false,
            claim: None,
            head: None,
            grows: false,
            listed: false,
            after: None,
        }
    }

    /// Opens the claim that an obligation is.
    pub(super) fn open_claim(
        &mut self,
        obligation: &Obligation<'p>,
        amount: &Item,
        underlying: Option<crate::engine::ledger::ClaimId>,
        standing: Standing,
        group: Option<crate::value::Name>,
    ) -> Option<crate::engine::ledger::ClaimId> {
        let (amount, standing) = match amount {
            Item::Money(money) => (*money, standing),
            Item::Undetermined | Item::NotStated => (
                crate::value::Money::zero(self.currency),
                Standing::Conditional,
            ),
            _ => return None,
        };
        let head = obligation.head.clone()?;
        let debtor = self.names.name(obligation.bearer);
        let creditor = self.names.name(obligation.counterparty?);
        let reference = self
            .shown(&obligation.thing)
            .unwrap_or_else(|| self.names.name(obligation.clause));
        let told = NewClaim {
            agreement: self
                .agreement_of(&obligation.thing)
                .map(|name| self.names.name(name)),
            underlying,
            rule: Some(obligation.rule.id),
            clause: Some(obligation.rule.at.clause.clone()),
            last_timely_day: obligation.due,
            standing,
            group,
            dates: self.dates_of(&obligation.thing),
            ..NewClaim::new(
                reference.as_str(),
                head,
                [&debtor, &creditor],
                obligation.arose,
                amount,
            )
        };
        match self.ledger.open(told) {
            Ok(claim) => Some(claim),
            Err(error) => {
                self.ledger_problem(&error);
                None
            }
        }
    }

    /// An invoice of nothing, or one that a credit note takes away from the start: there is nothing to pay.
    fn nothing_is_open_of(&self, claim: crate::engine::ledger::ClaimId) -> bool {
        let claim_counts = self.ledger.claim(claim).standing(self.day) == Standing::Owed;
        claim_counts && !self.ledger.position(claim, self.day).open.is_positive()
    }

    fn dates_of(&self, thing: &Item) -> Vec<(crate::value::Name, Date)> {
        let Item::Thing(fact) = thing else {
            return Vec::new();
        };
        let fields = &self.facts.get(*fact).fields;
        fields
            .iter()
            .filter_map(|(name, item)| Some((self.names.name(*name), item.date()?)))
            .collect()
    }

    /// Keeps an obligation, wakes what reads obligations, and makes the instances that it calls for.
    pub(super) fn keep_obligation(
        &mut self,
        obligation: Obligation<'p>,
        performed_by: Option<crate::engine::names::Symbol>,
    ) -> ObligationId {
        let thing = obligation.thing.clone();
        let instance = obligation.instance;
        let last_days = [obligation.due_perhaps, obligation.due];
        let id = self.obligations.add(obligation, performed_by);
        self.touch(&Cell::ObligationsOf(thing));
        self.touch(&Cell::Obligations);
        for last in last_days.into_iter().flatten() {
            if let Some(next) = last.succ_opt() {
                self.record.deadlines.entry(next).or_default().insert(id);
            }
        }
        self.tell_obligation(instance, id);
        self.mark_broken(id);
        if !self.obligations.get(id).is_announced() {
            self.instantiate_for_obligation(id);
        }
        id
    }
}

/// How a claim counts that rests on a condition, and of which it may be open whether something takes its basis away.
pub(super) fn standing_of(ground: Truth, beyond_doubt: Truth) -> Standing {
    match ground {
        Truth::Holds if !beyond_doubt.holds() => Standing::InDoubt,
        Truth::Holds => Standing::Owed,
        Truth::Undetermined => Standing::Conditional,
        Truth::Fails => Standing::Excluded,
    }
}
