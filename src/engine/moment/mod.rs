//! Moments, in order: the start of a day, the parts of the day, its events one by one, its end.
//!
//! At the start of a day deadlines have passed that ended with the day before, and what was fixed to begin or to end begins or
//! ends. Then fines by the day get the part of the day. Then come the events in the order of the file: each is judged before its
//! own effects, then taken. At the end of the day it is noted which powers stand.

mod day;
mod event;
mod replacement;
mod states;
mod violation;
