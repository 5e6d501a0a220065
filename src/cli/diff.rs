//! `clausec diff`: what differs between two versions of terms.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::{Args, ValueEnum};
use indexmap::IndexMap;
use serde::Serialize;

use crate::check::{Program, ReadingChoice};
use crate::cli::compiled::Compiled;
use crate::cli::input::{Kind, read, shown};
use crate::cli::library::{Library, LibraryFile, SCENARIOS, on_disk};
use crate::cli::options::{LibraryOption, date, reading};
use crate::cli::other_terms::{advice, declared, other_terms};
use crate::cli::programs::unknown_readings;
use crate::cli::revision::Revision;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure, Status};
use crate::cli::terms::Clauses;
use crate::cli::terms_name::{TermsName, TermsPlace};
use crate::diagnostic::render;
use crate::diff::outcome::{Decided, OutcomeComparison, outcomes};
use crate::diff::witness::{Search, witnesses};
use crate::diff::{Comparison, Parties, Place, Side, compare, show};
use crate::source::{Problem, Source, Sources};
use crate::syntax::ast::{File, Piece};
use crate::timeline::OpenedTimeline;
use crate::value::{Date, Name};

/// Show what differs between two versions of terms: in wording and in what they mean
#[derive(Debug, Args)]
#[command(after_help = "OLD and NEW are each one of:
  my-terms                       terms of the clause library, the first full text
  my-terms@2                     a version of them
  ./my-terms                     a folder with clause files; ./my-terms@2 a version in it
  git:HEAD~3:clauses/my-terms    a folder at a git revision; …@2 a version in it
Files of a revision are read with the vocabulary and the law at hand: those of a revision
with other words can be compared, but no timeline can be decided under them.")]
pub struct Diff {
    /// The old text
    #[arg(value_name = "OLD")]
    old: String,
    /// The new text
    #[arg(value_name = "NEW")]
    new: String,
    /// Timelines to decide under both texts; what follows is compared, and put down to the provisions that changed
    #[arg(long = "timeline", value_name = "FILE", num_args = 1..)]
    timelines: Vec<PathBuf>,
    /// Look for the smallest timeline on which each changed rule makes a difference
    #[arg(long)]
    witness: bool,
    /// As of the end of this day; otherwise of the day that each timeline names, or of its last event
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// A reading that NEW is read under, where what follows is compared; may be given several times
    #[arg(long = "reading", value_name = "ID=VALUE", value_parser = reading)]
    readings: Vec<(Name, Name)>,
    /// A reading that OLD is read under; may be given several times
    #[arg(long = "old-reading", value_name = "ID=VALUE", value_parser = reading)]
    old_readings: Vec<(Name, Name)>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// End with status 1 when something differs
    #[arg(long)]
    exit_code: bool,
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

impl Diff {
    /// Wording, then substance.
    pub fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        let library = Library::here(self.library.clauses.as_deref())?;
        let (old, new) = (
            Sided::load(&self.old, &library)?,
            Sided::load(&self.new, &library)?,
        );
        let mut comparison = compare(old.side(), new.side());
        let witnesses = self.witnesses(&comparison, &library, &old, &new)?;
        let sides = [
            (&mut comparison.old, &self.old_readings),
            (&mut comparison.new, &self.readings),
        ];
        for (name, readings) in sides {
            *name = read_with(name, readings);
        }
        let names = [comparison.old.as_str(), &comparison.new];
        let (outcomes, messages) = self.outcomes(&library, &old, &new, names, screen)?;
        let compared = Compared {
            comparison,
            outcomes,
            witnesses,
        };
        let mut answer = Answer::fine(self.shown(&compared, screen));
        answer.messages = messages;
        if self.exit_code && compared.differs() {
            answer.status = Status::No;
        }
        Ok(answer)
    }

