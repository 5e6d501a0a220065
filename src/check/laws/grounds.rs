//! Grounds: a clause that is a ground for another is used there, and a clause that rests on grounds has some.

use crate::source::{Problem, Span};
use crate::syntax::ast::{self, Entry, MainKind, Phrase, Piece, ProvisionKind};
use crate::value::ClauseId;

use super::visit::{self, Visitor};

/// The words with which a clause asks for its grounds.
const ASKS: [&str; 7] = ["a", "ground", "for", "this", "clause", "is", "given"];

/// Whether a clause asks for grounds, and where.
#[derive(Default)]
struct Asks(Option<Span>);

impl Visitor for Asks {
    fn phrase(&mut self, phrase: &Phrase) {
        let words = phrase.tokens.iter().filter_map(|token| token.word());
        let asks = words.clone().count() >= 4
            && words
                .clone()
                .zip(ASKS)
                .take(3)
                .all(|(word, asked)| word.eq_ignore_ascii_case(asked));
        if asks {
            self.0 = Some(phrase.span);
        }
    }
}

/// Checks the grounds of all clauses.
pub(super) fn used_and_given(files: &[&ast::File], problems: &mut Vec<Problem>) {
    let clauses: Vec<&ast::Clause> = files
        .iter()
        .flat_map(|file| &file.pieces)
        .filter_map(|piece| match piece {
            Piece::Clause(clause) => Some(clause),
            Piece::Terms(_)
            | Piece::Amendment(_)
            | Piece::Change(_)
            | Piece::Article(_)
            | Piece::Table(_)
            | Piece::Declaration(_) => None,
        })
        .collect();
    let asking: Vec<(&ClauseId, Span)> = clauses
        .iter()
        .filter_map(|clause| asks(clause).map(|span| (&clause.name.id, span)))
        .collect();
    let mut given: Vec<ClauseId> = Vec::new();
    for clause in &clauses {
        for (target, span) in grounds(clause) {
            if !asking.iter().any(|(asks, _)| **asks == target) {
                problems.push(
                    Problem::error(
                        "ground-unused",
                        format!("nothing in {target} uses this ground"),
                    )
                    .at(span, format!("{} is a ground for {target}", clause.name.id))
                    .help(format!(
                        "let {target} say `while a ground for this clause is given`"
                    ))
                    .under(format!("› {}", clause.name.id)),
                );
            }
            given.push(target);
        }
    }
    for (id, span) in asking {
        if !given.contains(id) {
            problems.push(
                Problem::error("ground-missing", format!("no clause is a ground for {id}"))
                    .at(span, "asks for a ground")
                    .help(format!(
                        "a clause that is one says `It is a ground for {id} while …`"
                    ))
                    .under(format!("› {id}")),
            );
        }
    }
}

fn asks(clause: &ast::Clause) -> Option<Span> {
    let mut asks = Asks::default();
    for entry in &clause.entries {
        visit::entry(entry, &mut asks);
    }
    asks.0
}

fn grounds(clause: &ast::Clause) -> Vec<(ClauseId, Span)> {
    let mut found = Vec::new();
    for entry in &clause.entries {
        let Entry::Rule(rule) = entry else { continue };
        let MainKind::GroundFor { provisions, .. } = &rule.main.kind else {
            continue;
        };
        for provision in &provisions.all {
            if let ProvisionKind::Clause(id) = &provision.kind {
                found.push((id.clone(), provision.span));
            }
        }
    }
    found
}
