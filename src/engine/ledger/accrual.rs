//! Money that grows on a claim: how far it has been counted, and how it is counted further.
//!
//! What has arisen is a function of what happened: the base and its changes, the days on which it was fixed, what was paid
//! of it. [`Reached`] only remembers the value of that function through some day, so that counting starts there and not
//! at the beginning; forgetting it changes nothing but time.

use crate::value::{Date, Name, Rounding};

use super::claim::{ClaimId, Entry};
use super::daily;
use super::growth::Law;
use super::minor::Minor;
use super::periodic;
use super::steps::Counted;

/// Money that grows.
#[derive(Debug, Clone)]
pub(super) struct Accrual<'t> {
    pub base: ClaimId,
    pub components: Vec<Component<'t>>,
    /// The days on which it grows, in order.
    pub spells: Vec<Spell>,
    /// Days on which this one was fixed beside those of the relation, in order, each with the day on which that was told.
    pub own_fixings: Vec<OwnFixing>,
    /// How what runs comes to whole units.
    pub rounding: Rounding,
    /// Whether it does on the days on which everything of the relation is fixed.
    pub rounds_on_payment: bool,
    /// The most that it can come to.
    pub ceiling: Option<Minor>,
}

/// One growth; more than one stand side by side under `the highest of the following`.
#[derive(Debug, Clone)]
pub(super) struct Component<'t> {
    /// The law from each day on, in order; the first holds from the beginning.
    pub laws: Vec<(Date, Law<'t>)>,
    pub reached: Reached,
}

/// How what runs comes to whole units: by what it is divided, how it is rounded, and the most that all can come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    pub divisor: i128,
    pub rounding: Rounding,
    pub ceiling: Option<Minor>,
}

impl Whole {
    /// So much of an amount as the ceiling leaves.
    pub fn under_ceiling(self, amount: Minor) -> Minor {
        self.ceiling.map_or(amount, |ceiling| amount.min(ceiling))
    }

    /// Whether the ceiling leaves nothing more to grow.
    pub fn is_full(self, arisen: Minor) -> bool {
        self.ceiling.is_some_and(|ceiling| arisen >= ceiling)
    }
}

/// Days on which money grows, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spell {
    pub from: Date,
    pub through: Option<Date>,
}

/// A day on which one growth was fixed, perhaps told later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OwnFixing {
    pub day: Date,
    pub told_on: Date,
}

/// What has arisen through a day.
#[derive(Debug, Clone)]
pub(super) struct Reached {
    pub through: Date,
    /// What was fixed, in whole units.
    pub arisen: Minor,
    /// What runs beside it: units times millionths of a percent times days.
    pub fraction: i128,
    /// Unpaid interest that joined the base.
    pub capitalised: Minor,
    /// What was settled, lapsed or lost of it.
    pub reduced: Minor,
    /// What of the base is open at the start of the day after `through`, as far as the entries were read.
    pub base: Minor,
    pub base_entries_read: usize,
    pub own_entries_read: usize,
    pub fixings_read: usize,
    pub own_fixings_read: usize,
    /// The next period to be counted, or the next anniversary.
    pub period: u32,
    pub missing: Option<Missing>,
    /// The arithmetic, when someone asked for it.
    pub steps: Option<Vec<Counted>>,
}

/// An amount that cannot be given from a day on; what was known before it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A table does not know the rate of that day.
    RateUnknown(RateUnknown),
    /// It becomes too large to reckon with.
    TooLarge {
        /// The first day that is not in the amount.
        from: Date,
    },
}

/// A day for which a table gives no rate: the last row is never taken to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateUnknown {
    /// The table.
    pub table: Name,
    /// The first day that is not in the amount.
    pub from: Date,
}

/// What an accrual is counted with.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// What happened to the base.
    pub base: &'a [Entry],
    /// What happened to the accrual.
    pub own: &'a [Entry],
    /// Days on which everything of the relation was fixed.
    pub fixings: &'a [Date],
    pub own_fixings: &'a [Date],
    pub spells: &'a [Spell],
    /// Entries of later days are not known yet.
    pub as_of: Date,
}

impl Spell {
    /// The first day of this spell on or after a day.
    pub fn first_from(self, day: Date) -> Option<Date> {
        let first = self.from.max(day);
        self.through
            .is_none_or(|through| first <= through)
            .then_some(first)
    }
}

impl Reached {
    /// Nothing yet, before the first day.
    pub fn nothing(before: Date, original: Minor) -> Self {
        Self {
            through: before,
            arisen: 0,
            fraction: 0,
            capitalised: 0,
            reduced: 0,
            base: original,
            base_entries_read: 0,
            own_entries_read: 0,
            fixings_read: 0,
            own_fixings_read: 0,
            period: 0,
            missing: None,
            steps: None,
        }
    }

    /// What has arisen, the running part rounded for show.
    pub fn shown(&self, whole: Whole) -> Minor {
        whole.under_ceiling(self.arisen + whole.rounding.quotient(self.fraction, whole.divisor))
    }

    /// Rounds what runs, for good.
    pub fn fix(&mut self, whole: Whole) {
        let amount = whole.rounding.quotient(self.fraction, whole.divisor);
        if self.fraction != 0 {
            self.note(Counted::Rounded {
                on: self.through,
                amount,
            });
        }
        self.fraction = 0;
        self.arisen += amount;
        self.cut(whole, self.through);
    }

