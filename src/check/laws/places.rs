//! No two clauses fill the same place without saying how they relate.
//!
//! A place is what a reader would look up once: the order in which a payment of the client settles, the value of a measure, the
//! interest on a claim, a claim under one head for one event, what a party must do with a thing and by when, a state of the same
//! things on the same ground. Two sentences that fill it are refused unless one of them says `instead of`, `in addition to`,
//! `despite`, `subject to`, `owed once, under`, or fills a gap only, or their conditions exclude each other.

mod subject;

use crate::check::laws::places::subject::{Occasion, Subject, exclude_each_other};
use crate::check::problems::Problems;
use crate::check::program::{
    Body, Condition, Deadline, Definition, Expression, Head, Measure, Program, Rule, Status,
};
use crate::source::{Problem, Span};
use crate::value::{ClauseId, Name};

/// Reports each pair of sentences that fill one place.
pub fn check_places(program: &Program, problems: &mut Problems) {
    let filled: Vec<(&Rule, Place<'_>)> = program
        .rules
        .iter()
        .filter_map(|rule| Some((rule, place_of(rule)?)))
        .collect();
    for (at, (first, place)) in filled.iter().enumerate() {
        for (second, other) in &filled[at + 1..] {
            if place.is_also(other) && !are_related(first, second) {
                problems.under(heading(program, &second.at.clause));
                problems.push(same_place(&place.in_words(other), first, second));
            }
        }
    }
    for measure in program.measures.values() {
        check_definitions(program, measure, problems);
    }
    problems.under(None);
}

/// What a rule fills.
#[derive(Debug)]
enum Place<'p> {
    /// The order in which the payments of a party settle.
    Settlement { payer: Subject<'p> },
    /// A state of the same things on the same ground.
    State { status: &'p Status, rule: &'p Rule },
    /// A claim under one head, for one event.
    Claim {
        debtor: Subject<'p>,
        creditor: Subject<'p>,
        head: &'p Head,
        occasion: Occasion<'p>,
    },
    /// What a claim yields while it is open.
    Interest {
        debtor: Subject<'p>,
        creditor: Subject<'p>,
        on: Subject<'p>,
        head: &'p Head,
    },
    /// What a party must do with a thing, by one day.
    Conduct {
        bearer: Subject<'p>,
        called: &'p Name,
        with: Option<Subject<'p>>,
        by: &'p Expression,
        occasion: Occasion<'p>,
    },
}

/// The place that a rule fills; none for rules of which there may be many.
fn place_of(rule: &Rule) -> Option<Place<'_>> {
    if rule.fallback {
        return None;
    }
    let subject = |value| Subject::of(value, rule);
    match &rule.body {
        Body::Allocation(allocation) => Some(Place::Settlement {
            payer: subject(&allocation.payer),
        }),
        Body::Status(status) => Some(Place::State { status, rule }),
        Body::Debt(debt) => Some(Place::Claim {
            debtor: subject(&debt.debtor),
            creditor: subject(&debt.creditor),
            head: &debt.head,
            occasion: Occasion::of(rule),
        }),
        Body::Accrual(accrual) => Some(Place::Interest {
            debtor: subject(&accrual.debtor),
            creditor: subject(&accrual.creditor),
            on: subject(&accrual.on),
            head: &accrual.head,
        }),
        // A duty that stands as long as it stands may be laid down as often as one likes; two last days contradict each other.
        Body::Duty(duty) => match (&duty.deadline, duty.steps.as_slice()) {
            (Deadline::On(by), [step]) => Some(Place::Conduct {
                bearer: subject(&duty.bearer),
                called: &step.called,
                with: step.thing.as_ref().map(subject),
                by,
                occasion: Occasion::of(rule),
            }),
            (Deadline::On(_) | Deadline::Open(_) | Deadline::WithinThat(_), _) => None,
        },
        Body::Power(_)
        | Body::Ban { .. }
        | Body::NoEffect { .. }
        | Body::SetOff
        | Body::DesignationIgnored { .. }
        | Body::BecomeDue { .. }
        | Body::TakesEffect { .. }
        | Body::Becomes { .. }
        | Body::Ends { .. }
        | Body::Lapse { .. }
        | Body::Refuse(_)
        | Body::Limit(_)
        | Body::Order(_)
        | Body::Ground { .. }
        | Body::SwitchOff { .. }
        | Body::WithoutBasis { .. }
        | Body::Governs(_)
        | Body::Note { .. } => None,
    }
}

