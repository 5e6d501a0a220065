//! The subjects of a comparison, read off the two outcomes: first what one asks of a contract (what is owed, what being late costs, who
//! may stop, who can get out, what damage is paid), then all that it rests on.

mod balances;
mod claims;
mod norms;
mod powers;
mod statuses;

use super::{Entry, Row, Run, Subject};
use crate::report::Report;
use crate::value::Money;

/// All subjects, in a fixed order.
pub(super) fn all(runs: [Run<'_>; 2]) -> Vec<Subject> {
    let reports = runs.map(|run| run.now);
    let mut all = vec![
        subject("balance", "What is owed", balances::now(reports)),
        subject(
            "cost_so_far",
            "What interest, costs and fines have come to so far, paid or not",
            balances::cost_so_far(reports),
        ),
        subject(
            "another_month",
            "What another month adds if nobody acts",
            balances::another_month(runs),
        ),
    ];
    all.extend(powers::by_matter(reports));
    all.extend([
        subject(
            "damages",
            "What damage is paid",
            claims::for_damage(reports),
        ),
        subject(
            "claims",
            "What is owed, claim by claim",
            claims::others(reports),
        ),
        subject(
            "statuses",
            "Who is in default, and what else holds",
            statuses::now(reports),
        ),
        subject(
            "obligations",
            "Which duties stand open",
            norms::duties(reports),
        ),
        subject(
            "prohibitions",
            "What was violated",
            norms::violations(reports),
        ),
        subject("acts", "What acts came to", norms::acts(reports)),
        subject(
            "upcoming",
            "What happens next if nobody acts",
            norms::upcoming(reports),
        ),
        subject(
            "questions",
            "Which questions a person must answer",
            norms::questions(reports),
        ),
    ]);
    all.push(powers::about_nothing_named(reports));
    all
}

fn subject(kind: &'static str, title: &str, rows: Vec<Row>) -> Subject {
    Subject {
        kind,
        title: title.to_owned(),
        matter: None,
        rows,
    }
}

fn entry(words: String, clauses: Vec<String>) -> Entry {
    Entry {
        words,
        amount: None,
        clauses,
    }
}

fn money(amount: Money) -> Entry {
    Entry {
        words: amount.to_clause_style(),
        amount: Some(amount),
        clauses: Vec::new(),
    }
}

fn sides(reports: [&Report; 2]) -> impl Iterator<Item = (usize, &Report)> {
    reports.into_iter().enumerate()
}
