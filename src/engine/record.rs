//! What the walk writes down for the outcome, besides the state itself.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::program::{Rule, VersionId};
use crate::engine::bodies::{Course, Portion, Taken};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::ledger::ClaimId;
use crate::engine::names::Symbol;
use crate::engine::outcome::{Checked, Entry};
use crate::engine::powers::PowerKey;
use crate::engine::versions::Reign;
use crate::value::{ClauseId, Date, Money, Name, Truth};

/// What settles debts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettledBy {
    /// A payment, or a set-off that somebody declared.
    Fact(FactId),
    /// A set-off that happens by itself, under this name.
    Itself(Name),
}

/// What a payment settled.
#[derive(Debug, Clone)]
pub struct Settlement<'p> {
    /// What settled it.
    pub by: SettledBy,
    /// Its day.
    pub date: Date,
    /// Its amount.
    pub amount: Money,
    /// The rule that orders it; none where no rule does.
    pub rule: Option<&'p Rule>,
    /// In order.
    pub parts: Vec<(ClaimId, Money)>,
    /// What nothing claimed.
    pub left: Money,
    /// Whether of a claim that it reached days are not in the amount.
    pub misses: bool,
    /// A designation that was not followed.
    pub remarks: Vec<String>,
}

/// The conditions of a conclusion on the day on which it was reached.
#[derive(Debug, Clone)]
pub struct Stood {
    /// The day.
    pub day: Date,
    /// The conditions, with their outcomes.
    pub conditions: Vec<Checked>,
}

/// A ceiling that leaves no more room.
#[derive(Debug, Clone)]
pub struct CapReached<'p> {
    /// The day on which it was reached.
    pub day: Date,
    /// The head of the claims under it.
    pub head: Name,
    /// What it is a ceiling over: an agreement, a violation.
    pub over: Item,
    /// The rule.
    pub rule: &'p Rule,
    /// Its version.
    pub version: Option<VersionId>,
}

