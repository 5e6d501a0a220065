//! Large files, hostile files, and whatever someone may type.

use std::fmt::Write as _;

use clausec::source::Source;
use clausec::timeline::read_timeline;
use proptest::prelude::*;

use super::{read, schema};

const MANY: usize = 200_000;

fn invoice(number: usize) -> (String, String) {
    let date = format!(
        "20{:02}-{:02}-{:02}",
        number % 90 + 10,
        number % 12 + 1,
        number % 28 + 1
    );
    (date, format!("W{number}"))
}

#[test]
fn two_hundred_thousand_events_in_json_lines() {
    let mut text = String::from("{\"terms\": \"klantfocus\"}\n");
    for number in 0..MANY {
        let (date, name) = invoice(number);
        let _ = writeln!(
            text,
            r#"{{"date": "{date}", "type": "invoice_issued", "invoice": "{name}", "amount": "12.50"}}"#
        );
    }
    let timeline = read("many.jsonl", &text).expect("a large file is read");
    assert_eq!(timeline.events.len(), MANY);
    assert!(
        timeline
            .events
            .is_sorted_by_key(|event| (event.date, event.seq))
    );
}

#[test]
fn as_many_in_yaml() {
    let mut text = String::from("events:\n");
    for number in 0..MANY {
        let (date, name) = invoice(number);
        let _ = writeln!(
            text,
            "  - {{ date: {date}, type: invoice_issued, invoice: {name}, amount: 12.50 }}"
        );
    }
    assert_eq!(
        read("many.yaml", &text).map(|timeline| timeline.events.len()),
        Ok(MANY)
    );
}

#[test]
fn twenty_thousand_mistakes_are_all_reported() {
    let mut text = String::from("events:\n");
    for number in 0..20_000 {
        let _ = writeln!(
            text,
            "  - {{ date: 2025-01-20, type: payment_received, amount: 1.00, designated: [X{number}] }}"
        );
    }
    assert_eq!(
        read("wrong.yaml", &text)
            .map(|_| ())
            .map_err(|problems| problems.len()),
        Err(20_000)
    );
}

#[test]
fn a_map_with_very_many_keys_takes_no_time() {
    let mut text = String::new();
    for number in 0..50_000 {
        let _ = writeln!(text, "k{number}: 1");
    }
    assert!(read("keys.yaml", &text).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn whatever_is_typed_is_read_or_refused(text in "(events:\n|terms: a\n|  - |\\{ |\\}|\\[|\\]|date: |2025-01-20|, |type: |go_live|: |\n|\"|'|\t|& |\\*a|é|1e3|~|#|\\||>|\\?|!!){0,40}") {
        let _ = read_timeline(&Source::new("typed.yaml", text.clone()), &schema());
        let _ = read_timeline(&Source::new("typed.json", text.clone()), &schema());
        let _ = read_timeline(&Source::new("typed.jsonl", text.clone()), &schema());
        let _ = read_timeline(&Source::new("typed", text), &schema());
    }

    #[test]
    fn a_timeline_with_a_letter_changed_is_read_or_refused(at in 0_usize..400, letter in any::<char>()) {
        let text = include_str!("../../cases/timeline/good/every-kind-of-value.yaml");
        let mut letters: Vec<char> = text.chars().collect();
        letters[at] = letter;
        let text: String = letters.into_iter().collect();
        if let Err(problems) = read_timeline(&Source::new("typed.yaml", text.clone()), &schema()) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|one| one.span().is_some_and(|span| span.end <= text.len())));
        }
    }
}
