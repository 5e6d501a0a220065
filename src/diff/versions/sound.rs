//! What each version must have, and how it stands to the one that it amends.

use crate::source::Problem;
use crate::syntax::ast::{Piece, Setting, SettingKind, Terms};

use super::collect::{Basis, Issue, TermsFile};

/// What is wrong with these versions.
pub(super) fn problems(files: &[TermsFile<'_>], issues: &[Issue<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    twice(issues, &mut problems);
    of_other_terms(files, &mut problems);
    undated(issues, &mut problems);
    without_a_change(files, issues, &mut problems);
    before_its_text(issues, &mut problems);
    problems
}

/// An amendment of terms that these are not.
fn of_other_terms(files: &[TermsFile<'_>], problems: &mut Vec<Problem>) {
    let pieces = || files.iter().flat_map(|one| &one.file.pieces);
    let Some(Terms { id: terms, .. }) = pieces().find_map(Piece::terms) else {
        return;
    };
    for piece in pieces() {
        if let Piece::Amendment(amendment) = piece
            && amendment.of.name != terms.name
        {
            let of = &amendment.of;
            problems.push(
                Problem::error(
                    "amendment-of-nothing",
                    format!(
                        "these files hold the terms `{}`, not `{}`",
                        terms.name, of.name
                    ),
                )
                .at(of.span, "amended here")
                .at(terms.span, "the terms")
                .help(format!("say `Amendment of {}, …`", terms.name)),
            );
        }
    }
}

fn twice(issues: &[Issue<'_>], problems: &mut Vec<Problem>) {
    for (number, issue) in issues.iter().enumerate() {
        let first = issues[..number]
            .iter()
            .find(|earlier| earlier.version == issue.version);
        if let Some(first) = first {
            problems.push(
                Problem::error(
                    "version-twice",
                    format!("version {} is declared twice", issue.version),
                )
                .at(issue.span, "again here")
                .at(first.span, "first here")
                .help("give one of them a number of its own"),
            );
        }
    }
}

fn undated(issues: &[Issue<'_>], problems: &mut Vec<Problem>) {
    for issue in issues {
        let lacks = match (&issue.basis, issue.date(), issue.title()) {
            (Basis::FullText, ..) | (Basis::Amends(_), Some(_), Some(_)) => continue,
            (Basis::Amends(_), None, Some(_)) => "no date",
            (Basis::Amends(_), Some(_), None) => "no title",
            (Basis::Amends(_), None, None) => "no date and no title",
        };
        problems.push(
            Problem::error(
                "amendment-undated",
                format!("version {} has {lacks}", issue.version),
            )
            .at(issue.span, "this amendment")
            .help("say `The date is 2025-03-01.` and `The title is \"…\".` below it"),
        );
    }
}

/// An amendment that changes no provision, sets nothing and declares no words.
fn without_a_change(files: &[TermsFile<'_>], issues: &[Issue<'_>], problems: &mut Vec<Problem>) {
    let names_it =
        |setting: &Setting| matches!(setting.kind, SettingKind::Title(_) | SettingKind::Date(_));
    let is_heading = |piece: &&Piece| matches!(piece, Piece::Amendment(_));
    for issue in issues {
        let pieces = issue
            .files
            .iter()
            .flat_map(|number| &files[*number].file.pieces);
        let says_something = !issue.settings.iter().all(names_it)
            || pieces.filter(|piece| !is_heading(piece)).count() > 0;
        let read_whole = issue
            .files
            .iter()
            .all(|number| files[*number].file.lost.is_empty());
        if let (Basis::Amends(_), false, true) = (&issue.basis, says_something, read_whole) {
            problems.push(
                Problem::error(
                    "amendment-without-change",
                    format!("version {} changes nothing", issue.version),
                )
                .at(issue.span, "nothing follows this amendment")
                .help("say what it does, as `Replace clause 5.a by:`, or leave it out"),
            );
        }
    }
}

/// An amendment of an earlier day than the version that it amends.
fn before_its_text(issues: &[Issue<'_>], problems: &mut Vec<Problem>) {
    for issue in issues {
        let Basis::Amends(amending) = &issue.basis else {
            continue;
        };
        let from = issues.iter().find(|one| one.version == amending.from);
        let days = issue.date().zip(from.and_then(Issue::date));
        if let (Some((own, of_text)), Some(from)) = (days, from)
            && own < of_text
            && !is_built_on(from, issue, issues)
        {
            problems.push(
                Problem::error(
                    "amendment-before-its-text",
                    format!(
                        "version {} is of {own}, and version {}, which it amends, of {of_text}",
                        issue.version, from.version
                    ),
                )
                .at(issue.span, "amends a version of a later day")
                .at(from.span, "that version")
                .help("correct one of the two dates, or the version behind `from`"),
            );
        }
    }
}

/// Whether a version is built on another: then the two stand in a circle, and that is told.
fn is_built_on(version: &Issue<'_>, other: &Issue<'_>, issues: &[Issue<'_>]) -> bool {
    let mut at = version;
    for _ in issues {
        if at.version == other.version {
            return true;
        }
        let Basis::Amends(amending) = &at.basis else {
            return false;
        };
        let Some(from) = issues.iter().find(|one| one.version == amending.from) else {
            return false;
        };
        at = from;
    }
    false
}
