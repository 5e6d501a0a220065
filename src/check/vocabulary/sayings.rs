//! Sentences: what may be said of events, conducts, states, concepts and measures.

use crate::check::pattern::{Compiled, Element, Slot};
use crate::check::phrase::{TokenKind, tokens_of_phrase};
use crate::check::problems::Problems;
use crate::check::schema::EventKind;
use crate::check::vocabulary::declare::{Word, compiled, noun_words};
use crate::check::vocabulary::events::Records;
use crate::check::vocabulary::field_types::Types;
use crate::check::vocabulary::slots::{EventShape, fields_of_slots};
use crate::check::vocabulary::{
    ConductWord, Meaning, Owner, ReadingWord, Sentence, SentenceKind, SentenceVerb, StateWord,
    Type, Verb, Vocabulary,
};
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, DeclarationWord, LineKind};
use crate::value::{Name, Value};

/// Reads the sentences into a vocabulary whose nouns and fields are known.
pub(super) struct Sayings<'v> {
    pub(super) vocabulary: &'v mut Vocabulary,
    records: &'v Records,
    pub(super) problems: &'v mut Problems,
}

impl<'v> Sayings<'v> {
    /// Reads into this vocabulary.
    pub fn new(
        vocabulary: &'v mut Vocabulary,
        records: &'v Records,
        problems: &'v mut Problems,
    ) -> Self {
        Self {
            vocabulary,
            records,
            problems,
        }
    }

    /// What the kernel itself knows that parties do: pay claims, perform obligations.
    fn kernel(&mut self) {
        let pay = Verb {
            base: "pay".to_owned(),
            third_person: "pays".to_owned(),
            participle: "paid".to_owned(),
        };
        let perform = Verb {
            base: "perform".to_owned(),
            third_person: "performs".to_owned(),
            participle: "performed".to_owned(),
        };
        for (name, verb, words, ty) in [
            ("pay_claim", pay, "a claim", Type::Claim),
            (
                "perform_obligation",
                perform,
                "an obligation",
                Type::Obligation,
            ),
        ] {
            let slot = |words: &str, ty: Type| Slot {
                words: words.to_owned(),
                ty,
            };
            let called = Name::new(&verb.base);
            self.vocabulary.sentences.push(Sentence {
                words: format!("a party {} {words}", verb.third_person),
                span: Span::default(),
                kind: SentenceKind::Conduct {
                    conduct: Name::new(name),
                    thing: Some(1),
                },
                slots: vec![slot("a party", Type::Party), slot(words, ty.clone())],
                subject: vec![Element::Slot(0)],
                verb: SentenceVerb::Verb(verb),
                rest: vec![Element::Slot(1)],
            });
            let declared = ConductWord {
                called,
                meaning: Vec::new(),
                sentence: self.vocabulary.sentences.len() - 1,
                thing: Some(ty),
                span: Span::default(),
            };
            self.vocabulary.conducts.insert(Name::new(name), declared);
        }
    }

    /// Reads them in the order of the declarations.
    pub fn declare(mut self, words: &[Word<'_>]) {
        self.kernel();
        for word in words {
            match word.declares {
                DeclarationWord::Act | DeclarationWord::Occurrence => {
                    self.act(word);
                    self.truths(word, &Owner::Event(word.name.name.clone()));
                }
                DeclarationWord::Party => {
                    self.truths(word, &Owner::Party(word.name.name.clone()));
                }
                DeclarationWord::Conduct => self.conduct(word),
                DeclarationWord::State | DeclarationWord::Conclusion => self.state(word),
                DeclarationWord::Concept => self.concept(word),
                DeclarationWord::Measure => self.measure(word),
                DeclarationWord::Thing
                | DeclarationWord::Record
                | DeclarationWord::Kind
                | DeclarationWord::Head
                | DeclarationWord::Form => {}
            }
        }
    }

    pub(super) fn add(
        &mut self,
        text: &ast::Quoted,
        compiled: Compiled,
        kind: SentenceKind,
    ) -> usize {
        self.vocabulary.sentences.push(Sentence {
            words: text.text.clone(),
            span: text.span,
            kind,
            slots: compiled.slots,
            subject: compiled.subject,
            verb: compiled.verb,
            rest: compiled.rest,
        });
        self.vocabulary.sentences.len() - 1
    }

    pub(super) fn compiled(&mut self, text: &ast::Quoted, is_noun: bool) -> Option<Compiled> {
        let found = compiled(text, is_noun, self.vocabulary, self.problems);
        if found.is_none() {
            self.vocabulary.broken.push(text.text.to_lowercase());
        }
        found
    }

    pub(super) fn types(&self) -> Types<'_> {
        Types {
            nouns: &self.vocabulary.nouns,
            records: self.records,
            conducts: &self.vocabulary.conduct_names,
        }
    }

