//! What happens next if nobody acts: the walk goes on in a copy, without events.

use std::collections::BTreeSet;

use crate::engine::outcome::Upcoming;
use crate::engine::relation::Relation;
use crate::value::{Duration, NoCalendar};

/// The most dates that are told.
const MOST_DATES: usize = 12;

/// The first dates on which something follows from what has happened, by date.
pub fn list(relation: &Relation<'_>, horizon: Duration) -> Vec<Upcoming> {
    let Ok(last) = horizon.shift_forward(relation.as_of, &NoCalendar) else {
        return Vec::new();
    };
    let mut ahead = relation.clone();
    ahead.record.chronicle.clear();
    let mut told: Vec<Upcoming> = Vec::new();
    let mut dates = BTreeSet::new();
    let mut said: BTreeSet<String> = BTreeSet::new();
    let Some(mut day) = relation.as_of.succ_opt() else {
        return told;
    };
    ahead.day = day;
    while let Some(next) = ahead.coming_day(last) {
        day = day.max(next);
        ahead.start_day(day);
        ahead.powers.end_of_day(day);
        for entry in std::mem::take(&mut ahead.record.chronicle) {
            for (clause, what) in entry.consequences {
                if said.insert(without_figures(&format!("{clause} {what}"))) {
                    dates.insert(entry.date);
                    told.push(Upcoming {
                        date: entry.date,
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
    told
}

/// What is said once is not said again with other figures: a fine by the day.
fn without_figures(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_ascii_digit())
        .collect()
}
