//! What a value waits for: a sum, a count or a day is open where it is open whether something holds that it reads.

use crate::engine::cells::Cell;
use crate::engine::evaluate::Query;
use crate::engine::instances::InstanceKey;
use crate::engine::item::FactId;
use crate::engine::powers::PowerHistory;
use crate::engine::relation::Relation;
use crate::engine::world::{Tuple, TupleId};

impl Relation<'_> {
    /// The instances of which it is open whether they hold, among what an evaluation read.
    pub(super) fn open_instances_read(&self, query: &Query<'_>) -> Vec<usize> {
        let read = query.reads.iter();
        let behind = read.flat_map(|cell| self.open_behind_cell(cell));
        behind.collect()
    }

    /// The events of which it is open whether they count, among what an evaluation read.
    pub(super) fn open_events_read(&self, query: &Query<'_>) -> Vec<FactId> {
        let read = query.reads.iter();
        let events = read.filter_map(|cell| match cell {
            Cell::Counts(fact) => Some(*fact),
            _ => None,
        });
        events.collect()
    }

    fn open_behind_cell(&self, cell: &Cell) -> Vec<usize> {
        match cell {
            Cell::Tuple(state, arguments) => {
                let found = self.states.find(*state, arguments);
                self.open_behind_tuples(found.into_iter())
            }
            Cell::TuplesWith(state, place, item) => {
                self.open_behind_tuples(self.states.active(*state, Some((*place, item))))
            }
            Cell::State(state) => self.open_behind_tuples(self.states.active(*state, None)),
            Cell::Obligation(id) | Cell::Amount(id) => {
                let obligation = self.obligations.get(*id);
                let own = obligation.due_perhaps.map(|_| obligation.instance);
                own.into_iter().chain(self.behind_obligation(*id)).collect()
            }
            Cell::Power(act) => {
                let histories = self.powers.to_do(*act);
                let instances = histories.flat_map(PowerHistory::instances);
                instances.filter(|id| self.is_open(*id)).collect()
            }
            Cell::Watched(instance) if self.is_open(*instance) => vec![*instance],
            Cell::Watched(_)
            | Cell::Events(_)
            | Cell::EventsWith(..)
            | Cell::Counts(_)
            | Cell::Concept(..)
            | Cell::ObligationsOf(_)
            | Cell::Obligations
            | Cell::Ground(_)
            | Cell::Breach(_)
            | Cell::BreachBy(_)
            | Cell::Provision(_)
            | Cell::Measure(_)
            | Cell::Versions
            | Cell::Agreements => Vec::new(),
        }
    }

    fn open_behind_tuples(&self, tuples: impl Iterator<Item = TupleId>) -> Vec<usize> {
        let tuples = tuples.map(|id| self.states.get(id));
        tuples
            .flat_map(|tuple| self.open_behind_tuple(tuple))
            .collect()
    }

    /// The instances that leave open whether a state holds: those that may support it, and what may have ended it.
    pub(super) fn open_behind_tuple(&self, tuple: &Tuple) -> Vec<usize> {
        let supports = tuple.supports().into_iter();
        let open = supports.filter(|(by, support)| support.is_undetermined() || self.is_open(*by));
        let ending = InstanceKey::Ends(tuple.state, tuple.arguments.clone());
        let ending = self.instance_ids.get(&ending).copied();
        let ending = ending.filter(|id| self.is_open(*id));
        open.map(|(by, _)| by).chain(ending).collect()
    }

    /// Whether it is open that an instance holds.
    pub(super) fn is_open(&self, instance: usize) -> bool {
        self.instances[instance].truth.is_undetermined()
    }
}
