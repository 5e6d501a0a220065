//! Last days that lie before the day on which what must be done by then arises: nobody could be in time.

use crate::check::laws::places::heading;
use crate::check::problems::Problems;
use crate::check::program::{
    Body, Condition, Deadline, Direction, Expression, KernelMeasure, Program, Rule, Trigger,
};
use crate::source::Problem;
use crate::value::{Duration, Value};

/// Remarks on duties and debts that an event brings about after the last day on which they could be performed.
pub fn check_deadlines(program: &Program, problems: &mut Problems) {
    for rule in &program.rules {
        if is_past_as_it_arises(rule) {
            problems.under(heading(program, &rule.at.clause));
            problems.push(
                Problem::advice(
                    "past-as-it-arises",
                    "the last day lies before the day on which this arises",
                )
                .at(rule.at.span, "whoever has not done it by then is late as it arises")
                .help("count from the event with `after`, or let it arise before: with an event that comes earlier, or under `Every year from …,`"),
            );
        }
    }
    problems.under(None);
}

fn is_past_as_it_arises(rule: &Rule) -> bool {
    let by = match &rule.body {
        // What an act performs may have been done before: that is what such a last day asks for.
        Body::Duty(duty) if duty.steps.iter().all(|step| step.performed_by.is_some()) => {
            return false;
        }
        Body::Duty(duty) => &duty.deadline,
        Body::Debt(debt) => &debt.deadline,
        _ => return false,
    };
    let Deadline::On(day) = by else {
        return false;
    };
    // Where a condition says when it does not arise, somebody can have done it before: `unless the account is ready`.
    let always = rule.condition == Condition::Always;
    always && matches!(rule.trigger, Trigger::Event(_)) && lies_before_today(day)
}

/// `the day before the day of the act`, `7 days before today`: what has a day has happened by then.
fn lies_before_today(day: &Expression) -> bool {
    let Expression::Shift {
        by,
        anchor,
        direction: Direction::Before,
    } = day
    else {
        return false;
    };
    let is_some_time =
        matches!(&**by, Expression::Literal(Value::Duration(Duration { count, .. })) if *count > 0);
    let has_come = matches!(
        &**anchor,
        Expression::Kernel {
            measure: KernelMeasure::Today | KernelMeasure::DayOf,
            ..
        }
    );
    is_some_time && has_come
}
