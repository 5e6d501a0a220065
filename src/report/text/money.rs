//! What is owed and why, and what payments settled.

use super::because::because;
use super::page::Page;
use crate::engine::outcome::{Allocation, AllocationPart, Balance, Claim, ClaimState};
use crate::report::Report;
use crate::value::Name;

/// The balance of each pair of parties, and the claims it is made of.
pub(super) fn owed(report: &Report, page: &mut Page) {
    page.heading("WHAT IS OWED");
    let outcome = &report.outcome;
    if outcome.balance.is_empty() {
        page.line(2, "Nothing is owed.");
    }
    for balance in &outcome.balance {
        one_balance(report, balance, page);
    }
    if !outcome.claims.is_empty() {
        page.heading("WHAT IT IS MADE OF");
    }
    for claim in &outcome.claims {
        one_claim(claim, page);
    }
}

fn one_balance(report: &Report, balance: &Balance, page: &mut Page) {
    let (debtor, creditor) = (
        report.party(&balance.debtor),
        report.party(&balance.creditor),
    );
    if balance.total.is_zero() {
        page.line(2, &format!("{debtor} owes {creditor} nothing."));
    } else {
        page.amount(2, &format!("{debtor} owes {creditor}"), balance.total);
    }
    for (head, amount) in balance.heads.iter().filter(|(_, amount)| !amount.is_zero()) {
        page.amount(4, &head.in_words(), *amount);
    }
    if let Some(credit) = balance.credit.filter(|credit| credit.is_positive()) {
        page.amount(4, "credit, not taken off the total", credit);
    }
}

/// One claim, its amount or what became of it, and why.
pub(in crate::report) fn one_claim(claim: &Claim, page: &mut Page) {
    let what = format!(
        "{} of {}",
        with_name(claim.name.as_ref(), &claim.head),
        claim.reference
    );
    let clause = &claim.clause;
    let became = match (claim.state, claim.open) {
        (ClaimState::Open, Some(open)) => {
            return shown(
                claim,
                &format!("{what}, not yet due ({clause})"),
                open,
                page,
            );
        }
        (ClaimState::Due, Some(open)) => {
            return shown(claim, &format!("{what}, due ({clause})"), open, page);
        }
        (ClaimState::PartlySettled, Some(open)) => {
            return shown(
                claim,
                &format!("{what}, what is left ({clause})"),
                open,
                page,
            );
        }
        (ClaimState::Open | ClaimState::Due | ClaimState::PartlySettled, None) => {
            "the amount cannot be told"
        }
        (ClaimState::Conditional, _) => "rests on an open question",
        (ClaimState::Settled, _) => "settled",
        (ClaimState::Accrued, _) => "arisen, to be charged by an invoice, not in the balance",
        (ClaimState::WithoutBasis, _) => "not owed",
        (ClaimState::Lapsed, _) => "lapsed",
        (ClaimState::Excluded, _) => "excluded",
    };
    page.line(2, &format!("{what}: {became} ({clause})"));
    reasons(claim, page);
}

fn shown(claim: &Claim, what: &str, open: crate::value::Money, page: &mut Page) {
    page.amount(2, what, open);
    reasons(claim, page);
}

fn reasons(claim: &Claim, page: &mut Page) {
    page.remark(4, &claim.why);
    because(&claim.because, 4, page);
}

/// `statutory interest`, or only the head.
fn with_name(name: Option<&Name>, head: &Name) -> String {
    name.map_or_else(
        || head.in_words(),
        |name| format!("{} {}", name.in_words(), head.in_words()),
    )
}

/// What each payment settled.
pub(super) fn settled(report: &Report, page: &mut Page) {
    if report.outcome.allocations.is_empty() {
        return;
    }
    page.heading("WHAT PAYMENTS SETTLED");
    for allocation in &report.outcome.allocations {
        one_allocation(allocation, page);
    }
}

fn one_allocation(allocation: &Allocation, page: &mut Page) {
    let what = format!(
        "{} of {} ({})",
        allocation.reference, allocation.date, allocation.clause
    );
    page.amount(2, &what, allocation.amount);
    for part in &allocation.parts {
        page.amount(4, &settled_part(part), part.amount);
    }
    for remark in &allocation.remarks {
        page.line(4, remark);
    }
}

fn settled_part(part: &AllocationPart) -> String {
    let what = with_name(part.name.as_ref(), &part.head);
    part.claim
        .as_ref()
        .map_or_else(|| what.clone(), |claim| format!("{what} of {claim}"))
}
