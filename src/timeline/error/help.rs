//! The next action, when it is known.

use super::{EVENTS, TAB, TOO_DEEP, TimelineError, UNQUOTED, one_of, words};
use crate::value::{DateError, MoneyParseError, Name};

const LESS_DEEP: &str = "see whether it is the file that was meant: a value of a timeline is a word, a list, or a group of keys, as `- { date: …, type: … }`";

/// Beyond so many a list of what is known no longer helps.
const MOST_LISTED: usize = 12;

impl TimelineError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::DecimalComma { given } => Some(without_comma(given)),
            Self::Alias => Some("write the value again where it is needed".to_owned()),
            Self::Tag { .. } => Some("leave the tag out".to_owned()),
            Self::SecondDocument => {
                Some("put the second timeline into a file of its own".to_owned())
            }
            Self::NoValue { what } if what == EVENTS => Some(
                "tell what happened, one entry a line: `- { date: 2025-01-31, type: invoice_issued, … }`; when nothing happened write `events: []`".to_owned(),
            ),
            Self::NoValue { .. } => {
                Some("leave the key out when there is nothing to tell".to_owned())
            }
            Self::Shape {
                expected: "a list",
                found: "a group of keys",
                ..
            } => Some("begin each entry of the list with `- `".to_owned()),
            Self::Shape {
                expected: "a list", ..
            } => Some("put it in brackets: `[…]`".to_owned()),
            Self::UnknownKey {
                key,
                meant: Some(meant),
                ..
            } if key.contains(' ') => {
                let value = key.split_once(' ').map_or("…", |(_, value)| value);
                Some(format!("a colon stands behind a key: `{meant}: {value}`"))
            }
            Self::UnknownKey { key, .. } if key == "as-of" || key == "absent" => {
                Some("what should come out stands below `expect:`".to_owned())
            }
            Self::UnknownKey { meant, known, .. } => suggestion(meant.as_deref())
                .or_else(|| listed(known, "the keys here are"))
                .or_else(|| {
                    Some("each value has its key and a colon before it; `clausec words` tells the fields of an event".to_owned())
                }),
            Self::UnknownEventType { meant, .. } => suggestions(meant).or_else(|| {
                Some("docs/timelines.md and `clausec words` tell the event types; `clausec words WORD` finds them by word".to_owned())
            }),
            Self::UnknownConcept { meant, .. } => suggestions(meant)
                .or_else(|| Some("`clausec words` lists the concepts".to_owned())),
            Self::RefersToNothing { meant, .. } => suggestion(meant.as_deref()).or_else(|| {
                Some("give the thing its name in the event that brought it about, or leave the reference out".to_owned())
            }),
            Self::UnknownValue { meant, known, .. } => {
                suggestion(meant.as_deref()).or_else(|| listed(known, "it is one of"))
            }
            Self::UnknownParty { meant, known, .. } => {
                suggestion(meant.as_deref()).or_else(|| listed(known, "the parties are"))
            }
            Self::UnknownForm { meant, known, .. } => {
                suggestion(meant.as_deref()).or_else(|| listed(known, "the forms are"))
            }
            Self::Date(error) => Some(date(error).to_owned()),
            Self::Money(MoneyParseError::NotANumber(text)) if text.contains(',') => Some(without_comma(text)),
            Self::Money(error) => Some(money(error).to_owned()),
            Self::Percent(_) => Some("write it with its sign: `10.5%`".to_owned()),
            Self::Judgement { .. } => {
                Some("an assessment says whether the concept `holds` or `does_not_hold`".to_owned())
            }
            Self::ProvisionNeedsQuotes { text } | Self::NameNeedsQuotes { text } => {
                Some(format!("write `\"{text}\"`"))
            }
            Self::CurlyQuotes { inner, .. } => {
                Some(format!("quotation marks are straight: `\"{inner}\"`"))
            }
            Self::NameTwice { .. } => {
                Some("a name is given once in a file; give one of them another name".to_owned())
            }
            Self::BeforeItsThing { .. } => {
                Some("one of the two dates is wrong, or the name is".to_owned())
            }
            Self::AboveItsThing { .. } => Some(
                "events of one day count in the order of the file: put this one below".to_owned(),
            ),
            Self::EventBelowExpect => Some("events stand below `events:`".to_owned()),
            Self::EventsAboveLines => {
                Some("in JSON lines each event stands on a line of its own".to_owned())
            }
            Self::ServiceNotMentioned {
                first: Some(first), ..
            } => Some(format!(
                "the first event that speaks of it is dated {first}"
            )),
            Self::ServiceNotMentioned { meant, .. } => suggestion(meant.as_deref()).or_else(|| {
                Some("name the service in the event that brought it into the relation".to_owned())
            }),
            Self::ActorMissing { .. } => Some("add `by: supplier` or `by: client`".to_owned()),
            Self::Sum { parts, whole, .. } => {
                Some(format!("correct {} or `{whole}`", words(parts)))
            }
            Self::ListSum { list, whole, .. } => {
                Some(format!("correct the amounts in `{list}` or `{whole}`"))
            }
            Self::TooLarge { .. } | Self::TooManyValues { .. } => {
                Some("see whether it is the file that was meant; split it if it is".to_owned())
            }
            Self::NotReadable { reason } if reason.contains("after this key") => {
                Some("write a colon behind the key, as in `events:`".to_owned())
            }
            Self::NotReadable { reason } if reason == TAB => {
                Some("begin the line with blanks, as the lines around it do".to_owned())
            }
            Self::NotReadable { reason } if reason.contains("column") => {
                Some("what belongs together begins in the same column, each entry of a list with `- `".to_owned())
            }
            Self::NotReadable { reason } if reason.contains("no key can stand") => Some(
                "see whether this line begins in the column of its list, and whether the entry above it has its key"
                    .to_owned(),
            ),
            Self::TooDeep { .. } => Some(LESS_DEEP.to_owned()),
            Self::NotReadable { reason } if reason == TOO_DEEP => Some(LESS_DEEP.to_owned()),
            Self::NotReadable { reason } if reason == UNQUOTED => Some(
                "write `\"text\"`; a number in figures needs no quotes: `1000.00`".to_owned(),
            ),
            Self::NotReadable { .. } => Some(
                "see whether every bracket and every quotation mark before this place is closed"
                    .to_owned(),
            ),
            Self::KeyTwice { .. } => Some("leave one of them out".to_owned()),
            Self::KeyNotText => Some("write a word and a colon: `date: 2025-01-31`".to_owned()),
            Self::Empty => Some("begin with `terms:`, `client:` and `events:`".to_owned()),
            Self::BelowZero { .. } => Some(
                "tell what is given back as an event of its own: a credit note, a payment by the other party"
                    .to_owned(),
            ),
            Self::Shape { expected, .. } => Some(format!("write {expected} in its place")),
            Self::Missing { field, .. } => Some(format!("add `{field}: …`")),
            Self::Number(_) => Some("write it in figures, with a point: `1.5`".to_owned()),
            Self::Count(_) => Some("write it in figures: `3`".to_owned()),
            Self::Duration(_) => Some(
                "write a whole number and its unit; working days are a unit of their own".to_owned(),
            ),
            Self::Truth { .. } => Some("write `yes` or `no`".to_owned()),
            Self::Provision(_) => {
                Some("write the number as the terms do: `5.a`, `\"8.3\"`".to_owned())
            }
            Self::RefersToWrongKind { wanted, .. } => Some(format!(
                "give the name of what {} brought about",
                one_of(wanted)
            )),
            Self::ExactlyOne { fields, given, .. } if given.is_empty() => {
                Some(format!("add {}", one_of(fields)))
            }
            Self::ExactlyOne { given, .. } => Some(format!("leave out all but one of {}", words(given))),
            Self::Arithmetic(_) => Some("see whether the amounts are in one currency".to_owned()),
            Self::ReceivedBeforeSent { .. } | Self::OutOfOrder { .. } => Some("one of the two dates is wrong".to_owned()),
        }
    }
}

