//! What can be wrong with a timeline: the message stands on the variant; code, label and help beside it.

mod code;
mod help;
mod label;
mod problems;

pub(crate) use problems::{EVENTS, Problems, TAB, THE_FILE, TOO_DEEP, UNQUOTED};

use crate::source::Span;
use crate::value::{
    Date, DateError, DurationError, Money, MoneyError, MoneyParseError, Name, NotAClauseId,
    PercentError,
};

/// Something wrong (or odd) in a timeline, at a place that is kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TimelineError {
    /// The file has more bytes than are read.
    #[error("the file has {size} bytes; at most {most} are read")]
    TooLarge { size: usize, most: usize },
    /// The file has more values than are read.
    #[error("the file has more than {most} values")]
    TooManyValues { most: usize },
    /// Lists in lists in lists.
    #[error("values lie more than {most} deep inside each other")]
    TooDeep { most: usize },
    /// The file breaks the rules of its form.
    #[error("the file cannot be read here: {reason}")]
    NotReadable { reason: String },
    /// `&a`, `*a`
    #[error("a timeline has no anchors and aliases (`&` and `*`)")]
    Alias,
    /// `!!float 1`
    #[error("a timeline has no tags such as `{tag}`")]
    Tag { tag: String },
    /// `---`
    #[error("a second document begins here; a file holds one timeline")]
    SecondDocument,
    /// `? [a, b] : c`
    #[error("a key must be a single word")]
    KeyNotText,
    /// A key that stands in one group twice.
    #[error("`{key}` is given twice")]
    KeyTwice { key: String, first: Span },
    /// Nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// `expect: [ { date: …, type: … } ]`
    #[error("an event stands below `expect`")]
    EventBelowExpect,
    /// Events in the first of JSON lines.
    #[error("the first line holds the header only")]
    EventsAboveLines,
    /// Nothing behind a key.
    #[error("{what} has no value")]
    NoValue { what: String },
    /// A list where a single value should be, and the like.
    #[error("{what} is {found}; it must be {expected}")]
    Shape {
        what: String,
        found: &'static str,
        expected: &'static str,
    },
    /// A key that nothing declares.
    #[error("{of} has no `{key}`")]
    UnknownKey {
        key: String,
        of: String,
        meant: Option<String>,
        known: Vec<String>,
    },
    /// A figure with a comma in it, between braces, where a comma ends a value.
    #[error("`{given}` is written with a comma")]
    DecimalComma { given: String },
    /// A field that must be given.
    #[error("{of} does not tell `{field}`")]
    Missing { field: Name, of: String },
    /// An event type that the vocabulary does not declare.
    #[error("there is no event type `{given}`")]
    UnknownEventType {
        given: String,
        /// Event types, as one would write them: `` `insolvency_event` with `kind: bankruptcy` ``.
        meant: Vec<String>,
        /// The only one of them, as which the rest of the event is read.
        read_as: Option<Name>,
    },
    /// A value that is none of those that a field can have.
    #[error("`{given}` is no value of `{field}`")]
    UnknownValue {
        given: String,
        field: Name,
        meant: Option<String>,
        known: Vec<Name>,
    },
    /// A party that nobody named.
    #[error("no party is called `{given}`")]
    UnknownParty {
        given: String,
        meant: Option<String>,
        known: Vec<Name>,
    },
    /// A form that the vocabulary does not declare.
    #[error("there is no form `{given}`")]
    UnknownForm {
        given: String,
        meant: Option<String>,
        known: Vec<Name>,
    },
    /// A concept that the vocabulary does not declare.
    #[error("there is no concept `{given}`")]
    UnknownConcept { given: String, meant: Vec<String> },
    /// A day that does not exist, or no date at all.
    #[error(transparent)]
    Date(DateError),
    /// No amount of money.
    #[error(transparent)]
    Money(MoneyParseError),
    /// No decimal number.
    #[error(transparent)]
    Number(MoneyParseError),
    /// No whole number.
    #[error("`{0}` is not a whole number")]
    Count(String),
    /// No percentage.
    #[error(transparent)]
    Percent(PercentError),
    /// No period.
    #[error(transparent)]
    Duration(DurationError),
    /// Neither yes nor no.
    #[error("`{given}` is neither `yes` nor `no`")]
    Truth { given: String },
    /// Neither `holds` nor `does_not_hold`.
    #[error("`{given}` is neither `holds` nor `does_not_hold`")]
    Judgement { given: String },
    /// No number of a provision.
    #[error(transparent)]
    Provision(NotAClauseId),
    /// `20.10` without quotes.
    #[error(
        "the number of a provision that looks like a decimal must be quoted: other programs read `{text}` as a number"
    )]
    ProvisionNeedsQuotes { text: String },
    /// `invoice: 2024.10` without quotes.
    #[error(
        "a name that looks like a decimal must be quoted: other programs read `{text}` as a number"
    )]
    NameNeedsQuotes { text: String },
    /// `”8.3”`
    #[error("`{text}` stands in curly quotation marks, which are read as letters")]
    CurlyQuotes { text: String, inner: String },
    /// A name given to two things.
    #[error("`{name}` is the name of two things")]
    NameTwice { name: Name, first: Span },
    /// A name that nothing bears.
    #[error("nothing in this timeline is called `{name}`")]
    RefersToNothing {
        name: Name,
        meant: Option<String>,
        wanted: Vec<Name>,
    },
    /// A name that something of another kind bears.
    #[error(
        "`{name}` is what `{is}` brought about, but `{field}` refers to what {} brings about",
        one_of(wanted)
    )]
    RefersToWrongKind {
        name: Name,
        field: Name,
        is: Name,
        wanted: Vec<Name>,
        defined: Span,
    },
    /// An event dated before the thing it refers to.
    #[error(
        "this event is dated {date}, before `{name}`, to which it refers, came about on {came_about}"
    )]
    BeforeItsThing {
        name: Name,
        date: Date,
        came_about: Date,
        defined: Span,
    },
    /// An event above the thing it refers to, on the same day.
    #[error("this event refers to `{name}`, which stands below it on the same day")]
    AboveItsThing { name: Name, defined: Span },
    /// A service label that occurs nowhere before.
    #[error("no earlier event speaks of a service `{label}`")]
    ServiceNotMentioned {
        label: String,
        first: Option<Date>,
        meant: Option<String>,
    },
    /// `amount: -5.00` of a payment.
    #[error("`{field}` is below zero")]
    BelowZero { field: Name },
    /// An act of nobody.
    #[error("`{event}` does not tell who does it")]
    ActorMissing { event: Name },
    /// None or several of fields of which exactly one must be given.
    #[error(
        "{of} must tell exactly one of {}, but tells {}",
        one_of(fields),
        none_or(given)
    )]
    ExactlyOne {
        of: String,
        given: Vec<Name>,
        fields: Vec<Name>,
    },
    /// `2400.00 + 504.00 = 2904.01`
    #[error("{} is {}, but `{whole}` is {}", plus(parts), sum.to_clause_style(), stated.to_clause_style())]
    Sum {
        parts: Vec<Name>,
        sum: Money,
        whole: Name,
        stated: Money,
    },
    /// Lines that do not come to the amount of the invoice.
    #[error("`{list}` add up to {}, but `{whole}` is {}", sum.to_clause_style(), stated.to_clause_style())]
    ListSum {
        list: Name,
        sum: Money,
        whole: Name,
        stated: Money,
    },
    /// Amounts that cannot be added.
    #[error(transparent)]
    Arithmetic(MoneyError),
    /// A declaration that arrives before it leaves.
    #[error("this was sent on {sent} but received on {received}")]
    ReceivedBeforeSent { sent: Date, received: Date },
    /// `period_from: 2025-05-01, period_to: 2025-04-01`
    #[error("`{}` ({}) lies before `{}` ({})", last.0, last.1, first.0, first.1)]
    OutOfOrder {
        first: (Name, Date),
        last: (Name, Date),
    },
}

