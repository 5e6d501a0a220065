//! Clause files of a git revision: `git:HEAD~3:clauses/my-terms`.
//!
//! The files are read through `git`, which knows the revision; nothing is checked out.

use std::process::{Command, Output};

use crate::cli::library::LibraryFile;
use crate::cli::status::Failure;
use crate::cli::terms::OwnFiles;
use crate::source::Problem;

/// `Not a valid object name HEAD~9` inside a sentence.
fn inside_a_sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// How a revision begins.
const SCHEME: &str = "git:";

/// A folder of clause files at a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// `HEAD~3`
    pub revision: String,
    /// `clauses/klantfocus`, from the folder in which the program was called.
    pub path: String,
    /// `2` in `git:HEAD~3:clauses/klantfocus@2`
    pub version: Option<String>,
}

impl Revision {
    /// Reads `git:HEAD~3:clauses/my-terms`; none when the text does not begin with `git:`.
    pub fn parse(text: &str) -> Option<Result<Self, Problem>> {
        let rest = text.strip_prefix(SCHEME)?;
        let parsed = match rest.split_once(':') {
            Some((revision, path)) if !revision.is_empty() && !revision.starts_with('-') => {
                let (path, version) = match path.rsplit_once('@') {
                    Some((path, version)) if !version.contains('/') => (path, Some(version)),
                    Some(_) | None => (path, None),
                };
                Ok(Self {
                    revision: revision.to_owned(),
                    path: path.trim_end_matches('/').to_owned(),
                    version: version.map(str::to_owned),
                })
            }
            Some(_) | None => Err(Problem::error(
                "revision-not-read",
                format!("`{text}` is not a revision with a path"),
            )
            .help("say `git:REVISION:PATH`, as in `git:HEAD~3:clauses/my-terms`")),
        };
        Some(parsed)
    }

    /// The clause files and tables at the revision.
    pub fn files(&self) -> Result<OwnFiles, Failure> {
        let path = if self.path.is_empty() {
            "."
        } else {
            &self.path
        };
        let listing = self.git(&[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            &self.revision,
            "--",
            &format!("{path}/"),
        ])?;
        let mut own = OwnFiles::default();
        for name in listing.split('\0').filter(|name| !name.is_empty()) {
            let inside = name
                .strip_prefix(&format!("{}/", self.path))
                .unwrap_or(name);
            if inside.split('/').any(|part| part == "scenarios") {
                continue;
            }
            let list = match name.rsplit_once('.') {
                Some((_, "clause")) => &mut own.clauses,
                Some((_, "csv")) => &mut own.tables,
                Some(_) | None => continue,
            };
            list.push(LibraryFile {
                name: format!("{SCHEME}{}:{name}", self.revision),
                path: inside.to_owned(),
                text: self.git(&["show", &format!("{}:./{name}", self.revision)])?,
            });
        }
        if own.clauses.is_empty() {
            return Err(Problem::error(
                "terms-without-clauses",
                format!(
                    "the folder `{}` has no clause files at the revision `{}`",
                    self.path, self.revision
                ),
            )
            .help(
                "the path starts from this folder, and the names of clause files end in `.clause`",
            )
            .into());
        }
        Ok(own)
    }

    fn git(&self, arguments: &[&str]) -> Result<String, Failure> {
        let output = Command::new("git")
            .args(arguments)
            .output()
            .map_err(|_| self.unreadable("the program `git` cannot be started"))?;
        self.text(output)
    }

    fn text(&self, output: Output) -> Result<String, Failure> {
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let first = said.lines().next().unwrap_or_default();
            let reason = first.trim_start_matches("fatal: ");
            let reason = if reason.starts_with("not a git repository") {
                "this folder lies in no git repository"
            } else {
                reason
            };
            return Err(self.unreadable(reason));
        }
        String::from_utf8(output.stdout)
            .map_err(|_| self.unreadable("a file there is not text in UTF-8"))
    }

    fn unreadable(&self, reason: &str) -> Failure {
        Problem::error(
            "revision-not-read",
            format!(
                "the revision `{}` of `{}` cannot be read: {}",
                self.revision,
                self.path,
                inside_a_sentence(reason)
            ),
        )
        .help("`git log --oneline` lists the revisions; the path starts from this folder")
        .into()
    }
}
