//! What came to or went from a list: of values, of ranks in an order, of provisions.

use crate::diff::facets::{Facet, FacetKind, Listed, Listing};
use crate::diff::rules::{NOT_APPLIED, RuleText};
use crate::diff::words::{as_a_sentence, listed};
use crate::syntax::ast::Pick;

use super::stakes::Stakes;
use super::{Kind, Said, parameters};

/// The difference between two lists; none where the parts list nothing of one kind, or have nothing in common.
pub(super) fn changed(
    rule: &RuleText,
    before: &Facet,
    after: &Facet,
    stakes: Stakes<'_>,
) -> Option<Said> {
    let (old, new) = (before.listed.as_ref()?, after.listed.as_ref()?);
    if old.how != new.how {
        return None;
    }
    let (came, went) = (new.beside(old), old.beside(new));
    let nothing_stayed = came.len() == new.items.len();
    if nothing_stayed {
        return None;
    }
    let core = rule.sentence();
    let text = if came.is_empty() && went.is_empty() {
        another_order(&core, old, new)?
    } else {
        match new.how {
            Listing::Values(pick) => of_values(&core, after.kind, pick, (&came, &went)),
            Listing::Order => in_an_order(&core, by_heads((&came, &went))),
            Listing::Group | Listing::NotApplying | Listing::OwedOnce | Listing::NotAffected => {
                if new.how == Listing::NotApplying {
                    not_applying(rule, (&came, &went))
                } else {
                    of_provisions(&core, new.how, (&came, &went))
                }
            }
        }
    };
    Some(Said {
        kind: Kind::Changed,
        text: format!("{}.", as_a_sentence(&text)),
        favours: grew(new.how, (&came, &went))
            .and_then(|grew| parameters::favours(rule, after.kind, grew, stakes)),
    })
}

/// Whether what is made of the items is more than before; none where that depends on the items.
fn grew(how: Listing, (came, went): (&[&str], &[&str])) -> Option<bool> {
    let added = match (came, went) {
        ([_, ..], []) => true,
        ([], [_, ..]) => false,
        ([], []) | ([_, ..], [_, ..]) => return None,
    };
    match how {
        Listing::Values(Pick::Sum | Pick::Highest) => Some(added),
        Listing::Values(Pick::Lowest) => Some(!added),
        Listing::Values(Pick::First | Pick::Later | Pick::Earlier)
        | Listing::Order
        | Listing::Group
        | Listing::NotApplying
        | Listing::OwedOnce
        | Listing::NotAffected => None,
    }
}

/// The same items, one before another that came before it.
fn another_order(core: &str, old: &Listed, new: &Listed) -> Option<String> {
    let [before, after] = [old, new].map(|listed| heads(&listed.items).join(", "));
    (before != after).then(|| format!("{core}: {after} — instead of: {before}"))
}

/// The items by their first words (`costs` of `costs, the oldest first`), where these tell them apart.
fn heads(items: &[String]) -> Vec<&str> {
    let head = |item: &'_ String| item.split(',').next().map_or(0, str::len);
    let short: Vec<&str> = items.iter().map(|item| &item[..head(item)]).collect();
    let are_apart = short
        .iter()
        .all(|one| short.iter().filter(|other| *other == one).count() == 1);
    if are_apart {
        short
    } else {
        items.iter().map(String::as_str).collect()
    }
}

/// The items by their heads, where no head both came and went.
fn by_heads<'i>((came, went): (&[&'i str], &[&'i str])) -> (Vec<&'i str>, Vec<&'i str>) {
    let head = |item: &&'i str| item.split(',').next().unwrap_or_default();
    let heads = |items: &[&'i str]| items.iter().map(head).collect::<Vec<_>>();
    let (now, before) = (heads(came), heads(went));
    let all = now.iter().chain(&before);
    let are_apart = all
        .clone()
        .all(|one| all.clone().filter(|other| *other == one).count() == 1);
    if are_apart {
        (now, before)
    } else {
        (came.to_vec(), went.to_vec())
    }
}

fn in_an_order(core: &str, (came, went): (Vec<&str>, Vec<&str>)) -> String {
    match (came.as_slice(), went.as_slice()) {
        (came, []) => format!("{core} now also names {}", came.join("; ")),
        ([], went) => format!("{core} no longer names {}", went.join("; ")),
        (came, went) => {
            let (came, went) = (came.join("; "), went.join("; "));
            format!("{core} now names {came} — instead of: {went}")
        }
    }
}

fn of_values(core: &str, kind: FacetKind, pick: Pick, (came, went): (&[&str], &[&str])) -> String {
    let what = if kind == FacetKind::Value {
        core.to_owned()
    } else {
        format!("{core}: the amount")
    };
    let [now_also, no_longer, now] = if pick == Pick::Sum {
        ["now also counts", "no longer counts", "now counts"]
    } else {
        ["can now also be", "can no longer be", "can now be"]
    };
    let [came_words, went_words] = [came, went].map(|items| items.join("; "));
    match (came, went) {
        (_, []) => format!("{what} {now_also} {came_words}"),
        ([], _) => format!("{what} {no_longer} {went_words}"),
        (_, _) => format!("{what} {now} {came_words} — instead of: {went_words}"),
    }
}

/// `Clause 3.1 is no longer among those that do not apply unless an agreement runs.`
fn not_applying(rule: &RuleText, (came, went): (&[&str], &[&str])) -> String {
    let kinds = [FacetKind::When, FacetKind::If, FacetKind::Unless];
    let parts = kinds.iter().filter_map(|kind| rule.facet(*kind));
    let parts: Vec<&str> = parts.map(|part| part.words.as_str()).collect();
    let case = parts.join(" ");
    let to = rule.form.sentence().replacen(NOT_APPLIED, "", 1);
    let told = |items: &[&str], is| {
        let (noun, verb) = match items {
            [_] => ("clause", "is"),
            [] | [_, _, ..] => ("clauses", "are"),
        };
        let items: Vec<String> = items.iter().map(|&item| item.to_owned()).collect();
        let items = listed(&items).replace(" or ", " and ");
        let told = format!("{noun} {items} {verb} {is} among those that do not apply{to} {case}");
        told.trim_end().to_owned()
    };
    match (came, went) {
        (came, []) => told(came, "now also"),
        ([], went) => told(went, "no longer"),
        (came, went) => format!("{}; {}", told(came, "now also"), told(went, "no longer")),
    }
}

fn of_provisions(core: &str, how: Listing, (came, went): (&[&str], &[&str])) -> String {
    let [now, no_longer] = match how {
        Listing::Group => ["now also include", "no longer include"],
        Listing::OwedOnce => [
            "now also counted together with",
            "no longer counted together with",
        ],
        Listing::NotApplying | Listing::NotAffected => ["now also", "no longer"],
        Listing::Values(_) | Listing::Order => ["now", "no longer"],
    };
    let parts = [(now, came), (no_longer, went)].into_iter();
    let parts = parts.filter(|(_, items)| !items.is_empty());
    let parts: Vec<String> = parts
        .map(|(words, items)| format!("{words} {}", items.join(", ")))
        .collect();
    let joint = if how == Listing::Group { " " } else { ": " };
    format!("{core}{joint}{}", parts.join(", "))
}
