//! What differs in what follows, on a page.

use crate::diff::outcome::{Cause, Difference, FieldDifference, Only, Origin, OutcomeComparison};

use super::filled;

const TOO_MANY: &str =
    "So many provisions differ that the differences are not put down to them one by one.";

/// The comparison in lines of at most `width` columns.
pub fn outcome_text(comparison: &OutcomeComparison, width: usize) -> String {
    let mut text = String::new();
    let mut line = |first: &str, further: &str, words: &str| {
        text.push_str(&filled(words, width, first, further));
    };
    let title = format!(
        "Outcome: {}, as of {}",
        comparison.timeline, comparison.as_of
    );
    line("", "", &title);
    line("", "", &"─".repeat(title.chars().count().min(width)));
    if let Some(note) = terms_named(comparison) {
        line("", "", &note);
    }
    if comparison.differences.is_empty() {
        line("", "", "Under both texts the same follows.");
    }
    let of_all = cause_of_all(comparison);
    if let Some(one) = of_all {
        line("", "  ", &format!("All of it {}.", cause(one)));
    }
    let told_once = of_all.is_some() || comparison.too_many_changes;
    for difference in &comparison.differences {
        line("", "", "");
        line("", "  ", &headline(difference));
        let one_cause = one_cause(difference);
        for field in &difference.fields {
            let cause = match one_cause {
                None if !told_once => format!(" — {}", cause(&field.cause)),
                Some(_) | None => String::new(),
            };
            line(
                "  ",
                "    ",
                &format!("{}{cause}", change(field, difference.only)),
            );
        }
        if let (Some(one), false) = (one_cause, told_once) {
            line("  ", "    ", &as_line(&cause(one)));
        }
    }
    if comparison.too_many_changes {
        line("", "", "");
        line("", "", TOO_MANY);
    }
    if let Some(not_alone) = not_alone(comparison) {
        line("", "", "");
        line("", "", &not_alone);
    }
    text
}

/// The comparison as a part of a Markdown page.
pub fn outcome_markdown(comparison: &OutcomeComparison) -> String {
    let mut lines = vec![format!(
        "## Outcome: {}, as of {}\n",
        comparison.timeline, comparison.as_of
    )];
    if let Some(note) = terms_named(comparison) {
        lines.push(format!("{note}\n"));
    }
    if comparison.differences.is_empty() {
        lines.push("Under both texts the same follows.".to_owned());
    }
    let of_all = cause_of_all(comparison);
    if let Some(one) = of_all {
        lines.push(format!("All of it {}.\n", cause(one)));
    }
    let told_once = of_all.is_some() || comparison.too_many_changes;
    if !comparison.differences.is_empty() {
        let (head, rule) = if told_once {
            ("", "")
        } else {
            (" Comes from |", "---|")
        };
        lines.push(format!("| What | Difference |{head}\n|---|---|{rule}"));
    }
    for difference in &comparison.differences {
        // Fields with one cause are one row.
        for fields in difference
            .fields
            .chunk_by(|one, next| one.cause == next.cause)
        {
            let cause = match fields.first() {
                Some(first) if !told_once => format!(" {} |", cause(&first.cause)),
                Some(_) | None => String::new(),
            };
            let changes = fields.iter().map(|field| change(field, difference.only));
            let changes: Vec<String> = changes.collect();
            lines.push(format!(
                "| {} | {} |{cause}",
                headline(difference),
                changes.join("; ")
            ));
        }
    }
    if comparison.too_many_changes {
        lines.push(format!("\n{TOO_MANY}"));
    }
    if let Some(not_alone) = not_alone(comparison) {
        lines.push(format!("\n{not_alone}"));
    }
    lines.join("\n") + "\n"
}

/// That the facts are those of a timeline about other terms.
fn terms_named(comparison: &OutcomeComparison) -> Option<String> {
    let named = comparison.terms_named.as_ref()?;
    Some(format!(
        "The timeline is about {named}; here its facts are decided under the two texts that are compared."
    ))
}

pub(super) fn headline(difference: &Difference) -> String {
    let only = match difference.only {
        Some(Only::Old) => " (only under the old text)",
        Some(Only::New) => " (only under the new text)",
        None => "",
    };
    format!("{}: {}{only}", difference.kind, difference.what)
}

/// A field that differs; of an entry that only one of the texts brings about, what it is.
pub(super) fn change(field: &FieldDifference, only: Option<Only>) -> String {
    let name = field.field;
    match (&field.old, &field.new) {
        (Some(value), None) | (None, Some(value)) if only.is_some() => format!("{name}: {value}"),
        (Some(old), Some(new)) => {
            let how = field
                .difference
                .as_ref()
                .map_or_else(String::new, |how| format!(" ({how})"));
            format!("{name}: {old} → {new}{how}")
        }
        (Some(old), None) => format!("{name}: {old} → nothing"),
        (None, Some(new)) => format!("{name}: nothing → {new}"),
        (None, None) => name.to_owned(),
    }
}

/// The cause of several differences, when all have the same.
fn cause_of_all(comparison: &OutcomeComparison) -> Option<&Cause> {
    let [first, _, ..] = comparison.differences.as_slice() else {
        return None;
    };
    let cause = one_cause(first).filter(|cause| **cause != Cause::Unknown)?;
    let mut all = comparison.differences.iter();
    let same = all.all(|difference| one_cause(difference) == Some(cause));
    (same && !comparison.too_many_changes).then_some(cause)
}

/// What could not be tried by itself.
fn not_alone(comparison: &OutcomeComparison) -> Option<String> {
    let origins = &comparison.not_alone;
    let ids: Vec<String> = origins.iter().map(ToString::to_string).collect();
    (!ids.is_empty()).then(|| {
        format!(
            "Not tried by itself, since the text is not whole without the other changes: {}.",
            ids.join(", ")
        )
    })
}

/// The cause, when all fields have the same.
fn one_cause(difference: &Difference) -> Option<&Cause> {
    let first = &difference.fields.first()?.cause;
    let same = difference.fields.iter().all(|field| field.cause == *first);
    same.then_some(first)
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Alone(ids) => match ids.as_slice() {
            [one] => format!("because of {one}"),
            several => format!("because of {}, each by itself", listed(several)),
        },
        Cause::Parts(parts) => in_parts(parts),
        Cause::PartsAndRest {
            parts,
            rest,
            together,
        } => format!(
            "{}; the rest, {rest}, because of {} together, beyond what each brings by itself: they interact",
            in_parts(parts),
            listed(together)
        ),
        Cause::Together(ids) => {
            let none = if ids.len() == 2 {
                "neither"
            } else {
                "none of them"
            };
            format!(
                "because of {} together: {none} brings it by itself, they interact",
                listed(ids)
            )
        }
        Cause::EitherTogether(groups) => {
            let groups: Vec<String> = groups
                .iter()
                .map(|group| format!("of {} together", listed(group)))
                .collect();
            format!(
                "because {}: none of them brings it by itself, they interact",
                groups.join(", or ")
            )
        }
        Cause::Unknown => "no changed provision was found that brings it".to_owned(),
    }
}

fn in_parts(parts: &[(Origin, String)]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|(id, part)| format!("{part} because of {id}"))
        .collect();
    parts.join(", ")
}

fn listed(ids: &[Origin]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    match ids.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} and {last}", before.join(", "))
        }
        Some(_) | None => ids.join(""),
    }
}

fn as_line(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    }) + "."
}
