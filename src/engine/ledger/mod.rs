//! Money over time: claims, what grows on them, what settles them. The ledger knows no clause, no law and no supplier.
//!
//! The caller opens claims, lets money grow on them, and tells what happened, moment by moment and never backwards; the ledger
//! answers what is owed at the end of any day.
//!
//! # Time
//!
//! Days of the civil calendar. Inside a day the order is: what joins the base at its start, the growth of the day on what is open
//! at its start, then everything that happens on it in the order in which it is told. So the day of a payment still bears
//! interest on the amount paid, unless the payment says otherwise (`Act::free_from`), and a
//! claim that lapses or a base that is lowered on a day was still there at its start, unless said otherwise below.
//!
//! - *Growth by the day*: base x rate of the day / days to the year (365, also in leap years), a change of rate from its own
//!   day (6:120 BW). The base is what is open of the claim plus unpaid capitalised interest.
//! - *Compounding*: year k ends with the anchor + k years (counted after it) or on the day before (counted from it), reckoned
//!   from the anchor in one go. What is unpaid at the end of that day, is rounded and joins the base on the next day (6:119 lid 2, 6:119a lid 3 BW). It stays interest.
//! - *Growth by the period*: period k starts on the anchor + k periods, reckoned from the anchor (31 January, 28 February, 31 March).
//!   A started period is charged at the start of its first day, on what is open then, rounded by itself; a part payment
//!   works from the next period. A change of rate works for periods that start on or after its day.
//! - *The highest of*: each growth runs as if it were alone (payments made on the claim count for each of them); what has
//!   arisen is the most that any of them has come to.
//!
//! # Fixing and rounding
//!
//! Amounts in the ledger are whole cents. What runs beside them is kept exact, as whole numbers (cents x millionths of
//! a percent x days, over 100,000,000 x the days of the year); 28 decimal digits would not hold a large principal at a rate of
//! six decimals over years, 128 bits do. It is rounded, in the way that its clause or its terms say, for good
//!
//! - if its clause says so ([`NewAccrual::rounds_on_payment`]), on every day on which something is paid or set off between the two
//!   parties: for everything that grows so between them, in either direction, whether or not the payment reaches it;
//! - on a capitalisation, and on a day that the caller names ([`Ledger::fix`]: a credit note; [`Ledger::fix_all`]: the day from which a provision is set aside);
//! - when it stops because its claim lapsed, lost its basis or was waived: for that claim.
//!
//! What is shown as of a day is rounded without carrying the rounding over. The law does not say where to round; fixed
//! points keep the outcome from depending on how a table is cut into rows. Fixing is done when an amount is next
//! needed, and comes out as if it had been done on its day: what has grown is a function of what happened, and the ledger only
//! remembers how far it has counted. What is settled leaves the active claims and costs nothing any more.
//!
//! # Where an amount is not known
//!
//! A table is never continued beyond the day until which it is confirmed. Days without a rate are left out, the amount says so
//! ([`Missing`]), and everything else goes on: the known part is still allocated, capitalised and shown.
//!
//! # What looks back
//!
//! - An act may work as of an earlier day ([`Act::effective`]; set-off, 6:129 BW): the base is lower from the day after that one,
//!   growth on the claim is fixed on it, and what was paid of growth that never was becomes credit.
//! - A retroactive credit note lowers the claim as if from the start; what was paid beyond what then was owed, on the claim or on what grew
//!   on it, becomes credit. Payments are *not* allocated anew: who wants the past recomputed (a provision that was void
//!   from the start) tells the story again to a new ledger.
//! - A claim that loses its basis takes with it what rests on it; what was settled becomes credit. Credit stays apart until somebody uses
//!   it ([`Ledger::take_credit`]).
//! - A question about a past day is answered with what had happened by the end of that day.
//!
//! # How to use it
//!
//! ```text
//! let mut ledger = Ledger::new();
//! let invoice  = ledger.open(NewClaim { last_timely_day: …, ..NewClaim::new("I1", head, [&client, &supplier], day, amount) })?;
//! let interest = ledger.accrue(NewAccrual { on: invoice, head, growth: Growth::Yearly(…), from: first_day_of_default, … })?;
//! let paid     = ledger.pay(&Payment { debtor, creditor, amount, designated: &[] }, &AllocationOrder::of(&rule), &Act::new(&p1, day))?;
//! ledger.position(interest, as_of)     // arisen, settled, lapsed, without basis, open, capitalised, missing
//! ledger.balances(as_of)               // by debtor, creditor, currency
//! ```
//!
//! Further: [`Ledger::keep_credit`] for what nobody says the use of; [`Ledger::stop`], [`Ledger::resume`] and [`Ledger::change_rate`] for growth; [`Ledger::settle`] and
//! [`Ledger::set_off`] for one claim without an order; [`Ledger::credit_note`], [`Ledger::raise`], [`Ledger::rest`], [`Ledger::lose_basis`], [`Ledger::waive`],
//! [`Ledger::lapse`], [`Ledger::accelerate`], [`Ledger::set_last_timely_day`], [`Ledger::set_standing`]; [`Ledger::room_under`] for
//! ceilings over a group; [`Ledger::steps`] for the arithmetic; [`Ledger::claim`], [`Ledger::claims`], [`Ledger::active_claims`] to look around.
//! Everything that is listed comes in the order of opening, or in the order its documentation names.

mod account;
mod accrual;
mod adjust;
mod aside;
mod claim;
mod counting;
mod daily;
mod growth;
mod kept;
#[expect(
    clippy::module_inception,
    reason = "the type `Ledger` gives the room its name"
)]
mod ledger;
mod minor;
mod order;
mod payment;
mod periodic;
mod query;
mod settle;
mod spending;
mod steps;

pub use accrual::{Missing, RateUnknown};
pub use adjust::Adjusted;
pub use claim::{Claim, ClaimId, EntryKind, Movement, NewClaim, Standing};
pub use growth::{Compounding, Growth, PerPeriod, Period, Rate, Yearly};
pub use ledger::{Ledger, LedgerError, NewAccrual};
pub use payment::{Allocated, AllocationOrder, Designated, Part, Payment};
pub use query::{Balance, Position};
pub use settle::Act;
pub use steps::Step;
