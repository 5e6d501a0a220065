//! Whether a statement of a condition holds more often than the one in whose place it came.

use std::cmp::Ordering;

use crate::diff::Parties;
use crate::value::Decimal;

use super::options::options;

/// How a statement compares with another one that differs from it in one respect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Compared {
    /// It holds wherever the other one does, and besides; or the other way round.
    Holds {
        /// Whether it holds more often.
        more: bool,
    },
    /// Whatever follows from it, it is in favour of this party.
    For(String),
}

/// How the new statement compares with the old one; none where the kind of change does not tell.
pub(super) fn compare(old: &str, new: &str, parties: &Parties) -> Option<Compared> {
    if let Some(party) = judge(old, new, parties) {
        return Some(Compared::For(party));
    }
    let more = by_proof(old, new)
        .or_else(|| by_comparison(old, new))
        .or_else(|| by_number(old, new))
        .or_else(|| by_form(old, new))
        .or_else(|| by_qualifier(old, new))
        .or_else(|| options(old, new).map(|options| options.more))?;
    Some(Compared::Holds { more })
}

/// The party that may judge now what nobody or another one judged before, or the other one where it may no longer.
fn judge(old: &str, new: &str, parties: &Parties) -> Option<String> {
    let (before, after) = (Judged::read(old)?, Judged::read(new)?);
    if before.what != after.what || before.by == after.by {
        return None;
    }
    let party = |words: Option<&str>| words.and_then(|words| parties.party(words));
    let found = match (party(before.by), party(after.by)) {
        (_, Some(now)) => Some(now),
        (Some(no_longer), None) => parties.other(no_longer),
        (None, None) => None,
    };
    found.map(str::to_owned)
}

/// `it is for the supplier to judge whether the violation is a hindrance`
#[derive(PartialEq, Eq)]
struct Judged<'s> {
    by: Option<&'s str>,
    what: &'s str,
}

impl<'s> Judged<'s> {
    fn read(statement: &'s str) -> Option<Self> {
        if let Some(what) = statement.strip_prefix("it must be judged whether ") {
            return Some(Self { by: None, what });
        }
        let (by, what) = statement
            .strip_prefix("it is for ")?
            .split_once(" to judge whether ")?;
        Some(Self { by: Some(by), what })
    }
}

/// A fact that is presumed is found more often than one that must be shown.
fn by_proof(old: &str, new: &str) -> Option<bool> {
    let ((old_fact, old_proof), (new_fact, new_proof)) = (proof(old)?, proof(new)?);
    (old_fact == new_fact && old_proof != new_proof).then_some(new_proof > old_proof)
}

/// How much a statement asks for before it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Proof {
    /// `it must be judged whether X`, `the client proves that X`
    Shown,
    /// `X, unless shown otherwise`: it is presumed.
    Presumed,
}

/// What a statement says, and how much it asks for; none where no judgement is asked for.
fn proof(statement: &str) -> Option<(&str, Proof)> {
    if let Some(judged) = Judged::read(statement) {
        return Some((judged.what, Proof::Shown));
    }
    if let Some((_, fact)) = statement.split_once(" proves that ") {
        return Some((fact, Proof::Shown));
    }
    let (fact, otherwise) = statement.rsplit_once(", unless ")?;
    otherwise
        .ends_with(" otherwise")
        .then_some((fact, Proof::Presumed))
}

/// Comparisons of which the second also holds where both sides are the same.
const COMPARISONS: [[&str; 2]; 6] = [
    [" is more than ", " is at least "],
    [" is less than ", " is at most "],
    [" is later than ", " is on or after "],
    [" is earlier than ", " is on or before "],
    [" is after ", " is on or after "],
    [" is before ", " is on or before "],
];

/// `is at least` holds more often than `is more than`.
fn by_comparison(old: &str, new: &str) -> Option<bool> {
    COMPARISONS.iter().find_map(|[without, with]| {
        if old.replacen(without, with, 1) == new && old != new {
            Some(true)
        } else if new.replacen(without, with, 1) == old && old != new {
            Some(false)
        } else {
            None
        }
    })
}

