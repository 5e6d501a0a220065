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

/// Two sentences in one, with `or` between the words in which they differ; the first alone where one says nothing that the other does
/// not.
pub fn either(one: &str, other: &str) -> String {
    let (one_words, other_words): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    let shorter = one_words.len().min(other_words.len());
    let alike = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(left, right)| left == right).count()
    };
    let before = alike(&mut one_words.iter().zip(&other_words));
    let after = alike(&mut one_words.iter().rev().zip(other_words.iter().rev()));
    let after = after.min(shorter - before);
    let (own, its) = (
        &one_words[before..one_words.len() - after],
        &other_words[before..other_words.len() - after],
    );
    if own.is_empty() || its.is_empty() {
        return one.to_owned();
    }
    let rest = &one_words[one_words.len() - after..];
    let parts = [&one_words[..before], own, &["or"], its, rest];
    parts.concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::either;

    #[test]
    fn two_sentences_differ_in_the_middle_at_the_end_or_not_at_all() {
        for (one, other, both) in [
            (
                "D1 follows from intent of KOL",
                "D1 follows from conscious recklessness of KOL",
                "D1 follows from intent or conscious recklessness of KOL",
            ),
            (
                "V1 is contrary to the law",
                "V1 is contrary to morality",
                "V1 is contrary to the law or morality",
            ),
            ("V1 lasts", "V1 lasts", "V1 lasts"),
            ("V1 lasts", "V1 lasts today", "V1 lasts"),
        ] {
            assert_eq!(either(one, other), both);
        }
    }
}
