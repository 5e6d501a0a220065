//! The room `syntax`: good files give trees without problems, bad files one message for each slip, and nothing panics.

mod cases;
mod mutants;
mod outline;
