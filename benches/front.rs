//! The front end: parsing and checking the shipped clauses, and loading a program that was compiled before.
//!
//! `cargo bench --bench front`. The library in the program is measured; no file is read.

use clausec::check::{ReadingChoice, check, compile};
use clausec::cli::{Clauses, Library, Ready, TermsName, TermsPlace};
use clausec::source::Source;
use clausec::syntax::parse;
use divan::Bencher;

const TERMS: [&str; 2] = ["klantfocus", "krachtig-online"];

fn main() {
    divan::main();
}

fn name(terms: &str) -> TermsName {
    TermsName {
        at: TermsPlace::Library(terms.to_owned()),
        version: None,
        with: Vec::new(),
    }
}

fn clauses(terms: &str) -> Clauses {
    Clauses::load(&name(terms), &Library::Shipped).expect("the shipped terms can be read")
}

/// Every clause file of the library, one after the other on one thread.
#[divan::bench]
fn parse_the_whole_library(bencher: Bencher<'_, '_>) {
    let mut sources = Vec::new();
    for folder in ["vocabulary", "law/nl"].iter().chain(&TERMS) {
        let files = Library::Shipped.clauses(folder);
        let files = files.expect("the library holds it").into_iter();
        sources.extend(files.map(|file| Source::new(file.name, file.text)));
    }
    bencher.bench(|| {
        let parsed = sources.iter().map(parse);
        parsed.map(|one| one.problems.len()).sum::<usize>()
    });
}

/// Terms with the vocabulary and their law, as a run of changed clause files reads them.
#[divan::bench(args = TERMS)]
fn parse_terms(terms: &str) -> Clauses {
    clauses(terms)
}

/// Their program, without the checks of the whole library.
#[divan::bench(args = TERMS)]
fn compile_terms(bencher: Bencher<'_, '_>, terms: &str) {
    let clauses = clauses(terms);
    bencher.bench(|| compile(&clauses.library, &ReadingChoice::default()));
}

/// Their program with all checks, every alternative reading included.
#[divan::bench(args = TERMS)]
fn check_terms(bencher: Bencher<'_, '_>, terms: &str) {
    let clauses = clauses(terms);
    bencher.bench(|| check(&clauses.library, &ReadingChoice::default()));
}

/// Their program from the bytes that the build stores.
#[divan::bench(args = TERMS)]
fn load_stored_terms(bencher: Bencher<'_, '_>, terms: &str) {
    let ready = Ready::of(&clauses(terms)).expect("the shipped terms have no errors");
    let bytes = ready.to_bytes().expect("memory takes whatever is written");
    bencher.bench(|| Ready::from_bytes(&bytes).expect("they can be read back"));
}
