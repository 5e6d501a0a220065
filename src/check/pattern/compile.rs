//! Reads the words of a declared sentence as fixed words and slots.

use crate::check::pattern::{Element, Slot};
use crate::check::phrase::tokens_of_words;
use crate::check::vocabulary::{Nouns, SentenceVerb, Type, Verbs};
use crate::source::SourceId;

/// A declared sentence, cut at its verb.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Before the verb.
    pub subject: Vec<Element>,
    /// The verb.
    pub verb: SentenceVerb,
    /// After it.
    pub rest: Vec<Element>,
    /// The slots, in order.
    pub slots: Vec<Slot>,
}

/// Auxiliaries that are negated by `not` behind them, each with its other number.
const AUXILIARIES: [&[&str]; 6] = [
    &["is", "are"],
    &["has", "have"],
    &["was", "were"],
    &["can"],
    &["could"],
    &["stands", "stand"],
];

/// The sentence of a file cut at its verb: the first declared verb in the third person, or the first auxiliary. None when it has neither.
pub fn compile_sentence(
    words: &str,
    file: SourceId,
    nouns: &Nouns,
    verbs: &Verbs,
) -> Option<Compiled> {
    let words = words_of(words);
    let nouns = Seen { nouns, file };
    let (at, verb) = find_verb(&words, nouns, verbs)?;
    let mut slots = Vec::new();
    let subject = elements(&words[..at], nouns, &|_| true, &mut slots);
    let rest = elements(&words[at + 1..], nouns, &|_| true, &mut slots);
    Some(Compiled {
        subject,
        verb,
        rest,
        slots,
    })
}

/// The name of something, without a verb: `the principal of an invoice`.
pub fn compile_noun(words: &str, file: SourceId, nouns: &Nouns) -> Compiled {
    let mut slots = Vec::new();
    let nouns = Seen { nouns, file };
    // The arguments of a measure are introduced: `the payment term` is no term of some payment.
    let introduced = |word: &String| word == "a" || word == "an";
    let subject = elements(&words_of(words), nouns, &introduced, &mut slots);
    Compiled {
        subject,
        verb: SentenceVerb::None,
        rest: Vec::new(),
        slots,
    }
}

/// The nouns as the file sees them in which the words stand.
#[derive(Clone, Copy)]
struct Seen<'n> {
    nouns: &'n Nouns,
    file: SourceId,
}

impl Seen<'_> {
    fn slot_at(self, words: &[String]) -> Option<(usize, Type)> {
        self.nouns.slot_at(words, self.file)
    }
}

fn words_of(words: &str) -> Vec<String> {
    tokens_of_words(words)
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect()
}

/// The place and kind of the verb: the first word that is one and does not belong to a noun phrase at the start.
fn find_verb(words: &[String], nouns: Seen<'_>, verbs: &Verbs) -> Option<(usize, SentenceVerb)> {
    let start = nouns.slot_at(words).map_or(1, |(length, _)| length);
    let auxiliary = |word: &String| {
        AUXILIARIES
            .iter()
            .find(|forms| forms.contains(&word.as_str()))
            .map(|forms| {
                SentenceVerb::Auxiliary(forms.iter().map(|form| (*form).to_owned()).collect())
            })
    };
    (start..words.len()).find_map(|at| {
        let word = &words[at];
        let inflected = || verbs.by_third_person(word).map(SentenceVerb::Verb);
        auxiliary(word).or_else(inflected).map(|verb| (at, verb))
    })
}

fn elements(
    words: &[String],
    nouns: Seen<'_>,
    may_begin: &dyn Fn(&String) -> bool,
    slots: &mut Vec<Slot>,
) -> Vec<Element> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let slot_here = nouns
            .slot_at(&words[at..])
            .filter(|_| may_begin(&words[at]));
        if let Some((length, ty)) = slot_here {
            found.push(Element::Slot(slots.len()));
            slots.push(slot(&words[at..at + length], ty));
            at += length;
        } else {
            found.push(Element::Word(words[at].clone()));
            at += 1;
        }
    }
    found
}

fn slot(words: &[String], ty: Type) -> Slot {
    Slot {
        words: words.join(" "),
        ty,
    }
}
