//! A timeline as meant.

use indexmap::IndexMap;

use crate::source::{Problem, Span};
use crate::timeline::Node;
use crate::value::{Date, Name, Value};

/// Everything a file tells, checked.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The terms it is about: an id, `id@version`, or a path; not looked up here.
    pub terms: Option<String>,
    /// The date as of which it asks to be read.
    pub as_of: Option<Date>,
    /// The supplier.
    pub supplier: PartyFacts,
    /// The client.
    pub client: PartyFacts,
    /// Other parties that the header tells about, by role.
    pub others: IndexMap<Name, PartyFacts>,
    /// Readings chosen, by id; not looked up here.
    pub readings: IndexMap<Name, Name>,
    /// The events, by date; those of one day in the order of the file.
    pub events: Vec<Event>,
    /// What should come out.
    pub expectations: Vec<Expectation>,
    /// Where the header says what it says, for those who look it up.
    pub places: HeaderPlaces,
    /// What is odd but not wrong.
    pub warnings: Vec<Problem>,
}

/// Places in the header.
#[derive(Debug, Clone, Default)]
pub struct HeaderPlaces {
    /// The value of `terms`.
    pub terms: Option<Span>,
    /// Each reading with its value.
    pub readings: IndexMap<Name, Span>,
}

/// What the header tells about a party.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyFacts {
    /// Its name, when it is given.
    pub name: Option<String>,
    /// Its attributes, defaults filled in; absent when not stated.
    pub attributes: IndexMap<Name, Value>,
    /// Those who are bound beside it for the whole: one ledger, one party.
    pub joint_debtors: Vec<PartyFacts>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place among the events of the file, from 0.
    pub seq: usize,
    /// Its type: `invoice_issued`.
    pub ty: Name,
    /// The day of effect: the day received for a declaration, the day it happened for a fact.
    pub date: Date,
    /// The day it was sent, where that differs from `date`.
    pub sent_on: Option<Date>,
    /// The day it was received, where that differs from `date`.
    pub received_on: Option<Date>,
    /// Who did it: given, or the actor that its type declares; absent for an occurrence.
    pub by: Option<Name>,
    /// The form of a declaration; absent when not stated.
    pub form: Option<Name>,
    /// The day on which the addressee acknowledged receipt of a declaration.
    pub receipt_acknowledged_on: Option<Date>,
    /// The agreement it belongs to, where the file says so.
    pub agreement: Option<Name>,
    /// A remark, without effect.
    pub note: Option<String>,
    /// The name of the thing it brought about, or a made one: `payment_received#2`, the second of its type by date.
    pub reference: Name,
    /// Whether the file gives that name.
    pub named: bool,
    /// Its own fields, in the order of their declaration, defaults filled in; absent when not stated.
    pub fields: IndexMap<Name, Value>,
    /// Its place in the file.
    pub span: Span,
    /// The line it begins on, from 1.
    pub line: usize,
}

impl Event {
    /// The day it was sent; its date when the file does not tell another.
    pub fn day_of_sending(&self) -> Date {
        self.sent_on.unwrap_or(self.date)
    }

    /// The day it was received; its date when the file does not tell another.
    pub fn day_of_receipt(&self) -> Date {
        self.received_on.unwrap_or(self.date)
    }
}

/// A block under `expect:`; what it says is compared with the report elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// As of which date; as the timeline when absent.
    pub as_of: Option<Date>,
    /// Under which terms; under those of the timeline when absent.
    pub terms: Option<String>,
    /// A title.
    pub title: Option<String>,
    /// Readings on top of those of the timeline.
    pub readings: IndexMap<Name, Name>,
    /// The lists that must be in the report, by the name of the list.
    pub lists: IndexMap<String, Node<'static>>,
    /// Lists of which nothing may be in the report.
    pub absent: IndexMap<String, Node<'static>>,
    /// Lists that must be in the report as they are.
    pub exactly: IndexMap<String, Node<'static>>,
    /// Its place in the file.
    pub span: Span,
}
