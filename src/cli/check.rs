//! `clausec check`: everything that is wrong with clause files and timelines, at once.

use std::path::{Path, PathBuf};

use clap::Args;
use indexmap::{IndexMap, IndexSet};

use crate::cli::case::{Case, Place};
use crate::cli::findings::Findings;
use crate::cli::input::{Kind, read, shown};
use crate::cli::library::{Library, paths_below};
use crate::cli::options::{LibraryOption, TermsOptions};
use crate::cli::programs::Programs;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::cli::terms::Clauses;
use crate::cli::terms_name::{TermsName, TermsPlace, folder_of_terms};
use crate::source::{Problem, Source, Sources};

/// Say what is wrong with clause files and timelines, all at once
#[derive(Debug, Args)]
pub struct Check {
    /// Clause files, timelines, or folders that hold them; the clause library when none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    terms: TermsOptions,
    #[command(flatten)]
    library: LibraryOption,
}

/// What there is to check, each once.
#[derive(Debug, Default)]
struct Subjects {
    terms: IndexSet<(TermsName, Library)>,
    timelines: Vec<Source>,
}

impl Check {
    /// All problems, sorted by file and place; status 1 when there is an error.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        let subjects = if self.paths.is_empty() {
            self.whole_library()?
        } else {
            self.named()?
        };
        let mut programs = Programs::default();
        let mut findings = Findings::default();
        for (terms, library) in &subjects.terms {
            check_terms(terms, library, &mut programs, &mut findings)?;
        }
        for source in subjects.timelines {
            self.timeline(source, &mut programs, &mut findings)?;
        }
        Ok(findings.answer(screen.messages))
    }

    fn whole_library(&self) -> Result<Subjects, Failure> {
        let library = Library::here(self.library.clauses.as_deref())?;
        let mut subjects = Subjects::default();
        for id in library.terms()? {
            for file in library.scenarios(&id)? {
                subjects.timelines.push(Source::new(file.name, file.text));
            }
            subjects
                .terms
                .insert((TermsName::new(&id, "".as_ref()), library.clone()));
        }
        Ok(subjects)
    }

    fn named(&self) -> Result<Subjects, Failure> {
        let mut subjects = Subjects::default();
        for path in &self.paths {
            let files = if path.is_dir() {
                let below = paths_below(path, &["clause", "yaml", "yml", "json", "jsonl"])?;
                if below.is_empty() {
                    return Err(holds_nothing(path).into());
                }
                below
            } else {
                vec![path.clone()]
            };
            for file in files {
                self.file(&file, &mut subjects)?;
            }
        }
        Ok(subjects)
    }

    /// A clause file stands for the terms that it belongs to; a file that all terms share stands for all of them.
    fn file(&self, path: &Path, subjects: &mut Subjects) -> Result<(), Failure> {
        if path.extension().is_none_or(|ending| ending != "clause") {
            subjects.timelines.push(read(path, Kind::Timeline)?);
            return Ok(());
        }
        read(path, Kind::Clauses)?;
        let library = Library::beside(path, self.library.clauses.as_deref())?;
        match library.folder_of(path) {
            Some(folder) if library.holds_terms(&folder) => {
                subjects
                    .terms
                    .insert((TermsName::new(&folder, "".as_ref()), library));
            }
            Some(_) => {
                for id in library.terms()? {
                    subjects
                        .terms
                        .insert((TermsName::new(&id, "".as_ref()), library.clone()));
                }
            }
            None => {
                let folder = folder_of_terms(path);
                let folder = if folder.as_os_str().is_empty() {
                    PathBuf::from(".")
                } else {
                    folder.to_owned()
                };
                let name = TermsName {
                    at: TermsPlace::Folder(folder),
                    version: None,
                    with: Vec::new(),
                };
                subjects.terms.insert((name, library));
            }
        }
        Ok(())
    }

    fn timeline(
        &self,
        source: Source,
        programs: &mut Programs,
        findings: &mut Findings,
    ) -> Result<(), Failure> {
        let path = PathBuf::from(&source.name);
        let library = Library::beside(&path, self.library.clauses.as_deref())?;
        let folder = path.parent().unwrap_or("".as_ref());
        findings.count_timeline();
        match Case::of(source, Place { library, folder }, &self.terms, programs) {
            Ok(case) => findings.add(&case.timeline.warnings, &case.source.into()),
            Err(failure) => findings.add(&failure.problems, &failure.sources),
        }
        Ok(())
    }
}

fn holds_nothing(folder: &Path) -> Problem {
    Problem::error(
        "folder-holds-nothing",
        format!("`{}` holds no clause file and no timeline", shown(folder)),
    )
    .help("name a folder with files that end in `.clause`, `.yaml` or `.json`")
}

/// What is said of a word or a table that no version uses: one that some version uses is not idle.
const UNUSED: [&str; 2] = ["idle-word", "table-unused"];

/// Checks terms in each of their versions; `check` reads each alternative of their readings as well.
fn check_terms(
    name: &TermsName,
    library: &Library,
    programs: &mut Programs,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let first = programs.clauses(name, library)?;
    findings.add(&first.problems_of_versions, &first.library.sources);
    let mut versions = vec![version(&first, findings)];
    for other in &first.declared().others {
        let other = TermsName {
            version: Some(other.clone()),
            ..name.clone()
        };
        match programs.clauses(&other, library) {
            Ok(clauses) => versions.push(version(&clauses, findings)),
            // What keeps it from being put together has been told among the problems of the versions.
            Err(failure) => findings.add(&failure.problems, &failure.sources),
        }
    }
    let is_used = |problem: &Problem| {
        let is_told =
            |known: &Problem| known.code == problem.code && known.message == problem.message;
        UNUSED.contains(&problem.code)
            && !versions.iter().all(|(found, _)| found.iter().any(is_told))
    };
    for (found, sources) in &versions {
        let told = found.iter().filter(|problem| !is_used(problem)).cloned();
        findings.add(&told.collect::<Vec<_>>(), sources);
    }
    Ok(())
}

/// What is wrong with one version, and its texts.
fn version(clauses: &Clauses, findings: &mut Findings) -> (Vec<Problem>, Sources) {
    let sources = clauses.library.sources.clone();
    for source in sources.iter() {
        findings.count_clause_file(&source.name);
    }
    let mut found = clauses.problems.clone();
    found.extend(clauses.check(&IndexMap::new()).problems);
    (found, sources)
}
