//! The comparison as Markdown: a table for each subject.

use super::Comparison;
use super::table::{LEGEND, cell, only_under};

/// The comparison for a review.
pub(super) fn markdown(comparison: &Comparison) -> String {
    let [one, other] = &comparison.sides;
    let mut lines = vec![
        format!("# {} and {}, as of {}", one.id, other.id, comparison.as_of),
        String::new(),
    ];
    for side in &comparison.sides {
        lines.push(format!(
            "- {}: {}, version {}",
            side.id, side.title, side.version
        ));
    }
    lines.push(format!("\n{LEGEND}"));
    for subject in &comparison.subjects {
        lines.push(format!("\n## {}\n", subject.title));
        let mut rows = subject.of_both().peekable();
        if rows.peek().is_some() {
            lines.push(format!("| | {} | {} |", one.id, other.id));
            lines.push("|---|---|---|".to_owned());
        }
        for row in rows {
            let [first, second] = &row.sides;
            lines.push(format!(
                "| {} | {} | {} |",
                escaped(&row.what),
                escaped(&cell(first, "<br>")),
                escaped(&cell(second, "<br>"))
            ));
        }
        for (number, side) in comparison.sides.iter().enumerate() {
            let alone = subject.of_one(number);
            if !alone.is_empty() {
                lines.push(format!("\n{}\n", only_under(side)));
            }
            for (what, entries) in alone {
                lines.push(format!("- {what}: {}", cell(entries, "; ")));
            }
        }
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// A cell ends at a bar, and a name from a timeline must not.
fn escaped(words: &str) -> String {
    words.replace('|', "\\|")
}
