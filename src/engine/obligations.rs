//! Obligations and prohibitions: what must be done by when, what was done, what was broken.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::check::program::{ActPattern, Expression, Head, Rule, Trigger, VersionId};
use crate::engine::cells::Reader;
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::ledger::ClaimId;
use crate::engine::names::Symbol;
use crate::engine::pages::Pages;
use crate::engine::shelves::Shelves;
use crate::engine::world::TupleId;
use crate::value::{Date, Truth};

/// An obligation; with a claim, an obligation to pay.
#[derive(Debug, Clone)]
pub struct Obligation<'p> {
    /// The rule that gave it.
    pub rule: &'p Rule,
    /// The instance of the rule.
    pub instance: Reader,
    /// The version of the terms under which it arose.
    pub version: Option<VersionId>,
    /// Its provision.
    pub clause: Symbol,
    /// Who must.
    pub bearer: Symbol,
    /// To whom.
    pub counterparty: Option<Symbol>,
    /// What.
    pub act: Symbol,
    /// The thing it concerns.
    pub thing: Item,
    /// The day it arose.
    pub arose: Date,
    /// Its own last timely day.
    pub own_due: Option<Date>,
    /// Its last timely day.
    pub due: Option<Date>,
    /// Its last timely day is this earlier one, if what waits for a judgement comes out so; otherwise `due`, or none where that is none.
    pub due_perhaps: Option<Date>,
    /// The rule that made it due before its own last timely day, and the day on which it did.
    pub accelerated: Option<(Date, &'p Rule)>,
    /// The day it was performed.
    pub performed_on: Option<Date>,
    /// The event that performed it.
    pub performed_by: Option<FactId>,
    /// Its sentence speaks of no thing, at most of a party.
    pub speaks_of_no_thing: bool,
    /// The events that perform it.
    pub pattern: Option<&'p ActPattern>,
    /// Whether it stands: undetermined while it waits for a judgement.
    pub truth: Truth,
    /// Whether its rule says that it stands, apart from what may take its basis away.
    pub ground: Truth,
    /// States that take its basis away if they hold, which is open.
    pub doubted_by: Vec<TupleId>,
    /// It ended without performance.
    pub ended: Option<(Date, End)>,
    /// It was broken otherwise than by lateness.
    pub breached: bool,
    /// What is done after its last timely day does not perform it.
    pub only_in_time: bool,
    /// It rests: its performance is suspended, and nobody is late with it.
    pub suspended: Truth,
    /// The claim that it is.
    pub claim: Option<ClaimId>,
    /// Head of the claim.
    pub head: Option<Head>,
    /// Money that grows.
    pub grows: bool,
    /// Whether it stands in the list of obligations.
    pub listed: bool,
    /// Must come after this one.
    pub after: Option<ObligationId>,
}

/// It waits for a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undecided;

/// How an obligation ended without performance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing asks for it any more.
    Discharged,
    /// It lapsed.
    Lapsed,
}

