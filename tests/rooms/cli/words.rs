//! `clausec words`, `text` and `explain`.

use super::call;

#[test]
fn every_sentence_is_listed_within_80_columns() {
    let ended = call(&["words"]);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    for sentence in [
        "the supplier issues an invoice",
        "a party is in default of an obligation",
    ] {
        assert!(ended.output.contains(sentence), "{sentence}");
    }
    assert!(ended.output.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn a_word_finds_its_sentences() {
    let ended = call(&["words", "invoice"]);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    assert!(ended.output.contains("the supplier issues an invoice"));
    assert!(!ended.output.contains("force majeure"));
}

/// Fields of an act, words that join, and what a legal word means are found too.
#[test]
fn fields_and_joints_are_found() {
    for (word, found) in [
        ("within", "the last timely day is the day plus the period"),
        ("despite", "how a sentence stands to another clause"),
        (
            "valid_until",
            "the last day stated in the offer (valid_until: date)",
        ),
        ("fully", "(fully_completed)"),
    ] {
        let ended = call(&["words", word]);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        let output = ended
            .output
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(output.contains(found), "{word}: {output}");
    }
    let all = call(&["words"]).output;
    for word in [
        "the deadline",
        "`until the client",
        "field deadline of notice_of_default",
    ] {
        assert!(all.contains(word), "{word}");
    }
}

#[test]
fn legal_words_are_explained() {
    for (word, found) in [
        ("notice", "mededeling"),
        ("acceleration", "vervroegde opeisbaarheid"),
        ("website", "the website goes live"),
    ] {
        let ended = call(&["explain", word]);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        assert!(ended.output.contains(found), "{word}: {}", ended.output);
    }
}

#[test]
fn an_unknown_word_gets_the_nearest() {
    let ended = call(&["words", "invioce"]);
    assert_eq!(ended.status, 2);
    assert!(
        ended.messages.contains("did you mean `invoice`?"),
        "{}",
        ended.messages
    );
}

#[test]
fn the_wording_is_whole_and_in_order() {
    for terms in ["klantfocus", "krachtig-online"] {
        let ended = call(&["text", terms]);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        assert!(ended.output.lines().all(|line| line.chars().count() <= 80));
        let printed: String = ended.output.split_whitespace().collect();
        let mut at = 0;
        for line in quoted_lines(terms) {
            let wanted: String = line.split_whitespace().collect();
            let found = printed[at..].find(&wanted);
            at += found.unwrap_or_else(|| panic!("not printed, or not in its place: {line}"));
        }
    }
}

/// The lines of wording in the clause files, in the order of the files.
fn quoted_lines(terms: &str) -> Vec<String> {
    let folder = format!("{}/clauses/{terms}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the terms have a folder")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "clause"))
        .collect();
    files.sort();
    let texts = files
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a clause file is text"));
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines
        .filter_map(|line| line.strip_prefix("> ").map(str::to_owned))
        .collect()
}

#[test]
fn codes_and_legal_words_are_explained() {
    let code = call(&["explain", "file-missing"]);
    assert_eq!(code.status, 0);
    assert!(code.output.starts_with("# file-missing"));
    for word in ["default", "verzuim", "Default"] {
        let meaning = call(&["explain", word]);
        assert_eq!(meaning.status, 0, "{}", meaning.messages);
        assert!(
            meaning.output.starts_with("default (verzuim): "),
            "{}",
            meaning.output
        );
    }
    let unknown = call(&["explain", "in-defalt"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.messages.contains("nothing-to-explain"));
}

#[test]
fn a_clause_of_a_timeline_is_explained() {
    let scenario =
        "clauses/klantfocus/scenarios/05/5.a-S1-default-the-day-after-the-last-timely-day.yaml";
    let by_name = call(&["explain", scenario, "in_default", "--as-of", "2024-04-15"]);
    assert_eq!(by_name.status, 0, "{}", by_name.messages);
    assert!(
        by_name.output.contains("since 2024-03-17"),
        "{}",
        by_name.output
    );
    let by_clause = call(&["explain", scenario, "5.a", "--as-of", "2024-04-15"]);
    assert!(
        by_clause
            .output
            .contains("Facturen dienen door de opdrachtgever"),
        "{}",
        by_clause.output
    );
    let unknown = call(&["explain", scenario, "in_defautl", "--as-of", "2024-04-15"]);
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.messages.contains("did you mean `in_default`?"),
        "{}",
        unknown.messages
    );
}
