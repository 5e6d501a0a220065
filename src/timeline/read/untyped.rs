//! An event whose type is not declared, or not told: what can be checked all the same.
//!
//! What every event tells is checked as ever. Where one type was clearly meant, the other keys are held against it, but only the form
//! of their values and the spelling of the keys count; without such a type, the keys whose values have one type in the whole vocabulary.

use super::Reader;
use super::event::{assessed, common_keys, common_values, remark};
use super::fields::Fields;
use super::scalar::Quoted;
use crate::check::schema::{EventType, FieldType, Schema};
use crate::timeline::error::TimelineError;
use crate::timeline::text::{Entry, Node};
use crate::value::Name;

/// Keys of declarations and acts that have a meaning of their own in every event.
const AGREEMENT: &str = "agreement";
const BY: &str = "by";
const FORM: &str = "form";

impl Reader<'_> {
    /// Checks an event that is of no declared type.
    pub(super) fn untyped(&mut self, seq: usize, node: &Node<'_>, entries: &[Entry<'_>]) {
        let clear = self
            .register
            .meant(seq)
            .and_then(|meant| meant.clear.as_ref());
        let guess = clear.and_then(|name| self.schema.events.get(name));
        let span = node.get("type").map_or(node.span, |given| given.span);
        let is_expectation = entries.iter().any(|entry| entry.key == "as-of");
        let slips = if is_expectation { &["date"][..] } else { &[] };
        let dates = self.dates(node, &"an event", span, slips);
        remark(node, self.problems);
        let moment = dates.date.map(|date| (date, seq));
        let mut fields = Fields::of_an_event(self, moment, common_values(&dates));
        let mark = fields.problems.mark();
        fields.of_any_event(node, guess);
        match guess {
            Some(ty) => fields.guessed(ty, node, entries),
            None => fields.by_keys(entries),
        }
        fields.problems.keep_since(mark, TimelineError::is_of_form);
    }
}

impl<'a> Fields<'a> {
    /// Who did it, in which form, under which agreement.
    fn of_any_event(&mut self, node: &Node<'_>, guess: Option<&EventType>) {
        for key in [AGREEMENT, BY, FORM] {
            let is_own = guess.is_some_and(|ty| ty.fields.contains_key(key));
            let given = node.get(key).filter(|given| !given.is_absent());
            if let Some(given) = given.filter(|_| !is_own) {
                let name = Name::new(key);
                let _ = match key {
                    AGREEMENT => self.agreement_named(given, &name),
                    BY => self.party(given, &name),
                    _ => self.form(given, &name),
                };
            }
        }
    }

    /// Reads the fields as those of the type that was meant.
    fn guessed(&mut self, ty: &'a EventType, node: &Node<'_>, entries: &[Entry<'_>]) {
        let concept = assessed(node, ty);
        self.concept = concept.and_then(|concept| self.schema.concepts.get(concept));
        let mut others = common_keys(ty);
        let more = [BY, FORM].into_iter().filter(|key| !others.contains(key));
        others.extend(more.collect::<Vec<_>>());
        self.read(&ty.fields, entries, &others, &Quoted(&ty.name), node.span);
    }

    /// Reads the values whose key has one type wherever the vocabulary declares it.
    fn by_keys(&mut self, entries: &[Entry<'_>]) {
        let is_own = |entry: &&Entry<'_>| ![AGREEMENT, BY, FORM].contains(&&*entry.key);
        let given = entries.iter().filter(|entry| !entry.value.is_absent());
        for entry in given.filter(is_own) {
            let key = Name::new(&entry.key);
            if let Some(ty) = only_type(self.schema, &key) {
                self.value(ty, &entry.value, &key);
            }
        }
    }
}

/// The type that a key has in all event types that declare it.
fn only_type<'s>(schema: &'s Schema, key: &Name) -> Option<&'s FieldType> {
    let names_a_thing = schema
        .events
        .values()
        .any(|ty| ty.reference.as_ref() == Some(key));
    let mut types = schema
        .events
        .values()
        .filter_map(|ty| Some(&ty.fields.get(key)?.ty));
    let first = types.next().filter(|_| !names_a_thing)?;
    types.all(|other| other == first).then_some(first)
}
