//! What a command ends with: texts for the two outputs and an exit status; or the reason why it could not be done.

use std::process::ExitCode;

use crate::source::{Problem, Source, Sources};

/// The exit status of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// 0: done.
    #[default]
    Fine,
    /// 1: the answer is no: a test fails, a check found errors, a file is not formatted.
    No,
    /// 2: the call or an input could not be used.
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => Self::SUCCESS,
            Status::No => Self::from(1),
            Status::Unusable => Self::from(2),
        }
    }
}

/// What a command says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// For the standard output: what was asked for.
    pub output: String,
    /// For the standard error: messages.
    pub messages: String,
    /// How it ends.
    pub status: Status,
}

impl Answer {
    /// An answer that is fine.
    pub fn fine(output: impl Into<String>) -> Self {
        Self {
            output: output.into(),
            ..Self::default()
        }
    }
}

/// Why a call or an input could not be used: problems, and the texts they point at.
#[derive(Debug, Clone, Default)]
pub struct Failure {
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// The texts.
    pub sources: Sources,
}

impl Failure {
    /// Problems of these texts.
    pub fn new(problems: Vec<Problem>, sources: Sources) -> Self {
        Self { problems, sources }
    }

    /// Problems of one text.
    pub fn of(problems: Vec<Problem>, source: Source) -> Self {
        Self::new(problems, Sources::from(source))
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::new(vec![problem], Sources::default())
    }
}
