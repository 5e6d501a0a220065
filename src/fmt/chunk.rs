//! Cuts sentences into words with what clings to them.

use crate::source::Span;
use crate::syntax::Comment;

/// A run of characters that stay together: `invoice,`, `"a text in quotes".`, `(under`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Where it begins in the source.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it clings to the chunk before it: a comma that stood behind a blank.
    pub clings: bool,
}

/// A chunk, or a comment between chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Words.
    Chunk(Chunk),
    /// A comment.
    Comment(Comment),
}

impl Part {
    /// Where it begins.
    pub fn start(&self) -> usize {
        match self {
            Self::Chunk(chunk) => chunk.start,
            Self::Comment(comment) => comment.span.start,
        }
    }

    /// The part before a place, when it goes on beyond it.
    pub fn cut_at(self, at: usize) -> Self {
        match self {
            Self::Chunk(chunk) => Self::Chunk(Chunk {
                end: chunk.end.min(at),
                ..chunk
            }),
            Self::Comment(_) => self,
        }
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        match self {
            Self::Chunk(chunk) => chunk.end,
            Self::Comment(comment) => comment.span.end,
        }
    }
}

/// The chunks and comments of a range, in order.
pub(super) fn parts(text: &str, range: Span, comments: &[Comment]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = range.start;
    let inside = comments
        .iter()
        .filter(|c| c.span.start >= range.start && c.span.end <= range.end);
    for comment in inside {
        parts.extend(chunks(text, at, comment.span.start).map(Part::Chunk));
        parts.push(Part::Comment(comment.clone()));
        at = comment.span.end;
    }
    parts.extend(chunks(text, at, range.end).map(Part::Chunk));
    parts
}

/// The chunks of a text without comments.
pub(super) fn chunks(text: &str, start: usize, end: usize) -> impl Iterator<Item = Chunk> {
    let mut at = start;
    let mut bracket = false;
    std::iter::from_fn(move || {
        let rest = &text[at..end];
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        let begin = at + blanks;
        if begin == end {
            return None;
        }
        let stop = begin + chunk_len(&text[begin..end]);
        at = stop;
        let words = &text[begin..stop];
        let clings = bracket || words.starts_with([',', ':', '.', ')']);
        bracket = words == "(";
        Some(Chunk {
            start: begin,
            end: stop,
            clings,
        })
    })
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// The length of the first chunk of a text that begins with one: to a blank outside quotes, or behind a comma that is glued
/// to a letter.
fn chunk_len(text: &str) -> usize {
    let mut quoted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            '"' => quoted = !quoted,
            '\n' => return at,
            _ if quoted => {}
            _ if is_blank(c) => return at,
            ',' | ':'
                if next.is_some_and(|next| next.is_alphabetic() || next == '"' || next == '(') =>
            {
                return at + 1;
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        chunks(text, 0, text.len())
            .map(|chunk| &text[chunk.start..chunk.end])
            .collect()
    }

    #[test]
    fn what_stands_in_quotes_stays_together() {
        assert_eq!(words("a  \"b  c\", d"), ["a", "\"b  c\",", "d"]);
    }

    #[test]
    fn a_comma_ends_a_chunk_before_a_letter_and_not_before_a_figure() {
        assert_eq!(words("x,y EUR 1,000"), ["x,", "y", "EUR", "1,000"]);
        assert_eq!(words("3:11 XY"), ["3:11", "XY"]);
    }
}
