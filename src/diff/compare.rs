//! Two texts side by side.

use serde::Serialize;

use super::align::align;
use super::substance::{self, SubstanceChange};
use super::terms::{Side, Text};
use super::wording::{self, HeadingChange, WordingChange};

/// What differs between two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What the old text is called.
    pub old: String,
    /// What the new text is called.
    pub new: String,
    /// Titles and headings.
    pub headings: Vec<HeadingChange>,
    /// Provisions whose wording or number differs, in the order of the document.
    pub wording: Vec<WordingChange>,
    /// What differs in meaning, in the order of the document.
    pub substance: Vec<SubstanceChange>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.headings.is_empty() && self.wording.is_empty() && self.substance.is_empty()
    }
}

/// Compares two texts.
pub fn compare(old: Side<'_>, new: Side<'_>) -> Comparison {
    let (before, after) = (Text::of(old), Text::of(new));
    let pairs = align(&before, &after);
    Comparison {
        old: old.name.to_owned(),
        new: new.name.to_owned(),
        headings: wording::headings(&before, &after),
        wording: wording::changes(&pairs, &before, &after),
        substance: substance::changes(&pairs, &before, &after),
    }
}
