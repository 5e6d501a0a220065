//! How an amount was reckoned, with its figures: `15% of EUR 1,210.00`, so that a reader can reckon it again.

use crate::check::program::{Bound, Definition, Expression, Pick};
use crate::engine::evaluate::{Env, Query, whole_units};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::Unit;

/// How deep definitions are opened.
const DEEPEST: usize = 4;

impl<'p> Relation<'p> {
    /// The arithmetic of an amount, with the values that its parts have now.
    pub fn reckoned(&self, expression: &'p Expression, env: &Env<'p>) -> String {
        self.arithmetic(expression, env, 0)
    }

    fn figure(&self, expression: &'p Expression, env: &Env<'p>) -> Item {
        self.value(expression, &mut env.clone(), &mut Query::default())
    }

    fn arithmetic(&self, expression: &'p Expression, env: &Env<'p>, depth: usize) -> String {
        let of = |inner: &'p Expression| self.arithmetic(inner, env, depth);
        let plain = || {
            let figure = self.told(&self.figure(expression, env));
            figure.unwrap_or_else(|| self.expression_in_words(expression, env))
        };
        match expression {
            Expression::Rounded { of: inner, .. } => of(inner),
            Expression::Plus(left, right) => format!("{} + {}", of(left), of(right)),
            Expression::Minus(left, right) => format!("{} - {}", of(left), as_one(of(right))),
            Expression::Times(left, right) => {
                format!("{} x {}", as_one(of(left)), as_one(of(right)))
            }
            Expression::DividedBy { of: whole, by } => format!("{} / {}", of(whole), of(by)),
            Expression::PercentOf { percent, of: whole } => {
                format!("{} of {}", of(percent), of(whole))
            }
            Expression::ForEach {
                amount,
                of: units,
                started,
                unit,
            } => {
                let started_or_whole = if *started { "started" } else { "whole" };
                let words = format!(
                    "{} for each {started_or_whole} {unit} of {}",
                    of(amount),
                    of(units)
                );
                let units = self.figure(units, env);
                if let Item::Duration(period) = units
                    && Unit::from_words(unit) == Some(period.unit)
                {
                    return format!("{} x {period}", as_one(of(amount)));
                }
                match Self::count_of(&units, unit, &mut Query::default()) {
                    Item::Number(number) => {
                        let count = whole_units(number, *started).normalize();
                        format!("{words}, so {count} x")
                    }
                    _ => words,
                }
            }
            Expression::OrElse(first, second) => {
                if self.figure(first, env).is_known() {
                    of(first)
                } else {
                    of(second)
                }
            }
            Expression::Bounded {
                of: inner,
                bound,
                by,
            } => {
                let words = match bound {
                    Bound::AtLeast => "at least",
                    Bound::AtMost => "at most",
                };
                format!("{}, {words} {}", of(inner), of(by))
            }
            Expression::Pick { pick, options } => {
                let applies = |choice: &&'p crate::check::program::Choice| {
                    choice.only_if.as_ref().is_none_or(|condition| {
                        let query = &mut Query::default();
                        self.truth(condition, &mut env.clone(), query).holds()
                    }) && self.figure(&choice.value, env).is_known()
                };
                let nothing = |choice: &&'p crate::check::program::Choice| {
                    self.figure(&choice.value, env)
                        .money()
                        .is_some_and(crate::value::Money::is_zero)
                };
                let all: Vec<_> = options.iter().filter(applies).collect();
                let told = |all: &[&'p crate::check::program::Choice], joint: &str| {
                    let words: Vec<String> = all.iter().map(|one| of(&one.value)).collect();
                    words.join(joint)
                };
                match pick {
                    Pick::First => all.first().map_or_else(plain, |one| of(&one.value)),
                    Pick::Sum => {
                        let some: Vec<_> =
                            all.iter().copied().filter(|one| !nothing(one)).collect();
                        if some.is_empty() {
                            plain()
                        } else {
                            told(&some, " + ")
                        }
                    }
                    Pick::Lowest | Pick::Earlier => {
                        format!("the lowest of {}", told(&all, " and "))
                    }
                    Pick::Highest | Pick::Later => {
                        format!("the highest of {}", told(&all, " and "))
                    }
                }
            }
            Expression::Defined { measure, arguments }
                if !arguments.is_empty() && depth < DEEPEST =>
            {
                let values: Vec<Item> = arguments
                    .iter()
                    .map(|argument| self.figure(argument, env))
                    .collect();
                let inner = env.called(values);
                let definitions = self.program.measures.get(measure);
                let definitions = definitions.map_or(&[][..], |known| known.definitions.as_slice());
                let counts = |definition: &&'p Definition| {
                    let query = &mut Query::default();
                    self.truth(&definition.condition, &mut inner.clone(), query)
                        .holds()
                };
                match definitions.iter().find(counts) {
                    Some(definition) if is_arithmetic(&definition.value) => {
                        self.arithmetic(&definition.value, &inner, depth + 1)
                    }
                    Some(_) | None => plain(),
                }
            }
            Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Party(_)
            | Expression::OtherParty(_)
            | Expression::Field { .. }
            | Expression::Attribute { .. }
            | Expression::Defined { .. }
            | Expression::Parameter(_)
            | Expression::Kernel { .. }
            | Expression::ObligationFor { .. }
            | Expression::ClaimOf(_)
            | Expression::ObligationOf(_)
            | Expression::ThingOf(_)
            | Expression::AgreementOf(_)
            | Expression::Sum { .. }
            | Expression::Filter { .. }
            | Expression::AllOf { .. }
            | Expression::Part { .. }
            | Expression::Shift { .. }
            | Expression::FirstOfSeries { .. }
            | Expression::DaysBetween(..)
            | Expression::Between { .. }
            | Expression::TableFigure { .. }
            | Expression::Nothing(_) => plain(),
        }
    }
}

/// A figure that is taken off another, or multiplied: in brackets when it is a sum itself.
fn as_one(figure: String) -> String {
    if figure.contains(" + ") || figure.contains(" - ") {
        format!("({figure})")
    } else {
        figure
    }
}

/// Whether a definition says how something is reckoned, and not only which value it is.
fn is_arithmetic(expression: &Expression) -> bool {
    match expression {
        Expression::Rounded { of: inner, .. } => is_arithmetic(inner),
        Expression::Plus(..)
        | Expression::Minus(..)
        | Expression::Times(..)
        | Expression::PercentOf { .. }
        | Expression::ForEach { .. }
        | Expression::Bounded { .. } => true,
        Expression::Pick { options, .. } => options.iter().any(|one| is_arithmetic(&one.value)),
        Expression::Defined { arguments, .. } => !arguments.is_empty(),
        _ => false,
    }
}
