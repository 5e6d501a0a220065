//! Single values: texts, dates, names.

use std::borrow::Cow;
use std::fmt::{self, Display};

use crate::source::{Span, nearest};
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::text::{Content, Entry, Node};
use crate::value::{Date, Name, parse_date};

/// A key, for a message: `` `amount` ``.
pub(super) struct Quoted<'n>(pub &'n Name);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

/// The letters of a single value; `what` says what it is, for the message.
pub(super) fn text<'n>(
    node: &'n Node<'_>,
    what: &dyn Display,
    problems: &mut Problems,
) -> Option<&'n str> {
    if let Content::Text { text, .. } = &node.content {
        return Some(text);
    }
    wrong_shape(node, what, "a single value", problems);
    None
}

/// A text with letters in it.
pub(super) fn words<'n>(
    node: &'n Node<'_>,
    what: &dyn Display,
    problems: &mut Problems,
) -> Option<&'n str> {
    let words = text(node, what, problems)?;
    if words.trim().is_empty() {
        problems.add(
            node.span,
            TimelineError::NoValue {
                what: what.to_string(),
            },
        );
        return None;
    }
    Some(words)
}

/// A date.
pub(super) fn date(node: &Node<'_>, what: &dyn Display, problems: &mut Problems) -> Option<Date> {
    in_straight_quotes(node, problems)?;
    let text = text(node, what, problems)?;
    problems.take(node.span, parse_date(text).map_err(TimelineError::Date))
}

/// The name of a thing: any letters, but not what other programs take for a decimal number.
pub(super) fn name(node: &Node<'_>, what: &dyn Display, problems: &mut Problems) -> Option<Name> {
    let text = words(node, what, problems)?;
    if is_plain_decimal(node) {
        problems.add(
            node.span,
            TimelineError::NameNeedsQuotes {
                text: text.to_owned(),
            },
        );
        return None;
    }
    Some(Name::new(text))
}

/// Refuses a value in curly quotation marks: they are letters of the value, not marks around it.
pub(super) fn in_straight_quotes(node: &Node<'_>, problems: &mut Problems) -> Option<()> {
    const CURLY: [char; 5] = ['“', '”', '„', '‘', '’'];
    let text = node.text().unwrap_or_default();
    let Some(inner) = text.strip_prefix(CURLY) else {
        return Some(());
    };
    problems.add(
        node.span,
        TimelineError::CurlyQuotes {
            text: text.to_owned(),
            inner: inner.strip_suffix(CURLY).unwrap_or(inner).to_owned(),
        },
    );
    None
}

/// Whether it stands there without quotes and other programs read it as a number with decimals (`20.10` as 20.1).
pub(super) fn is_plain_decimal(node: &Node<'_>) -> bool {
    let Content::Text { text, plain: true } = &node.content else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(whole, decimals)| digits(whole) && digits(decimals))
}

/// The entries of a group of keys.
pub(super) fn entries<'n, 't>(
    node: &'n Node<'t>,
    what: &dyn Display,
    problems: &mut Problems,
) -> Option<&'n [Entry<'t>]> {
    if let Content::Map(entries) = &node.content {
        return Some(entries);
    }
    wrong_shape(node, what, "a group of keys", problems);
    None
}

/// The items of a list.
pub(super) fn items<'n, 't>(
    node: &'n Node<'t>,
    what: &dyn Display,
    problems: &mut Problems,
) -> Option<&'n [Node<'t>]> {
    if let Content::List(items) = &node.content {
        return Some(items);
    }
    wrong_shape(node, what, "a list", problems);
    None
}

fn wrong_shape(
    node: &Node<'_>,
    what: &dyn Display,
    expected: &'static str,
    problems: &mut Problems,
) {
    let what = what.to_string();
    let error = match node.content {
        Content::Nothing { .. } => TimelineError::NoValue { what },
        Content::Text { .. } | Content::List(_) | Content::Map(_) => TimelineError::Shape {
            what,
            found: node.kind(),
            expected,
        },
        Content::Refused => return,
    };
    problems.add(node.span, error);
}

/// The declared key that an undeclared one was meant to be, when one is near.
pub(super) fn key_meant<'k>(
    key: &str,
    known: impl IntoIterator<Item = &'k str> + Clone,
) -> Option<&'k str> {
    // `by supplier` and `concep:t notice` are a key and its value that a slip has joined.
    let first = key.split([' ', ':']).next().unwrap_or_default();
    nearest(key, known.clone()).or_else(|| nearest(first, known))
}

/// The declared keys that the undeclared ones among the entries were meant to be: none of these is missing besides.
pub(super) fn slips<'k>(entries: &[Entry<'_>], known: &[&'k str]) -> Vec<&'k str> {
    let undeclared = entries.iter().filter(|one| !known.contains(&&*one.key));
    let meant = undeclared.filter_map(|one| key_meant(&one.key, known.iter().copied()));
    meant.collect()
}

/// Notes a key that nothing declares; `known` are those that are declared.
pub(super) fn unknown_key<'k>(
    (key, span): (&Cow<'_, str>, Span),
    of: &str,
    known: impl IntoIterator<Item = &'k str>,
    problems: &mut Problems,
) {
    let known: Vec<&str> = known.into_iter().collect();
    let meant = key_meant(key, known.iter().copied()).map(str::to_owned);
    let known = known.into_iter().map(str::to_owned).collect();
    problems.add(
        span,
        TimelineError::UnknownKey {
            key: key.to_string(),
            of: of.to_owned(),
            meant,
            known,
        },
    );
}
