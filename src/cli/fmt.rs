//! `clausec fmt`: clause files in one layout.

use std::path::PathBuf;

use clap::Args;

use crate::cli::input::{Kind, read, write};
use crate::cli::library::paths_below;
use crate::cli::screen::Screen;
use crate::cli::status::{Answer, Failure, Status};
use crate::fmt::format;
use crate::source::Source;

/// Put clause files into one layout
#[derive(Debug, Args)]
pub struct Fmt {
    /// Clause files, or folders that hold them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing; say which files are laid out otherwise, with status 1 if there is one
    #[arg(long)]
    check: bool,
}

impl Fmt {
    /// Each file by itself; nothing is written when one of them cannot be read.
    pub fn run(&self, _screen: Screen) -> Result<Answer, Failure> {
        let mut paths = Vec::new();
        for path in &self.paths {
            if path.is_dir() {
                paths.extend(paths_below(path, &["clause"])?);
            } else {
                paths.push(path.clone());
            }
        }
        let mut changed = Vec::new();
        for path in paths {
            let source = read(&path, Kind::Clauses)?;
            let formatted = formatted(&source)?;
            if formatted != source.text {
                changed.push((path, source.name, formatted));
            }
        }
        if self.check {
            Ok(would_change(&changed))
        } else {
            write_all(&changed)
        }
    }
}

fn formatted(source: &Source) -> Result<String, Failure> {
    format(source).map_err(|problems| Failure::of(problems, source.clone()))
}

type Changed = (PathBuf, String, String);

fn would_change(changed: &[Changed]) -> Answer {
    let mut answer = Answer::default();
    for (_, name, _) in changed {
        answer.output.push_str(&format!("would change {name}\n"));
    }
    if !changed.is_empty() {
        answer.status = Status::No;
    }
    answer
}

fn write_all(changed: &[Changed]) -> Result<Answer, Failure> {
    let mut answer = Answer::default();
    for (path, name, formatted) in changed {
        write(path, formatted)?;
        answer.output.push_str(&format!("changed {name}\n"));
    }
    Ok(answer)
}
