//! Amounts, accruals and moments.

use pest::iterators::Pair;

use crate::source::Span;
use crate::syntax::ast::{
    Bound, BoundKind, Direction, Expression, ExpressionKind, Phrase, Pick, PickItem, PickValue,
    Scope, ScopeKind, Sign, Token, WhichApplies, WithAlternatives,
};
use crate::syntax::build::figure::one_blank;
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;

impl Builder {
    /// An amount with the alternatives behind it, in a row of parts.
    pub(super) fn amount_with_alternatives(
        &self,
        mut parts: Cursor<'_>,
    ) -> Built<WithAlternatives<Expression>> {
        let main = self.expression(parts.next())?;
        let alternatives = parts.all(Rule::alternative_amount);
        self.with_alternatives(main, alternatives, |pair| self.expression(pair))
    }

    /// Any amount or moment.
    pub(super) fn expression(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        match pair.as_rule() {
            Rule::amount
            | Rule::moment_part
            | Rule::between_moment
            | Rule::moment_before_verb
            | Rule::moment
            | Rule::or_else_value
            | Rule::defined_value
            | Rule::bare_moment => self.wrapped(pair),
            Rule::bounded_amount => self.bounded(pair),
            Rule::sum | Rule::plain_sum | Rule::calculation => self.sum(pair),
            Rule::factor | Rule::plain_factor | Rule::strong_factor => self.factor(pair),
            Rule::product | Rule::plain_product | Rule::strong_product => self.product(pair),
            Rule::pick => self.pick(pair),
            Rule::percent_of => self.percent_of(pair),
            Rule::part => self.part(pair),
            Rule::one_of_two => self.one_of_two(pair),
            Rule::next_day => self.next_day(pair),
            Rule::units_between | Rule::units_before_verb | Rule::each_between => {
                self.between(pair)
            }
            Rule::shifted_duration => self.shifted_duration(pair),
            Rule::first_of_series => self.first_of_series(pair),
            Rule::literal => {
                let span = self.span(&pair);
                let token = self.atom(self.cursor(pair).next())?;
                let tokens = vec![token];
                Ok(of_phrase(Phrase { tokens, span }))
            }
            _ => Ok(of_phrase(self.phrase(pair)?)),
        }
    }

    /// A moment or an amount that may have a second part: `M after N`, `M, or else N`.
    fn wrapped(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let first = parts.next();
        if let Some(direction) = direction(&mut parts) {
            let period = self.phrase(first)?;
            let anchor = Box::new(self.expression(parts.next())?);
            let kind = ExpressionKind::Shifted {
                period,
                direction,
                anchor,
            };
            return Ok(Expression { kind, span });
        }
        let first = self.expression(first)?;
        let Some(second) = parts.find(Rule::moment_part) else {
            return Ok(first);
        };
        let kind = ExpressionKind::OrElse {
            first: Box::new(first),
            second: Box::new(self.expression(second)?),
        };
        Ok(Expression { kind, span })
    }

    fn bounded(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let of = self.expression(parts.next())?;
        let bounds: Built<Vec<Bound>> = parts.all(Rule::bound).map(|b| self.bound(b)).collect();
        let bounds = bounds?;
        if bounds.is_empty() {
            return Ok(of);
        }
        let kind = ExpressionKind::Bounded {
            of: Box::new(of),
            bounds,
        };
        Ok(Expression { kind, span })
    }

