//! The second versions that are shipped, against the first: what follows from the same facts, and a timeline that shows each change.
//! The snapshots are documents that lawyers review.

use std::path::{Path, PathBuf};

use clausec::check::{self, Library, LibraryFile, Program, ReadingChoice};
use clausec::diff::outcome::{Decided, outcomes};
use clausec::diff::show;
use clausec::diff::versions::{TermsFile, Versions};
use clausec::diff::witness::witnesses;
use clausec::diff::{Parties, Place, Side, compare};
use clausec::source::{Source, Sources};
use clausec::syntax::ast::File;
use clausec::syntax::parse;
use insta::assert_snapshot;

/// The files below a folder of the clause library, by their paths in it.
fn files_below(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                below(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("clauses");
    let mut paths = Vec::new();
    below(&root.join(folder), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|own| own == ending));
    paths.sort();
    let read = paths.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let inside = path.strip_prefix(&root).expect("it lies there");
        (inside.to_string_lossy().replace('\\', "/"), text)
    });
    read.collect()
}

/// A version of terms that are shipped, with all that a run needs.
struct Version {
    name: String,
    files: Vec<File>,
    library: Library,
    parties: Parties,
    program: Program,
}

impl Version {
    fn new(terms: &str, version: &str) -> Self {
        let own = files_below(terms, "clause");
        let shared = ["vocabulary", "law/nl"].map(|folder| files_below(folder, "clause"));
        let mut sources = Sources::default();
        for (path, text) in own.iter().chain(shared.iter().flatten()) {
            sources.add(path.clone(), text);
        }
        let trees: Vec<File> = sources.iter().map(|source| parse(source).file).collect();
        let (terms_files, others) = trees.split_at(own.len());
        let named: Vec<TermsFile<'_>> = own
            .iter()
            .zip(terms_files)
            .map(|((path, _), file)| TermsFile { path, file })
            .collect();
        let text = Versions::read(&named)
            .consolidate(version)
            .unwrap_or_else(|problems| panic!("{problems:?}"));
        let ids: Vec<_> = sources.iter().map(|source| source.id).collect();
        let (own_ids, other_ids) = ids.split_at(own.len());
        let of_others = other_ids.iter().zip(others);
        let of_terms = own_ids.iter().zip(&text.files);
        let files = of_others.chain(of_terms).map(|(source, file)| LibraryFile {
            source: *source,
            file: file.clone(),
        });
        let files = files.collect();
        let tables = files_below("law/nl", "csv").into_iter().collect();
        let library = Library {
            own: Vec::new(),
            sources,
            files,
            tables,
        };
        let checked = check::compile(&library, &ReadingChoice::default());
        Self {
            name: format!("{terms}, version {version}"),
            parties: Parties::of(library.files.iter().map(|one| &one.file)),
            files: text.files,
            program: checked.program.expect("shipped terms have no errors"),
            library,
        }
    }

    fn decided(&self) -> Decided<'_> {
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
}

/// What follows from the same facts, and the witnesses, in each form.
fn shown(terms: &str) -> [[String; 3]; 2] {
    let (old, new) = (Version::new(terms, "1"), Version::new(terms, "2"));
    let (old, new) = (old.decided(), new.decided());
    let path = format!("tests/cases/diff/outcome/{terms}.yaml");
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
    let facts = std::fs::read_to_string(facts).expect("it can be read");
    let outcome = outcomes(&Source::new(path, facts), None, &old, &new).expect("it fits both");

    let mut places: Vec<Place> = Vec::new();
    for change in compare(old.side, new.side).substance {
        if change.kind.is_of_rules() && !places.contains(&change.place) {
            places.push(change.place);
        }
    }
    // No scenario is at hand: the search must make up its timelines itself.
    let found = witnesses(&old, &new, &places, &[], terms);
    for one in &found {
        assert!(one.witness.is_some(), "{}: no witness", one.place);
    }
    [
        [
            show::outcome_text(&outcome, 80),
            show::outcome_markdown(&outcome),
            show::json(&outcome),
        ],
        [
            show::witness_text(&found, 80),
            show::witness_markdown(&found),
            show::json(&found),
        ],
    ]
}

#[test]
fn klantfocus() {
    let [outcome, witnesses] = shown("klantfocus");
    assert_snapshot!("klantfocus_2_outcome_text", outcome[0]);
    assert_snapshot!("klantfocus_2_outcome_markdown", outcome[1]);
    assert_snapshot!("klantfocus_2_outcome_json", outcome[2]);
    assert_snapshot!("klantfocus_2_witness_text", witnesses[0]);
    assert_snapshot!("klantfocus_2_witness_markdown", witnesses[1]);
    assert_snapshot!("klantfocus_2_witness_json", witnesses[2]);
}

#[test]
fn krachtig_online() {
    let [outcome, witnesses] = shown("krachtig-online");
    assert_snapshot!("krachtig_online_2_outcome_text", outcome[0]);
    assert_snapshot!("krachtig_online_2_outcome_markdown", outcome[1]);
    assert_snapshot!("krachtig_online_2_outcome_json", outcome[2]);
    assert_snapshot!("krachtig_online_2_witness_text", witnesses[0]);
    assert_snapshot!("krachtig_online_2_witness_markdown", witnesses[1]);
    assert_snapshot!("krachtig_online_2_witness_json", witnesses[2]);
}
