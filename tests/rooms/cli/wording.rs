//! What `clausec text` prints, against the wording of the source: nothing lost, nothing added, everything in order.
//!
//! `tests/wording/` holds the quotations of each source in the order of its document: the title, the headings of the articles,
//! and each provision behind its number.

use super::call;

/// A text without what a line break or a margin adds.
fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

#[track_caller]
fn is_printed_word_for_word(terms: &str, source: &str) {
    let printed = call(&["text", terms]);
    assert_eq!(printed.status, 0, "{}", printed.messages);
    assert_eq!(without_blanks(&printed.output), without_blanks(source));
}

#[test]
fn krachtig_online_is_printed_word_for_word() {
    is_printed_word_for_word(
        "krachtig-online",
        include_str!("../../wording/krachtig-online.txt"),
    );
}

#[test]
fn klantfocus_is_printed_word_for_word() {
    let source = include_str!("../../wording/klantfocus.txt");
    is_printed_word_for_word("klantfocus", source);

    // The preamble, 71 paragraphs, the three items of 6.e and the closing line; an article's heading has a full stop after its
    // number, the title has no number.
    let first_words = source.lines().filter_map(|line| line.split(' ').next());
    let provisions = first_words.filter(|word| {
        *word == "pre" || *word == "end" || word.contains('.') && !word.ends_with('.')
    });
    assert_eq!(provisions.count(), 76);
}
