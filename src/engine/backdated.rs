//! Acts that work back: a set-off that counts settles on an earlier day, and what followed from the debt in between falls away.
//!
//! The ledger can settle on an earlier day, but not undo a default, costs or a power that came of the debt in the meantime. So
//! the story is told again, with the set-off on the day from which it works; in the report it keeps the day of its declaration.
//! Whoever looks from a day before the declaration sees what stood then.

use rust_decimal::Decimal;

use crate::check::schema::Role;
use crate::engine::item::FactId;
use crate::engine::outcome::{Entry, Outcome};
use crate::engine::record::SettledBy;
use crate::engine::relation::Relation;
use crate::timeline::Timeline;
use crate::value::Name;

/// The timeline with each set-off that counts on the day from which it works; none when no set-off works back.
pub fn told_again(relation: &Relation<'_>) -> Option<Timeline> {
    let backdated: Vec<_> = relation
        .facts
        .iter()
        .filter(|(id, fact)| {
            relation.catalogue.roles.get(&fact.ty) == Some(&Role::SetOff)
                && fact.counts.holds()
                && settled(relation, *id).is_sign_positive()
        })
        .filter_map(|(_, fact)| {
            let works_from = fact.field(relation.known.effective_date).date()?;
            (works_from < fact.date).then(|| (relation.names.name(fact.name), works_from))
        })
        .collect();
    if backdated.is_empty() {
        return None;
    }
    let mut timeline = relation.timeline.clone();
    for event in &mut timeline.events {
        if let Some((_, works_from)) = backdated.iter().find(|(name, _)| *name == event.reference) {
            event.sent_on = Some(event.day_of_sending());
            event.received_on = Some(event.day_of_receipt());
            event.date = *works_from;
        }
    }
    timeline.events.sort_by_key(|event| event.date);
    Some(timeline)
}

/// Whether every act that works back settles as much in the story told again as on the day of its declaration: what was not
/// owed yet on the earlier day cannot be set off as from that day.
pub fn settles_as_much(again: &Relation<'_>, first: &Relation<'_>) -> bool {
    let total = |relation: &Relation<'_>, name: &Name| {
        let fact = relation.facts.named(relation.names.symbol(name))?;
        Some(settled(relation, fact))
    };
    first.timeline.events.iter().all(|event| {
        first.catalogue.roles.get(&first.names.symbol(&event.ty)) != Some(&Role::SetOff)
            || total(again, &event.reference) >= total(first, &event.reference)
    })
}

/// Gives each act the day of its declaration back; from which day it works, its words and what it settled say.
pub fn on_the_day_declared(outcome: &mut Outcome, timeline: &Timeline) {
    for (index, event) in timeline.events.iter().enumerate() {
        for act in &mut outcome.acts {
            if act.reference != event.reference || act.date == event.date {
                continue;
            }
            let works_from = std::mem::replace(&mut act.date, event.date);
            let about = Some(&event.reference);
            let chronicle = &mut outcome.chronicle;
            if let Some(at) = chronicle.iter().position(|one| one.about.as_ref() == about) {
                let mut entry = chronicle.remove(at);
                entry.date = event.date;
                let later = &timeline.events[index + 1..];
                let comes_later = |other: &Entry| {
                    let told = other.about.as_ref();
                    other.date > event.date
                        || (other.date == event.date
                            && later.iter().any(|event| Some(&event.reference) == told))
                };
                let before = chronicle.iter().position(comes_later);
                chronicle.insert(before.unwrap_or(chronicle.len()), entry);
            }
            let settled = outcome.allocations.iter_mut();
            for one in settled.filter(|one| one.reference == event.reference) {
                let (earlier, declared) = (works_from.to_string(), event.date.to_string());
                one.told = one.told.replace(&earlier, &declared);
            }
        }
    }
}

/// What a set-off settles of the debts of both.
fn settled(relation: &Relation<'_>, fact: FactId) -> Decimal {
    let of_it = relation.record.settlements.iter();
    of_it
        .filter(|one| one.by == SettledBy::Fact(fact))
        .flat_map(|one| one.parts.iter())
        .map(|(_, amount)| amount.amount())
        .sum()
}
