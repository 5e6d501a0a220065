//! Words of the terms' own that no sentence speaks of, and sentences about what there never is: claims that nothing gives, records of no list.

use std::collections::BTreeSet;

use crate::check::assemble::Said;
use crate::check::laws::places::heading;
use crate::check::problems::Problems;
use crate::check::program::walk::{self, Visitor};
use crate::check::program::{
    Body, Condition, Definition, Expression, Generator, KernelMeasure, Performance, Program, Rule,
    Sort, Variable, VariableId,
};
use crate::check::schema::FieldType;
use crate::check::vocabulary::{Vocabulary, with_article};
use crate::source::{Problem, SourceId, Span};
use crate::value::Name;

/// Warns of them in the files of the terms themselves; `others` is what clauses say under readings that were not chosen.
pub fn check_idle(
    own: &[SourceId],
    vocabulary: &Vocabulary,
    program: &Program,
    others: &[&Said],
    problems: &mut Problems,
) {
    let is_own = |span: Span| own.contains(&span.source);
    let mut spoken = Spoken::default();
    spoken.everywhere(program, others);
    for (name, word) in &vocabulary.states {
        let means_more = program.states.get(name).is_some_and(|state| {
            state.kernel.is_some() || state.takes_away.is_some() || state.refuses.is_some()
        });
        if is_own(word.span) && word.called == *name && !means_more && !spoken.states.contains(name)
        {
            let words = &vocabulary.sentences[word.sentence].words;
            problems.push(idle(words, word.span));
        }
    }
    for (name, word) in &vocabulary.concepts {
        if is_own(word.span) && !spoken.concepts.contains(name) {
            problems.push(idle(&word.words, word.span));
        }
    }
    let claims = with_claims(program, others);
    for rule in &program.rules {
        if !is_own(rule.at.span) {
            continue;
        }
        problems.under(heading(program, &rule.at.clause));
        let mut seen = Seen {
            variables: rule.variables.iter().enumerate().collect(),
            claims_of: Vec::new(),
        };
        walk::rule(rule, &mut seen);
        seen.report(rule, &claims, problems);
    }
    problems.under(None);
}

fn idle(words: &str, span: Span) -> Problem {
    Problem::warning("idle-word", format!("no sentence speaks of `{words}`"))
        .at(span, "declared here, used nowhere")
        .help("say in a clause what brings it about or what follows from it, or leave it out")
}

/// The states and concepts that something speaks of.
#[derive(Default)]
struct Spoken<'p> {
    states: BTreeSet<&'p Name>,
    concepts: BTreeSet<&'p Name>,
}

impl<'p> Spoken<'p> {
    fn everywhere(&mut self, program: &'p Program, others: &[&'p Said]) {
        let told = others.iter().flat_map(|said| &said.rules);
        for rule in program.rules.iter().chain(told) {
            walk::rule(rule, self);
            // What is brought about and reported needs nobody that asks for it.
            if let Body::Status(status) = &rule.body
                && (program.states.get(&status.state)).is_some_and(|state| state.reported)
            {
                self.states.insert(&status.state);
            }
        }
        let measures = program.measures.values();
        let defined = measures.flat_map(|measure| &measure.definitions);
        let told = others.iter().flat_map(|said| &said.definitions);
        for definition in defined.chain(told.map(|(_, definition, _)| definition)) {
            self.definition(definition);
        }
        for state in program.states.values() {
            self.conditions(state.holds_if.iter().chain(&state.ends_if));
        }
        for (_, condition) in others.iter().flat_map(|said| &said.holds) {
            walk::condition(condition, self);
        }
        for conduct in program.conducts.values() {
            let (performed, breached) = match &conduct.performance {
                Performance::Money { .. } => (None, None),
                Performance::Conduct {
                    performed_when,
                    breached_if,
                } => (performed_when.as_ref(), breached_if.as_ref()),
            };
            let more = conduct.not_owed_if.iter().chain(&conduct.suspended_while);
            self.conditions(more.chain(performed).chain(breached));
        }
        self.conditions(program.presupposed.values().map(|one| &one.condition));
        self.conditions(program.too_late.values().map(|one| &one.condition));
        self.conditions(program.resting.values());
        let laws = program.versions.iter().map(|version| &version.law);
        self.conditions(laws.filter_map(|law| law.working_day.as_ref()));
    }

    fn definition(&mut self, definition: &'p Definition) {
        walk::condition(&definition.condition, self);
        walk::expression(&definition.value, self);
    }

    fn conditions(&mut self, conditions: impl Iterator<Item = &'p Condition>) {
        for condition in conditions {
            walk::condition(condition, self);
        }
    }
}

