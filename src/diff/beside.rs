//! What a text declares beside its provisions: settings, words of its own, tables.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::source::{Sources, Span};
use crate::syntax::ast::{Declaration, Piece, Setting, SettingKind, Token};
use crate::value::{ClauseId, Name};

use super::terms::Text;
use super::words::{comparable, words};

/// Where a difference stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A provision.
    Clause(ClauseId),
    /// A setting of the terms: `the rounding`.
    Setting(String),
    /// Words or a table that the terms declare for themselves.
    Word(Word),
}

/// Words or a table that terms declare for themselves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// The name that the declaration gives.
    pub name: Name,
    /// What it is called on a page: `"an acceptance is late"`, `the table "6:119a BW"`.
    pub called: String,
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.called)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clause(id) => id.fmt(f),
            Self::Setting(name) => name.fmt(f),
            Self::Word(word) => word.called.fmt(f),
        }
    }
}

/// What a text declares beside its provisions.
#[derive(Debug, Clone)]
pub(super) struct Beside<'a> {
    /// What tells it from all else that a text declares.
    pub(super) key: String,
    /// What it is called.
    pub(super) place: Place,
    /// What it is.
    pub(super) what: What<'a>,
    /// Where it stands: a setting may stand in several sentences.
    pub(super) spans: Vec<Span>,
}

/// What is declared beside provisions.
#[derive(Debug, Clone, Copy)]
pub(super) enum What<'a> {
    /// A word of the vocabulary.
    Word(&'a Declaration),
    /// A table.
    Table,
    /// A setting; the names of the parties and the date decide nothing.
    Setting { decides: bool },
}

impl Beside<'_> {
    fn called(&self) -> String {
        self.place.to_string()
    }

    /// Its words, as they are compared.
    pub(super) fn compared(&self, sources: &Sources) -> String {
        comparable(&self.told(sources))
    }

    /// Its words on one line.
    pub(super) fn told(&self, sources: &Sources) -> String {
        let spans = self.spans.iter().map(|span| words(*span, sources));
        spans.collect::<Vec<_>>().join(" ")
    }

    /// Its words as they are written.
    pub(super) fn written(&self, sources: &Sources) -> String {
        let spans = self.spans.iter().map(|span| sources.words(*span));
        spans.collect::<Vec<_>>().join("\n  ")
    }
}

/// What two texts declare beside their provisions, and not in the same words.
#[derive(Debug, Clone)]
pub(super) struct Redeclared<'a> {
    pub(super) old: Option<Beside<'a>>,
    pub(super) new: Option<Beside<'a>>,
}

impl<'a> Redeclared<'a> {
    /// What it is called; in the new text, where that has it.
    pub(super) fn place(&self) -> &Place {
        let side = self.new.as_ref().or(self.old.as_ref());
        &side.expect("one of the texts declares it").place
    }

    /// What it is, likewise.
    pub(super) fn what(&self) -> What<'a> {
        let side = self.new.as_ref().or(self.old.as_ref());
        side.expect("one of the texts declares it").what
    }
}

/// What two texts declare otherwise, settings first; then as it stands in the new text, and what only the old one has.
pub(super) fn redeclared<'a>(old: &Text<'a>, new: &Text<'a>) -> Vec<Redeclared<'a>> {
    let mut left: Vec<&Beside<'a>> = old.beside.iter().collect();
    let mut found = Vec::new();
    for is in &new.beside {
        let same_key = left.iter().position(|was| was.key == is.key);
        let renamed = || {
            let gone = |was: &&Beside<'_>| new.beside.iter().all(|is| is.key != was.key);
            left.iter()
                .position(|was| was.called() == is.called() && gone(was))
        };
        let was = same_key.or_else(renamed).map(|at| left.remove(at));
        let is_same =
            was.is_some_and(|was| was.compared(old.side.sources) == is.compared(new.side.sources));
        if !is_same {
            found.push(Redeclared {
                old: was.cloned(),
                new: Some(is.clone()),
            });
        }
    }
    found.extend(left.into_iter().map(|was| Redeclared {
        old: Some(was.clone()),
        new: None,
    }));
    found.sort_by_key(|one| !matches!(one.what(), What::Setting { .. }));
    found
}

/// What a piece declares beside provisions.
pub(super) fn of_a_piece(piece: &Piece) -> Vec<Beside<'_>> {
    match piece {
        Piece::Terms(terms) => terms.settings.iter().filter_map(of_a_setting).collect(),
        Piece::Declaration(declaration) => vec![of_a_declaration(declaration)],
        Piece::Table(table) => vec![Beside {
            key: format!("table {}", table.name.text),
            place: Place::Word(Word {
                name: Name::new(&table.name.text),
                called: format!("the table \"{}\"", table.name.text),
            }),
            what: What::Table,
            spans: vec![table.span],
        }],
        Piece::Amendment(_) | Piece::Change(_) | Piece::Article(_) | Piece::Clause(_) => Vec::new(),
    }
}

pub(super) fn of_a_setting(setting: &Setting) -> Option<Beside<'_>> {
    let (name, decides) = match &setting.kind {
        // Titles are compared as headings are; the day of a version tells when it was made.
        SettingKind::Title(_) | SettingKind::Date(_) => return None,
        SettingKind::Law(_) => ("the law".to_owned(), true),
        SettingKind::InWriting(_) => ("what is in writing".to_owned(), true),
        SettingKind::Rounding(_) => ("the rounding".to_owned(), true),
        SettingKind::Calls { party, .. } => {
            let party: Vec<&str> = party.tokens.iter().filter_map(Token::word).collect();
            (format!("the names of {}", party.join(" ")), false)
        }
    };
    Some(Beside {
        key: name.clone(),
        place: Place::Setting(name),
        what: What::Setting { decides },
        spans: vec![setting.span],
    })
}

fn of_a_declaration(declaration: &Declaration) -> Beside<'_> {
    let (kind, name, called) = match declaration {
        Declaration::Verb(verb) => {
            let base = verb.base.text.as_str();
            ("verb", Name::new(base), format!("the verb \"{base}\""))
        }
        Declaration::Term(term) => {
            let word = term.word.text.as_str();
            ("term", Name::new(word), format!("the term \"{word}\""))
        }
        Declaration::Forms { .. } => ("forms", Name::new("forms"), "the forms".to_owned()),
        Declaration::InWriting { .. } => (
            "in writing",
            Name::new("in writing"),
            "the forms in writing".to_owned(),
        ),
        Declaration::Word { name, readings, .. } => {
            let reads = readings.first().map_or("", |first| &first.text.text);
            ("word", name.name.clone(), format!("\"{reads}\""))
        }
    };
    Beside {
        key: format!("{kind} {name}"),
        place: Place::Word(Word { name, called }),
        what: What::Word(declaration),
        spans: vec![declaration.span()],
    }
}
