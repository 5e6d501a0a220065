//! The room `fmt`: what is formatted stays, what is not becomes this, and nothing that is said is lost.

use std::fs;

use clausec::fmt::format;
use clausec::source::Source;
use clausec::syntax::{Parsed, parse};

use crate::syntax::cases::{clause_files, files_in, shown};
use crate::syntax::mutants::mutants;
use crate::syntax::outline::outline;

fn formatted(text: &str) -> String {
    format(&Source::new("case", text)).expect("a case can be read")
}

/// The words of the comments and the wording lines of a file.
fn kept(text: &str, parsed: &Parsed) -> Vec<String> {
    let comments = parsed
        .trivia
        .iter()
        .map(|comment| comment.span.of(text).to_owned());
    let wording = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix('>'))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned());
    comments.chain(wording).collect()
}

/// Formatting changes nothing that is said, and formatting again changes nothing at all.
fn assert_says_the_same(name: &str, text: &str) {
    let before = parse(&Source::new("before", text));
    let once = formatted(text);
    let after = parse(&Source::new("after", once.as_str()));
    assert_eq!(
        outline(&before.file),
        outline(&after.file),
        "{name}:\n{text}\nbecame\n{once}"
    );
    assert_eq!(
        kept(text, &before),
        kept(&once, &after),
        "{name}:\n{text}\nbecame\n{once}"
    );
    assert_eq!(
        formatted(&once),
        once,
        "{name} is not yet in its form:\n{once}"
    );
}

#[test]
fn every_clause_file_says_the_same_when_it_is_formatted() {
    for (path, text) in clause_files() {
        assert_says_the_same(&path.display().to_string(), &text);
    }
}

#[test]
fn spoilt_files_that_can_be_read_say_the_same_when_they_are_formatted() {
    let mut read = 0;
    for text in mutants().into_iter().take(900) {
        let parsed = parse(&Source::new("mutant", text.as_str()));
        if parsed.problems.is_empty() {
            assert_says_the_same("a mutant", &text);
            read += 1;
        }
    }
    assert!(read > 100, "some spoilt files can still be read: {read}");
}

#[test]
fn what_is_formatted_stays() {
    let cases = files_in("tests/cases/fmt/stays");
    assert!(!cases.is_empty());
    for (path, text) in cases {
        assert_eq!(formatted(&text), text, "{}", path.display());
    }
}

#[test]
fn what_is_not_formatted_becomes_this() {
    insta::glob!("../..", "cases/fmt/becomes/*.clause", |path| {
        let text = fs::read_to_string(path).expect("a case is a text");
        let formatted = formatted(&text);
        assert_ne!(formatted, text, "{} is formatted already", path.display());
        insta::assert_snapshot!(format!("{text}\n----- becomes -----\n\n{formatted}"));
    });
}

#[test]
fn a_file_that_cannot_be_read_is_left_alone() {
    insta::glob!("../..", "cases/fmt/refused/*.clause", |path| {
        let text = fs::read_to_string(path).expect("a case is a text");
        let source = Source::new("case", text);
        let problems = format(&source).expect_err("the case cannot be read");
        insta::assert_snapshot!(shown(&source, &problems));
    });
}
