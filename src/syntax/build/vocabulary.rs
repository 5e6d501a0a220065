//! Headings of the vocabulary, and fields.

use pest::iterators::Pair;

use crate::source::Problem;
use crate::syntax::ast::{
    Declaration, DeclarationWord, FieldDefault, FieldLine, FieldType, Fixed, GlossaryTerm, Line,
    Phrase, Quoted, VerbForms, VocabularyReading,
};
use crate::syntax::build::figure::one_blank;
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;

impl Builder {
    /// A declaration: its heading with the lines below it.
    pub fn declaration(&self, pair: Pair<'_, Rule>, lines: Vec<Line>) -> Built<Declaration> {
        let form = self.cursor(pair).next();
        let kind = form.as_rule();
        let mut parts = self.cursor(form);
        let mut span = parts.span;
        if let Some(last) = lines.last() {
            span = span.to(last.span);
        }
        Ok(match kind {
            Rule::verb_declaration => {
                let mut quoted = parts.all(Rule::quoted).map(|text| self.quoted(&text));
                let mut next = || quoted.next().expect("the grammar puts three texts here");
                Declaration::Verb(VerbForms {
                    base: next(),
                    third_person: next(),
                    participle: next(),
                    span,
                })
            }
            Rule::forms_declaration => {
                let names = self.labels(parts);
                Declaration::Forms { names, span }
            }
            Rule::in_writing_declaration => {
                let names = self.labels(parts);
                Declaration::InWriting { names, span }
            }
            Rule::term_declaration => {
                let mut quoted = parts.all(Rule::quoted).map(|text| self.quoted(&text));
                let mut next = || quoted.next().expect("the grammar puts two texts here");
                Declaration::Term(GlossaryTerm {
                    word: next(),
                    dutch: next(),
                    meaning: quoted.next(),
                    span,
                })
            }
            _ => {
                let word = declaration_word(parts.need(Rule::declaration_word).as_str());
                let name = self.label(&parts.need(Rule::label));
                let readings: Built<Vec<_>> = parts
                    .all(Rule::vocabulary_reading)
                    .map(|reading| self.vocabulary_reading(reading))
                    .collect();
                Declaration::Word {
                    word,
                    name,
                    readings: readings?,
                    lines,
                    span,
                }
            }
        })
    }

    fn vocabulary_reading(&self, pair: Pair<'_, Rule>) -> Built<VocabularyReading> {
        let mut parts = self.cursor(pair);
        let text = self.declared_sentence(&parts.need(Rule::quoted));
        let (mut with, mut called) = (Vec::new(), None);
        while parts.peek().is_some() {
            let part = parts.next();
            match part.as_rule() {
                Rule::fixed => with.push(self.fixed(part)?),
                Rule::label => called = Some(self.label(&part)),
                _ => {}
            }
        }
        Ok(VocabularyReading { text, with, called })
    }

    /// A sentence or noun that clauses use: a joint inside it would cut it apart there.
    fn declared_sentence(&self, pair: &Pair<'_, Rule>) -> Quoted {
        const JOINTS: [&str; 21] = [
            "within",
            "until",
            "through",
            "unless",
            "while",
            "if",
            "when",
            "then",
            "must",
            "may",
            "owes",
            "owe",
            "plus",
            "minus",
            "and",
            "or",
            "despite",
            "otherwise",
            "judged",
            "presumed",
            "cannot",
        ];
        let text = self.quoted(pair);
        let joint = text
            .text
            .split_whitespace()
            .find(|word| JOINTS.contains(word));
        if let Some(joint) = joint {
            let message = format!("`{joint}` stands in a declared sentence");
            self.report(
                Problem::error("joint-in-a-sentence", message)
                    .at(text.span, "no clause can use these words")
                    .help(format!(
                        "`{joint}` joins the parts of a sentence; say it with another word"
                    )),
            );
        }
        text
    }

    fn fixed(&self, pair: Pair<'_, Rule>) -> Built<Fixed> {
        let mut parts = self.cursor(pair);
        let field = self.label(&parts.need(Rule::label));
        let value = self.phrase(parts.need(Rule::fixed_value))?;
        Ok(Fixed { field, value })
    }

    /// `It may tell the service (service: a service).`
    pub(super) fn field(&self, mut parts: Cursor<'_>) -> Built<FieldLine> {
        let may = parts.next().as_rule() == Rule::kw_it_may_tell;
        let form = parts.next();
        let is_truth = form.as_rule() == Rule::truth_field;
        let mut inner = self.cursor(form);
        let otherwise = parts.find(Rule::field_default);
        let otherwise = otherwise.map(|default| self.field_default(default));
        let otherwise = otherwise.transpose()?;
        let (words, whether, name, ty) = if is_truth {
            inner.need(Rule::kw_whether);
            let mut whether = Vec::new();
            while let Some(text) = inner.take(Rule::quoted) {
                whether.push(self.declared_sentence(&text));
                inner.skip(Rule::kw_or);
            }
            inner.need(Rule::open_bracket);
            let name = self.label(&inner.need(Rule::label));
            (None, whether, name, FieldType::Truth)
        } else {
            let words = Some(self.phrase(inner.need(Rule::phrase))?);
            inner.need(Rule::open_bracket);
            let name = self.label(&inner.need(Rule::label));
            inner.need(Rule::colon);
            let ty = self.field_type(inner.next())?;
            (words, Vec::new(), name, ty)
        };
        Ok(FieldLine {
            may,
            words,
            whether,
            name,
            ty,
            otherwise,
        })
    }

    fn field_default(&self, pair: Pair<'_, Rule>) -> Built<FieldDefault> {
        let value = self.cursor(pair).next();
        Ok(match value.as_rule() {
            Rule::kw_the_date_of_the_act => FieldDefault::DateOfTheAct,
            _ => FieldDefault::Value(self.phrase(value)?),
        })
    }

    fn field_type(&self, pair: Pair<'_, Rule>) -> Built<FieldType> {
        let mut parts = self.cursor(pair);
        match parts.peek() {
            Some(Rule::one_of_type) => Ok(FieldType::OneOf(self.labels(self.cursor(parts.next())))),
            Some(Rule::list_type) => Ok(FieldType::List(self.nouns(self.cursor(parts.next()))?)),
            _ => {
                let mut nouns = self.nouns(parts)?;
                if nouns.len() == 1 {
                    Ok(FieldType::Noun(nouns.remove(0)))
                } else {
                    Ok(FieldType::Either(nouns))
                }
            }
        }
    }

    fn nouns(&self, parts: Cursor<'_>) -> Built<Vec<Phrase>> {
        let nouns = parts.all(Rule::noun);
        nouns
            .map(|noun| self.phrase(self.cursor(noun).next()))
            .collect()
    }
}

fn declaration_word(word: &str) -> DeclarationWord {
    match one_blank(word).as_str() {
        "Party" => DeclarationWord::Party,
        "Thing" => DeclarationWord::Thing,
        "Record" => DeclarationWord::Record,
        "Kind" => DeclarationWord::Kind,
        "Head" => DeclarationWord::Head,
        "Form" => DeclarationWord::Form,
        "Act" => DeclarationWord::Act,
        "Occurrence" => DeclarationWord::Occurrence,
        "Conduct" => DeclarationWord::Conduct,
        "State" => DeclarationWord::State,
        "Conclusion" => DeclarationWord::Conclusion,
        "Measure" => DeclarationWord::Measure,
        _ => DeclarationWord::Concept,
    }
}
