//! The clause library: the folders of clause files and tables, in the program or on the disk.
//!
//! A library holds `vocabulary/`, `law/<law>/` and a folder for each set of terms. The program carries one. A folder
//! `clauses/` takes its place; what that folder does not hold of the vocabulary and the law comes from the program.

use std::path::{Component, Path, PathBuf};

use include_dir::{Dir, File};

use crate::cli::input::{Kind, entries, read, shown};
use crate::cli::shipped::LIBRARY as SHIPPED;
use crate::cli::status::Failure;
use crate::source::{Problem, nearest};

/// The name of a library's folder.
const FOLDER: &str = "clauses";
/// Folders of a library that hold no terms.
const VOCABULARY: &str = "vocabulary";
const LAW: &str = "law";
/// The folder of a set of terms that holds timelines, not clauses.
pub const SCENARIOS: &str = "scenarios";

/// Where clause files come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Library {
    /// The one that the program carries.
    Shipped,
    /// A folder on the disk.
    Folder(PathBuf),
}

/// A file of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFile {
    /// The name that messages show: a path.
    pub name: String,
    /// The path from the folder of the library, with `/` between its parts.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The name of the folder for the words that all terms share.
pub fn vocabulary_folder() -> String {
    VOCABULARY.to_owned()
}

/// The name of the folder of a law.
pub fn law_folder(law: &str) -> String {
    format!("{LAW}/{law}")
}

impl Library {
    /// The library for a timeline: the folder given; or the folder `clauses/` beside it; or the one that it lies in; or
    /// the one that the program carries.
    pub fn beside(timeline: &Path, given: Option<&Path>) -> Result<Self, Failure> {
        if let Some(folder) = given {
            return Self::at(folder);
        }
        let folder = timeline.parent().unwrap_or(Path::new(""));
        let beside = folder.join(FOLDER);
        if beside.is_dir() {
            return Ok(Self::Folder(beside));
        }
        Ok(around(folder).map_or(Self::Shipped, Self::Folder))
    }

    /// The library for a call that names no timeline: the folder given, or `clauses/` here, or the program's.
    pub fn here(given: Option<&Path>) -> Result<Self, Failure> {
        Self::beside(Path::new("timeline"), given)
    }

    fn at(folder: &Path) -> Result<Self, Failure> {
        if folder.is_dir() {
            return Ok(Self::Folder(folder.to_owned()));
        }
        // Reading it as a folder gives the message for what it is.
        entries(folder).map(|_| Self::Folder(folder.to_owned()))
    }

    /// The ids of the terms in it, sorted.
    pub fn terms(&self) -> Result<Vec<String>, Failure> {
        let folders = match self {
            Self::Shipped => SHIPPED
                .dirs()
                .map(|folder| last_part(folder.path()))
                .collect(),
            Self::Folder(root) => {
                let all = entries(root)?;
                all.iter()
                    .filter(|path| path.is_dir())
                    .map(|path| last_part(path))
                    .collect::<Vec<_>>()
            }
        };
        let mut terms: Vec<String> = folders
            .into_iter()
            .filter(|name| name != VOCABULARY && name != LAW)
            .collect();
        terms.sort();
        Ok(terms)
    }

    /// The folder of the library that a file lies in: `klantfocus`, `vocabulary`; none when it lies elsewhere.
    pub fn folder_of(&self, path: &Path) -> Option<String> {
        let Self::Folder(root) = self else {
            return None;
        };
        let (root, path) = (
            std::path::absolute(root).ok()?,
            std::path::absolute(path).ok()?,
        );
        let mut inside = path.strip_prefix(root).ok()?.components();
        let first = inside.next()?.as_os_str().to_string_lossy().into_owned();
        inside.next().map(|_| first)
    }

    /// Whether a folder of the library is one of terms, and not one that all terms share.
    pub fn holds_terms(&self, folder: &str) -> bool {
        folder != VOCABULARY && folder != LAW && self.has(folder)
    }

    /// The laws in it, sorted.
    pub fn laws(&self) -> Result<Vec<String>, Failure> {
        let mut laws: Vec<String> = match self {
            Self::Folder(root) if root.join(LAW).is_dir() => {
                let all = entries(&root.join(LAW))?;
                all.iter()
                    .filter(|path| path.is_dir())
                    .map(|path| last_part(path))
                    .collect()
            }
            Self::Shipped | Self::Folder(_) => {
                let law = shipped(LAW).into_iter().flat_map(Dir::dirs);
                law.map(|folder| last_part(folder.path())).collect()
            }
        };
        laws.sort();
        Ok(laws)
    }

    /// Whether it holds clause files in this folder (`klantfocus`, `law/nl`).
    pub fn has(&self, folder: &str) -> bool {
        match self {
            Self::Shipped => shipped(folder).is_some(),
            Self::Folder(root) => root.join(folder).is_dir(),
        }
    }

    /// The clause files of one of its folders, sorted by path; those of the program when the folder is the vocabulary or
    /// a law that this library does not hold.
    pub fn clauses(&self, folder: &str) -> Result<Vec<LibraryFile>, Failure> {
        self.files(folder, "clause", Kind::Clauses)
    }

    /// The tables of one of its folders, likewise.
    pub fn tables(&self, folder: &str) -> Result<Vec<LibraryFile>, Failure> {
        self.files(folder, "csv", Kind::Table)
    }

