//! Numbers of items stand in sequence, so that a lost item shows.

use crate::source::Problem;
use crate::syntax::ast::Mark;
use crate::syntax::build::Builder;

impl Builder {
    /// Reports the first item whose number does not follow from the one before it.
    pub(super) fn check_sequence(&self, marks: impl IntoIterator<Item = Mark>) {
        let wrong = (1..)
            .zip(marks)
            .find(|(expected, mark)| mark.ordinal != *expected);
        if let Some((expected, mark)) = wrong {
            let shown = |ordinal| shown(ordinal, mark.letter);
            let message = format!(
                "item {} stands where {} is expected",
                shown(mark.ordinal),
                shown(expected)
            );
            self.report(
                Problem::error("item-out-of-sequence", message)
                    .at(mark.span, "")
                    .help("number the items from the first on; `clausec fmt` does it when no item is missing"),
            );
        }
    }
}

/// `(2)`, `(b)`
fn shown(ordinal: u32, letter: bool) -> String {
    let as_letter = u8::try_from(ordinal)
        .ok()
        .filter(|o| letter && (1..=26).contains(o));
    as_letter.map_or_else(
        || format!("({ordinal})"),
        |o| format!("({})", char::from(b'a' + o - 1)),
    )
}
