//! What is owed and why, and what payments settled.

use super::because::because;
use super::page::Page;
use crate::engine::outcome::{Allocation, AllocationPart, Balance, Claim};
use crate::report::Report;
use crate::report::words::{claim_state, is_open, with_name};

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
    let what = with_name(claim.name.as_ref(), &claim.head);
    let (of, state, clause) = (&claim.reference, claim_state(claim), &claim.clause);
    match claim.open.filter(|_| is_open(claim)) {
        Some(open) => page.amount(2, &format!("{what} of {of}, {state} ({clause})"), open),
        None => page.line(2, &format!("{what} of {of}: {state} ({clause})")),
    }
    reasons(claim, page);
}

fn reasons(claim: &Claim, page: &mut Page) {
    page.remark(4, &claim.why);
    because(&claim.because, 4, page);
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
