//! Everything that is found wrong while a file is read.

use super::TimelineError;
use crate::source::{Problem, Source, Span, sort_by_place};
use crate::timeline::text::MOST_BYTES;

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<(Span, TimelineError)>,
}

impl Problems {
    /// Notes a problem at a place.
    pub fn add(&mut self, span: Span, error: TimelineError) {
        self.found.push((span, error));
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
    /// One slip costs one message: a key that is misspelt is not missed as well, nor is what an event with a slip would have named.
    fn leave_out_what_follows(&mut self) {
        let meant: Vec<String> = self.found.iter().filter_map(meant_key).collect();
        let unnamed: Vec<String> = self.found.iter().flat_map(unknown_words).collect();
        let below_expect = self.found.iter().any(
            |(_, error)| matches!(error, TimelineError::UnknownKey { key, .. } if key == "as-of"),
        );
        let mut told = 0;
        self.found.retain(|(_, error)| match error {
            TimelineError::Missing { field, .. } => !meant.iter().any(|key| *field == key.as_str()),
            TimelineError::ActorMissing { .. } => !meant.iter().any(|key| key == "by"),
            TimelineError::RefersToNothing { name, .. } => {
                !unnamed.iter().any(|key| *name == key.as_str())
            }
            TimelineError::UnknownKey { key, .. } if below_expect => {
                told += usize::from(key == "as-of");
                key == "as-of" && told == 1
            }
            _ => true,
        });
    }
}

/// The key that was meant by one that nothing declares.
fn meant_key((_, error): &(Span, TimelineError)) -> Option<String> {
    match error {
        TimelineError::UnknownKey { meant, .. } => meant.clone(),
        _ => None,
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
        labels: error.labels(span),
        ..problem.maybe_help(error.help())
    }
}
