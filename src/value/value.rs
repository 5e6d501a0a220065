//! The value of a field, a parameter, an assessment.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{ClauseId, Date, Duration, Money, Name, Percent, Truth, stored};

/// Whatever a timeline or a clause can say about something.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Value {
    /// `yes`, `no`; `holds`, `does_not_hold`
    Truth(Truth),
    /// `1000.00`, `EUR 1,000.00`
    Money(Money),
    /// `2%`
    Percent(Percent),
    /// `0.75`
    Number(Decimal),
    /// `2025-01-31`
    Date(
        #[borsh(
            serialize_with = "stored::write_date",
            deserialize_with = "stored::read_date"
        )]
        Date,
    ),
    /// `14 days`
    Duration(Duration),
    /// Words without a meaning of their own.
    Text(String),
    /// One of the values that a field declares: `price`
    Symbol(Name),
    /// The name of a thing in the timeline: `W1`
    Reference(Name),
    /// `supplier`, or a joint debtor by name
    Party(Name),
    /// `registered_letter`
    Form(Name),
    /// `8.3`
    Provision(ClauseId),
    /// `website`
    Service(String),
    /// `justified_doubt_creditworthiness`
    Concept(Name),
    /// Several values.
    List(Vec<Self>),
    /// Values by field: a line of an invoice.
    Record(IndexMap<Name, Self>),
}

impl Value {
    /// The amount, if it is one.
    pub fn as_money(&self) -> Option<Money> {
        if let Self::Money(money) = self {
            Some(*money)
        } else {
            None
        }
    }

    /// The day, if it is one.
    pub fn as_date(&self) -> Option<Date> {
        if let Self::Date(date) = self {
            Some(*date)
        } else {
            None
        }
    }

    /// The truth, if it is one.
    pub fn as_truth(&self) -> Option<Truth> {
        if let Self::Truth(truth) = self {
            Some(*truth)
        } else {
            None
        }
    }

    /// The period, if it is one.
    pub fn as_duration(&self) -> Option<Duration> {
        if let Self::Duration(duration) = self {
            Some(*duration)
        } else {
            None
        }
    }

    /// The name of the thing, the party, the form, the concept or the declared value, if it is one of these.
    pub fn as_name(&self) -> Option<&Name> {
        match self {
            Self::Symbol(name)
            | Self::Reference(name)
            | Self::Party(name)
            | Self::Form(name)
            | Self::Concept(name) => Some(name),
            Self::Truth(_)
            | Self::Money(_)
            | Self::Percent(_)
            | Self::Number(_)
            | Self::Date(_)
            | Self::Duration(_)
            | Self::Text(_)
            | Self::Provision(_)
            | Self::Service(_)
            | Self::List(_)
            | Self::Record(_) => None,
        }
    }

    /// The values of a list; the value itself, alone, when it is none.
    pub fn items(&self) -> &[Self] {
        if let Self::List(items) = self {
            items
        } else {
            std::slice::from_ref(self)
        }
    }
}

/// For people: money as clause files write it, names in words.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth(truth) => truth.fmt(f),
            Self::Money(money) => f.pad(&money.to_clause_style()),
            Self::Percent(percent) => percent.fmt(f),
            Self::Number(number) => f.pad(&number.to_string()),
            Self::Date(date) => f.pad(&date.to_string()),
            Self::Duration(duration) => duration.fmt(f),
            Self::Text(text) | Self::Service(text) => f.pad(text),
            Self::Symbol(name) | Self::Party(name) | Self::Form(name) | Self::Concept(name) => {
                f.pad(&name.in_words())
            }
            Self::Reference(name) => name.fmt(f),
            Self::Provision(id) => id.fmt(f),
            Self::List(items) => f.pad(
                &items
                    .iter()
                    .map(Self::to_string)
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
            Self::Record(fields) => f.pad(&record_in_words(fields)),
        }
    }
}

fn record_in_words(fields: &IndexMap<Name, Value>) -> String {
    fields
        .iter()
        .map(|(name, value)| format!("{} {value}", name.in_words()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// As a timeline writes it: amounts and names as text.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Truth(truth) => Serialize::serialize(truth, serializer),
            Self::Money(money) => Serialize::serialize(money, serializer),
            Self::Percent(percent) => Serialize::serialize(percent, serializer),
            Self::Number(number) => serializer.collect_str(number),
            Self::Date(date) => serializer.collect_str(date),
            Self::Duration(duration) => Serialize::serialize(duration, serializer),
            Self::Text(text) | Self::Service(text) => serializer.serialize_str(text),
            Self::Symbol(name)
            | Self::Reference(name)
            | Self::Party(name)
            | Self::Form(name)
            | Self::Concept(name) => Serialize::serialize(name, serializer),
            Self::Provision(id) => Serialize::serialize(id, serializer),
            Self::List(items) => Serialize::serialize(items, serializer),
            Self::Record(fields) => Serialize::serialize(fields, serializer),
        }
    }
}
