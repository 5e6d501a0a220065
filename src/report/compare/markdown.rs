//! The comparison as Markdown: a table for each subject.

use super::Comparison;
use super::table::{LEGEND, cell};

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
        lines.push(format!("| | {} | {} |", one.id, other.id));
        lines.push("|---|---|---|".to_owned());
        for row in &subject.rows {
            let [first, second] = &row.sides;
            lines.push(format!(
                "| {} | {} | {} |",
                escaped(&row.what),
                escaped(&cell(first, "<br>")),
                escaped(&cell(second, "<br>"))
            ));
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
