//! In whose favour a change is, as far as its kind tells.

use std::cmp::Ordering;

use crate::diff::Parties;
use crate::diff::facets::Literal;
use crate::diff::rules::Form;
use crate::value::{Duration, Unit};

/// The party that gains when a rule of this form holds more often; none where the form does not tell.
pub(super) fn gains(form: &Form, parties: &Parties) -> Option<String> {
    let found = match form {
        Form::Power { holder, .. } => parties.party(holder),
        Form::Duty { bearer: party, .. }
        | Form::Prohibition { bearer: party, .. }
        | Form::WithoutEffect { party, .. } => {
            parties.party(party).and_then(|party| parties.other(party))
        }
        Form::Claim { creditor, .. } => parties.party(creditor),
        Form::Refusal { what } | Form::Limit { what } => {
            parties.owner(what).and_then(|party| parties.other(party))
        }
        Form::Value { .. } | Form::Effect { .. } | Form::Other { .. } => None,
    };
    found.map(str::to_owned)
}

/// The party that gains when a rule of this form holds less often.
pub(super) fn loses(form: &Form, parties: &Parties) -> Option<String> {
    let gains = gains(form, parties)?;
    parties.other(&gains).map(str::to_owned)
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
    let is_another = old.is_another_norm_than(new);
    party.filter(|_| is_another).map(str::to_owned)
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
