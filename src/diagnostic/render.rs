//! All problems of a run as one text.

use miette::{GraphicalReportHandler, GraphicalTheme};

use crate::diagnostic::report::Report;
use crate::diagnostic::snippet::Texts;
use crate::diagnostic::window::{Gutter, fitted};
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

/// The columns of a page.
pub(super) const WIDTH: usize = 80;

/// The problems, sorted by source and place, each with the lines it points at.
pub fn render(problems: &[Problem], sources: &Sources, style: Style) -> String {
    let texts = Texts::new(sources);
    let theme = theme(style);
    let mut sorted = problems.to_vec();
    sort_by_place(&mut sorted);
    let shown: Vec<String> = sorted
        .iter()
        .map(|problem| one(&theme, &Report::new(problem, &texts)))
        .collect();
    shown.join("\n")
}

fn theme(style: Style) -> GraphicalTheme {
    match style {
        Style::Plain => GraphicalTheme::unicode_nocolor(),
        Style::Colour => GraphicalTheme::unicode(),
        Style::Ascii => GraphicalTheme::none(),
    }
}

fn one(theme: &GraphicalTheme, report: &Report<'_>) -> String {
    let handler = GraphicalReportHandler::new_themed(theme.clone())
        .with_width(WIDTH)
        .with_links(false)
        .tab_width(2);
    let mut drawn = String::new();
    handler
        .render_report(&mut drawn, report)
        .expect("a String takes whatever is written to it");
    let gutter = Gutter {
        line: theme.characters.vbar,
        label: theme.characters.vbar_break,
    };
    fitted(&drawn, gutter, WIDTH)
}
