//! The front door: clause files and a choice of readings become a program, or a list of everything that is wrong.

use std::cell::OnceCell;

use crate::check::alternatives::{Otherwise, check_circles_of};
use crate::check::assemble::{
    Assembled, Document, Readings, Said, assemble, read_alternative, read_tables,
    single_alternatives, verbs_meant,
};
use crate::check::follows::leave_out_what_follows;
use crate::check::laws;
use crate::check::library::{Checked, Library, ReadingChoice};
use crate::check::problems::Problems;
use crate::check::program::Program;
use crate::check::vocabulary::{Vocabulary, declare};
use crate::check::words::Words;
use crate::source::{Problem, Severity, Span, sort_by_place};
use crate::syntax::ast::{Declaration, File, Piece};
use crate::value::Name;

/// What is the same under every choice of readings: the declared words and the document. Made once for a library, it answers for
/// each choice.
#[derive(Debug, Clone)]
pub struct Groundwork {
    vocabulary: Vocabulary,
    document: Document,
    /// What is wrong with the declarations.
    declared: Problems,
    /// What is wrong with the vocabulary and the document as a whole, looked for once, and only when it is asked for.
    whole: OnceCell<Problems>,
    /// What is wrong with the readings that were not chosen, each read by itself, likewise.
    alternatives: OnceCell<Problems>,
}

impl Groundwork {
    /// The groundwork of clause files.
    pub fn new(library: &Library) -> Self {
        let mut declared = Problems::default();
        let mut vocabulary = declare(declarations(library), &library.own, &mut declared);
        let document = Document::read(library);
        for (form, heading) in verbs_meant(&document.lost, &library.sources) {
            declared.follow("sentence-without-verb", form, heading);
        }
        vocabulary.tables = read_tables(&document.tables, library, &mut declared);
        let names = document
            .tables
            .iter()
            .map(|table| Name::new(&table.name.text));
        vocabulary.table_names = names.collect();
        Self {
            vocabulary,
            document,
            declared,
            whole: OnceCell::new(),
            alternatives: OnceCell::new(),
        }
    }

    /// The program under a choice of readings, for files that [`check`] has found to be without fault: what can only be wrong
    /// in a whole library (sentences that overlap, clauses that fill one place, readings that were not chosen) is not looked
    /// for again.
    pub fn compile(&self, library: &Library, choice: &ReadingChoice) -> Checked {
        let mut problems = self.declared.clone();
        let readings = Readings::read(&self.document, choice);
        let assembled = assemble(
            library,
            &self.document,
            &readings,
            &self.vocabulary,
            &mut problems,
        );
        finish(assembled.program, self, problems)
    }

    /// Checks clause files under a choice of readings. Every alternative reading is read once, beside the first choice that is
    /// asked for, so that a mistake in it is found whatever is chosen.
    pub fn check(&self, library: &Library, choice: &ReadingChoice) -> Checked {
        self.checked(library, choice, true)
    }

    /// Checks clause files as they are read under a choice of readings. What is wrong only under another reading is not looked for,
    /// nor what no reading uses.
    pub fn check_as_chosen(&self, library: &Library, choice: &ReadingChoice) -> Checked {
        self.checked(library, choice, false)
    }

    fn checked(&self, library: &Library, choice: &ReadingChoice, others_too: bool) -> Checked {
        let mut problems = self.whole(library).clone();
        let readings = Readings::read(&self.document, choice);
        let assembled = assemble(
            library,
            &self.document,
            &readings,
            &self.vocabulary,
            &mut problems,
        );
        laws::check_places(&assembled.program, &mut problems);
        laws::check_periods(&assembled.program, &mut problems);
        laws::check_deadlines(&assembled.program, &mut problems);
        laws::check_circles(&assembled.program, &self.vocabulary, &mut problems);
        laws::check_conditions(&assembled.program, &mut problems);
        if others_too {
            let alternatives = self.alternatives.get_or_init(|| {
                let clauses = &self.document.clauses;
                let is_broken = clauses.iter().any(|clause| clause.clause.is_broken);
                let understood = !is_broken && !problems.any_error();
                self.read_alternatives(library, choice, &readings, &assembled, understood)
            });
            for problem in alternatives.iter() {
                problems.push(problem.clone());
            }
        }
        finish(assembled.program, self, problems)
    }

    fn whole(&self, library: &Library) -> &Problems {
        self.whole.get_or_init(|| {
            let mut problems = self.declared.clone();
            laws::check_vocabulary(&self.vocabulary, &mut problems);
            let files: Vec<&File> = library.files.iter().map(|file| &file.file).collect();
            for problem in laws::of_the_text(&files) {
                problems.push(problem);
            }
            problems
        })
    }

