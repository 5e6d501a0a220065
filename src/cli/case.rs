//! A timeline with the program of its terms: what `run`, `test`, `check` and `explain` ask their questions of.

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::check::Program;
use crate::check::program::{Version, VersionId};
use crate::cli::compiled::Compiled;
use crate::cli::input::{Kind, read};
use crate::cli::library::Library;
use crate::cli::of_terms::{other_currency, unknown, unmeetable};
use crate::cli::options::TermsOptions;
use crate::cli::programs::{Programs, unknown_readings};
use crate::cli::status::Failure;
use crate::cli::terms::hash_of;
use crate::cli::terms_name::{TermsName, TermsPlace};
use crate::engine;
use crate::report::{Receipt, Report};
use crate::source::{Problem, Source, Sources, sort_by_place};
use crate::timeline::{OpenedTimeline, Timeline};
use crate::value::Name;

/// The code of a timeline that does not say which terms it is about.
const TERMS_NOT_NAMED: &str = "terms-not-named";
/// The code of an event of no declared type.
const UNKNOWN_EVENT_TYPE: &str = "unknown-event-type";

/// A timeline under its terms.
#[derive(Debug)]
pub struct Case {
    /// The file.
    pub source: Source,
    /// What it tells.
    pub timeline: Timeline,
    /// The terms, and where they were found.
    pub under: Under,
    /// The terms under the readings of the timeline and of the call.
    pub compiled: Rc<Compiled>,
}

/// The terms that a case is decided under.
#[derive(Debug, Clone)]
pub struct Under {
    /// Their name.
    pub terms: TermsName,
    /// The library they come from.
    pub library: Library,
    /// The readings chosen.
    pub readings: IndexMap<Name, Name>,
}

/// Where a case lies: the library beside it, and the folder that paths in it start from.
#[derive(Debug, Clone)]
pub struct Place<'p> {
    /// The library.
    pub library: Library,
    /// The folder.
    pub folder: &'p Path,
}

impl Case {
    /// Reads a timeline and the terms that it, or the call, names.
    pub fn open(
        path: &Path,
        clauses: Option<&Path>,
        options: &TermsOptions,
        programs: &mut Programs,
    ) -> Result<Self, Failure> {
        let source = read(path, Kind::Timeline)?;
        let library = Library::beside(path, clauses)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::of(source, Place { library, folder }, options, programs)
    }

    /// The case of a timeline whose text is known.
    pub fn of(
        source: Source,
        place: Place<'_>,
        options: &TermsOptions,
        programs: &mut Programs,
    ) -> Result<Self, Failure> {
        let read = read_case(&source, place, options, programs);
        let (timeline, under, compiled) = read.map_err(|wrong| match wrong {
            Wrong::Here(problems) => Failure::of(problems, source.clone()),
            Wrong::Elsewhere(failure) => failure,
        })?;
        Ok(Self {
            source,
            timeline,
            under,
            compiled,
        })
    }

    /// What follows.
    pub fn report(&self, options: &engine::Options) -> Result<Report, Failure> {
        self.report_under(&self.compiled, options)
    }

    /// What is wrong with the amounts of the timeline as a whole stands where the first odd one is told.
    fn with_places(&self, problems: Vec<Problem>) -> Vec<Problem> {
        let odd = other_currency(&self.timeline, &self.compiled.program);
        let place = |problem: Problem| match (&odd, problem.span()) {
            (Some(odd), None) => {
                let labels = odd.labels.clone();
                Problem { labels, ..problem }.maybe_help(odd.help.clone())
            }
            _ => problem,
        };
        problems.into_iter().map(place).collect()
    }

    /// The same under other readings.
    pub fn report_under(
        &self,
        compiled: &Compiled,
        options: &engine::Options,
    ) -> Result<Report, Failure> {
        let outcome = engine::run(&compiled.program, &self.timeline, options)
            .map_err(|problems| Failure::of(self.with_places(problems), self.source.clone()))?;
        let governing = governing(&compiled.program, &outcome.terms.version);
        Ok(Report {
            title: governing.title.clone(),
            outcome,
            parties: self.parties(governing),
            receipt: Receipt {
                clausec: env!("CARGO_PKG_VERSION").to_owned(),
                terms: compiled.hash.clone(),
                timeline: hash_of(&self.source),
            },
        })
    }

