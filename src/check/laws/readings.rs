//! Readings: each declared once, every value that is declared is used, every value that is used is declared in its clause.

use crate::source::{Problem, Span};
use crate::syntax::ast::{self, Entry, Piece, Under};
use crate::value::Name;

use super::visit::{self, Visitor};

/// Where readings are used in a clause.
#[derive(Default)]
struct Uses(Vec<(Name, Name, Span)>);

impl Visitor for Uses {
    fn under(&mut self, under: &Under) {
        for value in &under.values {
            self.0
                .push((under.reading.name.clone(), value.name.clone(), value.span));
        }
    }
}

/// Checks the readings of all clauses.
pub(super) fn declared_and_used(files: &[&ast::File], problems: &mut Vec<Problem>) {
    let mut known: Vec<(Name, Span)> = Vec::new();
    for file in files {
        for clause in clauses(file) {
            let heading = format!("› {}", clause.name.id);
            in_clause(clause, &heading, problems);
            for reading in readings(clause) {
                match known.iter().find(|(id, _)| *id == reading.id.name) {
                    None => known.push((reading.id.name.clone(), reading.id.span)),
                    Some((_, first)) => problems.push(
                        Problem::error(
                            "reading-twice",
                            format!("reading `{}` is declared twice", reading.id.name),
                        )
                        .at(reading.id.span, "declared again here")
                        .at(*first, "declared here first")
                        .help("give one of them an id of its own")
                        .under(heading.clone()),
                    ),
                }
            }
        }
    }
}

fn clauses(file: &ast::File) -> impl Iterator<Item = &ast::Clause> {
    file.pieces.iter().filter_map(|piece| match piece {
        Piece::Clause(clause) => Some(clause),
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Article(_)
        | Piece::Table(_)
        | Piece::Declaration(_) => None,
    })
}

fn readings(clause: &ast::Clause) -> impl Iterator<Item = &ast::Reading> {
    clause.entries.iter().filter_map(|entry| match entry {
        Entry::Reading(reading) => Some(reading),
        Entry::Mark(_) | Entry::Rule(_) | Entry::Note(_) | Entry::Declared(_) | Entry::See(_) => {
            None
        }
    })
}

fn in_clause(clause: &ast::Clause, heading: &str, problems: &mut Vec<Problem>) {
    let mut uses = Uses::default();
    for entry in &clause.entries {
        visit::entry(entry, &mut uses);
    }
    for (id, value, span) in &uses.0 {
        let Some(reading) = readings(clause).find(|reading| reading.id.name == *id) else {
            if clause.is_broken {
                continue;
            }
            problems.push(
                Problem::error(
                    "reading-undeclared",
                    format!("this clause declares no reading `{id}`"),
                )
                .at(*span, "used here")
                .help(format!(
                    "declare it in this clause: `Reading {id} is …, because \"…\", or {value}.`"
                ))
                .under(heading),
            );
            continue;
        };
        let declared = std::iter::once(&reading.default).chain(&reading.others);
        if !declared.clone().any(|known| known.label.name == *value) {
            let names: Vec<&str> = declared.map(|known| known.label.name.as_str()).collect();
            problems.push(
                Problem::error(
                    "reading-value-undeclared",
                    format!("reading `{id}` has no value `{value}`"),
                )
                .at(*span, "used here")
                .at(reading.id.span, "declared here")
                .help(format!("its values are {}", names.join(", ")))
                .under(heading),
            );
        }
    }
    for reading in readings(clause) {
        for value in &reading.others {
            let is_used = clause.is_broken
                || uses
                    .0
                    .iter()
                    .any(|(id, used, _)| *id == reading.id.name && *used == value.label.name);
            if !is_used {
                problems.push(
                    Problem::error(
                        "reading-value-unused",
                        format!(
                            "nothing in this clause says what holds under {} `{}`",
                            reading.id.name, value.label.name
                        ),
                    )
                    .at(value.label.span, "declared here, used nowhere")
                    .help("write an alternative in brackets behind the words it replaces, or a sentence that begins with `Under …`")
                    .under(heading),
                );
            }
        }
    }
}
