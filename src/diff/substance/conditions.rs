//! Conditions of which a part differs: statements that came, went or changed, or how many must hold.

use crate::diff::facets::{Conditions, Facet, FacetKind, Statement};
use crate::diff::rules::RuleText;
use crate::diff::words::as_a_sentence;
use crate::syntax::ast::Quantifier;

use super::condition_words::joint;
use super::favour::{gains, loses};
use super::stakes::Stakes;
use super::strength::{self, Compared};
use super::{Kind, Said};

/// The difference between two conditions that are alike but for one thing; none when they differ in more.
pub(super) fn changed(
    rule: &RuleText,
    before: &Facet,
    after: &Facet,
    stakes: Stakes<'_>,
) -> Option<Said> {
    let (old, new) = (before.conditions.as_ref()?, after.conditions.as_ref()?);
    let is_condition = matches!(
        after.kind,
        FacetKind::If | FacetKind::When | FacetKind::Unless
    );
    let same_joint = after.kind == FacetKind::If || joint(before) == joint(after);
    if !is_condition || !same_joint {
        return None;
    }
    let found = difference(old, new)?;
    let core = rule.what_it_says();
    let text = found.text(&core, before, after);
    Some(Said {
        kind: Kind::Changed,
        text: match found.under {
            Some(under) => format!("Under {under}, {text}"),
            None => as_a_sentence(&text),
        },
        favours: found.favours(rule, after.kind, stakes),
    })
}

/// What two conditions differ in.
pub(super) struct Difference<'c> {
    /// How many must hold of the statements among which it stands.
    pub(super) quantifier: Quantifier,
    /// Whether these are a list in the list.
    pub(super) is_within: bool,
    /// Whether the whole holds less often when they hold more often.
    pub(super) turned: bool,
    /// The reading under which a statement stands that differs.
    pub(super) under: Option<&'c str>,
    pub(super) what: What<'c>,
}

/// What came, went or changed.
pub(super) enum What<'c> {
    Came(Vec<&'c str>),
    Went(Vec<&'c str>),
    /// One statement in the place of another.
    Instead {
        old: &'c str,
        new: &'c str,
    },
    /// The same statements, of which another number must hold.
    Number {
        old: Quantifier,
    },
}

fn difference<'c>(old: &'c Conditions, new: &'c Conditions) -> Option<Difference<'c>> {
    let found = |quantifier, what| Difference {
        quantifier,
        is_within: false,
        turned: false,
        under: None,
        what,
    };
    let (came, went) = (only(new, old), only(old, new));
    if let ([came], [went]) = (came.as_slice(), went.as_slice())
        && let (Some(old), Some(new)) = (&went.inner, &came.inner)
    {
        let quantifier = quantifier_of(old, new)?;
        return difference(old, new).map(|inside| Difference {
            is_within: true,
            turned: inside.turned != (quantifier == Quantifier::None),
            ..inside
        });
    }
    let shown = |statements: Vec<&'c Statement>| {
        let shown = statements.into_iter().map(|one| one.shown.as_str());
        shown.collect::<Vec<_>>()
    };
    match (came.as_slice(), went.as_slice()) {
        ([], []) if old.quantifier != new.quantifier => {
            let old = old.quantifier;
            Some(found(new.quantifier, What::Number { old }))
        }
        ([], []) => under_a_reading(old, new).map(|(under, old, new)| Difference {
            under: Some(under),
            ..found(Quantifier::All, What::Instead { old, new })
        }),
        (_, []) => Some(found(quantifier_of(old, new)?, What::Came(shown(came)))),
        ([], _) => Some(found(quantifier_of(old, new)?, What::Went(shown(went)))),
        ([came], [went]) => {
            let what = What::Instead {
                old: &went.shown,
                new: &came.shown,
            };
            Some(found(quantifier_of(old, new)?, what))
        }
        _ => None,
    }
}

/// The one alternative that differs: its reading, and what stood and stands there.
fn under_a_reading<'c>(
    old: &'c Conditions,
    new: &'c Conditions,
) -> Option<(&'c str, &'c str, &'c str)> {
    let mut found = None;
    for (before, after) in old.statements.iter().zip(&new.statements) {
        for ((under, words), (other, now)) in before.alternatives.iter().zip(&after.alternatives) {
            if under != other || (words != now && found.is_some()) {
                return None;
            }
            if words != now {
                found = Some((under.as_str(), words.as_str(), now.as_str()));
            }
        }
    }
    found
}

/// How many must hold in both; a single statement fits every number but none.
fn quantifier_of(old: &Conditions, new: &Conditions) -> Option<Quantifier> {
    let single = |conditions: &Conditions| {
        conditions.only().is_some() && conditions.quantifier != Quantifier::None
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
fn only<'c>(one: &'c Conditions, other: &Conditions) -> Vec<&'c Statement> {
    let there = |statement: &Statement| {
        let mut known = other.statements.iter();
        known.any(|known| known.compared == statement.compared)
    };
    let own = one.statements.iter();
    own.filter(|statement| !there(statement)).collect()
}

impl Difference<'_> {
    fn favours(&self, rule: &RuleText, kind: FacetKind, stakes: Stakes<'_>) -> Option<String> {
        // One more statement makes a condition harder to meet where all or none must hold, and easier where one is enough.
        let is_one_enough = self.quantifier == Quantifier::Any;
        let more = match &self.what {
            What::Came(_) => is_one_enough,
            What::Went(_) => !is_one_enough,
            What::Instead { old, new } => match strength::compare(old, new, stakes.parties)? {
                Compared::For(party) => return Some(party),
                Compared::Holds { more } => more != (self.quantifier == Quantifier::None),
            },
            What::Number { old } => match (old, self.quantifier) {
                (Quantifier::All, Quantifier::Any) => true,
                (Quantifier::Any, Quantifier::All) => false,
                (Quantifier::All | Quantifier::Any | Quantifier::None, _) => return None,
            },
        };
        let more = more != self.turned;
        let rule_holds_more = more != (kind == FacetKind::Unless);
        if rule_holds_more {
            gains(rule, stakes)
        } else {
            loses(rule, stakes)
        }
    }
}
