//! Which versions the files hold: which pieces belong to which full text or amendment.

use crate::source::{Problem, Span};
use crate::syntax::ast::{Amendment, Change, File, Piece, Setting, SettingKind, Terms, TokenKind};
use crate::value::Date;

use super::sound;

/// The folder of further versions, in the folder of the terms.
pub const FOLDER: &str = "versions";

/// A clause file of a set of terms.
#[derive(Debug, Clone, Copy)]
pub struct TermsFile<'f> {
    /// Its path from the folder of the terms: `05-betaling.clause`, `versions/2/05-betaling.clause`.
    pub path: &'f str,
    /// The tree as written.
    pub file: &'f File,
}

/// A version: a full text or an amendment.
#[derive(Debug, Clone)]
pub struct Issue<'f> {
    /// `2`
    pub version: String,
    /// Where it is declared.
    pub span: Span,
    /// What its piece sets.
    pub settings: &'f [Setting],
    /// What it is built on.
    pub basis: Basis<'f>,
    /// Its files, by number.
    pub files: Vec<usize>,
}

/// What a version is built on.
#[derive(Debug, Clone)]
pub enum Basis<'f> {
    /// `Terms klantfocus, version 1.`: it stands alone.
    FullText,
    /// `Amendment of klantfocus, version 2, from version 1.`
    Amends(Amending<'f>),
}

/// An amendment.
#[derive(Debug, Clone)]
pub struct Amending<'f> {
    /// The version that it changes.
    pub from: &'f str,
    /// Where that is said.
    pub from_span: Span,
    /// The changes, in the order of the files.
    pub changes: Vec<&'f Change>,
}

impl Issue<'_> {
    /// `The date is 2025-03-01.`
    pub fn date(&self) -> Option<Date> {
        self.settings
            .iter()
            .find_map(|setting| match &setting.kind {
                SettingKind::Date(token) => match token.kind {
                    TokenKind::Date(date) => Some(date),
                    TokenKind::Word(_)
                    | TokenKind::Number(_)
                    | TokenKind::Money(_)
                    | TokenKind::Percent(_)
                    | TokenKind::Duration(_)
                    | TokenKind::Quoted(_)
                    | TokenKind::Provisions(_) => None,
                },
                SettingKind::Title(_)
                | SettingKind::Calls { .. }
                | SettingKind::Law(_)
                | SettingKind::InWriting(_)
                | SettingKind::Rounding(_) => None,
            })
    }

    /// `The title is "…".`
    pub fn title(&self) -> Option<&str> {
        self.settings
            .iter()
            .find_map(|setting| match &setting.kind {
                SettingKind::Title(title) => Some(title.text.as_str()),
                SettingKind::Date(_)
                | SettingKind::Calls { .. }
                | SettingKind::Law(_)
                | SettingKind::InWriting(_)
                | SettingKind::Rounding(_) => None,
            })
    }

    /// The changes; none for a full text.
    pub fn changes(&self) -> &[&Change] {
        match &self.basis {
            Basis::FullText => &[],
            Basis::Amends(amending) => &amending.changes,
        }
    }
}

/// The versions of these files; a change that belongs to no amendment, an amendment without date or title, and a version
/// that is declared twice are problems.
pub(super) fn issues<'f>(files: &[TermsFile<'f>]) -> (Vec<Issue<'f>>, Vec<Problem>) {
    let mut issues = Vec::new();
    let mut problems = Vec::new();
    for group in groups(files) {
        issue(files, &group, &mut issues, &mut problems);
    }
    problems.extend(sound::problems(files, &issues));
    (issues, problems)
}

/// The numbers of the files that make up a version: those outside `versions/`, then those of each folder in it. A file with an
/// amendment outside `versions/` stands for itself.
fn groups(files: &[TermsFile<'_>]) -> Vec<Vec<usize>> {
    let mut full = Vec::new();
    let mut others: Vec<(String, Vec<usize>)> = Vec::new();
    for (number, one) in files.iter().enumerate() {
        let Some(key) = group_of(one) else {
            full.push(number);
            continue;
        };
        match others.iter_mut().find(|(known, _)| *known == key) {
            Some((_, members)) => members.push(number),
            None => others.push((key, vec![number])),
        }
    }
    std::iter::once(full)
        .chain(others.into_iter().map(|(_, members)| members))
        .filter(|members| !members.is_empty())
        .collect()
}

/// The folder of the version that a file belongs to; none for the full text.
fn group_of(one: &TermsFile<'_>) -> Option<String> {
    let mut parts = one.path.split('/').skip_while(|part| *part != FOLDER);
    if let (Some(_), Some(folder), Some(_)) = (parts.next(), parts.next(), parts.next()) {
        return Some(folder.to_owned());
    }
    let amends = one
        .file
        .pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Amendment(_)));
    amends.then(|| one.path.to_owned())
}

