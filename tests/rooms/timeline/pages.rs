//! Each code of a timeline has a case and a page, and the example of the page raises it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{name_and_text, read};

fn folder(path: &str) -> Vec<PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let files = std::fs::read_dir(folder).expect("the folder is there");
    files
        .map(|file| file.expect("a file can be listed").path())
        .collect()
}

/// The codes that the bad cases raise.
fn codes_of_the_cases() -> BTreeSet<&'static str> {
    let cases = folder("tests/cases/timeline/bad");
    let problems = cases.iter().flat_map(|path| {
        let (name, text) = name_and_text(path);
        read(&name, &text).expect_err("something is wrong with a bad case")
    });
    problems.map(|problem| problem.code).collect()
}

/// The codes that stand in quotes where the room gives them.
fn codes_of_the_room() -> BTreeSet<&'static str> {
    let source = include_str!("../../../src/timeline/error/code.rs");
    source.split('"').skip(1).step_by(2).collect()
}

/// The indented lines under `Example:`.
fn example(page: &str) -> String {
    let (_, rest) = page
        .split_once("Example:\n\n")
        .expect("a page has an example");
    let lines = rest
        .lines()
        .take_while(|line| line.starts_with("    ") || line.is_empty());
    lines
        .map(|line| line.get(4..).unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_example_of_each_page_raises_its_code() {
    let codes = codes_of_the_cases();
    assert_eq!(codes, codes_of_the_room(), "each code has a case");
    for code in codes {
        let path = format!("{}/docs/diagnostics/{code}.md", env!("CARGO_MANIFEST_DIR"));
        let page =
            std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("`{code}` has no page"));
        assert!(page.starts_with(&format!("# {code}: ")), "{code}");
        let problems = read("example.yaml", &example(&page)).expect_err("the example is wrong");
        let raised: BTreeSet<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(
            raised,
            BTreeSet::from([code]),
            "the example raises its code and no other"
        );
    }
}

/// The blocks of a page in a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    let after = page.split(fence.as_str()).skip(1);
    after
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect()
}

#[test]
fn the_timelines_of_the_page_can_be_read() {
    let page = include_str!("../../../docs/timelines.md");
    for (language, name) in [("yaml", "page.yaml"), ("json", "page.jsonl")] {
        let blocks = blocks(page, language);
        assert_eq!(blocks.len(), 1, "{language}");
        assert!(read(name, blocks[0]).is_ok(), "{}", blocks[0]);
    }
}
