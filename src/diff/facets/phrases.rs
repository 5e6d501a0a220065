//! The phrases of an amount in which a value may stand that parties can replace.

use crate::syntax::ast::{Direction, Expression, ExpressionKind, Pick, Sign};

use super::Sense;
use super::read::Reader;

impl Reader<'_> {
    /// The phrases of an amount that stand there as they are, or after `plus` and `minus`.
    pub(super) fn phrases(
        &self,
        amount: &Expression,
        sense: Sense,
        found: &mut Vec<(String, Sense)>,
    ) {
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
            | ExpressionKind::ForEachBetween { amount, .. }
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
            | ExpressionKind::Between { .. }
            | ExpressionKind::FirstOfSeries { .. } => {}
        }
    }
}
