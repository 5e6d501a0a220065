//! Duties that stand open: performed, in the form that they ask for or not, overdue, at rest, broken.

use std::rc::Rc;

use crate::check::program::{AboutAct, Body, Deadline, Duty, Expression, KernelMeasure, Rule};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::instances::{Follows, Kind};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::ledger::Standing;
use crate::engine::obligations::Obligation;
use crate::engine::relation::Relation;
use crate::engine::world::Ground;
use crate::value::{Date, Truth};

impl<'p> Relation<'p> {
    pub(super) fn watch_performance(
        &mut self,
        id: ObligationId,
        condition: &'p crate::check::program::Condition,
        follows: Follows,
    ) {
        self.add_new_instance(
            Kind::Performance(id, condition, follows),
            Rc::default(),
            None,
        );
    }

    pub(super) fn apply_performance(&mut self, id: ObligationId, follows: Follows, now: Truth) {
        match follows {
            Follows::Performed if now.holds() => self.perform(id, None),
            Follows::Performed => {}
            Follows::Broken | Follows::TooLate => {
                let before = self.obligations.get(id).breached;
                if before != now.holds() {
                    self.obligations.get_mut(id).breached = now.holds();
                    self.tell_broken(id);
                    self.obligation_changed(id);
                }
            }
            Follows::Suspended => self.let_duty_rest(id, now),
        }
    }

    /// A duty rests, or goes on. What goes on after its last timely day is to be done on the day on which it rested last: nobody
    /// was late while it rested.
    fn let_duty_rest(&mut self, id: ObligationId, now: Truth) {
        let obligation = self.obligations.get_mut(id);
        let before = std::mem::replace(&mut obligation.suspended, now);
        if before == now {
            return;
        }
        let last = if self.at_start {
            self.day.pred_opt().unwrap_or(self.day)
        } else {
            self.day
        };
        let goes_on = before.holds() && now.fails() && obligation.is_open_but_for_truth();
        match obligation.due.filter(|due| goes_on && *due < last) {
            Some(_) => self.put_last_timely_day(id, last),
            None => self.obligation_changed(id),
        }
    }

    /// A duty that had to be done within its week, or day, cannot be done any more: the next act is that of the next week.
    pub fn close_what_came_too_late(&mut self, id: ObligationId) {
        let obligation = self.obligations.get(id);
        if let Some(pattern) = obligation.pattern.filter(|_| obligation.only_in_time) {
            let ty = self.names.symbol(&pattern.event);
            self.obligations.close_act(id, ty);
        }
    }

    /// An obligation is performed today.
    pub fn perform(&mut self, id: ObligationId, by: Option<FactId>) {
        if self.obligations.get(id).performed_on.is_none() {
            self.perform_as_of(id, self.day, by);
        }
    }

    /// An obligation counts as performed on a day: today, or, once it appears that less was owed, the day on which that was paid.
    pub(super) fn perform_as_of(&mut self, id: ObligationId, day: Date, by: Option<FactId>) {
        let obligation = self.obligations.get_mut(id);
        if obligation.performed_on == Some(day) || obligation.ended.is_some() {
            return;
        }
        obligation.performed_on = Some(day);
        obligation.performed_by = by;
        if obligation.suspended.holds() {
            obligation.due = obligation.due.map(|due| due.max(day));
        }
        if let Some(earlier) = obligation.after
            && self.obligations.get(earlier).performed_on.is_none()
        {
            self.obligations.get_mut(id).breached = true;
        }
        if let Some(pattern) = self.obligations.get(id).pattern {
            let ty = self.names.symbol(&pattern.event);
            self.obligations.close_act(id, ty);
        }
        self.tell_performance(id);
        self.obligation_changed(id);
        if let Some(too_late) = by.and_then(|fact| self.too_late_if(fact)) {
            self.watch_performance(id, &too_late.condition, Follows::TooLate);
        }
    }

