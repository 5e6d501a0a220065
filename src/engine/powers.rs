//! Powers: which stand, and on which days each stood at the end of the day.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::check::program::Rule;
use crate::engine::cells::Reader;
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::value::{ClauseId, Date, Truth};

/// A power as reports tell it: provision, holder, act, thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PowerKey<'p> {
    /// The provision that carries it.
    pub clause: &'p ClauseId,
    /// Who may.
    pub holder: Symbol,
    /// What.
    pub act: Symbol,
    /// The thing it concerns.
    pub thing: Item,
}

/// Days on which a power stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    /// First day.
    pub from: Date,
    /// Last day at whose end it stood.
    pub until: Option<Date>,
    /// An end that is already fixed: the last day.
    pub fixed_end: Option<Date>,
    /// On what grounds.
    pub grounds: BTreeSet<String>,
}

/// What one instance gives of a power now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Given {
    truth: Truth,
    grounds: Vec<String>,
    since: Option<Date>,
    fixed_end: Option<Date>,
}

/// The history of a power.
#[derive(Debug, Clone)]
pub struct PowerHistory<'p> {
    /// What it is.
    pub key: PowerKey<'p>,
    /// The rule that gives it.
    pub rule: &'p Rule,
    /// When it stood.
    pub stood: Vec<Stood>,
    /// When it was used and thereby gone.
    pub exercised: Option<Date>,
    /// It stood before the first event of the timeline.
    pub from_the_start: bool,
    /// The instance that gave it last.
    pub last_given: Option<Reader>,
    /// Instances that give it now, with their grounds.
    standing: BTreeMap<Reader, Given>,
}

impl PowerHistory<'_> {
    /// Whether it stands.
    pub fn truth(&self) -> Truth {
        let mut truth = Truth::Fails;
        for given in self.standing.values() {
            truth = truth.or(given.truth);
            if truth.holds() {
                break;
            }
        }
        truth
    }

    /// The instances that give it now.
    pub fn instances(&self) -> impl Iterator<Item = Reader> + '_ {
        self.standing.keys().copied()
    }
}

/// One instance of a power, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'p> {
    /// To what extent it stands.
    pub truth: Truth,
    /// Provision and grounds by which it is told.
    pub told: Vec<(&'p ClauseId, String)>,
    /// The first day, if the rule names one: it may lie before the day on which the power was established.
    pub since: Option<Date>,
    /// The last day, if one is fixed.
    pub fixed_end: Option<Date>,
    /// Nothing has happened yet.
    pub before_all_events: bool,
}

/// All powers.
#[derive(Debug, Clone, Default)]
pub struct Powers<'p> {
    histories: Vec<PowerHistory<'p>>,
    ids: FxHashMap<PowerKey<'p>, usize>,
    of_instance: FxHashMap<(Reader, Symbol), Vec<usize>>,
    /// Powers to do an act that some instance gives now.
    standing: FxHashMap<Symbol, BTreeSet<usize>>,
    changed_today: BTreeSet<usize>,
}

