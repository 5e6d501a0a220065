//! Figures that cannot be meant: amounts in two currencies, a division by nothing, a comparison that is always the same.

use crate::check::lower::Lower;
use crate::check::program::Expression;
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ExpressionKind, TokenKind};
use crate::value::{Currency, Money, Value};

impl Lower<'_> {
    /// Two amounts that a sentence brings together are in one currency, as far as their figures say.
    pub fn one_currency(
        &mut self,
        (left, left_span): (&Expression, Span),
        (right, right_span): (&Expression, Span),
    ) -> Option<()> {
        let (Some(first), Some(second)) = (currency(left), currency(right)) else {
            return Some(());
        };
        if first == second {
            return Some(());
        }
        self.refuse(
            Problem::error(
                "two-currencies",
                format!("{second} and {first} cannot be reckoned together"),
            )
            .at(right_span, second.to_string())
            .at(left_span, first.to_string())
            .help("give both amounts in one currency: no rate of exchange is known here"),
        );
        None
    }

    /// A divisor that is nothing.
    pub fn not_by_zero(&mut self, by: &Expression, span: Span) -> Option<()> {
        if !matches!(by, Expression::Literal(Value::Number(number)) if number.is_zero()) {
            return Some(());
        }
        self.refuse(
            Problem::error("divided-by-zero", "nothing can be divided by 0")
                .at(span, "this is 0")
                .help("divide by the number of parts that is meant"),
        );
        None
    }

    /// A part of an amount that ends before it begins.
    pub fn part_has_width(
        &mut self,
        from: Option<&ast::Token>,
        to: Option<&ast::Token>,
        span: Span,
    ) -> Option<()> {
        let money = |token: Option<&ast::Token>| match token.map(|token| &token.kind) {
            Some(TokenKind::Money(money)) => Some(*money),
            Some(_) | None => None,
        };
        let (Some(from), Some(to)) = (money(from), money(to)) else {
            return Some(());
        };
        match to.compare(from) {
            Ok(std::cmp::Ordering::Greater) => Some(()),
            Ok(_) => {
                self.refuse(
                    Problem::error("part-without-width", "no amount lies in this part")
                        .at(span, "it ends before it begins")
                        .help(
                            "say the lower amount first: `the part from EUR 10.00 up to EUR 50.00`",
                        ),
                );
                None
            }
            Err(_) => self.one_currency(
                (&Expression::Literal(Value::Money(from)), span),
                (&Expression::Literal(Value::Money(to)), span),
            ),
        }
    }

    /// A comparison of two figures holds always, or never.
    pub fn not_two_figures(
        &mut self,
        (left, left_span): (&Expression, Span),
        (right, right_span): (&Expression, Span),
    ) -> Option<()> {
        if !matches!(
            (left, right),
            (Expression::Literal(_), Expression::Literal(_))
        ) {
            return Some(());
        }
        self.refuse(
            Problem::error(
                "compares-figures",
                "this compares two figures, so that it holds always or never",
            )
            .at(left_span, "a figure")
            .at(right_span, "and a figure")
            .help("name on one side what differs from case to case: `the amount of the invoice is more than …`"),
        );
        None
    }
}

/// The amount that an expression is, when it is one figure.
pub fn money_of(expression: &ast::Expression) -> Option<Money> {
    let ExpressionKind::Phrase(phrase) = &expression.kind else {
        return None;
    };
    match phrase.tokens.as_slice() {
        [token] => match &token.kind {
            TokenKind::Money(money) => Some(*money),
            _ => None,
        },
        _ => None,
    }
}

/// The currency that the figures of an amount are in; none when they do not say.
fn currency(expression: &Expression) -> Option<Currency> {
    match expression {
        Expression::Literal(Value::Money(money)) => Some(money.currency()),
        Expression::Plus(left, right) | Expression::Minus(left, right) => {
            currency(left).or_else(|| currency(right))
        }
        Expression::Times(left, right) => currency(left).or_else(|| currency(right)),
        Expression::PercentOf { of, .. }
        | Expression::DividedBy { of, .. }
        | Expression::Part { of, .. }
        | Expression::Bounded { of, .. }
        | Expression::ForEach { amount: of, .. } => currency(of),
        Expression::Pick { options, .. } => {
            options.iter().find_map(|option| currency(&option.value))
        }
        _ => None,
    }
}
