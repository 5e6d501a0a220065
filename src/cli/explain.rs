//! `clausec explain`: what the code of a message means.

use clap::Args;
use include_dir::{Dir, include_dir};

use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure};
use crate::source::{Problem, nearest};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/diagnostics");

/// Say what a message means
#[derive(Debug, Args)]
pub struct Explain {
    /// The code of a message, as `file-missing`
    what: String,
}

impl Explain {
    /// The page of a code.
    pub fn run(&self, _screen: Screen) -> Result<Answer, Failure> {
        page(&self.what)
            .map(Answer::fine)
            .ok_or_else(|| unknown(&self.what).into())
    }
}

/// The page of a code, if there is one.
fn page(code: &str) -> Option<&'static str> {
    PAGES.get_file(format!("{code}.md"))?.contents_utf8()
}

/// The codes that have a page, sorted.
fn codes() -> Vec<String> {
    let names = PAGES.files().filter_map(|file| file.path().file_stem());
    let mut codes: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    codes.sort();
    codes
}

fn unknown(what: &str) -> Problem {
    let codes = codes();
    let help = match nearest(what, codes.iter().map(String::as_str)) {
        Some(code) => format!("did you mean `{code}`?"),
        None => "a code stands behind its message, as `file-missing`".to_owned(),
    };
    Problem::error(
        "nothing-to-explain",
        format!("nothing is known by the name `{what}`"),
    )
    .help(help)
}