    fn witnesses(
        &self,
        comparison: &Comparison,
        library: &Library,
        old: &Sided,
        new: &Sided,
    ) -> Result<Option<Vec<Search>>, Failure> {
        if !self.witness {
            return Ok(None);
        }
        let mut places: Vec<Place> = Vec::new();
        for change in &comparison.substance {
            if change.kind.is_of_rules() && !places.contains(&change.place) {
                places.push(change.place.clone());
            }
        }
        let scenarios = old.scenarios(library)?.into_iter();
        let scenarios: Vec<Source> = scenarios
            .map(|file| Source::new(file.name, file.text))
            .collect();
        let (of_old, of_new) = self.chosen(&IndexMap::new());
        let (before, after) = (old.compiled(&of_old)?, new.compiled(&of_new)?);
        Ok(Some(witnesses(
            &old.decided(&before.program, of_old),
            &new.decided(&after.program, of_new),
            &places,
            &scenarios,
            &old.in_a_timeline(),
        )))
    }

    /// The readings of the old and of the new text: those of a timeline, and those of the call.
    fn chosen(&self, told: &IndexMap<Name, Name>) -> (IndexMap<Name, Name>, IndexMap<Name, Name>) {
        let with = |own: &[(Name, Name)]| {
            let mut all = told.clone();
            all.extend(own.iter().cloned());
            all
        };
        (with(&self.old_readings), with(&self.readings))
    }

    /// What follows from each timeline, and what is to be said of the timelines.
    fn outcomes(
        &self,
        library: &Library,
        old: &Sided,
        new: &Sided,
        names: [&str; 2],
        screen: Screen,
    ) -> Result<(Vec<OutcomeComparison>, String), Failure> {
        let asked = [(&self.old_readings, old), (&self.readings, new)];
        for (readings, side) in asked {
            if self.timelines.is_empty() && !self.witness && !readings.is_empty() {
                return Err(reading_without_timeline().into());
            }
            let readings = readings.iter().map(|(id, value)| (id, value));
            let unknown = unknown_readings(readings, side.clauses.readings(), &IndexMap::new());
            if !unknown.is_empty() {
                return Err(Failure::new(unknown, Sources::default()));
            }
        }
        let mut outcomes = Vec::new();
        let mut messages = String::new();
        for path in &self.timelines {
            let mut outcome = self.outcome(path, old, new)?;
            let source = read(path, Kind::Timeline)?;
            let opened = OpenedTimeline::open(&source)
                .map_err(|problems| Failure::of(problems, source.clone()))?;
            let named = other_terms(&opened, path, library, [&old.files, &new.files]);
            if let Some(named) = named {
                let advice = advice(&opened, &source.name, &named, names);
                let sources = Sources::from(source.clone());
                messages.push_str(&render(&[advice], &sources, screen.messages));
                outcome.terms_named = Some(named);
            }
            outcomes.push(outcome);
        }
        Ok((outcomes, messages))
    }

    fn outcome(&self, path: &Path, old: &Sided, new: &Sided) -> Result<OutcomeComparison, Failure> {
        let source = read(path, Kind::Timeline)?;
        let opened = OpenedTimeline::open(&source)
            .map_err(|problems| Failure::of(problems, source.clone()))?;
        let (chosen, places) = opened.readings();
        for side in [old, new] {
            let unknown = unknown_readings(&chosen, side.clauses.readings(), &places);
            if !unknown.is_empty() {
                return Err(does_not_fit(&side.name, &source, unknown));
            }
        }
        let (of_old, of_new) = self.chosen(&chosen);
        let before = old.compiled(&of_old)?;
        let after = new.compiled(&of_new)?;
        outcomes(
            &source,
            self.as_of,
            &old.decided(&before.program, of_old),
            &new.decided(&after.program, of_new),
        )
        .map_err(|(side, problems)| does_not_fit(&side, &source, problems))
    }

    fn shown(&self, compared: &Compared, screen: Screen) -> String {
        match self.format {
            Format::Text => {
                let mut text = show::text(&compared.comparison, screen.width);
                if let Some(searches) = &compared.witnesses {
                    text.push('\n');
                    text.push_str(&show::witness_text(searches, screen.width));
                }
                for outcome in &compared.outcomes {
                    text.push('\n');
                    text.push_str(&show::outcome_text(outcome, screen.width));
                }
                text
            }
            Format::Markdown => {
                let mut text = show::markdown(&compared.comparison);
                if let Some(searches) = &compared.witnesses {
                    text.push('\n');
                    text.push_str(&show::witness_markdown(searches));
                }
                for outcome in &compared.outcomes {
                    text.push('\n');
                    text.push_str(&show::outcome_markdown(outcome));
                }
                text
            }
            Format::Json => show::json(compared),
        }
    }
}

