//! The relation between the parties at a moment of the walk: everything that has happened and everything that follows from it so far.

use std::cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Program;
use crate::engine::catalogue::Catalogue;
use crate::engine::cells::{Cell, Cells};
use crate::engine::grounds::Grounds;
use crate::engine::instances::{Instance, InstanceKey};
use crate::engine::item::{FactId, Item};
use crate::engine::known::Known;
use crate::engine::ledger::Ledger;
use crate::engine::names::{Names, Symbol};
use crate::engine::obligations::{Obligations, Violations};
use crate::engine::pages::Pages;
use crate::engine::parameters::{Replacement, SetAside};
use crate::engine::powers::Powers;
use crate::engine::record::Record;
use crate::engine::shelves::Shelves;
use crate::engine::verdict::Verdict;
use crate::engine::world::{Assessments, Facts, States};
use crate::source::Problem;
use crate::timeline::Timeline;
use crate::value::{Currency, Date, Truth};

/// Everything so far.
#[derive(Clone)]
pub struct Relation<'p> {
    /// The program.
    pub program: &'p Program,
    /// The timeline.
    pub timeline: &'p Timeline,
    /// The rules by what wakes them.
    pub catalogue: Rc<Catalogue<'p>>,
    /// Names by number.
    pub names: Names,
    /// Words that the kernel itself uses.
    pub known: Known,
    /// What the header tells about the parties.
    pub attributes: Rc<FxHashMap<(Symbol, Symbol), Item>>,
    /// The currency of amounts that come from nothing.
    pub currency: Currency,
    /// How many conditions were judged.
    pub judged: cell::Cell<u64>,
    /// The day of the moment.
    pub day: Date,
    /// The moment is the start of the day.
    pub at_start: bool,
    /// The day as of which the run is asked for.
    pub as_of: Date,
    /// Events so far.
    pub facts: Facts,
    /// States.
    pub states: States,
    /// Judgements.
    pub assessments: Assessments,
    /// Obligations.
    pub obligations: Obligations<'p>,
    /// Violations.
    pub violations: Violations<'p>,
    /// Money.
    pub ledger: Ledger<'p>,
    /// Powers.
    pub powers: Powers<'p>,
    /// Grounds given for a provision: by whom.
    pub grounds: FxHashMap<Symbol, Grounds<'p>>,
    /// Verdicts on acts.
    pub verdicts: BTreeMap<FactId, Verdict<'p>>,
    /// Agreements, in the order of forming.
    pub agreements: Vec<Symbol>,
    /// Which agreements each service is for, as far as the timeline tells.
    pub services: Rc<BTreeMap<Symbol, Vec<Symbol>>>,
    /// Which agreements were concluded on each thing, by its name.
    pub concluded_on: Rc<BTreeMap<Symbol, Vec<Symbol>>>,
    /// What parties agreed otherwise.
    pub replacements: FxHashMap<Symbol, Vec<Replacement>>,
    /// Provisions set aside.
    pub set_aside: Vec<SetAside>,
    /// The days from which provisions are set aside, on which what grows is rounded.
    pub rounded_on: BTreeSet<Date>,
    /// Provisions that a rule switches off now: how many instances, and for what.
    pub switched_off: FxHashMap<Symbol, Vec<(usize, Option<Item>)>>,
    /// Instances of rules.
    pub instances: Pages<Instance<'p>>,
    /// Instances by rule and binding.
    pub instance_ids: Shelves<InstanceKey, usize>,
    /// The variables of the latest instances, by their number.
    pub latest_variables: FxHashMap<usize, Rc<[Item]>>,
    /// Who reads what.
    pub cells: Cells,
    /// Instances to be evaluated again: stratum, instance.
    pub worklist: BTreeSet<(u32, usize)>,
    /// What wakes on which day.
    pub agenda: BTreeMap<Date, BTreeSet<usize>>,
    /// Fines by the day that run: instances.
    pub daily: BTreeSet<usize>,
    /// Those of which it shows at the end of the day whether the day counts: to what extent it counts if it is not excepted, and whether
    /// it was excepted as it began.
    pub days_in_hand: BTreeMap<usize, (Truth, Truth)>,
    /// For which things a rule already gave its claim.
    pub given_once: FxHashSet<(usize, Item)>,
    /// What the outcome will tell besides.
    pub record: Record<'p>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

impl Relation<'_> {
    /// A cell has changed: who read it is evaluated again.
    pub fn touch(&mut self, cell: &Cell) {
        for reader in self.cells.touched(cell) {
            self.wake(reader);
        }
    }

    /// A breach of a provision, and so of what the provision is a part of, has changed.
    pub fn touch_breach(&mut self, provision: Symbol) {
        let catalogue = self.catalogue.clone();
        let wholes = catalogue.wholes.get(&provision);
        for whole in wholes.into_iter().flatten() {
            self.touch(&Cell::Breach(*whole));
        }
    }

    /// An instance is to be evaluated again.
    pub fn wake(&mut self, instance: usize) {
        self.worklist
            .insert((self.instances[instance].stratum, instance));
    }

    /// An instance is to be evaluated again on a day.
    pub fn wake_on(&mut self, instance: usize, day: Date) {
        let known = self.instances[instance].wakes;
        if known == Some(day) {
            return;
        }
        self.instances[instance].wakes = Some(day);
        self.agenda.entry(day).or_default().insert(instance);
    }

    /// Words that only people read, or nothing where nobody does.
    pub fn for_people<T: Default>(&self, words: impl FnOnce() -> T) -> T {
        if self.record.calls {
            words()
        } else {
            T::default()
        }
    }

    /// Something went wrong inside.
    pub fn problem(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}
