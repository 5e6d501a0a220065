//! What rules speak of while they are evaluated: amounts, days, words, and the things of the relation, by number.

use std::rc::Rc;

use crate::engine::names::Symbol;
use crate::value::{Date, Decimal, Duration, Money, Percent};

/// An event that has happened, and with it the thing that it brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(u32);

/// An obligation that has arisen; a claim is an obligation to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObligationId(u32);

impl FactId {
    /// The event at a place of the list of all events.
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).expect("fewer than four billion events"))
    }

    /// Its place in the list of all events.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

impl ObligationId {
    /// The obligation at a place of the list of all obligations.
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).expect("fewer than four billion obligations"))
    }

    /// Its place in the list of all obligations.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

/// The value of an expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Item {
    /// A variable that stands for nothing yet.
    Unbound,
    /// No one has said.
    NotStated,
    /// It rests on an open concept.
    Undetermined,
    /// `yes`, `no`
    Truth(bool),
    /// An amount.
    Money(Money),
    /// A percentage.
    Percent(Percent),
    /// A number.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// A period.
    Duration(Duration),
    /// A declared value, a form, a service, a provision, a text: what counts is the word.
    Word(Symbol),
    /// A party.
    Party(Symbol),
    /// What an event brought about.
    Thing(FactId),
    /// An obligation, or the claim that it is.
    Obligation(ObligationId),
    /// An agreement, by its name.
    Agreement(Symbol),
    /// Several.
    List(Rc<[Item]>),
    /// Values by field.
    Record(Rc<[(Symbol, Item)]>),
}

impl Item {
    /// Whether it is a value at all.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unbound | Self::NotStated | Self::Undetermined)
    }

    /// The amount, if it is one.
    pub fn money(&self) -> Option<Money> {
        if let Self::Money(money) = self {
            Some(*money)
        } else {
            None
        }
    }

    /// The day, if it is one.
    pub fn date(&self) -> Option<Date> {
        if let Self::Date(date) = self {
            Some(*date)
        } else {
            None
        }
    }

    /// The party, if it is one.
    pub fn party(&self) -> Option<Symbol> {
        if let Self::Party(party) = self {
            Some(*party)
        } else {
            None
        }
    }

    /// The members of a list; a value that is no list is its own only member; what is not stated has none.
    pub fn members(&self) -> Vec<Self> {
        match self {
            Self::List(items) => items.to_vec(),
            Self::Unbound | Self::NotStated | Self::Undetermined => Vec::new(),
            Self::Truth(_)
            | Self::Money(_)
            | Self::Percent(_)
            | Self::Number(_)
            | Self::Date(_)
            | Self::Duration(_)
            | Self::Word(_)
            | Self::Party(_)
            | Self::Thing(_)
            | Self::Obligation(_)
            | Self::Agreement(_)
            | Self::Record(_) => vec![self.clone()],
        }
    }
}
