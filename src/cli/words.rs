//! `clausec words`: the sentences that clauses can be written in.

use std::borrow::Cow;
use std::path::Path;

use clap::Args;
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

use crate::cli::explain::as_code;
use crate::cli::library::{Library, vocabulary_folder};
use crate::cli::options::LibraryOption;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::cli::terms::Clauses;
use crate::cli::terms_name::TermsName;
use crate::source::{Problem, Source, nearest};
use crate::syntax::ast::{Declaration, DeclarationWord, FieldLine, LineKind, Piece};

/// List the sentences that clauses can be written in, by subject
#[derive(Debug, Args)]
pub struct Words {
    /// Only those with this word
    #[arg(value_name = "WORD")]
    word: Option<String>,
    /// Also the words that these terms declare for themselves
    #[arg(long, value_name = "ID|PATH")]
    terms: Option<String>,
    #[command(flatten)]
    library: LibraryOption,
}

/// A declared sentence, noun or field; or words that join them.
struct Saying<'c> {
    words: Cow<'c, str>,
    /// `act invoice_issued`; of words that join: what they say.
    name: String,
    /// The declaration as it stands in its file.
    declaration: Option<&'c str>,
    /// It belongs to the saying above it.
    inside: bool,
}

/// The page of the language, of which the table of the words that join is shown.
static LANGUAGE: &str = include_str!("../../docs/language.md");

impl Words {
    /// Those with this word.
    pub fn with_word(word: &str, library: LibraryOption) -> Self {
        Self {
            word: Some(word.to_owned()),
            terms: None,
            library,
        }
    }

    /// All of them, or those with a word; a single one with its whole declaration.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        let library = Library::here(self.library.clauses.as_deref())?;
        let clauses = match &self.terms {
            Some(terms) => Clauses::load(&TermsName::new(terms, Path::new("")), &library)?,
            None => Clauses::of(library.clauses(&vocabulary_folder())?),
        };
        let files = clauses.files();
        let mut subjects: Vec<(&str, Vec<Saying<'_>>)> = files
            .map(|(source, file)| (subject(source), sayings(&file.pieces, source)))
            .collect();
        subjects.push(("The words that join sentences, in every clause", joints()));
        match &self.word {
            None => Ok(Answer::fine(list(&subjects, screen.width))),
            Some(word) => {
                let english = clauses
                    .files()
                    .find_map(|(_, file)| english(word, &file.pieces));
                self.with(word, subjects, english, screen.width)
                    .map(Answer::fine)
            }
        }
    }

    fn with(
        &self,
        word: &str,
        subjects: Vec<(&str, Vec<Saying<'_>>)>,
        english: Option<&str>,
        width: usize,
    ) -> Result<String, Failure> {
        let known: Vec<&str> = subjects
            .iter()
            .flat_map(|(_, all)| all)
            .flat_map(|saying| saying.words.split([' ', '`']))
            .collect();
        let help = match english.or_else(|| nearest(word, known)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`clausec words` lists all sentences".to_owned(),
        };
        let found: Vec<(&str, Vec<Saying<'_>>)> = subjects
            .into_iter()
            .map(|(subject, all)| {
                (
                    subject,
                    all.into_iter().filter(|saying| saying.has(word)).collect(),
                )
            })
            .collect();
        let mut declarations: Vec<Option<&str>> = found
            .iter()
            .flat_map(|(_, all)| all)
            .map(|saying| saying.declaration)
            .collect();
        declarations.dedup();
        match declarations.as_slice() {
            [] => Err(Problem::error(
                "word-not-declared",
                format!("no declared sentence has the word `{word}`"),
            )
            .help(help)
            .into()),
            [Some(only)] => Ok(only
                .lines()
                .map(|line| as_code(line, width) + "\n")
                .collect()),
            _ => Ok(list(&found, width)),
        }
    }
}

impl Saying<'_> {
    /// Whether a word of it, or its name, begins with these letters.
    fn has(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let words = self.words.to_lowercase();
        let within = [" ", "`"]
            .iter()
            .any(|before| words.contains(&format!("{before}{word}")));
        within
            || words.starts_with(&word)
            || self.declaration.is_some()
                && self
                    .name
                    .split([' ', '('])
                    .any(|name| name.starts_with(&word))
    }
}

/// What a file is about: its first line of comment, or its name.
fn subject(source: &Source) -> &str {
    let first = source.text.lines().next().unwrap_or_default();
    first
        .strip_prefix("-- ")
        .map_or(source.name.as_str(), |comment| {
            comment.trim_end_matches('.')
        })
}

fn sayings<'c>(pieces: &'c [Piece], source: &'c Source) -> Vec<Saying<'c>> {
    let declarations = pieces.iter().filter_map(|piece| match piece {
        Piece::Declaration(declaration) => Some(declaration),
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Article(_)
        | Piece::Clause(_)
        | Piece::Table(_) => None,
    });
    declarations
        .flat_map(|declaration| said_by(declaration, source))
        .collect()
}

fn said_by<'c>(declaration: &'c Declaration, source: &'c Source) -> Vec<Saying<'c>> {
    let Declaration::Word {
        word,
        name,
        readings,
        lines,
        span,
    } = declaration
    else {
        return Vec::new();
    };
    let declaration = Some(span.of(&source.text));
    let saying = |reading: &'c crate::syntax::ast::VocabularyReading| Saying {
        words: Cow::Borrowed(&reading.text.text),
        name: format!(
            "{} {}",
            kind(*word),
            reading.called.as_ref().unwrap_or(name).name
        ),
        declaration,
        inside: false,
    };
    let fields = lines.iter().filter_map(|line| match &line.kind {
        LineKind::Field(field) => Some(field),
        _ => None,
    });
    let field = |field: &'c FieldLine| {
        let words = field
            .words
            .iter()
            .map(|phrase| phrase.span.of(&source.text));
        let whether = field.whether.iter().map(|text| text.text.as_str());
        let name = format!("field {} of {}", field.name.name, name.name);
        words
            .chain(whether)
            .map(move |words| Saying {
                words: Cow::Borrowed(words),
                name: name.clone(),
                declaration,
                inside: true,
            })
            .collect::<Vec<_>>()
    };
    readings
        .iter()
        .map(saying)
        .chain(fields.flat_map(field))
        .collect()
}

