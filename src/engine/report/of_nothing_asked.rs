//! Judgements of something of which no clause asks them: they decide nothing, and whoever wrote them meant something else.

use std::collections::BTreeSet;

use crate::check::schema::Role;
use crate::engine::item::{FactId, Item};
use crate::engine::relation::Relation;
use crate::engine::report::spoken::{self, AskedOf};
use crate::engine::world::Fact;
use crate::value::Name;

/// So many things that could have been meant are named.
const MOST: usize = 3;

/// Such judgements, each with what is wrong with it and what may have been meant.
pub fn judgements(relation: &Relation<'_>) -> Vec<(FactId, String)> {
    let role = |fact: &Fact| relation.catalogue.roles.get(&fact.ty) == Some(&Role::Assessment);
    let mut judged = relation
        .facts
        .iter()
        .filter(|(_, fact)| role(fact))
        .peekable();
    if judged.peek().is_none() {
        return Vec::new();
    }
    let asked = spoken::concepts(relation.program);
    let told = judged.filter_map(|(id, fact)| {
        let Item::Word(word) = fact.field(relation.known.concept) else {
            return None;
        };
        let concept = relation.names.name(word);
        let of = asked.get(&concept)?;
        let of_services = relation.is_about_services_too(word);
        let subject = fact.field(relation.known.subject);
        is_asked_of_nothing_like(relation, of, &subject, of_services)
            .then(|| (id, in_words(relation, &concept, of, &subject)))
    });
    told.collect()
}

/// Whether a concept is asked of nothing like this. One that is about services too counts for the events that name the service.
fn is_asked_of_nothing_like(
    relation: &Relation<'_>,
    of: &AskedOf<'_>,
    subject: &Item,
    of_services: bool,
) -> bool {
    match relation.thing_of(subject) {
        Item::Thing(fact) => {
            let ty = relation.names.name(relation.facts.get(fact).ty);
            !of.duties && !of.types.contains(&ty)
        }
        Item::Word(_) if of_services => false,
        Item::Word(_) | Item::Party(_) => !of.more && !of.types.is_empty(),
        _ => false,
    }
}

/// `term_reasonable is not asked of damage DM1, but of a notice or a period for performance: notice N1`
fn in_words(relation: &Relation<'_>, concept: &Name, of: &AskedOf<'_>, subject: &Item) -> String {
    let nouns: BTreeSet<String> = of.types.iter().map(|ty| relation.noun_of(ty)).collect();
    let mut kinds: Vec<String> = nouns
        .into_iter()
        .map(|noun| format!("of any {noun}"))
        .collect();
    if of.more {
        kinds.push("of what is no event".to_owned());
    }
    let mut text = format!(
        "`{concept}` is judged of {}, of which no clause of these terms asks it; they ask it {}",
        relation.thing_in_words(subject),
        kinds.join(" and ")
    );
    let meant = relation.facts.iter().filter(|(_, fact)| {
        let ty = relation.names.name(fact.ty);
        of.types.contains(&ty)
    });
    let meant: Vec<String> = meant
        .take(MOST)
        .map(|(_, fact)| format!("`{}`", relation.names.name(fact.name)))
        .collect();
    if !meant.is_empty() {
        text.push_str("; as subject it would be ");
        text.push_str(&meant.join(" or "));
    }
    text
}
