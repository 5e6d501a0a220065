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
    pub fn into_errors_and_warnings(self) -> (Vec<Problem>, Vec<Problem>) {
        let mut all: Vec<Problem> = self
            .found
            .iter()
            .map(|(span, error)| problem(*span, error))
            .collect();
        sort_by_place(&mut all);
        all.into_iter().partition(Problem::is_error)
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
