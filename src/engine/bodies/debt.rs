//! Claims of an amount: once, by the day, through an invoice; when they are given, and when they end.

use crate::check::program::{Condition, DayLaw, Deadline, Debt, Expression, Head, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::bodies::deadline::LastDay;
use crate::engine::bodies::duty::standing_of;
use crate::engine::evaluate::{Env, Query};
use crate::engine::instances::Follows;
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::{Act, Adjusted, Standing};
use crate::engine::obligations::End;
use crate::engine::relation::Relation;
use crate::value::{Money, Name, Truth};

impl<'p> Relation<'p> {
    pub(super) fn apply_debt(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        if matches!(turn.rule.trigger, Trigger::Recurring { .. }) {
            for _ in self.recurrences(turn, env, query) {
                self.give(turn, debt, Truth::Holds, Portion::Whole, env, query);
            }
            return;
        }
        if self.begins_to_wait(turn) {
            let given = self.give(turn, debt, turn.now, Portion::Whole, env, query);
            let progress = &mut self.instances[turn.id].progress;
            progress.obligations.retain(|id| Some(*id) != given);
            progress.waiting.extend(given);
            return;
        }
        let fires = match turn.rule.trigger {
            Trigger::Onset(_) => turn.now.holds() && !turn.before.holds(),
            _ => {
                let progress = &self.instances[turn.id].progress;
                !turn.now.fails()
                    && progress.obligations.is_empty()
                    && progress.last_day.is_none()
                    && !progress.over
            }
        };
        let held_back = std::mem::take(&mut self.instances[turn.id].progress.held_back);
        let fires = fires || held_back && !turn.now.fails();
        if fires {
            if !self.is_first_for(turn, debt, env, query) {
                self.instances[turn.id].progress.over = true;
                return;
            }
            self.give(turn, debt, turn.now, Portion::Whole, env, query);
            if debt.daily.as_ref().is_some_and(|law| !law.first_day_counts) {
                self.instances[turn.id].progress.last_day = Some(self.day);
            }
        } else if turn.before != turn.now && !turn.outlives_its_header() {
            match &turn.rule.trigger {
                Trigger::While(header) if turn.now.fails() => self.let_fall_away(turn, header, env),
                Trigger::While(_)
                | Trigger::Standing
                | Trigger::Event(_)
                | Trigger::Onset(_)
                | Trigger::Recurring { .. } => self.follow_debt(turn),
            }
        }
        self.follow_days(turn, debt, env, query);
        self.settle_amounts(turn, debt, env, query);
        if let Deadline::On(day) = &debt.deadline {
            self.settle_last_days(turn, day, env, query);
        }
        self.end_entitlement(turn, debt, env, query);
    }

    /// Whether nothing was given yet for the thing for which it is given once.
    fn is_first_for(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let Some(once) = &debt.once_for_each else {
            return true;
        };
        let given = (turn.rule.id.0, self.value(once, env, query));
        let is_first = !self.given_once.contains(&given);
        if turn.now.holds() {
            self.given_once.insert(given);
        }
        is_first
    }

    /// What is owed `While …` is owed no longer when that ends, with what rests on it; what was paid of it is credit. Should the condition
    /// come to hold again, it is owed anew.
    fn let_fall_away(&mut self, turn: Turn<'p>, header: &'p Condition, env: &Env<'p>) {
        let words = self.condition_in_words(header, env);
        let by = Name::new(turn.rule.at.clause.as_str());
        for id in std::mem::take(&mut self.instances[turn.id].progress.obligations) {
            let day = self.day;
            let obligation = self.obligations.get_mut(id);
            let claim = obligation.claim;
            // What was never certain to be owed was not owed: it is no claim that has fallen away.
            if obligation.truth.is_undetermined() {
                obligation.stand(Truth::Fails);
                if let Some(claim) = claim {
                    self.ledger.set_standing(claim, Standing::Excluded, day);
                }
            } else if let Some(claim) = claim {
                if let Err(error) = self.ledger.lose_basis(claim, &Act::new(&by, day)) {
                    self.ledger_problem(&error);
                }
                let told = format!("fell away on {day}: it is no longer so that {words}");
                self.record.fallen_away.insert(claim, told);
            }
            let obligation = self.obligations.get_mut(id);
            obligation.ended.get_or_insert((day, End::Discharged));
            self.obligation_changed(id);
        }
        self.daily.remove(&turn.id);
        self.days_in_hand.remove(&turn.id);
    }

    fn follow_debt(&mut self, turn: Turn<'p>) {
        for id in self.instances[turn.id].progress.obligations.clone() {
            let day = self.day;
            let obligation = self.obligations.get_mut(id);
            let claim = obligation.claim;
            let waits = claim.is_some_and(|claim| self.record.without_amount.contains_key(&claim));
            let truth = if waits {
                turn.now.and(Truth::Undetermined)
            } else {
                turn.now
            };
            obligation.stand(truth);
            if let Some(claim) = claim {
                let standing = standing_of(truth, obligation.beyond_doubt());
                self.ledger.set_standing(claim, standing, day);
            }
            if !turn.now.fails() && self.record.courses.contains_key(&id) {
                self.bring_through(id);
            }
            self.obligation_changed(id);
        }
    }

    /// An entitlement that waits for an invoice ends when the invoice takes its place.
    fn end_entitlement(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let Some(until) = &debt.until else { return };
        if !self.truth(until, env, query).holds() {
            return;
        }
        for id in self.instances[turn.id].progress.obligations.clone() {
            let Some(claim) = self.obligations.get(id).claim else {
                continue;
            };
            if self.record.replaced.insert(claim) {
                self.ledger
                    .set_standing(claim, Standing::Excluded, self.day);
                let day = self.day;
                self.obligations.get_mut(id).ended = Some((day, End::Discharged));
                self.obligation_changed(id);
            }
        }
    }

    pub(super) fn give(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        truth: Truth,
        portion: Portion<'p>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<ObligationId> {
        let (Item::Party(debtor), Item::Party(creditor)) = (
            self.value(&debt.debtor, env, query),
            self.value(&debt.creditor, env, query),
        ) else {
            return None;
        };
        let named_after = self.value(&debt.named_after, env, query);
        let thing = self.thing_of(&named_after);
        let outer = query.divides_by_nothing.take();
        let (amount, group) = self.amount_now(turn, debt, portion, &thing, env, query);
        let divides_by_nothing = query.divides_by_nothing.clone();
        query.divides_by_nothing = query.divides_by_nothing.take().or(outer);
        // What an amount waits for, the debt waits for.
        let waits = amount == Item::Undetermined;
        let held_back = truth.holds();
        let truth = if waits {
            truth.and(Truth::Undetermined)
        } else {
            truth
        };
        if truth.is_undetermined() && self.waits_elsewhere(turn.rule, debt, &thing, query) {
            self.instances[turn.id].progress.held_back = held_back;
            return None;
        }
        if let Item::Money(money) = &amount
            && !money.is_positive()
        {
            return None;
        }
        let LastDay { due, perhaps } = match &debt.deadline {
            Deadline::On(day) => {
                let last = self.last_day(turn, day, env, query);
                // The part of a later day that arises after the deadline is due on its own day.
                match portion {
                    Portion::Whole => last,
                    Portion::Day(_) => last.not_before(self.day),
                }
            }
            Deadline::WithinThat(unit) => {
                LastDay::of(self.last_day_within(*unit, self.day, env, query))
            }
            Deadline::Open(_) => LastDay::default(),
        };
        let mut obligation =
            self.new_obligation(turn, debtor, Some(creditor), &thing, self.day, due);
        obligation.head = Some(debt.head.clone());
        obligation.due_perhaps = perhaps;
        obligation.stand(truth);
        obligation.listed = true;
        let paying = self
            .program
            .paying
            .get(&debt.head)
            .unwrap_or(&debt.head.head);
        obligation.act = self.names.symbol(paying);
        let standing = if debt.once_invoiced {
            Standing::AccruedNotInvoiced
        } else {
            standing_of(truth, Truth::Holds)
        };
        let behind = match &debt.named_after {
            Expression::ThingOf(claim) => self.value(claim, env, query),
            _ => named_after,
        };
        let underlying = self.claim_under(turn, &behind, &debt.head);
        obligation.claim =
            self.open_claim(&obligation, &amount, underlying, standing, group.clone());
        if let Some(claim) = obligation.claim.filter(|_| waits) {
            self.record.without_amount.insert(claim, portion);
        }
        self.note_ceiling(turn, debt, (group.as_ref(), &thing), env, query);
        if matches!(portion, Portion::Whole) {
            self.tell_reckoning(&obligation, debt, &amount, env);
        }
        let id = self.keep_obligation(obligation, None);
        if let Some(words) = divides_by_nothing.filter(|_| !amount.is_known()) {
            self.record.divided_by_nothing.insert(id, words);
        }
        self.instances[turn.id].progress.obligations.push(id);
        self.refuse_if_known(&thing);
        // A debt rests as the conduct that pays it does.
        let conduct = self.program.conducts.get(paying);
        if let Some(condition) = conduct.and_then(|conduct| conduct.suspended_while.as_ref()) {
            self.watch_performance(id, condition, Follows::Suspended);
        }
        Some(id)
    }

    /// The claim that a claim rests on: the one that its sentence speaks of, or that of the thing whose name it bears. What the thing itself or the calendar brings about is a
    /// debt of its own (each instalment has its own age), and a claim under the same head rests on no other (as each part of a fine by the day).
    fn claim_under(
        &self,
        turn: Turn<'p>,
        behind: &Item,
        head: &Head,
    ) -> Option<crate::engine::ledger::ClaimId> {
        let by_the_thing = match turn.rule.trigger {
            Trigger::Recurring { .. } => true,
            Trigger::Event(_) => {
                let event = self.instances[turn.id].event.map(Item::Thing);
                event.as_ref() == Some(behind)
            }
            Trigger::Standing | Trigger::While(_) | Trigger::Onset(_) => false,
        };
        match behind {
            _ if by_the_thing => None,
            Item::Obligation(id) => self.obligations.get(*id).claim,
            thing @ Item::Thing(_) => {
                let about = self.obligations.about(thing).iter();
                about
                    .filter_map(|id| self.obligations.get(*id).claim)
                    .find(|claim| {
                        let told = self.ledger.claim(*claim).told();
                        told.underlying.is_none() && told.head != *head
                    })
            }
            _ => None,
        }
    }

    /// Something that the ledger refuses.
    pub fn ledger_problem(&mut self, error: &crate::engine::ledger::LedgerError) {
        self.problem(crate::source::Problem::error(
            "amount-without-answer",
            error.to_string(),
        ));
    }

    /// Takes an amount off a claim; returns what that did.
    pub(super) fn lower(
        &mut self,
        claim: crate::engine::ledger::ClaimId,
        by: Money,
        name: &Name,
        retroactive: bool,
    ) -> Option<Adjusted> {
        let act = Act::new(name, self.day);
        match self.ledger.credit_note(claim, by, &act, retroactive) {
            Ok(adjusted) => Some(adjusted),
            Err(error) => {
                self.ledger_problem(&error);
                None
            }
        }
    }
}

/// Which amount of a debt is meant.
#[derive(Debug, Clone, Copy)]
pub enum Portion<'p> {
    /// The amount itself.
    Whole,
    /// The part of a day.
    Day(&'p DayLaw),
}
