//! The list of powers.

use crate::check::program::{ActPattern, Body, FormNeeded, Rule, Trigger};
use crate::engine::evaluate::Query;
use crate::engine::instances::Instance;
use crate::engine::item::Item;
use crate::engine::outcome::{NotGiven, Power, PowerInterval, PowerState, Presumption};
use crate::engine::powers::PowerHistory;
use crate::engine::relation::Relation;
use crate::engine::report::{because, presumed};
use crate::engine::tell::stands_always;
use crate::value::{ClauseId, Name, Truth};

/// Powers that stood, stand or may stand, sorted by provision, holder, act, reference.
pub fn list(relation: &Relation<'_>, explain: bool) -> Vec<Power> {
    let mut all: Vec<Power> = relation
        .powers
        .iter()
        .filter(|history| is_shown(history))
        .map(|history| show(relation, history, explain))
        .collect();
    all.sort_by(|one, other| {
        (&one.clause, &one.holder, &one.act, &one.reference).cmp(&(
            &other.clause,
            &other.holder,
            &other.act,
            &other.reference,
        ))
    });
    all
}

fn is_shown(history: &PowerHistory<'_>) -> bool {
    !history.stood.is_empty() || history.truth().is_undetermined() || history.exercised.is_some()
}

fn show<'p>(relation: &Relation<'p>, history: &PowerHistory<'p>, explain: bool) -> Power {
    let state = match history.truth() {
        Truth::Holds => PowerState::Available,
        Truth::Undetermined => PowerState::Conditional,
        Truth::Fails if history.exercised.is_some() => PowerState::Exercised,
        Truth::Fails => PowerState::Ended,
    };
    let interval = |stood: &crate::engine::powers::Stood| PowerInterval {
        from: stood.from,
        until: stood.until.or(stood.fixed_end),
        grounds: stood.grounds.iter().cloned().collect(),
    };
    let instances: Vec<usize> = history.instances().collect();
    let because = if explain {
        let gone = history.last_given.filter(|_| instances.is_empty());
        let all = instances.iter().copied().chain(gone);
        all.map(|id| because::of_instance(relation, history.rule, id))
            .collect()
    } else {
        Vec::new()
    };
    Power {
        clause: history.key.clause.clone(),
        version: instances
            .last()
            .and_then(|id| relation.version_in_words(relation.scope(*id).version)),
        holder: relation.names.name(history.key.holder),
        act: relation.names.name(history.key.act),
        reference: relation.shown(&history.key.thing),
        told: format!(
            "{} {} {}{}",
            relation.party_in_words(history.key.holder),
            match state {
                PowerState::Available | PowerState::Conditional => "may",
                PowerState::Exercised | PowerState::Ended => "could",
            },
            relation.acts_in_words(
                acts_of(history.rule),
                history.key.act,
                history.key.holder,
                &history.key.thing,
            ),
            form_asked(history.rule),
        ),
        plainly: format!(
            "{} may {}",
            relation.party_in_words(history.key.holder),
            relation.acts_plainly(
                acts_of(history.rule),
                history.key.act,
                history.key.holder,
                &history.key.thing,
            )
        ),
        always: is_from_the_start(relation, history, &instances),
        doubted_by: doubted_by(relation, history),
        matter: pattern(relation, history).and_then(|act| matter_of(relation, act)),
        event: pattern(relation, history).map_or_else(
            || relation.names.name(history.key.act),
            |act| act.event.clone(),
        ),
        waits_for: if state == PowerState::Conditional {
            because::open_words(relation, &instances)
        } else {
            Vec::new()
        },
        intervals: history.stood.iter().map(interval).collect(),
        state,
        why: why(relation, history, state, &instances),
        presumed: presumed(relation, history, &instances),
        because,
    }
}

/// The form in which a power must be used: ` by registered letter or bailiff`.
fn form_asked(rule: &Rule) -> String {
    let Body::Power(power) = &rule.body else {
        return String::new();
    };
    match &power.form {
        None => String::new(),
        Some(FormNeeded::Written { expressly: true }) => " expressly in writing".to_owned(),
        Some(FormNeeded::Written { expressly: false }) => " in writing".to_owned(),
        Some(FormNeeded::OneOf(forms)) => {
            let forms: Vec<String> = forms.iter().map(Name::in_words).collect();
            format!(" by {}", forms.join(" or "))
        }
    }
}

/// What a power presumes: where a ground carries it, what that ground presumes.
fn presumed(
    relation: &Relation<'_>,
    history: &PowerHistory<'_>,
    instances: &[usize],
) -> Vec<Presumption> {
    let mut all = presumed::behind(relation, instances);
    let (own, carrier) = (&history.rule.at.clause, history.key.clause);
    all.retain(|one| own == carrier || one.clause.is_within(carrier) || one.clause == *own);
    // What the ground itself presumes is not told once more under the clause of the power.
    let of_ground: Vec<(Name, String)> = all
        .iter()
        .filter(|one| one.clause != *own)
        .map(|one| (one.concept.clone(), one.words.clone()))
        .collect();
    let is_told = |one: &Presumption| {
        let mut told = of_ground.iter();
        told.any(|(concept, words)| one.concept == *concept && one.words == *words)
    };
    all.retain(|one| one.clause != *own || !is_told(one));
    all
}