/// What a value stands behind that a statement must exceed, or may not exceed.
const EXCEEDS: [&str; 6] = [
    "more than",
    "at least",
    "longer than",
    "later than",
    "on or after",
    "is after",
];
const STAYS_BELOW: [&str; 6] = [
    "less than",
    "at most",
    "within",
    "earlier than",
    "on or before",
    "is before",
];

/// Whether a statement holds more often when the value is more behind which these words stand; none where they do not tell.
pub(super) fn holds_more_with_more(before: &str) -> Option<bool> {
    let before = before.trim_end();
    let before = before.strip_suffix(" EUR").unwrap_or(before);
    let ends = |words: &[&str]| words.iter().any(|words| before.ends_with(words));
    if ends(&EXCEEDS) {
        Some(false)
    } else if ends(&STAYS_BELOW) {
        Some(true)
    } else {
        None
    }
}

fn by_number(old: &str, new: &str) -> Option<bool> {
    let differing = one_number(old, new)?;
    let with_more = holds_more_with_more(differing.before)?;
    // `on or before 5 days before the end`: more days are an earlier day.
    if differing.behind.contains(" before ") {
        return None;
    }
    Some(with_more == (differing.order == Ordering::Less))
}

/// The one number that differs between two texts.
pub(super) struct OneNumber<'s> {
    /// The words before it.
    pub(super) before: &'s str,
    /// The words behind it.
    pub(super) behind: &'s str,
    /// How the old one compares with the new one.
    pub(super) order: Ordering,
}

/// Where two texts differ in one number, that one.
pub(super) fn one_number<'s>(old: &str, new: &'s str) -> Option<OneNumber<'s>> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split(' ').collect(), new.split(' ').collect());
    if before.len() != after.len() {
        return None;
    }
    let mut differing = before
        .iter()
        .zip(&after)
        .filter(|(one, other)| one != other);
    let (from, to) = differing.next()?;
    if differing.next().is_some() {
        return None;
    }
    let order = value(from)?.cmp(&value(to)?);
    let words = new.split(' ').zip(old.split(' '));
    let letters = words.take_while(|(one, other)| one == other);
    let at: usize = letters.map(|(word, _)| word.len() + 1).sum();
    Some(OneNumber {
        before: &new[..at],
        behind: &new[at + to.len()..],
        order,
    })
}

fn value(word: &str) -> Option<Decimal> {
    word.trim_end_matches([',', '%'])
        .replace(',', "")
        .parse()
        .ok()
}

/// How strict a form is that words ask for: none, `in writing`, a certain kind of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Strictness<'s> {
    /// Any form will do.
    Free,
    /// `in writing`
    Writing,
    /// `expressly in writing`
    Express,
    /// `by registered letter or bailiff`: one of these.
    OneOf(Vec<&'s str>),
}

/// Words that end with a form: what they say without it, and the form.
pub(super) fn form(words: &str) -> (&str, Strictness<'_>) {
    for (end, strictness) in [
        (" expressly in writing", Strictness::Express),
        (" in writing", Strictness::Writing),
    ] {
        if let Some(rest) = words.strip_suffix(end) {
            return (rest.trim_end_matches(','), strictness);
        }
    }
    match words.rsplit_once(" by ") {
        Some((rest, forms)) => (
            rest.trim_end_matches(','),
            Strictness::OneOf(forms.split(" or ").collect()),
        ),
        None => (words, Strictness::Free),
    }
}

