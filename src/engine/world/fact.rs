//! Events that have happened, by type and by what stands in their fields.

use rustc_hash::FxHashMap;

use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::pages::Pages;
use crate::engine::shelves::Shelves;
use crate::value::{Date, Truth};

/// An event that has happened.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its day.
    pub date: Date,
    /// Its type.
    pub ty: Symbol,
    /// The name of what it brought about, or its type and number.
    pub name: Symbol,
    /// The field that gives the name, if its type has one.
    pub reference: Option<Symbol>,
    /// Who did it.
    pub by: Option<Symbol>,
    /// The same by the name that the event has for it: a joint debtor counts as the party that it is bound with.
    pub doer: Option<Symbol>,
    /// In what form.
    pub form: Option<Symbol>,
    /// The day of sending, when it differs.
    pub sent: Option<Date>,
    /// The day of receipt, when it differs.
    pub received: Option<Date>,
    /// The day on which the addressee acknowledged receipt, if it did.
    pub acknowledged: Option<Date>,
    /// The agreement that it names.
    pub agreement: Option<Symbol>,
    /// The agreements that it belongs to; none when it belongs to the relation.
    pub agreements: Box<[Symbol]>,
    /// Those who are bound for the debts of a party, by the party and the name that the event has for them.
    pub bound: Box<[(Symbol, Symbol)]>,
    /// Its own fields.
    pub fields: Vec<(Symbol, Item)>,
    /// Whether it counts: an act without effect does not.
    pub counts: Truth,
}

impl Fact {
    /// A party by the name that the event has for it: that of a joint debtor, who counts as the party that it is bound with.
    pub fn party_as_told(&self, party: Symbol) -> Symbol {
        let bound = self.bound.iter().find(|(of, _)| *of == party);
        bound.map_or(party, |(_, name)| *name)
    }

    /// What an event tells, a party in it by the name that the event has for it.
    pub fn person_told(&self, told: Item) -> Item {
        match told {
            Item::Party(party) => Item::Party(self.party_as_told(party)),
            other => other,
        }
    }

    /// What stands in a field.
    pub fn field(&self, field: Symbol) -> Item {
        let found = self.fields.iter().find(|(name, _)| *name == field);
        found.map_or(Item::NotStated, |(_, item)| item.clone())
    }
}

/// All events so far.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    list: Pages<Fact>,
    by_type: FxHashMap<Symbol, Vec<FactId>>,
    by_field: Shelves<(Symbol, Symbol, Item), Vec<FactId>>,
    by_name: FxHashMap<Symbol, FactId>,
    used: Vec<bool>,
}

impl Facts {
    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds an event, to be found by these values of its fields.
    pub fn add(&mut self, fact: Fact, keys: Vec<(Symbol, Item)>) -> FactId {
        let id = FactId::at(self.list.len());
        self.by_type.entry(fact.ty).or_default().push(id);
        for (field, member) in keys {
            let key = (fact.ty, field, member);
            let shelf = self.by_field.shelf(&key);
            shelf.entry(key).or_default().push(id);
        }
        self.by_name.entry(fact.name).or_insert(id);
        self.list.push(fact);
        self.used.push(false);
        id
    }

    /// An event.
    pub fn get(&self, id: FactId) -> &Fact {
        &self.list[id.place()]
    }

    /// An event, to be changed.
    pub fn get_mut(&mut self, id: FactId) -> &mut Fact {
        &mut self.list[id.place()]
    }

    /// The event that a name belongs to.
    pub fn named(&self, name: Symbol) -> Option<FactId> {
        self.by_name.get(&name).copied()
    }

    /// The events of a type, in order.
    pub fn of_type(&self, ty: Symbol) -> &[FactId] {
        self.by_type.get(&ty).map_or(&[], Vec::as_slice)
    }

    /// The events of a type that have a value in a field (or in a list in that field), in order.
    pub fn with(&self, ty: Symbol, field: Symbol, item: &Item) -> &[FactId] {
        self.by_field
            .get(&(ty, field, item.clone()))
            .map_or(&[], Vec::as_slice)
    }

    /// All events, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.list
            .iter()
            .enumerate()
            .map(|(index, fact)| (FactId::at(index), fact))
    }

    /// Notes that a rule, a state or a verdict used the event.
    pub fn mark_used(&mut self, id: FactId) {
        self.used[id.place()] = true;
    }

    /// Whether anything used the event.
    pub fn is_used(&self, id: FactId) -> bool {
        self.used[id.place()]
    }
}
