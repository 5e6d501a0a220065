//! The words of a part of a clause file, as they are compared and quoted.

use std::collections::BTreeMap;

use crate::source::{Sources, Span};

/// Where words are quoted from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quoted<'s> {
    pub(super) sources: &'s Sources,
    /// Numbers of provisions that are to be read as others, since the provisions stand there now.
    pub(super) renumbered: &'s BTreeMap<String, String>,
}

impl Quoted<'_> {
    /// The words of a span on one line: no comments, one blank between two words.
    pub(super) fn words(&self, span: Span) -> String {
        let words = words(span, self.sources);
        if self.renumbered.is_empty() {
            return words;
        }
        let words = words.split(' ').map(|word| self.renumber(word));
        words.collect::<Vec<_>>().join(" ")
    }

    /// The words between two places of one source.
    pub(super) fn words_up_to(&self, span: Span, end: usize) -> String {
        self.words(Span::new(span.source, span.start, end))
    }

    /// `1.b,` under its new number: `1.c,`
    fn renumber(&self, word: &str) -> String {
        let number = word.trim_matches(['(', ')', '"', ',', '.', ';', ':']);
        match self.renumbered.get(number) {
            Some(new) => word.replacen(number, new, 1),
            None => word.to_owned(),
        }
    }
}

/// The words of a span on one line: no comments, one blank between two words.
pub(super) fn words(span: Span, sources: &Sources) -> String {
    let lines = sources.words(span).lines().map(without_comment);
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'-' if !quoted && bytes.get(at + 1) == Some(&b'-') => return &line[..at],
            _ => {}
        }
    }
    line
}

/// The words without the marks of list items, whose numbers shift when an item comes in, and without capital letters, which
/// only the first word of a sentence has.
pub(super) fn comparable(words: &str) -> String {
    let kept = words.split(' ').filter(|word| !is_mark(word));
    kept.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// `(1)`, `(a)`
fn is_mark(word: &str) -> bool {
    let inside = word
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| {
        inside.chars().all(|letter| letter.is_ascii_digit())
            || (inside.len() == 1 && inside.chars().all(|letter| letter.is_ascii_lowercase()))
    })
}

/// `a, b or c`
pub(super) fn listed(items: &[String]) -> String {
    match items.split_last() {
        Some((last, before @ [_, ..])) => format!("{} or {last}", before.join(", ")),
        Some((only, [])) => only.clone(),
        None => String::new(),
    }
}

/// `The supplier` inside a sentence: `the supplier`; `EUR 5` stays.
pub(super) fn inside_a_sentence(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(words.chars().skip(1)).collect()
        }
        (Some(_) | None, Some(_) | None) => words.to_owned(),
    }
}

/// A statement as a part of a sentence: `the term is short, as must be judged` for `it must be judged whether the term is short`.
pub(super) fn as_a_case(statement: &str) -> String {
    if let Some(fact) = statement.strip_prefix("it must be judged whether ") {
        return format!("{fact}, as must be judged");
    }
    let judged = statement.strip_prefix("it is for ");
    match judged.and_then(|judged| judged.split_once(" to judge whether ")) {
        Some((by, fact)) => format!("{fact}, in the judgement of {by}"),
        None => statement.to_owned(),
    }
}

/// `the supplier` at the beginning of a sentence: `The supplier`.
pub(super) fn as_a_sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_line_ends_mean_nothing() {
        let text = "The client owes -- a remark\n    \"a -- b\", at once.";
        let sources = Sources::from(crate::source::Source::new("a", text));
        let span = Span::new(crate::source::SourceId(0), 0, text.len());
        assert_eq!(
            words(span, &sources),
            "The client owes \"a -- b\", at once."
        );
    }

    #[test]
    fn numbers_of_items_are_not_compared() {
        assert_eq!(
            comparable("While all hold: (1) it rains (a) much (2) EUR 5 (x y)"),
            "while all hold: it rains much eur 5 (x y)"
        );
    }
}
