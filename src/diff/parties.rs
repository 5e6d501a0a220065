//! The parties, by the words that rules use for them, and in whose favour a change is.

use crate::syntax::ast::{
    Declaration, DeclarationWord, File, LineKind, Piece, Setting, SettingKind, Token,
};

/// The two parties of the terms: `the client`, `the supplier`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    words: Vec<String>,
    /// What may be said of a thing for which nothing is owed then: `a damage is excluded`.
    refusing: Vec<String>,
}

impl Parties {
    /// The parties that the wording of the terms has names for (`The wording calls the supplier …`); where it has none for
    /// two of them, all that these files declare.
    pub fn of<'f>(files: impl IntoIterator<Item = &'f File>) -> Self {
        let (mut called, mut declared): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut refusing = Vec::new();
        for piece in files.into_iter().flat_map(|file| &file.pieces) {
            match piece {
                Piece::Terms(terms) => called.extend(terms.settings.iter().filter_map(calls)),
                Piece::Declaration(Declaration::Word {
                    word: DeclarationWord::Party,
                    readings,
                    ..
                }) => declared.extend(readings.first().map(|first| first.text.text.clone())),
                Piece::Declaration(Declaration::Word {
                    readings, lines, ..
                }) if lines
                    .iter()
                    .any(|line| matches!(line.kind, LineKind::RefusesClaim(_))) =>
                {
                    refusing.extend(readings.iter().map(|reading| one_thing(&reading.text.text)));
                }
                Piece::Amendment(_)
                | Piece::Change(_)
                | Piece::Article(_)
                | Piece::Clause(_)
                | Piece::Table(_)
                | Piece::Declaration(_) => {}
            }
        }
        let (called, declared) = (once_each(called), once_each(declared));
        let words = if called.len() == 2 { called } else { declared };
        Self { words, refusing }
    }

    /// The party that these words are, if they are one.
    pub fn party(&self, words: &str) -> Option<&str> {
        let found = self
            .words
            .iter()
            .find(|party| party.eq_ignore_ascii_case(words));
        found.map(String::as_str)
    }

    /// The other party, where there are two.
    pub fn other(&self, party: &str) -> Option<&str> {
        match self.words.as_slice() {
            [one, other] if one == party => Some(other),
            [other, one] if one == party => Some(other),
            _ => None,
        }
    }

    /// Whether nothing is owed for a thing of which this is said: `the damage is excluded`.
    pub fn refuses(&self, words: &str) -> bool {
        self.refusing.contains(&one_thing(words))
    }

    /// The party to which something happens: `damage arises to the client`; none where it happens to none or to both.
    pub fn addressee(&self, words: &str) -> Option<&str> {
        self.only_one_behind("to", words)
    }

    /// The party that a thing is of: `a claim of the client for damage`; none when it names none or several.
    pub fn owner(&self, words: &str) -> Option<&str> {
        self.only_one_behind("of", words)
    }

    /// The one party that stands behind a word.
    fn only_one_behind(&self, word: &str, words: &str) -> Option<&str> {
        let words = format!("{} ", words.to_lowercase());
        let mut named = self.words.iter().filter(|party| {
            let party = party.to_lowercase();
            [" ", ","]
                .iter()
                .any(|end| words.contains(&format!("{word} {party}{end}")))
        });
        let first = named.next();
        first.filter(|_| named.next().is_none()).map(String::as_str)
    }
}

/// A phrase in small letters, as of one thing: `the tolerated rise of the price change`.
pub(super) fn one_thing(phrase: &str) -> String {
    let words = format!(" {}", phrase.to_lowercase());
    let words = words.replace(" an ", " the ").replace(" a ", " the ");
    words.trim_start().to_owned()
}

/// The party of `The wording calls the supplier "KlantFocus".`
fn calls(setting: &Setting) -> Option<String> {
    match &setting.kind {
        SettingKind::Calls { party, .. } => {
            let words: Vec<&str> = party.tokens.iter().filter_map(Token::word).collect();
            Some(words.join(" "))
        }
        SettingKind::Title(_)
        | SettingKind::Law(_)
        | SettingKind::Date(_)
        | SettingKind::InWriting(_)
        | SettingKind::Rounding(_) => None,
    }
}

fn once_each(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for one in words {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
