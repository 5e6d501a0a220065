//! The search: timelines tried one after the other, and what differs made smaller.

use std::collections::VecDeque;

use crate::diff::outcome::differences_of;
use crate::value::{ClauseId, Date, Duration, NoCalendar, Value, parse_date};

use super::Witness;
use super::ahead::{Ahead, Both};
use super::candidate::{Candidate, Heading, Seeds};
use super::readings::Unchosen;
use super::thresholds;
use super::way::one_of_each;
use super::weight::Weight;

/// So many beginnings are varied, the smallest first.
const MOST_VARIED: usize = 30;
/// So many variants of one beginning at most.
const MOST_VARIANTS: usize = 400;
/// So many timelines that differ are made smaller; the smallest counts.
const MADE_SMALLER: usize = 2;
/// Behind the first that differs so many more are tried for one that can be made smaller still.
const LOOK_ON: usize = 12;

/// What a search begins with.
pub(super) struct Beginnings {
    /// Timelines made up from what the changed rules speak of, the plainest first.
    made_up: Vec<Candidate>,
    /// The provision, by which scenarios are near or far.
    clause: ClauseId,
    /// Amounts and numbers around each threshold, and some others.
    amounts: Vec<String>,
    numbers: Vec<String>,
    /// The periods that the changed rules name.
    periods: Vec<Duration>,
}

impl Beginnings {
    pub(super) fn new(made_up: Vec<Candidate>, clause: ClauseId, thresholds: &[Value]) -> Self {
        let periods = thresholds.iter().filter_map(|value| match value {
            Value::Duration(period) => Some(*period),
            _ => None,
        });
        Self {
            made_up,
            clause,
            amounts: thresholds::amounts(thresholds),
            numbers: thresholds::numbers(thresholds),
            periods: periods.collect(),
        }
    }
}

/// What each step of a search still has to try; none where it has not begun.
pub(super) type Left = [Option<VecDeque<Candidate>>; STEPS.len()];

/// No step has begun.
pub(super) fn nothing_begun() -> Left {
    std::array::from_fn(|_| None)
}

/// Which timelines a search begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    /// Those made up.
    MadeUp,
    /// Those that lawyers have told.
    Scenarios,
}

/// What is done with the timelines that a search begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// They are taken as they are told.
    AsTold,
    /// The client is another.
    OtherClients,
    /// They are looked at on the day and years later, the party is the other one, amounts, numbers and forms are others.
    OtherAmounts,
    /// What happens, happens on another day.
    OtherDays,
}

/// The steps of a search, the plainest first, with how many timelines each tries in the first turn. In each further turn it tries twice
/// as many more.
pub(super) const STEPS: [(Among, How, usize); 8] = [
    (Among::MadeUp, How::AsTold, 240),
    (Among::MadeUp, How::OtherClients, 40),
    (Among::MadeUp, How::OtherAmounts, 80),
    (Among::MadeUp, How::OtherDays, 80),
    (Among::Scenarios, How::AsTold, 60),
    (Among::Scenarios, How::OtherClients, 20),
    (Among::Scenarios, How::OtherAmounts, 40),
    (Among::Scenarios, How::OtherDays, 40),
];

/// A search for one change.
pub(super) struct Run<'s> {
    seeds: &'s Seeds<'s>,
    heading: Heading,
    made_up: usize,
    tried: usize,
    most: usize,
}

impl<'s> Run<'s> {
    /// A search that has tried nothing yet, and will try so many timelines at most.
    pub(super) fn new(seeds: &'s Seeds<'s>, terms: &str, most: usize) -> Self {
        let terms = terms.to_owned();
        Self {
            seeds,
            heading: Heading {
                terms,
                reading: None,
            },
            made_up: 0,
            tried: 0,
            most,
        }
    }

    /// Begins with so many timelines that were made up, between other texts than before.
    pub(super) fn begin(&mut self, made_up: usize) {
        self.made_up = self.made_up.max(made_up);
    }

    /// From now on the timelines choose this reading, where both texts can be read so.
    pub(super) fn under(&mut self, other: &Unchosen) {
        let chosen = (other.id.clone(), other.value.clone());
        self.heading.reading = other.only.is_none().then_some(chosen);
    }

