//! A part that only one of two texts of a rule has.

use std::cmp::Ordering;

use crate::diff::facets::{Facet, FacetKind};
use crate::diff::rules::{Form, RuleText};
use crate::diff::words::as_a_case;

use super::change::core;
use super::condition_words::joint;
use super::favour::{WITHOUT_A_LAST_DAY, gains, loses, of_strictness};
use super::stakes::Stakes;
use super::{Kind, Said, parameters};

/// What a part does to the rule that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// The rule holds less often, or only so.
    Narrows,
    /// It holds less often: an exception.
    Excepts,
    /// It holds more often.
    Widens,
    /// What is owed has a most.
    Caps,
    /// What is owed has a least.
    Floors,
    /// An act is harder: it asks for a form.
    Asks,
    /// Parties may agree otherwise.
    Yields,
    /// It says what is owed or meant.
    Fills,
    /// It says from when.
    Begins,
    /// It says by when.
    Ends,
    /// Something else.
    Details,
}

fn work(part: &Facet) -> Work {
    match part.kind {
        FacetKind::When | FacetKind::If | FacetKind::Until => Work::Narrows,
        FacetKind::Unless => Work::Excepts,
        FacetKind::EvenIf | FacetKind::Manner => Work::Widens,
        FacetKind::InForm => Work::Asks,
        FacetKind::AtMost => Work::Caps,
        FacetKind::AtLeast => Work::Floors,
        FacetKind::Agreed => Work::Yields,
        FacetKind::Amount | FacetKind::Value | FacetKind::Content => Work::Fills,
        FacetKind::Precedence if part.words.starts_with("despite ") => Work::Widens,
        FacetKind::From => Work::Begins,
        FacetKind::Deadline if WITHOUT_A_LAST_DAY.contains(&part.words.as_str()) => Work::Details,
        FacetKind::Within | FacetKind::Deadline => Work::Ends,
        FacetKind::Lapse | FacetKind::Scope | FacetKind::Precedence | FacetKind::Counting => {
            Work::Details
        }
    }
}

/// A part that only the new rule has, or (`came` is false) only the old one.
pub(super) fn of_one(rule: &RuleText, part: &Facet, came: bool, stakes: Stakes<'_>) -> Said {
    let (core, words) = (core(rule, part.kind), told(part));
    let work = work(part);
    let text = match (work, came) {
        (Work::Narrows, true) if part.kind == FacetKind::Until => {
            format!("{core}, now only {words}.")
        }
        (Work::Narrows, true) => format!("{core} now only {words}."),
        (Work::Narrows, false) => format!("{core}, no longer only {words}."),
        (Work::Excepts, true) => format!("{core}: now not where {words}."),
        (Work::Excepts, false) => format!("{core}, now also where {words}."),
        (Work::Asks, true) => format!("{core}, now only {words}."),
        (Work::Asks, false) => format!("{core}, no longer only {words}."),
        (Work::Yields, true) => format!("{core}: the clause now says that parties may {words}."),
        (Work::Yields, false) => {
            format!("{core}: the clause no longer says that parties may {words}.")
        }
        (Work::Fills, true) => format!("{core}: now {words}."),
        (Work::Begins, true) => format!("{core}, now {words}."),
        (Work::Begins, false) => match words.strip_prefix("from ") {
            Some(first) if !rule.form.is_a_norm() => {
                format!("{core}: this no longer begins on {first}.")
            }
            _ => format!("{core}, no longer only {words}."),
        },
        (Work::Widens | Work::Caps | Work::Floors | Work::Ends | Work::Details, true) => {
            format!("{core}, now {words}.")
        }
        (Work::Widens | Work::Caps | Work::Floors | Work::Ends | Work::Details, false) => {
            format!("{core}, no longer {words}.")
        }
        (Work::Fills, false) => format!("{core}, no longer: {words}."),
    };
    let favours = match work {
        Work::Narrows | Work::Excepts if came => loses(rule, stakes),
        Work::Narrows | Work::Excepts => gains(rule, stakes),
        Work::Widens if came => gains(rule, stakes),
        Work::Widens => loses(rule, stakes),
        Work::Asks if came => of_strictness(Ordering::Greater, &rule.form, stakes.parties),
        Work::Asks => of_strictness(Ordering::Less, &rule.form, stakes.parties),
        Work::Caps => parameters::favours(rule, part.kind, !came, stakes),
        Work::Floors => parameters::favours(rule, part.kind, came, stakes),
        // Who must do something by no day in particular has more time.
        Work::Ends if matches!(rule.form, Form::Duty { .. }) => {
            if came {
                gains(rule, stakes)
            } else {
                loses(rule, stakes)
            }
        }
        Work::Ends | Work::Begins | Work::Yields | Work::Fills | Work::Details => None,
    };
    Said {
        kind: Kind::Changed,
        text,
        favours,
    }
}

/// A part as a sentence tells it: an exception by its case, and `once` for `as soon as`.
fn told(part: &Facet) -> String {
    let words = part.words.as_str();
    if part.kind == FacetKind::Unless {
        as_a_case(words.trim_start_matches("unless "))
    } else if part.kind == FacetKind::Agreed {
        words.replacen("unless agreed", "agree", 1)
    } else if part.kind == FacetKind::Deadline {
        words.to_owned()
    } else if let Some(condition) = words.strip_prefix("as soon as ") {
        format!("{} {condition}", joint(part))
    } else if let (FacetKind::If, Some((joint, condition))) = (part.kind, words.split_once(' ')) {
        format!("{joint} {}", as_a_case(condition))
    } else {
        words.to_owned()
    }
}
