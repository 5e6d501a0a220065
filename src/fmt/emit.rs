//! Writes the units and the comments out, with the blank lines between them.

use crate::fmt::chunk::{Chunk, Part, parts};
use crate::fmt::layout::{INNER, SENTENCE};
use crate::fmt::unit::{Unit, UnitKind};
use crate::source::{Source, Span};
use crate::syntax::Comment;

/// The whole file.
pub(super) fn emit(source: &Source, units: &[Unit], comments: &[Comment]) -> String {
    let mut writer = Writer {
        text: &source.text,
        out: String::with_capacity(source.text.len()),
        line: String::new(),
    };
    let mut comments = comments;
    let mut before: Option<&Unit> = None;
    for unit in units {
        let here = comments.partition_point(|comment| comment.span.start < unit.span.start);
        writer.between(before, &comments[..here], Some(unit));
        comments = &comments[here..];
        let inside = comments.partition_point(|comment| comment.span.start < unit.span.end);
        writer.unit(unit, &comments[..inside]);
        comments = &comments[inside..];
        before = Some(unit);
    }
    writer.between(before, comments, None);
    writer.end_line();
    writer.out
}

struct Writer<'t> {
    text: &'t str,
    out: String,
    /// The line that is being written.
    line: String,
}

impl Writer<'_> {
    /// Comments between two units, and the blank lines among them.
    fn between(&mut self, before: Option<&Unit>, comments: &[Comment], next: Option<&Unit>) {
        let start = before.map_or(0, |unit| unit.span.end);
        let mut gaps = Vec::new();
        let mut at = start;
        for comment in comments {
            gaps.push(self.blank_line(at, comment.span.start));
            at = comment.span.end;
        }
        let end = next.map_or(self.text.len(), |unit| unit.span.start);
        gaps.push(next.is_some() && self.blank_line(at, end));
        match wanted(before, next) {
            Wanted::Yes if !gaps.contains(&true) => {
                let own_line = comments.iter().position(|comment| comment.own_line);
                gaps[own_line.unwrap_or(comments.len())] = true;
            }
            Wanted::No if comments.is_empty() => gaps[0] = false,
            Wanted::Yes | Wanted::No | Wanted::AsWritten => {}
        }
        for (comment, gap) in comments.iter().zip(&gaps) {
            let words = comment.span.of(self.text);
            if comment.own_line {
                self.new_line(*gap, self.comment_indent(comment, next));
                self.line.push_str(words);
            } else {
                self.line.push_str("  ");
                self.line.push_str(words);
            }
        }
        if let Some(unit) = next {
            let gap = gaps.last().copied().unwrap_or_default();
            self.new_line(gap, unit.kind.indent());
        }
    }

    /// A comment at the margin stays there before a heading and at the end; others go with the sentences.
    fn comment_indent(&self, comment: &Comment, next: Option<&Unit>) -> usize {
        let line_start = self.text[..comment.span.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let at_margin = line_start == comment.span.start;
        let before_heading =
            next.is_none_or(|unit| unit.kind.opens_piece() || unit.kind == UnitKind::Wording);
        if at_margin && before_heading {
            0
        } else {
            SENTENCE
        }
    }

    fn unit(&mut self, unit: &Unit, comments: &[Comment]) {
        if unit.kind == UnitKind::Wording {
            let words = unit.span.of(self.text);
            self.line
                .push_str(if words.is_empty() { ">" } else { "> " });
            self.line.push_str(words);
            return;
        }
        let mut first = true;
        let mut broken_by_comment = false;
        let mut currency = false;
        for part in with_title(parts(self.text, unit.span, comments), unit.layout.title) {
            match part {
                Part::Chunk(chunk) => {
                    let planned = unit.layout.breaks.get(&chunk.start).copied();
                    let indent = planned.or(broken_by_comment.then_some(INNER));
                    match indent {
                        Some(indent) if !first => self.new_line(false, indent),
                        _ if !first && !chunk.clings => self.line.push(' '),
                        _ => {}
                    }
                    let words = &self.text[chunk.start..chunk.end];
                    self.words(unit, chunk.start, words, currency);
                    currency = is_currency(words);
                    first = false;
                    broken_by_comment = false;
                }
                Part::Comment(comment) => {
                    if comment.own_line {
                        self.new_line(false, INNER);
                    } else {
                        self.line.push_str("  ");
                    }
                    self.line.push_str(comment.span.of(self.text));
                    broken_by_comment = true;
                }
            }
        }
    }

    /// A chunk: a mark with its new number, an amount with its commas, or the words as they stand.
    fn words(&mut self, unit: &Unit, start: usize, words: &str, behind_currency: bool) {
        match unit.layout.marks.get(&start) {
            Some(mark) => {
                let rest = words.find(')').map_or("", |at| &words[at + 1..]);
                self.line.push_str(mark);
                self.line.push_str(rest);
            }
            None if behind_currency => self.line.push_str(&with_commas(words)),
            None => self.line.push_str(words),
        }
    }

    fn new_line(&mut self, blank: bool, indent: usize) {
        self.end_line();
        if blank && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.line.extend(std::iter::repeat_n(' ', indent));
    }

    fn end_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.out.push_str(&self.line);
            self.out.push('\n');
        }
        self.line.clear();
    }

    /// Whether a blank line stands in a stretch without words.
    fn blank_line(&self, start: usize, end: usize) -> bool {
        self.text
            .get(start..end)
            .is_some_and(|gap| gap.matches('\n').count() > 1)
    }
}

