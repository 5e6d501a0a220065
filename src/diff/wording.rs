//! What differs in the wording: provision by provision, word by word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::value::ClauseId;

use super::align::Pair;
use super::terms::{Provision, Text};

/// A provision whose wording or number differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordingChange {
    /// Its number in the old text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<ClauseId>,
    /// Its number in the new text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<ClauseId>,
    /// What happened to it.
    pub change: Happened,
    /// The words, in order.
    pub parts: Vec<Part>,
}

/// What happened to a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// Its words changed.
    Changed,
    /// Only the new text has it.
    Added,
    /// Only the old text has it.
    Gone,
    /// It stands under another number of the same article, which may have another number itself.
    Renumbered,
    /// It stands in another article.
    Moved,
    /// It is new, and its words stood in another provision, which goes on without them.
    SplitOff,
    /// It is gone, and its words stand in another provision now.
    Joined,
}

/// Words that both texts have, or one of them. What begins with a comma or a full stop belongs to the word before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// In both.
    Same(String),
    /// In the old text only.
    Gone(String),
    /// In the new text only.
    New(String),
}

/// A heading or a title that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeadingChange {
    /// `the title`, `article 5`
    pub what: String,
    /// The old words; none when only the new text has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The new words; none when only the old text has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

impl HeadingChange {
    /// Its words, in order.
    pub(super) fn parts(&self) -> Vec<Part> {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => parts_of_lines(old, new),
            (Some(old), None) => vec![Part::Gone(old.clone())],
            (None, Some(new)) => vec![Part::New(new.clone())],
            (None, None) => Vec::new(),
        }
    }
}

/// The provisions whose wording or number differs.
pub(super) fn changes(
    pairs: &[Pair<'_, '_>],
    old: &Text<'_>,
    new: &Text<'_>,
) -> Vec<WordingChange> {
    let changes = pairs.iter().filter_map(|pair| change(pair, old, new));
    let mut changes: Vec<WordingChange> = changes.collect();
    for at in 0..changes.len() {
        if let Some(told) = split_or_joined(&changes[at], &changes) {
            changes[at] = told;
        }
    }
    changes
}

/// `5` of `5.a`
fn article<'a>(provision: &Provision<'a>) -> &'a str {
    provision.id.as_str().split('.').next().unwrap_or_default()
}

fn words<'a>(provision: Option<&Provision<'a>>) -> Vec<&'a str> {
    provision.map_or_else(Vec::new, |one| one.words.clone())
}

fn change(pair: &Pair<'_, '_>, before: &Text<'_>, after: &Text<'_>) -> Option<WordingChange> {
    let (old, new) = (words(pair.old), words(pair.new));
    let change = match (pair.old, pair.new) {
        (Some(one), Some(other)) if one.id != other.id => {
            let (was, is) = (article(one), article(other));
            let moved_with_it =
                other_number(heading(before, was).unwrap_or_default(), before, after);
            if was == is || moved_with_it == Some(is) {
                Happened::Renumbered
            } else {
                Happened::Moved
            }
        }
        (Some(_), Some(_)) if old == new => return None,
        (Some(_), Some(_)) => Happened::Changed,
        (None, Some(_)) => Happened::Added,
        (Some(_), None) => Happened::Gone,
        (None, None) => return None,
    };
    Some(WordingChange {
        old: pair.old.map(|one| one.id.clone()),
        new: pair.new.map(|one| one.id.clone()),
        change,
        parts: parts(&old, &new),
    })
}

/// So much of the words must come from another provision for one to be split off from it, or joined to it.
const OF_ANOTHER: f64 = 0.7;
/// Wording of fewer words is not recognised in another provision.
const FEW_WORDS: usize = 6;

