//! Versions of terms: full texts, amendments of earlier ones, and the consolidated text of each.
//!
//! The files of a set of terms hold a full text and, below `versions/<name>/`, further versions: each an amendment
//! (`Amendment of klantfocus, version 2, from version 1.` and its changes) or another full text. [`Versions::consolidate`]
//! gives the files of one version as if they had been written that way: each clause stands in the file of its article, and
//! keeps the place where it was written, so that messages point at the amendment.

mod apply;
mod collect;
mod disputes;
mod hanging;
mod sound;

use crate::source::{Problem, SourceId, sort_by_place};
use crate::syntax::ast::{File, Piece};

pub use collect::{Amending, Basis, FOLDER, Issue, TermsFile};

/// The versions that the files of a set of terms hold.
#[derive(Debug, Clone)]
pub struct Versions<'f> {
    files: Vec<&'f File>,
    issues: Vec<Issue<'f>>,
    problems: Vec<Problem>,
}

/// The files of one version, one for each file that was read and in the same order; those of other versions are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consolidated {
    /// The version.
    pub version: String,
    /// Its files.
    pub files: Vec<File>,
    /// The numbers of the files that it was made from: those of the full text, then those of each amendment.
    pub made_from: Vec<usize>,
}

impl<'f> Versions<'f> {
    /// Finds the versions in the files of a set of terms.
    pub fn read(files: &[TermsFile<'f>]) -> Self {
        let (issues, mut problems) = collect::issues(files);
        problems.extend(disputes::on_one_day(&issues));
        Self {
            files: files.iter().map(|one| one.file).collect(),
            issues,
            problems,
        }
    }

    /// The versions, in the order in which they are built on each other and then as they stand in the files.
    pub fn issues(&self) -> &[Issue<'f>] {
        &self.issues
    }

    /// The version of the full text that stands first: the one that counts when nobody names another.
    pub fn first(&self) -> Option<&str> {
        self.issues
            .iter()
            .find(|issue| matches!(issue.basis, Basis::FullText))
            .map(|issue| issue.version.as_str())
    }

    /// A version by its name.
    pub fn issue(&self, version: &str) -> Option<&Issue<'f>> {
        self.issues.iter().find(|issue| issue.version == version)
    }

    /// Everything that is wrong with the versions, sorted by place; those of each version once.
    pub fn problems(&self) -> Vec<Problem> {
        let mut all = self.problems.clone();
        for issue in &self.issues {
            if let Err(problems) = self.consolidate(&issue.version) {
                all.extend(problems);
            }
        }
        sort_by_place(&mut all);
        all.dedup();
        all
    }

    /// The files of a version.
    ///
    /// # Errors
    /// What is wrong with the version or with one that it is built on: it is unknown, versions stand in a circle, a change
    /// is of something that is not there, two changes are of one provision, a repeal leaves a reference hanging.
    pub fn consolidate(&self, version: &str) -> Result<Consolidated, Vec<Problem>> {
        let (text, problems) = self.as_far_as_it_goes(version)?;
        if problems.is_empty() {
            Ok(text)
        } else {
            Err(problems)
        }
    }

    /// The files of a version with every change that can be made, and what is wrong with it, sorted by place: so that what
    /// else is wrong with its clauses can be told at once.
    ///
    /// # Errors
    /// There is no text at all: the version is unknown, or versions stand in a circle.
    pub fn as_far_as_it_goes(
        &self,
        version: &str,
    ) -> Result<(Consolidated, Vec<Problem>), Vec<Problem>> {
        let chain = self.chain(version)?;
        let mut text = apply::start(&self.files, chain.full);
        let mut made_from = chain.full.files.clone();
        let mut problems = Vec::new();
        for issue in chain.amendments {
            made_from.extend(&issue.files);
            let before = text.clone();
            problems.extend(apply::amend(&mut text, &self.files, issue));
            problems.extend(hanging::references(&before, &text, issue));
        }
        let concerned = self.problems.iter().filter(|problem| {
            let at = problem.span().unwrap_or_default();
            self.sources_of(&made_from)
                .any(|source| source == at.source)
        });
        problems.extend(concerned.cloned());
        sort_by_place(&mut problems);
        let text = Consolidated {
            version: version.to_owned(),
            files: text,
            made_from,
        };
        Ok((text, problems))
    }

