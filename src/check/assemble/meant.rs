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
    let given = places.filter_map(|at| {
        let words = name_given(sources.words(at), vocabulary)?;
        Some(MeantName { words, at })
    });
    let declared = lost.iter().flat_map(|at| {
        let names = names_declared(sources.words(*at));
        names.into_iter().map(|words| MeantName { words, at: *at })
    });
    given.chain(declared).collect()
}

/// What the lines of a declaration that was not read mean to declare: `invoice` in `It brings about an invoice`, `services` in `It may tell the
/// services (services: a list of services)`.
fn names_declared(text: &str) -> Vec<String> {
    const LINES: [&str; 3] = ["It brings about ", "It tells ", "It may tell "];
    let behind = LINES
        .iter()
        .flat_map(|line| text.match_indices(line))
        .map(|(at, line)| &text[at + line.len()..]);
    let names = behind.map(|name| {
        let end = name.find(['(', '.', ',', '"']).unwrap_or(name.len());
        let words = name[..end].split_whitespace().map(str::to_lowercase);
        let is_word = |word: &String| word.chars().all(char::is_alphabetic);
        let bare =
            words.filter(|word| is_word(word) && !["a", "an", "the"].contains(&word.as_str()));
        bare.collect::<Vec<_>>().join(" ")
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// The forms of the verbs in headings that were not read: `make`, `makes` and `made` of `Verb "make", "makes" "made".`
pub fn verbs_meant<'s>(lost: &[Span], sources: &'s Sources) -> Vec<(&'s str, Span)> {
    let headings = lost.iter().copied().filter_map(|at| {
        let text = sources.words(at);
        text.starts_with("Verb").then_some((text, at))
    });
    headings
        .flat_map(|(text, at)| {
            text.split('"')
                .skip(1)
                .step_by(2)
                .map(move |form| (form, at))
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
