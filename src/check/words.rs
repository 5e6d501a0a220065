//! The declared sentences by subject, found by their words; and the glossary.

use crate::check::pattern::{Form, in_words};
use crate::check::phrase::tokens_of_words;
use crate::check::vocabulary::{Sentence, SentenceKind, Vocabulary};
use crate::value::Name;

/// The words that a library declares.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Sentences, in the order of their declaration.
    pub sentences: Vec<DeclaredSentence>,
    /// Words with a fixed legal meaning.
    pub glossary: Vec<GlossaryEntry>,
}

/// A declared sentence as a reader looks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredSentence {
    /// `the supplier issues an invoice`
    pub words: String,
    /// Its other forms: `the supplier has issued an invoice`, `issue an invoice`.
    pub forms: Vec<String>,
    /// What kind of word it is: `act`, `state`, `measure`, …
    pub kind: &'static str,
    /// The declared name: `invoice_issued`.
    pub name: Name,
    /// The first thing or party that it is about: what it is listed under.
    pub subject: String,
}

/// A word with a fixed legal meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryEntry {
    /// `default`
    pub word: String,
    /// `verzuim`
    pub dutch: String,
    /// What it means.
    pub meaning: String,
}

impl Words {
    /// The words of a vocabulary.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let sentences = vocabulary.sentences.iter().enumerate();
        let glossary = vocabulary.glossary.iter().map(|term| GlossaryEntry {
            word: term.word.text.clone(),
            dutch: term.dutch.text.clone(),
            meaning: term
                .meaning
                .as_ref()
                .map_or_else(String::new, |text| text.text.clone()),
        });
        Self {
            sentences: sentences
                .map(|(at, sentence)| declared(at, sentence))
                .collect(),
            glossary: glossary.collect(),
        }
    }

    /// The sentences that have all words of the query (whole or begun), the shortest first; all of them for an empty query.
    pub fn find(&self, query: &str) -> Vec<&DeclaredSentence> {
        let wanted: Vec<String> = words_of(query);
        let mut found: Vec<&DeclaredSentence> = self
            .sentences
            .iter()
            .filter(|sentence| wanted.iter().all(|word| has_word(sentence, word)))
            .collect();
        found.sort_by_key(|sentence| (sentence.subject.clone(), sentence.words.len()));
        found
    }

    /// The meaning of a word with a fixed legal meaning, English or Dutch.
    pub fn explain(&self, word: &str) -> Option<&GlossaryEntry> {
        let same = |entry: &&GlossaryEntry| {
            entry.word.eq_ignore_ascii_case(word) || entry.dutch.eq_ignore_ascii_case(word)
        };
        self.glossary.iter().find(same)
    }
}

fn declared(at: usize, sentence: &Sentence) -> DeclaredSentence {
    let (kind, name) = match &sentence.kind {
        SentenceKind::Act { event, .. } => ("act", event.clone()),
        SentenceKind::Conduct { conduct, .. } => ("conduct", conduct.clone()),
        SentenceKind::State { state } => ("state", state.clone()),
        SentenceKind::Truth { field, .. } => ("fact", field.clone()),
        SentenceKind::Concept { concept } => ("concept", concept.clone()),
        SentenceKind::Measure { measure, .. } => ("measure", measure.clone()),
    };
    let other_forms = sentence
        .patterns(at)
        .into_iter()
        .filter(|pattern| !matches!(pattern.form, Form::Plain | Form::Noun))
        .map(|pattern| in_words(&pattern.elements, &sentence.slots));
    DeclaredSentence {
        words: sentence.words.clone(),
        forms: other_forms.collect(),
        kind,
        name,
        subject: subject(sentence),
    }
}

/// The first noun phrase of a sentence after its verb, or its subject.
fn subject(sentence: &Sentence) -> String {
    let slot = sentence
        .slots
        .iter()
        .find(|slot| slot.ty != crate::check::vocabulary::Type::Party);
    let words = slot.map_or(sentence.words.as_str(), |slot| slot.words.as_str());
    words
        .trim_start_matches("the ")
        .trim_start_matches("an ")
        .trim_start_matches("a ")
        .to_owned()
}

fn words_of(text: &str) -> Vec<String> {
    let tokens = tokens_of_words(text);
    tokens
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect()
}

fn has_word(sentence: &DeclaredSentence, wanted: &str) -> bool {
    let forms = sentence.forms.iter().map(String::as_str);
    let all = forms.chain([sentence.words.as_str(), sentence.name.as_str()]);
    all.into_iter().any(|form| {
        let mut words = form.split([' ', '_', '-']).map(str::to_lowercase);
        words.any(|word| word.starts_with(wanted))
    })
}