/// A new provision whose words another one lost, or one that is gone and whose words another one gained.
fn split_or_joined(own: &WordingChange, all: &[WordingChange]) -> Option<WordingChange> {
    let (told, lost): (Happened, fn(&Part) -> Option<&String>) = match own.change {
        Happened::Added => (Happened::SplitOff, |part| match part {
            Part::Gone(words) => Some(words),
            Part::Same(_) | Part::New(_) => None,
        }),
        Happened::Gone => (Happened::Joined, |part| match part {
            Part::New(words) => Some(words),
            Part::Same(_) | Part::Gone(_) => None,
        }),
        Happened::Changed
        | Happened::Renumbered
        | Happened::Moved
        | Happened::SplitOff
        | Happened::Joined => return None,
    };
    let words = |parts: Vec<&String>| -> Vec<String> {
        let words = parts.into_iter().flat_map(|words| words.split(' '));
        words.map(str::to_owned).collect()
    };
    let own_words = words(own.parts.iter().map(text_of).collect());
    if own_words.len() < FEW_WORDS {
        return None;
    }
    let both = |one: &&WordingChange| one.old.is_some() && one.new.is_some();
    all.iter().filter(both).find_map(|other| {
        let lost = words(other.parts.iter().filter_map(lost).collect());
        let (old, new) = match told {
            Happened::SplitOff => (&lost, &own_words),
            Happened::Joined
            | Happened::Changed
            | Happened::Added
            | Happened::Gone
            | Happened::Renumbered
            | Happened::Moved => (&own_words, &lost),
        };
        let (old, new): (Vec<&str>, Vec<&str>) = (
            old.iter().map(String::as_str).collect(),
            new.iter().map(String::as_str).collect(),
        );
        let parts = parts(&old, &new);
        let same = parts.iter().filter(|part| matches!(part, Part::Same(_)));
        let same: usize = same.map(|part| text_of(part).split(' ').count()).sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "no provision has that many words"
        )]
        let share = same as f64 / own_words.len() as f64;
        let change = WordingChange {
            old: own.old.clone().or_else(|| other.old.clone()),
            new: own.new.clone().or_else(|| other.new.clone()),
            change: told,
            parts: own.parts.clone(),
        };
        (share >= OF_ANOTHER).then_some(change)
    })
}

fn text_of(part: &Part) -> &String {
    match part {
        Part::Same(words) | Part::Gone(words) | Part::New(words) => words,
    }
}

/// The words of two lines, in order.
pub(super) fn parts_of_lines<'w>(old: &'w str, new: &'w str) -> Vec<Part> {
    let words = |line: &'w str| -> Vec<&'w str> { line.split(' ').collect() };
    parts(&words(old), &words(new))
}

/// The words of both, in order.
pub(super) fn parts(old: &[&str], new: &[&str]) -> Vec<Part> {
    let (old, new) = (tokens(old), tokens(new));
    let mut parts = Parts::default();
    let ops = capture_diff_slices(Algorithm::Patience, &old, &new);
    for (number, op) in ops.iter().enumerate() {
        let between = number > 0 && number + 1 < ops.len();
        match *op {
            // One small word that stayed between two changes is easier to read as part of them.
            DiffOp::Equal {
                old_index, len: 1, ..
            } if between && old[old_index].chars().count() <= 3 => {
                parts.gone(&old[old_index..=old_index]);
                parts.come(&old[old_index..=old_index]);
            }
            DiffOp::Equal { old_index, len, .. } => parts.same(&old[old_index..old_index + len]),
            DiffOp::Delete {
                old_index, old_len, ..
            } => parts.gone(&old[old_index..old_index + old_len]),
            DiffOp::Insert {
                new_index, new_len, ..
            } => parts.come(&new[new_index..new_index + new_len]),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => {
                parts.gone(&old[old_index..old_index + old_len]);
                parts.come(&new[new_index..new_index + new_len]);
            }
        }
    }
    parts.finish()
}

/// Marks that belong to the word before them.
const CLOSING: [char; 4] = [',', '.', ';', ':'];

/// Whether words begin with a mark that belongs to the word before them.
pub(super) fn leans_back(words: &str) -> bool {
    words.starts_with(CLOSING)
}

