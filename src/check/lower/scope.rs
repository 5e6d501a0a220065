//! The things that a sentence has introduced, and which of them `the invoice` means.

use crate::check::program::{Expression, Generator, Variable, VariableId};
use crate::check::vocabulary::Type;
use crate::source::Span;

/// Something that `the X` can mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its noun: `invoice`.
    pub words: Vec<String>,
    /// What it is.
    pub ty: Type,
    /// Its value.
    pub value: Expression,
    /// Where it was introduced.
    pub span: Span,
    /// A further noun of what an act brings about, which the sentence has not used: what it introduces by that noun goes before it.
    pub is_further_noun: bool,
}

/// What has been introduced so far.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// In the order of the text.
    pub entries: Vec<Entry>,
    /// The variables, by number; those bound inside an expression or condition only are `Local`.
    pub variables: Vec<Variable>,
    /// Variables of the part in hand that live there only: an item of a list, an exception.
    pub locals: Vec<Vec<(VariableId, Variable)>>,
}

impl Scope {
    /// A new variable of the rule.
    pub fn add(&mut self, variable: Variable) -> VariableId {
        self.variables.push(variable);
        VariableId(self.variables.len() - 1)
    }

    /// A new variable that lives in the part in hand, or in the rule when no part is open.
    pub fn add_here(&mut self, variable: Variable) -> VariableId {
        if self.locals.is_empty() {
            return self.add(variable);
        }
        let unbound_in_the_rule = Variable {
            generator: Generator::Local,
            ..variable.clone()
        };
        let id = self.add(unbound_in_the_rule);
        if let Some(part) = self.locals.last_mut() {
            part.push((id, variable));
        }
        id
    }

    /// Introduces something.
    pub fn introduce(&mut self, words: &[String], ty: Type, value: Expression, span: Span) {
        self.entries.push(Entry {
            words: words.to_vec(),
            ty,
            value,
            span,
            is_further_noun: false,
        });
    }

    /// Something that an act brings about can be meant by each of its nouns.
    pub fn introduce_by_all(
        &mut self,
        nouns: &[Vec<String>],
        ty: &Type,
        value: &Expression,
        span: Span,
    ) {
        let entries = nouns.iter().enumerate().map(|(at, words)| Entry {
            words: words.clone(),
            ty: ty.clone(),
            value: value.clone(),
            span,
            is_further_noun: at > 0,
        });
        self.entries.extend(entries);
    }

    /// Those that exactly these words mean; if there are none, those of the same type.
    pub fn called(&self, words: &[String], ty: &Type) -> Vec<&Entry> {
        let exact: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.words == words)
            .collect();
        let introduced = exact.iter().filter(|entry| !entry.is_further_noun);
        let introduced: Vec<&Entry> = introduced.copied().collect();
        if !introduced.is_empty() {
            return distinct(introduced);
        }
        if !exact.is_empty() {
            return distinct(exact);
        }
        let ends_alike = |entry: &&Entry| entry.words.ends_with(words) && entry.ty.fits(ty);
        let alike: Vec<&Entry> = self.entries.iter().filter(ends_alike).collect();
        if !alike.is_empty() {
            return distinct(alike);
        }
        let same = |entry: &&Entry| entry.ty == *ty && is_individual(ty);
        distinct(self.entries.iter().filter(same).collect())
    }

    /// Those of which something is true.
    pub fn such_that(&self, holds: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
        distinct(self.entries.iter().filter(|entry| holds(entry)).collect())
    }
}

/// A claim, an obligation, a thing of a named kind: something of which a sentence may have one only.
fn is_individual(ty: &Type) -> bool {
    match ty {
        Type::Claim | Type::Obligation | Type::Record(_) => true,
        Type::Thing(events) => !events.is_empty(),
        _ => false,
    }
}

fn distinct(entries: Vec<&Entry>) -> Vec<&Entry> {
    let mut kept: Vec<&Entry> = Vec::new();
    for entry in entries {
        if !kept.iter().any(|one| one.value == entry.value) {
            kept.push(entry);
        }
    }
    kept
}
