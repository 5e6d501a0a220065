//! Amounts and numbers around those that rules name: there something may change.

use crate::value::{Decimal, Value};

use super::story::AN_AMOUNT;
use super::ways::beside;

/// Amounts and numbers that are tried wherever there is one: less and more than those of a timeline that is made up.
const SOME_AMOUNTS: [&str; 3] = ["1.00", "10000.00", "1000000.00"];
const SOME_NUMBERS: [&str; 4] = ["0", "0.5", "2", "100"];

/// Amounts a little below, at and above each value, those that a share makes of an amount, and some others.
pub(super) fn amounts(thresholds: &[Value]) -> Vec<String> {
    let mut all = around(thresholds, amount);
    all.extend(thresholds.iter().flat_map(shares));
    all.extend(SOME_AMOUNTS.map(str::to_owned));
    all
}

/// Numbers a little below, at and above each value, and some others.
pub(super) fn numbers(thresholds: &[Value]) -> Vec<String> {
    let mut all = around(thresholds, number);
    all.extend(SOME_NUMBERS.map(str::to_owned));
    all
}

/// A little below, at and above each of these values.
fn around(thresholds: &[Value], written: fn(&Value) -> Option<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for value in thresholds {
        let (below, above) = (beside(value, -1), beside(value, 1));
        let near = [below.as_ref(), Some(value), above.as_ref()];
        for text in near.into_iter().flatten().filter_map(written) {
            if !all.contains(&text) {
                all.push(text);
            }
        }
    }
    all
}

fn amount(value: &Value) -> Option<String> {
    let amount = value.as_money()?.amount();
    amount.is_sign_positive().then(|| format!("{amount:.2}"))
}

fn number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) if !number.is_sign_negative() => Some(number.normalize().to_string()),
        _ => None,
    }
}

/// A little below, at and above so many percent of the amount that a timeline tells where it does not matter which, and above and
/// below that amount itself by so much.
fn shares(share: &Value) -> Vec<String> {
    let Value::Percent(share) = share else {
        return Vec::new();
    };
    let whole = Decimal::from(AN_AMOUNT);
    let part = whole * share.hundredths() / Decimal::ONE_HUNDRED;
    let cent = Decimal::new(1, 2);
    let near = [part, whole + part, whole - part].into_iter();
    let near = near.flat_map(|amount| [amount, amount + cent, amount - cent]);
    near.filter(Decimal::is_sign_positive)
        .map(|amount| format!("{amount:.2}"))
        .collect()
}
