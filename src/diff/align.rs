//! Which provision of the new text is which of the old: by number, and by wording where a provision was moved or renumbered.

use similar::{Algorithm, capture_diff_slices, diff_ratio};

use super::terms::{Provision, Text};

/// So much of the wording must be the same for a provision to keep its number without a look around.
const SAME_NUMBER: f32 = 0.5;
/// So much of the wording must be the same for a provision under another number to be the same one.
const OTHER_NUMBER: f32 = 0.7;
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
    rest.pair(|one, other| one.id == other.id && ratio(one, other) >= SAME_NUMBER);
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

    /// Provisions under other numbers, the most alike first.
    fn pair_best(&mut self) {
        loop {
            let mut best: Option<(f32, usize, usize)> = None;
            for (at, old) in self.old.iter().enumerate() {
                for (found, new) in self.new.iter().enumerate() {
                    let enough = old.words.len().min(new.words.len()) >= FEW_WORDS;
                    if !enough || !similar_length(old, new) {
                        continue;
                    }
                    let alike = ratio(old, new);
                    if alike >= OTHER_NUMBER && best.is_none_or(|(most, ..)| alike > most) {
                        best = Some((alike, at, found));
                    }
                }
            }
            let Some((_, at, found)) = best else {
                return;
            };
            self.take(at, found);
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

/// Texts of which one is more than twice as long are not alike; nothing has to be compared to know that.
fn similar_length(one: &Provision<'_>, other: &Provision<'_>) -> bool {
    let (one, other) = (one.words.len(), other.words.len());
    one <= 2 * other && other <= 2 * one
}

fn ratio(one: &Provision<'_>, other: &Provision<'_>) -> f32 {
    let ops = capture_diff_slices(Algorithm::Myers, &one.words, &other.words);
    diff_ratio(&ops, one.words.len(), other.words.len())
}
