//! Comments: they mean nothing, and the formatter keeps them.

use crate::source::{Source, Span};

/// `-- a remark`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the hyphens to the last character of the line that is no blank.
    pub span: Span,
    /// Whether it stands on a line of its own.
    pub own_line: bool,
}

/// The comments of a file, in order. Wording lines and texts in quotes hold none.
pub(super) fn comments(source: &Source) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        if let Some(at) = comment_start(line) {
            let end = offset + line.trim_end().len();
            let own_line = line[..at].trim().is_empty();
            let span = source.span(offset + at, end);
            found.push(Comment { span, own_line });
        }
        offset += line.len();
    }
    found
}

/// Where the comment of a line begins.
pub(crate) fn comment_start(line: &str) -> Option<usize> {
    if line.trim_start().starts_with('>') {
        return None;
    }
    let mut quoted = false;
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'-' if !quoted && bytes.get(at + 1) == Some(&b'-') => return Some(at),
            _ => {}
        }
    }
    None
}
