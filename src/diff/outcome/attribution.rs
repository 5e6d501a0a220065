//! Which provisions and readings a difference comes from.

use serde::Serialize;

use crate::engine::Outcome;
use crate::value::Money;

use super::entries::{Entry, Shown, entries, value};
use super::{Difference, Origin, Tried};

/// What a difference comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Each of these brings it by itself.
    Alone(Vec<Origin>),
    /// Each of these brings a part, and the parts add up.
    Parts(Vec<(Origin, String)>),
    /// These bring it only together: they interact.
    Together(Vec<Origin>),
    /// Some bring a part by themselves; the rest comes only of these together.
    PartsAndRest {
        /// Each part.
        parts: Vec<(Origin, String)>,
        /// What is left.
        rest: String,
        /// The provisions that bring the rest.
        together: Vec<Origin>,
    },
    /// No changed provision brings it by itself or is missed for it.
    Unknown,
}

/// Puts each difference down to provisions.
pub(super) fn attribute(
    differences: &mut [Difference],
    old: &Outcome,
    new: &Outcome,
    tried: &Tried,
) {
    let (before, after) = (entries(old), entries(new));
    let read = |tried: &[(Origin, Option<Outcome>)]| -> Vec<(Origin, Option<Vec<Entry>>)> {
        let read = tried
            .iter()
            .map(|(id, outcome)| (id.clone(), outcome.as_ref().map(entries)));
        read.collect()
    };
    let (alone, without) = (read(&tried.alone), read(&tried.without));
    let only_one = match alone.as_slice() {
        [(id, _)] => Some(id.clone()),
        _ => None,
    };
    for difference in differences {
        let (kind, what) = (difference.kind, difference.what.clone());
        for field in &mut difference.fields {
            if let Some(id) = &only_one {
                field.cause = Cause::Alone(vec![id.clone()]);
                continue;
            }
            let of = |entries: &[Entry]| value(entries, kind, &what, field.field).cloned();
            let values = Values {
                old: of(&before),
                new: of(&after),
                alone: alone
                    .iter()
                    .filter_map(|(id, entries)| Some((id, of(entries.as_ref()?))))
                    .collect(),
                without: without
                    .iter()
                    .filter_map(|(id, entries)| Some((id, of(entries.as_ref()?))))
                    .collect(),
            };
            field.cause = values.cause();
        }
    }
}

/// The values of one field under the texts that were tried.
struct Values<'t> {
    old: Option<Shown>,
    new: Option<Shown>,
    alone: Vec<(&'t Origin, Option<Shown>)>,
    without: Vec<(&'t Origin, Option<Shown>)>,
}

impl Values<'_> {
    fn cause(&self) -> Cause {
        let whole: Vec<Origin> = self
            .alone
            .iter()
            .filter(|(_, value)| *value == self.new)
            .map(|(id, _)| (*id).clone())
            .collect();
        if !whole.is_empty() {
            return Cause::Alone(whole);
        }
        let (parts, rest) = self.parts().unwrap_or_default();
        if parts.len() > 1 && rest.is_none() {
            return Cause::Parts(parts);
        }
        let mut together: Vec<Origin> = Vec::new();
        let changed = self.alone.iter().filter(|(_, value)| *value != self.old);
        let missed = self.without.iter().filter(|(_, value)| *value != self.new);
        for (id, _) in changed.chain(missed) {
            if !together.contains(id) {
                together.push((*id).clone());
            }
        }
        together.sort();
        if together.is_empty() && self.without.is_empty() {
            // Two changes, neither of which brings it: both do.
            together = self.alone.iter().map(|(id, _)| (*id).clone()).collect();
        }
        if together.is_empty() {
            Cause::Unknown
        } else if let (Some(rest), false) = (rest, parts.is_empty()) {
            Cause::PartsAndRest {
                parts,
                rest,
                together,
            }
        } else {
            Cause::Together(together)
        }
    }

    /// The parts of an amount that provisions bring by themselves, and what is left of the whole difference.
    fn parts(&self) -> Option<(Vec<(Origin, String)>, Option<String>)> {
        let (Some(Shown::Money(old)), Some(Shown::Money(new))) = (&self.old, &self.new) else {
            return None;
        };
        let mut rest = new.checked_sub(*old).ok()?;
        let mut parts = Vec::new();
        for (id, value) in &self.alone {
            let Some(Shown::Money(value)) = value else {
                return None;
            };
            let part = value.checked_sub(*old).ok()?;
            if part.is_zero() {
                continue;
            }
            rest = rest.checked_sub(part).ok()?;
            parts.push(((*id).clone(), more_or_less(part)));
        }
        let rest = (!rest.is_zero()).then(|| more_or_less(rest));
        Some((parts, rest))
    }
}

/// `EUR 12.10 less`
pub(super) fn more_or_less(difference: Money) -> String {
    if difference.is_negative() {
        format!("{} less", difference.negated().to_clause_style())
    } else {
        format!("{} more", difference.to_clause_style())
    }
}
