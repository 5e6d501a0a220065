//! Files: the only place where texts are read, each way in which a file cannot be read with its message.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::cli::status::Failure;
use crate::source::{Problem, Source};

/// What a file holds, and so how large it may be and what it is called in messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Clauses.
    Clauses,
    /// A timeline.
    Timeline,
    /// A table of a law or of terms.
    Table,
}

const MEGABYTE: u64 = 1024 * 1024;

impl Kind {
    /// The largest file that is read, in bytes.
    fn most(self) -> u64 {
        match self {
            Self::Clauses | Self::Table => 16 * MEGABYTE,
            Self::Timeline => 512 * MEGABYTE,
        }
    }

    fn begins(self) -> &'static str {
        match self {
            Self::Clauses => {
                "a clause file begins with `Terms`, `Article`, `Clause` or a word of the vocabulary"
            }
            Self::Timeline => {
                "a timeline names the terms (`terms: …`) and lists what happened (`events:`)"
            }
            Self::Table => "a table begins with a line that names its columns",
        }
    }
}

/// The path as it is shown: as the user wrote it, with `/` between its parts.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The name by which a timeline is read from the standard input.
const STANDARD_INPUT: &str = "-";

/// Reads a file that must hold text; `-` is the standard input.
pub fn read(path: &Path, kind: Kind) -> Result<Source, Failure> {
    let (name, bytes) = if path.as_os_str() == STANDARD_INPUT {
        ("the standard input".to_owned(), piped(kind)?)
    } else {
        (shown(path), bytes(path, kind)?)
    };
    let text = String::from_utf8(bytes).map_err(|error| not_text(&name, error.as_bytes()))?;
    // Some programs still end a line with a carriage return alone.
    let text = if text.contains('\r') && !text.contains('\n') {
        text.replace('\r', "\n")
    } else {
        text
    };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(
            Problem::error("file-is-empty", format!("`{name}` is empty"))
                .help(kind.begins())
                .into(),
        );
    }
    Ok(Source::new(name, text))
}

/// What is piped into the program.
fn piped(kind: Kind) -> Result<Vec<u8>, Failure> {
    let path = Path::new("the standard input");
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(kind.most() + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::from(unreadable(path, &error)))?;
    if bytes.len() as u64 > kind.most() {
        return Err(too_large(path, kind).into());
    }
    Ok(bytes)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the place where files are read"
)]
fn bytes(path: &Path, kind: Kind) -> Result<Vec<u8>, Failure> {
    let cannot = |error: &std::io::Error| Failure::from(unreadable(path, error));
    let information = fs::metadata(path).map_err(|error| cannot(&error))?;
    if information.is_dir() {
        return Err(is_a_folder(path).into());
    }
    let expected = information.len().min(kind.most()) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    let mut file = fs::File::open(path).map_err(|error| cannot(&error))?;
    // One byte more than allowed is enough to know; a file that is still growing cannot exceed it.
    file.by_ref()
        .take(kind.most() + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > kind.most() {
        return Err(too_large(path, kind).into());
    }
    Ok(bytes)
}

/// Writes a file back.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the place where files are written"
)]
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| {
        Problem::error(
            "file-not-written",
            format!("`{}` could not be written: {}", shown(path), reason(&error)),
        )
        .help("see whether the file may be changed and whether there is room for it")
        .into()
    })
}

/// What lies in a folder, sorted by name.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the place where folders are read"
)]
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let cannot = |error: std::io::Error| Failure::from(unreadable(folder, &error));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        found.push(entry.map_err(cannot)?.path());
    }
    found.sort();
    Ok(found)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let name = shown(path);
    if error.kind() != ErrorKind::NotFound {
        return Problem::error(
            "file-unreadable",
            format!("`{name}` cannot be read: {}", reason(error)),
        )
        .help("see whether the file may be read");
    }
    Problem::error("file-missing", format!("there is no file `{name}`")).help(instead(path))
}

/// The reason that the system gives, without the number of its error.
fn reason(error: &std::io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    words.to_lowercase()
}

/// What there is instead of a missing file: the nearest name in its folder, or the part of the path that does exist.
fn instead(path: &Path) -> String {
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        Some(_) | None => Path::new("."),
    };
    if !folder.is_dir() {
        let there = folder.ancestors().find(|ancestor| ancestor.is_dir());
        let there = there.filter(|there| *there != Path::new(""));
        return match there {
            Some(there) => format!(
                "there is a folder `{}`, but no `{}`",
                shown(there),
                shown(folder)
            ),
            None => format!("there is no folder `{}` here", shown(folder)),
        };
    }
    let wanted = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let names = entries(folder).unwrap_or_default();
    let names = names.iter().filter_map(|there| {
        there
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
    });
    let nearest = names
        .map(|name| (strsim::damerau_levenshtein(&wanted, &name), name))
        .filter(|(distance, _)| *distance <= wanted.chars().count() / 3)
        .min();
    match nearest {
        Some((_, name)) => format!("did you mean `{}`?", shown(&path.with_file_name(name))),
        None => format!("see what is in the folder `{}`", shown(folder)),
    }
}

fn is_a_folder(path: &Path) -> Problem {
    Problem::error(
        "file-is-a-folder",
        format!("`{}` is a folder, not a file", shown(path)),
    )
    .help("name a file in it")
}

fn too_large(path: &Path, kind: Kind) -> Problem {
    let most = kind.most() / MEGABYTE;
    Problem::error(
        "file-too-large",
        format!("`{}` is larger than {most} MB", shown(path)),
    )
    .help("see whether it is the file that was meant; split it if it is")
}

/// A file that is not UTF-8: its text, with a mark where the first letter cannot be read.
fn not_text(name: &str, bytes: &[u8]) -> Failure {
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| bytes.len());
    let byte = bytes.get(good).copied().unwrap_or_default();
    let problem = |source: &Source| {
        Problem::error("file-not-text", format!("`{name}` is not text in UTF-8"))
            .at(
                source.span(good, good + '\u{fffd}'.len_utf8()),
                format!("the byte {byte:02x} is no letter in UTF-8"),
            )
            .help("save the file as UTF-8 (editors call it \u{201c}encoding\u{201d})")
    };
    // What stands before it and a few letters after it are enough to show the place.
    let rest = bytes[good..]
        .iter()
        .take(40)
        .position(|byte| *byte == b'\n');
    let until = (good + rest.unwrap_or(40)).min(bytes.len());
    let source = Source::new(
        name,
        String::from_utf8_lossy(&bytes[..until]).replace(is_unseen, " "),
    );
    Failure::of(vec![problem(&source)], source)
}

/// Letters that steer a terminal instead of being shown.
fn is_unseen(letter: char) -> bool {
    letter.is_ascii_control() && !matches!(letter, '\n' | '\t' | '\r')
}
