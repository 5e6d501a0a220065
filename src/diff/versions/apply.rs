//! Changes applied to a text: replace, insert, repeal, rename.

use crate::source::{Problem, Span};
use crate::syntax::ast::{
    Article, ChangeKind, Clause, File, Label, Phrase, Piece, Provision, ProvisionKind, Quoted,
    Setting, SettingKind, Token, Version,
};
use crate::value::ClauseId;

use super::collect::{Basis, Issue};

/// The files of a full text; those of other versions are empty.
pub(super) fn start(files: &[&File], full: &Issue<'_>) -> Vec<File> {
    let kept = |number: usize, file: &File| {
        if full.files.contains(&number) {
            file.clone()
        } else {
            File::default()
        }
    };
    files
        .iter()
        .enumerate()
        .map(|(number, file)| kept(number, file))
        .collect()
}

/// Applies an amendment: the words and tables that it declares, then its changes; tells the changes that could not be made.
pub(super) fn amend(text: &mut [File], files: &[&File], issue: &Issue<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Basis::Amends(amending) = &issue.basis else {
        return problems;
    };
    for number in &issue.files {
        let declared = files[*number].pieces.iter().filter(|piece| match piece {
            Piece::Declaration(_) | Piece::Table(_) => true,
            Piece::Terms(_)
            | Piece::Amendment(_)
            | Piece::Change(_)
            | Piece::Article(_)
            | Piece::Clause(_) => false,
        });
        text[*number].pieces.extend(declared.cloned());
    }
    for change in &amending.changes {
        let made = match &change.kind {
            ChangeKind::Replace(clause) => replace(text, clause),
            ChangeKind::Insert { clause, after } => insert(text, clause, after),
            ChangeKind::InsertArticle { article, after } => insert_article(text, article, after),
            ChangeKind::Repeal(provision) => repeal(text, provision),
            ChangeKind::Rename { article, heading } => rename(text, article, heading),
        };
        problems.extend(made.err().map(|missing| missing.told(text, amending.from)));
        match &change.kind {
            ChangeKind::Replace(clause) | ChangeKind::Insert { clause, .. } => keep(text, clause),
            ChangeKind::InsertArticle { .. }
            | ChangeKind::Repeal(_)
            | ChangeKind::Rename { .. } => {}
        }
    }
    set(text, issue);
    problems
}

/// A change of something that is not there, or that is there already.
enum Missing {
    Clause(ClauseId, Span),
    Article(String, Span),
    Taken(ClauseId, Span, Span),
    ArticleTaken(String, Span, Span),
    NotOneClause(Span),
}

impl Missing {
    fn told(self, text: &[File], from: &str) -> Problem {
        match self {
            Self::Clause(id, span) => {
                let ids: Vec<String> = clauses(text)
                    .map(|clause| clause.name.id.to_string())
                    .collect();
                let near = crate::source::nearest(id.as_str(), ids.iter().map(String::as_str));
                let near = near.map(|near| format!("is `{near}` meant?"));
                nothing_there(format!("version {from} has no clause `{id}`"), span)
                    .help(near.unwrap_or_else(|| see(from)))
            }
            Self::Article(number, span) => {
                let message = format!("version {from} has no article `{number}`");
                nothing_there(message, span).help(see(from))
            }
            Self::Taken(id, span, old) => Problem::error(
                "amendment-of-nothing",
                format!("clause `{id}` cannot be inserted, since version {from} has one"),
            )
            .at(span, "inserted here")
            .at(old, "there already")
            .help(format!(
                "say `Replace clause {id} by:`, or choose a free number"
            )),
            Self::ArticleTaken(number, span, old) => Problem::error(
                "amendment-of-nothing",
                format!("article `{number}` cannot be inserted, since version {from} has one"),
            )
            .at(span, "inserted here")
            .at(old, "there already")
            .help(format!(
                "say `Rename article {number}: …`, or choose a free number"
            )),
            Self::NotOneClause(span) => nothing_there(
                "an amendment names the clauses that it changes by their numbers".to_owned(),
                span,
            )
            .help("say for example `Replace clause 5.a by:` or `Insert clause 5.e after 5.d:`"),
        }
    }
}

fn see(from: &str) -> String {
    format!("look in the files of version {from} for the number that is meant")
}

fn nothing_there(message: String, span: Span) -> Problem {
    Problem::error("amendment-of-nothing", message).at(span, "changed here")
}

