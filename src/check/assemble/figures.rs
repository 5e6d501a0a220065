//! What declared concepts, heads and measures mean to the engine.

use indexmap::IndexMap;

use crate::check::assemble::meanings::Meanings;
use crate::check::program::{
    Concept, ConceptDefault, Condition, Definition, Expression, Head, Measure, StandsIn, TellsOf,
};
use crate::check::vocabulary::{About, ConceptWord, Meaning, Type};
use crate::syntax::ast;
use crate::value::Name;

impl Meanings<'_> {
    /// Concepts.
    pub fn concepts(&self) -> IndexMap<Name, Concept> {
        let concepts = self.setting.vocabulary.concepts.iter();
        concepts
            .map(|(name, word)| {
                let default = match word.default {
                    ast::ConceptDefault::MustBeAssessed => ConceptDefault::MustBeAssessed,
                    ast::ConceptDefault::PresumedToHold => ConceptDefault::PresumedToHold,
                    ast::ConceptDefault::PresumedNotToHold => ConceptDefault::PresumedNotToHold,
                };
                let concept = Concept {
                    name: name.clone(),
                    words: word.words.clone(),
                    default,
                    about: things_of(word),
                    tells_of: tells_of(word),
                };
                (name.clone(), concept)
            })
            .collect()
    }

    /// Heads of claims.
    pub fn heads(&self) -> IndexMap<Name, Head> {
        let heads = self.setting.vocabulary.heads.iter();
        heads
            .map(|(name, head)| (name.clone(), head.head.clone()))
            .collect()
    }

    /// What paying a claim under each head is called.
    pub fn paying(&self) -> IndexMap<Head, Name> {
        let heads = self.setting.vocabulary.heads.values();
        heads
            .filter_map(|head| {
                head.paying
                    .clone()
                    .map(|paying| (head.head.clone(), paying))
            })
            .collect()
    }

    /// Measures: those of the vocabulary, and the parameters that clauses give; the definitions of clauses come later.
    pub fn measures(&mut self) -> IndexMap<Name, Measure> {
        let mut measures = IndexMap::new();
        for (name, word) in &self.setting.vocabulary.measures {
            let mut definitions = Vec::new();
            if let Some(Meaning::Defined(value, only_if)) = &word.meaning {
                let gives = word.gives.clone();
                let value = self.read(word.sentence, |lower| {
                    lower.defined(value, only_if.as_ref(), &gives)
                });
                definitions.extend(value.map(plain_definition));
            }
            if let Some(Meaning::Kernel(kernel)) = &word.meaning {
                let kernel = kernel.clone().unwrap_or_else(|| name.clone());
                let arguments = (0..word.arguments.len())
                    .map(Expression::Parameter)
                    .collect();
                // Read once so that a name that the kernel does not know is found where it is declared.
                self.read(word.sentence, |lower| {
                    lower.kernel_measure(&kernel, arguments, word.span)
                });
            }
            measures.insert(
                name.clone(),
                Measure {
                    name: name.clone(),
                    arguments: word.arguments.iter().map(Type::sort).collect(),
                    definitions,
                },
            );
        }
        for name in self.setting.vocabulary.parameters.keys() {
            measures.entry(name.clone()).or_insert_with(|| Measure {
                name: name.clone(),
                arguments: Vec::new(),
                definitions: Vec::new(),
            });
        }
        measures
    }
}

fn plain_definition(value: Expression) -> Definition {
    Definition {
        at: None,
        value,
        condition: Condition::Always,
        agreed: None,
        stated_in: None,
        fallback: false,
        readings: Vec::new(),
        stands_in: StandsIn::Every,
        renumbered: Vec::new(),
    }
}

/// The events whose things a concept is about; none where it is about something else too.
fn things_of(word: &ConceptWord) -> Vec<Name> {
    let things = word.about.iter().map(|about| match about {
        About::Type(Type::Thing(events)) => Some(events.iter().cloned()),
        _ => None,
    });
    let things: Option<Vec<_>> = things.collect();
    things.into_iter().flatten().flatten().collect()
}

/// For which days a judgement tells something: of an event from the event on, of a party or a service from its own day.
fn tells_of(word: &ConceptWord) -> TellsOf {
    let goes_on = |about: &About| {
        matches!(
            about,
            About::Party(_) | About::Type(Type::Party | Type::Service)
        )
    };
    let (lasting, events): (Vec<_>, Vec<_>) = word.about.iter().partition(|about| goes_on(about));
    match (word.day_by_day, events.is_empty(), lasting.is_empty()) {
        (_, true, _) | (true, false, true) => TellsOf::EachDay,
        (true, false, false) => TellsOf::EachDayOfMore,
        (false, false, true) => TellsOf::Events,
        (false, false, false) => TellsOf::EventsAndMore,
    }
}
