//! Amounts and days that must fit together: `It adds up: …`, `It tells exactly one of …`, `Its first_day is on or before its last_day`.

use std::fmt::Display;

use indexmap::IndexMap;

use crate::check::schema::{EventType, FieldRule, Role};
use crate::source::Span;
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::text::Node;
use crate::value::{Date, Money, MoneyError, Name, Value};

type Own = IndexMap<Name, Value>;

/// The amount of a payment, a set-off or a credit note.
const AMOUNT: &str = "amount";

/// Checks what the vocabulary says about the amounts of an event; `of` is what messages call it, `slips` are the keys that misspelt
/// ones were meant to be.
pub(super) fn check(
    ty: &EventType,
    own: &Own,
    (node, slips): (&Node<'_>, &[&str]),
    date: Option<Date>,
    of: &dyn Display,
    problems: &mut Problems,
) {
    if matches!(
        ty.role,
        Some(Role::Payment | Role::SetOff | Role::CreditNote)
    ) {
        not_below_zero(&[Name::new(AMOUNT)], own, node, problems);
    }
    for rule in &ty.rules {
        match rule {
            FieldRule::ExactlyOne(fields) => {
                if !fields.iter().any(|field| slips.contains(&field.as_str())) {
                    exactly_one(fields, node, of, problems);
                }
                not_below_zero(fields, own, node, problems);
            }
            FieldRule::InOrder { first, last } => {
                in_order(first, last, (own, node), date, problems);
            }
            FieldRule::Sum { parts, whole } => {
                let error = sum(parts, whole, own);
                note(error, node, whole, problems);
            }
            FieldRule::ListSum { list, part, whole } => {
                let error = list_sum(list, part, whole, own);
                note(error, node, list, problems);
            }
        }
    }
}

/// What is paid, set off, credited or charged is never less than nothing: the other way round it is another event.
fn not_below_zero(fields: &[Name], own: &Own, node: &Node<'_>, problems: &mut Problems) {
    for field in fields {
        if own
            .get(field)
            .and_then(Value::as_money)
            .is_some_and(Money::is_negative)
        {
            note(
                Some(TimelineError::BelowZero {
                    field: field.clone(),
                }),
                node,
                field,
                problems,
            );
        }
    }
}

/// The day of an event.
const DATE: &str = "date";

/// Two days of an event, or of a record that it tells, that stand the wrong way round.
fn in_order(
    first: &Name,
    last: &Name,
    (own, node): (&Own, &Node<'_>),
    date: Option<Date>,
    problems: &mut Problems,
) {
    let day = |of: &Own, name: &Name| match of.get(name) {
        Some(value) => value.as_date(),
        None => date.filter(|_| name.as_str() == DATE),
    };
    let mut hold_against = |of: &Own, node: &Node<'_>| {
        if let (Some(begins), Some(ends)) = (day(of, first), day(of, last))
            && ends < begins
        {
            let key = if node.get(last.as_str()).is_some() {
                last
            } else {
                first
            };
            let error = TimelineError::OutOfOrder {
                first: (first.clone(), begins),
                last: (last.clone(), ends),
            };
            problems.add(place_of(node, key.as_str()), error);
        }
    };
    hold_against(own, node);
    for (field, value) in own {
        let given = node.get(field.as_str());
        let given = given.map(Node::items).into_iter().flatten();
        for (record, node) in value.items().iter().zip(given) {
            if let Value::Record(fields) = record
                && fields.contains_key(first)
                && fields.contains_key(last)
            {
                hold_against(fields, node);
            }
        }
    }
}

/// Counts what the file gives, readable or not: an amount that cannot be read has a problem of its own.
fn exactly_one(fields: &[Name], node: &Node<'_>, of: &dyn Display, problems: &mut Problems) {
    let stated = |name: &&Name| {
        node.get(name.as_str())
            .is_some_and(|given| !given.is_absent())
    };
    let given: Vec<Name> = fields.iter().filter(stated).cloned().collect();
    if given.len() != 1 {
        let place = given.get(1).map_or("type", Name::as_str);
        let span = place_of(node, place);
        problems.add(
            span,
            TimelineError::ExactlyOne {
                of: of.to_string(),
                given,
                fields: fields.to_vec(),
            },
        );
    }
}

fn sum(parts: &[Name], whole: &Name, own: &Own) -> Option<TimelineError> {
    let amounts: Vec<Money> = parts
        .iter()
        .filter_map(|part| own.get(part)?.as_money())
        .collect();
    let stated = own.get(whole)?.as_money()?;
    if amounts.len() != parts.len() {
        return None;
    }
    compare(&amounts, stated, |sum| TimelineError::Sum {
        parts: parts.to_vec(),
        sum,
        whole: whole.clone(),
        stated,
    })
}

fn list_sum(list: &Name, part: &Name, whole: &[Name], own: &Own) -> Option<TimelineError> {
    let records = own.get(list)?.items();
    let of_record = |record: &Value| {
        if let Value::Record(fields) = record {
            fields.get(part)?.as_money()
        } else {
            None
        }
    };
    let amounts: Vec<Money> = records.iter().filter_map(of_record).collect();
    let (whole, stated) = whole
        .iter()
        .find_map(|name| Some((name, own.get(name)?.as_money()?)))?;
    if amounts.len() != records.len() {
        return None;
    }
    compare(&amounts, stated, |sum| TimelineError::ListSum {
        list: list.clone(),
        sum,
        whole: whole.clone(),
        stated,
    })
}

fn compare(
    amounts: &[Money],
    stated: Money,
    differs: impl Fn(Money) -> TimelineError,
) -> Option<TimelineError> {
    match total(amounts, stated) {
        Ok(sum) if sum == stated => None,
        Ok(sum) => Some(differs(sum)),
        Err(error) => Some(TimelineError::Arithmetic(error)),
    }
}

fn total(amounts: &[Money], stated: Money) -> Result<Money, MoneyError> {
    amounts
        .iter()
        .try_fold(Money::zero(stated.currency()), |sum, amount| {
            sum.checked_add(*amount)
        })
}

fn note(error: Option<TimelineError>, node: &Node<'_>, field: &Name, problems: &mut Problems) {
    if let Some(error) = error {
        problems.add(place_of(node, field.as_str()), error);
    }
}

fn place_of(node: &Node<'_>, key: &str) -> Span {
    node.get(key).map_or(node.span, |given| given.span)
}
