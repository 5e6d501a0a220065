//! The page of the language cannot rot: each fragment in its tables stands in a clause file that is read and checked.
//!
//! A fragment is a piece of a sentence in code style. `X`, `AMOUNT`, `<conduct>` and `…` stand for words, `[…]` for what may be left out,
//! `a / b` and `while/if` for a choice, and a number for any other one. What it says literally must be found in that order in one
//! sentence of a checked file: of the library, of the terms of `tests/terms/`, or of `tests/cases/language/`, which says what nobody
//! else does.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// How many words may stand where a fragment leaves them open.
const MOST_WORDS: usize = 60;

/// A part of a fragment.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// This word or sign.
    Word(String),
    /// A text in quotes.
    Quoted,
    /// A number of any kind: of a provision, a day, a rate, an amount.
    Number,
    /// Words that are left open.
    Open,
}

/// The words and signs of a text: a text in quotes is one, and so is a number with its points.
fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        if letter == '"' {
            let end = text[at + 1..]
                .find('"')
                .map_or(text.len(), |end| at + end + 2);
            found.push(text[at..end].to_owned());
            while rest.next_if(|(next, _)| *next < end).is_some() {}
        } else if is_of_word(letter) {
            let mut end = at + letter.len_utf8();
            while let Some((next, letter)) = rest.peek().copied() {
                let after = text[next + letter.len_utf8()..].chars().next();
                let inner = matches!(letter, '.' | ':' | '-') && after.is_some_and(is_of_word);
                if !is_of_word(letter) && !inner {
                    break;
                }
                end = next + letter.len_utf8();
                rest.next();
            }
            found.push(text[at..end].to_owned());
        } else if !letter.is_whitespace() {
            found.push(letter.to_string());
        }
    }
    found
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '%' | '@' | '\'')
}

fn is_number(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_ascii_digit())
}

/// A capital letter stands for something; at the head of a sentence `A` is the article.
fn part_of(at: usize, token: &str) -> Part {
    let is_letter =
        token.len() == 1 && token.starts_with(|letter: char| letter.is_ascii_uppercase());
    let is_placeholder = token == "…"
        || (is_letter && (token != "A" || at > 0))
        || matches!(token, "AMOUNT" | "HEAD" | "HEADS" | "UNIT" | "M2");
    match token {
        _ if is_placeholder => Part::Open,
        _ if token.starts_with('"') => Part::Quoted,
        _ if is_number(token) => Part::Number,
        _ => Part::Word(token.to_lowercase()),
    }
}

/// What a fragment may say: with and without what stands in `[…]`, and one for each choice.
fn ways(fragment: &str) -> Vec<String> {
    if let Some(open) = fragment.rfind('[')
        && let Some(close) = fragment[open..].find(']').map(|at| open + at)
    {
        let (before, inside, after) = (
            &fragment[..open],
            &fragment[open + 1..close],
            &fragment[close + 1..],
        );
        let with = ways(&format!("{before}{inside}{after}"));
        return with
            .into_iter()
            .chain(ways(&format!("{before}{after}")))
            .collect();
    }
    if fragment.contains(" / ") {
        return fragment.split(" / ").flat_map(ways).collect();
    }
    let choice = fragment
        .split_whitespace()
        .find(|word| word.trim_end_matches(',').contains('/') && !word.contains(['<', '>']));
    match choice {
        Some(words) => words
            .split('/')
            .flat_map(|word| ways(&fragment.replacen(words, word, 1)))
            .collect(),
        None => vec![fragment.to_owned()],
    }
}

/// `P may <conduct>` with its open places.
fn parts(way: &str) -> Vec<Part> {
    let mut plain = String::new();
    let mut inside = false;
    for letter in way.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                plain.push_str(" … ");
            }
            _ if inside => {}
            _ => plain.push(letter),
        }
    }
    let mut parts: Vec<Part> = tokens(&plain)
        .iter()
        .enumerate()
        .map(|(at, token)| part_of(at, token))
        .collect();
    parts.dedup_by(|one, other| *one == Part::Open && *other == Part::Open);
    while parts.first() == Some(&Part::Open) {
        parts.remove(0);
    }
    while parts.last() == Some(&Part::Open) {
        parts.pop();
    }
    parts
}

/// Whether the tokens begin with the parts; what is left open does not reach beyond a full stop.
fn begins(parts: &[Part], tokens: &[String]) -> bool {
    let Some((first, others)) = parts.split_first() else {
        return true;
    };
    let next = tokens.first();
    match first {
        Part::Word(word) => next == Some(word) && begins(others, &tokens[1..]),
        Part::Quoted => {
            next.is_some_and(|next| next.starts_with('"')) && begins(others, &tokens[1..])
        }
        Part::Number => next.is_some_and(|next| is_number(next)) && begins(others, &tokens[1..]),
        Part::Open => {
            let sentence = tokens.iter().take_while(|token| *token != ".").count();
            (1..=sentence.min(MOST_WORDS)).any(|taken| begins(others, &tokens[taken..]))
        }
    }
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "clause") {
            found.push(path);
        }
    }
}

/// Each checked file as tokens in small letters, comments left out.
fn checked_files() -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for folder in ["clauses", "tests/terms", "tests/cases/language"] {
        files_below(&root().join(folder), &mut paths);
    }
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a clause file is a text");
        let lines: Vec<&str> = text
            .lines()
            .map(|line| line.split("-- ").next().unwrap_or_default())
            .collect();
        let found = tokens(&lines.join("\n"));
        found.iter().map(|token| token.to_lowercase()).collect()
    };
    paths.iter().map(read).collect()
}

/// What stands in code style in the tables of the page.
fn fragments(page: &str) -> Vec<String> {
    let rows = page
        .lines()
        .filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    let in_code = |row: &str| -> Vec<String> {
        let parts = row.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    rows.flat_map(in_code).collect()
}

#[test]
fn every_fragment_in_a_table_stands_in_a_checked_clause() {
    let page = fs::read_to_string(root().join("docs/language.md")).expect("the page is a text");
    let files = checked_files();
    let fragments = fragments(&page);
    assert!(fragments.len() > 100, "the tables have their fragments");
    let said = |parts: &[Part]| {
        parts.is_empty()
            || files
                .iter()
                .any(|tokens| (0..tokens.len()).any(|at| begins(parts, &tokens[at..])))
    };
    let mut unsaid: Vec<String> = Vec::new();
    for fragment in &fragments {
        for way in ways(fragment) {
            if !said(&parts(&way)) {
                unsaid.push(format!("`{fragment}`, read as `{way}`"));
            }
        }
    }
    assert!(
        unsaid.is_empty(),
        "no checked clause file says\n{}",
        unsaid.join("\n")
    );
}

#[test]
fn what_nobody_else_says_is_read_and_checked() {
    let output = Command::new(env!("CARGO_BIN_EXE_clausec"))
        .current_dir(root())
        .env("NO_COLOR", "1")
        .args(["check", "tests/cases/language"])
        .output()
        .expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}
