//! A page of text: headings, paragraphs that hang, amounts at the right margin.

use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use crate::value::Money;

/// The narrowest page that is written.
const NARROWEST: usize = 40;
/// Switches a terminal to bold letters, and back.
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// How a page of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The width in columns.
    pub width: usize,
    /// Headings in bold letters: on a terminal that takes them.
    pub bold: bool,
}

/// Text under way.
pub(in crate::report) struct Page {
    text: String,
    width: usize,
    bold: bool,
}

impl Page {
    /// An empty page.
    pub(in crate::report) fn new(look: Look) -> Self {
        Self {
            text: String::new(),
            width: look.width.max(NARROWEST),
            bold: look.bold,
        }
    }

    /// A heading, with a blank line before it.
    pub(in crate::report) fn heading(&mut self, words: &str) {
        self.text.push('\n');
        if self.bold {
            self.text.push_str(BOLD);
        }
        self.line(0, words);
        if self.bold {
            self.text.insert_str(self.text.len() - 1, PLAIN);
        }
    }

    /// A paragraph, unless there is nothing to say.
    pub(in crate::report) fn remark(&mut self, indent: usize, words: &str) {
        if !words.is_empty() {
            self.line(indent, words);
        }
    }

    /// How much is written so far, in bytes.
    pub(in crate::report) fn len(&self) -> usize {
        self.text.len()
    }

    /// A paragraph indented by `indent` columns; further lines hang two columns deeper.
    pub(in crate::report) fn line(&mut self, indent: usize, words: &str) {
        let first = " ".repeat(indent);
        let further = " ".repeat(indent + 2);
        // Dates, amounts and numbers of clauses stay whole.
        let options = Options::new(self.width)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(&first)
            .subsequent_indent(&further);
        self.text.push_str(&textwrap::fill(words, options));
        self.text.push('\n');
    }

    /// A row with an amount at the right margin.
    pub(in crate::report) fn amount(&mut self, indent: usize, words: &str, amount: Money) {
        let shown = amount.to_clause_style();
        let room = self.width.saturating_sub(shown.width() + 2);
        if indent + words.width() > room {
            self.line(indent, words);
            self.text
                .push_str(&format!("{shown:>width$}\n", width = self.width));
            return;
        }
        let gap = self.width - indent - words.width() - shown.width();
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(words);
        self.text.push_str(&" ".repeat(gap));
        self.text.push_str(&shown);
        self.text.push('\n');
    }

    /// The text.
    pub(in crate::report) fn finish(self) -> String {
        self.text
    }
}
