//! Timelines: what is read from good files, what is said about bad ones, and how much fits in.

mod limits;
mod pages;
mod schema;
mod shown;

use clausec::diagnostic::{Style, render};
use clausec::source::{Problem, Source, Sources};
use clausec::timeline::{Timeline, read_timeline};
use insta::{assert_snapshot, glob};

use schema::schema;

fn read(name: &str, text: &str) -> Result<Timeline, Vec<Problem>> {
    read_timeline(&Source::new(name, text), &schema())
}

fn drawn(name: &str, text: &str, problems: &[Problem]) -> String {
    render(
        problems,
        &Sources::from(Source::new(name, text)),
        Style::Plain,
    )
}

fn name_and_text(path: &std::path::Path) -> (String, String) {
    let name = path
        .file_name()
        .expect("a case is a file")
        .to_string_lossy()
        .into_owned();
    (
        name,
        std::fs::read_to_string(path).expect("a case can be read"),
    )
}

#[test]
fn good_timelines() {
    glob!("../../cases/timeline/good", "*.*", |path| {
        let (name, text) = name_and_text(path);
        let timeline = read(&name, &text)
            .unwrap_or_else(|problems| panic!("{}", drawn(&name, &text, &problems)));
        assert_snapshot!(format!("{text}\n----\n{}", shown::timeline(&timeline)));
    });
}

#[test]
fn bad_timelines() {
    glob!("../../cases/timeline/bad", "*.*", |path| {
        let (name, text) = name_and_text(path);
        let problems = read(&name, &text).expect_err("something is wrong with a bad case");
        assert!(problems.iter().any(Problem::is_error), "{name}");
        assert_snapshot!(format!("{text}\n----\n{}", drawn(&name, &text, &problems)));
    });
}

#[test]
fn a_reference_to_what_stands_below_on_the_same_day_is_a_warning() {
    let text = "events:\n  - { date: 2025-01-20, type: payment_received, amount: 1.00, designated: [W1] }\n  - { date: 2025-01-20, type: invoice_issued, invoice: W1, amount: 1.00 }\n";
    let timeline = read("day.yaml", text).expect("a warning does not make a timeline useless");
    assert_snapshot!(drawn("day.yaml", text, &timeline.warnings));
}
