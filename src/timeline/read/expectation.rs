//! The blocks under `expect:`.

use indexmap::IndexMap;

use super::header;
use super::scalar;
use crate::timeline::Expectation;
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::text::{Entry, Node};

/// The lists of a report.
const LISTS: [&str; 11] = [
    "obligations",
    "powers",
    "prohibitions",
    "statuses",
    "claims",
    "balance",
    "allocations",
    "acts",
    "questions",
    "notes",
    "upcoming",
];
const KEYS: [&str; 6] = ["as-of", "terms", "title", "readings", "absent", "exactly"];

/// Reads the blocks.
pub(super) fn read(blocks: &[Node<'_>], problems: &mut Problems) -> Vec<Expectation> {
    blocks
        .iter()
        .filter_map(|block| expectation(block, problems))
        .collect()
}

fn expectation(block: &Node<'_>, problems: &mut Problems) -> Option<Expectation> {
    let entries = scalar::entries(block, &"an entry of `expect`", problems)?;
    if let Some(event) = block.get("type").filter(|_| block.get("as-of").is_none()) {
        problems.add(event.span, TimelineError::EventBelowExpect);
        return None;
    }
    let given = |key: &str| block.get(key).filter(|value| !value.is_absent());
    let inner = |key: &str, problems: &mut Problems| {
        let of = format!("`{key}`");
        let entries = given(key)
            .and_then(|node| scalar::entries(node, &of, problems))
            .unwrap_or_default();
        lists(entries, &[], &of, problems)
    };
    Some(Expectation {
        as_of: given("as-of").and_then(|node| scalar::date(node, &"`as-of`", problems)),
        terms: given("terms")
            .and_then(|node| scalar::words(node, &"`terms`", problems))
            .map(str::to_owned),
        title: given("title")
            .and_then(|node| scalar::text(node, &"`title`", problems))
            .map(str::to_owned),
        readings: header::readings(given("readings"), problems).0,
        absent: inner("absent", problems),
        exactly: inner("exactly", problems),
        lists: lists(entries, &KEYS, "an entry of `expect`", problems),
        span: block.span,
    })
}

/// The lists of the report among the entries; a key that is neither a list nor among `others` is a problem.
fn lists(
    entries: &[Entry<'_>],
    others: &[&str],
    of: &str,
    problems: &mut Problems,
) -> IndexMap<String, Node<'static>> {
    let mut lists = IndexMap::new();
    for entry in entries {
        if LISTS.contains(&&*entry.key) {
            if scalar::items(&entry.value, &format!("`{}`", entry.key), problems).is_some() {
                lists.insert(entry.key.to_string(), entry.value.clone().into_owned());
            }
        } else if !others.contains(&&*entry.key) {
            let known = others.iter().chain(&LISTS).copied();
            scalar::unknown_key((&entry.key, entry.key_span), of, known, problems);
        }
    }
    lists
}
