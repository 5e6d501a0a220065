//! Which field of an event a slot of its sentence fills.

use crate::check::pattern::{Compiled, Element};
use crate::check::vocabulary::Type;
use crate::value::Name;

/// What is known of an event when its sentences are read.
pub struct EventShape<'e> {
    /// The field that names the thing it brings about, and the type of that thing.
    pub reference: Option<(Name, Type)>,
    /// Its fields with their types, in order.
    pub fields: &'e [(Name, Type)],
    /// An occurrence has no actor.
    pub has_actor: bool,
}

/// The field that each slot fills; the first slot that fills none is the error.
pub fn fields_of_slots(compiled: &Compiled, event: &EventShape<'_>) -> Result<Vec<Name>, usize> {
    let in_subject = compiled
        .subject
        .iter()
        .filter(|element| matches!(element, Element::Slot(_)))
        .count();
    let mut taken: Vec<Name> = Vec::new();
    for (at, slot) in compiled.slots.iter().enumerate() {
        let field =
            field_of_slot(&slot.ty, &slot.words, at < in_subject, event, &taken).ok_or(at)?;
        taken.push(field);
    }
    Ok(taken)
}

fn field_of_slot(
    ty: &Type,
    words: &str,
    in_subject: bool,
    event: &EventShape<'_>,
    taken: &[Name],
) -> Option<Name> {
    let free = |name: &Name| !taken.contains(name);
    if *ty == Type::Party && in_subject && event.has_actor {
        return Some(Name::new("by"));
    }
    if let Some((reference, thing)) = &event.reference
        && thing == ty
        && free(reference)
    {
        return Some(reference.clone());
    }
    if *ty == Type::Party && words == "the other party" {
        let to = event.fields.iter().find(|(name, _)| name.as_str() == "to");
        if let Some((name, _)) = to {
            return Some(name.clone());
        }
    }
    let own_noun = words
        .split(' ')
        .skip(1)
        .collect::<Vec<_>>()
        .join("_")
        .replace('-', "_");
    let named = event
        .fields
        .iter()
        .find(|(name, own)| name.as_str() == own_noun && holds(own, ty) && free(name));
    let exact = || {
        event.fields.iter().find(|(name, own)| {
            (own == ty || *own == Type::List(Box::new(ty.clone()))) && free(name)
        })
    };
    let fitting = || {
        event
            .fields
            .iter()
            .find(|(name, own)| holds(own, ty) && free(name))
    };
    let found = named.or_else(exact).or_else(fitting);
    let found = found.map(|(name, _)| name.clone());
    match ty {
        // The agreement is a common field of every event; nobody but the parties is spoken to.
        Type::Agreement => found.or_else(|| Some(Name::new("agreement"))),
        Type::Party => found.or_else(|| Some(Name::new("to"))),
        _ => found,
    }
}

/// Whether a field can hold what fits the slot.
fn holds(field: &Type, slot: &Type) -> bool {
    match field {
        Type::Any => false,
        Type::List(of) => of.fits(slot),
        Type::Either(all) => all.iter().any(|one| holds(one, slot)),
        _ => field.fits(slot),
    }
}
