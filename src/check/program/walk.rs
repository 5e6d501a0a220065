//! A walk over the parts of a program: every condition, value, event and variable that a part is made of.
//!
//! Each part is met before the parts that it is made of. A new kind of part makes the compiler ask here what it is made of.

use crate::check::program::{
    ActPattern, Argument, Body, Condition, Deadline, Debt, Duty, Expression, Generator, Growth,
    KernelMeasure, Rule, Scope, Series, Status, Trigger, Variable, VariableId,
};
use crate::value::Name;

/// What a walk meets.
pub trait Visitor<'p> {
    /// A variable is spoken of, or bound by a sum, a list or a condition of its own.
    fn variable(&mut self, _id: VariableId) {}
    /// A state or conclusion is asked for.
    fn state(&mut self, _name: &'p Name) {}
    /// A value.
    fn expression(&mut self, _value: &'p Expression) {}
    /// A condition.
    fn condition(&mut self, _condition: &'p Condition) {}
}

/// Walks over a rule: its variables, its header, its conditions and what it does.
pub fn rule<'p>(rule: &'p Rule, visitor: &mut impl Visitor<'p>) {
    for one in &rule.variables {
        variable(one, visitor);
    }
    trigger(&rule.trigger, visitor);
    condition(&rule.condition, visitor);
    body(&rule.body, visitor);
}

/// Walks over where the values of a variable come from.
pub fn variable<'p>(variable: &'p Variable, visitor: &mut impl Visitor<'p>) {
    match &variable.generator {
        Generator::Tuple {
            state, arguments, ..
        } => {
            visitor.state(state);
            all(arguments, visitor, argument);
        }
        Generator::Members(of) | Generator::Is(of) => expression(of, visitor),
        Generator::Trigger { .. }
        | Generator::Each
        | Generator::EachParty
        | Generator::ActItself
        | Generator::Local => {}
    }
}

/// Walks over a header.
pub fn trigger<'p>(trigger: &'p Trigger, visitor: &mut impl Visitor<'p>) {
    match trigger {
        Trigger::Standing => {}
        Trigger::Event(pattern) => act(pattern, visitor),
        Trigger::Onset(header) | Trigger::While(header) => condition(header, visitor),
        Trigger::Recurring { anchor, times, .. } => {
            expression(anchor, visitor);
            all(times, visitor, expression);
        }
    }
}

fn body<'p>(body: &'p Body, visitor: &mut impl Visitor<'p>) {
    match body {
        Body::Duty(duty) => self::duty(duty, visitor),
        Body::Power(power) => {
            expression(&power.holder, visitor);
            all(&power.acts, visitor, act);
            all(&power.window.from, visitor, expression);
            all(&power.window.through, visitor, expression);
            all(&power.window.until, visitor, condition);
        }
        Body::Ban { bearer, acts, .. } => {
            expression(bearer, visitor);
            all(acts, visitor, act);
        }
        Body::Debt(debt) => self::debt(debt, visitor),
        Body::Accrual(accrual) => {
            for value in [&accrual.debtor, &accrual.creditor, &accrual.on] {
                expression(value, visitor);
            }
            growth(&accrual.law, visitor);
            all(&accrual.bearing, visitor, expression);
            all(&accrual.from, visitor, expression);
        }
        Body::Status(status) => self::status(status, visitor),
        Body::Allocation(allocation) => expression(&allocation.payer, visitor),
        Body::SetOff => {}
        Body::NoEffect { act: pattern } => act(pattern, visitor),
        Body::DesignationIgnored { payer } => expression(payer, visitor),
        Body::BecomeDue {
            creditor,
            debtor,
            on,
            ..
        } => all([creditor, debtor, on], visitor, expression),
        Body::TakesEffect { thing, on } => all([thing, on], visitor, expression),
        Body::Becomes { value, .. } => expression(value, visitor),
        Body::Ends {
            what,
            service,
            status,
            on,
            ..
        } => {
            visitor.state(status);
            all([what, on], visitor, expression);
            all(service, visitor, expression);
        }
        Body::Lapse {
            creditor,
            debtor,
            claim,
            after,
            period,
            ..
        } => {
            claim.iter().for_each(|claim| visitor.variable(*claim));
            all([creditor, debtor, after, period], visitor, expression);
        }
        Body::Refuse(gate) => {
            visitor.variable(gate.claim);
            gate.by_head.iter().for_each(|head| visitor.variable(*head));
        }
        Body::Limit(limit) => {
            visitor.variable(limit.claim);
            limit
                .by_head
                .iter()
                .for_each(|head| visitor.variable(*head));
            expression(&limit.amount, visitor);
            scope(&limit.scope, visitor);
        }
        Body::Order(order) => expression(&order.creditor, visitor),
        Body::Ground { against: of, .. } => all(of, visitor, expression),
        Body::SwitchOff { to, each, .. } => {
            each.iter().for_each(|each| visitor.variable(*each));
            all(to, visitor, expression);
        }
        Body::WithoutBasis { claim } => expression(claim, visitor),
        Body::Governs(governs) => {
            all([&governs.version, &governs.from], visitor, expression);
            all(&governs.agreement, visitor, expression);
        }
        Body::Note { .. } => {}
    }
}

