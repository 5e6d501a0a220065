//! What a scenario expects, compared with a report: partial entries that must be met, entries that must not be there.
//!
//! The rules are those of `docs/scenarios.md`. Scalars are compared as texts, amounts as exact decimals.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::timeline::{Content, Expectation, Node};
use crate::value::parse_decimal;

/// Keys of a block that are no lists of the report.
const OWN_KEYS: [&str; 6] = ["as-of", "terms", "title", "readings", "absent", "exactly"];
/// Keys whose texts need only contain what is expected.
const CONTAINED: [&str; 4] = ["why", "reason", "text", "what"];

/// One thing that came out otherwise than expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What was expected, in one line.
    pub expected: String,
    /// What there is instead: the nearest entries, or that there is none.
    pub found: String,
}

/// Everything in which a report (as a JSON tree) differs from a block of expectations.
pub fn differences(report: &Value, block: &Map<String, Value>) -> Vec<Difference> {
    let mut found = Vec::new();
    for (list, expected) in block
        .iter()
        .filter(|(key, _)| !OWN_KEYS.contains(&key.as_str()))
    {
        present(report, list, expected, &mut found);
    }
    for (list, expected) in lists_under(block, "absent") {
        absent(report, list, expected, &mut found);
    }
    for (list, expected) in lists_under(block, "exactly") {
        exact(report, list, expected, &mut found);
    }
    found
}

/// A block of expectations as a tree, the form in which it is compared.
pub fn expected(block: &Expectation) -> Map<String, Value> {
    let mut tree = lists(&block.lists);
    for (key, inner) in [("absent", &block.absent), ("exactly", &block.exactly)] {
        tree.insert(key.to_owned(), Value::Object(lists(inner)));
    }
    tree
}

fn lists(lists: &IndexMap<String, Node<'static>>) -> Map<String, Value> {
    lists
        .iter()
        .map(|(name, node)| (name.clone(), value(node)))
        .collect()
}

fn value(node: &Node<'_>) -> Value {
    match &node.content {
        Content::Nothing { .. } | Content::Refused => Value::Null,
        Content::Text { text, .. } => Value::String(text.clone().into_owned()),
        Content::List(items) => items.iter().map(value).collect(),
        Content::Map(entries) => {
            let pairs = entries
                .iter()
                .map(|entry| (entry.key.clone().into_owned(), value(&entry.value)));
            Value::Object(pairs.collect())
        }
    }
}

fn lists_under<'a>(
    block: &'a Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    block
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

fn entries(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn of_report<'a>(report: &'a Value, list: &str) -> &'a [Value] {
    report.get(list).map_or(&[], entries)
}

fn present(report: &Value, list: &str, expected: &Value, found: &mut Vec<Difference>) {
    if !expected.is_array() {
        let actual = report.get(list).unwrap_or(&Value::Null);
        if !meets(list, actual, expected) {
            found.push(Difference {
                expected: format!("{list}: {}", one_line(expected)),
                found: one_line(actual),
            });
        }
        return;
    }
    for entry in entries(expected) {
        if !of_report(report, list)
            .iter()
            .any(|actual| fits(list, actual, entry))
        {
            found.push(Difference {
                expected: format!("{list}: {}", one_line(entry)),
                found: nearest(report, list, entry),
            });
        }
    }
}

fn absent(report: &Value, list: &str, expected: &Value, found: &mut Vec<Difference>) {
    for entry in entries(expected) {
        if let Some(actual) = of_report(report, list)
            .iter()
            .find(|actual| fits(list, actual, entry))
        {
            found.push(Difference {
                expected: format!("{list}: nothing like {}", one_line(entry)),
                found: one_line(actual),
            });
        }
    }
}

fn exact(report: &Value, list: &str, expected: &Value, found: &mut Vec<Difference>) {
    present(report, list, expected, found);
    let (there, wanted) = (of_report(report, list).len(), entries(expected).len());
    if there != wanted {
        let all: Vec<String> = of_report(report, list).iter().map(one_line).collect();
        found.push(Difference {
            expected: format!("{list}: {wanted} in all"),
            found: format!("{there}: {}", all.join("; ")),
        });
    }
}

/// Whether an entry of the report has everything that the expected entry names.
fn fits(list: &str, actual: &Value, expected: &Value) -> bool {
    let Some(keys) = expected.as_object() else {
        return meets(list, actual, expected);
    };
    keys.iter().all(|(key, value)| {
        let there = actual.get(key).unwrap_or(&Value::Null);
        if list == "balance" && there.is_null() {
            return is_zero(value);
        }
        meets(key, there, value)
    })
}

/// Whether one value meets what is expected under this key.
fn meets(key: &str, actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (_, Value::Null) => actual.is_null(),
        (Value::Array(there), Value::Array(wanted)) => {
            there.len() == wanted.len()
                && there
                    .iter()
                    .zip(wanted)
                    .all(|(there, wanted)| fits(key, there, wanted))
        }
        (Value::Object(_), Value::Object(_)) => fits(key, actual, expected),
        _ => {
            let (there, wanted) = (scalar(actual), scalar(expected));
            if CONTAINED.contains(&key) {
                return there.to_lowercase().contains(&wanted.to_lowercase());
            }
            there == wanted || same_number(&there, &wanted)
        }
    }
}

