//! All problems of a run as one text.

use std::borrow::Cow;

use miette::{GraphicalReportHandler, GraphicalTheme};

use crate::diagnostic::report::Report;
use crate::diagnostic::snippet::Texts;
use crate::source::{Problem, Sources, sort_by_place};

/// How problems are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Lines and arrows, no colours: files, snapshots, `NO_COLOR`.
    #[default]
    Plain,
    /// Lines, arrows and colours: a terminal.
    Colour,
    /// Letters and punctuation only: terminals that know no more.
    Ascii,
}

const WIDTH: usize = 80;
/// Lines of a file are shown up to here; a file without line breaks has a line as long as itself.
const LONGEST_LINE: usize = 240;

/// The problems, sorted by source and place, each with the lines it points at.
pub fn render(problems: &[Problem], sources: &Sources, style: Style) -> String {
    let texts = Texts::new(sources);
    let handler = handler(style);
    let mut sorted = problems.to_vec();
    sort_by_place(&mut sorted);
    let shown: Vec<String> = sorted
        .iter()
        .map(|problem| one(&handler, &Report::new(problem, &texts)))
        .collect();
    shown.join("\n")
}

fn handler(style: Style) -> GraphicalReportHandler {
    let theme = match style {
        Style::Plain => GraphicalTheme::unicode_nocolor(),
        Style::Colour => GraphicalTheme::unicode(),
        Style::Ascii => GraphicalTheme::none(),
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(WIDTH)
        .with_links(false)
        .tab_width(2)
}

fn one(handler: &GraphicalReportHandler, report: &Report<'_>) -> String {
    let mut drawn = String::new();
    handler
        .render_report(&mut drawn, report)
        .expect("a String takes whatever is written to it");
    let lines = drawn.trim_start_matches('\n').lines().map(str::trim_end);
    lines.fold(String::new(), |text, line| text + &shortened(line) + "\n")
}

/// The beginning of a line that is too long to be read.
fn shortened(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(LONGEST_LINE) {
        Some((at, _)) => Cow::Owned(format!("{}…", &line[..at])),
        None => Cow::Borrowed(line),
    }
}