    /// From now on the timelines choose no reading.
    pub(super) fn under_those_chosen(&mut self) {
        self.heading.reading = None;
    }

    /// Whether all was tried that may be.
    pub(super) fn is_over(&self) -> bool {
        self.tried >= self.most
    }

    /// How many timelines it made up to begin with.
    pub(super) fn made_up(&self) -> usize {
        self.made_up
    }

    /// How many timelines were tried.
    pub(super) fn tried(&self) -> usize {
        self.tried
    }

    /// The smallest timeline that one turn of one step finds the two to differ on.
    pub(super) fn look(
        &mut self,
        step: usize,
        turn: u32,
        both: Both<'_>,
        beginnings: &Beginnings,
        left: &mut Left,
    ) -> Option<Witness> {
        if self.is_over() {
            return None;
        }
        let (among, how, share) = STEPS[step];
        let left = left[step].get_or_insert_with(|| self.candidates(among, how, both, beginnings));
        let count = left.len().min(share << turn);
        let some: Vec<Candidate> = left.drain(..count).collect();
        let found = match how {
            How::AsTold | How::OtherClients => self.as_told(some, both),
            How::OtherAmounts | How::OtherDays => {
                let found = self.first(some, Weight::Standing, both);
                let found = found.map(|found| self.smaller(found, Weight::Standing, both));
                found.into_iter().collect()
            }
        };
        let smallest = found.into_iter().min_by_key(Candidate::size)?;
        let (before, after) = both.outcomes(&smallest, &self.heading)?;
        Some(Witness {
            timeline: smallest.text(&self.heading),
            under: None,
            differences: differences_of(&before, &after),
            beside_others: false,
        })
    }

    /// What a step tries, the plainest first.
    fn candidates(
        &self,
        among: Among,
        how: How,
        both: Both<'_>,
        beginnings: &Beginnings,
    ) -> VecDeque<Candidate> {
        let bases: Vec<Candidate> = match among {
            Among::MadeUp => beginnings.made_up.clone(),
            Among::Scenarios => self
                .seeds
                .nearest_first(&beginnings.clause, &both.old.schema),
        };
        match how {
            How::AsTold => bases.into(),
            How::OtherClients => {
                let others = bases.iter().flat_map(Candidate::with_other_clients);
                others.collect()
            }
            How::OtherAmounts | How::OtherDays => self.variants(bases, how, both, beginnings),
        }
    }

    /// Those that differ as they are told, made smaller. Those that differ in nothing but what holds or is asked are taken where
    /// none differs in more.
    fn as_told(&mut self, beginnings: Vec<Candidate>, both: Both<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut lesser: Option<Candidate> = None;
        let mut end = self.most;
        let mut decided = Ahead::of(beginnings.into_iter(), both, &self.heading);
        loop {
            let small = found.iter().any(|one: &Candidate| one.events.len() == 1);
            if small || found.len() == MADE_SMALLER || self.tried >= end {
                break;
            }
            let Some((one, weight)) = decided.next() else {
                break;
            };
            self.tried += 1;
            match weight {
                Some(Weight::Rights) => {
                    found.push(self.smaller(one, Weight::Rights, both));
                    end = end.min(self.tried + LOOK_ON);
                }
                Some(Weight::Standing) => {
                    lesser.get_or_insert(one);
                }
                None => {}
            }
        }
        if let (true, Some(lesser)) = (found.is_empty(), lesser) {
            found.push(self.smaller(lesser, Weight::Standing, both));
        }
        found
    }