fn is_zero(value: &Value) -> bool {
    value.is_null() || parse_decimal(&scalar(value)).is_ok_and(|number| number.is_zero())
}

fn same_number(one: &str, other: &str) -> bool {
    one.contains('.')
        && matches!((parse_decimal(one), parse_decimal(other)), (Ok(one), Ok(other)) if one == other)
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The entries that meet most of what is expected.
fn nearest(report: &Value, list: &str, expected: &Value) -> String {
    let score = |actual: &Value| {
        expected.as_object().map_or(0, |keys| {
            keys.iter()
                .filter(|(key, value)| meets(key, actual.get(*key).unwrap_or(&Value::Null), value))
                .count()
        })
    };
    let there = of_report(report, list);
    match there.iter().map(score).max() {
        None => format!("{list} is empty"),
        Some(best) => {
            let like: Vec<String> = there
                .iter()
                .filter(|actual| score(actual) == best)
                .take(3)
                .map(one_line)
                .collect();
            like.join("; ")
        }
    }
}

/// A value in one line, as YAML would have it.
fn one_line(value: &Value) -> String {
    match value {
        Value::Object(keys) => {
            let parts: Vec<String> = keys
                .iter()
                .filter(|(key, _)| key.as_str() != "because")
                .map(|(key, value)| format!("{key}: {}", one_line(value)))
                .collect();
            format!("{{{}}}", parts.join(", "))
        }
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().map(one_line).collect();
            format!("[{}]", parts.join(", "))
        }
        Value::Null => "~".to_owned(),
        Value::String(_) | Value::Bool(_) | Value::Number(_) => scalar(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(report: &Value, block: &Value) -> usize {
        differences(report, block.as_object().expect("a block is a map")).len()
    }

    #[test]
    fn an_entry_is_met_by_its_keys_only() {
        let report =
            json!({"statuses": [{"status": "in_default", "ref": "I1", "from": "2024-03-17"}]});
        assert_eq!(
            check(
                &report,
                &json!({"statuses": [{"ref": "I1", "until": null}]})
            ),
            0
        );
        assert_eq!(
            check(
                &report,
                &json!({"statuses": [{"ref": "I1", "from": "2024-03-18"}]})
            ),
            1
        );
        assert_eq!(
            check(&report, &json!({"statuses": [{"ref": "I1", "from": null}]})),
            1
        );
    }

    #[test]
    fn a_head_that_is_not_shown_counts_as_nothing() {
        let report =
            json!({"balance": [{"debtor": "client", "principal": "1000.00", "total": "1000.00"}]});
        assert_eq!(
            check(
                &report,
                &json!({"balance": [{"principal": "1000.00", "interest": "0.00"}]})
            ),
            0
        );
        assert_eq!(
            check(&report, &json!({"balance": [{"interest": "0.01"}]})),
            1
        );
    }

    #[test]
    fn nothing_like_it_may_be_there() {
        let report = json!({"powers": [{"act": "suspend", "clause": "6.d"}]});
        assert_eq!(
            check(
                &report,
                &json!({"absent": {"powers": [{"act": "suspend"}]}})
            ),
            1
        );
        assert_eq!(
            check(
                &report,
                &json!({"absent": {"powers": [{"act": "dissolve"}]}})
            ),
            0
        );
    }

    #[test]
    fn exactly_counts() {
        let report = json!({"claims": [{"ref": "A"}, {"ref": "B"}]});
        assert_eq!(
            check(&report, &json!({"exactly": {"claims": [{"ref": "A"}]}})),
            1
        );
        assert_eq!(
            check(
                &report,
                &json!({"exactly": {"claims": [{"ref": "B"}, {"ref": "A"}]}})
            ),
            0
        );
    }

    #[test]
    fn texts_of_reasons_need_only_contain_the_words() {
        let report = json!({"acts": [{"ref": "X", "reason": "5.b: any set-off is excluded"}]});
        assert_eq!(
            check(
                &report,
                &json!({"acts": [{"reason": "Set-off is excluded"}]})
            ),
            0
        );
    }

    #[test]
    fn inner_lists_match_item_by_item() {
        let report = json!({"powers": [{"intervals": [{"from": "2024-01-01", "until": "2024-01-05"}, {"from": "2024-02-01"}]}]});
        assert_eq!(
            check(
                &report,
                &json!({"powers": [{"intervals": [{"from": "2024-01-01"}, {"from": "2024-02-01", "until": null}]}]})
            ),
            0
        );
        assert_eq!(
            check(
                &report,
                &json!({"powers": [{"intervals": [{"from": "2024-01-01"}]}]})
            ),
            1
        );
    }
}
