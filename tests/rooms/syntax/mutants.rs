//! Thousands of spoilt clause files: every one ends in a tree and messages, quickly, with places inside the text.

use clausec::source::Source;
use clausec::syntax::parse;

use crate::syntax::cases::files_in;

const MUTANTS: usize = 2_500;

/// Marsaglia's xorshift: the same spoilt files on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("it is below a usize")
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The spoilt files: two pieces of clause files each, with one to three wounds.
pub fn mutants() -> Vec<String> {
    let files = files_in("tests/cases/syntax/good");
    let pieces: Vec<&str> = files.iter().flat_map(|(_, text)| pieces(text)).collect();
    assert!(pieces.len() > 50, "the clause files have pieces");
    let mut dice = Dice(0x1234_5678_9abc_def1);
    let mut mutant = |_| {
        let mut text = [*dice.pick::<&str>(&pieces), *dice.pick::<&str>(&pieces)].concat();
        for _ in 0..=dice.below(3) {
            text = spoil(&mut dice, &text);
        }
        text
    };
    (0..MUTANTS).map(&mut mutant).collect()
}

#[test]
fn spoilt_files_end_in_messages() {
    let refused = |(number, text): (usize, String)| reads_within_bounds(number, &text);
    let refused = mutants()
        .into_iter()
        .enumerate()
        .map(refused)
        .filter(|r| *r)
        .count();
    assert!(
        refused > MUTANTS / 2,
        "most spoilt files are refused: {refused}"
    );
}

/// Reads a text and checks that every place lies in it; tells whether there was a problem.
fn reads_within_bounds(number: usize, text: &str) -> bool {
    let source = Source::new("mutant.clause", text);
    let parsed = parse(&source);
    for problem in &parsed.problems {
        assert!(
            !problem.labels.is_empty(),
            "every message has a place: {problem:?}"
        );
        for (span, _) in &problem.labels {
            assert!(
                text.get(span.start..span.end).is_some(),
                "mutant {number}: {problem:?}\n{text}"
            );
        }
    }
    for comment in &parsed.trivia {
        assert!(comment.span.of(text).starts_with("--"), "mutant {number}");
    }
    !parsed.problems.is_empty()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = text
        .match_indices("\n\n")
        .map(|(at, _)| at + 2)
        .filter(|at| text[*at..].starts_with(char::is_uppercase))
        .collect();
    starts.insert(0, 0);
    let mut ends = starts.clone();
    ends.remove(0);
    ends.push(text.len());
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| &text[start..end])
}

fn spoil(dice: &mut Dice, text: &str) -> String {
    const NOISE: [&str; 24] = [
        "(",
        ")",
        "\"",
        ".",
        ",",
        ":",
        ">",
        "--",
        "\0",
        "\n",
        "\n\n",
        "(1)",
        "(a)",
        "€",
        "EUR 500.0",
        "EUR",
        "12,34%",
        " and ",
        " or ",
        " unless ",
        " (under R8 due_day: ",
        "2024-13-45",
        "\u{301}",
        "Clause ",
    ];
    let chars: Vec<char> = text.chars().collect();
    let at = dice.below(chars.len());
    let to = (at + dice.below(30)).min(chars.len());
    let joined = |parts: [&[char]; 3]| parts.concat().into_iter().collect::<String>();
    match dice.below(8) {
        0 => joined([&chars[..at], &[], &[]]),
        1 => joined([&chars[..at], &[], &chars[to..]]),
        2 => joined([&chars[..to], &chars[at..to], &chars[to..]]),
        3 => shuffled(dice, text, '\n'),
        4 => shuffled(dice, text, ' '),
        5 => joined([&chars[to..], &[], &chars[..at]]),
        _ => {
            let noise: Vec<char> = dice.pick::<&str>(&NOISE).chars().collect();
            joined([&chars[..at], &noise, &chars[at..]])
        }
    }
}

/// The text with some of its lines or words in each other's places.
fn shuffled(dice: &mut Dice, text: &str, at: char) -> String {
    let mut parts: Vec<&str> = text.split(at).collect();
    for _ in 0..3 {
        let (one, other) = (dice.below(parts.len()), dice.below(parts.len()));
        parts.swap(one, other);
    }
    parts.join(&at.to_string())
}

#[test]
fn texts_without_end_or_measure_end_in_messages() {
    let rule = "Clause 5.a\n\n  The client must pay the invoice, on ";
    let texts = [
        "(".repeat(20_000),
        format!("Clause 5.a\n  {}", "(1) ".repeat(20_000)),
        format!(
            "{rule}{}the day of the act.",
            "the day after ".repeat(20_000)
        ),
        format!(
            "{rule}{}the day of the act.",
            "the day after ".repeat(1_000)
        ),
        format!("{rule}{}the day of the act.", "14 days after ".repeat(100)),
        format!("Clause 5.a\n  The price is {}3.", "3 times ".repeat(1_000)),
        format!("Clause 5.a\n  The client {}", "word ".repeat(200_000)),
        format!("Clause 5.a\n{}", "\"".repeat(50_001)),
        "\0".repeat(50_000),
        format!("Clause 5.a\n> {}\n", "één zin ".repeat(100_000)),
        "Clause 5.a\n".repeat(5_000),
        format!("Clause 5.a\n{}", "  The x is.\n".repeat(2_000)),
        format!(
            "Clause 5.a\n  While all of the following hold:\n{}",
            "  (1) all of the following hold:\n".repeat(5_000)
        ),
        format!("Act a reads {}\"b\".", "\"b\" or ".repeat(3_000)),
        "-- ".repeat(100_000),
        "\u{feff}Clause 5.a\n".to_owned(),
    ];
    for (number, text) in texts.iter().enumerate() {
        reads_within_bounds(number, text);
    }
}
