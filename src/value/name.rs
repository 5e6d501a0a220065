//! Names of things in contracts, and the numbers of provisions.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A name: of an event type, a field, a status (`invoice_issued`, `in_default`), or of a thing in a timeline (`W1`).
///
/// Names compare in Unicode normal form C, so that an `é` typed in two ways is one letter. Cloning is cheap.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// A name with these letters; blanks around it do not count.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        if is_nfc(text) {
            Self(text.into())
        } else {
            Self(text.nfc().collect::<String>().into())
        }
    }

    /// A name that was one before: its letters are in normal form.
    pub(super) fn in_normal_form(letters: &str) -> Self {
        Self(letters.into())
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a reader says it: `in_default` is `in default`.
    pub fn in_words(&self) -> String {
        self.0.replace('_', " ")
    }

    /// Whether it has the form of the names that clause files declare: small letters, digits and underscores, a letter first.
    pub fn is_snake_case(&self) -> bool {
        self.0.starts_with(|c: char| c.is_ascii_lowercase())
            && self
                .0
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Lets maps keyed by names be asked with a `&str` (in normal form C).
impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The number of a provision: `5.a`, `6.e.1`, `18.5`, `pre`, `end`; of a statute `6:119`, `6:119a BW`.
///
/// In order as in a document: `pre` first, then numbers by their value, then letters, `end` last; a provision before its own parts.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ClauseId(Arc<str>);

/// The text is no provision's number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no provision's number: letters and digits, with a point between its parts")]
pub struct NotAClauseId(pub String);

impl ClauseId {
    /// Reads a number as the document writes it. Letters, digits, and one `.`, `:`, blank, comma or hyphen between them
    /// (a comma may be followed by a blank).
    pub fn new(text: &str) -> Result<Self, NotAClauseId> {
        let text = text.trim();
        let refused = || NotAClauseId(text.to_owned());
        let parts = text.replace(", ", ",");
        let well_formed = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
        if parts.split(SEPARATORS).all(well_formed) {
            Ok(Self(text.into()))
        } else {
            Err(refused())
        }
    }

    /// A number that was one before.
    pub(super) fn well_formed(number: &str) -> Self {
        Self(number.into())
    }

    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is an article of a code, book and number: `6:119`, `6:119a BW`.
    pub fn is_of_code(&self) -> bool {
        self.0.contains(':')
    }

    /// The number without the letters of a code: `6:119a` of `6:119a BW`; any other number as it is.
    pub fn without_code(&self) -> &str {
        match self.0.rsplit_once(' ') {
            Some((number, code)) if self.is_of_code() && is_code(code) => number,
            _ => &self.0,
        }
    }

    /// The letters of the code that it names: `BW` of `6:119a BW`; none for `6:119a`, and for any other number.
    pub fn code(&self) -> Option<&str> {
        let (_, code) = self.0.rsplit_once(' ')?;
        (self.is_of_code() && is_code(code)).then_some(code)
    }

    /// The provision of which this is a part: `6.e` of `6.e.1`; none for `6`.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('.').map(|at| Self(self.0[..at].into()))
    }

    /// Whether this is `whole` or a part of it: `6.e.1` is within `6.e`, `6` and itself; `61` is not within `6`.
    pub fn is_within(&self, whole: &Self) -> bool {
        self.0
            .strip_prefix(&*whole.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.0
            .split(SEPARATORS)
            .filter(|text| !text.is_empty())
            .map(part)
    }
}

/// Whether a word is such as lawyers cite a code by: two to four letters of which the first is a capital, `BW`, `Rv`, `Awb`.
pub fn is_code(word: &str) -> bool {
    (2..=4).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphabetic())
}

const SEPARATORS: [char; 5] = ['.', ':', ' ', ',', '-'];

/// A part of a number, in the order of a document.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'t> {
    Preamble,
    Number(u64, &'t str),
    Word(&'t str),
    End,
}

fn part(text: &str) -> Part<'_> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match (text[..digits].parse(), text) {
        (Ok(number), _) => Part::Number(number, &text[digits..]),
        (Err(_), "pre") => Part::Preamble,
        (Err(_), "end") => Part::End,
        (Err(_), word) => Part::Word(word),
    }
}

impl Ord for ClauseId {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_part = self.parts().cmp(other.parts());
        by_part.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for ClauseId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::str::FromStr for ClauseId {
    type Err = NotAClauseId;

    fn from_str(text: &str) -> Result<Self, NotAClauseId> {
        Self::new(text)
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0)
    }
}

impl Serialize for ClauseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> ClauseId {
        ClauseId::new(text).expect("a provision's number")
    }

    #[test]
    fn names_compare_in_normal_form() {
        assert_eq!(Name::new("caf\u{e9}"), Name::new("cafe\u{301}"));
        assert_eq!(Name::new(" W1 ").as_str(), "W1");
        assert_eq!(Name::new("in_default").in_words(), "in default");
        assert!(Name::new("clause_7").is_snake_case());
        assert!(!Name::new("W1").is_snake_case());
    }

    #[test]
    fn provisions_stand_in_the_order_of_the_document() {
        let in_order = [
            "pre", "1.a", "1.b", "2", "2.1", "2.10", "2.a", "6.e", "6.e.1", "6.e.2", "6.f", "7.9",
            "7.9.3", "18.5", "end",
        ];
        let mut sorted: Vec<ClauseId> = in_order.iter().rev().map(|text| id(text)).collect();
        sorted.sort();
        assert_eq!(
            sorted.iter().map(ClauseId::as_str).collect::<Vec<_>>(),
            in_order
        );
        assert!(id("3:9") < id("3:11") && id("3:11") < id("3:11a") && id("3:11a") < id("3:12"));
    }

    #[test]
    fn an_article_of_a_code_is_the_same_with_its_letters_and_without() {
        assert!(id("3:11 XY").is_of_code() && id("3:11").is_of_code() && !id("3.11").is_of_code());
        assert_eq!(id("3:11a XY").without_code(), "3:11a");
        assert_eq!(id("3:11").without_code(), "3:11");
        assert_eq!(id("3:11 Xyz").without_code(), "3:11");
        assert_eq!(id("8.a").without_code(), "8.a");
        assert_eq!(id("3:11 abc").without_code(), "3:11 abc");
    }

    #[test]
    fn parts_of_a_provision_are_within_it() {
        assert!(
            id("6.e.1").is_within(&id("6.e"))
                && id("6.e.1").is_within(&id("6"))
                && id("6").is_within(&id("6"))
        );
        assert!(!id("61").is_within(&id("6")) && !id("6").is_within(&id("6.e")));
        assert_eq!(id("6.e.1").parent(), Some(id("6.e")));
        assert_eq!(id("pre").parent(), None);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "5..a", ".5", "5.", "5/a", "5.a;"] {
            assert!(ClauseId::new(text).is_err(), "{text}");
        }
        for text in ["5.a", "3:11a XY", "Some act, article 3"] {
            assert_eq!(
                ClauseId::new(text).map(|id| id.to_string()).as_deref(),
                Ok(text)
            );
        }
    }
}
