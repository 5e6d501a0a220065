//! What is owed, and what being late adds to it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{entry, money, sides};
use crate::engine::outcome::{Balance, Claim, ClaimState};
use crate::report::Report;
use crate::report::compare::rows::Rows;
use crate::report::compare::{Entry, Row, Run};
use crate::report::words::cited;
use crate::value::{ClauseId, Money, Name};

/// `The client owes the supplier`
fn who_owes_whom(report: &Report, balance: &Balance) -> String {
    let debtor = report.beginning_with(&balance.debtor);
    format!("{debtor} owes {}", report.party(&balance.creditor))
}

/// What the sum of all heads is called.
const IN_ALL: &str = "in all";

fn head_rows(balance: &Balance) -> impl Iterator<Item = (&str, Money)> {
    let heads = balance.heads.iter();
    let heads = heads.map(|(head, amount)| (head.as_str(), *amount));
    std::iter::once((IN_ALL, balance.total)).chain(heads)
}

fn head_in_words(balance: &Balance, head: &str) -> String {
    if head == IN_ALL {
        IN_ALL.to_owned()
    } else {
        balance.head_in_words(&Name::new(head))
    }
}

fn balance_key(balance: &Balance, head: &str) -> String {
    format!(
        "{} {} {} {head}",
        balance.debtor, balance.creditor, balance.currency
    )
}

/// Each balance, in all and by head, with the provisions of what is open of it.
pub(super) fn now(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut known: IndexMap<String, Money> = IndexMap::new();
    for (side, report) in sides(reports) {
        for balance in &report.outcome.balance {
            let who = who_owes_whom(report, balance);
            let owed = head_rows(balance).filter(|(_, amount)| !amount.is_zero());
            for (head, amount) in owed {
                let key = balance_key(balance, head);
                known.insert(key.clone(), Money::zero(amount.currency()));
                let what = format!("{who}, {}", head_in_words(balance, head));
                let entry = Entry {
                    clauses: open_under(report, balance, head),
                    ..money(amount)
                };
                rows.add(side, key, &what, entry);
            }
        }
    }
    for (key, nothing) in known {
        for side in 0..2 {
            rows.complete(side, &key, vec![money(nothing)]);
        }
    }
    let mut rows = rows.finish();
    // The heads of one debtor stand together.
    let who = |row: &Row| row.what.rsplit_once(',').map(|(who, _)| who.to_owned());
    let order: Vec<_> = rows.iter().map(who).collect();
    rows.sort_by_key(|row| order.iter().position(|known| *known == who(row)));
    rows
}

/// The provisions under which something of a balance is open.
fn open_under(report: &Report, balance: &Balance, head: &str) -> Vec<String> {
    let claims = report.outcome.claims.iter();
    let open = claims
        .filter(|claim| is_of(claim, balance, head) && claim.open.is_some_and(Money::is_positive));
    let clauses = open.map(|claim| {
        let words = cited(&claim.clause, claim.version.as_ref());
        ((&claim.clause, words.clone()), words)
    });
    let clauses: BTreeMap<_, _> = clauses.collect();
    clauses.into_values().collect()
}

/// Whether a claim is counted in a balance under a head.
fn is_of(claim: &Claim, balance: &Balance, head: &str) -> bool {
    (&claim.debtor, &claim.creditor) == (&balance.debtor, &balance.creditor)
        && (head == IN_ALL || claim.head.as_str() == head)
}

/// The heads that add to what somebody owed: interest, costs and fines.
const ADDED: [&str; 3] = ["interest", "costs", "fine"];

/// What was added to the debts of each party until now, in all and by head, whether it was paid or not.
pub(super) fn cost_so_far(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut known: IndexMap<String, Money> = IndexMap::new();
    let of_each = reports.map(added_by_head);
    for (side, (report, by_head)) in reports.into_iter().zip(&of_each).enumerate() {
        for ((debtor, creditor, currency, head), (sum, clauses)) in by_head {
            let key = format!("{debtor} {creditor} {currency} {head}");
            let of = report.beginning_with(debtor);
            let what = format!("{of} to {}, {head}", report.party(creditor));
            known.insert(key.clone(), Money::zero(sum.currency()));
            let entry = Entry {
                clauses: clauses.iter().map(|(_, words)| words.clone()).collect(),
                ..money(*sum)
            };
            rows.add(side, key, &what, entry);
        }
    }
    for (key, nothing) in known {
        for side in 0..2 {
            rows.complete(side, &key, vec![money(nothing)]);
        }
    }
    rows.finish()
}

