//! The program as a whole: arguments in, texts and an exit status out.

mod words;

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