    /// The texts that these files were read from.
    fn sources_of(&self, files: &[usize]) -> impl Iterator<Item = SourceId> {
        let pieces = files
            .iter()
            .filter_map(|number| self.files[*number].pieces.first());
        pieces.map(|piece| piece.span().source)
    }

    /// The numbers of the files that belong to no version.
    pub fn outside(&self) -> impl Iterator<Item = usize> {
        let belongs = |number: &usize| self.issues.iter().any(|one| one.files.contains(number));
        (0..self.files.len()).filter(move |number| !belongs(number))
    }

    /// The full text that a version goes back to, and the amendments on the way, first to last.
    fn chain(&self, version: &str) -> Result<Chain<'_, 'f>, Vec<Problem>> {
        let mut amendments: Vec<&Issue<'f>> = Vec::new();
        let mut wanted = version;
        loop {
            let Some(issue) = self.issue(wanted) else {
                return Err(vec![self.unknown(wanted, amendments.last().copied())]);
            };
            match &issue.basis {
                Basis::FullText => {
                    amendments.reverse();
                    let full = issue;
                    return Ok(Chain { full, amendments });
                }
                Basis::Amends(amending) => {
                    if amendments.iter().any(|one| one.version == issue.version) {
                        let within = amendments
                            .iter()
                            .position(|one| one.version == issue.version)
                            .unwrap_or_default();
                        return Err(vec![circle(&amendments[within..])]);
                    }
                    amendments.push(issue);
                    wanted = amending.from;
                }
            }
        }
    }

    /// What the terms are called in the files.
    fn terms_name(&self) -> Option<&str> {
        let mut pieces = self.files.iter().flat_map(|file| &file.pieces);
        pieces.find_map(|piece| match piece {
            Piece::Terms(terms) => Some(terms.id.name.as_str()),
            Piece::Amendment(_)
            | Piece::Change(_)
            | Piece::Article(_)
            | Piece::Clause(_)
            | Piece::Table(_)
            | Piece::Declaration(_) => None,
        })
    }

    fn unknown(&self, version: &str, asked_by: Option<&Issue<'f>>) -> Problem {
        let mut known: Vec<&str> = self
            .issues
            .iter()
            .map(|issue| issue.version.as_str())
            .filter(|known| asked_by.is_none_or(|asking| asking.version != *known))
            .collect();
        known.dedup();
        let help = match known.as_slice() {
            [] => "the files hold no version: a full text begins with `Terms …, version 1.`"
                .to_owned(),
            [only] => format!("there is version {only}"),
            several => format!("there are versions {}", several.join(", ")),
        };
        let of_what = self.terms_name().map(|name| format!(" of `{name}`"));
        let message = format!(
            "there is no version {version}{}",
            of_what.unwrap_or_default()
        );
        let problem = Problem::error("version-unknown", message);
        match asked_by.map(|issue| &issue.basis) {
            Some(Basis::Amends(amending)) => problem.at(amending.from_span, "amended here"),
            Some(Basis::FullText) | None => problem,
        }
        .help(help)
    }
}

/// From a full text to a version.
struct Chain<'v, 'f> {
    full: &'v Issue<'f>,
    amendments: Vec<&'v Issue<'f>>,
}

/// The same problem for each of the versions in the circle.
fn circle(amendments: &[&Issue<'_>]) -> Problem {
    let mut in_order = amendments.to_vec();
    in_order.sort_by_key(|issue| issue.span);
    let names: Vec<&str> = in_order
        .iter()
        .map(|issue| issue.version.as_str())
        .collect();
    let message = match names.as_slice() {
        [one] => format!("version {one} is built on itself"),
        [before @ .., last] => {
            let before = before.join(", ");
            format!("versions {before} and {last} are built on each other")
        }
        [] => "versions are built on each other".to_owned(),
    };
    let mut problem = Problem::error("versions-in-a-circle", message);
    for issue in in_order {
        if let Basis::Amends(amending) = &issue.basis {
            let words = format!("version {} from version {}", issue.version, amending.from);
            problem = problem.at(issue.span, words);
        }
    }
    problem.help("each version amends one that was there before it; one of them is a full text")
}
