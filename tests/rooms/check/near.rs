//! Sentences that are nearly right: what fits, what is expected next, and the sentences that come near.

use crate::check::support::{checked, folder, shown};

#[test]
fn near_misses_say_what_fits_and_what_comes_near() {
    let text = std::fs::read_to_string(folder().join("near/twenty-near-misses.txt"))
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
        if found.program.is_some() {
            understood.push(sentence);
        }
        all.push_str(&format!(
            "{sentence}\n{}\n",
            shown(&library, &found.problems)
        ));
    }
    assert!(understood.is_empty(), "meant to be slips: {understood:?}");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("near_misses", all);
    });
}
