//! A rule that both texts have, part by part.

use std::cmp::Ordering;

use crate::diff::Parties;
use crate::diff::facets::{Facet, FacetKind};
use crate::diff::rules::{Form, RuleText};
use crate::diff::words::{as_a_sentence, inside_a_sentence};

use super::favour::{compare, gains, loses, of_norms};
use super::matching::is_settled;
use super::{Context, Kind, Said, conditions, parameters, whole};

/// The differences between a rule and its new text.
pub(super) fn sentences(
    old: &RuleText,
    new: &RuleText,
    settled: &[String],
    context: &Context<'_, '_>,
) -> Vec<Said> {
    let differing = parts(old, new, settled);
    if is_another(&differing) {
        return vec![whole::rewritten(old, new)];
    }
    let mut found = Vec::new();
    if old.form != new.form {
        found.push(Said {
            kind: Kind::Changed,
            text: format!(
                "{} — instead of: {}.",
                as_a_sentence(&new.sentence()),
                old.sentence()
            ),
            favours: of_norms(&old.form, &new.form, context.new.side.parties),
        });
    }
    for (before, after) in differing {
        let said = part(old, new, before, after, context);
        found.push(match under(new, before.or(after)) {
            Some(under) => Said {
                text: format!("Under {under}, {}", inside_a_sentence(&said.text)),
                ..said
            },
            None => said,
        });
    }
    found
}

/// Three parts that differ make another rule: it is easier to read both than the differences.
const ANOTHER: usize = 3;

/// Whether so much differs that it is another rule about the same thing.
fn is_another(differing: &[(Option<&Facet>, Option<&Facet>)]) -> bool {
    let main = differing
        .iter()
        .filter(|(before, after)| before.or(*after).is_some_and(|facet| facet.under.is_none()));
    main.count() >= ANOTHER
}

/// The reading under which a rule or a part of it stands.
fn under(rule: &RuleText, facet: Option<&Facet>) -> Option<String> {
    let of_facet = facet.and_then(|facet| facet.under.clone());
    rule.under.clone().or(of_facet)
}

/// The parts that differ: of each kind, what only one of the rules has; both where one took the place of the other.
pub(super) fn parts<'r>(
    old: &'r RuleText,
    new: &'r RuleText,
    settled: &[String],
) -> Vec<(Option<&'r Facet>, Option<&'r Facet>)> {
    let stands = |facet: &&Facet| {
        facet
            .under
            .as_deref()
            .is_none_or(|under| !is_settled(under, settled))
    };
    let before: Vec<&Facet> = old.facets.iter().filter(stands).collect();
    let after: Vec<&Facet> = new.facets.iter().filter(stands).collect();
    let only = |own: &[&'r Facet], other: &[&Facet]| -> Vec<&'r Facet> {
        let same = |facet: &Facet| {
            other
                .iter()
                .any(|other| is_same_place(facet, other) && facet.compared() == other.compared())
        };
        own.iter().filter(|facet| !same(facet)).copied().collect()
    };
    let gone = only(&before, &after);
    let mut added = only(&after, &before);
    let mut pairs = Vec::new();
    for facet in gone {
        let place = added.iter().position(|other| is_same_place(facet, other));
        pairs.push((Some(facet), place.map(|place| added.remove(place))));
    }
    pairs.extend(added.into_iter().map(|facet| (None, Some(facet))));
    pairs.sort_by_key(|(old, new)| old.or(*new).map(|facet| facet.kind));
    pairs
}

fn is_same_place(one: &Facet, other: &Facet) -> bool {
    one.kind == other.kind && one.under == other.under
}

/// One part that differs.
fn part(
    old: &RuleText,
    new: &RuleText,
    before: Option<&Facet>,
    after: Option<&Facet>,
    context: &Context<'_, '_>,
) -> Said {
    let parties = context.new.side.parties;
    if let (Some(before), Some(after)) = (before, after) {
        if let (Form::Value { name }, FacetKind::Value) = (&new.form, after.kind)
            && before.literal.is_some()
            && after.literal.is_some()
        {
            return parameters::changed(name, before, after, &context.rules, parties);
        }
        if let Some(said) = conditions::changed(new, before, after, parties) {
            return said;
        }
        return replaced(new, before, after, context);
    }
    let came = after.map(|after| of_one(new, after, true, parties));
    let went = before.map(|before| of_one(old, before, false, context.old.side.parties));
    came.or(went)
        .expect("a part that differs stands in one of the rules")
}

/// One part in the place of another.
fn replaced(rule: &RuleText, before: &Facet, after: &Facet, context: &Context<'_, '_>) -> Said {
    let form = &rule.form;
    let parties = context.new.side.parties;
    let order = before
        .literal
        .zip(after.literal)
        .and_then(|(old, new)| compare(old, new));
    let favours = match order {
        Some(Ordering::Greater) => parameters::favours(form, after.kind, false, parties),
        Some(Ordering::Less) => parameters::favours(form, after.kind, true, parties),
        Some(Ordering::Equal) | None => counted_each(before, after)
            .and_then(|each| parameters::favours(form, after.kind, each, parties)),
    };
    let core = core(rule, after.kind);
    let text = match after.kind {
        FacetKind::Amount | FacetKind::Value | FacetKind::Content => {
            format!("{core}: {} — instead of: {}.", after.words, before.words)
        }
        FacetKind::When | FacetKind::If => {
            format!("{core} {} — instead of: {}.", after.words, before.words)
        }
        FacetKind::Agreed => {
            format!(
                "{core} stands {} — instead of: {}.",
                after.words, before.words
            )
        }
        FacetKind::Within
        | FacetKind::Deadline
        | FacetKind::Lapse
        | FacetKind::From
        | FacetKind::Until
        | FacetKind::Unless
        | FacetKind::EvenIf
        | FacetKind::AtLeast
        | FacetKind::AtMost
        | FacetKind::Scope
        | FacetKind::Manner
        | FacetKind::Precedence
        | FacetKind::Counting => {
            format!("{core}, {} — instead of: {}.", after.words, before.words)
        }
    };
    Said {
        kind: Kind::Changed,
        text,
        favours,
    }
}

/// The beginning of a sentence about a part of a rule: what tells the rule from others is not said twice.
fn core(rule: &RuleText, part: FacetKind) -> String {
    as_a_sentence(&match part {
        FacetKind::When | FacetKind::If => rule.form.sentence(),
        FacetKind::Amount
        | FacetKind::Value
        | FacetKind::Content
        | FacetKind::Within
        | FacetKind::Deadline
        | FacetKind::Lapse
        | FacetKind::From
        | FacetKind::Until
        | FacetKind::Unless
        | FacetKind::EvenIf
        | FacetKind::AtLeast
        | FacetKind::AtMost
        | FacetKind::Scope
        | FacetKind::Agreed
        | FacetKind::Manner
        | FacetKind::Precedence
        | FacetKind::Counting => rule.sentence(),
    })
}

/// Whether a bound of the same amount is now counted for each (`Some(true)`) instead of together, or the other way round.
fn counted_each(before: &Facet, after: &Facet) -> Option<bool> {
    const TOGETHER: &str = " for all ";
    const EACH: &str = " for each ";
    let (old, new) = (before.words.as_str(), after.words.as_str());
    let pairs = [(TOGETHER, EACH, true), (EACH, TOGETHER, false)];
    pairs.into_iter().find_map(|(was, is, each)| {
        let (old_amount, _) = old.split_once(was)?;
        let (new_amount, _) = new.split_once(is)?;
        (old_amount == new_amount).then_some(each)
    })
}

/// What a part does to the rule that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// The rule holds less often, or only so.
    Narrows,
    /// It holds less often: an exception.
    Excepts,
    /// It holds more often.
    Widens,
    /// What is owed has a most.
    Caps,
    /// What is owed has a least.
    Floors,
    /// Parties may agree otherwise.
    Yields,
    /// It says what is owed or meant.
    Fills,
    /// Something else.
    Details,
}

