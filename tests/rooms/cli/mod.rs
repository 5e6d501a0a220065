//! The program as a whole: arguments in, texts and an exit status out.

mod bad_clauses;
mod bad_files;
mod compare;
mod contract;
mod fmt;
mod library;
mod meaning;
mod one_slip;
mod own_words;
mod reports;
mod running;
mod shown;
mod told;
mod told_of_whom;
mod versions;
mod wording;
mod words;

use std::path::Path;

use assert_cmd::Command;

/// The program, called from the root of the project, without colours.
fn clausec() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clausec"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1");
    command
}

/// What a call ends with.
struct Ended {
    status: i32,
    output: String,
    messages: String,
}

fn ended(command: &mut Command) -> Ended {
    let output = command.output().expect("the program can be started");
    Ended {
        status: output.status.code().expect("the program ends by itself"),
        output: String::from_utf8(output.stdout).expect("its output is UTF-8"),
        messages: String::from_utf8(output.stderr).expect("its messages are UTF-8"),
    }
}

fn call(arguments: &[&str]) -> Ended {
    ended(clausec().args(arguments))
}

fn call_in(folder: &Path, arguments: &[&str]) -> Ended {
    ended(clausec().current_dir(folder).args(arguments))
}

/// A timeline that every set of terms understands.
const ONE_INVOICE: &str = "terms: klantfocus
client: { name: Fietsatelier Noord B.V. }
events:
  - { date: 2024-03-01, type: invoice_issued, invoice: I1, amount: 1000.00 }
";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        let parent = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(parent).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    folder
}
