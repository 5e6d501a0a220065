//! `clausec explain`: why a run concludes what it does; what the code of a message, or a legal word, means.

use std::path::Path;

use clap::Args;
use include_dir::{Dir, include_dir};
use textwrap::Options;

use crate::cli::case::Case;
use crate::cli::library::{Library, vocabulary_folder};
use crate::cli::options::{LibraryOption, TermsOptions, date};
use crate::cli::programs::Programs;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::cli::terms::Clauses;
use crate::cli::words::Words;
use crate::engine;
use crate::report::{Known, Look, explanation};
use crate::source::{Problem, nearest};
use crate::syntax::ast::{Declaration, GlossaryTerm, Piece};
use crate::value::Date;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/diagnostics");

/// Say why a run concludes what it does, or what a message or a legal word means
///
/// `clausec explain TIMELINE WHAT` shows what the run concludes about WHAT (the name of an invoice, the number of a clause,
/// an act, a status) and how. `clausec explain WHAT` explains the code of a message or a word of the glossary.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code of a message, or a legal word; or a timeline, when something of it is to be explained
    #[arg(value_name = "CODE|WORD|TIMELINE")]
    subject: String,
    /// What to explain of the timeline
    #[arg(value_name = "WHAT")]
    what: Option<String>,
    /// As of the end of this day
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    #[command(flatten)]
    terms: TermsOptions,
    #[command(flatten)]
    library: LibraryOption,
}

impl Explain {
    /// A derivation, a page or a meaning.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        match &self.what {
            Some(what) => self.of_timeline(Path::new(&self.subject), what, screen.look()),
            None => self.meaning(&self.subject, screen),
        }
    }

    fn of_timeline(&self, path: &Path, what: &str, look: Look) -> Result<Answer, Failure> {
        let mut programs = Programs::default();
        let case = Case::open(
            path,
            self.library.clauses.as_deref(),
            &self.terms,
            &mut programs,
        )?;
        let report = case.report(&engine::Options {
            as_of: self.as_of,
            explain: true,
            ..engine::Options::default()
        })?;
        match explanation(&report, &case.compiled.program, what, look) {
            Ok(text) => Ok(Answer::fine(text)),
            Err(known) => Err(not_in_the_report(what, &known).into()),
        }
    }

    /// A page, a term of the glossary, or else the declared sentences that have the word.
    fn meaning(&self, what: &str, screen: Screen) -> Result<Answer, Failure> {
        let width = screen.width;
        if let Some(page) = page(what) {
            return Ok(Answer::fine(wrapped(page, width)));
        }
        let library = Library::here(self.library.clauses.as_deref())?;
        let vocabulary = Clauses::of(library.clauses(&vocabulary_folder())?);
        let terms: Vec<&GlossaryTerm> = vocabulary
            .files()
            .flat_map(|(_, file)| &file.pieces)
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
            let sentences = Words::with_word(what, self.library.clone());
            return sentences
                .run(screen)
                .map_err(|_| unknown(what, &terms).into());
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

/// A line of a clause file or a timeline: where it is longer than the width it goes on further to the right.
pub(super) fn as_code(line: &str, width: usize) -> String {
    let indent = line.len() - line.trim_start().len();
    let further = " ".repeat(indent + 4);
    let options = Options::new(width)
        .subsequent_indent(&further)
        .break_words(false);
    textwrap::fill(line, options)
}

/// A page with its paragraphs broken to the width.
fn wrapped(page: &str, width: usize) -> String {
    let line = |line: &str| {
        if line.starts_with("    ") {
            as_code(line, width)
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

fn not_in_the_report(what: &str, known: &Known) -> Problem {
    let all = known.names.iter().chain(&known.provisions);
    let help = match nearest(what, all.map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "the report speaks of `{}`; provisions are asked for by their numbers",
            known.names.join("`, `")
        ),
    };
    Problem::error(
        "nothing-to-explain",
        format!("the report and the terms know nothing by the name `{what}`"),
    )
    .help(help)
}
