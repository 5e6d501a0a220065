//! Calculations: sums, products, parts, choices, bounds.

use crate::check::lower::Lower;
use crate::check::program::{Bound, Choice, Expression, Pick, Scope};
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::syntax::ast;
use crate::value::{Percent, Unit, Value};

impl Lower<'_> {
    pub(super) fn plus_and_minus(
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

    pub(super) fn times(
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
            // So much for each day of a period.
            (false, false)
                if matches!(
                    (&left_type, &right_type),
                    (Type::Money, Type::Duration) | (Type::Duration, Type::Money)
                ) =>
            {
                Type::Money
            }
            (false, false) => {
                self.refuse(
                    Problem::error(
                        "cannot-multiply",
                        format!("{left_type} cannot be multiplied by {right_type}"),
                    )
                    .at(factor.span, left_type.to_string())
                    .at(of.span, right_type.to_string())
                    .help("one side must be a number or a percentage, or one an amount and the other a period"),
                );
                return None;
            }
        };
        Some((Expression::Times(Box::new(left), Box::new(right)), ty))
    }

    pub(super) fn divided(
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

    pub(super) fn part(
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

    pub(super) fn for_each(
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
        let wanted = Type::Either(vec![Type::Number, Type::Duration]);
        let np = self.noun_phrase(of, Some(&wanted))?;
        if np.ty == Type::Duration && Unit::from_words(&unit.spoken()).is_none() {
            self.wrong_type(of.span, &np.ty, "a number");
            return None;
        }
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

    /// `EUR 50.00 for each working day between M and M`
    pub(super) fn for_each_between(
        &mut self,
        amount: &ast::Expression,
        between: &ast::Expression,
    ) -> Option<(Expression, Type)> {
        let value = self.money(amount)?;
        let (of, _) = self.value(between)?;
        let Expression::Between { unit, started, .. } = &of else {
            return None;
        };
        let (unit, started) = (unit.word().to_owned(), *started);
        let each = Expression::ForEach {
            amount: Box::new(value),
            of: Box::new(of),
            started,
            unit,
        };
        Some((each, Type::Money))
    }

    pub(super) fn pick(
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

    pub(super) fn scope_in_definition(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "unknown-scope",
                "the floor or ceiling of a value is one of that value by itself",
            )
            .at(span, "a value is not counted over several claims")
            .help("leave this out, or put the floor or ceiling behind what is owed"),
        );
    }
}

/// An option that counts whatever holds.
pub fn always(value: Expression) -> Choice {
    Choice {
        value,
        only_if: None,
    }
}

/// The percentage that a word is, when it is one.
pub fn percent_of(token: &ast::Token) -> Option<Percent> {
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
