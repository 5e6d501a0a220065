//! What differs in a condition, in words.

use crate::diff::facets::{Facet, FacetKind};
use crate::diff::words::as_a_case;
use crate::syntax::ast::Quantifier;

use super::conditions::{Difference, What};
use super::options::options;

/// A condition of so many letters is told whole, where another number of its statements must hold.
pub(super) const SHORT: usize = 120;

impl Difference<'_> {
    /// What differs, behind what the rule says: `the client may dissolve the agreement: now also if the price rises.`
    pub(super) fn text(&self, core: &str, before: &Facet, after: &Facet) -> String {
        let is_exception = after.kind == FacetKind::Unless;
        if self.is_within {
            return format!("{core}: {}.", self.inside(is_exception));
        }
        if let Some(text) = self.by_cases(core, is_exception) {
            return text;
        }
        let joint = joint(after);
        let comma = if is_exception { "," } else { "" };
        match (&self.what, self.quantifier) {
            (What::Came(came), Quantifier::All) if is_exception => {
                format!("{core}: the exception now also asks that {}.", all(came))
            }
            (What::Went(went), Quantifier::All) if is_exception => {
                format!("{core}: the exception no longer asks that {}.", all(went))
            }
            (What::Came(came), Quantifier::All) => {
                format!("{core}: now only {joint} also {}.", all(came))
            }
            (What::Went(went), Quantifier::All) => {
                format!("{core}: no longer only {joint} {}.", all(went))
            }
            (What::Came(came), Quantifier::Any) if is_exception => {
                format!("{core}: now not where {}.", all(came))
            }
            (What::Went(went), Quantifier::Any) if is_exception => {
                format!("{core}: now also where {}.", all(went))
            }
            (What::Came(came), Quantifier::Any) => {
                format!("{core}: now also {joint} {}.", all(came))
            }
            (What::Went(went), Quantifier::Any) => {
                format!("{core}: no longer {joint} {}.", all(went))
            }
            (What::Came(came), Quantifier::None) => {
                format!("{core}: now not {joint} {}.", all(came))
            }
            (What::Went(went), Quantifier::None) => {
                format!("{core}: now even {joint} {}.", all(went))
            }
            (What::Instead { old, new }, Quantifier::All) if is_alone(after) => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                format!("{core}{comma} {joint} {new} — instead of: {joint} {old}.")
            }
            (What::Instead { old, new }, Quantifier::All) => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                let this = if is_exception {
                    "the exception"
                } else {
                    "this"
                };
                format!("{core}: {this} now asks that {new} — instead of: {old}.")
            }
            (What::Instead { old, new }, Quantifier::Any) if is_exception => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                format!("{core}: one of the exceptions is now that {new} — instead of: that {old}.")
            }
            (What::Instead { old, new }, Quantifier::Any) => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                format!("{core}: now {joint} {new} — instead of: {joint} {old}.")
            }
            (What::Instead { old, new }, Quantifier::None) => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                format!("{core}: now not {joint} {new} — instead of: not {joint} {old}.")
            }
            (What::Number { .. }, _) if after.words.len() <= SHORT => {
                format!(
                    "{core}{comma} {} — instead of: {}.",
                    after.words, before.words
                )
            }
            (What::Number { old }, new) => {
                let noun = if is_exception {
                    "exceptions"
                } else {
                    "conditions"
                };
                let (new, old) = (number(new, noun), number(*old, noun));
                format!("{core}{comma} {joint} {new} — instead of: {joint} {old}.")
            }
        }
    }

    /// The cases in which it is otherwise, where these are told by the values of which something must be one.
    fn by_cases(&self, core: &str, is_exception: bool) -> Option<String> {
        let What::Instead { old, new } = &self.what else {
            return None;
        };
        let options = options(old, new)?;
        let is_so = options.more != ((self.quantifier == Quantifier::None) != is_exception);
        let when = if is_so {
            "now also where"
        } else if is_exception {
            "now not where"
        } else {
            "no longer where"
        };
        Some(format!("{core}: {when} {}.", options.cases))
    }

    /// What differs in a list in the list.
    fn inside(&self, is_exception: bool) -> String {
        let one = if is_exception {
            "one of the exceptions"
        } else {
            "one of the conditions"
        };
        match (&self.what, self.quantifier) {
            (What::Came(came), Quantifier::All) => {
                format!("{one} now also asks that {}", all(came))
            }
            (What::Went(went), Quantifier::All) => {
                format!("{one} no longer asks that {}", all(went))
            }
            (What::Came(came), Quantifier::Any) => {
                format!("{one} is now also met where {}", all(came))
            }
            (What::Went(went), Quantifier::Any) => {
                format!("{one} is no longer met where {}", all(went))
            }
            (What::Came(came), Quantifier::None) => {
                format!("{one} is no longer met where {}", all(came))
            }
            (What::Went(went), Quantifier::None) => {
                format!("{one} is now met even where {}", all(went))
            }
            (What::Instead { old, new }, Quantifier::All) => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                format!("{one} now asks that {new} — instead of: {old}")
            }
            (What::Instead { old, new }, Quantifier::Any) => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                format!("{one} is now met where {new} — instead of: where {old}")
            }
            (What::Instead { old, new }, Quantifier::None) => {
                let (old, new) = (as_a_case(old), as_a_case(new));
                format!("{one} is now not met where {new} — instead of: where {old}")
            }
            (What::Number { old }, new) => {
                let (new, old) = (number(new, "parts"), number(*old, "parts"));
                format!("{one} is now met if {new} — instead of: if {old}")
            }
        }
    }
}

/// Whether a condition is one statement.
fn is_alone(facet: &Facet) -> bool {
    let conditions = facet.conditions.as_ref();
    conditions.is_some_and(|conditions| conditions.only().is_some())
}

/// `if`, `while`, `unless`, `once`: what joins a condition to what it is a condition of.
pub(super) fn joint(facet: &Facet) -> &str {
    if facet.words.starts_with("as soon as ") {
        return "once";
    }
    facet.words.split(' ').next().unwrap_or_default()
}

/// How many of several must hold.
fn number(quantifier: Quantifier, of: &str) -> String {
    match quantifier {
        Quantifier::All => format!("all of the {of} are met"),
        Quantifier::Any => format!("any of the {of} is met"),
        Quantifier::None => format!("none of the {of} is met"),
    }
}

fn all(statements: &[&str]) -> String {
    let cases = statements.iter().map(|statement| as_a_case(statement));
    cases.collect::<Vec<_>>().join("; ")
}
