//! What `clausec text` prints, against the wording of the source: nothing lost, nothing added, everything in order.

use super::call;

/// A text without what a line break or a margin adds.
fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn krachtig_online_is_printed_word_for_word() {
    let printed = call(&["text", "krachtig-online"]);
    assert_eq!(printed.status, 0, "{}", printed.messages);
    let source = include_str!("../../wording/krachtig-online.txt");
    assert_eq!(without_blanks(&printed.output), without_blanks(source));
}
