//! "Did you mean …": the known word that is nearest to a mistaken one.

/// Beyond so many candidates no suggestion is sought: it would cost more than it helps.
const MOST_CANDIDATES: usize = 5_000;
/// What is longer than this, in bytes, is no name with a slip in it.
const LONGEST_NAME: usize = 200;
/// So many names that share words are shown.
const MOST_ALIKE: usize = 3;
/// A word that more names share tells nothing about which was meant.
const MOST_WITH_A_WORD: usize = 8;
/// Words that begin with so many equal letters, and with half of the longer, are forms of one word.
const LEAST_STEM: usize = 4;

/// The candidate nearest to `given`, if one is near: few letters changed, swapped, missing or too many.
/// Of equally near ones the first.
pub fn nearest<'c>(given: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // What is longer than any name is meant to be none of them.
    if given.len() > LONGEST_NAME {
        return None;
    }
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

/// The names that `given` was most likely meant to be: the one it is a slip of the pen for; else those about the same matter
/// (`suspension_started`: `service_suspended`), at most three; else those that end alike; else the nearest.
pub fn likely<'c>(given: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    if given.len() > LONGEST_NAME {
        return Vec::new();
    }
    let known: Vec<&'c str> = candidates.into_iter().take(MOST_CANDIDATES).collect();
    let near = nearest(given, known.iter().copied());
    let slip = near.filter(|near| {
        let letters = given.chars().count();
        strsim::damerau_levenshtein(&given.to_lowercase(), near) <= (letters / 8).max(1)
    });
    let words: Vec<&str> = words_of(given).collect();
    let (last, matter) = words
        .split_last()
        .map_or((None, &[][..]), |(last, matter)| (Some(*last), matter));
    let kinds = [
        slip.into_iter().collect(),
        sharing(matter, last, &known),
        sharing(last.as_slice(), None, &known),
        near.into_iter().collect(),
    ];
    kinds
        .into_iter()
        .find(|kind: &Vec<&str>| !kind.is_empty())
        .unwrap_or_default()
}

/// The names with most of the `words`, and of those rather the ones that have them to the letter, and that have the `last` too. A
/// word of many names tells nothing.
fn sharing<'c>(words: &[&str], last: Option<&str>, known: &[&'c str]) -> Vec<&'c str> {
    let has = |name: &str, word: &str| words_of(name).any(|other| is_akin(word, other));
    let telling: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| known.iter().filter(|name| has(name, word)).count() <= MOST_WITH_A_WORD)
        .collect();
    let shared = |name: &str| {
        let words = telling.iter().filter(|word| has(name, word)).count();
        let exact = telling
            .iter()
            .filter(|word| words_of(name).any(|other| other == **word))
            .count();
        let ends_so = words > 0 && last.is_some_and(|last| has(name, last));
        (words, exact, ends_so)
    };
    let best = known
        .iter()
        .map(|name| shared(name))
        .max()
        .filter(|(words, ..)| *words > 0);
    known
        .iter()
        .copied()
        .filter(|name| Some(shared(name)) == best)
        .take(MOST_ALIKE)
        .collect()
}

/// The words of a name: `notice_of_default` has three.
pub fn words_of(name: &str) -> impl Iterator<Item = &str> {
    name.split(['_', '-', ' ']).filter(|word| !word.is_empty())
}

/// Whether two words are forms of one word: `suspended` and `suspension`, `stop` and `stopped`.
pub fn is_akin(one: &str, other: &str) -> bool {
    let pairs = one.chars().zip(other.chars());
    let shared = pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    shared >= LEAST_STEM && shared * 2 > one.chars().count().max(other.chars().count())
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

    #[test]
    fn finds_names_about_the_same_matter() {
        let known = [
            "collection_started",
            "violation_started",
            "outage_started",
            "service_suspended",
            "service_stopped",
            "service_resumed",
        ];
        let rows: [(&str, &[&str]); 7] = [
            ("suspension_started", &["service_suspended"]),
            ("hosting_stop", &["service_stopped"]),
            ("violaton_started", &["violation_started"]),
            ("colection_begun", &[]),
            ("begin_suspension", &["service_suspended"]),
            (
                "started",
                &["collection_started", "violation_started", "outage_started"],
            ),
            ("something_else", &[]),
        ];
        for (given, meant) in rows {
            assert_eq!(likely(given, known), meant, "{given}");
        }
    }
}