/// Everything that was compared.
#[derive(Debug, Serialize)]
struct Compared {
    #[serde(flatten)]
    comparison: Comparison,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<OutcomeComparison>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witnesses: Option<Vec<Search>>,
}

impl Compared {
    fn differs(&self) -> bool {
        !self.comparison.is_empty()
            || self
                .outcomes
                .iter()
                .any(|outcome| !outcome.differences.is_empty())
    }
}

fn reading_without_timeline() -> Problem {
    Problem::error(
        "reading-without-timeline",
        "a reading changes what follows from facts, and no timeline was given",
    )
    .help("add `--timeline FILE` or `--witness`")
}

/// That clause files hold no clause: a vocabulary is no text that has versions.
fn without_clauses(text: &str) -> Problem {
    Problem::error(
        "terms-without-clauses",
        format!("no file of `{text}` holds a clause"),
    )
    .help("name the folder of terms, whose files say `Clause …`")
}

/// That a timeline cannot be decided under one of the texts, and why.
fn does_not_fit(side: &str, timeline: &Source, problems: Vec<Problem>) -> Failure {
    let first = Problem::error(
        "timeline-fits-one-side",
        format!("`{}` cannot be decided under {side}", timeline.name),
    )
    .help("a timeline that is compared must fit both texts; see what is said below");
    let all = std::iter::once(first).chain(problems).collect();
    Failure::of(all, timeline.clone())
}

/// What of the clause files of a revision this program does not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// Their sentences: nothing can be compared.
    Sentences,
    /// Their words: wording and substance can be compared, and nothing can be decided under them.
    Words,
}

/// So many of the things that do not read are told; the rest has mostly the same reason.
const MOST_TOLD: usize = 3;

/// That clause files of a revision were written for other words, or in another language, than those of this program.
fn reads_otherwise(revision: &str, reads: Reads, failure: Failure) -> Failure {
    let (number, told) = (
        failure.problems.len(),
        failure.problems.len().min(MOST_TOLD),
    );
    let below = if told == number {
        "below is what does not read".to_owned()
    } else {
        format!("below are the first {told} of {number} places that do not read")
    };
    let there = format!(
        "`git worktree add OLD {revision}` puts that revision beside this one, with the program that reads it"
    );
    let help = match reads {
        Reads::Sentences => format!("{there}; {below}"),
        Reads::Words => format!(
            "without `--timeline` and `--witness` the wording and the rules can be compared; {there}; {below}"
        ),
    };
    let first = Problem::error(
        "revision-reads-otherwise",
        format!(
            "the clause files of the revision `{revision}` do not read with the vocabulary, the law and the language at hand"
        ),
    )
    .help(help);
    let problems = failure.problems.into_iter().take(MOST_TOLD);
    let all = std::iter::once(first).chain(problems).collect();
    Failure::new(all, failure.sources)
}

/// One side of the comparison, read.
struct Sided {
    name: String,
    /// The folder of the terms, where they are not of the library.
    folder: Option<PathBuf>,
    /// The git revision at which they stood, where one is named.
    revision: Option<String>,
    clauses: Clauses,
    files: Vec<File>,
    parties: Parties,
    /// The program under the readings of which nobody chooses another; none where the files do not read.
    meant: Option<Rc<Compiled>>,
    made: RefCell<Vec<(IndexMap<Name, Name>, Rc<Compiled>)>>,
}

