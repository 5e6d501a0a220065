//! Where YAML breaks, and in a reader's words why: at the bracket, the quotation mark or the tab that is to blame, which often stands
//! far above the place where a parser gives up.

use std::ops::Range;

use serde_saphyr::granit_parser;

use super::lines::{first_line, indenting_tab, next_item, stray_line_above};
use super::repair::Broken;
use crate::source::{SourceId, Span};
use crate::timeline::error::{TAB, TOO_DEEP, TimelineError};

/// Where the form breaks, and what is wrong there: at the bracket or the quotation mark that opens on an earlier line, if one is open.
pub(super) fn breaks(
    text: &str,
    id: SourceId,
    (open, reached): (Option<usize>, usize),
    at: usize,
    kind: &granit_parser::ErrorKind,
) -> Broken {
    use granit_parser::ErrorKind as Kind;
    if is_tab(kind)
        && let Some(tab) = indenting_tab(text, at.max(reached))
    {
        return Broken {
            span: Span::at(id, tab),
            error: Box::new(TimelineError::NotReadable {
                reason: TAB.to_owned(),
            }),
            opened: None,
        };
    }
    // An entry that begins inside a bracket means that the bracket should have been closed before.
    let open = open.or_else(|| open_bracket(text, reached.min(at)..at));
    let next_entry = open.and_then(|open| next_item(text, open..at));
    let is_quoted = matches!(
        kind,
        Kind::UnclosedQuotedScalar
            | Kind::InvalidQuotedScalarIndent
            | Kind::InvalidTrailingSingleQuotedScalar
            | Kind::InvalidTrailingDoubleQuotedScalar
    );
    let searched = open.unwrap_or(0)..next_entry.unwrap_or(at);
    let quote = (is_quoted || next_entry.is_some())
        .then(|| open_quote(text, searched))
        .flatten();
    let at = match kind {
        Kind::TabNotAllowed | Kind::TabInBlockIndentation | Kind::TabInIndentation => {
            text[at..].find('\t').map_or(at, |further| at + further)
        }
        Kind::ExpectedDocumentStart => first_line(text),
        _ => at,
    };
    if let (Kind::MappingValueNotAllowed, Some(stray)) = (kind, stray_line_above(text, at)) {
        return Broken {
            span: Span::at(id, stray),
            error: Box::new(TimelineError::NotReadable {
                reason: in_words(&Kind::SimpleKeyExpected),
            }),
            opened: None,
        };
    }
    let is_earlier = |opened: &usize| {
        text.get(*opened..at)
            .is_some_and(|between| between.contains('\n'))
    };
    let opened = quote.or(open);
    let (at, reason) = match opened.filter(is_earlier) {
        Some(opened) if quote.is_some() => (
            opened,
            "a quotation mark is opened and not closed".to_owned(),
        ),
        Some(opened) => {
            let bracket = &text[opened..=opened];
            (opened, format!("a `{bracket}` is opened and not closed"))
        }
        None => (at, in_words(kind)),
    };
    Broken {
        span: Span::at(id, at),
        error: Box::new(TimelineError::NotReadable { reason }),
        opened,
    }
}

fn is_tab(kind: &granit_parser::ErrorKind) -> bool {
    use granit_parser::ErrorKind as Kind;
    matches!(
        kind,
        Kind::TabNotAllowed
            | Kind::TabInBlockIndentation
            | Kind::TabInIndentation
            | Kind::TabInPlainScalar
    )
}

/// The outermost bracket that is opened in a range and not closed; brackets in quotes and comments do not count.
fn open_bracket(text: &str, range: Range<usize>) -> Option<usize> {
    let mut open = Vec::new();
    let mut start = range.start;
    for line in text[range].split_inclusive('\n') {
        let mut quote = None;
        for (at, letter) in line.char_indices() {
            match (letter, quote) {
                ('"' | '\'', None) => quote = Some(letter),
                (_, Some(mark)) if mark == letter => quote = None,
                ('#', None) if line[..at].ends_with([' ', '\t']) => break,
                ('{' | '[', None) => open.push(start + at),
                ('}' | ']', None) => {
                    open.pop();
                }
                (_, _) => {}
            }
        }
        start += line.len();
    }
    open.first().copied()
}

/// The last quotation mark of a line in which one is left open.
fn open_quote(text: &str, range: Range<usize>) -> Option<usize> {
    let mut start = range.start;
    let mut found = None;
    for line in text[range].split_inclusive('\n') {
        for mark in ['"', '\''] {
            if line.matches(mark).count() % 2 == 1 {
                found = line.rfind(mark).map(|at| start + at);
            }
        }
        start += line.len();
    }
    found
}

fn in_words(kind: &granit_parser::ErrorKind) -> String {
    use granit_parser::ErrorKind as Kind;
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar => TAB.to_owned(),
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
        Kind::RecursionLimitExceeded => TOO_DEEP.to_owned(),
        Kind::SimpleKeyExpected => "a `:` is missing after this key".to_owned(),
        Kind::MappingValueNotAllowed => {
            "a `:` stands where no key can stand; a text with a colon is written in quotes"
                .to_owned()
        }
        Kind::InvalidIndentation
        | Kind::BlockEntryInFlowCollection
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::ExpectedDocumentStart
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry => {
            "this line does not begin in the column of the lines it belongs to".to_owned()
        }
        other => other.to_string(),
    }
}
