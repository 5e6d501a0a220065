//! What persons have judged about open concepts.

use rustc_hash::FxHashMap;

use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::value::Date;

/// One judgement.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The event.
    pub fact: FactId,
    /// Its day.
    pub date: Date,
    /// `holds` and `does_not_hold` as truth, or an amount or a day.
    pub value: Item,
}

/// All judgements so far.
#[derive(Debug, Clone, Default)]
pub struct Assessments {
    by_subject: FxHashMap<(Symbol, Item), Judgement>,
    latest: FxHashMap<Symbol, Judgement>,
}

impl Assessments {
    /// Adds a judgement; it holds until a later one of the same concept and subject.
    pub fn add(&mut self, concept: Symbol, subject: Item, judgement: Judgement) {
        self.latest.insert(concept, judgement.clone());
        self.by_subject.insert((concept, subject), judgement);
    }

    /// The judgement that counts: about this subject, or about no subject in particular; without a subject the latest.
    pub fn about(&self, concept: Symbol, subject: Option<&Item>) -> Option<&Judgement> {
        match subject {
            None => self.latest.get(&concept),
            Some(subject) => {
                let exact = self.by_subject.get(&(concept, subject.clone()));
                exact.or_else(|| self.by_subject.get(&(concept, Item::NotStated)))
            }
        }
    }
}
