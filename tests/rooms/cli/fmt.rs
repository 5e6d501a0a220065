//! `clausec fmt`: what is laid out stays, what is not is put in order.

use super::{call, call_in, folder};

const UNTIDY: &[u8] = b"Terms mine, version 1.\n      The title is \"Mine\".\n";

#[test]
fn the_library_is_formatted() {
    let ended = call(&["fmt", "--check", "clauses"]);
    assert_eq!(
        (ended.status, ended.output.as_str()),
        (0, ""),
        "{}",
        ended.messages
    );
}

#[test]
fn check_changes_nothing_and_says_no() {
    let folder = folder(&[("mine.clause", UNTIDY)]);
    let path = folder.path().join("mine.clause");
    let ended = call_in(folder.path(), &["fmt", "--check", "mine.clause"]);
    assert_eq!(
        (ended.status, ended.output.as_str()),
        (1, "would change mine.clause\n"),
        "{}",
        ended.messages
    );
    assert_eq!(std::fs::read(&path).expect("the file is there"), UNTIDY);

    let ended = call_in(folder.path(), &["fmt", "mine.clause"]);
    assert_eq!(
        (ended.status, ended.output.as_str()),
        (0, "changed mine.clause\n"),
        "{}",
        ended.messages
    );
    let ended = call_in(folder.path(), &["fmt", "--check", "mine.clause"]);
    assert_eq!(
        (ended.status, ended.output.as_str()),
        (0, ""),
        "{}",
        ended.messages
    );
}
