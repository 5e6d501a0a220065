//! What rules do when their conditions hold: one file for each kind of consequence.

mod accrual;
mod allocation;
mod amount;
mod daily;
mod deadline;
mod debt;
mod duty;
mod effects;
mod liability;
mod performance;
mod power;
mod recurring;
mod running;
mod set_off;
mod status;
mod without_basis;

pub use debt::Portion;
pub use liability::Course;
pub use without_basis::Taken;

use crate::check::program::{Body, Generator, Rule, Trigger, VariableId};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::instances::Kind;
use crate::engine::item::Item;
use crate::engine::ledger::Standing;
use crate::engine::obligations::End;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Truth};

/// What a body is applied with: its rule, its instance, and how its condition came out before and now.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// The instance.
    pub id: usize,
    /// How the condition came out when it was last looked at.
    pub before: Truth,
    /// How it comes out now.
    pub now: Truth,
}

impl Turn<'_> {
    /// It begins to hold, or begins to depend on a judgement.
    pub fn begins(&self) -> bool {
        !self.now.fails() && self.before != self.now
    }

    /// What `As soon as …` brought about stays when the header no longer holds: costs that a default
    /// made due are owed after the invoice is paid, and a duty stands until it is performed.
    fn outlives_its_header(&self) -> bool {
        matches!(self.rule.trigger, Trigger::Onset(_)) && self.before.holds() && self.now.fails()
    }
}

impl<'p> Relation<'p> {
    /// Whether it begins to wait for a judgement whether `As soon as …` has come: what it would bring about is then told as conditional.
    /// Once that is judged it goes, and is given on the day on which the header holds, or not at all.
    fn begins_to_wait(&mut self, turn: Turn<'p>) -> bool {
        if !matches!(turn.rule.trigger, Trigger::Onset(_)) {
            return false;
        }
        if turn.now.is_undetermined() {
            let progress = &self.instances[turn.id].progress;
            return !turn.before.holds() && progress.waiting.is_empty();
        }
        for id in std::mem::take(&mut self.instances[turn.id].progress.waiting) {
            let day = self.day;
            let obligation = self.obligations.get_mut(id);
            obligation.stand(Truth::Fails);
            obligation.listed = false;
            obligation.ended.get_or_insert((day, End::Discharged));
            if let Some(claim) = obligation.claim {
                self.ledger.set_standing(claim, Standing::Excluded, day);
                self.record.replaced.insert(claim);
            }
            self.obligation_changed(id);
        }
        false
    }

    /// Applies what follows from the outcome of an instance.
    pub fn apply(
        &mut self,
        id: usize,
        before: Truth,
        now: Truth,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        match &self.instances[id].kind {
            Kind::Standing(rule) | Kind::Fired(rule, _, _) => {
                let turn = Turn {
                    rule,
                    id,
                    before,
                    now,
                };
                self.apply_rule(turn, env, query);
            }
            Kind::Watch(..) => self.note_history(id, before, now),
            Kind::Defined(state, holds_if) => self.apply_definition(id, (state, holds_if), now),
            Kind::Ends(state, _) => self.apply_end_of_state(id, state, now),
            Kind::Performance(obligation, _, follows) => {
                self.apply_performance(*obligation, *follows, now);
            }
            Kind::Verdict(fact) => self.apply_verdict(*fact, now),
            Kind::Violation(rule, violation, _) => {
                let (rule, violation) = (*rule, *violation);
                if let Some(fact) = self.instances[id].event
                    && before.is_undetermined()
                {
                    self.tell_violation(rule, fact, before, now);
                }
                if let Some(clause) = self.violations.end_of_its_day(violation, self.day) {
                    self.touch_breach(clause);
                }
                if let Some((clause, fact)) = self.violations.judge(violation, now) {
                    self.touch_breach(clause);
                    self.touch(&Cell::BreachBy(fact));
                }
            }
        }
    }

