//! YAML; no other module knows it.
//!
//! Read event by event from the parser beneath serde-saphyr, because a deserializer would turn `1000.00` into a
//! binary float, lose the places of values, and stop at the first mistake. Anchors, aliases and tags are refused: a
//! timeline is read by people, and each thing stands in it where it belongs.

use std::borrow::Cow;

use serde_saphyr::granit_parser::{self, Event, Options, Parser, ScalarStyle, StrInput};

use super::node::Entries;
use super::{Content, Entry, MOST_DEPTH, MOST_NODES, Node};
use crate::source::{Source, Span};
use crate::timeline::error::{Problems, TimelineError};

/// Reads the one document of a file.
pub(super) fn read<'t>(source: &'t Source, problems: &mut Problems) -> Option<Node<'t>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    let parser = Parser::new_from_str_with_options(&source.text, options);
    let mut reader = Reader {
        source,
        parser,
        problems,
        nodes: 0,
        decorated: false,
    };
    reader.document().ok().filter(|_| !reader.decorated)
}

/// The file cannot be read further; the problem has been noted.
struct Stop;

struct Reader<'t, 'p> {
    source: &'t Source,
    parser: Parser<'t, StrInput<'t>>,
    problems: &'p mut Problems,
    nodes: usize,
    /// Whether an anchor, an alias or a tag was met: what the file means is then not what it says.
    decorated: bool,
}

impl<'t> Reader<'t, '_> {
    fn document(&mut self) -> Result<Node<'t>, Stop> {
        let mut document = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => {
                    let nothing = || Node {
                        span,
                        content: Content::Nothing { written: false },
                    };
                    return Ok(document.unwrap_or_else(nothing));
                }
                Event::DocumentStart(..) if document.is_some() => {
                    return self.stop(span, TimelineError::SecondDocument);
                }
                event if event.is_node() => document = Some(self.node(event, span, 0)?),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Stop> {
        loop {
            match self.parser.next_event() {
                Some(Ok((event, place))) => {
                    let span = self.span(&place);
                    self.refuse_decoration(&event, span, place.tag_span());
                    if !matches!(event, Event::Anchor(..)) {
                        return Ok((event, span));
                    }
                }
                Some(Err(error)) => {
                    let at = error
                        .marker()
                        .byte_offset()
                        .unwrap_or_default()
                        .min(self.source.text.len());
                    let reason = in_words(error.kind());
                    return self.stop(
                        Span::at(self.source.id, at),
                        TimelineError::NotReadable { reason },
                    );
                }
                None => {
                    return Ok((
                        Event::StreamEnd,
                        Span::at(self.source.id, self.source.text.len()),
                    ));
                }
            }
        }
    }

    fn span(&self, place: &granit_parser::Span) -> Span {
        let bytes = place.byte_range().unwrap_or_default();
        self.source.span(bytes.start, bytes.end)
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node<'t>, Stop> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return self.stop(span, TimelineError::TooManyValues { most: MOST_NODES });
        }
        if depth > MOST_DEPTH {
            return self.stop(span, TimelineError::TooDeep { most: MOST_DEPTH });
        }
        match event {
            Event::Scalar(..) if span.is_empty() => Ok(Node {
                span,
                content: Content::Nothing { written: false },
            }),
            Event::Scalar(text, style, ..) => Ok(Node {
                span,
                content: scalar(text, style),
            }),
            Event::SequenceStart(..) => self.list(span, depth),
            Event::MappingStart(..) => self.map(span, depth),
            _ => Ok(Node {
                span,
                content: Content::Nothing { written: true },
            }),
        }
    }

    fn list(&mut self, start: Span, depth: usize) -> Result<Node<'t>, Stop> {
        let mut items: Vec<Node<'t>> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let last = items.last().map(|item| item.span);
                return Ok(Node {
                    span: around(start, last, span),
                    content: Content::List(items),
                });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn map(&mut self, start: Span, depth: usize) -> Result<Node<'t>, Stop> {
        let mut entries = Entries::default();
        let mut last = None;
        loop {
            let (event, key_span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Node {
                    span: around(start, last, key_span),
                    content: entries.into_content(),
                });
            }
            let key = self.key(event, key_span, depth)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            last = Some(if value.span.is_empty() {
                key_span
            } else {
                value.span
            });
            match key {
                None => {}
                Some(key) => match entries.place_of(&key) {
                    Some(first) => self.problems.add(
                        key_span,
                        TimelineError::KeyTwice {
                            key: key.into_owned(),
                            first,
                        },
                    ),
                    None => entries.add(Entry {
                        key,
                        key_span,
                        value,
                    }),
                },
            }
        }
    }

    /// The letters of a key; a key that is no text is noted and skipped.
    fn key(
        &mut self,
        event: Event<'t>,
        span: Span,
        depth: usize,
    ) -> Result<Option<Cow<'t, str>>, Stop> {
        let node = self.node(event, span, depth + 1)?;
        if let Content::Text { text, .. } = node.content {
            return Ok(Some(text));
        }
        self.problems.add(span, TimelineError::KeyNotText);
        Ok(None)
    }

    fn refuse_decoration(
        &mut self,
        event: &Event<'t>,
        span: Span,
        tag_place: Option<granit_parser::Span>,
    ) {
        if let Some(tag) = event.tag() {
            let span = tag_place.map_or(span, |place| self.span(&place));
            self.problems.add(
                span,
                TimelineError::Tag {
                    tag: tag.original(),
                },
            );
            self.decorated = true;
        }
        if event.is_alias() || matches!(event, Event::UnresolvedAlias(_) | Event::Anchor(..)) {
            self.problems.add(span, TimelineError::Alias);
            self.decorated = true;
        }
    }

    fn stop<T>(&mut self, span: Span, error: TimelineError) -> Result<T, Stop> {
        self.problems.add(span, error);
        Err(Stop)
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Content<'_> {
    let plain = style == ScalarStyle::Plain;
    match &*text {
        "~" | "null" | "Null" | "NULL" if plain => Content::Nothing { written: true },
        _ => Content::Text { text, plain },
    }
}

