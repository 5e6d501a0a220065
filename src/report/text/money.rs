//! What is owed and why, and what payments settled.

use super::because::because;
use super::page::Page;
use crate::engine::outcome::{Claim, ClaimState};
use crate::report::Report;

/// The balance of each pair of parties, and the claims it is made of.
pub(super) fn owed(report: &Report, page: &mut Page) {
    page.heading("WHAT IS OWED");
    if report.outcome.balance.is_empty() {
        page.line(2, "Nothing is owed.");
    }
    for balance in &report.outcome.balance {
        let who = format!(
            "{} owes {}",
            report.party(&balance.debtor),
            report.party(&balance.creditor)
        );
        page.amount(2, &who, balance.total);
        for (head, amount) in balance.heads.iter().filter(|(_, amount)| !amount.is_zero()) {
            page.amount(4, &head.in_words(), *amount);
        }
        if let Some(credit) = balance.credit.filter(|credit| credit.is_positive()) {
            page.amount(4, "credit, not taken off the total", credit);
        }
        for claim in
            report.outcome.claims.iter().filter(|claim| {
                claim.debtor == balance.debtor && claim.creditor == balance.creditor
            })
        {
            one_claim(claim, page);
        }
    }
    let outside = |claim: &&Claim| {
        !report
            .outcome
            .balance
            .iter()
            .any(|balance| claim.debtor == balance.debtor && claim.creditor == balance.creditor)
    };
    for claim in report.outcome.claims.iter().filter(outside) {
        one_claim(claim, page);
    }
    settled(report, page);
}

/// One claim, its amount or what became of it, and why.
pub(in crate::report) fn one_claim(claim: &Claim, page: &mut Page) {
    let name = claim
        .name
        .as_ref()
        .map(|name| format!("{} ", name.in_words()))
        .unwrap_or_default();
    let what = format!(
        "{} {name}{} ({})",
        claim.reference,
        claim.head.in_words(),
        claim.clause
    );
    match (claim.state, claim.open) {
        (ClaimState::Conditional, _) => {
            page.line(4, &format!("{what}: rests on an open question"));
        }
        (ClaimState::Settled, _) => page.line(4, &format!("{what}: settled")),
        (ClaimState::Accrued, _) => page.line(
            4,
            &format!("{what}: arisen, to be charged by an invoice, not in the balance"),
        ),
        (ClaimState::WithoutBasis, _) => page.line(4, &format!("{what}: not owed")),
        (ClaimState::Lapsed, _) => page.line(4, &format!("{what}: lapsed")),
        (ClaimState::Excluded, _) => page.line(4, &format!("{what}: excluded")),
        (ClaimState::Open | ClaimState::Due | ClaimState::PartlySettled, Some(open)) => {
            page.amount(4, &format!("{what}: open"), open);
        }
        (ClaimState::Open | ClaimState::Due | ClaimState::PartlySettled, None) => {
            page.line(4, &format!("{what}: the amount cannot be told"));
        }
    }
    page.remark(6, &claim.why);
    because(&claim.because, 6, page);
}

fn settled(report: &Report, page: &mut Page) {
    if report.outcome.allocations.is_empty() {
        return;
    }
    page.heading("WHAT PAYMENTS SETTLED");
    for allocation in &report.outcome.allocations {
        let what = format!(
            "{} of {} ({})",
            allocation.reference, allocation.date, allocation.clause
        );
        page.amount(2, &what, allocation.amount);
        for part in &allocation.parts {
            let claim = part
                .claim
                .as_ref()
                .map(|claim| format!(" of {claim}"))
                .unwrap_or_default();
            let name = part
                .name
                .as_ref()
                .map(|name| format!("{} ", name.in_words()))
                .unwrap_or_default();
            page.amount(
                4,
                &format!("{name}{}{claim}", part.head.in_words()),
                part.amount,
            );
        }
        for remark in &allocation.remarks {
            page.line(4, remark);
        }
    }
}
