//! The events that begin and end a state, as its declaration says them.

use crate::check::lower::Lower;
use crate::check::pattern::Form;
use crate::check::phrase::{Article, Matched, Np, NpKind};
use crate::check::program::{ActPattern, Expression};
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::value::Name;

/// The pattern of an event; fields that give an argument of the state stand as parameters.
pub(super) fn event_pattern(
    lower: &mut Lower<'_>,
    matched: &Matched,
    arguments: &[Type],
) -> Option<ActPattern> {
    if matched.form != Form::Plain {
        lower.refuse(no_act(matched.span, "this is not an act in the present"));
        return None;
    }
    let Some(act) = lower.act_of(matched) else {
        lower.refuse(no_act(matched.span, "this is no act"));
        return None;
    };
    let mut pattern = act.bare_pattern();
    let mut free: Vec<(usize, &Type)> = arguments.iter().enumerate().collect();
    for (at, fill) in matched.fills.iter().enumerate() {
        let Some(fill) = fill else { continue };
        let value = match argument_of(fill, &mut free) {
            Some(index) => Expression::Parameter(index),
            None if is_any(fill) => continue,
            None => lower.noun(fill)?,
        };
        let field = act.fields[at].clone();
        if field.as_str() == "by" {
            pattern.by = Some(value);
        } else {
            pattern.fields.push((field, value));
        }
    }
    add_free(lower, &act.event, &free, &mut pattern);
    Some(pattern)
}

fn no_act(span: Span, why: &str) -> Problem {
    Problem::error(
        "when-without-act",
        "a state begins and ends when an act happens",
    )
    .at(span, why)
    .help("say `It begins when the supplier suspends the services.`")
}

fn is_any(fill: &Np) -> bool {
    match &fill.kind {
        NpKind::Noun { article, .. } => *article != Article::The,
        NpKind::AnyParty(_) => true,
        _ => false,
    }
}

/// The argument that a noun phrase of the sentence stands for: the first free one of its type.
fn argument_of(fill: &Np, free: &mut Vec<(usize, &Type)>) -> Option<usize> {
    if matches!(fill.kind, NpKind::Party(_) | NpKind::Value(_)) {
        return None;
    }
    let at = free.iter().position(|(_, ty)| fill.ty.fits_directly(ty))?;
    Some(free.remove(at).0)
}

/// Arguments that the sentence does not name: the thing that the event brings about, or a field of that type.
fn add_free(lower: &Lower<'_>, event: &Name, free: &[(usize, &Type)], pattern: &mut ActPattern) {
    let Some(declared) = lower.vocabulary.schema.events.get(event) else {
        return;
    };
    for (index, ty) in free {
        let own = matches!(ty, Type::Thing(events) if events.contains(event));
        let field = if own {
            declared.reference.clone()
        } else {
            let fits = |(_, field): &(&Name, &crate::check::schema::Field)| {
                Type::of_field(&field.ty).fits_directly(ty)
            };
            declared
                .fields
                .iter()
                .find(fits)
                .map(|(name, _)| name.clone())
        };
        if let Some(field) = field {
            pattern.fields.push((field, Expression::Parameter(*index)));
        }
    }
}
