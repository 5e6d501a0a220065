//! A file with places that cannot be read: the entry around each of them is taken out, and the rest is read all the same.
//!
//! What is taken out becomes blanks and, where an event stood, a value that says nothing. So every place in the file stays where it
//! is, and the events keep their numbers.

use std::borrow::Cow;
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
    pub error: Box<TimelineError>,
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
        !matches!(*self.error, TimelineError::NotReadable { .. })
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
    let plain = with_plain_blanks(&source.text);
    if let Cow::Borrowed(text) = plain {
        let mut noted = Problems::default();
        if let Ok(node) = (way.parse)(text, source, &mut noted) {
            problems.append(noted);
            return Some(node);
        }
    }
    around(source, plain.into_owned(), way, problems)
}

fn around(
    source: &Source,
    mut text: String,
    way: &Way,
    problems: &mut Problems,
) -> Option<Node<'static>> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for _ in 0..=MOST_REPAIRS {
        let mut noted = Problems::default();
        let broken = match (way.parse)(&text, source, &mut noted) {
            Ok(node) => {
                problems.append(noted);
                return Some(marked(node.into_owned(), &cuts));
            }
            Err(broken) => broken,
        };
        let cut = (way.cut)(&text, &broken).filter(|_| !broken.is_limit());
        problems.add(broken.span, *broken.error);
        let Some(cut) = cut.filter(|cut| is_new(cut, &cuts)) else {
            problems.append(noted);
            return None;
        };
        problems.leave_unread(source.text[cut.range.clone()].to_owned());
        text = without(&text, &cut);
        cuts.push(cut.range);
    }
    None
}

/// The text with plain blanks where word processors put no-break spaces: behind a colon, a comma or a bracket, or before the first word
/// of a line. As many bytes as before, so that every place stays where it is. Within a value a no-break space is a letter of it.
fn with_plain_blanks(text: &str) -> Cow<'_, str> {
    let is_other = |letter: char| !letter.is_ascii() && letter.is_whitespace();
    if !text.contains(is_other) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut before = '\n';
    for letter in text.chars() {
        let stands_between = matches!(before, '\n' | ' ' | ':' | ',' | '{' | '[' | '-');
        if is_other(letter) && stands_between {
            plain.extend(std::iter::repeat_n(' ', letter.len_utf8()));
            before = ' ';
        } else {
            plain.push(letter);
            before = letter;
        }
    }
    Cow::Owned(plain)
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
