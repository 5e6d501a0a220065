//! What of a program uses a state or a measure.

use std::collections::BTreeSet;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Expression, Program};
use crate::value::{ClauseId, Name};

/// The measures and states that a part speaks of.
#[derive(Default)]
pub(super) struct Uses<'p>(pub(super) Vec<&'p Name>);

impl<'p> Visitor<'p> for Uses<'p> {
    fn state(&mut self, name: &'p Name) {
        self.0.push(name);
    }

    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Defined { measure, .. } = value {
            self.0.push(measure);
        }
    }
}

/// The measures and states whose definitions use one of these, and so on.
pub(super) fn used_by<'p>(
    program: &'p Program,
    changed: &BTreeSet<&'p Name>,
) -> BTreeSet<&'p Name> {
    let mut changed = changed.clone();
    loop {
        let before = changed.len();
        for (name, measure) in &program.measures {
            let mut uses = Uses::default();
            for definition in &measure.definitions {
                walk::expression(&definition.value, &mut uses);
                walk::condition(&definition.condition, &mut uses);
            }
            if uses.0.iter().any(|used| changed.contains(*used)) {
                changed.insert(name);
            }
        }
        for (name, state) in &program.states {
            let mut uses = Uses::default();
            if let Some(holds_if) = &state.holds_if {
                walk::condition(holds_if, &mut uses);
            }
            if uses.0.iter().any(|used| changed.contains(*used)) {
                changed.insert(name);
            }
        }
        if changed.len() == before {
            return changed;
        }
    }
}

/// The provisions whose rules and figures use a state or a measure, also through others; in the order of the document.
pub(super) fn provisions_that_use<'p>(name: &Name, program: &'p Program) -> Vec<&'p ClauseId> {
    let states = program.states.keys().chain(program.measures.keys());
    let it: BTreeSet<&Name> = states.filter(|known| *known == name).collect();
    let names = used_by(program, &it);
    let mut found: BTreeSet<&ClauseId> = BTreeSet::new();
    for rule in &program.rules {
        let mut uses = Uses::default();
        walk::rule(rule, &mut uses);
        if uses.0.iter().any(|used| names.contains(*used)) {
            found.insert(&rule.at.clause);
        }
    }
    for definition in program.measures.values().flat_map(|one| &one.definitions) {
        let mut uses = Uses::default();
        walk::expression(&definition.value, &mut uses);
        walk::condition(&definition.condition, &mut uses);
        if let (true, Some(at)) = (
            uses.0.iter().any(|used| names.contains(*used)),
            &definition.at,
        ) {
            found.insert(&at.clause);
        }
    }
    let in_order = program.provisions.keys();
    in_order.filter(|id| found.contains(id)).collect()
}
