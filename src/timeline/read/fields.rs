//! The fields of an event, a record or a party: what is given, what is missing, what stands in for it.

use std::fmt::Display;

use indexmap::IndexMap;

use super::Reader;
use super::party::Parties;
use super::scalar::{Quoted, slips, unknown_key};
use super::value::literal;
use crate::check::schema::{ConceptType, Field, FieldDefault, FieldType, Schema};
use crate::source::Span;
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::register::{Moment, Register};
use crate::timeline::text::{Content, Entry};
use crate::value::{Name, Value};

/// The field that names the parameter whose new value stands beside it.
const PARAMETER: &str = "parameter";

/// Reads fields, knowing what their values may speak of.
pub(super) struct Fields<'a> {
    pub schema: &'a Schema,
    /// The parties of the file; absent while its header is read.
    pub parties: Option<&'a Parties>,
    /// The names of the file; absent while its header is read.
    pub register: Option<&'a Register>,
    /// When the event happened whose fields these are.
    pub moment: Option<Moment>,
    /// The concept that the event assesses.
    pub concept: Option<&'a ConceptType>,
    /// The type of the parameter that gets a new value.
    pub parameter: Option<&'a FieldType>,
    /// Values that can stand in for fields: the dates that every event has.
    pub common: Vec<(&'static str, Value)>,
    pub problems: &'a mut Problems,
}

impl<'a> Fields<'a> {
    /// Reads the attributes of a party.
    pub fn of_a_party(schema: &'a Schema, problems: &'a mut Problems) -> Self {
        let common = Vec::new();
        Self {
            schema,
            parties: None,
            register: None,
            moment: None,
            concept: None,
            parameter: None,
            common,
            problems,
        }
    }

    /// Reads the fields of an event.
    pub fn of_an_event(
        reader: &'a mut Reader<'_>,
        moment: Option<Moment>,
        common: Vec<(&'static str, Value)>,
    ) -> Self {
        let Reader {
            schema,
            parties,
            register,
            problems,
            ..
        } = reader;
        let (parties, register) = (Some(&*parties), Some(&*register));
        Self {
            schema,
            parties,
            register,
            moment,
            concept: None,
            parameter: None,
            common,
            problems,
        }
    }

    /// Reads the entries that are given as these fields. Keys among `others` are read elsewhere; any other key is a
    /// problem, and so is a field that is missing. `of` is what messages call the whole, `span` where they point when
    /// something is not there.
    pub fn read(
        &mut self,
        declared: &IndexMap<Name, Field>,
        given: &[Entry<'_>],
        others: &[&str],
        of: &dyn Display,
        span: Span,
    ) -> IndexMap<Name, Value> {
        let mut values: IndexMap<Name, Option<Value>> = IndexMap::with_capacity(declared.len());
        let named = given.iter().find(|entry| entry.key == PARAMETER);
        let around = self.parameter;
        self.parameter = named.and_then(|entry| self.schema.parameters.get(entry.value.text()?));
        let mut misspelt = false;
        for (at, entry) in given.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &given[before]);
            if before.is_some_and(|before| cut_at_its_comma(before, entry).is_some()) {
                continue;
            }
            let cut = given
                .get(at + 1)
                .and_then(|next| cut_at_its_comma(entry, next));
            match declared.get(&*entry.key) {
                Some(field) if let Some((error, cents)) = cut => {
                    self.problems.add(entry.value.span.to(cents), error);
                    values.insert(field.name.clone(), None);
                }
                Some(field) => {
                    if let Some(value) = self.given(field, entry) {
                        values.insert(field.name.clone(), value);
                    }
                }
                None if others.contains(&&*entry.key) => {}
                None => {
                    misspelt = true;
                    self.unknown(entry, declared, others, of);
                }
            }
        }
        self.parameter = around;
        let slips = if misspelt {
            let own = declared.keys().map(Name::as_str);
            let keys: Vec<&str> = own.chain(others.iter().copied()).collect();
            slips(given, &keys)
        } else {
            Vec::new()
        };
        for field in declared.values().filter(|field| field.required) {
            let is_told = values.contains_key(&field.name) || slips.contains(&field.name.as_str());
            if !is_told && field.default.is_none() {
                self.problems.add(
                    span,
                    TimelineError::Missing {
                        field: field.name.clone(),
                        of: of.to_string(),
                    },
                );
            }
        }
        self.complete(declared, &mut values)
    }

