//! The program `clausec`: arguments in, an exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    clausec::cli::main()
}
