//! The list of statuses.

use std::collections::BTreeMap;

use crate::check::program::{Expression, State};
use crate::check::schema::Role;
use crate::engine::cells::Reader;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::outcome::{ACCELERATED, Because, CAP_REACHED, IN_DEFAULT, Status};
use crate::engine::parameters::SetAside;
use crate::engine::relation::Relation;
use crate::engine::report::{because, presumed, versions};
use crate::engine::sentences::Tense;
use crate::engine::tell::rests_on_no_power;
use crate::engine::world::{Interval, Tuple};
use crate::value::{ClauseId, Date, Name};

/// Statuses that held or hold, sorted by first day, name, reference.
pub fn list(relation: &Relation<'_>, explain: bool) -> Vec<Status> {
    let mut all: Vec<(Option<ObligationId>, Status)> = Vec::new();
    for (_, tuple) in relation.states.iter() {
        let key = relation.names.name(tuple.state);
        let declared = relation.state(&key);
        if declared.is_some_and(|state| !state.reported) {
            continue;
        }
        let holds_if = declared.and_then(|state| state.holds_if.as_ref());
        let doubts = holds_if.is_some_and(rests_on_no_power)
            || waits_for_its_day(relation, tuple)
            || waits_for_its_end(relation, tuple);
        let argument = |place: Option<usize>| place.and_then(|place| tuple.arguments.get(place));
        let told_of = argument(declared.and_then(|state| state.reference));
        let reference = told_of.and_then(|item| relation.shown(item));
        let head = told_of.and_then(|item| head_beside_its_thing(relation, item));
        let of = |shown: Shown, arguments: &[Item]| Status {
            status: declared.map_or_else(|| key.clone(), |state| state.name.clone()),
            subject: None,
            reference: reference.clone(),
            head: head.clone(),
            from: shown.from,
            until: shown.until,
            clause: clause_of(relation, shown.by)
                .or_else(|| clause_of_special_term(relation, tuple)),
            version: version_of(relation, shown.by, shown.from),
            conditional: shown.conditional,
            held_since: tuple.held_until(shown.from).filter(|_| shown.conditional),
            end_left_out: end_left_out(relation, shown.until, shown.by),
            presumed: presumed::of_own(relation, shown.by),
            told: relation.for_people(|| {
                let told = relation.state_in_words(&key, arguments, Tense::Present);
                match shown.event {
                    Some(event) => with_part_and_ground(relation, told, arguments, event),
                    None => told,
                }
            }),
            ground: shown.event.and_then(|event| {
                let aside = set_aside(relation, arguments, event);
                aside.first().and_then(|one| one.ground.clone())
            }),
            over: if has_ended(tuple, shown.until) && (doubts || is_default(declared)) {
                relation.for_people(|| relation.state_in_words(&key, arguments, Tense::NoLonger))
            } else {
                String::new()
            },
            because: if explain {
                derivation(relation, shown)
            } else {
                Vec::new()
            },
        };
        for days in shown(tuple, relation.as_of, doubts) {
            let arguments = relation.as_told(tuple, days.event);
            let subjects = declared.map_or_else(Vec::new, |state| {
                subjects_of(relation, &state.subject, &arguments)
            });
            let status = of(days, &arguments);
            let each = |subject: &String| Status {
                subject: Some(subject.clone()),
                ..status.clone()
            };
            let instalment = instalment(relation, tuple);
            all.extend(subjects.iter().map(|subject| (instalment, each(subject))));
            if subjects.is_empty() {
                all.push((instalment, status));
            }
        }
    }
    let of_nothing = |status| (None, status);
    all.extend(
        versions::statuses(relation, explain)
            .into_iter()
            .map(of_nothing),
    );
    all.extend(of_the_ledger(relation, explain).into_iter().map(of_nothing));
    all.sort_by(|(one, first), (other, second)| (key_of(first), one).cmp(&(key_of(second), other)));
    joined(all)
}

