//! The old text with some of the changes: what a change does by itself.

use crate::check;
use crate::source::{Sources, Span};
use crate::syntax::ast::{Clause, File, Piece};
use crate::syntax::parse;
use crate::value::ClauseId;

use crate::diff::align::align;
use crate::diff::terms::Text;
use crate::diff::words::{comparable, words};

/// A provision that is not the same in both texts.
#[derive(Debug, Clone)]
pub struct Changed<'a> {
    /// Its number in the new text, or in the old one where it is gone.
    pub id: ClauseId,
    old: Option<&'a Clause>,
    new: Option<&'a Clause>,
    /// The provisions before it in the new text, the nearest first.
    before: Vec<ClauseId>,
}

/// The provisions whose wording or rules differ.
pub(super) fn changed<'a>(old: &Text<'a>, new: &Text<'a>) -> Vec<Changed<'a>> {
    let order: Vec<&ClauseId> = new.provisions.iter().map(|one| one.id).collect();
    let pairs = align(old, new);
    let differing = pairs.iter().filter(|pair| match (pair.old, pair.new) {
        (Some(one), Some(other)) => {
            one.id != other.id
                || comparable(&body(one.clause, old)) != comparable(&body(other.clause, new))
        }
        (Some(_), None) | (None, Some(_)) => true,
        (None, None) => false,
    });
    let made = differing.filter_map(|pair| {
        let id = pair.new.or(pair.old)?.id.clone();
        let at = order.iter().position(|known| **known == id);
        let before = order[..at.unwrap_or_default()].iter().rev();
        Some(Changed {
            before: before.map(|id| (*id).clone()).collect(),
            old: pair.old.map(|one| one.clause),
            new: pair.new.map(|one| one.clause),
            id,
        })
    });
    made.collect()
}

/// What stands below the heading of a clause.
fn body(clause: &Clause, text: &Text<'_>) -> String {
    words(below(clause, text), text.side.sources)
}

fn below(clause: &Clause, text: &Text<'_>) -> Span {
    let whole = text.side.sources.words(clause.span);
    let heading = whole.find('\n').unwrap_or(whole.len());
    Span::new(
        clause.span.source,
        clause.span.start + heading,
        clause.span.end,
    )
}

/// The clause files of the old text with these changes.
pub(super) fn library(
    base: &check::Library,
    old: &Text<'_>,
    new: &Text<'_>,
    taken: &[&Changed<'_>],
) -> check::Library {
    let mut library = base.clone();
    add_words(&mut library, new);
    for change in taken {
        let piece = change.new.and_then(|clause| {
            let text = new.side.sources.words(below(clause, new)).to_owned();
            let name = format!("{}, {}", new.side.name, change.id);
            written(&mut library, name, &format!("Clause {}{text}\n", change.id))
        });
        put(&mut library, change, piece, old);
    }
    library
}

/// The words that only the new text declares: any of its clauses may use them.
fn add_words(library: &mut check::Library, new: &Text<'_>) {
    let known: Vec<String> = library
        .files
        .iter()
        .flat_map(|file| declared(&file.file, &library.sources))
        .collect();
    let words = new.side.files.iter();
    let words = words.flat_map(|file| declared(file, new.side.sources));
    for words in words.filter(|words| !known.contains(words)) {
        let id = library.sources.add(new.side.name, words);
        if let Some(source) = library.sources.get(id) {
            let file = parse(source).file;
            library.files.push(check::LibraryFile { source: id, file });
        }
    }
}

/// The declarations of a file, as they are written.
fn declared(file: &File, sources: &Sources) -> Vec<String> {
    let pieces = file.pieces.iter();
    let declarations = pieces.filter_map(|piece| match piece {
        Piece::Declaration(declaration) => Some(sources.words(declaration.span()).to_owned()),
        Piece::Terms(_)
        | Piece::Amendment(_)
        | Piece::Change(_)
        | Piece::Article(_)
        | Piece::Clause(_)
        | Piece::Table(_) => None,
    });
    declarations.collect()
}

/// The clause as a text of its own among the sources.
fn written(library: &mut check::Library, name: String, text: &str) -> Option<Piece> {
    let id = library.sources.add(name, text);
    let source = library.sources.get(id)?;
    parse(source).file.pieces.into_iter().next()
}

/// Puts a clause in the place of the old one, behind the clauses before it, or takes the old one away.
fn put(library: &mut check::Library, change: &Changed<'_>, piece: Option<Piece>, old: &Text<'_>) {
    let place = change
        .old
        .and_then(|clause| position(library, &clause.name.id));
    match (place, piece) {
        (Some((file, at)), Some(piece)) => library.files[file].file.pieces[at] = piece,
        (Some((file, at)), None) => {
            library.files[file].file.pieces.remove(at);
        }
        (None, Some(piece)) => {
            let known = |id: &&ClauseId| old.provision(id).is_some();
            let behind = change.before.iter().find(known);
            if let Some((file, at)) = behind.and_then(|id| position(library, id)) {
                library.files[file].file.pieces.insert(at + 1, piece);
            }
        }
        (None, None) => {}
    }
}

fn position(library: &check::Library, id: &ClauseId) -> Option<(usize, usize)> {
    library.files.iter().enumerate().find_map(|(file, one)| {
        let pieces = &one.file.pieces;
        let at = pieces
            .iter()
            .position(|piece| matches!(piece, Piece::Clause(clause) if clause.name.id == *id))?;
        Some((file, at))
    })
}
