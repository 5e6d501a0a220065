//! Readings and remarks that came, went or changed.

use crate::diff::rules::ClauseText;
use crate::diff::words::comparable;
use crate::syntax::ast::Reading;

use super::{Found, Kind, Said};

/// The readings that differ; reasons are not compared.
pub(super) fn readings(old: &ClauseText<'_>, new: &ClauseText<'_>) -> Vec<Found> {
    // A clause that came or went as a whole says so with its rules.
    if old.rules.is_empty() || new.rules.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for before in &old.readings {
        let after = new
            .readings
            .iter()
            .find(|after| after.id.name == before.id.name);
        found.extend(match after {
            Some(after) => changed(before, after),
            None => Some(format!(
                "Reading {} is gone: there is no choice any more between {}.",
                before.id.name,
                values(before)
            )),
        });
    }
    for after in &new.readings {
        if old
            .readings
            .iter()
            .all(|before| before.id.name != after.id.name)
        {
            found.push(format!(
                "A new reading {}: {}.",
                after.id.name,
                values(after)
            ));
        }
    }
    found
        .into_iter()
        .map(|text| said(Kind::Reading, text))
        .collect()
}

fn changed(before: &Reading, after: &Reading) -> Option<String> {
    let id = &after.id.name;
    let (old, new) = (&before.default.label.name, &after.default.label.name);
    if old != new {
        return Some(format!(
            "Reading {id} is now {new} when nobody chooses, instead of {old}."
        ));
    }
    let mut old: Vec<&str> = values_of(before).collect();
    let mut new: Vec<&str> = values_of(after).collect();
    old.sort_unstable();
    new.sort_unstable();
    (old != new).then(|| {
        format!(
            "Reading {id} is now a choice between {}, instead of {}.",
            values(after),
            values(before)
        )
    })
}

fn values_of(reading: &Reading) -> impl Iterator<Item = &str> {
    std::iter::once(&reading.default)
        .chain(&reading.others)
        .map(|value| value.label.name.as_str())
}

/// `per_contract (when nobody chooses) and per_violation`
fn values(reading: &Reading) -> String {
    let mut values = values_of(reading);
    let default = values.next().unwrap_or_default();
    let others: Vec<&str> = values.collect();
    format!("{default} (when nobody chooses) and {}", others.join(", "))
}

/// Remarks and declarations that differ: no rule, but a reader would miss them.
pub(super) fn remarks(old: &ClauseText<'_>, new: &ClauseText<'_>) -> Vec<Found> {
    let only = |own: &ClauseText<'_>, other: &ClauseText<'_>| -> Vec<String> {
        let there = |words: &&String| {
            let mut known = other.remarks.iter();
            known.any(|known| comparable(known) == comparable(words))
        };
        own.remarks
            .iter()
            .filter(|one| !there(one))
            .cloned()
            .collect()
    };
    let (gone, mut came) = (only(old, new), only(new, old));
    let mut texts = Vec::new();
    for before in gone {
        let after = came.iter().position(|after| head(after) == head(&before));
        texts.push(match after.map(|at| came.remove(at)) {
            Some(after) => replaced(&before, &after),
            None => format!("Gone: {before}"),
        });
    }
    texts.extend(came.into_iter().map(|words| format!("New: {words}")));
    let found = texts.into_iter().map(|text| said(Kind::Remark, text));
    found.collect()
}

/// `Note on law, if the client is a consumer:` of a remark with quoted words; the whole remark where none are quoted.
fn head(remark: &str) -> &str {
    remark.split('"').next().unwrap_or(remark)
}

/// The same remark in other words.
fn replaced(before: &str, after: &str) -> String {
    let quoted = |remark: &str| {
        remark
            .trim_start_matches(head(remark))
            .trim_end_matches('.')
            .to_owned()
    };
    let head = head(after).trim_end();
    format!("{head} {} — instead of: {}.", quoted(after), quoted(before))
}

fn said(kind: Kind, text: String) -> Found {
    Found::bare(Said {
        kind,
        text,
        favours: None,
    })
}
