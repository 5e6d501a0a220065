//! Readings: each declared once, every value that is declared is used, every value that is used is declared in its clause, or in
//! the clause that it shares the reading with.

use crate::source::{Problem, Span};
use crate::syntax::ast::{self, Entry, Piece, ProvisionKind, SharedReading, Under};
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
            in_clause(clause, files, &heading, problems);
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
        Entry::Mark(_)
        | Entry::Shared(_)
        | Entry::Rule(_)
        | Entry::Note(_)
        | Entry::Declared(_)
        | Entry::See(_) => None,
    })
}

fn shared(clause: &ast::Clause) -> impl Iterator<Item = &SharedReading> {
    clause.entries.iter().filter_map(|entry| match entry {
        Entry::Shared(shared) => Some(shared),
        Entry::Mark(_)
        | Entry::Reading(_)
        | Entry::Rule(_)
        | Entry::Note(_)
        | Entry::Declared(_)
        | Entry::See(_) => None,
    })
}

/// The reading that a clause shares, where the clause that it names declares it.
fn declared_elsewhere<'f>(
    shared: &SharedReading,
    files: &[&'f ast::File],
) -> Option<&'f ast::Reading> {
    let ProvisionKind::Clause(id) = &shared.declared_in.kind else {
        return None;
    };
    let clauses = files.iter().flat_map(|file| clauses(file));
    clauses
        .filter(|clause| clause.name.id == *id)
        .flat_map(readings)
        .find(|reading| reading.id.name == shared.id.name)
}

fn in_clause(
    clause: &ast::Clause,
    files: &[&ast::File],
    heading: &str,
    problems: &mut Vec<Problem>,
) {
    let mut uses = Uses::default();
    for entry in &clause.entries {
        visit::entry(entry, &mut uses);
    }
    for one in shared(clause) {
        share(one, &uses, files, heading, problems);
    }
    for (id, value, span) in &uses.0 {
        let own = readings(clause).find(|reading| reading.id.name == *id);
        let other = shared(clause).find(|one| one.id.name == *id);
        let Some(reading) = own.or_else(|| declared_elsewhere(other?, files)) else {
            if clause.is_broken || other.is_some() {
                continue;
            }
            problems.push(
                Problem::error(
                    "reading-undeclared",
                    format!("this clause declares no reading `{id}`"),
                )
                .at(*span, "used here")
                .help(format!(
                    "declare it in this clause: `Reading {id} is …, because \"…\", or {value}.`; or name the clause that declares it: `Reading {id} is that of ….`"
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
        // A value that is used and not declared is probably a slip for one that seems unused.
        let declared: Vec<&Name> = std::iter::once(&reading.default)
            .chain(&reading.others)
            .map(|known| &known.label.name)
            .collect();
        let has_slip = uses
            .0
            .iter()
            .any(|(id, used, _)| *id == reading.id.name && !declared.contains(&used));
        for value in &reading.others {
            let is_used = clause.is_broken
                || has_slip
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

/// A reading that is shared is declared where the sentence says, and something in the clause stands under it.
fn share(
    shared: &SharedReading,
    uses: &Uses,
    files: &[&ast::File],
    heading: &str,
    problems: &mut Vec<Problem>,
) {
    let id = &shared.id.name;
    if declared_elsewhere(shared, files).is_none() {
        problems.push(
            Problem::error(
                "reading-undeclared",
                format!("the clause named here declares no reading `{id}`"),
            )
            .at(shared.declared_in.span, "this clause")
            .help("name the clause in which the reading is declared")
            .under(heading),
        );
    } else if !uses.0.iter().any(|(used, _, _)| used == id) {
        problems.push(
            Problem::error(
                "reading-value-unused",
                format!("nothing in this clause stands under reading `{id}`"),
            )
            .at(shared.id.span, "shared here, used nowhere")
            .help("write an alternative in brackets behind the words it replaces, or a sentence that begins with `Under …`")
            .under(heading),
        );
    }
}
