//! The part of a drawn problem that fits a page: long lines of a file are cut on both sides of what a label points at.

use std::ops::Range;

use ansi_str::AnsiStr;

/// What stands before a label, at least, when the beginning of its line is cut.
const BEFORE: usize = 12;
const CUT: &str = "…";

/// The characters that a picture is drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Gutter {
    /// Between the number of a line and the line.
    pub line: char,
    /// The same, where a label stands.
    pub label: char,
}

/// The drawn lines, those of a file no wider than `width`: of every picture the part that its labels stand in.
pub fn fitted(drawn: &str, gutter: Gutter, width: usize) -> String {
    let lines: Vec<&str> = drawn.trim_start_matches('\n').lines().collect();
    let pictures =
        lines.chunk_by(|one, other| gutter.body(one).is_some() == gutter.body(other).is_some());
    pictures.fold(String::new(), |text, rows| {
        text + &picture(rows, gutter, width)
    })
}

/// The rows of one picture, all from the same column of the file on, with a sign where a line of the file goes on.
fn picture(rows: &[&str], gutter: Gutter, width: usize) -> String {
    let first = first_column(rows, gutter, width);
    rows.iter().fold(String::new(), |text, row| {
        let body = gutter.body(row).unwrap_or_default().min(length(row));
        let (from, to) = (body + first, first + width);
        let begun = first > 0 && length(row) > from && gutter.is_line(row);
        let goes_on = length(row) > to && !says_something(row, gutter);
        let to = if goes_on { to - 1 } else { length(row).max(to) };
        let shown = columns(row, from + usize::from(begun)..to);
        let sign = |is_cut: bool| if is_cut { CUT } else { "" };
        let whole = [&columns(row, 0..body), sign(begun), &shown, sign(goes_on)].concat();
        let seen = whole.ansi_strip().trim_end().len();
        text + &whole.ansi_cut(..seen) + "\n"
    })
}

/// The column of the file at which a picture begins, so that the words of its labels are on the page, as far as the place of
/// the leftmost allows.
fn first_column(rows: &[&str], gutter: Gutter, width: usize) -> usize {
    let speaks = rows.iter().any(|row| says_something(row, gutter));
    let is_label = |row: &str| {
        if speaks {
            says_something(row, gutter)
        } else {
            gutter.is_marked(row)
        }
    };
    let labels = || rows.iter().filter(|row| is_label(row));
    let mark = |row: &&str| {
        let plain = row.ansi_strip();
        plain
            .chars()
            .skip(gutter.body(row)?)
            .position(|letter| letter != ' ')
    };
    // A sign takes the place of the last letter where the line goes on; the words of a label have none.
    let needs = |row: &&str| length(row) + usize::from(!says_something(row, gutter));
    let over = labels().map(|row| needs(row).saturating_sub(width)).max();
    let leftmost = labels().filter_map(mark).min();
    over.unwrap_or_default()
        .min(leftmost.unwrap_or_default().saturating_sub(BEFORE))
}

/// Whether a row has the words of a label: they are shown whole, however long.
fn says_something(row: &str, gutter: Gutter) -> bool {
    gutter.is_marked(row) && row.ansi_strip().chars().any(char::is_alphanumeric)
}

impl Gutter {
    /// The column of a row at which the text of the file begins; nothing where the row is not part of a picture.
    fn body(self, row: &str) -> Option<usize> {
        let plain = row.ansi_strip();
        let mut letters = plain.chars().enumerate();
        let (at, edge) = letters.find(|(_, letter)| !letter.is_ascii_digit() && *letter != ' ')?;
        ([self.line, self.label].contains(&edge)).then_some(at + 2)
    }

    /// Whether a row has a part of a label: its words, or what points at something.
    fn is_marked(self, row: &str) -> bool {
        let plain = row.ansi_strip();
        self.body(row).is_some_and(|body| {
            let is_label = plain.chars().nth(body - 2) == Some(self.label);
            is_label && plain.chars().skip(body).any(|letter| letter != ' ')
        })
    }

    /// Whether a row shows a line of the file.
    fn is_line(self, row: &str) -> bool {
        let plain = row.ansi_strip();
        plain
            .chars()
            .find(|letter| !letter.is_ascii_digit() && *letter != ' ')
            == Some(self.line)
    }
}

fn length(row: &str) -> usize {
    row.ansi_strip().chars().count()
}

/// These columns of a row, with a sign on each side where something is left out.
fn columns(row: &str, wanted: Range<usize>) -> String {
    let plain = row.ansi_strip();
    let places = plain.char_indices().map(|(at, _)| at);
    let bounds: Vec<usize> = places.chain([plain.len()]).collect();
    let last = bounds.len() - 1;
    let (from, to) = (wanted.start.min(last), wanted.end.min(last));
    let shown = row.ansi_cut(bounds[from]..bounds[to]);
    shown.into_owned()
}
