//! The comparison as text: a column for the matter, and one for each set of terms.

use textwrap::{Options, WordSeparator, WordSplitter, wrap};
use unicode_width::UnicodeWidthStr;

use super::{Comparison, Entry, Row, Side};
use crate::report::Look;
use crate::report::text::Page;

/// The narrowest table that is written.
const NARROWEST: usize = 60;
/// What stands where a set of terms brings nothing.
const NOTHING: &str = "-";
/// What that means.
pub(super) const LEGEND: &str =
    "-: nothing of the kind on these facts. The number of the provision stands in brackets.";

/// The widths of the columns: a bit less for the matter than for what is said of it.
struct Widths {
    what: usize,
    side: usize,
}

impl Widths {
    fn of(width: usize) -> Self {
        let width = width.max(NARROWEST);
        let side = (width - 2) * 7 / 20;
        Self {
            what: width - 2 - 2 * side,
            side,
        }
    }
}

/// The comparison in columns.
pub(super) fn text(comparison: &Comparison, look: Look) -> String {
    let widths = Widths::of(look.width);
    let mut page = Page::new(look);
    let [one, other] = &comparison.sides;
    let as_of = comparison.as_of;
    page.line(
        0,
        &format!("The same facts under two sets of terms, as of {as_of}"),
    );
    for side in &comparison.sides {
        page.line(
            2,
            &format!("{}: {}, version {}", side.id, side.title, side.version),
        );
    }
    page.line(2, LEGEND);
    for subject in &comparison.subjects {
        page.heading(&subject.title.to_uppercase());
        let mut rows = subject.of_both().peekable();
        if rows.peek().is_some() {
            let head = [String::new(), one.id.clone(), other.id.clone()];
            in_columns(&head, &widths, &mut page);
        }
        for row in rows {
            in_columns(&cells(row), &widths, &mut page);
        }
        for (number, side) in comparison.sides.iter().enumerate() {
            let alone = subject.of_one(number);
            if !alone.is_empty() {
                page.line(0, &only_under(side));
            }
            for (what, entries) in alone {
                page.line(2, &format!("{what}: {}", cell(entries, "; ")));
            }
        }
    }
    page.finish()
}

/// The line above what one set of terms alone speaks of.
pub(super) fn only_under(side: &Side) -> String {
    format!("Only {} speaks of this:", side.id)
}

fn cells(row: &Row) -> [String; 3] {
    let [one, other] = &row.sides;
    [row.what.clone(), cell(one, "\n"), cell(other, "\n")]
}

/// What a set of terms brings, each thing with its provisions.
pub(super) fn cell(entries: &[Entry], joint: &str) -> String {
    if entries.is_empty() {
        return NOTHING.to_owned();
    }
    let told = |entry: &Entry| {
        if entry.clauses.is_empty() {
            entry.words.clone()
        } else {
            format!("{} ({})", entry.words, entry.clauses.join(", "))
        }
    };
    let words: Vec<String> = entries.iter().map(told).collect();
    words.join(joint)
}

fn in_columns(cells: &[String; 3], widths: &Widths, page: &mut Page) {
    let lines = |text: &str, width: usize| -> Vec<String> {
        let options = Options::new(width)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .subsequent_indent(" ");
        let paragraphs = text.split('\n');
        paragraphs
            .flat_map(|paragraph| wrap(paragraph, &options))
            .map(std::borrow::Cow::into_owned)
            .collect()
    };
    let [what, one, other] = cells;
    let (what, one, other) = (
        lines(what, widths.what),
        lines(one, widths.side),
        lines(other, widths.side),
    );
    let height = what.len().max(one.len()).max(other.len());
    for number in 0..height {
        let of = |column: &[String]| column.get(number).cloned().unwrap_or_default();
        let line = format!(
            "{} {} {}",
            padded(&of(&what), widths.what),
            padded(&of(&one), widths.side),
            of(&other)
        );
        page.plain(line.trim_end());
    }
}

fn padded(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(gap))
}
