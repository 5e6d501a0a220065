//! Collects problems, each under the heading where it stands.

use std::collections::HashMap;

use crate::source::{Problem, Severity, Span};

/// The problems found so far.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    all: Vec<Problem>,
    /// By code and place: only these can be the same problem, said once more.
    by_place: HashMap<(&'static str, Option<Span>), Vec<usize>>,
    heading: Option<String>,
}

impl Problems {
    /// What follows stands under this heading: `› Betaling › 5.a`.
    pub fn under(&mut self, heading: Option<String>) {
        self.heading = heading;
    }

    /// Adds a problem.
    pub fn push(&mut self, mut problem: Problem) {
        if problem.heading.is_none() {
            problem.heading.clone_from(&self.heading);
        }
        let place = (problem.code, problem.span());
        let near = self.by_place.entry(place).or_default();
        if !near.iter().any(|at| self.all[*at] == problem) {
            near.push(self.all.len());
            self.all.push(problem);
        }
    }

    /// Problems with this code that speak of this word follow from what is wrong at this place.
    pub fn follow(&mut self, code: &str, word: &str, from: Span) {
        let speaks_of_it = |problem: &&mut Problem| {
            let mut words = problem
                .message
                .split(|letter: char| !letter.is_alphanumeric());
            problem.code == code && words.any(|said| said == word)
        };
        for problem in self.all.iter_mut().filter(speaks_of_it) {
            problem.follows_from = Some(from);
        }
    }

    /// Whether one of them keeps the files from being used.
    pub fn any_error(&self) -> bool {
        let is_error = |problem: &Problem| problem.severity == Severity::Error;
        self.all.iter().any(is_error)
    }

    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.all.iter()
    }

    /// Takes them out.
    pub fn into_vec(self) -> Vec<Problem> {
        self.all
    }
}
