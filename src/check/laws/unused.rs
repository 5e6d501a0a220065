//! Values that a clause gives and no sentence uses, conditions that can never be met, and sums that are lost in the end.

use indexmap::{IndexMap, IndexSet};

use crate::check::laws::places::heading;
use crate::check::problems::Problems;
use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Body, Condition, Program, Rule, Trigger};
use crate::source::{Problem, Span};
use crate::value::{ClauseId, Name};

/// Warns of parameters that nothing uses under any reading.
pub fn check_parameters(
    parameters: &IndexMap<Name, Span>,
    used: &IndexSet<Name>,
    problems: &mut Problems,
) {
    for (name, span) in parameters {
        if !used.contains(name) {
            problems.push(
                Problem::warning(
                    "parameter-unused",
                    format!("nothing uses the {}", name.in_words()),
                )
                .at(*span, "given here, used nowhere")
                .help(format!(
                    "use `the {}` in a sentence, or leave it out",
                    name.in_words()
                )),
            );
        }
    }
}

/// Reports rules whose conditions contradict each other.
pub fn check_conditions(program: &Program, problems: &mut Problems) {
    for rule in &program.rules {
        problems.under(heading(program, &rule.at.clause));
        if let Some(what) = contradiction(&rule.condition) {
            problems.push(never_applies(rule, &what));
        }
        if is_lost_in_the_end(rule) {
            problems.push(lost_in_the_end(rule));
        }
        let mut asked = Asked(Vec::new());
        walk::rule(rule, &mut asked);
        for provisions in asked.0 {
            if !provisions
                .iter()
                .any(|provision| forbids(program, provision))
            {
                problems.push(nothing_forbidden(rule, provisions));
            }
        }
    }
    problems.under(None);
}

/// The provisions of which it is asked whether somebody violates them.
struct Asked<'p>(Vec<&'p [ClauseId]>);

impl<'p> Visitor<'p> for Asked<'p> {
    fn condition(&mut self, condition: &'p Condition) {
        if let Condition::Violates { provisions, .. } | Condition::Breaks { provisions, .. } =
            condition
        {
            self.0.push(provisions);
        }
    }
}

/// Whether a sentence of a provision, or of one within it or around it, is a prohibition.
fn forbids(program: &Program, provision: &ClauseId) -> bool {
    program.rules.iter().any(|rule| {
        let clause = &rule.at.clause;
        matches!(rule.body, Body::Ban { .. })
            && (clause.is_within(provision) || provision.is_within(clause))
    })
}

fn nothing_forbidden(rule: &Rule, provisions: &[ClauseId]) -> Problem {
    let names: Vec<&str> = provisions.iter().map(ClauseId::as_str).collect();
    let names = names.join(", ");
    Problem::error("never-applies", format!("nobody can violate {names}"))
        .at(rule.at.span, "this asks for a violation")
        .help(format!(
            "nothing in {names} forbids anything: say there what must not be done, `P must not …`"
        ))
}

/// Whether a rule adds up an amount for each day on which something is so, and lets the sum go when just that is over.
fn is_lost_in_the_end(rule: &Rule) -> bool {
    let (Body::Debt(debt), Trigger::While(header)) = (&rule.body, &rule.trigger) else {
        return false;
    };
    let daily = debt.daily.as_ref();
    daily.is_some_and(|daily| says_the_same(&daily.while_, header))
}

/// Whether two conditions are one statement: a header speaks of `an invoice`, what follows it of `the invoice`.
fn says_the_same(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Holds { state, .. }, Condition::Holds { state: same, .. }) => state == same,
        _ => one == other,
    }
}

fn lost_in_the_end(rule: &Rule) -> Problem {
    Problem::advice(
        "lost-in-the-end",
        "what this adds up day by day is owed no longer when the condition ends",
    )
    .at(
        rule.at.span,
        "a debt under `While …` ends with its condition, with the sum of all days",
    )
    .help("to keep the sum, say `As soon as …` in the place of `While …`")
}

/// A statement of which both it and its contrary are asked.
fn contradiction(condition: &Condition) -> Option<String> {
    let Condition::All(items) = condition else {
        return None;
    };
    let mut all: Vec<(&Condition, &str)> = Vec::new();
    for item in items {
        flatten(&item.condition, &item.words, &mut all);
    }
    all.iter().find_map(|(one, words)| {
        let Condition::Not(contrary) = one else {
            return None;
        };
        all.iter()
            .any(|(other, _)| *other == &**contrary)
            .then(|| (*words).to_owned())
    })
}

fn flatten<'c>(condition: &'c Condition, words: &'c str, all: &mut Vec<(&'c Condition, &'c str)>) {
    match condition {
        Condition::All(items) => {
            for item in items {
                flatten(&item.condition, &item.words, all);
            }
        }
        other => all.push((other, words)),
    }
}

fn never_applies(rule: &Rule, what: &str) -> Problem {
    let why = if what.is_empty() {
        "it asks that something holds and that it does not hold".to_owned()
    } else {
        format!("`{what}` and its contrary are both asked")
    };
    Problem::error("never-applies", "this sentence can never apply")
        .at(rule.at.span, why)
        .help("leave out one of the two conditions")
}
