//! Cuts a file into pieces at headings in column 0, and a piece into its heading, its wording and its sentences.

use std::ops::Range;

use crate::syntax::heading::{HeadingWord, similar};

/// A piece of a file, not yet read.
#[derive(Debug)]
pub(super) struct RawPiece {
    /// What its heading begins with.
    pub word: HeadingWord,
    /// The heading: a line, or a sentence with its full stop.
    pub heading: Range<usize>,
    /// The wording lines below the heading: the text behind `>`.
    pub wording: Vec<Range<usize>>,
    /// The sentences, each with its full stop when it has one.
    pub sentences: Vec<Range<usize>>,
    /// Wording lines that stand below a sentence.
    pub misplaced: Vec<Range<usize>>,
    /// From the first to the last meaningful character.
    pub whole: Range<usize>,
}

/// What the cut found.
#[derive(Debug, Default)]
pub(super) struct Cut {
    /// The pieces, in order.
    pub pieces: Vec<RawPiece>,
    /// Text before the first heading.
    pub before: Option<Range<usize>>,
    /// Words at the margin that are nearly headings, with the heading that was probably meant; what stands below them is not read.
    pub unknown: Vec<Unread>,
}

/// A piece whose heading is none.
#[derive(Debug)]
pub(super) struct Unread {
    /// The word at the margin.
    pub word: Range<usize>,
    /// The heading that was probably meant.
    pub meant: &'static str,
    /// The whole piece.
    pub whole: Range<usize>,
}

/// What begins at a line of column 0.
enum Start {
    Heading(HeadingWord),
    Unknown(&'static str, usize),
}

/// Cuts a whole file.
pub(super) fn cut(text: &str) -> Cut {
    let mut result = Cut::default();
    let starts = starts(text);
    let first = starts.first().map_or(text.len(), |(at, _)| *at);
    let mut wording = Vec::new();
    let sentences = sentences_in(text, 0..first, &mut wording);
    result.before = sentences.into_iter().chain(wording).next();
    let ends = starts.iter().skip(1).map(|(at, _)| *at);
    for ((at, start), end) in starts.iter().zip(ends.chain([text.len()])) {
        match start {
            Start::Heading(word) => result.pieces.push(piece(text, *word, *at..end)),
            Start::Unknown(meant, len) => result.unknown.push(Unread {
                word: *at..at + len,
                meant,
                whole: *at..end,
            }),
        }
    }
    result
}

/// Where each piece begins.
fn starts(text: &str) -> Vec<(usize, Start)> {
    let mut starts = Vec::new();
    for (at, line) in lines(text, 0..text.len()) {
        let (at, line) = without_byte_order_mark(at, line);
        let word_len = line
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(line.len());
        let word = &line[..word_len];
        let is_word = word.starts_with(char::is_uppercase);
        if let Some(heading) = HeadingWord::at(line).filter(|_| is_word) {
            starts.push((at, Start::Heading(heading)));
        } else if let Some(meant) = similar(word).filter(|_| is_word) {
            starts.push((at, Start::Unknown(meant, word_len)));
        } else if is_above_wording(text, at, line) {
            starts.push(match word {
                "Clause" => (at, Start::Heading(HeadingWord::Clause)),
                _ => (at, Start::Unknown("Clause", line.trim_end().len())),
            });
        }
    }
    starts
}

/// Whether a short line at the margin stands straight above wording, as only the heading of a clause does.
fn is_above_wording(text: &str, at: usize, line: &str) -> bool {
    const LONGEST: usize = 40;
    let said = line.trim_end();
    let is_line = said.starts_with(char::is_alphanumeric) && said.len() <= LONGEST;
    is_line && !said.ends_with(['.', ',']) && text[at + line.len()..].starts_with('>')
}

/// Some editors begin a file with a mark that nobody sees.
fn without_byte_order_mark(at: usize, line: &str) -> (usize, &str) {
    match line.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) if at == 0 => (BYTE_ORDER_MARK.len_utf8(), rest),
        _ => (at, line),
    }
}

fn piece(text: &str, word: HeadingWord, range: Range<usize>) -> RawPiece {
    let heading_end = heading_end(text, word, range.clone());
    let heading = trimmed(text, range.start..heading_end);
    let (wording, body) = wording(text, heading_end..range.end);
    let mut misplaced = Vec::new();
    let sentences = sentences_in(text, body..range.end, &mut misplaced);
    let ends = [&wording, &sentences, &misplaced].map(|parts| parts.last().map_or(0, |r| r.end));
    let end = ends.into_iter().fold(heading.end, usize::max);
    RawPiece {
        word,
        whole: heading.start..end,
        heading,
        wording,
        sentences,
        misplaced,
    }
}

/// The end of a heading: of its line, or of its sentence.
fn heading_end(text: &str, word: HeadingWord, range: Range<usize>) -> usize {
    let line_end = text[range.clone()]
        .find('\n')
        .map_or(range.end, |at| range.start + at);
    if word.takes_one_line() {
        line_end
    } else {
        sentence_end(text, range.start, range.end)
    }
}

