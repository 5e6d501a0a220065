//! Sentences and definitions that rest on each other in a circle: nothing could ever follow from them, or what follows would
//! depend on which of them is read first.
//!
//! A sentence that holds as long as its conditions hold (`while`, `if`, `until`, `It holds if`) rests on what they ask for, at
//! the same moment. A sentence that an event triggers looks at its conditions once, at the event: a circle through it is one
//! only if another sentence with the same trigger stands in it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::check::laws::places::heading;
use crate::check::problems::Problems;
use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Body, Condition, Expression, Performance, Program, Rule, Trigger};
use crate::check::vocabulary::Vocabulary;
use crate::source::{Problem, Span};
use crate::value::{ClauseId, Name};

/// Reports each circle once. Of circles that have something in common only the shortest is told: often one of the others is gone
/// with it.
pub fn check_circles(program: &Program, vocabulary: &Vocabulary, problems: &mut Problems) {
    let graph = Graph::of(program);
    let mut told: BTreeSet<Node<'_>> = BTreeSet::new();
    let circles = graph.lasting_circles().chain(graph.circles_at_an_event());
    let mut circles: Vec<Vec<Node<'_>>> = circles.collect();
    circles.sort_by_key(Vec::len);
    for circle in circles {
        if circle.iter().all(|node| !told.contains(node)) {
            problems.push(problem(&circle, program, vocabulary));
            told.extend(circle);
        }
    }
}

/// Something that rests on other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node<'p> {
    /// A sentence, by its number.
    Rule(usize),
    /// A state or conclusion that holds by definition, or that ends while something holds.
    State(&'p Name),
    /// A measure.
    Measure(&'p Name),
    /// Conduct that is performed or broken by a condition.
    Conduct(&'p Name),
}

/// What something rests on.
#[derive(Debug, Default)]
struct Rests<'p> {
    /// At every moment.
    always: Vec<Node<'p>>,
    /// At the event that triggers it.
    once: Vec<Node<'p>>,
    /// The event.
    event: Option<&'p Name>,
}

struct Graph<'p> {
    nodes: BTreeMap<Node<'p>, Rests<'p>>,
}

type Links<'p> = BTreeMap<Node<'p>, Vec<Node<'p>>>;

impl<'p> Graph<'p> {
    fn of(program: &'p Program) -> Self {
        let index = Index::of(program);
        let mut nodes = BTreeMap::new();
        for (at, rule) in program.rules.iter().enumerate() {
            nodes.insert(Node::Rule(at), rests_of(rule, &index));
        }
        for (name, measure) in &program.measures {
            let mut reads = Reads::new(&index);
            for definition in &measure.definitions {
                walk::expression(&definition.value, &mut reads);
                walk::condition(&definition.condition, &mut reads);
            }
            nodes.insert(Node::Measure(name), reads.always());
        }
        for (name, state) in &program.states {
            if let Some(condition) = state.holds_if.as_ref().or(state.ends_if.as_ref()) {
                nodes.insert(Node::State(name), Reads::of(condition, &index));
            }
        }
        for (name, conduct) in &program.conducts {
            let conditions = conditions_of(&conduct.performance);
            if !conditions.is_empty() {
                let mut reads = Reads::new(&index);
                for condition in conditions {
                    walk::condition(condition, &mut reads);
                }
                nodes.insert(Node::Conduct(name), reads.always());
            }
        }
        let mut graph = Self { nodes };
        let circles = graph.in_circles();
        graph.nodes.retain(|node, _| circles.contains(node));
        graph
    }

