//! Everything that is found wrong while a file is read.

use std::collections::HashSet;

use super::TimelineError;
use crate::source::{Problem, Source, Span, shortened, sort_by_place};
use crate::timeline::text::MOST_BYTES;

/// What messages call the list of events.
pub(crate) const EVENTS: &str = "`events`";
/// What is wrong where a line begins with a tab.
pub(crate) const TAB: &str = "a tab stands where blanks must stand";
/// What is wrong where brackets lie in brackets without measure.
pub(crate) const TOO_DEEP: &str = "values lie too deep inside each other";
/// What is wrong where JSON has a word without quotes.
pub(crate) const UNQUOTED: &str = "in JSON a text stands in double quotes";
/// What messages call the header of a file.
pub(crate) const THE_FILE: &str = "the file";

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<(Span, TimelineError)>,
    /// Parts of the file that could not be read: what they would have named is not missing elsewhere.
    unread: Vec<String>,
}

impl Problems {
    /// Notes a problem at a place.
    pub fn add(&mut self, span: Span, error: TimelineError) {
        self.found.push((span, error));
    }

    /// Takes over what was found elsewhere.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
        self.unread.extend(other.unread);
    }

    /// Notes that a part of the file could not be read.
    pub fn leave_unread(&mut self, part: String) {
        self.unread.push(part);
    }

    /// Whether these letters stand in a part that could not be read.
    pub fn is_unread(&self, letters: &str) -> bool {
        self.unread.iter().any(|part| part.contains(letters))
    }

    /// How many problems there are, for [`Problems::keep_since`].
    pub fn mark(&self) -> usize {
        self.found.len()
    }

    /// Of the problems found since the mark keeps only those that `tell`.
    pub fn keep_since(&mut self, mark: usize, tell: impl Fn(&TimelineError) -> bool) {
        let since = self.found.split_off(mark);
        let told = since.into_iter().filter(|(_, error)| tell(error));
        self.found.extend(told);
    }

    /// Whether so few problems were found that it pays to seek what was meant.
    pub fn are_few(&self) -> bool {
        self.found.len() < 200
    }

    /// Notes the problem of a reading that failed; what was read otherwise.
    pub fn take<T>(&mut self, span: Span, read: Result<T, TimelineError>) -> Option<T> {
        read.map_err(|error| self.add(span, error)).ok()
    }

    /// Notes that the file is too large to be read.
    pub fn too_large(&mut self, source: &Source) {
        self.add(
            Span::at(source.id, 0),
            TimelineError::TooLarge {
                size: source.text.len(),
                most: MOST_BYTES,
            },
        );
    }

    /// All of them, sorted by place: those that make the file useless, and those that do not.
    pub fn into_errors_and_warnings(mut self) -> (Vec<Problem>, Vec<Problem>) {
        self.leave_out_what_follows();
        let mut seen = HashSet::new();
        self.found
            .retain(|(span, error)| seen.insert((*span, error.to_string())));
        let mut all: Vec<Problem> = self
            .found
            .iter()
            .map(|(span, error)| problem(*span, error))
            .collect();
        sort_by_place(&mut all);
        all.into_iter().partition(Problem::is_error)
    }
}

impl Problems {
    /// One slip costs one message: what an event with a slip would have named is not missing elsewhere.
    fn leave_out_what_follows(&mut self) {
        let unnamed: Vec<String> = self.found.iter().flat_map(unknown_words).collect();
        let below_expect = self.found.iter().any(
            |(_, error)| matches!(error, TimelineError::UnknownKey { key, .. } if key == "as-of"),
        );
        let unread = std::mem::take(&mut self.unread);
        let is_unread = |name: &str| unread.iter().any(|part| part.contains(name));
        let has =
            |wanted: fn(&TimelineError) -> bool| self.found.iter().any(|(_, one)| wanted(one));
        let not_readable = has(|one| matches!(one, TimelineError::NotReadable { .. }));
        let events_below = has(|one| matches!(one, TimelineError::EventBelowExpect));
        let (mut told, mut tabs, mut below) = (0, 0, 0);
        self.found.retain(|(_, error)| match error {
            // Who indents with tabs does so on every line.
            TimelineError::NotReadable { reason } if reason == TAB => {
                tabs += 1;
                tabs == 1
            }
            TimelineError::RefersToNothing { name, .. } => {
                !unnamed.iter().any(|key| *name == key.as_str()) && !is_unread(name.as_str())
            }
            TimelineError::ServiceNotMentioned { label, .. } => !is_unread(label),
            TimelineError::UnknownParty { given, .. } => !is_unread(given),
            TimelineError::Empty => unread.is_empty(),
            TimelineError::Missing { of, .. } if of == THE_FILE => !not_readable,
            TimelineError::NoValue { what } if what == EVENTS => !events_below,
            // Where `events:` stands too low every event above it is one.
            TimelineError::EventBelowExpect => {
                below += 1;
                below == 1
            }
            TimelineError::UnknownKey { key, .. } if below_expect => {
                told += usize::from(key == "as-of");
                key == "as-of" && told == 1
            }
            _ => true,
        });
    }
}

/// The words of an unknown key: a value may stand among them that should stand behind a key.
fn unknown_words((_, error): &(Span, TimelineError)) -> Vec<String> {
    match error {
        TimelineError::UnknownKey { key, .. } => {
            key.split_whitespace().map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

fn problem(span: Span, error: &TimelineError) -> Problem {
    let problem = Problem {
        severity: error.severity(),
        ..Problem::error(error.code(), error.to_string())
    };
    Problem {
        labels: error
            .labels(span)
            .into_iter()
            .map(|(span, why)| (span, shortened(&why)))
            .collect(),
        ..problem.maybe_help(error.help())
    }
}