/// The instalment that a state speaks of: others bear the same reference.
fn instalment(relation: &Relation<'_>, tuple: &Tuple) -> Option<ObligationId> {
    tuple.arguments.iter().find_map(|argument| match argument {
        Item::Obligation(id) => {
            let day = relation.instalment_of(relation.obligations.get(*id));
            day.map(|_| *id)
        }
        _ => None,
    })
}

fn is_default(state: Option<&State>) -> bool {
    state.is_some_and(|state| state.name == *IN_DEFAULT)
}

/// Statuses that follow from what happens to claims: made due early, a ceiling reached.
fn of_the_ledger(relation: &Relation<'_>, explain: bool) -> Vec<Status> {
    let status =
        |name: &str, told, reference, from, rule: &crate::check::program::Rule, version| Status {
            told,
            ground: None,
            over: String::new(),
            status: Name::new(name),
            subject: None,
            reference,
            head: None,
            from,
            until: None,
            clause: Some(rule.at.clause.clone()),
            version,
            conditional: false,
            held_since: None,
            end_left_out: Vec::new(),
            presumed: Vec::new(),
            because: if explain {
                vec![because::of_rule(rule, None, Vec::new())]
            } else {
                Vec::new()
            },
        };
    let mut all = Vec::new();
    for (_, obligation) in relation.obligations.iter() {
        if let Some((day, rule)) = obligation.accelerated {
            let reference = relation.shown(&obligation.thing);
            let thing = relation.thing_in_words(&obligation.thing);
            let told = format!("what is open of {thing} is due before its own day");
            let agreement = relation.agreement_of(&obligation.thing);
            let version = relation.version_in_words(Some(relation.version_on(agreement, day)));
            all.push(status(ACCELERATED, told, reference, day, rule, version));
        }
        let full = obligation.claim.filter(|_| obligation.grows);
        let full = full.and_then(|claim| relation.ledger.full_since(claim, relation.as_of));
        if let (Some(day), Some(head)) = (full, &obligation.head) {
            let name = format!("{}{CAP_REACHED}", head.head);
            let reference = relation.shown(&obligation.thing);
            let thing = relation.thing_in_words(&obligation.thing);
            let head = relation.program.head_in_words(&head.head, None);
            let told = format!("the ceiling of the {head} on {thing} is reached");
            let version = relation.version_in_words(obligation.version);
            all.push(status(
                &name,
                told,
                reference,
                day,
                obligation.rule,
                version,
            ));
        }
    }
    for cap in relation.record.caps_reached.values() {
        let name = format!("{}{CAP_REACHED}", cap.head);
        let joint = match cap.over {
            Item::Agreement(_) => "under",
            _ => "for",
        };
        let over = relation.told(&cap.over);
        let over = over.map_or_else(String::new, |over| format!(" {joint} {over}"));
        let told = format!(
            "the ceiling of the {}{over} is reached",
            relation.program.head_in_words(&cap.head, None)
        );
        let version = relation.version_in_words(cap.version);
        all.push(status(&name, told, None, cap.day, cap.rule, version));
    }
    all
}

type SortKey<'s> = (
    Date,
    &'s Name,
    &'s Option<Name>,
    &'s Option<Name>,
    &'s Option<String>,
    Option<Date>,
);

fn key_of(status: &Status) -> SortKey<'_> {
    (
        status.from,
        &status.status,
        &status.reference,
        &status.head,
        &status.subject,
        status.until,
    )
}

/// One status of one thing is shown once for the days on which it lasts, whatever carries it.
fn joined(all: Vec<(Option<ObligationId>, Status)>) -> Vec<Status> {
    let mut kept: Vec<Status> = Vec::new();
    let mut latest: BTreeMap<_, usize> = BTreeMap::new();
    for (instalment, status) in all {
        let key = (
            instalment,
            status.status.clone(),
            status.subject.clone(),
            status.reference.clone(),
            status.head.clone(),
            status.conditional,
        );
        let known = latest
            .get(&key)
            .copied()
            .filter(|at| kept[*at].until.is_none_or(|until| until >= status.from));
        match known {
            Some(at) => {
                kept[at].until = match (kept[at].until, status.until) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    (None, _) | (_, None) => None,
                };
            }
            None => {
                latest.insert(key, kept.len());
                kept.push(status);
            }
        }
    }
    kept
}

