//! A walk over the entries of a clause, to every place that a reading or a reference can stand in.

use crate::syntax::ast::{
    Condition, ConditionItem, ConditionKind, ConditionList, Conduct, Entry, Expression,
    ExpressionKind, HeaderKind, ItemContent, MainKind, Phrase, Provision, Rule, Statement,
    StatementKind, TailKind, TokenKind, Under, WithAlternatives,
};

/// What a walk meets.
pub(crate) trait Visitor {
    /// `Under R8 due_day,` or the head of a bracket.
    fn under(&mut self, _under: &Under) {}
    /// A reference to provisions.
    fn provisions(&mut self, _provisions: &[Provision]) {}
    /// A phrase.
    fn phrase(&mut self, _phrase: &Phrase) {}
}

/// Walks over an entry.
pub(crate) fn entry(entry: &Entry, visitor: &mut impl Visitor) {
    match entry {
        Entry::Rule(rule) => self::rule(rule, visitor),
        Entry::Note(note) => {
            if let Some(holds) = &note.condition {
                condition(holds, visitor);
            }
        }
        Entry::See(provisions) => visitor.provisions(&provisions.all),
        Entry::Shared(shared) => visitor.provisions(std::slice::from_ref(&shared.declared_in)),
        Entry::Mark(_) | Entry::Reading(_) | Entry::Declared(_) => {}
    }
}

fn rule(rule: &Rule, visitor: &mut impl Visitor) {
    for header in &rule.headers {
        match &header.kind {
            HeaderKind::Under(under) => visitor.under(under),
            HeaderKind::Trigger { condition, .. } => self::condition(condition, visitor),
            HeaderKind::WhereTheTermsAreSilent
            | HeaderKind::Recurring(_)
            | HeaderKind::InThatCase => {}
        }
    }
    main(&rule.main.kind, visitor);
    for tail in &rule.tails {
        alternatives(&tail.content, visitor, &mut self::tail);
    }
}

fn alternatives<T, V: Visitor>(
    content: &WithAlternatives<T>,
    visitor: &mut V,
    walk: &mut impl FnMut(&T, &mut V),
) {
    walk(&content.main, visitor);
    for alternative in &content.alternatives {
        visitor.under(&alternative.under);
        walk(&alternative.content, visitor);
    }
}

fn main(kind: &MainKind, visitor: &mut impl Visitor) {
    match kind {
        MainKind::Must { bearer, conduct } => {
            phrase(bearer, visitor);
            self::conduct(conduct, visitor);
        }
        MainKind::May {
            holder: who,
            conduct,
        }
        | MainKind::MustNot {
            bearer: who,
            conduct,
        }
        | MainKind::Cannot {
            party: who,
            conduct,
        } => {
            phrase(who, visitor);
            for conduct in conduct {
                phrase(conduct, visitor);
            }
        }
        MainKind::Owes {
            debtor,
            creditor,
            head,
            amount,
        } => {
            for words in [debtor, creditor, head] {
                phrase(words, visitor);
            }
            alternatives(amount, visitor, &mut expression);
        }
        MainKind::Settles { what, ranks, .. } => {
            phrase(what, visitor);
            for rank in ranks {
                alternatives(&rank.content, visitor, &mut |content, visitor| {
                    for head in &content.heads {
                        phrase(head, visitor);
                    }
                });
            }
        }
        MainKind::SetOff => {}
        MainKind::WhatIsLeftIs(words)
        | MainKind::HasNoEffect(words)
        | MainKind::IsRefused(words)
        | MainKind::Says(words) => phrase(words, visitor),
        MainKind::Effect {
            subject, objects, ..
        } => {
            phrase(subject, visitor);
            for object in objects {
                phrase(object, visitor);
            }
        }
        MainKind::IsLimitedTo { what, amount }
        | MainKind::Becomes {
            subject: what,
            value: amount,
        } => {
            phrase(what, visitor);
            alternatives(amount, visitor, &mut expression);
        }
        MainKind::PassInOrder { claims, groups } => {
            phrase(claims, visitor);
            for group in groups {
                visitor.provisions(&group.all);
            }
        }
        MainKind::GroundFor { provisions, .. }
        | MainKind::Group { provisions, .. }
        | MainKind::OwedOnce {
            under: provisions, ..
        } => visitor.provisions(&provisions.all),
        MainKind::DoesNotApply { what, to, .. } | MainKind::Applies { what, to } => {
            visitor.provisions(&what.all);
            if let Some(to) = to {
                phrase(to, visitor);
            }
        }
        MainKind::DoesNotAffect { what, provisions } => {
            visitor.provisions(&what.all);
            visitor.provisions(&provisions.all);
        }
        MainKind::Is { subject, value } => {
            phrase(subject, visitor);
            alternatives(value, visitor, &mut expression);
        }
    }
}

fn conduct(conduct: &Conduct, visitor: &mut impl Visitor) {
    match conduct {
        Conduct::One(phrases) => phrases.iter().for_each(|one| phrase(one, visitor)),
        Conduct::Steps(steps) => {
            for step in steps {
                alternatives(&step.content, visitor, &mut |content, visitor| {
                    phrase(&content.conduct, visitor);
                    if let Some(only_if) = &content.only_if {
                        condition(only_if, visitor);
                    }
                });
            }
        }
    }
}

