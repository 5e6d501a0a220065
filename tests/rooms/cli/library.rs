//! Where clauses come from: the program, a folder beside the timeline, a folder given.

use super::{ONE_INVOICE, call_in, folder};

const TERMS: &[u8] = b"Terms klantfocus, version 1.
  The title is \"Other terms of the same name\".
  The law is \"nl\".
  The rounding is half up to the cent.

Article 5. Betaling

Clause 5.a
> Facturen worden betaald binnen 30 dagen.

  The payment term is 30 days, unless agreed otherwise in writing.
  When the supplier issues an invoice,
    the client must pay the invoice to the supplier,
    within the payment term after the invoice date.
";

fn due(folder: &std::path::Path, arguments: &[&str]) -> String {
    let ended = call_in(folder, arguments);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    let report: serde_json::Value =
        serde_json::from_str(&ended.output).expect("the report is JSON");
    report["obligations"][0]["due"]
        .as_str()
        .expect("the duty has a last day")
        .to_owned()
}

#[test]
fn from_any_folder_the_program_has_its_own() {
    let folder = folder(&[("timeline.yaml", ONE_INVOICE.as_bytes())]);
    assert_eq!(
        due(folder.path(), &["run", "timeline.yaml", "--format", "json"]),
        "2024-03-16"
    );
}

#[test]
fn a_folder_beside_the_timeline_takes_its_place() {
    let folder = folder(&[
        ("case/timeline.yaml", ONE_INVOICE.as_bytes()),
        ("case/clauses/klantfocus/1.clause", TERMS),
    ]);
    assert_eq!(
        due(
            folder.path(),
            &["run", "case/timeline.yaml", "--format", "json"]
        ),
        "2024-03-31"
    );
}

#[test]
fn a_folder_given_wins() {
    let folder = folder(&[
        ("timeline.yaml", ONE_INVOICE.as_bytes()),
        ("elsewhere/klantfocus/1.clause", TERMS),
    ]);
    let arguments = [
        "run",
        "timeline.yaml",
        "--format",
        "json",
        "--clauses",
        "elsewhere",
    ];
    assert_eq!(due(folder.path(), &arguments), "2024-03-31");
}

#[test]
fn terms_may_be_a_folder() {
    let timeline = ONE_INVOICE.replace("terms: klantfocus", "terms: ../mine");
    let folder = folder(&[
        ("cases/timeline.yaml", timeline.as_bytes()),
        ("mine/1.clause", TERMS),
    ]);
    assert_eq!(
        due(
            folder.path(),
            &["run", "cases/timeline.yaml", "--format", "json"]
        ),
        "2024-03-31"
    );
    // A path on the command line starts from where the user is.
    let arguments = [
        "run",
        "cases/timeline.yaml",
        "--format",
        "json",
        "--terms",
        "mine/",
    ];
    assert_eq!(due(folder.path(), &arguments), "2024-03-31");
}

#[test]
fn an_edited_term_changes_the_result() {
    let edited = String::from_utf8_lossy(TERMS).replace("term is 30 days", "term is 45 days");
    let folder = folder(&[
        ("timeline.yaml", ONE_INVOICE.as_bytes()),
        ("clauses/klantfocus/1.clause", edited.as_bytes()),
    ]);
    assert_eq!(
        due(folder.path(), &["run", "timeline.yaml", "--format", "json"]),
        "2024-04-15"
    );
}

/// A copy of the library of this project, with these words in the place of others in one of its files.
fn copy_of_the_library(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder can be made");
    let mut folders = vec![std::path::PathBuf::from("clauses")];
    while let Some(folder) = folders.pop() {
        std::fs::create_dir_all(copy.path().join(&folder)).expect("a folder can be made");
        for entry in std::fs::read_dir(&folder).expect("the library is there") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                std::fs::copy(&path, copy.path().join(&path)).expect("a file can be copied");
            }
        }
    }
    let path = copy.path().join("clauses").join(file);
    let text = std::fs::read_to_string(&path).expect("the file is there");
    assert!(text.contains(from), "{file} does not say {from}");
    std::fs::write(&path, text.replace(from, to)).expect("a file can be written");
    std::fs::write(copy.path().join("timeline.yaml"), ONE_INVOICE).expect("a file can be written");
    copy
}

#[test]
fn a_copy_of_the_library_says_the_same_until_a_word_of_it_is_changed() {
    let arguments = ["run", "timeline.yaml", "--format", "json"];
    let file = "klantfocus/05-betaling.clause";
    let same = copy_of_the_library(file, "15 days", "15 days");
    let own = folder(&[("timeline.yaml", ONE_INVOICE.as_bytes())]);
    let report = |folder: &std::path::Path| call_in(folder, &arguments).output;
    assert_eq!(report(same.path()), report(own.path()));
    let changed = copy_of_the_library(file, "is 15 days", "is 30 days");
    assert_eq!(due(changed.path(), &arguments), "2024-03-31");
    // The law and the vocabulary count as much as the terms themselves.
    let no_law = copy_of_the_library("law/nl/statutory-interest.clause", "Clause", "Klausel");
    assert_eq!(call_in(no_law.path(), &arguments).status, 2);
    let no_words = copy_of_the_library("vocabulary/verbs.clause", "Verb", "Werkwoord");
    assert_eq!(call_in(no_words.path(), &arguments).status, 2);
}

/// A run reads the terms as they are chosen; what is wrong under another reading is for `check`, and for whoever chooses it.
#[test]
fn a_mistake_in_a_reading_that_is_not_chosen_is_told_by_check() {
    let edited = String::from_utf8_lossy(TERMS).replace(
        "  The payment term is",
        "  Reading R1 is as_printed, because \"it says so\", or as_meant.\n\n  Under R1 as_meant, the payment term is the colour of the invoice.\n  The payment term is",
    );
    let folder = folder(&[
        ("timeline.yaml", ONE_INVOICE.as_bytes()),
        ("clauses/klantfocus/1.clause", edited.as_bytes()),
    ]);
    let arguments = ["run", "timeline.yaml", "--format", "json"];
    assert_eq!(due(folder.path(), &arguments), "2024-03-31");
    let checked = call_in(folder.path(), &["check"]);
    assert_eq!(checked.status, 1, "{}", checked.messages);
    assert!(checked.messages.contains("colour of the invoice"));
    let chosen = [&arguments[..], &["--reading", "R1=as_meant"]].concat();
    assert_eq!(call_in(folder.path(), &chosen).status, 2);
}
