//! What the terms declare beside their provisions and declare otherwise now: settings, words and tables.

use std::mem::discriminant;

use crate::diff::align::Pair;
use crate::diff::beside::{Beside, Place, Redeclared, What, redeclared};
use crate::diff::rules::{ClauseText, rules_of_a_word};
use crate::diff::uses::provisions_that_use;
use crate::diff::words::{Quoted, as_a_sentence, comparable, inside_a_sentence};
use crate::source::Span;
use crate::syntax::ast::{Declaration, Line, LineKind};
use crate::value::ClauseId;

use super::{Context, Found, Kind, Said, SubstanceChange, of_new, of_rules};

/// What is declared otherwise, settings first.
pub(super) fn changes(pairs: &[Pair<'_, '_>], context: &Context<'_, '_>) -> Vec<SubstanceChange> {
    let all = redeclared(context.old, context.new);
    all.iter()
        .flat_map(|one| {
            let found = of_one(one, context);
            let rules_differ = found.iter().any(|found| found.said.kind.is_of_rules());
            let warning = rules_differ.then(|| warning(one, pairs, context)).flatten();
            let all = warning.into_iter().chain(found);
            all.map(|found| found.of(one.place())).collect::<Vec<_>>()
        })
        .collect()
}

fn of_one(one: &Redeclared<'_>, context: &Context<'_, '_>) -> Vec<Found> {
    let is_rule = match one.what() {
        What::Setting { decides } => decides,
        What::Table | What::Word(Declaration::Forms { .. } | Declaration::InWriting { .. }) => true,
        What::Word(Declaration::Word { .. }) => one.old.is_some() && one.new.is_some(),
        What::Word(Declaration::Verb(_) | Declaration::Term(_)) => false,
    };
    let kind = if is_rule { Kind::Changed } else { Kind::Remark };
    match (&one.old, &one.new) {
        (Some(was), Some(is)) => of_both(was, is, kind, context),
        (None, Some(is)) => {
            let text = format!("New words: {}", whole(is, of_new(context.new)));
            vec![said(
                kind,
                text,
                None,
                Some(is.told(context.new.side.sources)),
            )]
        }
        (Some(was), None) => {
            let text = format!("These words are gone: {}", whole(was, context.of_old()));
            vec![said(
                kind,
                text,
                Some(was.told(context.old.side.sources)),
                None,
            )]
        }
        (None, None) => Vec::new(),
    }
}

/// What a declaration says, without its name.
fn whole(one: &Beside<'_>, quoted: Quoted<'_>) -> String {
    match one.what {
        What::Word(Declaration::Word { lines, .. }) if !lines.is_empty() => {
            let lines = lines.iter().map(|line| quoted.words(line.span));
            lines.collect::<Vec<_>>().join(" ")
        }
        What::Word(_) | What::Table | What::Setting { .. } => one.told(quoted.sources),
    }
}

fn of_both(was: &Beside<'_>, is: &Beside<'_>, kind: Kind, context: &Context<'_, '_>) -> Vec<Found> {
    let (of_old, of_new) = (context.of_old(), of_new(context.new));
    if let (
        What::Word(Declaration::Word { lines: before, .. }),
        What::Word(Declaration::Word { lines: after, .. }),
    ) = (was.what, is.what)
    {
        let mut found = of_rules(
            &like_a_clause(was, of_old),
            &like_a_clause(is, of_new),
            context,
        );
        found.extend(of_lines(before, after, of_old, of_new));
        return found;
    }
    let sentences = |one: &Beside<'_>, quoted: Quoted<'_>| -> Vec<String> {
        let told: Vec<String> = one.spans.iter().map(|span| quoted.words(*span)).collect();
        let each = told.iter().flat_map(|told| told.split_inclusive(". "));
        each.map(|one| one.trim().to_owned()).collect()
    };
    of_sentences(sentences(was, of_old), sentences(is, of_new), kind)
}

/// The lines of a declaration that are like rules, as if they stood in a clause.
fn like_a_clause<'a>(one: &Beside<'_>, quoted: Quoted<'_>) -> ClauseText<'a> {
    let rules = match one.what {
        What::Word(Declaration::Word {
            name,
            readings,
            lines,
            ..
        }) => {
            let reads = readings.first().map_or("", |first| &first.text.text);
            rules_of_a_word(&name.name, reads, lines, quoted)
        }
        What::Word(_) | What::Table | What::Setting { .. } => Vec::new(),
    };
    ClauseText {
        rules,
        readings: Vec::new(),
        remarks: Vec::new(),
    }
}

