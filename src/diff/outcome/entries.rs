//! An outcome as entries with fields, and two of them compared.

use serde::Serialize;

use crate::engine::Outcome;
use crate::engine::outcome::{
    ActVerdict, Allocation, Balance, Claim, Obligation, Power, PowerInterval, Presumption,
    Prohibition, Question, Status, VERSION_IN_FORCE,
};
use crate::value::{Date, Money, Name};

use super::attribution::{Cause, later_or_earlier, more_or_less};
use super::{Difference, FieldDifference, Only};

/// One entry of an outcome.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) kind: &'static str,
    pub(super) what: String,
    pub(super) fields: Vec<(&'static str, Shown)>,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    Money(Money),
    Date(Date),
    Words(String),
}

impl Shown {
    fn text(&self) -> String {
        match self {
            Self::Money(money) => money.to_clause_style(),
            Self::Date(date) => date.to_string(),
            Self::Words(words) => words.clone(),
        }
    }
}

/// The entries of an outcome; two that are alike are numbered.
pub(super) fn entries(outcome: &Outcome) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    all.extend(outcome.claims.iter().map(claim));
    all.extend(outcome.balance.iter().map(balance));
    all.extend(outcome.obligations.iter().map(obligation));
    all.extend(outcome.powers.iter().map(power));
    all.extend(outcome.prohibitions.iter().map(prohibition));
    // That the text itself governs is what is compared, not what follows from it; that another version does, follows.
    let mut statuses = outcome.statuses.iter();
    let own = statuses.find(|one| one.status == *VERSION_IN_FORCE && one.clause.is_none());
    let own = own.and_then(|one| one.reference.as_ref());
    let of_own = |one: &&Status| one.status == *VERSION_IN_FORCE && one.reference.as_ref() == own;
    let statuses = outcome.statuses.iter();
    all.extend(statuses.filter(|one| !of_own(one)).map(status));
    all.extend(outcome.acts.iter().map(act));
    all.extend(outcome.allocations.iter().map(allocation));
    all.extend(outcome.questions.iter().map(question));
    for at in 0..all.len() {
        let (before, own) = (&all[..at], &all[at]);
        let same = |other: &&Entry| {
            other.kind == own.kind
                && (other.what == own.what
                    || other.what.starts_with(&format!("{} (no. ", own.what)))
        };
        let earlier = before.iter().filter(same).count();
        if earlier > 0 {
            let what = format!("{} (no. {})", own.what, earlier + 1);
            all[at].what = what;
        }
    }
    all
}

/// A word of a list of states, in words.
fn state(state: impl Serialize) -> Shown {
    let name = serde_json::to_value(state).ok();
    let name = name.and_then(|name| name.as_str().map(|text| text.replace('_', " ")));
    Shown::Words(name.unwrap_or_default())
}

fn of(reference: Option<&Name>) -> String {
    reference.map_or_else(String::new, |name| format!(" {name}"))
}

fn money(name: &'static str, amount: Option<Money>) -> Option<(&'static str, Shown)> {
    amount.map(|amount| (name, Shown::Money(amount)))
}

fn date(name: &'static str, date: Option<Date>) -> Option<(&'static str, Shown)> {
    date.map(|date| (name, Shown::Date(date)))
}

/// The field that says what an entry presumes, and who must prove otherwise.
pub(in crate::diff) const PRESUMES: &str = "presumes";

fn presumes<'o>(
    presumed: impl IntoIterator<Item = &'o Presumption>,
) -> Option<(&'static str, Shown)> {
    let mut told: Vec<String> = Vec::new();
    for one in presumed {
        let words = format!("{} ({})", one.words, one.on_whom);
        if !told.contains(&words) {
            told.push(words);
        }
    }
    (!told.is_empty()).then(|| (PRESUMES, Shown::Words(told.join("; "))))
}

fn claim(claim: &Claim) -> Entry {
    let name = claim
        .name
        .as_ref()
        .map_or_else(String::new, |name| format!("{} ", name.in_words()));
    let mut fields: Vec<_> = [
        money("amount", claim.amount),
        money("settled", claim.settled),
        money("open", claim.open),
        date("due", claim.due),
        date("in default since", claim.in_default_since),
    ]
    .into_iter()
    .flatten()
    .collect();
    fields.push(("state", state(claim.state)));
    fields.push(("clause", Shown::Words(claim.clause.to_string())));
    fields.extend(presumes(&claim.presumed));
    Entry {
        kind: "claim",
        what: format!(
            "{name}{} {}, {} to {}",
            claim.head.in_words(),
            claim.reference,
            claim.debtor,
            claim.creditor
        ),
        fields,
    }
}

