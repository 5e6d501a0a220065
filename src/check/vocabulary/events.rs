//! Events, parties and records: their fields, and the types of facts that timelines may hold.

use indexmap::IndexMap;

use crate::check::phrase::{FieldOf, tokens_of_phrase};
use crate::check::problems::Problems;
use crate::check::schema::{
    EventKind, EventType, Field, FieldDefault, FieldRule, FieldType, Needs, Role,
};
use crate::check::vocabulary::declare::{Word, noun_words, spoken_of, unknown_noun, unknown_type};
use crate::check::vocabulary::field_types::Types;
use crate::check::vocabulary::{Label, Owner, Type, Vocabulary};
use crate::source::{Problem, nearest};
use crate::syntax::ast::{self, DeclarationWord, LineKind};
use crate::value::{Name, Value};

/// What an event can be to the kernel, in words.
const ROLES: [(&str, Role); 10] = [
    ("is a payment", Role::Payment),
    ("is a set-off", Role::SetOff),
    ("is a credit note", Role::CreditNote),
    ("assesses a concept", Role::Assessment),
    ("replaces a parameter", Role::Replacement),
    ("amends the terms", Role::Amendment),
    ("disapplies a provision", Role::Disapplication),
    ("is a violation of a provision", Role::Violation),
    ("ends a violation", Role::EndOfViolation),
    ("waives a claim", Role::Waiver),
];

/// The fields of each record.
pub type Records = IndexMap<Name, IndexMap<Name, Field>>;

/// Reads what has fields.
pub(super) struct Events<'v> {
    vocabulary: &'v mut Vocabulary,
    records: Records,
    problems: &'v mut Problems,
}

impl<'v> Events<'v> {
    /// Reads into this vocabulary, whose nouns are known.
    pub fn new(vocabulary: &'v mut Vocabulary, problems: &'v mut Problems) -> Self {
        Self {
            vocabulary,
            records: Records::new(),
            problems,
        }
    }

