//! The declared sentences, kept in the program for those who tell what follows.

use indexmap::IndexMap;

use crate::check::pattern::Element;
use crate::check::phrase::tokens_of_words;
use crate::check::program::{Said, SaidOf, SaidVerb, Saying};
use crate::check::vocabulary::{Sentence, SentenceKind, SentenceVerb, Type, Vocabulary};
use crate::value::{Name, Value};

/// All sentences of acts, conducts, states, concepts, truths and measures, in the order of their declaration.
pub fn sayings(vocabulary: &Vocabulary) -> Vec<Saying> {
    let sentences = vocabulary.sentences.iter();
    sentences
        .filter_map(|sentence| saying(sentence, vocabulary))
        .collect()
}

/// What the thing that an event brings about is called: `invoice`, by event type. The first noun declared for it alone counts.
pub fn nouns(vocabulary: &Vocabulary) -> IndexMap<Name, String> {
    let mut nouns: IndexMap<Name, String> = IndexMap::new();
    let declared = || {
        let nouns = vocabulary.nouns.iter().map(|(_, noun)| noun);
        nouns.filter(|noun| noun.kind.is_none())
    };
    for only_one in [true, false] {
        for noun in declared() {
            if let Type::Thing(events) = &noun.ty
                && (events.len() == 1) == only_one
            {
                for event in events {
                    nouns
                        .entry(event.clone())
                        .or_insert_with(|| noun.words.join(" "));
                }
            }
        }
    }
    nouns
}

fn saying(sentence: &Sentence, vocabulary: &Vocabulary) -> Option<Saying> {
    let mut fixed: Vec<(Name, Value)> = Vec::new();
    let mut fields: &[Name] = &[];
    let (of, called) = match &sentence.kind {
        SentenceKind::Act {
            event,
            reading,
            fields: own,
        } => {
            let word = &vocabulary.readings[*reading];
            fixed.clone_from(&word.fixed);
            fields = own;
            let called = word.called.as_ref().unwrap_or(event);
            (SaidOf::Act(event.clone()), called.clone())
        }
        SentenceKind::Conduct { conduct, .. } => {
            let word = vocabulary.conducts.get(conduct)?;
            (SaidOf::Conduct(conduct.clone()), word.called.clone())
        }
        SentenceKind::State { state } => {
            let word = vocabulary.states.get(state)?;
            (SaidOf::State(state.clone()), word.called.clone())
        }
        SentenceKind::Concept { concept } => (SaidOf::Concept(concept.clone()), concept.clone()),
        SentenceKind::Truth { field, .. } => (SaidOf::Truth(field.clone()), field.clone()),
        SentenceKind::Measure { measure, .. } => {
            (SaidOf::Measure(measure.clone()), measure.clone())
        }
    };
    let mut said = Reader {
        sentence,
        vocabulary,
        fields,
        words: written(&sentence.words),
        at: 0,
    };
    let subject = said.parts(&sentence.subject);
    let verb = match &sentence.verb {
        SentenceVerb::Verb(verb) => SaidVerb::Full {
            base: verb.base.clone(),
            third_person: verb.third_person.clone(),
            participle: verb.participle.clone(),
        },
        SentenceVerb::Auxiliary(forms) => SaidVerb::Auxiliary(said.next_word(&forms[0])),
        SentenceVerb::None => SaidVerb::None,
    };
    if let SentenceVerb::Verb(_) = &sentence.verb {
        said.at += 1;
    }
    let rest = said.parts(&sentence.rest);
    Some(Saying {
        of,
        called,
        fixed,
        subject,
        verb,
        rest,
    })
}

fn written(words: &str) -> Vec<String> {
    let tokens = tokens_of_words(words);
    tokens.into_iter().map(|token| token.text).collect()
}

/// Reads the elements of a sentence beside its words as written: capital letters stay.
struct Reader<'a> {
    sentence: &'a Sentence,
    vocabulary: &'a Vocabulary,
    fields: &'a [Name],
    words: Vec<String>,
    at: usize,
}

impl Reader<'_> {
    fn next_word(&mut self, otherwise: &str) -> String {
        self.at += 1;
        let word = self.words.get(self.at - 1);
        word.map_or_else(|| otherwise.to_owned(), Clone::clone)
    }

    fn parts(&mut self, elements: &[Element]) -> Vec<Said> {
        let mut parts = Vec::new();
        let mut at = 0;
        while at < elements.len() {
            if let Some((role, length)) = self.party_at(&elements[at..]) {
                let words = self.words.iter().skip(self.at).take(length);
                let words: Vec<&str> = words.map(String::as_str).collect();
                parts.push(Said::Party {
                    role,
                    words: words.join(" "),
                });
                self.at += length;
                at += length;
                continue;
            }
            match &elements[at] {
                Element::Word(word) => parts.push(Said::Word(self.next_word(word))),
                Element::OneOf(forms) => {
                    let first = forms.first().map_or("", String::as_str);
                    parts.push(Said::Word(self.next_word(first)));
                }
                Element::Slot(slot) => {
                    let declared = &self.sentence.slots[*slot];
                    self.at += declared.words.split(' ').count();
                    parts.push(Said::Place {
                        words: declared.words.clone(),
                        sort: declared.ty.sort(),
                        field: self.fields.get(*slot).cloned(),
                    });
                }
            }
            at += 1;
        }
        parts
    }

    /// `the client`, where it stands as words of the sentence.
    fn party_at(&self, elements: &[Element]) -> Option<(Name, usize)> {
        let begins = |words: &Vec<String>| {
            words.len() <= elements.len()
                && words
                    .iter()
                    .zip(elements)
                    .all(|(word, element)| matches!(element, Element::Word(own) if own == word))
        };
        let mut parties = self.vocabulary.parties.iter();
        let found = parties.find(|(_, words)| begins(words));
        found.map(|(role, words)| (role.clone(), words.len()))
    }
}
