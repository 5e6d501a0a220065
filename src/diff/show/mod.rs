//! A comparison on a page: text for a terminal, Markdown for a review, JSON for programs.

mod json;
mod markdown;
mod outcome;
mod text;
mod witness;

pub use json::json;
pub use markdown::markdown;
pub use outcome::{outcome_markdown, outcome_text};
pub use text::text;
pub use witness::{witness_markdown, witness_text};

use textwrap::{Options, WordSeparator, WordSplitter};

use super::substance::{Kind, SubstanceChange};
use super::wording::{Happened, WordingChange};

/// `5.a`, `5.a, sentence 3`
fn place(change: &SubstanceChange) -> String {
    match change.sentence {
        Some(sentence) => format!("{}, sentence {sentence}", change.place),
        None => change.place.to_string(),
    }
}

/// What happened to a provision, in words: `5.b is new`.
fn headline(change: &WordingChange) -> String {
    let id = |id: &Option<crate::value::ClauseId>| {
        id.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let (old, new) = (id(&change.old), id(&change.new));
    match change.change {
        Happened::Changed => new,
        Happened::Added => format!("{new} (new)"),
        Happened::Gone => format!("{old} (gone)"),
        Happened::Renumbered => format!("{new} (was {old})"),
        Happened::Moved => format!("{new} (was {old}, in another article)"),
        Happened::SplitOff => format!("{new} (new, with words of {old})"),
        Happened::Joined => format!("{old} (gone; its words stand in {new})"),
    }
}

/// How a difference is marked.
fn mark(kind: Kind) -> &'static str {
    match kind {
        Kind::RulesWithoutWording => "Warning: ",
        Kind::Remark => "Remark. ",
        Kind::Parameter
        | Kind::Changed
        | Kind::Moved
        | Kind::Added
        | Kind::Gone
        | Kind::Reading
        | Kind::WordingOnly => "",
    }
}

/// Lines of at most `width` columns, broken at blanks only: a path stays whole.
fn filled(words: &str, width: usize, first: &str, further: &str) -> String {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(further)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(words, options) + "\n"
}

/// `3 provisions`, `1 provision`
fn counted(count: usize, one: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {one}s")
    }
}
