//! The declared sentences by what they speak of, and how their verbs are inflected.

use rustc_hash::FxHashMap;

use crate::check::Program;
use crate::check::program::{SaidOf, SaidVerb, Saying};
use crate::value::Name;

/// How a verb is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// `issues`
    Present,
    /// `has issued`
    Perfect,
    /// `issued`, on a day that is told; of a verb that is irregular `has given`.
    Past,
    /// `issue`; the subject is left out.
    Infinitive,
    /// `does not issue`, `is not overdue`
    Contrary,
    /// `no longer issues`, `is no longer overdue`
    NoLonger,
}

/// The declared sentences by what they speak of.
#[derive(Debug, Default)]
pub struct Sayings<'p> {
    by_subject: FxHashMap<&'p SaidOf, Vec<&'p Saying>>,
    by_called: FxHashMap<&'p Name, Vec<&'p Saying>>,
}

impl<'p> Sayings<'p> {
    /// Sorts the sentences of a program.
    pub fn of(program: &'p Program) -> Self {
        let mut sayings = Self::default();
        for saying in &program.sayings {
            sayings
                .by_subject
                .entry(&saying.of)
                .or_default()
                .push(saying);
            if matches!(saying.of, SaidOf::Act(_) | SaidOf::Conduct(_)) {
                let known = sayings.by_called.entry(&saying.called).or_default();
                known.push(saying);
            }
        }
        sayings
    }

    pub(super) fn about(&self, of: &SaidOf) -> &[&'p Saying] {
        self.by_subject.get(of).map_or(&[], Vec::as_slice)
    }

    pub(super) fn called(&self, name: &Name) -> &[&'p Saying] {
        self.by_called.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The verb of a sentence, inflected.
pub(super) fn verb(verb: &SaidVerb, tense: Tense) -> Option<String> {
    Some(match (verb, tense) {
        (SaidVerb::None, _) => return None,
        (SaidVerb::Full { third_person, .. }, Tense::Present) => third_person.clone(),
        (SaidVerb::Full { participle, .. }, Tense::Past) if participle.ends_with("ed") => {
            participle.clone()
        }
        (SaidVerb::Full { participle, .. }, Tense::Perfect | Tense::Past) => {
            format!("has {participle}")
        }
        (SaidVerb::Full { base, .. }, Tense::Infinitive) => base.clone(),
        (SaidVerb::Full { base, .. }, Tense::Contrary) => format!("does not {base}"),
        (SaidVerb::Full { third_person, .. }, Tense::NoLonger) => {
            format!("no longer {third_person}")
        }
        (SaidVerb::Auxiliary(word), Tense::Contrary) if word == "stands" => {
            "does not stand".to_owned()
        }
        (SaidVerb::Auxiliary(word), Tense::Contrary) => format!("{word} not"),
        (SaidVerb::Auxiliary(word), Tense::NoLonger) if word == "stands" => {
            "no longer stands".to_owned()
        }
        (SaidVerb::Auxiliary(word), Tense::NoLonger) => format!("{word} no longer"),
        (SaidVerb::Auxiliary(word), Tense::Present | Tense::Perfect | Tense::Past) => word.clone(),
        (SaidVerb::Auxiliary(word), Tense::Infinitive) => match word.as_str() {
            "is" | "are" | "was" | "were" => "be".to_owned(),
            "has" | "have" => "have".to_owned(),
            "stands" => "stand".to_owned(),
            other => other.to_owned(),
        },
    })
}
