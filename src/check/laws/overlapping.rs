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
    match (a, b) {
        (SentenceKind::State { state: a }, SentenceKind::State { state: b }) => a == b,
        (SentenceKind::Concept { concept: a }, SentenceKind::Concept { concept: b }) => a == b,
        (SentenceKind::Measure { measure: a, .. }, SentenceKind::Measure { measure: b, .. }) => {
            a == b
        }
        (SentenceKind::Conduct { conduct: a, .. }, SentenceKind::Conduct { conduct: b, .. }) => {
            a == b
        }
        (
            SentenceKind::Act {
                event: a,
                reading: x,
                ..
            },
            SentenceKind::Act {
                event: b,
                reading: y,
                ..
            },
        ) => a == b && x == y,
        _ => false,
    }
}