fn work(part: &Facet) -> Work {
    match part.kind {
        FacetKind::When | FacetKind::If | FacetKind::Until => Work::Narrows,
        FacetKind::Manner if is_form(&part.words) => Work::Narrows,
        FacetKind::Unless => Work::Excepts,
        FacetKind::EvenIf => Work::Widens,
        FacetKind::AtMost => Work::Caps,
        FacetKind::AtLeast => Work::Floors,
        FacetKind::Agreed => Work::Yields,
        FacetKind::Amount | FacetKind::Value | FacetKind::Content => Work::Fills,
        FacetKind::Within
        | FacetKind::Deadline
        | FacetKind::Lapse
        | FacetKind::From
        | FacetKind::Scope
        | FacetKind::Manner
        | FacetKind::Precedence
        | FacetKind::Counting => Work::Details,
    }
}

/// A part that only the new rule has, or (`came` is false) only the old one.
fn of_one(rule: &RuleText, part: &Facet, came: bool, parties: &Parties) -> Said {
    let (core, words) = (core(rule, part.kind), &part.words);
    let work = work(part);
    let text = match (work, came) {
        (Work::Narrows, true) if part.kind == FacetKind::Until => {
            format!("{core}, now only {words}.")
        }
        (Work::Narrows, true) => format!("{core} now only {words}."),
        (Work::Narrows, false) => format!("{core}, no longer only {words}."),
        (Work::Excepts, true) => format!("{core}: now not where {}.", condition_words(words)),
        (Work::Excepts, false) => format!("{core}, now also where {}.", condition_words(words)),
        (Work::Yields, true) => format!("{core}: parties may now agree otherwise ({words})."),
        (Work::Yields, false) => {
            format!("{core}: parties can no longer agree otherwise ({words}).")
        }
        (Work::Fills, true) => format!("{core}: now {words}."),
        (Work::Widens | Work::Caps | Work::Floors | Work::Details, true) => {
            format!("{core}, now {words}.")
        }
        (Work::Widens | Work::Caps | Work::Floors, false) => format!("{core}, no longer {words}."),
        (Work::Fills | Work::Details, false) => format!("{core}, no longer: {words}."),
    };
    let form = &rule.form;
    let favours = match work {
        Work::Narrows | Work::Excepts if came => loses(form, parties),
        Work::Narrows | Work::Excepts => gains(form, parties),
        Work::Widens if came => gains(form, parties),
        Work::Widens => loses(form, parties),
        Work::Caps => parameters::favours(form, part.kind, !came, parties),
        Work::Floors => parameters::favours(form, part.kind, came, parties),
        Work::Yields | Work::Fills | Work::Details => None,
    };
    Said {
        kind: Kind::Changed,
        text,
        favours,
    }
}

/// The condition of `unless the client is a consumer`.
fn condition_words(words: &str) -> &str {
    words.trim_start_matches("unless ")
}

/// Whether words ask for a form.
fn is_form(words: &str) -> bool {
    ["in writing", "expressly", "by "]
        .iter()
        .any(|form| words.starts_with(form))
}
