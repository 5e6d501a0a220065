//! Provisions as a text: each number once, in order, with its wording; every provision has rules, or says why not.

use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ClauseKind, Entry, Piece};
use crate::value::ClauseId;

/// Checks the clauses of a file one by one, and their order.
pub(super) fn in_file(file: &ast::File, problems: &mut Vec<Problem>) {
    let mut before: Option<&ast::ClauseName> = None;
    let mut seen: Vec<&ClauseId> = Vec::new();
    for piece in &file.pieces {
        match piece {
            Piece::Clause(clause) => {
                // A number given twice is told by itself: it has no place of its own in the order.
                let is_new = !seen.contains(&&clause.name.id);
                if clause.name.kind == ClauseKind::Numbered && is_new {
                    order(before, &clause.name, problems);
                    before = Some(&clause.name);
                    seen.push(&clause.name.id);
                }
                one(clause, problems);
            }
            Piece::Terms(_)
            | Piece::Amendment(_)
            | Piece::Change(_)
            | Piece::Article(_)
            | Piece::Table(_)
            | Piece::Declaration(_) => {}
        }
    }
}

fn order(before: Option<&ast::ClauseName>, name: &ast::ClauseName, problems: &mut Vec<Problem>) {
    if let Some(before) = before.filter(|before| before.id > name.id) {
        problems.push(
            Problem::error(
                "provision-out-of-order",
                format!("clause {} stands after clause {}", name.id, before.id),
            )
            .at(name.span, "this one comes first in the terms")
            .at(before.span, "stands before it")
            .help("put the clauses in the order of the wording as signed")
            .under(format!("› {}", name.id)),
        );
    }
}

fn one(clause: &ast::Clause, problems: &mut Vec<Problem>) {
    let heading = format!("› {}", clause.name.id);
    if clause.wording.is_empty() {
        problems.push(
            Problem::error(
                "wording-missing",
                format!("clause {} has no wording", clause.name.id),
            )
            .at(clause.name.span, "no line that begins with `>` follows")
            .help("quote the provision word for word, one sentence a line, each line after `> `")
            .under(heading.clone()),
        );
    }
    if !clause.is_broken && !clause.entries.iter().any(says_something) {
        problems.push(
            Problem::error(
                "provision-without-rules",
                format!(
                    "clause {} has no rule, and does not say why",
                    clause.name.id
                ),
            )
            .at(clause.name.span, "only wording stands here")
            .help("write its rules, or a reason: `This clause is a declaration: \"…\".`")
            .under(heading.clone()),
        );
    }
    marks(clause, &heading, problems);
}

fn says_something(entry: &Entry) -> bool {
    match entry {
        Entry::Rule(_) | Entry::Declared(_) | Entry::See(_) | Entry::Note(_) => true,
        Entry::Mark(_) | Entry::Reading(_) | Entry::Shared(_) => false,
    }
}

fn marks(clause: &ast::Clause, heading: &str, problems: &mut Vec<Problem>) {
    let sentences = clause.wording.len();
    let mut before = 0;
    for entry in &clause.entries {
        let Entry::Mark(mark) = entry else { continue };
        let number = mark.number.number;
        if number as usize > sentences || number == 0 {
            problems.push(
                Problem::error(
                    "sentence-unknown",
                    format!("clause {} has no sentence {number}", clause.name.id),
                )
                .at(mark.span, format!("the wording has {sentences}"))
                .help("a mark counts the lines of the wording, one Dutch sentence each")
                .under(heading),
            );
        } else if number <= before {
            problems.push(
                Problem::error(
                    "sentence-out-of-order",
                    format!("sentence {number} comes after sentence {before}"),
                )
                .at(mark.span, "rules stand in the order of the wording")
                .help(format!(
                    "put the rules of sentence {number} before those of sentence {before}"
                ))
                .under(heading),
            );
        }
        before = number;
    }
}

/// Checks that no number is given to two clauses.
pub(super) fn once_each(files: &[&ast::File], problems: &mut Vec<Problem>) {
    let mut known: Vec<(&ClauseId, Span)> = Vec::new();
    for piece in files.iter().flat_map(|file| &file.pieces) {
        let Piece::Clause(clause) = piece else {
            continue;
        };
        match known.iter().find(|(id, _)| *id == &clause.name.id) {
            None => known.push((&clause.name.id, clause.name.span)),
            Some((_, first)) => problems.push(
                Problem::error(
                    "provision-twice",
                    format!("clause {} stands here twice", clause.name.id),
                )
                .at(clause.name.span, "again here")
                .at(*first, "first here")
                .help("put the wording and the rules of one provision under one heading")
                .under(format!("› {}", clause.name.id)),
            ),
        }
    }
}
