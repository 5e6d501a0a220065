//! Programs made of clause files: each set of terms is read once, and checked once for each choice of readings; terms that are
//! still what the program was built with are not read at all.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::check::with_versions;
use crate::cli::compiled::{Compiled, Declared, Ready};
use crate::cli::library::Library;
use crate::cli::shipped;
use crate::cli::status::Failure;
use crate::cli::terms::{Clauses, hash_of_hashes};
use crate::cli::terms_name::{TermsName, TermsPlace};
use crate::source::{Problem, Span, nearest};
use crate::value::Name;

type Key = (TermsName, Library);
type Made<T> = Vec<(T, Result<Rc<Compiled>, Failure>)>;

/// What has been made so far.
#[derive(Debug, Default)]
pub struct Programs {
    ready: Vec<(Key, Option<Ready>)>,
    loaded: Vec<(Key, Rc<Clauses>)>,
    compiled: Made<(Key, IndexMap<Name, Name>)>,
}

impl Programs {
    /// The terms as they were compiled when the program was built, when they have not been changed since.
    fn ready(&mut self, terms: &TermsName, library: &Library) -> Option<&Ready> {
        let same = |((there, from), _): &(Key, _)| there == terms && from == library;
        let at = self.ready.iter().position(same).unwrap_or_else(|| {
            let key = (terms.clone(), library.clone());
            self.ready.push((key, shipped::ready(terms, library)));
            self.ready.len() - 1
        });
        self.ready[at].1.as_ref()
    }

    /// What the files of one version say of themselves.
    pub fn declared(&mut self, terms: &TermsName, library: &Library) -> Result<Declared, Failure> {
        if let Some(ready) = self.ready(terms, library) {
            return Ok(ready.declared.clone());
        }
        Ok(self.clauses(terms, library)?.declared().clone())
    }

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
        let ready = self.ready(terms, library);
        if let Some(ready) = ready.filter(|ready| ready.is_under(readings)) {
            return Ok(Rc::clone(&ready.compiled));
        }
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
        let mut all = self.declared(&terms.alone(), library)?.readings;
        for other in terms.others() {
            for (id, values) in self.declared(&other, library)?.readings {
                let known: &mut Vec<Name> = all.entry(id).or_default();
                let new = values.into_iter().filter(|value| !known.contains(value));
                let new: Vec<Name> = new.collect();
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
    match library {
        // The tests check the program's own library; what its users write has not been checked by anyone yet.
        Library::Shipped if matches!(terms.at, TermsPlace::Library(_)) => {
            Compiled::of(clauses, clauses.compile(readings))
        }
        Library::Shipped | Library::Folder(_) => Compiled::checked(clauses, readings),
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::cli::case::Case;
    use crate::cli::library::paths_below;
    use crate::cli::options::TermsOptions;
    use crate::engine::Options;
    use crate::report::json;

    /// One of so many scenarios.
    const EACH: usize = 12;

    impl Programs {
        /// Programs that read the clause files, though they are still what the program was built with.
        fn that_read(terms: &TermsName, library: &Library) -> Self {
            let versions = std::iter::once(terms.alone()).chain(terms.others());
            let keys = versions.map(|version| (version, library.clone()));
            Self {
                ready: keys.map(|key| (key, None)).collect(),
                ..Self::default()
            }
        }
    }

    fn case(path: &Path, programs: &mut Programs) -> Case {
        let options = TermsOptions::default();
        Case::open(path, None, &options, programs).unwrap_or_else(|failure| {
            panic!("{}: {:?}", path.display(), failure.problems);
        })
    }

    /// What is compiled while the program is built says the same of a timeline as the clause files do.
    #[test]
    fn reports_are_the_same_both_ways() {
        let scenarios = paths_below(Path::new("clauses"), &["yaml"]).expect("there are scenarios");
        let mut ready = Programs::default();
        let mut reading: Vec<(TermsName, Programs)> = Vec::new();
        for path in scenarios.iter().step_by(EACH) {
            let stored = case(path, &mut ready);
            let terms = &stored.under.terms;
            let known = reading.iter().position(|(name, _)| name == terms);
            let at = known.unwrap_or_else(|| {
                let programs = Programs::that_read(terms, &stored.under.library);
                reading.push((terms.clone(), programs));
                reading.len() - 1
            });
            let read = case(path, &mut reading[at].1);
            let report =
                |case: &Case| json(&case.report(&Options::default()).expect("it is decided"));
            assert_eq!(report(&stored), report(&read), "{}", path.display());
        }
        let loaded = |programs: &Programs| programs.loaded.len();
        assert!(loaded(&ready) < reading.len(), "most were not read");
        assert!(reading.iter().all(|(_, programs)| loaded(programs) > 0));
    }
}
