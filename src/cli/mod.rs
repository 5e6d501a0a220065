//! The command line: files, the terminal and the surroundings in; texts and an exit status out.
//!
//! One file per subcommand, its arguments and its `run` together. Exit status: 0 done; 1 the answer is no; 2 the call or an
//! input could not be used. A breach of contract in a timeline is a result, not a failure.

mod arguments;

mod check;
mod compare;
mod diff;
mod explain;
mod fmt;
mod run;
mod test;
mod text;
mod words;

mod case;
mod compiled;
mod findings;
mod input;
mod library;
mod of_terms;
mod options;
mod other_terms;
mod parsing;
mod programs;
mod revision;
mod screen;
mod shipped;
mod status;
mod terms;
mod terms_name;
mod told_once;

pub use arguments::main;
pub use compiled::{Compiled, Ready};
pub use library::Library;
pub use terms::Clauses;
pub use terms_name::{TermsName, TermsPlace};
