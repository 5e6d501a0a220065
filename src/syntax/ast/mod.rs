//! The tree as written: what the grammar makes of a clause file, with the place of everything.
//!
//! A [`File`] is a row of pieces; a clause holds its wording and a row of entries; a rule is a sentence with headers, a main
//! part and tails. What lies between two reserved joints is a [`Phrase`]: words that the room `check` reads with the
//! vocabulary. Every span goes from the first to the last meaningful token.

mod condition;
mod expression;
mod file;
mod phrase;
mod sentence;
mod tail;
mod vocabulary;

pub use condition::{
    Burden, Comparator, Condition, ConditionItem, ConditionKind, ConditionList, ItemContent,
    Quantifier, Statement, StatementKind,
};
pub use expression::{
    Bound, BoundKind, Direction, Expression, ExpressionKind, Pick, PickItem, PickValue, Scope,
    ScopeKind, Sign, WhichApplies,
};
pub use file::{
    Amendment, Article, Change, ChangeKind, Clause, ClauseKind, ClauseName, FigureRow, File, Piece,
    Row, Setting, SettingKind, Table, TableEntry, TableSource, Terms, WordingLine,
};
pub use phrase::{
    Alternative, Label, Mark, Numeral, Phrase, Provision, ProvisionKind, Provisions, Quoted, Token,
    TokenKind, Under, Version, WithAlternatives,
};
pub use sentence::{
    Conduct, Declared, DeclaredAs, EffectVerb, Entry, Header, HeaderKind, Main, MainKind, Note,
    Rank, RankContent, Reading, ReadingValue, Recurring, Rhythm, Rule, SentenceMark, SharedReading,
    Step, StepContent, TriggerWord,
};
pub use tail::{Promptness, Tail, TailKind};
pub use vocabulary::{
    ActorKind, ConceptDefault, Declaration, DeclarationWord, FieldDefault, FieldLine, FieldType,
    Fixed, GlossaryTerm, Line, LineKind, MeasureType, Needs, Restriction, RestrictionWord,
    VerbForms, VocabularyReading,
};
