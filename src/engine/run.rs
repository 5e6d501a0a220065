//! The front door: a program and a timeline in, an outcome out.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Program;
use crate::check::schema::Role;
use crate::engine::backdated;
use crate::engine::belonging::{agreements_concluded, services_of_agreements};
use crate::engine::catalogue::Catalogue;
use crate::engine::cells::Cells;
use crate::engine::fell_away;
use crate::engine::item::Item;
use crate::engine::judged;
use crate::engine::known::Known;
use crate::engine::ledger::Ledger;
use crate::engine::names::{Names, Symbol};
use crate::engine::obligations::{Obligations, Violations};
use crate::engine::outcome::Outcome;
use crate::engine::pages::Pages;
use crate::engine::parameters::SetAside;
use crate::engine::powers::Powers;
use crate::engine::record::Record;
use crate::engine::relation::Relation;
use crate::engine::report;
use crate::engine::shelves::Shelves;
use crate::engine::world::{Assessments, Facts, States};
use crate::source::Problem;
use crate::timeline::{Event, PartyFacts, Timeline};
use crate::value::{Currency, Date, Duration, Money, Name, Truth, Unit, Value};

/// What a run is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// As of which day; without it the day of the timeline, or else of its last event.
    pub as_of: Option<Date>,
    /// Whether each entry tells its derivation.
    pub explain: bool,
    /// Whether people will read the report: it then tells what happened day by day, and each thing in the words of the vocabulary. A
    /// report for programs has no use for either.
    pub for_people: bool,
    /// How far ahead to look for what happens next.
    pub horizon: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            as_of: None,
            explain: false,
            for_people: true,
            horizon: Duration::new(2, Unit::Year),
        }
    }
}

/// Walks a timeline under a program, and reads off what follows as of a day.
///
/// # Errors
///
/// What makes the outcome unreliable: amounts too large to reckon with, periods without end, conclusions in a circle, no day to
/// speak of. What is merely unknown is part of the outcome.
pub fn run(
    program: &Program,
    timeline: &Timeline,
    options: &Options,
) -> Result<Outcome, Vec<Problem>> {
    let (as_of, assumed) = day_of(timeline, options)?;
    let relation = walked(begin(program, timeline, as_of, options))?;
    let aside = words_of(&relation);
    let mut outcome = match backdated::told_again(&relation) {
        None => report::outcome(relation, options),
        Some(earlier) => {
            let again = walked(begin(program, &earlier, as_of, options))?;
            if backdated::settles_as_much(&again, &relation) {
                let mut outcome = report::outcome(again, options);
                backdated::on_the_day_declared(&mut outcome, timeline);
                outcome
            } else {
                report::outcome(relation, options)
            }
        }
    };
    if !aside.is_empty() {
        let mut with = begin(program, timeline, as_of, options);
        // The days of rounding stay: what they make of a cent, no provision does.
        with.set_aside.clear();
        let with = report::outcome(walked(with)?, options);
        let remarks = fell_away::remarks(&outcome, &with, &aside, options.explain);
        outcome.notes.extend(remarks);
        report::sort_notes(&mut outcome.notes);
    }
    outcome.as_of_assumed = assumed;
    Ok(outcome)
}

