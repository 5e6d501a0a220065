//! No phrase may match two declared sentences.

use crate::check::pattern::overlaps;
use crate::check::problems::Problems;
use crate::check::vocabulary::{SentenceKind, Vocabulary};
use crate::source::Problem;

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
            .help("change the words of one of them, so that no phrase fits both"),
        );
    }
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
