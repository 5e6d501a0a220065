//! The order in which rules settle: a rule after the rules whose conclusions it reads.
//!
//! Rules and states held by definition are nodes; a node depends on what it reads. Nodes that depend on each other in a circle
//! share a stratum; all others come in an order in which conclusions stand before they are used.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::check::program::{Body, Condition, Generator, Performance, Program, Rule, Trigger};
use crate::engine::names::{Names, Symbol};
use crate::value::Name;

/// What a rule concludes, or reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject<'p> {
    State(&'p Name),
    Power,
    Ground,
    Duty,
}

/// The stratum of each rule, and of each state held by definition.
pub fn strata_of(program: &Program, names: &Names) -> (Vec<u32>, FxHashMap<Symbol, u32>) {
    let mut graph = Graph::default();
    for rule in &program.rules {
        let mut reads = Vec::new();
        reads_of_rule(rule, &mut reads);
        graph.add(concluded(&rule.body), reads);
    }
    let mut defined = Vec::new();
    for (key, state) in &program.states {
        if let Some(holds_if) = &state.holds_if {
            let mut reads = Vec::new();
            reads_of(holds_if, &mut reads);
            defined.push((
                names.symbol(key),
                graph.add(Some(Subject::State(key)), reads),
            ));
        }
    }
    for conduct in program.conducts.values() {
        if let Performance::When(condition)
        | Performance::Standing {
            breached_if: Some(condition),
        } = &conduct.performance
        {
            let mut reads = Vec::new();
            reads_of(condition, &mut reads);
            graph.add(Some(Subject::Duty), reads);
        }
    }
    let strata = graph.strata();
    let of_rules = strata[..program.rules.len()].to_vec();
    let of_states = defined
        .into_iter()
        .map(|(state, node)| (state, strata[node]))
        .collect();
    (of_rules, of_states)
}

fn concluded(body: &Body) -> Option<Subject<'_>> {
    match body {
        Body::Status(status) => Some(Subject::State(&status.state)),
        Body::Ends { status, .. } => Some(Subject::State(status)),
        Body::Power(_) => Some(Subject::Power),
        Body::Ground { .. } => Some(Subject::Ground),
        Body::Duty(_)
        | Body::Debt(_)
        | Body::BecomeDue { .. }
        | Body::Lapse { .. }
        | Body::WithoutBasis { .. }
        | Body::Refuse(_)
        | Body::Limit(_) => Some(Subject::Duty),
        Body::Ban { .. }
        | Body::Accrual(_)
        | Body::Allocation(_)
        | Body::NoEffect { .. }
        | Body::DesignationIgnored { .. }
        | Body::TakesEffect { .. }
        | Body::Order(_)
        | Body::SwitchOff { .. }
        | Body::Governs { .. }
        | Body::Note { .. } => None,
    }
}

fn reads_of_rule<'p>(rule: &'p Rule, reads: &mut Vec<Subject<'p>>) {
    match &rule.trigger {
        Trigger::Onset(condition) | Trigger::While(condition) => reads_of(condition, reads),
        Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => {}
    }
    reads_of(&rule.condition, reads);
    for variable in &rule.variables {
        if let Generator::Tuple { state, .. } = &variable.generator {
            reads.push(Subject::State(state));
        }
    }
    match &rule.body {
        Body::Status(status) => status.until.iter().for_each(|until| reads_of(until, reads)),
        Body::Power(power) => power
            .window
            .until
            .iter()
            .for_each(|until| reads_of(until, reads)),
        _ => {}
    }
}

fn reads_of<'p>(condition: &'p Condition, reads: &mut Vec<Subject<'p>>) {
    match condition {
        Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => {
            items
                .iter()
                .for_each(|item| reads_of(&item.condition, reads));
        }
        Condition::Not(of) | Condition::LongerThan { of, .. } => reads_of(of, reads),
        Condition::Some_ { holds, .. } => reads_of(holds, reads),
        Condition::Exists { variables, holds } => {
            for (_, variable) in variables {
                if let Generator::Tuple { state, .. } = &variable.generator {
                    reads.push(Subject::State(state));
                }
            }
            reads_of(holds, reads);
        }
        Condition::Holds { state, .. } => reads.push(Subject::State(state)),
        Condition::May { .. } => reads.push(Subject::Power),
        Condition::GroundGiven { .. } => reads.push(Subject::Ground),
        Condition::Performed { .. }
        | Condition::Late { .. }
        | Condition::InBreach { .. }
        | Condition::Violates { .. }
        | Condition::Breaks { .. } => {
            reads.push(Subject::Duty);
        }
        Condition::Always
        | Condition::Happened(_)
        | Condition::Concept { .. }
        | Condition::Compare { .. }
        | Condition::OneOf { .. }
        | Condition::Stated(_)
        | Condition::Passed(_)
        | Condition::InForm { .. }
        | Condition::Weekday { .. }
        | Condition::Listed { .. }
        | Condition::Counts(_)
        | Condition::Truth(_) => {}
    }
}

#[derive(Default)]
struct Graph<'p> {
    concludes: Vec<Option<Subject<'p>>>,
    reads: Vec<Vec<Subject<'p>>>,
}

impl<'p> Graph<'p> {
    fn add(&mut self, concludes: Option<Subject<'p>>, reads: Vec<Subject<'p>>) -> usize {
        self.concludes.push(concludes);
        self.reads.push(reads);
        self.reads.len() - 1
    }

    /// The stratum of each node: one more than the highest that it reads; a circle is cut at the number of nodes.
    fn strata(&self) -> Vec<u32> {
        let mut by_subject: BTreeMap<&Subject<'p>, Vec<usize>> = BTreeMap::new();
        for (node, subject) in self.concludes.iter().enumerate() {
            if let Some(subject) = subject {
                by_subject.entry(subject).or_default().push(node);
            }
        }
        let before: Vec<Vec<usize>> = self
            .reads
            .iter()
            .map(|reads| {
                let mut nodes: Vec<usize> = reads
                    .iter()
                    .filter_map(|read| by_subject.get(read))
                    .flatten()
                    .copied()
                    .collect();
                nodes.sort_unstable();
                nodes.dedup();
                nodes
            })
            .collect();
        let components = components(&before);
        let mut strata = vec![0_u32; self.reads.len()];
        for component in components {
            let highest = component
                .iter()
                .flat_map(|node| before[*node].iter())
                .filter(|read| !component.contains(read))
                .map(|read| strata[*read] + 1)
                .max()
                .unwrap_or(0);
            for node in component {
                strata[node] = highest;
            }
        }
        strata
    }
}

/// Strongly connected components, each after those it depends on (Tarjan).
fn components(before: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        before,
        index: vec![None; before.len()],
        low: vec![0; before.len()],
        stack: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for node in 0..before.len() {
        if search.index[node].is_none() {
            search.visit(node);
        }
    }
    search.found
}

struct Search<'g> {
    before: &'g [Vec<usize>],
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    stack: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    fn visit(&mut self, node: usize) {
        self.index[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        for &read in &self.before[node] {
            match self.index[read] {
                None => {
                    self.visit(read);
                    self.low[node] = self.low[node].min(self.low[read]);
                }
                Some(index) if self.stack.contains(&read) => {
                    self.low[node] = self.low[node].min(index);
                }
                Some(_) => {}
            }
        }
        if Some(self.low[node]) == self.index[node] {
            let at = self
                .stack
                .iter()
                .position(|known| *known == node)
                .expect("the node is on the stack");
            let mut component = self.stack.split_off(at);
            component.sort_unstable();
            self.found.push(component);
        }
    }
}
