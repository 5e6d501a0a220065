//! From nodes to what they mean.

mod amounts;
mod event;
mod expectation;
mod fields;
mod header;
mod opened;
mod party;
mod reference;
mod scalar;
mod untyped;
mod value;

use crate::check::schema::Schema;
use crate::source::{LineIndex, Problem, Source};
use crate::timeline::error::Problems;
use crate::timeline::register::Register;
use crate::timeline::text::{Document, Node};
use crate::timeline::{Event, Timeline};

pub use opened::OpenedTimeline;

/// Reads a timeline and checks it against the types of facts; everything that is wrong comes back at once, by place.
pub fn read_timeline(source: &Source, schema: &Schema) -> Result<Timeline, Vec<Problem>> {
    OpenedTimeline::open(source)?.read(schema)
}

/// What the readers of all parts share.
struct Reader<'a> {
    schema: &'a Schema,
    parties: party::Parties,
    register: Register,
    lines: LineIndex,
    problems: &'a mut Problems,
}

fn read_document(
    source: &Source,
    document: &Document<'_>,
    schema: &Schema,
    problems: &mut Problems,
) -> Option<Timeline> {
    let header = header::read(&document.header, schema, document.lines.is_some(), problems)?;
    let nodes: &[Node<'_>] = document.lines.as_deref().unwrap_or(&header.events);
    let register = Register::new(nodes, schema, problems);
    let parties = party::Parties::new(schema, &header);
    let mut reader = Reader {
        schema,
        parties,
        register,
        lines: LineIndex::new(&source.text),
        problems,
    };
    let mut events: Vec<Event> = nodes
        .iter()
        .enumerate()
        .filter_map(|(seq, node)| reader.event(seq, node))
        .collect();
    events.sort_by_key(|event| (event.date, event.seq));
    Some(Timeline {
        terms: header.terms,
        as_of: header.as_of,
        supplier: header.supplier,
        client: header.client,
        others: header.others,
        readings: header.readings,
        events,
        expectations: expectation::read(&header.expect, problems),
        places: header.places,
        warnings: Vec::new(),
    })
}
