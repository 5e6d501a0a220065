//! Reads the types of fields and measures: `money`, `an invoice`, `a list of lines`.

use indexmap::IndexMap;

use crate::check::phrase::tokens_of_phrase;
use crate::check::schema::{Field, FieldType};
use crate::check::vocabulary::{Nouns, Type, plural};
use crate::syntax::ast;
use crate::value::Name;

/// The types of values that a field may have, as a message names them.
pub const VALUES: &str = "`money`, `number`, `count`, `percent`, `date`, `duration`, `text`, `a party`, `a service`, `a provision`, `one of …`";

/// The nouns, and the fields of the records declared so far.
pub struct Types<'v> {
    /// Nouns of things, records and kinds.
    pub nouns: &'v Nouns,
    /// Fields of each record.
    pub records: &'v IndexMap<Name, IndexMap<Name, Field>>,
    /// The conducts that are declared.
    pub conducts: &'v [Name],
}

impl Types<'_> {
    /// The type of a field, for the schema and for phrases; the words that are no type when there are some.
    pub fn field(&self, ty: &ast::FieldType) -> Result<(FieldType, Type), ast::Phrase> {
        match ty {
            ast::FieldType::Truth => Ok((FieldType::Truth, Type::Truth)),
            ast::FieldType::Noun(phrase) => self.noun(phrase),
            ast::FieldType::OneOf(labels) => {
                let names: Vec<Name> = labels.iter().map(|label| label.name.clone()).collect();
                Ok((FieldType::OneOf(names.clone()), Type::Symbol(names)))
            }
            ast::FieldType::List(phrases) => {
                let (of, ty) = self.either(phrases)?;
                Ok((FieldType::List(Box::new(of)), Type::List(Box::new(ty))))
            }
            ast::FieldType::Either(phrases) => self.either(phrases),
        }
    }

    fn either(&self, phrases: &[ast::Phrase]) -> Result<(FieldType, Type), ast::Phrase> {
        let all: Result<Vec<_>, _> = phrases.iter().map(|phrase| self.noun(phrase)).collect();
        let (mut fields, mut types): (Vec<_>, Vec<_>) = all?.into_iter().unzip();
        if let (1, Some(field), Some(ty)) = (fields.len(), fields.first(), types.first()) {
            return Ok((field.clone(), ty.clone()));
        }
        // References first: what can be the name of a thing is one.
        let mut references: Vec<Name> = Vec::new();
        fields.retain(|field| match field {
            FieldType::Reference(events) if !events.is_empty() => {
                references.extend(events.iter().cloned());
                false
            }
            _ => true,
        });
        if !references.is_empty() {
            types.retain(|ty| !matches!(ty, Type::Thing(events) if !events.is_empty()));
            types.insert(0, Type::Thing(references.clone()));
            fields.insert(0, FieldType::Reference(references));
        }
        match (fields.len(), types.len()) {
            (1, 1) => Ok((fields.remove(0), types.remove(0))),
            _several => Ok((FieldType::Either(fields), Type::Either(types))),
        }
    }

    fn noun(&self, phrase: &ast::Phrase) -> Result<(FieldType, Type), ast::Phrase> {
        let mut words: Vec<String> = tokens_of_phrase(phrase)
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        if matches!(words.first().map(String::as_str), Some("a" | "an")) {
            words.remove(0);
        }
        let joined = words.join(" ");
        let simple = match joined.as_str() {
            "date" | "dates" => (FieldType::Date, Type::Date),
            "money" => (FieldType::Money, Type::Money),
            "number" => (FieldType::Decimal, Type::Number),
            "count" => (FieldType::Count, Type::Number),
            "percent" => (FieldType::Percent, Type::Percent),
            "duration" => (FieldType::Duration, Type::Duration),
            "text" | "texts" => (FieldType::Text, Type::Text),
            "party" | "parties" => (FieldType::Party, Type::Party),
            "form" | "forms" => (FieldType::Form, Type::Form),
            "provision" | "provisions" => (FieldType::Provision, Type::Provision),
            "service" | "services" => (FieldType::Service, Type::Service),
            "concept" => (FieldType::Concept, Type::Any),
            "conduct" => (
                FieldType::OneOf(self.conducts.to_vec()),
                Type::Symbol(self.conducts.to_vec()),
            ),
            "value" => (FieldType::Any, Type::Any),
            "anything" => (FieldType::Reference(Vec::new()), Type::Thing(Vec::new())),
            _other => return self.declared(&words).ok_or_else(|| phrase.clone()),
        };
        Ok(simple)
    }

    fn declared(&self, words: &[String]) -> Option<(FieldType, Type)> {
        let named = |(_, noun): &(usize, &crate::check::vocabulary::Noun)| {
            noun.words == words || plural(&noun.words) == words
        };
        let (_, noun) = self.nouns.iter().find(named)?;
        let field = match &noun.ty {
            Type::Thing(events) => FieldType::Reference(events.clone()),
            Type::Record(name) => {
                FieldType::Record(self.records.get(name).cloned().unwrap_or_default())
            }
            Type::Agreement => FieldType::Reference(Vec::new()),
            _other => return None,
        };
        Some((field, noun.ty.clone()))
    }

    /// The type of a measure or a concept.
    pub fn measure(&self, ty: &ast::MeasureType) -> Result<Type, ast::Phrase> {
        Ok(match ty {
            ast::MeasureType::Money => Type::Money,
            ast::MeasureType::Date => Type::Date,
            ast::MeasureType::Number | ast::MeasureType::Count => Type::Number,
            ast::MeasureType::Percent => Type::Percent,
            ast::MeasureType::Duration => Type::Duration,
            ast::MeasureType::Text => Type::Text,
            ast::MeasureType::Truth => Type::Truth,
            ast::MeasureType::RateTable => Type::Table,
            ast::MeasureType::List(phrase) => Type::List(Box::new(self.of_noun(phrase)?)),
            ast::MeasureType::Thing(phrase) => self.of_noun(phrase)?,
            ast::MeasureType::OneOf(labels) => {
                Type::Symbol(labels.iter().map(|label| label.name.clone()).collect())
            }
        })
    }

    /// The type of a noun with or without article, singular or plural: `a claim`, `claims`.
    pub fn of_noun(&self, phrase: &ast::Phrase) -> Result<Type, ast::Phrase> {
        let words: Vec<String> = tokens_of_phrase(phrase)
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        let skip = usize::from(matches!(
            words.first().map(String::as_str),
            Some("a" | "an" | "the")
        ));
        match self.nouns.find(&words[skip..]) {
            Some((noun, _)) => Ok(self.nouns.get(noun).ty.clone()),
            None => self.noun(phrase).map(|(_, ty)| ty),
        }
    }
}