fn tail<V: Visitor>(kind: &TailKind, visitor: &mut V) {
    match kind {
        TailKind::Within { period, after } | TailKind::AfterLapseOf { period, after } => {
            phrase(period, visitor);
            expression(after, visitor);
        }
        TailKind::AtTheLatestOn(moment)
        | TailKind::AtTheEarliestOn(moment)
        | TailKind::On(moment)
        | TailKind::From(moment)
        | TailKind::Through(moment)
        | TailKind::CountedFrom(moment) => expression(moment, visitor),
        TailKind::Compounding { counted, .. } => expression(counted.moment(), visitor),
        TailKind::Until(holds)
        | TailKind::If(holds)
        | TailKind::While(holds)
        | TailKind::Unless(holds)
        | TailKind::EvenIf(holds) => condition(holds, visitor),
        TailKind::Bound(bound) => expression(&bound.amount, visitor),
        TailKind::Despite(provisions)
        | TailKind::SubjectTo(provisions)
        | TailKind::InsteadOf(provisions)
        | TailKind::InAdditionTo(provisions)
        | TailKind::Under(provisions) => visitor.provisions(&provisions.all),
        TailKind::UnlessStatedOtherwise(words)
        | TailKind::Without(words)
        | TailKind::OnceForEach(words) => phrase(words, visitor),
        TailKind::By(forms) => forms.iter().for_each(|form| phrase(form, visitor)),
        TailKind::UnlessAgreedOtherwise { .. }
        | TailKind::WithinThat(_)
        | TailKind::Promptly(_)
        | TailKind::InWriting { .. }
        | TailKind::Scope(_)
        | TailKind::OnceInvoiced
        | TailKind::ForGood
        | TailKind::Nothing
        | TailKind::CountedByTheDay { .. }
        | TailKind::Rounded { .. } => {}
    }
}

fn condition<V: Visitor>(holds: &Condition, visitor: &mut V) {
    match &holds.kind {
        ConditionKind::One(one) => statement(one, visitor),
        ConditionKind::And(all) | ConditionKind::Or(all) => {
            for one in all {
                statement(one, visitor);
            }
        }
        ConditionKind::List(list) => self::list(list, visitor),
    }
}

fn list<V: Visitor>(list: &ConditionList, visitor: &mut V) {
    list.items.iter().for_each(|one| item(one, visitor));
}

fn item<V: Visitor>(item: &ConditionItem, visitor: &mut V) {
    alternatives(
        &item.content,
        visitor,
        &mut |content, visitor| match content {
            ItemContent::Statements(holds) => condition(holds, visitor),
            ItemContent::List(deeper) => list(deeper, visitor),
        },
    );
}

fn statement<V: Visitor>(statement: &Statement, visitor: &mut V) {
    match &statement.kind {
        StatementKind::Says(words)
        | StatementKind::Judged { concept: words, .. }
        | StatementKind::Presumed { concept: words, .. }
        | StatementKind::Proved { concept: words, .. }
        | StatementKind::OneOf { left: words, .. }
        | StatementKind::LongerThan {
            statement: words, ..
        } => phrase(words, visitor),
        StatementKind::Compares { left, right, .. } => {
            expression(left, visitor);
            expression(right, visitor);
        }
        StatementKind::SamePeriod { left, right, .. } => {
            phrase(left, visitor);
            expression(right, visitor);
        }
        StatementKind::May { conduct, .. } => phrase(conduct, visitor),
    }
}

fn expression<V: Visitor>(value: &Expression, visitor: &mut V) {
    match &value.kind {
        ExpressionKind::Phrase(words) => phrase(words, visitor),
        ExpressionKind::Sum { first, rest } => {
            expression(first, visitor);
            for (_, more) in rest {
                expression(more, visitor);
            }
        }
        ExpressionKind::Times { factor, of } => {
            expression(factor, visitor);
            expression(of, visitor);
        }
        ExpressionKind::DividedBy { of, by } => {
            expression(of, visitor);
            expression(by, visitor);
        }
        ExpressionKind::PercentOf { of, .. } => expression(of, visitor),
        ExpressionKind::Bounded { of, bounds } => {
            expression(of, visitor);
            for bound in bounds {
                expression(&bound.amount, visitor);
            }
        }
        ExpressionKind::ForEach { amount, .. } => expression(amount, visitor),
        ExpressionKind::ForEachDay {
            amount,
            on_which,
            except,
            ..
        } => {
            expression(amount, visitor);
            for one in std::iter::once(on_which).chain(except) {
                statement(one, visitor);
            }
        }
        ExpressionKind::PerPeriod { rate, on, .. } | ExpressionKind::AYear { rate, on } => {
            expression(rate, visitor);
            phrase(on, visitor);
        }
        ExpressionKind::Pick { items, .. } => {
            for one in items {
                alternatives(&one.value, visitor, &mut |value, visitor| {
                    expression(&value.value, visitor);
                    if let Some(only_if) = &value.only_if {
                        condition(only_if, visitor);
                    }
                });
            }
        }
        ExpressionKind::Shifted { anchor, .. } | ExpressionKind::NextDay { anchor, .. } => {
            expression(anchor, visitor);
        }
        ExpressionKind::ForEachBetween {
            amount: first,
            between: second,
        }
        | ExpressionKind::Between {
            from: first,
            to: second,
            ..
        }
        | ExpressionKind::OfTwo { first, second, .. }
        | ExpressionKind::OrElse { first, second } => {
            expression(first, visitor);
            expression(second, visitor);
        }
        ExpressionKind::FirstOfSeries { after, .. } => expression(after, visitor),
        ExpressionKind::Part { .. } => {}
    }
}

fn phrase(words: &Phrase, visitor: &mut impl Visitor) {
    visitor.phrase(words);
    for token in &words.tokens {
        if let TokenKind::Provisions(provisions) = &token.kind {
            visitor.provisions(provisions);
        }
    }
}
