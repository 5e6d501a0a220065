//! Values that parties may replace: the term, the rate, the cap; and what hangs on them.

use std::cmp::Ordering;

use crate::diff::Parties;
use crate::diff::facets::{Facet, FacetKind, Literal, Sense};
use crate::diff::parties::one_thing;
use crate::diff::rules::{Form, RuleText};
use crate::diff::words::as_a_sentence;
use crate::syntax::ast::Quantifier;

use super::favour::{compare, debtor, gains, loses};
use super::strength::holds_more_with_more;
use super::{Kind, Said};

/// A value that changed: `The client has 30 days instead of 15 to pay the invoice to the supplier.`
pub(super) fn changed(
    name: &str,
    old: &Facet,
    new: &Facet,
    rules: &[RuleText],
    parties: &Parties,
) -> Said {
    let order = old
        .literal
        .zip(new.literal)
        .and_then(|(old, new)| compare(old, new));
    let uses = uses(name, rules);
    let instead = instead(old, new);
    let text = uses.iter().find_map(|one| one.sentence(name, &instead));
    let text = text.unwrap_or_else(|| format!("{} is {instead}.", as_a_sentence(name)));
    let mut gain = uses.iter().map(|one| one.favours(order, parties));
    let first = gain.next().flatten();
    Said {
        kind: Kind::Parameter,
        text,
        favours: first.filter(|first| gain.all(|other| other.as_ref() == Some(first))),
    }
}

/// `30 days instead of 15`, `EUR 5,000.00 instead of EUR 50,000.00`
pub(super) fn instead(old: &Facet, new: &Facet) -> String {
    let same_unit = match (old.literal, new.literal) {
        (Some(Literal::Duration(old)), Some(Literal::Duration(new))) => old.unit == new.unit,
        (Some(_) | None, Some(_) | None) => false,
    };
    let before = match (same_unit, old.words.split_once(' ')) {
        (true, Some((count, _))) => count,
        (true | false, Some(_) | None) => &old.words,
    };
    format!("{} instead of {before}", new.words)
}

/// Where a value is used.
struct Use<'r> {
    rule: &'r RuleText,
    kind: FacetKind,
    sense: Sense,
}

/// The uses of a value, also those of values that are made of it.
fn uses<'r>(name: &str, rules: &'r [RuleText]) -> Vec<Use<'r>> {
    let mut found: Vec<Use<'r>> = Vec::new();
    let mut seen = vec![one_thing(name)];
    let mut left = vec![(one_thing(name), Sense::More)];
    while let Some((name, outer)) = left.pop() {
        for one in rules.iter().flat_map(|rule| direct_uses(&name, rule)) {
            let sense = one.sense.within(outer);
            match &one.rule.form {
                Form::Value { name: made } if one.kind == FacetKind::Value => {
                    let made = one_thing(made);
                    if !seen.contains(&made) {
                        seen.push(made.clone());
                        left.push((made, sense));
                    }
                }
                _ => found.push(Use { sense, ..one }),
            }
        }
    }
    found
}

fn direct_uses<'r>(name: &str, rule: &'r RuleText) -> Vec<Use<'r>> {
    let of = format!("{name} of ");
    let mut found = Vec::new();
    for facet in &rule.facets {
        let of_facet = |sense| Use {
            rule,
            kind: facet.kind,
            sense,
        };
        for (phrase, sense) in &facet.phrases {
            let phrase = one_thing(phrase);
            if phrase == name || phrase.starts_with(&of) {
                found.push(of_facet(*sense));
            }
        }
        let conditions = facet.conditions.iter();
        let statements = conditions.flat_map(|conditions| {
            let counts = conditions.quantifier != Quantifier::None;
            let statements = conditions.statements.iter();
            statements.map(move |statement| (&statement.shown, counts))
        });
        for (statement, counts) in statements {
            if let Some(sense) = in_a_comparison(name, &one_thing(statement)) {
                found.push(of_facet(if counts { sense } else { Sense::Unknown }));
            }
        }
    }
    found
}

/// Whether a statement holds more often when a value that it compares with is more; none when it does not speak of the value.
fn in_a_comparison(name: &str, statement: &str) -> Option<Sense> {
    let (before, after) = statement.split_once(name)?;
    if [" is stated", " is not stated"].contains(&after) {
        return None;
    }
    // The name goes on: it is another one. A list in the list tells of several statements.
    if after.starts_with(char::is_alphanumeric) || statement.contains("(a)") {
        return Some(Sense::Unknown);
    }
    let sense = match holds_more_with_more(before) {
        Some(true) => Sense::More,
        Some(false) => Sense::Less,
        None => Sense::Unknown,
    };
    Some(if after.starts_with(" before ") {
        sense.opposite()
    } else {
        sense
    })
}