    fn act(&mut self, word: &Word<'_>) {
        let name = &word.name.name;
        let called = called(word);
        let Some(event) = self.vocabulary.schema.events.get(name) else {
            return;
        };
        let has_actor = event.kind != EventKind::Occurrence;
        let reference = event.reference.clone();
        let mut fields: Vec<(Name, Type)> = Vec::new();
        for line in word.lines {
            if let LineKind::Field(field) = &line.kind
                && let Ok((_, ty)) = self.types().field(&field.ty)
            {
                fields.push((field.name.name.clone(), ty));
            }
        }
        // An act that brings nothing about is told by its own name.
        let reference = reference.or_else(|| Some(name.clone()));
        let reference = reference.and_then(|field| {
            let nouns = self.vocabulary.nouns.iter();
            let mut things = nouns.filter_map(|(_, noun)| match &noun.ty {
                Type::Thing(events) if events.contains(name) => Some(noun.ty.clone()),
                _ => None,
            });
            things.next().map(|ty| (field, ty))
        });
        let mut first = None;
        for reading in word.readings {
            let Some(compiled) = self.compiled(&reading.text, false) else {
                continue;
            };
            let shape = EventShape {
                reference: reference.clone(),
                fields: &fields,
                has_actor,
            };
            let slots = match fields_of_slots(&compiled, &shape) {
                Ok(slots) => slots,
                Err(slot) => {
                    let problem = slot_without_field(reading, &compiled.slots[slot].words, name);
                    self.problems.push(problem);
                    self.vocabulary
                        .broken
                        .push(reading.text.text.to_lowercase());
                    continue;
                }
            };
            let fixed = self.fixed(reading, &fields);
            self.vocabulary.readings.push(ReadingWord {
                event: name.clone(),
                called: reading
                    .called
                    .as_ref()
                    .map(|label| label.name.clone())
                    .or_else(|| called.clone()),
                by: has_actor.then(|| self.fixed_subject(&compiled)).flatten(),
                fixed,
                words: reading.text.text.clone(),
            });
            let kind = SentenceKind::Act {
                event: name.clone(),
                reading: self.vocabulary.readings.len() - 1,
                fields: slots,
            };
            let at = self.add(&reading.text, compiled, kind);
            first.get_or_insert(at);
        }
        let (mut presupposed, mut too_late) = (Vec::new(), Vec::new());
        for line in word.lines {
            match &line.kind {
                LineKind::Presupposes(condition) => presupposed.push(condition.clone()),
                LineKind::TooLateIf(condition) => too_late.push(condition.clone()),
                _ => {}
            }
        }
        let about_acts = [
            (&mut self.vocabulary.presupposed, presupposed),
            (&mut self.vocabulary.too_late, too_late),
        ];
        for (all, said) in about_acts {
            if let (Some(sentence), false) = (first, said.is_empty()) {
                all.insert(name.clone(), (said, sentence));
            }
        }
        for line in word.lines {
            if let LineKind::SuspendedWhile(rest) = &line.kind {
                self.vocabulary.resting.insert(name.clone(), rest.clone());
            }
        }
    }

    /// The party that the words before the verb name: `the client`.
    fn fixed_subject(&self, compiled: &Compiled) -> Option<Name> {
        let words: Option<Vec<String>> = compiled
            .subject
            .iter()
            .map(|element| match element {
                Element::Word(word) => Some(word.clone()),
                Element::OneOf(_) | Element::Slot(_) => None,
            })
            .collect();
        self.vocabulary.party_called(&words?).cloned()
    }

