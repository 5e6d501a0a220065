//! Claims of an amount: once, with a ceiling, by the day, through an invoice.

use crate::check::program::{
    Body, Cap, Condition, DayLaw, Deadline, Debt, Expression, Head, Rule, Scope, StandsIn, Trigger,
};
use crate::engine::bodies::Turn;
use crate::engine::bodies::deadline::LastDay;
use crate::engine::bodies::duty::standing_of;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::instances::Follows;
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::{Act, Adjusted, Standing};
use crate::engine::obligations::End;
use crate::engine::record::CapReached;
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
            let claim = self.obligations.get(id).claim;
            if let Some(claim) = claim {
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
            obligation.truth = truth;
            if let Some(claim) = claim {
                self.ledger.set_standing(claim, standing_of(truth), day);
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
        let truth = if waits {
            truth.and(Truth::Undetermined)
        } else {
            truth
        };
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
        obligation.truth = truth;
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
            standing_of(truth)
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

    /// What is owed: in whole cents, less what other clauses gave for the same, and under the ceiling.
    fn amount_now(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        portion: Portion<'p>,
        thing: &Item,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> (Item, Option<Name>) {
        let amount = match portion {
            Portion::Whole => self.value(&debt.amount, env, query),
            Portion::Day(law) => self.value(&law.amount, env, query),
        };
        // What is claimed is fixed in whole cents: a fraction of a cent is no claim beside what another clause gave.
        let amount = match amount {
            Item::Money(money) => Item::Money(money.rounded(self.rounding_of(env))),
            other => other,
        };
        if let Item::Money(money) = &amount
            && money.is_negative()
        {
            self.note_below_zero(turn.rule, &debt.head, thing, *money);
        }
        let amount = self.less_what_others_gave(turn.rule, debt, thing, amount, query);
        self.under_ceiling(turn, debt.cap.as_ref(), thing, amount, env, query)
    }

    /// Debts of which the amount waits for a judgement get it once it is known.
    fn settle_amounts(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        for id in self.instances[turn.id].progress.obligations.clone() {
            let obligation = self.obligations.get(id);
            let thing = obligation.thing.clone();
            let portion_of = |claim| Some((claim, *self.record.without_amount.get(&claim)?));
            let Some((claim, portion)) = obligation.claim.and_then(portion_of) else {
                continue;
            };
            let (amount, _) = self.amount_now(turn, debt, portion, &thing, env, query);
            if amount == Item::Undetermined {
                continue;
            }
            self.record.without_amount.remove(&claim);
            let by = Name::new(turn.rule.at.clause.as_str());
            let act = Act::new(&by, self.day);
            let owed = amount.money().filter(|money| money.is_positive());
            if let Some(Err(error)) = owed.map(|owed| self.ledger.raise(claim, owed, &act)) {
                self.ledger_problem(&error);
            }
            let truth = if owed.is_some() {
                turn.now
            } else {
                Truth::Fails
            };
            self.obligations.get_mut(id).truth = truth;
            self.ledger
                .set_standing(claim, standing_of(truth), self.day);
            let told = self.obligations.get(id).clone();
            self.tell_reckoning(&told, debt, &amount, env);
            self.obligation_changed(id);
        }
    }

    /// A debt is never less than nothing, nor a debt of the other party; that a reckoning gives less is said.
    fn note_below_zero(&mut self, rule: &'p Rule, head: &Head, thing: &Item, amount: Money) {
        let of = self
            .told(thing)
            .map_or_else(String::new, |thing| format!(" of {thing}"));
        let name = head.name.as_ref().unwrap_or(&head.head).in_words();
        let amount = amount.to_clause_style();
        let text = format!(
            "the {name}{of} comes to {amount}, which is less than nothing: nothing is owed"
        );
        self.record
            .below_zero
            .insert((rule.at.clause.clone(), text));
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

    /// `These costs are owed once, under 8.4, 18.5 or 21.2`: what arose under these for the same thing is taken off.
    fn less_what_others_gave(
        &self,
        rule: &'p Rule,
        debt: &Debt,
        thing: &Item,
        amount: Item,
        query: &mut Query<'p>,
    ) -> Item {
        let Item::Money(mut left) = amount else {
            return amount;
        };
        if debt.once_under.is_empty() {
            return amount;
        }
        // What another clause gave may fall away: then this one gives it.
        query.read(Cell::ObligationsOf(thing.clone()));
        for id in self.obligations.about(thing) {
            let one = self.obligations.get(*id);
            let given_by = &one.rule.at.clause;
            let by_earlier_version = *given_by == rule.at.clause
                && !matches!(one.rule.stands_in, StandsIn::Every)
                && one.rule.stands_in != rule.stands_in;
            let shares = by_earlier_version
                || debt
                    .once_under
                    .iter()
                    .any(|clause| given_by.is_within(clause));
            if !shares || one.head.as_ref() != Some(&debt.head) {
                continue;
            }
            query.read(Cell::Obligation(*id));
            if let Some(given) = self.arisen_of(*id).money() {
                match left.checked_sub(given) {
                    Ok(rest) => left = rest,
                    Err(error) => {
                        query.fail(crate::source::Problem::error(
                            "amount-without-answer",
                            error.to_string(),
                        ));
                    }
                }
            }
        }
        Item::Money(left)
    }

    /// The first rule of the clause that has this ceiling: several sentences of one clause with one ceiling share it.
    fn shares_ceiling(&self, turn: Turn<'p>, cap: &Cap) -> usize {
        let own = turn.rule;
        let mut rules = self.program.rules.iter();
        let first = rules.find(|rule| {
            let same = |debt: &Debt| debt.cap.as_ref() == Some(cap);
            rule.at.clause == own.at.clause
                && rule.stands_in == own.stands_in
                && matches!(&rule.body, Body::Debt(debt) if same(debt))
        });
        first.map_or(own.id.0, |rule| rule.id.0)
    }

    fn under_ceiling(
        &mut self,
        turn: Turn<'p>,
        cap: Option<&'p Cap>,
        thing: &Item,
        amount: Item,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> (Item, Option<Name>) {
        let (Some(cap), Item::Money(money)) = (cap, &amount) else {
            return (amount, None);
        };
        let Item::Money(ceiling) = self.value(&cap.amount, env, query) else {
            return (amount, None);
        };
        let ceiling = ceiling.rounded(self.rounding_of(env));
        let over = match &cap.scope {
            Scope::Each => self
                .shown(thing)
                .map_or_else(String::new, |name| name.to_string()),
            Scope::Agreement => self
                .agreement_of(thing)
                .map_or_else(String::new, |name| self.names.name(name).to_string()),
            Scope::SameValue(expression) => {
                let value = self.value(expression, env, query);
                self.shown(&value)
                    .map_or_else(String::new, |name| name.to_string())
            }
        };
        let group = Name::new(&format!(
            "rule {} over {over}",
            self.shares_ceiling(turn, cap)
        ));
        match self.ledger.room_under(&group, ceiling) {
            Ok(room) => {
                let lesser = money.lesser(room).unwrap_or(*money);
                (Item::Money(lesser), Some(group))
            }
            Err(error) => {
                self.ledger_problem(&error);
                (amount, None)
            }
        }
    }

    /// Notes the day on which a ceiling leaves no more room.
    fn note_ceiling(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        (group, thing): (Option<&Name>, &Item),
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let (Some(cap), Some(group)) = (&debt.cap, group) else {
            return;
        };
        let Item::Money(ceiling) = self.value(&cap.amount, env, query) else {
            return;
        };
        let ceiling = ceiling.rounded(self.rounding_of(env));
        let full = self
            .ledger
            .room_under(group, ceiling)
            .is_ok_and(Money::is_zero);
        if full && !self.record.caps_reached.contains_key(group) {
            let version = self.version_of_instance(turn.id, env);
            let over = match &cap.scope {
                Scope::Each => thing.clone(),
                Scope::Agreement => self
                    .agreement_of(thing)
                    .map_or(Item::NotStated, Item::Agreement),
                Scope::SameValue(expression) => self.value(expression, env, query),
            };
            let reached = CapReached {
                day: self.day,
                head: debt.head.head.clone(),
                over,
                rule: turn.rule,
                version,
            };
            self.record.caps_reached.insert(group.clone(), reached);
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
