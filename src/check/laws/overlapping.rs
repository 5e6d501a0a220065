//! No phrase may match two declared sentences.

use crate::check::pattern::overlaps;
use crate::check::problems::Problems;
use crate::check::vocabulary::{SentenceKind, Vocabulary};
use crate::source::{Problem, Span};

/// Reports each pair of sentences that one phrase can match.
pub fn check_vocabulary(vocabulary: &Vocabulary, problems: &mut Problems) {
    for (first, second) in overlaps(vocabulary) {
        let (a, b) = (&vocabulary.sentences[first], &vocabulary.sentences[second]);
        if mean_the_same(&a.kind, &b.kind) {
            continue;
        }
        problems.push(
            Problem::error(
                "overlapping-sentences",
                format!("one phrase can match both `{}` and `{}`", a.words, b.words),
            )
            .at(b.span, "this sentence")
            .at(a.span, "and this one")
            .help("when they mean the same, leave your own out and use the one there is; otherwise change its words, so that no phrase fits both"),
        );
    }
}

/// Leaves out what only follows from a declaration that says what another file says already: that a sentence fits both is told where they stand.
pub fn leave_out_ambiguities(problems: Vec<Problem>) -> Vec<Problem> {
    let places =
        |problem: &Problem| -> Vec<Span> { problem.labels.iter().map(|(span, _)| *span).collect() };
    let overlapping: Vec<Vec<Span>> = problems
        .iter()
        .filter(|problem| problem.code == "overlapping-sentences")
        .map(places)
        .filter(|pair| pair.iter().any(|place| place.source != pair[0].source))
        .collect();
    let follows = |problem: &Problem| {
        let declared = places(problem).split_off(1);
        let is_among = |pair: &Vec<Span>| declared.iter().all(|place| pair.contains(place));
        problem.code == "ambiguous-sentence" && overlapping.iter().any(is_among)
    };
    problems
        .into_iter()
        .filter(|problem| !follows(problem))
        .collect()
}

/// Two readings of one state or one measure may meet: they say the same.
fn mean_the_same(a: &SentenceKind, b: &SentenceKind) -> bool {
    let name = |kind: &SentenceKind| match kind {
        SentenceKind::State { state } => Some((0, state.clone())),
        SentenceKind::Concept { concept } => Some((1, concept.clone())),
        SentenceKind::Measure { measure, .. } => Some((2, measure.clone())),
        SentenceKind::Conduct { conduct, .. } => Some((3, conduct.clone())),
        SentenceKind::Act { .. } | SentenceKind::Truth { .. } => None,
    };
    name(a).is_some_and(|own| name(b) == Some(own))
}
