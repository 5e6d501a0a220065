//! A clause file: its pieces, each begun by a heading at the margin.

use crate::source::Span;
use crate::syntax::ast::{
    Declaration, Entry, Label, MeasureType, Phrase, Provision, Quoted, Token, Version,
};
use crate::value::{ClauseId, NamedPeriod, Rounding};

/// A clause file as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// Its pieces, in order; a piece that could not be read is not among them.
    pub pieces: Vec<Piece>,
    /// Where sentences and pieces stand that could not be read.
    pub lost: Vec<Span>,
}

/// A piece: what a heading at the margin begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// `Terms klantfocus, version 1.`
    Terms(Terms),
    /// `Amendment of klantfocus, version 2, from version 1.`
    Amendment(Amendment),
    /// `Replace clause 5.a by:` and the like; belongs to the amendment before it
    Change(Change),
    /// `Article 5. Betaling`
    Article(Article),
    /// `Clause 5.a`
    Clause(Clause),
    /// `Table "6:119a BW".`
    Table(Table),
    /// `Act invoice_issued reads "…".` and all other words of the vocabulary
    Declaration(Declaration),
}

impl Piece {
    /// The heading of terms, if it is one.
    pub fn terms(&self) -> Option<&Terms> {
        match self {
            Self::Terms(terms) => Some(terms),
            Self::Amendment(_)
            | Self::Change(_)
            | Self::Article(_)
            | Self::Clause(_)
            | Self::Table(_)
            | Self::Declaration(_) => None,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Terms(piece) => piece.span,
            Self::Amendment(piece) => piece.span,
            Self::Change(piece) => piece.span,
            Self::Article(piece) => piece.span,
            Self::Clause(piece) => piece.span,
            Self::Table(piece) => piece.span,
            Self::Declaration(piece) => piece.span(),
        }
    }
}

/// `Terms klantfocus, version 1.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// `klantfocus`
    pub id: Label,
    /// `1`
    pub version: Version,
    /// What is set.
    pub settings: Vec<Setting>,
    /// The whole piece.
    pub span: Span,
}

/// `Amendment of klantfocus, version 2, from version 1.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// `klantfocus`
    pub of: Label,
    /// `2`
    pub version: Version,
    /// `1`
    pub from: Version,
    /// What is set.
    pub settings: Vec<Setting>,
    /// The whole piece, without the changes.
    pub span: Span,
}

/// `The title is "Algemene Voorwaarden".`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it sets.
    pub kind: SettingKind,
    /// With the full stop.
    pub span: Span,
}

/// What a setting sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingKind {
    /// `The title is "…".`
    Title(Quoted),
    /// `The wording calls the supplier "KlantFocus".`
    Calls {
        /// `the supplier`
        party: Phrase,
        /// The names, joined by `or`.
        names: Vec<Quoted>,
    },
    /// `The law is "nl".`
    Law(Quoted),
    /// `The date is 2025-03-01.`
    Date(Token),
    /// `E-mail is in writing.`, `E-mail and portal message are in writing.`
    InWriting(Vec<Phrase>),
    /// `The rounding is half up to the cent.`
    Rounding(Rounding),
}

/// A change of an amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changes.
    pub kind: ChangeKind,
    /// The whole piece.
    pub span: Span,
}

/// What an amendment changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// `Replace clause 5.a by:`
    Replace(Clause),
    /// `Insert clause 5.e after 5.d:`
    Insert {
        /// The new clause.
        clause: Clause,
        /// The clause before it.
        after: Provision,
    },
    /// `Insert article 9 after article 8: Levering.`
    InsertArticle {
        /// The new article; its clauses are inserted by themselves.
        article: Article,
        /// The article before it.
        after: Label,
    },
    /// `Repeal clause 9.c.`
    Repeal(Provision),
    /// `Rename article 5: Betaling.`
    Rename {
        /// The article.
        article: Label,
        /// Its new heading.
        heading: Quoted,
    },
}

/// `Article 5. Betaling`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// `5`
    pub number: Label,
    /// `Betaling` (the span has no marks)
    pub heading: Option<Quoted>,
    /// `> Artikel 2:Totstandkoming`: the source's own printing, when it differs
    pub printed: Vec<WordingLine>,
    /// The whole piece.
    pub span: Span,
}

/// `Clause 5.a`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its name.
    pub name: ClauseName,
    /// The wording as signed, one sentence a line.
    pub wording: Vec<WordingLine>,
    /// Readings, rules, notes, in order.
    pub entries: Vec<Entry>,
    /// Some of its sentences were not understood and are not among the entries: what they would have said is not missing.
    pub is_broken: bool,
    /// The whole piece.
    pub span: Span,
}

/// The name of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseName {
    /// `5.a`, `6:119 BW`, `Algemene termijnenwet, article 3`
    pub id: ClauseId,
    /// How it is written.
    pub kind: ClauseKind,
    /// Where it stands.
    pub span: Span,
}

/// How a clause is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseKind {
    /// `5.a`: a provision of terms
    Numbered,
    /// `6:119 BW`: an article of a code
    OfCode,
    /// `"Algemene termijnenwet, article 3"`: of another statute
    Quoted,
}

/// `> Facturen dienen te zijn voldaan binnen 15 dagen.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingLine {
    /// The text after `> `, as it stands.
    pub text: String,
    /// From the text's first to its last byte.
    pub span: Span,
}

/// `Table "6:119a BW".`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `6:119a BW`
    pub name: Quoted,
    /// What is said of it.
    pub entries: Vec<TableEntry>,
    /// The whole piece.
    pub span: Span,
}

/// A sentence of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableEntry {
    /// `It is read from "…csv", column "rate_percent", by column "valid_from".`
    Source(TableSource),
    /// `From 2024-01-01 it is 12.50%.`
    Row(Row),
    /// `For 2024-10 it is 130.30.`
    Figure(FigureRow),
    /// `It is confirmed until 2026-12-31.`
    ConfirmedUntil(Token),
    /// `It is money.`: what its values are, when that is not plain
    Is(MeasureType),
    /// `Note on source: "…".`
    Note(super::Note),
}

/// `It is read from "…csv", column "rate_percent", by column "valid_from".`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSource {
    /// The file.
    pub file: Quoted,
    /// The column of the values.
    pub column: Quoted,
    /// The column of the days.
    pub by: Quoted,
    /// With the full stop.
    pub span: Span,
}

/// `For 2024-10 it is 130.30.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The month, quarter or year.
    pub period: NamedPeriod,
    /// The figure.
    pub value: Token,
    /// With the full stop.
    pub span: Span,
}

/// `From 2024-01-01 it is 12.50%.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A date, a number or a duration.
    pub from: Token,
    /// A percentage, an amount or a number.
    pub value: Token,
    /// With the full stop.
    pub span: Span,
}
