//! The smallest parts: tokens, phrases, names, texts in quotes, references to provisions, alternatives in brackets.

use rust_decimal::Decimal;

use crate::source::Span;
use crate::value::{ClauseId, Date, Duration, Money, Name, Percent};

/// Words between two joints: `the open principal of the invoice`. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
    /// From the first to the last token.
    pub span: Span,
}

/// One token of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind {
    /// `invoice`, as written (`The` keeps its capital letter)
    Word(Box<str>),
    /// `3`
    Number(Decimal),
    /// `EUR 2,500.00`
    Money(Money),
    /// `10.5%`
    Percent(Percent),
    /// `15 days`
    Duration(Duration),
    /// `2024-12-31`
    Date(Date),
    /// `"intent or conscious recklessness"`, without the quotation marks
    Quoted(Box<str>),
    /// `5.d`; `6:119 BW`; `3.1, 3.2 and 10.4`; `8.a to 8.e` (a word `clause` before it is a word of the phrase)
    Provisions(Vec<Provision>),
}

impl Phrase {
    /// The token, when it is the only one: `15 days`.
    pub fn only(&self) -> Option<&Token> {
        match self.tokens.as_slice() {
            [token] => Some(token),
            _ => None,
        }
    }

    /// The words as written, one blank between two tokens; `text` is the text of the source.
    pub fn words(&self, text: &str) -> String {
        let words: Vec<&str> = self
            .tokens
            .iter()
            .map(|token| token.span.of(text))
            .collect();
        words.join(" ")
    }

    /// Its words, one blank between two: `started GB`.
    pub fn spoken(&self) -> String {
        let words: Vec<&str> = self.tokens.iter().filter_map(Token::word).collect();
        words.join(" ")
    }

    /// The tokens before and after the first word `word` that has tokens on both sides: `D after M` at `after`.
    pub fn split_at(&self, word: &str) -> Option<(Self, Self)> {
        let at = self.tokens.iter().position(|token| token.is(word))?;
        let before = Self::of(self.tokens[..at].to_vec())?;
        let after = Self::of(self.tokens[at + 1..].to_vec())?;
        Some((before, after))
    }

    /// A phrase of these tokens; none when there are none.
    pub fn of(tokens: Vec<Token>) -> Option<Self> {
        let span = tokens.first()?.span.to(tokens.last()?.span);
        Some(Self { tokens, span })
    }
}

impl Token {
    /// Whether it is this word, whatever its capital letters.
    pub fn is(&self, word: &str) -> bool {
        matches!(&self.kind, TokenKind::Word(written) if written.eq_ignore_ascii_case(word))
    }

    /// The word, when it is one.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            TokenKind::Number(_)
            | TokenKind::Money(_)
            | TokenKind::Percent(_)
            | TokenKind::Duration(_)
            | TokenKind::Date(_)
            | TokenKind::Quoted(_)
            | TokenKind::Provisions(_) => None,
        }
    }
}

/// A name that clause files declare: `invoice_issued`, `R8`, `due_day`, `klantfocus`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// `version 1`: the text of the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// `1`
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A text in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// Without the marks.
    pub text: String,
    /// With the marks.
    pub span: Span,
}

/// A number of a sentence: `2` in `Sentence 2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// The number.
    pub number: u32,
    /// Where it stands.
    pub span: Span,
}

/// `(1)` or `(a)`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// 1 for `(1)` and `(a)`, 2 for `(2)` and `(b)`; as written, not as counted.
    pub ordinal: u32,
    /// Whether it is a letter: the deeper level.
    pub letter: bool,
    /// Where it stands, with the brackets.
    pub span: Span,
}

/// References to provisions: `clauses 3.1, 3.2 and 10.4`, `8.a to 8.e`, `sentence 1`, `this article`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provisions {
    /// Each of them. Never empty.
    pub all: Vec<Provision>,
    /// With the word `clauses`.
    pub span: Span,
}

/// One reference to a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// What it refers to.
    pub kind: ProvisionKind,
    /// Where it stands.
    pub span: Span,
}

/// What a reference refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProvisionKind {
    /// `5.a`, `6:119a BW` (the letters `BW` may be left out as written: `6:119`)
    Clause(ClauseId),
    /// `8.a to 8.e`
    Range(ClauseId, ClauseId),
    /// `article 8`
    Article(ClauseId),
    /// `sentence 1`
    Sentence(u32),
    /// `this clause`
    ThisClause,
    /// `this article`
    ThisArticle,
    /// `the preceding clauses of this article`
    PrecedingClauses,
    /// `these terms`
    TheseTerms,
}

/// `Under R7 costs_bear_interest, in addition,` or `(under R6 original_amount or per_invoice: …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    /// The reading: `R7`.
    pub reading: Label,
    /// The values under which it stands; joined by `or`. Never empty.
    pub values: Vec<Label>,
    /// `in addition`: it stands beside the main text (headers only).
    pub in_addition: bool,
    /// From `Under` to the last value or `in addition`.
    pub span: Span,
}

/// `(under R8 due_day: from the last timely day)`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative<T> {
    /// When it stands.
    pub under: Under,
    /// What then replaces the words before the bracket.
    pub content: T,
    /// With the brackets.
    pub span: Span,
}

/// Words of the main text with the alternatives in brackets behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithAlternatives<T> {
    /// The main text: the default readings.
    pub main: T,
    /// The alternatives, as written.
    pub alternatives: Vec<Alternative<T>>,
}