/// The parts with the words of a title as one chunk; what is glued to its front is a chunk of its own.
fn with_title(parts: Vec<Part>, title: Option<Span>) -> Vec<Part> {
    let Some(title) = title else {
        return parts;
    };
    let last = parts.iter().rfind(|part| part.start() < title.end);
    let whole = Chunk {
        start: title.start,
        end: last.map_or(title.end, Part::end).max(title.end),
        clings: false,
    };
    let is_inside = |part: &Part| (title.start..title.end).contains(&part.start());
    let (before, rest): (Vec<Part>, Vec<Part>) = parts
        .into_iter()
        .partition(|part| part.start() < title.start);
    let cut = before.into_iter().map(|part| part.cut_at(title.start));
    let rest = rest.into_iter().filter(|part| !is_inside(part));
    cut.chain([Part::Chunk(whole)]).chain(rest).collect()
}

/// Whether a blank line stands between two units.
enum Wanted {
    Yes,
    No,
    AsWritten,
}

fn wanted(before: Option<&Unit>, next: Option<&Unit>) -> Wanted {
    use UnitKind::{Entry, Heading, Line, Mark, Reading, Word, Wording};
    let (Some(before), Some(next)) = (before, next) else {
        return Wanted::AsWritten;
    };
    match (before.kind, next.kind) {
        (_, Heading)
        | (Heading | Wording | Mark | Reading | Entry, Word)
        | (Heading | Wording, Mark | Reading | Entry)
        | (Reading | Entry, Mark)
        | (Reading, Entry) => Wanted::Yes,
        (_, Wording) | (Heading | Word | Line | Wording, Line) => Wanted::No,
        (Mark, Entry | Reading | Mark | Line)
        | (Reading | Entry, Reading | Line)
        | (Entry, Entry)
        | (Word | Line, Word | Mark | Reading | Entry) => Wanted::AsWritten,
    }
}

fn is_currency(words: &str) -> bool {
    words.len() == 3 && words.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `50000.00,` is `50,000.00,`
fn with_commas(words: &str) -> String {
    let digits = words
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(words.len());
    let behind = &words[digits..];
    let grouped = behind.starts_with(',') && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    if digits <= 3 || grouped {
        return words.to_owned();
    }
    let mut shown = String::new();
    for (at, digit) in words[..digits].chars().enumerate() {
        if at > 0 && (digits - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown + behind
}

#[cfg(test)]
mod tests {
    use super::with_commas;

    #[test]
    fn amounts_get_commas_between_groups_of_three_digits() {
        assert_eq!(with_commas("50000.00,"), "50,000.00,");
        assert_eq!(with_commas("1000000"), "1,000,000");
        assert_eq!(with_commas("999.00"), "999.00");
        assert_eq!(with_commas("2,500.00."), "2,500.00.");
    }
}