impl Place<'_> {
    /// Whether another rule fills the same place.
    fn is_also(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Settlement { payer }, Self::Settlement { payer: second }) => {
                payer.may_be(second)
            }
            (
                Self::State { status, rule },
                Self::State {
                    status: second,
                    rule: other,
                },
            ) => {
                status.state == second.state
                    && status.arguments == second.arguments
                    && rule.trigger == other.trigger
                    && rule.condition == other.condition
                    && rule.variables == other.variables
            }
            (
                Self::Claim {
                    debtor,
                    creditor,
                    head,
                    occasion,
                },
                Self::Claim {
                    debtor: second_debtor,
                    creditor: second_creditor,
                    head: second_head,
                    occasion: second_occasion,
                },
            ) => {
                head == second_head
                    && debtor.may_be(second_debtor)
                    && creditor.may_be(second_creditor)
                    && occasion.may_be(second_occasion)
            }
            (
                Self::Interest {
                    debtor,
                    creditor,
                    on,
                    ..
                },
                Self::Interest {
                    debtor: second_debtor,
                    creditor: second_creditor,
                    on: second_on,
                    ..
                },
            ) => {
                debtor.may_be(second_debtor)
                    && creditor.may_be(second_creditor)
                    && on.may_be(second_on)
            }
            (
                Self::Conduct {
                    bearer,
                    called,
                    with,
                    by,
                    occasion,
                },
                Self::Conduct {
                    bearer: second_bearer,
                    called: second_called,
                    with: second_with,
                    by: second_by,
                    occasion: second_occasion,
                },
            ) => {
                called == second_called
                    && by != second_by
                    && bearer.may_be(second_bearer)
                    && match (with, second_with) {
                        (Some(with), Some(second)) => with.may_be(second),
                        (None, None) => true,
                        (Some(_), None) | (None, Some(_)) => false,
                    }
                    && occasion.may_be(second_occasion)
            }
            (
                Self::Settlement { .. }
                | Self::State { .. }
                | Self::Claim { .. }
                | Self::Interest { .. }
                | Self::Conduct { .. },
                _,
            ) => false,
        }
    }

    /// What it and the same place, as another rule fills it, are called.
    fn in_words(&self, other: &Self) -> String {
        match (self, other) {
            (Self::Settlement { .. }, _) => "the order in which a payment settles".to_owned(),
            (Self::State { status, .. }, _) => {
                format!("`{}` of the same things", status.state.in_words())
            }
            (Self::Claim { head, .. }, _) => {
                format!("{} for the same event", head.in_words())
            }
            (Self::Interest { head, .. }, Self::Interest { head: second, .. })
                if head != second =>
            {
                format!(
                    "{} and {} on the same claim",
                    head.in_words(),
                    second.in_words()
                )
            }
            (Self::Interest { head, .. }, _) => format!("{} on the same claim", head.in_words()),
            (Self::Conduct { called, .. }, _) => {
                format!("the last day to {} on the same occasion", called.in_words())
            }
        }
    }
}

/// Whether they say how they relate, or exclude each other by their conditions.
fn are_related(first: &Rule, second: &Rule) -> bool {
    let says = |one: &Rule, other: &ClauseId| {
        one.instead_of.contains(other)
            || one.relations.iter().any(|(_, clause)| clause == other)
            || once_under(one).contains(other)
    };
    if says(first, &second.at.clause) || says(second, &first.at.clause) {
        return true;
    }
    // Two cases of one clause stand side by side, each with its own condition.
    (first.at.clause == second.at.clause && first.condition != second.condition)
        || exclude_each_other(first, second)
}

fn once_under(rule: &Rule) -> &[ClauseId] {
    match &rule.body {
        Body::Debt(debt) => &debt.once_under,
        Body::Accrual(accrual) => &accrual.once_under,
        _ => &[],
    }
}

fn same_place(words: &str, first: &Rule, second: &Rule) -> Problem {
    two_places(
        words,
        (&first.at.clause, first.at.span),
        (&second.at.clause, second.at.span),
    )
}

fn two_places(words: &str, first: (&ClauseId, Span), second: (&ClauseId, Span)) -> Problem {
    let message = if first.0 == second.0 {
        format!("clause {} says {words} twice", first.0)
    } else {
        format!("clauses {} and {} both say {words}", first.0, second.0)
    };
    Problem::error("same-place", message)
        .at(second.1, format!("clause {}", second.0))
        .at(first.1, format!("clause {}", first.0))
        .help(format!(
            "say how they relate: `, instead of {0}`, `, in addition to {0}`, `, despite {0}`, `, subject to {0}`, or `… owed once, under {0} or {1}.`",
            first.0, second.0
        ))
}

/// Two values of one measure, neither of which depends on a condition.
fn check_definitions(program: &Program, measure: &Measure, problems: &mut Problems) {
    let always: Vec<&Definition> = measure
        .definitions
        .iter()
        .filter(|definition| !definition.fallback && definition.condition == Condition::Always)
        .collect();
    for (at, first) in always.iter().enumerate() {
        for second in &always[at + 1..] {
            let (Some(a), Some(b)) = (&first.at, &second.at) else {
                continue;
            };
            if is_law(program, &a.clause) != is_law(program, &b.clause) {
                continue;
            }
            problems.under(heading(program, &b.clause));
            let words = format!("what the {} is", measure.name.in_words());
            problems.push(two_places(&words, (&a.clause, a.span), (&b.clause, b.span)));
        }
    }
}

fn is_law(program: &Program, clause: &ClauseId) -> bool {
    program
        .provisions
        .get(clause)
        .is_some_and(|provision| provision.is_law)
}

/// `› Betaling › 5.a`
pub fn heading(program: &Program, clause: &ClauseId) -> Option<String> {
    let provision = program.provisions.get(clause)?;
    let article = if provision.heading.is_empty() {
        &provision.article
    } else {
        &provision.heading
    };
    Some(format!("› {article} › {clause}"))
}