    /// What can stand in a circle at all: mostly nothing, so that the search for each circle has little to look at.
    fn in_circles(&self) -> BTreeSet<Node<'p>> {
        let links = self.nodes.iter().flat_map(|(node, rests)| {
            let on = rests.always.iter().chain(&rests.once);
            on.map(|other| (*node, *other))
        });
        let links: DiGraphMap<Node<'p>, ()> = links.collect();
        kosaraju_scc(&links)
            .into_iter()
            .filter(|part| match part[..] {
                [one] => links.contains_edge(one, one),
                _ => true,
            })
            .flatten()
            .collect()
    }

    /// Circles of what rests on each other at every moment.
    fn lasting_circles(&self) -> impl Iterator<Item = Vec<Node<'p>>> {
        let links = self.links(None);
        let nodes = self.nodes.keys();
        nodes.filter_map(move |node| way(*node, *node, &links))
    }

    /// Circles with two sentences that the same event triggers.
    fn circles_at_an_event(&self) -> impl Iterator<Item = Vec<Node<'p>>> {
        self.events().into_iter().flat_map(|event| {
            let links = self.links(Some(event));
            let mut found = Vec::new();
            let rules = self.triggered_by(event);
            for (at, one) in rules.iter().enumerate() {
                for other in &rules[at + 1..] {
                    let there = way(*one, *other, &links);
                    let back = way(*other, *one, &links);
                    found.extend(there.zip(back).map(|(there, back)| [there, back].concat()));
                }
            }
            found
        })
    }

    /// What rests on what at every moment; with an event, also what its sentences rest on when it happens.
    fn links(&self, event: Option<&Name>) -> Links<'p> {
        let links = self.nodes.iter().map(|(node, rests)| {
            let once = rests
                .once
                .iter()
                .filter(|_| event.is_some() && rests.event == event);
            let on: Vec<Node<'p>> = rests.always.iter().chain(once).copied().collect();
            (*node, on)
        });
        links.collect()
    }

    fn events(&self) -> BTreeSet<&'p Name> {
        self.nodes
            .values()
            .filter_map(|rests| rests.event)
            .collect()
    }

    fn triggered_by(&self, event: &Name) -> Vec<Node<'p>> {
        let nodes = self.nodes.iter();
        nodes
            .filter(|(_, rests)| rests.event == Some(event) && !rests.once.is_empty())
            .map(|(node, _)| *node)
            .collect()
    }
}

fn conditions_of(performance: &Performance) -> Vec<&Condition> {
    match performance {
        Performance::Conduct {
            performed_when,
            breached_if,
        } => performed_when.iter().chain(breached_if).collect(),
        Performance::Money { .. } => Vec::new(),
    }
}

/// Where conclusions come from.
struct Index<'p> {
    program: &'p Program,
    states: BTreeMap<&'p Name, Vec<Node<'p>>>,
    powers: BTreeMap<&'p Name, Vec<(usize, &'p ClauseId)>>,
    grounds: BTreeMap<&'p ClauseId, Vec<Node<'p>>>,
    /// Sentences that switch a provision off.
    switches: Vec<(&'p ClauseId, usize)>,
}

impl<'p> Index<'p> {
    fn of(program: &'p Program) -> Self {
        let mut index = Self {
            program,
            states: BTreeMap::new(),
            powers: BTreeMap::new(),
            grounds: BTreeMap::new(),
            switches: Vec::new(),
        };
        for (at, rule) in program.rules.iter().enumerate() {
            index.add(at, rule);
        }
        for (name, state) in &program.states {
            if state.holds_if.is_some() || state.ends_if.is_some() {
                index
                    .states
                    .entry(name)
                    .or_default()
                    .push(Node::State(name));
            }
        }
        index
    }

    fn add(&mut self, at: usize, rule: &'p Rule) {
        let from = &rule.at.clause;
        self.switches
            .extend(rule.instead_of.iter().map(|off| (off, at)));
        match &rule.body {
            Body::Status(status) => {
                self.states
                    .entry(&status.state)
                    .or_default()
                    .push(Node::Rule(at));
            }
            Body::Ends { status, .. } => {
                self.states.entry(status).or_default().push(Node::Rule(at));
            }
            Body::Power(power) => {
                for act in &power.acts {
                    let called = act.called.as_ref().unwrap_or(&act.event);
                    self.powers.entry(called).or_default().push((at, from));
                }
            }
            Body::Ground { provision, .. } => {
                self.grounds
                    .entry(provision)
                    .or_default()
                    .push(Node::Rule(at));
            }
            Body::SwitchOff { provisions, .. } => {
                let each = provisions.iter().map(|provision| (provision, at));
                self.switches.extend(each);
            }
            Body::Duty(_)
            | Body::Ban { .. }
            | Body::Debt(_)
            | Body::Accrual(_)
            | Body::Allocation(_)
            | Body::NoEffect { .. }
            | Body::SetOff
            | Body::DesignationIgnored { .. }
            | Body::BecomeDue { .. }
            | Body::TakesEffect { .. }
            | Body::Becomes { .. }
            | Body::Lapse { .. }
            | Body::Refuse(_)
            | Body::Limit(_)
            | Body::Order(_)
            | Body::WithoutBasis { .. }
            | Body::Governs { .. }
            | Body::Note { .. } => {}
        }
    }

