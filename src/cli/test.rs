//! `clausec test`: scenarios compared with what they say must come out.

use std::path::{Path, PathBuf};

use crate::cli::case::{Case, Place};
use crate::cli::input::{Kind, read};
use crate::cli::library::{Library, paths_below};
use crate::cli::options::{LibraryOption, TermsOptions};
use crate::cli::programs::{Programs, unknown_readings};
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure, Status};
use crate::cli::terms_name::TermsName;
use crate::diagnostic::render;
use crate::engine::Options;
use crate::report::{Report, differences, expected, slips, tree};
use crate::source::Source;
use crate::timeline::Expectation;
use clap::Args;
use indexmap::IndexMap;

/// Run the scenarios beside the clauses and show where they differ from what must come out
#[derive(Debug, Args)]
pub struct Test {
    /// Scenarios, or folders that hold them; all of the clause library when none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    terms: TermsOptions,
    #[command(flatten)]
    library: LibraryOption,
}

/// A scenario that is to be run.
struct Scenario {
    source: Source,
    library: Library,
    folder: PathBuf,
}

/// What the scenarios came to.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    without: usize,
    unreadable: usize,
    answer: Answer,
}

impl Test {
    /// Runs them all; status 1 when one differs or is wrong as a text, 2 when one holds no text at all.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        let mut programs = Programs::default();
        let mut tally = Tally::default();
        for scenario in self.scenarios()? {
            match scenario {
                Ok(scenario) => self.one(scenario, &mut programs, &mut tally, screen),
                Err(failure) => tally.cannot_be_read(&failure, screen),
            }
        }
        Ok(tally.finish())
    }

    /// The scenarios; each that cannot be read tells why.
    fn scenarios(&self) -> Result<Vec<Result<Scenario, Failure>>, Failure> {
        let clauses = self.library.clauses.as_deref();
        if !self.paths.is_empty() {
            let files = self
                .paths
                .iter()
                .map(|path| files(path))
                .collect::<Result<Vec<_>, _>>()?;
            let scenarios = files.iter().flatten().map(|path| on_disk(path, clauses));
            return Ok(scenarios.collect());
        }
        let library = Library::here(clauses)?;
        let mut all = Vec::new();
        for id in library.terms()? {
            for file in library.scenarios(&id)? {
                let folder = Path::new(&file.name)
                    .parent()
                    .unwrap_or(Path::new(""))
                    .to_owned();
                let source = Source::new(file.name, file.text);
                all.push(Ok(Scenario {
                    source,
                    library: library.clone(),
                    folder,
                }));
            }
        }
        Ok(all)
    }

    fn one(&self, scenario: Scenario, programs: &mut Programs, tally: &mut Tally, screen: Screen) {
        let name = scenario.source.name.clone();
        let shown = scenario.case(&self.terms, programs).and_then(|case| {
            if case.timeline.expectations.is_empty() {
                Ok(None)
            } else {
                compare(&scenario, &case, programs).map(Some)
            }
        });
        match shown {
            Ok(None) => tally.without += 1,
            Ok(Some(differences)) if differences.is_empty() => tally.passed += 1,
            Ok(Some(differences)) => tally.fail(&name, &differences),
            Err(failure) => {
                tally.fail(&name, "  it could not be run\n");
                let problems = render(&failure.problems, &failure.sources, screen.messages);
                // Clause files that cannot be used fail every scenario of their terms; they are shown once.
                if !tally.answer.messages.contains(&problems) {
                    tally.answer.messages.push_str(&problems);
                }
            }
        }
    }
}

/// The scenarios that a path names: itself, or those below a folder.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if path.is_dir() {
        paths_below(path, &["yaml", "yml", "json", "jsonl"])
    } else {
        Ok(vec![path.to_owned()])
    }
}

fn on_disk(path: &Path, clauses: Option<&Path>) -> Result<Scenario, Failure> {
    Ok(Scenario {
        source: read(path, Kind::Timeline)?,
        library: Library::beside(path, clauses)?,
        folder: path.parent().unwrap_or(Path::new("")).to_owned(),
    })
}

impl Scenario {
    fn case(&self, options: &TermsOptions, programs: &mut Programs) -> Result<Case, Failure> {
        let place = Place {
            library: self.library.clone(),
            folder: &self.folder,
        };
        Case::of(self.source.clone(), place, options, programs)
    }

