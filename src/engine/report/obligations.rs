//! The list of obligations.

use rustc_hash::FxHashMap;

use crate::check::program::{Body, Deadline, Promptness};
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::Standing;
use crate::engine::obligations::{End, Obligation};
use crate::engine::outcome::{Obligation as Shown, ObligationState};
use crate::engine::relation::Relation;
use crate::engine::report::claims::{Key, key_of};
use crate::engine::report::{apart, because, presumed};
use crate::engine::tell::stands_always;
use crate::value::{Date, Truth};

/// Duties, sorted by the day they arose, provision, reference. Of what a report shows as one claim there is one duty to pay it.
pub fn list(relation: &Relation<'_>, explain: bool) -> Vec<Shown> {
    let mut duties: Vec<Vec<(ObligationId, &Obligation<'_>)>> = Vec::new();
    let mut by_claim: FxHashMap<Key, usize> = FxHashMap::default();
    for (id, obligation) in relation
        .obligations
        .iter()
        .filter(|(_, one)| one.listed && is_shown(relation, one))
    {
        let known = obligation.claim.and_then(|claim| {
            let key = key_of(relation, relation.ledger.claim(claim));
            let at = *by_claim.entry(key).or_insert(duties.len());
            duties.get_mut(at)
        });
        match known {
            Some(parts) => parts.push((id, obligation)),
            None => duties.push(vec![(id, obligation)]),
        }
    }
    let mut all: Vec<Shown> = (duties.iter())
        .map(|parts| show_parts(relation, parts, explain))
        .collect();
    let first = duties.iter().map(|parts| parts[0].1);
    apart::tell_duties_apart(relation, &mut all, first);
    all.sort_by(|one, other| {
        (one.arose, &one.clause, &one.reference).cmp(&(
            other.arose,
            &other.clause,
            &other.reference,
        ))
    });
    all
}

/// The duty to pay a claim that has several parts is what the worst of them is, the earliest of these; it is performed when all are.
fn show_parts<'p>(
    relation: &Relation<'p>,
    parts: &[(ObligationId, &Obligation<'p>)],
    explain: bool,
) -> Shown {
    let worst = |(_, one): &&(ObligationId, &Obligation<'p>)| rank(state_of(relation, one));
    // Of several that are equally bad `max_by_key` gives the last, in the order of arising: so they are asked from the end.
    let (id, shown) = parts
        .iter()
        .rev()
        .max_by_key(worst)
        .expect("a duty has a part");
    let performed: Option<Vec<Date>> = parts
        .iter()
        .map(|(_, one)| performed_on(relation, one))
        .collect();
    let last = performed.and_then(|days| days.into_iter().max());
    Shown {
        arose: parts[0].1.arose,
        performed_on: last,
        ..show(relation, *id, shown, explain)
    }
}

/// The worst of several parts is what the whole is.
fn rank(state: ObligationState) -> u8 {
    match state {
        ObligationState::Discharged | ObligationState::Lapsed => 0,
        ObligationState::Performed => 1,
        ObligationState::PerformedLate => 2,
        ObligationState::Conditional => 3,
        ObligationState::Suspended => 4,
        ObligationState::Open => 5,
        ObligationState::Overdue => 6,
    }
}

fn is_shown(relation: &Relation<'_>, obligation: &Obligation<'_>) -> bool {
    obligation.arose <= relation.as_of
        && obligation
            .claim
            .is_none_or(|claim| !relation.record.replaced.contains(&claim))
}

/// Whether nothing is left to pay of it: the claim was refused, or limited to nothing.
fn is_excluded(relation: &Relation<'_>, obligation: &Obligation<'_>) -> bool {
    obligation.claim.is_some_and(|claim| {
        relation.ledger.claim(claim).standing(relation.as_of) == Standing::Excluded
    })
}

/// Where an obligation stands.
pub fn state_of(relation: &Relation<'_>, obligation: &Obligation<'_>) -> ObligationState {
    if obligation.grows {
        return state_of_growth(relation, obligation);
    }
    let late = obligation.late(relation.day);
    if is_excluded(relation, obligation) {
        return ObligationState::Discharged;
    }
    match (obligation.performed_on, obligation.ended) {
        (Some(_), _) if obligation.breached && obligation.after.is_some() => {
            ObligationState::Overdue
        }
        (Some(_), _) if obligation.breached => ObligationState::PerformedLate,
        (Some(_), _) if late.holds() => ObligationState::PerformedLate,
        (Some(_), _) => ObligationState::Performed,
        (None, Some((_, End::Discharged))) => ObligationState::Discharged,
        (None, Some((_, End::Lapsed))) => ObligationState::Lapsed,
        (None, None) => match obligation.truth {
            Truth::Undetermined => ObligationState::Conditional,
            Truth::Fails => ObligationState::Discharged,
            Truth::Holds if late.holds() || obligation.breached => ObligationState::Overdue,
            Truth::Holds if obligation.suspended.holds() => ObligationState::Suspended,
            Truth::Holds if late.is_undetermined() => ObligationState::Conditional,
            Truth::Holds => ObligationState::Open,
        },
    }
}

/// Money that grows is owed as long as something is open of it, or of what it grows on.
fn state_of_growth(relation: &Relation<'_>, obligation: &Obligation<'_>) -> ObligationState {
    let Some(claim) = obligation.claim else {
        return ObligationState::Discharged;
    };
    let position = relation.ledger.position(claim, relation.as_of);
    let grows_on = ground_of(relation, obligation);
    if position.open.is_positive() || grows_on.is_some_and(Obligation::is_open) {
        ObligationState::Open
    } else if position.settled.is_positive() {
        ObligationState::Performed
    } else {
        ObligationState::Discharged
    }
}

/// The obligation that money grows on.
fn ground_of<'r, 'p>(
    relation: &'r Relation<'p>,
    obligation: &Obligation<'p>,
) -> Option<&'r Obligation<'p>> {
    let on = relation.ledger.claim(obligation.claim?).told().underlying?;
    let id = relation.obligations.of_claim(on)?;
    Some(relation.obligations.get(id))
}

/// The day on which it was performed; of money that grows, that on which what it grew on was.
fn performed_on(relation: &Relation<'_>, obligation: &Obligation<'_>) -> Option<Date> {
    if obligation.grows && state_of(relation, obligation) == ObligationState::Performed {
        ground_of(relation, obligation).and_then(|on| on.performed_on)
    } else {
        obligation.performed_on
    }
}

fn show<'p>(
    relation: &Relation<'p>,
    id: ObligationId,
    obligation: &Obligation<'p>,
    explain: bool,
) -> Shown {
    let state = state_of(relation, obligation);
    let ground = ground(relation, id, obligation);
    Shown {
        clause: obligation.rule.at.clause.clone(),
        version: relation.version_in_words(obligation.version),
        bearer: relation.names.name(obligation.bearer),
        counterparty: obligation
            .counterparty
            .map(|party| relation.names.name(party)),
        act: relation.names.name(obligation.act),
        reference: relation.shown(&Item::Obligation(id)),
        arose: obligation.arose,
        due: obligation.due,
        due_perhaps: obligation.due_perhaps.filter(|_| obligation.truth.holds()),
        state,
        performed_on: performed_on(relation, obligation),
        why: why(relation, &ground, obligation, state),
        ground: relation.for_people(|| ground),
        told: relation.for_people(|| relation.duty_told(obligation)),
        always: is_always_owed(obligation, state),
        presumed: presumed::of_own(relation, Some(obligation.instance)),
        because: if explain {
            vec![because::of_instance(
                relation,
                obligation.rule,
                obligation.instance,
            )]
        } else {
            Vec::new()
        },
    }
}

/// Whether the terms ask for it at all times: they say so, or ask for nothing before it.
fn is_always_owed(obligation: &Obligation<'_>, state: ObligationState) -> bool {
    let at_all_times = match &obligation.rule.body {
        Body::Duty(duty) => matches!(duty.deadline, Deadline::Open(Some(Promptness::Always))),
        _ => false,
    };
    obligation.claim.is_none()
        && state == ObligationState::Open
        && (at_all_times || stands_always(obligation.rule))
}

/// The words of the rule, and the event behind it.
fn ground(relation: &Relation<'_>, id: ObligationId, obligation: &Obligation<'_>) -> String {
    let mut parts = vec![because::quoted(obligation.rule, obligation.version)];
    if let Some(fact) = relation.instances[obligation.instance].event {
        parts.push(because::sentence(&because::event(relation, fact)));
    }
    if obligation.truth.is_undetermined() {
        let behind = relation.behind_obligation(id);
        parts.push(because::waits_for(relation, &behind));
    }
    parts.join(" ")
}

fn why(
    relation: &Relation<'_>,
    ground: &str,
    obligation: &Obligation<'_>,
    state: ObligationState,
) -> String {
    let mut parts = vec![ground.to_owned()];
    match (obligation.due, obligation.own_due) {
        (Some(due), Some(own)) if due != own => {
            parts.push(format!("Due on {due}, brought forward from {own}."));
        }
        (Some(due), _) => parts.push(match obligation.due_perhaps {
            Some(perhaps) => format!("The last timely day is {perhaps} or {due}, which is open."),
            None => format!("The last timely day is {due}."),
        }),
        (None, _) => parts.extend(
            obligation
                .due_perhaps
                .map(|perhaps| format!("The last timely day is {perhaps} or none, which is open.")),
        ),
    }
    parts.extend(match state {
        ObligationState::Performed | ObligationState::PerformedLate => performed(obligation),
        ObligationState::Overdue if obligation.breached => {
            Some("It was not done as it had to be.".to_owned())
        }
        ObligationState::Overdue => Some("Not performed.".to_owned()),
        ObligationState::Discharged => Some("Nothing asks for it any more.".to_owned()),
        ObligationState::Lapsed => Some("It lapsed.".to_owned()),
        ObligationState::Open if is_urgent(obligation) => {
            Some(because::sentence(&obligation.how_long_open(relation.as_of)))
        }
        ObligationState::Open | ObligationState::Suspended | ObligationState::Conditional => None,
    });
    parts.join(" ")
}

/// Whether it must be done as soon as possible, or without delay: no last day is set, and every day counts.
fn is_urgent(obligation: &Obligation<'_>) -> bool {
    let deadline = match &obligation.rule.body {
        Body::Duty(duty) => &duty.deadline,
        Body::Debt(debt) => &debt.deadline,
        _ => return false,
    };
    match deadline {
        Deadline::Open(promptness) => {
            promptness.is_some_and(|promptness| promptness != Promptness::Always)
        }
        Deadline::On(_) | Deadline::WithinThat(_) => false,
    }
}

fn performed(obligation: &Obligation<'_>) -> Option<String> {
    let day = obligation.performed_on?;
    let too_late = if obligation.breached {
        ", which was too late"
    } else {
        ""
    };
    let how = obligation.how_performed(day);
    Some(format!("Performed on {day}, {how}{too_late}."))
}
