//! The comparison as Markdown, for a review.

use crate::diff::Comparison;
use crate::diff::wording::{Part, WordingChange, leans_back};

use super::{headline, mark, place};

/// The comparison: what is gone struck through, what is new in bold.
pub fn markdown(comparison: &Comparison) -> String {
    let mut lines = vec![
        format!("# {} → {}", comparison.old, comparison.new),
        String::new(),
    ];
    if comparison.is_empty() {
        lines.push("Nothing differs in wording or in rules.".to_owned());
    } else {
        wording(comparison, &mut lines);
        substance(comparison, &mut lines);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn wording(comparison: &Comparison, lines: &mut Vec<String>) {
    lines.push("## Wording".to_owned());
    if comparison.wording.is_empty() && comparison.headings.is_empty() {
        lines.push("\nThe wording is the same.".to_owned());
    }
    if !(comparison.wording.is_empty() && comparison.headings.is_empty()) {
        lines.push("\nWhat is ~~struck through~~ is gone, what is **bold** is new.".to_owned());
    }
    for heading in &comparison.headings {
        lines.push(format!(
            "\n### {}\n\n{}",
            heading.what,
            marked(&heading.parts())
        ));
    }
    for change in &comparison.wording {
        lines.push(provision(change));
    }
    lines.push(String::new());
}

fn provision(change: &WordingChange) -> String {
    format!("\n### {}\n\n{}", headline(change), marked(&change.parts))
}

fn marked(parts: &[Part]) -> String {
    let mut line = String::new();
    for part in parts {
        let (words, shown) = match part {
            Part::Same(words) => (words, escaped(words)),
            Part::Gone(words) => (words, format!("~~{}~~", escaped(words))),
            Part::New(words) => (words, format!("**{}**", escaped(words))),
        };
        // Only a mark behind a blank begins what is struck through or bold.
        let leans = matches!(part, Part::Same(_)) && leans_back(words);
        if !line.is_empty() && !leans {
            line.push(' ');
        }
        line.push_str(&shown);
    }
    line
}

fn substance(comparison: &Comparison, lines: &mut Vec<String>) {
    lines.push("## Substance\n".to_owned());
    if comparison.substance.is_empty() {
        lines.push("No rule differs.".to_owned());
        return;
    }
    lines.push(
        "Where nobody is named in the last column, the kind of change does not tell whom it favours.\n"
            .to_owned(),
    );
    lines.push("| Provision | What changes | In favour of |".to_owned());
    lines.push("|---|---|---|".to_owned());
    for change in &comparison.substance {
        lines.push(format!(
            "| {} | {}{} | {} |",
            place(change),
            mark(change.kind),
            escaped(&change.text),
            change.favours.as_deref().unwrap_or_default()
        ));
    }
}

/// Letters that Markdown would take as marks.
fn escaped(words: &str) -> String {
    words
        .chars()
        .flat_map(|letter| {
            let special = matches!(letter, '*' | '_' | '~' | '|' | '`' | '<' | '\\');
            special.then_some('\\').into_iter().chain([letter])
        })
        .collect()
}
