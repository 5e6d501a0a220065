//! Periods that are compared count the same: months are longer or shorter than 30 days as the calendar has it, and a working day is
//! no part of a day.

use crate::check::laws::places::heading;
use crate::check::problems::Problems;
use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Condition, Expression, Program};
use crate::source::{Problem, Span};
use crate::value::{ClauseId, Duration, Value};

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

/// The pairs of periods that a sentence compares and that have no order.
struct Compared<'p> {
    program: &'p Program,
    without_order: Vec<(Duration, Duration)>,
}

impl<'p> Compared<'p> {
    fn new(program: &'p Program) -> Self {
        Self {
            program,
            without_order: Vec::new(),
        }
    }

    /// A period that is written, or that a parameter has as the terms stand.
    fn period(&self, value: &Expression) -> Option<Duration> {
        match value {
            Expression::Literal(Value::Duration(period)) => Some(*period),
            Expression::Defined { measure, .. } => {
                let definitions = &self.program.measures.get(measure)?.definitions;
                self.period(&definitions.first()?.value)
            }
            _ => None,
        }
    }

    fn report(&self, clause: &ClauseId, span: Span, problems: &mut Problems) {
        problems.under(heading(self.program, clause));
        for (left, right) in &self.without_order {
            problems.push(
                Problem::error(
                    "months-with-days",
                    format!("{left} and {right} cannot be compared"),
                )
                .at(span, "which of the two is longer, no rule says")
                .help(format!(
                    "give both in {0}s or both in {1}s",
                    left.unit.word(),
                    right.unit.word()
                )),
            );
        }
    }
}

impl<'p> Visitor<'p> for Compared<'p> {
    fn condition(&mut self, condition: &'p Condition) {
        let Condition::Compare { left, right, .. } = condition else {
            return;
        };
        if let (Some(left), Some(right)) = (self.period(left), self.period(right))
            && !left.counts_the_same_as(right)
        {
            self.without_order.push((left, right));
        }
    }
}
