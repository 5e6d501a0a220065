//! "Did you mean …": the known word that is nearest to a mistaken one.

/// Beyond so many candidates no suggestion is sought: it would cost more than it helps.
const MOST_CANDIDATES: usize = 5_000;

/// The candidate nearest to `given`, if one is near: few letters changed, swapped, missing or too many.
/// Of equally near ones the first.
pub fn nearest<'c>(given: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let plain = |word: &str| word.to_lowercase().replace(['-', ' '], "_");
    let wanted = plain(given);
    let mut best: Option<(usize, &'c str)> = None;
    for candidate in candidates.into_iter().take(MOST_CANDIDATES) {
        let distance = strsim::damerau_levenshtein(&wanted, &plain(candidate));
        if distance <= tolerance(&wanted) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A third of the letters may differ, but never all of a short word.
fn tolerance(word: &str) -> usize {
    let letters = word.chars().count();
    (letters / 3).max(1).min(letters.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_was_meant() {
        let known = [
            "invoice_issued",
            "payment_received",
            "notice_of_default",
            "W1",
            "W2",
        ];
        let rows = [
            ("invoice_isued", Some("invoice_issued")),
            ("invoice-issued", Some("invoice_issued")),
            ("Invoice Issued", Some("invoice_issued")),
            ("paymnet_recieved", Some("payment_received")),
            ("W3", Some("W1")),
            ("w2", Some("W2")),
            ("X", None),
            ("", None),
            ("something_else", None),
        ];
        for (given, meant) in rows {
            assert_eq!(nearest(given, known), meant, "{given}");
        }
    }
}
