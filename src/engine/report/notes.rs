//! Remarks.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::program::{Body, Condition, Rule, Sort, Trigger};
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::item::Item;
use crate::engine::ledger::{Missing, RateUnknown};
use crate::engine::outcome::{Because, Note};
use crate::engine::relation::Relation;
use crate::engine::report::{
    because, in_play, of_nothing_asked, special, spoken, versions, which_agreement, which_subject,
};
use crate::engine::world::Fact;
use crate::value::{ClauseId, Name};

/// Provision, kind and text.
type Key = (Option<ClauseId>, Name, String);

/// Sorts remarks by provision, kind, text.
pub fn sort(notes: &mut [Note]) {
    notes.sort_by(|one, other| {
        (&one.clause, &one.kind, &one.text).cmp(&(&other.clause, &other.kind, &other.text))
    });
}

/// Remarks, sorted by provision, kind, text.
pub fn list(relation: &Relation<'_>, explain: bool) -> Vec<Note> {
    let mut notes: BTreeMap<Key, Vec<Because>> = BTreeMap::new();
    let mut add =
        |clause: Option<ClauseId>, kind: &str, text: String, because: &dyn Fn() -> Vec<Because>| {
            let known = notes.entry((clause, Name::new(kind), text)).or_default();
            if explain {
                for one in because() {
                    if !known.contains(&one) {
                        known.push(one);
                    }
                }
            }
        };
    let in_play = in_play::provisions(relation);
    let idle = in_play::idle(relation);
    let gaps = declared(relation, "gaps");
    // Remarks on the terms at large; what the run itself remarks is about what happened.
    let mut at_large: BTreeSet<Key> = BTreeSet::new();
    for rule in &relation.catalogue.notes {
        if let Body::Note { kind, text } = &rule.body
            && (has_condition(rule) || in_play.contains(&rule.at.clause))
            && applies(relation, rule)
        {
            if !speaks_of_a_thing(rule) && !asks_what_happened(&rule.condition) {
                at_large.insert((Some(rule.at.clause.clone()), kind.0.clone(), text.clone()));
            }
            let of_rule = || vec![because::of_rule(rule, None, Vec::new())];
            add(
                Some(rule.at.clause.clone()),
                kind.0.as_str(),
                text.clone(),
                &of_rule,
            );
        }
    }
    let holding = relation.instances.iter().enumerate();
    for (id, instance) in holding.filter(|(_, instance)| instance.truth.holds()) {
        if let Some(rule) = instance.rule()
            && let Body::Note { kind, text } = &rule.body
        {
            let of_an_event = instance.event.is_some()
                || instance.variables.iter().any(is_thing)
                || asks_what_happened(&rule.condition);
            if !of_an_event {
                at_large.insert((Some(rule.at.clause.clone()), kind.0.clone(), text.clone()));
            }
            let of = || because::of_any(relation, id);
            add(
                Some(rule.at.clause.clone()),
                kind.0.as_str(),
                text.clone(),
                &of,
            );
        }
    }
    for (id, instance) in relation
        .instances
        .iter()
        .enumerate()
        .filter(|(id, instance)| instance.truth.is_undetermined() && !idle.contains(id))
    {
        for open in &instance.open {
            if let (Open::NotStated(what), Some(rule)) = (open, instance.rule()) {
                let clause = &rule.at.clause;
                let text = if what.starts_with("whether ") {
                    format!("it is not stated {what}; on it depends what {clause} brings")
                } else {
                    format!("{what} is not stated; on it depends what {clause} brings")
                };
                let of = || because::of_any(relation, id);
                add(Some(clause.clone()), "not_stated", text, &of);
            }
        }
    }
    if relation.agreements == [relation.known.the_agreement] {
        let text = "no event forms an agreement; one is taken to stand from before the first event, on these terms";
        let of = || {
            let words = "what a timeline need not tell: an agreement, on the terms of the supplier";
            vec![because::in_words(words, Vec::new())]
        };
        add(None, "assumption", text.to_owned(), &of);
    }
    let mut unused = relation
        .facts
        .iter()
        .filter(|(id, _)| !relation.facts.is_used(*id))
        .peekable();
    let (mut spoken_of, mut judged) = (BTreeSet::new(), BTreeSet::new());
    if unused.peek().is_some() {
        let symbol = |name| relation.names.symbol(name);
        spoken_of.extend(
            spoken::event_types(relation.program)
                .into_iter()
                .map(symbol),
        );
        judged.extend(spoken::concepts(relation.program).into_keys().map(symbol));
    }
    // A judgement that changed nothing is one that a rule asks for all the same.
    let is_spoken_of = |fact: &Fact| {
        let concept = fact.field(relation.known.concept);
        spoken_of.contains(&fact.ty) || matches!(concept, Item::Word(one) if judged.contains(&one))
    };
    // What ends something that the terms speak of is part of it: the end of maintenance, access that is restored.
    let ends_such = |id| {
        let mut ends = relation.record.ends_what_began.iter();
        ends.any(|(end, begun)| {
            *end == id
                && (relation.facts.is_used(*begun) || is_spoken_of(relation.facts.get(*begun)))
        })
    };
    for (id, _) in unused.filter(|(id, fact)| !is_spoken_of(fact) && !ends_such(*id)) {
        let text = format!(
            "{}: no rule of these terms says anything about it",
            because::event(relation, id)
        );
        let of = || {
            let words = "no rule speaks of events of this type";
            vec![because::in_words(words, vec![because::event(relation, id)])]
        };
        add(gaps.clone(), "unregulated", text, &of);
    }
    for (fact, text) in of_nothing_asked::judgements(relation) {
        let of = || {
            let words = "a judgement counts for what a clause asks it of";
            vec![because::in_words(
                words,
                vec![because::event(relation, fact)],
            )]
        };
        add(None, "judged_of_nothing_asked", text, &of);
    }
    for (clause, text) in special::without_value(relation) {
        let of = || {
            vec![because::in_words(
                "a value is agreed that no clause gives",
                Vec::new(),
            )]
        };
        add(clause.or_else(|| gaps.clone()), "unregulated", text, &of);
    }
    let interpretation = declared(relation, "interpretation");
    for id in &relation.record.readings {
        if let (Some(clause), Some(reading)) = (&interpretation, relation.program.readings.get(*id))
            && reading.chosen != reading.default
        {
            let text = format!(
                "{} is read as {}, not as {} ({id})",
                reading.clause, reading.chosen, reading.default
            );
            let of = || {
                vec![because::in_words(
                    &format!("the run was asked for reading {id}"),
                    Vec::new(),
                )]
            };
            add(Some(clause.clone()), "interpretation", text, &of);
        }
    }
    for (fact, text) in which_agreement::taken(relation) {
        let of = || {
            let words = "an event that names no agreement is about the latest one";
            vec![because::in_words(
                words,
                vec![because::event(relation, fact)],
            )]
        };
        add(None, "assumption", text, &of);
    }
    for (fact, text) in which_subject::untold(relation) {
        let of = || {
            let words = "a judgement of one thing does not count for another";
            vec![because::in_words(
                words,
                vec![because::event(relation, fact)],
            )]
        };
        add(None, "not_stated", text, &of);
    }
    for (clause, text) in versions::without_text(relation) {
        let of = || {
            let words = "the timeline announces a version of which no text is given";
            vec![because::in_words(words, Vec::new())]
        };
        add(Some(clause), "version", text, &of);
    }
    for (clause, text) in &relation.record.below_zero {
        let of = || {
            let words = format!("{clause} asks for an amount");
            vec![because::in_words(&words, vec![text.clone()])]
        };
        add(Some(clause.clone()), "below_zero", text.clone(), &of);
    }
    for (kind, fact, text) in &relation.record.told_of_acts {
        let of = || {
            let words = "what an act says, held against what is owed";
            vec![because::in_words(
                words,
                vec![because::event(relation, *fact)],
            )]
        };
        add(None, kind, text.clone(), &of);
    }
    for (clause, act) in &relation.record.without_form {
        let text = format!(
            "the form of {act} is not stated, so that it does not count as the performance of what {clause} asks for"
        );
        let of = || {
            let words = format!("{clause} asks for a form");
            vec![because::in_words(
                &words,
                vec![format!("the form of {act} is left out")],
            )]
        };
        add(Some(clause.clone()), "not_stated", text, &of);
    }
    for (clause, what) in &relation.record.without_day {
        let text = format!("{what} is not stated; on it depends the last day that {clause} sets");
        let of = || {
            let words = format!("{clause} sets a last day");
            vec![because::in_words(
                &words,
                vec![format!("{what} is left out")],
            )]
        };
        add(Some(clause.clone()), "not_stated", text, &of);
    }
    for (id, left_out) in &relation.record.without_end {
        let Some(rule) = relation.instances[*id].rule() else {
            continue;
        };
        let clause = &rule.at.clause;
        for what in left_out {
            let text = format!(
                "{what} is not stated; on it depends until when holds what {clause} brings about"
            );
            let of = || because::of_any(relation, *id);
            add(Some(clause.clone()), "not_stated", text, &of);
        }
    }
    for payment in &relation.record.without_order {
        let text = format!("no rule says what the payment {payment} settles");
        let of = || {
            let words = "no sentence on the order of payments reaches it";
            vec![because::in_words(words, vec![payment.to_string()])]
        };
        add(gaps.clone(), "unregulated", text, &of);
    }
    for claim in relation.ledger.claims() {
        if let Some(missing) = relation.ledger.position(claim.id(), relation.as_of).missing {
            let told = claim.told();
            let head = relation.program.head_in_words(&told.head.head, None);
            let reference = &told.reference;
            let text = match missing {
                Missing::RateUnknown(RateUnknown { table, from }) => format!(
                    "{head} on {reference}: the table {table} gives no rate for {from}, so from that day on no amount is given; \
                     the balance, and what payments settled, count it up to that day"
                ),
                Missing::TooLarge { from } => format!(
                    "{head} on {reference}: from {from} it is too large to reckon with, so no amount is given; \
                     the balance counts it up to that day"
                ),
            };
            let of = || {
                let id = relation.obligations.of_claim(claim.id());
                let instance = id.map(|id| relation.obligations.get(id).instance);
                instance.map_or_else(Vec::new, |id| because::of_any(relation, id))
            };
            add(told.clause.clone(), "not_confirmed", text, &of);
        }
    }
    for (clause, text) in &relation.record.no_answers {
        let of = || {
            let words = "nothing can be divided by 0, so no amount follows from it";
            vec![because::in_words(words, Vec::new())]
        };
        let text = format!("{text}; no amount is given for it");
        add(Some(clause.clone()), "no_answer", text, &of);
    }
    for text in &relation.record.unconfirmed {
        let of = || {
            vec![because::in_words(
                "a table says until when it is confirmed",
                Vec::new(),
            )]
        };
        add(None, "not_confirmed", text.clone(), &of);
    }
    let note = |(key, because)| {
        let of_an_event = !at_large.contains(&key);
        let (clause, kind, text) = key;
        Note {
            clause,
            kind,
            text,
            because,
            of_an_event,
        }
    };
    notes.into_iter().map(note).collect()
}

