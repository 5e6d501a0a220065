//! The nouns of the vocabulary: what things, parties and records are called, and what a slot of that name takes.

use std::collections::HashMap;

use crate::check::phrase::tokens_of_words;
use crate::check::vocabulary::{Type, Verb};
use crate::source::{SourceId, Span};
use crate::value::Name;

/// A noun: `invoice`, `a third-party claim`, `money claim`.
#[derive(Debug, Clone)]
pub struct Noun {
    /// Its words without article, in small letters.
    pub words: Vec<String>,
    /// What it stands for.
    pub ty: Type,
    /// The kind that narrows it, when it is declared as one (`Kind money_claim`).
    pub kind: Option<Name>,
    /// Where it is declared; none for the nouns of the kernel.
    pub span: Option<Span>,
}

/// All nouns.
#[derive(Debug, Clone, Default)]
pub struct Nouns {
    all: Vec<Noun>,
    /// By their words, and by the words of their plural (`true`).
    by_words: HashMap<Vec<String>, (usize, bool)>,
    /// The files of the terms themselves: what they declare changes nothing in the sentences that all terms share.
    own_files: Vec<SourceId>,
}

/// The nouns of the kernel, with what they stand for.
fn kernel_nouns() -> Vec<(&'static str, Type)> {
    vec![
        ("party", Type::Party),
        ("other party", Type::Party),
        ("claim", Type::Claim),
        ("obligation", Type::Obligation),
        ("agreement", Type::Agreement),
        ("provision", Type::Provision),
        ("service", Type::Service),
        ("thing", Type::Thing(Vec::new())),
        ("amount", Type::Money),
        ("date", Type::Date),
        ("day", Type::Date),
        ("number", Type::Number),
        ("percentage", Type::Percent),
        ("rate", Type::Percent),
        ("period", Type::Duration),
        ("text", Type::Text),
        ("form", Type::Form),
    ]
}

impl Nouns {
    /// The nouns of the kernel alone; the files are those of the terms themselves.
    pub fn new(own_files: &[SourceId]) -> Self {
        let noun = |(words, ty): (&str, Type)| Noun {
            words: words.split(' ').map(str::to_owned).collect(),
            ty,
            kind: None,
            span: None,
        };
        let mut nouns = Self {
            all: kernel_nouns().into_iter().map(noun).collect(),
            by_words: HashMap::new(),
            own_files: own_files.to_vec(),
        };
        for at in 0..nouns.all.len() {
            nouns.index(at);
        }
        nouns
    }

    /// A plural never hides a noun of the same words.
    fn index(&mut self, at: usize) {
        let words = self.all[at].words.clone();
        self.by_words.entry(plural(&words)).or_insert((at, true));
        self.by_words.insert(words, (at, false));
    }

    /// Adds a noun; its words may begin with an article. A noun of the kernel that has these words is replaced; where another one
    /// has them, gives its place.
    pub fn add(
        &mut self,
        words: &str,
        ty: Type,
        kind: Option<Name>,
        span: Span,
    ) -> Result<(), Span> {
        let words = without_article(words);
        let noun = Noun {
            words,
            ty,
            kind,
            span: Some(span),
        };
        match self.find(&noun.words) {
            Some((at, false)) => match self.all[at].span {
                Some(first) => return Err(first),
                None => self.all[at] = noun,
            },
            Some((_, true)) | None => {
                self.all.push(noun);
                self.index(self.all.len() - 1);
            }
        }
        Ok(())
    }

    /// All of them, with their index.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Noun)> {
        self.all.iter().enumerate()
    }

    /// The noun with that index.
    pub fn get(&self, index: usize) -> &Noun {
        &self.all[index]
    }

    /// The noun with exactly these words; and whether they are its plural.
    pub fn find(&self, words: &[String]) -> Option<(usize, bool)> {
        self.by_words.get(words).copied()
    }

    /// The slot that the words begin with, article and noun: how many words it takes, and what fits. The words stand in that file.
    pub fn slot_at(&self, words: &[String], file: SourceId) -> Option<(usize, Type)> {
        let article = matches!(words.first()?.as_str(), "a" | "an" | "the");
        if !article {
            return None;
        }
        let longest = self
            .all
            .iter()
            .filter(|noun| words[1..].starts_with(&noun.words) && self.is_seen_from(noun, file))
            .max_by_key(|noun| noun.words.len())?;
        let value = matches!(
            longest.ty,
            Type::Date
                | Type::Money
                | Type::Number
                | Type::Percent
                | Type::Duration
                | Type::Text
                | Type::Form
        );
        // A value is a slot only as a parameter: `an amount`; `the amount` is a word like any other.
        if value && words[0] == "the" {
            return None;
        }
        Some((1 + longest.words.len(), longest.ty.clone()))
    }

    /// What the terms themselves declare counts in their own files only.
    fn is_seen_from(&self, noun: &Noun, file: SourceId) -> bool {
        let is_own = |file: &SourceId| self.own_files.contains(file);
        noun.span.is_none_or(|span| !is_own(&span.source)) || is_own(&file)
    }
}

/// The words of a noun, in small letters, without `a`, `an` or `the`.
pub fn without_article(words: &str) -> Vec<String> {
    let mut words: Vec<String> = tokens_of_words(words)
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    if matches!(words.first().map(String::as_str), Some("a" | "an" | "the")) {
        words.remove(0);
    }
    words
}

/// The plural: `s` behind the word that bears it (`money claims`, `pieces of malware`, `parties`).
pub fn plural(words: &[String]) -> Vec<String> {
    let head = words.iter().position(|word| word == "of" || word == "for");
    let at = head.unwrap_or(words.len()).saturating_sub(1);
    let mut plural = words.to_vec();
    if let Some(word) = plural.get_mut(at) {
        *word = plural_of_word(word);
    }
    plural
}

fn plural_of_word(word: &str) -> String {
    let consonant_y = word.ends_with('y') && !word.ends_with("ay") && !word.ends_with("ey");
    if consonant_y {
        format!("{}ies", &word[..word.len() - 1])
    } else if word.ends_with('s') || word.ends_with('x') || word.ends_with("ch") {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// The declared verbs.
#[derive(Debug, Clone, Default)]
pub struct Verbs {
    all: Vec<Verb>,
}

impl Verbs {
    /// Adds one.
    pub fn add(&mut self, verb: Verb) {
        self.all.push(verb);
    }

    /// The verb with this third person.
    pub fn by_third_person(&self, word: &str) -> Option<Verb> {
        self.all
            .iter()
            .find(|verb| verb.third_person == word)
            .cloned()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Verb> {
        self.all.iter()
    }
}
