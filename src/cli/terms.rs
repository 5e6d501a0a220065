//! The clause files that terms need, read: their own, consolidated with their versions, the vocabulary, those of their law.

use std::cell::OnceCell;

use indexmap::IndexMap;
use sha2::{Digest, Sha256};

use crate::check::{self, Checked, Groundwork, ReadingChoice};
use crate::cli::compiled::Declared;
use crate::cli::input::{Kind, shown};
use crate::cli::library::{Library, LibraryFile, law_folder, on_disk, vocabulary_folder};
use crate::cli::parsing::parse_all;
use crate::cli::status::Failure;
use crate::cli::terms_name::{TermsName, TermsPlace};
use crate::cli::told_once::leave_out_what_follows;
use crate::diff::versions::{TermsFile, Versions};
use crate::source::{Problem, Source, SourceId, Sources};
use crate::syntax::ast::{ChangeKind, Clause, Entry, File, Piece, SettingKind};
use crate::value::Name;

/// All clause files that a set of terms needs, parsed: its own, the vocabulary, those of its law.
#[derive(Debug)]
pub struct Clauses {
    /// The files as `check` takes them; the texts of the terms come first among the sources.
    pub library: check::Library,
    /// What could not be read in them.
    pub problems: Vec<Problem>,
    /// What is wrong with the versions of the terms, the one that was asked for and all others.
    pub problems_of_versions: Vec<Problem>,
    /// SHA-256 of all files and tables that take part, in the order of their paths.
    pub hash: String,
    /// How many of the texts are those of the terms.
    own: usize,
    declared: Declared,
    groundwork: OnceCell<Groundwork>,
}

impl Clauses {
    /// Loads the files of these terms.
    pub fn load(name: &TermsName, library: &Library) -> Result<Self, Failure> {
        Self::with_own(own_files(name, library)?, name.version.as_deref(), library)
    }

    /// These files of terms in a version, with the vocabulary and the law of the library.
    pub fn with_own(
        own: OwnFiles,
        version: Option<&str>,
        library: &Library,
    ) -> Result<Self, Failure> {
        let mut loading = Loading::default();
        let own_count = own.clauses.len();
        let shared = library.clauses(&vocabulary_folder())?;
        let paths: Vec<String> = own.clauses.iter().map(|file| file.path.clone()).collect();
        loading.parse(own.clauses);
        loading.consolidate(&paths, version)?;
        loading.parse(shared);
        let mut tables = own.tables;
        loading.laws = loading.laws(own_count);
        for law in loading.laws.clone() {
            loading.parse(law_files(&law, library)?);
            tables.extend(library.tables(&law_folder(&law))?);
        }
        Ok(loading.finish(own_count, tables))
    }

    /// Files by themselves: a vocabulary without terms.
    pub fn of(files: Vec<LibraryFile>) -> Self {
        let mut loading = Loading::default();
        let own = files.len();
        loading.parse(files);
        loading.finish(own, Vec::new())
    }

    /// What they say of themselves.
    pub fn declared(&self) -> &Declared {
        &self.declared
    }

    /// The readings that the clauses declare, each with its values, the default first.
    pub fn readings(&self) -> &IndexMap<Name, Vec<Name>> {
        &self.declared.readings
    }

    /// Checks them under a choice of readings, and every alternative to it.
    pub fn check(&self, readings: &IndexMap<Name, Name>) -> Checked {
        let choice = ReadingChoice(readings.clone());
        self.told_once(self.groundwork().check(&self.library, &choice))
    }

    /// Checks them as they are read under a choice of readings.
    pub fn check_as_chosen(&self, readings: &IndexMap<Name, Name>) -> Checked {
        let choice = ReadingChoice(readings.clone());
        let groundwork = self.groundwork();
        self.told_once(groundwork.check_as_chosen(&self.library, &choice))
    }

    fn told_once(&self, mut checked: Checked) -> Checked {
        leave_out_what_follows(&self.problems, &mut checked, &self.library.sources);
        checked
    }

    /// Their program under a choice of readings, when they have been checked.
    pub fn compile(&self, readings: &IndexMap<Name, Name>) -> Checked {
        let choice = ReadingChoice(readings.clone());
        self.groundwork().compile(&self.library, &choice)
    }

    fn groundwork(&self) -> &Groundwork {
        self.groundwork
            .get_or_init(|| Groundwork::new(&self.library))
    }

    /// What could not be read in the files of the terms themselves.
    pub fn problems_of_own_files(&self) -> Vec<Problem> {
        let is_own =
            |problem: &&Problem| problem.span().is_none_or(|span| self.is_own(span.source));
        self.problems.iter().filter(is_own).cloned().collect()
    }

