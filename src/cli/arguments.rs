//! The arguments of the program, and the way from them to an exit status.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure, Status};
use crate::cli::{check, compare, diff, explain, fmt, run, test, text, words};

/// A contract as source: clause files that a lawyer reads, evaluated against what really happened.
#[derive(Debug, Parser)]
#[command(
    name = "clausec",
    version,
    max_term_width = 80,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Run),
    Check(check::Check),
    Test(test::Test),
    Explain(explain::Explain),
    Words(words::Words),
    Text(text::Text),
    Fmt(fmt::Fmt),
    Diff(diff::Diff),
    Compare(compare::Compare),
}

impl Command {
    fn run(&self, screen: Screen) -> Result<Answer, Failure> {
        match self {
            Self::Run(run) => run.run(screen),
            Self::Check(check) => check.run(screen),
            Self::Test(test) => test.run(screen),
            Self::Explain(explain) => explain.run(screen),
            Self::Words(words) => words.run(screen),
            Self::Text(text) => text.run(screen),
            Self::Fmt(fmt) => fmt.run(screen),
            Self::Diff(diff) => diff.run(screen),
            Self::Compare(compare) => compare.run(screen),
        }
    }
}

/// Reads the arguments of the process, does what they ask, prints the answer.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(message) => return usage(&message),
    };
    let screen = Screen::detect();
    ExitCode::from(screen.show(arguments.command.run(screen)))
}

/// Shows help, the version, or what is wrong with the call.
fn usage(message: &clap::Error) -> ExitCode {
    let status = if message.use_stderr() {
        Status::Unusable
    } else {
        Status::Fine
    };
    // A reader that has gone away needs no help.
    let _ = message.print();
    ExitCode::from(status)
}
