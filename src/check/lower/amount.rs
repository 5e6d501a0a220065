//! Amounts and moments as written, made expressions of the program.

use crate::check::lower::Lower;
use crate::check::phrase::NpKind;
use crate::check::program::{Bound, Choice, Direction, Expression, Pick, Scope};
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ExpressionKind};
use crate::value::{Duration, Percent, Unit, Value};

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

    fn needs_money(&mut self, ty: &Type, span: Span) -> Option<()> {
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

    fn plus_and_minus(
        &mut self,
        first: &ast::Expression,
        rest: &[(ast::Sign, ast::Expression)],
    ) -> Option<(Expression, Type)> {
        let (mut value, ty) = self.value(first)?;
        for (sign, next) in rest {
            let (right, right_type) = self.value(next)?;
            if !right_type.fits(&ty) {
                self.refuse(
                    Problem::error(
                        "cannot-add",
                        format!("{right_type} cannot be added to {ty}"),
                    )
                    .at(first.span, ty.to_string())
                    .at(next.span, right_type.to_string())
                    .help("`times`, `divided by` and `for each` come before `plus` and `minus`; what is added up first has a name of its own: `Measure … reads \"the hours too many\".`, `The hours too many are … minus …`"),
                );
                return None;
            }
            self.one_currency((&value, first.span), (&right, next.span))?;
            let (left, right) = (Box::new(value), Box::new(right));
            value = match sign {
                ast::Sign::Plus => Expression::Plus(left, right),
                ast::Sign::Minus => Expression::Minus(left, right),
            };
        }
        Some((value, ty))
    }

    fn times(
        &mut self,
        factor: &ast::Expression,
        of: &ast::Expression,
    ) -> Option<(Expression, Type)> {
        let (left, left_type) = self.value(factor)?;
        let (right, right_type) = self.value(of)?;
        let scalar = |ty: &Type| matches!(ty, Type::Number | Type::Percent);
        let ty = match (scalar(&left_type), scalar(&right_type)) {
            (true, _) => right_type,
            (false, true) => left_type,
            (false, false) => {
                self.refuse(
                    Problem::error(
                        "cannot-multiply",
                        format!("{left_type} cannot be multiplied by {right_type}"),
                    )
                    .at(factor.span, left_type.to_string())
                    .at(of.span, right_type.to_string())
                    .help("one side must be a number or a percentage"),
                );
                return None;
            }
        };
        Some((Expression::Times(Box::new(left), Box::new(right)), ty))
    }

    fn divided(
        &mut self,
        of: &ast::Expression,
        by: &ast::Expression,
    ) -> Option<(Expression, Type)> {
        let (left, ty) = self.value(of)?;
        let (right, right_type) = self.value(by)?;
        if right_type != Type::Number || !matches!(ty, Type::Money | Type::Number) {
            self.refuse(
                Problem::error(
                    "cannot-divide",
                    format!("{ty} cannot be divided by {right_type}"),
                )
                .at(of.span, ty.to_string())
                .at(by.span, right_type.to_string())
                .help("an amount or a number is divided by a number"),
            );
            return None;
        }
        self.not_by_zero(&right, by.span)?;
        let divided = Expression::DividedBy {
            of: Box::new(left),
            by: Box::new(right),
        };
        Some((divided, ty))
    }

    fn part(
        &mut self,
        from: Option<&ast::Token>,
        to: Option<&ast::Token>,
        of: Option<&ast::Phrase>,
        span: Span,
    ) -> Option<Expression> {
        self.part_has_width(from, to, span)?;
        let of = match of {
            Some(phrase) => {
                let np = self.noun_phrase(phrase, Some(&Type::Money))?;
                self.noun(&np)?
            }
            None => {
                if let Some(amount) = self.part_of.clone() {
                    amount
                } else {
                    self.refuse(
                        Problem::error(
                            "part-of-nothing",
                            "it is not said of which amount this is a part",
                        )
                        .at(span, "a part of what?")
                        .help("say `the part up to EUR … of X`"),
                    );
                    return None;
                }
            }
        };
        let limit = |token: &ast::Token| match &token.kind {
            ast::TokenKind::Money(money) => {
                Some(Box::new(Expression::Literal(Value::Money(*money))))
            }
            _ => None,
        };
        Some(Expression::Part {
            of: Box::new(of),
            from: from.and_then(limit),
            to: to.and_then(limit),
        })
    }

    fn for_each(
        &mut self,
        amount: &ast::Expression,
        started: bool,
        unit: &ast::Phrase,
        of: Option<&ast::Phrase>,
    ) -> Option<(Expression, Type)> {
        let value = self.money(amount)?;
        let Some(of) = of else {
            self.refuse(
                Problem::error("each-of-what", "it is not said of what these are counted")
                    .at(unit.span, "counted in what?")
                    .help("say `for each … of …`"),
            );
            return None;
        };
        let np = self.noun_phrase(of, Some(&Type::Number))?;
        let of = self.noun(&np)?;
        Some((
            Expression::ForEach {
                amount: Box::new(value),
                of: Box::new(of),
                started,
                unit: unit.spoken(),
            },
            Type::Money,
        ))
    }

    fn pick(
        &mut self,
        pick: ast::Pick,
        bounds: &[ast::Bound],
        items: &[ast::PickItem],
    ) -> Option<(Expression, Type)> {
        let mut options = Vec::new();
        let mut ty: Option<(Type, Span)> = None;
        for item in items {
            let chosen = self.choose(&item.value);
            let known = self.scope.entries.len();
            let only_if = match &chosen.only_if {
                Some(condition) => Some(self.in_part(|lower| lower.condition(condition))?),
                None => None,
            };
            let (value, own) = self.value(&chosen.value)?;
            self.scope.entries.truncate(known);
            if let Some((first, span)) = &ty
                && !own.fits(first)
            {
                self.refuse(
                    Problem::error("mixed-list", "the items of this list are not of one type")
                        .at(chosen.value.span, own.to_string())
                        .at(*span, first.to_string()),
                );
                return None;
            }
            let first: Option<&Choice> = options.first();
            if let (Some(first), Some((_, span))) = (first, &ty) {
                self.one_currency((&first.value, *span), (&value, chosen.value.span))?;
            }
            ty.get_or_insert((own, chosen.value.span));
            options.push(Choice { value, only_if });
        }
        let (ty, _) = ty?;
        let picked = Expression::Pick {
            pick: pick_of(pick),
            options,
        };
        let bounded = self.bounded(picked, bounds)?;
        Some((bounded, ty))
    }

    /// An amount with the floors and ceilings of its own.
    pub fn bounded(&mut self, mut value: Expression, bounds: &[ast::Bound]) -> Option<Expression> {
        self.floor_above_ceiling(bounds);
        for bound in bounds {
            let by = self.value(&bound.amount)?.0;
            self.one_currency((&value, bound.span), (&by, bound.amount.span))?;
            if let Some(scope) = &bound.scope
                && self.scope_of_claim(scope)? != Scope::Each
            {
                self.scope_in_definition(scope.span);
                return None;
            }
            value = Expression::Bounded {
                of: Box::new(value),
                bound: bound_of(bound.kind),
                by: Box::new(by),
            };
        }
        Some(value)
    }

    fn scope_in_definition(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "unknown-scope",
                "the floor or ceiling of a value is one of that value by itself",
            )
            .at(span, "a value is not counted over several claims")
            .help("leave this out, or put the floor or ceiling behind what is owed"),
        );
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

fn always(value: Expression) -> Choice {
    Choice {
        value,
        only_if: None,
    }
}

fn percent_of(token: &ast::Token) -> Option<Percent> {
    match &token.kind {
        ast::TokenKind::Percent(percent) => Some(*percent),
        _ => None,
    }
}

/// How one value is made of several.
pub fn pick_of(pick: ast::Pick) -> Pick {
    match pick {
        ast::Pick::Sum => Pick::Sum,
        ast::Pick::Lowest => Pick::Lowest,
        ast::Pick::Highest => Pick::Highest,
        ast::Pick::First => Pick::First,
        ast::Pick::Later => Pick::Later,
        ast::Pick::Earlier => Pick::Earlier,
    }
}

/// A floor or a ceiling.
pub fn bound_of(kind: ast::BoundKind) -> Bound {
    match kind {
        ast::BoundKind::AtLeast => Bound::AtLeast,
        ast::BoundKind::AtMost => Bound::AtMost,
    }
}
