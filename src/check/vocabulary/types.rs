//! The types of what a phrase can mean, and which of them stand in for each other.

use std::fmt;

use crate::check::program::Sort;
use crate::check::schema::FieldType;
use crate::check::vocabulary::with_article;
use crate::value::Name;

/// The type of a noun phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `the client`
    Party,
    /// `the claim`
    Claim,
    /// `the obligation`
    Obligation,
    /// `the agreement`
    Agreement,
    /// `5.d`
    Provision,
    /// `hosting`
    Service,
    /// What an event of one of these types brings about; none named: any event.
    Thing(Vec<Name>),
    /// `the line`
    Record(Name),
    /// `EUR 150.00`
    Money,
    /// `2025-01-31`
    Date,
    /// `3`, `0.5`
    Number,
    /// `15%`
    Percent,
    /// `15 days`
    Duration,
    /// `"…"`
    Text,
    /// `yes`
    Truth,
    /// `registered letter`
    Form,
    /// `the table of 6:119 BW`
    Table,
    /// One of the values that a field declares.
    Symbol(Vec<Name>),
    /// A list of these.
    List(Box<Type>),
    /// One of several types.
    Either(Vec<Type>),
    /// Not known before a run: the value of a special term.
    Any,
}

impl Type {
    /// The type of a field of an event.
    pub fn of_field(field: &FieldType) -> Self {
        match field {
            FieldType::Date => Self::Date,
            FieldType::Money => Self::Money,
            FieldType::Decimal | FieldType::Count => Self::Number,
            FieldType::Percent => Self::Percent,
            FieldType::Duration => Self::Duration,
            FieldType::Truth => Self::Truth,
            FieldType::Text => Self::Text,
            FieldType::OneOf(values) => Self::Symbol(values.clone()),
            FieldType::Reference(events) => Self::Thing(events.clone()),
            FieldType::List(of) => Self::List(Box::new(Self::of_field(of))),
            FieldType::Party => Self::Party,
            FieldType::Form => Self::Form,
            FieldType::Provision => Self::Provision,
            FieldType::Service => Self::Service,
            FieldType::Concept | FieldType::Any => Self::Any,
            FieldType::Record(_) => Self::Record(Name::new("")),
            FieldType::Either(all) => Self::Either(all.iter().map(Self::of_field).collect()),
        }
    }

    /// The type of a field that holds such a value; none for what only a run knows.
    pub fn as_field(&self) -> Option<FieldType> {
        Some(match self {
            Self::Date => FieldType::Date,
            Self::Money => FieldType::Money,
            Self::Number => FieldType::Decimal,
            Self::Percent => FieldType::Percent,
            Self::Duration => FieldType::Duration,
            Self::Truth => FieldType::Truth,
            Self::Symbol(values) => FieldType::OneOf(values.clone()),
            Self::Party
            | Self::Claim
            | Self::Obligation
            | Self::Agreement
            | Self::Provision
            | Self::Service
            | Self::Thing(_)
            | Self::Record(_)
            | Self::Text
            | Self::Form
            | Self::Table
            | Self::List(_)
            | Self::Either(_)
            | Self::Any => return None,
        })
    }

    /// The sort of a variable of this type.
    pub fn sort(&self) -> Sort {
        match self {
            Self::Party => Sort::Party,
            Self::Claim => Sort::Claim,
            Self::Obligation => Sort::Obligation,
            Self::Agreement => Sort::Agreement,
            Self::Provision => Sort::Provision,
            Self::Service => Sort::Service,
            Self::Thing(events) => Sort::Thing(events.clone()),
            Self::Record(name) => Sort::Record(name.clone()),
            Self::List(of) => of.sort(),
            Self::Either(all) => all.first().map_or(Sort::Thing(Vec::new()), Self::sort),
            Self::Money
            | Self::Date
            | Self::Number
            | Self::Percent
            | Self::Duration
            | Self::Text
            | Self::Truth
            | Self::Form
            | Self::Table
            | Self::Symbol(_)
            | Self::Any => Sort::Value(Name::new(self.kernel_name())),
        }
    }

