//! The second versions that are shipped, against the first: what follows from the same facts, and a timeline that shows each change.
//! The snapshots are documents that lawyers review.

use std::path::Path;

use clausec::diff::outcome::outcomes;
use clausec::diff::show;
use clausec::source::Source;
use insta::assert_snapshot;

use crate::decidable::{Text, found};

/// What follows from the same facts, and the witnesses, in each form.
fn shown(terms: &str) -> [[String; 3]; 2] {
    let (old, new) = (Text::shipped(terms, "1"), Text::shipped(terms, "2"));
    let (old, new) = (old.decided(), new.decided());
    let path = format!("tests/cases/diff/outcome/{terms}.yaml");
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
    let facts = std::fs::read_to_string(facts).expect("it can be read");
    let outcome = outcomes(&Source::new(path, facts), None, &old, &new).expect("it fits both");

    let (_, found) = found(&old, &new, terms);
    for one in &found {
        assert!(one.witness.is_some(), "{}: no witness", one.place);
    }
    [
        [
            show::outcome_text(&outcome, 80),
            show::outcome_markdown(&outcome),
            show::json(&outcome),
        ],
        [
            show::witness_text(&found, 80),
            show::witness_markdown(&found),
            show::json(&found),
        ],
    ]
}

#[test]
fn klantfocus() {
    let [outcome, witnesses] = shown("klantfocus");
    assert_snapshot!("klantfocus_2_outcome_text", outcome[0]);
    assert_snapshot!("klantfocus_2_outcome_markdown", outcome[1]);
    assert_snapshot!("klantfocus_2_outcome_json", outcome[2]);
    assert_snapshot!("klantfocus_2_witness_text", witnesses[0]);
    assert_snapshot!("klantfocus_2_witness_markdown", witnesses[1]);
    assert_snapshot!("klantfocus_2_witness_json", witnesses[2]);
}

#[test]
fn krachtig_online() {
    let [outcome, witnesses] = shown("krachtig-online");
    assert_snapshot!("krachtig_online_2_outcome_text", outcome[0]);
    assert_snapshot!("krachtig_online_2_outcome_markdown", outcome[1]);
    assert_snapshot!("krachtig_online_2_outcome_json", outcome[2]);
    assert_snapshot!("krachtig_online_2_witness_text", witnesses[0]);
    assert_snapshot!("krachtig_online_2_witness_markdown", witnesses[1]);
    assert_snapshot!("krachtig_online_2_witness_json", witnesses[2]);
}
