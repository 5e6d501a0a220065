//! Definitions that rest on each other in a circle: nothing could ever be computed from them.

use indexmap::IndexMap;

use crate::check::problems::Problems;
use crate::check::program::Program;
use crate::check::vocabulary::Vocabulary;
use crate::source::{Problem, Span};
use crate::value::Name;

/// Reports each circle of measures and conclusions once.
pub fn check_circles(program: &Program, vocabulary: &Vocabulary, problems: &mut Problems) {
    let graph = graph(program);
    let mut told: Vec<Name> = Vec::new();
    for name in graph.keys() {
        if told.contains(name) {
            continue;
        }
        if let Some(circle) = circle_from(name, &graph) {
            told.extend(circle.iter().cloned());
            let span = place(name, program, vocabulary);
            let words: Vec<String> = circle
                .iter()
                .map(|name| format!("`{}`", name.in_words()))
                .collect();
            problems.push(
                Problem::error("circle", format!("{} rests on itself", words[0]))
                    .at(span, format!("{} → {}", words.join(" → "), words[0]))
                    .help("define one of them without the others"),
            );
        }
    }
}

/// What each definition uses. Names are found in the shown form of a definition, which has every part of it.
fn graph(program: &Program) -> IndexMap<Name, Vec<Name>> {
    let mut graph = IndexMap::new();
    for (name, measure) in &program.measures {
        let shown: Vec<String> = measure
            .definitions
            .iter()
            .map(|definition| format!("{:?} {:?}", definition.value, definition.condition))
            .collect();
        graph.insert(name.clone(), names_in(&shown.join(" ")));
    }
    for (name, state) in &program.states {
        if let Some(condition) = &state.holds_if {
            graph.insert(name.clone(), names_in(&format!("{condition:?}")));
        }
    }
    graph
}

/// The measures and states named in a shown definition.
fn names_in(shown: &str) -> Vec<Name> {
    let mut names = Vec::new();
    for key in ["measure: `", "state: `"] {
        for part in shown.split(key).skip(1) {
            let name = part.split('`').next().unwrap_or_default();
            names.push(Name::new(name));
        }
    }
    names
}

/// A way from a name back to itself.
fn circle_from(start: &Name, graph: &IndexMap<Name, Vec<Name>>) -> Option<Vec<Name>> {
    let mut ways: Vec<Vec<Name>> = vec![vec![start.clone()]];
    let mut seen: Vec<Name> = Vec::new();
    while let Some(way) = ways.pop() {
        let last = way.last()?;
        for next in graph.get(last).into_iter().flatten() {
            if next == start {
                return Some(way);
            }
            if !seen.contains(next) && graph.contains_key(next) {
                seen.push(next.clone());
                let mut longer = way.clone();
                longer.push(next.clone());
                ways.push(longer);
            }
        }
    }
    None
}

fn place(name: &Name, program: &Program, vocabulary: &Vocabulary) -> Span {
    let in_clause = program.measures.get(name).and_then(|measure| {
        let mut places = measure
            .definitions
            .iter()
            .filter_map(|definition| definition.at.as_ref());
        places.next().map(|at| at.span)
    });
    let in_vocabulary = || {
        let measure = vocabulary.measures.get(name).map(|word| word.span);
        measure.or_else(|| vocabulary.states.get(name).map(|word| word.span))
    };
    in_clause.or_else(in_vocabulary).unwrap_or_default()
}