fn duty<'p>(duty: &'p Duty, visitor: &mut impl Visitor<'p>) {
    expression(&duty.bearer, visitor);
    all(&duty.counterparty, visitor, expression);
    for step in &duty.steps {
        all(&step.thing, visitor, expression);
        all(&step.performed_by, visitor, act);
        condition(&step.only_if, visitor);
    }
    deadline(&duty.deadline, visitor);
}

fn debt<'p>(debt: &'p Debt, visitor: &mut impl Visitor<'p>) {
    all(
        [
            &debt.debtor,
            &debt.creditor,
            &debt.amount,
            &debt.named_after,
        ],
        visitor,
        expression,
    );
    if let Some(cap) = &debt.cap {
        expression(&cap.amount, visitor);
        scope(&cap.scope, visitor);
    }
    deadline(&debt.deadline, visitor);
    if let Some(day) = &debt.daily {
        expression(&day.amount, visitor);
        condition(&day.while_, visitor);
        all(&day.except, visitor, condition);
    }
    all(&debt.once_for_each, visitor, expression);
    all(&debt.until, visitor, condition);
}

fn status<'p>(status: &'p Status, visitor: &mut impl Visitor<'p>) {
    all(&status.arguments, visitor, expression);
    all(&status.from, visitor, expression);
    all(&status.until, visitor, condition);
    all(&status.through, visitor, expression);
}

/// Walks over the last day on which something is in time.
pub fn deadline<'p>(deadline: &'p Deadline, visitor: &mut impl Visitor<'p>) {
    match deadline {
        Deadline::Open(_) | Deadline::WithinThat(_) => {}
        Deadline::On(day) => expression(day, visitor),
    }
}

fn scope<'p>(scope: &'p Scope, visitor: &mut impl Visitor<'p>) {
    match scope {
        Scope::Each | Scope::Agreement => {}
        Scope::SameValue(value) => expression(value, visitor),
    }
}

fn growth<'p>(law: &'p Growth, visitor: &mut impl Visitor<'p>) {
    match law {
        Growth::Yearly {
            rate, compounding, ..
        } => {
            expression(rate, visitor);
            if let Some(compounding) = compounding {
                expression(compounding.counted.moment(), visitor);
            }
        }
        Growth::PerPeriod {
            rate, counted_from, ..
        } => all([rate, counted_from], visitor, expression),
        Growth::HighestOf(laws) => all(laws, visitor, growth),
    }
}

/// Walks over the events that a statement speaks of.
pub fn act<'p>(pattern: &'p ActPattern, visitor: &mut impl Visitor<'p>) {
    all(&pattern.by, visitor, expression);
    for (_, value) in &pattern.fields {
        expression(value, visitor);
    }
    all(&pattern.since, visitor, expression);
    all(&pattern.before, visitor, expression);
}

fn argument<'p>(argument: &'p Argument, visitor: &mut impl Visitor<'p>) {
    match argument {
        Argument::Is(value) => expression(value, visitor),
        Argument::Any => {}
        Argument::Variable(id) => visitor.variable(*id),
    }
}

/// Walks over a condition.
pub fn condition<'p>(holds: &'p Condition, visitor: &mut impl Visitor<'p>) {
    visitor.condition(holds);
    match holds {
        Condition::Always | Condition::Governed(_) => {}
        Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => {
            for item in items {
                condition(&item.condition, visitor);
            }
        }
        Condition::Not(of) => condition(of, visitor),
        Condition::Happened(pattern) => act(pattern, visitor),
        Condition::Holds { state, arguments } => {
            visitor.state(state);
            all(arguments, visitor, argument);
        }
        Condition::Performed { obligation, by } | Condition::Late { obligation, by } => {
            expression(obligation, visitor);
            all(by, visitor, expression);
        }
        Condition::InBreach { party: value, .. }
        | Condition::Violates { party: value, .. }
        | Condition::Breaks { act: value, .. }
        | Condition::Stated(value)
        | Condition::Passed(value)
        | Condition::May { holder: value, .. }
        | Condition::InForm { thing: value, .. }
        | Condition::Weekday { day: value, .. }
        | Condition::Listed { day: value, .. }
        | Condition::Counts(value)
        | Condition::Truth(value) => expression(value, visitor),
        Condition::Concept { subject, proof, .. } => {
            all(subject, visitor, expression);
            all(proof.party_in_hand(), visitor, expression);
        }
        Condition::GroundGiven { against, .. } => all(against, visitor, expression),
        Condition::Compare { left, right, .. } => all([left, right], visitor, expression),
        Condition::SamePeriod { series, day, other } => {
            if let Series::Counted { start, .. } = series {
                expression(start, visitor);
            }
            all([day, other], visitor, expression);
        }
        Condition::OneOf { value, options } => {
            expression(value, visitor);
            all(options, visitor, expression);
        }
        Condition::LongerThan {
            of,
            duration,
            after,
            ..
        } => {
            condition(of, visitor);
            expression(duration, visitor);
            all(after, visitor, expression);
        }
        Condition::Some_ { each, over, holds } => {
            visitor.variable(*each);
            expression(over, visitor);
            condition(holds, visitor);
        }
        Condition::Exists { variables, holds } => {
            for (id, one) in variables {
                visitor.variable(*id);
                variable(one, visitor);
            }
            condition(holds, visitor);
        }
    }
}

