//! Small libraries for the cases: the words of the room, and one text.

use std::fs;
use std::path::{Path, PathBuf};

use clausec::check::{Checked, Library, LibraryFile, ReadingChoice, check};
use clausec::source::{LineIndex, Problem, Sources};
use clausec::syntax::parse;

/// Checks one text with the words of `tests/cases/check/words.clause`.
pub fn checked(name: &str, text: &str) -> (Library, Checked) {
    let words = fs::read_to_string(folder().join("words.clause")).expect("the words are there");
    let mut sources = Sources::default();
    let mut files = Vec::new();
    let mut slips = Vec::new();
    for (name, text) in [("words.clause", words.as_str()), (name, text)] {
        let id = sources.add(name, text);
        let source = sources.get(id).expect("it was just added");
        let parsed = parse(source);
        slips.extend(parsed.problems);
        files.push(LibraryFile {
            source: id,
            file: parsed.file,
        });
    }
    // The words are those of a library; the text is that of the terms.
    let own = files.iter().skip(1).map(|file| file.source).collect();
    let library = Library {
        own,
        sources,
        files,
        tables: indexmap::IndexMap::new(),
    };
    let mut found = check(&library, &ReadingChoice::default());
    found.problems.splice(0..0, slips);
    (library, found)
}

/// The folder of the cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check")
}

/// The clause files of a folder of cases, by name.
pub fn cases(of: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = fs::read_dir(folder().join(of))
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "clause"))
        .map(|path| {
            let name = path.file_name().expect("a file has a name");
            let text = fs::read_to_string(&path).expect("a case is a text");
            (name.to_string_lossy().into_owned(), text)
        })
        .collect();
    found.sort();
    found
}

/// Problems as a reader meets them: place, words, the words pointed at, help.
pub fn shown(library: &Library, problems: &[Problem]) -> String {
    let mut shown = String::new();
    for problem in problems {
        shown.push_str(&format!("{}: {}\n", problem.code, problem.message));
        for (span, why) in &problem.labels {
            let source = library
                .sources
                .get(span.source)
                .expect("a place lies in a source");
            let place = LineIndex::new(&source.text).position(&source.text, span.start);
            let words = span
                .of(&source.text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            shown.push_str(&format!(
                "  {}:{}:{} `{words}`: {why}\n",
                source.name, place.line, place.column
            ));
        }
        if let Some(help) = &problem.help {
            shown.push_str(&format!("  help: {help}\n"));
        }
        if let Some(heading) = &problem.heading {
            shown.push_str(&format!("  {heading}\n"));
        }
    }
    shown
}
