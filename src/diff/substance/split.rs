//! A rule that was divided: where something holds, another rule counts in its place.

use crate::diff::facets::{Conditions, Facet, FacetKind, Statement};
use crate::diff::rules::RuleText;
use crate::diff::words::as_a_sentence;
use crate::syntax::ast::Quantifier;

use super::change::parts;
use super::{Kind, Said};

/// The old rule, the new one that makes an exception, and the one that counts in the excepted case.
pub(super) struct Split<'r> {
    /// `unless the client is a consumer`
    exception: &'r Facet,
    old: &'r RuleText,
    pub(super) instead: &'r RuleText,
}

/// Whether a rule that only gained an exception was divided: one of the new rules is about the same, in the excepted case.
pub(super) fn split<'r>(
    old: &'r RuleText,
    new: &'r RuleText,
    settled: &[String],
    added: &[&'r RuleText],
) -> Option<Split<'r>> {
    let differing = parts(old, new, settled);
    let [(None, Some(exception))] = differing.as_slice() else {
        return None;
    };
    let (FacetKind::Unless, Some(excepted)) = (exception.kind, single(exception)) else {
        return None;
    };
    let instead = added.iter().find(|rule| {
        let conditions = rule
            .facet(FacetKind::If)
            .and_then(|one| one.conditions.as_ref());
        rule.same_subject(new) && conditions.is_some_and(|all| asks(all, excepted))
    })?;
    Some(Split {
        exception,
        old,
        instead,
    })
}

/// The statement of a condition that is one.
fn single(facet: &Facet) -> Option<&Statement> {
    facet.conditions.as_ref()?.only()
}

fn asks(conditions: &Conditions, wanted: &Statement) -> bool {
    let mut statements = conditions.statements.iter();
    conditions.quantifier == Quantifier::All
        && statements.any(|statement| statement.compared == wanted.compared)
}

impl Split<'_> {
    /// `Where the client is a consumer, the client owes the supplier costs: … — instead of: ….`
    pub(super) fn said(&self) -> Said {
        let case = self.exception.words.trim_start_matches("unless ");
        let differing = parts(self.old, self.instead, &[]);
        let shown = |facet: &&Facet| {
            facet.under.is_none() && !matches!(facet.kind, FacetKind::If | FacetKind::Unless)
        };
        let words = |facets: Vec<&Facet>| -> String {
            let words: Vec<&str> = facets.iter().map(|facet| facet.words.as_str()).collect();
            words.join(", ")
        };
        let after = words(
            differing
                .iter()
                .filter_map(|(_, new)| *new)
                .filter(shown)
                .collect(),
        );
        let before = words(
            differing
                .iter()
                .filter_map(|(old, _)| *old)
                .filter(shown)
                .collect(),
        );
        let after = if after.is_empty() {
            "nothing else"
        } else {
            &after
        };
        let before = if before.is_empty() {
            "nothing of the kind"
        } else {
            &before
        };
        Said {
            kind: Kind::Changed,
            text: as_a_sentence(&format!(
                "where {case}, {}: {after} — instead of: {before}.",
                self.instead.form.sentence()
            )),
            favours: None,
        }
    }
}
