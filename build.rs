//! Compiles the terms of the clause library while the program is built, so that a run need not read and check them again.
//!
//! It uses the rooms of the program itself: what is stored is what the program would make of the same files. Terms with errors
//! are left out; the program then reads the files and says what is wrong. Builds again when a clause, a table, a scenario or a
//! page of explanation changes: the program carries them.

#![allow(
    dead_code,
    unused_imports,
    reason = "the rooms are whole; a build needs only a part of them"
)]

#[path = "src/check/mod.rs"]
mod check;
#[path = "src/source/mod.rs"]
mod source;
#[path = "src/syntax/mod.rs"]
mod syntax;
#[path = "src/value/mod.rs"]
mod value;

#[path = "src/diff"]
mod diff {
    pub mod versions;
}

#[path = "src/cli"]
mod cli {
    pub mod compiled;
    pub mod input;
    pub mod library;
    pub mod parsing;
    pub mod status;
    pub mod terms;
    pub mod terms_name;
    pub mod told_once;

    /// A program that is being built carries nothing yet: all comes from the folder.
    pub mod shipped {
        use include_dir::Dir;

        pub static LIBRARY: Dir<'_> = Dir::new("", &[]);
    }
}

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use cli::compiled::Ready;
use cli::library::Library;
use cli::terms::Clauses;
use cli::terms_name::{TermsName, TermsPlace};

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo says in a variable where to write; no result depends on it"
)]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=clauses");
    println!("cargo::rerun-if-changed=docs/diagnostics");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo names the folder"));
    let library = Library::Folder(PathBuf::from("clauses"));
    let mut stored = String::from("static STORED: &[Stored] = &[\n");
    for terms in library.terms().unwrap_or_default() {
        for (number, ready) in versions(&terms, &library).iter().enumerate() {
            let file = format!("{terms}-{number}.bin");
            write(&out.join(&file), &ready.to_bytes()?)?;
            let version = &ready.compiled.program.terms.version;
            stored.push_str(&format!(
                "Stored {{ terms: {terms:?}, version: {version:?}, is_first: {}, bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\")) }},\n",
                number == 0,
            ));
        }
    }
    stored.push_str("];\n");
    write(&out.join("stored.rs"), stored.as_bytes())
}

/// All versions of these terms that have no errors, the one that counts when none is named first; none when that one has errors.
fn versions(terms: &str, library: &Library) -> Vec<Ready> {
    let Some(first) = compiled(terms, None, library) else {
        return Vec::new();
    };
    let others = first.declared.others.clone();
    let others = others
        .iter()
        .filter_map(|version| compiled(terms, Some(version), library));
    std::iter::once(first).chain(others).collect()
}

fn compiled(terms: &str, version: Option<&str>, library: &Library) -> Option<Ready> {
    let name = TermsName {
        at: TermsPlace::Library(terms.to_owned()),
        version: version.map(str::to_owned),
        with: Vec::new(),
    };
    let ready = Clauses::load(&name, library).and_then(|clauses| Ready::of(&clauses));
    if ready.is_err() {
        println!(
            "cargo::warning={terms} has errors, so it is not stored: `clausec check` says which"
        );
    }
    ready.ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the place where what is built is written"
)]
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)
}
