//! Cells: the places of the state that an evaluation may read. What read a cell is evaluated again when the cell changes, and nothing else.

use std::rc::Rc;

use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::shelves::{Dated, Shelves, Time};

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
    Tuple(Symbol, Rc<[Item]>),
    /// All tuples of a state with a value at a position.
    TuplesWith(Symbol, usize, Item),
    /// All tuples of a state.
    State(Symbol),
    /// The judgement of a concept about a subject.
    Concept(Symbol, Item),
    /// The life of an obligation: when it is due, that it was performed, that it ended.
    Obligation(ObligationId),
    /// What an obligation comes to, and what is settled of it; its life changes that as well.
    Amount(ObligationId),
    /// The obligations about a thing.
    ObligationsOf(Item),
    /// All obligations.
    Obligations,
    /// Whether powers to do an act stand.
    Power(Symbol),
    /// Whether grounds for a provision hold.
    Ground(Symbol),
    /// Breaches of a provision, or of a part of it.
    Breach(Symbol),
    /// What an act violates.
    BreachBy(FactId),
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

impl Dated for Cell {
    fn time(&self) -> Time {
        match self {
            Self::EventsWith(_, _, item)
            | Self::TuplesWith(_, _, item)
            | Self::Concept(_, item)
            | Self::ObligationsOf(item) => Time::of(item),
            Self::Tuple(_, items) => Time::of_all(items),
            Self::Counts(fact) | Self::BreachBy(fact) => Time::Thing(fact.place()),
            Self::Obligation(id) | Self::Amount(id) => Time::Obligation(id.place()),
            Self::Events(_)
            | Self::State(_)
            | Self::Obligations
            | Self::Power(_)
            | Self::Ground(_)
            | Self::Breach(_)
            | Self::Provision(_)
            | Self::Measure(_)
            | Self::Versions
            | Self::Agreements
            | Self::Watched(_) => Time::Always,
        }
    }
}

/// Something that reads cells: an instance, by its number.
pub type Reader = usize;

/// Who read what. What a long relation has most of, the cells of its events and obligations, are found by number.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    counts: Vec<Readers>,
    obligations: Vec<Readers>,
    amounts: Vec<Readers>,
    obligations_of: Vec<Readers>,
    others: Shelves<Cell, Readers>,
}

/// Who read a cell. A reader may stand in the list more than once; when the list has become twice as long as when it was last
/// sifted, each is kept once.
#[derive(Debug, Clone, Default)]
struct Readers {
    list: Vec<u32>,
    sifted: usize,
}

/// Lists that are shorter are not sifted.
const SHORT: usize = 8;

impl Readers {
    fn add(&mut self, reader: u32) {
        if self.list.last() == Some(&reader) {
            return;
        }
        if self.list.len() >= SHORT.max(2 * self.sifted) {
            // What was sifted before stands in order already: a stable sort merges the rest into it.
            self.list.sort_by_key(|reader| *reader);
            self.list.dedup();
            self.sifted = self.list.len();
        }
        self.list.push(reader);
    }
}

impl Cells {
    /// Notes that a reader has read these cells. Cells that it read before and does not read now may wake it once more, needlessly.
    pub fn register(&mut self, reader: Reader, reads: &mut Vec<Cell>) {
        let reader = u32::try_from(reader).expect("fewer than four billion instances");
        for cell in reads.drain(..) {
            let readers = match self.numbered(&cell) {
                Some((list, place)) => {
                    if list.len() <= place {
                        list.resize_with(place + 1, Readers::default);
                    }
                    &mut list[place]
                }
                None => self.others.shelf(&cell).entry(cell).or_default(),
            };
            readers.add(reader);
        }
    }

    /// Who must be evaluated again because a cell changed; they are forgotten until they read it again.
    pub fn touched(&mut self, cell: &Cell) -> impl Iterator<Item = Reader> + use<> {
        let readers = match self.numbered(cell) {
            Some((list, place)) => list.get_mut(place).map(std::mem::take),
            None => self.others.shelf(cell).remove(cell),
        };
        let readers = readers.unwrap_or_default();
        readers.list.into_iter().map(|reader| reader as usize)
    }

