//! What the program carries: the clause library as it was when it was built, and each of its terms compiled.

use include_dir::{Dir, include_dir};

use crate::cli::compiled::Ready;
use crate::cli::library::{Library, law_folder, vocabulary_folder};
use crate::cli::terms_name::{TermsName, TermsPlace};

/// The clause library.
pub static LIBRARY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/clauses");

/// Terms in one version, compiled by `build.rs`.
struct Stored {
    /// Their id.
    terms: &'static str,
    /// The version.
    version: &'static str,
    /// Whether it counts when no version is named.
    is_first: bool,
    /// The bytes of a [`Ready`].
    bytes: &'static [u8],
}

// `static STORED: &[Stored]`: the terms that had no errors.
include!(concat!(env!("OUT_DIR"), "/stored.rs"));

/// These terms compiled under their default readings, when the library holds the very files that the program was built with.
pub fn ready(terms: &TermsName, library: &Library) -> Option<Ready> {
    let TermsPlace::Library(id) = &terms.at else {
        return None;
    };
    if !terms.with.is_empty() {
        return None;
    }
    let is_meant = |stored: &&Stored| {
        let version = terms.version.as_deref();
        stored.terms == id && version.map_or(stored.is_first, |version| version == stored.version)
    };
    let stored = STORED.iter().find(is_meant)?;
    if !library.is_as_shipped(id) || !library.is_as_shipped(&vocabulary_folder()) {
        return None;
    }
    let ready = Ready::from_bytes(stored.bytes).expect("it was written by the same program");
    let mut laws = ready.declared.laws.iter();
    laws.all(|law| library.is_as_shipped(&law_folder(law)))
        .then_some(ready)
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::*;
    use crate::cli::terms::Clauses;

    fn name(terms: &str, version: Option<&str>) -> TermsName {
        TermsName {
            at: TermsPlace::Library(terms.to_owned()),
            version: version.map(str::to_owned),
            with: Vec::new(),
        }
    }

    #[test]
    fn every_version_of_all_terms_is_stored() {
        let stored: Vec<_> = STORED
            .iter()
            .map(|stored| (stored.terms.to_owned(), stored.version.to_owned()))
            .collect();
        let mut shipped = Vec::new();
        for terms in Library::Shipped.terms().expect("the program has terms") {
            let clauses = Clauses::load(&name(&terms, None), &Library::Shipped);
            let clauses = clauses.expect("they can be read");
            let first = clauses.compile(&IndexMap::new()).program;
            let first = first.expect("they have no errors").terms.version;
            let others = clauses.declared().others.iter().cloned();
            let versions = std::iter::once(first).chain(others);
            shipped.extend(versions.map(|version| (terms.clone(), version)));
        }
        assert_eq!(stored, shipped);
    }

    #[test]
    fn what_is_stored_is_what_the_program_makes_of_its_files() {
        for stored in STORED {
            let name = name(stored.terms, Some(stored.version));
            let clauses = Clauses::load(&name, &Library::Shipped).expect("they can be read");
            let made = Ready::of(&clauses).expect("they have no errors");
            let read = Ready::from_bytes(stored.bytes).expect("they can be read back");
            for ready in [made, read] {
                let bytes = ready.to_bytes().expect("memory takes whatever is written");
                assert!(
                    bytes == stored.bytes,
                    "{} {} differ",
                    stored.terms,
                    stored.version
                );
            }
        }
    }

    #[test]
    fn other_terms_are_not_stored() {
        let known = STORED.first().expect("terms are stored").terms;
        for name in [name("mine", None), name(known, Some("1000"))] {
            assert!(ready(&name, &Library::Shipped).is_none());
        }
    }
}
