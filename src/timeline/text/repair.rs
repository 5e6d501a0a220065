//! A file with places that cannot be read: the entry around each of them is taken out, and the rest is read all the same.
//!
//! What is taken out becomes blanks and, where an event stood, a value that says nothing. So every place in the file stays where it
//! is, and the events keep their numbers.

use std::ops::Range;

use super::{Content, Node};
use crate::source::{Source, Span};
use crate::timeline::error::{Problems, TimelineError};

/// After so many places the rest of a file is not worth reading.
const MOST_REPAIRS: usize = 40;

/// Where the form of a file breaks.
pub(super) struct Broken {
    /// The place that is shown.
    pub span: Span,
    /// What is wrong there.
    pub error: TimelineError,
    /// Where the outermost bracket opens that is still open there, or the quotation mark.
    pub opened: Option<usize>,
}

impl Broken {
    /// Where the trouble begins.
    pub fn begins(&self) -> usize {
        self.opened.unwrap_or(self.span.start)
    }

    /// Whether the file is broken off because it is too much, not because of a slip.
    fn is_limit(&self) -> bool {
        !matches!(self.error, TimelineError::NotReadable { .. })
    }
}

/// What is taken out, and what stands in for it.
pub(super) struct Cut {
    /// The bytes that become blanks.
    pub range: Range<usize>,
    /// Where the stand-in begins, and the stand-in: `- ~`.
    pub stand_in: Option<(usize, &'static str)>,
}

/// How one kind of file is read.
pub(super) struct Way {
    /// Reads a text; what it notes on the way counts only if it comes to the end.
    pub parse: for<'a> fn(&'a str, &Source, &mut Problems) -> Result<Node<'a>, Broken>,
    /// The entry that holds the place where it breaks.
    pub cut: fn(&str, &Broken) -> Option<Cut>,
}

/// Reads a file, around the places that cannot be read.
pub(super) fn read<'t>(source: &'t Source, way: &Way, problems: &mut Problems) -> Option<Node<'t>> {
    let mut noted = Problems::default();
    let mut broken = match (way.parse)(&source.text, source, &mut noted) {
        Ok(node) => {
            problems.append(noted);
            return Some(node);
        }
        Err(broken) => broken,
    };
    let mut text = source.text.clone();
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for _ in 0..MOST_REPAIRS {
        let cut = (way.cut)(&text, &broken).filter(|_| !broken.is_limit());
        problems.add(broken.span, broken.error);
        let Some(cut) = cut.filter(|cut| is_new(cut, &cuts)) else {
            problems.append(noted);
            return None;
        };
        problems.leave_unread(source.text[cut.range.clone()].to_owned());
        text = without(&text, &cut);
        cuts.push(cut.range);
        noted = Problems::default();
        match (way.parse)(&text, source, &mut noted) {
            Ok(node) => {
                problems.append(noted);
                return Some(marked(node.into_owned(), &cuts));
            }
            Err(next) => broken = next,
        }
    }
    None
}

fn is_new(cut: &Cut, cuts: &[Range<usize>]) -> bool {
    !cut.range.is_empty() && cuts.iter().all(|one| one.start != cut.range.start)
}

/// The text with blanks where the cut is, line ends kept.
fn without(text: &str, cut: &Cut) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for byte in &mut bytes[cut.range.clone()] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
    if let Some((at, stand_in)) = cut.stand_in {
        let room = at..at + stand_in.len();
        let fits = room.end <= cut.range.end && !bytes[room.clone()].contains(&b'\n');
        if fits {
            bytes[room].copy_from_slice(stand_in.as_bytes());
        }
    }
    String::from_utf8(bytes)
        .expect("whole lines were replaced by blanks, so no letter was cut in two")
}

/// The same tree, in which what was taken out says so.
fn marked(mut node: Node<'static>, cuts: &[Range<usize>]) -> Node<'static> {
    if let Content::Map(entries) = &mut node.content {
        for entry in entries {
            if let Content::List(items) = &mut entry.value.content {
                let taken_out =
                    |item: &&mut Node<'_>| cuts.iter().any(|cut| cut.contains(&item.span.start));
                for item in items.iter_mut().filter(taken_out) {
                    item.content = Content::Refused;
                }
            }
        }
    }
    node
}