/// A relation in which everything up to its day has happened.
fn walked(mut relation: Relation<'_>) -> Result<Relation<'_>, Vec<Problem>> {
    relation.begin_standing();
    relation.begin_what_stood_before();
    for agreement in relation.agreements.clone() {
        relation.instantiate_for_agreement(agreement);
    }
    relation.settle();
    let events = &relation.timeline.events;
    relation.walk(events, relation.as_of);
    relation.settle();
    if relation.problems.is_empty() {
        Ok(relation)
    } else {
        Err(relation.problems)
    }
}

/// The provisions that the timeline sets aside, as a sentence names them: `18.5 sentence 1`.
fn words_of(relation: &Relation<'_>) -> Vec<String> {
    let named = |aside: &SetAside| {
        let provision = relation.names.name(aside.provision);
        match aside.sentence {
            Some(number) => format!("{provision} sentence {number}"),
            None => provision.to_string(),
        }
    };
    relation.set_aside.iter().map(named).collect()
}

fn day_of(timeline: &Timeline, options: &Options) -> Result<(Date, bool), Vec<Problem>> {
    let last = timeline.events.iter().map(|event| event.date).max();
    match (options.as_of.or(timeline.as_of), last) {
        (Some(day), _) => Ok((day, false)),
        (None, Some(day)) => Ok((day, true)),
        (None, None) => Err(vec![
            Problem::error(
                "no-day",
                "the timeline has no events and no date as of which to look",
            )
            .help("give the day with `--as-of`, or with `as-of:` in the timeline"),
        ]),
    }
}

fn begin<'p>(
    program: &'p Program,
    timeline: &'p Timeline,
    as_of: Date,
    options: &Options,
) -> Relation<'p> {
    let names = Names::default();
    let known = Known::of(&names);
    let catalogue = Rc::new(Catalogue::of(program, &names));
    let counted = || timeline.events.iter().filter(|event| event.date <= as_of);
    let first = counted().map(|event| event.date).min().unwrap_or(as_of);
    let role = |event: &Event| catalogue.roles.get(&names.symbol(&event.ty)).copied();
    let forms = counted().any(|event| catalogue.forms_agreement(event, &names));
    let agreements = if forms {
        Vec::new()
    } else {
        vec![known.the_agreement]
    };
    let services = services_of_agreements(
        counted(),
        |event| catalogue.forms_agreement(event, &names),
        &names,
    );
    let forming = counted().filter(|event| catalogue.forms_agreement(event, &names));
    let concluded_on = agreements_concluded(forming, &names);
    let set_aside: Vec<SetAside> = counted()
        .filter(|event| role(event) == Some(Role::Disapplication))
        .filter_map(|event| set_aside(event, &names))
        .collect();
    let mut credits_from_start: BTreeMap<Name, Vec<_>> = BTreeMap::new();
    for (index, event) in timeline.events.iter().enumerate() {
        let known = event.date <= as_of && role(event) == Some(Role::CreditNote);
        if let Some((thing, amount)) = credit_from_start(event).filter(|_| known) {
            let credit = (index, amount, event.reference.clone());
            credits_from_start.entry(thing).or_default().push(credit);
        }
    }
    // The walk stops on the day from which a provision is set aside, whether or not somebody waits for it.
    let from_days = set_aside.iter().map(|aside| aside.from);
    let rounded_on: BTreeSet<Date> = from_days.filter(|from| *from >= first).collect();
    let agenda = rounded_on
        .iter()
        .map(|from| (*from, BTreeSet::new()))
        .collect();
    let calls = options.for_people || !set_aside.is_empty();
    let mut relation = Relation {
        program,
        timeline,
        attributes: Rc::new(FxHashMap::default()),
        names,
        known,
        currency: Currency::EUR,
        judged: Cell::new(0),
        day: first,
        at_start: true,
        as_of,
        facts: Facts::default(),
        states: States::default(),
        assessments: Assessments::default(),
        obligations: Obligations::default(),
        violations: Violations::default(),
        ledger: Ledger::new(),
        powers: Powers::default(),
        grounds: FxHashMap::default(),
        verdicts: BTreeMap::new(),
        agreements,
        services: Rc::new(services),
        concluded_on: Rc::new(concluded_on),
        replacements: FxHashMap::default(),
        set_aside,
        rounded_on,
        switched_off: FxHashMap::default(),
        instances: Pages::default(),
        instance_ids: Shelves::default(),
        latest_variables: FxHashMap::default(),
        cells: Cells::default(),
        worklist: BTreeSet::new(),
        agenda,
        daily: BTreeSet::new(),
        days_in_hand: BTreeMap::new(),
        given_once: FxHashSet::default(),
        record: Record {
            credits_from_start,
            derives: options.explain,
            tells: options.for_people,
            calls,
            ..Record::default()
        },
        problems: Vec::new(),
        catalogue,
    };
    relation.attributes = Rc::new(attributes(&relation));
    relation.assessments = judged::in_timeline(&relation);
    relation
}

/// The thing and the amount of a credit note that works back.
fn credit_from_start(event: &Event) -> Option<(Name, Money)> {
    let works_back = event.fields.get("retroactive")?.as_truth()? == Truth::Holds;
    let thing = event.fields.get("invoice")?.as_name()?.clone();
    let amount = event.fields.get("amount")?.as_money()?;
    works_back.then_some((thing, amount))
}

/// From when, and of what, a provision is set aside.
fn set_aside(event: &Event, names: &Names) -> Option<SetAside> {
    let field = |name: &str| event.fields.get(name);
    let provision = match field("provision")? {
        Value::Provision(clause) => names.text(clause.as_str()),
        other => names.text(&other.to_string()),
    };
    let since = field("since")
        .and_then(Value::as_date)
        .unwrap_or(event.date);
    let retroactive = field("retroactive").and_then(Value::as_truth) == Some(Truth::Holds);
    let whole_past = retroactive && since == event.date;
    let from = if whole_past { Date::MIN } else { since };
    let sentence = field("part").map(ToString::to_string).and_then(|part| {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    });
    Some(SetAside {
        provision,
        sentence,
        from,
        declared: event.date,
        ground: field("ground").and_then(Value::as_name).cloned(),
    })
}

fn attributes(relation: &Relation<'_>) -> FxHashMap<(Symbol, Symbol), Item> {
    let timeline = relation.timeline;
    let own = [
        (relation.known.supplier, &timeline.supplier),
        (relation.known.client, &timeline.client),
    ];
    let others = timeline
        .others
        .iter()
        .map(|(name, party)| (relation.names.symbol(name), party));
    let mut attributes = FxHashMap::default();
    for (role, party) in own.into_iter().chain(others) {
        let mut of = |party: &PartyFacts, of: Symbol| {
            for (name, value) in &party.attributes {
                attributes.insert((of, relation.names.symbol(name)), relation.item_of(value));
            }
        };
        of(party, role);
        let mut beside = Vec::new();
        for one in &party.joint_debtors {
            if let Some(name) = &one.name {
                let name = relation.names.symbol(&Name::new(name));
                of(one, name);
                beside.push(Item::Party(name));
            }
        }
        attributes.insert(
            (role, relation.names.text("joint_debtors")),
            Item::List(beside.into()),
        );
        if let Some(name) = &party.name {
            attributes.insert(
                (role, relation.names.text("name")),
                Item::Word(relation.names.symbol(&Name::new(name))),
            );
        }
    }
    attributes
}