fn balance(balance: &Balance) -> Entry {
    Entry {
        kind: "balance",
        what: format!(
            "{} to {}, {}",
            balance.debtor, balance.creditor, balance.currency
        ),
        fields: vec![("total", Shown::Money(balance.total))],
    }
}

fn obligation(duty: &Obligation) -> Entry {
    let mut fields: Vec<_> = [
        date("due", duty.due),
        date("performed on", duty.performed_on),
    ]
    .into_iter()
    .flatten()
    .collect();
    fields.push(("state", state(duty.state)));
    fields.extend(presumes(&duty.presumed));
    Entry {
        kind: "obligation",
        what: format!(
            "{}: {}{} ({})",
            duty.bearer,
            duty.act.in_words(),
            of(duty.reference.as_ref()),
            duty.clause
        ),
        fields,
    }
}

fn power(power: &Power) -> Entry {
    let stood: Vec<String> = power.intervals.iter().map(interval).collect();
    let mut fields = vec![
        ("stands", Shown::Words(stood.join("; "))),
        ("state", state(power.state)),
    ];
    fields.extend(presumes(&power.presumed));
    Entry {
        kind: "power",
        what: format!(
            "{}: {}{} ({})",
            power.holder,
            power.act.in_words(),
            of(power.reference.as_ref()),
            power.clause
        ),
        fields,
    }
}

fn interval(interval: &PowerInterval) -> String {
    match interval.until {
        Some(until) => format!("{} to {until}", interval.from),
        None => format!("from {}", interval.from),
    }
}

fn prohibition(prohibition: &Prohibition) -> Entry {
    let violations = prohibition
        .violations
        .iter()
        .map(|one| format!("{} from {}", one.reference, one.from));
    let violations = violations.collect::<Vec<_>>().join("; ");
    let mut fields = vec![("violations", Shown::Words(violations))];
    let presumed = prohibition.violations.iter();
    fields.extend(presumes(presumed.flat_map(|one| &one.presumed)));
    Entry {
        kind: "prohibition",
        what: format!(
            "{}: {} ({})",
            prohibition.bearer,
            prohibition.act.in_words(),
            prohibition.clause
        ),
        fields,
    }
}

fn status(status: &Status) -> Entry {
    let mut fields = vec![("from", Shown::Date(status.from))];
    fields.extend(date("until", status.until));
    let ground = status.ground.as_ref();
    fields.extend(ground.map(|ground| ("ground", Shown::Words(ground.in_words()))));
    fields.extend(presumes(&status.presumed));
    let subject = status.subject.as_deref().unwrap_or_default();
    let head =
        (status.head.as_ref()).map_or_else(String::new, |head| format!(", {}", head.in_words()));
    Entry {
        kind: "status",
        what: format!(
            "{} {subject}{}{head}",
            status.status.in_words(),
            of(status.reference.as_ref())
        )
        .trim_end()
        .replace("  ", " "),
        fields,
    }
}

fn act(act: &ActVerdict) -> Entry {
    let mut fields = vec![("verdict", state(act.verdict))];
    fields.extend(presumes(&act.presumed));
    Entry {
        kind: "act",
        what: format!("{} {} of {}", act.ty.in_words(), act.reference, act.date),
        fields,
    }
}

fn allocation(allocation: &Allocation) -> Entry {
    let parts = allocation.parts.iter().map(|part| {
        format!(
            "{} on {}{}",
            part.amount.to_clause_style(),
            part.head.in_words(),
            of(part.claim.as_ref())
        )
    });
    Entry {
        kind: "payment",
        what: format!("{} of {}", allocation.reference, allocation.date),
        fields: vec![(
            "settles",
            Shown::Words(parts.collect::<Vec<_>>().join(", ")),
        )],
    }
}

fn question(question: &Question) -> Entry {
    let subject = question
        .subject
        .as_ref()
        .map_or_else(String::new, |subject| format!(" ({subject})"));
    let meanwhile = question.until_then.trim_start_matches("until then ");
    Entry {
        kind: "question",
        what: format!("{}{subject}", question.words),
        fields: vec![
            ("clause", Shown::Words(question.clause.to_string())),
            ("for whom", Shown::Words(question.on_whom.clone())),
            ("until then", Shown::Words(meanwhile.to_owned())),
        ],
    }
}

