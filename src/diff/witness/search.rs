//! The search: timelines tried one after the other, and what differs made smaller.

use crate::diff::outcome::differences_of;
use crate::value::{ClauseId, Date, Duration, NoCalendar, Value, parse_date};

use super::Witness;
use super::ahead::{Ahead, Both};
use super::candidate::{Candidate, Heading, Seeds};
use super::readings::Unchosen;
use super::thresholds;
use super::weight::Weight;

/// One step of a search, between the same texts, takes this part of the timelines that may be tried.
const SHARE_OF_A_STEP: usize = 6;
/// So many beginnings are varied, the smallest first.
const MOST_VARIED: usize = 30;
/// So many timelines that differ are made smaller; the smallest counts.
const MADE_SMALLER: usize = 2;
/// Behind the first that differs so many more are tried for one that can be made smaller still.
const LOOK_ON: usize = 12;

/// What a search begins with.
pub(super) struct Beginnings {
    /// Timelines made up from what the changed rules speak of, the plainest first.
    pub(super) made_up: Vec<Candidate>,
    /// The provision, by which scenarios are near or far.
    pub(super) clause: ClauseId,
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

/// The steps of a search, the plainest first.
pub(super) const STEPS: [(Among, How); 8] = [
    (Among::MadeUp, How::AsTold),
    (Among::MadeUp, How::OtherClients),
    (Among::MadeUp, How::OtherAmounts),
    (Among::MadeUp, How::OtherDays),
    (Among::Scenarios, How::AsTold),
    (Among::Scenarios, How::OtherClients),
    (Among::Scenarios, How::OtherAmounts),
    (Among::Scenarios, How::OtherDays),
];

/// A search for one change.
pub(super) struct Run<'s> {
    seeds: &'s Seeds<'s>,
    heading: Heading,
    beginnings: Option<Beginnings>,
    /// Amounts and numbers around each threshold, and some others.
    amounts: Vec<String>,
    numbers: Vec<String>,
    /// The periods that the changed rules name.
    periods: Vec<Duration>,
    tried: usize,
    most: usize,
    /// So many of the most are kept for later.
    kept_back: usize,
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
            beginnings: None,
            amounts: Vec::new(),
            numbers: Vec::new(),
            periods: Vec::new(),
            tried: 0,
            most,
            kept_back: 0,
        }
    }

    /// Begins with these, between other texts than before.
    pub(super) fn begin(&mut self, beginnings: Beginnings, thresholds: &[Value]) {
        self.amounts = thresholds::amounts(thresholds);
        self.numbers = thresholds::numbers(thresholds);
        let periods = thresholds.iter().filter_map(|value| match value {
            Value::Duration(period) => Some(*period),
            _ => None,
        });
        self.periods = periods.collect();
        self.beginnings = Some(beginnings);
    }

    /// From now on the timelines choose this reading, where both texts can be read so.
    pub(super) fn under(&mut self, other: &Unchosen) {
        let chosen = (other.id.clone(), other.value.clone());
        self.heading.reading = other.only.is_none().then_some(chosen);
    }

    /// Keeps so many timelines for what is looked for later.
    pub(super) fn keep_back(&mut self, kept: usize) {
        self.kept_back = kept;
    }

    /// So many timelines may have been tried by now.
    fn end(&self) -> usize {
        self.most - self.kept_back
    }

    /// Whether all was tried that may be.
    pub(super) fn is_over(&self) -> bool {
        self.tried >= self.end()
    }

    /// How many timelines it made up to begin with.
    pub(super) fn made_up(&self) -> usize {
        self.beginnings.as_ref().map_or(0, |one| one.made_up.len())
    }

    /// How many timelines were tried.
    pub(super) fn tried(&self) -> usize {
        self.tried
    }

    /// The smallest timeline that one step of the search finds the two to differ on.
    pub(super) fn look(
        &mut self,
        (among, how): (Among, How),
        both: Both<'_>,
        beside_others: bool,
    ) -> Option<Witness> {
        let known = self.beginnings.as_ref()?;
        let beginnings: Vec<Candidate> = match among {
            Among::MadeUp => known.made_up.clone(),
            Among::Scenarios => self.seeds.nearest_first(&known.clause, &both.old.schema),
        };
        let end = self.end().min(self.tried + self.most / SHARE_OF_A_STEP);
        let found = match how {
            How::AsTold => self.as_told(beginnings, both, end),
            How::OtherClients => {
                let others = beginnings.iter().flat_map(Candidate::with_other_clients);
                self.as_told(others.collect(), both, end)
            }
            How::OtherAmounts | How::OtherDays => {
                let found = self.varied(beginnings, how, both, end);
                found.into_iter().collect()
            }
        };
        let smallest = found.into_iter().min_by_key(Candidate::size)?;
        let (before, after) = both.outcomes(&smallest, &self.heading)?;
        Some(Witness {
            timeline: smallest.text(&self.heading),
            under: None,
            differences: differences_of(&before, &after),
            beside_others,
        })
    }

    /// Those that differ as they are told, made smaller. Those that differ in nothing but what holds or is asked are taken where
    /// none differs in more.
    fn as_told(
        &mut self,
        beginnings: Vec<Candidate>,
        both: Both<'_>,
        end: usize,
    ) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut lesser: Option<Candidate> = None;
        let mut end = end;
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

    /// The first that differs when it is varied: one variant of each beginning, then the next of each.
    fn varied(
        &mut self,
        beginnings: Vec<Candidate>,
        how: How,
        both: Both<'_>,
        end: usize,
    ) -> Option<Candidate> {
        let mut bases: Vec<Candidate> = Vec::new();
        for mut base in beginnings {
            base.look_from_later();
            if bases.len() < MOST_VARIED && !bases.contains(&base) {
                bases.push(base);
            }
        }
        let variants = bases.iter().map(|base| match how {
            How::OtherDays => {
                let days = self.days(base, both);
                base.with_days(&days).collect()
            }
            How::AsTold | How::OtherClients | How::OtherAmounts => {
                let mut variants = vec![base.on_the_day(), base.years_later()];
                variants.retain(|variant| variant.as_of != base.as_of);
                variants.extend(base.with_the_other_party());
                variants.extend(base.with_parts(&self.amounts, &both.old.schema));
                variants.extend(base.with_values(&self.amounts, &self.numbers));
                variants.extend(base.with_forms(&both.old.schema));
                variants
            }
        });
        let mut variants: Vec<_> = variants.map(Vec::into_iter).collect();
        while self.tried < end && !variants.is_empty() {
            let next: Vec<Candidate> = variants.iter_mut().filter_map(Iterator::next).collect();
            if let Some(found) = self.first(next, Weight::Standing, both, end) {
                return Some(self.smaller(found, Weight::Standing, both));
            }
            variants.retain(|left| left.len() > 0);
        }
        None
    }

    /// The first of these that differs in as much.
    fn first(
        &mut self,
        variants: Vec<Candidate>,
        least: Weight,
        both: Both<'_>,
        end: usize,
    ) -> Option<Candidate> {
        let mut decided = Ahead::of(variants.into_iter(), both, &self.heading);
        while self.tried < end {
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
            match self.first(steps, least, both, self.end()) {
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
    fn days(&self, candidate: &Candidate, both: Both<'_>) -> Vec<Date> {
        let mut texts = vec![candidate.text(&self.heading)];
        if let Some((before, after)) = both.outcomes(candidate, &self.heading) {
            let shown = [before, after].map(|outcome| serde_json::to_string(&outcome));
            texts.extend(shown.into_iter().flatten());
        }
        let mut days: Vec<Date> = texts.iter().flat_map(|text| dates(text)).collect();
        let happened = candidate.days();
        for period in &self.periods {
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
