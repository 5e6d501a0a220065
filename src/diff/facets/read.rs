//! The parts of a rule, read from its tree.

use crate::diff::words::{Quoted, inside_a_sentence};
use crate::source::Span;
use crate::syntax::ast::{
    BoundKind, Condition, Conduct, Expression, HeaderKind, MainKind, Promptness, Rule, ScopeKind,
    Tail, TailKind, WithAlternatives,
};

use super::literal::{literal, of_token};
use super::{Facet, FacetKind, Sense};

/// Takes a rule apart.
pub(in crate::diff) fn facets(rule: &Rule, quoted: Quoted<'_>) -> Vec<Facet> {
    let reader = Reader { quoted };
    let mut found = Vec::new();
    for header in &rule.headers {
        let (words, conditions) = match &header.kind {
            HeaderKind::Under(_) => continue,
            HeaderKind::Trigger { condition, .. } => (
                reader.with_condition(header.span, condition),
                Some(reader.conditions(condition)),
            ),
            HeaderKind::WhereTheTermsAreSilent
            | HeaderKind::Recurring(_)
            | HeaderKind::InThatCase => (reader.words(header.span), None),
        };
        let mut facet = Facet::new(FacetKind::When, inside_a_sentence(&words));
        facet.conditions = conditions;
        found.push(facet);
    }
    reader.main(&rule.main.kind, rule.main.span, &mut found);
    for tail in &rule.tails {
        reader.tail(tail, &mut found);
    }
    found
}

/// The parts of `It holds if …`.
pub(in crate::diff) fn of_conclusion(holds_if: &Condition, quoted: Quoted<'_>) -> Vec<Facet> {
    let reader = Reader { quoted };
    vec![reader.condition(holds_if)]
}

/// The parts of `It is …, if …`.
pub(in crate::diff) fn of_definition(
    value: &Expression,
    only_if: Option<&Condition>,
    quoted: Quoted<'_>,
) -> Vec<Facet> {
    let reader = Reader { quoted };
    let mut found = vec![reader.value(FacetKind::Value, value)];
    found.extend(only_if.map(|condition| reader.condition(condition)));
    found
}

pub(super) struct Reader<'s> {
    pub(super) quoted: Quoted<'s>,
}

impl Reader<'_> {
    pub(super) fn words(&self, span: Span) -> String {
        self.quoted.words(span)
    }

    fn main(&self, kind: &MainKind, span: Span, found: &mut Vec<Facet>) {
        match kind {
            MainKind::Owes { amount, .. } | MainKind::IsLimitedTo { amount, .. } => {
                self.amount(FacetKind::Amount, amount, found);
            }
            MainKind::Is { value, .. } | MainKind::Becomes { value, .. } => {
                self.amount(FacetKind::Value, value, found);
            }
            MainKind::Must {
                conduct: Conduct::Steps(steps),
                ..
            } => {
                let spans = steps.iter().map(|step| self.words(step.span));
                found.push(Facet::new(
                    FacetKind::Content,
                    spans.collect::<Vec<_>>().join(" "),
                ));
            }
            MainKind::Settles { .. }
            | MainKind::PassInOrder { .. }
            | MainKind::Group { .. }
            | MainKind::OwedOnce { .. }
            | MainKind::DoesNotApply { .. }
            | MainKind::Applies { .. }
            | MainKind::DoesNotAffect { .. }
            | MainKind::WhatIsLeftIs(_) => {
                let mut facet = Facet::new(FacetKind::Content, self.words(span));
                facet.listed = self.listed(kind);
                found.push(facet);
            }
            MainKind::Must { .. }
            | MainKind::May { .. }
            | MainKind::MustNot { .. }
            | MainKind::Cannot { .. }
            | MainKind::SetOff
            | MainKind::HasNoEffect(_)
            | MainKind::Effect { .. }
            | MainKind::IsRefused(_)
            | MainKind::GroundFor { .. }
            | MainKind::Says(_) => {}
        }
    }

    fn amount(
        &self,
        kind: FacetKind,
        amount: &WithAlternatives<Expression>,
        found: &mut Vec<Facet>,
    ) {
        found.push(self.value(kind, &amount.main));
        for alternative in &amount.alternatives {
            let mut other = Facet::new(kind, self.words(alternative.content.span));
            other.under = Some(self.under(alternative.span));
            other.literal = literal(&alternative.content);
            other.listed = self.values(&alternative.content);
            found.push(other);
        }
    }

    fn value(&self, kind: FacetKind, value: &Expression) -> Facet {
        let mut facet = Facet::new(kind, self.words(value.span));
        facet.literal = literal(value);
        facet.listed = self.values(value);
        self.phrases(value, Sense::More, &mut facet.phrases);
        facet
    }

    /// `if the client is a consumer`
    fn condition(&self, condition: &Condition) -> Facet {
        let sentence = self.as_one_sentence(condition);
        let words = sentence.unwrap_or_else(|| self.words(condition.span));
        let mut facet = Facet::new(FacetKind::If, format!("if {words}"));
        facet.conditions = Some(self.conditions(condition));
        facet
    }

    /// `R8 due_day` of `(under R8 due_day: …)`
    pub(super) fn under(&self, span: Span) -> String {
        let whole = self.words(span);
        let head = whole.split(':').next().unwrap_or_default();
        head.trim_start_matches("(under ").to_owned()
    }

    /// `from the due day` of `(under R8 due_day: from the due day)`
    pub(super) fn content(&self, span: Span) -> String {
        let whole = self.words(span);
        let content = whole.split_once(": ").map_or("", |(_, content)| content);
        content.strip_suffix(')').unwrap_or(content).to_owned()
    }

    fn tail(&self, tail: &Tail, found: &mut Vec<Facet>) {
        let end = tail
            .content
            .alternatives
            .first()
            .map_or(tail.span.end, |first| first.span.start);
        if tail.content.main != TailKind::Nothing {
            let main = self.quoted.words_up_to(tail.span, end);
            found.push(self.one_tail(&tail.content.main, main));
        }
        for alternative in &tail.content.alternatives {
            let content = self.content(alternative.span);
            let mut other = self.one_tail(&alternative.content, content);
            other.under = Some(self.under(alternative.span));
            found.push(other);
        }
    }

    fn one_tail(&self, kind: &TailKind, words: String) -> Facet {
        let mut facet = Facet::new(facet_kind(kind), words);
        match kind {
            TailKind::Within { period, .. } | TailKind::AfterLapseOf { period, .. } => {
                facet.literal = period.only().and_then(|token| of_token(&token.kind));
                let period = self.words(period.span).to_lowercase();
                facet.phrases.push((period, Sense::More));
            }
            TailKind::If(condition)
            | TailKind::While(condition)
            | TailKind::Unless(condition)
            | TailKind::EvenIf(condition)
            | TailKind::Until(condition) => {
                facet.conditions = Some(self.conditions(condition));
                if let Some(sentence) = self.as_one_sentence(condition) {
                    let list = self.words(condition.span);
                    if let Some(lead) = facet.words.strip_suffix(&list) {
                        facet.words = format!("{lead}{sentence}");
                    }
                }
            }
            TailKind::Bound(bound) => {
                facet.literal = literal(&bound.amount);
                self.phrases(&bound.amount, Sense::More, &mut facet.phrases);
            }
            TailKind::AtTheLatestOn(day) | TailKind::From(day) | TailKind::Through(day) => {
                self.phrases(day, Sense::More, &mut facet.phrases);
            }
            TailKind::AtTheEarliestOn(_)
            | TailKind::On(_)
            | TailKind::UnlessAgreedOtherwise { .. }
            | TailKind::UnlessStatedOtherwise(_)
            | TailKind::WithinThat(_)
            | TailKind::Promptly(_)
            | TailKind::InWriting { .. }
            | TailKind::By(_)
            | TailKind::Without(_)
            | TailKind::Scope(_)
            | TailKind::OnceForEach(_)
            | TailKind::OnceInvoiced
            | TailKind::ForGood
            | TailKind::Nothing
            | TailKind::Despite(_)
            | TailKind::SubjectTo(_)
            | TailKind::InsteadOf(_)
            | TailKind::InAdditionTo(_)
            | TailKind::Under(_)
            | TailKind::CountedFrom(_)
            | TailKind::CountedByTheDay { .. }
            | TailKind::Compounding { .. }
            | TailKind::Rounded { .. } => {}
        }
        facet
    }
}

