//! Several versions of the terms as one program: what they share stands once, what differs says in which of them it stands.
//!
//! A sentence that reads and means the same in two versions is one rule. What it brought about goes on when the terms change;
//! only the parameters that it uses may then have another value.

use indexmap::IndexMap;
use indexmap::map::Entry;

use crate::check::program::{
    Address, Condition, Definition, Item, Measure, Program, Rule, RuleId, StandsIn, State,
    VersionId,
};
use crate::check::schema::{Field, FieldType, Schema};
use crate::value::Name;

/// A program and later versions of its terms, as one program.
pub fn with_versions(first: Program, later: Vec<Program>) -> Program {
    let mut all = first;
    let mut defined: Vec<Defined> = all.states.values().map(Defined::of_first).collect();
    for rule in &mut all.rules {
        rule.stands_in = StandsIn::Only(vec![VersionId::FIRST]);
    }
    for measure in all.measures.values_mut() {
        stand_in(&mut measure.definitions, VersionId::FIRST);
    }
    for one in later {
        add(&mut all, &mut defined, one);
    }
    let count = all.versions.len();
    for rule in &mut all.rules {
        simplify(&mut rule.stands_in, count);
    }
    for definition in all
        .measures
        .values_mut()
        .flat_map(|one| &mut one.definitions)
    {
        simplify(&mut definition.stands_in, count);
    }
    for (state, defined) in all.states.values_mut().zip(defined) {
        state.holds_if = defined.joined(count);
    }
    all
}