    /// When an act comes too late, if the vocabulary says so.
    fn too_late_if(&self, fact: FactId) -> Option<&'p AboutAct> {
        let ty = self.names.name(self.facts.get(fact).ty);
        self.catalogue.too_late.get(&ty).copied()
    }

    /// The scope of what is asked of the act that performed a duty.
    pub fn scope_of_performance(&self, id: ObligationId, env: &mut Env<'p>) {
        let Some(fact) = self.obligations.get(id).performed_by else {
            return;
        };
        if let Some(too_late) = self.too_late_if(fact) {
            env.parameters = self.arguments_of(too_late, fact);
        }
    }

    /// Obligations that an event performs.
    pub fn perform_by(&mut self, fact: FactId) {
        let event = self.facts.get(fact);
        let ty = event.ty;
        let mut things = vec![Item::Thing(fact), Item::NotStated];
        for (_, item) in &event.fields {
            things.extend(self.keys_of(item));
        }
        things.extend(self.agreement_of(&Item::Thing(fact)).map(Item::Agreement));
        let mut done: Vec<ObligationId> = things
            .iter()
            .flat_map(|thing| self.obligations.performable(ty, thing))
            .collect();
        done.sort_unstable();
        done.dedup();
        for id in done {
            let obligation = self.obligations.get(id);
            let Some(pattern) = obligation.pattern else {
                continue;
            };
            let rule = obligation.rule;
            let mut env = Env::of(
                self.instances[obligation.instance].variables.to_vec(),
                Some(&obligation.rule.at.clause),
                Some(fact),
            );
            if self
                .matches(pattern, fact, &mut env, &mut Query::default())
                .holds()
            {
                self.facts.mark_used(fact);
                if matches!(self.obligations.get(id).thing, Item::Agreement(_)) {
                    self.record.agreement_taken.insert(fact);
                }
                if self.is_in_form(rule, fact) {
                    self.perform(id, Some(fact));
                }
            }
        }
    }

    /// What performed a duty before it arose, where its last day lies before that day (only what was done before can be in time), or is
    /// a day that its sentence names and the very day on which it arises.
    pub(super) fn done_before(&mut self, obligation: &Obligation<'p>) -> Option<FactId> {
        let pattern = obligation.pattern?;
        let is_early = |due: &Date| {
            *due < obligation.arose || *due == obligation.arose && names_its_day(obligation.rule)
        };
        obligation.due.filter(is_early)?;
        let clause = Some(&obligation.rule.at.clause);
        let variables = &self.instances[obligation.instance].variables;
        let mut env = Env::of(variables.to_vec(), clause, None);
        let query = &mut Query::default();
        let possible = self.possible(pattern, &mut env, query).into_owned();
        let done = possible.into_iter().find(|fact| {
            let mut env = env.clone();
            env.event = Some(*fact);
            let fits = self.matches(pattern, *fact, &mut env, query);
            fits.holds() && self.is_in_form(obligation.rule, *fact)
        })?;
        self.facts.mark_used(done);
        Some(done)
    }

    /// Whether an act has the form that the duty asks for. One of which the form is not stated does not perform it, and a remark says so.
    fn is_in_form(&mut self, rule: &'p Rule, fact: FactId) -> bool {
        let Body::Duty(Duty {
            form: Some(form), ..
        }) = &rule.body
        else {
            return true;
        };
        let truth = self.in_form(fact, form, &mut Query::default());
        if truth.is_undetermined() {
            let name = self.names.name(self.facts.get(fact).name);
            let clause = rule.at.clause.clone();
            self.record.without_form.insert((clause, name));
        }
        truth.holds()
    }

    /// An obligation has changed: who reads it is evaluated again.
    pub fn obligation_changed(&mut self, id: ObligationId) {
        self.touch(&Cell::Obligation(id));
        self.touch(&Cell::Amount(id));
        self.mark_broken(id);
    }

    /// Keeps the list of broken obligations by provision. A claim that is refused leaves nothing to be late with.
    pub fn mark_broken(&mut self, id: ObligationId) {
        let claim = self.obligations.get(id).claim;
        let refused = claim
            .is_some_and(|claim| self.ledger.claim(claim).standing(self.day) == Standing::Excluded);
        if let Some(provision) = self.obligations.mark_broken(id, refused, self.day) {
            self.touch_breach(provision);
            self.tell_breach(id);
        }
    }

    /// The state of being in breach of an obligation begins and ends with the breach.
    fn tell_breach(&mut self, id: ObligationId) {
        let Some(state) = self.catalogue.breach else {
            return;
        };
        let obligation = self.obligations.get(id);
        let arguments = [Item::Party(obligation.bearer), Item::Obligation(id)];
        let ground = Ground {
            by: Some(obligation.instance),
            event: None,
            from: self.day,
            fixed_end: None,
        };
        let broken = self.obligations.is_broken(id);
        if let Some(change) = self
            .states
            .support(state, &arguments, broken, ground, self.day)
        {
            self.tuple_changed(change);
        }
    }
}

/// Whether the last day of a duty is told by itself: `at the latest on the first day on which the work is begun`, and not `at once`.
fn names_its_day(rule: &Rule) -> bool {
    let Body::Duty(Duty {
        deadline: Deadline::On(day),
        ..
    }) = &rule.body
    else {
        return false;
    };
    !matches!(
        day,
        Expression::Kernel {
            measure: KernelMeasure::Today | KernelMeasure::DayOf,
            ..
        }
    )
}