fn facet_kind(kind: &TailKind) -> FacetKind {
    match kind {
        TailKind::Within { .. } => FacetKind::Within,
        TailKind::WithinThat(_) | TailKind::AtTheLatestOn(_) | TailKind::AtTheEarliestOn(_) => {
            FacetKind::Deadline
        }
        TailKind::Promptly(promptness) => match promptness {
            Promptness::AtAllTimes => FacetKind::Manner,
            Promptness::AtOnce
            | Promptness::Forthwith
            | Promptness::AsSoonAsPossible
            | Promptness::WithoutDelay
            | Promptness::OnFirstRequest => FacetKind::Deadline,
        },
        TailKind::AfterLapseOf { .. } => FacetKind::Lapse,
        TailKind::On(_) | TailKind::From(_) => FacetKind::From,
        TailKind::Until(_) | TailKind::Through(_) => FacetKind::Until,
        TailKind::If(_) | TailKind::While(_) => FacetKind::If,
        TailKind::Unless(_) => FacetKind::Unless,
        TailKind::EvenIf(_) => FacetKind::EvenIf,
        TailKind::Bound(bound) => match bound.kind {
            BoundKind::AtLeast => FacetKind::AtLeast,
            BoundKind::AtMost => FacetKind::AtMost,
        },
        TailKind::Scope(scope) => match scope.kind {
            ScopeKind::All | ScopeKind::Each | ScopeKind::AsAWhole => FacetKind::Scope,
        },
        TailKind::UnlessAgreedOtherwise { .. } | TailKind::UnlessStatedOtherwise(_) => {
            FacetKind::Agreed
        }
        TailKind::InWriting { .. } | TailKind::By(_) => FacetKind::InForm,
        TailKind::Without(_) | TailKind::ForGood | TailKind::Nothing => FacetKind::Manner,
        TailKind::Despite(_)
        | TailKind::SubjectTo(_)
        | TailKind::InsteadOf(_)
        | TailKind::InAdditionTo(_)
        | TailKind::Under(_) => FacetKind::Precedence,
        TailKind::OnceForEach(_)
        | TailKind::OnceInvoiced
        | TailKind::CountedFrom(_)
        | TailKind::CountedByTheDay { .. }
        | TailKind::Compounding { .. }
        | TailKind::Rounded { .. } => FacetKind::Counting,
    }
}
