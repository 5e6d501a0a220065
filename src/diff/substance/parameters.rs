//! Values that parties may replace: the term, the rate, the cap; and what hangs on them.

use std::cmp::Ordering;

use crate::diff::Parties;
use crate::diff::facets::{Conditions, Facet, FacetKind, Literal, Sense};
use crate::diff::parties::one_thing;
use crate::diff::rules::{Form, RuleText};
use crate::diff::words::as_a_sentence;
use crate::syntax::ast::Quantifier;

use super::favour::{compare, debtor, gains, loses};
use super::stakes::Stakes;
use super::strength::holds_more_with_more;
use super::{Kind, Said};

/// A value that changed: `The client has 30 days instead of 15 to pay the invoice to the supplier.`
pub(super) fn changed(name: &str, old: &Facet, new: &Facet, stakes: Stakes<'_>) -> Said {
    let order = old
        .literal
        .zip(new.literal)
        .and_then(|(old, new)| compare(old, new));
    let uses = uses(name, stakes.rules);
    let instead = instead(old, new);
    let text = uses.iter().find_map(|one| one.sentence(name, &instead));
    let text = text.unwrap_or_else(|| format!("{} is {instead}.", as_a_sentence(name)));
    Said {
        kind: Kind::Parameter,
        text,
        favours: order.and_then(|order| by_uses(&uses, order, stakes)),
    }
}

/// The party that gains by a value that is another one now; none where its uses do not all tell the same.
fn by_uses(uses: &[Use<'_>], order: Ordering, stakes: Stakes<'_>) -> Option<String> {
    let mut gain = uses.iter().map(|one| one.favours(order, stakes));
    let first = gain.next().flatten();
    first.filter(|first| gain.all(|other| other.as_ref() == Some(first)))
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
        let mut follow = |made: String, sense| {
            if !seen.contains(&made) {
                seen.push(made.clone());
                left.push((made, sense));
            }
        };
        for rule in rules {
            if let Some((made, sense)) = said_to_be(&name, rule) {
                follow(made, sense.within(outer));
            }
            for one in direct_uses(&name, rule) {
                let sense = one.sense.within(outer);
                match &one.rule.form {
                    Form::Value { name: made } if one.kind == FacetKind::Value => {
                        follow(one_thing(made), sense);
                    }
                    _ => found.push(Use { sense, ..one }),
                }
            }
        }
    }
    found
}

/// What a value is said to make in a plain sentence, and whether that is more with it: `The tolerated rise of a price change is the
/// threshold of the price.`, `The last day to object is the objection term after the sending.`
fn said_to_be(name: &str, rule: &RuleText) -> Option<(String, Sense)> {
    let Form::Other { words } = &rule.form else {
        return None;
    };
    let said = one_thing(words);
    let (made, value) = said.split_once(" is ")?;
    let behind = value.strip_prefix(name)?;
    let sense = if behind.is_empty() || behind.starts_with(" of ") || behind.starts_with(" after ")
    {
        Sense::More
    } else if behind.starts_with(" before ") {
        Sense::Less
    } else {
        return None;
    };
    Some((made.to_owned(), sense))
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
        let mut senses = Vec::new();
        if let Some(conditions) = &facet.conditions {
            in_conditions(name, conditions, Sense::More, &mut senses);
        }
        found.extend(senses.into_iter().map(of_facet));
    }
    found
}

/// Whether conditions hold more often when a value that their statements compare with is more.
fn in_conditions(name: &str, conditions: &Conditions, outer: Sense, found: &mut Vec<Sense>) {
    let outer = match conditions.quantifier {
        Quantifier::All | Quantifier::Any => outer,
        Quantifier::None => outer.opposite(),
    };
    for statement in &conditions.statements {
        match &statement.inner {
            Some(inner) => in_conditions(name, inner, outer, found),
            None => {
                let sense = in_a_comparison(name, &one_thing(&statement.shown));
                found.extend(sense.map(|sense| sense.within(outer)));
            }
        }
    }
}

/// Whether a statement holds more often when a value that it compares with is more; none when it does not speak of the value.
fn in_a_comparison(name: &str, statement: &str) -> Option<Sense> {
    let (before, after) = statement.split_once(name)?;
    if [" is stated", " is not stated"].contains(&after) {
        return None;
    }
    // A later day has passed less often.
    if before.is_empty() && after == " has passed" {
        return Some(Sense::Less);
    }
    // The name goes on: it is another one.
    if after.starts_with(char::is_alphanumeric) {
        return Some(Sense::Unknown);
    }
    // `the report term for the damage is running` says something of another thing.
    if after.starts_with(" for ") {
        return None;
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
            (Form::Effect { subject, verb, .. }, FacetKind::Lapse) => Some(format!(
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

    fn favours(&self, order: Ordering, stakes: Stakes<'_>) -> Option<String> {
        let more = match (order, self.sense) {
            (Ordering::Greater, Sense::Less) | (Ordering::Less, Sense::More) => true,
            (Ordering::Less, Sense::Less) | (Ordering::Greater, Sense::More) => false,
            (Ordering::Equal, _) | (_, Sense::Unknown) => return None,
        };
        favours(self.rule, self.kind, more, stakes)
    }
}

/// In whose favour a larger (`grew`) or smaller value in a part of a rule is.
pub(super) fn favours(
    rule: &RuleText,
    kind: FacetKind,
    grew: bool,
    stakes: Stakes<'_>,
) -> Option<String> {
    let parties = stakes.parties;
    let gains_by_less = match (&rule.form, kind) {
        (
            Form::Duty { bearer: party, .. }
            | Form::Power { holder: party, .. }
            | Form::Claim { debtor: party, .. },
            FacetKind::Within,
        )
        | (
            Form::Duty { bearer: party, .. } | Form::Claim { debtor: party, .. },
            FacetKind::Deadline,
        ) => {
            return owner_if(grew, parties.party(party), parties);
        }
        (Form::Value { name }, FacetKind::Value) => {
            let order = if grew {
                Ordering::Less
            } else {
                Ordering::Greater
            };
            return by_uses(&uses(name, stakes.rules), order, stakes);
        }
        (Form::Effect { subject, .. }, FacetKind::Lapse) => {
            return owner_if(grew, parties.owner(subject), parties);
        }
        // Here `grew` says that the rule holds more often.
        (_, FacetKind::If | FacetKind::When | FacetKind::Until) => {
            return if grew {
                gains(rule, stakes)
            } else {
                loses(rule, stakes)
            };
        }
        (_, FacetKind::Unless | FacetKind::From) => {
            return if grew {
                loses(rule, stakes)
            } else {
                gains(rule, stakes)
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
