//! Finds every meaning of a run of words: patterns are tried against it, their slots filled with noun phrases, each run once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::check::pattern::{Element, Form, Pattern};
use crate::check::phrase::{Manner, Matched, Np, Token};
use crate::check::vocabulary::Vocabulary;
use crate::source::Span;

/// Phrases of more words are refused: nobody reads them, and looking at all their parts takes long.
pub const LONGEST_PHRASE: usize = 60;

/// The meanings of runs of words, by where they begin and end.
type Found = HashMap<(usize, usize), Rc<Vec<Np>>>;

/// The words of one phrase and what has been found out about their parts.
pub struct Chart<'v> {
    /// What is declared.
    pub vocabulary: &'v Vocabulary,
    /// The words.
    pub tokens: &'v [Token],
    /// Each in small letters.
    pub words: Vec<String>,
    noun_phrases: RefCell<Found>,
}

impl<'v> Chart<'v> {
    /// A chart of these words.
    pub fn new(vocabulary: &'v Vocabulary, tokens: &'v [Token]) -> Self {
        Self {
            vocabulary,
            tokens,
            words: tokens
                .iter()
                .map(|token| token.text.to_lowercase())
                .collect(),
            noun_phrases: RefCell::default(),
        }
    }

    /// The place of a run of words.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), self.tokens.get(to.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.span.to(last.span),
            (Some(first), None) => first.span,
            (None, _) => self.tokens.last().map_or_else(Span::default, |token| {
                Span::at(token.span.source, token.span.end)
            }),
        }
    }

    /// A run of words on one line.
    pub fn text(&self, from: usize, to: usize) -> String {
        let words = self.tokens[from..to]
            .iter()
            .map(|token| token.text.as_str());
        words.collect::<Vec<_>>().join(" ")
    }

    /// The meanings of a run of words as a noun phrase.
    pub fn noun_phrases(&self, from: usize, to: usize) -> Rc<Vec<Np>> {
        if from >= to {
            return Rc::default();
        }
        if let Some(found) = self.noun_phrases.borrow().get(&(from, to)) {
            return Rc::clone(found);
        }
        // Marked as empty while it is looked at, so that no run of words can be its own part.
        self.noun_phrases
            .borrow_mut()
            .insert((from, to), Rc::default());
        let found = Rc::new(self.find_noun_phrases(from, to));
        self.noun_phrases
            .borrow_mut()
            .insert((from, to), Rc::clone(&found));
        found
    }

    /// The meanings of all words as a noun phrase.
    pub fn whole_noun_phrase(&self) -> Rc<Vec<Np>> {
        self.noun_phrases(0, self.tokens.len())
    }

    /// The declared sentences that a run of words matches in one of these forms.
    pub fn sentences(&self, from: usize, to: usize, forms: &[Form]) -> Vec<Matched> {
        let index = &self.vocabulary.patterns;
        let mut found = Vec::new();
        for pattern in index.candidates(&self.words[from..to], forms) {
            for fills in self.fills(pattern, from, to) {
                found.push(Matched {
                    sentence: pattern.sentence,
                    form: pattern.form,
                    fills,
                    manner: Manner::default(),
                    span: self.span(from, to),
                });
            }
        }
        self.without_stand_ins(found)
    }

    /// Of several sentences those go first in which nothing stands for something else: an invoice for the claim to its price.
    fn without_stand_ins(&self, found: Vec<Matched>) -> Vec<Matched> {
        let direct = |one: &Matched| {
            let slots = &self.vocabulary.sentences[one.sentence].slots;
            let mut fills = one.fills.iter().zip(slots);
            fills.all(|(fill, slot)| fill.as_ref().is_none_or(|np| np.ty.fits_directly(&slot.ty)))
        };
        let (direct, others): (Vec<_>, Vec<_>) = found.into_iter().partition(direct);
        if direct.is_empty() { others } else { direct }
    }

    /// All ways in which a run of words matches a pattern.
    pub fn fills(&self, pattern: &Pattern, from: usize, to: usize) -> Vec<Vec<Option<Np>>> {
        let slots = self.vocabulary.sentences[pattern.sentence].slots.len();
        if pattern.elements.len() > to - from || !self.has_fixed_words(pattern, from, to) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut fills = vec![None; slots];
        self.match_elements(pattern, 0, (from, to), &mut fills, &mut found);
        found
    }

    fn has_fixed_words(&self, pattern: &Pattern, from: usize, to: usize) -> bool {
        let mut at = from;
        pattern.elements.iter().all(|element| {
            if matches!(element, Element::Slot(_)) {
                return true;
            }
            let place = (at..to).find(|place| element.takes(&self.words[*place]));
            if let Some(place) = place {
                at = place + 1;
            }
            place.is_some()
        })
    }

    fn match_elements(
        &self,
        pattern: &Pattern,
        next: usize,
        (at, to): (usize, usize),
        fills: &mut Vec<Option<Np>>,
        found: &mut Vec<Vec<Option<Np>>>,
    ) {
        let Some(element) = pattern.elements.get(next) else {
            if at == to {
                found.push(fills.clone());
            }
            return;
        };
        let Element::Slot(slot) = element else {
            if at < to && element.takes(&self.words[at]) {
                self.match_elements(pattern, next + 1, (at + 1, to), fills, found);
            }
            return;
        };
        let still = pattern.elements.len() - next - 1;
        for end in at + 1..=to.saturating_sub(still) {
            let follows = pattern.elements.get(next + 1);
            let fits = match follows {
                None => end == to,
                Some(Element::Slot(_)) => true,
                Some(fixed) => fixed.takes(&self.words[end]),
            };
            if !fits {
                continue;
            }
            let wanted = &self.vocabulary.sentences[pattern.sentence].slots[*slot].ty;
            for phrase in self.noun_phrases(at, end).iter() {
                if phrase.ty.fits(wanted) {
                    fills[*slot] = Some(phrase.clone());
                    self.match_elements(pattern, next + 1, (end, to), fills, found);
                    fills[*slot] = None;
                }
            }
        }
    }
}
