//! Evaluation: what a condition or an expression comes to at this moment, and what it read to get there.
//!
//! Evaluation never changes the relation. It notes in a [`Query`] which cells it read, from which day on time alone may
//! change the result, and which open concepts the result rests on.

mod arithmetic;
mod breach;
mod compare;
mod concept;
mod condition;
mod expression;
mod freeze;
mod frozen;
mod holding;
mod kernel;
mod lasting;
mod matching;
mod measure;
mod rests;
mod search;
mod suppose;
mod today;

pub use arithmetic::whole_units;
pub use frozen::Frozen;
pub use today::tells_today;

use crate::check::program::{Condition, VariableId, VersionId};
use crate::engine::cells::Cell;
use crate::engine::evaluate::suppose::Supposed;
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::source::Problem;
use crate::value::{ClauseId, Date, DateError, Name, NoFigure, NotConfirmed, OutsideCalendar};

/// What words in scope stand for.
#[derive(Debug, Clone, Default)]
pub struct Env<'p> {
    /// Variables of the rule.
    pub variables: Vec<Item>,
    /// Arguments of a definition.
    pub parameters: Vec<Item>,
    /// The event that triggers or is judged.
    pub event: Option<FactId>,
    /// The provision that speaks.
    pub clause: Option<&'p ClauseId>,
    /// The version of the terms that governs, where that is settled.
    pub version: Option<VersionId>,
    /// The day of what is in hand, likewise settled: an amendment for later events only must have come by then.
    pub arose: Option<Date>,
    /// The agreement in hand, where a definition no longer sees the things of the sentence that asks for it.
    pub agreement: Option<Symbol>,
    /// The agreement that the sentence is about, likewise: what belongs to another one is not meant.
    pub within: Option<Symbol>,
}

impl<'p> Env<'p> {
    /// Variables of a rule, nothing else.
    pub fn of(variables: Vec<Item>, clause: Option<&'p ClauseId>, event: Option<FactId>) -> Self {
        Self {
            variables,
            parameters: Vec::new(),
            event,
            clause,
            version: None,
            arose: None,
            agreement: None,
            within: None,
        }
    }

    /// Arguments of a definition, in the place of another evaluation.
    pub fn called(&self, parameters: Vec<Item>) -> Self {
        Self {
            variables: Vec::new(),
            parameters,
            event: self.event,
            clause: self.clause,
            version: self.version,
            arose: self.arose,
            agreement: self.agreement,
            within: self.agreement_said(),
        }
    }

    /// The agreement that the sentence speaks of itself.
    pub fn agreement_said(&self) -> Option<Symbol> {
        let mut known = self.variables.iter().chain(&self.parameters);
        let named = known.find_map(|item| match item {
            Item::Agreement(name) => Some(*name),
            _ => None,
        });
        named.or(self.within)
    }

    /// What a variable stands for.
    pub fn variable(&self, id: VariableId) -> Item {
        self.variables.get(id.0).cloned().unwrap_or(Item::Unbound)
    }

    /// Lets a variable stand for something; returns what it stood for.
    pub fn bind(&mut self, id: VariableId, item: Item) -> Item {
        if self.variables.len() <= id.0 {
            self.variables.resize(id.0 + 1, Item::Unbound);
        }
        std::mem::replace(&mut self.variables[id.0], item)
    }

    /// Lets a parameter stand for something.
    pub fn bind_parameter(&mut self, index: usize, item: Item) {
        if self.parameters.len() <= index {
            self.parameters.resize(index + 1, Item::Unbound);
        }
        self.parameters[index] = item;
    }
}

/// Something that a result waits for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Open {
    /// A concept that no one has judged.
    Concept {
        /// The concept.
        concept: Symbol,
        /// About what.
        subject: Item,
        /// Whose answer it waits for.
        asked: Asked,
    },
    /// A fact that no one has stated, in words: `the form of N1`.
    NotStated(String),
    /// What a table does not hold, in words: the figure for a month to come, whether a day is a holiday.
    NotInTable(String),
}

