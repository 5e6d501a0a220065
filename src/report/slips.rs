//! Slips in what a scenario expects: keys that no report has, and names that the terms do not know.
//!
//! An expectation that nothing can meet is no expectation: `absent: { statuses: [ { status: in_defalt } ] }` would always be met. So each
//! key must be one that entries of its list can have, and what a status, an act, a head, a remark or a provision is called must be
//! something that these terms, or the law behind them, can bring.

use std::collections::BTreeSet;

use crate::check::Program;
use crate::check::program::{Body, SaidOf};
use crate::engine::outcome::{ACCELERATED, CAP_REACHED, CREDIT, VERSION_IN_FORCE};
use crate::source::{Problem, nearest};
use crate::timeline::{Entry, Expectation, Node};
use crate::value::{ClauseId, Name};

/// The keys of an entry of each list of a report, besides those that all have.
const KEYS: [(&str, &str); 11] = [
    (
        "obligations",
        "clause version bearer counterparty act ref arose due state performed_on why presumed",
    ),
    (
        "powers",
        "clause version holder act ref intervals state why presumed",
    ),
    ("prohibitions", "clause bearer act violations"),
    (
        "statuses",
        "status subject ref head from until clause version conditional presumed",
    ),
    (
        "claims",
        "ref head name debtor joint_debtors creditor clause version amount settled open arose due in_default_since state conditional why presumed",
    ),
    (
        "balance",
        "debtor joint_debtors creditor currency credit total conditional",
    ),
    (
        "allocations",
        "ref date amount clause version parts remarks conditional",
    ),
    (
        "acts",
        "ref date type by verdict clauses version reason presumed",
    ),
    ("questions", "concept words subject clause burden affects"),
    ("notes", "clause kind text"),
    ("upcoming", "date clause what"),
];
/// The keys of what stands in a list within an entry.
const INNER_KEYS: [(&str, &str); 4] = [
    ("intervals", "from until grounds"),
    ("violations", "ref from until version conditional presumed"),
    ("parts", "claim head name amount"),
    ("presumed", "concept words subject clause burden"),
];
/// The remarks that a run makes itself; those of the terms are declared by `Note on …`.
const KINDS: [&str; 13] = [
    "assumption",
    "below_zero",
    "beyond_claim",
    "fell_away",
    "interpretation",
    "judged_of_nothing_asked",
    "no_answer",
    "no_such_debt",
    "not_confirmed",
    "not_stated",
    "nothing_to_settle",
    "unregulated",
    "version",
];

/// Everything in a block of expectations that these terms can never bring.
pub fn slips(block: &Expectation, program: &Program) -> Vec<Problem> {
    let known = Known::of(program);
    let mut problems = Vec::new();
    for lists in [&block.lists, &block.absent, &block.exactly] {
        for (list, node) in lists {
            for entry in node.items() {
                known.in_entry(list, entry, &mut problems);
            }
        }
    }
    problems
}

/// What these terms can bring.
struct Known<'p> {
    statuses: BTreeSet<&'p str>,
    capped: BTreeSet<String>,
    acts: BTreeSet<&'p str>,
    heads: BTreeSet<&'p str>,
    events: BTreeSet<&'p str>,
    concepts: BTreeSet<&'p str>,
    kinds: BTreeSet<&'p str>,
    provisions: BTreeSet<&'p str>,
}

