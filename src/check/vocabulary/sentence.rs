//! The declared sentences: what may be said, with slots, and the forms that each takes.

use crate::check::pattern::{Element, Form, Pattern, Slot};
use crate::check::vocabulary::Type;
use crate::source::Span;
use crate::value::Name;

/// A declared sentence, or a declared name of something (`the principal of an invoice`).
#[derive(Debug, Clone)]
pub struct Sentence {
    /// As declared.
    pub words: String,
    /// Where it is declared.
    pub span: Span,
    /// What it is about.
    pub kind: SentenceKind,
    /// Its slots, in order.
    pub slots: Vec<Slot>,
    /// Words and slots before the verb.
    pub subject: Vec<Element>,
    /// The verb, when it is one that has been declared or an auxiliary.
    pub verb: SentenceVerb,
    /// Words and slots after the verb.
    pub rest: Vec<Element>,
}

/// What a declared sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentenceKind {
    /// `the supplier issues an invoice`: an event; index into the act readings; the field that each slot fills.
    Act {
        /// The event type.
        event: Name,
        /// Index into the readings of acts.
        reading: usize,
        /// The field of each slot.
        fields: Vec<Name>,
    },
    /// `a party pays an invoice to the other party`: conduct that is no event of its own.
    Conduct {
        /// Its name.
        conduct: Name,
        /// The slot that holds what it concerns.
        thing: Option<usize>,
    },
    /// `a party is in default of an obligation`
    State {
        /// Its name.
        state: Name,
    },
    /// `the acceptance deviates from the offer`
    Truth {
        /// The event types or parties that have the field.
        owners: Vec<Owner>,
        /// The field.
        field: Name,
    },
    /// `there is justified doubt about the creditworthiness of the client`
    Concept {
        /// Its name.
        concept: Name,
    },
    /// `the principal of an invoice`
    Measure {
        /// Its name.
        measure: Name,
        /// What it gives.
        gives: Type,
    },
}

/// What a field belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// An event type.
    Event(Name),
    /// A party of the header.
    Party(Name),
    /// A record.
    Record(Name),
}

/// The verb of a declared sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentenceVerb {
    /// `issue`, `issues`, `issued`
    Verb(Verb),
    /// `is`, `are`, `has`, `can`, …: negated by `not` behind it.
    Auxiliary(Vec<String>),
    /// The name of something has no verb.
    None,
}

/// `Verb "issue", "issues", "issued".`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// `issue`
    pub base: String,
    /// `issues`
    pub third_person: String,
    /// `issued`
    pub participle: String,
}

impl Sentence {
    /// The forms that it takes in clauses.
    pub fn patterns(&self, index: usize) -> Vec<Pattern> {
        let mut patterns = match &self.verb {
            SentenceVerb::None => {
                vec![self.pattern(index, Form::Noun, self.subject.clone(), Vec::new())]
            }
            SentenceVerb::Auxiliary(forms) => self.auxiliary_patterns(index, forms),
            SentenceVerb::Verb(verb) => self.verb_patterns(index, verb),
        };
        patterns.extend(with_no(&patterns));
        patterns
    }

    fn auxiliary_patterns(&self, index: usize, forms: &[String]) -> Vec<Pattern> {
        let plain = vec![Element::OneOf(forms.to_vec())];
        let negated = vec![
            Element::OneOf(forms.to_vec()),
            Element::OneOf(vec!["not".to_owned(), "no".to_owned()]),
        ];
        let mut patterns = vec![
            self.pattern(index, Form::Plain, self.subject.clone(), plain),
            self.pattern(index, Form::Negated, self.subject.clone(), negated),
        ];
        patterns.extend(self.bare_auxiliary(index, forms));
        patterns
    }

    /// `keep the services suspended`, `be in default`: for `must be …`.
    fn bare_auxiliary(&self, index: usize, forms: &[String]) -> Option<Pattern> {
        let bare = match forms.first()?.as_str() {
            "is" => "be",
            "has" => "have",
            _other => return None,
        };
        let verb = vec![Element::Word(bare.to_owned())];
        Some(self.pattern(index, Form::Bare, Vec::new(), verb))
    }

    fn verb_patterns(&self, index: usize, verb: &Verb) -> Vec<Pattern> {
        let word = |word: &str| Element::Word(word.to_owned());
        let have = || Element::OneOf(vec!["has".to_owned(), "have".to_owned()]);
        let does = || Element::OneOf(vec!["does".to_owned(), "do".to_owned()]);
        let present = Element::OneOf(vec![verb.third_person.clone(), verb.base.clone()]);
        let subject = || self.subject.clone();
        vec![
            self.pattern(index, Form::Plain, subject(), vec![present]),
            self.pattern(
                index,
                Form::Perfect,
                subject(),
                vec![have(), word(&verb.participle)],
            ),
            self.pattern(
                index,
                Form::NegatedPerfect,
                subject(),
                vec![have(), word("not"), word(&verb.participle)],
            ),
            self.pattern(
                index,
                Form::Negated,
                subject(),
                vec![does(), word("not"), word(&verb.base)],
            ),
            self.pattern(index, Form::Bare, Vec::new(), vec![word(&verb.base)]),
        ]
    }

    fn pattern(
        &self,
        sentence: usize,
        form: Form,
        subject: Vec<Element>,
        verb: Vec<Element>,
    ) -> Pattern {
        let mut elements = subject;
        elements.extend(verb);
        elements.extend(self.rest.iter().cloned());
        Pattern {
            elements,
            form,
            sentence,
        }
    }
}

/// `no sign of prompt performance stands`: `no` in the place of an article that is a fixed word.
fn with_no(patterns: &[Pattern]) -> Option<Pattern> {
    let article = Element::OneOf(vec!["a".to_owned(), "an".to_owned()]);
    let begins = |element: &Element| matches!((element, &article), (Element::Word(word), Element::OneOf(all)) if all.contains(word));
    let plain = patterns
        .iter()
        .find(|pattern| pattern.form == Form::Plain)?;
    let mut negated = plain.clone();
    let first = negated.elements.first_mut().filter(|first| begins(first))?;
    *first = Element::Word("no".to_owned());
    negated.form = Form::Negated;
    Some(negated)
}
