//! What is owed claim by claim, with the arithmetic; claims for damage apart.

use super::sides;
use crate::engine::outcome::{Claim, Reckoned};
use crate::report::Report;
use crate::report::compare::rows::Rows;
use crate::report::compare::{Entry, Row};
use crate::report::words::{beginning, cited, claim_state, is_open};
use crate::value::Money;

/// Claims for damage, with what takes off from each.
pub(super) fn for_damage(reports: [&Report; 2]) -> Vec<Row> {
    claims(reports, is_for_damage)
}

/// All other claims.
pub(super) fn others(reports: [&Report; 2]) -> Vec<Row> {
    claims(reports, |claim| !is_for_damage(claim))
}

fn is_for_damage(claim: &Claim) -> bool {
    claim.head.as_str() == DAMAGES
}

/// The head of what is owed for damage.
const DAMAGES: &str = "damages";

/// Claims by debtor, head and name: each set of terms may name them after another thing.
fn claims(reports: [&Report; 2], is_meant: impl Fn(&Claim) -> bool) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for claim in report.outcome.claims.iter().filter(|claim| is_meant(claim)) {
            let head = &claim.called;
            let key = format!("{} {} {head}", claim.debtor, claim.creditor);
            let debtor = report.party(&claim.debtor);
            let what = beginning(&format!("{head}, owed by {debtor}"));
            rows.add(side, key, &what, of_claim(claim));
        }
    }
    rows.finish()
}

fn of_claim(claim: &Claim) -> Entry {
    let state = claim_state(claim);
    let amount = claim.amount.map(Money::to_clause_style);
    let mut words = match (&amount, claim.open.filter(|_| is_open(claim))) {
        (Some(amount), Some(open)) if claim.amount != Some(open) => {
            format!(
                "{amount} {}, {} of it open",
                claim.thing,
                open.to_clause_style()
            )
        }
        (Some(amount), Some(_)) => format!("{amount} {}, {state}", claim.thing),
        (Some(amount), None) => format!("{amount} {}, {state}", claim.thing),
        (None, _) => format!("{}: {state}", claim.thing),
    };
    for step in steps_that_tell(claim) {
        words.push_str("; ");
        words.push_str(&step);
    }
    Entry {
        words,
        amount: claim.amount,
        clauses: vec![cited(&claim.clause, claim.version.as_ref())],
    }
}

/// The arithmetic in few words: of money that grows the latest step, for it says at which rate.
fn steps_that_tell(claim: &Claim) -> Vec<String> {
    let grows = claim.thing.starts_with("on ");
    let all = claim.steps.iter().map(Reckoned::in_words);
    if !grows || claim.steps.len() < 2 {
        return all.collect();
    }
    let latest = all.rev().find(|words| words.contains('%'));
    latest
        .map(|words| format!("lastly {words}"))
        .into_iter()
        .collect()
}
