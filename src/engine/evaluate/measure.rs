//! Measures that clause files define, and the parameters among them, which parties may replace.

use crate::check::program::{Definition, Measure};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::parameters::Place;
use crate::engine::relation::Relation;
use crate::value::{Name, Truth};

impl<'p> Relation<'p> {
    pub fn defined(
        &self,
        measure: &Name,
        arguments: Vec<Item>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let Some(measure) = self.catalogue.measures.get(measure).copied() else {
            return Item::NotStated;
        };
        query.read(Cell::Measure(self.names.symbol(&measure.name)));
        let mut inner = env.called(arguments);
        inner.version = Some(self.version_of(env));
        inner.agreement = self.agreement_in_hand(env);
        inner.arose = self.day_in_hand(env);
        for definition in &measure.definitions {
            let applies = self.definition_applies(definition, &mut inner, query);
            if applies.is_undetermined() {
                return Item::Undetermined;
            }
            if applies.holds() {
                return self.definition_value(measure, definition, &mut inner, query);
            }
        }
        Item::NotStated
    }

    fn definition_applies(
        &self,
        definition: &'p Definition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        if let Some(place) = Place::of_definition(definition)
            && !self.in_force(&place, query)
        {
            return Truth::Fails;
        }
        if !self.stands(&definition.stands_in, env, query) {
            return Truth::Fails;
        }
        self.truth(&definition.condition, env, query)
    }

    fn definition_value(
        &self,
        measure: &'p Measure,
        definition: &'p Definition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        query.readings.extend(definition.readings.iter());
        if let Some(field) = &definition.stated_in {
            let of = env
                .parameters
                .first()
                .cloned()
                .or_else(|| env.event.map(Item::Thing));
            let stated = of.map_or(Item::NotStated, |of| {
                self.field_of(&of, self.names.symbol(field), query)
            });
            if stated.is_known() {
                return stated;
            }
        }
        if let Some(address) = &definition.at {
            // Another value agreed for the provision that speaks goes before one agreed for the provision that it borrows from.
            let speaks = env.clause.filter(|clause| **clause != address.clause);
            let written = self.stands_since(&definition.stands_in, env);
            let agreed = speaks
                .and_then(|clause| self.replaced(&measure.name, clause, None, env, query))
                .or_else(|| self.replaced(&measure.name, &address.clause, written, env, query));
            if let Some(agreed) = agreed {
                return agreed;
            }
        }
        self.value(&definition.value, env, query)
    }
}
