//! Amounts, dates, periods and percentages as they are written elsewhere: `€ 5,00`, `1 March 2025`, `fourteen days`.

use std::ops::Range;

use crate::syntax::habits::{Habit, Word};
use crate::value::Unit;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const NUMBERS: [&str; 31] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "twenty-one",
    "twenty-two",
    "twenty-three",
    "twenty-four",
    "twenty-five",
    "twenty-six",
    "twenty-seven",
    "twenty-eight",
    "twenty-nine",
    "thirty",
];

/// Whether a word is a unit of time, or begins one: `days`, `working`.
fn is_unit(word: &str) -> bool {
    let begins_one = |unit: &Unit| unit.word().split(' ').next() == Some(word);
    Unit::from_words(word).is_some() || Unit::ALL.iter().any(begins_one)
}

/// Amounts, dates, periods and percentages as they are written elsewhere.
pub(super) fn figure(text: &str, here: &[Word<'_>]) -> Option<Habit> {
    amount(here)
        .or_else(|| day(here))
        .or_else(|| period(here))
        .or_else(|| sign(text, here))
}

const AMOUNT: &str =
    "an amount is its currency and a number: a comma between thousands, a point before the cents";

/// `€ 5,00`, `$5`, `500 euros`, `EUR 1.500,00`, `EUR 5,-`
fn amount(here: &[Word<'_>]) -> Option<Habit> {
    const SIGNS: [(&str, &str); 3] = [("€", "EUR"), ("$", "USD"), ("£", "GBP")];
    let first = &here[0];
    let made = |at: Range<usize>, code: &str, figure: &str| Habit {
        at,
        instead: format!("`{code} {}`", figure_as_written(figure)),
        help: AMOUNT.to_owned(),
        said: None,
    };
    for (sign, code) in SIGNS {
        if let Some(figure) = first.text.strip_prefix(sign) {
            if !figure.is_empty() {
                return Some(made(first.at.clone(), code, figure));
            }
            let figure = here.get(1).filter(|next| starts_with_digit(next.text));
            let end = figure.map_or(first.at.end, |next| next.at.end);
            let figure = figure.map_or("2,500.00", |next| next.text);
            return Some(made(first.at.start..end, code, figure));
        }
    }
    let next = here.get(1)?;
    if starts_with_digit(first.text) && ["euro", "euros", "eur"].contains(&next.small.as_str()) {
        return Some(made(first.at.start..next.at.end, "EUR", first.text));
    }
    let is_code = first.text.len() == 3 && first.text.chars().all(|c| c.is_ascii_uppercase());
    (is_code && starts_with_digit(next.text) && has_cents_behind_a_comma(next.text))
        .then(|| made(first.at.start..next.at.end, first.text, next.text))
}

/// `1.500,00`, `5,-`
fn has_cents_behind_a_comma(figure: &str) -> bool {
    let cents = figure.rsplit_once(',').map(|(_, cents)| cents);
    cents.is_some_and(|cents| {
        matches!(cents, "-" | "--")
            || (cents.len() == 2 && cents.chars().all(|c| c.is_ascii_digit()))
    })
}

/// An amount with its cents behind a comma, as the language writes it: `EUR 1,500.00` for `EUR 1.500,00`.
pub(in crate::syntax) fn amount_as_written(words: &str) -> Option<String> {
    let (code, figure) = words.split_once(' ')?;
    has_cents_behind_a_comma(figure).then(|| format!("{code} {}", figure_as_written(figure)))
}

/// `1.500,00`, `5,00` and `5,-` as the language writes them; others as they are.
fn figure_as_written(figure: &str) -> String {
    let figure = figure.trim_end_matches('.');
    let (whole, cents) = match figure.rsplit_once(',') {
        Some((whole, cents)) if cents.len() == 2 && cents.chars().all(|c| c.is_ascii_digit()) => {
            (whole, cents)
        }
        Some((whole, "-" | "--")) => (whole, "00"),
        _ => {
            let groups: Vec<&str> = figure.split('.').collect();
            let in_threes = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
            return if in_threes {
                groups.join(",")
            } else {
                figure.to_owned()
            };
        }
    };
    format!("{}.{cents}", whole.replace('.', ","))
}

/// `1 March 2025`, `March 1, 2025`, `1-3-2025`
fn day(here: &[Word<'_>]) -> Option<Habit> {
    let month = |word: &Word<'_>| {
        let at = MONTHS.iter().position(|name| *name == word.small);
        at.map(|at| at + 1)
    };
    let number = |word: &Word<'_>| word.text.parse::<u32>().ok();
    let made = |at: Range<usize>, year: u32, month: usize, day: u32| Habit {
        at,
        instead: format!("`{year:04}-{month:02}-{day:02}`"),
        help: "a date is written year, month, day".to_owned(),
        said: None,
    };
    let first = &here[0];
    let parts: Vec<u32> = first
        .text
        .split(['-', '/'])
        .filter_map(|part| part.parse().ok())
        .collect();
    if let [day, month, year] = parts.as_slice()
        && (1..=31).contains(day)
        && (1..=12).contains(month)
        && *year > 1000
    {
        return Some(made(first.at.clone(), *year, *month as usize, *day));
    }
    let [first, second, third, ..] = here else {
        return None;
    };
    let year = number(third).filter(|year| *year > 1000)?;
    let (day, month) = match (number(first), month(second)) {
        (Some(day), Some(month)) => (day, month),
        _ => (number(second)?, month(first)?),
    };
    (1..=31)
        .contains(&day)
        .then(|| made(first.at.start..third.at.end, year, month, day))
}

/// `fourteen days`, `14.5 days`, `10 percent`, `10 per cent`
fn period(here: &[Word<'_>]) -> Option<Habit> {
    let [first, second, ..] = here else {
        return None;
    };
    let at = first.at.start..second.at.end;
    let whole_percent = |figure: &str, at: Range<usize>| Habit {
        at,
        instead: format!("`{}%`", figure.replace(',', ".")),
        help: "a percentage has its sign behind the number".to_owned(),
        said: None,
    };
    let spelled = NUMBERS.iter().position(|word| *word == first.small);
    let figure = match spelled {
        Some(number) => number.to_string(),
        None if starts_with_digit(first.text) => first.text.to_owned(),
        None => return None,
    };
    if second.small == "percent" || second.small == "pct" {
        return Some(whole_percent(&figure, at));
    }
    if second.small == "per"
        && let Some(third) = here.get(2)
        && third.small == "cent"
    {
        return Some(whole_percent(&figure, first.at.start..third.at.end));
    }
    if let Some(habit) = number_twice(here) {
        return Some(habit);
    }
    if !is_unit(&second.small) {
        return None;
    }
    if second.is_translated {
        return Some(Habit {
            at,
            instead: format!("`{figure} {}`", second.small),
            help: "a period is a number of `days`, `working days`, `weeks`, `months` or `years`"
                .to_owned(),
            said: None,
        });
    }
    if spelled.is_some() {
        return Some(Habit {
            at,
            instead: format!("`{figure} {}`", second.text),
            help: "numbers are written in figures".to_owned(),
            said: None,
        });
    }
    first.text.contains(['.', ',']).then(|| Habit {
        at,
        instead: format!("a whole number, such as `14 {}`", second.text),
        help: "a period is a whole number of days, working days, weeks, months or years".to_owned(),
        said: None,
    })
}

/// `two (2) weeks`, `14 (fourteen) days`: the number is said once.
fn number_twice(here: &[Word<'_>]) -> Option<Habit> {
    let [first, second, third, ..] = here else {
        return None;
    };
    let number = |word: &Word<'_>| {
        let spelled = NUMBERS.iter().position(|known| *known == word.small);
        spelled.or_else(|| word.text.parse().ok())
    };
    let (one, other) = (number(first)?, number(second)?);
    (one == other && is_unit(&third.small)).then(|| Habit {
        at: first.at.start..third.at.end,
        instead: format!("`{one} {}`", third.text),
        help: "a number is said once, in figures".to_owned(),
        said: None,
    })
}

/// `article 5.d`, `art. 5 paragraph 2`: a clause is referred to by its number.
pub(super) fn clause_reference(here: &[Word<'_>]) -> Option<Habit> {
    const NAMES: [&str; 5] = ["article", "art", "section", "paragraph", "sub"];
    let [first, second, ..] = here else {
        return None;
    };
    if !NAMES.contains(&first.small.as_str()) || !starts_with_digit(second.text) {
        return None;
    }
    let mut end = second.at.end;
    let mut number = second.text.to_owned();
    if let [_, _, third, fourth, ..] = here
        && matches!(third.small.as_str(), "sub" | "paragraph" | "under")
        && fourth.text.len() <= 3
    {
        end = fourth.at.end;
        number = format!("{number}.{}", fourth.text);
    }
    Some(Habit {
        at: first.at.start..end,
        instead: format!("`{number}`"),
        help: "a clause is referred to by its number alone, as it stands in its heading: `5.d`, `7.9.3`".to_owned(),
        said: None,
    })
}

/// `;` and curly quotes.
fn sign(text: &str, here: &[Word<'_>]) -> Option<Habit> {
    let word = &here[0];
    if word.text.ends_with(';') {
        let is_item = text[..word.at.start].contains("(1)");
        let (instead, help) = if is_item {
            (
                "nothing here",
                "items of a list stand behind each other without a sign or a word between them: the words before the list say how many of them must hold",
            )
        } else {
            (
                "a full stop",
                "each thing that is said is a sentence of its own",
            )
        };
        return Some(Habit {
            at: word.at.end - 1..word.at.end,
            instead: instead.to_owned(),
            help: help.to_owned(),
            said: None,
        });
    }
    let curly = word.text.find(['“', '”', '„', '‘'])?;
    let start = word.at.start + curly;
    let sign = text[start..].chars().next()?;
    Some(Habit {
        at: start..start + sign.len_utf8(),
        instead: "`\"`".to_owned(),
        help: "quotation marks are straight: `\"…\"`".to_owned(),
        said: None,
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_digit())
}
