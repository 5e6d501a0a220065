//! Concepts and measures: what they give, what they are about, how they read.

use crate::check::pattern::Slot;
use crate::check::program::either;
use crate::check::schema::{ConceptType, FieldType};
use crate::check::vocabulary::declare::{Word, unknown_noun};
use crate::check::vocabulary::sayings::{Sayings, meaning_of, words_of};
use crate::check::vocabulary::{About, ConceptWord, MeasureWord, SentenceKind, Type};
use crate::source::Problem;
use crate::syntax::ast::{self, LineKind};

impl Sayings<'_> {
    pub(super) fn concept(&mut self, word: &Word<'_>) {
        let name = &word.name.name;
        let mut gives = Type::Truth;
        let mut about = Vec::new();
        let mut default = ast::ConceptDefault::MustBeAssessed;
        let mut assessor = None;
        let mut day_by_day = false;
        for line in word.lines {
            match &line.kind {
                LineKind::Type(ty) => {
                    if let Ok(ty) = self.types().measure(ty) {
                        gives = ty;
                    }
                }
                LineKind::About(phrases) => about = self.about(phrases),
                LineKind::Default(own) => default = *own,
                LineKind::DayByDay => day_by_day = true,
                LineKind::JudgedBy(phrase) => {
                    assessor = self.vocabulary.party_called(&words_of(phrase)).cloned();
                }
                _ => {}
            }
        }
        let is_noun = gives != Type::Truth;
        let mut asked = about.is_empty()
            && !word
                .lines
                .iter()
                .any(|line| matches!(line.kind, LineKind::About(_)));
        for reading in word.readings {
            if let Some(compiled) = self.compiled(&reading.text, is_noun) {
                if let Some(slot) = compiled.slots.first()
                    && std::mem::take(&mut asked)
                {
                    self.problems.push(about_nothing(word, reading, slot));
                }
                let kind = if is_noun {
                    SentenceKind::Measure {
                        measure: name.clone(),
                        gives: gives.clone(),
                    }
                } else {
                    SentenceKind::Concept {
                        concept: name.clone(),
                    }
                };
                self.add(&reading.text, compiled, kind);
            }
        }
        let value = match gives {
            Type::Money => FieldType::Money,
            Type::Date => FieldType::Date,
            Type::Percent => FieldType::Percent,
            _ => FieldType::Truth,
        };
        let concept = ConceptType {
            name: name.clone(),
            value,
        };
        self.vocabulary
            .schema
            .concepts
            .insert(name.clone(), concept);
        let mut readings = word.readings.iter().map(|reading| &reading.text.text);
        let first = readings.next().cloned().unwrap_or_default();
        let words = readings.fold(first, |whole, other| either(&whole, other));
        let declared = ConceptWord {
            words,
            about,
            gives,
            default,
            day_by_day,
            assessor,
            span: word.name.span,
        };
        self.vocabulary.concepts.insert(name.clone(), declared);
    }

    fn about(&mut self, phrases: &[ast::Phrase]) -> Vec<About> {
        let mut about = Vec::new();
        for phrase in phrases {
            if let Some(name) = self.vocabulary.party_called(&words_of(phrase)) {
                about.push(About::Party(name.clone()));
            } else if let Ok(ty) = self.types().of_noun(phrase) {
                about.push(About::Type(ty));
            } else {
                let problem = unknown_noun(phrase, &self.vocabulary.nouns);
                self.problems.push(problem);
            }
        }
        about
    }

    pub(super) fn measure(&mut self, word: &Word<'_>) {
        let name = &word.name.name;
        let mut gives = Type::Any;
        let mut meaning = None;
        for line in word.lines {
            match &line.kind {
                LineKind::Type(ty) => match self.types().measure(ty) {
                    Ok(ty) => gives = ty,
                    Err(phrase) => {
                        let problem = unknown_noun(&phrase, &self.vocabulary.nouns);
                        self.problems.push(problem);
                    }
                },
                _ => meaning = meaning_of(line).or(meaning),
            }
        }
        let mut first: Option<(usize, Vec<Type>)> = None;
        for reading in word.readings {
            if let Some(compiled) = self.compiled(&reading.text, true) {
                let arguments = compiled.slots.iter().map(|slot| slot.ty.clone()).collect();
                let kind = SentenceKind::Measure {
                    measure: name.clone(),
                    gives: gives.clone(),
                };
                let at = self.add(&reading.text, compiled, kind);
                first.get_or_insert((at, arguments));
            }
        }
        let (sentence, arguments) = first.unwrap_or_default();
        let declared = MeasureWord {
            arguments,
            gives,
            meaning,
            sentence,
            span: word.name.span,
        };
        self.vocabulary.measures.insert(name.clone(), declared);
    }
}

/// A sentence about an invoice, of which a judgement about one invoice would count for every other.
fn about_nothing(word: &Word<'_>, reading: &ast::VocabularyReading, slot: &Slot) -> Problem {
    let noun = slot.words.replacen("the ", "a ", 1);
    Problem::error(
        "concept-about-nothing",
        format!(
            "nothing says what a judgement about `{}` is about",
            word.name.name
        ),
    )
    .at(
        reading.text.span,
        format!(
            "this speaks of `{}`; judged of one, it would count for all",
            slot.words
        ),
    )
    .help(format!("add `It is about {noun}.` below it"))
}