impl Obligation<'_> {
    /// Whether it was performed, in time or not.
    pub fn is_performed(&self) -> bool {
        self.performed_on.is_some()
    }

    /// Whether its last timely day passed before it was performed.
    pub fn late(&self, day: Date) -> Truth {
        let reached = self
            .performed_on
            .or(self.ended.map(|(day, _)| day))
            .unwrap_or(day);
        let rests = if self.is_open_but_for_truth() {
            self.suspended
        } else {
            Truth::Fails
        };
        let late = if self.due.is_some_and(|due| reached > due) {
            Truth::Holds
        } else if self.due_perhaps.is_some_and(|perhaps| reached > perhaps) {
            Truth::Undetermined
        } else {
            Truth::Fails
        };
        late.and(self.truth).and(!rests)
    }

    /// Its last timely day, unless that waits for a judgement: once the latest that it can be has passed, it is at least certain that
    /// nobody is in time any more.
    pub fn known_due(&self, today: Date) -> Result<Option<Date>, Undecided> {
        match (self.due, self.due_perhaps) {
            (Some(due), Some(_)) if due < today => Ok(Some(due)),
            (_, Some(_)) => Err(Undecided),
            (due, None) => Ok(due),
        }
    }

    /// Whether it is broken: overdue and not performed, or broken otherwise.
    fn broken(&self, refused: bool, day: Date) -> Truth {
        if self.breached {
            Truth::Holds
        } else if self.is_open_but_for_truth() && !refused {
            self.late(day)
        } else {
            Truth::Fails
        }
    }

    /// `in time`, `2 days late`; where no last day is set, `12 days after it arose (13 calendar days)`, for a person to judge.
    pub fn how_performed(&self, on: Date) -> String {
        let days = |from: Date| match (on - from).num_days() {
            1 => "1 day".to_owned(),
            count => format!("{count} days"),
        };
        let perhaps = self.due_perhaps.filter(|perhaps| *perhaps < on);
        match self.due {
            Some(due) if due < on => format!("{} late", days(due)),
            _ if let Some(perhaps) = perhaps => {
                format!("in time or {} late, which is open", days(perhaps))
            }
            Some(_) => "in time".to_owned(),
            None if self.arose == on => "on the day it arose".to_owned(),
            None => {
                let touched = (on - self.arose).num_days() + 1;
                format!(
                    "{} after it arose ({touched} calendar days)",
                    days(self.arose)
                )
            }
        }
    }

    /// `open for 12 days (13 calendar days)`, of one without a last day, for a person to judge.
    pub fn how_long_open(&self, today: Date) -> String {
        let days = (today - self.arose).num_days();
        let (plural, touched) = (if days == 1 { "" } else { "s" }, days + 1);
        let calendar = if touched == 1 { "day" } else { "days" };
        format!("open for {days} day{plural} ({touched} calendar {calendar})")
    }

    /// To what extent its rule says that it stands; what may take its basis away leaves it open.
    pub fn stand(&mut self, ground: Truth) {
        self.ground = ground;
        self.truth = ground.and(self.beyond_doubt());
    }

    /// Whether nothing can take its basis away.
    pub fn beyond_doubt(&self) -> Truth {
        if self.doubted_by.is_empty() {
            Truth::Holds
        } else {
            Truth::Undetermined
        }
    }

    /// Whether it is still to be performed, whatever it rests on.
    pub fn is_open_but_for_truth(&self) -> bool {
        self.performed_on.is_none() && self.ended.is_none()
    }

    /// What `As soon as …` brings about if what it waits for is judged so: shown as conditional, and no more than that.
    pub fn is_announced(&self) -> bool {
        matches!(self.rule.trigger, Trigger::Onset(_)) && self.truth.is_undetermined()
    }

    /// Whether it is still to be performed.
    pub fn is_open(&self) -> bool {
        self.performed_on.is_none() && self.ended.is_none() && !self.truth.fails()
    }
}

/// All obligations.
#[derive(Debug, Clone, Default)]
pub struct Obligations<'p> {
    list: Pages<Obligation<'p>>,
    /// By the place of the event that brought the thing about.
    about_things: Vec<Vec<ObligationId>>,
    about_others: FxHashMap<Item, Vec<ObligationId>>,
    /// By the place of the claim.
    by_claim: Vec<Option<ObligationId>>,
    broken: FxHashMap<Symbol, BTreeMap<ObligationId, Truth>>,
    open_acts: Shelves<(Symbol, Item), BTreeSet<ObligationId>>,
}

impl<'p> Obligations<'p> {
    /// Adds an obligation; events of `ty` about its thing may perform it. One that is only announced is found by no rule that asks for the
    /// obligations about a thing.
    pub fn add(
        &mut self,
        obligation: Obligation<'p>,
        performed_by: Option<Symbol>,
    ) -> ObligationId {
        let id = ObligationId::at(self.list.len());
        if obligation.is_announced() {
            // Its thing has no obligation yet.
        } else if let Item::Thing(fact) = obligation.thing {
            let known = self.about_things.len().max(fact.place() + 1);
            self.about_things.resize_with(known, Vec::new);
            self.about_things[fact.place()].push(id);
        } else {
            let others = self.about_others.entry(obligation.thing.clone());
            others.or_default().push(id);
        }
        if let Some(claim) = obligation.claim {
            let known = self.by_claim.len().max(claim.place() + 1);
            self.by_claim.resize(known, None);
            self.by_claim[claim.place()] = Some(id);
        }
        if let Some(ty) = performed_by.filter(|_| !obligation.is_announced()) {
            let key = (ty, performed_about(&obligation));
            let shelf = self.open_acts.shelf(&key);
            shelf.entry(key).or_default().insert(id);
        }
        self.list.push(obligation);
        id
    }

