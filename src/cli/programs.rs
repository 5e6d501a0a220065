//! Programs made of clause files: each set of terms is read once, and checked once for each choice of readings.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::check::{Checked, Program, with_versions};
use crate::cli::library::Library;
use crate::cli::status::Failure;
use crate::cli::terms::{Clauses, TermsName, TermsPlace, hash_of_hashes};
use crate::source::{Problem, Span, nearest};
use crate::value::Name;

/// A program, and the hash of the files that it was made of.
#[derive(Debug)]
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// SHA-256 of the clause files and tables.
    pub hash: String,
}

type Key = (TermsName, Library);
type Made<T> = Vec<(T, Result<Rc<Compiled>, Failure>)>;

/// What has been made so far.
#[derive(Debug, Default)]
pub struct Programs {
    loaded: Vec<(Key, Rc<Clauses>)>,
    compiled: Made<(Key, IndexMap<Name, Name>)>,
}

impl Programs {
    /// The clause files of these terms.
    pub fn clauses(
        &mut self,
        terms: &TermsName,
        library: &Library,
    ) -> Result<Rc<Clauses>, Failure> {
        let known = self
            .loaded
            .iter()
            .find(|((there, from), _)| there == terms && from == library);
        if let Some((_, clauses)) = known {
            return Ok(Rc::clone(clauses));
        }
        let clauses = Rc::new(Clauses::load(terms, library)?);
        self.loaded
            .push(((terms.clone(), library.clone()), Rc::clone(&clauses)));
        Ok(clauses)
    }

    /// The program of these terms under these readings; problems of the clause files when there are errors.
    pub fn compiled(
        &mut self,
        terms: &TermsName,
        library: &Library,
        readings: &IndexMap<Name, Name>,
    ) -> Result<Rc<Compiled>, Failure> {
        let same = |((there, from), chosen): &(Key, IndexMap<Name, Name>)| {
            there == terms && from == library && chosen == readings
        };
        if let Some((_, made)) = self.compiled.iter().find(|(key, _)| same(key)) {
            return made.clone();
        }
        let made = if terms.with.is_empty() {
            let clauses = self.clauses(terms, library)?;
            compile(&clauses, terms, library, readings)
        } else {
            self.together(terms, library, readings)
        };
        let key = ((terms.clone(), library.clone()), readings.clone());
        self.compiled.push((key, made.clone()));
        made
    }

    /// The program of several versions, each compiled alone and then put together.
    fn together(
        &mut self,
        terms: &TermsName,
        library: &Library,
        readings: &IndexMap<Name, Name>,
    ) -> Result<Rc<Compiled>, Failure> {
        let first = self.compiled(&terms.alone(), library, readings)?;
        let later = terms
            .others()
            .map(|other| self.compiled(&other, library, readings))
            .collect::<Result<Vec<_>, _>>()?;
        let hashes = std::iter::once(&first).chain(&later);
        let hash = hash_of_hashes(hashes.map(|one| one.hash.as_str()));
        let later = later.iter().map(|one| one.program.clone()).collect();
        Ok(Rc::new(Compiled {
            program: with_versions(first.program.clone(), later),
            hash,
        }))
    }

    /// The readings that these terms declare, in any of the versions that may take part.
    pub fn readings(
        &mut self,
        terms: &TermsName,
        library: &Library,
    ) -> Result<IndexMap<Name, Vec<Name>>, Failure> {
        let mut all = self.clauses(&terms.alone(), library)?.readings().clone();
        for other in terms.others() {
            for (id, values) in self.clauses(&other, library)?.readings() {
                let known: &mut Vec<Name> = all.entry(id.clone()).or_default();
                let new = values.iter().filter(|value| !known.contains(value));
                let new: Vec<Name> = new.cloned().collect();
                known.extend(new);
            }
        }
        Ok(all)
    }
}

fn compile(
    clauses: &Clauses,
    terms: &TermsName,
    library: &Library,
    readings: &IndexMap<Name, Name>,
) -> Result<Rc<Compiled>, Failure> {
    let checked = match library {
        // The tests check the program's own library; what its users write has not been checked by anyone yet.
        Library::Shipped if matches!(terms.at, TermsPlace::Library(_)) => clauses.compile(readings),
        Library::Shipped | Library::Folder(_) => clauses.check(readings),
    };
    compiled(clauses, checked)
}

/// The program of clause files under these readings, checked; their problems when there are errors.
pub fn compile_checked(
    clauses: &Clauses,
    readings: &IndexMap<Name, Name>,
) -> Result<Rc<Compiled>, Failure> {
    compiled(clauses, clauses.check(readings))
}

fn compiled(clauses: &Clauses, checked: Checked) -> Result<Rc<Compiled>, Failure> {
    let all = [clauses.problems.clone(), checked.problems].concat();
    match checked.program {
        Some(program) if !all.iter().any(Problem::is_error) => Ok(Rc::new(Compiled {
            program,
            hash: clauses.hash.clone(),
        })),
        Some(_) | None => Err(Failure::new(all, clauses.library.sources.clone())),
    }
}

/// The readings that these terms do not have, or not with this value; with their places, where they have one.
pub fn unknown_readings<'r>(
    chosen: impl IntoIterator<Item = (&'r Name, &'r Name)>,
    known: &IndexMap<Name, Vec<Name>>,
    places: &IndexMap<Name, Span>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, value) in chosen {
        let problem = match known.get(id) {
            None => no_reading(id, known),
            Some(values) if !values.contains(value) => no_value(id, value, values),
            Some(_) => continue,
        };
        problems.push(match places.get(id) {
            Some(span) => problem.at(*span, "chosen here"),
            None => problem,
        });
    }
    problems
}

fn no_reading(id: &Name, known: &IndexMap<Name, Vec<Name>>) -> Problem {
    let problem = Problem::error(
        "unknown-reading",
        format!("these terms have no reading `{id}`"),
    );
    match nearest(id.as_str(), known.keys().map(Name::as_str)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("the readings of a clause stand below its wording"),
    }
}

fn no_value(id: &Name, value: &Name, values: &[Name]) -> Problem {
    let all: Vec<&str> = values.iter().map(Name::as_str).collect();
    let help = match nearest(value.as_str(), all.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it is one of `{}`", all.join("`, `")),
    };
    Problem::error(
        "unknown-reading",
        format!("the reading `{id}` is never `{value}`"),
    )
    .help(help)
}
