//! A named text, and the texts of a run.

use super::{SourceId, Span};

/// A clause file or a timeline: its name as it is shown in messages, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its number among the sources of the run.
    pub id: SourceId,
    /// The name that messages show, usually the path as the user wrote it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source that stands alone (number 0).
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: SourceId::default(),
            name: name.into(),
            text: text.into(),
        }
    }

    /// The bytes `start..end` of this source.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.id, start, end)
    }

    /// The whole text as a span.
    pub fn whole(&self) -> Span {
        self.span(0, self.text.len())
    }
}

/// The texts of a run, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Adds a text and gives it the next number.
    ///
    /// # Panics
    /// When more than four thousand million sources are added.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(
            u32::try_from(self.all.len()).expect("a run has fewer sources than a u32 can number"),
        );
        self.all.push(Source {
            id,
            name: name.into(),
            text: text.into(),
        });
        id
    }

    /// The source with that number, if it is one of these.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.all.iter().find(|source| source.id == id)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.all.iter()
    }

    /// The words that a span covers; empty when its source is not one of these.
    pub fn words(&self, span: Span) -> &str {
        self.get(span.source)
            .map_or("", |source| span.of(&source.text))
    }
}

impl From<Source> for Sources {
    fn from(source: Source) -> Self {
        Self { all: vec![source] }
    }
}
