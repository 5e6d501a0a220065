//! The search: timelines tried one after the other, and what differs made smaller.

use crate::check::program::Program;
use crate::diff::outcome::{Difference, differences_of, follows_soon};
use crate::engine::Outcome;
use crate::source::Source;
use crate::value::{ClauseId, Date, Value, parse_date};

use super::Witness;
use super::candidate::Candidate;
use super::ways::beside;

/// The most timelines that are tried for one provision.
pub(super) const MOST_TRIES: usize = 2_000;
/// So many of them among the same beginnings and between the same texts.
const TRIES_AT_ONCE: usize = 350;
/// So many timelines that differ are made smaller; the smallest counts.
const MADE_SMALLER: usize = 2;

/// Amounts and numbers that are tried wherever there is one: less and more than those of a timeline that is made up.
const SOME_AMOUNTS: [&str; 3] = ["1.00", "10000.00", "1000000.00"];
const SOME_NUMBERS: [&str; 4] = ["0", "0.5", "2", "100"];

/// The timelines that a search begins with.
pub(super) struct Beginnings<'s> {
    /// Made up from what the changed rules speak of, the plainest first.
    pub(super) made_up: Vec<Candidate>,
    /// Scenarios, those of the provision first.
    pub(super) scenarios: Vec<&'s Source>,
    /// Amounts and numbers that the changed rules name.
    pub(super) thresholds: Vec<Value>,
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
    /// They are looked at years later, amounts and days are moved.
    Varied,
}

/// The steps of a search, the plainest first.
pub(super) const STEPS: [(Among, How); 6] = [
    (Among::MadeUp, How::AsTold),
    (Among::MadeUp, How::OtherClients),
    (Among::MadeUp, How::Varied),
    (Among::Scenarios, How::AsTold),
    (Among::Scenarios, How::OtherClients),
    (Among::Scenarios, How::Varied),
];

/// A search for one provision.
pub(super) struct Run<'s> {
    beginnings: Beginnings<'s>,
    terms: &'s str,
    /// Amounts and numbers around each threshold, and some others.
    amounts: Vec<String>,
    numbers: Vec<String>,
    tried: usize,
}

/// Two programs that may differ.
#[derive(Clone, Copy)]
pub(super) struct Both<'p> {
    pub(super) old: &'p Program,
    pub(super) new: &'p Program,
}

/// The scenarios in the order of a search: those whose path names the provision, its article, the others; of those that lie
/// equally near the shortest first, since there is less to leave out.
pub(super) fn nearest_first<'s>(clause: &ClauseId, scenarios: &'s [Source]) -> Vec<&'s Source> {
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
    let mut sorted: Vec<&Source> = scenarios.iter().collect();
    sorted.sort_by_key(|seed| (far(seed), seed.text.len()));
    sorted
}

