//! What must be true of a set of terms as a text, before its sentences are understood: numbers of provisions, wording, marks,
//! references, readings, grounds.

mod circles;
mod deadlines;
mod grounds;
mod idle;
mod overlapping;
mod periods;
mod places;
mod provisions;
mod readings;
mod references;
mod unused;
pub(crate) mod visit;

use crate::source::Problem;
use crate::syntax::ast;

pub use circles::check_circles;
pub use deadlines::check_deadlines;
pub use idle::check_idle;
pub use overlapping::{check_vocabulary, leave_out_ambiguities};
pub use periods::check_periods;
pub use places::check_places;
pub(crate) use references::{NO_NUMBER, Register, no_such_provision};
pub use unused::{check_conditions, check_parameters};

/// Everything that is wrong with the clauses of a library as a text. `files` are all files of the library; clauses of the law
/// (statutes and quoted acts) have laxer rules than those of the terms.
pub(crate) fn of_the_text(files: &[&ast::File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let register = Register::of(files);
    for file in files {
        provisions::in_file(file, &mut problems);
    }
    provisions::once_each(files, &mut problems);
    readings::declared_and_used(files, &mut problems);
    references::exist(files, &register, &mut problems);
    grounds::used_and_given(files, &mut problems);
    problems
}
