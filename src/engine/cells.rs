//! Cells: the places of the state that an evaluation may read. What read a cell is evaluated again when the cell changes, and nothing else.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;

/// A place of the state.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Events of a type.
    Events(Symbol),
    /// Events of a type that have a value in a field.
    EventsWith(Symbol, Symbol, Item),
    /// Whether an event counts.
    Counts(FactId),
    /// One tuple of a state.
    Tuple(Symbol, Vec<Item>),
    /// All tuples of a state with a value at a position.
    TuplesWith(Symbol, usize, Item),
    /// All tuples of a state.
    State(Symbol),
    /// The judgement of a concept about a subject.
    Concept(Symbol, Item),
    /// The life of an obligation, and what is open of it.
    Obligation(ObligationId),
    /// The obligations about a thing.
    ObligationsOf(Item),
    /// All obligations.
    Obligations,
    /// Whether powers to do an act stand.
    Power(Symbol),
    /// Whether grounds for a provision hold.
    Ground(Symbol),
    /// Breaches of a provision.
    Breach(Symbol),
    /// Whether a provision is in force.
    Provision(Symbol),
    /// What parties agreed about a measure.
    Measure(Symbol),
    /// Which version of the terms governs.
    Versions,
    /// All agreements.
    Agreements,
    /// The history of a watched condition: its instance.
    Watched(usize),
}

/// Something that reads cells: an instance, by its number.
pub type Reader = usize;

/// Who read what.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    ids: FxHashMap<Cell, usize>,
    readers: Vec<Vec<Reader>>,
    read_by: Vec<FxHashSet<usize>>,
}

impl Cells {
    /// Notes that a reader has read these cells. Cells that it read before and does not read now may wake it once more, needlessly.
    pub fn register(&mut self, reader: Reader, reads: &mut Vec<Cell>) {
        if self.read_by.len() <= reader {
            self.read_by.resize_with(reader + 1, FxHashSet::default);
        }
        for cell in reads.drain(..) {
            let next = self.ids.len();
            let id = *self.ids.entry(cell).or_insert(next);
            if id == next {
                self.readers.push(Vec::new());
            }
            if self.read_by[reader].insert(id) {
                self.readers[id].push(reader);
            }
        }
    }

    /// Who must be evaluated again because a cell changed; they are forgotten until they read it again.
    pub fn touched(&mut self, cell: &Cell) -> Vec<Reader> {
        let Some(id) = self.ids.get(cell).copied() else {
            return Vec::new();
        };
        let readers = std::mem::take(&mut self.readers[id]);
        for reader in &readers {
            self.read_by[*reader].remove(&id);
        }
        readers
    }
}
