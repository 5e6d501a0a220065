//! What differs in meaning: rules that came, went or changed, in sentences a negotiator reads.
//!
//! A rule is recognised by its form and its subject (a duty of the client to pay the invoice, a claim of the supplier for costs);
//! its parts are compared one by one. Each sentence says in whose favour the change is, as far as the kind of change tells.

mod apparatus;
mod change;
mod condition_words;
mod conditions;
mod declared;
mod favour;
mod lists;
mod matching;
mod meaning;
mod moved;
mod options;
mod parameters;
mod single;
mod split;
mod stakes;
mod strength;
mod whole;

use std::collections::BTreeMap;

use serde::Serialize;

use super::align::{Pair, renumbered};
use super::beside::Place;
use super::rules::{ClauseText, RuleText, clause_text};
use super::terms::Text;
use super::words::Quoted;
use stakes::Stakes;

/// A difference in meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubstanceChange {
    /// The provision (its number in the new text, or in the old one where it is gone), the setting, or the words that the terms
    /// declare.
    #[serde(flatten)]
    pub place: Place,
    /// The Dutch sentence of the new text (of the old one where the rule is gone), when the clause file names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<u32>,
    /// What kind of difference.
    pub kind: Kind,
    /// The difference, in a sentence.
    pub text: String,
    /// In whose favour it is, in the words of the rules; absent where the kind of change does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favours: Option<String>,
    /// The old rule, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The new rule, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

/// What kind of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The rules changed under the same wording: a warning.
    RulesWithoutWording,
    /// A value that parties may replace changed.
    Parameter,
    /// A part of a rule changed.
    Changed,
    /// The same rule stands in another provision.
    Moved,
    /// A rule came.
    Added,
    /// A rule went.
    Gone,
    /// A reading came, went or changed.
    Reading,
    /// A remark or a declaration came, went or changed; no rule.
    Remark,
    /// The wording changed, the rules did not.
    WordingOnly,
}

impl Kind {
    /// Whether the rules differ.
    pub fn is_of_rules(self) -> bool {
        match self {
            Self::Parameter | Self::Changed | Self::Added | Self::Gone | Self::Reading => true,
            Self::RulesWithoutWording | Self::Moved | Self::Remark | Self::WordingOnly => false,
        }
    }
}

/// A sentence and in whose favour it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    kind: Kind,
    text: String,
    favours: Option<String>,
}

/// What the sentences need to know of both texts.
struct Context<'t, 'a> {
    old: &'t Text<'a>,
    new: &'t Text<'a>,
    /// Provisions of the old text that stand under another number now.
    renumbered: BTreeMap<String, String>,
    /// All rules of both texts: where values are used, and what is said.
    rules_of_old: Vec<RuleText>,
    rules: Vec<RuleText>,
}

/// Numbers that are read as they stand.
static AS_THEY_STAND: BTreeMap<String, String> = BTreeMap::new();

impl Context<'_, '_> {
    /// How the old text is quoted: references to provisions that moved are read as they stand now.
    fn of_old(&self) -> Quoted<'_> {
        Quoted {
            sources: self.old.side.sources,
            renumbered: &self.renumbered,
        }
    }

    /// What hangs on what, in the old text.
    fn stakes_of_old(&self) -> Stakes<'_> {
        Stakes {
            parties: self.old.side.parties,
            rules: &self.rules_of_old,
        }
    }

    /// What hangs on what, in the new text.
    fn stakes(&self) -> Stakes<'_> {
        Stakes {
            parties: self.new.side.parties,
            rules: &self.rules,
        }
    }
}

/// How the new text is quoted.
fn of_new<'t>(new: &'t Text<'_>) -> Quoted<'t> {
    Quoted {
        sources: new.side.sources,
        renumbered: &AS_THEY_STAND,
    }
}

/// The differences in meaning, in the order of the document.
pub(super) fn changes(
    pairs: &[Pair<'_, '_>],
    old: &Text<'_>,
    new: &Text<'_>,
) -> Vec<SubstanceChange> {
    let mut context = Context {
        old,
        new,
        renumbered: renumbered(pairs),
        rules_of_old: Vec::new(),
        rules: all_rules(new, of_new(new)),
    };
    context.rules_of_old = all_rules(old, context.of_old());
    let mut all = declared::changes(pairs, &context);
    all.extend(pairs.iter().flat_map(|pair| of_provision(pair, &context)));
    moved::told(all)
}

