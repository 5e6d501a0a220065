//! The value of a field, by its declared type.

use super::fields::Fields;
use super::scalar::{self, Quoted};
use crate::check::schema::FieldType;
use crate::source::{likely, nearest};
use crate::timeline::error::TimelineError;
use crate::timeline::meant::quoted;
use crate::timeline::text::{Content, Node};
use crate::value::{
    ClauseId, Duration, Money, Name, Percent, Truth, Value, parse_date, parse_decimal,
};

impl Fields<'_> {
    /// Reads a value; what is wrong with it is noted.
    pub fn value(&mut self, ty: &FieldType, node: &Node<'_>, field: &Name) -> Option<Value> {
        if *ty != FieldType::Text {
            scalar::in_straight_quotes(node, self.problems)?;
        }
        match ty {
            FieldType::Date
            | FieldType::Money
            | FieldType::Decimal
            | FieldType::Count
            | FieldType::Percent
            | FieldType::Duration
            | FieldType::Truth
            | FieldType::Text
            | FieldType::OneOf(_) => {
                let text = scalar::text(node, &Quoted(field), self.problems)?;
                self.problems.take(node.span, simple(ty, text, field)?)
            }
            FieldType::Reference(kinds) => self.reference(kinds, node, field),
            FieldType::List(item) => self.list(item, node, field),
            FieldType::Party => self.party(node, field),
            FieldType::Form => self.form(node, field),
            FieldType::Provision => self.provision(node, field),
            FieldType::Service => {
                let label = scalar::words(node, &Quoted(field), self.problems)?;
                let label = match self.register {
                    Some(register) => register.service(label),
                    None => Name::new(label).as_str().to_owned(),
                };
                Some(Value::Service(label))
            }
            FieldType::Concept => self.concept(node, field),
            FieldType::Record(fields) => {
                let of = Quoted(field);
                let entries = scalar::entries(node, &of, self.problems)?;
                let of = format!("an entry of {of}");
                Some(Value::Record(self.read(
                    fields,
                    entries,
                    &[],
                    &of,
                    node.span,
                )))
            }
            FieldType::Any => self.any(node, field),
            FieldType::Either(types) => self.either(types, node, field),
        }
    }

    fn list(&mut self, item: &FieldType, node: &Node<'_>, field: &Name) -> Option<Value> {
        let items = scalar::items(node, &Quoted(field), self.problems)?;
        let values: Vec<Value> = items
            .iter()
            .filter_map(|node| self.value(item, node, field))
            .collect();
        (values.len() == items.len()).then_some(Value::List(values))
    }

    /// The party of that name.
    pub fn party(&mut self, node: &Node<'_>, field: &Name) -> Option<Value> {
        let given = scalar::words(node, &Quoted(field), self.problems)?;
        let Some(parties) = self.parties else {
            return Some(Value::Party(Name::new(given)));
        };
        let found = parties.find(given.trim()).cloned().map(Value::Party);
        self.problems
            .take(node.span, found.ok_or_else(|| parties.unknown(given)))
    }

    /// The form of that name.
    pub fn form(&mut self, node: &Node<'_>, field: &Name) -> Option<Value> {
        let given = scalar::words(node, &Quoted(field), self.problems)?;
        let forms = &self.schema.forms;
        let found = forms
            .iter()
            .find(|form| **form == given)
            .cloned()
            .map(Value::Form);
        let unknown = || TimelineError::UnknownForm {
            given: given.to_owned(),
            meant: nearest(given, forms.iter().map(Name::as_str)).map(str::to_owned),
            known: forms.clone(),
        };
        self.problems.take(node.span, found.ok_or_else(unknown))
    }

    fn concept(&mut self, node: &Node<'_>, field: &Name) -> Option<Value> {
        let given = scalar::words(node, &Quoted(field), self.problems)?;
        let concepts = &self.schema.concepts;
        let found = concepts
            .get(given)
            .map(|concept| Value::Concept(concept.name.clone()));
        let unknown = || TimelineError::UnknownConcept {
            given: given.to_owned(),
            meant: quoted(likely(given, concepts.keys().map(Name::as_str))),
        };
        self.problems.take(node.span, found.ok_or_else(unknown))
    }

    fn provision(&mut self, node: &Node<'_>, field: &Name) -> Option<Value> {
        let text = scalar::text(node, &Quoted(field), self.problems)?;
        if scalar::is_plain_decimal(node) {
            self.problems.add(
                node.span,
                TimelineError::ProvisionNeedsQuotes {
                    text: text.to_owned(),
                },
            );
            return None;
        }
        let id = ClauseId::new(text)
            .map(Value::Provision)
            .map_err(TimelineError::Provision);
        self.problems.take(node.span, id)
    }

    /// A value whose type nothing but its own letters tells, or the concept that is assessed with it.
    fn any(&mut self, node: &Node<'_>, field: &Name) -> Option<Value> {
        if let Some(concept) = self.concept {
            return self.judgement(&concept.value, node, field);
        }
        if let Some(ty) = self.parameter {
            return self.value(ty, node, field);
        }
        match &node.content {
            Content::List(items) => {
                let values: Vec<Value> = items
                    .iter()
                    .filter_map(|node| self.any(node, field))
                    .collect();
                (values.len() == items.len()).then_some(Value::List(values))
            }
            Content::Nothing { .. } | Content::Text { .. } | Content::Map(_) | Content::Refused => {
                let text = scalar::text(node, &Quoted(field), self.problems)?;
                self.problems.take(node.span, by_its_letters(text, field))
            }
        }
    }

    fn judgement(&mut self, ty: &FieldType, node: &Node<'_>, field: &Name) -> Option<Value> {
        if *ty != FieldType::Truth {
            return self.value(ty, node, field);
        }
        let given = scalar::text(node, &Quoted(field), self.problems)?;
        let truth = match given {
            "holds" => Ok(Value::Truth(Truth::Holds)),
            "does_not_hold" => Ok(Value::Truth(Truth::Fails)),
            _ => Err(TimelineError::Judgement {
                given: given.to_owned(),
            }),
        };
        self.problems.take(node.span, truth)
    }
}

