//! A map whose keys speak of things that come about one after the other: what came about at one time stands on one shelf.
//!
//! A relation that lasts is mostly about its latest things. In one map of everything their entries lie scattered between those of
//! all the years before, and the longer the relation, the less of what is needed the processor has at hand; on a shelf they lie
//! beside their neighbours in time.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use crate::engine::item::Item;

/// How many things stand on one shelf.
const ON_A_SHELF: usize = 64;

/// Where in time something belongs: the place of a thing or of an obligation in the list of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// That of a thing.
    Thing(usize),
    /// That of an obligation.
    Obligation(usize),
    /// None: it speaks of neither.
    Always,
}

impl Time {
    /// Where a value belongs.
    pub fn of(item: &Item) -> Self {
        match item {
            Item::Thing(fact) => Self::Thing(fact.place()),
            Item::Obligation(id) => Self::Obligation(id.place()),
            Item::Unbound
            | Item::NotStated
            | Item::Undetermined
            | Item::Truth(_)
            | Item::Money(_)
            | Item::Percent(_)
            | Item::Number(_)
            | Item::Date(_)
            | Item::Duration(_)
            | Item::Word(_)
            | Item::Party(_)
            | Item::Agreement(_)
            | Item::List(_)
            | Item::Record(_) => Self::Always,
        }
    }

    /// Where several values together belong: with the first that has a place.
    pub fn of_all(items: &[Item]) -> Self {
        let mut times = items.iter().map(Self::of);
        times
            .find(|time| *time != Self::Always)
            .unwrap_or(Self::Always)
    }
}

/// A key that belongs somewhere in time.
pub trait Dated {
    /// Where.
    fn time(&self) -> Time;
}

/// A word and a value: they belong with the value.
impl<W> Dated for (W, Item) {
    fn time(&self) -> Time {
        Time::of(&self.1)
    }
}

/// Two words and a value: they belong with the value.
impl<V, W> Dated for (V, W, Item) {
    fn time(&self) -> Time {
        Time::of(&self.2)
    }
}

/// A map in shelves. It is never iterated.
#[derive(Debug, Clone)]
pub struct Shelves<K, V> {
    things: Vec<FxHashMap<K, V>>,
    obligations: Vec<FxHashMap<K, V>>,
    always: FxHashMap<K, V>,
}

impl<K, V> Default for Shelves<K, V> {
    fn default() -> Self {
        Self {
            things: Vec::new(),
            obligations: Vec::new(),
            always: FxHashMap::default(),
        }
    }
}

impl<K: Dated + Eq + Hash, V> Shelves<K, V> {
    /// What stands under a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        let shelf = match key.time() {
            Time::Thing(place) => self.things.get(place / ON_A_SHELF)?,
            Time::Obligation(place) => self.obligations.get(place / ON_A_SHELF)?,
            Time::Always => &self.always,
        };
        shelf.get(key)
    }

    /// The shelf on which a key stands, or would stand.
    pub fn shelf(&mut self, key: &K) -> &mut FxHashMap<K, V> {
        let (shelves, place) = match key.time() {
            Time::Thing(place) => (&mut self.things, place / ON_A_SHELF),
            Time::Obligation(place) => (&mut self.obligations, place / ON_A_SHELF),
            Time::Always => return &mut self.always,
        };
        if shelves.len() <= place {
            shelves.resize_with(place + 1, FxHashMap::default);
        }
        &mut shelves[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::item::{FactId, ObligationId};

    #[test]
    fn each_key_has_a_place_of_its_own() {
        let thing = |place| ("a", Item::Thing(FactId::at(place)));
        let obligation = |place| ("a", Item::Obligation(ObligationId::at(place)));
        let keys = [
            thing(0),
            thing(1),
            thing(ON_A_SHELF),
            thing(40 * ON_A_SHELF + 1),
            obligation(1),
            obligation(ON_A_SHELF),
            ("a", Item::NotStated),
            ("b", Item::NotStated),
        ];
        let mut shelves = Shelves::default();
        for (number, key) in keys.iter().enumerate() {
            shelves.shelf(key).insert(key.clone(), number);
        }
        for (number, key) in keys.iter().enumerate() {
            assert_eq!(shelves.get(key), Some(&number), "{key:?}");
        }
        assert_eq!(shelves.get(&thing(2)), None);
        assert_eq!(shelves.get(&thing(400 * ON_A_SHELF)), None);
        assert_eq!(shelves.get(&obligation(0)), None);
    }

    #[test]
    fn neighbours_in_time_stand_together() {
        let mut shelves = Shelves::default();
        for place in 0..3 * ON_A_SHELF {
            let key = ("a", Item::Thing(FactId::at(place)));
            shelves.shelf(&key).insert(key.clone(), place);
        }
        let on_each: Vec<usize> = shelves.things.iter().map(FxHashMap::len).collect();
        assert_eq!(on_each, [ON_A_SHELF; 3]);
    }

    #[test]
    fn several_values_belong_with_the_first_that_has_a_place() {
        let (thing, obligation) = (
            Item::Thing(FactId::at(7)),
            Item::Obligation(ObligationId::at(9)),
        );
        let items = [Item::NotStated, obligation, thing];
        assert_eq!(Time::of_all(&items), Time::Obligation(9));
        assert_eq!(Time::of_all(&items[..1]), Time::Always);
    }
}