fn add(all: &mut Program, defined: &mut Vec<Defined>, mut one: Program) {
    let version = VersionId(all.versions.len());
    let files = all.sources.len();
    all.versions.append(&mut one.versions);
    all.sources.append(&mut one.sources);
    add_rules(&mut all.rules, one.rules, version, files);
    for (name, measure) in one.measures {
        add_measure(&mut all.measures, name, measure, version, files);
    }
    for (name, state) in one.states {
        add_state(&mut all.states, defined, (name, state), version);
    }
    for (id, mut provision) in one.provisions {
        move_files(&mut provision.at, files);
        match all.provisions.entry(id) {
            Entry::Occupied(known) if !known.get().reads_like(&provision) => {
                let reworded = &mut all.versions[version.0].reworded;
                reworded.insert(provision.id.clone(), provision);
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(place) => {
                place.insert(provision);
            }
        }
    }
    add_new(&mut all.readings, one.readings);
    add_new(&mut all.conducts, one.conducts);
    add_new(&mut all.concepts, one.concepts);
    add_new(&mut all.heads, one.heads);
    add_new(&mut all.head_words, one.head_words);
    add_new(&mut all.paying, one.paying);
    add_words(&mut all.schema, one.schema);
    add_new(&mut all.nouns, one.nouns);
    for saying in one.sayings {
        if !all.sayings.contains(&saying) {
            all.sayings.push(saying);
        }
    }
    for (event, presupposed) in one.presupposed {
        all.presupposed.entry(event).or_insert(presupposed);
    }
    for (event, too_late) in one.too_late {
        all.too_late.entry(event).or_insert(too_late);
    }
    for (event, rest) in one.resting {
        all.resting.entry(event).or_insert(rest);
    }
    for reading in one.act_readings {
        if !all.act_readings.contains(&reading) {
            all.act_readings.push(reading);
        }
    }
}

/// The facts that only a later version declares: a timeline that comes to speak of the version may tell them.
fn add_words(known: &mut Schema, new: Schema) {
    for (name, event) in new.events {
        match known.events.entry(name) {
            Entry::Occupied(mut there) => add_fields(&mut there.get_mut().fields, event.fields),
            Entry::Vacant(place) => {
                place.insert(event);
            }
        }
    }
    add_fields(&mut known.party_attributes, new.party_attributes);
    add_new(&mut known.concepts, new.concepts);
    for (words, head) in new.heads {
        known.heads.entry(words).or_insert(head);
    }
    for (all, more) in [
        (&mut known.parties, new.parties),
        (&mut known.forms, new.forms),
    ] {
        for name in more {
            if !all.contains(&name) {
                all.push(name);
            }
        }
    }
}

/// Under the first version nobody has to tell what it does not know.
fn add_fields(known: &mut IndexMap<Name, Field>, new: IndexMap<Name, Field>) {
    for (name, field) in new {
        match known.entry(name) {
            Entry::Occupied(mut there) => {
                let there = &mut there.get_mut().ty;
                if let (FieldType::OneOf(options), FieldType::OneOf(more)) = (there, field.ty) {
                    for option in more {
                        if !options.contains(&option) {
                            options.push(option);
                        }
                    }
                }
            }
            Entry::Vacant(place) => {
                place.insert(Field {
                    required: false,
                    ..field
                });
            }
        }
    }
}

fn add_new<K: std::hash::Hash + Eq, V>(known: &mut IndexMap<K, V>, new: IndexMap<K, V>) {
    for (key, value) in new {
        known.entry(key).or_insert(value);
    }
}

fn add_rules(known: &mut Vec<Rule>, new: Vec<Rule>, version: VersionId, files: usize) {
    for mut rule in new {
        let same = known.iter_mut().find(|known| known.says_the_same(&rule));
        if let Some(known) = same {
            if let StandsIn::Only(versions) = &mut known.stands_in {
                versions.push(version);
            }
            if known.at.sentence != rule.at.sentence {
                known.renumbered.push((version, rule.at.sentence));
            }
            continue;
        }
        rule.id = RuleId(known.len());
        rule.stands_in = StandsIn::Only(vec![version]);
        move_files(&mut rule.at, files);
        known.push(rule);
    }
}

fn add_measure(
    known: &mut IndexMap<Name, Measure>,
    name: Name,
    mut new: Measure,
    version: VersionId,
    files: usize,
) {
    match known.entry(name) {
        Entry::Occupied(mut there) => {
            let known = &mut there.get_mut().definitions;
            if are_same(known, &new.definitions) {
                for (definition, there) in known.iter_mut().zip(&new.definitions) {
                    if let StandsIn::Only(versions) = &mut definition.stands_in {
                        versions.push(version);
                    }
                    let sentence = |one: &Definition| one.at.as_ref().and_then(|at| at.sentence);
                    if sentence(definition) != sentence(there) {
                        definition.renumbered.push((version, sentence(there)));
                    }
                }
                return;
            }
            for definition in &mut new.definitions {
                if let Some(at) = &mut definition.at {
                    move_files(at, files);
                }
            }
            stand_in(&mut new.definitions, version);
            known.append(&mut new.definitions);
        }
        Entry::Vacant(place) => {
            stand_in(&mut new.definitions, version);
            place.insert(new);
        }
    }
}

fn are_same(known: &[Definition], new: &[Definition]) -> bool {
    let mut pairs = known.iter().zip(new);
    known.len() == new.len() && pairs.all(|(one, other)| one.says_the_same(other))
}

fn stand_in(definitions: &mut [Definition], version: VersionId) {
    for definition in definitions {
        definition.stands_in = StandsIn::Only(vec![version]);
    }
}

fn add_state(
    known: &mut IndexMap<Name, State>,
    defined: &mut Vec<Defined>,
    (name, new): (Name, State),
    version: VersionId,
) {
    match known.entry(name) {
        Entry::Occupied(there) => defined[there.index()].add(new.holds_if, version),
        Entry::Vacant(place) => {
            let mut own = Defined::default();
            own.add(new.holds_if.clone(), version);
            defined.push(own);
            place.insert(new);
        }
    }
}

/// What a conclusion holds by, and in which versions.
#[derive(Default)]
struct Defined(Vec<(Condition, Vec<VersionId>)>);

impl Defined {
    fn of_first(state: &State) -> Self {
        let mut own = Self::default();
        own.add(state.holds_if.clone(), VersionId::FIRST);
        own
    }

    fn add(&mut self, condition: Option<Condition>, version: VersionId) {
        let Some(condition) = condition else { return };
        match self.0.iter_mut().find(|(known, _)| *known == condition) {
            Some((_, versions)) => versions.push(version),
            None => self.0.push((condition, vec![version])),
        }
    }

    /// One condition: under each version its own.
    fn joined(self, count: usize) -> Option<Condition> {
        let mut parts = Vec::new();
        for (condition, versions) in self.0 {
            if versions.len() == count {
                return Some(condition);
            }
            let under = vec![unnamed(Condition::Governed(versions)), unnamed(condition)];
            parts.push(unnamed(Condition::All(under)));
        }
        (!parts.is_empty()).then_some(Condition::Any(parts))
    }
}

fn unnamed(condition: Condition) -> Item {
    Item {
        label: String::new(),
        words: String::new(),
        condition,
    }
}

fn move_files(at: &mut Address, by: usize) {
    at.file += by;
}

/// What stands in all versions stands in every one.
fn simplify(stands_in: &mut StandsIn, count: usize) {
    if matches!(stands_in, StandsIn::Only(versions) if versions.len() == count) {
        *stands_in = StandsIn::Every;
    }
}