/// Notes of the walk.
#[derive(Debug, Clone, Default)]
pub struct Record<'p> {
    /// Payments.
    pub settlements: Vec<Settlement<'p>>,
    /// Payments for which no rule gives an order.
    pub without_order: Vec<Name>,
    /// Debts that come to less than nothing: the provision, and what the remark says.
    pub below_zero: BTreeSet<(ClauseId, String)>,
    /// Acts about money of which a part had nothing to do, or of which an amount was taken as told: kind of remark, act, words.
    pub told_of_acts: BTreeSet<(&'static str, FactId, String)>,
    /// Claims that fell away when the condition under which they were owed came to an end, with the words for it.
    pub fallen_away: BTreeMap<ClaimId, String>,
    /// Acts that would perform a duty if they had the form that it asks for, of which the form is not stated.
    pub without_form: BTreeSet<(ClauseId, Name)>,
    /// Facts that the timeline leaves out and a last day rests on: the provision that sets it, and the fact in words.
    pub without_day: BTreeSet<(ClauseId, String)>,
    /// What the timeline leaves out of the day on which a state ends: by the instance that brought the state about.
    pub without_end: BTreeMap<usize, BTreeSet<String>>,
    /// Events that ended a state, and the events that had begun it.
    pub ends_what_began: BTreeSet<(FactId, FactId)>,
    /// Acts that performed a duty under an agreement: the latest, where the act does not say which.
    pub agreement_taken: BTreeSet<FactId>,
    /// Obligations whose last timely day has passed at the start of a day.
    pub deadlines: BTreeMap<Date, BTreeSet<ObligationId>>,
    /// Claims whose place an invoice has taken.
    pub replaced: FxHashSet<ClaimId>,
    /// Claims of which the amount waits for a judgement: which amount of the debt.
    pub without_amount: BTreeMap<ClaimId, Portion<'p>>,
    /// Obligations that were told before it was known what they wait for, and in which words.
    pub told_vaguely: Vec<(ObligationId, String)>,
    /// Claims without basis.
    pub without_basis: FxHashSet<ClaimId>,
    /// Of what grows, by its instance: the parts of its claim on which nothing is counted because it must still be judged whether they
    /// rest, each with the first day on which it is not.
    pub undecided_rest: BTreeMap<usize, Vec<(Option<Date>, Money)>>,
    /// What states that hold have taken away, and of which obligation, by the state and its arguments.
    pub taken: FxHashMap<(Symbol, Rc<[Item]>), (ObligationId, Taken)>,
    /// The day on which a rule last began, or ceased, to switch provisions off: by instance.
    pub switched_on: BTreeMap<usize, Date>,
    /// What gives a power, under the provision of its rule.
    pub grounds_of_powers: FxHashMap<PowerKey<'p>, Grounds>,
    /// Powers of which the chronicle tells, or would tell, that they stand or may stand.
    pub told_powers: FxHashSet<PowerKey<'p>>,
    /// Gates and limits by claim.
    pub courses: BTreeMap<ObligationId, Course<'p>>,
    /// Ceilings that were reached, by what shares the ceiling.
    pub caps_reached: BTreeMap<Name, CapReached<'p>>,
    /// How amounts were reckoned: by claim.
    pub reckoned: BTreeMap<ClaimId, String>,
    /// Readings that conclusions rest on.
    pub readings: BTreeSet<&'p Name>,
    /// Claims of which the amount divides by nothing, with the calculation.
    pub divided_by_nothing: BTreeMap<ObligationId, String>,
    /// Calculations that divide by nothing: the provision, and what the remark says.
    pub no_answers: BTreeSet<(ClauseId, String)>,
    /// Days that tables do not know.
    pub unconfirmed: BTreeSet<String>,
    /// Credit notes that work back: by the thing credited, the place in the timeline, the amount and the name of each.
    pub credits_from_start: BTreeMap<Name, Vec<(usize, Money, Name)>>,
    /// Versions that govern, by first day and then as they were told.
    pub reigns: Vec<Reign>,
    /// Versions of which it is open whether they govern.
    pub reigns_in_doubt: Vec<Reign>,
    /// Instances of each power: by number of the rule.
    pub power_instances: FxHashMap<usize, BTreeSet<usize>>,
    /// Those of which the conditions hold, may hold, or held for good.
    pub standing_powers: FxHashMap<usize, BTreeSet<usize>>,
    /// Whether derivations are asked for, so that it is written down how things stood when each instance came to its conclusion.
    pub derives: bool,
    /// That, by instance, in order of time.
    pub stood: FxHashMap<usize, Vec<Stood>>,
    /// Whether there is a chronicle.
    pub tells: bool,
    /// Whether the outcome calls everything as people do: people read it, or it is told what fell away with a provision.
    pub calls: bool,
    /// The instances of rules that each act under judgement triggered.
    pub triggered: FxHashMap<FactId, Vec<usize>>,
    /// Whether it is written down which instance each line of the chronicle comes from.
    pub explains: bool,
    /// The instance whose consequences are taken now.
    pub telling: Option<usize>,
    /// The instance that each line of the chronicle comes from.
    pub told_by: FxHashMap<(Option<ClauseId>, String), usize>,
    /// Whether it could tell of an event yet.
    pub tells_events: bool,
    /// What happened, day by day.
    pub chronicle: Vec<Entry>,
    /// Powers that were used, and are gone: by instance and act.
    pub used_powers: FxHashSet<(usize, Symbol)>,
    /// What the last entry of the chronicle says already.
    pub said: FxHashSet<(Option<ClauseId>, String)>,
    /// What the latest entry of the chronicle says is open, and whether it was so before.
    pub opened: BTreeMap<(Option<ClauseId>, String), Truth>,
}

/// The instances of rules that give one power: it begins with the first of them and ends with the last.
#[derive(Debug, Clone, Default)]
pub struct Grounds {
    firm: FxHashSet<usize>,
    open: FxHashSet<usize>,
}

impl Grounds {
    /// Whether any of them gives the power, or might.
    pub fn truth(&self) -> Truth {
        match (self.firm.is_empty(), self.open.is_empty()) {
            (false, _) => Truth::Holds,
            (true, false) => Truth::Undetermined,
            (true, true) => Truth::Fails,
        }
    }

    /// How an instance gives the power from now on.
    pub fn set(&mut self, instance: usize, truth: Truth) {
        self.firm.remove(&instance);
        self.open.remove(&instance);
        match truth {
            Truth::Holds => {
                self.firm.insert(instance);
            }
            Truth::Undetermined => {
                self.open.insert(instance);
            }
            Truth::Fails => {}
        }
    }
}
