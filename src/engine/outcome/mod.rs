//! What a run concludes, as of a day: the lists of the report, in their documented order.
//!
//! Field names and meanings are those of the run contract; a key that does not apply is `None` and is left out of JSON.

mod money;
mod norms;
mod whole;

pub use money::{Allocation, AllocationPart, Balance, Claim, ClaimState, Reckoned};
pub use norms::{
    ACCELERATED, ActVerdict, CAP_REACHED, CREDIT, IN_DEFAULT, NotGiven, Obligation,
    ObligationState, Power, PowerInterval, PowerState, Prohibition, Status, VERSION_IN_FORCE,
    Verdict, Violation,
};
pub use whole::{
    Because, Checked, Entry, Governing, Note, Outcome, Presumption, Question, ReadingTold,
    SpeaksOf, Upcoming,
};
