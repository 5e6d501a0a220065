//! The program `clausec`: arguments in, an exit status out.

use std::process::ExitCode;

/// A run asks for memory in many small pieces; see `Cargo.toml`.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    clausec::cli::main()
}