    /// The scenarios beside the clauses of these terms, sorted by path.
    pub fn scenarios(&self, terms: &str) -> Result<Vec<LibraryFile>, Failure> {
        let folder = format!("{terms}/{SCENARIOS}");
        if !self.has(&folder) {
            return Ok(Vec::new());
        }
        self.files(&folder, "yaml", Kind::Timeline)
    }

    fn files(&self, folder: &str, ending: &str, kind: Kind) -> Result<Vec<LibraryFile>, Failure> {
        match self {
            Self::Folder(root) if self.has(folder) => {
                on_disk(&root.join(folder), folder, ending, kind)
            }
            Self::Shipped | Self::Folder(_) => Ok(in_program(folder, ending)),
        }
    }

    /// Whether the clause files and tables of one of its folders are those that the program carries, byte for byte.
    pub fn is_as_shipped(&self, folder: &str) -> bool {
        let same = |ending: &str, kind: Kind| {
            let ours = self.files(folder, ending, kind);
            let mut carried = Vec::new();
            if let Some(folder) = shipped(folder) {
                below(folder, ending, &mut carried);
            }
            ours.is_ok_and(|ours| {
                ours.len() == carried.len()
                    && ours.iter().all(|one| {
                        let text = carried.iter().find(|(path, _)| *path == one.path);
                        text.is_some_and(|(_, text)| *text == one.text)
                    })
            })
        };
        *self == Self::Shipped || (same("clause", Kind::Clauses) && same("csv", Kind::Table))
    }

    /// That it holds no such terms, with the nearest that it holds.
    pub fn no_such_terms(&self, id: &str) -> Problem {
        let terms = self.terms().unwrap_or_default();
        let place = match self {
            Self::Shipped => "the clause library".to_owned(),
            Self::Folder(root) => format!("the folder `{}`", shown(root)),
        };
        let help = match nearest(id, terms.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None if terms.is_empty() => {
                "a folder with clause files can be named by its path".to_owned()
            }
            None => format!(
                "there are `{}`; a folder with clause files can be named by its path",
                terms.join("`, `")
            ),
        };
        Problem::error("terms-unknown", format!("{place} holds no terms `{id}`")).help(help)
    }
}

/// The clause files below any folder on the disk, sorted by path; `under` is put before their paths.
pub fn on_disk(
    folder: &Path,
    under: &str,
    ending: &str,
    kind: Kind,
) -> Result<Vec<LibraryFile>, Failure> {
    let mut files = Vec::new();
    for path in paths_below(folder, &[ending])? {
        let source = read(&path, kind)?;
        let inside = path.strip_prefix(folder).map(shown).unwrap_or_default();
        let path = if under.is_empty() {
            inside
        } else {
            format!("{under}/{inside}")
        };
        files.push(LibraryFile {
            name: source.name,
            path,
            text: source.text,
        });
    }
    Ok(files)
}

/// The files with one of these endings in a folder and below it, sorted; scenarios are left out of a search for clauses and tables.
pub fn paths_below(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            let clauses_only = !endings.contains(&"yaml");
            if !(clauses_only && last_part(&path) == SCENARIOS) {
                found.extend(paths_below(&path, endings)?);
            }
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
        {
            found.push(path);
        }
    }
    Ok(found)
}

fn in_program(folder: &str, ending: &str) -> Vec<LibraryFile> {
    let mut found = Vec::new();
    if let Some(folder) = shipped(folder) {
        below(folder, ending, &mut found);
    }
    found.sort_unstable();
    let file = |(path, text): (String, &str)| LibraryFile {
        name: format!("{FOLDER}/{path}"),
        path,
        text: text.to_owned(),
    };
    found.into_iter().map(file).collect()
}

/// A folder of the program's library, found part by part (`Dir::get_dir` would look at each file of each folder).
fn shipped(folder: &str) -> Option<&'static Dir<'static>> {
    folder.split('/').try_fold(&SHIPPED, |inside, part| {
        inside.dirs().find(|inner| last_part(inner.path()) == part)
    })
}

/// The files of the program with this ending in a folder and below it: their paths and texts.
fn below(folder: &'static Dir<'static>, ending: &str, found: &mut Vec<(String, &'static str)>) {
    let wanted = folder
        .files()
        .filter(|file| file.path().extension().is_some_and(|there| there == ending));
    let text = |file: &'static File<'static>| Some((shown(file.path()), file.contents_utf8()?));
    found.extend(wanted.filter_map(text));
    for inner in folder
        .dirs()
        .filter(|inner| ending == "yaml" || last_part(inner.path()) != SCENARIOS)
    {
        below(inner, ending, found);
    }
}

/// The library that a folder lies in: the nearest folder above it, or itself, called `clauses` that holds a vocabulary.
fn around(folder: &Path) -> Option<PathBuf> {
    let is_library =
        |folder: &Path| last_part(folder) == FOLDER && folder.join(VOCABULARY).is_dir();
    let written = folder
        .ancestors()
        .find(|above| is_library(above))
        .map(Path::to_owned);
    let absolute = || {
        std::path::absolute(folder)
            .ok()
            .filter(|_| stays_inside(folder))
    };
    written.or_else(|| {
        absolute()?
            .ancestors()
            .find(|above| is_library(above))
            .map(Path::to_owned)
    })
}

/// Whether a path has no `..`, so that its parents are those of its letters.
fn stays_inside(path: &Path) -> bool {
    !path.components().any(|part| part == Component::ParentDir)
}

fn last_part(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
