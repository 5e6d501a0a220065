//! Names that sentences mean to give and, when they are not understood, do not give: what is missed elsewhere follows from that.

use crate::check::vocabulary::{MeantName, Vocabulary};
use crate::source::{Sources, Span};
use crate::syntax::ast::{self, MainKind};

/// The names that these sentences mean to give: those that were not read, and those of two phrases with `is` between them.
pub fn meant_names(
    lost: &[Span],
    rules: impl Iterator<Item = Span>,
    vocabulary: &Vocabulary,
    sources: &Sources,
) -> Vec<MeantName> {
    let places = lost.iter().copied().chain(rules);
    places
        .filter_map(|at| {
            let words = name_given(sources.words(at), vocabulary)?;
            Some(MeantName { words, at })
        })
        .collect()
}

/// Whether a sentence may give a name that its words alone tell.
pub fn may_mean_a_name(rule: &ast::Rule) -> bool {
    matches!(rule.main.kind, MainKind::Says(_))
}

/// `payment term` in `The payment term is …`, `first day of the lapse term of` in `The first day of the lapse term of a claim is …`
fn name_given(sentence: &str, vocabulary: &Vocabulary) -> Option<String> {
    const LONGEST: usize = 9;
    let mut words = sentence.split_whitespace();
    if words.next() != Some("The") {
        return None;
    }
    let name: Vec<String> = words
        .take(LONGEST)
        .take_while(|word| *word != "is" && *word != "are")
        .map(str::to_lowercase)
        .collect();
    if name.is_empty() || name.len() == LONGEST {
        return None;
    }
    let before: Vec<String> = name
        .into_iter()
        .take_while(|word| word != "a" && word != "an")
        .collect();
    let is_noun = vocabulary.nouns.find(&before).is_some();
    (!before.is_empty() && !is_noun).then(|| before.join(" "))
}
