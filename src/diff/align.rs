//! Which provision of the new text is which of the old: by number, and by wording where a provision was moved or renumbered.

use std::collections::BTreeMap;

use similar::{Algorithm, capture_diff_slices, diff_ratio};

use crate::value::ClauseId;

use super::terms::{Provision, Text};

/// So much of the wording must be the same for a provision to keep its number without a look around.
const SAME_NUMBER: f32 = 0.5;
/// So much of the wording must be the same for a provision under another number to be the same one.
const OTHER_NUMBER: f32 = 0.7;
/// By so much another number must be more alike to be taken before the same number.
const LEAD_OF_THE_NUMBER: f32 = 0.15;
/// Wording of fewer words is not recognised under another number unless it is the same.
const FEW_WORDS: usize = 6;

/// A provision of the old text, of the new one, or one that both have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'t, 'a> {
    pub(super) old: Option<&'t Provision<'a>>,
    pub(super) new: Option<&'t Provision<'a>>,
}

/// The pairs, in the order of the new text; what only the old text has stands at its number.
pub(super) fn align<'t, 'a>(old: &'t Text<'a>, new: &'t Text<'a>) -> Vec<Pair<'t, 'a>> {
    let mut rest = Rest {
        old: old.provisions.iter().collect(),
        new: new.provisions.iter().collect(),
        pairs: Vec::new(),
    };
    rest.pair(|one, other| one.id == other.id && one.words == other.words);
    rest.pair(|one, other| one.words == other.words && !one.words.is_empty());
    rest.pair_best();
    rest.pair(|one, other| one.id == other.id);
    let mut pairs = rest.pairs;
    pairs.extend(rest.old.into_iter().map(|old| Pair {
        old: Some(old),
        new: None,
    }));
    pairs.extend(rest.new.into_iter().map(|new| Pair {
        old: None,
        new: Some(new),
    }));
    pairs.sort_by_key(|pair| pair.new.or(pair.old).map(|provision| provision.id));
    pairs
}

/// What has no counterpart yet.
struct Rest<'t, 'a> {
    old: Vec<&'t Provision<'a>>,
    new: Vec<&'t Provision<'a>>,
    pairs: Vec<Pair<'t, 'a>>,
}

impl Rest<'_, '_> {
    fn pair(&mut self, same: impl Fn(&Provision<'_>, &Provision<'_>) -> bool) {
        let mut at = 0;
        while let Some(old) = self.old.get(at) {
            match self.new.iter().position(|new| same(old, new)) {
                Some(found) => self.take(at, found),
                None => at += 1,
            }
        }
    }

    /// What is alike, the most alike first; the number counts for something.
    fn pair_best(&mut self) {
        let mut alike: Vec<(f32, &Provision<'_>, &Provision<'_>)> = Vec::new();
        for old in &self.old {
            for new in &self.new {
                alike.extend(likeness(old, new).map(|likeness| (likeness, *old, *new)));
            }
        }
        // The sort is stable: of equals the first in the document.
        alike.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        for (_, old, new) in alike {
            let at = self.old.iter().position(|one| one.id == old.id);
            let found = self.new.iter().position(|one| one.id == new.id);
            if let (Some(at), Some(found)) = (at, found) {
                self.take(at, found);
            }
        }
    }

    fn take(&mut self, at: usize, found: usize) {
        let (old, new) = (self.old.remove(at), self.new.remove(found));
        self.pairs.push(Pair {
            old: Some(old),
            new: Some(new),
        });
    }
}

/// How alike two provisions are, where that is enough for one to be the other.
fn likeness(old: &Provision<'_>, new: &Provision<'_>) -> Option<f32> {
    let (least, lead) = if old.id == new.id {
        (SAME_NUMBER, LEAD_OF_THE_NUMBER)
    } else if old.words.len().min(new.words.len()) >= FEW_WORDS {
        (OTHER_NUMBER, 0.0)
    } else {
        return None;
    };
    if at_most(old, new) < least {
        return None;
    }
    let ratio = ratio(old, new);
    (ratio >= least).then_some(ratio + lead)
}

fn ratio(one: &Provision<'_>, other: &Provision<'_>) -> f32 {
    let ops = capture_diff_slices(Algorithm::Myers, &one.words, &other.words);
    diff_ratio(&ops, one.words.len(), other.words.len())
}

/// What the ratio is at most: as if the words that both have stood in the same order.
#[expect(
    clippy::cast_precision_loss,
    reason = "no provision has that many words"
)]
fn at_most(one: &Provision<'_>, other: &Provision<'_>) -> f32 {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &one.words {
        *known.entry(word).or_default() += 1;
    }
    let mut same = 0_usize;
    for word in &other.words {
        if let Some(left) = known.get_mut(word).filter(|left| **left > 0) {
            *left -= 1;
            same += 1;
        }
    }
    let all = one.words.len() + other.words.len();
    if all == 0 {
        1.0
    } else {
        2.0 * same as f32 / all as f32
    }
}

/// The numbers that provisions of the old text have in the new one, where they are others.
pub(super) fn renumbered(pairs: &[Pair<'_, '_>]) -> BTreeMap<String, String> {
    let id = |id: &ClauseId| id.to_string();
    let both = pairs
        .iter()
        .filter_map(|pair| Some((pair.old?.id, pair.new?.id)));
    both.filter(|(old, new)| old != new)
        .map(|(old, new)| (id(old), id(new)))
        .collect()
}
