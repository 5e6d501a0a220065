//! A timeline that is about other terms than those that are compared: its facts count, its terms do not.

use std::path::Path;

use crate::cli::library::Library;
use crate::cli::terms::Clauses;
use crate::cli::terms_name::TermsName;
use crate::source::Problem;
use crate::syntax::ast::{File, Piece};
use crate::timeline::OpenedTimeline;

/// What the terms that a timeline names are called, where they are none of these texts; none where it names one of them, or no terms.
pub fn other_terms(
    timeline: &OpenedTimeline<'_>,
    path: &Path,
    library: &Library,
    texts: [&[File]; 2],
) -> Option<String> {
    let (written, _) = timeline.terms()?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let named = Clauses::load(&TermsName::new(written, folder), library);
    let is_one_of_them = named.is_ok_and(|named| {
        let files: Vec<File> = named.own_files().cloned().collect();
        let declared = declared(&files);
        texts.iter().any(|text| self::declared(text) == declared)
    });
    (!is_one_of_them).then(|| written.to_owned())
}

/// That the facts of a timeline are decided under other terms than it names.
pub fn advice(
    timeline: &OpenedTimeline<'_>,
    path: &str,
    named: &str,
    compared: [&str; 2],
) -> Problem {
    let [old, new] = compared;
    let both = if old == new {
        old.to_owned()
    } else {
        format!("{old}, and {new}")
    };
    let problem = Problem::advice(
        "timeline-of-other-terms",
        format!("`{path}` is about `{named}`; here its facts are decided under {both}"),
    )
    .help("read the outcome as that of other terms on the same facts, or compare the terms that the timeline names");
    match timeline.terms() {
        Some((_, span)) => problem.at(span, "the terms of this timeline"),
        None => problem,
    }
}

/// The id and the version that clause files declare: `Terms klantfocus, version 2.`
pub fn declared(files: &[File]) -> Option<(&str, &str)> {
    let mut pieces = files.iter().flat_map(|file| &file.pieces);
    let terms = pieces.find_map(Piece::terms)?;
    Some((terms.id.name.as_str(), terms.version.text.as_str()))
}