fn suggestion(meant: Option<&str>) -> Option<String> {
    meant.map(|meant| format!("did you mean `{meant}`?"))
}

fn suggestions(meant: &[String]) -> Option<String> {
    (!meant.is_empty()).then(|| format!("did you mean {}?", meant.join(" or ")))
}

fn listed(known: &[impl AsRef<str>], lead: &str) -> Option<String> {
    let names: Vec<Name> = known.iter().map(|name| Name::new(name.as_ref())).collect();
    (1..=MOST_LISTED)
        .contains(&names.len())
        .then(|| format!("{lead} {}", words(&names)))
}

fn date(error: &DateError) -> &'static str {
    match error {
        DateError::NotADate(_) => "write year, month and day with hyphens: `2025-01-31`",
        DateError::NoSuchDay { .. } => "see which day of the month it was",
        DateError::NoSuchMonth(_) => "the month stands in the middle, from 01 to 12",
        DateError::YearOutOfRange(_) | DateError::OutOfRange | DateError::OutsideCalendar(_) => {
            "see whether the year is a slip of the pen"
        }
    }
}

/// How a figure is written that has a comma before its cents or between its thousands: `1250.50` for `1.250,50`.
fn without_comma(given: &str) -> String {
    let (whole, rest) = given.rsplit_once(',').unwrap_or((given, ""));
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let figure = if digits == 3 && !whole.contains('.') {
        given.replace(',', "")
    } else {
        format!("{}.{rest}", whole.replace(['.', ','], ""))
    };
    format!("a point stands before the cents and nothing between thousands: write `{figure}`")
}

fn money(error: &MoneyParseError) -> &'static str {
    match error {
        MoneyParseError::NotANumber(_) => {
            "write an amount with a point and two decimals, without thousands: `1000.00` or `1000.00 EUR`"
        }
        MoneyParseError::TooManyDecimals { .. } => {
            "round it where the invoice or the payment does; the file tells the amount itself"
        }
        MoneyParseError::TooLarge(_) => {
            "see whether an amount was meant, and not a number of an account"
        }
        MoneyParseError::TooPrecise(_) => "write an amount with two decimals",
        MoneyParseError::UnknownCurrency(_)
        | MoneyParseError::Commas(_)
        | MoneyParseError::PartDecimals { .. }
        | MoneyParseError::NoCurrency(_) => "write an amount such as `1000.00` or `1000.00 EUR`",
    }
}