    /// The trees of the files of the terms themselves.
    pub fn own_files(&self) -> impl Iterator<Item = &File> {
        let own = self
            .library
            .files
            .iter()
            .filter(|file| self.is_own(file.source));
        own.map(|file| &file.file)
    }

    /// The texts with their trees.
    pub fn files(&self) -> impl Iterator<Item = (&Source, &File)> {
        let texts = self
            .library
            .files
            .iter()
            .map(|file| self.library.sources.get(file.source));
        texts
            .zip(&self.library.files)
            .filter_map(|(text, file)| Some((text?, &file.file)))
    }

    fn is_own(&self, source: SourceId) -> bool {
        (source.0 as usize) < self.own
    }
}

fn readings(files: &[File]) -> IndexMap<Name, Vec<Name>> {
    let clauses = files
        .iter()
        .flat_map(|file| &file.pieces)
        .filter_map(clause_of);
    let mut all = IndexMap::new();
    for entry in clauses.flat_map(|clause| &clause.entries) {
        if let Entry::Reading(reading) = entry {
            let values = std::iter::once(&reading.default).chain(&reading.others);
            all.insert(
                reading.id.name.clone(),
                values.map(|value| value.label.name.clone()).collect(),
            );
        }
    }
    all
}

/// The clause that a piece holds.
fn clause_of(piece: &Piece) -> Option<&Clause> {
    match piece {
        Piece::Clause(clause) => Some(clause),
        Piece::Change(change) => match &change.kind {
            ChangeKind::Replace(clause) | ChangeKind::Insert { clause, .. } => Some(clause),
            ChangeKind::InsertArticle { .. }
            | ChangeKind::Repeal(_)
            | ChangeKind::Rename { .. } => None,
        },
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Article(_)
        | Piece::Table(_)
        | Piece::Declaration(_) => None,
    }
}

/// Files of a set of terms, not parsed yet.
#[derive(Debug, Clone, Default)]
pub struct OwnFiles {
    /// Clause files; their paths start from the folder of the terms or of the library.
    pub clauses: Vec<LibraryFile>,
    /// Tables.
    pub tables: Vec<LibraryFile>,
}

fn own_files(name: &TermsName, library: &Library) -> Result<OwnFiles, Failure> {
    if let Some(problem) = name.missing(library, std::path::Path::new("")) {
        return Err(problem.into());
    }
    let files = match &name.at {
        TermsPlace::Library(id) => OwnFiles {
            clauses: library.clauses(id)?,
            tables: library.tables(id)?,
        },
        TermsPlace::Folder(folder) => OwnFiles {
            clauses: on_disk(folder, "", "clause", Kind::Clauses)?,
            tables: on_disk(folder, "", "csv", Kind::Table)?,
        },
    };
    if files.clauses.is_empty() {
        Err(no_clauses(name).into())
    } else {
        Ok(files)
    }
}

fn no_clauses(name: &TermsName) -> Problem {
    let place = match &name.at {
        TermsPlace::Library(id) => format!("the terms `{id}`"),
        TermsPlace::Folder(folder) => format!("the folder `{}`", shown(folder)),
    };
    Problem::error(
        "terms-without-clauses",
        format!("{place} has no clause files"),
    )
    .help("the names of clause files end in `.clause`")
}

fn law_files(law: &str, library: &Library) -> Result<Vec<LibraryFile>, Failure> {
    let files = library.clauses(&law_folder(law))?;
    if files.is_empty() {
        let laws = library.laws().unwrap_or_default().join("`, `");
        let problem = Problem::error("law-unknown", format!("the library holds no law `{law}`"));
        return Err(problem.help(format!("there is `{laws}`")).into());
    }
    Ok(files)
}

#[derive(Default)]
struct Loading {
    sources: Sources,
    files: Vec<File>,
    problems: Vec<Problem>,
    problems_of_versions: Vec<Problem>,
    others: Vec<String>,
    laws: Vec<String>,
    digests: Vec<(String, [u8; 32])>,
}

impl Loading {
    fn parse(&mut self, files: impl IntoIterator<Item = LibraryFile>) {
        let before = self.files.len();
        for file in files {
            self.digest(&file);
            self.sources.add(file.name, file.text);
        }
        let new: Vec<&Source> = self.sources.iter().skip(before).collect();
        for parsed in parse_all(&new) {
            self.files.push(parsed.file);
            self.problems.extend(parsed.problems);
        }
    }

