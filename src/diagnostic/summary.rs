//! How many problems there are, in words.

use crate::source::{Problem, Severity};

/// `2 errors, 1 warning`; empty when there is nothing to count.
pub fn summary(problems: &[Problem]) -> String {
    let counted = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Advice, "remark"),
    ];
    let counts = counted.map(|(severity, word)| {
        (
            problems
                .iter()
                .filter(|one| one.severity == severity)
                .count(),
            word,
        )
    });
    let words = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| in_words(*count, word));
    words.collect::<Vec<_>>().join(", ")
}

/// `1 error`, `2 errors`.
pub fn in_words(count: usize, word: &str) -> String {
    if count == 1 {
        format!("1 {word}")
    } else {
        format!("{count} {word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_kind() {
        let problems = [
            Problem::error("a", "a"),
            Problem::warning("b", "b"),
            Problem::error("c", "c"),
        ];
        assert_eq!(summary(&problems), "2 errors, 1 warning");
        assert_eq!(summary(&[]), "");
    }
}
