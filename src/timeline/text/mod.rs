//! From the text of a file to a tree of nodes, each with its place and its letters as written.
//!
//! Amounts are never numbers here: `0.1` stays the three characters it is.

mod json;
mod json_text;
mod lines;
mod node;
mod repair;
mod yaml;
mod yaml_breaks;

pub use node::{Content, Entry, Node};

use crate::source::Source;
use crate::timeline::error::Problems;

/// The largest file that is read, in bytes.
pub(crate) const MOST_BYTES: usize = 512 * 1024 * 1024;
/// The most values in a file: room for a million events.
pub(crate) const MOST_NODES: usize = 20_000_000;
/// How deep values may lie inside each other.
pub(crate) const MOST_DEPTH: usize = 32;

/// A file, cut into its header and, in JSON lines, its events.
pub(crate) struct Document<'t> {
    /// The whole file, or the first line of JSON lines.
    pub header: Node<'t>,
    /// The events of JSON lines; the events of other files stand in the header.
    pub lines: Option<Vec<Node<'t>>>,
}

/// Reads a file by the form its name tells, or, without a telling name, by how it begins.
pub(crate) fn read<'t>(source: &'t Source, problems: &mut Problems) -> Option<Document<'t>> {
    if source.text.len() > MOST_BYTES {
        problems.too_large(source);
        return None;
    }
    match Form::of(source) {
        Form::Yaml => yaml::read(source, problems).map(|header| Document {
            header,
            lines: None,
        }),
        Form::Json => json::read(source, problems).map(|header| Document {
            header,
            lines: None,
        }),
        Form::JsonLines => json::read_lines(source, problems),
    }
}

#[derive(Clone, Copy)]
enum Form {
    Yaml,
    Json,
    JsonLines,
}

impl Form {
    fn of(source: &Source) -> Self {
        match source.name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("jsonl" | "ndjson") => Self::JsonLines,
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            Some(_) | None if !looks_like_json(&source.text) => Self::Yaml,
            Some(_) | None if is_one_object_a_line(&source.text) => Self::JsonLines,
            Some(_) | None => Self::Json,
        }
    }
}

/// Several lines, each of which ends as an object does; one line alone is the whole timeline.
fn is_one_object_a_line(text: &str) -> bool {
    let mut lines = text.trim().lines();
    lines.clone().nth(1).is_some() && lines.all(|line| line.trim_end().ends_with('}'))
}

/// A brace and then a quoted key.
fn looks_like_json(text: &str) -> bool {
    let inside = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .strip_prefix('{');
    inside.is_some_and(|inside| inside.trim_start().starts_with('"'))
}
