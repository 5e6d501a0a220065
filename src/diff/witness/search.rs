//! The search: timelines tried one after the other, and what differs made smaller.

use crate::check::program::Program;
use crate::diff::outcome::{Difference, differences_of, follows_soon};
use crate::engine::Outcome;
use crate::source::Source;
use crate::value::{ClauseId, Date, Name, Value, parse_date};

use super::Witness;
use super::candidate::{Candidate, Heading, Seeds};
use super::ways::beside;

/// So many timelines are tried among the same beginnings and between the same texts.
const TRIES_AT_ONCE: usize = 350;
/// So many timelines that differ are made smaller; the smallest counts.
const MADE_SMALLER: usize = 2;
/// Behind the first that differs so many more are tried for one that can be made smaller still.
const LOOK_ON: usize = 12;

/// Amounts and numbers that are tried wherever there is one: less and more than those of a timeline that is made up.
const SOME_AMOUNTS: [&str; 3] = ["1.00", "10000.00", "1000000.00"];
const SOME_NUMBERS: [&str; 4] = ["0", "0.5", "2", "100"];

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

/// A search for one change.
pub(super) struct Run<'s> {
    seeds: &'s Seeds<'s>,
    heading: Heading,
    beginnings: Option<Beginnings>,
    /// Amounts and numbers around each threshold, and some others.
    amounts: Vec<String>,
    numbers: Vec<String>,
    tried: usize,
    most: usize,
    /// So many of the most are kept for later.
    kept_back: usize,
}

/// Two programs that may differ.
#[derive(Clone, Copy)]
pub(super) struct Both<'p> {
    pub(super) old: &'p Program,
    pub(super) new: &'p Program,
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
            tried: 0,
            most,
            kept_back: 0,
        }
    }

    /// Begins with these, between other texts than before.
    pub(super) fn begin(&mut self, beginnings: Beginnings, thresholds: &[Value]) {
        self.amounts = around(thresholds, amount);
        self.amounts.extend(SOME_AMOUNTS.map(str::to_owned));
        self.numbers = around(thresholds, number);
        self.numbers.extend(SOME_NUMBERS.map(str::to_owned));
        self.beginnings = Some(beginnings);
    }

    /// From now on the timelines choose this reading.
    pub(super) fn under(&mut self, id: &Name, value: &Name) {
        self.heading.reading = Some((id.clone(), value.clone()));
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
        let end = self.end().min(self.tried + TRIES_AT_ONCE);
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
        for one in beginnings {
            let small = found.iter().any(|one: &Candidate| one.events.len() == 1);
            if small || found.len() == MADE_SMALLER || self.tried >= end {
                break;
            }
            match self.weight(&one, both) {
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

    /// The first that differs when it is looked at years later, with amounts and numbers around each threshold of the changed
    /// rules, or with an event on the days before, on and after each day that an outcome names.
    fn varied(
        &mut self,
        beginnings: &[Candidate],
        both: Both<'_>,
        end: usize,
    ) -> Option<Candidate> {
        for base in beginnings {
            let mut variants = vec![base.on_the_day(), base.years_later()];
            variants.retain(|variant| variant.as_of != base.as_of);
            variants.extend(base.with_the_other_party());
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
        let source = Source::new("witness", candidate.text(&self.heading));
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

    /// The days before, on and after each date that an event or an outcome names, up to the day of the timeline.
    fn days(&self, candidate: &Candidate, both: Both<'_>) -> Vec<Date> {
        let mut texts = vec![candidate.text(&self.heading)];
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

/// A little below, at and above each of these values.
fn around(thresholds: &[Value], written: fn(&Value) -> Option<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for value in thresholds {
        let (below, above) = (beside(value, -1), beside(value, 1));
        let near = [below.as_ref(), Some(value), above.as_ref()];
        for text in near.into_iter().flatten().filter_map(written) {
            if !all.contains(&text) {
                all.push(text);
            }
        }
    }
    all
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
