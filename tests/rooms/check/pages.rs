//! Each code of this room has a page, and the example on it raises the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::check::support::{checked, shown};

/// The codes that the source of the room names.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check"),
        &mut codes,
    );
    codes
}

fn collect(folder: &PathBuf, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, codes);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source is a text");
        for kind in ["Problem::error(", "Problem::warning(", "Problem::advice("] {
            for part in text.split(kind).skip(1) {
                let code = part.trim_start().strip_prefix('"');
                codes.extend(
                    code.and_then(|code| code.split('"').next())
                        .map(str::to_owned),
                );
            }
        }
    }
}

/// The indented block below `Example:`.
fn example(page: &str) -> String {
    let below = page.split("Example:\n").nth(1).unwrap_or_default();
    let lines = below.lines().skip_while(|line| line.is_empty());
    let block = lines.take_while(|line| line.is_empty() || line.starts_with("    "));
    let text: Vec<&str> = block
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    text.join("\n")
}

#[test]
fn every_code_has_a_page_whose_example_raises_it() {
    let codes = codes();
    assert!(codes.len() > 50, "the room has its codes in its source");
    let mut missing = Vec::new();
    let mut wrong = Vec::new();
    for code in codes {
        let path = format!("{}/docs/diagnostics/{code}.md", env!("CARGO_MANIFEST_DIR"));
        let Ok(page) = fs::read_to_string(&path) else {
            missing.push(code);
            continue;
        };
        assert!(
            page.starts_with(&format!("# {code}: ")),
            "{code}: the page begins with its code and a title"
        );
        for part in ["Why it matters: ", "What to do: "] {
            assert!(page.contains(part), "{code}: the page has no `{part}`");
        }
        let (library, found) = checked("example.clause", &example(&page));
        if !found.problems.iter().any(|problem| problem.code == code) {
            wrong.push(format!(
                "{code}: the example raises\n{}",
                shown(&library, &found.problems)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(missing.is_empty(), "no page for {missing:?}");
}
