//! One slip, one message: what only follows from what could not be read is not told as well.

use std::collections::HashSet;

use crate::check::Checked;
use crate::source::{Problem, Sources, Span, is_akin};

/// Codes of problems that a sentence or a clause which could not be read makes.
const MISSES_A_SENTENCE: [&str; 9] = [
    "alternative-replaces-nothing",
    "ground-missing",
    "ground-unused",
    "never-applies",
    "no-such-provision",
    "parameter-unused",
    "reading-undeclared",
    "reading-value-undeclared",
    "reading-value-unused",
];
/// Codes of problems that a declaration which could not be read makes.
const MISSES_A_WORD: [&str; 10] = [
    "no-antecedent",
    "no-such-party",
    "sentence-without-verb",
    "slot-without-field",
    "thing-without-event",
    "unknown-form",
    "unknown-head",
    "unknown-noun",
    "unknown-phrase",
    "unknown-sentence",
];
/// The headings of declarations.
const DECLARED: [&str; 15] = [
    "Verb",
    "Party",
    "Thing",
    "Record",
    "Kind",
    "Act",
    "Occurrence",
    "Conduct",
    "State",
    "Conclusion",
    "Measure",
    "Concept",
    "Head",
    "Form",
    "In writing",
];
/// Shorter words (`a`, `of`) tell nothing.
const LEAST_LETTERS: usize = 3;

/// A piece of a file in which something could not be read, or was refused.
struct Lost<'t> {
    span: Span,
    text: &'t str,
    /// Whether it declares words.
    declares: bool,
    /// Whether it could be read, so that its own other problems stand.
    was_read: bool,
}

/// Takes out of what the check found what follows from `unread`, from declarations that it refused, or from settings that are not known.
pub fn leave_out_what_follows(unread: &[Problem], checked: &mut Checked, sources: &Sources) {
    let settings = unread
        .iter()
        .filter(|one| one.is_error())
        .any(|one| is_below(one, &["Terms ", "Amendment "]));
    if settings {
        checked.problems.clear();
        return;
    }
    let lost = lost(unread, &checked.problems, sources);
    if lost.is_empty() {
        return;
    }
    let known = known_words(checked);
    let places: Vec<Span> = unread.iter().filter_map(Problem::span).collect();
    checked.problems.retain(|problem| {
        let follows = problem.span().is_some_and(|at| places.contains(&at))
            || (MISSES_A_SENTENCE.contains(&problem.code)
                && lost.iter().any(|piece| misses_a_sentence(problem, piece)))
            || (MISSES_A_WORD.contains(&problem.code)
                && lost
                    .iter()
                    .any(|piece| misses_a_word(problem, piece, &known, sources)));
        !follows
    });
}

fn lost<'t>(unread: &[Problem], checked: &[Problem], sources: &'t Sources) -> Vec<Lost<'t>> {
    let unread = unread.iter().map(|problem| (problem, false));
    let refused = checked
        .iter()
        .filter(|problem| is_below(problem, &DECLARED));
    let refused = refused.map(|problem| (problem, true));
    let errors = unread
        .chain(refused)
        .filter(|(problem, _)| problem.is_error());
    let piece = |(problem, was_read): (&Problem, bool)| {
        let at = problem.span()?;
        let text = &sources.get(at.source)?.text;
        let (start, end) = piece_around(text, at.start);
        Some(Lost {
            span: Span::new(at.source, start, end),
            text: &text[start..end],
            declares: is_below(problem, &DECLARED) || problem.code == "unknown-heading",
            was_read,
        })
    };
    errors.filter_map(piece).collect()
}

/// From the line at the margin above a place to the next one below it.
fn piece_around(text: &str, at: usize) -> (usize, usize) {
    let opens = |line: &str| line.starts_with(|first: char| first.is_alphanumeric());
    let mut start = 0;
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if opens(line) {
            if line_start > at {
                return (start, line_start);
            }
            start = line_start;
        }
        line_start += line.len();
    }
    (start, text.len())
}

fn is_below(problem: &Problem, headings: &[&str]) -> bool {
    let own = problem.heading.as_deref().unwrap_or_default();
    let own = own.strip_prefix("› ").unwrap_or_default();
    headings.iter().any(|heading| own.starts_with(heading))
}

/// Whether a problem stands in the piece, or speaks of something that the piece names.
fn misses_a_sentence(problem: &Problem, piece: &Lost<'_>) -> bool {
    let within = |at: Span| {
        at.source == piece.span.source && piece.span.start <= at.start && at.end <= piece.span.end
    };
    !piece.was_read
        && (problem.span().is_none_or(within)
            || names_in(&problem.message).any(|name| piece.text.contains(name)))
}

/// What a message speaks of: what it quotes, numbers of clauses, and what nothing uses.
fn names_in(message: &str) -> impl Iterator<Item = &str> {
    let quoted = message.split('`').skip(1).step_by(2);
    let numbers = message
        .split([' ', ','])
        .filter(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let unused = message.strip_prefix("nothing uses the ");
    quoted.chain(numbers).chain(unused)
}

/// Whether the words that are missed are those that the piece would have declared: all of them, or one that no other declaration has.
fn misses_a_word(
    problem: &Problem,
    piece: &Lost<'_>,
    known: &HashSet<String>,
    sources: &Sources,
) -> bool {
    let Some(at) = problem.span().filter(|_| piece.declares) else {
        return false;
    };
    let is_inside =
        at.source == piece.span.source && piece.span.start <= at.start && at.end <= piece.span.end;
    if is_inside {
        return !piece.was_read;
    }
    let declared: Vec<String> = words_of(piece.text).collect();
    let said: Vec<String> = words_of(sources.words(at)).collect();
    let is_declared = |word: &String| declared.iter().any(|one| one == word || is_akin(one, word));
    let own = |word: &String| is_declared(word) && !known.contains(word);
    (!said.is_empty() && said.iter().all(is_declared)) || said.iter().any(own)
}

fn known_words(checked: &Checked) -> HashSet<String> {
    let sentences = checked.words.sentences.iter();
    let texts = sentences.flat_map(|one| std::iter::once(&one.words).chain(&one.forms));
    texts.flat_map(|text| words_of(text)).collect()
}

fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() >= LEAST_LETTERS)
        .map(str::to_lowercase)
}
