//! JSON and JSON lines, with the place and the letters of each value.
//!
//! A reader of our own: the usual one turns `0.1` into a binary float and loses places. In JSON lines a line that
//! cannot be read does not hide the others.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::entry_of_json;
use super::node::Entries;
use super::repair::{self, Broken, Way};
use super::{Content, Document, Entry, MOST_DEPTH, MOST_NODES, Node};
use crate::source::{Source, SourceId, Span};
use crate::timeline::error::{Problems, TimelineError, UNQUOTED};

/// How deep the list of events lies: in the header.
const DEPTH_OF_LISTS: usize = 1;

/// Reads a file that is one value, around the events that cannot be read.
pub(super) fn read<'t>(source: &'t Source, problems: &mut Problems) -> Option<Node<'t>> {
    let way = Way {
        parse,
        cut: entry_of_json,
    };
    repair::read(source, &way, problems)
}

fn parse<'a>(text: &'a str, source: &Source, problems: &mut Problems) -> Result<Node<'a>, Broken> {
    Reader::new(text, source.id, 0..text.len(), problems).alone()
}

/// Reads a file of one value a line: the header, then the events. Empty lines do not count.
pub(super) fn read_lines<'t>(source: &'t Source, problems: &mut Problems) -> Option<Document<'t>> {
    let mut header = None;
    let mut lines = Vec::new();
    let mut nodes = 0;
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let end = start + line.len();
        if !line.trim().is_empty() {
            let mut reader = Reader::new(&source.text, source.id, start..end, problems);
            reader.nodes = nodes;
            let read = reader.alone();
            nodes = reader.nodes;
            let node = read.unwrap_or_else(|broken| {
                problems.add(broken.span, *broken.error);
                problems.leave_unread(line.to_owned());
                Node {
                    span: source.span(start, end),
                    content: Content::Refused,
                }
            });
            if header.is_none() {
                header = Some(node);
            } else {
                lines.push(node);
            }
            if nodes > MOST_NODES {
                return None;
            }
        }
        start = end;
    }
    let nothing = || Node {
        span: source.whole(),
        content: Content::Nothing { written: false },
    };
    Some(Document {
        header: header.unwrap_or_else(nothing),
        lines: Some(lines),
    })
}

pub(super) type Read<T> = Result<T, Broken>;

pub(super) struct Reader<'t, 'p> {
    pub(super) text: &'t str,
    pub(super) id: SourceId,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    nodes: usize,
    problems: &'p mut Problems,
    /// Where the event begins that is being read.
    event: Option<usize>,
}

impl<'t, 'p> Reader<'t, 'p> {
    fn new(text: &'t str, id: SourceId, range: Range<usize>, problems: &'p mut Problems) -> Self {
        let bytes = &text.as_bytes()[..range.end];
        let mark = if bytes[range.start..].starts_with("\u{feff}".as_bytes()) {
            3
        } else {
            0
        };
        Self {
            text,
            id,
            bytes,
            at: range.start + mark,
            nodes: 0,
            problems,
            event: None,
        }
    }