    fn fixed(
        &mut self,
        reading: &ast::VocabularyReading,
        fields: &[(Name, Type)],
    ) -> Vec<(Name, Value)> {
        let mut fixed = Vec::new();
        for with in &reading.with {
            let field = fields.iter().find(|(name, _)| *name == with.field.name);
            let Some((name, ty)) = field else {
                let problem = Problem::error(
                    "unknown-field",
                    format!("`{}` is no field of this act", with.field.name),
                )
                .at(with.field.span, "this name is not among its fields")
                .maybe_help(nearest_name(
                    &with.field.name,
                    fields.iter().map(|(name, _)| name),
                ));
                self.problems.push(problem);
                continue;
            };
            if let Some(value) = value_of(&with.value, ty) {
                fixed.push((name.clone(), value));
            } else {
                let problem =
                    Problem::error("wrong-value", format!("`{name}` cannot have this value"))
                        .at(with.value.span, format!("the field takes {ty}"));
                self.problems.push(problem);
            }
        }
        fixed
    }

    fn truths(&mut self, word: &Word<'_>, owner: &Owner) {
        for line in word.lines {
            let LineKind::Field(field) = &line.kind else {
                continue;
            };
            for text in &field.whether {
                let known = self
                    .vocabulary
                    .sentences
                    .iter_mut()
                    .find(|sentence| sentence.words == text.text);
                if let Some(sentence) = known
                    && let SentenceKind::Truth { owners, .. } = &mut sentence.kind
                {
                    owners.push(owner.clone());
                    continue;
                }
                if let Some(compiled) = self.compiled(text, false) {
                    let kind = SentenceKind::Truth {
                        owners: vec![owner.clone()],
                        field: field.name.name.clone(),
                    };
                    self.add(text, compiled, kind);
                }
            }
        }
    }

    fn conduct(&mut self, word: &Word<'_>) {
        let name = &word.name.name;
        let mut first = None;
        let mut concerns = None;
        for reading in word.readings {
            let Some(compiled) = self.compiled(&reading.text, false) else {
                continue;
            };
            let thing = compiled
                .slots
                .iter()
                .position(|slot| slot.ty != Type::Party);
            if concerns.is_none() {
                concerns = thing.map(|at| compiled.slots[at].ty.clone());
            }
            let kind = SentenceKind::Conduct {
                conduct: name.clone(),
                thing,
            };
            let at = self.add(&reading.text, compiled, kind);
            first.get_or_insert(at);
        }
        let declared = ConductWord {
            called: called(word).unwrap_or_else(|| name.clone()),
            meaning: meanings(word),
            sentence: first.unwrap_or_default(),
            thing: concerns,
            span: word.name.span,
        };
        self.vocabulary.conducts.insert(name.clone(), declared);
    }

    fn state(&mut self, word: &Word<'_>) {
        let name = &word.name.name;
        let mut first = None;
        let mut arguments: Vec<Type> = Vec::new();
        for reading in word.readings {
            let Some(compiled) = self.compiled(&reading.text, false) else {
                continue;
            };
            if first.is_none() || compiled.slots.len() > arguments.len() {
                arguments = compiled.slots.iter().map(|slot| slot.ty.clone()).collect();
            }
            let kind = SentenceKind::State {
                state: name.clone(),
            };
            let at = self.add(&reading.text, compiled, kind);
            first.get_or_insert(at);
        }
        let mut declared = StateWord {
            called: called(word).unwrap_or_else(|| name.clone()),
            reported: word.declares == DeclarationWord::State,
            reference: None,
            meaning: meanings(word),
            sentence: first.unwrap_or_default(),
            span: word.name.span,
            arguments,
        };
        self.reported(word, &mut declared);
        if word
            .lines
            .iter()
            .any(|line| line.kind == LineKind::NotReported)
        {
            declared.reported = false;
        }
        self.vocabulary.states.insert(name.clone(), declared);
    }

    /// Which argument is shown as reference; the subject is read when all words are known.
    fn reported(&mut self, word: &Word<'_>, state: &mut StateWord) {
        for line in word.lines {
            let LineKind::Reported { subject, reference } = &line.kind else {
                continue;
            };
            if let Some(phrase) = subject {
                state.meaning.push(Meaning::Subject(phrase.clone()));
            }
            if let Some(phrase) = reference {
                let ty = self.types().of_noun(phrase).ok();
                state.reference =
                    ty.and_then(|ty| state.arguments.iter().position(|own| ty.fits(own)));
            }
        }
    }
}

fn called(word: &Word<'_>) -> Option<Name> {
    word.lines.iter().find_map(|line| match &line.kind {
        LineKind::Called(label) => Some(label.name.clone()),
        _ => None,
    })
}

fn meanings(word: &Word<'_>) -> Vec<Meaning> {
    word.lines.iter().filter_map(meaning_of).collect()
}

