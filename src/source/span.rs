//! A range of bytes in a source.

use borsh::{BorshDeserialize, BorshSerialize};

/// Which source of a run a span lies in; the first source of a [`Sources`](super::Sources) has number 0.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    BorshSerialize,
    BorshDeserialize,
)]
pub struct SourceId(pub u32);

/// A range of bytes: from `start` up to but not including `end`, both on a character boundary of the source.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    BorshSerialize,
    BorshDeserialize,
)]
pub struct Span {
    /// The source it lies in.
    pub source: SourceId,
    /// The offset of its first byte.
    pub start: usize,
    /// The offset after its last byte.
    pub end: usize,
}

impl Span {
    /// The bytes `start..end` of a source.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self {
            source,
            start,
            end: end.max(start),
        }
    }

    /// An empty span: a place between two characters.
    pub fn at(source: SourceId, offset: usize) -> Self {
        Self::new(source, offset, offset)
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it is a place rather than a range.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether another place lies in this one.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }

    /// From the start of this span to the end of the other; both lie in the same source.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(
            self.source,
            self.start.min(other.start),
            self.end.max(other.end),
        )
    }

    /// The same span, `offset` bytes further on: a piece of a text was parsed on its own.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.source, self.start + offset, self.end + offset)
    }

    /// The words it covers; `text` is the text of its source.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}