/// The other lines: one of a kind in the place of another, or new, or gone.
fn of_lines(before: &[Line], after: &[Line], of_old: Quoted<'_>, of_new: Quoted<'_>) -> Vec<Found> {
    type Told<'l> = (&'l LineKind, String);
    let told = |lines: &[Line], quoted: Quoted<'_>| -> Vec<(usize, String)> {
        let lines = lines.iter().enumerate();
        let others = lines.filter(|(_, line)| {
            !matches!(line.kind, LineKind::HoldsIf(_) | LineKind::Defined { .. })
        });
        let words = |span: Span| quoted.words(span);
        others.map(|(at, line)| (at, words(line.span))).collect()
    };
    let only = |own: Vec<(usize, String)>, other: &[(usize, String)]| -> Vec<(usize, String)> {
        let there = |words: &str| {
            let mut known = other.iter();
            known.any(|(_, known)| comparable(known) == comparable(words))
        };
        own.into_iter().filter(|(_, one)| !there(one)).collect()
    };
    let (all_old, all_new) = (told(before, of_old), told(after, of_new));
    let gone = only(all_old.clone(), &all_new);
    let came = only(all_new, &all_old);
    let mut came: Vec<Told<'_>> = came
        .into_iter()
        .map(|(at, words)| (&after[at].kind, words))
        .collect();
    let mut found = Vec::new();
    for (at, was) in gone {
        let kind = discriminant(&before[at].kind);
        let place = came.iter().position(|(is, _)| discriminant(*is) == kind);
        let is = place.map(|place| came.remove(place).1);
        found.push(instead(Some(was), is, Kind::Changed));
    }
    found.extend(
        came.into_iter()
            .map(|(_, is)| instead(None, Some(is), Kind::Changed)),
    );
    found
}

/// Sentences in the place of others; where one is gone for one that came, the two are told together.
fn of_sentences(before: Vec<String>, after: Vec<String>, kind: Kind) -> Vec<Found> {
    let gone: Vec<&String> = before.iter().filter(|one| !after.contains(one)).collect();
    let came: Vec<&String> = after.iter().filter(|one| !before.contains(one)).collect();
    if let ([was], [is]) = (gone.as_slice(), came.as_slice()) {
        return vec![instead(Some((*was).clone()), Some((*is).clone()), kind)];
    }
    let gone = gone.into_iter().cloned();
    let gone = gone.map(|was| instead(Some(was), None, kind));
    let came = came.into_iter().cloned();
    let came = came.map(|is| instead(None, Some(is), kind));
    gone.chain(came).collect()
}

fn instead(was: Option<String>, is: Option<String>, kind: Kind) -> Found {
    let plain = |words: &str| inside_a_sentence(words.trim_end_matches('.'));
    let text = match (&was, &is) {
        (Some(was), Some(is)) => {
            format!(
                "{} — instead of: {}.",
                as_a_sentence(&plain(is)),
                plain(was)
            )
        }
        (None, Some(is)) => format!("New: {}.", plain(is)),
        (Some(was), None) => format!("Gone: {}.", plain(was)),
        (None, None) => String::new(),
    };
    said(kind, text, was, is)
}

fn said(kind: Kind, text: String, old: Option<String>, new: Option<String>) -> Found {
    let said = Said {
        kind,
        text,
        favours: None,
    };
    Found {
        old,
        new,
        ..Found::bare(said)
    }
}

/// That what is declared decides otherwise, and the wording of the provisions that use it is the same.
fn warning(
    one: &Redeclared<'_>,
    pairs: &[Pair<'_, '_>],
    context: &Context<'_, '_>,
) -> Option<Found> {
    let same_wording = |pair: &&Pair<'_, '_>| match (pair.old, pair.new) {
        (Some(old), Some(new)) => old.words == new.words,
        (Some(_) | None, None) | (None, Some(_)) => false,
    };
    let kept = pairs.iter().filter(same_wording);
    let kept: Vec<&ClauseId> = kept.filter_map(|pair| Some(pair.new?.id)).collect();
    let users = match (one.place(), context.new.side.program) {
        (Place::Word(word), Some(program)) => provisions_that_use(&word.name, program),
        _ => Vec::new(),
    };
    let text = if users.is_empty() {
        if kept.len() < pairs.len() {
            return None;
        }
        "This changed, and no wording did: one of the two texts does not say what it does."
            .to_owned()
    } else {
        let unchanged = users.into_iter().filter(|id| kept.contains(id));
        let unchanged: Vec<String> = unchanged.map(ToString::to_string).collect();
        if unchanged.is_empty() {
            return None;
        }
        format!(
            "What these words mean changed, and the wording of {} did not: one of the two texts does not say what its rules do.",
            listed(&unchanged)
        )
    };
    Some(said(Kind::RulesWithoutWording, text, None, None))
}

/// `5.a, 6.b and 8.h`
fn listed(ids: &[String]) -> String {
    match ids.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some(_) | None => ids.join(""),
    }
}
