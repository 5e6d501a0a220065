//! In whose favour a change is, as far as its kind tells.

use std::cmp::Ordering;

use crate::diff::Parties;
use crate::diff::facets::FacetKind;
use crate::diff::facets::Literal;
use crate::diff::rules::{Form, RuleText};
use crate::value::{Duration, Unit};

use super::stakes::{Stakes, binds};

/// The party that gains when a rule holds more often; none where its form does not tell.
pub(super) fn gains(rule: &RuleText, stakes: Stakes<'_>) -> Option<String> {
    stakes.gains(rule, &mut Vec::new())
}

/// The party that gains when a rule holds less often.
pub(super) fn loses(rule: &RuleText, stakes: Stakes<'_>) -> Option<String> {
    let gains = gains(rule, stakes)?;
    stakes.parties.other(&gains).map(str::to_owned)
}

/// The party that gains when what is owed is less.
pub(super) fn debtor(form: &Form, parties: &Parties) -> Option<String> {
    match form {
        Form::Claim { debtor, .. } => parties.party(debtor).map(str::to_owned),
        // A limit that is lower is worse for whose claim is limited.
        Form::Limit { what } => parties
            .owner(what)
            .and_then(|party| parties.other(party))
            .map(str::to_owned),
        Form::Duty { .. }
        | Form::Power { .. }
        | Form::Prohibition { .. }
        | Form::WithoutEffect { .. }
        | Form::Value { .. }
        | Form::Refusal { .. }
        | Form::Effect { .. }
        | Form::Other { .. } => None,
    }
}

/// The party that gains when a norm takes the place of another about the same conduct of the same party: who may is freer than who
/// must, must not or cannot.
pub(super) fn of_norms(old: &Form, new: &Form, parties: &Parties) -> Option<String> {
    let party = match (old, new) {
        (Form::Power { .. }, Form::Power { .. }) => None,
        (Form::Power { holder, .. }, _) => {
            let party = parties.party(holder)?;
            parties.other(party)
        }
        (_, Form::Power { holder, .. }) => parties.party(holder),
        _ => None,
    };
    let is_of_form = |form: &Form| matches!(form, Form::WithoutEffect { .. });
    if (is_of_form(old) || is_of_form(new)) && new.conduct().is_some_and(binds) {
        return None;
    }
    let is_another = old.is_another_norm_than(new);
    party.filter(|_| is_another).map(str::to_owned)
}

/// The party that gains when the same is asked of, or given to, another party: who had a burden, and who has a right now.
pub(super) fn of_turned(old: &Form, new: &Form, parties: &Parties) -> Option<String> {
    const EACH: [&str; 3] = ["each party", "either party", "a party"];
    if !old.is_turned(new) {
        return None;
    }
    let (before, after) = (old.actor()?, new.actor()?);
    let is_right = matches!(new, Form::Power { .. });
    let found = match (parties.party(before), parties.party(after)) {
        (Some(before), Some(_)) if !is_right => Some(before),
        (Some(_), Some(after)) => Some(after),
        // The other party has it too, or has it no longer.
        (Some(before), None) if EACH.contains(&after) && !is_right => Some(before),
        (Some(before), None) if EACH.contains(&after) => parties.other(before),
        (None, Some(after)) if EACH.contains(&before) && is_right => Some(after),
        (None, Some(after)) if EACH.contains(&before) => parties.other(after),
        (Some(_), None) | (None, Some(_) | None) => None,
    };
    found.map(str::to_owned)
}

/// The party that gains when a rule asks for a stricter form (`Greater`) or a freer one: an act is harder for who does it.
pub(super) fn of_strictness(order: Ordering, form: &Form, parties: &Parties) -> Option<String> {
    let (actor, stricter_is_worse) = match form {
        Form::Duty { bearer, .. } => (bearer, true),
        Form::Power { holder, .. } => (holder, true),
        // What is forbidden, or has no effect, in that form only, is less.
        Form::Prohibition { bearer: party, .. } | Form::WithoutEffect { party, .. } => {
            (party, false)
        }
        Form::Claim { .. }
        | Form::Value { .. }
        | Form::Refusal { .. }
        | Form::Limit { .. }
        | Form::Effect { .. }
        | Form::Other { .. } => return None,
    };
    let actor = parties.party(actor)?;
    let found = match (order, stricter_is_worse) {
        (Ordering::Equal, _) => None,
        (Ordering::Greater, true) | (Ordering::Less, false) => parties.other(actor),
        (Ordering::Greater, false) | (Ordering::Less, true) => Some(actor),
    };
    found.map(str::to_owned)
}

/// Ways to say by when that name no last day.
pub(super) const WITHOUT_A_LAST_DAY: [&str; 2] = ["as soon as possible", "without delay"];

/// Whether something that had to be done by then may be done later now; none where that depends on the case, as whether three days are
/// longer than `without delay`.
pub(super) fn is_later(old: (FacetKind, &str), new: (FacetKind, &str)) -> Option<bool> {
    const NONE: [&str; 3] = ["at once", "forthwith", "on first request"];
    let is_at_once =
        |(kind, words): (FacetKind, &str)| kind == FacetKind::Deadline && NONE.contains(&words);
    let leaves_time = |(kind, words): (FacetKind, &str)| match kind {
        FacetKind::Within => true,
        FacetKind::Deadline => WITHOUT_A_LAST_DAY.contains(&words),
        FacetKind::When
        | FacetKind::Amount
        | FacetKind::Value
        | FacetKind::Content
        | FacetKind::Lapse
        | FacetKind::From
        | FacetKind::Until
        | FacetKind::If
        | FacetKind::Unless
        | FacetKind::EvenIf
        | FacetKind::AtLeast
        | FacetKind::AtMost
        | FacetKind::Scope
        | FacetKind::Agreed
        | FacetKind::InForm
        | FacetKind::Manner
        | FacetKind::Precedence
        | FacetKind::Counting => false,
    };
    if is_at_once(old) && leaves_time(new) {
        Some(true)
    } else if leaves_time(old) && is_at_once(new) {
        Some(false)
    } else {
        None
    }
}

/// How two values compare; none where that depends on the calendar or they are not of one kind.
pub(super) fn compare(old: Literal, new: Literal) -> Option<Ordering> {
    match (old, new) {
        (Literal::Money(old), Literal::Money(new)) => old.compare(new).ok(),
        (Literal::Percent(old), Literal::Percent(new)) => {
            Some(old.hundredths().cmp(&new.hundredths()))
        }
        (Literal::Duration(old), Literal::Duration(new)) => compare_durations(old, new),
        (Literal::Number(old), Literal::Number(new)) => Some(old.cmp(&new)),
        (
            Literal::Money(_) | Literal::Percent(_) | Literal::Duration(_) | Literal::Number(_),
            _,
        ) => None,
    }
}

fn compare_durations(old: Duration, new: Duration) -> Option<Ordering> {
    if old.unit == new.unit {
        return Some(old.count.cmp(&new.count));
    }
    let ((old_least, old_most), (new_least, new_most)) = (days(old)?, days(new)?);
    if old_most < new_least {
        Some(Ordering::Less)
    } else if new_most < old_least {
        Some(Ordering::Greater)
    } else {
        None
    }
}

/// The fewest and the most days that a period can have.
fn days(period: Duration) -> Option<(u64, u64)> {
    let count = u64::from(period.count);
    match period.unit {
        Unit::Day => Some((count, count)),
        Unit::Week => Some((7 * count, 7 * count)),
        Unit::Month => Some((28 * count, 31 * count)),
        Unit::Year => Some((365 * count, 366 * count)),
        Unit::WorkingDay => None,
    }
}
