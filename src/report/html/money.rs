//! What is owed, what it is made of, what payments settled.

use maud::{Markup, html as markup};

use super::{because, presumed};
use crate::report::Report;
use crate::report::words::{NOT_FIRM, beginning, cited, claim_state, told_with_day};
use crate::value::Money;

/// The balance of each pair of parties.
pub(super) fn balances(report: &Report) -> Markup {
    markup! {
        h2 { "What is owed" }
        @for balance in &report.outcome.balance {
            table {
                @for (head, amount) in balance.heads.iter().filter(|(_, amount)| !amount.is_zero()) {
                    tr { td { (balance.head_in_words(head)) } td.amount { (amount.to_clause_style()) } }
                }
                tr.total {
                    td {
                        (report.beginning_with(&balance.debtor)) " owes " (report.party(&balance.creditor))
                        (because(&balance.because))
                    }
                    td.amount { (balance.total.to_clause_style()) }
                }
                @if !balance.total.is_zero() {
                    @for beside in &balance.joint_debtors {
                        tr { td { (beside) " owes it too, for the whole" } td {} }
                    }
                }
                @if let Some(credit) = balance.credit.filter(|credit| credit.is_positive()) {
                    tr { td { "credit, not taken off the total" } td.amount { (credit.to_clause_style()) } }
                }
            }
        }
        @if report.outcome.balance.is_empty() { p { "Nothing is owed." } }
        @if report.outcome.balance.iter().any(|balance| balance.conditional) { p { (NOT_FIRM) } }
    }
}

/// Each claim, with what arose, was settled and is open.
pub(super) fn claims(report: &Report) -> Markup {
    let show = |amount: Option<Money>| amount.map(Money::to_clause_style).unwrap_or_default();
    markup! {
        @if !report.outcome.claims.is_empty() {
            h2 { "What it is made of" }
            table.claims {
                tr.head { th { "Claim" } th.clause { "Clause" } th.amount { "Arisen" } th.amount { "Settled" } th.amount { "Open" } th { "Last timely day" } }
                @for claim in &report.outcome.claims {
                    tr {
                        td { (beginning(&claim.called)) " " (claim.thing) ": " (claim_state(claim)) }
                        td.clause data-is="Clause" { (cited(&claim.clause, claim.version.as_ref())) }
                        td.amount data-is="Arisen" { (show(claim.amount)) }
                        td.amount data-is="Settled" { (show(claim.settled)) }
                        td.amount data-is="Open" { (show(claim.open)) }
                        td.day data-is="Last timely day" { @if let Some(due) = claim.due { (due) } }
                    }
                    tr.made {
                        td colspan="6" {
                            @if !claim.source.is_empty() { span.why { (claim.source) } }
                            @for step in &claim.steps { span.why { (step.in_words()) } }
                            (presumed(&claim.presumed))
                            (because(&claim.because))
                        }
                    }
                }
            }
        }
    }
}

/// What each payment settled.
pub(super) fn allocations(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.allocations.is_empty() {
            h2 { "What payments settled" }
            table {
                @for allocation in &report.outcome.allocations {
                    tr {
                        td { (beginning(&told_with_day(allocation))) (because(&allocation.because)) }
                        td.clause { (allocation.clause.as_ref().map_or_else(String::new, |clause| cited(clause, allocation.version.as_ref()))) }
                        td.amount { (allocation.amount.to_clause_style()) }
                    }
                    @for part in &allocation.parts {
                        tr {
                            td.why { (part.called) " " (part.thing) }
                            td {}
                            td.amount { (part.amount.to_clause_style()) }
                        }
                    }
                    @for remark in &allocation.remarks { tr { td.why colspan="3" { (remark) } } }
                }
            }
        }
    }
}
