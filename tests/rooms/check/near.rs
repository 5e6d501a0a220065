//! Sentences that are nearly right: what fits, what is expected next, and the sentences that come near.

use crate::check::support::{checked, folder, shown};

#[test]
fn near_misses_say_what_fits_and_what_comes_near() {
    let all = told_of_each("twenty-near-misses");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("near_misses", all);
    });
}

#[test]
fn slips_of_a_drafter_are_told_what_to_write() {
    let all = told_of_each("slips-of-a-drafter");
    assert!(!all.contains("declare it with `State"), "{all}");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("slips_of_a_drafter", all);
    });
}

/// What is said of each sentence of a file: none of them is understood.
fn told_of_each(name: &str) -> String {
    let text = std::fs::read_to_string(folder().join(format!("near/{name}.txt")))
        .expect("the sentences are there");
    let mut all = String::new();
    let mut understood = Vec::new();
    let sentences: Vec<&str> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert!(sentences.len() >= 20, "twenty sentences at least");
    for sentence in sentences {
        let clause = format!("Clause 1.a\n> Wording.\n\n  {sentence}\n");
        let (library, found) = checked("near.clause", &clause);
        if found.program.is_some() && found.problems.is_empty() {
            understood.push(sentence);
        }
        all.push_str(&format!(
            "{sentence}\n{}\n",
            shown(&library, &found.problems)
        ));
    }
    assert!(understood.is_empty(), "meant to be slips: {understood:?}");
    all
}
