//! The code of each problem, and how much it matters.

use super::TimelineError;
use crate::source::Severity;

impl TimelineError {
    /// The words that stand above the message and find its page.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } | Self::TooManyValues { .. } | Self::TooDeep { .. } => {
                "timeline-too-large"
            }
            Self::NotReadable { .. } => "timeline-not-readable",
            Self::Alias | Self::Tag { .. } => "timeline-not-plain",
            Self::SecondDocument => "two-timelines-in-a-file",
            Self::KeyNotText => "key-not-a-word",
            Self::KeyTwice { .. } => "key-given-twice",
            Self::Empty | Self::NoValue { .. } => "no-value",
            Self::Shape { .. } => "wrong-shape",
            Self::UnknownKey { .. } | Self::EventsAboveLines | Self::EventBelowExpect => {
                "unknown-key"
            }
            Self::Missing { .. } => "field-missing",
            Self::UnknownEventType { .. } => "unknown-event-type",
            Self::UnknownValue { .. } => "unknown-value",
            Self::UnknownParty { .. } => "unknown-party",
            Self::UnknownForm { .. } => "unknown-form",
            Self::UnknownConcept { .. } => "unknown-concept",
            Self::Date(_) => "no-such-date",
            Self::Money(_) => "no-amount",
            Self::Number(_) | Self::Count(_) | Self::DecimalComma { .. } => "no-number",
            Self::Percent(_) => "no-percentage",
            Self::Duration(_) => "no-period",
            Self::Truth { .. } | Self::Judgement { .. } => "neither-yes-nor-no",
            Self::Provision(_) => "no-provision",
            Self::ProvisionNeedsQuotes { .. }
            | Self::NameNeedsQuotes { .. }
            | Self::CurlyQuotes { .. } => "needs-quotes",
            Self::NameTwice { .. } => "name-given-twice",
            Self::RefersToNothing { .. } => "refers-to-nothing",
            Self::RefersToWrongKind { .. } => "refers-to-wrong-kind",
            Self::BeforeItsThing { .. } | Self::AboveItsThing { .. } => "before-its-thing",
            Self::ServiceNotMentioned { .. } => "service-not-mentioned",
            Self::BelowZero { .. } => "amount-below-zero",
            Self::ActorMissing { .. } => "actor-missing",
            Self::ExactlyOne { .. } => "exactly-one-of",
            Self::Sum { .. } | Self::ListSum { .. } | Self::Arithmetic(_) => "does-not-add-up",
            Self::ReceivedBeforeSent { .. } => "received-before-sent",
            Self::OutOfOrder { .. } => "days-out-of-order",
        }
    }

    /// Whether the timeline cannot be used because of it.
    pub fn severity(&self) -> Severity {
        if matches!(self, Self::AboveItsThing { .. }) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}