impl Open {
    /// What the timeline leaves out, if that is what it waits for.
    pub fn left_out(&self) -> Option<String> {
        match self {
            Self::NotStated(what) => Some(what.clone()),
            Self::Concept { .. } | Self::NotInTable(_) => None,
        }
    }

    /// Whether it counts until somebody proves otherwise.
    pub fn is_presumed(&self) -> bool {
        match self {
            Self::Concept { asked, .. } => matches!(asked, Asked::Presumed(_)),
            Self::NotStated(_) | Self::NotInTable(_) => false,
        }
    }
}

/// On whom an answer lies, and what counts until it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// It must be judged; by this party, when the text or the vocabulary says so. Until then the outcome is open.
    Judged(Option<Symbol>),
    /// This party must prove it. Until then it does not count.
    Proved(Option<Symbol>),
    /// It counts until somebody, or this party, proves otherwise.
    Presumed(Option<Symbol>),
}

/// A condition whose history must be kept, because another asks how long it has held.
#[derive(Debug, Clone)]
pub struct Watched<'p> {
    /// The condition.
    pub condition: &'p Condition,
    /// Its scope.
    pub env: Env<'p>,
}

/// The notes of one evaluation.
#[derive(Debug, Default)]
pub struct Query<'p> {
    /// Cells read.
    pub reads: Vec<Cell>,
    /// From which day on time alone may change the result.
    pub next: Option<Date>,
    /// What the result waits for.
    pub open: Vec<Open>,
    /// What a party has not proved, and could; what is presumed, and could be proved otherwise.
    pub unproved: Vec<Open>,
    /// Conditions whose history must be kept.
    pub watched: Vec<Watched<'p>>,
    /// Readings that the result rests on.
    pub readings: Vec<&'p Name>,
    /// A calculation that has no answer.
    pub problem: Option<Problem>,
    /// A calculation that divides by nothing, in words.
    pub divides_by_nothing: Option<String>,
    /// A day for which a table is not confirmed.
    pub unconfirmed: Option<NotConfirmed>,
    /// A period of which a table has no figure.
    pub no_figure: Option<NoFigure>,
    /// Events that matched.
    pub facts: Vec<FactId>,
    /// Events that went into a sum, whatever came of it.
    pub counted: Vec<FactId>,
    /// What is presumed, and what must be proved, is taken for open.
    pub doubting: bool,
    /// How open questions are answered, where somebody asks what a value comes to whichever way that is done.
    pub supposed: Option<Supposed>,
}

impl Query<'_> {
    /// Notes that a cell was read.
    pub fn read(&mut self, cell: Cell) {
        self.reads.push(cell);
    }

    /// Notes a day on which time alone may change the result.
    pub fn wake(&mut self, day: Date) {
        self.next = Some(self.next.map_or(day, |next| next.min(day)));
    }

    /// A day cannot be told: where a table does not know the days that are counted, it is left open, and remarked.
    pub fn no_day(&mut self, error: DateError) -> Item {
        if let DateError::OutsideCalendar(OutsideCalendar::NotConfirmed(unknown)) = error {
            self.not_confirmed(unknown);
            return Item::Undetermined;
        }
        self.fail(Problem::error("period-without-end", error.to_string()))
    }

    /// A table is not confirmed for a day: what rests on it is left open, and remarked.
    pub fn not_confirmed(&mut self, unknown: NotConfirmed) {
        let NotConfirmed { table, date, .. } = &unknown;
        let what = format!("what the table `{table}` gives for {date}");
        self.open.push(Open::NotInTable(what));
        self.unconfirmed.get_or_insert(unknown);
    }

    /// A table has no figure for a period: what rests on it is left open, and remarked.
    pub fn no_figure(&mut self, missing: NoFigure) -> Item {
        let NoFigure { table, period, .. } = &missing;
        let what = format!("the figure of the table `{table}` for {period}");
        self.open.push(Open::NotInTable(what));
        self.no_figure.get_or_insert(missing);
        Item::Undetermined
    }

    /// Notes a calculation that has no answer.
    pub fn fail(&mut self, problem: Problem) -> Item {
        self.problem.get_or_insert(problem);
        Item::NotStated
    }
}
