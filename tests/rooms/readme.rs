//! Every block of the README holds: commands print what stands below them, quoted files say what is quoted.

use std::process::Command;

use clausec::source::Sources;
use clausec::syntax::parse;

const README: &str = include_str!("../../README.md");

/// A fenced block: the word behind the fence, and what stands in it.
struct Block {
    word: String,
    text: String,
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        if let Some(word) = line.strip_prefix("```") {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block {
                word: word.to_owned(),
                text: inside.join("\n") + "\n",
            });
        }
    }
    blocks
}

fn in_project(path: &str) -> String {
    let whole = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{whole}: {error}"))
}

/// `console`: `$ cargo run -q -- …`, and below it what the program prints; `[..]` stands for lines left out at the end.
#[test]
fn commands_print_what_stands_below_them() {
    let mut run = 0;
    for block in blocks().iter().filter(|block| block.word == "console") {
        let (command, shown) = block
            .text
            .split_once('\n')
            .expect("a console block begins with a command");
        let command = command
            .strip_prefix("$ ")
            .expect("a command stands behind `$ `");
        if let Some(arguments) = command.strip_prefix("cargo run -q -- ") {
            let printed = Command::new(env!("CARGO_BIN_EXE_clausec"))
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .args(arguments.split(' '))
                .output()
                .expect("the program can be started");
            let printed = String::from_utf8(printed.stdout).expect("its output is UTF-8");
            match shown.split_once("[..]\n") {
                Some((beginning, _)) => assert!(
                    printed.starts_with(beginning),
                    "{command} prints\n{printed}"
                ),
                None => assert_eq!(printed, shown, "{command}"),
            }
            run += 1;
        } else {
            assert_eq!(
                command, "cargo test --workspace",
                "a command of the README that no test knows"
            );
            assert!(
                in_project(".ci/run").lines().any(|line| line == command),
                "what the README says is what the merge needs"
            );
        }
    }
    assert!(run >= 1, "the README runs a timeline");
}

/// `yaml` and `clause` blocks are parts of files; the line before the block names the file.
#[test]
fn quoted_files_say_what_is_quoted() {
    let mut quoted = 0;
    for word in ["yaml", "clause"] {
        for (at, _) in README.match_indices(&format!("```{word}\n")) {
            let before = README[..at]
                .trim_end()
                .lines()
                .last()
                .expect("a line stands before the block");
            let path = before
                .split(['(', ')'])
                .find(|part| part.starts_with("clauses/"))
                .expect("that line names the file");
            let text = README[at..]
                .split_once('\n')
                .and_then(|(_, rest)| rest.split_once("```"))
                .expect("the block ends");
            assert!(
                in_project(path).contains(text.0),
                "{path} does not hold\n{}",
                text.0
            );
            quoted += 1;
        }
    }
    assert!(quoted >= 2, "the README shows a clause and a timeline");
}

/// Files that the README and the other pages at the root point to are there.
#[test]
fn links_lead_to_files() {
    for page in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "clauses/README.md",
    ] {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in in_project(page)
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if !link.starts_with("http") {
                let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                    .join(folder)
                    .join(link);
                assert!(path.exists(), "{page} points to {link}, which is not there");
            }
        }
    }
}

/// The declarations on the page of the language are read as they stand there.
#[test]
fn the_declarations_of_the_language_page_are_read() {
    let page = in_project("docs/language.md");
    let chapter = page
        .split("\n## Vocabulary\n")
        .nth(1)
        .expect("there is one");
    let chapter = chapter.split("\n## ").next().unwrap_or_default();
    let lines: Vec<&str> = chapter
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .collect();
    let declarations = lines.join("\n");
    let mut sources = Sources::default();
    let id = sources.add("language.md", &declarations);
    let parsed = parse(sources.get(id).expect("it was just added"));
    assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    let headings = declarations
        .lines()
        .filter(|line| !line.starts_with([' ', '-']));
    assert_eq!(parsed.file.pieces.len(), headings.count());
}
