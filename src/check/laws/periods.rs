//! Periods that are compared count the same: months are longer or shorter than 30 days as the calendar has it, and a working day is
//! no part of a day.

use crate::check::laws::places::heading;
use crate::check::problems::Problems;
use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Condition, Expression, Program};
use crate::source::{Problem, Span};
use crate::value::{ClauseId, Duration, Unit, Value};

/// Reports comparisons of periods of which the calendar alone knows which is longer.
pub fn check_periods(program: &Program, problems: &mut Problems) {
    for rule in &program.rules {
        let mut compared = Compared::new(program);
        walk::rule(rule, &mut compared);
        compared.report(&rule.at.clause, rule.at.span, problems);
    }
    for definition in program
        .measures
        .values()
        .flat_map(|measure| &measure.definitions)
    {
        let Some(at) = &definition.at else { continue };
        let mut compared = Compared::new(program);
        walk::condition(&definition.condition, &mut compared);
        walk::expression(&definition.value, &mut compared);
        compared.report(&at.clause, at.span, problems);
    }
    problems.under(None);
}

/// The pairs of periods that a sentence compares, adds up or counts in each other, and that no calendar relates.
struct Compared<'p> {
    program: &'p Program,
    without_order: Vec<(Known, Known)>,
    /// What is counted in units of another kind.
    miscounted: Vec<(Known, String)>,
}

/// What is known of a period before a run: its words, and what it counts.
struct Known {
    words: String,
    unit: Unit,
}

impl Known {
    fn counts_the_same_as(&self, unit: Unit) -> bool {
        Duration::new(1, self.unit).counts_the_same_as(Duration::new(1, unit))
    }
}

/// How deep definitions of periods are followed.
const DEEPEST: usize = 8;

impl<'p> Compared<'p> {
    fn new(program: &'p Program) -> Self {
        Self {
            program,
            without_order: Vec::new(),
            miscounted: Vec::new(),
        }
    }

    /// A period that is written, that lies between two days, or that a parameter has as the terms stand.
    fn period(&self, value: &Expression, depth: usize) -> Option<Known> {
        match value {
            Expression::Literal(Value::Duration(period)) => Some(Known {
                words: period.to_string(),
                unit: period.unit,
            }),
            Expression::Between { unit, .. } => Some(Known {
                words: format!("a number of {}s", unit.word()),
                unit: *unit,
            }),
            Expression::Plus(one, other) | Expression::Minus(one, other) => self
                .period(one, depth)
                .or_else(|| self.period(other, depth)),
            Expression::Defined { measure, .. } if depth < DEEPEST => {
                let definitions = &self.program.measures.get(measure)?.definitions;
                self.period(&definitions.first()?.value, depth + 1)
            }
            _ => None,
        }
    }

    /// Two periods that count different things.
    fn two(&mut self, left: &Expression, right: &Expression) {
        if let (Some(left), Some(right)) = (self.period(left, 0), self.period(right, 0))
            && !left.counts_the_same_as(right.unit)
        {
            self.without_order.push((left, right));
        }
    }

    fn report(&self, clause: &ClauseId, span: Span, problems: &mut Problems) {
        problems.under(heading(self.program, clause));
        for (left, right) in &self.without_order {
            problems.push(
                Problem::error(
                    "months-with-days",
                    format!(
                        "{} and {} cannot be compared or added up",
                        left.words, right.words
                    ),
                )
                .at(span, "which of the two is longer, no rule says")
                .help(format!(
                    "give both in {0}s or both in {1}s",
                    left.unit.word(),
                    right.unit.word()
                )),
            );
        }
        for (period, unit) in &self.miscounted {
            let (words, word) = (&period.words, period.unit.word());
            problems.push(
                Problem::error(
                    "months-with-days",
                    format!("{words} cannot be counted in {unit}s"),
                )
                .at(
                    span,
                    format!("how many {unit}s that are, differs from day to day"),
                )
                .help(format!("say `for each {word} of …`")),
            );
        }
    }
}

impl<'p> Visitor<'p> for Compared<'p> {
    fn condition(&mut self, condition: &'p Condition) {
        if let Condition::Compare { left, right, .. } = condition {
            self.two(left, right);
        }
    }

    fn expression(&mut self, expression: &'p Expression) {
        match expression {
            Expression::Plus(left, right) | Expression::Minus(left, right) => {
                self.two(left, right);
            }
            Expression::ForEach { of, unit, .. } => {
                if let (Some(period), Some(own)) = (self.period(of, 0), Unit::from_words(unit))
                    && !period.counts_the_same_as(own)
                {
                    self.miscounted.push((period, own.word().to_owned()));
                }
            }
            _ => {}
        }
    }
}