/// The value of a field of an entry.
pub(super) fn value<'e>(
    entries: &'e [Entry],
    kind: &str,
    what: &str,
    field: &str,
) -> Option<&'e Shown> {
    let entry = entries
        .iter()
        .find(|entry| entry.kind == kind && entry.what == what)?;
    entry
        .fields
        .iter()
        .find(|(name, _)| *name == field)
        .map(|(_, shown)| shown)
}

/// The entries that differ, in the order of the new outcome; what only the old one has comes behind its kind.
pub(super) fn differences(old: &Outcome, new: &Outcome) -> Vec<Difference> {
    let (before, after) = (entries(old), entries(new));
    let mut found = Vec::new();
    for entry in &after {
        let other = before
            .iter()
            .find(|other| other.kind == entry.kind && other.what == entry.what);
        found.extend(compare(other, Some(entry)));
    }
    for entry in &before {
        if after
            .iter()
            .all(|other| other.kind != entry.kind || other.what != entry.what)
        {
            found.extend(compare(Some(entry), None));
        }
    }
    let order = [
        "claim",
        "balance",
        "obligation",
        "power",
        "prohibition",
        "status",
        "act",
        "payment",
        "question",
    ];
    found.sort_by_key(|one| order.iter().position(|kind| *kind == one.kind));
    found
}

fn compare(old: Option<&Entry>, new: Option<&Entry>) -> Option<Difference> {
    let shown = new.or(old)?;
    let mut names: Vec<&'static str> = Vec::new();
    let fields = |entry: Option<&Entry>| entry.map_or_else(Vec::new, |one| one.fields.clone());
    let (before, after) = (fields(old), fields(new));
    for (name, _) in after.iter().chain(&before) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let of = |fields: &[(&'static str, Shown)], wanted: &str| {
        let found = fields.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, shown)| shown.clone())
    };
    let differing = names.into_iter().filter_map(|name| {
        let (was, is) = (of(&before, name), of(&after, name));
        (was != is).then(|| FieldDifference {
            field: name,
            difference: difference(was.as_ref(), is.as_ref()),
            old: was.map(|shown| shown.text()),
            new: is.map(|shown| shown.text()),
            cause: Cause::Unknown,
        })
    });
    let fields: Vec<FieldDifference> = differing.collect();
    let only = match (old, new) {
        (None, Some(_)) => Some(Only::New),
        (Some(_), None) => Some(Only::Old),
        (Some(_), Some(_)) | (None, None) => None,
    };
    (!fields.is_empty()).then(|| Difference {
        kind: shown.kind,
        what: shown.what.clone(),
        only,
        fields,
    })
}

/// `EUR 58.08 less`, `15 days later`
fn difference(old: Option<&Shown>, new: Option<&Shown>) -> Option<String> {
    match (old?, new?) {
        (Shown::Money(old), Shown::Money(new)) => Some(more_or_less(new.checked_sub(*old).ok()?)),
        (Shown::Date(old), Shown::Date(new)) => Some(later_or_earlier((*new - *old).num_days())),
        (Shown::Money(_) | Shown::Date(_) | Shown::Words(_), _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::ClauseId;

    /// A question whose answer lies on someone.
    fn asked(on_whom: &str) -> Entry {
        question(&Question {
            concept: Name::new("term_reasonable"),
            words: "the term is reasonable".to_owned(),
            subject: Some("N1".to_owned()),
            clause: ClauseId::new("5.d").expect("it is a number"),
            affects: Vec::new(),
            burden: None,
            judge: None,
            told: String::new(),
            on_whom: on_whom.to_owned(),
            until_then: "until then it stays open".to_owned(),
            decides: Vec::new(),
            line: String::new(),
            because: Vec::new(),
        })
    }

    #[test]
    fn a_question_differs_where_another_party_must_answer() {
        let (old, new) = (
            asked("the supplier judges it"),
            asked("the court judges it"),
        );
        let found = compare(Some(&old), Some(&new)).expect("they differ");
        assert_eq!(found.what, "the term is reasonable (N1)");
        let fields: Vec<&str> = found.fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["for whom"]);
        let alone = compare(None, Some(&new)).expect("only one has it");
        let until = alone.fields.last().and_then(|field| field.new.clone());
        assert_eq!(until.as_deref(), Some("it stays open"));
    }
}
