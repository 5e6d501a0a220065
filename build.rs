//! Builds again when a clause, a table, a scenario or a page of explanation changes: the program carries them.

fn main() {
    println!("cargo::rerun-if-changed=clauses");
    println!("cargo::rerun-if-changed=docs/diagnostics");
}
