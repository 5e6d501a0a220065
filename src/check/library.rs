//! What is checked: a set of parsed clause files, and what comes out.

use indexmap::IndexMap;

use crate::check::program::Program;
use crate::check::words::Words;
use crate::source::{Problem, SourceId, Sources};
use crate::syntax::ast;
use crate::value::Name;

/// Clause files that belong together: the vocabulary, the law and one set of terms, in this order.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The texts of the clause files.
    pub sources: Sources,
    /// The parsed files, in the order in which they count.
    pub files: Vec<LibraryFile>,
    /// The texts of the terms themselves, where others are shared with other terms: what these declare changes nothing in the
    /// sentences of the shared ones.
    pub own: Vec<SourceId>,
    /// Texts of the tables (CSV), by their path in the library: `law/nl/tables/….csv`.
    pub tables: IndexMap<String, String>,
}

/// A parsed clause file.
#[derive(Debug, Clone)]
pub struct LibraryFile {
    /// Its text among the sources.
    pub source: SourceId,
    /// The tree as written.
    pub file: ast::File,
}

/// The readings that somebody chose, by id; all others have their default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadingChoice(pub IndexMap<Name, Name>);

/// What came out.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The program, when nothing was wrong that keeps it from being run.
    pub program: Option<Program>,
    /// Everything that was found, sorted by place.
    pub problems: Vec<Problem>,
    /// The declared words.
    pub words: Words,
}