    /// `A plus B minus C`
    fn sum(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let first = self.expression(parts.next())?;
        let mut rest = Vec::new();
        while let Some(sign) = sign(&mut parts) {
            rest.push((sign, self.expression(parts.next())?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let kind = ExpressionKind::Sum {
            first: Box::new(first),
            rest,
        };
        Ok(Expression { kind, span })
    }

    /// `A times B divided by C`: what is multiplied is divided last.
    fn factor(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let of = self.expression(parts.next())?;
        let Some(suffix) = parts.take(Rule::divided_suffix) else {
            return Ok(of);
        };
        let mut suffix = self.cursor(suffix);
        suffix.need(Rule::kw_divided_by);
        let by = Box::new(self.expression(suffix.next())?);
        let kind = ExpressionKind::DividedBy {
            of: Box::new(of),
            by,
        };
        let Some(suffix) = parts.take(Rule::for_each_suffix) else {
            return Ok(Expression { kind, span });
        };
        let suffix = self.cursor(suffix);
        let divided = Expression { kind, span };
        let kind = self.for_each(Box::new(divided), suffix)?;
        Ok(Expression { kind, span })
    }

    /// `A`, `3 times A`, `A for each started month on B`
    fn product(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let base = self.expression(parts.next())?;
        let Some(kind) = parts.peek() else {
            return Ok(base);
        };
        let mut suffix = self.cursor(parts.next());
        let base = Box::new(base);
        let kind = match kind {
            Rule::times_suffix => {
                suffix.need(Rule::kw_times);
                let of = Box::new(self.expression(suffix.next())?);
                ExpressionKind::Times { factor: base, of }
            }
            Rule::a_year_suffix => {
                suffix.need(Rule::kw_a_year_on);
                let on = self.phrase(suffix.next())?;
                ExpressionKind::AYear { rate: base, on }
            }
            _ => self.for_each(base, suffix)?,
        };
        Ok(Expression { kind, span })
    }

    /// `for each started GB of X` and the like.
    fn for_each(&self, amount: Box<Expression>, mut suffix: Cursor<'_>) -> Built<ExpressionKind> {
        suffix.need(Rule::kw_for_each);
        let form = suffix.next();
        let kind = form.as_rule();
        if kind == Rule::each_between {
            let between = Box::new(self.between(form)?);
            return Ok(ExpressionKind::ForEachBetween { amount, between });
        }
        let mut parts = self.cursor(form);
        let later = parts.skip(Rule::kw_later);
        let started = parts.skip(Rule::kw_started);
        match kind {
            Rule::day_on_which => {
                parts.need(Rule::kw_day_on_which);
                let on_which = Box::new(self.statement(parts.next())?);
                let except = match parts.take(Rule::except_days) {
                    None => None,
                    Some(except) => {
                        let mut parts = self.cursor(except);
                        parts.need(Rule::kw_except_days);
                        Some(Box::new(self.statement(parts.next())?))
                    }
                };
                Ok(ExpressionKind::ForEachDay {
                    amount,
                    later,
                    on_which,
                    except,
                })
            }
            Rule::period_on => {
                let unit = Self::unit(&parts.need(Rule::unit));
                parts.need(Rule::kw_on);
                let on = self.phrase(parts.next())?;
                Ok(ExpressionKind::PerPeriod {
                    rate: amount,
                    started,
                    unit,
                    on,
                })
            }
            _ => {
                let unit = self.phrase(parts.need(Rule::unit_phrase))?;
                let of = parts.skip(Rule::kw_of).then(|| self.phrase(parts.next()));
                Ok(ExpressionKind::ForEach {
                    amount,
                    started,
                    unit,
                    of: of.transpose()?,
                })
            }
        }
    }

    /// `15% of X`
    fn percent_of(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let percent = self.percent(&parts.next())?;
        parts.need(Rule::kw_of);
        let of = Box::new(self.expression(parts.next())?);
        let kind = ExpressionKind::PercentOf { percent, of };
        Ok(Expression { kind, span })
    }

    /// `the part from EUR 2,500.00 up to EUR 5,000.00 of X`
    fn part(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_the_part);
        let from = self.limit(parts.take(Rule::part_from))?;
        let to = self.limit(parts.take(Rule::part_up_to))?;
        let of = parts.skip(Rule::kw_of).then(|| self.phrase(parts.next()));
        let of = of.transpose()?;
        let kind = ExpressionKind::Part { from, to, of };
        Ok(Expression { kind, span })
    }

    fn limit(&self, pair: Option<Pair<'_, Rule>>) -> Built<Option<Token>> {
        let money = pair.and_then(|pair| self.cursor(pair).find(Rule::money));
        money.map(|money| self.money(&money)).transpose()
    }

    /// `the later of M and M`
    fn one_of_two(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let words = one_blank(parts.need(Rule::kw_later_of).as_str());
        let pick = if words.contains("later") {
            Pick::Later
        } else {
            Pick::Earlier
        };
        let first = Box::new(self.expression(parts.next())?);
        parts.need(Rule::kw_and);
        let second = Box::new(self.expression(parts.next())?);
        let kind = ExpressionKind::OfTwo {
            pick,
            first,
            second,
        };
        Ok(Expression { kind, span })
    }

    /// `the working days between M and M`
    fn between(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.skip(Rule::kw_the_units);
        let started = parts.skip(Rule::kw_started);
        let unit = Self::unit(&parts.need(Rule::unit));
        parts.need(Rule::kw_between);
        let from = Box::new(self.expression(parts.next())?);
        parts.need(Rule::kw_and);
        let to = Box::new(self.expression(parts.next())?);
        let kind = ExpressionKind::Between {
            started,
            unit,
            from,
            to,
        };
        Ok(Expression { kind, span })
    }

    /// `the day after M`
    fn next_day(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_the_day);
        let direction = direction(&mut parts).expect("the grammar puts `after` or `before` here");
        let anchor = Box::new(self.expression(parts.next())?);
        let kind = ExpressionKind::NextDay { direction, anchor };
        Ok(Expression { kind, span })
    }

    /// `14 days after M`
    fn shifted_duration(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let token = self.duration(&parts.need(Rule::duration))?;
        let direction = direction(&mut parts).expect("the grammar puts `after` or `before` here");
        let anchor = Box::new(self.expression(parts.next())?);
        let period = Phrase {
            span: token.span,
            tokens: vec![token],
        };
        let kind = ExpressionKind::Shifted {
            period,
            direction,
            anchor,
        };
        Ok(Expression { kind, span })
    }

    /// `the first contract-year end at least the notice period after M`
    fn first_of_series(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_the_first);
        let series = self.phrase(parts.need(Rule::series_phrase))?;
        parts.need(Rule::kw_at_least);
        let at_least = self.phrase(parts.need(Rule::period))?;
        let counted_back = parts.skip(Rule::comma) && parts.skip(Rule::kw_counted_back);
        parts.skip(Rule::comma);
        parts.need(Rule::kw_after);
        let after = Box::new(self.expression(parts.next())?);
        let kind = ExpressionKind::FirstOfSeries {
            series,
            at_least,
            counted_back,
            after,
        };
        Ok(Expression { kind, span })
    }

