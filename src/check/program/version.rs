//! Versions of the terms that take part in one run, and in which of them a rule stands.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::value::Name;

/// A version: index into `Program::versions`. The first is the one that the timeline names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct VersionId(pub usize);

impl VersionId {
    /// The version that the timeline names.
    pub const FIRST: Self = Self(0);
}

/// A version of the terms.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Version {
    /// Its name: `2`.
    pub name: String,
    /// The title of its text.
    pub title: String,
    /// Forms that are in writing under it.
    pub written_forms: Vec<Name>,
}

/// In which of the versions a rule or a definition stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, BorshSerialize, BorshDeserialize)]
pub enum StandsIn {
    /// In all that take part.
    #[default]
    Every,
    /// In these only.
    Only(Vec<VersionId>),
}

impl StandsIn {
    /// Whether it stands in a version.
    pub fn has(&self, version: VersionId) -> bool {
        match self {
            Self::Every => true,
            Self::Only(versions) => versions.contains(&version),
        }
    }
}
