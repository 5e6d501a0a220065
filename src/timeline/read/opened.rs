//! A timeline between its two readings: its form is known, its facts are not yet held against the vocabulary.
//!
//! Which vocabulary that is depends on the terms that the file itself names.

use indexmap::IndexMap;

use super::{expectation, header, read_document};
use crate::check::schema::Schema;
use crate::source::{Problem, Source, Span};
use crate::timeline::error::Problems;
use crate::timeline::text::{self, Document, Node};
use crate::timeline::{Expectation, Timeline};
use crate::value::Name;

/// A file whose form has been read.
pub struct OpenedTimeline<'t> {
    source: &'t Source,
    document: Document<'t>,
    problems: Problems,
}

impl<'t> OpenedTimeline<'t> {
    /// Reads the form of a file. What is wrong with it comes back from [`OpenedTimeline::read`], unless nothing of it can be used.
    pub fn open(source: &'t Source) -> Result<Self, Vec<Problem>> {
        let mut problems = Problems::default();
        if let Some(document) = text::read(source, &mut problems) {
            return Ok(Self {
                source,
                document,
                problems,
            });
        }
        let (errors, warnings) = problems.into_errors_and_warnings();
        Err([errors, warnings].concat())
    }

    /// The terms that the file names, and where; absent when it names none or not in words.
    pub fn terms(&self) -> Option<(&str, Span)> {
        let node = self.document.header.get("terms")?;
        node.text().map(|text| (text, node.span))
    }

    /// Whether the file may name its terms in a part that cannot be read, or has no header at all.
    pub fn has_lost_its_terms(&self) -> bool {
        self.document.header.entries().is_none() || self.problems.is_unread("terms")
    }

    /// The readings that the file chooses, as far as they are words, and where it does.
    pub fn readings(&self) -> (IndexMap<Name, Name>, IndexMap<Name, Span>) {
        let node = self.document.header.get("readings");
        header::readings(node, &mut Problems::default())
    }

    /// What the file expects, as far as it can be read.
    pub fn expectations(&self) -> Vec<Expectation> {
        let blocks = self.document.header.get("expect").map(Node::items);
        expectation::read(blocks.unwrap_or_default(), &mut Problems::default())
    }

    /// Holds the file against the types of facts; everything that is wrong comes back at once, by place.
    pub fn read(mut self, schema: &Schema) -> Result<Timeline, Vec<Problem>> {
        let timeline = read_document(self.source, &self.document, schema, &mut self.problems);
        let (errors, warnings) = self.problems.into_errors_and_warnings();
        match timeline {
            Some(timeline) if errors.is_empty() => Ok(Timeline {
                warnings,
                ..timeline
            }),
            Some(_) | None => Err([errors, warnings].concat()),
        }
    }
}
