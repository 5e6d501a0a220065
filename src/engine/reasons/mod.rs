//! Reasons: what an act came to and why; why a power stands since a day; why it does not stand; what a result waits for.

mod began;
mod read;
mod verdict;
mod waits;
mod why_not;
