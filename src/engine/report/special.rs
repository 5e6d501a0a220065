//! Special terms that name a value which no clause gives: they change nothing, and the report says so.

use crate::check::program::{ActPattern, Definition, Expression};
use crate::check::schema::Role;
use crate::engine::evaluate::Query;
use crate::engine::item::{FactId, Item};
use crate::engine::relation::Relation;
use crate::engine::report::{because, spoken};
use crate::source::nearest;
use crate::value::{ClauseId, Name};

/// A value that a timeline gives anew, and the provision that it names for it.
struct Given {
    provision: Name,
    parameter: Name,
}

/// The provision that each of them names, where it is one of the terms, and a remark.
pub fn without_value(relation: &Relation<'_>) -> Vec<(Option<ClauseId>, String)> {
    let role = |ty| relation.catalogue.roles.get(ty);
    let replaces = |ty| matches!(role(ty), Some(Role::Replacement | Role::Amendment));
    let mut events = relation
        .facts
        .iter()
        .filter(|(_, fact)| replaces(&fact.ty))
        .peekable();
    if events.peek().is_none() {
        return Vec::new();
    }
    let patterns = spoken::patterns(relation.program);
    let mut found = Vec::new();
    for (fact, event) in events.filter(|(_, event)| event.counts.holds()) {
        let ty = relation.names.name(event.ty);
        for given in given(relation, fact) {
            let is_meant =
                |pattern: &&ActPattern| pattern.event == ty && speaks_of(pattern, &given);
            if !is_given(relation, &given) && !patterns.iter().any(is_meant) {
                found.push(remark(relation, fact, &given));
            }
        }
    }
    found
}

fn given(relation: &Relation<'_>, fact: FactId) -> Vec<Given> {
    let changes = relation
        .facts
        .get(fact)
        .field(relation.known.changes)
        .members();
    let all = if changes.is_empty() {
        vec![Item::Thing(fact)]
    } else {
        changes
    };
    let read = |change: &Item| {
        let of = |field| relation.field_of(change, field, &mut Query::default());
        let (Item::Word(provision), Item::Word(parameter)) =
            (of(relation.known.provision), of(relation.known.parameter))
        else {
            return None;
        };
        Some(Given {
            provision: relation.names.name(provision),
            parameter: relation.names.name(parameter),
        })
    };
    all.iter().filter_map(read).collect()
}

/// Whether the provision gives the value.
fn is_given(relation: &Relation<'_>, given: &Given) -> bool {
    relation
        .value_meant(&given.provision, &given.parameter)
        .is_some()
}

/// The clauses of the terms that give a value.
fn places_of<'p>(relation: &Relation<'p>, parameter: &Name) -> Vec<&'p ClauseId> {
    let measure = relation.program.measures.get(parameter);
    let definitions = measure.into_iter().flat_map(|one| &one.definitions);
    let place = |one: &'p Definition| one.at.as_ref().map(|at| &at.clause);
    definitions.filter_map(place).collect()
}

/// Whether a sentence speaks of special terms of this kind: for this provision, or with this word.
fn speaks_of(pattern: &ActPattern, given: &Given) -> bool {
    let mut told = false;
    let fits = pattern.fields.iter().all(|(field, value)| {
        let Expression::Literal(value) = value else {
            return true;
        };
        let own = match field.as_str() {
            "provision" => &given.provision,
            "parameter" => &given.parameter,
            _ => return true,
        };
        told = true;
        value.to_string() == own.as_str()
    });
    fits && told
}

fn remark(relation: &Relation<'_>, fact: FactId, given: &Given) -> (Option<ClauseId>, String) {
    let Given {
        provision,
        parameter,
    } = given;
    let known = ClauseId::new(provision.as_str()).ok();
    let known = known.filter(|id| relation.program.provisions.contains_key(id));
    let here: Vec<&Name> = relation
        .program
        .schema
        .parameters
        .keys()
        .filter(|name| {
            places_of(relation, name)
                .iter()
                .any(|clause| clause.as_str() == provision.as_str())
        })
        .collect();
    let elsewhere = places_of(relation, parameter);
    let names = |names: Vec<&Name>| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    let all = relation.program.schema.parameters.keys();
    let near = nearest(parameter.as_str(), all.map(Name::as_str));
    let hint = if let Some(clause) = elsewhere.first() {
        format!("; {clause} gives it")
    } else if let Some(near) = near {
        let clause = places_of(relation, &Name::new(near));
        let of = clause
            .first()
            .map_or_else(String::new, |clause| format!(" of {clause}"));
        format!("; `{near}`{of} may be meant")
    } else if here.is_empty() {
        String::new()
    } else {
        format!("; it gives {}", names(here))
    };
    let text = format!(
        "{}: {provision} gives no value called `{parameter}`, so that no figure of these terms changes{hint}",
        because::event(relation, fact)
    );
    (known, text)
}