impl TimelineError {
    /// Whether it says that a value cannot be what its key asks for, or that a key is none of the type that was meant: so much can
    /// be said of an event whose type is only guessed. What such an event lacks the guess alone may make wrong.
    pub fn is_of_form(&self) -> bool {
        match self {
            Self::UnknownKey { .. }
            | Self::NoValue { .. }
            | Self::DecimalComma { .. }
            | Self::Date(_)
            | Self::Money(_)
            | Self::Number(_)
            | Self::Count(_)
            | Self::Percent(_)
            | Self::Duration(_)
            | Self::Truth { .. }
            | Self::Judgement { .. }
            | Self::Provision(_)
            | Self::ProvisionNeedsQuotes { .. }
            | Self::NameNeedsQuotes { .. }
            | Self::CurlyQuotes { .. }
            | Self::NameTwice { .. }
            | Self::UnknownParty { .. }
            | Self::UnknownForm { .. }
            | Self::UnknownConcept { .. }
            | Self::RefersToNothing { .. }
            | Self::BeforeItsThing { .. }
            | Self::OutOfOrder { .. }
            | Self::ReceivedBeforeSent { .. } => true,
            Self::TooLarge { .. }
            | Self::TooManyValues { .. }
            | Self::TooDeep { .. }
            | Self::NotReadable { .. }
            | Self::Alias
            | Self::Tag { .. }
            | Self::SecondDocument
            | Self::KeyNotText
            | Self::KeyTwice { .. }
            | Self::Empty
            | Self::EventsAboveLines
            | Self::EventBelowExpect
            | Self::Shape { .. }
            | Self::Missing { .. }
            | Self::UnknownEventType { .. }
            | Self::UnknownValue { .. }
            | Self::RefersToWrongKind { .. }
            | Self::AboveItsThing { .. }
            | Self::ServiceNotMentioned { .. }
            | Self::BelowZero { .. }
            | Self::ActorMissing { .. }
            | Self::ExactlyOne { .. }
            | Self::Sum { .. }
            | Self::ListSum { .. }
            | Self::Arithmetic(_) => false,
        }
    }
}

fn words(names: &[Name]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some((only, _)) => only.clone(),
        None => "nothing".to_owned(),
    }
}

fn one_of(names: &[Name]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" or ")
}

fn none_or(given: &[Name]) -> String {
    if given.is_empty() {
        "none".to_owned()
    } else {
        words(given)
    }
}

fn plus(parts: &[Name]) -> String {
    let quoted: Vec<String> = parts.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" plus ")
}
