//! YAML; no other module knows it.
//!
//! Read event by event from the parser beneath serde-saphyr, because a deserializer would turn `1000.00` into a
//! binary float, lose the places of values, and stop at the first mistake. Anchors, aliases and tags are refused: a
//! timeline is read by people, and each thing stands in it where it belongs.

use std::borrow::Cow;

use serde_saphyr::granit_parser::{self, Event, Options, Parser, ScalarStyle, StrInput};

use super::lines::entry_of_yaml;
use super::node::Entries;
use super::repair::{self, Broken, Way};
use super::yaml_breaks::breaks;
use super::{Content, Entry, MOST_DEPTH, MOST_NODES, Node};
use crate::source::{Source, SourceId, Span};
use crate::timeline::error::{Problems, TimelineError};

/// Reads the one document of a file, around the entries that cannot be read.
pub(super) fn read<'t>(source: &'t Source, problems: &mut Problems) -> Option<Node<'t>> {
    let way = Way {
        parse,
        cut: entry_of_yaml,
    };
    repair::read(source, &way, problems)
}

fn parse<'a>(text: &'a str, source: &Source, problems: &mut Problems) -> Result<Node<'a>, Broken> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    let mut reader = Reader {
        text,
        id: source.id,
        parser: Parser::new_from_str_with_options(text, options),
        problems,
        nodes: 0,
        open: None,
        at: 0,
    };
    reader.document()
}

struct Reader<'t, 'p> {
    text: &'t str,
    id: SourceId,
    parser: Parser<'t, StrInput<'t>>,
    problems: &'p mut Problems,
    nodes: usize,
    /// The outermost bracket that is open.
    open: Option<usize>,
    /// Where the parser has come to; it looks ahead of what it gives.
    at: usize,
}

impl<'t> Reader<'t, '_> {
    fn document(&mut self) -> Result<Node<'t>, Broken> {
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
                    self.problems.add(span, TimelineError::SecondDocument);
                    return Ok(document.take().expect("a first document was read"));
                }
                event if event.is_node() => document = Some(self.node(event, span, 0)?),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Broken> {
        loop {
            match self.parser.next_event() {
                Some(Ok((event, place))) => {
                    let span = self.span(&place);
                    self.at = span.end;
                    self.refuse_decoration(&event, span, place.tag_span());
                    if !matches!(event, Event::Anchor(..)) {
                        return Ok((event, span));
                    }
                }
                Some(Err(error)) => {
                    let at = error.marker().byte_offset().unwrap_or_default();
                    let at = at.min(self.text.len());
                    return Err(breaks(
                        self.text,
                        self.id,
                        (self.open, self.at),
                        at,
                        error.kind(),
                    ));
                }
                None => return Ok((Event::StreamEnd, Span::at(self.id, self.text.len()))),
            }
        }
    }

    fn span(&self, place: &granit_parser::Span) -> Span {
        let bytes = place.byte_range().unwrap_or_default();
        Span::new(self.id, bytes.start, bytes.end)
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node<'t>, Broken> {
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
            Event::SequenceStart(..) => self.within(span, |reader| reader.list(span, depth)),
            Event::MappingStart(..) => self.within(span, |reader| reader.map(span, depth)),
            // An alias: its problem has been noted.
            _ => Ok(Node {
                span,
                content: Content::Refused,
            }),
        }
    }

    /// Reads what begins there, and keeps in mind the bracket that it begins with.
    fn within(
        &mut self,
        start: Span,
        read: impl FnOnce(&mut Self) -> Result<Node<'t>, Broken>,
    ) -> Result<Node<'t>, Broken> {
        let around = self.open;
        if self.text[start.start..].starts_with(['{', '[']) {
            self.open = around.or(Some(start.start));
        }
        let node = read(self)?;
        self.open = around;
        Ok(node)
    }

    fn list(&mut self, start: Span, depth: usize) -> Result<Node<'t>, Broken> {
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

    fn map(&mut self, start: Span, depth: usize) -> Result<Node<'t>, Broken> {
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
    ) -> Result<Option<Cow<'t, str>>, Broken> {
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
        }
        if event.is_alias() || matches!(event, Event::UnresolvedAlias(_) | Event::Anchor(..)) {
            self.problems.add(span, TimelineError::Alias);
        }
    }

    fn stop<T>(&mut self, span: Span, error: TimelineError) -> Result<T, Broken> {
        Err(Broken {
            span,
            error: Box::new(error),
            opened: None,
        })
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
