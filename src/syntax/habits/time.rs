//! Periods, and days and amounts that return, as they are written elsewhere: `14 calendar days`, `per day`, `every quarter`.

use std::ops::Range;

use crate::syntax::habits::rows::{RATE, RETURNS, TIME};
use crate::syntax::habits::{Habit, Word};

/// Periods of the calendar.
const PERIODS: [&str; 4] = ["week", "month", "quarter", "year"];
const BY_THE_DAY: &str = "what is owed by the day says on which days: `EUR 25.00 for each day on which the client is in default of the invoice`";
const BY_THE_UNIT: &str = "what is owed by the unit says of what: `EUR 5.00 for each GB of the traffic of the measurement`";

/// Periods, and amounts by the period, as they are written elsewhere; `at` is the word in hand.
pub(super) fn time(words: &[Word<'_>], at: usize) -> Option<Habit> {
    let here = &words[at..];
    calendar_days(here)
        .or_else(|| for_more_than(here))
        .or_else(|| day_of_a_period(here))
        .or_else(|| per(words, at))
}

fn habit(words: &[Word<'_>], instead: String, help: &str) -> Option<Habit> {
    let at: Range<usize> = words.first()?.at.start..words.last()?.at.end;
    Some(Habit {
        at,
        instead,
        help: help.to_owned(),
        said: None,
    })
}

/// `14 calendar days`
fn calendar_days(here: &[Word<'_>]) -> Option<Habit> {
    let [number, calendar, unit, ..] = here else {
        return None;
    };
    let is_period = is_number(number) && calendar.small == "calendar" && is_unit(&unit.small);
    if !is_period {
        return None;
    }
    habit(
        &here[..3],
        format!("`{} {}`", number.text, unit.text),
        "days, weeks, months and years are those of the calendar; `working days` are a unit of their own",
    )
}

/// `for more than 30 days`
fn for_more_than(here: &[Word<'_>]) -> Option<Habit> {
    let begins = ["for", "more", "than"];
    let fits = begins
        .iter()
        .zip(here)
        .all(|(one, word)| *one == word.small);
    let [_, _, _, number, unit, ..] = here else {
        return None;
    };
    if !(fits && is_number(number) && is_unit(&unit.small)) {
        return None;
    }
    let period = format!("`for longer than {} {}`", number.text, unit.text);
    habit(&here[..5], period, TIME)
}

/// `the end of the month`, `the last day of the quarter`, `the first day of the next month`
fn day_of_a_period(here: &[Word<'_>]) -> Option<Habit> {
    let skip = usize::from(here[0].small == "the");
    let small: Vec<&str> = here[skip..]
        .iter()
        .take(6)
        .map(|word| word.small.as_str())
        .collect();
    let (edge, rest) = match small.as_slice() {
        ["end", "of", rest @ ..] => ("end", rest),
        ["last", "day", "of", rest @ ..] => ("end", rest),
        ["first", "day", "of", rest @ ..] => ("start", rest),
        _ => return None,
    };
    let (which, rest) = match rest {
        ["the" | "that" | "a", rest @ ..] => ("", rest),
        rest => ("", rest),
    };
    let (which, rest) = match rest {
        [
            next @ ("next" | "following" | "calendar" | "current"),
            rest @ ..,
        ] => (*next, rest),
        rest => (which, rest),
    };
    let period = rest.first().filter(|word| PERIODS.contains(word))?;
    let words = skip + small.len() - rest.len() + 1;
    let least = u8::from(edge == "start" || matches!(which, "next" | "following"));
    let days = if least == 1 { "1 day" } else { "0 days" };
    habit(
        &here[..words],
        format!("`the first {period} {edge} at least {days} after …`"),
        "a day of the calendar is counted from another day: `within 30 days after the first month end at least 0 days after the invoice date`; a last day is `at the latest on` it",
    )
}

/// `EUR 25.00 per day`, `1.25% per started month on …`, `EUR 5.00 per GB`
fn per(words: &[Word<'_>], at: usize) -> Option<Habit> {
    let here = &words[at..];
    if here[0].small != "per" {
        return None;
    }
    let started = usize::from(here.get(1).is_some_and(|word| word.small == "started"));
    let unit = here.get(1 + started)?;
    let before = at.checked_sub(1).map(|before| &words[before]);
    let is_rate = before.is_some_and(|word| word.text.ends_with('%'));
    let (instead, help) = match unit.small.as_str() {
        "year" | "annum" if is_rate => ("`a year`".to_owned(), RATE),
        "day" | "week" | "month" if is_rate => {
            (format!("`for each started {} on …`", unit.small), RATE)
        }
        "day" => ("`for each day on which …`".to_owned(), BY_THE_DAY),
        "quarter" => ("`Every 3 months from …,`".to_owned(), RETURNS),
        "annum" => ("`Every year from …,`".to_owned(), RETURNS),
        period if PERIODS.contains(&period) => (format!("`Every {period} from …,`"), RETURNS),
        "cent" | "cents" => return None,
        other => (format!("`for each {other} of …`"), BY_THE_UNIT),
    };
    habit(&here[..2 + started], instead, help)
}

/// `Every quarter from …`, `At the start of each calendar quarter`, `On the first day of each month`
pub(super) fn returning(words: &[Word<'_>]) -> Option<Habit> {
    let small: Vec<&str> = words
        .iter()
        .take(8)
        .map(|word| word.small.as_str())
        .collect();
    if let ["every" | "each", rest @ ..] = small.as_slice() {
        let (count, instead) = match rest {
            ["calendar", period, ..] if PERIODS.contains(period) => {
                (3, format!("At the end of each calendar {period} from …,"))
            }
            ["quarter", ..] => (2, "Every 3 months from …,".to_owned()),
            ["half" | "half-year" | "semester", ..] => (2, "Every 6 months from …,".to_owned()),
            ["fortnight", ..] => (2, "Every 2 weeks from …,".to_owned()),
            ["other", unit, ..] if is_unit(unit) => (3, format!("Every 2 {unit}s from …,")),
            _ => return None,
        };
        return habit(&words[..count], format!("`{instead}`"), RETURNS);
    }
    let from = match small.as_slice() {
        ["at" | "on", "the", "start" | "beginning", "of", ..] => 4,
        ["on" | "at", "the", "first" | "last", "day", "of", ..] => 5,
        _ => return None,
    };
    let calendar = usize::from(small.get(from + 1) == Some(&"calendar"));
    let each = matches!(small.get(from), Some(&("each" | "every")));
    let period = small
        .get(from + 1 + calendar)
        .filter(|word| PERIODS.contains(word))?;
    if !each {
        return None;
    }
    habit(
        &words[..from + 2 + calendar],
        format!("`At the end of each calendar {period} from …,`"),
        "it speaks on the day after the last day of each, which is the first day of the next; `that day` is the last day. What returns by the day on which something began is said with `Every month from …,`",
    )
}

fn is_number(word: &Word<'_>) -> bool {
    !word.text.is_empty() && word.text.bytes().all(|letter| letter.is_ascii_digit())
}

fn is_unit(word: &str) -> bool {
    ["day", "week", "month", "year"].contains(&word.trim_end_matches('s'))
}