    /// Supplier, client and others of the header that have a name.
    fn parties(&self, governing: &Version) -> Vec<(Name, String)> {
        let first = [Name::new("supplier"), Name::new("client")];
        let all = first
            .into_iter()
            .chain(self.timeline.others.keys().cloned());
        all.filter_map(|role| {
            let name = engine::name_of_party(governing, &self.timeline, &role)?;
            Some((role, name))
        })
        .collect()
    }
}

/// The version that governs; the one that the timeline names, where its text is not at hand or agreements have several.
fn governing<'p>(program: &'p Program, version: &str) -> &'p Version {
    let known = program.versions.iter().find(|one| one.name == version);
    known.unwrap_or(&program.versions[VersionId::FIRST.0])
}

/// Why a case cannot be used: problems of its own text, or of what it leans on.
enum Wrong {
    Here(Vec<Problem>),
    Elsewhere(Failure),
}

impl From<Failure> for Wrong {
    fn from(failure: Failure) -> Self {
        Self::Elsewhere(failure)
    }
}

fn read_case(
    source: &Source,
    place: Place<'_>,
    options: &TermsOptions,
    programs: &mut Programs,
) -> Result<(Timeline, Under, Rc<Compiled>), Wrong> {
    let opened = OpenedTimeline::open(source).map_err(Wrong::Here)?;
    let named = terms_of(&opened, &place, options).and_then(|terms| {
        let declared = programs.declared(&terms, &place.library);
        let declared = declared.map_err(|failure| named_here(failure, &opened, options))?;
        Ok((terms, declared))
    });
    let (mut terms, declared) = match named {
        Err(Wrong::Here(mut problems)) => {
            let mut more = wrong_under_any_terms(source, &place.library, programs);
            if opened
                .terms()
                .is_some_and(|(named, _)| has_own_words(named, place.folder))
            {
                more.retain(|one| one.code != UNKNOWN_EVENT_TYPE);
            }
            if opened.has_lost_its_terms() && more.iter().any(Problem::is_error) {
                problems.retain(|one| one.code != TERMS_NOT_NAMED);
            }
            problems.extend(more);
            sort_by_place(&mut problems);
            return Err(Wrong::Here(problems));
        }
        named => named?,
    };
    let of_call = options.readings.iter().map(|(id, value)| (id, value));
    let (chosen, places) = opened.readings();
    let all = options.on_top_of(chosen.clone());
    if !unknown_readings(&all, &declared.readings, &places).is_empty() {
        // A reading that the first version lacks may be one of a later version.
        terms.with.clone_from(&declared.others);
    }
    let known = programs.readings(&terms, &place.library)?;
    let wrong = unknown_readings(of_call, &known, &IndexMap::new());
    if !wrong.is_empty() {
        return Err(Failure::new(wrong, Sources::default()).into());
    }
    let mut problems = unknown_readings(&chosen, &known, &places);
    let mut readings = all;
    readings.retain(|id, value| known.get(id).is_some_and(|values| values.contains(value)));
    let first = programs.compiled(&terms.alone(), &place.library, &readings)?;
    let expectations = opened.expectations();
    let mut timeline = match opened.read(&first.program.schema) {
        Ok(timeline) => timeline,
        Err(more) => {
            let (others, library) = (&declared.others, &place.library);
            match in_words_of_later(source, (&terms, others), library, &readings, programs) {
                Some(timeline) => timeline,
                None => {
                    problems.extend(more);
                    if options.terms.is_none() {
                        problems.extend(unmeetable(&expectations, &first.program));
                        sort_by_place(&mut problems);
                    }
                    return Err(Wrong::Here(problems));
                }
            }
        }
    };
    if !problems.is_empty() {
        if options.terms.is_none() {
            problems.extend(unknown(&timeline, &first.program, source));
            sort_by_place(&mut problems);
        }
        return Err(Wrong::Here(problems));
    }
    let told = timeline.versions_told(&first.program.schema);
    terms.with = taking_part(&declared.others, &told);
    let compiled = programs.compiled(&terms, &place.library, &readings)?;
    if options.terms.is_none() {
        let mut unknown = unknown(&timeline, &compiled.program, source);
        sort_by_place(&mut unknown);
        if !unknown.is_empty() {
            return Err(Wrong::Here(unknown));
        }
    }
    timeline
        .warnings
        .extend(other_currency(&timeline, &compiled.program));
    let library = place.library;
    let under = Under {
        terms,
        library,
        readings,
    };
    Ok((timeline, under, compiled))
}