/// The clauses of a text, in order.
pub(super) fn clauses(text: &[File]) -> impl Iterator<Item = &Clause> {
    text.iter().flat_map(|file| &file.pieces).filter_map(clause)
}

fn clause(piece: &Piece) -> Option<&Clause> {
    match piece {
        Piece::Clause(clause) => Some(clause),
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Article(_)
        | Piece::Table(_)
        | Piece::Declaration(_) => None,
    }
}

/// The file and the piece of a clause.
fn place(text: &[File], id: &ClauseId) -> Option<(usize, usize)> {
    text.iter().enumerate().find_map(|(file, one)| {
        let at = one
            .pieces
            .iter()
            .position(|piece| clause(piece).is_some_and(|clause| clause.name.id == *id))?;
        Some((file, at))
    })
}

fn replace(text: &mut [File], new: &Clause) -> Result<(), Missing> {
    let id = &new.name.id;
    let (file, at) = place(text, id).ok_or_else(|| Missing::Clause(id.clone(), new.name.span))?;
    text[file].pieces[at] = Piece::Clause(new.clone());
    Ok(())
}

fn insert(text: &mut [File], new: &Clause, after: &Provision) -> Result<(), Missing> {
    if let Some(taken) = clauses(text).find(|clause| clause.name.id == new.name.id) {
        let (id, span) = (new.name.id.clone(), new.name.span);
        return Err(Missing::Taken(id, span, taken.name.span));
    }
    let ProvisionKind::Clause(before) = &after.kind else {
        return Err(Missing::NotOneClause(after.span));
    };
    let (file, at) =
        place(text, before).ok_or_else(|| Missing::Clause(before.clone(), after.span))?;
    // The parts of a clause stand behind it; a new clause comes behind these, unless it is one of them.
    let own_part = new.name.id.is_within(before);
    let parts = text[file].pieces[at + 1..]
        .iter()
        .take_while(|piece| {
            !own_part && clause(piece).is_some_and(|part| part.name.id.is_within(before))
        })
        .count();
    let behind = at + 1 + parts;
    // The first clause of a new article stands behind its heading.
    let opens = text[file].pieces.get(behind).and_then(article);
    let own_heading = opens.is_some_and(|opens| is_of(&new.name.id, opens));
    text[file].pieces.insert(
        behind + usize::from(own_heading),
        Piece::Clause(new.clone()),
    );
    Ok(())
}

/// Puts the heading of a new article before its clauses, if these are there already, or else behind the article that is named.
fn insert_article(text: &mut [File], new: &Article, after: &Label) -> Result<(), Missing> {
    let pieces = || text.iter().flat_map(|file| &file.pieces);
    let taken = pieces()
        .filter_map(article)
        .find(|one| is_called(one, &new.number));
    if let Some(taken) = taken {
        let (number, span) = (new.number.name.to_string(), new.number.span);
        return Err(Missing::ArticleTaken(number, span, taken.number.span));
    }
    let mut own = text.iter().enumerate().filter_map(|(file, one)| {
        let is_own = |piece: &Piece| clause(piece).is_some_and(|one| is_of(&one.name.id, new));
        Some((file, one.pieces.iter().position(is_own)?))
    });
    let place = own.next().or_else(|| behind_article(text, after));
    let (file, at) = place.ok_or_else(|| Missing::Article(after.name.to_string(), after.span))?;
    text[file].pieces.insert(at, Piece::Article(new.clone()));
    Ok(())
}

/// Behind the last piece of an article.
fn behind_article(text: &[File], number: &Label) -> Option<(usize, usize)> {
    text.iter().enumerate().find_map(|(file, one)| {
        let is_it = |piece: &Piece| article(piece).is_some_and(|one| is_called(one, number));
        let at = one.pieces.iter().position(is_it)?;
        let rest = one.pieces[at + 1..].iter();
        let own = rest.take_while(|piece| article(piece).is_none()).count();
        Some((file, at + 1 + own))
    })
}

fn article(piece: &Piece) -> Option<&Article> {
    match piece {
        Piece::Article(article) => Some(article),
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Clause(_)
        | Piece::Table(_)
        | Piece::Declaration(_) => None,
    }
}

fn is_called(article: &Article, number: &Label) -> bool {
    article.number.name == number.name
}

/// Whether a clause belongs to an article by its number.
fn is_of(id: &ClauseId, article: &Article) -> bool {
    let number = ClauseId::new(article.number.name.as_str());
    number.is_ok_and(|number| id.is_within(&number))
}