impl<'p> Visitor<'p> for Spoken<'p> {
    fn state(&mut self, name: &'p Name) {
        self.states.insert(name);
    }

    fn condition(&mut self, condition: &'p Condition) {
        if let Condition::Concept { concept, .. } = condition {
            self.concepts.insert(concept);
        }
    }

    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Kernel {
            measure: KernelMeasure::Assessed(concept),
            ..
        } = value
        {
            self.concepts.insert(concept);
        }
    }
}

/// The types of the events whose things are what a claim or another duty is for.
fn with_claims<'p>(program: &'p Program, others: &[&'p Said]) -> BTreeSet<&'p Name> {
    let mut found = BTreeSet::new();
    let told = others.iter().flat_map(|said| &said.rules);
    for rule in program.rules.iter().chain(told) {
        match &rule.body {
            Body::Debt(debt) => add_types(&debt.named_after, rule, program, &mut found),
            Body::Duty(duty) => {
                for thing in duty.steps.iter().filter_map(|step| step.thing.as_ref()) {
                    add_types(thing, rule, program, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

fn add_types<'p>(
    thing: &'p Expression,
    rule: &'p Rule,
    program: &'p Program,
    found: &mut BTreeSet<&'p Name>,
) {
    match thing {
        Expression::Variable(id) => {
            if let Some(Variable {
                sort: Sort::Thing(types),
                ..
            }) = rule.variables.get(id.0)
            {
                found.extend(types);
            }
        }
        Expression::Field { field, .. } => {
            let fields = program.schema.events.values();
            let fields = fields.filter_map(|event| event.fields.get(field));
            for field in fields {
                if let FieldType::Reference(types) = &field.ty {
                    found.extend(types);
                }
            }
        }
        other => {
            for inner in other.operands() {
                add_types(inner, rule, program, found);
            }
        }
    }
}

/// What a sentence speaks of.
struct Seen<'p> {
    variables: Vec<(usize, &'p Variable)>,
    /// The things of which it names the claim.
    claims_of: Vec<VariableId>,
}

impl<'p> Visitor<'p> for Seen<'p> {
    fn condition(&mut self, condition: &'p Condition) {
        if let Condition::Exists { variables, .. } = condition {
            let own = variables.iter().map(|(id, variable)| (id.0, variable));
            self.variables.extend(own);
        }
    }

    fn expression(&mut self, value: &'p Expression) {
        if let Expression::ClaimOf(of) = value
            && let Expression::Variable(id) = **of
        {
            self.claims_of.push(id);
        }
    }
}

impl Seen<'_> {
    fn report(&self, rule: &Rule, claims: &BTreeSet<&Name>, problems: &mut Problems) {
        for (_, variable) in &self.variables {
            if matches!(
                (&variable.sort, &variable.generator),
                (Sort::Record(_), Generator::Each)
            ) {
                problems.push(record_of_nothing(&variable.noun, rule.at.span));
            }
        }
        let mut told: Vec<&str> = Vec::new();
        for id in &self.claims_of {
            let mut all = self.variables.iter();
            let variable = all.find(|(at, _)| *at == id.0).map(|(_, one)| *one);
            let Some(Variable {
                noun,
                sort: Sort::Thing(types),
                ..
            }) = variable
            else {
                continue;
            };
            let has_claim = types.is_empty() || types.iter().any(|one| claims.contains(one));
            if !has_claim && !told.contains(&noun.as_str()) {
                told.push(noun);
                problems.push(claim_of_nothing(noun, rule.at.span));
            }
        }
    }
}

fn record_of_nothing(noun: &str, span: Span) -> Problem {
    let one = with_article(noun);
    Problem::warning(
        "record-of-nothing",
        format!("this speaks of `{one}` and of no list that holds one"),
    )
    .at(span, "it never applies to anything")
    .help(format!(
        "say in which list it stands: `{one} in the … of the …`; what events tell by themselves is a `Thing`, not a `Record`"
    ))
}

fn claim_of_nothing(noun: &str, span: Span) -> Problem {
    let one = with_article(noun);
    Problem::warning(
        "claim-of-nothing",
        format!("no sentence gives a claim for `{one}`"),
    )
    .at(span, format!("this speaks of the claim of `{one}`"))
    .help(format!(
        "say what is owed for {one} (`When …, the client owes the supplier, as …`), or name what the claim is for"
    ))
}
