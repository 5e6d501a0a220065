//! The room `syntax`: good files give trees without problems, bad files one message for each slip, and nothing panics.

pub mod cases;
pub mod mutants;
pub mod outline;
mod pages;
