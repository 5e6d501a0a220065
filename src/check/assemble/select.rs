//! Which sentences of a clause stand under the chosen readings: an alternative takes the place of the sentences of its form and subject.

use crate::check::lower::on_one_line;
use crate::source::{Problem, Sources};
use crate::syntax::ast::{self, Entry, HeaderKind, MainKind, Under};
use crate::value::Name;

/// A sentence that stands, with the readings on which that rests.
#[derive(Debug, Clone)]
pub struct Standing<'c> {
    /// The sentence.
    pub rule: &'c ast::Rule,
    /// The number of the Dutch sentence.
    pub sentence: Option<u32>,
    /// Readings that would replace it, or that it stands under.
    pub readings: Vec<Name>,
    /// Its place among the entries.
    pub entry: usize,
}

/// The `Under …` header of a sentence.
pub fn under(rule: &ast::Rule) -> Option<&Under> {
    rule.headers.iter().find_map(|header| match &header.kind {
        HeaderKind::Under(under) => Some(under),
        HeaderKind::WhereTheTermsAreSilent
        | HeaderKind::Trigger { .. }
        | HeaderKind::Recurring(_)
        | HeaderKind::InThatCase => None,
    })
}

/// The sentences of a clause that stand.
pub fn standing<'c>(
    entries: &'c [Entry],
    is_chosen: &dyn Fn(&Under) -> bool,
    sources: &Sources,
    problems: &mut Vec<Problem>,
) -> Vec<Standing<'c>> {
    let all = with_sentences(entries);
    let mut kept: Vec<Option<Standing<'c>>> = all.iter().cloned().map(Some).collect();
    for (at, alternative) in all.iter().enumerate() {
        let Some(own) = under(alternative.rule) else {
            continue;
        };
        if !is_chosen(own) {
            kept[at] = None;
        }
        if own.in_addition {
            continue;
        }
        let targets = targets(&all, at, sources);
        if targets.is_empty() && !is_switch_off(alternative.rule) {
            problems.push(replaces_nothing(own, alternative.rule));
        }
        for target in targets {
            match &mut kept[target] {
                place if is_chosen(own) => *place = None,
                Some(standing) => standing.readings.push(own.reading.name.clone()),
                None => {}
            }
        }
    }
    let mut standing: Vec<Standing<'c>> = kept.into_iter().flatten().collect();
    leave_out_sentences(&mut standing);
    for one in &mut standing {
        if let Some(own) = under(one.rule) {
            one.readings.push(own.reading.name.clone());
        }
    }
    standing
}

/// `Sentence 2 does not apply`: under the reading chosen, its sentences are left out.
fn leave_out_sentences(standing: &mut Vec<Standing<'_>>) {
    let mut gone: Vec<(u32, usize)> = Vec::new();
    for one in standing.iter() {
        if let MainKind::DoesNotApply { what, to: None, .. } = &one.rule.main.kind {
            for provision in &what.all {
                if let ast::ProvisionKind::Sentence(number) = provision.kind {
                    gone.push((number, one.entry));
                }
            }
        }
    }
    standing.retain(|one| {
        let by_other =
            |(number, entry): &(u32, usize)| one.sentence == Some(*number) && one.entry != *entry;
        let is_switch = matches!(one.rule.main.kind, MainKind::DoesNotApply { .. });
        is_switch || !gone.iter().any(by_other)
    });
}

fn is_switch_off(rule: &ast::Rule) -> bool {
    matches!(
        rule.main.kind,
        MainKind::DoesNotApply { .. } | MainKind::Applies { .. }
    )
}

fn with_sentences(entries: &[Entry]) -> Vec<Standing<'_>> {
    let mut sentence = None;
    let mut all = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        match entry {
            Entry::Mark(mark) => sentence = Some(mark.number.number),
            Entry::Rule(rule) => all.push(Standing {
                rule,
                sentence,
                readings: Vec::new(),
                entry: at,
            }),
            Entry::Reading(_)
            | Entry::Shared(_)
            | Entry::Note(_)
            | Entry::Declared(_)
            | Entry::See(_) => {}
        }
    }
    all
}

