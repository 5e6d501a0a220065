//! The tree as written, short enough to be read: places left out, phrases in one line.

use clausec::syntax::ast::File;

/// The tree without its places: two files with one outline say the same.
pub fn outline(file: &File) -> String {
    let debug = format!("{file:#?}");
    let lines: Vec<&str> = debug.lines().collect();
    let mut outline: Vec<String> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let end = closing(&lines, at);
        if line.trim_start().starts_with("span: Span {") {
            at = end + 1;
        } else if let Some(before) = line.strip_suffix("Phrase {") {
            outline.push(format!("{before}«{}»", words(&lines[at..end])));
            at = end + 1;
        } else if let Some(before) = line
            .strip_suffix("Label {")
            .or(line.strip_suffix("Quoted {"))
        {
            outline.push(format!("{before}{}", words(&lines[at..end])));
            at = end + 1;
        } else {
            outline.push(line.to_owned());
            at += 1;
        }
    }
    outline.join("\n")
}

/// The line that closes what this one opens; the line itself when it opens nothing.
fn closing(lines: &[&str], at: usize) -> usize {
    if !lines[at].ends_with(['{', '(', '[']) {
        return at;
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let level = indent(lines[at]);
    (at + 1..lines.len())
        .find(|other| indent(lines[*other]) == level)
        .expect("what is opened is closed")
}

/// The leaves of a few lines, places left out.
fn words(lines: &[&str]) -> String {
    let mut words = Vec::new();
    let mut at = 1;
    while at < lines.len() {
        let line = lines[at].trim();
        let leaf = line.trim_end_matches(',');
        let leaf = leaf
            .strip_prefix("name: ")
            .or(leaf.strip_prefix("text: "))
            .unwrap_or(leaf);
        if line.starts_with("span: Span {") {
            at = closing(lines, at);
        } else if let Some(kind) = leaf.strip_prefix("kind: ").filter(|kind| *kind != "Word(") {
            words.push(kind.trim_end_matches(['(', '{', ' ']).to_owned());
        } else if !leaf.ends_with(['{', '(', '[', '}', ')', ']']) {
            words.push(leaf.trim_matches('"').to_owned());
        }
        at += 1;
    }
    words.join(" ")
}
