//! Which lines of a file make one entry, told by how far they are indented: for files whose form is broken.

use std::ops::Range;

use super::repair::{Broken, Cut};

/// A line that says something: where it begins, how far it is indented, and its words.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    indent: usize,
    words: &'t str,
}

impl Line<'_> {
    /// Whether an entry of a list begins here.
    fn is_item(&self) -> bool {
        self.words == "-" || self.words.starts_with("- ") || self.words.starts_with("-\t")
    }

    /// Whether a key of the header begins here.
    fn is_top(&self) -> bool {
        self.indent == 0 && !self.is_item()
    }
}

/// The lines of a text, without empty ones and comments.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            let indent = line.len() - line.trim_start().len();
            found.push(Line {
                start,
                indent,
                words,
            });
        }
        start += line.len();
    }
    found
}

/// The first line in a range, after the one it begins on, on which an entry of a list begins.
pub(super) fn next_item(text: &str, range: Range<usize>) -> Option<usize> {
    let start = range.start;
    let rest = lines(&text[range]);
    let next = rest.iter().skip(1).find(|line| line.is_item());
    next.map(|line| start + line.start)
}

/// The event, or the part of the header, in which YAML breaks.
pub(super) fn entry_of_yaml(text: &str, broken: &Broken) -> Option<Cut> {
    let lines = lines(text);
    let at = lines.partition_point(|line| line.start <= broken.begins());
    let at = at.checked_sub(1)?;
    let top = lines[..=at].iter().rposition(Line::is_top);
    let below = top.map_or(0, |top| top + 1);
    let end = lines[below..].iter().position(Line::is_top);
    let column = column_of_items(&lines[below..end.map_or(lines.len(), |end| below + end)]);
    let first = column.and_then(|column| {
        let begins = |line: &Line<'_>| line.is_item() && line.indent <= column + 1;
        lines[below..=at].iter().rposition(begins)
    });
    let end_of = |from: usize, ends: &dyn Fn(&Line<'_>) -> bool| {
        let next = lines[from + 1..].iter().find(|line| ends(line));
        next.map_or(text.len(), |line| line.start)
    };
    if let (Some(column), Some(first)) = (column, first) {
        let from = below + first;
        let ends = |line: &Line<'_>| line.is_top() || (line.is_item() && line.indent <= column + 1);
        let start = lines[from].start;
        return Some(Cut {
            range: start..end_of(from, &ends),
            stand_in: Some((start + column, "- ~")),
        });
    }
    // Without a key above it a line is a stray one.
    let from = top.unwrap_or(0);
    Some(Cut {
        range: lines[from].start..end_of(from, &|line| line.is_top()),
        stand_in: None,
    })
}

/// The column in which the entries of a list begin, as most of those do that are about as far indented as the first.
fn column_of_items(lines: &[Line<'_>]) -> Option<usize> {
    let items = || {
        lines
            .iter()
            .filter(|line| line.is_item())
            .map(|line| line.indent)
    };
    let first = items().next()?;
    let how_many = |column: usize| items().filter(|one| *one == column).count();
    let near = [first, first + 1, first.saturating_sub(1)];
    // Of equally frequent ones the first.
    near.into_iter()
        .rev()
        .max_by_key(|column| how_many(*column))
}

/// The line at the margin right above a place, where it holds no colon: a key that lacks one, or words that belong nowhere.
pub(super) fn stray_line_above(text: &str, at: usize) -> Option<usize> {
    let lines = lines(text);
    let own = lines
        .partition_point(|line| line.start <= at)
        .checked_sub(1)?;
    let above = lines.get(own.checked_sub(1)?)?;
    (above.is_top() && !above.words.contains(':')).then_some(above.start)
}

/// The tab that indents a line which says something: the last at that place or above it, or else the first below.
pub(super) fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let mut start = 0;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        let own = start;
        start += line.len();
        let words = line.trim_start();
        let indent = &line[..line.len() - words.len()];
        let says_something = !words.is_empty() && !words.starts_with('#');
        if let Some(tab) = indent.find('\t').filter(|_| says_something) {
            if own > at && found.is_some() {
                return found;
            }
            found = Some(own + tab);
        }
        if own > at && found.is_some() {
            return found;
        }
    }
    found
}

/// The first line that says something.
pub(super) fn first_line(text: &str) -> usize {
    lines(text)
        .first()
        .map_or(0, |line| line.start + line.indent)
}

/// The event in which JSON breaks, where each event begins on a line of its own.
pub(super) fn entry_of_json(text: &str, broken: &Broken) -> Option<Cut> {
    let lines = lines(text);
    let begins = lines
        .iter()
        .position(|line| line.start + line.indent == broken.begins())?;
    let column = lines[begins].indent;
    let next = lines[begins + 1..]
        .iter()
        .find(|line| line.indent <= column && line.words.starts_with(['{', ']']));
    let (end, stand_in) = match next {
        Some(line) if line.words.starts_with('{') => (line.start, "null,"),
        Some(line) => (line.start, "null"),
        None => return None,
    };
    let start = lines[begins].start + column;
    Some(Cut {
        range: start..end,
        stand_in: Some((start, stand_in)),
    })
}
