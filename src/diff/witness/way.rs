//! Events that together bring a rule into play.

use crate::value::{Name, Value};

/// Of many ways the shortest are kept.
const MOST_WAYS: usize = 16;

/// What a timeline must tell: events, and facts about the parties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) events: Vec<Told>,
    /// `client`, `capacity`, `consumer`
    pub(super) facts: Vec<(Name, Name, Value)>,
    /// Event types whose amounts are large beside those of the others: a damage that a ceiling is to cut.
    pub(super) large: Vec<Name>,
}

/// An event, with the fields that matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) ty: Name,
    pub(super) fields: Vec<(Name, Filling)>,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filling {
    /// This value.
    Is(Value),
    /// A value of its type, whatever it is: it matters that there is one.
    Something,
    /// More than another field is, of which it does not matter what it is.
    More,
    /// A list of records, each with these fields.
    Records(Vec<Vec<(Name, Filling)>>),
}

impl Way {
    /// One event.
    pub(super) fn of(ty: &Name, fields: Vec<(Name, Filling)>) -> Self {
        let ty = ty.clone();
        Self {
            events: vec![Told { ty, fields }],
            facts: Vec::new(),
            large: Vec::new(),
        }
    }

    /// Both: an event that both tell of is one event. None when they contradict each other about a party.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        for (party, attribute, value) in &other.facts {
            let mut known = both.facts.iter();
            match known.find(|(one, known, _)| one == party && known == attribute) {
                Some((.., there)) if there == value => {}
                Some(_) => return None,
                None => {
                    let fact = (party.clone(), attribute.clone(), value.clone());
                    both.facts.push(fact);
                }
            }
        }
        let large = other.large.iter();
        let new = large.filter(|ty| !self.large.contains(ty));
        both.large.extend(new.cloned());
        for told in &other.events {
            if !both.events.iter_mut().any(|known| known.takes(told)) {
                both.events.push(told.clone());
            }
        }
        Some(both)
    }

    /// The same again: each of its events happens twice.
    pub(super) fn twice(&self) -> Self {
        let mut twice = self.clone();
        twice.events.extend(self.events.iter().cloned());
        twice
    }

    fn size(&self) -> (usize, usize) {
        let fields = self.events.iter().map(|told| told.fields.len());
        (self.events.len(), fields.sum::<usize>() + self.facts.len())
    }
}

impl Told {
    /// Takes in what another telling of the same event says; false when that is another event.
    fn takes(&mut self, other: &Self) -> bool {
        if self.ty != other.ty {
            return false;
        }
        let Some(fields) = merged(&self.fields, &other.fields) else {
            return false;
        };
        self.fields = fields;
        true
    }
}

/// The fields of both; none when one field would hold two values.
fn merged(one: &[(Name, Filling)], other: &[(Name, Filling)]) -> Option<Vec<(Name, Filling)>> {
    let mut both = one.to_vec();
    for (name, filling) in other {
        match both.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = known.with(filling)?,
            None => both.push((name.clone(), filling.clone())),
        }
    }
    Some(both)
}

impl Filling {
    fn with(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Something, filling) | (filling, Self::Something) => Some(filling.clone()),
            (Self::More, filling) | (filling, Self::More) => Some(filling.clone()),
            (Self::Is(one), Self::Is(other)) => (one == other).then(|| self.clone()),
            (Self::Records(records), Self::Records(more)) => {
                let mut records = records.clone();
                for record in more {
                    let place = records
                        .iter_mut()
                        .find_map(|known| Some((merged(known, record)?, known)));
                    match place {
                        Some((both, known)) => *known = both,
                        None => records.push(record.clone()),
                    }
                }
                Some(Self::Records(records))
            }
            (Self::Is(_), Self::Records(_)) | (Self::Records(_), Self::Is(_)) => None,
        }
    }
}

/// Nothing has to happen.
pub(super) fn nothing() -> Vec<Way> {
    vec![Way::default()]
}

/// One of the first ways and one of the second.
pub(super) fn both(one: &[Way], other: &[Way]) -> Vec<Way> {
    let pairs = one
        .iter()
        .flat_map(|first| other.iter().filter_map(move |second| first.and(second)));
    shortest(pairs.collect())
}

/// Any of these ways.
pub(super) fn either(ways: impl IntoIterator<Item = Vec<Way>>) -> Vec<Way> {
    shortest(ways.into_iter().flatten().collect())
}

/// The first of each of these lists, then the second of each.
pub(super) fn one_of_each<T>(all: Vec<Vec<T>>) -> Vec<T> {
    let count = all.iter().map(Vec::len).sum();
    let mut lists: Vec<_> = all.into_iter().map(Vec::into_iter).collect();
    let mut mixed = Vec::with_capacity(count);
    while mixed.len() < count {
        mixed.extend(lists.iter_mut().filter_map(Iterator::next));
    }
    mixed
}

fn shortest(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort_by_key(Way::size);
    let mut kept: Vec<Way> = Vec::new();
    for way in ways {
        if kept.len() == MOST_WAYS {
            break;
        }
        if !kept.contains(&way) {
            kept.push(way);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(field: &str, value: &str) -> (Name, Filling) {
        let value = Filling::Is(Value::Symbol(Name::new(value)));
        (Name::new(field), value)
    }

    #[test]
    fn an_event_that_both_tell_of_is_one_event() {
        let invoice = Name::new("invoice_issued");
        let one = Way::of(&invoice, vec![is("kind", "price")]);
        let other = Way::of(&invoice, vec![is("service", "hosting")]);
        let told = one.and(&other).expect("nothing contradicts").events;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].fields.len(), 2);
    }

    #[test]
    fn events_that_differ_are_two() {
        let invoice = Name::new("invoice_issued");
        let one = Way::of(&invoice, vec![is("kind", "price")]);
        let other = Way::of(&invoice, vec![is("kind", "costs")]);
        assert_eq!(one.and(&other).map(|way| way.events.len()), Some(2));
    }

    #[test]
    fn a_party_is_one_thing_only() {
        let client = |capacity: &str| Way {
            events: Vec::new(),
            facts: vec![(
                Name::new("client"),
                Name::new("capacity"),
                Value::Symbol(Name::new(capacity)),
            )],
            large: Vec::new(),
        };
        assert_eq!(client("consumer").and(&client("business")), None);
    }
}
