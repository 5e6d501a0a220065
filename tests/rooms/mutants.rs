//! Every shipped clause file and many shipped timelines, spoilt in ways that hands and programs spoil files: each ends in a
//! reading or in messages with places, without a panic and without a wait.

use std::fs;
use std::path::{Path, PathBuf};

use clausec::check::{Library, LibraryFile, ReadingChoice, check, compile};
use clausec::source::{Problem, Source, Sources};
use clausec::syntax::parse;
use clausec::timeline::read_timeline;
use indexmap::IndexMap;

/// Marsaglia's xorshift: the same spoilt files on every machine.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall in this order.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("it is below a usize")
    }

    /// A place between two letters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// One wound: cut off, a piece left out, a piece twice, two lines exchanged, a strange sign put in.
fn spoil(text: &str, dice: &mut Dice) -> String {
    const SIGNS: [&str; 16] = [
        "(", ")", "\"", ".", ",", ":", "\n", "-- ", "\u{feff}", "EUR ", "§", "\t", "\u{a0}", "”",
        "{", "[",
    ];
    let (one, other) = (dice.place(text), dice.place(text));
    let (start, end) = (one.min(other), one.max(other).min(one.min(other) + 200));
    let end = (end..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len());
    match dice.below(5) {
        0 => text[..start].to_owned(),
        1 => [&text[..start], &text[end..]].concat(),
        2 => [&text[..end], &text[start..]].concat(),
        3 => {
            let mut lines: Vec<&str> = text.lines().collect();
            let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
            if !lines.is_empty() {
                lines.swap(a, b);
            }
            lines.join("\n")
        }
        _ => [
            &text[..start],
            SIGNS[dice.below(SIGNS.len())],
            &text[start..],
        ]
        .concat(),
    }
}

/// One, two or three wounds.
fn spoil_more(text: &str, dice: &mut Dice) -> String {
    let wounds = 1 + dice.below(3);
    (0..wounds).fold(text.to_owned(), |text, _| spoil(&text, dice))
}

/// The files with an ending below a folder of the repository.
pub fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        ending,
        &mut found,
    );
    found.sort();
    found
}

fn below(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            below(&path, ending, found);
        } else if path.extension().is_some_and(|own| own == ending) {
            let text = fs::read_to_string(&path).expect("it is a text");
            found.push((path, text));
        }
    }
}

fn places_lie_in(problems: &[Problem], text: &str, what: &str) {
    for problem in problems {
        for (span, _) in &problem.labels {
            assert!(
                text.get(span.start..span.end).is_some(),
                "{what}: {problem:?}"
            );
        }
    }
}

#[test]
fn spoilt_clause_files_of_the_library_end_in_messages() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for (path, text) in files("clauses", "clause") {
        for _ in 0..8 {
            let spoilt = spoil_more(&text, &mut dice);
            let source = Source::new("spoilt.clause", spoilt.as_str());
            let what = path.display().to_string();
            let parsed = parse(&source);
            places_lie_in(&parsed.problems, &spoilt, &what);
        }
    }
}

/// The library of one set of terms, one file of which is spoilt.
pub fn library(
    clauses: &[(PathBuf, String)],
    spoilt: Option<(usize, &str)>,
) -> (Library, Vec<Problem>) {
    let mut sources = Sources::default();
    let mut parsed = Vec::new();
    let mut slips = Vec::new();
    for (number, (path, text)) in clauses.iter().enumerate() {
        let text = spoilt
            .filter(|(at, _)| *at == number)
            .map_or(text.as_str(), |(_, text)| text);
        let id = sources.add(path.display().to_string(), text);
        let file = parse(sources.get(id).expect("it was just added"));
        slips.extend(file.problems);
        parsed.push(LibraryFile {
            source: id,
            file: file.file,
        });
    }
    let tables = files("clauses/law", "csv").into_iter().map(|(path, text)| {
        let name = path.display().to_string().replace('\\', "/");
        let at = name.rfind("law/nl").expect("tables are of the law");
        (name[at..].to_owned(), text)
    });
    let tables: IndexMap<String, String> = tables.collect();
    (
        Library {
            own: Vec::new(),
            sources,
            files: parsed,
            tables,
        },
        slips,
    )
}

/// The vocabulary, the law and the terms without their versions.
fn shipped() -> Vec<(PathBuf, String)> {
    let parts = ["clauses/vocabulary", "clauses/law", "clauses/klantfocus"];
    let all = parts.iter().flat_map(|part| files(part, "clause"));
    all.filter(|(path, _)| !is_of_a_version(path)).collect()
}

/// Whether a file lies in the folder of a version of its terms; what stands above the repository means nothing.
pub fn is_of_a_version(path: &Path) -> bool {
    let below = path.strip_prefix(env!("CARGO_MANIFEST_DIR"));
    let mut parts = below.unwrap_or(path).components();
    parts.any(|part| part.as_os_str() == "versions")
}

#[test]
fn spoilt_terms_are_refused_or_mean_something() {
    let clauses = shipped();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let first = clauses
        .iter()
        .position(|(path, _)| {
            path.components()
                .any(|part| part.as_os_str() == "klantfocus")
        })
        .expect("the terms are there");
    for _ in 0..12 {
        let at = first + dice.below(clauses.len() - first);
        let spoilt = spoil(&clauses[at].1, &mut dice);
        let what = clauses[at].0.display().to_string();
        let (library, slips) = library(&clauses, Some((at, &spoilt)));
        let found = check(&library, &ReadingChoice::default());
        assert!(
            found.program.is_some() || !found.problems.is_empty() || !slips.is_empty(),
            "{what} is refused without a message"
        );
        for problem in found.problems.iter().chain(&slips) {
            for (span, _) in &problem.labels {
                let source = library
                    .sources
                    .get(span.source)
                    .expect("a place lies in a source");
                assert!(
                    source.text.get(span.start..span.end).is_some(),
                    "{problem:?}"
                );
            }
        }
    }
}

#[test]
fn spoilt_timelines_end_in_messages() {
    let (library, slips) = library(&shipped(), None);
    assert_eq!(slips, []);
    let program = compile(&library, &ReadingChoice::default()).program;
    let schema = program.expect("the shipped terms are in order").schema;
    let mut dice = Dice(0xd1b5_4a32_d192_ed03);
    let timelines = files("clauses", "yaml");
    assert!(timelines.len() > 100, "many timelines are shipped");
    for (path, text) in timelines {
        for _ in 0..6 {
            let spoilt = spoil_more(&text, &mut dice);
            let source = Source::new("spoilt.yaml", spoilt.as_str());
            let what = path.display().to_string();
            let read = read_timeline(&source, &schema);
            if let Err(problems) = read {
                assert!(!problems.is_empty(), "{what} is refused without a message");
                places_lie_in(&problems, &spoilt, &what);
            }
        }
    }
}