    fn conduct(&self, called: &Name) -> Option<Node<'p>> {
        let (name, conduct) = self.program.conducts.get_key_value(called)?;
        let rests = !conditions_of(&conduct.performance).is_empty();
        rests.then_some(Node::Conduct(name))
    }
}

fn rests_of<'p>(rule: &'p Rule, index: &Index<'p>) -> Rests<'p> {
    let mut reads = Reads::new(index);
    if let Trigger::Event(act) = &rule.trigger {
        reads.judged.extend(act.called.iter().chain([&act.event]));
    }
    walk::all(&rule.variables, &mut reads, walk::variable);
    walk::trigger(&rule.trigger, &mut reads);
    walk::condition(&rule.condition, &mut reads);
    if let Body::Power(power) = &rule.body {
        for act in &power.acts {
            let presupposed = index.program.presupposed.get(&act.event);
            let condition = presupposed.map(|presupposed| &presupposed.condition);
            walk::all(condition, &mut reads, walk::condition);
        }
    }
    let looked_at = std::mem::take(&mut reads.found);
    let until = match &rule.body {
        Body::Status(status) => status.until.as_ref(),
        Body::Power(power) => power.window.until.as_ref(),
        _ => None,
    };
    walk::all(until, &mut reads, walk::condition);
    let clause = &rule.at.clause;
    for (off, by) in &index.switches {
        if clause.is_within(off) {
            reads.found.push(Node::Rule(*by));
        }
    }
    let mut rests = reads.always();
    match &rule.trigger {
        Trigger::Event(act) => {
            rests.once = looked_at;
            rests.event = Some(&act.event);
        }
        Trigger::Standing | Trigger::Onset(_) | Trigger::While(_) => rests.always.extend(looked_at),
        Trigger::Recurring { .. } => {}
    }
    rests
}

/// Collects what a part of the program asks for.
struct Reads<'i, 'p> {
    index: &'i Index<'p>,
    found: Vec<Node<'p>>,
    /// The names of the act that triggers the sentence: whether a power carries it is judged before anything follows from it.
    judged: Vec<&'p Name>,
}

impl<'i, 'p> Reads<'i, 'p> {
    fn new(index: &'i Index<'p>) -> Self {
        Self {
            index,
            found: Vec::new(),
            judged: Vec::new(),
        }
    }

    fn of(condition: &'p Condition, index: &'i Index<'p>) -> Rests<'p> {
        let mut reads = Self::new(index);
        walk::condition(condition, &mut reads);
        reads.always()
    }

    fn always(self) -> Rests<'p> {
        Rests {
            always: self.found,
            ..Rests::default()
        }
    }
}

impl<'p> Visitor<'p> for Reads<'_, 'p> {
    fn state(&mut self, name: &'p Name) {
        self.found
            .extend(self.index.states.get(name).into_iter().flatten());
    }

    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Defined { measure, .. } = value {
            self.found.push(Node::Measure(measure));
        }
    }

    fn condition(&mut self, condition: &'p Condition) {
        match condition {
            Condition::May { act, .. } if self.judged.contains(&act) => {}
            Condition::May { act, under, .. } => {
                let powers = self.index.powers.get(act).into_iter().flatten();
                let given = powers.filter(|(_, clause)| {
                    under.is_empty() || under.iter().any(|one| clause.is_within(one))
                });
                self.found.extend(given.map(|(rule, _)| Node::Rule(*rule)));
            }
            Condition::GroundGiven { provision, .. } => {
                self.found
                    .extend(self.index.grounds.get(provision).into_iter().flatten());
            }
            Condition::Performed { obligation, .. } | Condition::Late { obligation, .. } => {
                if let Expression::ObligationFor { conduct, .. } = obligation {
                    self.found.extend(self.index.conduct(conduct));
                }
            }
            _ => {}
        }
    }
}

