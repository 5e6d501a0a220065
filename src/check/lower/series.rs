//! `the first month end at least 1 month after the notice`: the first of days that return, on the calendar or counted from a day.

use crate::check::lower::Lower;
use crate::check::lower::noun::kernel;
use crate::check::phrase::{Token, TokenKind};
use crate::check::program::{Condition, Direction, Expression, KernelMeasure, Series};
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::syntax::ast;
use crate::value::{CalendarDay, Duration, Unit, Value};

impl Lower<'_> {
    /// `the first contract-year end of the start of the agreement at least the notice period after the notice`
    pub fn first_of_series(
        &mut self,
        series: &ast::Phrase,
        at_least: &ast::Phrase,
        counted_back: bool,
        after: &ast::Expression,
    ) -> Option<(Expression, Type)> {
        let tokens = self.tokens(series)?;
        let series = match self.long_periods(&tokens, series.span) {
            Some(series) => series?,
            None => {
                let of = tokens.iter().position(|token| token.text == "of");
                let named = words(&tokens[..of.unwrap_or(tokens.len())]);
                self.series(&named, of, &tokens, series.span)?
            }
        };
        let by = Box::new(self.period(at_least)?);
        let anchor = self.moment(after)?;
        let (back, not_before) = if counted_back {
            (Some(by), anchor)
        } else {
            let not_before = Expression::Shift {
                anchor: Box::new(anchor),
                by,
                direction: Direction::After,
            };
            (None, not_before)
        };
        Some((
            Expression::FirstOfSeries {
                series,
                back,
                not_before: Box::new(not_before),
            },
            Type::Date,
        ))
    }

    /// `the day of the purchase is in the same calendar year as today`
    pub fn same_period(
        &mut self,
        left: &ast::Phrase,
        period: &ast::Phrase,
        right: &ast::Expression,
    ) -> Option<Condition> {
        let np = self.noun_phrase(left, None)?;
        let day = self.noun(&np)?;
        let day = self.as_day(day, np.ty, left.span)?;
        let tokens = self.tokens(period)?;
        let series = match self.long_periods(&tokens, period.span) {
            Some(series) => series?,
            None => {
                let of = tokens.iter().position(|token| token.text == "of");
                let named = words(&tokens[..of.unwrap_or(tokens.len())]);
                self.series(&format!("{named} start"), of, &tokens, period.span)?
            }
        };
        let other = self.moment(right)?;
        Some(self.with_relations(Condition::SamePeriod { series, day, other }))
    }

    /// `end of a period of 5 years from M`, `start of …`, and in a comparison `period of 5 years from M`: terms that follow each other, each
    /// as long as the first.
    fn long_periods(&mut self, tokens: &[Token], span: Span) -> Option<Option<Series>> {
        let said = tokens.iter().map(|token| token.text.to_lowercase());
        let said: Vec<String> = said.collect();
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        let (minus_a_day, before) = match said.as_slice() {
            ["end", "of", "a" | "each", "period", "of", ..] => (true, 5),
            ["start", "of", "a" | "each", "period", "of", ..] => (false, 5),
            ["period", "of", ..] => (false, 2),
            _other => return None,
        };
        let every = match tokens.get(before).map(|token| &token.kind) {
            Some(TokenKind::Value(Value::Duration(every))) => *every,
            Some(_) | None => return None,
        };
        let is_from = said.get(before + 1) == Some(&"from");
        if !is_from || every.count == 0 || every.unit == Unit::WorkingDay {
            let said = self.sources.words(span);
            self.unknown_series(&super::on_one_line(said), span);
            return Some(None);
        }
        let start = self.counted_from_here(before + 2, tokens, span);
        Some(start.map(|start| Series::Counted {
            start: Box::new(start),
            every,
            minus_a_day,
        }))
    }

    /// The day that the words from a place on name.
    fn counted_from_here(
        &mut self,
        from: usize,
        tokens: &[Token],
        span: Span,
    ) -> Option<Expression> {
        let chart = self.chart(tokens);
        let np = chart.noun_phrases(from, tokens.len()).first().cloned();
        let Some(np) = np else {
            self.unknown_noun_phrase(&chart, span);
            return None;
        };
        let value = self.noun(&np)?;
        Some(if np.ty == Type::Date {
            value
        } else {
            kernel(KernelMeasure::Arose, vec![value])
        })
    }

    fn series(
        &mut self,
        named: &str,
        of: Option<usize>,
        tokens: &[Token],
        span: Span,
    ) -> Option<Series> {
        if let Some(day) = CalendarDay::with_words(named) {
            if of.is_some() {
                self.calendar_has_no_start(named, span);
                return None;
            }
            return Some(Series::Calendar(day));
        }
        let Some((every, minus_a_day)) = counted(named) else {
            self.unknown_series(named, span);
            return None;
        };
        let start = match of {
            Some(of) => self.counted_from_here(of + 1, tokens, span)?,
            None => match self.start_in_scope() {
                Some(start) => start,
                None => {
                    self.no_antecedent("the agreement", 0, span);
                    return None;
                }
            },
        };
        Some(Series::Counted {
            start: Box::new(start),
            every,
            minus_a_day,
        })
    }

    /// The day on which the agreement in hand arose.
    fn start_in_scope(&mut self) -> Option<Expression> {
        let found = self
            .scope
            .such_that(|entry| entry.ty == Type::Agreement || matches!(entry.ty, Type::Thing(_)));
        let first = found.first()?;
        let value = self.coerce(first.value.clone(), &first.ty.clone(), &Type::Agreement);
        Some(kernel(KernelMeasure::Arose, vec![value]))
    }

    fn unknown_series(&mut self, words: &str, span: Span) {
        self.refuse(
            Problem::error(
                "unknown-series",
                format!("`{words}` is no day that returns"),
            )
            .at(span, "the first of which days?")
            .help("say `day`, `working day`, a day of the week (`Monday`), `week end`, `month end`, `quarter end`, `year end` (or `… start`) of the calendar; or, counted from a day, `contract-month end of …`, `contract-quarter end of …`, `contract-year end of …`, `end of a period of 5 years from …`; two days lie in the same `calendar year`, `contract-year of …`, or `period of 5 years from …`"),
        );
    }

    fn calendar_has_no_start(&mut self, words: &str, span: Span) {
        let unit = words.split(' ').next().unwrap_or_default();
        let counted = match unit {
            "week" | "month" | "quarter" | "year" => {
                format!(
                    "leave `of …` out, or say `contract-{words} of …` when it is counted from that day"
                )
            }
            _ => "leave `of …` out".to_owned(),
        };
        self.refuse(
            Problem::error(
                "unknown-series",
                format!("a {words} is one of the calendar, whatever day is counted from"),
            )
            .at(span, "`of` has no meaning here")
            .help(counted),
        );
    }
}

/// The words before `of`, in small letters.
fn words(tokens: &[Token]) -> String {
    let words: Vec<String> = tokens
        .iter()
        .map(|token| token.text.to_lowercase().replace('-', " "))
        .collect();
    words.join(" ")
}

/// A day so long before or after another.
pub(super) fn shifted(anchor: Expression, by: Duration, direction: Direction) -> Expression {
    Expression::Shift {
        anchor: Box::new(anchor),
        by: Box::new(Expression::Literal(Value::Duration(by))),
        direction,
    }
}

/// `contract year end`: how long its period is, and whether the last day is meant.
fn counted(words: &str) -> Option<(Duration, bool)> {
    let (unit, day) = words.strip_prefix("contract ")?.split_once(' ')?;
    let every = match unit {
        "week" => Duration::new(1, Unit::Week),
        "month" => Duration::new(1, Unit::Month),
        "quarter" => Duration::new(3, Unit::Month),
        "year" => Duration::new(1, Unit::Year),
        _ => return None,
    };
    match day {
        "end" => Some((every, true)),
        "start" => Some((every, false)),
        _ => None,
    }
}
