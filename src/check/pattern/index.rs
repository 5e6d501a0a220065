//! Finds the patterns that a phrase may match, by the words that they need.

use std::collections::HashMap;

use crate::check::pattern::{Element, Form, Pattern};

/// Patterns, found by one of their words.
#[derive(Debug, Clone, Default)]
pub struct PatternIndex {
    patterns: Vec<Pattern>,
    /// By the rarest fixed word of the pattern; those without fixed words stand under the empty word.
    by_word: HashMap<String, Vec<usize>>,
}

impl PatternIndex {
    /// An index of these patterns; their order is kept.
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let mut frequency: HashMap<&str, usize> = HashMap::new();
        for word in patterns.iter().flat_map(fixed_words) {
            *frequency.entry(word).or_default() += 1;
        }
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, pattern) in patterns.iter().enumerate() {
            let rarest = fixed_words(pattern).min_by_key(|word| (frequency[word], *word));
            let key = rarest.unwrap_or_default().to_owned();
            by_word.entry(key).or_default().push(at);
        }
        Self { patterns, by_word }
    }

    /// All patterns in order.
    pub fn all(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The patterns of which these words (in small letters) hold the rarest one, in their order.
    pub fn candidates<'a>(&'a self, words: &[String], forms: &[Form]) -> Vec<&'a Pattern> {
        let mut found: Vec<usize> = Vec::new();
        for word in words.iter().map(String::as_str).chain([""]) {
            found.extend(self.by_word.get(word).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        let wanted = |at: usize| Some(&self.patterns[at]).filter(|one| forms.contains(&one.form));
        found.into_iter().filter_map(wanted).collect()
    }
}

fn fixed_words(pattern: &Pattern) -> impl Iterator<Item = &str> {
    pattern.elements.iter().filter_map(|element| match element {
        Element::Word(word) => Some(word.as_str()),
        Element::OneOf(_) | Element::Slot(_) => None,
    })
}
