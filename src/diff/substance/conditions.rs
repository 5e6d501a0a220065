//! Conditions that gained or lost statements.

use crate::diff::Parties;
use crate::diff::facets::{Conditions, Facet, FacetKind};
use crate::diff::rules::RuleText;
use crate::diff::words::as_a_sentence;
use crate::syntax::ast::Quantifier;

use super::favour::{gains, loses};
use super::{Kind, Said, parameters};

/// The difference between two conditions of which one holds all statements of the other; none when they differ otherwise.
pub(super) fn changed(
    rule: &RuleText,
    before: &Facet,
    after: &Facet,
    parties: &Parties,
) -> Option<Said> {
    let form = &rule.form;
    let (old, new) = (before.conditions.as_ref()?, after.conditions.as_ref()?);
    if first_word(before) != first_word(after) {
        return None;
    }
    let quantifier = quantifier(old, new)?;
    let (came, went) = (only(new, old), only(old, new));
    let (added, statements) = match (came.as_slice(), went.as_slice()) {
        (came, []) if !came.is_empty() => (true, came),
        ([], went) if !went.is_empty() => (false, went),
        ([came], [went]) => return proved(rule, after, quantifier, (went, came), parties),
        _ => return None,
    };
    // One more statement makes a condition harder to meet where all or none must hold, and easier where one is enough;
    // an exception works the other way round.
    let harder = match quantifier {
        Quantifier::All | Quantifier::None => added,
        Quantifier::Any => !added,
    };
    let narrower = match after.kind {
        FacetKind::If | FacetKind::When => harder,
        FacetKind::Unless => !harder,
        FacetKind::Amount
        | FacetKind::Value
        | FacetKind::Content
        | FacetKind::Within
        | FacetKind::Deadline
        | FacetKind::Lapse
        | FacetKind::From
        | FacetKind::Until
        | FacetKind::EvenIf
        | FacetKind::AtLeast
        | FacetKind::AtMost
        | FacetKind::Scope
        | FacetKind::Agreed
        | FacetKind::Manner
        | FacetKind::Precedence
        | FacetKind::Counting => return None,
    };
    Some(Said {
        kind: Kind::Changed,
        text: text(rule, after, quantifier, added, statements),
        favours: if narrower {
            loses(form, parties)
        } else {
            gains(form, parties)
        },
    })
}

/// The same statement in both, of which the one asks for more proof than the other.
fn proved(
    rule: &RuleText,
    after: &Facet,
    quantifier: Quantifier,
    (old, new): (&str, &str),
    parties: &Parties,
) -> Option<Said> {
    let ((old_fact, old_proof), (new_fact, new_proof)) = (proof(old)?, proof(new)?);
    if old_fact != new_fact || old_proof == new_proof {
        return None;
    }
    let easier = new_proof > old_proof;
    let holds_more = match quantifier {
        Quantifier::All | Quantifier::Any => easier,
        Quantifier::None => !easier,
    };
    let core = as_a_sentence(&rule.form.sentence());
    let lead = match quantifier {
        Quantifier::All | Quantifier::Any => first_word(after).to_owned(),
        Quantifier::None => format!("{} not", first_word(after)),
    };
    Some(Said {
        kind: Kind::Changed,
        text: format!("{core} {lead} {new} — instead of: {old}."),
        favours: parameters::favours(&rule.form, after.kind, holds_more, parties),
    })
}

/// How much a statement asks for before it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    /// `it must be judged whether X`
    Judged,
    /// `X, unless shown otherwise`: it is presumed.
    Presumed,
}

/// What a statement says, in small letters, and how much it asks for; none where no judgement is asked for.
fn proof(statement: &str) -> Option<(String, Proof)> {
    let words = statement.to_lowercase();
    if let Some(fact) = words.strip_prefix("it must be judged whether ") {
        return Some((fact.to_owned(), Proof::Judged));
    }
    let (fact, otherwise) = words.rsplit_once(", unless ")?;
    otherwise
        .ends_with(" otherwise")
        .then(|| (fact.to_owned(), Proof::Presumed))
}

fn text(
    rule: &RuleText,
    after: &Facet,
    quantifier: Quantifier,
    added: bool,
    statements: &[&str],
) -> String {
    let core = as_a_sentence(&rule.form.sentence());
    let word = first_word(after);
    let statements = statements.join(", ");
    match (quantifier, after.kind, added) {
        (Quantifier::All, FacetKind::Unless, true) => {
            format!("{core}: the exception now also asks that {statements}.")
        }
        (Quantifier::All, FacetKind::Unless, false) => {
            format!("{core}: the exception no longer asks that {statements}.")
        }
        (Quantifier::All, _, true) => format!("{core}: now only {word} also {statements}."),
        (Quantifier::All, _, false) => format!("{core}: no longer only {word} {statements}."),
        (Quantifier::Any, _, true) => format!("{core}: now also {word} {statements}."),
        (Quantifier::Any, _, false) => format!("{core}: no longer {word} {statements}."),
        (Quantifier::None, _, true) => format!("{core}: now not {word} {statements}."),
        (Quantifier::None, _, false) => format!("{core}: now even {word} {statements}."),
    }
}

/// `if`, `while`, `unless`, `as soon as`
fn first_word(facet: &Facet) -> &str {
    if facet.words.starts_with("as soon as ") {
        return "as soon as";
    }
    facet.words.split(' ').next().unwrap_or_default()
}

/// How many must hold in both; a single statement fits every number but none.
fn quantifier(old: &Conditions, new: &Conditions) -> Option<Quantifier> {
    let single = |conditions: &Conditions| {
        conditions.statements.len() == 1 && conditions.quantifier != Quantifier::None
    };
    if old.quantifier == new.quantifier || single(old) {
        Some(new.quantifier)
    } else if single(new) {
        Some(old.quantifier)
    } else {
        None
    }
}

/// The statements that only the first of two has.
fn only<'c>(one: &'c Conditions, other: &Conditions) -> Vec<&'c str> {
    let there = |statement: &str| other.statements.iter().any(|(known, _)| known == statement);
    one.statements
        .iter()
        .filter(|(compared, _)| !there(compared))
        .map(|(_, shown)| shown.as_str())
        .collect()
}