/// The sentences that an alternative replaces: those of the same form and subject in the same Dutch sentence.
fn targets(all: &[Standing<'_>], alternative: usize, sources: &Sources) -> Vec<usize> {
    let own = &all[alternative];
    let key = key(own.rule, sources);
    let candidates: Vec<usize> = (0..all.len())
        .filter(|at| all[*at].sentence == own.sentence && under(all[*at].rule).is_none())
        .collect();
    for exactness in (1..=key.len()).rev() {
        let same = |at: &&usize| {
            let other = self::key(all[**at].rule, sources);
            other.len() >= exactness && other[..exactness] == key[..exactness]
        };
        let found: Vec<usize> = candidates.iter().filter(same).copied().collect();
        // By its form alone only when there is no doubt which one is meant.
        if !found.is_empty() && (exactness > 1 || found.len() == 1) {
            return found;
        }
    }
    Vec::new()
}

/// Form, subject and, for conduct, what is done: the most telling last.
fn key(rule: &ast::Rule, sources: &Sources) -> Vec<String> {
    let words = |phrase: &ast::Phrase| on_one_line(sources.words(phrase.span)).to_lowercase();
    let first = |phrases: &[ast::Phrase]| phrases.first().map(words).unwrap_or_default();
    match &rule.main.kind {
        MainKind::Must { bearer, conduct } => {
            let what = match conduct {
                ast::Conduct::One(phrases) => first(phrases),
                ast::Conduct::Steps(_) => "steps".to_owned(),
            };
            vec!["must".to_owned(), words(bearer), what]
        }
        MainKind::May { holder, conduct } => vec!["may".to_owned(), words(holder), first(conduct)],
        MainKind::MustNot { bearer, conduct } => {
            vec!["must not".to_owned(), words(bearer), first(conduct)]
        }
        MainKind::Cannot { party, conduct } => {
            vec!["cannot".to_owned(), words(party), first(conduct)]
        }
        MainKind::Owes {
            debtor,
            creditor,
            head,
            ..
        } => vec![
            "owes".to_owned(),
            format!("{} {}", words(debtor), words(creditor)),
            words(head),
        ],
        MainKind::Settles { what, .. } => vec!["settles".to_owned(), words(what)],
        MainKind::WhatIsLeftIs(_) => vec!["left".to_owned()],
        MainKind::SetOff => vec!["set off".to_owned()],
        MainKind::HasNoEffect(what) => vec!["no effect".to_owned(), words(what)],
        MainKind::Effect { subject, verb, .. } => vec![format!("{verb:?}"), words(subject)],
        MainKind::IsRefused(what) => vec!["refused".to_owned(), words(what)],
        MainKind::IsLimitedTo { what, .. } => vec!["limited".to_owned(), words(what)],
        MainKind::PassInOrder { claims, .. } => vec!["order".to_owned(), words(claims)],
        MainKind::GroundFor { .. } => vec!["ground".to_owned()],
        MainKind::DoesNotApply { .. } => vec!["does not apply".to_owned()],
        MainKind::Applies { .. } => vec!["applies".to_owned()],
        MainKind::DoesNotAffect { .. } => vec!["does not affect".to_owned()],
        MainKind::Group { name, .. } => vec!["group".to_owned(), words(name)],
        MainKind::OwedOnce { what, .. } => vec!["once".to_owned(), words(what)],
        MainKind::Becomes { subject, .. } => vec!["becomes".to_owned(), words(subject)],
        MainKind::Is { subject, .. } => vec!["is".to_owned(), words(subject)],
        MainKind::Says(phrase) => {
            let whole = words(phrase);
            let subject = whole.split(" is ").next().unwrap_or_default().to_owned();
            vec!["is".to_owned(), subject, whole]
        }
    }
}

fn replaces_nothing(under: &Under, rule: &ast::Rule) -> Problem {
    Problem::error(
        "alternative-replaces-nothing",
        "this alternative takes the place of no sentence",
    )
    .at(under.span, "no sentence of this Dutch sentence has this form and subject")
    .at(rule.main.span, "this is what it says instead")
    .help("write the sentence of the default reading beside it, or say `in addition` when it stands beside the others")
}
