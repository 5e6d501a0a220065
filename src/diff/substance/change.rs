//! A rule that both texts have, part by part.

use std::cmp::Ordering;

use crate::diff::Parties;
use crate::diff::facets::{Facet, FacetKind, Listing};
use crate::diff::rules::{Form, RuleText};
use crate::diff::words::{as_a_sentence, inside_a_sentence};
use crate::syntax::ast::Pick;

use super::condition_words::SHORT;
use super::favour::{compare, is_later, of_norms, of_strictness, of_turned};
use super::matching::is_settled;
use super::single::of_one;
use super::stakes::Stakes;
use super::strength::{form, one_number};
use super::{Context, Kind, Said, conditions, lists, parameters, whole};

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
    if old.form.is_value_or_saying(&new.form) {
        return vec![whole::in_full(old, new)];
    }
    let mut found = Vec::new();
    if !old.form.is_introduced(&new.form) {
        found.push(Said {
            kind: Kind::Changed,
            text: instead(old, new),
            favours: of_forms(&old.form, &new.form, context.new.side.parties),
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

/// `The client may dissolve the agreement — instead of: the client must dissolve the agreement.` What only one of them is told apart by,
/// and the other asks for too, is said once.
fn instead(old: &RuleText, new: &RuleText) -> String {
    let apart = new.told_apart.as_ref().or(old.told_apart.as_ref());
    let both = |words: &&String| {
        [old, new].iter().all(|rule| {
            let mut parts = rule.facets.iter();
            parts.any(|part| part.words == **words && part.under.is_none())
        })
    };
    match apart.filter(both) {
        Some(apart) => format!(
            "{} {apart} — instead of: {}.",
            as_a_sentence(&new.form.sentence()),
            old.form.sentence()
        ),
        None => format!(
            "{} — instead of: {}.",
            as_a_sentence(&new.sentence()),
            old.sentence()
        ),
    }
}

/// In whose favour it is that a rule is of another form: another norm, of another party, or in another form of writing.
fn of_forms(old: &Form, new: &Form, parties: &Parties) -> Option<String> {
    let in_another_form = || {
        if !old.is_of_the_same_party(new) {
            return None;
        }
        let ((before, was), (after, is)) = (form(old.conduct()?), form(new.conduct()?));
        let order = was.compare(&is).filter(|_| before == after)?;
        of_strictness(order, new, parties)
    };
    of_norms(old, new, parties)
        .or_else(|| of_turned(old, new, parties))
        .or_else(in_another_form)
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
                .any(|other| is_same_place(facet, other) && facet.says_the_same(other))
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
    turn(&mut pairs);
    pairs.sort_by_key(|(old, new)| old.or(*new).map(|facet| facet.kind));
    pairs
}

/// Where the same condition is an exception now, or the other way round, the two are one difference.
fn turn<'r>(pairs: &mut Vec<(Option<&'r Facet>, Option<&'r Facet>)>) {
    for at in 0..pairs.len() {
        let (Some(gone), None) = pairs[at] else {
            continue;
        };
        let came = pairs.iter().position(|pair| match pair {
            (None, Some(came)) => is_turned(gone, came),
            _ => false,
        });
        if let Some(came) = came {
            pairs[at].1 = pairs[came].1;
            pairs.remove(came);
            return turn(pairs);
        }
    }
}

/// Whether the same is a condition in one part and an exception in the other.
fn is_turned(one: &Facet, other: &Facet) -> bool {
    let joints = matches!(
        (one.kind, other.kind),
        (FacetKind::If, FacetKind::Unless) | (FacetKind::Unless, FacetKind::If)
    );
    let conditions = one.conditions.as_ref().zip(other.conditions.as_ref());
    joints
        && one.under == other.under
        && conditions.is_some_and(|(one, two)| one.asks_the_same(two))
}

fn is_same_place(one: &Facet, other: &Facet) -> bool {
    let says_by_when = |facet: &Facet| match facet.kind {
        FacetKind::Within | FacetKind::Deadline | FacetKind::Lapse => true,
        FacetKind::When
        | FacetKind::Amount
        | FacetKind::Value
        | FacetKind::Content
        | FacetKind::From
        | FacetKind::Until
        | FacetKind::If
        | FacetKind::Unless
        | FacetKind::EvenIf
        | FacetKind::AtLeast
        | FacetKind::AtMost
        | FacetKind::Scope
        | FacetKind::Agreed
        | FacetKind::InForm
        | FacetKind::Manner
        | FacetKind::Precedence
        | FacetKind::Counting => false,
    };
    let alike = one.kind == other.kind || (says_by_when(one) && says_by_when(other));
    alike && one.under == other.under
}

/// One part that differs.
fn part(
    old: &RuleText,
    new: &RuleText,
    before: Option<&Facet>,
    after: Option<&Facet>,
    context: &Context<'_, '_>,
) -> Said {
    let stakes = context.stakes();
    if let (Some(before), Some(after)) = (before, after) {
        if let (Form::Value { name }, FacetKind::Value) = (&new.form, after.kind)
            && before.literal.is_some()
            && after.literal.is_some()
        {
            return parameters::changed(name, before, after, stakes);
        }
        let in_a_list = || lists::changed(new, before, after, stakes);
        if let Some(said) = conditions::changed(new, before, after, stakes).or_else(in_a_list) {
            return said;
        }
        return replaced(new, before, after, context);
    }
    let came = after.map(|after| of_one(new, after, true, stakes));
    let went = before.map(|before| of_one(old, before, false, context.stakes_of_old()));
    came.or(went)
        .expect("a part that differs stands in one of the rules")
}

/// One part in the place of another.
fn replaced(rule: &RuleText, before: &Facet, after: &Facet, context: &Context<'_, '_>) -> Said {
    let favours = favours_of(rule, before, after, context.stakes());
    let core = core(rule, after.kind);
    if is_turned(before, after) && after.words.len() > SHORT {
        let comma = if after.kind == FacetKind::Unless {
            ","
        } else {
            ""
        };
        let was = before.words.split(' ').next().unwrap_or_default();
        return Said {
            kind: Kind::Changed,
            text: format!("{core}{comma} {} — instead of: {was} so.", after.words),
            favours,
        };
    }
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
        | FacetKind::InForm
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

/// In whose favour it is that one part took the place of another.
fn favours_of(
    rule: &RuleText,
    before: &Facet,
    after: &Facet,
    stakes: Stakes<'_>,
) -> Option<String> {
    let by_size = |order: Ordering| {
        let grew = match order {
            Ordering::Greater => false,
            Ordering::Less => true,
            Ordering::Equal => return None,
        };
        parameters::favours(rule, after.kind, grew, stakes)
    };
    if after.kind == FacetKind::InForm {
        let [was, is] = [before, after].map(|facet| format!(" {}", facet.words));
        let order = form(&was).1.compare(&form(&is).1)?;
        return of_strictness(order, &rule.form, stakes.parties);
    }
    // A power that may be used at once has no term; one that has must be used within it.
    let is_power = matches!(rule.form, Form::Power { .. });
    if is_power && (before.kind == FacetKind::Deadline) != (after.kind == FacetKind::Deadline) {
        return None;
    }
    if let Some(longer) = is_later((before.kind, &before.words), (after.kind, &after.words)) {
        return parameters::favours(rule, FacetKind::Within, longer, stakes);
    }
    let literals = before.literal.zip(after.literal);
    let order = literals.and_then(|(old, new)| compare(old, new));
    if let Some(order) = order.filter(|order| order.is_ne()) {
        return by_size(order);
    }
    if let Some(each) = counted_each(before, after) {
        return parameters::favours(rule, after.kind, each, stakes);
    }
    one_number_of_an_amount(before, after)
        .or_else(|| by_pick(before, after))
        .and_then(by_size)
}

/// How the numbers compare where two amounts differ in one, and more of it is more of the amount.
fn one_number_of_an_amount(before: &Facet, after: &Facet) -> Option<Ordering> {
    // What is taken off, divided, or left out below a threshold is less where the number is more.
    const LESS: [&str; 4] = ["minus ", "divided by ", "part from ", " before "];
    let is_amount = matches!(
        after.kind,
        FacetKind::Amount | FacetKind::Value | FacetKind::AtLeast | FacetKind::AtMost
    );
    let tells = is_amount && !LESS.iter().any(|words| after.words.contains(words));
    let number = one_number(&before.words, &after.words).filter(|_| tells)?;
    Some(number.order)
}

/// How two amounts compare of which one is the highest and the other the lowest, or the sum, of the same.
fn by_pick(before: &Facet, after: &Facet) -> Option<Ordering> {
    let (old, new) = (before.listed.as_ref()?, after.listed.as_ref()?);
    let same_items = old.items.len() == new.items.len() && new.beside(old).is_empty();
    let rank = |how| match how {
        Listing::Values(Pick::Lowest | Pick::Earlier) => Some(0),
        Listing::Values(Pick::Highest | Pick::Later) => Some(1),
        Listing::Values(Pick::Sum | Pick::First)
        | Listing::Order
        | Listing::Group
        | Listing::NotApplying
        | Listing::OwedOnce
        | Listing::NotAffected => None,
    };
    same_items.then(|| Some(rank(old.how)?.cmp(&rank(new.how)?)))?
}

/// The beginning of a sentence about a part of a rule: what tells the rule from others is not said twice.
pub(super) fn core(rule: &RuleText, part: FacetKind) -> String {
    as_a_sentence(&match part {
        FacetKind::When | FacetKind::If => rule.what_it_says(),
        FacetKind::Content => rule.sentence(),
        FacetKind::Unless => rule.told_with(&rule.what_it_says()),
        FacetKind::Amount
        | FacetKind::Value
        | FacetKind::Within
        | FacetKind::Deadline
        | FacetKind::Lapse
        | FacetKind::From
        | FacetKind::Until
        | FacetKind::EvenIf
        | FacetKind::AtLeast
        | FacetKind::AtMost
        | FacetKind::Scope
        | FacetKind::Agreed
        | FacetKind::InForm
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
