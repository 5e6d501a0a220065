//! The table of declared words.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use crate::check::pattern::PatternIndex;
use crate::check::phrase::{FieldOf, Np, NpKind, Token};
use crate::check::program::{Head, Tables};
use crate::check::schema::{Role, Schema};
use crate::check::vocabulary::{Nouns, Owner, Sentence, Type, Verbs};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Name, Value};

/// Everything that is declared.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// The types of facts.
    pub schema: Schema,
    /// Nouns.
    pub nouns: Nouns,
    /// Verbs.
    pub verbs: Verbs,
    /// Parties by role, with their words (`the client`).
    pub parties: IndexMap<Name, Vec<String>>,
    /// The name of each thing by its words: what the field is called that names it.
    pub thing_names: HashMap<Vec<String>, Name>,
    /// What fields are called.
    pub labels: Vec<Label>,
    /// Labels by their first word.
    pub labels_by_word: HashMap<String, Vec<usize>>,
    /// Declared sentences and names of measures.
    pub sentences: Vec<Sentence>,
    /// All their forms.
    pub patterns: PatternIndex,
    /// Readings of acts.
    pub readings: Vec<ReadingWord>,
    /// What acts presuppose: the conditions, and the sentence whose words they use.
    pub presupposed: IndexMap<Name, (Vec<ast::Condition>, usize)>,
    /// When acts come too late, likewise.
    pub too_late: IndexMap<Name, (Vec<ast::Condition>, usize)>,
    /// While what a duty to do an act rests.
    pub resting: IndexMap<Name, ast::Condition>,
    /// States and conclusions.
    pub states: IndexMap<Name, StateWord>,
    /// The names of conducts, before their sentences are read.
    pub conduct_names: Vec<Name>,
    /// Conducts.
    pub conducts: IndexMap<Name, ConductWord>,
    /// Concepts.
    pub concepts: IndexMap<Name, ConceptWord>,
    /// Measures with arguments, and those that the vocabulary declares.
    pub measures: IndexMap<Name, MeasureWord>,
    /// Measures without arguments that a clause gives: `the payment term`.
    pub parameters: IndexMap<Name, Parameter>,
    /// Groups of provisions that clauses name.
    pub groups: IndexSet<Name>,
    /// Tables of rates, days and figures.
    pub tables: Tables,
    /// The names of all tables, also of those that cannot be read.
    pub table_names: Vec<Name>,
    /// Heads of claims.
    pub heads: IndexMap<Name, HeadWord>,
    /// Forms of a declaration, with their words.
    pub forms: IndexMap<Name, Vec<String>>,
    /// Forms that are in writing.
    pub written: Vec<Name>,
    /// Kinds: a noun with what narrows it.
    pub kinds: IndexMap<Name, ast::Restriction>,
    /// Words with a fixed legal meaning.
    pub glossary: Vec<ast::GlossaryTerm>,
    /// Sentences that are declared and could not be read, in small letters.
    pub broken: Vec<String>,
    /// What sentences give a name to that are not understood, or perhaps are not.
    pub meant: Vec<MeantName>,
}

/// A name that a sentence means to give: `payment term` in `The payment term is 15 dayz`.
#[derive(Debug, Clone)]
pub struct MeantName {
    /// Its words in small letters, one blank between them.
    pub words: String,
    /// The sentence.
    pub at: Span,
}

/// What fields are called: `the invoice date`.
#[derive(Debug, Clone)]
pub struct Label {
    /// Its words without article.
    pub words: Vec<String>,
    /// The fields that have these words.
    pub fields: Vec<FieldOf>,
}

/// One sentence under which an act goes.
#[derive(Debug, Clone)]
pub struct ReadingWord {
    /// The event type.
    pub event: Name,
    /// Its name in reports: `called stop_work`, or that of the act, or the event type.
    pub called: Option<Name>,
    /// Who does it, when the sentence says so.
    pub by: Option<Name>,
    /// `with scope work`
    pub fixed: Vec<(Name, Value)>,
    /// The sentence.
    pub words: String,
}

/// A state or conclusion.
#[derive(Debug, Clone)]
pub struct StateWord {
    /// The name in reports.
    pub called: Name,
    /// The types of its arguments.
    pub arguments: Vec<Type>,
    /// `It is reported …`; a conclusion is not.
    pub reported: bool,
    /// Index of the argument that is the reference.
    pub reference: Option<usize>,
    /// Its meaning, to be read when all words are known.
    pub meaning: Vec<Meaning>,
    /// The index of its first sentence.
    pub sentence: usize,
    /// Where it is declared.
    pub span: Span,
}

/// What a declaration says of the meaning of its word.
#[derive(Debug, Clone)]
pub enum Meaning {
    /// `It begins when C.`
    Begins(ast::Condition),
    /// `It ends when C.`
    Ends(ast::Condition),
    /// `It has stood before C.`
    StoodBefore(ast::Condition),
    /// `It is reported with the party as subject.`
    Subject(ast::Phrase),
    /// `It takes away the principal of the invoice.`, and whether it `is owed until then`.
    TakesAway(ast::Expression, bool),
    /// `It refuses the claim for the damage.`
    RefusesClaim(ast::Phrase),
    /// `It holds if C.`
    HoldsIf(ast::Condition),
    /// `It is paid in money, as principal: the principal of the invoice.`
    Paid(ast::Phrase, ast::Expression),
    /// `It is performed when C.`
    PerformedWhen(ast::Condition),
    /// `It is about stopping the service.`
    Matter(String),
    /// `It is breached if C.`
    BreachedIf(ast::Condition),
    /// `It is not owed if …`
    NotOwedIf(ast::Condition),
    /// `It is suspended while C.`
    SuspendedWhile(ast::Condition),
    /// `It is the sum of …`
    Defined(ast::Expression, Option<ast::Condition>),
    /// `It is known to the kernel as open.`
    Kernel(Option<Name>),
}

