//! Problems that follow from others: told only when nothing is wrong where they come from.

use crate::check::assemble::Document;
use crate::source::{Problem, Span};

/// What is found where clauses are held against each other: a sentence that was not understood would have changed it.
const OF_SEVERAL_SENTENCES: [&str; 6] = [
    "same-place",
    "nothing-owed-once",
    "nothing-is-left",
    "alternative-replaces-nothing",
    "ground-missing",
    "ground-unused",
];
/// What is wrong with a sentence itself.
const OF_ONE_SENTENCE: [&str; 3] = ["unknown-sentence", "unknown-phrase", "written-otherwise"];

/// Leaves out what follows from a sentence that could not be read, or in which something else is wrong.
pub(super) fn leave_out_what_follows(problems: Vec<Problem>, document: &Document) -> Vec<Problem> {
    let wrong: Vec<Span> = problems
        .iter()
        .filter(|one| one.is_error() && one.follows_from.is_none())
        .filter_map(Problem::span)
        .collect();
    let has_slip: Vec<Span> = problems
        .iter()
        .filter(|one| OF_ONE_SENTENCE.contains(&one.code))
        .filter_map(Problem::span)
        .chain(document.lost.iter().copied())
        .collect();
    let is_wrong =
        |from: Span| document.lost.contains(&from) || wrong.iter().any(|place| from.holds(*place));
    let stands_beside_a_slip = |problem: &Problem| {
        document.clauses.iter().any(|clause| {
            let clause = clause.clause.span;
            let speaks_of_it = problem.labels.iter().any(|(at, _)| clause.holds(*at));
            speaks_of_it && has_slip.iter().any(|slip| clause.holds(*slip))
        })
    };
    problems
        .into_iter()
        .filter(|one| !one.follows_from.is_some_and(is_wrong))
        .filter(|one| !OF_SEVERAL_SENTENCES.contains(&one.code) || !stands_beside_a_slip(one))
        .collect()
}
