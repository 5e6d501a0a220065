//! Files that must be read, and files that must be refused with these words.

use std::fs;
use std::path::{Path, PathBuf};

use clausec::source::{LineIndex, Problem, Source, Span};
use clausec::syntax::ast::{Declaration, Entry, File, Piece};
use clausec::syntax::parse;

use crate::syntax::outline::outline;

/// All clause files of a folder and its folders, with their texts, by path.
pub fn files_in(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        &mut found,
    );
    found.sort();
    found
}

/// All clause files that are shipped, and the good cases.
pub fn clause_files() -> Vec<(PathBuf, String)> {
    let mut files = files_in("clauses");
    files.extend(files_in("tests/terms"));
    files.extend(files_in("tests/cases/syntax/good"));
    files
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "clause")
        {
            let text = fs::read_to_string(&path).expect("a clause file is a text");
            found.push((path, text));
        }
    }
}

/// The problems as a reader of the snapshot sees them: place, words, help.
pub fn shown(source: &Source, problems: &[Problem]) -> String {
    let index = LineIndex::new(&source.text);
    let mut shown: Vec<String> = Vec::new();
    for problem in problems {
        let place = |at| index.position(&source.text, at);
        let start = place(problem.span().expect("a problem has a place").start);
        shown.push(format!(
            "{}:{} {} {}",
            start.line, start.column, problem.code, problem.message
        ));
        for (span, why) in &problem.labels {
            let line = source
                .text
                .lines()
                .nth(place(span.start).line - 1)
                .unwrap_or_default();
            let width = span.of(&source.text).chars().count().max(1);
            let indent = " ".repeat(place(span.start).column - 1);
            shown.push(format!(
                "    {line}\n    {indent}{} {why}",
                "^".repeat(width)
            ));
        }
        if let Some(help) = &problem.help {
            shown.push(format!("    help: {help}"));
        }
        if let Some(heading) = &problem.heading {
            shown.push(format!("    {heading}"));
        }
    }
    shown.join("\n")
}

#[test]
fn every_shipped_clause_file_is_read_without_a_problem() {
    for (path, text) in clause_files() {
        let source = Source::new(path.display().to_string(), text);
        let parsed = parse(&source);
        assert_eq!(shown(&source, &parsed.problems), "", "{}", path.display());
        assert!(
            !parsed.file.pieces.is_empty(),
            "{} has pieces",
            path.display()
        );
    }
}

#[test]
fn good_files_give_these_trees() {
    insta::glob!("../..", "cases/syntax/good/forms/*.clause", |path| {
        let text = fs::read_to_string(path).expect("a case is a text");
        let parsed = parse(&Source::new("case", text));
        insta::assert_snapshot!(outline(&parsed.file));
    });
}

#[test]
fn bad_files_cost_one_message_for_each_slip() {
    insta::glob!("../..", "cases/syntax/bad/*.clause", |path| {
        let text = fs::read_to_string(path).expect("a case is a text");
        let source = Source::new("case", text);
        let parsed = parse(&source);
        assert!(!parsed.problems.is_empty(), "{}", path.display());
        let messages = shown(&source, &parsed.problems);
        let stands = what_stands(&source, &parsed.file);
        insta::assert_snapshot!(format!("{messages}\n\nwhat stands:\n{stands}"));
    });
}

/// The first words of everything that was read.
fn what_stands(source: &Source, file: &File) -> String {
    let first_words = |span: Span| {
        let words: Vec<&str> = span.of(&source.text).split_whitespace().take(9).collect();
        words.join(" ")
    };
    let mut lines = Vec::new();
    for piece in &file.pieces {
        lines.push(first_words(piece.span()));
        if let Piece::Clause(clause) = piece {
            let entries = clause.entries.iter().map(Entry::span);
            lines.extend(entries.map(|span| format!("  {}", first_words(span))));
        }
        if let Piece::Declaration(Declaration::Word { lines: below, .. }) = piece {
            lines.extend(
                below
                    .iter()
                    .map(|line| format!("  {}", first_words(line.span))),
            );
        }
    }
    lines.join("\n")
}