    /// One value and nothing behind it.
    fn alone(&mut self) -> Read<Node<'t>> {
        self.skip_blanks();
        if self.peek().is_none() {
            return Ok(Node {
                span: self.here(),
                content: Content::Nothing { written: false },
            });
        }
        let node = self.value(0)?;
        self.skip_blanks();
        if self.peek().is_some() {
            self.problems.add(
                self.here(),
                not_readable("something stands behind the end of the value"),
            );
        }
        Ok(node)
    }

    fn value(&mut self, depth: usize) -> Read<Node<'t>> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return self.stop(
                self.here(),
                TimelineError::TooManyValues { most: MOST_NODES },
            );
        }
        if depth > MOST_DEPTH {
            return self.stop(self.here(), TimelineError::TooDeep { most: MOST_DEPTH });
        }
        let start = self.at;
        let content = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Content::Text {
                text: self.string()?,
                plain: false,
            },
            Some(_) => self.word()?,
            None => return self.expected("a value is missing here"),
        };
        Ok(Node {
            span: self.since(start),
            content,
        })
    }

    fn map(&mut self, depth: usize) -> Read<Content<'t>> {
        let mut entries = Entries::default();
        self.at += 1;
        while !self.closes(b'}', "a `,` or `}` is missing here", !entries.is_empty())? {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return self.expected("a key in quotes is missing here");
            }
            let key = self.string()?;
            let key_span = self.since(start);
            self.skip_blanks();
            if self.peek() != Some(b':') {
                return self.expected("a `:` is missing here");
            }
            self.at += 1;
            self.skip_blanks();
            let value = self.value(depth + 1)?;
            match entries.place_of(&key) {
                Some(first) => {
                    let twice = TimelineError::KeyTwice {
                        key: key.clone().into_owned(),
                        first,
                    };
                    self.problems.add(key_span, twice);
                    entries.add_again(Entry {
                        key,
                        key_span,
                        value,
                    });
                }
                None => entries.add(Entry {
                    key,
                    key_span,
                    value,
                }),
            }
        }
        Ok(entries.into_content())
    }

    fn list(&mut self, depth: usize) -> Read<Content<'t>> {
        let mut items = Vec::new();
        self.at += 1;
        while !self.closes(b']', "a `,` or `]` is missing here", !items.is_empty())? {
            if depth == DEPTH_OF_LISTS {
                self.event = Some(self.at);
            }
            items.push(self.value(depth + 1)?);
        }
        if depth == DEPTH_OF_LISTS {
            self.event = None;
        }
        Ok(Content::List(items))
    }

    /// Whether the closing bracket comes next; if not, passes the comma that separates the next value from the one before.
    fn closes(&mut self, bracket: u8, missing: &'static str, begun: bool) -> Read<bool> {
        let end = self.at;
        self.skip_blanks();
        match self.peek() {
            Some(next) if next == bracket => {
                self.at += 1;
                Ok(true)
            }
            Some(b',') if begun => {
                self.at += 1;
                self.skip_blanks();
                Ok(false)
            }
            Some(_) if !begun => Ok(false),
            Some(_) | None => self.stop(Span::at(self.id, end), not_readable(missing)),
        }
    }

    /// A number, `true`, `false` or `null`, as written; what it means is for its reader to say.
    fn word(&mut self) -> Read<Content<'t>> {
        let start = self.at;
        let ends = |byte: &u8| b",]}:\"{[".contains(byte) || byte.is_ascii_whitespace();
        self.at = self.bytes[start..]
            .iter()
            .position(ends)
            .map_or(self.bytes.len(), |length| start + length);
        let text = self.since(start).of(self.text);
        match text {
            "null" => Ok(Content::Nothing { written: true }),
            "" => self.expected("a value is missing here"),
            "true" | "false" => Ok(Content::Text {
                text: Cow::Borrowed(text),
                plain: true,
            }),
            _ if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => Ok(Content::Text {
                text: Cow::Borrowed(text),
                plain: true,
            }),
            _ => {
                let span = self.since(start);
                self.stop(span, not_readable(UNQUOTED))
            }
        }
    }

    fn skip_blanks(&mut self) {
        let blanks = self.bytes[self.at..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace());
        self.at += blanks.count();
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn here(&self) -> Span {
        Span::at(self.id, self.at)
    }

    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(self.id, start, self.at)
    }

    fn expected<T>(&mut self, reason: &str) -> Read<T> {
        self.stop(self.here(), not_readable(reason))
    }

    pub(super) fn stop<T>(&mut self, span: Span, error: TimelineError) -> Read<T> {
        Err(Broken {
            span,
            error: Box::new(error),
            opened: self.event,
        })
    }
}

pub(super) fn not_readable(reason: &str) -> TimelineError {
    TimelineError::NotReadable {
        reason: reason.to_owned(),
    }
}
