//! The order in which rules settle: a rule after the rules whose conclusions it reads.
//!
//! Rules, measures and states held by definition are nodes; a node depends on what it reads. Nodes that depend on each other in a circle
//! share a stratum; all others come in an order in which conclusions stand before they are used.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{
    Body, Condition, Expression, Head, KernelState, Performance, Program, Rule, Trigger,
};
use crate::engine::names::{Names, Symbol};
use crate::value::{ClauseId, Name};

/// What a rule concludes, or reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject<'p> {
    State(&'p Name),
    Measure(&'p Name),
    Power,
    Ground,
    Duty,
}

/// The stratum of each rule, and of each state held by definition or ended by a condition.
pub fn strata_of(program: &Program, names: &Names) -> (Vec<u32>, FxHashMap<Symbol, u32>) {
    let mut graph = Graph::default();
    let changing = changing_measures(program);
    let mut rules = Vec::with_capacity(program.rules.len());
    for rule in &program.rules {
        let mut reads = Reads::of_rule(rule, program);
        if !changing.is_empty() {
            reads.extend(changing_in(rule, &changing));
        }
        rules.push(graph.add(concluded(&rule.body), reads));
    }
    for (rule, before) in after_those_that_stand_first(program) {
        for other in before {
            graph.links.add_edge(rules[rule], rules[other], ());
        }
    }
    for (name, measure) in &program.measures {
        let mut reads = Reads::default();
        for definition in &measure.definitions {
            walk::expression(&definition.value, &mut reads);
            walk::condition(&definition.condition, &mut reads);
        }
        graph.add(Some(Subject::Measure(name)), reads.found);
    }
    let mut defined = Vec::new();
    for (key, state) in &program.states {
        if state.kernel == Some(KernelState::Breach) {
            graph.add(Some(Subject::State(key)), vec![Subject::Duty]);
        }
        if let Some(condition) = state.holds_if.as_ref().or(state.ends_if.as_ref()) {
            let node = graph.add(Some(Subject::State(key)), Reads::of(condition));
            defined.push((names.symbol(key), node));
        }
    }
    for conduct in program.conducts.values() {
        if let Performance::Conduct {
            performed_when,
            breached_if,
        } = &conduct.performance
        {
            for condition in performed_when.iter().chain(breached_if) {
                graph.add(Some(Subject::Duty), Reads::of(condition));
            }
        }
    }
    for too_late in program.too_late.values() {
        graph.add(Some(Subject::Duty), Reads::of(&too_late.condition));
    }
    let strata = graph.strata();
    let of_rules = rules.iter().map(|node| strata[node.index()]).collect();
    let of_states = defined
        .into_iter()
        .map(|(state, node)| (state, strata[node.index()]))
        .collect();
    (of_rules, of_states)
}

/// The figures that become others, and the measures that are reckoned with them.
fn changing_measures(program: &Program) -> BTreeSet<&Name> {
    let mut changing = BTreeSet::new();
    for rule in &program.rules {
        if let Body::Becomes { figure, .. } = &rule.body {
            changing.insert(figure);
        }
    }
    let mut before = 0;
    while before < changing.len() {
        before = changing.len();
        for (name, measure) in &program.measures {
            let mut reads = Reads::default();
            for definition in &measure.definitions {
                walk::expression(&definition.value, &mut reads);
                walk::condition(&definition.condition, &mut reads);
            }
            if reads.found.iter().any(|read| is_one_of(read, &changing)) {
                changing.insert(name);
            }
        }
    }
    changing
}

fn is_one_of(read: &Subject<'_>, measures: &BTreeSet<&Name>) -> bool {
    matches!(read, Subject::Measure(measure) if measures.contains(measure))
}

/// Which of them a rule speaks of: it settles after what changes them on the same day. What a figure becomes is reckoned with what it was.
fn changing_in<'p>(rule: &'p Rule, changing: &BTreeSet<&Name>) -> Vec<Subject<'p>> {
    if matches!(rule.body, Body::Becomes { .. }) {
        return Vec::new();
    }
    let mut reads = Reads::default();
    walk::rule(rule, &mut reads);
    reads.found.retain(|read| is_one_of(read, changing));
    reads.found
}

fn concluded(body: &Body) -> Option<Subject<'_>> {
    match body {
        Body::Status(status) => Some(Subject::State(&status.state)),
        Body::Ends { status, .. } => Some(Subject::State(status)),
        Body::Becomes { figure, .. } => Some(Subject::Measure(figure)),
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
        | Body::SetOff
        | Body::DesignationIgnored { .. }
        | Body::TakesEffect { .. }
        | Body::Order(_)
        | Body::SwitchOff { .. }
        | Body::Governs(_)
        | Body::Note { .. } => None,
    }
}

/// Collects what a part of the program reads.
#[derive(Default)]
struct Reads<'p> {
    found: Vec<Subject<'p>>,
    /// The names of the act that triggers the rule: whether a power carries it is judged before anything follows from it.
    judged: Vec<&'p Name>,
}

