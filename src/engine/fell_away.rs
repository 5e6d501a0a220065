//! What fell away because provisions were set aside: the outcome with them, held against the outcome without.

use std::collections::BTreeSet;

use crate::engine::outcome::{Allocation, Because, Claim, ClaimState, Note, Obligation, Outcome};
use crate::value::{ClauseId, Money, Name};

/// One remark for each claim, power and duty that stood in the outcome with the provisions and does not stand in the one without.
pub fn remarks(without: &Outcome, with: &Outcome, aside: &[String], explain: bool) -> Vec<Note> {
    let are = if aside.len() > 1 { "are" } else { "is" };
    let because = format!("because {} {are} set aside", aside.join(" and "));
    let mut lines: Vec<(Option<ClauseId>, String)> = Vec::new();
    for (index, claim) in with.claims.iter().enumerate() {
        let is_first = !with.claims[..index]
            .iter()
            .any(|other| is_same(other, claim));
        if is_first && counts(claim) {
            let told = of_claim(claim, with, without);
            lines.extend(told.map(|line| (Some(claim.clause.clone()), line)));
        }
    }
    for before in &with.allocations {
        let same = |now: &&Allocation| now.reference == before.reference;
        let now = without.allocations.iter().find(same);
        let (payment, instead) = (&before.reference, before.clause.as_ref());
        let under = now.and_then(|now| now.clause.as_ref());
        match (under, instead) {
            (Some(under), Some(instead)) if under != instead => {
                let line = format!("{payment} is allocated under {under} instead of {instead}");
                lines.push((Some(instead.clone()), line));
            }
            (None, Some(instead)) => {
                let line = format!("{payment} is not allocated under {instead}");
                lines.push((Some(instead.clone()), line));
            }
            (Some(_) | None, _) => {}
        }
    }
    lines.extend(powers(with).difference(&powers(without)).map(gone));
    lines.extend(duties(with).difference(&duties(without)).map(gone));
    let note = |(clause, line)| Note {
        clause,
        kind: Name::new("fell_away"),
        text: format!("{line}, {because}"),
        because: if explain {
            vec![Because {
                words: "the same events under the terms with and without what is set aside"
                    .to_owned(),
                facts: vec![because.clone()],
                ..Because::default()
            }]
        } else {
            Vec::new()
        },
        of_an_event: true,
    };
    lines.into_iter().map(note).collect()
}

fn gone((clause, what): &(ClauseId, String)) -> (Option<ClauseId>, String) {
    (
        Some(clause.clone()),
        format!("it does not follow that {what}"),
    )
}

/// What parties may do, one sentence each.
fn powers(outcome: &Outcome) -> BTreeSet<(ClauseId, String)> {
    let told = outcome.powers.iter();
    told.map(|power| {
        let line = format!("{} ({})", power.told, power.clause);
        (power.clause.clone(), line)
    })
    .collect()
}

/// What parties must do, one sentence each; claims of money are told by their amounts.
fn duties(outcome: &Outcome) -> BTreeSet<(ClauseId, String)> {
    let is_claim = |duty: &Obligation| {
        let claims = outcome.claims.iter();
        claims.into_iter().any(|claim| claim.clause == duty.clause)
    };
    let conduct = outcome.obligations.iter().filter(|duty| !is_claim(duty));
    conduct
        .map(|duty| {
            let line = format!("{} ({})", duty.told, duty.clause);
            (duty.clause.clone(), line)
        })
        .collect()
}

fn counts(claim: &Claim) -> bool {
    match claim.state {
        ClaimState::Lapsed
        | ClaimState::WithoutBasis
        | ClaimState::Waived
        | ClaimState::Excluded => false,
        ClaimState::Accrued
        | ClaimState::Open
        | ClaimState::Due
        | ClaimState::PartlySettled
        | ClaimState::Settled
        | ClaimState::Conditional => true,
    }
}

/// Whether two claims are told as one: what the terms gave until a day and the law gives from then on is one interest.
fn is_same(one: &Claim, other: &Claim) -> bool {
    (
        &one.reference,
        &one.head,
        &one.name,
        &one.debtor,
        &one.thing,
    ) == (
        &other.reference,
        &other.head,
        &other.name,
        &other.debtor,
        &other.thing,
    )
}

/// What the claims come to that are told as one: nothing where there is none, none where one of them has no amount.
fn amount_of(claim: &Claim, outcome: &Outcome) -> Option<Money> {
    let all = outcome.claims.iter();
    let same = all.filter(|other| counts(other) && is_same(other, claim));
    let zero = Money::zero(claim.amount?.currency());
    same.map(|other| other.amount)
        .try_fold(zero, |sum, amount| sum.checked_add(amount?).ok())
}

fn of_claim(claim: &Claim, with: &Outcome, without: &Outcome) -> Option<String> {
    let what = format!("{} {}", claim.called, claim.thing);
    let before = amount_of(claim, with)?;
    let amount = before.to_clause_style();
    let is_left = |other: &Claim| counts(other) && is_same(other, claim);
    if !without.claims.iter().any(is_left) {
        return Some(format!("{what} of {amount} is not owed"));
    }
    let now = amount_of(claim, without)?;
    (now != before).then(|| {
        format!(
            "{what} comes to {} instead of {amount}",
            now.to_clause_style()
        )
    })
}
