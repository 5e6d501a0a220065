//! Other values for a parameter, agreed or announced.

use crate::check::program::Body;
use crate::check::schema::Role;
use crate::engine::cells::Cell;
use crate::engine::evaluate::Query;
use crate::engine::item::{FactId, Item};
use crate::engine::parameters::Replacement;
use crate::engine::relation::Relation;
use crate::value::{Date, Duration, Money, Percent};

impl Relation<'_> {
    /// Another value for a parameter, agreed or announced.
    pub(super) fn replace(&mut self, fact: FactId) {
        let special =
            self.catalogue.roles.get(&self.facts.get(fact).ty) == Some(&Role::Replacement);
        let waits = !special
            && self
                .program
                .rules
                .iter()
                .any(|rule| matches!(rule.body, Body::TakesEffect { .. }));
        let from = if waits { Date::MAX } else { self.day };
        let changes = self.facts.get(fact).field(self.known.changes).members();
        let all = if changes.is_empty() {
            vec![Item::Thing(fact)]
        } else {
            changes
        };
        for change in all {
            let of = |field| self.field_of(&change, field, &mut Query::default());
            let (provision, parameter, value) = (
                of(self.known.provision),
                of(self.known.parameter),
                of(self.known.value),
            );
            let (Item::Word(provision), Item::Word(parameter)) = (provision, parameter) else {
                continue;
            };
            let value = self.read_value(value);
            let meant = self.value_meant(&self.names.name(provision), &self.names.name(parameter));
            let stands = meant.and_then(|definition| definition.at.as_ref());
            let provision = stands.map_or(provision, |at| self.names.text(at.clause.as_str()));
            let one = Replacement {
                provision,
                value,
                open: Vec::new(),
                from,
                until: None,
                fact: Some(fact),
                special,
                agreement: self.facts.get(fact).agreement.filter(|_| special),
            };
            let known = self.replacements.entry(parameter).or_default();
            let is_same =
                |other: &Replacement| other.fact == one.fact && other.provision == one.provision;
            if !known.iter().any(is_same) {
                known.push(one);
            }
            self.facts.mark_used(fact);
            self.touch(&Cell::Measure(parameter));
        }
    }

    /// A value that a timeline gives as text.
    fn read_value(&self, value: Item) -> Item {
        let Item::Word(word) = value else {
            return value;
        };
        let text = self.names.name(word);
        let text = text.as_str();
        let duration = Duration::parse(text).ok().map(Item::Duration);
        let percent = || Percent::parse(text).ok().map(Item::Percent);
        let money = || Money::parse(text).ok().map(Item::Money);
        duration.or_else(percent).or_else(money).unwrap_or(value)
    }
}
