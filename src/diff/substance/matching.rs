//! Which rule of the new clause is which of the old one.

use similar::{Algorithm, capture_diff_slices, diff_ratio};

use crate::check::program::Program;
use crate::diff::rules::{ClauseText, RuleText};
use crate::diff::words::comparable;

use super::meaning;

/// So much of the words must be the same for a rule about something else to be the same rule.
const REWORDED: f32 = 0.6;

/// The rules of two clauses.
pub(super) struct Matched<'c> {
    /// The same rule, changed.
    pub(super) changed: Vec<(&'c RuleText, &'c RuleText)>,
    /// Only the old clause has it.
    pub(super) gone: Vec<&'c RuleText>,
    /// Only the new clause has it.
    pub(super) added: Vec<&'c RuleText>,
    /// Readings that only one of the clauses knows: what stands under them came or went with them.
    pub(super) settled: Vec<String>,
}

/// Matches the rules of two clauses; those that say the same are left out.
pub(super) fn matched<'c>(
    old: &'c ClauseText<'_>,
    new: &'c ClauseText<'_>,
    programs: Option<(&Program, &Program)>,
) -> Matched<'c> {
    let settled = settled(old, new);
    let stands = |rule: &&RuleText| {
        rule.under
            .as_deref()
            .is_none_or(|under| !is_settled(under, &settled))
    };
    let mut matched = Matched {
        changed: Vec::new(),
        gone: old.rules.iter().filter(stands).collect(),
        added: new.rules.iter().filter(stands).collect(),
        settled: settled.clone(),
    };
    matched.pair(0.0, RuleText::same_words);
    matched.pair(0.0, |one, other| {
        one.same_manner(other) && meaning::is_same(one, other, programs)
    });
    matched.changed.clear();
    matched.pair(0.0, RuleText::same_subject);
    matched.pair(0.0, RuleText::same_subject_elsewhere);
    matched.pair(0.0, |one, other| {
        one.under == other.under && one.form.is_value_or_saying(&other.form)
    });
    matched.pair(0.0, |one, other| {
        one.under == other.under && meaning::has_same_conclusion(one, other, programs)
    });
    matched.pair(0.0, |one, other| {
        one.under == other.under && one.form.is_another_norm_than(&other.form)
    });
    matched.pair(REWORDED, |one, other| {
        one.under == other.under && one.form.is_turned(&other.form)
    });
    matched.pair(REWORDED, |one, other| {
        one.under == other.under && one.form.is_of_the_same_party(&other.form)
    });
    matched
        .changed
        .sort_by_key(|(_, after)| new.rules.iter().position(|rule| std::ptr::eq(rule, *after)));
    matched
}

/// The readings that only one of two clauses has, where both are there at all.
fn settled(old: &ClauseText<'_>, new: &ClauseText<'_>) -> Vec<String> {
    if old.rules.is_empty() || new.rules.is_empty() {
        return Vec::new();
    }
    let ids = |text: &ClauseText<'_>| -> Vec<String> {
        text.readings
            .iter()
            .map(|reading| reading.id.name.to_string())
            .collect()
    };
    let (before, after) = (ids(old), ids(new));
    let only_one = |id: &&String| before.contains(id) != after.contains(id);
    before
        .iter()
        .chain(&after)
        .filter(only_one)
        .cloned()
        .collect()
}

/// Whether `R8 due_day` is a value of one of these readings.
pub(super) fn is_settled(under: &str, settled: &[String]) -> bool {
    let reading = under.split(' ').next().unwrap_or_default();
    settled.iter().any(|known| known == reading)
}

impl Matched<'_> {
    /// Pairs what is alike in this way, the most alike first, at least as alike as `least`.
    fn pair(&mut self, least: f32, alike: impl Fn(&RuleText, &RuleText) -> bool) {
        loop {
            let mut best: Option<(f32, usize, usize)> = None;
            for (at, old) in self.gone.iter().enumerate() {
                for (found, new) in self.added.iter().enumerate() {
                    if !alike(old, new) {
                        continue;
                    }
                    let ratio = ratio(old, new);
                    if ratio >= least && best.is_none_or(|(most, ..)| ratio > most) {
                        best = Some((ratio, at, found));
                    }
                }
            }
            let Some((_, at, found)) = best else {
                return;
            };
            let pair = (self.gone.remove(at), self.added.remove(found));
            self.changed.push(pair);
        }
    }
}

fn ratio(one: &RuleText, other: &RuleText) -> f32 {
    let words = |rule: &RuleText| -> Vec<String> {
        comparable(&rule.words)
            .split(' ')
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let ops = capture_diff_slices(Algorithm::Myers, &one, &other);
    diff_ratio(&ops, one.len(), other.len())
}
