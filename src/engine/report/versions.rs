//! Which versions of the terms govern, since when, and which of them have no text at hand.

use std::collections::BTreeMap;

use crate::check::program::VersionId;
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::outcome::{Because, Governing, Status, VERSION_IN_FORCE};
use crate::engine::relation::Relation;
use crate::engine::report::because;
use crate::engine::versions::Reign;
use crate::value::{ClauseId, Date, Name};

/// A version as it governs an agreement, or everything.
struct Stretch<'r> {
    version: Name,
    from: Date,
    until: Option<Date>,
    by: Option<&'r Reign>,
}

/// The versions that have governed, each from its first day: for each agreement, where clauses say it agreement by agreement; else
/// for the relation as a whole, the version of the timeline from the first event.
pub fn statuses(relation: &Relation<'_>, explain: bool) -> Vec<Status> {
    let mut all = Vec::new();
    for (agreement, stretches) in stretches(relation) {
        let stretches = stretches.into_iter();
        all.extend(stretches.map(|stretch| status(relation, agreement, stretch, explain)));
    }
    for reign in in_doubt(relation) {
        let stretch = Stretch {
            version: reign.version.clone(),
            from: reign.from,
            until: None,
            by: Some(reign),
        };
        all.push(Status {
            conditional: true,
            ..status(relation, reign.agreement, stretch, explain)
        });
    }
    all
}

fn status(
    relation: &Relation<'_>,
    agreement: Option<Symbol>,
    stretch: Stretch<'_>,
    explain: bool,
) -> Status {
    Status {
        told: told(
            &stretch.version,
            agreement.map(|name| relation.thing_in_words(&Item::Agreement(name))),
        ),
        ground: None,
        over: String::new(),
        status: Name::new(VERSION_IN_FORCE),
        subject: agreement.map(|name| relation.names.name(name).to_string()),
        reference: Some(stretch.version),
        head: None,
        from: stretch.from,
        until: stretch.until.filter(|until| *until <= relation.as_of),
        clause: stretch.by.map(|reign| reign.clause.clone()),
        version: None,
        conditional: false,
        held_since: None,
        end_left_out: Vec::new(),
        presumed: Vec::new(),
        because: if explain {
            derivation(relation, stretch.by)
        } else {
            Vec::new()
        },
    }
}

/// The versions of which it is open whether they govern, each once for an agreement.
fn in_doubt<'r>(relation: &'r Relation<'_>) -> Vec<&'r Reign> {
    let mut all: Vec<&Reign> = Vec::new();
    for reign in &relation.record.reigns_in_doubt {
        let same =
            |one: &&Reign| (one.agreement, &one.version) == (reign.agreement, &reign.version);
        if reign.from <= relation.as_of && !all.iter().any(same) {
            all.push(reign);
        }
    }
    all
}

/// Why a version governs: the rule that says so, or that the timeline starts from it.
fn derivation(relation: &Relation<'_>, by: Option<&Reign>) -> Vec<Because> {
    match by {
        Some(reign) => because::of_any(relation, reign.by),
        None => {
            let words = "the version of the terms that the timeline names, from its first event on";
            vec![because::in_words(words, Vec::new())]
        }
    }
}

fn told(version: &Name, agreement: Option<String>) -> String {
    match agreement {
        Some(agreement) => format!("version {version} of the terms governs {agreement}"),
        None => format!("version {version} of the terms is in force"),
    }
}

/// The version that governs as of the day, and why.
pub fn governing(relation: &Relation<'_>) -> Governing {
    let terms = &relation.program.terms;
    let mut versions: Vec<String> = Vec::new();
    let mut reasons: Vec<String> = Vec::new();
    for (agreement, stretches) in stretches(relation) {
        let Some(stretch) = stretches.last() else {
            continue;
        };
        let version = stretch.version.to_string();
        let of = match agreement {
            Some(name) => format!(" {}", relation.thing_in_words(&Item::Agreement(name))),
            None => String::new(),
        };
        if let Some(reign) = stretch.by {
            let (from, clause) = (stretch.from, &reign.clause);
            reasons.push(format!(
                "version {version} governs{of} from {from} ({clause})"
            ));
        }
        if !versions.contains(&version) {
            versions.push(version);
        }
    }
    if versions.is_empty() {
        versions.push(terms.version.clone());
    }
    if reasons.is_empty() {
        reasons.push("no other version governs on that day".to_owned());
    }
    Governing {
        id: terms.id.clone(),
        version: versions.join(", "),
        why: reasons.join("; "),
    }
}