/// The provision of the terms that is declared to be such a rule: for gaps, of interpretation.
fn declared(relation: &Relation<'_>, kind: &str) -> Option<ClauseId> {
    let mut provisions = relation.program.provisions.values();
    let found = provisions.find(|one| {
        !one.is_law
            && one
                .declared
                .iter()
                .any(|(declared, _, _)| *declared == kind)
    });
    found.map(|one| one.id.clone())
}

/// Whether a remark says itself when it matters. One that does not matters where its provision comes into play.
fn has_condition(rule: &Rule) -> bool {
    rule.condition != Condition::Always || !matches!(rule.trigger, Trigger::Standing)
}

/// Whether a remark that hangs on no event applies to anything.
fn applies<'p>(relation: &Relation<'p>, rule: &'p Rule) -> bool {
    let clause = Some(&rule.at.clause);
    let mut env = Env::of(vec![Item::Unbound; rule.variables.len()], clause, None);
    let mut found = Vec::new();
    relation.bindings(rule, 0, &mut env, &mut found);
    found.into_iter().any(|variables| {
        let mut env = Env::of(variables, clause, None);
        let mut query = Query::default();
        relation.stands(&rule.stands_in, &env, &mut query)
            && relation.standing_truth(rule, &mut env, &mut query).holds()
    })
}

