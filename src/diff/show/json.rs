//! A comparison as JSON.

use serde::Serialize;

/// One object: `old`, `new`, `headings`, `wording`, `substance` and, where timelines were compared, `outcomes`.
///
/// # Panics
/// Never: a comparison is made of texts and numbers.
pub fn json(comparison: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(comparison).expect("a comparison is made of texts");
    text.push('\n');
    text
}
