//! The words that open a piece at the margin.

use crate::value::is_code;

/// Each of them, with the kind of what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingWord {
    /// `Terms`
    Terms,
    /// `Amendment of`
    Amendment,
    /// `Replace clause`
    Replace,
    /// `Insert clause`
    Insert,
    /// `Repeal clause`
    Repeal,
    /// `Rename article`
    Rename,
    /// `Article`
    Article,
    /// `Clause`
    Clause,
    /// `Table`
    Table,
    /// `Party`, `Thing`, `Record`, `Act`, `Occurrence`: lines below them are about events and fields
    Event,
    /// All other words of the vocabulary
    Word,
}

const WORDS: [(&str, HeadingWord); 26] = [
    ("Terms", HeadingWord::Terms),
    ("Amendment", HeadingWord::Amendment),
    ("Replace", HeadingWord::Replace),
    ("Insert", HeadingWord::Insert),
    ("Repeal", HeadingWord::Repeal),
    ("Rename", HeadingWord::Rename),
    ("Article", HeadingWord::Article),
    ("Clause", HeadingWord::Clause),
    ("Table", HeadingWord::Table),
    ("Party", HeadingWord::Event),
    ("Thing", HeadingWord::Event),
    ("Record", HeadingWord::Event),
    ("Act", HeadingWord::Event),
    ("Occurrence", HeadingWord::Event),
    ("Kind", HeadingWord::Word),
    ("Head", HeadingWord::Word),
    ("Form", HeadingWord::Word),
    ("Forms", HeadingWord::Word),
    ("Conduct", HeadingWord::Word),
    ("State", HeadingWord::Word),
    ("Conclusion", HeadingWord::Word),
    ("Measure", HeadingWord::Word),
    ("Concept", HeadingWord::Word),
    ("Term", HeadingWord::Word),
    ("Verb", HeadingWord::Word),
    ("In writing", HeadingWord::Word),
];

/// Words with which a sentence may begin at the margin; none of them is a heading that was misspelt.
const SENTENCE_STARTERS: [&str; 30] = [
    "The", "A", "An", "Each", "Every", "Any", "All", "No", "Either", "Both", "When", "While", "As",
    "Under", "In", "On", "This", "These", "Claims", "Clauses", "Clause", "Note", "Reading",
    "Sentence", "See", "What", "Where", "It", "From", "Paying",
];

/// How alike two words must be for one to be a slip for the other (1 is equal).
const ALIKE: f64 = 0.82;

impl HeadingWord {
    /// The heading that a line opens; a sentence such as `Clause 7.9 does not apply.` opens none.
    pub fn at(line: &str) -> Option<Self> {
        let opens = |word: &str| {
            let rest = line.strip_prefix(word)?;
            (!rest.starts_with(|c: char| c.is_alphanumeric() || "_-'".contains(c))).then_some(rest)
        };
        let (rest, found) = WORDS
            .iter()
            .find_map(|(word, kind)| opens(word).map(|rest| (rest, *kind)))?;
        let is_sentence = found == Self::Clause && !is_clause_name(rest);
        (!is_sentence).then_some(found)
    }

    /// Whether its heading is one line; others end with a full stop.
    pub fn takes_one_line(self) -> bool {
        match self {
            Self::Article | Self::Clause | Self::Replace | Self::Insert | Self::Rename => true,
            Self::Terms
            | Self::Amendment
            | Self::Repeal
            | Self::Table
            | Self::Event
            | Self::Word => false,
        }
    }
}

/// Whether the rest of a line behind `Clause` is the name of a clause and nothing else.
fn is_clause_name(rest: &str) -> bool {
    let rest = rest.split("--").next().unwrap_or_default().trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words[..] {
        [] | [_] => true,
        [number, code] if number.contains(':') && is_code(code) => true,
        [..] => rest.starts_with('"'),
    }
}

/// The word of the heading that a word at the margin was probably meant to be.
pub(super) fn similar(word: &str) -> Option<&'static str> {
    if SENTENCE_STARTERS.contains(&word) {
        return None;
    }
    let dutch = [("Artikel", "Article"), ("Lid", "Clause")];
    if let Some((_, meant)) = dutch.iter().find(|(dutch, _)| *dutch == word) {
        return Some(*meant);
    }
    let alike = |(heading, _): &(&'static str, HeadingWord)| {
        let alike = strsim::jaro_winkler(word, heading);
        (alike >= ALIKE).then_some((alike, *heading))
    };
    let near = WORDS.iter().filter_map(alike);
    near.max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, heading)| heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_about_a_clause_is_no_heading() {
        assert_eq!(HeadingWord::at("Clause 5.a\n"), Some(HeadingWord::Clause));
        assert_eq!(
            HeadingWord::at("Clause 3:11 XY -- rente"),
            Some(HeadingWord::Clause)
        );
        assert_eq!(HeadingWord::at("Clause 7.9 does not apply."), None);
        assert_eq!(HeadingWord::at("Clauses 7.9 and 7.8 do not apply."), None);
    }

    #[test]
    fn forms_of_writing_open_a_heading_and_cases_do_not() {
        assert_eq!(
            HeadingWord::at("In writing are letter and portal."),
            Some(HeadingWord::Word)
        );
        assert_eq!(HeadingWord::at("In that case, the client must pay."), None);
    }

    #[test]
    fn a_slip_is_recognised_and_a_sentence_is_not() {
        assert_eq!(similar("Clausule"), Some("Clause"));
        assert_eq!(similar("Stat"), Some("State"));
        assert_eq!(similar("Artikel"), Some("Article"));
        assert_eq!(similar("Clauses"), None);
        assert_eq!(similar("Under"), None);
        assert_eq!(similar("E"), None);
    }
}
