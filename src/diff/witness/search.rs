//! The search: timelines tried one after the other, and what differs made smaller.

use crate::check::program::Program;
use crate::diff::outcome::{Difference, differences_of, follows};
use crate::engine::Outcome;
use crate::source::Source;
use crate::value::{ClauseId, Date, Decimal, Money, parse_date};

use super::Witness;
use super::candidate::Candidate;

/// The most timelines that are tried for one provision.
const MOST_TRIES: usize = 2_000;
/// So many timelines that differ are made smaller; the smallest counts.
const MADE_SMALLER: usize = 2;

/// A search for one provision.
pub(super) struct Run<'s> {
    seeds: Vec<&'s Source>,
    terms: &'s str,
    /// Amounts around each threshold that the changed rules name.
    amounts: Vec<String>,
    tried: usize,
}

impl<'s> Run<'s> {
    /// A search that begins with the timelines whose path names the provision or its article.
    pub(super) fn new(
        clause: &ClauseId,
        thresholds: &[Money],
        seeds: &'s [Source],
        terms: &'s str,
    ) -> Self {
        let article = clause.as_str().split('.').next().unwrap_or_default();
        let folder = format!("/{article:0>2}/");
        let own = format!("/{clause}-");
        let far = |seed: &&Source| {
            if seed.name.contains(&own) {
                0
            } else if seed.name.contains(&folder) {
                1
            } else {
                2
            }
        };
        let mut sorted: Vec<&Source> = seeds.iter().collect();
        // Of those that lie equally near, the shortest first: there is less to leave out.
        sorted.sort_by_key(|seed| (far(seed), seed.text.len()));
        Self {
            seeds: sorted,
            terms,
            amounts: around(thresholds),
            tried: 0,
        }
    }

    /// How many timelines were tried.
    pub(super) fn tried(&self) -> usize {
        self.tried
    }

    /// The smallest timeline found on which the two differ.
    pub(super) fn look(
        &mut self,
        old: &Program,
        new: &Program,
        beside_others: bool,
    ) -> Option<Witness> {
        let mut found: Vec<Candidate> = Vec::new();
        for seed in self.seeds.clone() {
            let Some(base) = Candidate::of(seed, &old.schema) else {
                continue;
            };
            let clients = [
                "{ capacity: business, kind: legal_person }",
                "{ capacity: consumer, kind: natural_person }",
            ];
            let others = clients.iter().map(|client| base.with_client(client));
            let variants = std::iter::once(base.clone()).chain(others);
            let differing = variants
                .into_iter()
                .find(|variant| self.differs(variant, old, new));
            if let Some(differing) = differing {
                found.push(self.smaller(differing, old, new));
            }
            if found.len() == MADE_SMALLER || self.tried >= MOST_TRIES {
                break;
            }
        }
        if found.is_empty() {
            found.extend(self.varied(old, new));
        }
        let smallest = found.into_iter().min_by_key(Candidate::size)?;
        let (before, after) = self.outcomes(&smallest, old, new)?;
        Some(Witness {
            timeline: smallest.text(self.terms),
            differences: differences_of(&before, &after),
            beside_others,
        })
    }

    /// Where no scenario differs as it is told: the same with amounts around each threshold of the changed rules, and with events on
    /// the days before, on and after each day that an outcome names.
    fn varied(&mut self, old: &Program, new: &Program) -> Option<Candidate> {
        for seed in self.seeds.clone() {
            let Some(base) = Candidate::of(seed, &old.schema) else {
                continue;
            };
            let days = self.days(&base, old, new);
            let amounts = self.amounts.clone();
            let variants: Vec<Candidate> = base
                .with_amounts(&amounts)
                .chain(base.with_days(&days))
                .collect();
            for variant in variants {
                if self.tried >= MOST_TRIES {
                    return None;
                }
                if self.differs(&variant, old, new) {
                    return Some(self.smaller(variant, old, new));
                }
            }
        }
        None
    }

    fn outcomes(
        &self,
        candidate: &Candidate,
        old: &Program,
        new: &Program,
    ) -> Option<(Outcome, Outcome)> {
        let source = Source::new("witness", candidate.text(self.terms));
        let run = |program| follows(&source, program, None).ok();
        Some((run(old)?, run(new)?))
    }