    /// The type of a sort of the program.
    pub fn of_sort(sort: &Sort) -> Self {
        match sort {
            Sort::Party => Self::Party,
            Sort::Claim => Self::Claim,
            Sort::Obligation => Self::Obligation,
            Sort::Agreement => Self::Agreement,
            Sort::Provision => Self::Provision,
            Sort::Service => Self::Service,
            Sort::Thing(events) => Self::Thing(events.clone()),
            Sort::Record(name) => Self::Record(name.clone()),
            Sort::Value(name) => Self::of_kernel_name(name.as_str()),
        }
    }

    fn of_kernel_name(name: &str) -> Self {
        match name {
            "money" => Self::Money,
            "date" => Self::Date,
            "number" => Self::Number,
            "percent" => Self::Percent,
            "duration" => Self::Duration,
            "text" => Self::Text,
            "truth" => Self::Truth,
            "form" => Self::Form,
            "table" => Self::Table,
            _other => Self::Any,
        }
    }

    fn kernel_name(&self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Date => "date",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Duration => "duration",
            Self::Text => "text",
            Self::Truth => "truth",
            Self::Form => "form",
            Self::Table => "table",
            Self::Symbol(_) => "symbol",
            Self::Party
            | Self::Claim
            | Self::Obligation
            | Self::Agreement
            | Self::Provision
            | Self::Service
            | Self::Thing(_)
            | Self::Record(_)
            | Self::List(_)
            | Self::Either(_)
            | Self::Any => "any",
        }
    }

    /// Whether it is a claim, an obligation or a thing: these stand for each other.
    pub fn is_relational(&self) -> bool {
        match self {
            Self::Claim | Self::Obligation | Self::Thing(_) => true,
            Self::Either(all) => all.iter().any(Self::is_relational),
            _ => false,
        }
    }

    /// Whether something of this type is something of the wanted one, without one standing for another.
    pub fn fits_directly(&self, wanted: &Self) -> bool {
        let crosses = match (self, wanted) {
            (Self::Claim, other) | (other, Self::Claim) => {
                *other != Self::Claim && other.is_relational()
            }
            (Self::Obligation, other) | (other, Self::Obligation) => {
                *other != Self::Obligation && other.is_relational()
            }
            _ => false,
        };
        !crosses && self.fits(wanted)
    }

    /// Whether something of this type can stand where `wanted` is asked for.
    pub fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::Either(all), _) => all.iter().any(|one| one.fits(wanted)),
            (_, Self::Either(all)) => all.iter().any(|one| self.fits(one)),
            (Self::Claim | Self::Obligation | Self::Agreement, Self::Thing(things))
            | (Self::Thing(things), Self::Agreement) => things.is_empty(),
            (Self::Thing(ours), Self::Thing(theirs)) => {
                ours.is_empty() || theirs.is_empty() || ours.iter().any(|one| theirs.contains(one))
            }
            (Self::Thing(_) | Self::Claim | Self::Obligation, Self::Claim | Self::Obligation) => {
                true
            }
            (Self::List(ours), Self::List(theirs)) => ours.fits(theirs),
            (Self::Symbol(ours), Self::Symbol(theirs)) => {
                ours.iter().any(|one| theirs.contains(one))
            }
            _ => self == wanted,
        }
    }
}

/// For people.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Party => "a party",
            Self::Claim => "a claim",
            Self::Obligation => "an obligation",
            Self::Agreement => "an agreement",
            Self::Provision => "a provision",
            Self::Service => "a service",
            Self::Thing(events) if events.is_empty() => "a thing",
            Self::Thing(events) => {
                let names: Vec<String> = events.iter().map(Name::in_words).collect();
                return write!(f, "a thing that comes of {}", names.join(" or "));
            }
            Self::Record(name) => return f.write_str(&with_article(&name.in_words())),
            Self::Money => "an amount of money",
            Self::Date => "a date",
            Self::Number => "a number",
            Self::Percent => "a percentage",
            Self::Duration => "a period",
            Self::Text => "a text",
            Self::Truth => "yes or no",
            Self::Form => "a form",
            Self::Table => "a table",
            Self::Symbol(values) => {
                let names: Vec<String> = values.iter().map(Name::in_words).collect();
                return write!(f, "one of {}", names.join(", "));
            }
            Self::List(of) => return write!(f, "a list (of {of})"),
            Self::Either(all) => {
                let names: Vec<String> = all.iter().map(ToString::to_string).collect();
                return f.write_str(&names.join(" or "));
            }
            Self::Any => "any value",
        };
        f.write_str(words)
    }
}