/// Conduct that is no event of its own.
#[derive(Debug, Clone)]
pub struct ConductWord {
    /// The name in reports.
    pub called: Name,
    /// Its meaning.
    pub meaning: Vec<Meaning>,
    /// The index of its first sentence.
    pub sentence: usize,
    /// The type of what it concerns.
    pub thing: Option<Type>,
    /// Where it is declared.
    pub span: Span,
}

/// An open concept.
#[derive(Debug, Clone)]
pub struct ConceptWord {
    /// Its sentence, for the question.
    pub words: String,
    /// What it is about: types; a party by its role.
    pub about: Vec<About>,
    /// Truth, money, a date or a percentage.
    pub gives: Type,
    /// How it counts while nobody has assessed it.
    pub default: ast::ConceptDefault,
    /// What is judged of it holds from the day of the judgement, though it is about an event.
    pub day_by_day: bool,
    /// Who judges, when that is declared.
    pub assessor: Option<Name>,
    /// Where it is declared.
    pub span: Span,
}

/// What a concept is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A party by its role.
    Party(Name),
    /// Something of a type.
    Type(Type),
}

/// A measure.
#[derive(Debug, Clone)]
pub struct MeasureWord {
    /// The types of its arguments.
    pub arguments: Vec<Type>,
    /// What it gives.
    pub gives: Type,
    /// Its meaning in the vocabulary, when it has one there.
    pub meaning: Option<Meaning>,
    /// The index of its first sentence.
    pub sentence: usize,
    /// Where it is declared.
    pub span: Span,
}

/// A value that a clause gives.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its words without article.
    pub words: Vec<String>,
    /// The type of its value.
    pub ty: Type,
    /// Where it is given first.
    pub span: Span,
}

/// A head of claims.
#[derive(Debug, Clone)]
pub struct HeadWord {
    /// Its words.
    pub words: Vec<String>,
    /// Head and name.
    pub head: Head,
    /// The name of the act of paying it, in reports.
    pub paying: Option<Name>,
    /// Where it is declared.
    pub span: Span,
}

impl Vocabulary {
    /// The party that these words name (`the client`).
    pub fn party_called(&self, words: &[String]) -> Option<&Name> {
        let mut parties = self.parties.iter();
        let (name, _) = parties.find(|(_, reads)| reads.as_slice() == words)?;
        Some(name)
    }

    /// The labels with which the words begin.
    pub fn labels_at(&self, words: &[String]) -> impl Iterator<Item = &Label> {
        let by_first = words.first().and_then(|word| self.labels_by_word.get(word));
        by_first
            .into_iter()
            .flatten()
            .map(|at| &self.labels[*at])
            .filter(|label| words.starts_with(&label.words))
    }

    /// Whether something of a type has the field.
    pub fn has_field(&self, ty: &Type, of: &Np, field: &FieldOf) -> bool {
        match (ty, &field.owner) {
            (Type::Thing(events), Owner::Event(event)) => {
                events.is_empty() || events.contains(event)
            }
            (Type::Agreement, Owner::Event(event)) => self.forms_agreement(event),
            (Type::Party, Owner::Party(role)) => match &of.kind {
                NpKind::Party(name) => name == role,
                _ => true,
            },
            (Type::Record(name), Owner::Record(record)) => name == record,
            (Type::Either(all), _) => all.iter().any(|one| self.has_field(one, of, field)),
            _ => false,
        }
    }

    /// Makes the index of all forms of all sentences, to be called when sentences have been added.
    pub fn index_sentences(&mut self) {
        let sentences = self.sentences.iter().enumerate();
        let patterns = sentences.flat_map(|(at, sentence)| sentence.patterns(at));
        self.patterns = PatternIndex::new(patterns.collect());
    }

    /// Whether an event of this type forms an agreement.
    pub fn forms_agreement(&self, event: &Name) -> bool {
        let role = self.schema.events.get(event).and_then(|event| event.role);
        role == Some(Role::Formation)
    }

    /// The form with these words: `registered letter`, or its name.
    pub fn form_named(&self, words: &[String]) -> Option<Name> {
        let joined = words.join("_");
        let by_words = |(_, own): &(&Name, &Vec<String>)| own.as_slice() == words;
        let by_words = self
            .forms
            .iter()
            .find(by_words)
            .map(|(name, _)| name.clone());
        by_words.or_else(|| self.forms.keys().find(|name| **name == *joined).cloned())
    }

    /// The head with these words.
    pub fn head_named(&self, tokens: &[Token]) -> Option<(&Name, &HeadWord)> {
        let words: Vec<String> = tokens
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        let joined = words.join("_");
        self.heads
            .iter()
            .find(|(name, head)| head.words == words || **name == *joined)
    }

    /// The name of the noun phrase of a type, for messages: `an invoice`.
    pub fn name_of_type(&self, ty: &Type) -> String {
        let noun = self
            .nouns
            .iter()
            .find(|(_, noun)| noun.ty == *ty && noun.kind.is_none());
        noun.map_or_else(
            || ty.to_string(),
            |(_, noun)| with_article(&noun.words.join(" ")),
        )
    }
}

/// `an invoice`, `a notice`
pub fn with_article(words: &str) -> String {
    let vowel = words.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {words}", if vowel { "an" } else { "a" })
}