    /// What lies above the ceiling does not arise.
    pub fn cut(&mut self, whole: Whole, on: Date) {
        self.arisen = whole.under_ceiling(self.arisen);
        if whole.is_full(self.arisen) && !self.has_told_ceiling() {
            let amount = self.arisen;
            self.note(Counted::Ceiling { on, amount });
        }
    }

    /// Whether the steps say already that the ceiling is reached.
    fn has_told_ceiling(&self) -> bool {
        let mut steps = self.steps.iter().flatten();
        steps.any(|step| matches!(step, Counted::Ceiling { .. }))
    }

    /// Takes what was settled, lapsed or lost: of what joined the base first.
    pub fn reduce(&mut self, amount: Minor) {
        self.reduced += amount;
        self.capitalised -= amount.clamp(0, self.capitalised);
    }

    /// Reads the fixings and the entries of the days counted so far.
    pub fn read_days(&mut self, around: &Around<'_>, whole: Whole) {
        let fixed = around.fixings[self.fixings_read..].partition_point(|day| *day <= self.through);
        let own =
            around.own_fixings[self.own_fixings_read..].partition_point(|day| *day <= self.through);
        if fixed + own > 0 {
            self.fix(whole);
        }
        self.fixings_read += fixed;
        self.own_fixings_read += own;
        while let Some(entry) = around.own.get(self.own_entries_read)
            && entry.on <= self.through.min(around.as_of)
        {
            self.reduce(entry.amount);
            self.own_entries_read += 1;
        }
    }

    /// Reads the entries of the base that count on a day.
    pub fn read_base(&mut self, around: &Around<'_>, day: Date) {
        while let Some(entry) = around.base.get(self.base_entries_read)
            && entry.counts_from <= day
        {
            if entry.on <= around.as_of {
                self.base -= entry.amount;
            }
            self.base_entries_read += 1;
        }
    }

    /// The amount cannot be given from a day on.
    pub fn misses(&mut self, missing: Missing) {
        self.missing.get_or_insert(missing);
    }
}

impl Component<'_> {
    /// Counts further, through a day.
    pub fn count(&self, reached: &mut Reached, around: &Around<'_>, whole: Whole, through: Date) {
        match self.laws[0].1 {
            Law::Daily { .. } => daily::count(&self.laws, reached, around, whole, through),
            Law::ByPeriod(first) => {
                periodic::count(first, &self.laws, reached, around, whole, through);
            }
        }
    }

    /// By what a running fraction is divided to give whole units.
    pub fn divisor(&self) -> i128 {
        match self.laws[0].1 {
            Law::Daily {
                days_to_the_year, ..
            } => daily::divisor(days_to_the_year),
            Law::ByPeriod(_) => MICRO_PERCENT,
        }
    }
}

/// Millionths of a percent in a whole.
pub(super) const MICRO_PERCENT: i128 = 100_000_000;

impl Accrual<'_> {
    /// Whether a day was counted already.
    pub fn has_counted(&self, day: Date) -> bool {
        self.components
            .iter()
            .any(|component| component.reached.through >= day)
    }

    /// It is rounded at the end of a day; told on a day from which on this counts.
    pub fn fix_on(&mut self, day: Date, told_on: Date, original: Minor) {
        let at = self.own_fixings.partition_point(|known| known.day <= day);
        self.own_fixings.insert(at, OwnFixing { day, told_on });
        self.forget_from(Some(day), original);
    }

    /// How one of its growths comes to whole units.
    pub fn whole(&self, component: &Component<'_>) -> Whole {
        Whole {
            divisor: component.divisor(),
            rounding: self.rounding,
            ceiling: self.ceiling,
        }
    }

    /// The days on which it was fixed, as known at the end of a day.
    pub fn own_fixings(&self, as_of: Date) -> Vec<Date> {
        let known = self
            .own_fixings
            .iter()
            .filter(|known| known.told_on <= as_of);
        known.map(|known| known.day).collect()
    }

    /// Counts from the beginning again, if this day was counted already; whether it was.
    pub fn forget_from(&mut self, day: Option<Date>, original: Minor) -> bool {
        let was_counted = day.is_some_and(|day| self.has_counted(day));
        if was_counted {
            self.forget(original);
        }
        was_counted
    }

    /// The days on which it grows end with a day.
    pub fn end(&mut self, through: Date) {
        if let Some(spell) = self.spells.last_mut() {
            spell.through = Some(spell.through.map_or(through, |known| known.min(through)));
        }
    }

    /// It grows again from a day; days that follow each other are one spell.
    pub fn begin_again(&mut self, from: Date) {
        let spell = Spell {
            from,
            through: None,
        };
        match self.spells.last_mut() {
            Some(last)
                if last
                    .through
                    .is_none_or(|through| Some(from) <= through.succ_opt()) =>
            {
                last.through = None;
            }
            Some(_) | None => self.spells.push(spell),
        }
    }

    /// Counts from the beginning again.
    pub fn forget(&mut self, original: Minor) {
        let before = before_first(&self.spells);
        for component in &mut self.components {
            component.reached = Reached::nothing(before, original);
        }
    }
}

/// The day before the first one on which money grows.
pub(super) fn before_first(spells: &[Spell]) -> Date {
    spells
        .first()
        .and_then(|spell| spell.from.pred_opt())
        .unwrap_or(Date::MIN)
}

/// The law of a day.
pub(super) fn law_on<'t>(laws: &[(Date, Law<'t>)], day: Date) -> Law<'t> {
    let at = laws.partition_point(|(from, _)| *from <= day);
    laws[at.saturating_sub(1)].1
}