/// From the start of a list or map to its closing bracket, or to the end of the last value of one without brackets.
fn around(start: Span, last: Option<Span>, end: Span) -> Span {
    let end = if end.is_empty() {
        last.unwrap_or(start)
    } else {
        end
    };
    start.to(end)
}

fn in_words(kind: &granit_parser::ErrorKind) -> String {
    use granit_parser::ErrorKind as Kind;
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => "a tab stands where blanks must stand".to_owned(),
        Kind::UnclosedQuotedScalar => "a quotation mark is opened and not closed".to_owned(),
        Kind::UnclosedFlowCollection { open } => format!("a `{open}` is opened and not closed"),
        Kind::UnexpectedEofFlowMapping | Kind::UnexpectedEofImplicitFlowMapping => {
            "a `{` is opened and not closed".to_owned()
        }
        Kind::UnexpectedEofFlowSequence => "a `[` is opened and not closed".to_owned(),
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            format!("a `{open}` is closed by `{close}`")
        }
        Kind::MisplacedFlowCollectionEnd => "a bracket is closed that was not opened".to_owned(),
        Kind::ExpectedFlowMappingSeparator => "a `,` or `}` is missing before this".to_owned(),
        Kind::ExpectedFlowSequenceSeparator => "a `,` or `]` is missing before this".to_owned(),
        Kind::RecursionLimitExceeded => "values lie too deep inside each other".to_owned(),
        Kind::SimpleKeyExpected => "a `:` is missing after this key".to_owned(),
        Kind::MappingValueNotAllowed => {
            "a `:` stands where no key can stand; a text with a colon is written in quotes"
                .to_owned()
        }
        Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry => {
            "this line does not begin in the column of the lines it belongs to".to_owned()
        }
        other => other.to_string(),
    }
}