    fn differs(&mut self, candidate: &Candidate, old: &Program, new: &Program) -> bool {
        self.tried += 1;
        self.outcomes(candidate, old, new)
            .is_some_and(|(before, after)| matters(&before, &after))
    }

    /// Leaves out what can be left out, then takes the earliest day.
    fn smaller(&mut self, mut best: Candidate, old: &Program, new: &Program) -> Candidate {
        loop {
            let steps: Vec<Candidate> = best
                .without_an_event()
                .chain(best.without_a_block())
                .chain(best.without_a_field())
                .collect();
            let step = steps
                .into_iter()
                .find(|step| self.tried < MOST_TRIES && self.differs(step, old, new));
            match step {
                Some(step) => best = step,
                None => break,
            }
        }
        for day in self.days(&best, old, new) {
            let earlier = at(&best, day);
            if self.differs(&earlier, old, new) {
                return self.earliest(earlier, old, new);
            }
        }
        self.earliest(best, old, new)
    }

    /// Halves the time before the day of a timeline, as long as it differs: for differences that begin on a day that no
    /// outcome names, as when an amount that grows reaches its maximum.
    fn earliest(&mut self, best: Candidate, old: &Program, new: &Program) -> Candidate {
        let mut differs = best.as_of;
        let mut same = best.last_event();
        while let Some(middle) = between(same, differs) {
            if self.differs(&at(&best, middle), old, new) {
                differs = middle;
            } else {
                same = middle;
            }
        }
        at(&best, differs)
    }

    /// The days before, on and after each date that an event or an outcome names, up to the day of the timeline.
    fn days(&self, candidate: &Candidate, old: &Program, new: &Program) -> Vec<Date> {
        let mut texts = vec![candidate.text(self.terms)];
        if let Some((before, after)) = self.outcomes(candidate, old, new) {
            let shown = [before, after].map(|outcome| serde_json::to_string(&outcome));
            texts.extend(shown.into_iter().flatten());
        }
        let mut days: Vec<Date> = texts.iter().flat_map(|text| dates(text)).collect();
        let around: Vec<Date> = days
            .iter()
            .flat_map(|day| [day.pred_opt(), day.succ_opt()])
            .flatten()
            .collect();
        days.extend(around);
        days.retain(|day| *day < candidate.as_of);
        days.sort();
        days.dedup();
        days
    }
}

/// A cent less, the amount, a cent more.
fn around(thresholds: &[Money]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for threshold in thresholds {
        let cent = Decimal::new(1, 2);
        for amount in [
            threshold.amount() - cent,
            threshold.amount(),
            threshold.amount() + cent,
        ] {
            let text = format!("{amount:.2}");
            if amount.is_sign_positive() && !all.contains(&text) {
                all.push(text);
            }
        }
    }
    all
}

/// The same timeline as of another day.
fn at(candidate: &Candidate, day: Date) -> Candidate {
    Candidate {
        as_of: day,
        ..candidate.clone()
    }
}

/// The day in the middle of two; none when no day lies between them.
fn between(first: Date, last: Date) -> Option<Date> {
    let days = (last - first).num_days();
    let half = u64::try_from(days / 2).ok()?;
    (days > 1).then(|| first + chrono::Days::new(half))
}

/// Whether a reader would call it a difference: that the same is owed under another clause is none.
fn matters(old: &Outcome, new: &Outcome) -> bool {
    let differences = differences_of(old, new);
    let counterpart = |one: &Difference| {
        differences.iter().any(|other| {
            other.kind == one.kind
                && other.only.is_some()
                && other.only != one.only
                && without_clause(&other.what) == without_clause(&one.what)
                && other.fields.len() == one.fields.len()
        })
    };
    differences.iter().any(|one| match one.only {
        Some(_) => !counterpart(one),
        None => one.fields.iter().any(|field| field.field != "clause"),
    })
}

/// `client: pay I1` of `client: pay I1 (5.a)`
fn without_clause(what: &str) -> &str {
    what.split(" (").next().unwrap_or(what)
}

/// The dates in a text.
fn dates(text: &str) -> impl Iterator<Item = Date> + '_ {
    text.char_indices()
        .filter(|(_, letter)| letter.is_ascii_digit())
        .filter_map(|(at, _)| parse_date(text.get(at..at + 10)?).ok())
}
