//! `clausec run`: what follows from timelines.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::case::Case;
use crate::cli::options::{LibraryOption, TermsOptions, date};
use crate::cli::programs::Programs;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::diagnostic::render;
use crate::engine::Options;
use crate::report::{Report, html, json, text};
use crate::source::{Problem, Sources};
use crate::value::Date;

/// Say what follows from a timeline: what is owed, who may do what, what comes next
#[derive(Debug, Args)]
pub struct Run {
    /// Timelines, in YAML or JSON; `-` reads one from the standard input
    #[arg(required = true, value_name = "TIMELINE")]
    timelines: Vec<PathBuf>,
    /// As of the end of this day; otherwise of the day that the timeline names, or of its last event
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Add to each conclusion how it was reached
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    terms: TermsOptions,
    #[command(flatten)]
    library: LibraryOption,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, 80 columns wide
    Text,
    /// For programs
    Json,
    /// A page for a browser or a printer
    Html,
}

impl Run {
    /// One report after the other, in the order of the call; as JSON several are one array.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        if self.format == Format::Html && self.timelines.len() > 1 {
            return Err(one_page().into());
        }
        let mut programs = Programs::default();
        let mut answer = Answer::default();
        let options = Options {
            as_of: self.as_of,
            explain: self.explain,
            for_people: self.format != Format::Json,
            ..Options::default()
        };
        for (number, path) in self.timelines.iter().enumerate() {
            let case = Case::open(
                path,
                self.library.clauses.as_deref(),
                &self.terms,
                &mut programs,
            )?;
            let report = case.report(&options)?;
            answer.output.push_str(&self.before(number, screen));
            add(&mut answer.output, self.shown(&report, screen));
            let sources = Sources::from(case.source);
            answer
                .messages
                .push_str(&render(&case.timeline.warnings, &sources, screen.messages));
        }
        if self.is_array() {
            answer.output.push_str("]\n");
        }
        // The process ends with this answer: taking the programs apart would only keep its reader waiting.
        std::mem::forget(programs);
        Ok(answer)
    }

    /// Several reports as JSON are one document.
    fn is_array(&self) -> bool {
        self.format == Format::Json && self.timelines.len() > 1
    }

    /// What stands before a report.
    fn before(&self, number: usize, screen: Screen) -> String {
        match (self.format, number) {
            (Format::Text, 1..) => between(screen.width),
            (Format::Json, 0) if self.is_array() => "[\n".to_owned(),
            (Format::Json, 1..) => ",\n".to_owned(),
            (Format::Text | Format::Json | Format::Html, _) => String::new(),
        }
    }

    fn shown(&self, report: &Report, screen: Screen) -> String {
        match self.format {
            Format::Text => text(report, screen.look()),
            Format::Json => json(report),
            Format::Html => html(report),
        }
    }
}

/// Adds a text; the first one, which may be long, is taken as it stands.
fn add(output: &mut String, text: String) {
    if output.is_empty() {
        *output = text;
    } else {
        output.push_str(&text);
    }
}

fn between(width: usize) -> String {
    format!("\n{}\n\n", "═".repeat(width))
}

fn one_page() -> Problem {
    Problem::error(
        "one-page-one-timeline",
        "an HTML page holds the report of one timeline",
    )
    .help("name one timeline, or ask for text or JSON")
}