    /// Puts the text of a version in the place of the files of the terms: the version asked for, or the first full text.
    /// Files without any version (clauses by themselves) stay as they are.
    fn consolidate(&mut self, paths: &[String], version: Option<&str>) -> Result<(), Failure> {
        let files = paths.iter().zip(&self.files);
        let files: Vec<TermsFile<'_>> =
            files.map(|(path, file)| TermsFile { path, file }).collect();
        let versions = Versions::read(&files);
        let Some(version) = version.or(versions.first()) else {
            return Ok(());
        };
        let (text, mut wrong) = versions.as_far_as_it_goes(version).map_err(|problems| {
            // A file that could not be read may lack the very piece that is missed.
            let all = self.problems.iter().cloned().chain(problems).collect();
            Failure::new(all, self.sources.clone())
        })?;
        let sources: Vec<SourceId> = self.sources.iter().map(|source| source.id).collect();
        let number_of = |problem: &Problem| {
            let place = problem.span().map(|span| span.source);
            sources.iter().position(|source| Some(*source) == place)
        };
        // A file that belongs to no version may only have a slip in the line that names it.
        let outside: Vec<usize> = versions.outside().collect();
        let unread: Vec<Problem> = self
            .problems
            .iter()
            .filter(|problem| number_of(problem).is_some_and(|number| outside.contains(&number)))
            .cloned()
            .collect();
        let slipped = |problem: &Problem| {
            let number = number_of(problem);
            unread.iter().any(|slip| number_of(slip) == number)
        };
        let mut problems_of_versions = versions.problems();
        problems_of_versions.retain(|problem| !slipped(problem));
        problems_of_versions.extend(unread.iter().cloned());
        let taking_part = |number: usize| text.made_from.contains(&number);
        self.problems
            .retain(|problem| number_of(problem).is_none_or(taking_part));
        self.problems.append(&mut wrong);
        let mut number = 0..;
        self.digests
            .retain(|_| number.next().is_some_and(taking_part));
        let others = versions.issues().iter().map(|issue| issue.version.clone());
        self.others = others.filter(|other| *other != text.version).collect();
        self.files = text.files;
        self.problems_of_versions = problems_of_versions;
        Ok(())
    }

    fn digest(&mut self, file: &LibraryFile) {
        self.digests.push((
            file.path.clone(),
            Sha256::digest(file.text.as_bytes()).into(),
        ));
    }

    /// The laws that the terms name, each once, in their order.
    fn laws(&self, own: usize) -> Vec<String> {
        let mut laws: Vec<String> = Vec::new();
        let terms = self.files[..own].iter().flat_map(|file| &file.pieces);
        let settings = terms.filter_map(Piece::terms).map(|terms| &terms.settings);
        for setting in settings.flatten() {
            if let SettingKind::Law(law) = &setting.kind
                && !laws.contains(&law.text)
            {
                laws.push(law.text.clone());
            }
        }
        laws
    }

    /// Everything in the order in which it counts: the words, the law, the terms.
    fn finish(mut self, own: usize, tables: Vec<LibraryFile>) -> Clauses {
        for table in &tables {
            self.digest(table);
        }
        self.digests.sort();
        let readings = readings(&self.files);
        let ids = self.sources.iter().map(|source| source.id);
        let mut files: Vec<check::LibraryFile> = ids
            .zip(self.files)
            .map(|(source, file)| check::LibraryFile { source, file })
            .collect();
        let own_files = files.iter().take(own).map(|file| file.source).collect();
        files.rotate_left(own);
        Clauses {
            library: check::Library {
                sources: self.sources,
                files,
                own: own_files,
                tables: tables
                    .into_iter()
                    .map(|table| (table.path, table.text))
                    .collect(),
            },
            problems: self.problems,
            problems_of_versions: self.problems_of_versions,
            hash: hash(&self.digests),
            own,
            declared: Declared {
                readings,
                others: self.others,
                laws: self.laws,
            },
            groundwork: OnceCell::new(),
        }
    }
}

/// One hash for many files: of their paths and their own hashes.
fn hash(digests: &[(String, [u8; 32])]) -> String {
    let mut all = Sha256::new();
    for (path, digest) in digests {
        all.update(path.as_bytes());
        all.update([0]);
        all.update(digest);
    }
    hexadecimal(&all.finalize())
}

/// SHA-256 of a text, in hexadecimal.
pub fn hash_of(source: &Source) -> String {
    hexadecimal(&Sha256::digest(source.text.as_bytes()))
}

/// One hash for several texts, each with its own.
pub fn hash_of_hashes<'h>(hashes: impl IntoIterator<Item = &'h str>) -> String {
    let mut all = Sha256::new();
    for hash in hashes {
        all.update(hash.as_bytes());
    }
    hexadecimal(&all.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a String takes whatever is written to it");
            text
        })
}