/// Whether a rule speaks of what an event brought about.
fn speaks_of_a_thing(rule: &Rule) -> bool {
    (rule.variables.iter()).any(|variable| matches!(variable.sort, Sort::Thing(_)))
}

/// Whether a remark is made because something has happened, and not because it has not.
fn asks_what_happened(condition: &Condition) -> bool {
    match condition {
        Condition::Happened(_) => true,
        Condition::All(items) | Condition::Any(items) => {
            items.iter().any(|item| asks_what_happened(&item.condition))
        }
        Condition::Exists { holds, .. } => asks_what_happened(holds),
        Condition::Always
        | Condition::Governed(_)
        | Condition::NoneOf(_)
        | Condition::Not(_)
        | Condition::Holds { .. }
        | Condition::Performed { .. }
        | Condition::Late { .. }
        | Condition::InBreach { .. }
        | Condition::Violates { .. }
        | Condition::Breaks { .. }
        | Condition::Concept { .. }
        | Condition::Compare { .. }
        | Condition::SamePeriod { .. }
        | Condition::OneOf { .. }
        | Condition::Stated(_)
        | Condition::Passed(_)
        | Condition::LongerThan { .. }
        | Condition::Some_ { .. }
        | Condition::GroundGiven { .. }
        | Condition::May { .. }
        | Condition::InForm { .. }
        | Condition::Weekday { .. }
        | Condition::Listed { .. }
        | Condition::Counts(_)
        | Condition::Truth(_) => false,
    }
}

fn is_thing(item: &Item) -> bool {
    matches!(item, Item::Thing(_))
}
