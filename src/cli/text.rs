//! `clausec text`: the wording of the terms, whole, in order.

use std::path::Path;

use clap::Args;
use textwrap::Options;

use crate::cli::library::Library;
use crate::cli::options::LibraryOption;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::cli::terms::Clauses;
use crate::cli::terms_name::TermsName;
use crate::source::Problem;
use crate::syntax::ast::{Article, Clause, File, Piece, SettingKind, Terms, WordingLine};

/// Print the wording of the terms, whole
#[derive(Debug, Args)]
pub struct Text {
    /// The terms: an id of the clause library or the path of a folder with clause files, perhaps with a version (`klantfocus@2`)
    #[arg(value_name = "TERMS")]
    terms: String,
    #[command(flatten)]
    library: LibraryOption,
}

impl Text {
    /// Title, articles, clauses.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        let library = Library::here(self.library.clauses.as_deref())?;
        let name = TermsName::new(&self.terms, Path::new(""));
        let clauses = Clauses::load(&name, &library)?;
        let own: Vec<Problem> = clauses.problems_of_own_files();
        if own.iter().any(Problem::is_error) {
            return Err(Failure::new(own, clauses.library.sources));
        }
        let pieces = clauses.own_files().flat_map(|file: &File| &file.pieces);
        let mut page = Page {
            width: screen.width,
            text: String::new(),
        };
        pieces.for_each(|piece| page.piece(piece));
        Ok(Answer::fine(page.text))
    }
}

struct Page {
    width: usize,
    text: String,
}

impl Page {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Terms(terms) => self.title(terms),
            Piece::Article(article) => self.article(article),
            Piece::Clause(clause) => self.clause(clause),
            Piece::Amendment(_) | Piece::Change(_) | Piece::Table(_) | Piece::Declaration(_) => {}
        }
    }

    fn title(&mut self, terms: &Terms) {
        for setting in &terms.settings {
            if let SettingKind::Title(title) = &setting.kind {
                self.line("", "", &title.text);
            }
        }
    }

    /// The heading as the source prints it, or its number and words.
    fn article(&mut self, article: &Article) {
        self.text.push('\n');
        if article.printed.is_empty() {
            let heading = article
                .heading
                .as_ref()
                .map(|heading| heading.text.as_str())
                .unwrap_or_default();
            self.line(
                "",
                "",
                format!("{}. {heading}", article.number.name).trim_end(),
            );
        }
        for printed in &article.printed {
            self.line("", "", &printed.text);
        }
    }

    /// The number in the margin, the sentences behind it.
    fn clause(&mut self, clause: &Clause) {
        let margin = format!("{:<7} ", clause.name.id);
        let sentences: Vec<&str> = clause
            .wording
            .iter()
            .map(|line: &WordingLine| line.text.as_str())
            .collect();
        self.text.push('\n');
        self.line(
            &margin,
            &" ".repeat(margin.chars().count()),
            &sentences.join(" "),
        );
    }

    fn line(&mut self, first: &str, further: &str, words: &str) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(further)
            .break_words(false);
        self.text.push_str(&textwrap::fill(words, options));
        self.text.push('\n');
    }
}
