//! Values that stand in a rule as they are.

use crate::syntax::ast::{Expression, ExpressionKind, TokenKind};
use crate::value::{Decimal, Duration, Money, Percent};

/// A value in the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::diff) enum Literal {
    /// `EUR 500.00`
    Money(Money),
    /// `2%`
    Percent(Percent),
    /// `15 days`
    Duration(Duration),
    /// `3`
    Number(Decimal),
}

/// The value of an amount that is written as one.
pub(super) fn literal(amount: &Expression) -> Option<Literal> {
    match &amount.kind {
        ExpressionKind::Phrase(phrase) => phrase.only().and_then(|token| of_token(&token.kind)),
        ExpressionKind::Sum { .. }
        | ExpressionKind::Times { .. }
        | ExpressionKind::DividedBy { .. }
        | ExpressionKind::PercentOf { .. }
        | ExpressionKind::Part { .. }
        | ExpressionKind::ForEach { .. }
        | ExpressionKind::ForEachBetween { .. }
        | ExpressionKind::ForEachDay { .. }
        | ExpressionKind::PerPeriod { .. }
        | ExpressionKind::AYear { .. }
        | ExpressionKind::Bounded { .. }
        | ExpressionKind::Pick { .. }
        | ExpressionKind::Shifted { .. }
        | ExpressionKind::NextDay { .. }
        | ExpressionKind::Between { .. }
        | ExpressionKind::OfTwo { .. }
        | ExpressionKind::OrElse { .. }
        | ExpressionKind::FirstOfSeries { .. } => None,
    }
}

pub(super) fn of_token(kind: &TokenKind) -> Option<Literal> {
    match kind {
        TokenKind::Money(money) => Some(Literal::Money(*money)),
        TokenKind::Percent(percent) => Some(Literal::Percent(*percent)),
        TokenKind::Duration(duration) => Some(Literal::Duration(*duration)),
        TokenKind::Number(number) => Some(Literal::Number(*number)),
        TokenKind::Word(_)
        | TokenKind::Date(_)
        | TokenKind::Quoted(_)
        | TokenKind::Provisions(_) => None,
    }
}