fn taking_part(others: &[String], told: &BTreeSet<Name>) -> Vec<String> {
    let takes_part = |version: &&String| told.contains(version.as_str());
    others.iter().filter(takes_part).cloned().collect()
}

/// A timeline that tells facts for which only a version has words that it comes to speak of.
fn in_words_of_later(
    source: &Source,
    (terms, others): (&TermsName, &[String]),
    library: &Library,
    readings: &IndexMap<Name, Name>,
    programs: &mut Programs,
) -> Option<Timeline> {
    if others.is_empty() {
        return None;
    }
    let mut terms = terms.alone();
    terms.with = others.to_vec();
    let all = programs.compiled(&terms, library, readings).ok()?;
    let schema = &all.program.schema;
    let told = OpenedTimeline::open(source).ok()?.read(schema).ok()?;
    terms.with = taking_part(others, &told.versions_told(schema));
    let speaking = programs.compiled(&terms, library, readings).ok()?;
    let opened = OpenedTimeline::open(source).ok()?;
    opened.read(&speaking.program.schema).ok()
}

/// What is wrong with a timeline whichever terms of the library it is about.
fn wrong_under_any_terms(
    source: &Source,
    library: &Library,
    programs: &mut Programs,
) -> Vec<Problem> {
    let mut common: Option<Vec<Problem>> = None;
    for id in library.terms().unwrap_or_default() {
        let terms = TermsName::new(&id, Path::new(""));
        let Ok(compiled) = programs.compiled(&terms, library, &IndexMap::new()) else {
            continue;
        };
        let opened = OpenedTimeline::open(source);
        let wrong = match opened.and_then(|opened| opened.read(&compiled.program.schema)) {
            Ok(timeline) => timeline.warnings,
            Err(problems) => problems,
        };
        let is_wrong = |one: &Problem| {
            let same = |other: &Problem| (one.code, one.span()) == (other.code, other.span());
            wrong.iter().any(same)
        };
        common = Some(match common {
            None => wrong,
            Some(mut common) => {
                common.retain(is_wrong);
                common
            }
        });
    }
    common.unwrap_or_default()
}

/// The terms of the call, or of the timeline.
fn terms_of(
    opened: &OpenedTimeline<'_>,
    place: &Place<'_>,
    options: &TermsOptions,
) -> Result<TermsName, Wrong> {
    if let Some(given) = &options.terms {
        return Ok(TermsName::new(given, Path::new("")));
    }
    let Some((named, span)) = opened.terms() else {
        return Err(Wrong::Here(vec![no_terms(&place.library)]));
    };
    let name = TermsName::new(named, place.folder);
    match name.missing(&place.library, place.folder) {
        Some(problem) => Err(Wrong::Here(vec![problem.at(span, "named here")])),
        None => Ok(name),
    }
}

/// What is wrong with the terms as a whole, such as a version that does not exist, stands where the timeline names them.
fn named_here(failure: Failure, opened: &OpenedTimeline<'_>, options: &TermsOptions) -> Wrong {
    let without_place = failure.problems.iter().all(|one| one.span().is_none());
    match opened.terms() {
        Some((_, span)) if options.terms.is_none() && without_place => {
            let problems = failure.problems.into_iter();
            Wrong::Here(problems.map(|one| one.at(span, "named here")).collect())
        }
        Some(_) | None => Wrong::Elsewhere(failure),
    }
}

/// Whether terms that cannot be read have words of their own: those in a folder declare event types that no other terms know.
fn has_own_words(named: &str, folder: &Path) -> bool {
    match TermsName::new(named, folder).at {
        TermsPlace::Folder(_) => true,
        TermsPlace::Library(id) => folder.join(id).is_dir(),
    }
}

fn no_terms(library: &Library) -> Problem {
    let known = library.terms().unwrap_or_default().join("`, `");
    Problem::error(
        TERMS_NOT_NAMED,
        "the timeline does not say which terms it is about",
    )
    .help(format!(
        "begin it with `terms:` and an id (`{known}`) or the path of a folder with clause files"
    ))
}
