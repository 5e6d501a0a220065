//! States and conclusions: which tuples hold, since when, on whose support.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::engine::cells::Reader;
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::pages::Pages;
use crate::engine::shelves::{Dated, Shelves, Time};
use crate::value::{Date, Truth};

/// A tuple of a state, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TupleId(pub usize);

/// Days on which a tuple held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// First day.
    pub from: Date,
    /// Exclusive; absent while it holds.
    pub until: Option<Date>,
    /// An end that a rule has already fixed (exclusive), though it lies ahead.
    pub fixed_end: Option<Date>,
    /// The instance that brought it about; absent for events.
    pub by: Option<Reader>,
    /// The event that brought it about.
    pub event: Option<FactId>,
    /// Another instance took over on this day; which one had carried it until then.
    handed_over: Option<(Date, Option<Reader>)>,
}

/// Days on which it was open whether a state held.
#[derive(Debug, Clone, Copy)]
pub struct Doubted {
    /// First day.
    pub from: Date,
    /// The day on which it was open no longer.
    pub until: Date,
    /// The instance that said so.
    pub by: Option<Reader>,
}

/// A state of certain things.
#[derive(Debug, Clone)]
pub struct Tuple {
    /// The state.
    pub state: Symbol,
    /// Its arguments.
    pub arguments: Rc<[Item]>,
    /// Whether it holds now.
    pub truth: Truth,
    /// When it held.
    pub intervals: Vec<Interval>,
    /// The day from which it waits for a judgement, and what says so; absent while it holds or does not hold.
    pub in_doubt: Option<(Date, Option<Reader>)>,
    /// When it waited for a judgement, and does not any more.
    pub doubted: Vec<Doubted>,
    /// Instances that support it now.
    supports: Vec<(Reader, Truth)>,
    /// Whether an event began it and none ended it.
    by_event: bool,
    /// To what extent something holds that ends it.
    ended: Truth,
}

impl Tuple {
    /// The first day of the interval that runs, or else of the latest one.
    pub fn first_day(&self) -> Option<Date> {
        self.intervals.last().map(|interval| interval.from)
    }

    /// The first day of the interval that runs.
    pub fn since(&self) -> Option<Date> {
        self.intervals
            .last()
            .filter(|interval| interval.until.is_none())
            .map(|interval| interval.from)
    }

    /// Since when it held, if it held until a day.
    pub fn held_until(&self, day: Date) -> Option<Date> {
        let mut held = self.intervals.iter();
        held.find(|interval| interval.until == Some(day))
            .map(|interval| interval.from)
    }

    /// The instances that support it now.
    pub fn supporters(&self) -> Vec<Reader> {
        self.supports.iter().map(|(by, _)| *by).collect()
    }

    /// The instances that support it now, and to what extent each does.
    pub fn supports(&self) -> Vec<(Reader, Truth)> {
        self.supports.clone()
    }

    fn supported(&self) -> Truth {
        let by_event = Truth::from(self.by_event);
        let begun = self
            .supports
            .iter()
            .fold(by_event, |truth, (_, support)| truth.or(*support));
        begun.and(!self.ended)
    }
}

impl Dated for (Symbol, Rc<[Item]>) {
    fn time(&self) -> Time {
        Time::of_all(&self.1)
    }
}

/// How a tuple changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The tuple.
    pub tuple: TupleId,
    /// To what extent it held before.
    pub before: Truth,
    /// It is the first time that it holds or may hold.
    pub is_new: bool,
}

/// Who or what says that a tuple holds, and from when.
#[derive(Debug, Clone, Copy)]
pub struct Ground {
    /// The instance, if one does.
    pub by: Option<Reader>,
    /// The event, if one does.
    pub event: Option<FactId>,
    /// The first day.
    pub from: Date,
    /// An end that is already fixed, exclusive.
    pub fixed_end: Option<Date>,
}