    /// One variant of each beginning, then the next of each.
    fn variants(
        &self,
        beginnings: Vec<Candidate>,
        how: How,
        both: Both<'_>,
        known: &Beginnings,
    ) -> VecDeque<Candidate> {
        let mut bases: Vec<Candidate> = Vec::new();
        for mut base in beginnings {
            base.look_from_later();
            if bases.len() < MOST_VARIED && !bases.contains(&base) {
                bases.push(base);
            }
        }
        let variants = bases.iter().map(|base| match how {
            How::OtherDays => {
                let days = self.days(base, both, &known.periods);
                let looked_at = days.iter().filter(|day| **day > base.last_event());
                let mut moved = base.with_periods_between(&known.periods);
                moved.extend(base.with_days(&days).take(MOST_VARIANTS));
                let looked_at = looked_at.map(|day| at(base, *day)).collect();
                one_of_each(vec![moved, looked_at, base.with_receipt_later().collect()])
            }
            How::AsTold | How::OtherClients | How::OtherAmounts => {
                let mut seen = vec![base.on_the_day(), base.years_later()];
                seen.retain(|variant| variant.as_of != base.as_of);
                seen.extend(base.with_the_other_party());
                seen.extend(base.with_larger_amounts());
                let forms: Vec<Candidate> = base.with_forms(&both.old.schema).collect();
                let forms = forms
                    .iter()
                    .flat_map(|form| [form.on_the_day(), form.clone()]);
                one_of_each(vec![
                    seen,
                    base.with_parts(&known.amounts, &both.old.schema).collect(),
                    base.with_values(&known.amounts, &known.numbers).collect(),
                    forms.collect(),
                ])
            }
        });
        let variants = one_of_each(variants.collect());
        variants.into()
    }

    /// The first of these that differs in as much.
    fn first(
        &mut self,
        variants: Vec<Candidate>,
        least: Weight,
        both: Both<'_>,
    ) -> Option<Candidate> {
        let mut decided = Ahead::of(variants.into_iter(), both, &self.heading);
        while !self.is_over() {
            let (variant, weight) = decided.next()?;
            self.tried += 1;
            if weight >= Some(least) {
                return Some(variant);
            }
        }
        None
    }

    /// What the two differ in on a timeline, if they do.
    fn weight(&mut self, candidate: &Candidate, both: Both<'_>) -> Option<Weight> {
        self.tried += 1;
        both.weight(candidate, &self.heading)
    }

    /// Leaves out what can be left out, then takes the earliest day.
    fn smaller(&mut self, mut best: Candidate, least: Weight, both: Both<'_>) -> Candidate {
        loop {
            let steps: Vec<Candidate> = best
                .without_an_event()
                .chain(best.without_a_block())
                .chain(best.without_a_field())
                .collect();
            match self.first(steps, least, both) {
                Some(step) => best = step,
                None => break,
            }
        }
        self.earliest(best, least, both)
    }

    /// Halves the time between the last event and the day of a timeline, as long as it differs.
    fn earliest(&mut self, best: Candidate, least: Weight, both: Both<'_>) -> Candidate {
        let last = best.last_event();
        if last < best.as_of && self.weight(&at(&best, last), both) >= Some(least) {
            return at(&best, last);
        }
        let mut differs = best.as_of;
        let mut same = last;
        while let Some(middle) = between(same, differs) {
            if self.weight(&at(&best, middle), both) >= Some(least) {
                differs = middle;
            } else {
                same = middle;
            }
        }
        at(&best, differs)
    }

    /// The days before, on and after each date that an event or an outcome names, and those a period before and after an event that
    /// the changed rules name.
    fn days(&self, candidate: &Candidate, both: Both<'_>, periods: &[Duration]) -> Vec<Date> {
        let mut texts = vec![candidate.text(&self.heading)];
        if let Some((before, after)) = both.outcomes(candidate, &self.heading) {
            let shown = [before, after].map(|outcome| serde_json::to_string(&outcome));
            texts.extend(shown.into_iter().flatten());
        }
        let mut days: Vec<Date> = texts.iter().flat_map(|text| dates(text)).collect();
        let happened = candidate.days();
        for period in periods {
            let moved = happened.iter().flat_map(|day| {
                [
                    period.shift_forward(*day, &NoCalendar),
                    period.shift_back(*day, &NoCalendar),
                ]
            });
            days.extend(moved.flatten());
        }
        let around: Vec<Date> = days
            .iter()
            .flat_map(|day| [day.pred_opt(), day.succ_opt()])
            .flatten()
            .collect();
        days.extend(around);
        days.sort();
        days.dedup();
        days
    }
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

/// The dates in a text.
fn dates(text: &str) -> impl Iterator<Item = Date> + '_ {
    text.char_indices()
        .filter(|(_, letter)| letter.is_ascii_digit())
        .filter_map(|(at, _)| parse_date(text.get(at..at + 10)?).ok())
}
