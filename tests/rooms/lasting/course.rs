//! Relations that last, made up: invoices, payments and violations, as JSON lines.
//!
//! The same course and number of events give the same text, so that figures can be compared from one day to the next. A longer
//! relation is not a busier one: it goes on for more days. Ten invoices come each day of a month of thirty days. Two courses are busier instead.

use std::collections::BTreeMap;
use std::fmt::Write;

/// How a relation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Invoices are paid after ten days, some in two parts, until the client pays nothing for ten days; one of six is late when
    /// all is cleared at the end of the month.
    SettledSoon,
    /// As before, and for each forty invoices a violation of three days.
    WithViolations,
    /// As `SettledSoon`, and each invoice is for hosting; nothing else tells what the agreement is for.
    ForHosting,
    /// Only small payments come before all is cleared at the end of the month: up to three hundred invoices stand open.
    ManyOpen,
    /// One invoice in twenty is not paid for, and nothing is ever cleared: the arrears grow as long as the relation lasts.
    GrowingArrears,
    /// All in one year: each invoice is paid after ten days. More events make it busier, not longer.
    BusyYear,
    /// The same, with each invoice paid after forty days.
    BusyLateYear,
}

const DAYS_A_YEAR: usize = 365;
const DAYS_A_MONTH: usize = 30;
const INVOICES_A_DAY: usize = 10;
const DAYS_WITH_PAYMENTS: usize = 20;

/// A relation of so many events from 2003 on, in which this provision is violated.
pub fn relation(provision: &str, course: Course, events: usize) -> String {
    let mut story = Story {
        text: "{\"client\": {\"capacity\": \"business\"}}\n".to_owned(),
        provision: provision.to_owned(),
        course,
        left: events,
        day: 0,
        invoices: 0,
        planned: BTreeMap::new(),
    };
    match course {
        Course::BusyYear => story.live_a_year(10),
        Course::BusyLateYear => story.live_a_year(40),
        Course::SettledSoon
        | Course::WithViolations
        | Course::ForHosting
        | Course::ManyOpen
        | Course::GrowingArrears => {}
    }
    while story.left > 0 {
        story.live_a_day();
    }
    story.text
}

struct Story {
    text: String,
    /// The provision that is violated.
    provision: String,
    course: Course,
    left: usize,
    day: usize,
    invoices: usize,
    /// What comes on later days, without its date.
    planned: BTreeMap<usize, Vec<String>>,
}

impl Story {
    /// Half of the events are invoices, spread over a year; each is paid by itself so many days later.
    fn live_a_year(&mut self, days_to_pay: usize) {
        let invoices = self.left / 2;
        for number in 0..invoices {
            let issued =
                format!(r#""type": "invoice_issued", "invoice": "I{number}", "amount": "100.00""#);
            let paid = format!(
                r#""type": "payment_received", "amount": "100.00", "designated": ["I{number}"]"#
            );
            let day = number * DAYS_A_YEAR / invoices;
            self.planned.entry(day).or_default().push(issued);
            let days = day + days_to_pay;
            self.planned.entry(days).or_default().push(paid);
        }
        for (day, events) in std::mem::take(&mut self.planned) {
            self.day = day;
            for event in events {
                self.tell(&event);
            }
        }
        self.left = 0;
    }

    fn live_a_day(&mut self) {
        for event in self.planned.remove(&self.day).unwrap_or_default() {
            self.tell(&event);
        }
        for _ in 0..INVOICES_A_DAY {
            self.issue();
        }
        let last_of_month = self.day % DAYS_A_MONTH == DAYS_A_MONTH - 1;
        if last_of_month && self.course != Course::GrowingArrears {
            self.tell(&payment(90_000_000));
        }
        self.day += 1;
    }

    /// Issues an invoice, and plans how it is paid.
    fn issue(&mut self) {
        let number = self.invoices;
        self.invoices += 1;
        let cents = 10_000 + number * 3_777 % 190_000;
        let service = if self.course == Course::ForHosting {
            r#", "service": "hosting""#
        } else {
            ""
        };
        self.tell(&format!(
            r#""type": "invoice_issued", "invoice": "I{number}", "amount": "{}"{service}"#,
            in_euros(cents)
        ));
        let violates = self.course == Course::WithViolations && number % 40 == 39;
        if violates {
            self.violate(number / 40);
        }
        match self.course {
            Course::SettledSoon | Course::WithViolations | Course::ForHosting => {
                self.plan_payment(number, cents);
            }
            Course::ManyOpen => {
                if number % 2 == 1 && self.day % DAYS_A_MONTH < DAYS_WITH_PAYMENTS {
                    self.plan(5, payment(cents / 10));
                }
            }
            Course::GrowingArrears => {
                if number % 20 != 19 {
                    self.plan(10, payment(cents));
                }
            }
            Course::BusyYear | Course::BusyLateYear => {}
        }
    }

    fn plan_payment(&mut self, number: usize, cents: usize) {
        if self.day % DAYS_A_MONTH + 10 >= DAYS_WITH_PAYMENTS {
            return;
        }
        if number % 10 == 4 {
            self.plan(10, payment(cents / 2));
            self.plan(12, payment(cents - cents / 2));
        } else {
            self.plan(10, payment(cents));
        }
    }

    fn violate(&mut self, number: usize) {
        let provision = &self.provision;
        let start = format!(
            r#""type": "violation_started", "violation": "V{number}", "provision": "{provision}""#
        );
        self.plan(1, start);
        let end = format!(r#""type": "violation_ended", "violation": "V{number}""#);
        self.plan(4, end);
    }

    fn plan(&mut self, days: usize, event: String) {
        self.planned.entry(self.day + days).or_default().push(event);
    }

    fn tell(&mut self, event: &str) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let date = clausec::value::parse_date("2003-01-01").expect("a date")
            + chrono::Days::new(self.day as u64);
        writeln!(self.text, r#"{{"date": "{date}", {event}}}"#).expect("a text takes everything");
    }
}

fn payment(cents: usize) -> String {
    format!(
        r#""type": "payment_received", "amount": "{}""#,
        in_euros(cents)
    )
}

fn in_euros(cents: usize) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
