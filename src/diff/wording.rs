//! What differs in the wording: provision by provision, word by word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::value::ClauseId;

use super::align::Pair;
use super::terms::Text;

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
    /// It stands under another number of the same article.
    Renumbered,
    /// It stands in another article.
    Moved,
}

/// Words that both texts have, or one of them.
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

/// The provisions whose wording or number differs.
pub(super) fn changes(pairs: &[Pair<'_, '_>]) -> Vec<WordingChange> {
    pairs.iter().filter_map(change).collect()
}

fn change(pair: &Pair<'_, '_>) -> Option<WordingChange> {
    let words = |provision: Option<&super::Provision<'_>>| -> Vec<String> {
        provision.map_or_else(Vec::new, |one| {
            one.words.iter().map(|word| (*word).to_owned()).collect()
        })
    };
    let (old, new) = (words(pair.old), words(pair.new));
    let change = match (pair.old, pair.new) {
        (Some(one), Some(other)) if one.id != other.id => {
            if one.id.as_str().split('.').next() == other.id.as_str().split('.').next() {
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

/// The words of both, in order.
pub(super) fn parts(old: &[String], new: &[String]) -> Vec<Part> {
    let mut parts = Parts::default();
    let ops = capture_diff_slices(Algorithm::Patience, old, new);
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

/// Parts under construction; what is gone comes before what is new in its place.
#[derive(Default)]
struct Parts {
    done: Vec<Part>,
    gone: Vec<String>,
    new: Vec<String>,
}

impl Parts {
    fn same(&mut self, words: &[String]) {
        self.close();
        self.done.push(Part::Same(words.join(" ")));
    }

    fn gone(&mut self, words: &[String]) {
        self.gone.extend(words.iter().cloned());
    }

    fn come(&mut self, words: &[String]) {
        self.new.extend(words.iter().cloned());
    }

    fn close(&mut self) {
        if !self.gone.is_empty() {
            self.done.push(Part::Gone(self.gone.join(" ")));
        }
        if !self.new.is_empty() {
            self.done.push(Part::New(self.new.join(" ")));
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
        if old != new {
            changes.push(HeadingChange {
                what,
                old: old.map(str::to_owned),
                new: new.map(str::to_owned),
            });
        }
    };
    differs("the title".to_owned(), old.title, new.title);
    let heading = |text: &Text<'_>, number: &str| -> Option<String> {
        let found = text.articles.iter().find(|(known, _)| known == number);
        found.map(|(_, heading)| (*heading).to_owned())
    };
    for (number, own) in &old.articles {
        let there = heading(new, number);
        differs(format!("article {number}"), Some(own), there.as_deref());
    }
    for (number, own) in &new.articles {
        if heading(old, number).is_none() {
            differs(format!("article {number}"), None, Some(own));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn what_is_gone_stands_before_what_is_new() {
        let found = parts(
            &words("binnen 15 dagen na de datum"),
            &words("binnen 30 dagen na datum, schriftelijk"),
        );
        assert_eq!(
            found,
            [
                Part::Same("binnen".into()),
                Part::Gone("15".into()),
                Part::New("30".into()),
                Part::Same("dagen na".into()),
                Part::Gone("de datum".into()),
                Part::New("datum, schriftelijk".into()),
            ]
        );
    }
}
