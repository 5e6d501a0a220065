//! No two clauses fill the same place without saying how they relate.
//!
//! A place is what a reader would look up once: the order in which a payment of the client settles, the value of a measure,
//! a claim under one head for one event, a state of the same things on the same ground. Two sentences that fill it are refused
//! unless one of them says `instead of`, `in addition to`, `despite`, `subject to`, `owed once, under`, or fills a gap only.

use crate::check::problems::Problems;
use crate::check::program::{
    Body, Condition, Definition, Expression, Generator, Measure, Program, Rule,
};
use crate::source::{Problem, Span};
use crate::value::ClauseId;

/// Reports each pair of sentences that fill one place.
pub fn check_places(program: &Program, problems: &mut Problems) {
    for (at, first) in program.rules.iter().enumerate() {
        let Some(place) = place_of(first) else {
            continue;
        };
        for second in &program.rules[at + 1..] {
            if place_of(second).as_ref() == Some(&place) && !are_related(first, second) {
                problems.under(heading(program, &second.at.clause));
                problems.push(same_place(&place, first, second));
            }
        }
    }
    for measure in program.measures.values() {
        check_definitions(program, measure, problems);
    }
    problems.under(None);
}

/// What is filled, in words, and what tells it from other places of the kind.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    words: String,
    key: String,
}

/// The place that a rule fills; none for rules of which there may be many.
fn place_of(rule: &Rule) -> Option<Place> {
    if rule.fallback {
        return None;
    }
    let variables: Vec<String> = rule
        .variables
        .iter()
        .map(|variable| format!("{:?} {:?}", variable.sort, variable.generator))
        .collect();
    let (words, key) = match &rule.body {
        Body::Allocation(allocation) => (
            "the order in which a payment settles".to_owned(),
            format!("{:?}", allocation.payer),
        ),
        Body::Status(status) => (
            format!("`{}` of the same things", status.state.in_words()),
            format!(
                "{:?} {:?} {:?} {:?} {variables:?}",
                status.state, status.arguments, rule.trigger, rule.condition
            ),
        ),
        Body::Debt(debt) => (
            format!("{} for the same event", debt.head.head.in_words()),
            format!(
                "{:?} {:?} {:?} {:?} {variables:?}",
                debt.debtor, debt.creditor, debt.head, rule.trigger
            ),
        ),
        Body::Accrual(accrual) => (
            format!("{} on the same claim", in_words(accrual)),
            format!(
                "{:?} {:?} {}",
                accrual.debtor,
                accrual.head,
                base_of(&accrual.on, rule)
            ),
        ),
        Body::Duty(_)
        | Body::Power(_)
        | Body::Ban { .. }
        | Body::NoEffect { .. }
        | Body::DesignationIgnored { .. }
        | Body::BecomeDue { .. }
        | Body::TakesEffect { .. }
        | Body::Ends { .. }
        | Body::Lapse { .. }
        | Body::Refuse(_)
        | Body::Limit(_)
        | Body::Order(_)
        | Body::Ground { .. }
        | Body::SwitchOff { .. }
        | Body::WithoutBasis { .. }
        | Body::Governs(_)
        | Body::Note { .. } => return None,
    };
    Some(Place { words, key })
}

/// What money grows on: a claim in a state, whether the sentence speaks of an invoice, of the claim or of the obligation to
/// pay it; else as it is written.
fn base_of(on: &Expression, rule: &Rule) -> String {
    let mut base = on;
    while let Expression::ClaimOf(of) | Expression::ObligationOf(of) | Expression::ThingOf(of) =
        base
    {
        base = of;
    }
    let generator = match base {
        Expression::Variable(id) => rule.variables.get(id.0).map(|variable| &variable.generator),
        _ => None,
    };
    match generator {
        Some(Generator::Tuple { state, .. }) => state.to_string(),
        Some(other) => format!("{other:?}"),
        None => format!("{base:?}"),
    }
}

fn in_words(accrual: &crate::check::program::Accrual) -> String {
    match &accrual.head.name {
        Some(name) => format!("{} {}", name.in_words(), accrual.head.head.in_words()),
        None => accrual.head.head.in_words(),
    }
}

/// Whether they say how they relate, or exclude each other by their conditions.
fn are_related(first: &Rule, second: &Rule) -> bool {
    let says = |one: &Rule, other: &ClauseId| {
        one.instead_of.contains(other)
            || one.relations.iter().any(|(_, clause)| clause == other)
            || once_under(one).contains(other)
    };
    if says(first, &second.at.clause) || says(second, &first.at.clause) {
        return true;
    }
    // Two cases of one clause stand side by side, each with its own condition.
    first.at.clause == second.at.clause && first.condition != second.condition
}

fn once_under(rule: &Rule) -> &[ClauseId] {
    match &rule.body {
        Body::Debt(debt) => &debt.once_under,
        Body::Accrual(accrual) => &accrual.once_under,
        _ => &[],
    }
}

fn same_place(place: &Place, first: &Rule, second: &Rule) -> Problem {
    two_places(
        &place.words,
        (&first.at.clause, first.at.span),
        (&second.at.clause, second.at.span),
    )
}

fn two_places(words: &str, first: (&ClauseId, Span), second: (&ClauseId, Span)) -> Problem {
    let message = if first.0 == second.0 {
        format!("clause {} says {words} twice", first.0)
    } else {
        format!("clauses {} and {} both say {words}", first.0, second.0)
    };
    Problem::error("same-place", message)
        .at(second.1, format!("clause {}", second.0))
        .at(first.1, format!("clause {}", first.0))
        .help(format!(
            "say how they relate: `, instead of {0}`, `, in addition to {0}`, `, despite {0}`, `, subject to {0}`, or `… owed once, under {0} or {1}.`",
            first.0, second.0
        ))
}

/// Two values of one measure, neither of which depends on a condition.
fn check_definitions(program: &Program, measure: &Measure, problems: &mut Problems) {
    let always: Vec<&Definition> = measure
        .definitions
        .iter()
        .filter(|definition| !definition.fallback && definition.condition == Condition::Always)
        .collect();
    for (at, first) in always.iter().enumerate() {
        for second in &always[at + 1..] {
            let (Some(a), Some(b)) = (&first.at, &second.at) else {
                continue;
            };
            if is_law(program, &a.clause) != is_law(program, &b.clause) {
                continue;
            }
            problems.under(heading(program, &b.clause));
            let words = format!("what the {} is", measure.name.in_words());
            problems.push(two_places(&words, (&a.clause, a.span), (&b.clause, b.span)));
        }
    }
}

fn is_law(program: &Program, clause: &ClauseId) -> bool {
    program
        .provisions
        .get(clause)
        .is_some_and(|provision| provision.is_law)
}

/// `› Betaling › 5.a`
pub fn heading(program: &Program, clause: &ClauseId) -> Option<String> {
    let provision = program.provisions.get(clause)?;
    let article = if provision.heading.is_empty() {
        &provision.article
    } else {
        &provision.heading
    };
    Some(format!("› {article} › {clause}"))
}
