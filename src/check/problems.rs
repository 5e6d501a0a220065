//! Collects problems, each under the heading where it stands.

use crate::source::Problem;

/// The problems found so far.
#[derive(Debug, Default)]
pub struct Problems {
    all: Vec<Problem>,
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
        if !self.all.contains(&problem) {
            self.all.push(problem);
        }
    }

    /// Takes them out.
    pub fn into_vec(self) -> Vec<Problem> {
        self.all
    }
}
