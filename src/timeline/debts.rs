//! Names of debts: `S1 of 2025-02-15`, `deposit for L1`, where one thing brought about several.

use crate::check::program::Head;
use crate::check::schema::Schema;
use crate::value::{Date, parse_date};

/// What stands between the head of a debt and the thing that it is for.
const JOINTS: [&str; 3] = [" of ", " for ", " on "];

/// A debt, by the thing that it is for and by what tells it from the others of that thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedDebt<'a> {
    /// The name of the thing: `S1`.
    pub thing: &'a str,
    /// The head, where the name says it: `deposit`.
    pub head: Option<&'a Head>,
    /// The day on which it arose, where the name says it.
    pub day: Option<Date>,
}

impl<'a> NamedDebt<'a> {
    /// Reads a name that is not the name of a thing itself; none where it does not speak of a thing that is known.
    pub fn read(
        text: &'a str,
        schema: &'a Schema,
        is_known: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let (rest, day) = without_day(text.trim());
        if day.is_some() && is_known(rest) {
            return Some(Self {
                thing: rest,
                head: None,
                day,
            });
        }
        JOINTS.iter().find_map(|joint| {
            let (words, thing) = rest.split_once(joint)?;
            let words = words.to_lowercase();
            let words = words.strip_prefix("the ").unwrap_or(&words);
            let head = Some(schema.heads.get(words)?);
            is_known(thing).then_some(Self { thing, head, day })
        })
    }
}

fn without_day(text: &str) -> (&str, Option<Date>) {
    let split = text.rsplit_once(" of ");
    let dated = split.and_then(|(rest, day)| Some((rest, parse_date(day).ok()?)));
    dated.map_or((text, None), |(rest, day)| (rest, Some(day)))
}