/// Walks over a value.
pub fn expression<'p>(value: &'p Expression, visitor: &mut impl Visitor<'p>) {
    visitor.expression(value);
    match value {
        Expression::Variable(id) => visitor.variable(*id),
        Expression::Kernel { measure, .. } => kernel(measure, visitor),
        Expression::Sum {
            each,
            over,
            only_if,
            of,
            of_numbers: _,
        } => {
            visitor.variable(*each);
            expression(over, visitor);
            only_if
                .iter()
                .for_each(|only_if| condition(only_if, visitor));
            expression(of, visitor);
        }
        Expression::Filter {
            each,
            over,
            only_if,
        } => {
            visitor.variable(*each);
            expression(over, visitor);
            condition(only_if, visitor);
        }
        Expression::Pick { options, .. } => {
            for choice in options {
                expression(&choice.value, visitor);
                all(&choice.only_if, visitor, condition);
            }
        }
        Expression::Literal(_)
        | Expression::Party(_)
        | Expression::Parameter(_)
        | Expression::OtherParty(_)
        | Expression::Field { .. }
        | Expression::Attribute { .. }
        | Expression::Defined { .. }
        | Expression::ObligationFor { .. }
        | Expression::ClaimOf(_)
        | Expression::ObligationOf(_)
        | Expression::ThingOf(_)
        | Expression::AgreementOf(_)
        | Expression::AllOf { .. }
        | Expression::OrElse(..)
        | Expression::Plus(..)
        | Expression::Minus(..)
        | Expression::Times(..)
        | Expression::PercentOf { .. }
        | Expression::DividedBy { .. }
        | Expression::ForEach { .. }
        | Expression::Bounded { .. }
        | Expression::Part { .. }
        | Expression::Rounded { .. }
        | Expression::Shift { .. }
        | Expression::FirstOfSeries { .. }
        | Expression::DaysBetween(..)
        | Expression::Between { .. }
        | Expression::TableFigure { .. }
        | Expression::Nothing(_) => {}
    }
    all(value.operands(), visitor, expression);
}

fn kernel<'p>(measure: &'p KernelMeasure, visitor: &mut impl Visitor<'p>) {
    match measure {
        KernelMeasure::FirstDay(state) | KernelMeasure::DaysOf(state) => visitor.state(state),
        KernelMeasure::Latest(pattern)
        | KernelMeasure::LatestThing(pattern)
        | KernelMeasure::Count(pattern) => act(pattern, visitor),
        KernelMeasure::Open
        | KernelMeasure::Arisen
        | KernelMeasure::Settled
        | KernelMeasure::LeftFor
        | KernelMeasure::Currency
        | KernelMeasure::HeadOf
        | KernelMeasure::Bearer
        | KernelMeasure::ClaimsOf(_)
        | KernelMeasure::LastTimelyDay
        | KernelMeasure::OwnLastTimelyDay
        | KernelMeasure::DayOfDischarge
        | KernelMeasure::Arose
        | KernelMeasure::DayOf
        | KernelMeasure::DayOfReceipt
        | KernelMeasure::DayOfAcknowledgement
        | KernelMeasure::DayOfSending
        | KernelMeasure::FormOf
        | KernelMeasure::ActorOf
        | KernelMeasure::Assessed(_)
        | KernelMeasure::ActUnderJudgement
        | KernelMeasure::Today
        | KernelMeasure::VersionOfTerms
        | KernelMeasure::YearlyParts
        | KernelMeasure::LinesCharged
        | KernelMeasure::SettledOnLine => {}
    }
}

/// Walks over several parts of one kind.
pub fn all<'p, T: 'p, V: Visitor<'p>>(
    parts: impl IntoIterator<Item = &'p T>,
    visitor: &mut V,
    walk: impl Fn(&'p T, &mut V),
) {
    for part in parts {
        walk(part, visitor);
    }
}