/// Words, with the comma or full stop behind a word as one of its own: a sentence that goes on changes no word.
fn tokens<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let cut = words.iter().flat_map(|word| {
        let inside = word.strip_suffix(CLOSING).unwrap_or(word);
        let (word, mark) = if inside.is_empty() {
            (*word, "")
        } else {
            word.split_at(inside.len())
        };
        [word, mark]
    });
    cut.filter(|token| !token.is_empty()).collect()
}

/// Words in a line.
fn joined(words: &[&str]) -> String {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() && !leans_back(word) {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Parts under construction; what is gone comes before what is new in its place.
#[derive(Default)]
struct Parts<'w> {
    done: Vec<Part>,
    gone: Vec<&'w str>,
    new: Vec<&'w str>,
}

impl<'w> Parts<'w> {
    fn same(&mut self, words: &[&str]) {
        self.close();
        self.done.push(Part::Same(joined(words)));
    }

    fn gone(&mut self, words: &[&'w str]) {
        self.gone.extend(words);
    }

    fn come(&mut self, words: &[&'w str]) {
        self.new.extend(words);
    }

    fn close(&mut self) {
        if !self.gone.is_empty() {
            self.done.push(Part::Gone(joined(&self.gone)));
        }
        if !self.new.is_empty() {
            self.done.push(Part::New(joined(&self.new)));
        }
        self.gone.clear();
        self.new.clear();
    }

    fn finish(mut self) -> Vec<Part> {
        self.close();
        self.done
    }
}

/// The title and the headings of articles that differ.
pub(super) fn headings(old: &Text<'_>, new: &Text<'_>) -> Vec<HeadingChange> {
    let mut changes = Vec::new();
    let mut differs = |what: String, old: Option<&str>, new: Option<&str>| {
        changes.push(HeadingChange {
            what,
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        });
    };
    if old.title != new.title {
        differs("the title".to_owned(), old.title, new.title);
    }
    for (number, own) in &new.articles {
        let before = heading(old, number);
        if before == Some(own) {
            continue;
        }
        match (other_number(own, new, old), before) {
            (Some(was), _) => {
                let what = format!("article {number} (was {was})");
                differs(what, Some(own), Some(own));
            }
            (None, Some(before)) if other_number(before, old, new).is_none() => {
                differs(format!("article {number}"), Some(before), Some(own));
            }
            (None, _) => differs(format!("article {number} (new)"), None, Some(own)),
        }
    }
    for (number, own) in &old.articles {
        let is_gone = heading(new, number).is_none() && other_number(own, old, new).is_none();
        if is_gone {
            differs(format!("article {number} (gone)"), Some(own), None);
        }
    }
    changes
}

fn heading<'t>(text: &Text<'t>, number: &str) -> Option<&'t str> {
    let mut articles = text.articles.iter();
    articles
        .find(|(known, _)| known == number)
        .map(|(_, heading)| *heading)
}

/// The number under which an article stands there, when its heading stands under another one than here.
fn other_number<'t>(own: &str, here: &Text<'_>, there: &'t Text<'_>) -> Option<&'t str> {
    let mut articles = there.articles.iter();
    let other = articles.find(|(number, heading)| {
        *heading == own && !own.is_empty() && self::heading(here, number) != Some(own)
    });
    other.map(|(number, _)| number.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_stands_before_what_is_new() {
        let found = parts_of_lines(
            "binnen 15 dagen na de datum",
            "binnen 30 dagen na datum, schriftelijk",
        );
        assert_eq!(
            found,
            [
                Part::Same("binnen".into()),
                Part::Gone("15".into()),
                Part::New("30".into()),
                Part::Same("dagen na".into()),
                Part::Gone("de".into()),
                Part::Same("datum".into()),
                Part::New(", schriftelijk".into()),
            ]
        );
    }

    #[test]
    fn a_sentence_that_goes_on_changes_no_word() {
        let found = parts_of_lines("Zo is het.", "Zo is het, tenzij anders blijkt.");
        assert_eq!(
            found,
            [
                Part::Same("Zo is het".into()),
                Part::New(", tenzij anders blijkt".into()),
                Part::Same(".".into()),
            ]
        );
    }
}