/// Puts a new clause that found no place where its number belongs, so that what it says can be read all the same.
fn keep(text: &mut [File], new: &Clause) {
    let id = &new.name.id;
    if place(text, id).is_some() {
        return;
    }
    let before = clauses(text)
        .map(|clause| clause.name.id.clone())
        .filter(|one| one < id)
        .max();
    let (file, at) = before
        .and_then(|before| place(text, &before))
        .map_or((0, 0), |(file, at)| (file, at + 1));
    if let Some(file) = text.get_mut(file) {
        file.pieces.insert(at, Piece::Clause(new.clone()));
    }
}

fn repeal(text: &mut [File], provision: &Provision) -> Result<(), Missing> {
    let repealed = repealed(text, provision)?;
    for file in text.iter_mut() {
        file.pieces
            .retain(|piece| clause(piece).is_none_or(|clause| !repealed.contains(&clause.name.id)));
    }
    Ok(())
}

/// The clauses that a repeal takes away: the clause and its parts, a range, an article.
fn repealed(text: &[File], provision: &Provision) -> Result<Vec<ClauseId>, Missing> {
    let ids: Vec<ClauseId> = clauses(text).map(|clause| clause.name.id.clone()).collect();
    let position = |wanted: &ClauseId| {
        let found = ids.iter().position(|id| id == wanted);
        found.ok_or_else(|| Missing::Clause(wanted.clone(), provision.span))
    };
    match &provision.kind {
        ProvisionKind::Clause(id) => {
            position(id)?;
            Ok(ids.into_iter().filter(|one| one.is_within(id)).collect())
        }
        ProvisionKind::Range(first, last) => {
            let (first, last) = (position(first)?, position(last)?);
            Ok(ids.get(first..=last).unwrap_or_default().to_vec())
        }
        ProvisionKind::Article(article) => {
            let within: Vec<ClauseId> =
                ids.into_iter().filter(|id| id.is_within(article)).collect();
            if within.is_empty() {
                return Err(Missing::Article(article.to_string(), provision.span));
            }
            Ok(within)
        }
        ProvisionKind::Sentence(_)
        | ProvisionKind::ThisClause
        | ProvisionKind::ThisArticle
        | ProvisionKind::PrecedingClauses
        | ProvisionKind::TheseTerms => Err(Missing::NotOneClause(provision.span)),
    }
}

fn rename(text: &mut [File], number: &Label, heading: &Quoted) -> Result<(), Missing> {
    let pieces = text.iter_mut().flat_map(|file| &mut file.pieces);
    for piece in pieces {
        if let Piece::Article(article) = piece
            && article.number.name == number.name
        {
            article.heading = Some(heading.clone());
            article.printed.clear();
            return Ok(());
        }
    }
    Err(Missing::Article(number.name.to_string(), number.span))
}

/// The version and the settings of an amendment take the place of those of the text.
fn set(text: &mut [File], issue: &Issue<'_>) {
    let pieces = text.iter_mut().flat_map(|file| &mut file.pieces);
    for piece in pieces {
        if let Piece::Terms(terms) = piece {
            terms.version = Version {
                text: issue.version.clone(),
                span: issue.span,
            };
            for setting in issue.settings {
                set_one(&mut terms.settings, setting);
            }
        }
    }
}

fn set_one(settings: &mut Vec<Setting>, new: &Setting) {
    let replaced = settings
        .iter_mut()
        .find(|old| same_subject(&old.kind, &new.kind));
    match replaced {
        Some(old) => old.clone_from(new),
        None => settings.push(new.clone()),
    }
}

/// Whether a setting takes the place of another; forms in writing come beside those that stand.
fn same_subject(old: &SettingKind, new: &SettingKind) -> bool {
    match new {
        SettingKind::Title(_) => matches!(old, SettingKind::Title(_)),
        SettingKind::Law(_) => matches!(old, SettingKind::Law(_)),
        SettingKind::Date(_) => matches!(old, SettingKind::Date(_)),
        SettingKind::Rounding(_) => matches!(old, SettingKind::Rounding(_)),
        SettingKind::Calls { party, .. } => match old {
            SettingKind::Calls { party: known, .. } => words(known) == words(party),
            SettingKind::Title(_)
            | SettingKind::Law(_)
            | SettingKind::Date(_)
            | SettingKind::InWriting(_)
            | SettingKind::Rounding(_) => false,
        },
        SettingKind::InWriting(_) => false,
    }
}

fn words(phrase: &Phrase) -> Vec<String> {
    let words = phrase.tokens.iter().filter_map(Token::word);
    words.map(str::to_lowercase).collect()
}
