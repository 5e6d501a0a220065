//! Terms as a program in memory: read from the clause files once, then run as often as one likes.

use std::fs;
use std::path::{Path, PathBuf};

use clausec::check::{Library, LibraryFile, Program, ReadingChoice, compile};
use clausec::engine::{Options, run};
use clausec::report::{Receipt, Report};
use clausec::source::{Problem, Source, Sources};
use clausec::syntax::parse;
use clausec::timeline::{OpenedTimeline, Timeline};
use clausec::value::Name;

/// A set of terms, ready to be run.
#[derive(Debug)]
pub struct Terms {
    program: Program,
}

impl Terms {
    /// The terms in a folder, from the root of the project: `clauses/klantfocus`; under these readings, and for the rest under
    /// those that hold unless others are chosen.
    pub fn read(folder: &str, readings: &[(&str, &str)]) -> Self {
        let mut library = Library::default();
        for folder in ["clauses/vocabulary", "clauses/law/nl", folder] {
            for path in files(folder, "clause") {
                let text = fs::read_to_string(&path).expect("a clause file is a text");
                let source = library.sources.add(path.to_string_lossy(), text);
                let file = parse(library.sources.get(source).expect("it was just added")).file;
                library.files.push(LibraryFile { source, file });
            }
        }
        for path in files("clauses/law/nl/tables", "csv") {
            let name = path.file_name().expect("a file has a name");
            let text = fs::read_to_string(&path).expect("a table is a text");
            let name = format!("law/nl/tables/{}", name.to_string_lossy());
            library.tables.insert(name, text);
        }
        let chosen = readings.iter();
        let chosen = chosen.map(|(id, value)| (Name::new(id), Name::new(value)));
        let checked = compile(&library, &ReadingChoice(chosen.collect()));
        let found = checked.problems;
        Self {
            program: checked.program.unwrap_or_else(|| panic!("{found:#?}")),
        }
    }

    /// What a text in JSON lines tells.
    pub fn timeline(&self, text: &str) -> Timeline {
        let mut sources = Sources::default();
        let source = sources.add("made-up.jsonl", text);
        let source: &Source = sources.get(source).expect("it was just added");
        let opened = OpenedTimeline::open(source).expect("the form is right");
        let read = opened.read(&self.program.schema);
        read.unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
    }

    /// What follows.
    pub fn report(&self, timeline: &Timeline, options: &Options) -> Result<Report, Vec<Problem>> {
        let outcome = run(&self.program, timeline, options)?;
        let nothing = String::new;
        Ok(Report {
            outcome,
            title: nothing(),
            parties: Vec::new(),
            receipt: Receipt {
                clausec: nothing(),
                terms: nothing(),
                timeline: nothing(),
            },
        })
    }
}

/// The files of a folder with an ending, by name.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is there", folder.display()));
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|one| one == ending))
        .collect();
    found.sort();
    found
}
