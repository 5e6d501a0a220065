//! Something wrong with a text, as data: what, where, and what to do next.

use super::{SourceId, Span};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The text cannot be used.
    Error,
    /// The text can be used, but probably does not say what its writer meant.
    Warning,
    /// A remark.
    Advice,
}

/// A problem: every room that reads texts reports these, the room `diagnostic` shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The words one can say aloud, in kebab-case: `deadline-never-starts`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, the culprit quoted, lower case, no full stop: ``no party is called `Byer` ``.
    pub message: String,
    /// The places, the first one is where the problem stands; each with a few words that say why here (may be empty).
    pub labels: Vec<(Span, String)>,
    /// The next action, when it is known: ``the parties are `Buyer` and `Seller` ``.
    pub help: Option<String>,
    /// The heading it stands under: `› Notice › 4.2`.
    pub heading: Option<String>,
}

impl Problem {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A remark without a place yet.
    pub fn advice(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Advice, code, message)
    }

    /// The same problem, at this place as well; `why` says why here.
    #[must_use]
    pub fn at(mut self, span: Span, why: impl Into<String>) -> Self {
        self.labels.push((span, why.into()));
        self
    }

    /// The same problem, with the next action.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same problem, with the next action when there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// The same problem, under a heading.
    #[must_use]
    pub fn under(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Whether the text cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The place it stands at, if it has one.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|(span, _)| *span)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            heading: None,
        }
    }
}

/// Sorts problems by source and place; those of one place by severity, code and message, so that the order is always the same.
pub fn sort_by_place(problems: &mut [Problem]) {
    problems.sort_by(|a, b| place(a).cmp(&place(b)));
}

fn place(problem: &Problem) -> (SourceId, usize, usize, Severity, &str, &str) {
    let span = problem.span().unwrap_or_default();
    (
        span.source,
        span.start,
        span.end,
        problem.severity,
        problem.code,
        &problem.message,
    )
}
