//! Phrases that say something: the declared sentence they match, in which form and with which adverbs.

use crate::check::pattern::Form;
use crate::check::phrase::{Chart, Matched};
use crate::check::vocabulary::SentenceKind;

/// Forms in which a sentence states something.
const STATING: [Form; 4] = [
    Form::Plain,
    Form::Negated,
    Form::Perfect,
    Form::NegatedPerfect,
];

impl Chart<'_> {
    /// The declared sentences that the whole phrase states.
    pub fn statements(&self) -> Vec<Matched> {
        self.with_manner(0, self.tokens.len(), &STATING)
    }

    /// The declared sentences that the whole phrase names as conduct: `pay the invoice to the supplier`.
    pub fn conducts(&self) -> Vec<Matched> {
        self.with_manner(0, self.tokens.len(), &[Form::Bare])
    }

    /// The sentences of a run of words; those that need no adverb taken off come alone.
    fn with_manner(&self, from: usize, to: usize, forms: &[Form]) -> Vec<Matched> {
        let found = self.all_with_manner(from, to, forms);
        let mut kept: Vec<Matched> = Vec::new();
        for one in found {
            if !kept.iter().any(|other| self.say_the_same(&one, other)) {
                kept.push(one);
            }
        }
        kept
    }

    /// Two readings of one state with the same things in their slots say the same.
    fn say_the_same(&self, one: &Matched, other: &Matched) -> bool {
        let kind = |matched: &Matched| &self.vocabulary.sentences[matched.sentence].kind;
        kind(one) == kind(other)
            && one.form == other.form
            && one.fills == other.fills
            && one.manner == other.manner
    }

    fn all_with_manner(&self, from: usize, to: usize, forms: &[Form]) -> Vec<Matched> {
        let mut found: Vec<Matched> = Vec::new();
        for (end, manner) in self.without_manner(from, to) {
            for mut one in self.sentences(from, end, forms) {
                let may_have_manner = matches!(
                    self.vocabulary.sentences[one.sentence].kind,
                    SentenceKind::Act { .. } | SentenceKind::Conduct { .. }
                );
                if manner.is_empty() || may_have_manner {
                    one.manner = manner.clone();
                    one.span = self.span(from, to);
                    found.push(one);
                }
            }
            if manner.is_empty() && !found.is_empty() {
                break;
            }
        }
        found
    }
}
