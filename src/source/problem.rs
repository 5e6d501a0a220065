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
    /// The sentence that this follows from when something is wrong there: then that is told, and this is not.
    pub follows_from: Option<Span>,
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
        self.labels.push((span, shortened(&why.into())));
        self
    }

    /// The same problem, with the next action.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(&help.into()));
        self
    }

    /// The same problem, with the next action when there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.map(|help| shortened(&help));
        self
    }

    /// The same problem, under a heading.
    #[must_use]
    pub fn under(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// The same problem, which follows from what is wrong at a place, if anything is.
    #[must_use]
    pub fn following(mut self, from: Span) -> Self {
        self.follows_from = Some(from);
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
            message: shortened(&message.into()),
            labels: Vec::new(),
            help: None,
            heading: None,
            follows_from: None,
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

/// A text in which what nobody reads to the end is cut: a word of thousands of letters, a thousand words in quotes.
pub fn shortened(text: &str) -> String {
    const LONGEST_WORD: usize = 120;
    const LONGEST_TEXT: usize = 2_000;
    let cut = |text: &str, length: usize| match text.char_indices().nth(length) {
        Some((at, _)) => {
            let closing = if text.ends_with('`') { "`" } else { "" };
            format!("{}…{closing}", &text[..at])
        }
        None => text.to_owned(),
    };
    if text.len() <= LONGEST_WORD {
        return text.to_owned();
    }
    let words: Vec<String> = text
        .split(' ')
        .map(|word| cut(word, LONGEST_WORD))
        .collect();
    cut(&words.join(" "), LONGEST_TEXT)
}
