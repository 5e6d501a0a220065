//! `clausec explain`: what the code of a message, or a legal word, means.

use std::path::Path;

use clap::Args;
use include_dir::{Dir, include_dir};
use textwrap::Options;

use crate::cli::library::{Library, vocabulary_folder};
use crate::cli::options::LibraryOption;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::cli::terms::Clauses;
use crate::source::{Problem, nearest};
use crate::syntax::ast::{Declaration, GlossaryTerm, Piece};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/diagnostics");

/// Say what a message or a legal word means
#[derive(Debug, Args)]
pub struct Explain {
    /// The code of a message, or a legal word
    #[arg(value_name = "CODE|WORD")]
    subject: String,
    #[command(flatten)]
    library: LibraryOption,
}

impl Explain {
    /// A derivation, a page or a meaning.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        self.meaning(&self.subject, screen.width)
    }

    fn meaning(&self, what: &str, width: usize) -> Result<Answer, Failure> {
        if let Some(page) = page(what) {
            return Ok(Answer::fine(wrapped(page, width)));
        }
        let library = Library::here(self.library.clauses.as_deref())?;
        let vocabulary = Clauses::of(library.clauses(&vocabulary_folder())?);
        let terms: Vec<&GlossaryTerm> = vocabulary
            .files
            .iter()
            .flat_map(|file| &file.pieces)
            .filter_map(term)
            .collect();
        let wanted = what.to_lowercase();
        let meant: Vec<&&GlossaryTerm> = terms
            .iter()
            .filter(|term| {
                term.word.text.to_lowercase() == wanted || term.dutch.text.to_lowercase() == wanted
            })
            .collect();
        if meant.is_empty() {
            return Err(unknown(what, &terms).into());
        }
        Ok(Answer::fine(
            meant
                .iter()
                .map(|term| entry(term, width))
                .collect::<String>(),
        ))
    }
}

fn term(piece: &Piece) -> Option<&GlossaryTerm> {
    if let Piece::Declaration(Declaration::Term(term)) = piece {
        Some(term)
    } else {
        None
    }
}

/// `default (verzuim): the state of a debtor who …`
fn entry(term: &GlossaryTerm, width: usize) -> String {
    let meaning = term
        .meaning
        .as_ref()
        .map(|meaning| format!(": {}", meaning.text))
        .unwrap_or_default();
    let words = format!("{} ({}){meaning}", term.word.text, term.dutch.text);
    textwrap::fill(&words, Options::new(width).subsequent_indent("  ")) + "\n"
}

/// The page of a code, if there is one.
fn page(code: &str) -> Option<&'static str> {
    PAGES
        .get_file(Path::new(&format!("{code}.md")))?
        .contents_utf8()
}

/// A page with its paragraphs broken to the width; what is indented stays as it is.
fn wrapped(page: &str, width: usize) -> String {
    let line = |line: &str| {
        if line.starts_with("    ") {
            line.to_owned()
        } else {
            textwrap::fill(line, width)
        }
    };
    page.lines().map(|text| line(text) + "\n").collect()
}

/// The codes that have a page, sorted.
fn codes() -> Vec<String> {
    let names = PAGES.files().filter_map(|file| file.path().file_stem());
    let mut codes: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    codes.sort();
    codes
}

fn unknown(what: &str, terms: &[&GlossaryTerm]) -> Problem {
    let codes = codes();
    let words = terms
        .iter()
        .flat_map(|term| [term.word.text.as_str(), term.dutch.text.as_str()]);
    let help = match nearest(what, codes.iter().map(String::as_str).chain(words)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "it explains codes of messages (`file-missing`) and legal words (`default`)".to_owned()
        }
    };
    Problem::error(
        "nothing-to-explain",
        format!("nothing is known by the name `{what}`"),
    )
    .help(help)
}
