//! Terms that run, reckoned anew when a version comes to govern them too.

use crate::check::program::{Body, Deadline, Expression};
use crate::engine::evaluate::Query;
use crate::engine::item::{Item, ObligationId};
use crate::engine::obligations::Obligation;
use crate::engine::relation::Relation;
use crate::value::Date;

impl<'p> Relation<'p> {
    /// Last timely days that have not passed are what they would be under the version that governs now.
    pub fn reckon_running_terms(&mut self) {
        let runs = |obligation: &Obligation<'p>| {
            let waits = obligation.due.is_some_and(|due| due >= self.day);
            waits && obligation.is_open() && obligation.accelerated.is_none()
        };
        let running: Vec<ObligationId> = self
            .obligations
            .iter()
            .filter(|(_, obligation)| runs(obligation))
            .map(|(id, _)| id)
            .collect();
        for id in running {
            if let Some(due) = self.last_timely_day_now(id) {
                self.put_last_timely_day(id, due);
            }
        }
    }

    fn last_timely_day_now(&self, id: ObligationId) -> Option<Date> {
        let obligation = self.obligations.get(id);
        let on = deadline_of(&obligation.rule.body)?;
        let mut env = self.scope(obligation.instance);
        let agreement = self.agreement_of(&obligation.thing);
        env.version = Some(self.version_on(agreement, self.day));
        match self.value(on, &mut env, &mut Query::default()) {
            // A term that would have ended before ends today: nobody is late with effect from the past.
            Item::Date(due) => Some(due.max(self.day)).filter(|due| Some(*due) != obligation.due),
            _ => None,
        }
    }

    /// A last timely day moves, and with it that of the claim.
    pub(super) fn put_last_timely_day(&mut self, id: ObligationId, due: Date) {
        let obligation = self.obligations.get_mut(id);
        obligation.due = Some(due);
        obligation.own_due = Some(due);
        if let Some(claim) = obligation.claim {
            self.ledger.set_last_timely_day(claim, Some(due));
        }
        if let Some(next) = due.succ_opt() {
            self.record.deadlines.entry(next).or_default().insert(id);
        }
        self.obligation_changed(id);
    }
}

/// The moment by which the obligations of a rule must be performed.
fn deadline_of(body: &Body) -> Option<&Expression> {
    let deadline = match body {
        Body::Duty(duty) => &duty.deadline,
        Body::Debt(debt) => &debt.deadline,
        _ => return None,
    };
    match deadline {
        Deadline::On(on) => Some(on),
        Deadline::Open(_) | Deadline::WithinThat(_) => None,
    }
}
