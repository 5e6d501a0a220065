//! What has happened so far: events, what they brought about, assessments, agreements; with the indices that rules look things up in.

mod assessments;
mod fact;
mod state;

pub use assessments::{Assessments, Judgement, Subject};
pub use fact::{Fact, Facts};
pub use state::{Change, Ground, Interval, States, Tuple, TupleId};
