//! A text of shipped terms with all that is needed to decide under it and to set it beside another.

use std::path::{Path, PathBuf};

use clausec::check::{self, Library, LibraryFile, Program, ReadingChoice};
use clausec::diagnostic::{Style, render};
use clausec::diff::outcome::Decided;
use clausec::diff::versions::{TermsFile, Versions};
use clausec::diff::witness::{Search, witnesses};
use clausec::diff::{Comparison, Parties, Place, Side, compare};
use clausec::syntax::ast::File;

use crate::mutants::{files, library};

/// Terms that can be decided under.
pub struct Text {
    /// What a comparison calls it.
    pub name: String,
    /// The vocabulary, the law and the terms; the files of the terms come first.
    pub library: Library,
    /// The files of the terms.
    pub files: Vec<File>,
    parties: Parties,
    /// What the rules mean.
    pub program: Program,
}

impl Text {
    /// A version of terms that are shipped.
    pub fn shipped(terms: &str, version: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("clauses/{terms}"));
        let own = files(&format!("clauses/{terms}"), "clause");
        let count = own.len();
        let shared = ["clauses/vocabulary", "clauses/law"];
        let shared = shared.iter().flat_map(|part| files(part, "clause"));
        let all: Vec<(PathBuf, String)> = own.into_iter().chain(shared).collect();
        let (library, slips) = library(&all, None);
        assert_eq!(slips, []);
        let paths: Vec<String> = all
            .iter()
            .take(count)
            .map(|(path, _)| path.strip_prefix(&folder).expect("it lies there"))
            .map(|path| path.display().to_string().replace('\\', "/"))
            .collect();
        let of_terms = paths.iter().zip(&library.files);
        let named: Vec<TermsFile<'_>> = of_terms
            .map(|(path, one)| TermsFile {
                path,
                file: &one.file,
            })
            .collect();
        let text = Versions::read(&named).consolidate(version);
        let text = text.unwrap_or_else(|problems| panic!("{problems:?}"));
        let (own, shared) = library.files.split_at(count);
        let own = own.iter().zip(&text.files).map(|(one, file)| LibraryFile {
            source: one.source,
            file: file.clone(),
        });
        let library = Library {
            files: own.chain(shared.iter().cloned()).collect(),
            ..library.clone()
        };
        let name = format!("{terms}, version {version}");
        Self::of(&name, library, count).unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// The terms, of which so many files of the library are, or why they are refused.
    pub fn of(name: &str, library: Library, own: usize) -> Result<Self, String> {
        let checked = check::check(&library, &ReadingChoice::default());
        let Some(program) = checked.program else {
            return Err(render(&checked.problems, &library.sources, Style::Plain));
        };
        let own = library.files.iter().take(own);
        Ok(Self {
            name: name.to_owned(),
            files: own.map(|one| one.file.clone()).collect(),
            parties: Parties::of(library.files.iter().map(|one| &one.file)),
            program,
            library,
        })
    }

    /// The text as a comparison takes it.
    pub fn decided(&self) -> Decided<'_> {
        Decided {
            side: Side {
                name: &self.name,
                files: &self.files,
                sources: &self.library.sources,
                parties: &self.parties,
                program: Some(&self.program),
            },
            library: &self.library,
            readings: ReadingChoice::default(),
            program: &self.program,
        }
    }

    /// The other of two parties.
    pub fn other(&self, party: &str) -> Option<String> {
        self.parties.other(party).map(str::to_owned)
    }
}

/// What two texts differ in, and a witness of each change of their rules. No scenario is at hand: the search must make up its timelines
/// itself.
pub fn found(old: &Decided<'_>, new: &Decided<'_>, terms: &str) -> (Comparison, Vec<Search>) {
    let comparison = compare(old.side, new.side);
    let mut places: Vec<Place> = Vec::new();
    for change in &comparison.substance {
        if change.kind.is_of_rules() && !places.contains(&change.place) {
            places.push(change.place.clone());
        }
    }
    let searches = witnesses(old, new, &places, &[], terms);
    (comparison, searches)
}
