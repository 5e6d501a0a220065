//! The terminal: how wide it is, whether it takes colours, and writing to it.

use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use crate::cli::status::{Answer, Failure, Status};
use crate::diagnostic::{Style, render};
use crate::report::Look;

/// The width of a page, and the most that a terminal gives it.
const PAGE: usize = 80;

/// What the outputs can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns of the text for the standard output: 80, or fewer when it is a narrower terminal.
    pub width: usize,
    /// Whether the standard output takes bold letters.
    pub bold: bool,
    /// How problems are drawn on the standard error.
    pub messages: Style,
}

impl Screen {
    /// Looks at the terminal and at `NO_COLOR`.
    pub fn detect() -> Self {
        Self {
            width: width(),
            bold: takes_colours(&stdout()),
            messages: if takes_colours(&stderr()) {
                Style::Colour
            } else {
                Style::Plain
            },
        }
    }

    /// How a page of text looks on the standard output.
    pub fn look(self) -> Look {
        Look {
            width: self.width,
            bold: self.bold,
        }
    }

    /// Prints an answer, or why there is none; tells the exit status.
    pub fn show(self, result: Result<Answer, Failure>) -> Status {
        let answer = result.unwrap_or_else(|failure| Answer {
            output: String::new(),
            messages: render(&failure.problems, &failure.sources, self.messages),
            status: Status::Unusable,
        });
        // A reader that has gone away (`clausec run … | head`) ends the output quietly.
        let written = write_all(&mut stdout().lock(), &answer.output)
            .and_then(|()| write_all(&mut stderr().lock(), &answer.messages));
        if written.is_err() {
            return Status::Unusable;
        }
        answer.status
    }
}

fn write_all(stream: &mut impl Write, text: &str) -> std::io::Result<()> {
    match stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush())
    {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

fn width() -> usize {
    if !stdout().is_terminal() {
        return PAGE;
    }
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.map_or(PAGE, |columns| columns.min(PAGE))
}

/// Whether a stream is a terminal that takes colours, and `NO_COLOR` does not ask for none.
fn takes_colours(stream: &impl RawStream) -> bool {
    match AutoStream::choice(stream) {
        ColorChoice::Never => false,
        ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => true,
    }
}
