//! A problem in the form that the drawing library takes.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, SourceCode};

use crate::diagnostic::render::WIDTH;
use crate::diagnostic::snippet::{Snippet, Texts};
use crate::source::{Problem, Severity, SourceId};

/// The numbers and the gutter before a line, and the arrow before a label.
const AROUND_LABEL: usize = 10;
/// The words of a label are folded no narrower: where less room is left, the beginning of the line is cut.
const NARROWEST: usize = 30;

/// A problem with the texts it points at: the labels of its own source stand in one picture, those of each other source in
/// one of their own below it.
#[derive(Debug)]
pub struct Report<'t> {
    problem: &'t Problem,
    snippet: Option<Snippet<'t>>,
    labels: Vec<LabeledSpan>,
    elsewhere: Vec<Elsewhere<'t>>,
}

impl<'t> Report<'t> {
    /// The problem, with those of its labels whose source is among the texts.
    pub fn new(problem: &'t Problem, texts: &'t Texts<'t>) -> Self {
        let own = problem.span().map(|span| span.source);
        let elsewhere = other_sources(problem, own).into_iter();
        let elsewhere = elsewhere
            .filter_map(|source| Elsewhere::new(problem, source, texts))
            .collect();
        let snippet = own.and_then(|source| texts.snippet(source));
        let labels = snippet.as_ref().map(|snippet| labels_in(problem, snippet));
        Self {
            problem,
            labels: labels.unwrap_or_default(),
            snippet,
            elsewhere,
        }
    }
}

/// The labels that a problem has in a source other than its own.
#[derive(Debug)]
struct Elsewhere<'t> {
    snippet: Snippet<'t>,
    labels: Vec<LabeledSpan>,
}

impl<'t> Elsewhere<'t> {
    fn new(problem: &Problem, source: SourceId, texts: &'t Texts<'t>) -> Option<Self> {
        let snippet = texts.snippet(source)?;
        Some(Self {
            labels: labels_in(problem, &snippet),
            snippet,
        })
    }
}

fn other_sources(problem: &Problem, own: Option<SourceId>) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = Vec::new();
    for source in problem.labels.iter().map(|(span, _)| span.source) {
        if Some(source) != own && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

fn labels_in(problem: &Problem, snippet: &Snippet<'_>) -> Vec<LabeledSpan> {
    let first = problem.span();
    let here = problem
        .labels
        .iter()
        .filter(|(span, _)| span.source == snippet.id())
        .filter(|(span, _)| {
            first.is_none_or(|first| {
                first.source != span.source || !snippet.too_far_apart(first.start, span.start)
            })
        });
    here.map(|(span, words)| {
        let place = snippet.drawable(*span);
        let words = folded(words, snippet.column_of_label(place));
        label(place, &words, first == Some(*span))
    })
    .collect()
}

/// The words of a label in lines that fit the page to the right of its mark.
fn folded(words: &str, column: usize) -> String {
    let room = WIDTH.saturating_sub(AROUND_LABEL + column);
    textwrap::fill(
        words,
        textwrap::Options::new(room.max(NARROWEST)).break_words(false),
    )
}

fn label(place: (usize, usize), words: &str, primary: bool) -> LabeledSpan {
    let words = (!words.is_empty()).then(|| words.to_owned());
    if primary {
        LabeledSpan::new_primary_with_span(words, place)
    } else {
        LabeledSpan::new_with_span(words, place)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.message)?;
        self.problem
            .heading
            .as_ref()
            .map_or(Ok(()), |heading| write!(f, "\n{heading}"))
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.problem.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.problem.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.problem
            .help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet
            .as_ref()
            .map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let related = self
            .elsewhere
            .iter()
            .map(|elsewhere| elsewhere as &dyn Diagnostic);
        (!self.elsewhere.is_empty())
            .then(|| Box::new(related) as Box<dyn Iterator<Item = &dyn Diagnostic>>)
    }
}

impl fmt::Display for Elsewhere<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "see also {}", self.snippet.name())
    }
}

impl std::error::Error for Elsewhere<'_> {}

impl Diagnostic for Elsewhere<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