/// Days on which a state held, or waited for a judgement.
#[derive(Clone, Copy)]
struct Shown {
    from: Date,
    until: Option<Date>,
    by: Option<Reader>,
    event: Option<FactId>,
    conditional: bool,
}

/// The days of a state that are told: those on which it held, and those on which it waited, or waits, for the judgement on a power, or on
/// whether it has ended.
fn shown(tuple: &Tuple, as_of: Date, doubts: bool) -> impl Iterator<Item = Shown> {
    let held = tuple.intervals.iter();
    let held = held.filter(move |interval| is_shown(interval, as_of));
    let held = held.map(|interval| Shown {
        from: interval.from,
        until: interval.until.or(interval.fixed_end),
        by: interval.by,
        event: interval.event,
        conditional: false,
    });
    let in_doubt = tuple.in_doubt.filter(|(from, _)| *from <= as_of);
    let open = in_doubt.map(|(from, by)| (from, None, by));
    let over = tuple
        .doubted
        .iter()
        .map(|spell| (spell.from, Some(spell.until), spell.by));
    let held_before = move |from: Date| {
        let mut held = tuple.intervals.iter();
        held.any(|interval| is_shown(interval, as_of) && interval.until == Some(from))
    };
    let doubted = over
        .chain(open)
        .filter(move |(from, _, _)| doubts || held_before(*from));
    held.chain(doubted.map(|(from, until, by)| Shown {
        from,
        until,
        by,
        event: None,
        conditional: true,
    }))
}

/// Whether it ended on a day, so that it was not merely open from then on whether it had.
fn has_ended(tuple: &Tuple, until: Option<Date>) -> bool {
    let in_doubt = tuple.in_doubt.map(|(from, _)| from).into_iter();
    let mut doubts = in_doubt.chain(tuple.doubted.iter().map(|spell| spell.from));
    until.is_some_and(|until| !doubts.any(|from| from == until))
}

/// The head of a claim that bears the name of what another claim is for: the costs of an invoice, of which something else is so than of
/// the invoice.
fn head_beside_its_thing(relation: &Relation<'_>, item: &Item) -> Option<Name> {
    let Item::Obligation(id) = item else {
        return None;
    };
    let obligation = relation.obligations.get(*id);
    let head = obligation
        .head
        .as_ref()
        .filter(|_| !relation.is_main(*id))?;
    Some(head.head.clone())
}

/// Whether a state is about what must be done, by a day that waits for a judgement: whether it holds is told as open too.
fn waits_for_its_day(relation: &Relation<'_>, tuple: &Tuple) -> bool {
    tuple.arguments.iter().any(|item| match item {
        Item::Obligation(id) => relation.obligations.get(*id).due_perhaps.is_some(),
        _ => false,
    })
}

/// Whether it is open if a state still holds, because the timeline leaves out the day on which it ends.
fn waits_for_its_end(relation: &Relation<'_>, tuple: &Tuple) -> bool {
    let by = tuple.in_doubt.and_then(|(_, by)| by);
    by.is_some_and(|by| relation.record.without_end.contains_key(&by))
}

/// What the timeline leaves out of the day on which a state that goes on ends.
fn end_left_out(relation: &Relation<'_>, until: Option<Date>, by: Option<Reader>) -> Vec<String> {
    let left_out = by.filter(|_| until.is_none());
    let left_out = left_out.and_then(|by| relation.record.without_end.get(&by));
    left_out.into_iter().flatten().cloned().collect()
}

/// What ended on the day on which it began held at the end of no day.
fn is_shown(interval: &Interval, as_of: Date) -> bool {
    interval.from <= as_of && interval.until.is_none_or(|until| interval.from < until)
}

