//! Problems of many files, found on several ways, each shown once.

use indexmap::{IndexMap, IndexSet};

use crate::cli::status::{Answer, Status};
use crate::diagnostic::{Style, in_words, render, summary};
use crate::source::{Problem, SourceId, Sources, Span};

/// What was found so far.
#[derive(Debug, Default)]
pub struct Findings {
    texts: IndexMap<String, String>,
    problems: Vec<Found>,
    clause_files: IndexSet<String>,
    timelines: usize,
}

/// A problem, with the names of the files of its labels.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    problem: Problem,
    files: Vec<Option<String>>,
}

impl Findings {
    /// Notes that a clause file was looked at.
    pub fn count_clause_file(&mut self, name: &str) {
        self.clause_files.insert(name.to_owned());
    }

    /// Notes that a timeline was looked at.
    pub fn count_timeline(&mut self) {
        self.timelines += 1;
    }

    /// Adds problems of these texts, as far as they are new.
    pub fn add(&mut self, problems: &[Problem], sources: &Sources) {
        for problem in problems {
            let files = problem
                .labels
                .iter()
                .map(|(span, _)| sources.get(span.source));
            let files: Vec<_> = files.collect();
            for source in files.iter().flatten() {
                if !self.texts.contains_key(&source.name) {
                    self.texts.insert(source.name.clone(), source.text.clone());
                }
            }
            let files = files
                .iter()
                .map(|source| source.map(|source| source.name.clone()))
                .collect();
            let mut found = Found {
                problem: problem.clone(),
                files,
            };
            // The same place has one number, whichever way led to it.
            for (span, _) in &mut found.problem.labels {
                span.source = SourceId::default();
            }
            if !self.problems.contains(&found) {
                self.problems.push(found);
            }
        }
    }

    /// All of them, by file and place.
    pub fn answer(mut self, style: Style) -> Answer {
        self.texts.sort_keys();
        let mut sources = Sources::default();
        let ids: IndexMap<&String, SourceId> = self
            .texts
            .iter()
            .map(|(name, text)| (name, sources.add(name.clone(), text.clone())))
            .collect();
        let problems: Vec<Problem> = self
            .problems
            .into_iter()
            .map(|found| placed(found, &ids))
            .collect();
        let status = if problems.iter().any(Problem::is_error) {
            Status::No
        } else {
            Status::Fine
        };
        let counted = match (self.clause_files.len(), self.timelines) {
            (0, timelines) => in_words(timelines, "timeline"),
            (files, 0) => in_words(files, "clause file"),
            (files, timelines) => {
                in_words(files, "clause file") + ", " + &in_words(timelines, "timeline")
            }
        };
        let found = if problems.is_empty() {
            "nothing wrong".to_owned()
        } else {
            summary(&problems)
        };
        Answer {
            output: format!("{counted}: {found}\n"),
            messages: render(&problems, &sources, style),
            status,
        }
    }
}

fn placed(found: Found, ids: &IndexMap<&String, SourceId>) -> Problem {
    let mut problem = found.problem;
    let labels = problem.labels.into_iter().zip(found.files);
    problem.labels = labels
        .filter_map(|((span, why), file)| {
            let source = *ids.get(&file?)?;
            Some((Span { source, ..span }, why))
        })
        .collect();
    problem
}