/// The word of the glossary for a Dutch one.
fn english<'c>(word: &str, pieces: &'c [Piece]) -> Option<&'c str> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Declaration(Declaration::Term(term))
            if term.dutch.text.eq_ignore_ascii_case(word) =>
        {
            Some(&*term.word.text)
        }
        _ => None,
    })
}

/// The rows of the table on the page of the language.
fn joints() -> Vec<Saying<'static>> {
    let table = LANGUAGE.split("## The words that join").nth(1);
    let rows = table.unwrap_or_default().lines();
    let rows = rows
        .skip_while(|line| !line.starts_with("|---"))
        .skip(1)
        .take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| {
        let (words, meaning) = row.trim_matches('|').split_once(" | ")?;
        Some(Saying {
            words: Cow::Borrowed(words.trim()),
            name: meaning.trim().to_owned(),
            declaration: None,
            inside: false,
        })
    })
    .collect()
}

fn kind(word: DeclarationWord) -> &'static str {
    match word {
        DeclarationWord::Party => "party",
        DeclarationWord::Thing => "thing",
        DeclarationWord::Record => "record",
        DeclarationWord::Kind => "kind",
        DeclarationWord::Head => "head",
        DeclarationWord::Form => "form",
        DeclarationWord::Act => "act",
        DeclarationWord::Occurrence => "occurrence",
        DeclarationWord::Conduct => "conduct",
        DeclarationWord::State => "state",
        DeclarationWord::Conclusion => "conclusion",
        DeclarationWord::Measure => "measure",
        DeclarationWord::Concept => "concept",
    }
}

/// The sentences under their subjects, each with its name at the right margin or on the next line.
fn list(subjects: &[(&str, Vec<Saying<'_>>)], width: usize) -> String {
    let mut text = String::new();
    for (subject, sayings) in subjects.iter().filter(|(_, sayings)| !sayings.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&textwrap::fill(subject, width));
        text.push('\n');
        for saying in sayings {
            text.push_str(&row(saying, width));
        }
    }
    text
}

fn row(saying: &Saying<'_>, width: usize) -> String {
    let indent = if saying.inside { "    " } else { "  " };
    let options = Options::new(width)
        .initial_indent(indent)
        .subsequent_indent("      ");
    let words = textwrap::fill(&saying.words, options);
    if saying.declaration.is_none() {
        let options = Options::new(width)
            .initial_indent("      ")
            .subsequent_indent("      ");
        return format!("{words}\n{}\n", textwrap::fill(&saying.name, options));
    }
    let last = words.lines().last().unwrap_or_default().width();
    let name = format!("({})", saying.name);
    let gap = width.saturating_sub(last + name.width());
    if gap >= 2 {
        format!("{words}{}{name}\n", " ".repeat(gap))
    } else {
        format!("{words}\n{name:>width$}\n")
    }
}