    /// The same facts under the terms that a block names: an id, or a path that starts from the folder of the scenario.
    fn case_under(
        &self,
        terms: &str,
        block: &Expectation,
        programs: &mut Programs,
    ) -> Result<Case, Failure> {
        let name = TermsName::new(terms, &self.folder);
        if let Some(problem) = name.missing(&self.library, &self.folder) {
            let problem = problem.at(block.span, "named in this block");
            return Err(Failure::of(vec![problem], self.source.clone()));
        }
        let options = TermsOptions {
            terms: Some(name.seen_from_here(terms)),
            readings: Vec::new(),
        };
        self.case(&options, programs)
    }
}

/// The differences of all blocks of a scenario, as text; empty when there are none.
fn compare(scenario: &Scenario, own: &Case, programs: &mut Programs) -> Result<String, Failure> {
    let mut shown = String::new();
    let mut others: IndexMap<&str, Case> = IndexMap::new();
    for block in &own.timeline.expectations {
        let case = match block.terms.as_deref() {
            None => own,
            Some(terms) => {
                if !others.contains_key(terms) {
                    others.insert(terms, scenario.case_under(terms, block, programs)?);
                }
                let wrong = slips(block, &others[terms].compiled.program);
                if !wrong.is_empty() {
                    return Err(Failure::of(wrong, own.source.clone()));
                }
                &others[terms]
            }
        };
        let report = tree(&report_of(case, block, programs)?);
        let found = differences(&report, &expected(block));
        if !found.is_empty() {
            shown.push_str(&heading(block));
        }
        for difference in found {
            shown.push_str(&format!(
                "    expected  {}\n    found     {}\n",
                difference.expected, difference.found
            ));
        }
    }
    Ok(shown)
}

/// What follows as of the day of a block, under its readings.
fn report_of(case: &Case, block: &Expectation, programs: &mut Programs) -> Result<Report, Failure> {
    let options = Options {
        as_of: block.as_of,
        for_people: false,
        ..Options::default()
    };
    if block.readings.is_empty() {
        return case.report(&options);
    }
    let under = &case.under;
    let known = programs.readings(&under.terms, &under.library)?;
    let places = block
        .readings
        .keys()
        .map(|id| (id.clone(), block.span))
        .collect();
    let wrong = unknown_readings(&block.readings, &known, &places);
    if !wrong.is_empty() {
        return Err(Failure::of(wrong, case.source.clone()));
    }
    let mut readings = under.readings.clone();
    readings.extend(block.readings.clone());
    let compiled = programs.compiled(&under.terms, &under.library, &readings)?;
    case.report_under(&compiled, &options)
}

fn heading(block: &Expectation) -> String {
    let title = block
        .title
        .as_ref()
        .map(|title| format!(", {title}"))
        .unwrap_or_default();
    let readings: String = block
        .readings
        .iter()
        .fold(String::new(), |all, (id, value)| {
            format!("{all}, {id} {value}")
        });
    let terms = block.terms.as_ref();
    let terms = terms.map_or_else(String::new, |terms| format!(", under {terms}"));
    match block.as_of {
        Some(day) => format!("  as of {day}{terms}{title}{readings}\n"),
        None => format!("  at the end{terms}{title}{readings}\n"),
    }
}

impl Tally {
    fn fail(&mut self, name: &str, shown: &str) {
        self.failed += 1;
        self.answer
            .output
            .push_str(&format!("FAILED {name}\n{shown}\n"));
    }

    /// A path without a text: the others are run all the same.
    fn cannot_be_read(&mut self, failure: &Failure, screen: Screen) {
        self.unreadable += 1;
        let problems = render(&failure.problems, &failure.sources, screen.messages);
        self.answer.messages.push_str(&problems);
    }

    fn finish(mut self) -> Answer {
        let without = match self.without {
            0 => String::new(),
            some => format!(", {some} without anything expected"),
        };
        let unreadable = match self.unreadable {
            0 => String::new(),
            some => format!(", {some} could not be read"),
        };
        self.answer.output.push_str(&format!(
            "{} passed, {} failed{without}{unreadable}\n",
            self.passed, self.failed
        ));
        self.answer.status = if self.unreadable > 0 {
            Status::Unusable
        } else if self.failed == 0 {
            Status::Fine
        } else {
            Status::No
        };
        self.answer
    }
}
