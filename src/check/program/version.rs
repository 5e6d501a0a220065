//! Versions of the terms that take part in one run, and in which of them a rule stands.

use borsh::{BorshDeserialize, BorshSerialize};
use indexmap::IndexMap;

use crate::check::program::{Condition, Provision};
use crate::value::{ClauseId, DayTable, FigureTable, Name, RateTable, Rounding};

/// A version: index into `Program::versions`. The first is the one that the timeline names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize,
)]
pub struct VersionId(pub usize);

impl VersionId {
    /// The version that the timeline names.
    pub const FIRST: Self = Self(0);
}

/// A version of the terms, with what its settings say.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Version {
    /// Its name: `2`.
    pub name: String,
    /// The title of its text.
    pub title: String,
    /// Forms that are in writing under it.
    pub written_forms: Vec<Name>,
    /// What its wording calls a party: role and names.
    pub called: Vec<(Name, Vec<String>)>,
    /// How amounts come to whole cents, where a sentence does not say otherwise.
    pub rounding: Rounding,
    /// Its provisions that read otherwise than those of the first version of the program.
    pub reworded: IndexMap<ClauseId, Provision>,
    /// Its calendar and its tables, those of its law among them.
    pub law: Tables,
}

/// What the clause files of a version, and those of the law that it names, hold besides sentences.
#[derive(Debug, Clone, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Tables {
    /// Rate tables by name.
    pub rates: IndexMap<String, RateTable>,
    /// Tables of days (holidays) by name.
    pub days: IndexMap<String, DayTable>,
    /// Tables of figures by period (an index by the month) by name.
    pub figures: IndexMap<String, FigureTable>,
    /// When a day is a working day: condition with the day as the only argument (`Expression::Parameter(0)`).
    pub working_day: Option<Condition>,
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