    fn apply_rule(&mut self, turn: Turn<'p>, env: &mut Env<'p>, query: &mut Query<'p>) {
        if !turn.rule.instead_of.is_empty() && turn.before != turn.now {
            let to = Item::List(
                self.instances[turn.id]
                    .variables
                    .iter()
                    .filter(|one| one.is_known())
                    .cloned()
                    .collect(),
            );
            for clause in &turn.rule.instead_of {
                self.switch(
                    std::slice::from_ref(clause),
                    turn.id,
                    Some(&to),
                    turn.now.holds(),
                );
            }
        }
        if matches!(turn.rule.body, Body::Duty(_) | Body::Debt(_)) {
            self.keep_version(turn, env);
        }
        match &turn.rule.body {
            Body::Duty(duty) => self.apply_duty(turn, duty, env, query),
            Body::Power(power) => {
                self.apply_power(turn, power, env, query);
                self.note_standing_power(turn);
            }
            Body::Debt(debt) => self.apply_debt(turn, debt, env, query),
            Body::Accrual(accrual) => self.apply_accrual(turn, accrual, env, query),
            Body::Status(status) => self.apply_status(turn, status, env, query),
            Body::BecomeDue {
                creditor,
                debtor,
                heads,
                with_later,
                on,
            } => {
                let lasts = matches!(turn.rule.trigger, Trigger::While(_));
                if lasts {
                    query.read(Cell::Obligations);
                }
                if turn.now.holds() && (lasts || turn.begins()) {
                    let parties = [
                        self.value(debtor, env, query),
                        self.value(creditor, env, query),
                    ];
                    let on = self.value(on, env, query);
                    self.make_due(turn, &parties, (heads, *with_later), &on);
                }
            }
            Body::Becomes { figure, value } => self.apply_change(turn, figure, value, env, query),
            Body::TakesEffect { thing, on } => {
                if turn.begins() {
                    let (thing, on) = (self.value(thing, env, query), self.value(on, env, query));
                    self.take_effect(&thing, &on);
                }
            }
            Body::Ends {
                what,
                service,
                status,
                on,
                ..
            } => {
                let mut arguments = vec![self.value(what, env, query)];
                arguments.extend(
                    service
                        .as_ref()
                        .map(|service| self.value(service, env, query)),
                );
                let on = self.value(on, env, query);
                self.apply_end(turn, status, &arguments, &on);
            }
            Body::Lapse {
                creditor,
                debtor,
                heads,
                claim,
                after,
                period,
            } => {
                let parties = [
                    self.value(debtor, env, query),
                    self.value(creditor, env, query),
                ];
                let (after, period) = (
                    self.value(after, env, query),
                    self.value(period, env, query),
                );
                let last = self.last_day_of(&after, &period, env, query);
                let claim = claim.map(|claim| env.variable(claim));
                self.apply_lapse(turn, &parties, heads, claim.as_ref(), last, query);
            }
            Body::Refuse(gate) => self.apply_gate(turn, gate, env, query),
            Body::Limit(limit) => self.apply_limit(turn, limit, env, query),
            Body::Ground { provision, against } => {
                let against = against.as_ref().map(|of| self.value(of, env, query));
                self.apply_ground(turn, provision, against);
            }
            Body::SwitchOff {
                provisions,
                each,
                to,
            } => {
                if turn.before != turn.now {
                    let to = to.as_ref().map(|to| self.value(to, env, query));
                    let to = to.or_else(|| agreement_of(turn.rule, env));
                    let provisions = self.provisions_in_hand(provisions, *each, env);
                    self.switch(&provisions, turn.id, to.as_ref(), turn.now.holds());
                    self.record.switched_on.insert(turn.id, self.day);
                }
            }
            Body::WithoutBasis { claim } => {
                if turn.begins() && turn.now.holds() {
                    let claim = self.value(claim, env, query);
                    self.lose_basis(&turn.rule.at.clause, &claim, query);
                }
            }
            Body::Governs(governs) => self.govern(turn, governs, env, query),
            Body::Ban { .. }
            | Body::Allocation(_)
            | Body::NoEffect { .. }
            | Body::SetOff
            | Body::DesignationIgnored { .. }
            | Body::Order(_)
            | Body::Note { .. } => {}
        }
    }

    fn note_history(&mut self, id: usize, before: Truth, now: Truth) {
        if before.holds() == now.holds() {
            return;
        }
        let day = self.day;
        if let Kind::Watch(_, history) = &mut self.instances[id].kind {
            if now.holds() {
                history.intervals.push((day, None));
            } else if let Some(last) = history.intervals.last_mut() {
                last.1 = Some(day);
            }
        }
        self.touch(&Cell::Watched(id));
    }

    fn apply_ground(&mut self, turn: Turn<'p>, provision: &ClauseId, against: Option<Item>) {
        if turn.before == turn.now {
            return;
        }
        let provision = self.names.text(provision.as_str());
        let grounds = self.grounds.entry(provision).or_default();
        grounds.give(turn.rule, turn.id, against, turn.now);
        self.touch(&Cell::Ground(provision));
    }

    /// Of `each of clauses …` the one in hand, otherwise all of them.
    pub fn provisions_in_hand(
        &self,
        provisions: &[ClauseId],
        each: Option<VariableId>,
        env: &Env<'p>,
    ) -> Vec<ClauseId> {
        let in_hand = each.map(|each| env.variable(each));
        let is_meant = |provision: &&ClauseId| {
            let own = Item::Word(self.names.text(provision.as_str()));
            in_hand.as_ref().is_none_or(|in_hand| *in_hand == own)
        };
        provisions.iter().filter(is_meant).cloned().collect()
    }

    /// A rule switches provisions off, or no longer does.
    fn switch(&mut self, clauses: &[ClauseId], instance: usize, to: Option<&Item>, off: bool) {
        let provisions: Vec<_> = self.clauses_within(clauses).collect();
        for provision in provisions {
            let switched = self.switched_off.entry(provision).or_default();
            switched.retain(|(by, _)| *by != instance);
            if off {
                switched.push((instance, to.cloned()));
            }
            self.touch(&Cell::Provision(provision));
            if off {
                self.end_violations_of(provision);
            }
        }
    }

    /// Whether a rule speaks once, when its trigger comes.
    pub fn speaks_once(rule: &Rule) -> bool {
        match rule.trigger {
            Trigger::Event(_) | Trigger::Onset(_) | Trigger::Recurring { .. } => true,
            Trigger::Standing | Trigger::While(_) => false,
        }
    }
}

/// The agreement that a sentence says something about, when it speaks of each in turn: `Clauses 6.a and 6.c do not apply if the agreement is over`.
fn agreement_of(rule: &Rule, env: &Env<'_>) -> Option<Item> {
    let variables = rule.variables.iter().zip(&env.variables);
    let mut each = variables.filter(|(variable, _)| variable.generator == Generator::Each);
    each.find_map(|(_, item)| matches!(item, Item::Agreement(_)).then(|| item.clone()))
}