/// A value of a type that needs nothing but the letters; none for other types.
pub(super) fn simple(
    ty: &FieldType,
    text: &str,
    field: &Name,
) -> Option<Result<Value, TimelineError>> {
    Some(match ty {
        FieldType::Date => parse_date(text)
            .map(Value::Date)
            .map_err(TimelineError::Date),
        FieldType::Money => Money::parse(text)
            .map(Value::Money)
            .map_err(TimelineError::Money),
        FieldType::Decimal => parse_decimal(text)
            .map(Value::Number)
            .map_err(TimelineError::Number),
        FieldType::Count => count(text),
        FieldType::Percent => Percent::parse(text)
            .map(Value::Percent)
            .map_err(TimelineError::Percent),
        FieldType::Duration => Duration::parse(text)
            .map(Value::Duration)
            .map_err(TimelineError::Duration),
        FieldType::Truth => truth(text),
        FieldType::Text => Ok(Value::Text(text.to_owned())),
        FieldType::OneOf(known) => one_of(text, known, field),
        FieldType::Reference(_)
        | FieldType::List(_)
        | FieldType::Party
        | FieldType::Form
        | FieldType::Provision
        | FieldType::Service
        | FieldType::Concept
        | FieldType::Record(_)
        | FieldType::Any
        | FieldType::Either(_) => return None,
    })
}

/// The value of a default in its written form; the clause files were checked before.
pub(super) fn literal(ty: &FieldType, text: &str) -> Option<Value> {
    match ty {
        FieldType::Money => Money::parse(text)
            .or_else(|_| Money::parse_clause_style(text))
            .ok()
            .map(Value::Money),
        FieldType::Party => Some(Value::Party(Name::new(text))),
        FieldType::Form => Some(Value::Form(Name::new(text))),
        FieldType::Service => Some(Value::Service(text.to_owned())),
        FieldType::Provision => ClauseId::new(text).ok().map(Value::Provision),
        FieldType::Either(types) => types.iter().find_map(|ty| literal(ty, text)),
        FieldType::Any => by_its_letters(text, &Name::new("value")).ok(),
        FieldType::Date
        | FieldType::Decimal
        | FieldType::Count
        | FieldType::Percent
        | FieldType::Duration
        | FieldType::Truth
        | FieldType::Text
        | FieldType::OneOf(_)
        | FieldType::Reference(_)
        | FieldType::List(_)
        | FieldType::Concept
        | FieldType::Record(_) => simple(ty, text, &Name::new("value"))?.ok(),
    }
}

/// A date, a period, a percentage, an amount with its currency, a number, yes or no; else a text.
fn by_its_letters(text: &str, field: &Name) -> Result<Value, TimelineError> {
    let has_letters = |ty: &FieldType| simple(ty, text, field).and_then(Result::ok);
    let kinds = [
        FieldType::Date,
        FieldType::Duration,
        FieldType::Percent,
        FieldType::Decimal,
        FieldType::Money,
    ];
    match kinds
        .iter()
        .chain([&FieldType::Truth])
        .find_map(has_letters)
    {
        Some(value) => Ok(value),
        None if looks_like_a_date(text) => parse_date(text)
            .map(Value::Date)
            .map_err(TimelineError::Date),
        None => Ok(Value::Text(text.to_owned())),
    }
}

fn looks_like_a_date(text: &str) -> bool {
    let digits = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    text.bytes().map(digits).eq(*b"0000-00-00")
}

fn count(text: &str) -> Result<Value, TimelineError> {
    let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = parse_decimal(text).ok().filter(|_| whole);
    number
        .map(Value::Number)
        .ok_or_else(|| TimelineError::Count(text.to_owned()))
}

fn truth(text: &str) -> Result<Value, TimelineError> {
    match text {
        "yes" | "true" => Ok(Value::Truth(Truth::Holds)),
        "no" | "false" => Ok(Value::Truth(Truth::Fails)),
        _ => Err(TimelineError::Truth {
            given: text.to_owned(),
        }),
    }
}

fn one_of(text: &str, known: &[Name], field: &Name) -> Result<Value, TimelineError> {
    let found = known
        .iter()
        .find(|name| **name == text)
        .cloned()
        .map(Value::Symbol);
    found.ok_or_else(|| TimelineError::UnknownValue {
        given: text.to_owned(),
        field: field.clone(),
        meant: nearest(text, known.iter().map(Name::as_str)).map(str::to_owned),
        known: known.to_vec(),
    })
}
