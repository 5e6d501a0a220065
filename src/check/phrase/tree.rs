//! What a phrase was found to say, before it is known which things it speaks of.

use crate::check::pattern::Form;
use crate::check::vocabulary::{Owner, Type};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;
use crate::value::{CalendarPeriod, Name, Value};

/// A noun phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Np {
    /// What it says.
    pub kind: NpKind,
    /// The type of what it stands for.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub words: String,
}

/// The ways to speak of something.
#[derive(Debug, Clone, PartialEq)]
pub enum NpKind {
    /// `EUR 150.00`
    Value(Value),
    /// `the client`
    Party(Name),
    /// `each party`
    AnyParty(PartyWord),
    /// `an invoice`, `the invoice`: index of the noun; with `a notice by the supplier`, `an obligation of the client`, `a claim on the supplier`.
    Noun {
        noun: usize,
        article: Article,
        by: Option<Box<Np>>,
        of: Option<Box<Np>>,
        on: Option<Box<Np>>,
    },
    /// `the invoice "W1"`, `the service hosting`
    Named { noun: usize, name: String },
    /// `the deadline of the notice`, `the deadline`
    Field {
        fields: Vec<FieldOf>,
        of: Option<Box<Np>>,
    },
    /// `the open principal of the invoice`; index of the sentence.
    Measure { sentence: usize, fills: Vec<Np> },
    /// `the payment term`: a parameter that a clause gives.
    Parameter(Name),
    /// `the collection rate of X`: a percentage that a clause gives, of an amount.
    RateOf { parameter: Name, of: Box<Np> },
    /// `each invoice in the claims of the collection`
    Each { noun: usize, over: Option<Box<Np>> },
    /// `the sum of the amount of each line in …`
    SumOf(Box<Np>),
    /// `the claim of the invoice`: of another relational thing.
    ClaimOf(Box<Np>),
    /// `the obligation of the claim`
    ObligationOf(Box<Np>),
    /// `the agreement of the invoice`
    AgreementOf(Box<Np>),
    /// `the actor of the notice`
    ActorOf(Box<Np>),
    /// `the form of the notice`
    FormOf(Box<Np>),
    /// `a line in the lines of the invoice`
    Member { noun: usize, over: Box<Np> },
    /// `5.d`, `clauses 3.1 and 3.2`
    Provisions(Vec<ProvisionKind>),
    /// `the conduct rules`: a group of provisions that a clause names.
    Group(Name),
    /// `the table of 6:119 BW`
    Table(String),
    /// `the figure of the table "CPI" for the month of M`
    Figure {
        table: String,
        every: CalendarPeriod,
        day: Box<Np>,
    },
    /// `the day of the act`, `the day of receipt of the notice`
    DayOf { which: DayOf, of: Option<Box<Np>> },
    /// `the latest reminder of the invoice`: the thing of the latest such act.
    Latest(Box<Matched>),
    /// `the number of reminders of the invoice`
    Count(Box<Matched>),
    /// `the first day on which the client is in default of the invoice`
    FirstDay(Box<Matched>),
    /// `the day after the last timely day`, `2 months before the year end`
    Shift {
        by: Box<Np>,
        after: bool,
        anchor: Box<Np>,
    },
    /// `today`
    Today,
}

/// A field that words can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOf {
    /// What has it.
    pub owner: Owner,
    /// Its name.
    pub field: Name,
    /// The type of its value.
    pub ty: Type,
}

/// How a noun is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    /// `an invoice`, `any invoice`
    A,
    /// `the invoice`, `that invoice`, `this agreement`
    The,
    /// `each invoice`, `every invoice`
    Each,
    /// `no invoice`
    No,
    /// `all claims`, `claims`
    Plural,
}

/// Words for a party that do not say which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyWord {
    /// `a party`
    A,
    /// `the party`
    The,
    /// `each party`, `either party`
    Each,
    /// `the other party`
    Other,
    /// `anyone`
    Anyone,
}

/// Which day of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOf {
    /// `the day of the act`, `the date of the notice`
    Event,
    /// `the day of receipt`
    Receipt,
    /// `the day of sending`
    Sending,
}

/// A sentence that a phrase matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Matched {
    /// Index of the declared sentence.
    pub sentence: usize,
    /// In which form.
    pub form: Form,
    /// What fills each slot; none for the subject of a bare form.
    pub fills: Vec<Option<Np>>,
    /// What was said of its manner.
    pub manner: Manner,
    /// Where it stands.
    pub span: Span,
}

impl Matched {
    /// Whether it says that something is not so.
    pub fn is_negated(&self) -> bool {
        match self.form {
            Form::Negated | Form::NegatedPerfect => true,
            Form::Plain | Form::Perfect | Form::Bare | Form::Noun => false,
        }
    }
}

/// Adverbs of an act: `in writing`, `in time`, `since the notice`.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each adverb is said or not, independent of the others"
)]
pub struct Manner {
    /// `in writing`
    pub in_writing: bool,
    /// `expressly`
    pub expressly: bool,
    /// `in time`
    pub in_time: bool,
    /// `beforehand`
    pub beforehand: bool,
    /// `with reasons`
    pub with_reasons: bool,
    /// `under this clause`, `under 5.d`
    pub under: Option<Vec<ProvisionKind>>,
    /// `by registered letter or bailiff`
    pub by_form: Vec<Name>,
    /// `since the latest reminder`
    pub since: Option<Box<Np>>,
    /// `before the collection`
    pub before: Option<Box<Np>>,
}

impl Manner {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
