//! `clausec run`: options, forms, pipes.

use std::io::Read;
use std::process::{Command, Stdio};

use super::{ONE_INVOICE, call, call_in, clausec, ended, folder};

#[test]
fn as_of_wins_from_the_timeline_and_the_last_event() {
    let dated = ONE_INVOICE.replace("client:", "as-of: 2024-03-20\nclient:");
    let folder = folder(&[
        ("dated.yaml", dated.as_bytes()),
        ("bare.yaml", ONE_INVOICE.as_bytes()),
    ]);
    let as_of = |arguments: &[&str]| {
        let ended = call_in(folder.path(), arguments);
        assert_eq!(ended.status, 0, "{}", ended.messages);
        let report: serde_json::Value =
            serde_json::from_str(&ended.output).expect("the report is JSON");
        (
            report["as_of"]
                .as_str()
                .expect("as_of is a text")
                .to_owned(),
            report["as_of_assumed"] == true,
        )
    };
    assert_eq!(
        as_of(&["run", "bare.yaml", "--format", "json"]),
        ("2024-03-01".to_owned(), true)
    );
    assert_eq!(
        as_of(&["run", "dated.yaml", "--format", "json"]),
        ("2024-03-20".to_owned(), false)
    );
    assert_eq!(
        as_of(&[
            "run",
            "dated.yaml",
            "--format",
            "json",
            "--as-of",
            "2024-04-15"
        ]),
        ("2024-04-15".to_owned(), false)
    );
}

#[test]
fn a_reading_of_the_call_changes_the_result() {
    let folder = folder(&[("timeline.yaml", ONE_INVOICE.as_bytes())]);
    let interest = |reading: &str| {
        let ended = call_in(
            folder.path(),
            &[
                "run",
                "timeline.yaml",
                "--as-of",
                "2024-03-17",
                "--format",
                "json",
                "--reading",
                reading,
            ],
        );
        assert_eq!(ended.status, 0, "{}", ended.messages);
        let report: serde_json::Value =
            serde_json::from_str(&ended.output).expect("the report is JSON");
        (
            report["balance"][0]["interest"].clone(),
            report["readings"]["R8"].clone(),
        )
    };
    assert_eq!(interest("R8=due_day"), ("0.68".into(), "due_day".into()));
    assert_eq!(interest("R8=day_after_last_timely_day").0, "0.34");
}

