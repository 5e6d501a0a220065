//! The front door: clause files and a choice of readings become a program, or a list of everything that is wrong.

use crate::check::assemble::{Document, Readings, assemble, read_alternative, single_alternatives};
use crate::check::laws;
use crate::check::library::{Checked, Library, ReadingChoice};
use crate::check::problems::Problems;
use crate::check::program::Program;
use crate::check::vocabulary::{Vocabulary, declare};
use crate::check::words::Words;
use crate::source::{Severity, sort_by_place};
use crate::syntax::ast::{Declaration, File, Piece};

/// The program of clause files under a choice of readings, for files that [`check`] has found to be without fault: what
/// can only be wrong in a whole library (sentences that overlap, clauses that fill one place, readings that were not chosen) is
/// not looked for again.
pub fn compile(library: &Library, choice: &ReadingChoice) -> Checked {
    let mut problems = Problems::default();
    let vocabulary = declare(declarations(library), &mut problems);
    let document = Document::read(library);
    let readings = Readings::read(&document, choice);
    let assembled = assemble(library, &document, &readings, &vocabulary, &mut problems);
    finish(assembled.program, &vocabulary, problems)
}

/// Checks clause files under a choice of readings. Every alternative reading is read once, so that a mistake in it is found
/// whatever is chosen.
pub fn check(library: &Library, choice: &ReadingChoice) -> Checked {
    let mut problems = Problems::default();
    let vocabulary = declare(declarations(library), &mut problems);
    laws::check_vocabulary(&vocabulary, &mut problems);
    let document = Document::read(library);
    let readings = Readings::read(&document, choice);
    let files: Vec<&File> = library.files.iter().map(|file| &file.file).collect();
    for problem in laws::of_the_text(&files) {
        problems.push(problem);
    }
    let assembled = assemble(library, &document, &readings, &vocabulary, &mut problems);
    laws::check_places(&assembled.program, &mut problems);
    laws::check_circles(&assembled.program, &vocabulary, &mut problems);
    laws::check_conditions(&assembled.program, &mut problems);
    let mut used = assembled.used_parameters.clone();
    for (clause, other) in single_alternatives(&readings, choice) {
        let readings = Readings::read(&document, &other);
        let found = read_alternative(
            library,
            &document,
            &readings,
            &vocabulary,
            &clause,
            &mut problems,
        );
        used.extend(found);
    }
    if !problems.any_error() {
        laws::check_parameters(&assembled.parameters, &used, &mut problems);
    }
    finish(assembled.program, &vocabulary, problems)
}

fn declarations(library: &Library) -> impl Iterator<Item = &Declaration> {
    let pieces = library.files.iter().flat_map(|file| &file.file.pieces);
    pieces.filter_map(|piece| match piece {
        Piece::Declaration(declaration) => Some(declaration),
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Article(_)
        | Piece::Clause(_)
        | Piece::Table(_) => None,
    })
}

fn finish(program: Program, vocabulary: &Vocabulary, problems: Problems) -> Checked {
    let mut problems = problems.into_vec();
    sort_by_place(&mut problems);
    let refused = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    Checked {
        program: (!refused).then_some(program),
        problems,
        words: Words::of(vocabulary),
    }
}