impl<'p> Reads<'p> {
    fn of_rule(rule: &'p Rule, program: &'p Program) -> Vec<Subject<'p>> {
        let mut reads = Self::default();
        if let Trigger::Event(act) = &rule.trigger {
            reads.judged.extend(act.called.iter().chain([&act.event]));
        }
        if let Body::Power(power) = &rule.body {
            for act in &power.acts {
                let presupposed = program.presupposed.get(&act.event);
                let condition = presupposed.map(|presupposed| &presupposed.condition);
                walk::all(condition, &mut reads, walk::condition);
            }
        }
        walk::all(&rule.variables, &mut reads, walk::variable);
        walk::trigger(&rule.trigger, &mut reads);
        walk::condition(&rule.condition, &mut reads);
        let until = match &rule.body {
            Body::Status(status) => status.until.as_ref(),
            Body::Power(power) => power.window.until.as_ref(),
            _ => None,
        };
        walk::all(until, &mut reads, walk::condition);
        // An amount is fixed at once, with what is concluded by then.
        if let Body::Debt(debt) = &rule.body {
            walk::expression(&debt.amount, &mut reads);
        }
        reads.found
    }

    fn of(condition: &'p Condition) -> Vec<Subject<'p>> {
        let mut reads = Self::default();
        walk::condition(condition, &mut reads);
        reads.found
    }
}

impl<'p> Visitor<'p> for Reads<'p> {
    fn state(&mut self, name: &'p Name) {
        self.found.push(Subject::State(name));
    }

    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Defined { measure, .. } = value {
            self.found.push(Subject::Measure(measure));
        }
    }

    fn condition(&mut self, condition: &'p Condition) {
        match condition {
            Condition::May { act, .. } if self.judged.contains(&act) => {}
            Condition::May { .. } => self.found.push(Subject::Power),
            Condition::GroundGiven { .. } => self.found.push(Subject::Ground),
            Condition::Performed { .. }
            | Condition::Late { .. }
            | Condition::InBreach { .. }
            | Condition::Violates { .. }
            | Condition::Breaks { .. } => self.found.push(Subject::Duty),
            _ => {}
        }
    }
}

/// `This indemnity is owed once, under 8.g or 15.g`: of two clauses that would both give it on one day, the one that stands first in
/// the terms gives it. Which rules each rule comes after on that account, by number.
fn after_those_that_stand_first(program: &Program) -> BTreeMap<usize, Vec<usize>> {
    let mut after = BTreeMap::new();
    for (at, rule) in program.rules.iter().enumerate() {
        let Some((head, clauses)) = owed_once(&rule.body) else {
            continue;
        };
        let gives_first = |other: &&Rule| {
            owed_once(&other.body).is_some_and(|(others, _)| others == head)
                && clauses.iter().any(|one| other.at.clause.is_within(one))
        };
        let before = program.rules[..at].iter().filter(gives_first);
        after.insert(rule.id.0, before.map(|other| other.id.0).collect());
    }
    after
}

/// What a rule gives once together with other clauses, and these others.
fn owed_once(body: &Body) -> Option<(&Head, &[ClauseId])> {
    let (head, clauses) = match body {
        Body::Debt(debt) => (&debt.head, &debt.once_under),
        Body::Accrual(accrual) => (&accrual.head, &accrual.once_under),
        _ => return None,
    };
    (!clauses.is_empty()).then_some((head, clauses.as_slice()))
}

/// A node is something that settles, or a subject: what is concluded of it stands before it, what reads it comes after it. So the graph
/// grows in a straight line with what is concluded and read.
#[derive(Default)]
struct Graph<'p> {
    links: DiGraph<Settles, ()>,
    subjects: BTreeMap<Subject<'p>, NodeIndex>,
}

/// Whether a node of the graph is something that settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Settles {
    Yes,
    Subject,
}

impl<'p> Graph<'p> {
    fn add(&mut self, concludes: Option<Subject<'p>>, reads: Vec<Subject<'p>>) -> NodeIndex {
        let node = self.links.add_node(Settles::Yes);
        if let Some(subject) = concludes {
            let subject = self.subject(subject);
            self.links.add_edge(subject, node, ());
        }
        let mut read: Vec<NodeIndex> = reads.into_iter().map(|read| self.subject(read)).collect();
        read.sort_unstable();
        read.dedup();
        for subject in read {
            self.links.add_edge(node, subject, ());
        }
        node
    }

    fn subject(&mut self, subject: Subject<'p>) -> NodeIndex {
        let links = &mut self.links;
        *self
            .subjects
            .entry(subject)
            .or_insert_with(|| links.add_node(Settles::Subject))
    }

    /// The stratum of each node: one more than the highest that it reads; what stands in a circle shares one.
    fn strata(&self) -> Vec<u32> {
        let mut strata = vec![0_u32; self.links.node_count()];
        // Each component comes after those that it depends on.
        for mut component in kosaraju_scc(&self.links) {
            component.sort_unstable();
            let subject_alone =
                matches!(component[..], [one] if self.links[one] == Settles::Subject);
            let before = component
                .iter()
                .flat_map(|node| self.links.neighbors(*node))
                .filter(|node| component.binary_search(node).is_err());
            let highest = before
                .filter(|node| self.concluded_of(*node))
                .map(|node| strata[node.index()] + u32::from(!subject_alone))
                .max()
                .unwrap_or(0);
            for node in component {
                strata[node.index()] = highest;
            }
        }
        strata
    }

    /// Whether something settles there: nobody waits for what nothing concludes.
    fn concluded_of(&self, node: NodeIndex) -> bool {
        self.links[node] == Settles::Yes || self.links.neighbors(node).next().is_some()
    }
}
