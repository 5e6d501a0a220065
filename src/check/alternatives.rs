//! The whole under a reading that was not chosen: the program, with the sentences of the clauses that read otherwise exchanged.

use indexmap::IndexMap;

use crate::check::assemble::{Assembled, Said};
use crate::check::laws;
use crate::check::library::ReadingChoice;
use crate::check::problems::Problems;
use crate::check::program::{Condition, Program, State};
use crate::check::vocabulary::Vocabulary;
use crate::value::{ClauseId, Name};

/// What clauses say under one alternative.
pub struct Otherwise {
    /// The choice.
    pub choice: ReadingChoice,
    /// The clauses that read otherwise under it, and what they then say.
    pub clauses: Vec<(ClauseId, Said)>,
}

/// Reports circles that close only under an alternative: each alternative by itself, all others as they were.
pub fn check_circles_of(
    alternatives: Vec<Otherwise>,
    assembled: &Assembled<'_>,
    chosen: &IndexMap<Name, Name>,
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) {
    let mut program = assembled.program.clone();
    for one in alternatives {
        let named = one
            .choice
            .0
            .iter()
            .find(|(id, value)| chosen.get(*id) != Some(*value));
        let Some((id, value)) = named.map(|(id, value)| (id.clone(), value.clone())) else {
            continue;
        };
        exchange(&mut program, assembled, one.clauses);
        let mut found = Problems::default();
        laws::check_circles(&program, vocabulary, &mut found);
        for mut problem in found.into_vec() {
            problem.message = format!("{}, under {id} {value}", problem.message);
            problems.push(problem);
        }
        program.rules.clone_from(&assembled.program.rules);
        program.measures.clone_from(&assembled.program.measures);
        program.states.clone_from(&assembled.program.states);
    }
}

/// Puts what clauses say otherwise in the place of what they said.
fn exchange(program: &mut Program, assembled: &Assembled<'_>, clauses: Vec<(ClauseId, Said)>) {
    let is_exchanged = |clause: &ClauseId| clauses.iter().any(|(own, _)| clause.is_within(own));
    program.rules.retain(|rule| !is_exchanged(&rule.at.clause));
    for measure in program.measures.values_mut() {
        measure.definitions.retain(|definition| {
            let at = definition.at.as_ref();
            !at.is_some_and(|at| is_exchanged(&at.clause))
        });
    }
    program.states.clone_from(&assembled.declared_states);
    for (clause, state, condition) in &assembled.holds {
        if !is_exchanged(clause) {
            hold(&mut program.states, state, condition.clone());
        }
    }
    for (_, made) in clauses {
        program.rules.extend(made.rules);
        for (name, definition, _) in made.definitions {
            if let Some(measure) = program.measures.get_mut(&name) {
                measure.definitions.push(definition);
            }
        }
        for (state, condition) in made.holds {
            hold(&mut program.states, &state, condition);
        }
    }
}

/// A state holds under this condition too.
pub fn hold(states: &mut IndexMap<Name, State>, state: &Name, condition: Condition) {
    use crate::check::lower::unnamed;
    if let Some(state) = states.get_mut(state) {
        state.holds_if = Some(match state.holds_if.take() {
            Some(other) => Condition::Any(vec![unnamed(other), unnamed(condition)]),
            None => condition,
        });
    }
}