    /// An obligation.
    pub fn get(&self, id: ObligationId) -> &Obligation<'p> {
        &self.list[id.place()]
    }

    /// An obligation, to be changed.
    pub fn get_mut(&mut self, id: ObligationId) -> &mut Obligation<'p> {
        &mut self.list[id.place()]
    }

    /// The obligations about a thing, in the order of arising.
    pub fn about(&self, thing: &Item) -> &[ObligationId] {
        let found = match thing {
            Item::Thing(fact) => self.about_things.get(fact.place()),
            Item::Unbound
            | Item::NotStated
            | Item::Undetermined
            | Item::Truth(_)
            | Item::Money(_)
            | Item::Percent(_)
            | Item::Number(_)
            | Item::Date(_)
            | Item::Duration(_)
            | Item::Word(_)
            | Item::Party(_)
            | Item::Obligation(_)
            | Item::Agreement(_)
            | Item::List(_)
            | Item::Record(_) => self.about_others.get(thing),
        };
        found.map_or(&[], Vec::as_slice)
    }

    /// The obligation that a claim is.
    pub fn of_claim(&self, claim: ClaimId) -> Option<ObligationId> {
        self.by_claim.get(claim.place()).copied().flatten()
    }

    /// All obligations, in the order of arising.
    pub fn iter(&self) -> impl Iterator<Item = (ObligationId, &Obligation<'p>)> {
        self.list
            .iter()
            .enumerate()
            .map(|(index, obligation)| (ObligationId::at(index), obligation))
    }

    /// Obligations under a provision that are overdue or broken otherwise, and to what extent.
    pub fn broken_under(&self, clause: Symbol) -> impl Iterator<Item = (ObligationId, Truth)> + '_ {
        let broken = self.broken.get(&clause).into_iter().flatten();
        broken.map(|(id, truth)| (*id, *truth))
    }

    /// To what extent an obligation is broken.
    pub fn is_broken(&self, id: ObligationId) -> Truth {
        let broken = self.broken.get(&self.list[id.place()].clause);
        let truth = broken.and_then(|broken| broken.get(&id));
        truth.copied().unwrap_or(Truth::Fails)
    }

    /// Puts an obligation among those that are broken, or takes it away; returns its provision when that has changed.
    /// Nobody is late with a claim that is refused.
    pub fn mark_broken(&mut self, id: ObligationId, refused: bool, day: Date) -> Option<Symbol> {
        let obligation = &self.list[id.place()];
        let clause = obligation.clause;
        let broken = obligation.broken(refused, day);
        let all = self.broken.entry(clause).or_default();
        let before = if broken.fails() {
            all.remove(&id)
        } else {
            all.insert(id, broken)
        };
        (before.unwrap_or(Truth::Fails) != broken).then_some(clause)
    }

    /// Open obligations that events of a type about a thing may perform.
    pub fn performable(&self, ty: Symbol, thing: &Item) -> Vec<ObligationId> {
        let found = self.open_acts.get(&(ty, thing.clone()));
        found.map_or_else(Vec::new, |found| found.iter().copied().collect())
    }

    /// It can no longer be performed, or was.
    pub fn close_act(&mut self, id: ObligationId, ty: Symbol) {
        let key = (ty, performed_about(&self.list[id.place()]));
        let shelf = self.open_acts.shelf(&key);
        if let Some(open) = shelf.get_mut(&key) {
            open.remove(&id);
            if open.is_empty() {
                shelf.remove(&key);
            }
        }
    }
}

/// What an act that performs the obligation is about: nothing, when its sentence speaks of no thing but at most of a kind or a
/// scope (`the supplier quotes extra work`), or of a party (`the supplier sends the terms to a party`).
fn performed_about(obligation: &Obligation<'_>) -> Item {
    let is_figure = |value: &Expression| matches!(value, Expression::Literal(_));
    let only_figures = obligation
        .pattern
        .is_some_and(|pattern| pattern.fields.iter().all(|(_, value)| is_figure(value)));
    if only_figures || obligation.speaks_of_no_thing {
        Item::NotStated
    } else {
        obligation.thing.clone()
    }
}

