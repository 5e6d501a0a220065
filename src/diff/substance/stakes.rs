//! What hangs on a rule: who gains when it holds more often, also where it says what other rules ask for.

use crate::diff::Parties;
use crate::diff::facets::{Conditions, Facet, FacetKind, Statement};
use crate::diff::parties::one_thing;
use crate::diff::rules::{Form, RuleText};
use crate::syntax::ast::Quantifier;

/// What ends a claim: a rule says it.
const LAPSES: &str = "lapses";
/// The same as a conclusion of its own.
const HAS_LAPSED: &str = " has lapsed";

/// The parties of a text and all its rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stakes<'c> {
    pub(super) parties: &'c Parties,
    pub(super) rules: &'c [RuleText],
}

impl Stakes<'_> {
    /// The party that gains when a rule holds more often; none where its form does not tell. `seen` is what was followed to it.
    pub(super) fn gains(self, rule: &RuleText, seen: &mut Vec<String>) -> Option<String> {
        let parties = self.parties;
        let found = match &rule.form {
            Form::Power { holder, .. } => parties.party(holder),
            // Who cannot bind itself is bound less, and who can no longer be bound has lost a partner: that depends on the case.
            Form::WithoutEffect { conduct, .. } if binds(conduct) => None,
            Form::Duty { bearer: party, .. }
            | Form::Prohibition { bearer: party, .. }
            | Form::WithoutEffect { party, .. } => {
                parties.party(party).and_then(|party| parties.other(party))
            }
            Form::Claim { creditor, .. } => parties.party(creditor),
            Form::Refusal { what } | Form::Limit { what } => {
                parties.owner(what).and_then(|party| parties.other(party))
            }
            // What is said of a thing, as `the damage is excluded`, takes a claim from the party to which the thing came about.
            Form::Other { words } if parties.refuses(words) => rule
                .facet(FacetKind::When)
                .and_then(|event| parties.addressee(&event.words))
                .and_then(|party| parties.other(party)),
            // A claim, or a right, that has lapsed is worth nothing any more to the party that it is of.
            Form::Other { words }
                if words.ends_with(HAS_LAPSED) && parties.owner(words).is_some() =>
            {
                parties.owner(words).and_then(|party| parties.other(party))
            }
            Form::Other { words } => {
                let gains = self.gains_by_saying(words, seen);
                return gains.filter(|party| self.is_up_to(party, rule));
            }
            Form::Effect { subject, verb, .. } if *verb == LAPSES => parties
                .owner(subject)
                .and_then(|party| parties.other(party)),
            Form::Value { .. } | Form::Effect { .. } => None,
        };
        found.map(str::to_owned)
    }

    /// Whether it is not another party by whose act it comes about that the rule holds: what a party brings about by an act of its own,
    /// as that the agreement is dissolved, it brings about when that suits it.
    fn is_up_to(self, party: &str, rule: &RuleText) -> bool {
        let event = rule.facet(FacetKind::When);
        let Some(act) = event.and_then(|event| event.words.strip_prefix("when ")) else {
            return true;
        };
        let acts = |actor: &str| {
            act.strip_prefix(actor)
                .is_some_and(|rest| rest.starts_with(' '))
        };
        let other = self.parties.other(party);
        !acts("a party") && !other.is_some_and(acts)
    }

    /// The party that gains when something is so more often that other rules ask for; none where they do not all tell the same.
    fn gains_by_saying(self, words: &str, seen: &mut Vec<String>) -> Option<String> {
        let said = one_thing(words);
        if seen.contains(&said) {
            return None;
        }
        seen.push(said.clone());
        let uses = self.rules.iter().flat_map(|rule| {
            let parts = rule.facets.iter();
            parts
                .flat_map(|part| asked(part, &said))
                .map(move |counts| (rule, counts))
        });
        let mut gains = uses.map(|(rule, counts)| {
            let gains = self.gains(rule, seen)?;
            if counts {
                Some(gains)
            } else {
                self.parties.other(&gains).map(str::to_owned)
            }
        });
        let first = gains.next().flatten();
        let found = first.filter(|first| gains.all(|other| other.as_ref() == Some(first)));
        drop(gains);
        seen.pop();
        found
    }
}

/// Whether an act is one by which a party binds itself.
pub(super) fn binds(conduct: &str) -> bool {
    const BIND: [&str; 3] = ["accept ", "agree ", "consent "];
    BIND.iter().any(|word| conduct.starts_with(word))
}

/// Where a part of a rule asks for something that is said, and whether the rule holds more often when it is so.
fn asked(part: &Facet, said: &str) -> Vec<bool> {
    let counts = match part.kind {
        FacetKind::When | FacetKind::If => true,
        FacetKind::Unless | FacetKind::Until => false,
        FacetKind::Amount
        | FacetKind::Value
        | FacetKind::Content
        | FacetKind::Within
        | FacetKind::Deadline
        | FacetKind::Lapse
        | FacetKind::From
        | FacetKind::EvenIf
        | FacetKind::AtLeast
        | FacetKind::AtMost
        | FacetKind::Scope
        | FacetKind::Agreed
        | FacetKind::InForm
        | FacetKind::Manner
        | FacetKind::Precedence
        | FacetKind::Counting => return Vec::new(),
    };
    let mut found = Vec::new();
    if let Some(conditions) = &part.conditions {
        among(conditions, counts, said, &mut found);
    }
    found
}

fn among(conditions: &Conditions, counts: bool, said: &str, found: &mut Vec<bool>) {
    let counts = counts != (conditions.quantifier == Quantifier::None);
    for statement in &conditions.statements {
        match &statement.inner {
            Some(inner) => among(inner, counts, said, found),
            None => found.extend(is_asked(statement, said).map(|is_so| is_so == counts)),
        }
    }
}

/// Whether a statement asks that something is so (`Some(true)`), or that it is not.
fn is_asked(statement: &Statement, said: &str) -> Option<bool> {
    let asked = one_thing(&statement.shown);
    if asked == said {
        Some(true)
    } else if asked.replacen(" not ", " ", 1) == said {
        Some(false)
    } else {
        None
    }
}
