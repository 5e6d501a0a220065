//! How much a difference between two outcomes says to a reader.

use crate::diff::outcome::{Difference, PRESUMES};

/// How much a difference says to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// In what holds, in what must be assessed or in who must prove it, only.
    Standing,
    /// In what somebody owes, must do or may do, or in whether an act counts.
    Rights,
}

/// The weight of differences; that the same is owed under another clause is none.
pub(super) fn weight(differences: &[Difference]) -> Option<Weight> {
    let counterpart = |one: &Difference| {
        differences.iter().any(|other| {
            other.kind == one.kind
                && other.only.is_some()
                && other.only != one.only
                && without_clause(&other.what) == without_clause(&one.what)
                && other.fields.len() == one.fields.len()
        })
    };
    let counts = |one: &&Difference| match one.only {
        Some(_) => !counterpart(one),
        None => one.fields.iter().any(|field| field.field != "clause"),
    };
    let of_proof = |one: &Difference| {
        let mut fields = one.fields.iter();
        one.only.is_none() && fields.all(|field| ["clause", PRESUMES].contains(&field.field))
    };
    let weights = differences.iter().filter(counts).map(|one| match one.kind {
        "status" | "question" => Weight::Standing,
        _ if of_proof(one) => Weight::Standing,
        _ => Weight::Rights,
    });
    weights.max()
}

/// `client: pay I1` of `client: pay I1 (5.a)`
fn without_clause(what: &str) -> &str {
    what.split(" (").next().unwrap_or(what)
}
