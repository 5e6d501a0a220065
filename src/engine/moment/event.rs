//! An event is judged, then takes its effects.

use std::rc::Rc;

use crate::check::schema::Role;
use crate::engine::cells::Cell;
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::world::Fact;
use crate::timeline::Event;
use crate::value::{Truth, Value};

impl<'p> Relation<'p> {
    /// An event happens.
    pub fn happen(&mut self, event: &'p Event) {
        let fact = self.fact_of(event);
        let fields = fact.fields.iter();
        let keys = fields.flat_map(|(field, item)| {
            let keys = self.keys_of(item).into_iter();
            keys.map(|key| (*field, key))
        });
        let keys = keys.collect();
        let fact = self.facts.add(fact, keys);
        self.tell_event(event, fact);
        self.tell_debts_not_there(event, fact);
        let counts = self.judge_act(fact);
        self.facts.get_mut(fact).counts = counts;
        self.tell_verdict(fact);
        self.touch_event(fact);
        if counts.holds() {
            self.take_effects(fact);
        } else if counts.is_undetermined() && self.is_replacement(fact) {
            // What rests on the value is open from now on, not as it was.
            self.replace(fact);
        }
        self.instantiate_for_thing(fact);
        self.fire(fact);
        self.settle();
        self.set_off_by_itself();
    }

    /// An event that names a debt which does not stand, or not yet, speaks of nothing with these words.
    fn tell_debts_not_there(&mut self, event: &Event, fact: FactId) {
        for value in event.fields.values().flat_map(each_value) {
            let Value::Reference(name) = value else {
                continue;
            };
            if matches!(self.item_of(value), Item::Word(_)) {
                let act = self.names.name(self.facts.get(fact).name);
                let text = format!(
                    "{act} names {name}: no such debt has arisen by {}",
                    event.date
                );
                self.record
                    .told_of_acts
                    .insert(("no_such_debt", fact, text));
            }
        }
    }

    fn fact_of(&self, event: &Event) -> Fact {
        let by = event
            .by
            .as_ref()
            .map(|by| self.acting_for(self.party_named(self.names.symbol(by))));
        let fields: Vec<_> = event
            .fields
            .iter()
            .map(|(name, value)| (self.names.symbol(name), self.item_of(value)))
            .collect();
        let by = by.or_else(|| {
            fields
                .iter()
                .find(|(name, _)| *name == self.known.by)
                .and_then(|(_, item)| item.party())
        });
        let parties = event.fields.values().filter_map(|value| match value {
            Value::Party(name) => Some(self.names.symbol(name)),
            _ => None,
        });
        let doer = event.by.as_ref().map(|name| self.names.symbol(name));
        let is_bound = |name: &Symbol| self.party_named(*name) != *name;
        let bound = parties.map(|name| (self.party_named(name), name));
        let bound = bound.filter(|(party, name)| party != name).collect();
        let ty = self.names.symbol(&event.ty);
        let forms = self.catalogue.forms_agreement(event, &self.names);
        Fact {
            date: event.date,
            ty,
            name: self.names.symbol(&event.reference),
            reference: self.catalogue.references.get(&ty).copied(),
            by,
            doer: doer.filter(is_bound).or(by),
            form: event.form.as_ref().map(|form| self.names.symbol(form)),
            sent: event.sent_on,
            received: event.received_on,
            acknowledged: event.receipt_acknowledged_on,
            agreement: event
                .agreement
                .as_ref()
                .and_then(|agreement| self.agreements_named(agreement).first().copied()),
            agreements: self.agreements_of_event(event, forms).into(),
            bound,
            fields,
            counts: Truth::Fails,
        }
    }

    /// Who stands in the place of the supplier acts as the supplier.
    fn acting_for(&self, party: Symbol) -> Symbol {
        let stands_in = self.catalogue.replacement.is_some_and(|state| {
            let arguments: Rc<[Item]> = [Item::Party(party)].into();
            let found = self.states.find(state, &arguments);
            found.is_some_and(|id| self.states.get(id).truth.holds())
        });
        if stands_in {
            self.known.supplier
        } else {
            party
        }
    }

    /// Who reads events like this one is evaluated again.
    pub fn touch_event(&mut self, fact: FactId) {
        let event = self.facts.get(fact);
        let ty = event.ty;
        let cells: Vec<Cell> = event
            .fields
            .iter()
            .flat_map(|(field, item)| {
                self.keys_of(item)
                    .into_iter()
                    .map(|key| Cell::EventsWith(ty, *field, key))
            })
            .chain([Cell::Events(ty), Cell::Counts(fact)])
            .collect();
        for cell in &cells {
            self.touch(cell);
        }
    }

    /// What an event that counts does by itself: for the kernel, for states, for obligations and prohibitions.
    pub fn take_effects(&mut self, fact: FactId) {
        if let Some(verdict) = self.verdicts.get_mut(&fact) {
            verdict.took_effect = true;
        }
        let begun = self.begin_states(fact);
        match self.catalogue.roles.get(&self.facts.get(fact).ty).copied() {
            Some(Role::Payment) => self.receive_payment(fact),
            Some(Role::SetOff) => self.set_off(fact),
            Some(Role::CreditNote) => self.credit(fact),
            Some(Role::Assessment) => self.assess(fact),
            Some(Role::Replacement | Role::Amendment) => self.replace(fact),
            Some(Role::Disapplication) => self.facts.mark_used(fact),
            Some(Role::Formation) => self.form_agreement(fact),
            Some(Role::Violation) => self.violate_named(fact, &begun),
            Some(Role::Waiver) => self.waive(fact),
            Some(Role::EndOfViolation) | None => {}
        }
        self.end_states(fact);
        self.perform_by(fact);
        self.violate(fact, &begun);
    }

    fn is_replacement(&self, fact: FactId) -> bool {
        let role = self.catalogue.roles.get(&self.facts.get(fact).ty);
        matches!(role, Some(Role::Replacement | Role::Amendment))
    }

    fn form_agreement(&mut self, fact: FactId) {
        let name = self.facts.get(fact).name;
        if self.facts.get(fact).agreements[..] != [name] {
            return;
        }
        self.agreements.push(name);
        self.touch(&Cell::Agreements);
        self.instantiate_for_agreement(name);
    }

    fn assess(&mut self, fact: FactId) {
        let event = self.facts.get(fact);
        let Item::Word(concept) = event.field(self.known.concept) else {
            return;
        };
        let subject = event.field(self.known.subject);
        let judged = self.subject_judged(concept, &subject);
        self.assessments.give(concept, &judged, fact);
        self.touch(&Cell::Concept(concept, subject));
        self.touch(&Cell::Concept(concept, Item::NotStated));
    }
}

/// The members of a list; what is no list, by itself.
fn each_value(value: &Value) -> Vec<&Value> {
    match value {
        Value::List(values) => values.iter().flat_map(each_value).collect(),
        other => vec![other],
    }
}
