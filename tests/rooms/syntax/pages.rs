//! Every code of the room has a page, and the example of the page raises it.

use std::fs;
use std::path::Path;

use clausec::source::Source;
use clausec::syntax::parse;

use crate::syntax::cases::files_in;

/// The codes of this room that a page explains, with the example of the page.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics");
    let codes = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/syntax/codes.txt"),
    );
    let codes = codes.expect("the list of codes is a text");
    let page = |code: &str| {
        let text = fs::read_to_string(folder.join(format!("{code}.md")));
        let text = text.unwrap_or_else(|_| panic!("{code} has no page"));
        let example = text.lines().skip_while(|line| *line != "Example:").skip(1);
        let example = example.take_while(|line| line.is_empty() || line.starts_with("    "));
        let example: Vec<&str> = example
            .map(|line| line.strip_prefix("    ").unwrap_or(line))
            .collect();
        (
            code.to_owned(),
            example.join("\n").trim_start_matches('\n').to_owned(),
        )
    };
    codes.lines().map(page).collect()
}

#[test]
fn the_example_of_every_page_raises_its_code() {
    for (code, example) in pages() {
        let of_a_timeline = example.starts_with("events:");
        if example.trim().is_empty() || of_a_timeline {
            continue;
        }
        let problems = parse(&Source::new("page", example.as_str())).problems;
        assert!(
            problems.iter().any(|problem| problem.code == code),
            "{code}:\n{example}\n{problems:?}"
        );
    }
}

#[test]
fn every_code_of_a_bad_case_has_a_page() {
    let pages = pages();
    for (path, text) in files_in("tests/cases/syntax/bad") {
        for problem in parse(&Source::new("case", text)).problems {
            let known = pages.iter().any(|(code, _)| *code == problem.code);
            assert!(
                known,
                "{} in {} is not in codes.txt",
                problem.code,
                path.display()
            );
        }
    }
}
