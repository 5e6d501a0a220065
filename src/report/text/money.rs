//! What is owed and why, and what payments settled.

use super::because::{because, presumed};
use super::page::Page;
use crate::engine::outcome::{Allocation, AllocationPart, Balance, Claim};
use crate::report::Report;
use crate::report::words::{NOT_FIRM, cited, claim_state, is_open, nothing_owed, told_with_day};

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
    if outcome.balance.iter().any(|balance| balance.conditional) {
        page.line(2, NOT_FIRM);
    }
    section(
        "WHAT IT IS MADE OF",
        outcome.claims.iter().filter(|claim| is_open(claim)),
        page,
    );
    section(
        "WHAT ELSE AROSE",
        outcome.claims.iter().filter(|claim| !is_open(claim)),
        page,
    );
}

fn section<'c>(heading: &str, claims: impl Iterator<Item = &'c Claim>, page: &mut Page) {
    for (number, claim) in claims.enumerate() {
        if number == 0 {
            page.heading(heading);
        }
        one_claim(claim, page);
    }
}

fn one_balance(report: &Report, balance: &Balance, page: &mut Page) {
    let (debtor, creditor) = (
        report.beginning_with(&balance.debtor),
        report.party(&balance.creditor),
    );
    if balance.total.is_zero() {
        let nothing = nothing_owed(&report.outcome, balance);
        page.line(2, &format!("{debtor} owes {creditor} {nothing}."));
    } else {
        page.amount(2, &format!("{debtor} owes {creditor}"), balance.total);
    }
    let owed = !balance.total.is_zero();
    for beside in balance.joint_debtors.iter().filter(|_| owed) {
        page.line(4, &format!("{beside} owes it too, for the whole"));
    }
    for (head, amount) in balance.heads.iter().filter(|(_, amount)| !amount.is_zero()) {
        page.amount(4, &balance.head_in_words(head), *amount);
    }
    if let Some(credit) = balance.credit.filter(|credit| credit.is_positive()) {
        page.amount(4, "credit, not taken off the total", credit);
    }
    because(&balance.because, 4, page);
}

/// One claim, its amount or what became of it, and why.
pub(in crate::report) fn one_claim(claim: &Claim, page: &mut Page) {
    let what = format!("{} {}", claim.called, claim.thing);
    let state = claim_state(claim);
    let clause = cited(&claim.clause, claim.version.as_ref());
    match (claim.open.filter(|_| is_open(claim)), claim.amount) {
        (Some(open), Some(amount)) if amount != open => {
            let arisen = amount.to_clause_style();
            page.amount(
                2,
                &format!("{what}, what is left of {arisen} ({clause})"),
                open,
            );
        }
        (Some(open), _) => page.amount(2, &format!("{what}, {state} ({clause})"), open),
        (None, Some(amount)) => {
            let amount = amount.to_clause_style();
            page.line(2, &format!("{what}: {amount}, {state} ({clause})"));
        }
        (None, None) => page.line(2, &format!("{what}: {state} ({clause})")),
    }
    reasons(claim, page);
}

fn reasons(claim: &Claim, page: &mut Page) {
    // The clause alone stands behind the name of the claim.
    if claim.source != claim.clause.as_str() {
        page.remark(4, &claim.source);
    }
    for step in &claim.steps {
        page.line(4, &step.in_words());
    }
    presumed(&claim.presumed, 4, page);
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
    let clause = allocation
        .clause
        .as_ref()
        .map_or_else(String::new, |clause| {
            format!(" ({})", cited(clause, allocation.version.as_ref()))
        });
    let what = format!("{}{clause}", told_with_day(allocation));
    page.amount(2, &what, allocation.amount);
    for part in &allocation.parts {
        page.amount(4, &settled_part(part), part.amount);
    }
    for remark in &allocation.remarks {
        page.line(4, remark);
    }
    because(&allocation.because, 4, page);
}

fn settled_part(part: &AllocationPart) -> String {
    let what = format!("{} {}", part.called, part.thing);
    what.trim_end().to_owned()
}