/// Versions that govern and whose text is not at hand: provision and sentence.
pub fn without_text(relation: &Relation<'_>) -> Vec<(ClauseId, String)> {
    let mut all: Vec<(ClauseId, String)> = Vec::new();
    for reign in &relation.record.reigns {
        if reign.text.is_some() || reign.from > relation.as_of {
            continue;
        }
        let before = relation.version_on(reign.agreement, reign.from);
        let line = (reign.clause.clone(), no_text(relation, reign, before));
        if !all.contains(&line) {
            all.push(line);
        }
    }
    all
}

fn no_text(relation: &Relation<'_>, reign: &Reign, before: VersionId) -> String {
    let known = &relation.program.versions[before.0].name;
    format!(
        "the text of version {} is not at hand: besides the changes that the timeline tells, version {known} is applied",
        reign.version
    )
}

/// The versions that have governed as of the day, by agreement.
fn stretches<'r>(relation: &'r Relation<'_>) -> BTreeMap<Option<Symbol>, Vec<Stretch<'r>>> {
    let begun: Vec<&Reign> = relation
        .record
        .reigns
        .iter()
        .filter(|reign| reign.from <= relation.as_of)
        .collect();
    let mut agreements: Vec<Option<Symbol>> = begun.iter().map(|reign| reign.agreement).collect();
    if agreements.iter().any(Option::is_some) {
        agreements.retain(Option::is_some);
    }
    agreements.sort_unstable();
    agreements.dedup();
    if agreements.is_empty() {
        agreements.push(None);
    }
    let of = |agreement: Option<Symbol>| {
        let reigns = begun
            .iter()
            .filter(|reign| reign.agreement.is_none() || reign.agreement == agreement);
        let mut all: Vec<Stretch<'r>> = first(relation)
            .filter(|_| agreement.is_none())
            .into_iter()
            .collect();
        all.extend(reigns.map(|reign| Stretch {
            version: reign.version.clone(),
            from: reign.from,
            until: reign.until,
            by: Some(reign),
        }));
        for place in 1..all.len() {
            let next = all[place].from;
            all[place - 1].until.get_or_insert(next);
        }
        let resumed = resumed(&all, relation.as_of);
        all.extend(resumed);
        all.sort_by_key(|stretch| stretch.from);
        all.retain(|stretch| stretch.until != Some(stretch.from));
        (agreement, all)
    };
    agreements.into_iter().map(of).collect()
}

/// The versions that govern again because what gave their place to another has fallen away: an objection that counts.
fn resumed<'r>(all: &[Stretch<'r>], as_of: Date) -> Vec<Stretch<'r>> {
    let mut resumed = Vec::new();
    for place in 1..all.len() {
        let next = all.get(place + 1).map(|next| next.from);
        let ended = all[place].by.and_then(|reign| reign.until);
        let ended = ended.filter(|end| *end <= as_of && next.is_none_or(|next| next > *end));
        if let Some(from) = ended {
            let before = &all[place - 1];
            resumed.push(Stretch {
                version: before.version.clone(),
                from,
                until: next,
                by: before.by,
            });
        }
    }
    resumed
}

/// The version of the timeline, from its first event.
fn first<'r>(relation: &Relation<'_>) -> Option<Stretch<'r>> {
    let dates = relation.timeline.events.iter().map(|event| event.date);
    let from = dates.filter(|date| *date <= relation.as_of).min()?;
    Some(Stretch {
        version: Name::new(&relation.program.terms.version),
        from,
        until: None,
        by: None,
    })
}
