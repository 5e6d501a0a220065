//! Who and what a rule speaks of and when it applies, the names of its variables left aside: whether two rules may speak of the
//! same.

use crate::check::program::{
    ActPattern, Comparison, Condition, Expression, Generator, Item, KernelMeasure, Rule, Sort,
    Trigger,
};
use crate::value::Name;

/// A party or a thing that a rule speaks of.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'p> {
    /// A party by its role.
    Party(&'p Name),
    /// Either party, or the other one.
    EitherParty,
    /// Things, claims or obligations of a sort; all heads, or one.
    Some(&'p Sort, Option<&'p Name>),
    /// What is in a field of the event.
    InField(&'p Name, &'p Sort),
    /// Anything else, as it is written.
    Value(&'p Expression),
}

impl<'p> Subject<'p> {
    /// Who or what an expression of a rule means. A claim, the obligation to pay it and the thing that it is for are one.
    pub fn of(value: &'p Expression, rule: &'p Rule) -> Self {
        match value {
            Expression::ClaimOf(of) | Expression::ObligationOf(of) | Expression::ThingOf(of) => {
                Self::of(of, rule)
            }
            Expression::ObligationFor { thing, .. } => Self::of(thing, rule),
            Expression::Kernel {
                measure: KernelMeasure::ClaimsOf(head),
                arguments,
            } => match arguments.first().map(|of| Self::of(of, rule)) {
                Some(Self::Some(sort, _) | Self::InField(_, sort)) => {
                    Self::Some(sort, head.as_ref())
                }
                Some(Self::Party(_) | Self::EitherParty | Self::Value(_)) | None => {
                    Self::Value(value)
                }
            },
            Expression::Party(role) => Self::Party(role),
            Expression::OtherParty(_) => Self::EitherParty,
            Expression::Variable(id) => match rule.variables.get(id.0) {
                Some(variable) => Self::of_variable(&variable.sort, &variable.generator),
                None => Self::Value(value),
            },
            _ => Self::Value(value),
        }
    }

    fn of_variable(sort: &'p Sort, generator: &'p Generator) -> Self {
        match (sort, generator) {
            (Sort::Party, _) | (_, Generator::EachParty) => Self::EitherParty,
            (_, Generator::Trigger { field }) => Self::InField(field, sort),
            (
                _,
                Generator::Each
                | Generator::Tuple { .. }
                | Generator::Members(_)
                | Generator::Is(_)
                | Generator::ActItself
                | Generator::Local,
            ) => Self::Some(sort, None),
        }
    }

    /// Whether two rules may mean the same one.
    pub fn may_be(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Party(first), Self::Party(second)) => first == second,
            (Self::EitherParty, Self::Party(_) | Self::EitherParty)
            | (Self::Party(_), Self::EitherParty) => true,
            (Self::InField(first, _), Self::InField(second, _)) => first == second,
            (
                Self::Some(first, _) | Self::InField(_, first),
                Self::Some(second, None) | Self::InField(_, second),
            )
            | (Self::Some(first, None), Self::Some(second, Some(_))) => share(first, second),
            (Self::Some(first, Some(one)), Self::Some(second, Some(another))) => {
                one == another && share(first, second)
            }
            (Self::InField(_, first), Self::Some(second, Some(_))) => share(first, second),
            (Self::Value(first), Self::Value(second)) => first == second,
            (
                Self::Party(_)
                | Self::EitherParty
                | Self::Some(..)
                | Self::InField(..)
                | Self::Value(_),
                _,
            ) => false,
        }
    }
}

/// Whether something can be of both sorts: a claim may be that for an invoice.
fn share(first: &Sort, second: &Sort) -> bool {
    let has_claims = |sort: &Sort| matches!(sort, Sort::Claim | Sort::Obligation | Sort::Thing(_));
    match (first, second) {
        (Sort::Thing(first), Sort::Thing(second)) => first.iter().any(|name| second.contains(name)),
        (Sort::Claim | Sort::Obligation, other) | (other, Sort::Claim | Sort::Obligation) => {
            has_claims(other)
        }
        (first, second) => first == second,
    }
}