fn issue<'f>(
    files: &[TermsFile<'f>],
    group: &[usize],
    issues: &mut Vec<Issue<'f>>,
    problems: &mut Vec<Problem>,
) {
    let pieces = || group.iter().flat_map(|number| &files[*number].file.pieces);
    let changes: Vec<&Change> = pieces().filter_map(change).collect();
    let mut declared: Vec<Issue<'f>> = pieces()
        .filter_map(|piece| match piece {
            Piece::Terms(terms) => Some(full_text(terms, group)),
            Piece::Amendment(amendment) => Some(amends(amendment, &changes, group)),
            Piece::Change(_)
            | Piece::Article(_)
            | Piece::Clause(_)
            | Piece::Table(_)
            | Piece::Declaration(_) => None,
        })
        .collect();
    let one_amendment = matches!(
        declared.as_slice(),
        [Issue {
            basis: Basis::Amends(_),
            ..
        }]
    );
    if !one_amendment {
        problems.extend(changes.iter().map(|change| without_amendment(change)));
    }
    if one_amendment {
        problems.extend(pieces().filter_map(unchanged));
    }
    if declared.is_empty() && changes.is_empty() {
        problems.extend(undeclared(files, group));
    }
    if let Some(second) = declared.get(1) {
        problems.push(several(files, group).unwrap_or_else(|| {
            Problem::error("version-twice", "these files declare two versions")
                .at(second.span, "the second")
                .at(declared[0].span, "the first")
                .help("put each further version into a folder of its own: `versions/2/`")
        }));
    }
    declared.truncate(1);
    issues.append(&mut declared);
}

/// Full texts of several terms, that lie in one folder.
fn several(files: &[TermsFile<'_>], group: &[usize]) -> Option<Problem> {
    let terms = group.iter().flat_map(|number| {
        let one = files[*number];
        let terms = one.file.pieces.iter().filter_map(Piece::terms);
        terms.map(move |terms| (one.path, terms))
    });
    let mut terms = terms;
    let (path, first) = terms.next()?;
    let (_, second) = terms.find(|(_, terms)| terms.id.name != first.id.name)?;
    let help = match path.rsplit_once('/') {
        Some((folder, _)) => format!("name the folder of one of them, as `{folder}` in this one"),
        None => "put the files of each into a folder of their own, and name that".to_owned(),
    };
    Some(
        Problem::error(
            "folder-of-several-terms",
            format!(
                "this folder holds several terms: `{}` and `{}`",
                first.id.name, second.id.name
            ),
        )
        .at(first.id.span, "one")
        .at(second.id.span, "another")
        .help(help),
    )
}

fn change(piece: &Piece) -> Option<&Change> {
    match piece {
        Piece::Change(change) => Some(change),
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Article(_)
        | Piece::Clause(_)
        | Piece::Table(_)
        | Piece::Declaration(_) => None,
    }
}

fn full_text<'f>(terms: &'f Terms, group: &[usize]) -> Issue<'f> {
    Issue {
        version: terms.version.text.clone(),
        span: terms.version.span,
        settings: &terms.settings,
        basis: Basis::FullText,
        files: group.to_vec(),
    }
}

fn amends<'f>(amendment: &'f Amendment, changes: &[&'f Change], group: &[usize]) -> Issue<'f> {
    Issue {
        version: amendment.version.text.clone(),
        span: amendment.version.span,
        settings: &amendment.settings,
        basis: Basis::Amends(Amending {
            from: &amendment.from.text,
            from_span: amendment.from.span,
            changes: changes.to_vec(),
        }),
        files: group.to_vec(),
    }
}

fn without_amendment(change: &Change) -> Problem {
    Problem::error(
        "change-without-amendment",
        "this change belongs to no amendment",
    )
    .at(change.span, "changes a provision")
    .help("put it below a line such as `Amendment of …, version 2, from version 1.`")
}

/// A clause or an article in an amendment that does not say what it changes.
fn unchanged(piece: &Piece) -> Option<Problem> {
    let (what, span, help) = match piece {
        Piece::Clause(clause) => {
            let id = &clause.name.id;
            let help = format!("say `Replace clause {id} by:`, or `Insert clause {id} after …:`");
            (format!("clause {id}"), clause.name.span, help)
        }
        Piece::Article(article) => {
            let number = &article.number;
            let help = format!(
                "say `Insert article {0} after article …: …`, or `Rename article {0}: …`",
                number.name
            );
            (format!("article {}", number.name), number.span, help)
        }
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Table(_)
        | Piece::Declaration(_) => return None,
    };
    Some(
        Problem::error(
            "clause-without-change",
            format!("the amendment does not say what it does with {what}"),
        )
        .at(span, "stands here as in a full text")
        .help(help),
    )
}

/// Files in a folder of a version that declare none.
fn undeclared(files: &[TermsFile<'_>], group: &[usize]) -> Option<Problem> {
    let first = group.iter().map(|number| files[*number]);
    let first = first.filter(|one| group_of(one).is_some());
    let piece = first
        .flat_map(|one| &one.file.pieces)
        .map(Piece::span)
        .next()?;
    Some(
        Problem::error("version-undeclared", "these clauses belong to no version")
            .at(piece, "nothing before this names the version")
            .help(
                "begin with `Amendment of …, version 2, from version 1.`, or with `Terms …, version 2.` and all clauses",
            ),
    )
}
