//! The same facts decided under the old text with some of what differs: each set of changes once, when it is asked for.

use std::collections::BTreeMap;

use crate::source::Source;
use crate::value::Date;

use super::entries::{Entry, entries};
use super::{Changes, Origin, follows};

/// Beyond so many changes nothing is tried: whole new terms have no causes one by one.
const MOST_CHANGES: usize = 12;

/// Some of the changes between two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set(u16);

impl Set {
    /// No change.
    pub(super) const NONE: Self = Self(0);

    fn of(number: usize) -> Self {
        Self(1 << number)
    }

    fn has(self, number: usize) -> bool {
        self.0 & Self::of(number).0 != 0
    }

    /// These without those.
    pub(super) fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Each by itself.
    pub(super) fn singles(self) -> impl Iterator<Item = Self> {
        let numbers = (0..MOST_CHANGES).filter(move |number| self.has(*number));
        numbers.map(Self::of)
    }
}

/// What is tried to find out where a difference comes from.
pub(super) struct Trials<'a> {
    changes: &'a Changes<'a>,
    timeline: &'a Source,
    as_of: Date,
    /// What follows with each set that was tried; none where the text is then not whole.
    decided: BTreeMap<Set, Option<Vec<Entry>>>,
}

impl<'a> Trials<'a> {
    /// Nothing is tried yet.
    pub(super) fn of(changes: &'a Changes<'a>, timeline: &'a Source, as_of: Date) -> Self {
        Self {
            changes,
            timeline,
            as_of,
            decided: BTreeMap::new(),
        }
    }

    /// Whether so much differs that it is not put down to changes one by one.
    pub(super) fn too_many(&self) -> bool {
        self.origins().len() > MOST_CHANGES
    }

    /// What differs.
    pub(super) fn origins(&self) -> &[Origin] {
        self.changes.origins()
    }

    /// All that differs.
    pub(super) fn all(&self) -> Set {
        let numbers = 0..self.origins().len();
        Set(numbers.fold(0, |all, number| all | Set::of(number).0))
    }

    /// What a set holds.
    pub(super) fn named(&self, set: Set) -> Vec<Origin> {
        let origins = self.origins().iter().enumerate();
        let of_set = origins.filter(|(number, _)| set.has(*number));
        of_set.map(|(_, origin)| origin.clone()).collect()
    }

    /// What follows under the old text with these changes; none where the text is then not whole.
    pub(super) fn with(&mut self, set: Set) -> Option<&[Entry]> {
        let decide = || {
            let program = self.changes.with(|number| set.has(number))?;
            let outcome = follows(self.timeline, &program, Some(self.as_of)).ok()?;
            Some(entries(&outcome))
        };
        self.decided.entry(set).or_insert_with(decide).as_deref()
    }

    /// Those of which a text with nothing but that change is not whole.
    pub(super) fn not_alone(&mut self) -> Vec<Origin> {
        let singles: Vec<Set> = self.all().singles().collect();
        let missing = singles.into_iter().filter(|one| self.with(*one).is_none());
        let missing: Vec<Set> = missing.collect();
        missing
            .into_iter()
            .flat_map(|one| self.named(one))
            .collect()
    }
}
