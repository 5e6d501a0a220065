//! A page of text: headings, paragraphs that hang, amounts at the right margin.

use std::collections::BTreeSet;

use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use crate::engine::outcome::Because;
use crate::value::Money;

/// The narrowest page that is written.
const NARROWEST: usize = 40;
/// Switches a terminal to bold letters, and back.
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// So many words of a rule are shown where it has been quoted before.
const BEGINNING: usize = 8;

/// Stands for a blank at which no line is broken.
const GLUE: char = '\u{a0}';
/// Words that stay on the line of what follows them.
const HOLDS_ON: [&str; 3] = ["sentence", "version", "value:"];

/// The words with glue where a line must not be broken: `EUR 1,000.00`, `sentence 2`.
fn glued(words: &str) -> String {
    let is_currency = |word: &str| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
    let mut glued = String::with_capacity(words.len());
    let mut before = "";
    for word in words.split(' ') {
        if !glued.is_empty() {
            let figure = word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            let last = before.trim_start_matches('(');
            let holds = (is_currency(last) && figure) || HOLDS_ON.contains(&last);
            glued.push(if holds { GLUE } else { ' ' });
        }
        glued.push_str(word);
        before = word;
    }
    glued
}

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
    /// The words of rules that stand on the page in full.
    quoted: BTreeSet<String>,
}

impl Page {
    /// An empty page.
    pub(in crate::report) fn new(look: Look) -> Self {
        Self {
            text: String::new(),
            width: look.width.max(NARROWEST),
            bold: look.bold,
            quoted: BTreeSet::new(),
        }
    }

    /// Writes a paragraph that may hold the words of these rules.
    pub(in crate::report) fn remark_quoting(
        &mut self,
        indent: usize,
        words: &str,
        rules: &[Because],
    ) {
        self.remark(indent, words);
        let quoted = rules.iter().map(|rule| &rule.words);
        let quoted = quoted.filter(|rule| words.contains(rule.trim_end_matches('.')));
        self.quoted.extend(quoted.cloned());
    }

    /// The words of a rule for the page: in full the first time, afterwards how they begin.
    pub(in crate::report) fn quote(&mut self, words: &str) -> String {
        if self.quoted.insert(words.to_owned()) || words.width() <= self.width {
            return format!("\u{201c}{words}\u{201d}");
        }
        let beginning: Vec<&str> = words.split(' ').take(BEGINNING).collect();
        let beginning = beginning.join(" ");
        let beginning = beginning.trim_end_matches([',', ':']);
        format!("\u{201c}{beginning} \u{2026}\u{201d}, quoted above")
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
        self.hanging(indent, indent + 2, words);
    }

    /// A paragraph whose further lines stand in a column of their own: behind a date.
    pub(in crate::report) fn hanging(&mut self, indent: usize, further: usize, words: &str) {
        let first = " ".repeat(indent);
        let further = " ".repeat(further);
        // Dates, amounts and numbers of clauses stay whole.
        let options = Options::new(self.width)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(&first)
            .subsequent_indent(&further);
        let filled = textwrap::fill(&glued(words), options);
        self.text.push_str(&filled.replace(GLUE, " "));
        self.text.push('\n');
    }

    /// A line as it is.
    pub(in crate::report) fn plain(&mut self, line: &str) {
        self.text.push_str(line);
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