/// A shortest way from one node to another, without the last one.
fn way<'p>(from: Node<'p>, to: Node<'p>, links: &Links<'p>) -> Option<Vec<Node<'p>>> {
    let mut ways = VecDeque::from([vec![from]]);
    let mut seen: BTreeSet<Node<'p>> = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        let last = way.last()?;
        for next in links.get(last).into_iter().flatten() {
            if *next == to {
                return Some(way);
            }
            if seen.insert(*next) {
                let mut longer = way.clone();
                longer.push(*next);
                ways.push_back(longer);
            }
        }
    }
    None
}

fn problem(circle: &[Node<'_>], program: &Program, vocabulary: &Vocabulary) -> Problem {
    let mut words: Vec<String> = circle
        .iter()
        .map(|node| in_words(*node, program, vocabulary))
        .collect();
    words.dedup();
    let message = match words.as_slice() {
        [one] => format!("{one} rests on itself"),
        [all @ .., last] => format!("{} and {last} rest on each other", all.join(", ")),
        [] => "something rests on itself".to_owned(),
    };
    let first = circle.first().copied();
    let way = format!("{} → {}", words.join(" → "), words[0]);
    let mut problem = Problem::error("circle", message);
    for (number, node) in circle.iter().enumerate() {
        let why = if number == 0 {
            way.clone()
        } else {
            "in the same circle".to_owned()
        };
        problem = problem.at(place(*node, program, vocabulary), why);
    }
    if let Some(Node::Rule(at)) = first
        && let Some(heading) = heading(program, &program.rules[at].at.clause)
    {
        problem = problem.under(heading);
    }
    problem.help(
        "let one of them stand without the others, or let an event bring it about (`When …,`)",
    )
}

fn in_words(node: Node<'_>, program: &Program, vocabulary: &Vocabulary) -> String {
    let state = |name: &Name| vocabulary.states.get(name).map(|word| word.sentence);
    let sentence = match node {
        Node::Rule(at) => {
            let rule = &program.rules[at];
            let said = match &rule.body {
                Body::Status(status) => state(&status.state).map(|at| &vocabulary.sentences[at]),
                _ => None,
            };
            return match said {
                Some(sentence) => format!("`{}` in {}", sentence.words, rule.at.clause),
                None => format!("a sentence of {}", rule.at.clause),
            };
        }
        Node::State(name) => state(name),
        Node::Measure(name) => vocabulary.measures.get(name).map(|word| word.sentence),
        Node::Conduct(name) => vocabulary.conducts.get(name).map(|word| word.sentence),
    };
    let words = sentence.and_then(|at| vocabulary.sentences.get(at));
    words.map_or_else(
        || "a declared word".to_owned(),
        |sentence| format!("`{}`", sentence.words),
    )
}

fn place(node: Node<'_>, program: &Program, vocabulary: &Vocabulary) -> Span {
    match node {
        Node::Rule(at) => program.rules[at].at.span,
        Node::State(name) => vocabulary
            .states
            .get(name)
            .map_or(Span::default(), |word| word.span),
        Node::Measure(name) => {
            let measure = program.measures.get(name);
            let mut places = measure
                .into_iter()
                .flat_map(|measure| &measure.definitions)
                .filter_map(|definition| definition.at.as_ref());
            let in_clause = places.next().map(|at| at.span);
            let in_vocabulary = || vocabulary.measures.get(name).map(|word| word.span);
            in_clause.or_else(in_vocabulary).unwrap_or_default()
        }
        Node::Conduct(name) => vocabulary
            .conducts
            .get(name)
            .map_or(Span::default(), |word| word.span),
    }
}