/// The act that it allows, as its rule writes it.
fn pattern<'p>(relation: &Relation<'p>, history: &PowerHistory<'p>) -> Option<&'p ActPattern> {
    acts_of(history.rule).iter().find(|pattern| {
        let called = pattern.called.as_ref().unwrap_or(&pattern.event);
        relation.names.symbol(called) == history.key.act
    })
}

/// What an act is about, as the vocabulary says.
fn matter_of(relation: &Relation<'_>, pattern: &ActPattern) -> Option<String> {
    let (event, program) = (&pattern.event, relation.program);
    let of_act = program.schema.events.get(event);
    let of_conduct = || program.conducts.get(event)?.matter.clone();
    of_act
        .and_then(|act| act.matter.clone())
        .or_else(of_conduct)
}

fn why<'p>(
    relation: &Relation<'p>,
    history: &PowerHistory<'p>,
    state: PowerState,
    instances: &[usize],
) -> String {
    let rule = history.rule;
    let version = instances.last().and_then(|id| relation.scope(*id).version);
    let tail = match state {
        PowerState::Available => not_before(relation, history, instances),
        PowerState::Conditional => because::waits_for(relation, instances),
        PowerState::Exercised => history
            .exercised
            .map_or_else(String::new, |day| format!("Used on {day}.")),
        PowerState::Ended => {
            let last = history
                .last_given
                .or_else(|| latest_instance(relation, rule));
            let missing = last.and_then(|id| relation.what_keeps(rule, id));
            missing.map_or_else(
                || "It has ended.".to_owned(),
                |missing| because::sentence(&format!("it has ended: {missing}")),
            )
        }
    };
    format!("{} {tail}", because::quoted(rule, version))
        .trim_end()
        .to_owned()
}

/// Why a power stands since a day and not before: what began on that day. Nothing where no one thing did.
fn not_before<'p>(
    relation: &Relation<'p>,
    history: &PowerHistory<'p>,
    instances: &[usize],
) -> String {
    let Some(from) = history.stood.last().map(|stood| stood.from) else {
        return String::new();
    };
    let mut began: Vec<String> = instances
        .iter()
        .flat_map(|id| relation.what_began(history.rule, *id, from))
        .collect();
    began.dedup();
    began.truncate(2);
    if began.is_empty() {
        String::new()
    } else {
        because::sentence(&format!(
            "since {from} and not before: {}",
            began.join("; ")
        ))
    }
}

fn latest_instance(relation: &Relation<'_>, rule: &Rule) -> Option<usize> {
    let all = relation.record.power_instances.get(&rule.id.0)?;
    all.last().copied()
}

/// Whether the terms give it without any event: it asks for nothing, or what it asks for was so from the first day.
fn is_from_the_start<'p>(
    relation: &Relation<'p>,
    history: &PowerHistory<'p>,
    instances: &[usize],
) -> bool {
    let whole = history.truth().holds() && history.from_the_start && history.stood.len() == 1;
    let standing = matches!(history.rule.trigger, Trigger::Standing);
    stands_always(history.rule)
        || (whole && standing && not_before(relation, history, instances).is_empty())
}

/// The provision that leaves it to be judged whether the provision of a power still applies, as long as nobody has judged that.
fn doubted_by(relation: &Relation<'_>, history: &PowerHistory<'_>) -> Option<ClauseId> {
    let leaves_open = |(id, instance): (usize, &Instance)| {
        let rule = instance.rule()?;
        let Body::SwitchOff {
            provisions, each, ..
        } = &rule.body
        else {
            return None;
        };
        let scope = relation.scope(id);
        let doubted = instance.truth.is_undetermined()
            && relation
                .provisions_in_hand(provisions, *each, &scope)
                .iter()
                .any(|one| history.key.clause.is_within(one));
        doubted.then(|| rule.at.clause.clone())
    };
    relation.instances.iter().enumerate().find_map(leaves_open)
}

fn acts_of(rule: &Rule) -> &[ActPattern] {
    match &rule.body {
        Body::Power(power) => &power.acts,
        _ => &[],
    }
}

/// Powers that the terms know and that do not stand, each with what is missing.
pub fn not_given(relation: &Relation<'_>) -> Vec<NotGiven> {
    let mut all = Vec::new();
    for rule in &relation.program.rules {
        let Body::Power(power) = &rule.body else {
            continue;
        };
        let Some(id) = latest_instance(relation, rule) else {
            continue;
        };
        if !relation.power_stands(id).fails() {
            continue;
        }
        let mut env = relation.scope(id);
        let holder = relation.value(&power.holder, &mut env, &mut Query::default());
        let Some(holder) = holder.party() else {
            continue;
        };
        let Some(missing) = relation.what_keeps(rule, id) else {
            continue;
        };
        for pattern in &power.acts {
            let act = pattern.called.as_ref().unwrap_or(&pattern.event);
            let symbol = relation.names.symbol(act);
            let what = relation.acts_in_words(&power.acts, symbol, holder, &Item::NotStated);
            let plain = relation.acts_plainly(&power.acts, symbol, holder, &Item::NotStated);
            all.push(NotGiven {
                clause: rule.at.clause.clone(),
                act: act.clone(),
                words: because::quoted(rule, relation.scope(id).version),
                told: format!("{} may not {what}", relation.party_in_words(holder)),
                plainly: format!("{} may {plain}", relation.party_in_words(holder)),
                missing: missing.clone(),
                event: pattern.event.clone(),
                matter: matter_of(relation, pattern),
            });
        }
    }
    all.dedup();
    all
}
