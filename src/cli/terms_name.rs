//! Which terms: an id of the library, perhaps with a version, or the path of a folder with clause files.

use std::path::{Path, PathBuf};

use crate::cli::input::shown;
use crate::cli::library::Library;
use crate::diff::versions::FOLDER;
use crate::source::Problem;

/// The terms that a timeline or a call names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TermsName {
    /// An id, or a path.
    pub at: TermsPlace,
    /// `2` in `krachtig-online@2`.
    pub version: Option<String>,
    /// Further versions that take part, because the timeline speaks of them.
    pub with: Vec<String>,
}

/// Where terms stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TermsPlace {
    /// In the library, under this id.
    Library(String),
    /// In a folder of their own.
    Folder(PathBuf),
}

impl TermsName {
    /// Reads `klantfocus`, `klantfocus@2`, `./my-terms`, `./my-terms@2` or `../`; a path starts from `base`.
    pub fn new(text: &str, base: &Path) -> Self {
        let (id, version) = match text.rsplit_once('@') {
            Some((id, version)) if !version.contains(['/', '\\']) => (id, Some(version.to_owned())),
            Some(_) | None => (text, None),
        };
        if is_path(text) {
            return Self {
                at: TermsPlace::Folder(tidy(&base.join(id))),
                version,
                with: Vec::new(),
            };
        }
        Self {
            at: TermsPlace::Library(id.to_owned()),
            version,
            with: Vec::new(),
        }
    }
}

impl TermsName {
    /// The version alone from which a timeline starts.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self {
            with: Vec::new(),
            ..self.clone()
        }
    }

    /// The same name as one that starts from the working folder, as those of a call do.
    pub fn seen_from_here(&self, written: &str) -> String {
        match &self.at {
            TermsPlace::Library(_) => written.to_owned(),
            TermsPlace::Folder(folder) => {
                let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
                let version = self.version.as_ref();
                let version = version.map_or_else(String::new, |version| format!("@{version}"));
                format!("{}{version}", folder.display())
            }
        }
    }

    /// The further versions, each alone.
    pub fn others(&self) -> impl Iterator<Item = Self> {
        self.with.iter().map(|version| Self {
            version: Some(version.clone()),
            ..self.alone()
        })
    }

    /// That there are no such terms, when there are none; `base` is the folder from which a path starts.
    pub fn missing(&self, library: &Library, base: &Path) -> Option<Problem> {
        match &self.at {
            TermsPlace::Library(id) if !library.has(id) && base.join(id).is_dir() => {
                let problem = library.no_such_terms(id);
                Some(problem.help(format!(
                    "the folder `{id}` is named by its path: write `./{id}`"
                )))
            }
            TermsPlace::Library(id) if !library.has(id) => Some(library.no_such_terms(id)),
            TermsPlace::Folder(folder) if !folder.is_dir() => Some(no_folder(folder)),
            TermsPlace::Library(_) | TermsPlace::Folder(_) => None,
        }
    }
}

fn no_folder(folder: &Path) -> Problem {
    Problem::error(
        "terms-unknown",
        format!("there is no folder `{}`", shown(folder)),
    )
    .help("a path starts from this folder, and in a timeline from the folder that the timeline lies in")
}

/// The folder of the terms that a clause file belongs to: the one that it lies in, or, for a further version, the one in which
/// `versions/` lies.
pub fn folder_of_terms(file: &Path) -> &Path {
    let own = file.parent().unwrap_or(Path::new(""));
    let versions = own
        .ancestors()
        .skip(1)
        .find(|above| above.file_name().is_some_and(|name| name == FOLDER));
    versions.and_then(Path::parent).unwrap_or(own)
}

fn is_path(text: &str) -> bool {
    text.contains(['/', '\\']) || text.starts_with('.')
}

/// The same path without `x/..`, for messages and so that one folder has one name. A link is not followed.
fn tidy(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut tidied = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(tidied.components().next_back(), Some(Component::Normal(_))) =>
            {
                tidied.pop();
            }
            Component::ParentDir
            | Component::Normal(_)
            | Component::Prefix(_)
            | Component::RootDir => tidied.push(part),
        }
    }
    if tidied.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        tidied
    }
}
