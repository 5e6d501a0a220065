//! The document that the clause files make up: provisions in order, with their articles; settings.

use indexmap::IndexMap;

use crate::check::library::Library;
use crate::source::Span;
use crate::syntax::ast::{self, Piece};
use crate::value::ClauseId;

/// A clause with its place in the document.
#[derive(Debug, Clone)]
pub struct ClauseText {
    /// As written.
    pub clause: ast::Clause,
    /// Index of its file in the library.
    pub file: usize,
    /// The number of its article; `law` for provisions of the law.
    pub article: String,
    /// The heading of its article.
    pub heading: String,
    /// Whether it is a provision of the law.
    pub is_law: bool,
}

impl ClauseText {
    /// Its number.
    pub fn id(&self) -> &ClauseId {
        &self.clause.name.id
    }

    /// `› Betaling › 5.a`
    pub fn breadcrumbs(&self) -> String {
        let heading = if self.heading.is_empty() {
            &self.article
        } else {
            &self.heading
        };
        format!("› {heading} › {}", self.id())
    }
}

/// The document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Clauses of the terms in order, then those of the law.
    pub clauses: Vec<ClauseText>,
    /// The piece `Terms …`.
    pub terms: Option<ast::Terms>,
    /// The version.
    pub version: Option<String>,
    /// Settings.
    pub settings: Vec<ast::Setting>,
    /// Tables with the file that they stand in.
    pub tables: Vec<ast::Table>,
    /// Where sentences and pieces stand that could not be read.
    pub lost: Vec<Span>,
}

impl Document {
    /// Reads the document from the files.
    pub fn read(library: &Library) -> Self {
        let mut document = Self::default();
        let mut law = Vec::new();
        for (file, parsed) in library.files.iter().enumerate() {
            document.lost.extend(&parsed.file.lost);
            let mut article = (String::new(), String::new());
            for piece in &parsed.file.pieces {
                match piece {
                    Piece::Terms(terms) => {
                        document.settings.extend(terms.settings.iter().cloned());
                        document.version = Some(terms.version.text.clone());
                        document.terms.get_or_insert_with(|| terms.clone());
                    }
                    Piece::Article(own) => {
                        let heading = own
                            .heading
                            .as_ref()
                            .map_or_else(String::new, |text| text.text.clone());
                        article = (own.number.name.to_string(), heading);
                    }
                    Piece::Clause(clause) => {
                        let text = clause_text(clause, file, &article);
                        if text.is_law {
                            law.push(text);
                        } else {
                            document.clauses.push(text);
                        }
                    }
                    Piece::Table(table) => document.tables.push(table.clone()),
                    // Amendments have been worked into the clauses before a library is made.
                    Piece::Amendment(_) | Piece::Change(_) | Piece::Declaration(_) => {}
                }
            }
        }
        document.clauses.extend(law);
        document
    }

    /// Provisions in order with their articles.
    pub fn provisions(&self) -> IndexMap<ClauseId, String> {
        let clauses = self.clauses.iter();
        clauses
            .map(|one| (one.id().clone(), one.article.clone()))
            .collect()
    }
}

fn clause_text(clause: &ast::Clause, file: usize, article: &(String, String)) -> ClauseText {
    let is_law = clause.name.kind != ast::ClauseKind::Numbered;
    let by_number = || {
        let number = clause
            .name
            .id
            .as_str()
            .split('.')
            .next()
            .unwrap_or_default();
        number.to_owned()
    };
    let number = if is_law {
        "law".to_owned()
    } else if article.0.is_empty() {
        by_number()
    } else {
        article.0.clone()
    };
    ClauseText {
        clause: clause.clone(),
        file,
        heading: if is_law {
            String::new()
        } else {
            article.1.clone()
        },
        article: number,
        is_law,
    }
}
