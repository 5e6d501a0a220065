//! The parties, by the words that rules use for them, and in whose favour a change is.

use crate::syntax::ast::{Declaration, DeclarationWord, File, Piece, Setting, SettingKind, Token};

/// The two parties of the terms: `the client`, `the supplier`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parties {
    words: Vec<String>,
}

impl Parties {
    /// The parties that the wording of the terms has names for (`The wording calls the supplier …`); where it has none for
    /// two of them, all that these files declare.
    pub fn of<'f>(files: impl IntoIterator<Item = &'f File>) -> Self {
        let (mut called, mut declared): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for piece in files.into_iter().flat_map(|file| &file.pieces) {
            match piece {
                Piece::Terms(terms) => called.extend(terms.settings.iter().filter_map(calls)),
                Piece::Declaration(Declaration::Word {
                    word: DeclarationWord::Party,
                    readings,
                    ..
                }) => declared.extend(readings.first().map(|first| first.text.text.clone())),
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
        Self { words }
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

    /// The party that a thing is of: `a claim of the client for damage`; none when it names none or several.
    pub fn owner(&self, words: &str) -> Option<&str> {
        let words = words.to_lowercase();
        let mut named = self
            .words
            .iter()
            .filter(|party| words.contains(&format!("of {}", party.to_lowercase())));
        let first = named.next();
        first.filter(|_| named.next().is_none()).map(String::as_str)
    }
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