/// The rules of all provisions of a text.
fn all_rules(text: &Text<'_>, quoted: Quoted<'_>) -> Vec<RuleText> {
    let provisions = text.provisions.iter();
    let rules = provisions.flat_map(|provision| clause_text(provision.clause, quoted).rules);
    rules.collect()
}

fn of_provision(pair: &Pair<'_, '_>, context: &Context<'_, '_>) -> Vec<SubstanceChange> {
    let Some(id) = pair.new.or(pair.old).map(|provision| provision.id) else {
        return Vec::new();
    };
    let place = Place::Clause(id.clone());
    let none = || ClauseText {
        rules: Vec::new(),
        readings: Vec::new(),
        remarks: Vec::new(),
    };
    let old = pair
        .old
        .map_or_else(none, |one| clause_text(one.clause, context.of_old()));
    let new = pair
        .new
        .map_or_else(none, |one| clause_text(one.clause, of_new(context.new)));
    let mut found = of_rules(&old, &new, context);
    found.extend(apparatus::readings(&old, &new));
    let rules_differ = !found.is_empty();
    found.extend(apparatus::remarks(&old, &new));
    let mut all: Vec<SubstanceChange> = Vec::new();
    let same_words = match (pair.old, pair.new) {
        (Some(old), Some(new)) => Some(old.words == new.words),
        (Some(_) | None, None) | (None, Some(_)) => None,
    };
    if same_words == Some(true) && rules_differ {
        all.push(whole_clause(&place, Kind::RulesWithoutWording));
    }
    all.extend(found.into_iter().map(|found| found.of(&place)));
    if same_words == Some(false) && !rules_differ {
        all.push(whole_clause(&place, Kind::WordingOnly));
    }
    all
}

fn whole_clause(place: &Place, kind: Kind) -> SubstanceChange {
    let text = if kind == Kind::WordingOnly {
        "The wording changed; the rules are the same."
    } else {
        "The rules changed and the wording did not: one of the two texts does not say what its rules do."
    };
    Found::bare(Said {
        kind,
        text: text.to_owned(),
        favours: None,
    })
    .of(place)
}

/// A difference and the rules that it is between.
struct Found {
    sentence: u32,
    said: Said,
    old: Option<String>,
    new: Option<String>,
}

impl Found {
    fn bare(said: Said) -> Self {
        Self {
            sentence: 0,
            said,
            old: None,
            new: None,
        }
    }

    fn of(self, place: &Place) -> SubstanceChange {
        SubstanceChange {
            place: place.clone(),
            sentence: (self.sentence > 0).then_some(self.sentence),
            kind: self.said.kind,
            text: self.said.text,
            favours: self.said.favours,
            old: self.old,
            new: self.new,
        }
    }
}

fn of_rules(old: &ClauseText<'_>, new: &ClauseText<'_>, context: &Context<'_, '_>) -> Vec<Found> {
    let programs = context.old.side.program.zip(context.new.side.program);
    let matched = matching::matched(old, new, programs);
    let mut found = Vec::new();
    let mut divided: Vec<&RuleText> = Vec::new();
    for (before, after) in &matched.changed {
        if let Some(split) = split::split(before, after, &matched.settled, &matched.added) {
            divided.push(split.instead);
            found.push(Found {
                sentence: split.instead.sentence,
                said: split.said(),
                old: Some(before.words.clone()),
                new: Some(split.instead.words.clone()),
            });
            continue;
        }
        for said in change::sentences(before, after, &matched.settled, context) {
            found.push(Found {
                sentence: after.sentence,
                said,
                old: Some(before.words.clone()),
                new: Some(after.words.clone()),
            });
        }
    }
    for rule in &matched.gone {
        found.push(Found {
            sentence: rule.sentence,
            said: whole::gone(rule, context.stakes_of_old()),
            old: Some(rule.words.clone()),
            new: None,
        });
    }
    let is_divided = |rule: &RuleText| divided.iter().any(|one| std::ptr::eq(*one, rule));
    for rule in matched.added.iter().filter(|rule| !is_divided(rule)) {
        found.push(Found {
            sentence: rule.sentence,
            said: whole::added(rule, context.stakes()),
            old: None,
            new: Some(rule.words.clone()),
        });
    }
    found.sort_by_key(|one| one.sentence);
    found
}
