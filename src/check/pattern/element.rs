//! A declared sentence as a pattern: fixed words, and slots for noun phrases.

use crate::check::vocabulary::Type;

/// One place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A fixed word, in small letters.
    Word(String),
    /// One of several forms of a word: `is` or `are`.
    OneOf(Vec<String>),
    /// A slot: index into the sentence's slots.
    Slot(usize),
}

/// A place for a noun phrase: `an invoice` in `the supplier issues an invoice`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its words in the declaration: `an invoice`.
    pub words: String,
    /// What may stand there.
    pub ty: Type,
}

/// A declared sentence in one of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Its words and slots in order.
    pub elements: Vec<Element>,
    /// Which form of the sentence it is.
    pub form: Form,
    /// Index of the declared sentence.
    pub sentence: usize,
}

/// The forms that a declared sentence takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// `the supplier issues an invoice`; `the services are suspended`
    Plain,
    /// `the services are not suspended`
    Negated,
    /// `the supplier has issued an invoice`
    Perfect,
    /// `the supplier has not issued an invoice`
    NegatedPerfect,
    /// `issue an invoice`
    Bare,
    /// `the principal of an invoice`: not a sentence, but the name of something.
    Noun,
}

impl Element {
    /// Whether a word can stand at this place; never for a slot.
    pub fn takes(&self, word: &str) -> bool {
        match self {
            Self::Word(own) => own == word,
            Self::OneOf(own) => own.iter().any(|one| one == word),
            Self::Slot(_) => false,
        }
    }
}

/// The words of a pattern with its slots as declared: for messages.
pub fn in_words(elements: &[Element], slots: &[Slot]) -> String {
    let words = elements.iter().map(|element| match element {
        Element::Word(word) => word.as_str(),
        Element::OneOf(forms) => forms.first().map_or("", String::as_str),
        Element::Slot(at) => slots.get(*at).map_or("…", |slot| slot.words.as_str()),
    });
    words.collect::<Vec<_>>().join(" ")
}
