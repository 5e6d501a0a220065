//! `clausec diff`: what differs between two versions of terms.

use std::path::Path;

use clap::{Args, ValueEnum};

use crate::cli::library::Library;
use crate::cli::options::LibraryOption;
use crate::cli::revision::Revision;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure, Status};
use crate::cli::terms::{Clauses, TermsName};
use crate::diff::{Comparison, Parties, Side, compare, show};
use crate::source::Problem;
use crate::syntax::ast::{File, Piece};

/// Show what differs between two versions of terms: in wording and in what they mean
#[derive(Debug, Args)]
#[command(after_help = "OLD and NEW are each one of:
  klantfocus                     terms of the clause library, the first full text
  klantfocus@2                   a version of them
  ./my-terms                     a folder with clause files; ./my-terms@2 a version in it
  git:HEAD~3:clauses/klantfocus  a folder at a git revision")]
pub struct Diff {
    /// The old text
    #[arg(value_name = "OLD")]
    old: String,
    /// The new text
    #[arg(value_name = "NEW")]
    new: String,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// End with status 1 when something differs
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    library: LibraryOption,
}

/// The form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, 80 columns wide
    Text,
    /// For a review
    Markdown,
    /// For programs
    Json,
}

impl Diff {
    /// Wording, then substance.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        let library = Library::here(self.library.clauses.as_deref())?;
        let (old, new) = (
            Sided::load(&self.old, &library)?,
            Sided::load(&self.new, &library)?,
        );
        let comparison = compare(old.side(), new.side());
        let mut answer = Answer::fine(self.shown(&comparison, screen));
        if self.exit_code && !comparison.is_empty() {
            answer.status = Status::No;
        }
        Ok(answer)
    }

    fn shown(&self, comparison: &Comparison, screen: Screen) -> String {
        match self.format {
            Format::Text => show::text(comparison, screen.width),
            Format::Markdown => show::markdown(comparison),
            Format::Json => show::json(comparison),
        }
    }
}

/// One side of the comparison, read.
struct Sided {
    name: String,
    clauses: Clauses,
    files: Vec<File>,
    parties: Parties,
}

impl Sided {
    fn load(text: &str, library: &Library) -> Result<Self, Failure> {
        let clauses = match Revision::parse(text) {
            Some(revision) => {
                let own = revision?.files()?;
                Clauses::with_own(own, None, library)?
            }
            None => Clauses::load(&TermsName::new(text, Path::new("")), library)?,
        };
        let own = clauses.problems_of_own_files();
        if own.iter().any(Problem::is_error) {
            return Err(Failure::new(own, clauses.library.sources));
        }
        let files: Vec<File> = clauses.own_files().cloned().collect();
        let all = clauses.library.files.iter().map(|file| &file.file);
        Ok(Self {
            name: name(text, &files),
            parties: Parties::of(all),
            files,
            clauses,
        })
    }

    fn side(&self) -> Side<'_> {
        Side {
            name: &self.name,
            files: &self.files,
            sources: &self.clauses.library.sources,
            parties: &self.parties,
        }
    }
}

/// `klantfocus, version 2`; where the text is no id, with what the call says.
fn name(text: &str, files: &[File]) -> String {
    let pieces = files.iter().flat_map(|file| &file.pieces);
    let declared = pieces.into_iter().find_map(|piece| match piece {
        Piece::Terms(terms) => Some((terms.id.name.as_str(), terms.version.text.as_str())),
        Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Article(_)
        | Piece::Clause(_)
        | Piece::Table(_)
        | Piece::Declaration(_) => None,
    });
    match declared {
        Some((id, version)) if text.split('@').next() == Some(id) => {
            format!("{id}, version {version}")
        }
        Some((id, version)) => format!("{id}, version {version} ({text})"),
        None => text.to_owned(),
    }
}