    /// Reads the records, then events and parties, then the labels of all fields.
    pub fn declare(mut self, words: &[Word<'_>]) -> Records {
        for word in words
            .iter()
            .filter(|word| word.declares == DeclarationWord::Record)
        {
            let fields = self.fields(word, &Owner::Record(word.name.name.clone()));
            self.records.insert(word.name.name.clone(), fields);
        }
        for word in words {
            match word.declares {
                DeclarationWord::Act | DeclarationWord::Occurrence => self.event(word),
                DeclarationWord::Party => {
                    let owner = Owner::Party(word.name.name.clone());
                    let fields = self.fields(word, &owner);
                    self.vocabulary.schema.party_attributes.extend(fields);
                }
                _ => {}
            }
        }
        self.index_labels();
        self.records
    }

    fn event(&mut self, word: &Word<'_>) {
        let owner = Owner::Event(word.name.name.clone());
        let fields = self.fields(word, &owner);
        let mut event = EventType {
            name: word.name.name.clone(),
            kind: match word.declares {
                DeclarationWord::Occurrence => EventKind::Occurrence,
                _ => EventKind::Act,
            },
            actor: None,
            reference: None,
            fields,
            needs: Needs::Nothing,
            told_by: None,
            way_to: None,
            matter: None,
            role: None,
            forms_unless: None,
            rules: Vec::new(),
        };
        for line in word.lines {
            self.event_line(&mut event, line);
        }
        self.vocabulary
            .schema
            .events
            .insert(event.name.clone(), event);
    }

    fn event_line(&mut self, event: &mut EventType, line: &ast::Line) {
        match &line.kind {
            LineKind::Is { kind, of } => {
                event.kind = match kind {
                    ast::ActorKind::Declaration => EventKind::Declaration,
                    ast::ActorKind::Act => EventKind::Act,
                    ast::ActorKind::Occurrence => EventKind::Occurrence,
                };
                event.actor = of.as_ref().and_then(|of| self.party(of));
            }
            LineKind::BringsAbout(phrase) => event.reference = self.reference(phrase),
            LineKind::Needs(needs) => {
                event.needs = match needs {
                    ast::Needs::Ground => Needs::Ground,
                    ast::Needs::Power => Needs::Power,
                    ast::Needs::NoBar => Needs::NoBar,
                };
            }
            LineKind::FormsAgreement { unless } => {
                event.role = Some(Role::Formation);
                event.forms_unless = unless
                    .as_ref()
                    .and_then(|field| self.own_field(event, field));
            }
            LineKind::Role(phrase) if spoken_of(phrase).is_some() => {}
            LineKind::Role(phrase) if told_by(phrase, event).is_some() => {
                event.told_by = told_by(phrase, event);
            }
            LineKind::Role(phrase) if way_to(phrase).is_some() => event.way_to = way_to(phrase),
            LineKind::Role(phrase) if matter(phrase).is_some() => event.matter = matter(phrase),
            LineKind::Role(phrase) => event.role = self.role(phrase),
            LineKind::ExactlyOneOf(labels) => {
                let names = labels.iter().map(|label| label.name.clone()).collect();
                event.rules.push(FieldRule::ExactlyOne(names));
            }
            LineKind::InOrder { first, last } => event.rules.push(FieldRule::InOrder {
                first: first.name.clone(),
                last: last.name.clone(),
            }),
            LineKind::AddsUp { parts, sum } => event.rules.push(FieldRule::Sum {
                parts: parts.iter().map(|label| label.name.clone()).collect(),
                whole: sum.name.clone(),
            }),
            LineKind::ListAddsUp { list, sums } => event.rules.push(FieldRule::ListSum {
                list: list.name.clone(),
                part: Name::new("amount"),
                whole: sums.iter().map(|label| label.name.clone()).collect(),
            }),
            _ => {}
        }
    }

    /// What the kernel does with the event: the words after `It`.
    fn role(&mut self, phrase: &ast::Phrase) -> Option<Role> {
        let tokens = tokens_of_phrase(phrase);
        let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        let words = words.join(" ");
        let role = ROLES.iter().find(|(own, _)| *own == words);
        if role.is_none() {
            let known: Vec<String> = ROLES
                .iter()
                .map(|(own, _)| format!("`It {own}.`"))
                .chain(["`It forms an agreement.`".to_owned()])
                .collect();
            let problem = Problem::error(
                "unknown-role",
                format!("the kernel does not know what `It {words}.` means"),
            )
            .at(phrase.span, "no role of an event reads so")
            .help(format!("the roles are {}", known.join(", ")));
            self.problems.push(problem);
        }
        role.map(|(_, role)| *role)
    }

    /// A field of the event that another line of it names.
    fn own_field(&mut self, event: &EventType, label: &ast::Label) -> Option<Name> {
        if !event.fields.contains_key(&label.name) {
            let own = event.fields.keys().map(Name::as_str);
            let meant = nearest(label.name.as_str(), own.clone());
            let help = meant.map_or_else(
                || format!("its fields are {}", own.collect::<Vec<_>>().join(", ")),
                |meant| format!("did you mean `{meant}`?"),
            );
            let problem = Problem::error(
                "unknown-field",
                format!("`{}` tells no `{}`", event.name, label.name),
            )
            .at(label.span, "no field above is called so")
            .help(help);
            self.problems.push(problem);
            return None;
        }
        Some(label.name.clone())
    }

    fn party(&mut self, phrase: &ast::Phrase) -> Option<Name> {
        let words: Vec<String> = tokens_of_phrase(phrase)
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        let party = self.vocabulary.party_called(&words).cloned();
        if party.is_none() {
            let problem = Problem::error(
                "no-such-party",
                format!("no party is called `{}`", words.join(" ")),
            )
            .at(phrase.span, "this party is not declared")
            .help(format!(
                "the parties are {}; what any party may do is `It is an act.`",
                self.party_words()
            ));
            self.problems.push(problem);
        }
        party
    }

    fn party_words(&self) -> String {
        let words = self.vocabulary.parties.values();
        let words: Vec<String> = words
            .map(|words| format!("`{}`", words.join(" ")))
            .collect();
        words.join(", ")
    }

    /// The field that names what the event brings about: the name of the thing.
    fn reference(&mut self, phrase: &ast::Phrase) -> Option<Name> {
        let words = noun_words(phrase);
        if let Some(name) = self.vocabulary.thing_names.get(&words) {
            return Some(name.clone());
        }
        self.problems
            .push(unknown_noun(phrase, &self.vocabulary.nouns));
        None
    }

    fn fields(&mut self, word: &Word<'_>, owner: &Owner) -> IndexMap<Name, Field> {
        let mut fields = IndexMap::new();
        let mut seen: Vec<&ast::FieldLine> = Vec::new();
        for line in word.lines {
            let LineKind::Field(field) = &line.kind else {
                continue;
            };
            if let Some(first) = seen.iter().find(|one| are_called_alike(one, field)) {
                self.problems.push(field_twice(first, field));
                continue;
            }
            seen.push(field);
            let types = Types {
                nouns: &self.vocabulary.nouns,
                records: &self.records,
                conducts: &self.vocabulary.conduct_names,
            };
            match types.field(&field.ty) {
                Ok((ty, in_phrases)) => {
                    self.add_label(field, owner, in_phrases);
                    let declared = field_of(field, ty);
                    fields.insert(declared.name.clone(), declared);
                }
                Err(phrase) => {
                    let problem = unknown_type(&phrase, &self.vocabulary.nouns);
                    self.problems.push(problem);
                }
            }
        }
        fields
    }

    fn add_label(&mut self, line: &ast::FieldLine, owner: &Owner, ty: Type) {
        let Some(phrase) = &line.words else {
            return;
        };
        let words = noun_words(phrase);
        let field = FieldOf {
            owner: owner.clone(),
            field: line.name.name.clone(),
            ty,
        };
        match self
            .vocabulary
            .labels
            .iter_mut()
            .find(|label| label.words == words)
        {
            Some(label) => label.fields.push(field),
            None => self.vocabulary.labels.push(Label {
                words,
                fields: vec![field],
            }),
        }
    }

    fn index_labels(&mut self) {
        for (at, label) in self.vocabulary.labels.iter().enumerate() {
            if let Some(first) = label.words.first() {
                let by_word = &mut self.vocabulary.labels_by_word;
                by_word.entry(first.clone()).or_default().push(at);
            }
        }
    }
}

/// Whether two fields have one name, or the same words in phrases.
fn are_called_alike(one: &ast::FieldLine, other: &ast::FieldLine) -> bool {
    let words = |field: &ast::FieldLine| field.words.as_ref().map(noun_words);
    one.name.name == other.name.name || (one.words.is_some() && words(one) == words(other))
}

fn field_twice(first: &ast::FieldLine, second: &ast::FieldLine) -> Problem {
    Problem::error(
        "declared-twice",
        format!("the field `{}` is told twice", second.name.name),
    )
    .at(second.name.span, "told again here")
    .at(first.name.span, "told here first")
    .help("leave one of them out, or give it another name and other words")
}

/// `is told by its obligation`: the field whose words tell a thing that has no name.
fn told_by(phrase: &ast::Phrase, event: &EventType) -> Option<Name> {
    let words = noun_words(phrase);
    let field = words.strip_prefix(["is", "told", "by", "its"].map(str::to_owned).as_slice())?;
    let name = Name::new(&field.join("_"));
    event.fields.contains_key(&name).then_some(name)
}

/// `is a way to suspend`: the name of the act.
fn way_to(phrase: &ast::Phrase) -> Option<Name> {
    let tokens = tokens_of_phrase(phrase);
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let act = words.strip_prefix(&["is", "a", "way", "to"][..])?;
    Some(Name::new(&act.join("_")))
}

/// `is about stopping the service`
fn matter(phrase: &ast::Phrase) -> Option<String> {
    let tokens = tokens_of_phrase(phrase);
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let matter = words.strip_prefix(&["is", "about"][..])?;
    (!matter.is_empty()).then(|| matter.join(" "))
}

/// `the effective date`: the words without the article.
fn words_of(phrase: &ast::Phrase) -> String {
    let tokens = tokens_of_phrase(phrase);
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    words.strip_prefix(&["the"][..]).unwrap_or(&words).join(" ")
}

/// `otherwise price`, `otherwise EUR 0.00`, `otherwise the date of the act`
fn default_of(phrase: &ast::Phrase) -> FieldDefault {
    let tokens = tokens_of_phrase(phrase);
    let words: Vec<String> = tokens.iter().map(|token| token.text.clone()).collect();
    let joined = words.join(" ");
    if let Some(field) = joined.strip_prefix("the ") {
        return FieldDefault::Field(Name::new(&field.replace(' ', "_")));
    }
    match tokens.first().map(|token| &token.kind) {
        Some(crate::check::phrase::TokenKind::Value(Value::Money(money))) => {
            FieldDefault::Literal(money.to_clause_style())
        }
        _ => FieldDefault::Literal(joined),
    }
}

fn field_of(line: &ast::FieldLine, ty: FieldType) -> Field {
    let default = line.otherwise.as_ref().map(|default| match default {
        ast::FieldDefault::DateOfTheAct => FieldDefault::Field(Name::new("date")),
        ast::FieldDefault::Value(phrase) => default_of(phrase),
    });
    Field {
        name: line.name.name.clone(),
        ty,
        required: !line.may && default.is_none(),
        default,
        words: line.words.as_ref().map(words_of),
    }
}