impl<'p> Known<'p> {
    fn of(program: &'p Program) -> Self {
        let events = || program.schema.events.keys().map(Name::as_str);
        let called = program.act_readings.iter();
        let called = called.filter_map(|reading| reading.called.as_ref());
        let said = program.sayings.iter().filter(|saying| match &saying.of {
            SaidOf::Act(_) | SaidOf::Conduct(_) => true,
            SaidOf::State(_) | SaidOf::Concept(_) | SaidOf::Truth(_) | SaidOf::Measure(_) => false,
        });
        let acts = program
            .conducts
            .keys()
            .chain(program.conducts.values().map(|conduct| &conduct.name))
            .chain(called)
            .chain(said.map(|saying| &saying.called))
            .chain(program.paying.values());
        let kinds = program.rules.iter().filter_map(|rule| match &rule.body {
            Body::Note { kind, .. } => Some(kind.0.as_str()),
            _ => None,
        });
        let declared = program
            .provisions
            .values()
            .flat_map(|provision| &provision.declared);
        let states = program.states.iter();
        let states = states.flat_map(|(name, state)| [name.as_str(), state.name.as_str()]);
        let heads = || program.heads.values().map(|head| head.head.as_str());
        Self {
            statuses: states.chain([VERSION_IN_FORCE, ACCELERATED]).collect(),
            capped: heads().map(|head| format!("{head}{CAP_REACHED}")).collect(),
            acts: acts.map(Name::as_str).chain(events()).collect(),
            heads: heads().chain([CREDIT]).collect(),
            events: events().collect(),
            concepts: program.concepts.keys().map(Name::as_str).collect(),
            kinds: kinds
                .chain(declared.map(|(kind, _, _)| kind.as_str()))
                .chain(KINDS)
                .collect(),
            provisions: program.provisions.keys().map(ClauseId::as_str).collect(),
        }
    }

    fn in_entry(&self, list: &str, entry: &Node<'_>, problems: &mut Vec<Problem>) {
        let Some(mut keys) = keys_of(list) else {
            return;
        };
        if list == "balance" {
            keys.extend(&self.heads);
        }
        for one in entry.entries().into_iter().flatten() {
            let key: &str = &one.key;
            if !keys.contains(&key) {
                problems.push(unknown_key(list, one, &keys));
                continue;
            }
            self.in_value(list, one, problems);
            for inner in one.value.items() {
                self.in_entry(key, inner, problems);
            }
        }
    }

    fn in_value(&self, list: &str, entry: &Entry<'_>, problems: &mut Vec<Problem>) {
        let (known, what) = match (list, &*entry.key) {
            (_, "status") => (&self.statuses, "no status of these terms"),
            (_, "act") => (&self.acts, "no act of these terms"),
            (_, "head") => (&self.heads, "no head of these terms"),
            ("acts", "type") => (&self.events, "no type of event"),
            (_, "concept") => (&self.concepts, "no concept of these terms"),
            ("notes", "kind") => (&self.kinds, "no kind of remark of these terms"),
            (_, "clause" | "clauses") => (&self.provisions, "no provision of these terms"),
            (_, _) => return,
        };
        let single = std::slice::from_ref(&entry.value);
        let values = match entry.value.items() {
            [] => single,
            items => items,
        };
        for value in values {
            if let Some(text) = value.text()
                && !known.contains(text)
                && !(entry.key == "status" && self.capped.contains(text))
            {
                let problem = Problem::error("unknown-value", format!("`{text}` is {what}"));
                let near = nearest(text, known.iter().copied());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "what a run can bring of these terms is told by `clausec words`, and by a run with `--format json`".to_owned(),
                };
                let why = "so this expectation says nothing";
                problems.push(problem.at(value.span, why).help(help));
            }
        }
    }
}

fn keys_of<'k>(list: &str) -> Option<Vec<&'k str>> {
    let mut all = KEYS.iter().chain(&INNER_KEYS);
    let (_, keys) = all.find(|(name, _)| *name == list)?;
    Some(keys.split(' ').collect())
}

fn unknown_key(list: &str, entry: &Entry<'_>, keys: &[&str]) -> Problem {
    let problem = Problem::error(
        "unknown-key",
        format!("an entry of `{list}` has no key `{}`", entry.key),
    );
    let help = match nearest(&entry.key, keys.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its keys are `{}`", keys.join("`, `")),
    };
    problem.at(entry.key_span, "no report has it").help(help)
}
