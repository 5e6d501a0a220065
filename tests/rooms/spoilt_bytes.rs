//! Clause files of the library and of `tests/terms/`, spoilt byte by byte as a bad copy, a merge or a slip of the hand spoils them: each ends
//! in messages with a place, of a number that a reader can take in.

use std::path::PathBuf;

use clausec::check::{ReadingChoice, check};
use clausec::source::{Problem, Source};
use clausec::syntax::parse;

use crate::mutants::{Dice, files, library};

/// What is put in: signs of other programs, brackets and quotes without a partner, words that join.
const SIGNS: [&str; 24] = [
    "(",
    ")",
    "[",
    "{",
    "\"",
    "“",
    "”",
    "🙂",
    "\u{feff}",
    "\r",
    "\0",
    "\u{a0}",
    "e\u{301}",
    ";",
    ".",
    ",",
    "--",
    "> ",
    "\n\n",
    "Clause ",
    " and ",
    " between ",
    "99999999999999999999",
    "2025-02-30",
];

/// One wound. A byte that no longer belongs to a letter becomes the sign for that, as an editor shows it.
fn spoil(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = dice.below(bytes.len());
    match dice.below(8) {
        0 => drop(bytes.remove(at)),
        1 => bytes.insert(at, bytes[at]),
        2 => bytes[at] ^= 1 << dice.below(8),
        3 => drop(bytes.drain(at..(at + 1 + dice.below(30)).min(text.len()))),
        4 => {
            let piece = bytes[at..(at + dice.below(30)).min(text.len())].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        5 => bytes = moved(&bytes, b'\n', dice),
        6 => bytes = moved(&bytes, b' ', dice),
        _ => drop(bytes.splice(at..at, SIGNS[dice.below(SIGNS.len())].bytes())),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A line, or a word, in the place of its neighbour.
fn moved(bytes: &[u8], between: u8, dice: &mut Dice) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = bytes.split(|byte| *byte == between).collect();
    let at = dice.below(parts.len().saturating_sub(1));
    if at + 1 < parts.len() {
        parts.swap(at, at + 1);
    }
    parts.join(&between)
}

fn all_files() -> Vec<(PathBuf, String)> {
    let mut all = files("clauses", "clause");
    all.extend(files("tests/terms", "clause"));
    all
}

fn placed(problems: &[Problem], what: &str) {
    for problem in problems {
        assert!(!problem.labels.is_empty(), "{what}: {problem:?}");
    }
}

#[test]
fn files_with_a_spoilt_byte_end_in_messages_with_a_place() {
    let mut dice = Dice::new(0x51ed_270b_9a3c_42d7);
    for (path, text) in all_files() {
        for _ in 0..3 {
            let mut spoilt = spoil(&text, &mut dice);
            if dice.below(3) == 0 {
                spoilt = spoil(&spoilt, &mut dice);
            }
            let source = Source::new("spoilt.clause", spoilt.as_str());
            let found = parse(&source).problems;
            placed(&found, &path.display().to_string());
            for (span, _) in found.iter().flat_map(|problem| &problem.labels) {
                assert!(spoilt.get(span.start..span.end).is_some(), "{found:?}");
            }
        }
    }
}

#[test]
fn a_file_of_another_program_reads_as_the_same() {
    for (path, text) in all_files() {
        let plain = parse(&Source::new("plain.clause", text.as_str()));
        for other in [text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let read = parse(&Source::new("other.clause", other.as_str()));
            let messages = |problems: &[Problem]| -> Vec<String> {
                problems.iter().map(|one| one.message.clone()).collect()
            };
            let what = path.display();
            assert_eq!(
                messages(&read.problems),
                messages(&plain.problems),
                "{what}"
            );
            assert_eq!(read.file.pieces.len(), plain.file.pieces.len(), "{what}");
        }
    }
}

/// How many messages a reader takes in before the slip is mended and `check` asked again.
const MOST_MESSAGES: usize = 10;

#[test]
fn one_small_slip_ends_in_a_few_messages() {
    let mut dice = Dice::new(0x7c15_9e37_f4a7_79b9);
    let common: Vec<(PathBuf, String)> = ["clauses/vocabulary", "clauses/law"]
        .iter()
        .flat_map(|folder| files(folder, "clause"))
        .collect();
    for terms in ["koop", "lening", "rekening-courant", "onderaanneming"] {
        let own = files(&format!("tests/terms/{terms}"), "clause");
        let clauses = [common.clone(), own.clone()].concat();
        for _ in 0..2 {
            let at = dice.below(own.len());
            let spoilt = spoil(&own[at].1, &mut dice);
            let (library, slips) = library(&clauses, Some((common.len() + at, &spoilt)));
            let found = check(&library, &ReadingChoice::default());
            let all: Vec<Problem> = slips.into_iter().chain(found.problems).collect();
            placed(&all, terms);
            assert!(all.len() <= MOST_MESSAGES, "{terms}: {all:#?}\n{spoilt}");
            assert!(found.program.is_some() || !all.is_empty(), "{terms}");
        }
    }
}
