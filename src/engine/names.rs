//! Names as small numbers: each word of the program and the timeline is read once, then compared by number.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::value::Name;

/// A word that has been met: an event type, a field, a status, a party, the name of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

/// All words met so far, in the order of meeting.
#[derive(Debug, Clone, Default)]
pub struct Names(RefCell<Table>);

#[derive(Debug, Clone, Default)]
struct Table {
    by_name: FxHashMap<Name, Symbol>,
    names: Vec<Name>,
    /// The word that each counts as where two are compared.
    plain: Vec<Symbol>,
}

impl Names {
    /// The number of a word; a new one when it is new.
    pub fn symbol(&self, name: &Name) -> Symbol {
        if let Some(symbol) = self.0.borrow().by_name.get(name) {
            return *symbol;
        }
        let plain = Name::new(&name.in_words().to_lowercase());
        let plain = Some(plain).filter(|plain| plain != name);
        let plain = plain.map(|plain| self.symbol(&plain));
        let mut table = self.0.borrow_mut();
        let symbol =
            Symbol(u32::try_from(table.names.len()).expect("fewer than four billion words"));
        table.names.push(name.clone());
        table.plain.push(plain.unwrap_or(symbol));
        table.by_name.insert(name.clone(), symbol);
        symbol
    }

    /// Whether two words are one, however they are written: `IP infringement` and `ip_infringement`.
    pub fn are_alike(&self, one: Symbol, other: Symbol) -> bool {
        let plain = |symbol: Symbol| self.0.borrow().plain[symbol.0 as usize];
        one == other || plain(one) == plain(other)
    }

    /// The number of a word in plain text.
    pub fn text(&self, text: &str) -> Symbol {
        if let Some(symbol) = self.0.borrow().by_name.get(text) {
            return *symbol;
        }
        self.symbol(&Name::new(text))
    }

    /// The word with a number.
    pub fn name(&self, symbol: Symbol) -> Name {
        self.0.borrow().names[symbol.0 as usize].clone()
    }
}
