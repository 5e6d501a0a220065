//! Amounts and moments as written, made expressions of the program.

use crate::check::lower::Lower;
use crate::check::lower::arithmetic::{always, percent_of, pick_of};
use crate::check::phrase::NpKind;
use crate::check::program::{Direction, Expression};
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ExpressionKind};
use crate::value::{Duration, Unit, Value};

impl Lower<'_> {
    /// The value of an expression with its type.
    pub fn value(&mut self, expression: &ast::Expression) -> Option<(Expression, Type)> {
        match &expression.kind {
            ExpressionKind::Phrase(phrase) => {
                if let Some((series, at_least, after)) = series_in(phrase) {
                    return self.first_of_series(&series, &at_least, false, &after);
                }
                let np = self.noun_phrase(phrase, None)?;
                let value = self.noun(&np)?;
                Some((value, np.ty))
            }
            ExpressionKind::Sum { first, rest } => self.plus_and_minus(first, rest),
            ExpressionKind::Times { factor, of } => self.times(factor, of),
            ExpressionKind::DividedBy { of, by } => self.divided(of, by),
            ExpressionKind::PercentOf { percent, of } => {
                let percent = percent_of(percent)?;
                let of_span = of.span;
                let (of, ty) = self.value(of)?;
                self.needs_money(&ty, of_span)?;
                let percent = Expression::Literal(Value::Percent(percent));
                Some((
                    Expression::PercentOf {
                        percent: Box::new(percent),
                        of: Box::new(of),
                    },
                    Type::Money,
                ))
            }
            ExpressionKind::Part { from, to, of } => {
                let part = self.part(from.as_ref(), to.as_ref(), of.as_ref(), expression.span)?;
                Some((part, Type::Money))
            }
            ExpressionKind::ForEach {
                amount,
                started,
                of,
                unit,
            } => self.for_each(amount, *started, unit, of.as_ref()),
            ExpressionKind::ForEachBetween { amount, between } => {
                self.for_each_between(amount, between)
            }
            ExpressionKind::Between {
                started,
                unit,
                from,
                to,
            } => {
                let (from, to) = (self.moment(from)?, self.moment(to)?);
                let between = Expression::Between {
                    from: Box::new(from),
                    to: Box::new(to),
                    unit: *unit,
                    started: *started,
                };
                Some((between, Type::Duration))
            }
            ExpressionKind::Pick {
                pick,
                bounds,
                items,
                ..
            } => self.pick(*pick, bounds, items),
            ExpressionKind::Shifted {
                period,
                direction,
                anchor,
            } => {
                let by = self.period(period)?;
                self.shift(by, *direction, anchor)
            }
            ExpressionKind::NextDay { direction, anchor } => {
                let day = Expression::Literal(Value::Duration(Duration::new(1, Unit::Day)));
                self.shift(day, *direction, anchor)
            }
            ExpressionKind::OfTwo {
                pick,
                first,
                second,
            } => {
                let first = self.moment(first)?;
                let second = self.moment(second)?;
                let options = [first, second].into_iter().map(always).collect();
                Some((
                    Expression::Pick {
                        pick: pick_of(*pick),
                        options,
                    },
                    Type::Date,
                ))
            }
            ExpressionKind::OrElse { first, second } => {
                let (first, ty) = self.value(first)?;
                let (second, _) = self.value(second)?;
                Some((Expression::OrElse(Box::new(first), Box::new(second)), ty))
            }
            ExpressionKind::FirstOfSeries {
                series,
                at_least,
                counted_back,
                after,
            } => self.first_of_series(series, at_least, *counted_back, after),
            ExpressionKind::Bounded { of, bounds } => {
                let (of, ty) = self.value(of)?;
                Some((self.bounded(of, bounds)?, ty))
            }
            ExpressionKind::ForEachDay { .. }
            | ExpressionKind::PerPeriod { .. }
            | ExpressionKind::AYear { .. } => {
                self.grows_here(expression);
                None
            }
        }
    }

    /// A date.
    pub fn moment(&mut self, expression: &ast::Expression) -> Option<Expression> {
        let (value, ty) = self.value(expression)?;
        self.as_day(value, ty, expression.span)
    }

    /// A value as a day.
    pub fn as_day(&mut self, value: Expression, ty: Type, span: Span) -> Option<Expression> {
        match ty {
            Type::Date | Type::Any => Some(value),
            // An act stands for its day: `since the notice`, `after the formation`.
            Type::Thing(_) => Some(super::noun::kernel(
                crate::check::program::KernelMeasure::DayOf,
                vec![value],
            )),
            Type::Either(all) if all.contains(&Type::Date) => Some(value),
            other => {
                self.wrong_type(span, &other, "a date");
                None
            }
        }
    }

    /// An amount of money.
    pub fn money(&mut self, expression: &ast::Expression) -> Option<Expression> {
        let (value, ty) = self.value(expression)?;
        self.needs_money(&ty, expression.span)?;
        Some(value)
    }

    pub(super) fn needs_money(&mut self, ty: &Type, span: Span) -> Option<()> {
        if ty.fits(&Type::Money) {
            return Some(());
        }
        if *ty == Type::Number {
            self.refuse(
                Problem::error("bare-number", "an amount of money has a currency")
                    .at(span, "this is a bare number")
                    .help("write for example `EUR 500.00`"),
            );
        } else {
            self.wrong_type(span, ty, "an amount of money");
        }
        None
    }

    /// The value of a measure that the vocabulary defines, as the type it gives; `only_if` says which members of a sum count.
    pub fn defined(
        &mut self,
        value: &ast::Expression,
        only_if: Option<&ast::Condition>,
        gives: &Type,
    ) -> Option<Expression> {
        if let (ExpressionKind::Phrase(phrase), Some(condition)) = (&value.kind, only_if) {
            let np = self.noun_phrase(phrase, Some(gives))?;
            let NpKind::SumOf(of) = &np.kind else {
                self.condition_without_members(condition.span);
                return None;
            };
            return self.sum(of, Some(condition));
        }
        if let Some(condition) = only_if {
            self.condition_without_members(condition.span);
            return None;
        }
        let (found, ty) = self.value(value)?;
        if !ty.fits(gives) {
            self.wrong_type(value.span, &ty, &gives.to_string());
            return None;
        }
        Some(self.coerce(found, &ty, gives))
    }

    fn condition_without_members(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "condition-without-members",
                "this condition does not say of what it holds",
            )
            .at(
                span,
                "only the members of a sum can be told apart by a condition",
            )
            .help("say `It is the sum of … of each … in …, if …`"),
        );
    }

    /// A period: `15 days`, `the payment term`.
    pub fn period(&mut self, phrase: &ast::Phrase) -> Option<Expression> {
        let np = self.noun_phrase(phrase, Some(&Type::Duration))?;
        self.noun(&np)
    }

    fn shift(
        &mut self,
        by: Expression,
        direction: ast::Direction,
        anchor: &ast::Expression,
    ) -> Option<(Expression, Type)> {
        let anchor = self.moment(anchor)?;
        let direction = match direction {
            ast::Direction::After => Direction::After,
            ast::Direction::Before => Direction::Before,
        };
        let shift = Expression::Shift {
            anchor: Box::new(anchor),
            by: Box::new(by),
            direction,
        };
        Some((shift, Type::Date))
    }

    fn grows_here(&mut self, expression: &ast::Expression) {
        let span = expression.span;
        let help = match &expression.kind {
            ExpressionKind::PerPeriod { on, .. } if on.tokens[0].is("which") => {
                "what lasts is counted by the day (`for each day on which …`); by the week or the month say it in a sentence of its own: `Every week after …, P owes Q, as HEAD, …, if …`"
            }
            _ => "say it in a sentence of its own: `While …, P owes Q, as HEAD, …`",
        };
        self.refuse(
            Problem::error(
                "growth-out-of-place",
                "an amount that grows with time cannot stand here",
            )
            .at(span, "this grows with time")
            .help(help),
        );
    }
}

/// `the first contract-year end at least 2 months after the notice`, where an amount may stand too.
fn series_in(phrase: &ast::Phrase) -> Option<(ast::Phrase, ast::Phrase, ast::Expression)> {
    let is = |at: usize, word: &str| phrase.tokens.get(at).is_some_and(|token| token.is(word));
    if !is(0, "the") || !is(1, "first") {
        return None;
    }
    let least = (2..phrase.tokens.len()).find(|at| is(*at, "at") && is(at + 1, "least"))?;
    let after = (least + 2..phrase.tokens.len()).find(|at| is(*at, "after"))?;
    let part = |from: usize, to: usize| ast::Phrase::of(phrase.tokens[from..to].to_vec());
    let anchor = part(after + 1, phrase.tokens.len())?;
    let span = anchor.span;
    let anchor = ast::Expression {
        kind: ExpressionKind::Phrase(anchor),
        span,
    };
    Some((part(2, least)?, part(least + 2, after)?, anchor))
}
