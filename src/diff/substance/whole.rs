//! Rules that came or went as a whole.

use crate::diff::facets::FacetKind;
use crate::diff::rules::{Form, RuleText};
use crate::diff::words::{as_a_sentence, inside_a_sentence};

use super::favour::{gains, loses};
use super::stakes::Stakes;
use super::{Kind, Said};

/// A rule that only the old text has.
pub(super) fn gone(rule: &RuleText, stakes: Stakes<'_>) -> Said {
    let words = match &rule.form {
        Form::Duty { bearer, conduct } => {
            format!(
                "the duty of {bearer} to {conduct} is gone{}",
                circumstances(rule, ": it stood")
            )
        }
        Form::Power { holder, conduct } => {
            format!(
                "the power of {holder} to {conduct} is gone{}",
                circumstances(rule, ": it stood")
            )
        }
        Form::Prohibition { bearer, conduct } => {
            format!(
                "the prohibition on {bearer} to {conduct} is gone{}",
                circumstances(rule, ": it stood")
            )
        }
        Form::WithoutEffect { party, conduct } => {
            format!(
                "nothing says any more that {party} cannot {conduct}{}",
                circumstances(rule, "")
            )
        }
        Form::Claim {
            debtor,
            creditor,
            head,
        } => format!(
            "{debtor} no longer owes {creditor} {head}{}",
            in_which_case(rule, "", false)
        ),
        Form::Value { name } => format!("{name} is no longer set{}", was(rule)),
        Form::Refusal { what } => {
            format!("{what} is no longer refused{}", circumstances(rule, ""))
        }
        Form::Limit { what } => format!("{what} is no longer limited{}", circumstances(rule, "")),
        Form::Effect { .. } | Form::Other { .. } => {
            format!("a rule is gone: {}", told(rule))
        }
    };
    Said {
        kind: Kind::Gone,
        text: sentence(rule, &words),
        favours: loses(rule, stakes),
    }
}

/// A rule that only the new text has.
pub(super) fn added(rule: &RuleText, stakes: Stakes<'_>) -> Said {
    let words = match &rule.form {
        Form::Duty { bearer, conduct } => {
            format!("{bearer} must now {conduct}{}", circumstances(rule, ""))
        }
        Form::Power { holder, conduct } => {
            format!("{holder} may now {conduct}{}", circumstances(rule, ""))
        }
        Form::Prohibition { bearer, conduct } => {
            format!(
                "a new prohibition: {bearer} must not {conduct}{}",
                circumstances(rule, "")
            )
        }
        Form::WithoutEffect { party, conduct } => {
            format!("{party} can no longer {conduct}{}", circumstances(rule, ""))
        }
        Form::Claim {
            debtor,
            creditor,
            head,
        } => format!(
            "{debtor} now owes {creditor} {head}{}{}",
            circumstances(rule, ""),
            terms(rule)
        ),
        Form::Value { name } => format!("{name} is now {}", value(rule)),
        Form::Refusal { what } => format!("{what} is now refused{}", circumstances(rule, "")),
        Form::Limit { what } => format!(
            "{what} is now limited{}{}",
            circumstances(rule, ""),
            terms(rule)
        ),
        Form::Effect { .. } | Form::Other { .. } => format!("a new rule: {}", told(rule)),
    };
    Said {
        kind: Kind::Added,
        text: sentence(rule, &words),
        favours: gains(rule, stakes),
    }
}

/// What a rule says, then when: `the damage is excluded when damage arises to the client, if …`. As it stands, where it lists something.
fn told(rule: &RuleText) -> String {
    let lists = rule
        .facets
        .iter()
        .any(|part| part.kind == FacetKind::Content);
    if lists {
        inside_a_sentence(&rule.bare())
    } else {
        format!("{}{}", rule.form.sentence(), circumstances(rule, ""))
    }
}

/// A rule that reads otherwise as a whole: it is easier to read both than each difference.
pub(super) fn rewritten(old: &RuleText, new: &RuleText) -> Said {
    let whole = |rule: &RuleText| format!("{}{}", circumstances(rule, ""), terms(rule));
    let before = if old.form == new.form {
        whole(old).trim_start_matches([':', ',']).trim().to_owned()
    } else {
        format!("{}{}", old.form.sentence(), whole(old))
    };
    let after = format!("{}{}", new.form.sentence(), whole(new));
    Said {
        kind: Kind::Changed,
        text: sentence(new, &format!("{after} — instead of: {before}")),
        favours: None,
    }
}

/// A rule that is another kind of sentence about the same: both in full.
pub(super) fn in_full(old: &RuleText, new: &RuleText) -> Said {
    Said {
        kind: Kind::Changed,
        text: sentence(
            new,
            &format!(
                "{} — instead of: {}",
                new.bare(),
                inside_a_sentence(&old.bare())
            ),
        ),
        favours: None,
    }
}

/// What is owed, with its least and its most: `: 15% of the principal, at least EUR 40.00`
pub(super) fn terms(rule: &RuleText) -> String {
    let kinds = [
        FacetKind::Amount,
        FacetKind::Value,
        FacetKind::Content,
        FacetKind::AtLeast,
        FacetKind::AtMost,
    ];
    let facets = kinds.iter().filter_map(|kind| rule.facet(*kind));
    let words: Vec<&str> = facets.map(|facet| facet.words.as_str()).collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(": {}", words.join(", "))
    }
}

/// When and under which conditions: ` as soon as …, if …, unless …`; `lead` comes before them where there are any.
fn circumstances(rule: &RuleText, lead: &str) -> String {
    in_which_case(rule, lead, true)
}

/// The same, with or without by when something must be done.
fn in_which_case(rule: &RuleText, lead: &str, by_when: bool) -> String {
    let says = matches!(rule.form, Form::Effect { .. } | Form::Other { .. });
    let shown = rule.facets.iter().filter(|facet| {
        let of_interest = match facet.kind {
            FacetKind::When
            | FacetKind::If
            | FacetKind::Unless
            | FacetKind::EvenIf
            | FacetKind::Until
            | FacetKind::Lapse => true,
            FacetKind::Within => by_when,
            FacetKind::From => says,
            FacetKind::Amount
            | FacetKind::Value
            | FacetKind::Content
            | FacetKind::Deadline
            | FacetKind::AtLeast
            | FacetKind::AtMost
            | FacetKind::Scope
            | FacetKind::Agreed
            | FacetKind::InForm
            | FacetKind::Manner
            | FacetKind::Precedence
            | FacetKind::Counting => false,
        };
        of_interest && facet.under.is_none()
    });
    let words: Vec<&str> = shown.map(|facet| facet.words.as_str()).collect();
    if words.is_empty() {
        String::new()
    } else {
        format!("{lead} {}", words.join(", "))
    }
}

/// `: it was 30 days`, where the value is told in a few words.
fn was(rule: &RuleText) -> String {
    let facet = rule.facet(FacetKind::Value);
    let told = facet.filter(|facet| facet.listed.is_none());
    told.map_or_else(String::new, |facet| format!(": it was {}", facet.words))
}

fn value(rule: &RuleText) -> &str {
    rule.facet(FacetKind::Value)
        .map_or("", |value| value.words.as_str())
}

fn sentence(rule: &RuleText, words: &str) -> String {
    match &rule.under {
        Some(under) => format!("Under {under}, {words}."),
        None => format!("{}.", as_a_sentence(words)),
    }
}