    /// `the sum of the following, at least EUR 40.00: (1) …`
    fn pick(&self, pair: Pair<'_, Rule>) -> Built<Expression> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let pick = pick_of(&one_blank(parts.need(Rule::pick_word).as_str()));
        let which = parts.take(Rule::which).map(|which| {
            if which.as_str().ends_with("stated") {
                WhichApplies::Stated
            } else {
                WhichApplies::Applies
            }
        });
        let (mut bounds, mut items) = (Vec::new(), Vec::new());
        while let Some(kind) = parts.peek() {
            let part = parts.next();
            match kind {
                Rule::bound => bounds.push(self.bound(part)?),
                Rule::pick_item => items.push(self.pick_item(part)?),
                _ => {}
            }
        }
        self.check_sequence(items.iter().map(|item| item.mark));
        let kind = ExpressionKind::Pick {
            pick,
            which,
            bounds,
            items,
        };
        Ok(Expression { kind, span })
    }

    fn pick_item(&self, pair: Pair<'_, Rule>) -> Built<PickItem> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let mark = self.mark(&parts.need(Rule::mark));
        let main = self.pick_value(parts.next())?;
        let alternatives = parts.all(Rule::alternative_pick);
        let value = self.with_alternatives(main, alternatives, |pair| self.pick_value(pair))?;
        Ok(PickItem { mark, value, span })
    }

    fn pick_value(&self, pair: Pair<'_, Rule>) -> Built<PickValue> {
        let mut parts = self.cursor(pair);
        let value = self.expression(parts.next())?;
        let only_if = parts
            .skip(Rule::kw_if)
            .then(|| self.statements(parts.next()));
        Ok(PickValue {
            value,
            only_if: only_if.transpose()?,
        })
    }

    /// `at least EUR 40.00 for the collection as a whole`
    pub(super) fn bound(&self, pair: Pair<'_, Rule>) -> Built<Bound> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let kind = if parts.skip(Rule::kw_at_least) {
            BoundKind::AtLeast
        } else {
            parts.need(Rule::kw_at_most);
            BoundKind::AtMost
        };
        let amount = Box::new(self.expression(parts.next())?);
        let scope = parts.take(Rule::scope).map(|scope| self.scope(scope));
        Ok(Bound {
            kind,
            amount,
            scope: scope.transpose()?,
            span,
        })
    }

    /// `for all violations under the agreement`
    pub(super) fn scope(&self, pair: Pair<'_, Rule>) -> Built<Scope> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let first = parts.next();
        let (kind, words) = match first.as_rule() {
            Rule::whole_scope => {
                let words = self.cursor(first).find(Rule::whole_phrase);
                (
                    ScopeKind::AsAWhole,
                    words.expect("the grammar puts words before `as a whole`"),
                )
            }
            Rule::kw_for_all => (ScopeKind::All, parts.next()),
            _ => (ScopeKind::Each, parts.next()),
        };
        let what = self.phrase(words)?;
        Ok(Scope { kind, what, span })
    }
}

fn of_phrase(phrase: Phrase) -> Expression {
    let span: Span = phrase.span;
    Expression {
        kind: ExpressionKind::Phrase(phrase),
        span,
    }
}

fn direction(parts: &mut Cursor<'_>) -> Option<Direction> {
    if parts.skip(Rule::kw_after) {
        Some(Direction::After)
    } else {
        parts.skip(Rule::kw_before).then_some(Direction::Before)
    }
}

fn sign(parts: &mut Cursor<'_>) -> Option<Sign> {
    if parts.skip(Rule::kw_plus) {
        Some(Sign::Plus)
    } else {
        parts.skip(Rule::kw_minus).then_some(Sign::Minus)
    }
}

/// The pick of `the lowest of the following`.
fn pick_of(words: &str) -> Pick {
    match words.split(' ').nth(1) {
        Some("sum") => Pick::Sum,
        Some("lowest") => Pick::Lowest,
        Some("highest") => Pick::Highest,
        Some("later") => Pick::Later,
        Some("earlier") => Pick::Earlier,
        _ => Pick::First,
    }
}