pub(super) fn meaning_of(line: &ast::Line) -> Option<Meaning> {
    Some(match &line.kind {
        LineKind::BeginsWhen(condition) => Meaning::Begins(condition.clone()),
        LineKind::EndsWhen(condition) => Meaning::Ends(condition.clone()),
        LineKind::StoodBefore(condition) => Meaning::StoodBefore(condition.clone()),
        LineKind::TakesAway {
            amount,
            owed_until_then,
        } => Meaning::TakesAway(amount.clone(), *owed_until_then),
        LineKind::RefusesClaim(thing) => Meaning::RefusesClaim(thing.clone()),
        LineKind::HoldsIf(condition) => Meaning::HoldsIf(condition.clone()),
        LineKind::PaidInMoney { head, amount } => Meaning::Paid(head.clone(), amount.clone()),
        LineKind::PerformedWhen(condition) => Meaning::PerformedWhen(condition.clone()),
        LineKind::BreachedIf(condition) => Meaning::BreachedIf(condition.clone()),
        LineKind::NotOwedIf(condition) => Meaning::NotOwedIf(condition.clone()),
        LineKind::SuspendedWhile(condition) => Meaning::SuspendedWhile(condition.clone()),
        LineKind::About(phrases) => {
            let words = phrases.iter().flat_map(words_of).collect::<Vec<_>>();
            Meaning::Matter(words.join(" "))
        }
        LineKind::Defined { value, only_if } => Meaning::Defined(value.clone(), only_if.clone()),
        LineKind::Kernel(name) => Meaning::Kernel(name.as_ref().map(|label| label.name.clone())),
        _ => return None,
    })
}

pub(super) fn words_of(phrase: &ast::Phrase) -> Vec<String> {
    let tokens = tokens_of_phrase(phrase);
    tokens
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect()
}

/// A value as a clause or a declaration writes it, when it fits the type: `work`, `EUR 0.00`, `supplier`.
pub fn value_of(phrase: &ast::Phrase, ty: &Type) -> Option<Value> {
    let tokens = tokens_of_phrase(phrase);
    if let [token] = tokens.as_slice()
        && let TokenKind::Value(value) = &token.kind
    {
        return crate::check::phrase::type_of_value(value)
            .fits(ty)
            .then(|| value.clone());
    }
    // Quotation marks keep words together that a joint would part.
    let words = match tokens.as_slice() {
        [token] if let TokenKind::Quoted(text) = &token.kind => {
            text.split_whitespace().map(str::to_owned).collect()
        }
        _ => noun_words(phrase),
    };
    let name = crate::check::phrase::name_of(&words);
    match ty {
        Type::Symbol(values) => values.contains(&name).then_some(Value::Symbol(name)),
        Type::Party => Some(Value::Party(name)),
        Type::Service => Some(Value::Service(words.join(" "))),
        Type::Text => Some(Value::Text(words.join(" "))),
        Type::Truth => match name.as_str() {
            "yes" => Some(Value::Truth(crate::value::Truth::Holds)),
            "no" => Some(Value::Truth(crate::value::Truth::Fails)),
            _other => None,
        },
        Type::Form => Some(Value::Form(name)),
        Type::List(of) => value_of(phrase, of).map(|value| Value::List(vec![value])),
        Type::Either(all) => all.iter().find_map(|one| value_of(phrase, one)),
        _ => None,
    }
}

fn slot_without_field(reading: &ast::VocabularyReading, slot: &str, event: &Name) -> Problem {
    let words = slot.split(' ').skip(1).collect::<Vec<_>>();
    let (noun, field) = (words.join(" "), words.join("_"));
    let ty = super::with_article(&noun);
    Problem::error(
        "slot-without-field",
        format!("nothing tells which `{slot}` this sentence speaks of"),
    )
    .at(
        reading.text.span,
        format!("`{event}` has no field for `{slot}`"),
    )
    .help(format!(
        "add `It tells the {noun} ({field}: {ty}).`, or say the sentence without `{slot}`"
    ))
}

/// `did you mean …?`, when a name is near.
pub fn nearest_name<'n>(name: &Name, known: impl Iterator<Item = &'n Name>) -> Option<String> {
    let far = |one: &Name| strsim::damerau_levenshtein(one.as_str(), name.as_str());
    let nearest = known.map(|one| (far(one), one)).min()?;
    let close = 1 + name.as_str().len() / 3;
    (nearest.0 <= close).then(|| format!("did you mean `{}`?", nearest.1))
}
