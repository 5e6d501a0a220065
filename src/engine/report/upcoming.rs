//! What happens next if nobody acts: the walk goes on, without events.

use std::collections::BTreeSet;

use crate::engine::ledger::Step;
use crate::engine::outcome::Upcoming;
use crate::engine::relation::Relation;
use crate::engine::report::because;
use crate::value::{ClauseId, Date, Duration, NoCalendar};

/// The most dates that are told.
const MOST_DATES: usize = 12;

/// The first dates on which something follows from what has happened, by date.
pub fn list(mut ahead: Relation<'_>, horizon: Duration, explain: bool) -> Vec<Upcoming> {
    let Ok(last) = horizon.shift_forward(ahead.as_of, &NoCalendar) else {
        return Vec::new();
    };
    ahead.record.chronicle.clear();
    ahead.record.tells = true;
    ahead.record.explains = explain;
    let mut told = growths(&ahead, last, explain);
    let mut dates: BTreeSet<Date> = told.iter().map(|next| next.date).collect();
    let mut said: BTreeSet<String> = BTreeSet::new();
    let Some(mut day) = ahead.as_of.succ_opt() else {
        return told;
    };
    ahead.day = day;
    while let Some(next) = ahead.coming_day(last) {
        day = day.max(next);
        ahead.start_day(day);
        ahead.powers.end_of_day(day);
        for entry in std::mem::take(&mut ahead.record.chronicle) {
            for (clause, what) in entry.consequences {
                let Some(clause) = clause else { continue };
                if said.insert(without_figures(&format!("{clause} {what}"))) {
                    dates.insert(entry.date);
                    let line = (Some(clause.clone()), what);
                    let by = ahead.record.told_by.get(&line);
                    let because = by.map(|by| because::of_any(&ahead, *by));
                    let (_, what) = line;
                    told.push(Upcoming {
                        date: entry.date,
                        because: because.unwrap_or_default(),
                        clause,
                        what,
                    });
                }
            }
        }
        if dates.len() >= MOST_DATES || !ahead.problems.is_empty() {
            break;
        }
        let Some(following) = day.succ_opt() else {
            break;
        };
        day = following;
        ahead.day = day;
    }
    if dates.len() > MOST_DATES {
        let kept: BTreeSet<_> = dates.into_iter().take(MOST_DATES).collect();
        told.retain(|one| kept.contains(&one.date));
    }
    told.sort_by_key(|one| one.date);
    told
}

/// What is added next to what grows: the next period, the day from which unpaid interest bears interest itself.
fn growths(relation: &Relation<'_>, last: Date, explain: bool) -> Vec<Upcoming> {
    let mut told = Vec::new();
    let mut seen: BTreeSet<(ClauseId, String)> = BTreeSet::new();
    let growing = relation.obligations.iter().map(|(_, duty)| duty);
    for duty in growing.filter(|duty| duty.grows && duty.is_open()) {
        let Some(claim) = duty.claim.filter(|claim| relation.ledger.is_active(*claim)) else {
            continue;
        };
        // Of the many parts of a fine by the day the first speaks for all.
        let thing = relation.thing_in_words(&duty.thing);
        if !seen.insert((duty.rule.at.clause.clone(), thing)) {
            continue;
        }
        let of = |what: String| {
            let head = relation.head_in_words(duty);
            let on = relation.thing_in_words(&duty.thing);
            format!("{head} on {on}: {what}")
        };
        let steps = relation.ledger.steps(claim, last);
        let period = steps.iter().find_map(|step| match step {
            Step::Period {
                on,
                base,
                rate,
                amount,
            } if *on > relation.as_of => Some((
                *on,
                of(format!(
                    "another {rate} of {}, {}",
                    base.to_clause_style(),
                    amount.to_clause_style()
                )),
            )),
            _ => None,
        });
        let joins = steps.iter().find_map(|step| match step {
            Step::JoinedBase { on, amount } if *on >= relation.as_of => {
                let next = on.succ_opt()?;
                let what = match relation.ledger.position(claim, *on).missing {
                    Some(_) => "what is then unpaid bears interest too; not all of its days have a rate that is known".to_owned(),
                    None => format!("{} that is unpaid bears interest too", amount.to_clause_style()),
                };
                Some((next, of(what)))
            }
            _ => None,
        });
        for (date, what) in period.into_iter().chain(joins) {
            let next = Upcoming {
                date,
                clause: duty.rule.at.clause.clone(),
                what,
                because: if explain {
                    because::of_any(relation, duty.instance)
                } else {
                    Vec::new()
                },
            };
            if !told.contains(&next) {
                told.push(next);
            }
        }
    }
    told
}

/// What is said once is not said again with other amounts and days: a fine by the day. Names, of which some are numbered, are no figures.
fn without_figures(text: &str) -> String {
    let words = text.split(' ');
    let names = words.filter(|word| word.chars().any(char::is_alphabetic));
    names.collect::<Vec<_>>().join(" ")
}