/// All tuples.
#[derive(Debug, Clone, Default)]
pub struct States {
    tuples: Pages<Tuple>,
    ids: Shelves<(Symbol, Rc<[Item]>), TupleId>,
    active: Shelves<(Symbol, usize, Item), BTreeSet<TupleId>>,
    active_all: FxHashMap<Symbol, BTreeSet<TupleId>>,
}

impl States {
    /// The tuple, if it was ever spoken of.
    pub fn find(&self, state: Symbol, arguments: &Rc<[Item]>) -> Option<TupleId> {
        self.ids.get(&(state, arguments.clone())).copied()
    }

    /// A tuple.
    pub fn get(&self, id: TupleId) -> &Tuple {
        &self.tuples[id.0]
    }

    /// All tuples, in the order in which they were first spoken of.
    pub fn iter(&self) -> impl Iterator<Item = (TupleId, &Tuple)> {
        self.tuples
            .iter()
            .enumerate()
            .map(|(index, tuple)| (TupleId(index), tuple))
    }

    /// The tuples of a state that hold or may hold, narrowed by one argument when one is given.
    pub fn active<'r>(
        &'r self,
        state: Symbol,
        known: Option<(usize, &Item)>,
    ) -> impl Iterator<Item = TupleId> + use<'r> {
        let found = match known {
            Some((position, item)) => self.active.get(&(state, position, item.clone())),
            None => self.active_all.get(&state),
        };
        found.into_iter().flatten().copied()
    }

    /// Whether some tuple with this argument holds: without listing them all.
    pub fn some_holds(&self, state: Symbol, known: Option<(usize, &Item)>) -> Truth {
        let found = match known {
            Some((position, item)) => self.active.get(&(state, position, item.clone())),
            None => self.active_all.get(&state),
        };
        let Some(found) = found else {
            return Truth::Fails;
        };
        let holds = found.iter().any(|id| self.tuples[id.0].truth.holds());
        if holds {
            Truth::Holds
        } else if found.is_empty() {
            Truth::Fails
        } else {
            Truth::Undetermined
        }
    }

    /// An instance says to what extent a tuple holds.
    pub fn support(
        &mut self,
        state: Symbol,
        arguments: &[Item],
        support: Truth,
        ground: Ground,
        day: Date,
    ) -> Option<Change> {
        let reader = ground.by.expect("an instance supports it");
        let arguments: Rc<[Item]> = arguments.into();
        if support.fails() && self.find(state, &arguments).is_none() {
            return None;
        }
        let id = self.tuple(state, arguments);
        let supports = &mut self.tuples[id.0].supports;
        supports.retain(|(by, _)| *by != reader);
        if !support.fails() {
            supports.push((reader, support));
        }
        self.settle(id, ground, day)
    }

    /// An event begins a tuple.
    pub fn begin(
        &mut self,
        state: Symbol,
        arguments: &[Item],
        ground: Ground,
        day: Date,
    ) -> Option<Change> {
        let id = self.tuple(state, arguments.into());
        self.tuples[id.0].by_event = true;
        self.settle(id, ground, day)
    }

    /// An event ends a tuple, whatever began it.
    pub fn end(&mut self, id: TupleId, ground: Ground, day: Date) -> Option<Change> {
        let tuple = &mut self.tuples[id.0];
        tuple.by_event = false;
        tuple.supports.clear();
        self.settle(id, ground, day)
    }

    /// Before a tuple is first spoken of: to what extent something holds that ends it.
    pub fn expect(&mut self, state: Symbol, arguments: &Rc<[Item]>, ended: Truth) {
        let id = self.tuple(state, arguments.clone());
        self.tuples[id.0].ended = ended;
    }

    /// To what extent something holds that ends a tuple.
    pub fn bar(
        &mut self,
        state: Symbol,
        arguments: &Rc<[Item]>,
        ended: Truth,
        ground: Ground,
        day: Date,
    ) -> Option<Change> {
        let id = self.find(state, arguments)?;
        let tuple = &mut self.tuples[id.0];
        tuple.ended = ended;
        let by = tuple.supports.first().map(|(by, _)| *by);
        self.settle(id, Ground { by, ..ground }, day)
    }

    fn tuple(&mut self, state: Symbol, arguments: Rc<[Item]>) -> TupleId {
        let next = TupleId(self.tuples.len());
        let key = (state, arguments.clone());
        let id = *self.ids.shelf(&key).entry(key).or_insert(next);
        if id == next {
            self.tuples.push(Tuple {
                state,
                arguments,
                truth: Truth::Fails,
                intervals: Vec::new(),
                in_doubt: None,
                doubted: Vec::new(),
                supports: Vec::new(),
                by_event: false,
                ended: Truth::Fails,
            });
        }
        id
    }

    fn settle(&mut self, id: TupleId, ground: Ground, day: Date) -> Option<Change> {
        let tuple = &mut self.tuples[id.0];
        let (before, after) = (tuple.truth, tuple.supported());
        if before == after {
            let carried_by = |by: Option<Reader>| {
                by.is_none_or(|by| tuple.supports.iter().any(|(one, _)| *one == by))
            };
            let other = tuple
                .supports
                .iter()
                .find(|(_, truth)| truth.holds())
                .map(|(by, _)| *by);
            let still_carried = tuple
                .intervals
                .last()
                .is_some_and(|last| carried_by(last.by));
            if let (true, Some(last)) = (after.holds(), tuple.intervals.last_mut()) {
                if ground.by == last.by {
                    last.fixed_end = ground.fixed_end.or(last.fixed_end);
                } else if carried_by(ground.by) {
                    last.fixed_end = last.fixed_end.max(ground.fixed_end);
                }
                if !still_carried && other.is_some() {
                    let today = last.handed_over.filter(|(on, _)| *on == day);
                    last.handed_over = today.or(Some((day, last.by)));
                    last.by = other;
                }
            }
            return None;
        }
        let is_new = before.fails() && tuple.intervals.is_empty();
        tuple.truth = after;
        tuple.doubted.extend(
            tuple
                .in_doubt
                .filter(|(from, _)| *from < day)
                .map(|(from, by)| Doubted {
                    from,
                    until: day,
                    by,
                }),
        );
        let doubted_from = if before.holds() { day } else { ground.from };
        tuple.in_doubt = (after.is_undetermined()).then_some((doubted_from, ground.by));
        if after.holds() {
            tuple.intervals.push(Interval {
                from: ground.from,
                until: None,
                fixed_end: ground.fixed_end,
                by: ground.by,
                event: ground.event,
                handed_over: None,
            });
        } else if before.holds() {
            let last = tuple
                .intervals
                .last_mut()
                .expect("what held has an interval");
            last.until = Some(day);
            last.fixed_end = None;
            // What took over on the day of the end carried no day of it.
            if let Some((_, carried)) = last.handed_over.take().filter(|(on, _)| *on == day) {
                last.by = carried;
            }
        }
        self.index(id, !after.fails());
        Some(Change {
            tuple: id,
            before,
            is_new,
        })
    }

    fn index(&mut self, id: TupleId, active: bool) {
        let tuple = &self.tuples[id.0];
        let keys: Vec<_> = tuple.arguments.iter().cloned().enumerate().collect();
        let state = tuple.state;
        let all = self.active_all.entry(state).or_default();
        if active {
            all.insert(id);
        } else {
            all.remove(&id);
        }
        for (position, item) in keys {
            let key = (state, position, item);
            let shelf = self.active.shelf(&key);
            if active {
                shelf.entry(key).or_default().insert(id);
            } else if let Some(with_it) = shelf.get_mut(&key) {
                with_it.remove(&id);
                if with_it.is_empty() {
                    shelf.remove(&key);
                }
            }
        }
    }
}