/// Who owes whom, in which currency and under which head.
type Added<'r> = (&'r Name, &'r Name, &'static str, &'static str);
/// A sum, and the provisions that it comes from.
type Sum<'r> = (Money, BTreeSet<(&'r ClauseId, String)>);

fn added_by_head(report: &Report) -> IndexMap<Added<'_>, Sum<'_>> {
    let mut sums: IndexMap<Added<'_>, Sum<'_>> = IndexMap::new();
    let claims = report.outcome.claims.iter();
    for claim in claims.filter(|claim| claim.state != ClaimState::Conditional) {
        let head = ADDED.into_iter().find(|head| *head == claim.head.as_str());
        let (Some(head), Some(amount)) = (head, claim.amount) else {
            continue;
        };
        for head in [IN_ALL, head] {
            let nothing = (Money::zero(amount.currency()), BTreeSet::new());
            let key = (
                &claim.debtor,
                &claim.creditor,
                amount.currency().code(),
                head,
            );
            let (sum, clauses) = sums.entry(key).or_insert(nothing);
            if let Ok(more) = sum.checked_add(amount)
                && amount.is_positive()
            {
                *sum = more;
                clauses.insert((&claim.clause, cited(&claim.clause, claim.version.as_ref())));
            }
        }
    }
    sums.retain(|_, (sum, _)| sum.is_positive());
    let heads = |head: &str| ADDED.iter().position(|one| *one == head);
    sums.sort_by(|one, _, other, _| {
        (one.0, one.1, one.2, heads(one.3)).cmp(&(other.0, other.1, other.2, heads(other.3)))
    });
    sums
}

/// By how much each balance is higher a month later.
pub(super) fn another_month(runs: [Run<'_>; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut keys: Vec<String> = Vec::new();
    for (side, run) in runs.iter().enumerate() {
        let Some(later) = run.later.filter(|later| is_confirmed(later)) else {
            continue;
        };
        for balance in &later.outcome.balance {
            let before = run.now.outcome.balance.iter().find(|one| {
                (&one.debtor, &one.creditor, &one.currency)
                    == (&balance.debtor, &balance.creditor, &balance.currency)
            });
            let who = who_owes_whom(later, balance);
            for (head, amount) in head_rows(balance) {
                let was = before.and_then(|one| {
                    head_rows(one)
                        .find(|(name, _)| *name == head)
                        .map(|(_, was)| was)
                });
                let more = was.map_or(Ok(amount), |was| amount.checked_sub(was));
                if let Ok(more) = more
                    && !more.is_zero()
                {
                    let key = balance_key(balance, head);
                    let what = format!("{who}, {}", head_in_words(balance, head));
                    keys.push(key.clone());
                    rows.add(
                        side,
                        key,
                        &what,
                        added(more, behind(run, later, balance, head)),
                    );
                }
            }
        }
    }
    for (side, run) in runs.iter().enumerate() {
        let told = run.later.is_some_and(is_confirmed);
        for key in &keys {
            let words = if told {
                "nothing"
            } else {
                "cannot be told: a table of rates is not confirmed so far"
            };
            rows.complete(side, key, vec![entry(words.to_owned(), Vec::new())]);
        }
    }
    rows.finish()
}

/// Whether every amount of an outcome is known.
fn is_confirmed(report: &Report) -> bool {
    let claims = &report.outcome.claims;
    let unknown = |claim: &Claim| claim.amount.is_none() && claim.state != ClaimState::Conditional;
    !claims.iter().any(unknown)
}

/// The provisions under which a balance changes within the month.
fn behind(run: &Run<'_>, later: &Report, balance: &Balance, head: &str) -> Vec<String> {
    let of_balance = |claim: &&Claim| is_of(claim, balance, head);
    let is_same = |one: &Claim, other: &Claim| {
        (&one.reference, &one.head, &one.name, &one.clause)
            == (&other.reference, &other.head, &other.name, &other.clause)
    };
    let mut clauses = BTreeMap::new();
    for claim in later.outcome.claims.iter().filter(of_balance) {
        let mut before = run.now.outcome.claims.iter();
        let was = before.find(|one| is_same(one, claim));
        if was.and_then(|one| one.open) != claim.open {
            let words = cited(&claim.clause, claim.version.as_ref());
            clauses.insert((&claim.clause, words.clone()), words);
        }
    }
    clauses.into_values().collect()
}

fn added(more: Money, clauses: Vec<String>) -> Entry {
    let words = if more.is_negative() {
        format!("{} less", more.negated().to_clause_style())
    } else {
        format!("{} more", more.to_clause_style())
    };
    Entry {
        words,
        amount: Some(more),
        clauses,
    }
}
