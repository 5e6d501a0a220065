//! The document that the clause files make up: provisions in order, with their articles; settings; amendments applied.

use indexmap::IndexMap;

use crate::check::library::Library;
use crate::check::problems::Problems;
use crate::source::{Problem, SourceId, Span};
use crate::syntax::ast::{self, ChangeKind, Piece};
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
        let heading = if self.heading.is_empty() { &self.article } else { &self.heading };
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
    /// The version after all amendments.
    pub version: Option<String>,
    /// Settings, those of amendments last.
    pub settings: Vec<ast::Setting>,
    /// Tables with the file that they stand in.
    pub tables: Vec<ast::Table>,
}

impl Document {
    /// Reads the document from the files.
    pub fn read(library: &Library, problems: &mut Problems) -> Self {
        let mut document = Self::default();
        let mut law = Vec::new();
        let mut changes = Vec::new();
        for (file, parsed) in library.files.iter().enumerate() {
            let mut article = (String::new(), String::new());
            for piece in &parsed.file.pieces {
                match piece {
                    Piece::Terms(terms) => {
                        document.settings.extend(terms.settings.iter().cloned());
                        document.version = Some(terms.version.text.clone());
                        document.terms.get_or_insert_with(|| terms.clone());
                    }
                    Piece::Amendment(amendment) => {
                        document.settings.extend(amendment.settings.iter().cloned());
                        document.version = Some(amendment.version.text.clone());
                    }
                    Piece::Change(change) => changes.push((file, change.clone())),
                    Piece::Article(own) => {
                        let heading = own.heading.as_ref().map_or_else(String::new, |text| text.text.clone());
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
                    Piece::Declaration(_) => {}
                }
            }
        }
        for (file, change) in changes {
            document.apply(file, change, problems);
        }
        document.clauses.extend(law);
        document
    }

    /// Provisions in order with their articles.
    pub fn provisions(&self) -> IndexMap<ClauseId, String> {
        let clauses = self.clauses.iter();
        clauses.map(|one| (one.id().clone(), one.article.clone())).collect()
    }

    fn apply(&mut self, file: usize, change: ast::Change, problems: &mut Problems) {
        match change.kind {
            ChangeKind::Replace(clause) => match self.position(&clause.name.id) {
                Some(at) => {
                    let old = &mut self.clauses[at];
                    old.clause = clause;
                    old.file = file;
                }
                None => problems.push(no_such(&clause.name.id, clause.name.span)),
            },
            ChangeKind::Insert { clause, after } => {
                let ast::ProvisionKind::Clause(after_id) = &after.kind else {
                    return;
                };
                match self.position(after_id) {
                    Some(at) => {
                        let mut text = self.clauses[at].clone();
                        text.clause = clause;
                        text.file = file;
                        self.clauses.insert(at + 1, text);
                    }
                    None => problems.push(no_such(after_id, after.span)),
                }
            }
            ChangeKind::Repeal(provision) => {
                let ast::ProvisionKind::Clause(id) = &provision.kind else {
                    return;
                };
                match self.position(id) {
                    Some(at) => {
                        self.clauses.remove(at);
                    }
                    None => problems.push(no_such(id, provision.span)),
                }
            }
            ChangeKind::Rename { article, heading } => {
                let number = article.name.to_string();
                for clause in self.clauses.iter_mut().filter(|clause| clause.article == number) {
                    clause.heading.clone_from(&heading.text);
                }
            }
        }
    }

    fn position(&self, id: &ClauseId) -> Option<usize> {
        self.clauses.iter().position(|clause| clause.id() == id)
    }

    /// The place of a file in the list of names that the program keeps.
    pub fn file_of(library: &Library, source: SourceId) -> usize {
        library.files.iter().position(|file| file.source == source).unwrap_or_default()
    }
}

fn clause_text(clause: &ast::Clause, file: usize, article: &(String, String)) -> ClauseText {
    let is_law = clause.name.kind != ast::ClauseKind::Numbered;
    let by_number = || {
        let number = clause.name.id.as_str().split('.').next().unwrap_or_default();
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
        heading: if is_law { String::new() } else { article.1.clone() },
        article: number,
        is_law,
    }
}

fn no_such(id: &ClauseId, span: Span) -> Problem {
    Problem::error("no-such-provision", format!("there is no provision `{id}` to change"))
        .at(span, "no clause of the version before has this number")
}