/// What an event sets aside of a provision that a status is told of; nothing, where it sets nothing aside.
fn set_aside<'r>(
    relation: &'r Relation<'_>,
    arguments: &[Item],
    event: FactId,
) -> Vec<&'r SetAside> {
    let fact = relation.facts.get(event);
    if relation.catalogue.roles.get(&fact.ty) != Some(&Role::Disapplication) {
        return Vec::new();
    }
    let all = relation.set_aside.iter().filter(|aside| {
        aside.declared == fact.date && arguments.contains(&Item::Word(aside.provision))
    });
    all.collect()
}

/// That a provision is set aside, with the sentences of it that are, where it is not all of it, and the ground:
/// `5.a sentence 3 is set aside (ground: avoidance)`.
fn with_part_and_ground(
    relation: &Relation<'_>,
    told: String,
    arguments: &[Item],
    event: FactId,
) -> String {
    let all = set_aside(relation, arguments, event);
    let Some(first) = all.first() else {
        return told;
    };
    let provision = relation.names.name(first.provision).to_string();
    let sentences: Option<Vec<String>> = all
        .iter()
        .map(|aside| aside.sentence.map(|number| number.to_string()))
        .collect();
    let part = match sentences.as_deref() {
        Some([one]) => format!(" sentence {one}"),
        Some([before @ .., last]) => format!(" sentences {} and {last}", before.join(", ")),
        Some([]) | None => String::new(),
    };
    let told = told.replacen(&provision, &format!("{provision}{part}"), 1);
    match &first.ground {
        Some(ground) => format!("{told} (ground: {})", ground.in_words()),
        None => told,
    }
}

/// What a status is told of: the first of these that is stated, each of its members.
fn subjects_of<'p>(
    relation: &Relation<'p>,
    subjects: &'p [Expression],
    arguments: &[Item],
) -> Vec<String> {
    let mut env = Env::default().called(arguments.to_vec());
    let items = subjects.iter().map(|subject| {
        let item = relation.value(subject, &mut env, &mut Query::default());
        let members = item.members().into_iter();
        let shown = members.filter_map(|member| relation.shown(&member));
        shown.map(|name| name.to_string()).collect::<Vec<_>>()
    });
    items
        .into_iter()
        .find(|shown| !shown.is_empty())
        .unwrap_or_default()
}

fn clause_of(relation: &Relation<'_>, by: Option<Reader>) -> Option<ClauseId> {
    let rule = relation.instances.get(by?)?.rule()?;
    Some(rule.at.clause.clone())
}

/// The provision that a special term is effective under: the one that the verdict on it rests on.
fn clause_of_special_term(relation: &Relation<'_>, tuple: &Tuple) -> Option<ClauseId> {
    let [Item::Thing(fact)] = &*tuple.arguments else {
        return None;
    };
    let role = relation.catalogue.roles.get(&relation.facts.get(*fact).ty);
    let verdict = relation
        .verdicts
        .get(fact)
        .filter(|_| role == Some(&Role::Replacement))?;
    let (_, clauses) = relation.verdict_in_words(*fact, verdict);
    clauses.into_iter().next()
}

/// The version of the provision that a status comes from; what the vocabulary defines comes from no version.
fn version_of(relation: &Relation<'_>, by: Option<Reader>, from: Date) -> Option<String> {
    clause_of(relation, by)?;
    let version = relation.version_of_instance_on(by?, from);
    relation.version_in_words(version)
}

/// How a status came about: by a rule, by its definition, or with an event.
fn derivation(relation: &Relation<'_>, shown: Shown) -> Vec<Because> {
    let first_day = shown.until.map(|_| shown.from);
    let by = shown.by;
    let by = by.map(|by| because::of_any_on(relation, by, first_day));
    by.filter(|by| !by.is_empty()).unwrap_or_else(|| {
        let facts = shown.event.map(|fact| because::event(relation, fact));
        let words = if facts.is_some() {
            "it begins with the event"
        } else {
            "it stood before the first event"
        };
        vec![because::in_words(words, facts.into_iter().collect())]
    })
}
