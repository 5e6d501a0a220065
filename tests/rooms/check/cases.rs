//! Files that must be understood, and files that must be refused with these words.

use crate::check::support::{cases, checked, shown};

#[test]
fn bad_files_are_refused_with_their_code() {
    let mut wrong = Vec::new();
    for (name, text) in cases("bad") {
        let (library, found) = checked(&name, &text);
        let code = name
            .trim_end_matches(".clause")
            .split('@')
            .next()
            .unwrap_or_default();
        if !found.problems.iter().any(|problem| problem.code == code) {
            wrong.push(name);
            continue;
        }
        insta::with_settings!({ description => text, snapshot_suffix => name.clone(), omit_expression => true }, {
            insta::assert_snapshot!("bad", shown(&library, &found.problems));
        });
    }
    assert!(wrong.is_empty(), "these do not raise their code: {wrong:?}");
}

#[test]
fn good_files_become_rules() {
    for (name, text) in cases("good") {
        let (library, found) = checked(&name, &text);
        assert!(
            found.problems.is_empty(),
            "{name} is refused:\n{}",
            shown(&library, &found.problems)
        );
        let program = found.program.expect("it was just asked");
        let rules: Vec<String> = program
            .rules
            .iter()
            .map(|rule| {
                format!(
                    "{} {:?}\n  {:?}\n  if {:?}\n  {:?}\n  {:?}",
                    rule.at.clause,
                    rule.words,
                    rule.trigger,
                    rule.condition,
                    rule.variables,
                    rule.body
                )
            })
            .collect();
        insta::with_settings!({ description => text, snapshot_suffix => name.clone(), omit_expression => true }, {
            insta::assert_snapshot!("good", rules.join("\n"));
        });
    }
}