    /// Reads every alternative once; looks for parameters that no reading uses when all is understood.
    fn read_alternatives(
        &self,
        library: &Library,
        choice: &ReadingChoice,
        readings: &Readings,
        assembled: &Assembled<'_>,
        understood: bool,
    ) -> Problems {
        let mut problems = Problems::default();
        let mut used = assembled.used_parameters.clone();
        let mut alternatives: Vec<Otherwise> = Vec::new();
        let mut known = vec![assembled.known.clone()];
        for (clause, other) in single_alternatives(&self.document, readings, choice) {
            let readings = Readings::read(&self.document, &other);
            let found = read_alternative(
                library,
                &self.document,
                &readings,
                &self.vocabulary,
                &mut known,
                &clause,
                &mut problems,
            );
            used.extend(found.used_parameters.iter().cloned());
            match alternatives.last_mut().filter(|one| one.choice == other) {
                Some(one) => one.clauses.push((clause, found)),
                None => alternatives.push(Otherwise {
                    choice: other,
                    clauses: vec![(clause, found)],
                }),
            }
        }
        if understood && !problems.any_error() {
            laws::check_parameters(&assembled.parameters, &used, &mut problems);
            let others: Vec<&Said> = alternatives
                .iter()
                .flat_map(|one| one.clauses.iter().map(|(_, said)| said))
                .collect();
            let (own, program) = (&library.own, &assembled.program);
            laws::check_idle(own, &self.vocabulary, program, &others, &mut problems);
            let chosen = &readings.chosen;
            check_circles_of(
                alternatives,
                assembled,
                chosen,
                &self.vocabulary,
                &mut problems,
            );
        }
        problems
    }
}

/// The program of clause files that have been checked, under one choice of readings.
pub fn compile(library: &Library, choice: &ReadingChoice) -> Checked {
    Groundwork::new(library).compile(library, choice)
}

/// Checks clause files under one choice of readings.
pub fn check(library: &Library, choice: &ReadingChoice) -> Checked {
    Groundwork::new(library).check(library, choice)
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

/// A provision that is not there is told once, with the places that speak of it. Each is found in the text, and once more where its
/// sentence is read, which knows the heading. What would apply to it alone never applies: that is not told as well.
fn once_for_each_reference(problems: &mut Vec<Problem>) {
    const MOST_PLACES: usize = 4;
    let (lost, mut others): (Vec<Problem>, Vec<Problem>) = std::mem::take(problems)
        .into_iter()
        .partition(|problem| problem.code == "no-such-provision");
    // `14.5 days` speaks of no clause.
    let figures: Vec<Span> = others
        .iter()
        .filter(|problem| problem.code == "written-otherwise")
        .filter_map(Problem::span)
        .collect();
    let is_figure = |problem: &Problem| {
        problem.span().is_some_and(|at| {
            let holds = |figure: &Span| {
                figure.source == at.source && figure.start <= at.start && at.end <= figure.end
            };
            figures.iter().any(holds)
        })
    };
    let lost: Vec<Problem> = lost.into_iter().filter(|one| !is_figure(one)).collect();
    if !lost.is_empty() {
        others.retain(|problem| problem.code != "never-applies");
    }
    let mut told: Vec<Problem> = Vec::new();
    for problem in lost {
        let Some(known) = told
            .iter_mut()
            .find(|known| known.message == problem.message)
        else {
            told.push(problem);
            continue;
        };
        let is_same = known
            .labels
            .iter()
            .any(|(span, _)| Some(*span) == problem.span());
        if is_same {
            let labels = std::mem::take(&mut known.labels);
            *known = Problem { labels, ..problem };
        } else if known.labels.len() < MOST_PLACES
            && let Some(span) = problem.span()
        {
            known.labels.push((span, "spoken of here too".to_owned()));
        }
    }
    others.append(&mut told);
    *problems = others;
}

/// A name that nothing has is told once, with the places that use it.
fn once_for_each_name(problems: &mut Vec<Problem>) {
    const MOST_PLACES: usize = 4;
    let mut told: Vec<Problem> = Vec::new();
    for problem in std::mem::take(problems) {
        let is_same = |known: &&mut Problem| {
            known.code == "unknown-phrase"
                && (known.code, &known.message) == (problem.code, &problem.message)
        };
        match told.iter_mut().find(is_same) {
            Some(known)
                if known.span().map(|at| at.source) == problem.span().map(|at| at.source) =>
            {
                if let Some(span) = problem.span().filter(|_| known.labels.len() < MOST_PLACES) {
                    known.labels.push((span, "and here".to_owned()));
                }
            }
            Some(_) | None => told.push(problem),
        }
    }
    *problems = told;
}

fn finish(program: Program, ground: &Groundwork, problems: Problems) -> Checked {
    let problems = leave_out_what_follows(problems.into_vec(), &ground.document);
    let mut problems = laws::leave_out_ambiguities(problems);
    once_for_each_reference(&mut problems);
    once_for_each_name(&mut problems);
    sort_by_place(&mut problems);
    let refused = problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    Checked {
        program: (!refused).then_some(program),
        problems,
        words: Words::of(&ground.vocabulary),
    }
}
