//! What stands at the place of a problem, and at the other place that it is about.

use super::{TimelineError, one_of};
use crate::source::Span;

impl TimelineError {
    /// A few words that say why here; often the message says it all.
    pub fn label(&self) -> String {
        match self {
            Self::KeyTwice { .. } => "again here".to_owned(),
            Self::NameTwice { .. } => "given again here".to_owned(),
            Self::Shape { found, .. } => (*found).to_owned(),
            Self::UnknownKey { .. } => "not known here".to_owned(),
            Self::Missing { field, .. } => format!("`{field}` is missing"),
            Self::ActorMissing { .. } => "`by` is missing".to_owned(),
            Self::RefersToNothing { wanted, .. } if wanted.is_empty() => {
                "refers to nothing".to_owned()
            }
            Self::RefersToNothing { wanted, .. } => {
                format!("refers to what {} brings about", one_of(wanted))
            }
            Self::RefersToWrongKind { .. } => "refers to another kind of thing".to_owned(),
            Self::BeforeItsThing { date, .. } => format!("dated {date}"),
            Self::AboveItsThing { .. } => "refers to it here".to_owned(),
            Self::Sum { .. } | Self::ListSum { .. } => "does not add up".to_owned(),
            Self::TooLarge { .. }
            | Self::TooManyValues { .. }
            | Self::TooDeep { .. }
            | Self::NotReadable { .. }
            | Self::Alias
            | Self::Tag { .. }
            | Self::SecondDocument
            | Self::KeyNotText
            | Self::Empty
            | Self::EventsAboveLines
            | Self::NoValue { .. }
            | Self::BelowZero { .. }
            | Self::UnknownEventType { .. }
            | Self::UnknownValue { .. }
            | Self::UnknownParty { .. }
            | Self::UnknownForm { .. }
            | Self::UnknownConcept { .. }
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
            | Self::ServiceNotMentioned { .. }
            | Self::ExactlyOne { .. }
            | Self::Arithmetic(_)
            | Self::ReceivedBeforeSent { .. } => String::new(),
        }
    }

    /// The other place that the problem is about.
    pub fn other_place(&self) -> Option<(Span, String)> {
        match self {
            Self::KeyTwice { first, .. } => Some((*first, "first given here".to_owned())),
            Self::NameTwice { first, name } => {
                Some((*first, format!("`{name}` is named here first")))
            }
            Self::RefersToWrongKind { defined, name, .. }
            | Self::AboveItsThing { defined, name } => {
                Some((*defined, format!("`{name}` is named here")))
            }
            Self::BeforeItsThing {
                defined,
                came_about,
                ..
            } => Some((*defined, format!("came about on {came_about}"))),
            _ => None,
        }
    }
}
