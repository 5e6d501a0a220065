//! The old text with some of the changes: what a change does by itself.

use crate::check;
use crate::source::{SourceId, Span};
use crate::syntax::ast::{Clause, Declaration, Piece, Setting};
use crate::syntax::parse;
use crate::value::ClauseId;

use crate::diff::align::align;
use crate::diff::beside::{Beside, Place, Redeclared, What, of_a_piece, of_a_setting, redeclared};
use crate::diff::terms::Text;
use crate::diff::words::{comparable, words};

/// Something that is not the same in both texts and can be taken over by itself.
#[derive(Debug, Clone)]
pub(super) enum Changed<'a> {
    Provision(ChangedProvision<'a>),
    /// A setting, a table, or words that both texts declare.
    Beside(Redeclared<'a>),
}

/// A provision that is not the same in both texts.
#[derive(Debug, Clone)]
pub(super) struct ChangedProvision<'a> {
    /// Its number in the new text, or in the old one where it is gone.
    id: ClauseId,
    old: Option<&'a Clause>,
    new: Option<&'a Clause>,
    /// The provisions before it in the new text, the nearest first.
    before: Vec<ClauseId>,
}

impl Changed<'_> {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        match self {
            Self::Provision(provision) => Place::Clause(provision.id.clone()),
            Self::Beside(beside) => beside.place().clone(),
        }
    }

    /// Whether it brings other files of the law with it: then it cannot be taken over by itself.
    pub(super) fn is_of_the_law(&self) -> bool {
        matches!(self, Self::Beside(beside) if beside.place().to_string() == "the law")
    }
}

/// What differs: the provisions whose wording or rules do, and what both texts declare otherwise.
pub(super) fn changed<'a>(old: &Text<'a>, new: &Text<'a>) -> Vec<Changed<'a>> {
    let provisions = provisions(old, new).into_iter().map(Changed::Provision);
    let beside = redeclared(old, new).into_iter().filter(is_taken_over);
    provisions.chain(beside.map(Changed::Beside)).collect()
}

/// Whether it decides anything by itself. Words of which only one text knows are there for the sentences that use them; those of the
/// new text are there from the start.
fn is_taken_over(one: &Redeclared<'_>) -> bool {
    match one.what() {
        What::Setting { decides } => decides,
        What::Table | What::Word(Declaration::Forms { .. } | Declaration::InWriting { .. }) => true,
        What::Word(Declaration::Verb(_) | Declaration::Word { .. }) => {
            one.old.is_some() && one.new.is_some()
        }
        What::Word(Declaration::Term(_)) => false,
    }
}

/// The provisions whose wording or rules differ.
fn provisions<'a>(old: &Text<'a>, new: &Text<'a>) -> Vec<ChangedProvision<'a>> {
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
        Some(ChangedProvision {
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
    for one in redeclared(old, new) {
        if let (None, Some(is), false) = (&one.old, &one.new, is_taken_over(&one)) {
            add(&mut library, is, new);
        }
    }
    for change in taken {
        match change {
            Changed::Provision(change) => {
                let piece = change.new.and_then(|clause| {
                    let text = new.side.sources.words(below(clause, new)).to_owned();
                    let name = format!("{}, {}", new.side.name, change.id);
                    written(&mut library, name, &format!("Clause {}{text}\n", change.id))
                });
                put(&mut library, change, piece, old);
            }
            Changed::Beside(change) => put_beside(&mut library, change, new),
        }
    }
    library
}

/// Words or a table of the new text, in a file of their own.
fn add(library: &mut check::Library, is: &Beside<'_>, new: &Text<'_>) {
    let id = library
        .sources
        .add(new.side.name, is.written(new.side.sources) + "\n");
    if let Some(source) = library.sources.get(id) {
        let file = parse(source).file;
        library.files.push(check::LibraryFile { source: id, file });
        is_own(library, id);
    }
}

/// Where some files are shared with other terms, this one is of these terms.
fn is_own(library: &mut check::Library, id: SourceId) {
    if !library.own.is_empty() {
        library.own.push(id);
    }
}

/// Declares as the new text does what the old one declares otherwise.
fn put_beside(library: &mut check::Library, change: &Redeclared<'_>, new: &Text<'_>) {
    if let What::Setting { .. } = change.what() {
        set(library, change, new);
        return;
    }
    let place = change.old.as_ref().and_then(|was| {
        let mut files = library.files.iter().enumerate();
        files.find_map(|(file, one)| {
            let is_it =
                |piece: &Piece| of_a_piece(piece).first().map(|one| &one.key) == Some(&was.key);
            let at = one.file.pieces.iter().position(is_it)?;
            Some((file, at))
        })
    });
    match (place, &change.new) {
        (Some((file, at)), Some(is)) => {
            let text = is.written(new.side.sources) + "\n";
            if let Some(piece) = written(library, new.side.name.to_owned(), &text) {
                library.files[file].file.pieces[at] = piece;
            }
        }
        (Some((file, at)), None) => {
            library.files[file].file.pieces.remove(at);
        }
        (None, Some(is)) => add(library, is, new),
        (None, None) => {}
    }
}

/// Sets what the new text sets.
fn set(library: &mut check::Library, change: &Redeclared<'_>, new: &Text<'_>) {
    let settings = change.new.as_ref().and_then(|is| {
        let words = is.written(new.side.sources);
        let text = format!("Terms terms, version 1.\n  {words}\n");
        match written(library, new.side.name.to_owned(), &text)? {
            Piece::Terms(terms) => Some(terms.settings),
            _ => None,
        }
    });
    let pieces = library
        .files
        .iter_mut()
        .flat_map(|one| &mut one.file.pieces);
    for piece in pieces {
        if let Piece::Terms(terms) = piece {
            let is_another = |setting: &Setting| {
                let beside = of_a_setting(setting);
                beside.is_none_or(|one| one.place != *change.place())
            };
            terms.settings.retain(is_another);
            terms.settings.extend(settings.iter().flatten().cloned());
        }
    }
}

/// The clause as a text of its own among the sources.
fn written(library: &mut check::Library, name: String, text: &str) -> Option<Piece> {
    let id = library.sources.add(name, text);
    is_own(library, id);
    let source = library.sources.get(id)?;
    parse(source).file.pieces.into_iter().next()
}

/// Puts a clause in the place of the old one, behind the clauses before it, or takes the old one away.
fn put(
    library: &mut check::Library,
    change: &ChangedProvision<'_>,
    piece: Option<Piece>,
    old: &Text<'_>,
) {
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
