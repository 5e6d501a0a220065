//! What drafters are used to write, and how the language says it: `shall` for `must`, `EUR 1.500,00`, `fourteen days`.
//!
//! Looked for only in words that were not understood, so that no word of the vocabulary is forbidden by this list.

use std::ops::Range;

use crate::source::{Problem, SourceId, Span};

/// Words as a drafter is used to write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// Where in the text.
    pub at: Range<usize>,
    /// What stands there instead in the language.
    instead: String,
    /// The next action.
    help: String,
    /// What is said to be written otherwise, when that is more than the words at the place.
    said: Option<&'static str>,
}

/// A word with its place.
struct Word<'t> {
    text: &'t str,
    small: String,
    at: Range<usize>,
}

/// Words, what stands in their place, and how it is said whole.
type Row = (&'static str, &'static str, &'static str);

const DUTY: &str = "what somebody owes is said with `must`: `the client must pay the invoice to the supplier, within 14 days after the invoice date`";
const POWER: &str = "what somebody is free to do is said with `may`: `The supplier may suspend the services while …`";
const BAN: &str = "what is forbidden is said with `must not`, what has no effect with `cannot`: `The client must not …`, `The client cannot …`";
const IN_FULL: &str = "verbs are written in full: `does not`, `has not`, `is not`";
const RATE: &str = "money that grows is said by its rate and its claim: `2% for each started month on the claim of the invoice, counted from …`, or `8% a year on …, counted by the day at 365 days to the year`";

const TIME: &str = "time is said with `within 14 days after …`, `at the latest on …`, `from …`, `through …`, `until …` or `while …`";

/// Anywhere in a sentence; longer words first.
const ANYWHERE: [Row; 50] = [
    ("no later than", "at the latest on", TIME),
    ("not later than", "at the latest on", TIME),
    ("prior to", "before", TIME),
    ("during", "while", TIME),
    ("as long as", "while", TIME),
    ("immediately", "at once", TIME),
    ("promptly", "without delay", TIME),
    ("within a period of", "within", TIME),
    (
        "upon",
        "When …,",
        "what happens stands first, closed by a comma: `When the supplier issues an invoice, …`",
    ),
    (
        "monthly",
        "Every month from …,",
        "what returns stands first, closed by a comma: `Every month from the commencement of the lease, …`",
    ),
    (
        "each month",
        "Every month from …,",
        "what returns stands first, closed by a comma: `Every month from the commencement of the lease, …`",
    ),
    (
        "annually",
        "Every year from …,",
        "what returns stands first, closed by a comma: `Every year from the commencement of the lease, …`",
    ),
    (
        "pursuant to",
        "under",
        "a clause is referred to by its number: `under 7.9`",
    ),
    (
        "notwithstanding",
        "despite",
        "a clause that is set aside is named behind a comma: `…, despite 7.8`",
    ),
    (
        "without prejudice to",
        "This clause does not affect 18.3.",
        "what stays as it is stands in a sentence of its own: `This clause does not affect 18.3.`",
    ),
    (
        "save for",
        "unless",
        "an exception stands behind what it is an exception to: `…, unless …`",
    ),
    (
        "except",
        "unless",
        "an exception stands behind what it is an exception to: `…, unless …`",
    ),
    ("shall not", "must not", BAN),
    ("shall", "must", DUTY),
    ("is obliged to", "must", DUTY),
    ("are obliged to", "must", DUTY),
    ("is required to", "must", DUTY),
    ("is bound to", "must", DUTY),
    ("undertakes to", "must", DUTY),
    ("has to", "must", DUTY),
    ("have to", "must", DUTY),
    ("should", "must", DUTY),
    ("will", "must", DUTY),
    ("may no longer", "must not", BAN),
    ("is not entitled to", "must not", BAN),
    ("is not allowed to", "must not", BAN),
    ("is not permitted to", "must not", BAN),
    ("is prohibited from", "must not", BAN),
    ("can not", "cannot", BAN),
    ("is entitled to", "may", POWER),
    ("has the right to", "may", POWER),
    ("is authorised to", "may", POWER),
    ("is allowed to", "may", POWER),
    ("is permitted to", "may", POWER),
    ("can", "may", POWER),
    ("doesn't", "does not", IN_FULL),
    ("don't", "do not", IN_FULL),
    ("hasn't", "has not", IN_FULL),
    ("isn't", "is not", IN_FULL),
    ("per month", "for each started month", RATE),
    ("per year", "a year", RATE),
    ("per annum", "a year", RATE),
    (
        "provided that",
        "if",
        "a condition stands behind what it is a condition of: `…, if …` or `…, unless …`",
    ),
    (
        "and/or",
        "or",
        "several things of which one is enough are a list: `if any of the following hold: (1) … (2) …`",
    ),
    (
        "on condition that",
        "if",
        "a condition stands behind what it is a condition of: `…, if …` or `…, unless …`",
    ),
];

const CONDITION_FIRST: &str = "begin with `When …,` (what happens), `As soon as …,` (once it is so) or `While …,` (as long as it is so), or put the condition behind: `The supplier may … if …`";

/// At the head of a sentence.
const AT_THE_HEAD: [Row; 7] = [
    (
        "if",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "in case",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "in the event",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "where",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "provided",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "should",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "unless",
        "`…, unless …` at the end",
        "an exception stands behind what it is an exception to: `The supplier may suspend the services, unless the client is a consumer`",
    ),
];

const MONTHS: [[&str; 2]; 12] = [
    ["january", "januari"],
    ["february", "februari"],
    ["march", "maart"],
    ["april", "april"],
    ["may", "mei"],
    ["june", "juni"],
    ["july", "juli"],
    ["august", "augustus"],
    ["september", "september"],
    ["october", "oktober"],
    ["november", "november"],
    ["december", "december"],
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

const UNITS: [&str; 9] = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "working",
];

impl Habit {
    /// The first habit in the words of a sentence.
    pub fn of_sentence(text: &str) -> Option<Self> {
        let words = words(text);
        let all = [
            at_the_head(&words),
            may_not(&words),
            Self::first_of(text, &words),
        ];
        all.into_iter().flatten().min_by_key(|habit| habit.at.start)
    }

    /// The first habit in a part of a sentence.
    pub fn of_part(text: &str) -> Option<Self> {
        Self::first_of(text, &words(text))
    }

    /// What follows `may`: `not set off` forbids, or denies effect.
    pub fn of_conduct(text: &str) -> Option<Self> {
        let words = words(text);
        let first = words.first().filter(|first| first.small == "not");
        let not = first.map(|first| Self::may_not(first.at.clone()));
        not.or_else(|| Self::first_of(text, &words))
    }

    fn may_not(at: Range<usize>) -> Self {
        Self {
            at,
            instead: "`must not` or `cannot`".to_owned(),
            help: BAN.to_owned(),
            said: Some("may not"),
        }
    }

    fn first_of(text: &str, words: &[Word<'_>]) -> Option<Self> {
        (0..words.len()).find_map(|at| {
            let here = &words[at..];
            figure(text, here).or_else(|| row(&ANYWHERE, here, false))
        })
    }

    /// The message; the text begins at `offset` in the source.
    pub fn problem(self, source: SourceId, offset: usize, text: &str) -> Problem {
        let said = self.said.unwrap_or(&text[self.at.clone()]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let span = Span::new(source, offset + self.at.start, offset + self.at.end);
        Problem::error(
            "written-otherwise",
            format!("`{said}` is written otherwise"),
        )
        .at(span, format!("write {}", self.instead))
        .help(self.help)
    }
}

fn at_the_head(words: &[Word<'_>]) -> Option<Habit> {
    let silent = ["where", "the", "terms", "are", "silent"];
    let is_gap = words.len() >= silent.len()
        && silent
            .iter()
            .zip(words)
            .all(|(one, word)| *one == word.small);
    if is_gap {
        return None;
    }
    row(&AT_THE_HEAD, words, true)
}

/// `may not` of a main part; as a condition it says that a power does not stand.
fn may_not(words: &[Word<'_>]) -> Option<Habit> {
    const CONDITIONS: [&str; 5] = ["if", "while", "when", "unless", "until"];
    let main = words
        .iter()
        .take_while(|word| !CONDITIONS.contains(&word.small.as_str()))
        .count();
    let at = (1..main).find(|at| words[at - 1].small == "may" && words[*at].small == "not")?;
    Some(Habit::may_not(words[at - 1].at.start..words[at].at.end))
}

fn row(rows: &[Row], here: &[Word<'_>], is_shown_bare: bool) -> Option<Habit> {
    rows.iter().find_map(|(said, instead, help)| {
        let said: Vec<&str> = said.split(' ').collect();
        let all =
            here.len() >= said.len() && said.iter().zip(here).all(|(one, word)| *one == word.small);
        all.then(|| Habit {
            at: here[0].at.start..here[said.len() - 1].at.end,
            instead: if is_shown_bare {
                (*instead).to_owned()
            } else {
                format!("`{instead}`")
            },
            help: (*help).to_owned(),
            said: None,
        })
    })
}

/// Amounts, dates, periods and percentages as they are written elsewhere.
fn figure(text: &str, here: &[Word<'_>]) -> Option<Habit> {
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
pub(super) fn amount_as_written(words: &str) -> Option<String> {
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
        let at = MONTHS
            .iter()
            .position(|names| names.contains(&word.small.as_str()));
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
    if second.small == "percent" || second.small == "pct" || second.small == "procent" {
        return Some(whole_percent(&figure, at));
    }
    if second.small == "per"
        && let Some(third) = here.get(2)
        && third.small == "cent"
    {
        return Some(whole_percent(&figure, first.at.start..third.at.end));
    }
    if !UNITS.contains(&second.small.as_str()) {
        return None;
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

/// `;` and curly quotes.
fn sign(text: &str, here: &[Word<'_>]) -> Option<Habit> {
    let word = &here[0];
    if word.text.ends_with(';') {
        return Some(Habit {
            at: word.at.end - 1..word.at.end,
            instead: "a full stop".to_owned(),
            help: "each thing that is said is a sentence of its own".to_owned(),
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

/// The words outside quotations and comments, without the commas and brackets around them.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let end = line.find("-- ").unwrap_or(line.len());
        let mut quoted = false;
        let mut at = 0;
        for part in line[..end].split_inclusive(|c: char| c.is_whitespace()) {
            let is_quoted = quoted || part.starts_with('"');
            quoted ^= part.matches('"').count() % 2 == 1;
            let word = part.trim_end();
            let bare = word
                .trim_start_matches('(')
                .trim_end_matches([')', ':', ','])
                .trim_end_matches('.');
            let start = offset + at + (word.len() - word.trim_start_matches('(').len());
            if !bare.is_empty() && !is_quoted {
                found.push(Word {
                    text: bare,
                    small: bare.to_lowercase().replace('\u{2019}', "'"),
                    at: start..start + bare.len(),
                });
            }
            at += part.len();
        }
        offset += line.len();
    }
    found
}
