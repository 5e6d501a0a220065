//! Conditions, taken apart into statements.

use crate::diff::words::comparable;
use crate::source::Span;
use crate::syntax::ast::{
    Condition, ConditionItem, ConditionKind, ConditionList, ItemContent, Quantifier,
};

use super::read::Reader;

/// The statements of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diff) struct Conditions {
    /// How many must hold.
    pub(in crate::diff) quantifier: Quantifier,
    /// Each of them. Never empty.
    pub(in crate::diff) statements: Vec<Statement>,
}

/// One statement of a condition, or a condition that stands as an item in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diff) struct Statement {
    /// Its words, as they are compared.
    pub(in crate::diff) compared: String,
    /// Its words, as they are shown.
    pub(in crate::diff) shown: String,
    /// Its own statements, where it has several.
    pub(in crate::diff) inner: Option<Conditions>,
    /// What stands in its place under a reading: `R-7.9 per_rise`, and the words.
    pub(in crate::diff) alternatives: Vec<(String, String)>,
}

impl Conditions {
    /// Whether as many of the same statements must hold, in whatever order they stand.
    pub(in crate::diff) fn asks_the_same(&self, other: &Self) -> bool {
        let within = |one: &Self, other: &Self| {
            let mut own = one.statements.iter();
            own.all(|own| other.statements.iter().any(|there| own.is_same(there)))
        };
        self.quantifier == other.quantifier
            && self.statements.len() == other.statements.len()
            && within(self, other)
            && within(other, self)
    }

    /// The statement, where it is one.
    pub(in crate::diff) fn only(&self) -> Option<&Statement> {
        match self.statements.as_slice() {
            [one] => Some(one),
            [] | [_, _, ..] => None,
        }
    }
}

impl Statement {
    fn is_same(&self, other: &Self) -> bool {
        let same_inside = match (&self.inner, &other.inner) {
            (Some(one), Some(other)) => one.asks_the_same(other),
            (None, None) => self.compared == other.compared,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same_inside && self.alternatives == other.alternatives
    }
}

impl Reader<'_> {
    /// The statements of a condition, those of lists in it beneath them.
    pub(super) fn conditions(&self, condition: &Condition) -> Conditions {
        let plain = |spans: Vec<Span>| -> Vec<Statement> {
            let statements = spans.into_iter().map(|span| self.statement(span));
            statements.collect()
        };
        match &condition.kind {
            ConditionKind::One(one) => Conditions {
                quantifier: Quantifier::All,
                statements: plain(vec![one.span]),
            },
            ConditionKind::And(all) => Conditions {
                quantifier: Quantifier::All,
                statements: plain(all.iter().map(|one| one.span).collect()),
            },
            ConditionKind::Or(all) => Conditions {
                quantifier: Quantifier::Any,
                statements: plain(all.iter().map(|one| one.span).collect()),
            },
            ConditionKind::List(list) => self.list(list),
        }
    }

    fn list(&self, list: &ConditionList) -> Conditions {
        Conditions {
            quantifier: list.quantifier,
            statements: list.items.iter().map(|item| self.item(item)).collect(),
        }
    }

    fn item(&self, item: &ConditionItem) -> Statement {
        let (span, inner) = match &item.content.main {
            ItemContent::Statements(condition) => {
                let inner = self.conditions(condition);
                (
                    condition.span,
                    Some(inner).filter(|one| one.only().is_none()),
                )
            }
            ItemContent::List(list) => (list.span, Some(self.list(list))),
        };
        let alternatives = item.content.alternatives.iter();
        let as_it_stands = self.statement(span);
        let in_a_sentence = match &item.content.main {
            ItemContent::Statements(_) => None,
            ItemContent::List(list) => self.list_as_one_sentence(list),
        };
        Statement {
            inner,
            alternatives: alternatives
                .map(|one| (self.under(one.span), self.content(one.span)))
                .collect(),
            shown: in_a_sentence.unwrap_or_else(|| as_it_stands.shown.clone()),
            ..as_it_stands
        }
    }

    fn statement(&self, span: Span) -> Statement {
        let shown = self.words(span);
        Statement {
            compared: comparable(&shown),
            shown,
            inner: None,
            alternatives: Vec::new(),
        }
    }

    /// The words of a span that ends with a condition; a list in it is told as one sentence.
    pub(super) fn with_condition(&self, span: Span, condition: &Condition) -> String {
        let lead = self.quoted.words_up_to(span, condition.span.start);
        match self.as_one_sentence(condition) {
            Some(sentence) => format!("{lead} {sentence}"),
            None => self.words(span),
        }
    }

    /// `an invoice is overdue, the supplier has sent a letter and the term has passed` for a list of plain statements; for one with lists in
    /// it `the goods are late; or the goods are broken and the client has complained`.
    pub(super) fn as_one_sentence(&self, condition: &Condition) -> Option<String> {
        match &condition.kind {
            ConditionKind::List(list) => self.list_as_one_sentence(list),
            ConditionKind::One(_) | ConditionKind::And(_) | ConditionKind::Or(_) => None,
        }
    }

    fn list_as_one_sentence(&self, list: &ConditionList) -> Option<String> {
        let mut statements = Vec::new();
        for item in &list.items {
            let own = match &item.content.main {
                ItemContent::Statements(one) => self.words(one.span),
                ItemContent::List(inner) => {
                    let inner = self.list_as_one_sentence(inner)?;
                    // A list in a list in a list is better shown as it stands.
                    (!inner.contains("; ")).then_some(inner)?
                }
            };
            let alternatives = item.content.alternatives.iter();
            let alternatives = alternatives.map(|one| format!(" {}", self.words(one.span)));
            statements.push(own + &alternatives.collect::<String>());
        }
        let (joint, lead) = match list.quantifier {
            Quantifier::All => ("and", ""),
            Quantifier::Any => ("or", ""),
            Quantifier::None => ("or", "it is not so that "),
        };
        let compound = |words: &String| {
            [" and ", " or ", ", "]
                .iter()
                .any(|one| words.contains(one))
        };
        let (last, before) = statements.split_last()?;
        Some(if before.is_empty() {
            format!("{lead}{last}")
        } else if statements.iter().any(compound) {
            format!("{lead}{}; {joint} {last}", before.join("; "))
        } else {
            format!("{lead}{} {joint} {last}", before.join(", "))
        })
    }
}