impl Use<'_> {
    fn sentence(&self, name: &str, instead: &str) -> Option<String> {
        let name = as_a_sentence(name);
        match (&self.rule.form, self.kind) {
            (
                Form::Duty {
                    bearer: party,
                    conduct,
                }
                | Form::Power {
                    holder: party,
                    conduct,
                },
                FacetKind::Within,
            ) => Some(format!(
                "{} has {instead} to {conduct}.",
                as_a_sentence(party)
            )),
            (
                Form::Claim {
                    debtor,
                    creditor,
                    head,
                },
                FacetKind::Within,
            ) => Some(format!(
                "{} has {instead} to pay {creditor} {head}.",
                as_a_sentence(debtor)
            )),
            (
                Form::Claim {
                    debtor,
                    creditor,
                    head,
                },
                kind,
            ) => {
                let part = match kind {
                    FacetKind::AtLeast => "the least that",
                    FacetKind::AtMost => "the most that",
                    FacetKind::Amount => "it counts in what",
                    FacetKind::When
                    | FacetKind::Value
                    | FacetKind::Content
                    | FacetKind::Within
                    | FacetKind::Deadline
                    | FacetKind::Lapse
                    | FacetKind::From
                    | FacetKind::Until
                    | FacetKind::If
                    | FacetKind::Unless
                    | FacetKind::EvenIf
                    | FacetKind::Scope
                    | FacetKind::Agreed
                    | FacetKind::InForm
                    | FacetKind::Manner
                    | FacetKind::Precedence
                    | FacetKind::Counting => return None,
                };
                Some(format!(
                    "{name} is {instead}: {part} {debtor} owes {creditor} as {head}."
                ))
            }
            (Form::Limit { what }, FacetKind::Amount) => {
                Some(format!("{name} is {instead}: the limit of {what}."))
            }
            (Form::Effect { subject, verb }, FacetKind::Lapse) => Some(format!(
                "{} {verb} after lapse of {instead}.",
                as_a_sentence(subject)
            )),
            (
                Form::Duty { .. }
                | Form::Power { .. }
                | Form::Prohibition { .. }
                | Form::WithoutEffect { .. }
                | Form::Value { .. }
                | Form::Refusal { .. }
                | Form::Limit { .. }
                | Form::Effect { .. }
                | Form::Other { .. },
                _,
            ) => None,
        }
    }

    fn favours(&self, order: Option<Ordering>, parties: &Parties) -> Option<String> {
        let more = match (order?, self.sense) {
            (Ordering::Greater, Sense::Less) | (Ordering::Less, Sense::More) => true,
            (Ordering::Less, Sense::Less) | (Ordering::Greater, Sense::More) => false,
            (Ordering::Equal, _) | (_, Sense::Unknown) => return None,
        };
        favours(self.rule, self.kind, more, parties)
    }
}

/// In whose favour a larger (`grew`) or smaller value in a part of a rule is.
pub(super) fn favours(
    rule: &RuleText,
    kind: FacetKind,
    grew: bool,
    parties: &Parties,
) -> Option<String> {
    let gains_by_less = match (&rule.form, kind) {
        (
            Form::Duty { bearer: party, .. }
            | Form::Power { holder: party, .. }
            | Form::Claim { debtor: party, .. },
            FacetKind::Within,
        ) => {
            return owner_if(grew, parties.party(party), parties);
        }
        (Form::Effect { subject, .. }, FacetKind::Lapse) => {
            return owner_if(grew, parties.owner(subject), parties);
        }
        // Here `grew` says that the rule holds more often.
        (_, FacetKind::If | FacetKind::When) => {
            return if grew {
                gains(rule, parties)
            } else {
                loses(rule, parties)
            };
        }
        (_, FacetKind::Unless) => {
            return if grew {
                loses(rule, parties)
            } else {
                gains(rule, parties)
            };
        }
        (
            Form::Claim { .. } | Form::Limit { .. },
            FacetKind::Amount | FacetKind::AtLeast | FacetKind::AtMost,
        ) => debtor(&rule.form, parties),
        (
            Form::Duty { .. }
            | Form::Power { .. }
            | Form::Prohibition { .. }
            | Form::WithoutEffect { .. }
            | Form::Claim { .. }
            | Form::Value { .. }
            | Form::Refusal { .. }
            | Form::Limit { .. }
            | Form::Effect { .. }
            | Form::Other { .. },
            _,
        ) => None,
    }?;
    owner_if(!grew, Some(&gains_by_less), parties)
}

/// The party when it gains, the other one when it does not.
fn owner_if(gains: bool, party: Option<&str>, parties: &Parties) -> Option<String> {
    let party = party?;
    if gains {
        Some(party.to_owned())
    } else {
        parties.other(party).map(str::to_owned)
    }
}
