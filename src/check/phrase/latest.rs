//! The latest act of a kind, told by what it brings about: `the latest reminder of the invoice`, and how many there were.

use crate::check::pattern::{Element, Form};
use crate::check::phrase::{Chart, Manner, Matched, Np, NpKind};
use crate::check::vocabulary::{SentenceKind, Type};

impl Chart<'_> {
    /// `the latest offer`, `the number of reminders of the invoice`
    pub(super) fn latest(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        if let Some(start) = self.after(from, to, &["the", "latest"]) {
            let latest = |(matched, ty)| (NpKind::Latest(Box::new(matched)), ty);
            return self
                .acts_of_noun(start, to)
                .into_iter()
                .map(latest)
                .collect();
        }
        if let Some(start) = self.after(from, to, &["the", "number", "of"]) {
            let count = |(matched, _)| (NpKind::Count(Box::new(matched)), Type::Number);
            return self
                .acts_of_noun(start, to)
                .into_iter()
                .map(count)
                .collect();
        }
        Vec::new()
    }

    /// A noun of what an act brings about, with perhaps `of X` behind it that fills a slot of a sentence of the act, and `since M`.
    fn acts_of_noun(&self, from: usize, to: usize) -> Vec<(Matched, Type)> {
        let mut found = Vec::new();
        for (end, manner) in self.without_manner(from, to) {
            found.extend(self.acts(from, end, &manner));
        }
        found
    }

    fn acts(&self, from: usize, to: usize, manner: &Manner) -> Vec<(Matched, Type)> {
        let mut found = Vec::new();
        for end in from + 1..=to {
            let Some((noun, _)) = self.vocabulary.nouns.find(&self.words[from..end]) else {
                continue;
            };
            let noun = self.vocabulary.nouns.get(noun);
            let Type::Thing(events) = &noun.ty else {
                continue;
            };
            if end == to {
                let act = events
                    .iter()
                    .find_map(|event| self.plainest(event.as_str()));
                let fills =
                    |sentence: usize| vec![None; self.vocabulary.sentences[sentence].slots.len()];
                found.extend(act.map(|sentence| {
                    (
                        self.act(sentence, fills(sentence), manner, (from, to)),
                        noun.ty.clone(),
                    )
                }));
            } else if matches!(self.word(end), "of" | "for" | "by") {
                for filler in self.noun_phrases(end + 1, to).iter() {
                    if let Some((sentence, slot)) = self.slots_for(events, filler) {
                        let mut fills = vec![None; self.vocabulary.sentences[sentence].slots.len()];
                        fills[slot] = Some(filler.clone());
                        found.push((
                            self.act(sentence, fills, manner, (from, to)),
                            noun.ty.clone(),
                        ));
                    }
                }
            }
        }
        found
    }

    fn act(
        &self,
        sentence: usize,
        fills: Vec<Option<Np>>,
        manner: &Manner,
        (from, to): (usize, usize),
    ) -> Matched {
        Matched {
            sentence,
            form: Form::Bare,
            fills,
            manner: manner.clone(),
            span: self.span(from, to),
        }
    }

    /// The first sentence of an act that fixes nothing.
    fn plainest(&self, event: &str) -> Option<usize> {
        self.vocabulary
            .sentences
            .iter()
            .position(|sentence| match &sentence.kind {
                SentenceKind::Act {
                    event: own,
                    reading,
                    ..
                } => own.as_str() == event && self.vocabulary.readings[*reading].fixed.is_empty(),
                SentenceKind::Conduct { .. }
                | SentenceKind::State { .. }
                | SentenceKind::Truth { .. }
                | SentenceKind::Concept { .. }
                | SentenceKind::Measure { .. } => false,
            })
    }

    /// The first sentence of these events with a slot, after the verb or before it for a party, that the noun phrase can fill.
    fn slots_for(&self, events: &[crate::value::Name], filler: &Np) -> Option<(usize, usize)> {
        let sentences = self.vocabulary.sentences.iter().enumerate();
        sentences
            .filter(|(_, sentence)| match &sentence.kind {
                SentenceKind::Act { event, reading, .. } => {
                    events.contains(event) && self.vocabulary.readings[*reading].fixed.is_empty()
                }
                SentenceKind::Conduct { .. }
                | SentenceKind::State { .. }
                | SentenceKind::Truth { .. }
                | SentenceKind::Concept { .. }
                | SentenceKind::Measure { .. } => false,
            })
            .find_map(|(at, sentence)| {
                let elements = sentence.subject.iter().chain(&sentence.rest);
                let mut slots = elements.filter_map(|element| match element {
                    Element::Slot(slot) => Some(*slot),
                    Element::Word(_) | Element::OneOf(_) => None,
                });
                let fits = |slot: &usize| {
                    let ty = &sentence.slots[*slot].ty;
                    filler.ty.fits(ty) && !matches!(ty, Type::Thing(own) if own == events)
                };
                slots.find(fits).map(|slot| (at, slot))
            })
    }
}