/// The wording lines at the beginning of a range, and where they end.
fn wording(text: &str, range: Range<usize>) -> (Vec<Range<usize>>, usize) {
    let mut found = Vec::new();
    let mut end = range.start;
    for (at, line) in lines(text, range) {
        let blank = line.trim();
        if let Some(quote) = wording_text(at, line) {
            found.push(quote);
        } else if !blank.is_empty() && !blank.starts_with("--") {
            break;
        }
        end = at + line.len();
    }
    (found, end)
}

/// The text behind the `>` of a wording line.
fn wording_text(at: usize, line: &str) -> Option<Range<usize>> {
    let inner = line.trim_start().strip_prefix('>')?;
    let inner = inner.strip_prefix(' ').unwrap_or(inner);
    let end = at + line.trim_end_matches(['\r', '\n']).len();
    Some(end - inner.trim_end_matches(['\r', '\n']).len()..end)
}

/// The sentences of a range; wording lines between them go to `misplaced`.
fn sentences_in(
    text: &str,
    range: Range<usize>,
    misplaced: &mut Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut at = range.start;
    while let Some(start) = next_token(text, at, range.end) {
        if text[start..].starts_with('>') {
            let line = text[start..range.end].split('\n').next().unwrap_or("");
            misplaced.extend(wording_text(start, line));
            at = start + line.len();
            continue;
        }
        let end = mark_end(text, start, range.end)
            .unwrap_or_else(|| sentence_end(text, start, range.end));
        sentences.push(trimmed(text, start..end));
        at = end;
    }
    sentences
}

/// The end of `Sentence 2:`, when it begins here.
fn mark_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let rest = text[start..end].strip_prefix("Sentence")?;
    let number = rest.trim_start();
    let behind = number
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start();
    let is_mark = number.len() < rest.len() && behind.starts_with(':');
    is_mark.then(|| end - behind.len() + 1)
}

/// The end of the sentence that begins at `start`: behind a full stop before white space, or at a wording line.
fn sentence_end(text: &str, start: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut at_line_start = false;
    while at < end {
        match bytes[at] {
            b'"' => at = quotation_end(bytes, at, end),
            b'-' if bytes[at..end].starts_with(b"--") => {
                at = line_end(bytes, at, end);
                continue;
            }
            b'.' if (at + 1 == end || is_blank(text, at + 1))
                && !numbers_an_item(text, at, end) =>
            {
                return at + 1;
            }
            b'>' if at_line_start => return at,
            b'\n' => at_line_start = true,
            b' ' | b'\t' | b'\r' => {}
            _ => at_line_start = false,
        }
        at += 1;
    }
    end
}

/// Whether the full stop stands behind the number that begins a line which goes on: `1. the client …` is an item as others number it,
/// not the end of a sentence.
fn numbers_an_item(text: &str, at: usize, end: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let number = text[line..at].trim_start();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let rest = text[at + 1..end].split('\n').next().unwrap_or_default();
    is_number && rest.trim_start().starts_with(char::is_lowercase)
}

/// The last byte of a quotation that begins at `at`: its closing mark, or the last byte of its line.
fn quotation_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let rest = &bytes[at + 1..end];
    let close = rest.iter().position(|b| matches!(b, b'"' | b'\n'));
    match close {
        Some(len) if rest[len] == b'"' => at + 1 + len,
        Some(len) => at + len,
        None => end - 1,
    }
}

fn line_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let len = bytes[at..end].iter().position(|b| *b == b'\n');
    len.map_or(end, |len| at + len)
}

/// The start of the next token: behind blanks and comments.
pub(super) fn next_token(text: &str, mut at: usize, end: usize) -> Option<usize> {
    loop {
        let rest = &text[at..end];
        at += rest.len() - rest.trim_start_matches(BLANKS).len();
        if text[at..end].starts_with("--") {
            at = line_end(text.as_bytes(), at, end);
        } else {
            return (at < end).then_some(at);
        }
    }
}

/// The range without blanks and comments at its end (it begins with a token).
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.start;
    let mut at = range.start;
    let bytes = text.as_bytes();
    while let Some(token) = next_token(text, at, range.end) {
        let mut stop = token;
        while stop < range.end && !is_blank(text, stop) && !text[stop..range.end].starts_with("--")
        {
            stop = match bytes[stop] {
                b'"' => quotation_end(bytes, stop, range.end) + 1,
                _ => stop + char_len(text, stop),
            };
        }
        end = stop;
        at = stop;
    }
    range.start..end
}

const BYTE_ORDER_MARK: char = '\u{FEFF}';
const BLANKS: [char; 6] = [' ', '\n', '\t', '\r', '\u{A0}', BYTE_ORDER_MARK];

fn is_blank(text: &str, at: usize) -> bool {
    text[at..].starts_with(BLANKS)
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// The lines of a range with their offsets; the first one may begin inside a line.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let mut at = range.start;
    text[range].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}
