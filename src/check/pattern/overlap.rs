//! The proof that no phrase can match two declared sentences: pairs of patterns are unified.
//!
//! A slot stands for a noun phrase of its type; two slots meet when a noun phrase can be of both types. A slot meets fixed
//! words when these words, as they stand, are a noun phrase of its type. Where one thing may stand for another (an invoice for
//! the claim to its price) a phrase that fits without that goes first, so only direct fits count here.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::check::pattern::{Element, Form, Slot, in_words};
use crate::check::phrase::{Chart, tokens_of_words};
use crate::check::vocabulary::{Sentence, Type, Vocabulary};

/// Pairs of sentences (indexes, the smaller first) that one phrase can match.
pub fn overlaps(vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    let sentences = &vocabulary.sentences;
    let plain: Vec<(usize, Vec<Element>)> = sentences
        .iter()
        .enumerate()
        .filter_map(|(at, sentence)| plain_elements(at, sentence))
        .collect();
    let mut found = Vec::new();
    let types = RefCell::default();
    for (position, (at, ours)) in plain.iter().enumerate() {
        for (other, theirs) in &plain[position + 1..] {
            // No noun phrase holds a verb, so both must have the same.
            let same_verb = sentences[*at].verb == sentences[*other].verb;
            if !same_verb || !may_be_alike(ours, theirs) {
                continue;
            }
            let pair = Pair {
                vocabulary,
                types: &types,
                ours: &sentences[*at].slots,
                theirs: &sentences[*other].slots,
            };
            if pair.meet(ours, theirs) {
                found.push((*at, *other));
            }
        }
    }
    found
}

/// The form that stands for all: the others differ from it in the verb only, alike for all sentences.
fn plain_elements(at: usize, sentence: &Sentence) -> Option<(usize, Vec<Element>)> {
    let patterns = sentence.patterns(at);
    let plain = patterns
        .into_iter()
        .find(|pattern| matches!(pattern.form, Form::Plain | Form::Noun))?;
    Some((at, plain.elements))
}

/// The cheap test: first and last fixed words must be able to meet.
fn may_be_alike(ours: &[Element], theirs: &[Element]) -> bool {
    let ends = |a: Option<&Element>, b: Option<&Element>| match (a, b) {
        (Some(Element::Slot(_)), _) | (_, Some(Element::Slot(_))) => true,
        (Some(a), Some(b)) => words_meet(a, b),
        (None, _) | (_, None) => false,
    };
    ends(ours.first(), theirs.first()) && ends(ours.last(), theirs.last())
}

fn words_meet(a: &Element, b: &Element) -> bool {
    match (a, b) {
        (Element::Word(a), Element::Word(b)) => a == b,
        (Element::Word(a), Element::OneOf(all)) | (Element::OneOf(all), Element::Word(a)) => {
            all.contains(a)
        }
        (Element::OneOf(a), Element::OneOf(b)) => a.iter().any(|one| b.contains(one)),
        (Element::Slot(_), _) | (_, Element::Slot(_)) => false,
    }
}

/// Two sentences whose patterns are unified.
struct Pair<'v> {
    vocabulary: &'v Vocabulary,
    /// The types of words as noun phrases, as far as they were looked at.
    types: &'v RefCell<HashMap<String, Rc<Vec<Type>>>>,
    ours: &'v [Slot],
    theirs: &'v [Slot],
}

impl Pair<'_> {
    /// Whether one phrase can match both.
    fn meet(&self, ours: &[Element], theirs: &[Element]) -> bool {
        match (ours.split_first(), theirs.split_first()) {
            (None, None) => true,
            (Some((Element::Slot(a), our_rest)), Some((Element::Slot(b), their_rest))) => {
                let (a, b) = (&self.ours[*a].ty, &self.theirs[*b].ty);
                let alike = a.fits_directly(b) || b.fits_directly(a);
                alike && self.meet(our_rest, their_rest)
            }
            (Some((Element::Slot(a), our_rest)), Some(_)) => {
                let taken = self.taken(theirs, self.theirs, &self.ours[*a].ty);
                taken
                    .into_iter()
                    .any(|rest| self.meet(our_rest, &theirs[rest..]))
            }
            (Some(_), Some((Element::Slot(b), their_rest))) => {
                let taken = self.taken(ours, self.ours, &self.theirs[*b].ty);
                taken
                    .into_iter()
                    .any(|rest| self.meet(&ours[rest..], their_rest))
            }
            (Some((a, our_rest)), Some((b, their_rest))) => {
                words_meet(a, b) && self.meet(our_rest, their_rest)
            }
            (None, Some(_)) | (Some(_), None) => false,
        }
    }

    /// How many elements from the start a slot of this type can take as a noun phrase.
    fn taken(&self, elements: &[Element], slots: &[Slot], wanted: &Type) -> Vec<usize> {
        let fits = |length: &usize| {
            let words = in_words(&elements[..*length], slots);
            self.types_of(words)
                .iter()
                .any(|ty| ty.fits_directly(wanted))
        };
        (1..=elements.len()).filter(fits).collect()
    }

    fn types_of(&self, words: String) -> Rc<Vec<Type>> {
        if let Some(known) = self.types.borrow().get(&words) {
            return Rc::clone(known);
        }
        let tokens = tokens_of_words(&words);
        let chart = Chart::new(self.vocabulary, &tokens);
        let found = chart.whole_noun_phrase();
        let types: Rc<Vec<Type>> = Rc::new(found.iter().map(|np| np.ty.clone()).collect());
        self.types.borrow_mut().insert(words, Rc::clone(&types));
        types
    }
}
