//! Declared sentences as the program keeps them, so that what follows is told in the words of the vocabulary.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::check::program::Sort;
use crate::value::{Name, Value};

/// One declared sentence, cut at its verb.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Saying {
    /// What it speaks of.
    pub of: SaidOf,
    /// The name of that in reports: `suspend`, `in_default`.
    pub called: Name,
    /// `with scope work`: what the fields of the act must be for this sentence.
    pub fixed: Vec<(Name, Value)>,
    /// Before the verb.
    pub subject: Vec<Said>,
    /// The verb.
    pub verb: SaidVerb,
    /// Behind it.
    pub rest: Vec<Said>,
}

/// What a declared sentence speaks of, by its own name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub enum SaidOf {
    /// An event type.
    Act(Name),
    /// Conduct that is no event of its own.
    Conduct(Name),
    /// A state or conclusion.
    State(Name),
    /// An open concept.
    Concept(Name),
    /// What a field tells that is true or not.
    Truth(Name),
    /// A measure.
    Measure(Name),
}

/// A part of a declared sentence.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Said {
    /// A word.
    Word(String),
    /// `the client`
    Party {
        /// Its role.
        role: Name,
        /// The words of the sentence for it.
        words: String,
    },
    /// `an invoice`: a place for something.
    Place {
        /// Its words in the declaration.
        words: String,
        /// What stands there.
        sort: Sort,
        /// The field of the event that tells it.
        field: Option<Name>,
    },
}

/// The verb of a declared sentence.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum SaidVerb {
    /// `issue`, `issues`, `issued`
    Full {
        /// `issue`
        base: String,
        /// `issues`
        third_person: String,
        /// `issued`
        participle: String,
    },
    /// `is`, `are`, `has`: as declared.
    Auxiliary(String),
    /// The name of something has none.
    None,
}

impl Saying {
    /// Its places, in order.
    pub fn places(&self) -> impl Iterator<Item = &Said> {
        let parts = self.subject.iter().chain(&self.rest);
        parts.filter(|part| matches!(part, Said::Place { .. }))
    }
}