impl<'p> Powers<'p> {
    /// An instance gives a power to a certain extent; returns whether anything changed.
    pub fn set(
        &mut self,
        instance: Reader,
        rule: &'p Rule,
        (holder, act, thing): (Symbol, Symbol, &Item),
        standing: &Standing<'p>,
    ) -> bool {
        let before = self
            .of_instance
            .remove(&(instance, act))
            .unwrap_or_default();
        let mut now = Vec::new();
        let mut changed = false;
        if !standing.truth.fails() {
            for (clause, ground) in &standing.told {
                let key = PowerKey {
                    clause,
                    holder,
                    act,
                    thing: thing.clone(),
                };
                let id = self.history(key, rule);
                self.histories[id].from_the_start |=
                    standing.before_all_events && standing.truth.holds();
                self.histories[id].last_given = Some(instance);
                let entry = self.histories[id].standing.entry(instance);
                let fresh = Given {
                    truth: standing.truth,
                    grounds: Vec::new(),
                    since: standing.since,
                    fixed_end: standing.fixed_end,
                };
                let given = entry.or_insert_with(|| {
                    changed = true;
                    fresh.clone()
                });
                self.standing.entry(act).or_default().insert(id);
                if !now.contains(&id) {
                    changed |= given.truth != standing.truth;
                    *given = fresh;
                    now.push(id);
                }
                if !ground.is_empty() {
                    given.grounds.push(ground.clone());
                }
            }
        }
        for id in before.iter().filter(|id| !now.contains(id)) {
            let given = &mut self.histories[*id].standing;
            given.remove(&instance);
            if given.is_empty() {
                self.standing.entry(act).or_default().remove(id);
            }
            changed = true;
        }
        self.changed_today.extend(before);
        self.changed_today.extend(now.iter().copied());
        if !now.is_empty() {
            self.of_instance.insert((instance, act), now);
        }
        changed
    }

    /// Notes at the end of a day which powers stand.
    pub fn end_of_day(&mut self, day: Date) {
        for id in std::mem::take(&mut self.changed_today) {
            let history = &mut self.histories[id];
            let stands = history.truth().holds();
            let grounds: BTreeSet<&String> = history
                .standing
                .values()
                .filter(|given| given.truth.holds())
                .flat_map(|given| &given.grounds)
                .collect();
            let grounds: BTreeSet<String> = grounds.into_iter().cloned().collect();
            let since = history
                .standing
                .values()
                .filter(|given| given.truth.holds())
                .map(|given| given.since.unwrap_or(day))
                .min();
            let fixed_end = history
                .standing
                .values()
                .map(|given| given.fixed_end)
                .reduce(|one, other| Some(one?.max(other?)))
                .flatten();
            let runs = history
                .stood
                .last()
                .is_some_and(|stood| stood.until.is_none());
            if stands && runs {
                let last = history.stood.last_mut().expect("it runs");
                last.grounds.extend(grounds);
                last.fixed_end = fixed_end;
            } else if stands {
                history.stood.push(Stood {
                    from: since.map_or(day, |since| since.min(day)),
                    until: None,
                    fixed_end,
                    grounds,
                });
            } else if runs {
                let last = history.stood.last_mut().expect("it runs");
                last.until = day.pred_opt();
                last.fixed_end = None;
            }
        }
    }

    /// Powers to do an act that stand or may stand.
    pub fn to_do(&self, act: Symbol) -> impl Iterator<Item = &PowerHistory<'p>> {
        self.standing
            .get(&act)
            .into_iter()
            .flatten()
            .map(|id| &self.histories[*id])
    }

    /// To what extent an instance gives a power now.
    pub fn stands(&self, instance: Reader, acts: &[Symbol]) -> Truth {
        let histories = acts
            .iter()
            .filter_map(|act| self.of_instance.get(&(instance, *act)))
            .flatten();
        let standing = histories.filter_map(|id| self.histories[*id].standing.get(&instance));
        standing.fold(Truth::Fails, |truth, given| truth.or(given.truth))
    }

    /// A power was used, and is gone with it.
    pub fn exercise(&mut self, instance: Reader, act: Symbol, day: Date) {
        for id in self
            .of_instance
            .get(&(instance, act))
            .cloned()
            .unwrap_or_default()
        {
            self.histories[id].exercised = Some(day);
        }
    }

    /// All powers that ever stood or may stand.
    pub fn iter(&self) -> impl Iterator<Item = &PowerHistory<'p>> {
        self.histories.iter()
    }

    fn history(&mut self, key: PowerKey<'p>, rule: &'p Rule) -> usize {
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = self.histories.len();
        self.ids.insert(key.clone(), id);
        self.histories.push(PowerHistory {
            key,
            rule,
            stood: Vec::new(),
            exercised: None,
            from_the_start: false,
            last_given: None,
            standing: BTreeMap::new(),
        });
        id
    }
}
