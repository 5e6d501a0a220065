//! Conclusions of which a sentence asks for days: `the first day on which the agreement is over`. Nothing else keeps the days of a
//! conclusion, since it follows from other things whenever it is asked for.

use rustc_hash::FxHashSet;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Expression, KernelMeasure, Program};
use crate::value::Name;

/// The states and conclusions of which the days are asked for.
pub fn asked_for(program: &Program) -> FxHashSet<&Name> {
    let mut asked = Asked::default();
    for rule in &program.rules {
        walk::rule(rule, &mut asked);
    }
    for measure in program.measures.values() {
        for definition in &measure.definitions {
            walk::expression(&definition.value, &mut asked);
            walk::condition(&definition.condition, &mut asked);
        }
    }
    for state in program.states.values() {
        walk::all(&state.holds_if, &mut asked, walk::condition);
        walk::all(&state.ends_if, &mut asked, walk::condition);
    }
    asked.states
}

#[derive(Default)]
struct Asked<'p> {
    states: FxHashSet<&'p Name>,
}

impl<'p> Visitor<'p> for Asked<'p> {
    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Kernel {
            measure: KernelMeasure::FirstDay(state) | KernelMeasure::DaysOf(state),
            ..
        } = value
        {
            self.states.insert(state);
        }
    }
}
