//! Writes a clause file in the one style: one idea a line.
//!
//! The words stay as they are; only blanks, line breaks, the numbers of items and the commas in amounts change. A header, each
//! tail that says when or whether, and each item have a line of their own; a short sentence of one such tail without a
//! comma stays on its line. Wording lines are not touched, and comments survive. What is already formatted stays as it is.

mod chunk;
mod emit;
mod layout;
mod rule;
mod unit;

use crate::source::{Problem, Source};
use crate::syntax::{self, Parsed};

/// The widest line on which two ideas stand together: a main part and its only tail, words and their alternatives.
const WIDTH: usize = 100;
/// Items may be out of sequence: that is what this room puts right.
const RENUMBERED: &str = "item-out-of-sequence";

/// The file in the one style.
///
/// # Errors
/// The problems of a file that cannot be read; such a file is left alone.
pub fn format(source: &Source) -> Result<String, Vec<Problem>> {
    let Parsed {
        file,
        problems,
        trivia,
    } = syntax::parse(source);
    let refused = |problem: &Problem| problem.is_error() && problem.code != RENUMBERED;
    if problems.iter().any(refused) {
        return Err(problems);
    }
    let units = unit::units(source, &file, &trivia);
    Ok(emit::emit(source, &units, &trivia))
}

#[cfg(test)]
mod tests {
    use super::format;
    use crate::source::Source;

    #[test]
    fn line_ends_of_other_systems_become_ours() {
        let text = "Clause 5.a\r\n> Een zin. \r\n\r\n  See\r\n5.b.\r\n";
        let formatted = format(&Source::new("case", text));
        assert_eq!(
            formatted.as_deref(),
            Ok("Clause 5.a\n> Een zin. \n\n  See 5.b.\n")
        );
    }

    #[test]
    fn a_file_without_words_stays_empty() {
        assert_eq!(format(&Source::new("case", "\n\n")).as_deref(), Ok(""));
    }
}