impl<'s> Run<'s> {
    /// A search that has tried nothing yet.
    pub(super) fn new(beginnings: Beginnings<'s>, terms: &'s str) -> Self {
        let texts = |wanted: fn(&Value) -> Option<String>| {
            let mut all: Vec<String> = Vec::new();
            for value in &beginnings.thresholds {
                let below = beside(value, -1);
                let above = beside(value, 1);
                for text in [below.as_ref(), Some(value), above.as_ref()]
                    .into_iter()
                    .flatten()
                    .filter_map(wanted)
                {
                    if !all.contains(&text) {
                        all.push(text);
                    }
                }
            }
            all
        };
        let mut amounts = texts(amount);
        amounts.extend(SOME_AMOUNTS.map(str::to_owned));
        let mut numbers = texts(number);
        numbers.extend(SOME_NUMBERS.map(str::to_owned));
        Self {
            beginnings,
            terms,
            amounts,
            numbers,
            tried: 0,
        }
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
        let beginnings: Vec<Candidate> = match among {
            Among::MadeUp => self.beginnings.made_up.clone(),
            Among::Scenarios => {
                let scenarios = self.beginnings.scenarios.iter();
                let read = scenarios.filter_map(|one| Candidate::of(one, &both.old.schema));
                read.collect()
            }
        };
        let end = MOST_TRIES.min(self.tried + TRIES_AT_ONCE);
        let found = match how {
            How::AsTold => self.as_told(beginnings, both, end),
            How::OtherClients => {
                let others = beginnings.iter().flat_map(Candidate::with_other_clients);
                self.as_told(others.collect(), both, end)
            }
            How::Varied => self.varied(&beginnings, both, end).into_iter().collect(),
        };
        let smallest = found.into_iter().min_by_key(Candidate::size)?;
        let (before, after) = self.outcomes(&smallest, both)?;
        Some(Witness {
            timeline: smallest.text(self.terms),
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
        for one in beginnings {
            if found.len() == MADE_SMALLER || self.tried >= end {
                break;
            }
            match self.weight(&one, both) {
                Some(Weight::Rights) => found.push(self.smaller(one, Weight::Rights, both)),
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

    /// The first that differs when it is looked at years later, with amounts and numbers around each threshold of the changed
    /// rules, or with an event on the days before, on and after each day that an outcome names.
    fn varied(
        &mut self,
        beginnings: &[Candidate],
        both: Both<'_>,
        end: usize,
    ) -> Option<Candidate> {
        for base in beginnings {
            let mut variants = vec![base.years_later()];
            variants.extend(base.with_values(&self.amounts, &self.numbers));
            if let Some(found) = self.first(variants, Weight::Standing, both, end) {
                return Some(self.smaller(found, Weight::Standing, both));
            }
        }
        for base in beginnings {
            let days = self.days(base, both);
            let variants: Vec<Candidate> = base.with_days(&days).collect();
            if let Some(found) = self.first(variants, Weight::Standing, both, end) {
                return Some(self.smaller(found, Weight::Standing, both));
            }
            if self.tried >= end {
                break;
            }
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
        let mut variants = variants.into_iter();
        variants.find(|variant| self.tried < end && self.weight(variant, both) >= Some(least))
    }

    fn outcomes(&self, candidate: &Candidate, both: Both<'_>) -> Option<(Outcome, Outcome)> {
        let source = Source::new("witness", candidate.text(self.terms));
        let run = |program| follows_soon(&source, program).ok();
        Some((run(both.old)?, run(both.new)?))
    }

    /// What the two differ in on a timeline, if they do.
    fn weight(&mut self, candidate: &Candidate, both: Both<'_>) -> Option<Weight> {
        self.tried += 1;
        let (before, after) = self.outcomes(candidate, both)?;
        weight(&differences_of(&before, &after))
    }

    /// Leaves out what can be left out, then takes the earliest day.
    fn smaller(&mut self, mut best: Candidate, least: Weight, both: Both<'_>) -> Candidate {
        loop {
            let steps: Vec<Candidate> = best
                .without_an_event()
                .chain(best.without_a_block())
                .chain(best.without_a_field())
                .collect();
            match self.first(steps, least, both, MOST_TRIES) {
                Some(step) => best = step,
                None => break,
            }
        }
        let days = self.days(&best, both);
        let earlier = days.into_iter().map(|day| at(&best, day)).collect();
        let earlier = self.first(earlier, least, both, MOST_TRIES);
        self.earliest(earlier.unwrap_or(best), least, both)
    }

    /// Halves the time before the day of a timeline, as long as it differs: for differences that begin on a day that no
    /// outcome names, as when an amount that grows reaches its maximum.
    fn earliest(&mut self, best: Candidate, least: Weight, both: Both<'_>) -> Candidate {
        let mut differs = best.as_of;
        let mut same = best.last_event();
        while let Some(middle) = between(same, differs) {
            if self.weight(&at(&best, middle), both) >= Some(least) {
                differs = middle;
            } else {
                same = middle;
            }
        }
        at(&best, differs)
    }

    /// The days before, on and after each date that an event or an outcome names, up to the day of the timeline.
    fn days(&self, candidate: &Candidate, both: Both<'_>) -> Vec<Date> {
        let mut texts = vec![candidate.text(self.terms)];
        if let Some((before, after)) = self.outcomes(candidate, both) {
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

fn amount(value: &Value) -> Option<String> {
    let amount = value.as_money()?.amount();
    amount.is_sign_positive().then(|| format!("{amount:.2}"))
}

fn number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.normalize().to_string()),
        _ => None,
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

/// How much a difference says to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// In what holds, or in what must be assessed, only.
    Standing,
    /// In what somebody owes, must do or may do, or in whether an act counts.
    Rights,
}

/// The weight of differences; that the same is owed under another clause is none.
fn weight(differences: &[Difference]) -> Option<Weight> {
    let counterpart = |one: &Difference| {
        differences.iter().any(|other| {
            other.kind == one.kind
                && other.only.is_some()
                && other.only != one.only
                && without_clause(&other.what) == without_clause(&one.what)
                && other.fields.len() == one.fields.len()
        })
    };
    let counts = |one: &&Difference| match one.only {
        Some(_) => !counterpart(one),
        None => one.fields.iter().any(|field| field.field != "clause"),
    };
    let weights = differences.iter().filter(counts).map(|one| match one.kind {
        "status" | "question" => Weight::Standing,
        _ => Weight::Rights,
    });
    weights.max()
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
