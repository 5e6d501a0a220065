//! The arithmetic behind money that grows, step by step, for those who explain it.

use crate::value::{Date, Money, Percent};

use super::Ledger;
use super::accrual::{Reached, Whole};
use super::claim::ClaimId;
use super::minor::{Minor, money_of};

/// A step of the arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// `16 March through 30 June: 10.15% a year on 1,210.00`
    Days {
        /// The first day.
        from: Date,
        /// The last day.
        through: Date,
        /// What was open, what had joined the base included.
        base: Money,
        /// The rate of a year.
        rate: Percent,
    },
    /// `16 March: 2% on 1,210.00 is 24.20`
    Period {
        /// The day at whose start it was charged.
        on: Date,
        /// What was open then.
        base: Money,
        /// The rate of a period.
        rate: Percent,
        /// What it came to, rounded.
        amount: Money,
    },
    /// `16 March: what ran since the last such day is rounded to 0.37`
    Rounded {
        /// The day at whose end it was fixed.
        on: Date,
        /// What it came to.
        amount: Money,
    },
    /// `at most 50.00`: what lies above it does not arise.
    Ceiling {
        /// The day by which it was reached.
        on: Date,
        /// The most that all can come to.
        amount: Money,
    },
    /// `15 March: 126.36 is unpaid and joins the base`
    JoinedBase {
        /// The last day of the year.
        on: Date,
        /// What was unpaid.
        amount: Money,
    },
}

/// A step in whole units of a currency that is known elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counted {
    Days {
        from: Date,
        through: Date,
        base: Minor,
        rate: Percent,
    },
    Period {
        on: Date,
        base: Minor,
        rate: Percent,
        amount: Minor,
    },
    Rounded {
        on: Date,
        amount: Minor,
    },
    Ceiling {
        on: Date,
        amount: Minor,
    },
    JoinedBase {
        on: Date,
        amount: Minor,
    },
}

impl Reached {
    /// Writes a step down, if someone asked for the steps; days that go on as before are one step.
    pub(super) fn note(&mut self, step: Counted) {
        let Some(steps) = &mut self.steps else { return };
        if let (
            Some(Counted::Days {
                through: last,
                base: before,
                rate: known,
                ..
            }),
            Counted::Days {
                from,
                through,
                base,
                rate,
            },
        ) = (steps.last_mut(), step)
            && *before == base
            && *known == rate
            && last.succ_opt() == Some(from)
        {
            *last = through;
        } else {
            steps.push(step);
        }
    }
}

impl Ledger<'_> {
    /// How money that grows came to what has arisen at the end of a day; of several growths, the one that counts. Nothing for a
    /// claim of a fixed amount.
    pub fn steps(&self, id: ClaimId, as_of: Date) -> Vec<Step> {
        let claim = self.claim(id);
        let currency = claim.currency();
        let money = |minor| money_of(minor, currency);
        let shown = |step: &Counted| match *step {
            Counted::Days {
                from,
                through,
                base,
                rate,
            } => Step::Days {
                from,
                through,
                base: money(base),
                rate,
            },
            Counted::Period {
                on,
                base,
                rate,
                amount,
            } => Step::Period {
                on,
                base: money(base),
                rate,
                amount: money(amount),
            },
            Counted::Rounded { on, amount } => Step::Rounded {
                on,
                amount: money(amount),
            },
            Counted::Ceiling { on, amount } => Step::Ceiling {
                on,
                amount: money(amount),
            },
            Counted::JoinedBase { on, amount } => Step::JoinedBase {
                on,
                amount: money(amount),
            },
        };
        let counted = self.counted_from(id, as_of, |_, nothing| Reached {
            steps: Some(Vec::new()),
            ..nothing
        });
        let highest = counted.into_iter().reduce(|highest, other| {
            let arisen = |(reached, whole): &(Reached, Whole)| reached.shown(*whole);
            if arisen(&other) > arisen(&highest) {
                other
            } else {
                highest
            }
        });
        let steps = highest.and_then(|(mut reached, whole)| {
            let runs = whole.rounding.quotient(reached.fraction, whole.divisor);
            if reached.shown(whole) < reached.arisen + runs {
                reached.note(Counted::Ceiling {
                    on: reached.through,
                    amount: reached.shown(whole),
                });
            }
            reached.steps
        });
        steps.unwrap_or_default().iter().map(shown).collect()
    }
}