#[test]
fn what_is_wrong_with_the_call_has_status_2() {
    let folder = folder(&[("timeline.yaml", ONE_INVOICE.as_bytes())]);
    for arguments in [
        &["run"][..],
        &["run", "timeline.yaml", "--as-of", "2024-02-30"],
        &["run", "timeline.yaml", "--reading", "R8"],
        &["run", "timeline.yaml", "--reading", "R8=nonsense"],
        &["run", "timeline.yaml", "--terms", "klantfokus"],
        &["run", "timeline.yaml", "timeline.yaml", "--format", "html"],
        &["walk", "timeline.yaml"],
    ] {
        let ended = call_in(folder.path(), arguments);
        assert_eq!(ended.status, 2, "{arguments:?}: {}", ended.output);
        assert_eq!(ended.output, "", "{arguments:?}");
        assert!(!ended.messages.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_answers() {
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["run", "--help"],
        &["test", "--help"],
        &["explain", "--help"],
    ] {
        let ended = call(arguments);
        assert_eq!(ended.status, 0, "{arguments:?}");
        assert_eq!(ended.messages, "", "{arguments:?}");
        assert!(
            ended.output.lines().all(|line| line.chars().count() <= 100),
            "{}",
            ended.output
        );
    }
}

#[test]
fn the_same_bytes_every_time() {
    let folder = folder(&[("timeline.yaml", ONE_INVOICE.as_bytes())]);
    for format in ["text", "json", "html"] {
        let arguments = [
            "run",
            "timeline.yaml",
            "--as-of",
            "2024-04-15",
            "--format",
            format,
            "--explain",
        ];
        let first = call_in(folder.path(), &arguments);
        assert_eq!(first.status, 0, "{}", first.messages);
        for _ in 0..2 {
            assert_eq!(call_in(folder.path(), &arguments).output, first.output);
        }
    }
}

#[test]
fn several_timelines_come_in_the_order_of_the_call() {
    let folder = folder(&[
        ("b.yaml", ONE_INVOICE.as_bytes()),
        ("a.yaml", ONE_INVOICE.replace("Noord", "Zuid").as_bytes()),
    ]);
    let ended = call_in(folder.path(), &["run", "b.yaml", "a.yaml"]);
    assert_eq!(ended.status, 0, "{}", ended.messages);
    let north = ended
        .output
        .find("Fietsatelier Noord")
        .expect("the first report");
    let south = ended
        .output
        .find("Fietsatelier Zuid")
        .expect("the second report");
    assert!(north < south);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_clausec"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["text", "krachtig-online"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    drop(child.stdout.take());
    let mut messages = String::new();
    let mut stderr = child.stderr.take().expect("its messages are piped");
    stderr
        .read_to_string(&mut messages)
        .expect("its messages are UTF-8");
    let status = child.wait().expect("the program ends");
    assert_eq!(status.code(), Some(0), "{messages}");
    assert_eq!(messages, "");
}

#[test]
fn a_timeline_from_the_standard_input() {
    let folder = folder(&[("t.yaml", ONE_INVOICE.as_bytes())]);
    let from_a_file = call_in(folder.path(), &["run", "t.yaml", "--format", "json"]);
    let json = r#"{ "terms": "klantfocus", "client": { "name": "Fietsatelier Noord B.V." },
      "events": [ { "date": "2024-03-01", "type": "invoice_issued", "invoice": "I1", "amount": "1000.00" } ] }"#;
    let on_one_line = json.replace('\n', "");
    for text in [ONE_INVOICE, json, &on_one_line] {
        let piped = ended(
            clausec()
                .current_dir(folder.path())
                .args(["run", "-", "--format", "json"])
                .write_stdin(text),
        );
        assert_eq!(piped.status, 0, "{}", piped.messages);
        let read = |text: &str| -> serde_json::Value {
            let mut report: serde_json::Value =
                serde_json::from_str(text).expect("the report is JSON");
            report["receipt"] = serde_json::Value::Null;
            report
        };
        assert_eq!(read(&piped.output), read(&from_a_file.output));
    }
}

#[test]
fn what_is_wrong_in_the_standard_input_has_its_place() {
    let wrong = ONE_INVOICE.replace("invoice_issued", "invoice_isued");
    for command in ["run", "check"] {
        let piped = ended(clausec().args([command, "-"]).write_stdin(wrong.clone()));
        assert_eq!(piped.status, if command == "run" { 2 } else { 1 });
        assert!(
            piped.messages.contains("[the standard input:4:"),
            "{}",
            piped.messages
        );
    }
    let nothing = ended(clausec().args(["run", "-"]).write_stdin(""));
    assert_eq!(nothing.status, 2);
    assert!(
        nothing.messages.contains("is empty"),
        "{}",
        nothing.messages
    );
}

#[test]
fn several_timelines_are_one_json_array() {
    let folder = folder(&[
        ("a.yaml", ONE_INVOICE.as_bytes()),
        ("b.yaml", ONE_INVOICE.replace("I1", "I2").as_bytes()),
    ]);
    let one = call_in(folder.path(), &["run", "a.yaml", "--format", "json"]);
    let one: serde_json::Value = serde_json::from_str(&one.output).expect("one JSON document");
    let both = call_in(
        folder.path(),
        &["run", "a.yaml", "b.yaml", "--format", "json"],
    );
    let both: Vec<serde_json::Value> =
        serde_json::from_str(&both.output).expect("one JSON document");
    assert_eq!(both.len(), 2);
    assert_eq!(both[0], one);
    assert!(both[1].to_string().contains("I2"));
}