impl Strictness<'_> {
    /// Whether the second is stricter than the first (`Less`: it asks for less); none where neither is.
    pub(super) fn compare(&self, new: &Self) -> Option<Ordering> {
        match (self, new) {
            (Self::OneOf(old), Self::OneOf(new)) => {
                let all_in = |some: &[&str], all: &[&str]| some.iter().all(|one| all.contains(one));
                match (all_in(new, old), all_in(old, new)) {
                    (true, false) => Some(Ordering::Greater),
                    (false, true) => Some(Ordering::Less),
                    (true, true) | (false, false) => None,
                }
            }
            (old, new) => Some(new.rank().cmp(&old.rank())).filter(|order| order.is_ne()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Free => 0,
            Self::Writing => 1,
            Self::Express | Self::OneOf(_) => 2,
        }
    }
}

/// A stricter form is met less often.
fn by_form(old: &str, new: &str) -> Option<bool> {
    let ((old_rest, old_form), (new_rest, new_form)) = (form(old), form(new));
    if old_rest != new_rest {
        return None;
    }
    let order = old_form.compare(&new_form)?;
    Some(order.is_lt())
}

/// Words that make what they stand in harder to meet, wherever they stand.
const QUALIFIERS: [&str; 3] = [" expressly", " in writing", " beforehand"];

fn by_qualifier(old: &str, new: &str) -> Option<bool> {
    let without = |longer: &str, shorter: &str| {
        let mut words = QUALIFIERS.iter();
        words.any(|word| longer.contains(word) && longer.replacen(word, "", 1) == shorter)
    };
    if without(old, new) {
        Some(true)
    } else if without(new, old) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the second statement holds more often than the first.
    fn more(old: &str, new: &str) -> Option<bool> {
        match compare(old, new, &Parties::default()) {
            Some(Compared::Holds { more }) => Some(more),
            Some(Compared::For(_)) | None => None,
        }
    }

    #[test]
    fn what_is_presumed_holds_more_often() {
        let (judged, presumed) = (
            "it must be judged whether the term is short",
            "the term is short, unless shown otherwise",
        );
        assert_eq!(more(judged, presumed), Some(true));
        assert_eq!(more(presumed, judged), Some(false));
        assert_eq!(
            more("the client proves that the term is short", presumed),
            Some(true)
        );
    }

    #[test]
    fn at_least_holds_more_often_than_more_than() {
        let rise = |words: &str| format!("the rise is {words} 5%");
        assert_eq!(more(&rise("more than"), &rise("at least")), Some(true));
        assert_eq!(more(&rise("at most"), &rise("less than")), Some(false));
        assert_eq!(more(&rise("at most"), &rise("more than")), None);
    }

    #[test]
    fn a_number_counts_with_what_stands_before_it() {
        let rise = |number: &str| format!("the rise is more than {number}");
        assert_eq!(more(&rise("5%"), &rise("10%")), Some(false));
        let day = |months: &str| format!("today is on or before {months} months after the signing");
        assert_eq!(more(&day("3"), &day("12")), Some(true));
        let amount = |amount: &str| format!("the debt is at least EUR {amount}");
        assert_eq!(more(&amount("1,000.00"), &amount("500.00")), Some(true));
        assert_eq!(
            more("the rise of 5% is small", "the rise of 6% is small"),
            None
        );
        let day = |days: &str| format!("today is on or before {days} days before the end");
        assert_eq!(more(&day("3"), &day("12")), None);
    }

    #[test]
    fn a_qualifier_makes_a_statement_hold_less_often() {
        let consent = |words: &str| format!("the supplier has given consent{words} beforehand");
        assert_eq!(more(&consent(" in writing"), &consent("")), Some(true));
        assert_eq!(more(&consent(""), &consent(" in writing")), Some(false));
    }

    #[test]
    fn a_stricter_form_is_met_less_often() {
        let notice = |form: &str| format!("the client has given notice{form}");
        assert_eq!(more(&notice(""), &notice(" in writing")), Some(false));
        assert_eq!(
            more(&notice(" in writing"), &notice(" by bailiff")),
            Some(false)
        );
        assert_eq!(
            more(&notice(" by bailiff"), &notice(" by letter or bailiff")),
            Some(true)
        );
        assert_eq!(more(&notice(" by bailiff"), &notice(" by letter")), None);
    }
}
