//! What stands at the place of a problem, and at the other place that it is about.

use super::{TimelineError, one_of};
use crate::source::Span;

impl TimelineError {
    /// A few words that say why at `span`, where the problem stands (often the message says it all), and the other place
    /// that it is about.
    pub fn labels(&self, span: Span) -> Vec<(Span, String)> {
        let here = |words: &str| vec![(span, words.to_owned())];
        let both = |words: String, other: Span, there: String| vec![(span, words), (other, there)];
        match self {
            Self::KeyTwice { first, .. } => both(
                "again here".to_owned(),
                *first,
                "first given here".to_owned(),
            ),
            Self::NameTwice { first, name } => both(
                "given again here".to_owned(),
                *first,
                format!("`{name}` is named here first"),
            ),
            Self::Shape { found, .. } => here(found),
            Self::UnknownKey { .. } => here("not known here"),
            Self::Missing { field, .. } => here(&format!("`{field}` is missing")),
            Self::ActorMissing { .. } => here("`by` is missing"),
            Self::RefersToNothing { wanted, .. } if wanted.is_empty() => here("refers to nothing"),
            Self::RefersToNothing { wanted, .. } => {
                here(&format!("refers to what {} brings about", one_of(wanted)))
            }
            Self::RefersToWrongKind { defined, name, .. } => both(
                "refers to another kind of thing".to_owned(),
                *defined,
                format!("`{name}` is named here"),
            ),
            Self::BeforeItsThing {
                date,
                defined,
                came_about,
                ..
            } => both(
                format!("dated {date}"),
                *defined,
                format!("came about on {came_about}"),
            ),
            Self::AboveItsThing { defined, name } => both(
                "refers to it here".to_owned(),
                *defined,
                format!("`{name}` is named here"),
            ),
            Self::UnknownEventType {
                read_as: Some(ty), ..
            } => here(&format!("the rest of this event is read as `{ty}`")),
            Self::Sum { .. } | Self::ListSum { .. } => here("does not add up"),
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
            | Self::EventBelowExpect
            | Self::NoValue { .. }
            | Self::DecimalComma { .. }
            | Self::BelowZero { .. }
            | Self::CurlyQuotes { .. }
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
            | Self::ReceivedBeforeSent { .. }
            | Self::OutOfOrder { .. } => here(""),
        }
    }
}