    /// The value of an entry: none when the file says that there is none, an empty one when it cannot be read.
    #[expect(
        clippy::option_option,
        reason = "not given and not readable are two things"
    )]
    fn given(&mut self, field: &Field, entry: &Entry<'_>) -> Option<Option<Value>> {
        match entry.value.content {
            Content::Nothing { written: true } => None,
            Content::Nothing { written: false } => {
                self.problems.add(
                    entry.key_span,
                    TimelineError::NoValue {
                        what: Quoted(&field.name).to_string(),
                    },
                );
                Some(None)
            }
            Content::Refused => Some(None),
            Content::Text { .. } | Content::List(_) | Content::Map(_) => {
                Some(self.value(&field.ty, &entry.value, &field.name))
            }
        }
    }

    fn unknown(
        &mut self,
        entry: &Entry<'_>,
        declared: &IndexMap<Name, Field>,
        others: &[&str],
        of: &dyn Display,
    ) {
        let known = declared
            .keys()
            .map(Name::as_str)
            .chain(others.iter().copied());
        unknown_key(
            (&entry.key, entry.key_span),
            &of.to_string(),
            known,
            self.problems,
        );
    }

    /// What was read, in the order of the declaration, with what stands in for what was not given.
    fn complete(
        &self,
        declared: &IndexMap<Name, Field>,
        values: &mut IndexMap<Name, Option<Value>>,
    ) -> IndexMap<Name, Value> {
        let mut complete = IndexMap::with_capacity(declared.len());
        for field in declared.values() {
            let value = match values.get(&field.name) {
                Some(read) => read.clone(),
                None => field
                    .default
                    .as_ref()
                    .and_then(|default| self.stand_in(field, default, values)),
            };
            if let Some(value) = value {
                values.insert(field.name.clone(), Some(value.clone()));
                complete.insert(field.name.clone(), value);
            }
        }
        // Few events have all the fields of their type.
        complete.shrink_to_fit();
        complete
    }

    fn stand_in(
        &self,
        field: &Field,
        default: &FieldDefault,
        values: &IndexMap<Name, Option<Value>>,
    ) -> Option<Value> {
        match default {
            FieldDefault::Literal(text) => literal(&field.ty, text),
            FieldDefault::Field(name) => {
                let common = || {
                    self.common
                        .iter()
                        .find(|(key, _)| name == key)
                        .map(|(_, value)| value.clone())
                };
                values.get(name).cloned().flatten().or_else(common)
            }
        }
    }
}

/// `price: 1250,50` between braces: the comma cut the figure in two, and its cents stand there as a key without a value.
fn cut_at_its_comma(entry: &Entry<'_>, next: &Entry<'_>) -> Option<(TimelineError, Span)> {
    let is_figure = |text: &str| {
        text.starts_with(|letter: char| letter.is_ascii_digit())
            && text
                .chars()
                .all(|letter| letter.is_ascii_digit() || letter == '.')
    };
    let figure = entry.value.text().filter(|text| is_figure(text))?;
    let rest = next.key.strip_suffix('%').unwrap_or(&next.key);
    let stands_alone = matches!(next.value.content, Content::Nothing { written: false });
    (stands_alone && is_figure(rest)).then(|| {
        let given = format!("{figure},{}", next.key);
        (TimelineError::DecimalComma { given }, next.key_span)
    })
}