/// A violation of a prohibition.
#[derive(Debug, Clone)]
pub struct Violation<'p> {
    /// The rule that forbids.
    pub rule: &'p Rule,
    /// What it forbids.
    pub called: Symbol,
    /// Its provision.
    pub clause: Symbol,
    /// Whom it binds.
    pub bearer: Symbol,
    /// The act.
    pub fact: FactId,
    /// First day.
    pub from: Date,
    /// Exclusive; absent while it lasts.
    pub until: Option<Date>,
    /// Undetermined while it waits for a judgement.
    pub truth: Truth,
    /// The state that lasts as long as it does.
    pub lasts_with: Option<TupleId>,
    /// The instance that follows what it rests on.
    pub instance: usize,
}

/// All violations.
#[derive(Debug, Clone, Default)]
pub struct Violations<'p> {
    list: Vec<Violation<'p>>,
    lasting: FxHashMap<Symbol, BTreeSet<usize>>,
    by_tuple: FxHashMap<TupleId, Vec<usize>>,
    by_act: FxHashMap<FactId, Vec<usize>>,
}

impl<'p> Violations<'p> {
    /// Adds a violation, which lasts until it ends, that of one day to the end of the day; returns its number.
    pub fn add(&mut self, violation: Violation<'p>) -> usize {
        let id = self.list.len();
        self.lasting.entry(violation.clause).or_default().insert(id);
        if let Some(tuple) = violation.lasts_with {
            self.by_tuple.entry(tuple).or_default().push(id);
        }
        self.by_act.entry(violation.fact).or_default().push(id);
        self.list.push(violation);
        id
    }

    /// How far a violation is established; returns its provision and its act when that has changed.
    pub fn judge(&mut self, violation: usize, truth: Truth) -> Option<(Symbol, FactId)> {
        let violation = &mut self.list[violation];
        let before = std::mem::replace(&mut violation.truth, truth);
        (before != truth).then_some((violation.clause, violation.fact))
    }

    /// Whether a violation of one day was over before a day and lasts no more; returns its provision when that is new.
    pub fn end_of_its_day(&mut self, violation: usize, day: Date) -> Option<Symbol> {
        let over = &self.list[violation];
        over.until.filter(|until| *until <= day)?;
        let lasting = self.lasting.get_mut(&over.clause)?;
        lasting.remove(&violation).then_some(over.clause)
    }

    /// The violations that an act is.
    pub fn by_act(&self, fact: FactId) -> impl Iterator<Item = &Violation<'p>> {
        self.by_act
            .get(&fact)
            .into_iter()
            .flatten()
            .map(|id| &self.list[*id])
    }

    /// The state of a violation has ended; returns the provisions concerned.
    pub fn end_with(&mut self, tuple: TupleId, day: Date) -> Vec<Symbol> {
        let with_it = self.by_tuple.get(&tuple).cloned().unwrap_or_default();
        let lasting = with_it
            .into_iter()
            .filter(|id| self.list[*id].until.is_none());
        let lasting: Vec<usize> = lasting.collect();
        lasting.into_iter().map(|id| self.end(id, day)).collect()
    }

    /// Violations of a provision that last.
    pub fn lasting(&self, clause: Symbol) -> impl Iterator<Item = &Violation<'p>> {
        self.numbers_of_lasting(clause).map(|id| &self.list[id])
    }

    /// The numbers of the violations of a provision that last.
    pub fn numbers_of_lasting(&self, clause: Symbol) -> impl Iterator<Item = usize> + '_ {
        self.lasting.get(&clause).into_iter().flatten().copied()
    }

    /// A violation, by its number.
    pub fn get(&self, violation: usize) -> &Violation<'p> {
        &self.list[violation]
    }

    /// A violation ends; returns its provision.
    pub fn end(&mut self, violation: usize, day: Date) -> Symbol {
        let ended = &mut self.list[violation];
        ended.until.get_or_insert(day);
        let clause = ended.clause;
        self.lasting.entry(clause).or_default().remove(&violation);
        clause
    }

    /// Whether a violation lasts that a state lasts with.
    pub fn some_lasts_with(&self, tuple: TupleId) -> bool {
        let with_it = self.by_tuple.get(&tuple).into_iter().flatten();
        with_it.into_iter().any(|id| self.list[*id].until.is_none())
    }

    /// All violations, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Violation<'p>> {
        self.list.iter()
    }
}
