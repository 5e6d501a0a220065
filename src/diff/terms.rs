//! The two texts that are compared: title, articles, provisions, and what they declare beside these.

use crate::check::Program;
use crate::source::Sources;
use crate::syntax::ast::{Clause, File, Piece, SettingKind};
use crate::value::ClauseId;

use super::beside::{Beside, of_a_piece};
use super::parties::Parties;

/// One side of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What it is called on the page: `klantfocus, version 2`.
    pub name: &'a str,
    /// The files of the version, consolidated.
    pub files: &'a [File],
    /// The texts that they were read from.
    pub sources: &'a Sources,
    /// The parties.
    pub parties: &'a Parties,
    /// What the rules mean under the readings of which nobody chooses another; none where the files do not read.
    pub program: Option<&'a Program>,
}

/// A text as a document.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// Where it comes from.
    pub side: Side<'a>,
    /// Its title.
    pub title: Option<&'a str>,
    /// Articles: number and heading.
    pub articles: Vec<(String, &'a str)>,
    /// Its provisions, in order.
    pub provisions: Vec<Provision<'a>>,
    /// Its settings, words and tables, in order.
    pub(super) beside: Vec<Beside<'a>>,
}

/// A provision.
#[derive(Debug, Clone)]
pub struct Provision<'a> {
    /// Its number.
    pub id: &'a ClauseId,
    /// The clause as written.
    pub clause: &'a Clause,
    /// The words of its wording.
    pub words: Vec<&'a str>,
}

impl<'a> Text<'a> {
    /// Reads the document from its files.
    pub fn of(side: Side<'a>) -> Self {
        let mut text = Self {
            side,
            title: None,
            articles: Vec::new(),
            provisions: Vec::new(),
            beside: Vec::new(),
        };
        for piece in side.files.iter().flat_map(|file| &file.pieces) {
            text.piece(piece);
        }
        text
    }

    fn piece(&mut self, piece: &'a Piece) {
        for one in of_a_piece(piece) {
            match self.beside.iter_mut().find(|known| known.key == one.key) {
                Some(known) => known.spans.extend(one.spans),
                None => self.beside.push(one),
            }
        }
        match piece {
            Piece::Terms(terms) => {
                for setting in &terms.settings {
                    if let SettingKind::Title(title) = &setting.kind {
                        self.title = Some(&title.text);
                    }
                }
            }
            Piece::Article(article) => {
                let heading = article
                    .heading
                    .as_ref()
                    .map_or("", |heading| heading.text.as_str());
                self.articles
                    .push((article.number.name.to_string(), heading));
            }
            Piece::Clause(clause) => self.provisions.push(Provision::of(clause)),
            Piece::Amendment(_) | Piece::Change(_) | Piece::Table(_) | Piece::Declaration(_) => {}
        }
    }

    /// A provision by its number.
    pub fn provision(&self, id: &ClauseId) -> Option<&Provision<'a>> {
        self.provisions.iter().find(|one| one.id == id)
    }
}

impl<'a> Provision<'a> {
    fn of(clause: &'a Clause) -> Self {
        let words = clause
            .wording
            .iter()
            .flat_map(|line| line.text.split_whitespace());
        Self {
            id: &clause.name.id,
            clause,
            words: words.collect(),
        }
    }
}
