//! The days on which something happens, and the start of each.

use crate::engine::relation::Relation;
use crate::timeline::Event;
use crate::value::Date;

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
            self.give_days_in_hand();
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
        [event, woken, deadline, daily, self.next_set_off()]
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
        [woken, deadline, daily, self.next_set_off()]
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
        self.fix_where_set_aside();
        self.at_start = false;
        self.set_off_by_itself();
    }

    /// On the day from which a provision is set aside what grows is rounded, as it is at a payment.
    fn fix_where_set_aside(&mut self) {
        if self.rounded_on.contains(&self.day)
            && let Err(error) = self.ledger.fix_all(self.day)
        {
            self.ledger_problem(&error);
        }
    }
}
