//! Judgements that do not say what they are about, where there are several things that they may be about: none of them is judged.

use crate::engine::item::{FactId, Item};
use crate::engine::relation::Relation;

/// Each such judgement, with what is to be told about it.
pub fn untold(relation: &Relation<'_>) -> Vec<(FactId, String)> {
    let all = relation.facts.iter().filter_map(|(id, fact)| {
        let Item::Word(concept) = fact.field(relation.known.concept) else {
            return None;
        };
        if fact.field(relation.known.subject) != Item::NotStated {
            return None;
        }
        let concept = relation.names.name(concept);
        let about = &relation.program.concepts.get(&concept)?.about;
        let types = about.iter().map(|ty| relation.names.symbol(ty));
        let things = types.flat_map(|ty| relation.facts.of_type(ty));
        let mut before: Vec<FactId> = things.copied().filter(|thing| *thing < id).collect();
        if before.len() < 2 {
            return None;
        }
        before.sort_unstable();
        let name = |thing: &FactId| relation.names.name(relation.facts.get(*thing).name);
        let names: Vec<String> = before.iter().map(|thing| name(thing).to_string()).collect();
        let [others @ .., last] = names.as_slice() else {
            return None;
        };
        let text = format!(
            "the judgement of {} on `{concept}` names no subject, and may be about {} or {last}: it counts for none of them",
            fact.date,
            others.join(", ")
        );
        Some((id, text))
    });
    all.collect()
}
