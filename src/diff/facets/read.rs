//! The parts of a rule, read from its tree.

use crate::diff::words::{Quoted, comparable, inside_a_sentence};
use crate::source::Span;
use crate::syntax::ast::{
    BoundKind, Condition, ConditionKind, Conduct, Direction, Expression, ExpressionKind,
    HeaderKind, ItemContent, MainKind, Pick, Quantifier, Rule, ScopeKind, Sign, Tail, TailKind,
    WithAlternatives,
};

use super::literal::{literal, of_token};
use super::{Conditions, Facet, FacetKind, Sense};

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

struct Reader<'s> {
    quoted: Quoted<'s>,
}

impl Reader<'_> {
    fn words(&self, span: Span) -> String {
        self.quoted.words(span)
    }

    fn main(&self, kind: &MainKind, span: Span, found: &mut Vec<Facet>) {
        match kind {
            MainKind::Owes { amount, .. } | MainKind::IsLimitedTo { amount, .. } => {
                self.amount(FacetKind::Amount, amount, found);
            }
            MainKind::Is { value, .. } | MainKind::Becomes { value, .. } => {
                self.amount(FacetKind::Value, value, found)
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
                found.push(Facet::new(FacetKind::Content, self.words(span)));
            }
            MainKind::Must { .. }
            | MainKind::May { .. }
            | MainKind::MustNot { .. }
            | MainKind::Cannot { .. }
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
        let mut main = Facet::new(kind, self.words(amount.main.span));
        main.literal = literal(&amount.main);
        self.phrases(&amount.main, Sense::More, &mut main.phrases);
        found.push(main);
        for alternative in &amount.alternatives {
            let mut other = Facet::new(kind, self.words(alternative.content.span));
            other.under = Some(self.under(alternative.span));
            other.literal = literal(&alternative.content);
            found.push(other);
        }
    }

    /// `R8 due_day` of `(under R8 due_day: …)`
    fn under(&self, span: Span) -> String {
        let whole = self.words(span);
        let head = whole.split(':').next().unwrap_or_default();
        head.trim_start_matches("(under ").to_owned()
    }

    fn tail(&self, tail: &Tail, found: &mut Vec<Facet>) {
        let end = tail
            .content
            .alternatives
            .first()
            .map_or(tail.span.end, |first| first.span.start);
        let main = self.quoted.words_up_to(tail.span, end);
        found.push(self.one_tail(&tail.content.main, main));
        for alternative in &tail.content.alternatives {
            let whole = self.words(alternative.span);
            let content = whole
                .split_once(": ")
                .map_or("", |(_, content)| content)
                .trim_end_matches(')');
            let mut other = self.one_tail(&alternative.content, content.to_owned());
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
            TailKind::AtTheLatestOn(_)
            | TailKind::AtTheEarliestOn(_)
            | TailKind::On(_)
            | TailKind::From(_)
            | TailKind::Through(_)
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

    /// The words of a span that ends with a condition; a list in it is told as one sentence.
    fn with_condition(&self, span: Span, condition: &Condition) -> String {
        let lead = self.quoted.words_up_to(span, condition.span.start);
        match self.as_one_sentence(condition) {
            Some(sentence) => format!("{lead} {sentence}"),
            None => self.words(span),
        }
    }

    /// `an invoice is overdue, the supplier has sent a letter and the term has passed` for a list of plain statements.
    fn as_one_sentence(&self, condition: &Condition) -> Option<String> {
        let ConditionKind::List(list) = &condition.kind else {
            return None;
        };
        let mut statements = Vec::new();
        for item in &list.items {
            if !item.content.alternatives.is_empty() {
                return None;
            }
            match &item.content.main {
                ItemContent::Statements(one) => statements.push(self.words(one.span)),
                ItemContent::List(_) => return None,
            }
        }
        let joint = match list.quantifier {
            Quantifier::All => "and",
            Quantifier::Any => "or",
            Quantifier::None => return None,
        };
        let compound = |words: &String| {
            [" and ", " or ", ", "]
                .iter()
                .any(|one| words.contains(one))
        };
        let (last, before) = statements.split_last()?;
        if statements.iter().any(compound) {
            Some(format!("{}; {joint} {last}", before.join("; ")))
        } else {
            Some(format!("{} {joint} {last}", before.join(", ")))
        }
    }

    fn conditions(&self, condition: &Condition) -> Conditions {
        let statements = |spans: Vec<Span>| -> Vec<(String, String)> {
            let shown = spans.into_iter().map(|span| self.words(span));
            shown.map(|words| (comparable(&words), words)).collect()
        };
        match &condition.kind {
            ConditionKind::One(one) => Conditions {
                quantifier: Quantifier::All,
                statements: statements(vec![one.span]),
            },
            ConditionKind::And(all) => Conditions {
                quantifier: Quantifier::All,
                statements: statements(all.iter().map(|one| one.span).collect()),
            },
            ConditionKind::Or(all) => Conditions {
                quantifier: Quantifier::Any,
                statements: statements(all.iter().map(|one| one.span).collect()),
            },
            ConditionKind::List(list) => {
                let items = list.items.iter();
                let spans = items.map(|item| match &item.content.main {
                    ItemContent::Statements(condition) => condition.span,
                    ItemContent::List(list) => list.span,
                });
                Conditions {
                    quantifier: list.quantifier,
                    statements: statements(spans.collect()),
                }
            }
        }
    }

    /// The phrases of an amount that stand there as they are, or after `plus` and `minus`.
    fn phrases(&self, amount: &Expression, sense: Sense, found: &mut Vec<(String, Sense)>) {
        match &amount.kind {
            ExpressionKind::Phrase(phrase) => {
                found.push((self.words(phrase.span).to_lowercase(), sense));
            }
            ExpressionKind::Sum { first, rest } => {
                self.phrases(first, sense, found);
                for (sign, more) in rest {
                    let sense = match sign {
                        Sign::Plus => sense,
                        Sign::Minus => sense.opposite(),
                    };
                    self.phrases(more, sense, found);
                }
            }
            ExpressionKind::Times { factor, of } => {
                self.phrases(factor, sense, found);
                self.phrases(of, sense, found);
            }
            ExpressionKind::DividedBy { of, by } => {
                self.phrases(of, sense, found);
                self.phrases(by, sense.opposite(), found);
            }
            ExpressionKind::PercentOf { of: amount, .. }
            | ExpressionKind::ForEach { amount, .. }
            | ExpressionKind::ForEachDay { amount, .. }
            | ExpressionKind::Bounded { of: amount, .. }
            | ExpressionKind::PerPeriod { rate: amount, .. }
            | ExpressionKind::AYear { rate: amount, .. } => self.phrases(amount, sense, found),
            ExpressionKind::Pick { pick, items, .. } => {
                // What is picked by its size grows with each item; what is picked by its place may come from another one.
                let sense = match pick {
                    Pick::Sum | Pick::Lowest | Pick::Highest => sense,
                    Pick::First | Pick::Later | Pick::Earlier => Sense::Unknown,
                };
                for item in items {
                    self.phrases(&item.value.main.value, sense, found);
                }
            }
            ExpressionKind::OfTwo { first, second, .. } => {
                self.phrases(first, Sense::Unknown, found);
                self.phrases(second, Sense::Unknown, found);
            }
            ExpressionKind::OrElse { first, second } => {
                self.phrases(first, sense, found);
                self.phrases(second, sense, found);
            }
            ExpressionKind::Shifted {
                period, direction, ..
            } => {
                let sense = match direction {
                    Direction::After => sense,
                    Direction::Before => sense.opposite(),
                };
                found.push((self.words(period.span).to_lowercase(), sense));
            }
            ExpressionKind::Part { .. }
            | ExpressionKind::NextDay { .. }
            | ExpressionKind::FirstOfSeries { .. } => {}
        }
    }
}

fn facet_kind(kind: &TailKind) -> FacetKind {
    match kind {
        TailKind::Within { .. } => FacetKind::Within,
        TailKind::WithinThat(_)
        | TailKind::AtTheLatestOn(_)
        | TailKind::AtTheEarliestOn(_)
        | TailKind::Promptly(_) => FacetKind::Deadline,
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
        TailKind::InWriting { .. } | TailKind::By(_) | TailKind::Without(_) | TailKind::ForGood => {
            FacetKind::Manner
        }
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
