//! The comparison as text for a terminal.

use textwrap::{Options, WordSplitter};

use crate::diff::Comparison;
use crate::diff::substance::SubstanceChange;
use crate::diff::wording::{Happened, Part, WordingChange, leans_back};

use super::{counted, headline, mark, place};

/// The comparison in lines of at most `width` columns.
pub fn text(comparison: &Comparison, width: usize) -> String {
    let mut page = Page {
        width,
        text: String::new(),
    };
    page.line(
        "",
        "  ",
        &format!("{} → {}", comparison.old, comparison.new),
    );
    if comparison.is_empty() {
        page.line("", "", "\nNothing differs in wording or in rules.");
        return page.text;
    }
    page.wording(comparison);
    page.substance(comparison);
    page.text
}

struct Page {
    width: usize,
    text: String,
}

impl Page {
    fn wording(&mut self, comparison: &Comparison) {
        if comparison.wording.is_empty() && comparison.headings.is_empty() {
            self.heading("Wording");
            self.line("", "", "The wording is the same.");
            return;
        }
        let count = comparison.wording.len();
        self.heading(&format!("Wording: {}", counted(count, "provision")));
        self.line(
            "",
            "",
            "[old → new] changed, [− gone], [+ new]; … stands for words that are the same.",
        );
        for heading in &comparison.headings {
            self.text.push('\n');
            self.line("", "", &heading.what);
            self.line("  ", "  ", &marked(&heading.parts()));
        }
        for change in &comparison.wording {
            self.provision(change);
        }
    }

    fn provision(&mut self, change: &WordingChange) {
        self.text.push('\n');
        self.line("", "", &headline(change));
        let whole = match change.change {
            Happened::Added | Happened::Gone | Happened::SplitOff | Happened::Joined => true,
            Happened::Changed | Happened::Renumbered | Happened::Moved => false,
        };
        let words = if whole {
            all_words(&change.parts)
        } else {
            marked(&change.parts)
        };
        self.line("  ", "  ", &words);
    }

    fn substance(&mut self, comparison: &Comparison) {
        self.heading("Substance");
        if comparison.substance.is_empty() {
            self.line("", "", "No rule differs.");
        }
        for change in &comparison.substance {
            self.text.push('\n');
            self.change(change);
        }
    }

    fn change(&mut self, change: &SubstanceChange) {
        let margin = format!("{}  ", place(change));
        let text = format!("{}{}", mark(change.kind), change.text);
        self.line(&margin, "  ", &text);
        if let Some(party) = &change.favours {
            self.line("  ", "  ", &format!("In favour of {party}."));
        }
    }

    fn heading(&mut self, words: &str) {
        self.text.push('\n');
        self.line("", "", words);
        let line = "─".repeat(words.chars().count().min(self.width));
        self.line("", "", &line);
    }

    fn line(&mut self, first: &str, further: &str, words: &str) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(further)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation);
        self.text.push_str(&textwrap::fill(words, options));
        self.text.push('\n');
    }
}

fn all_words(parts: &[Part]) -> String {
    let words = parts.iter().map(|part| match part {
        Part::Same(words) | Part::Gone(words) | Part::New(words) => words.as_str(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// So many words that are the same are shown on each side of a change.
const AROUND: usize = 12;

/// The words with what is gone and new in brackets; long stretches that are the same are cut.
fn marked(parts: &[Part]) -> String {
    let mut shown: Vec<String> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        match part {
            Part::Same(words) => {
                let words = cut(words, number > 0, number + 1 < parts.len());
                match shown.last_mut() {
                    Some(before) if leans_back(&words) => before.push_str(&words),
                    Some(_) | None => shown.push(words),
                }
            }
            Part::Gone(words) => {
                if matches!(parts.get(number + 1), Some(Part::New(_))) {
                    shown.push(format!("[{words} →"));
                } else {
                    shown.push(format!("[− {words}]"));
                }
            }
            Part::New(words) => {
                if number > 0 && matches!(parts[number - 1], Part::Gone(_)) {
                    shown.push(format!("{words}]"));
                } else {
                    shown.push(format!("[+ {words}]"));
                }
            }
        }
    }
    shown.join(" ")
}

/// A stretch that is the same: the words next to a change before and behind it.
fn cut(words: &str, change_before: bool, change_behind: bool) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    let head = if change_before { AROUND } else { 0 };
    let tail = if change_behind { AROUND } else { 0 };
    if head == 0 && tail == 0 || all.len() <= head + tail + 2 {
        return words.to_owned();
    }
    let mut shown: Vec<&str> = all[..head].to_vec();
    shown.push("…");
    shown.extend(&all[all.len() - tail..]);
    shown.join(" ")
}
