//! What a timeline names of its terms, held against them: provisions in its events, and what its expectations speak of.
//!
//! Only under the terms that the timeline itself names: the same facts may be looked at under others, which number otherwise.

use std::collections::BTreeSet;

use crate::check::Program;
use crate::check::program::Expression;
use crate::check::program::walk::{self, Visitor};
use crate::report::slips;
use crate::source::{Problem, Source, Span, nearest};
use crate::timeline::{Event, Expectation, Timeline};
use crate::value::{ClauseId, Currency, Value};

/// How many provisions of one article a message lists.
const MOST_LISTED: usize = 8;

/// Everything that the terms do not know.
pub fn unknown(timeline: &Timeline, program: &Program, source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    for event in &timeline.events {
        for provision in event.fields.values().flat_map(provisions) {
            if !is_known(provision, program) {
                let place = place_in(event, provision, source);
                problems.push(unknown_provision(provision, program).at(place, "refers to nothing"));
            }
        }
    }
    problems.extend(unmeetable(&timeline.expectations, program));
    problems
}

/// What is expected and can never come out under these terms.
pub fn unmeetable(expectations: &[Expectation], program: &Program) -> Vec<Problem> {
    let own = expectations.iter().filter(|block| block.terms.is_none());
    own.flat_map(|block| slips(block, program)).collect()
}

/// A remark on the first amount in a currency that the terms do not reckon in.
pub fn other_currency(timeline: &Timeline, program: &Program) -> Option<Problem> {
    let mut named = Currencies::default();
    for rule in &program.rules {
        walk::rule(rule, &mut named);
    }
    let definitions = program
        .measures
        .values()
        .flat_map(|measure| &measure.definitions);
    for definition in definitions {
        walk::expression(&definition.value, &mut named);
    }
    let [own] = named.0.iter().copied().collect::<Vec<_>>()[..] else {
        return None;
    };
    timeline.events.iter().find_map(|event| {
        let other = event.fields.iter().find_map(|(field, value)| {
            let money = value.as_money().filter(|money| money.currency() != own)?;
            Some((field, money))
        });
        let (field, money) = other?;
        Some(
            Problem::warning(
                "other-currency",
                format!("`{field}` is {}, but these terms reckon in {own}", money.to_clause_style()),
            )
            .at(event.span, format!("told in {}", money.currency()))
            .help("amounts in two currencies are never reckoned together: where these terms compare such an amount, or set it against another, a run finds no answer; tell what it comes to in the currency of the terms"),
        )
    })
}

/// The currencies of the amounts that clauses name.
#[derive(Default)]
struct Currencies(BTreeSet<Currency>);

impl<'p> Visitor<'p> for Currencies {
    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Literal(Value::Money(money)) = value {
            self.0.insert(money.currency());
        }
    }
}

/// The provisions in a value.
fn provisions(value: &Value) -> Vec<&ClauseId> {
    match value {
        Value::Provision(provision) => vec![provision],
        Value::List(items) => items.iter().flat_map(provisions).collect(),
        Value::Record(fields) => fields.values().flat_map(provisions).collect(),
        _ => Vec::new(),
    }
}

/// Whether it is a provision, or the whole of which provisions are parts: an article, `6.e`.
fn is_known(provision: &ClauseId, program: &Program) -> bool {
    program.provisions.contains_key(provision)
        || program.provisions.keys().any(|one| {
            let part = one.as_str().strip_prefix(provision.as_str());
            part.is_some_and(|part| part.starts_with('.'))
        })
}

fn unknown_provision(provision: &ClauseId, program: &Program) -> Problem {
    let known = program.provisions.values().filter(|one| !one.is_law);
    let known: Vec<&str> = known.map(|one| one.id.as_str()).collect();
    let article = |id: &str| id.split('.').next().map(str::to_owned);
    let beside: Vec<&str> = known
        .iter()
        .copied()
        .filter(|one| article(one) == article(provision.as_str()))
        .take(MOST_LISTED)
        .collect();
    let help = match (
        nearest(provision.as_str(), known.iter().copied()),
        &beside[..],
    ) {
        (_, [_, ..]) => format!("of that article there are `{}`", beside.join("`, `")),
        (Some(near), []) => format!("did you mean `{near}`?"),
        (None, []) => format!(
            "`clausec text {}` prints the terms with their numbers",
            program.terms.id
        ),
    };
    let message = format!("these terms have no provision `{provision}`");
    Problem::error("refers-to-nothing", message).help(help)
}

/// Where an event names a provision; the whole event where its letters stand otherwise.
fn place_in(event: &Event, provision: &ClauseId, source: &Source) -> Span {
    let words = &source.text[event.span.start..event.span.end];
    match words.rfind(provision.as_str()) {
        Some(at) => {
            let start = event.span.start + at;
            Span::new(event.span.source, start, start + provision.as_str().len())
        }
        None => event.span,
    }
}
