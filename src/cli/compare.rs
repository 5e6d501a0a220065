//! `clausec compare`: the same facts under two sets of terms.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use indexmap::IndexMap;

use crate::cli::case::{Case, Place};
use crate::cli::input::{Kind, read};
use crate::cli::library::Library;
use crate::cli::options::{LibraryOption, TermsOptions, date, reading};
use crate::cli::programs::{Programs, unknown_readings};
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::cli::terms_name::TermsName;
use crate::engine::Options;
use crate::report::{ComparedRun, Report, compare};
use crate::source::{Problem, Source, Sources};
use crate::value::{Date, Duration, Name, NoCalendar, Unit};

/// Show what follows from the same facts under two sets of terms, side by side
///
/// Each subject (what is owed, who is in default, who may do what, …) is one row with a column for each set of terms and the
/// provision that each consequence comes from. The terms that the timeline names do not count.
#[derive(Debug, Args)]
pub struct Compare {
    /// The timeline, in YAML or JSON
    #[arg(value_name = "TIMELINE")]
    timeline: PathBuf,
    /// The first set of terms: an id (`klantfocus`, `klantfocus@2`) or a folder
    #[arg(value_name = "TERMS")]
    one: String,
    /// The second set of terms
    #[arg(value_name = "TERMS")]
    other: String,
    /// As of the end of this day; otherwise of the day that the timeline names, or of its last event
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// A reading, for those of the two sets of terms that know it; may be given several times
    #[arg(long = "reading", value_name = "ID=VALUE", value_parser = reading)]
    readings: Vec<(Name, Name)>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    library: LibraryOption,
}

/// The form of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, 80 columns wide
    Text,
    /// For a review
    Markdown,
    /// For programs
    Json,
}

/// What another month is.
const MONTH: Duration = Duration {
    count: 1,
    unit: Unit::Month,
};

impl Compare {
    /// Both outcomes, subject by subject.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        let source = read(&self.timeline, Kind::Timeline)?;
        let library = Library::beside(&self.timeline, self.library.clauses.as_deref())?;
        let mut programs = Programs::default();
        let mut known: Vec<IndexMap<Name, Vec<Name>>> = Vec::new();
        for terms in [&self.one, &self.other] {
            known.push(readings_of(terms, &library, &mut programs)?);
        }
        self.readings_are_known(&known)?;
        let mut decided = Vec::new();
        for (terms, known) in [&self.one, &self.other].into_iter().zip(&known) {
            let readings = self
                .readings
                .iter()
                .filter(|(id, _)| known.contains_key(id));
            let options = TermsOptions {
                terms: Some(terms.clone()),
                readings: readings.cloned().collect(),
            };
            decided.push(self.decide(&source, &library, &options, &mut programs)?);
        }
        let [one, other] = decided.as_slice() else {
            return Ok(Answer::default());
        };
        let comparison = compare([one.run(), other.run()]);
        Ok(Answer::fine(match self.format {
            Format::Text => comparison.text(screen.look()),
            Format::Markdown => comparison.markdown(),
            Format::Json => comparison.json(),
        }))
    }

    /// A reading that neither set of terms knows is a slip of the pen.
    fn readings_are_known(&self, known: &[IndexMap<Name, Vec<Name>>]) -> Result<(), Failure> {
        let together: IndexMap<Name, Vec<Name>> = known
            .iter()
            .rev()
            .flatten()
            .map(|(id, values)| (id.clone(), values.clone()))
            .collect();
        let asked = self.readings.iter().map(|(id, value)| (id, value));
        let unknown = unknown_readings(asked, &together, &IndexMap::new());
        if unknown.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(unknown, Sources::default()))
        }
    }

    fn decide(
        &self,
        source: &Source,
        library: &Library,
        options: &TermsOptions,
        programs: &mut Programs,
    ) -> Result<Decided, Failure> {
        let place = Place {
            library: library.clone(),
            folder: self.timeline.parent().unwrap_or(Path::new("")),
        };
        let name = options.terms.as_deref().unwrap_or_default();
        let mut case = Case::of(source.clone(), place, options, programs)
            .map_err(|failure| does_not_fit(name, source, failure))?;
        // Both outcomes speak of the same parties, whatever each text calls them.
        let supplier = &mut case.timeline.supplier.name;
        supplier.get_or_insert_with(|| "the supplier".to_owned());
        let client = &mut case.timeline.client.name;
        client.get_or_insert_with(|| "the client".to_owned());
        let options = Options {
            as_of: self.as_of,
            explain: true,
            ..Options::default()
        };
        let now = case.report(&options)?;
        let as_of = now.outcome.as_of;
        case.timeline.events.retain(|event| event.date <= as_of);
        let later = MONTH
            .shift_forward(as_of, &NoCalendar)
            .ok()
            .and_then(|later| {
                let options = Options {
                    as_of: Some(later),
                    ..options
                };
                case.report(&options).ok()
            });
        Ok(Decided { now, later })
    }
}

/// The outcome under one set of terms, and a month later.
struct Decided {
    now: Report,
    later: Option<Report>,
}

impl Decided {
    fn run(&self) -> ComparedRun<'_> {
        ComparedRun {
            now: &self.now,
            later: self.later.as_ref(),
        }
    }
}

/// The readings that a set of terms knows.
fn readings_of(
    terms: &str,
    library: &Library,
    programs: &mut Programs,
) -> Result<IndexMap<Name, Vec<Name>>, Failure> {
    let name = TermsName::new(terms, Path::new(""));
    if let Some(problem) = name.missing(library, Path::new("")) {
        return Err(problem.into());
    }
    Ok(programs.declared(&name, library)?.readings)
}

/// That a timeline cannot be decided under one of the sets of terms, and why.
fn does_not_fit(terms: &str, timeline: &Source, failure: Failure) -> Failure {
    let first = Problem::error(
        "timeline-fits-one-side",
        format!("`{}` cannot be decided under {terms}", timeline.name),
    )
    .help("a timeline that is compared must fit both sets of terms; see what is said below");
    let problems = std::iter::once(first).chain(failure.problems).collect();
    Failure::new(problems, failure.sources)
}
