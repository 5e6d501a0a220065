//! The lines that a label stands in, found by a line index, with columns in characters.
//!
//! The drawing library could read the lines from a plain text itself, but it would read each file from the start for
//! each label, and it counts the column of its heading in bytes.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::source::{LineIndex, Source, SourceId, Sources, Span};

/// Longer lines are drawn in part, in bytes: the drawing library counts columns in sixteen bits.
const LONGEST_LINE: usize = 10_000;
/// How much of such a line is drawn on either side of a label.
const BESIDE: usize = 400;
/// How much of such a line is underlined.
const MOST_UNDERLINED: usize = 400;

/// The texts of a run, each with its line index.
#[derive(Debug)]
pub struct Texts<'t> {
    all: Vec<(&'t Source, LineIndex)>,
}

impl<'t> Texts<'t> {
    /// Indexes each text once.
    pub fn new(sources: &'t Sources) -> Self {
        Self {
            all: sources
                .iter()
                .map(|source| (source, LineIndex::new(&source.text)))
                .collect(),
        }
    }

    /// The text of a source, if it is one of these.
    pub fn snippet(&'t self, id: SourceId) -> Option<Snippet<'t>> {
        let found = self.all.iter().find(|(source, _)| source.id == id);
        found.map(|(source, index)| Snippet { source, index })
    }
}

/// One text, as the drawing library asks for it.
#[derive(Debug)]
pub struct Snippet<'t> {
    source: &'t Source,
    index: &'t LineIndex,
}

impl Snippet<'_> {
    /// The name of the text.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// The number of the text.
    pub fn id(&self) -> SourceId {
        self.source.id
    }

    /// Offset and length of a span as it can be drawn: a place behind the last word is drawn at the end of that word,
    /// since nothing stands where it is.
    pub fn drawable(&self, span: Span) -> (usize, usize) {
        let written = self.source.text.trim_end();
        match written.char_indices().next_back() {
            Some((last, letter)) if span.start >= written.len() => (last, letter.len_utf8()),
            Some(_) if self.is_long_line(span.start) => {
                let length = span.len().min(MOST_UNDERLINED);
                let end = written.floor_char_boundary(span.start + length);
                (span.start, end - span.start)
            }
            Some(_) | None => (span.start, span.len()),
        }
    }

    /// The column, in characters from 1, below which the words of a label at this place are drawn: the middle of what it
    /// underlines.
    pub fn column_of_label(&self, (start, length): (usize, usize)) -> usize {
        let text = &self.source.text;
        let column = self.index.position(text, start).column;
        let underlined = text[start..start + length]
            .lines()
            .next()
            .unwrap_or_default();
        column + underlined.chars().count() / 2
    }

    /// Whether the line at a place is longer than can be drawn whole.
    fn is_long_line(&self, at: usize) -> bool {
        let line = self.index.line(at);
        self.end_of_line(line) - self.index.line_start(line) > LONGEST_LINE
    }

    /// Whether two places are so far from each other on one line that both cannot be drawn.
    pub fn too_far_apart(&self, one: usize, other: usize) -> bool {
        self.index.line(one) == self.index.line(other) && one.abs_diff(other) > LONGEST_LINE
    }

    fn end_of_line(&self, line: usize) -> usize {
        if line < self.index.lines() {
            self.index.line_start(line + 1)
        } else {
            self.source.text.len()
        }
    }
}

impl SourceCode for Snippet<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = &self.source.text;
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let position = self.index.position(text, start);
        let last_line = self.index.line(if span.is_empty() { end } else { end - 1 });
        let (from, to, first_line, column) = if lines_before == 0 && lines_after == 0 {
            (start, end, position.line, position.column)
        } else {
            let first_line = position.line.saturating_sub(lines_before).max(1);
            let to = self.end_of_line((last_line + lines_after).min(self.index.lines()));
            let from = self.index.line_start(first_line);
            let text = &self.source.text;
            let (from, first_line) = if start - from > LONGEST_LINE {
                (text.floor_char_boundary(start - BESIDE), position.line)
            } else {
                (from, first_line)
            };
            let to = if to - end > LONGEST_LINE {
                text.floor_char_boundary(end + BESIDE)
            } else {
                to
            };
            (from, to, first_line, 1)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.source.name.clone(),
            &text.as_bytes()[from..to],
            (from, to - from).into(),
            first_line - 1,
            column - 1,
            last_line + 1 - first_line,
        )))
    }
}
