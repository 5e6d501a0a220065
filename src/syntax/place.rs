//! What stands where it cannot, and where a message says that it stands.

use std::ops::Range;

use crate::source::{Problem, Span};
use crate::syntax::ast::Declaration;
use crate::syntax::cut::RawPiece;
use crate::syntax::fit::{fits, lines_of};
use crate::syntax::heading::HeadingWord;
use crate::syntax::parse::Reader;

impl Reader<'_> {
    /// Lines that do not fit their declaration.
    pub(super) fn check_lines(&mut self, declaration: &Declaration) {
        if let Declaration::Word { word, lines, .. } = declaration {
            for line in lines.iter().filter(|line| !fits(*word, &line.kind)) {
                let message = "this line does not fit what it stands below";
                let problem = Problem::error("line-does-not-fit", message).at(line.span, "");
                self.push(problem.help(lines_of(*word)));
            }
        }
    }

    pub(super) fn misplaced(&mut self, raw: &RawPiece) {
        if let Some(line) = raw.misplaced.first() {
            let problem = Problem::error(
                "wording-below-rules",
                "wording stands below the rules of its clause",
            );
            let span = self.span(line);
            self.push(
                problem
                    .at(span, "")
                    .help("the wording as signed stands straight below the heading"),
            );
        }
    }

    pub(super) fn wording_without_clause(&mut self, raw: &RawPiece) {
        let has_wording = match raw.word {
            HeadingWord::Article
            | HeadingWord::Clause
            | HeadingWord::Replace
            | HeadingWord::Insert => true,
            HeadingWord::Terms
            | HeadingWord::Amendment
            | HeadingWord::Repeal
            | HeadingWord::Rename
            | HeadingWord::Table
            | HeadingWord::Event
            | HeadingWord::Word => false,
        };
        if let Some(line) = raw.wording.first().filter(|_| !has_wording) {
            let message = "wording stands below a heading that has none";
            let span = self.span(line);
            let problem = Problem::error("wording-without-clause", message).at(span, "");
            self.push(problem.help("the wording as signed stands below `Clause …`"));
        }
    }

    pub(super) fn nothing_below(&mut self, raw: &RawPiece) {
        if let Some(sentence) = raw.sentences.first() {
            let problem = Problem::error(
                "sentence-without-clause",
                "no sentence can stand below this heading",
            );
            let span = self.first_line(sentence);
            self.push(
                problem
                    .at(span, "")
                    .help("rules, readings and notes stand below `Clause …`"),
            );
        }
    }

    pub(super) fn unknown_heading(&mut self, place: Range<usize>, meant: &str) {
        let word = &self.source.text[place.clone()];
        let message = format!("`{word}` is no heading");
        let number = word.split_whitespace().next().unwrap_or_default();
        let help = if number.starts_with(|letter: char| letter.is_ascii_digit()) {
            format!("did you mean `{meant} {number}`?")
        } else {
            format!("did you mean `{meant}`?")
        };
        let problem = Problem::error("unknown-heading", message);
        self.problems.push(
            problem
                .at(self.span(&place), "a line that begins at the margin opens a heading; what stands below it is not read")
                .help(help),
        );
    }

    /// The headings above the sentences of a piece.
    pub(super) fn heading_of(&mut self, raw: &RawPiece) -> String {
        let text = &self.source.text[raw.heading.clone()];
        let first_line = text.lines().next().unwrap_or_default().trim_end();
        let short: String = first_line.chars().take(60).collect();
        match raw.word {
            HeadingWord::Article => {
                self.article = Some(short.clone());
                format!("› {short}")
            }
            HeadingWord::Clause => match &self.article {
                Some(article) => format!("› {article} › {short}"),
                None => format!("› {short}"),
            },
            HeadingWord::Event | HeadingWord::Word => {
                let words: Vec<&str> = first_line.split(' ').take(2).collect();
                format!("› {}", words.join(" "))
            }
            HeadingWord::Terms
            | HeadingWord::Amendment
            | HeadingWord::Replace
            | HeadingWord::Insert
            | HeadingWord::Repeal
            | HeadingWord::Rename
            | HeadingWord::Table => format!("› {short}"),
        }
    }

    pub(super) fn push(&mut self, problem: Problem) {
        let heading = self.heading.clone();
        self.problems.push(problem.under(heading));
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.source.span(range.start, range.end)
    }

    /// The first line of a range.
    pub(super) fn first_line(&self, range: &Range<usize>) -> Span {
        const SHOWN: usize = 60;
        let line = self.source.text[range.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let line = line
            .char_indices()
            .nth(SHOWN)
            .map_or(line, |(cut, _)| &line[..cut]);
        self.source
            .span(range.start, range.start + line.trim_end().len())
    }
}