impl Sided {
    fn load(text: &str, library: &Library) -> Result<Self, Failure> {
        let mut at_revision = None;
        let (clauses, folder) = match Revision::parse(text) {
            Some(revision) => {
                let revision = revision?;
                let (own, version) = (revision.files()?, revision.version.as_deref());
                let clauses = Clauses::with_own(own, version, library)?;
                at_revision = Some(revision.revision);
                (clauses, None)
            }
            None => {
                let name = TermsName::new(text, Path::new(""));
                let clauses = Clauses::load(&name, library)?;
                let folder = match name.at {
                    TermsPlace::Folder(folder) => Some(folder),
                    TermsPlace::Library(_) => None,
                };
                (clauses, folder)
            }
        };
        let own = clauses.problems_of_own_files();
        if own.iter().any(Problem::is_error) {
            let failure = Failure::new(own, clauses.library.sources);
            return Err(match at_revision {
                Some(revision) => reads_otherwise(&revision, Reads::Sentences, failure),
                None => failure,
            });
        }
        let files: Vec<File> = clauses.own_files().cloned().collect();
        let mut pieces = files.iter().flat_map(|file| &file.pieces);
        if !pieces.any(|piece| matches!(piece, Piece::Clause(_))) {
            return Err(without_clauses(text).into());
        }
        let all = clauses.library.files.iter().map(|file| &file.file);
        let meant = Compiled::checked(&clauses, &IndexMap::new()).ok();
        let made = meant
            .iter()
            .map(|meant| (IndexMap::new(), Rc::clone(meant)));
        Ok(Self {
            name: name(text, &files),
            folder,
            revision: at_revision,
            parties: Parties::of(all),
            made: RefCell::new(made.collect()),
            files,
            clauses,
            meant,
        })
    }

    /// The scenarios beside the clauses.
    fn scenarios(&self, library: &Library) -> Result<Vec<LibraryFile>, Failure> {
        match &self.folder {
            Some(folder) if folder.join(SCENARIOS).is_dir() => {
                on_disk(&folder.join(SCENARIOS), SCENARIOS, "yaml", Kind::Timeline)
            }
            Some(_) => Ok(Vec::new()),
            None => library.scenarios(&id_of(&self.files).unwrap_or_default()),
        }
    }

    /// What a timeline calls these terms.
    fn in_a_timeline(&self) -> String {
        match &self.folder {
            Some(folder) => shown(folder),
            None => id_of(&self.files).unwrap_or_default(),
        }
    }

    /// The program under these readings; made once.
    fn compiled(&self, readings: &IndexMap<Name, Name>) -> Result<Rc<Compiled>, Failure> {
        let mut made = self.made.borrow_mut();
        if let Some((_, known)) = made.iter().find(|(known, _)| known == readings) {
            return Ok(Rc::clone(known));
        }
        let compiled = Compiled::checked(&self.clauses, readings);
        let compiled = compiled.map_err(|failure| match &self.revision {
            Some(revision) => reads_otherwise(revision, Reads::Words, failure),
            None => failure,
        })?;
        made.push((readings.clone(), Rc::clone(&compiled)));
        Ok(compiled)
    }

    fn decided<'a>(&'a self, program: &'a Program, readings: IndexMap<Name, Name>) -> Decided<'a> {
        Decided {
            side: self.side(),
            library: &self.clauses.library,
            readings: ReadingChoice(readings),
            program,
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            name: &self.name,
            files: &self.files,
            sources: &self.clauses.library.sources,
            parties: &self.parties,
            program: self.meant.as_ref().map(|compiled| &compiled.program),
        }
    }
}

/// `klantfocus, version 2`; where the text is no id, with what the call says.
fn name(text: &str, files: &[File]) -> String {
    match declared(files) {
        Some((id, version)) if text.split('@').next() == Some(id) => {
            format!("{id}, version {version}")
        }
        Some((id, version)) => format!("{id}, version {version} ({text})"),
        None => text.to_owned(),
    }
}

/// The id that the files give the terms.
fn id_of(files: &[File]) -> Option<String> {
    declared(files).map(|(id, _)| id.to_owned())
}

/// `klantfocus, version 1, read with R8=due_day`
fn read_with(name: &str, readings: &[(Name, Name)]) -> String {
    if readings.is_empty() {
        return name.to_owned();
    }
    let readings = readings.iter().map(|(id, value)| format!("{id}={value}"));
    let readings: Vec<String> = readings.collect();
    format!("{name}, read with {}", readings.join(" and "))
}