    /// Who has read whether an event counts.
    pub fn readers_of_event(&self, fact: FactId) -> impl Iterator<Item = Reader> + '_ {
        let readers = self.counts.get(fact.place()).into_iter();
        readers.flat_map(|readers| readers.list.iter().map(|reader| *reader as usize))
    }

    /// The list in which a cell is found by number, and its place there.
    fn numbered(&mut self, cell: &Cell) -> Option<(&mut Vec<Readers>, usize)> {
        match cell {
            Cell::Counts(fact) => Some((&mut self.counts, fact.place())),
            Cell::Obligation(id) => Some((&mut self.obligations, id.place())),
            Cell::Amount(id) => Some((&mut self.amounts, id.place())),
            Cell::ObligationsOf(Item::Thing(fact)) => {
                Some((&mut self.obligations_of, fact.place()))
            }
            Cell::ObligationsOf(_)
            | Cell::Events(_)
            | Cell::EventsWith(..)
            | Cell::Tuple(..)
            | Cell::TuplesWith(..)
            | Cell::State(_)
            | Cell::Concept(..)
            | Cell::Obligations
            | Cell::Power(_)
            | Cell::Ground(_)
            | Cell::Breach(_)
            | Cell::BreachBy(_)
            | Cell::Provision(_)
            | Cell::Measure(_)
            | Cell::Versions
            | Cell::Agreements
            | Cell::Watched(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::names::Names;

    /// Cells of every way of being found: by number, by a thing that they speak of, by nothing.
    fn all_kinds(place: usize) -> Vec<Cell> {
        let word = Names::default().text("word");
        let (fact, duty) = (FactId::at(place), ObligationId::at(place));
        vec![
            Cell::Counts(fact),
            Cell::Obligation(duty),
            Cell::Amount(duty),
            Cell::ObligationsOf(Item::Thing(fact)),
            Cell::ObligationsOf(Item::Obligation(duty)),
            Cell::EventsWith(word, word, Item::Thing(fact)),
            Cell::TuplesWith(word, place, Item::Obligation(duty)),
            Cell::Tuple(word, [Item::NotStated, Item::Thing(fact)].into()),
            Cell::Concept(word, Item::Thing(fact)),
            Cell::BreachBy(fact),
            Cell::Watched(place),
        ]
    }

    fn woken(cells: &mut Cells, cell: &Cell) -> Vec<Reader> {
        let mut readers: Vec<Reader> = cells.touched(cell).collect();
        readers.sort_unstable();
        readers
    }

    #[test]
    fn a_cell_that_changes_wakes_its_readers_once_and_no_others() {
        let mut cells = Cells::default();
        let places = [0, 1, 700];
        for place in places {
            cells.register(place, &mut all_kinds(place));
            cells.register(place + 1_000, &mut all_kinds(place));
        }
        for place in places {
            for cell in all_kinds(place) {
                let told = format!("{cell:?}");
                assert_eq!(woken(&mut cells, &cell), [place, place + 1_000], "{told}");
                assert!(woken(&mut cells, &cell).is_empty(), "{told} again");
            }
        }
    }

    #[test]
    fn what_nobody_read_wakes_nobody() {
        let mut cells = Cells::default();
        cells.register(1, &mut all_kinds(3));
        for cell in all_kinds(2).iter().chain(&all_kinds(4_000)) {
            assert!(woken(&mut cells, cell).is_empty(), "{cell:?}");
        }
    }

    #[test]
    fn a_list_grows_with_its_readers_and_not_with_their_readings() {
        let mut cells = Cells::default();
        let cell = Cell::Counts(FactId::at(0));
        for reading in 0..10_000 {
            cells.register(reading % 20, &mut vec![cell.clone()]);
        }
        assert!(cells.counts[0].list.len() <= 2 * 20);
        let mut readers = woken(&mut cells, &cell);
        readers.dedup();
        assert!(readers.into_iter().eq(0..20));
    }
}