/// When a rule applies.
#[derive(Debug, Clone, Copy)]
pub enum Occasion<'p> {
    /// At an event.
    Event(&'p ActPattern),
    /// On something else.
    Other(&'p Rule),
}

impl<'p> Occasion<'p> {
    /// When a rule applies.
    pub fn of(rule: &'p Rule) -> Self {
        match &rule.trigger {
            Trigger::Event(pattern) => Self::Event(pattern),
            Trigger::Standing
            | Trigger::Onset(_)
            | Trigger::While(_)
            | Trigger::Recurring { .. } => Self::Other(rule),
        }
    }

    /// Whether two rules may apply on one occasion.
    pub fn may_be(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Event(first), Self::Event(second)) => may_match_the_same(first, second),
            (Self::Other(first), Self::Other(second)) => {
                first.trigger == second.trigger && first.condition == second.condition
            }
            (Self::Event(_), Self::Other(_)) | (Self::Other(_), Self::Event(_)) => false,
        }
    }
}

/// Whether one event may match both patterns: no field, and no actor, is asked to be two things.
fn may_match_the_same(first: &ActPattern, second: &ActPattern) -> bool {
    let differ = |one: &Expression, another: &Expression| match (one, another) {
        (Expression::Literal(one), Expression::Literal(another)) => one != another,
        (Expression::Party(one), Expression::Party(another)) => one != another,
        _ => false,
    };
    let actors_differ = first
        .by
        .as_ref()
        .zip(second.by.as_ref())
        .is_some_and(|(one, another)| differ(one, another));
    let fields_differ = first.fields.iter().any(|(name, one)| {
        let other = second.fields.iter().find(|(field, _)| field == name);
        other.is_some_and(|(_, another)| differ(one, another))
    });
    let called_differently = first
        .called
        .as_ref()
        .zip(second.called.as_ref())
        .is_some_and(|(one, another)| one != another);
    first.event == second.event && !actors_differ && !fields_differ && !called_differently
}

/// Whether what two rules ask for cannot hold at once, as far as their conditions show it: one asks for what the other excludes, or
/// for another value of the same thing.
pub fn exclude_each_other(first: &Rule, second: &Rule) -> bool {
    let (first, second) = (demands(first), demands(second));
    first
        .iter()
        .any(|one| second.iter().any(|another| contradict(one, another)))
}

/// What must hold for a rule, one by one.
fn demands(rule: &Rule) -> Vec<(&Condition, bool)> {
    let mut found = Vec::new();
    match &rule.trigger {
        Trigger::Onset(header) | Trigger::While(header) => demand(header, true, &mut found),
        Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => {}
    }
    demand(&rule.condition, true, &mut found);
    found
}

fn demand<'p>(condition: &'p Condition, holds: bool, found: &mut Vec<(&'p Condition, bool)>) {
    let each = |items: &'p [Item], holds, found: &mut _| {
        for item in items {
            demand(&item.condition, holds, found);
        }
    };
    match (condition, holds) {
        (Condition::Not(of), _) => demand(of, !holds, found),
        (Condition::All(items), true) | (Condition::Any(items), false) => {
            each(items, holds, found);
        }
        (Condition::NoneOf(items), true) => each(items, false, found),
        (_, _) => found.push((condition, holds)),
    }
}

fn contradict((one, holds): &(&Condition, bool), (another, also): &(&Condition, bool)) -> bool {
    if one == another {
        return holds != also;
    }
    let (
        Condition::Compare {
            left,
            comparison: Comparison::Equal,
            right: Expression::Literal(value),
        },
        Condition::Compare {
            left: same,
            comparison: Comparison::Equal,
            right: Expression::Literal(other),
        },
    ) = (one, another)
    else {
        return false;
    };
    *holds && *also && left == same && value != other
}
