//! Rows: what two lists say of the same matter stands in one.

use indexmap::IndexMap;

use super::{Entry, Row};

/// Rows under way, in the order in which their matters were first spoken of.
pub(super) struct Rows {
    rows: IndexMap<String, Row>,
}

impl Rows {
    /// No rows yet.
    pub(super) fn new() -> Self {
        Self {
            rows: IndexMap::new(),
        }
    }

    /// What one side brings of a matter that is known by a key. What other words call it stands beside the first: each reader looks for
    /// his own.
    pub(super) fn add(&mut self, side: usize, key: String, what: &str, entry: Entry) {
        let row = self.rows.entry(key).or_insert_with(|| Row {
            what: what.to_owned(),
            sides: [Vec::new(), Vec::new()],
            only: None,
        });
        if row.what != what {
            row.what = either(&row.what, what);
        }
        let entries = &mut row.sides[side];
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }

    /// What a side brings only where it has nothing yet and the other side speaks of the matter.
    pub(super) fn complete(&mut self, side: usize, key: &str, entries: Vec<Entry>) {
        if let Some(row) = self.rows.get_mut(key)
            && row.sides[side].is_empty()
        {
            row.sides[side] = entries;
        }
    }

    /// A row for a matter of which both sides speak, though neither has brought anything of it yet.
    pub(super) fn name(&mut self, key: String, what: &str) {
        self.rows.entry(key).or_insert_with(|| Row {
            what: what.to_owned(),
            sides: [Vec::new(), Vec::new()],
            only: None,
        });
    }

    /// The keys of the matters spoken of so far.
    pub(super) fn keys(&self) -> Vec<String> {
        self.rows.keys().cloned().collect()
    }

    /// One side does not speak of a matter at all: that is no fact of the case.
    pub(super) fn unknown_to(&mut self, side: usize, key: &str) {
        if let Some(row) = self.rows.get_mut(key)
            && row.sides[side].is_empty()
        {
            row.only = Some(1 - side);
        }
    }

    /// The rows.
    pub(super) fn finish(self) -> Vec<Row> {
        self.rows.into_values().collect()
    }

    /// The rows, in the order of what they are about.
    pub(super) fn sorted(self) -> Vec<Row> {
        let mut rows = self.finish();
        rows.sort_by(|one, other| one.what.cmp(&other.what));
        rows
    }
}

/// `The supplier may disable the access or close the account`: what a row is about in the words of both sides.
fn either(one: &str, other: &str) -> String {
    let act = other
        .split_once(" may ")
        .and_then(|(who, act)| one.starts_with(&format!("{who} may ")).then_some(act));
    let is_said = |act: &str| one.ends_with(act) || one.contains(&format!("{act} or "));
    match act {
        Some(act) if is_said(act) => one.to_owned(),
        Some(act) => format!("{one} or {act}"),
        None => one.to_owned(),
    }
}
