//! The form of a power's own act, said as a condition: `if the form of the termination is one of registered_letter or bailiff`.
//!
//! Whoever uses the power chooses the form of the act, so that it is no condition that could hold before: it means what `, by
//! registered letter or bailiff` means.

use crate::check::program::{
    Body, Comparison, Condition, Expression, FormNeeded, Generator, KernelMeasure, Rule, Variable,
};
use crate::value::{Name, Value};

/// Lets a form that a power asks for among its conditions be the form in which it must be used.
pub(super) fn take_form_of_own_act(made: &mut Rule) {
    let Body::Power(power) = &mut made.body else {
        return;
    };
    if power.form.is_some() {
        return;
    }
    let variables = &made.variables;
    match &mut made.condition {
        Condition::All(items) => {
            let place = (items.iter()).position(|item| forms(&item.condition, variables).is_some());
            if let Some(place) = place {
                let item = items.remove(place);
                power.form = forms(&item.condition, variables).map(FormNeeded::OneOf);
            }
            if let [_only] = items.as_slice() {
                made.condition = items.remove(0).condition;
            }
        }
        one => {
            if let Some(found) = forms(one, variables) {
                power.form = Some(FormNeeded::OneOf(found));
                made.condition = Condition::Always;
            }
        }
    }
}

/// The forms of which a condition asks that the act itself has one.
fn forms(condition: &Condition, variables: &[Variable]) -> Option<Vec<Name>> {
    let (value, options) = match condition {
        Condition::OneOf { value, options } => (value, options.as_slice()),
        Condition::Compare {
            left,
            comparison: Comparison::Equal,
            right,
        } => (left, std::slice::from_ref(right)),
        _ => return None,
    };
    let Expression::Kernel {
        measure: KernelMeasure::FormOf,
        arguments,
    } = value
    else {
        return None;
    };
    let [Expression::Variable(id)] = arguments.as_slice() else {
        return None;
    };
    let of_the_act = variables.get(id.0)?.generator == Generator::ActItself;
    let named = options.iter().map(|option| match option {
        Expression::Literal(Value::Form(name) | Value::Symbol(name)) => Some(name.clone()),
        _ => None,
    });
    named.collect::<Option<Vec<Name>>>().filter(|_| of_the_act)
}
