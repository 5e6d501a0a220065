//! The comparison as JSON.

use crate::diff::Comparison;

/// One object: `old`, `new`, `headings`, `wording`, `substance`, in the order of the document.
///
/// # Panics
/// Never: a comparison is made of texts and numbers.
pub fn json(comparison: &Comparison) -> String {
    let mut text = serde_json::to_string_pretty(comparison).expect("a comparison is made of texts");
    text.push('\n');
    text
}
